/* regie-desk-session-private.h: what the files of the session share
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 *     regie-desk-session.c            the session: time, link, who and where, its life
 *     regie-desk-session-commands.c   commands on their way, and what came of them
 */

#pragma once

#include "regie-desk-session.h"

#include "regie-desk-monitors.h"

G_BEGIN_DECLS

struct _RegieDeskSession
{
  GObject parent_instance;
  RegieClient *client;
  RegieCongress *congress;
  gboolean read_only;
  char *stage;
  char *name;
  char *me;

  RegieClockFunc clock;
  gpointer clock_data;
  RegieRecallFunc recall;
  gpointer recall_data;
  guint ticker;

  RegieSinkFunc sink;
  gpointer sink_data;
  /* subject -> number of commands without an answer */
  GHashTable *pending;
  /* subject -> the newest of them */
  GHashTable *newest;
  /* the ids of commands of this desk that the congress has not shown applied yet */
  GHashTable *sent;
  RegieDeskMonitors *monitors;
};

/* regie-desk-session.c */

/** The operator goes by the id @me. */
void regie_desk_session_set_me (RegieDeskSession *self, const char *me);

/* regie-desk-session-commands.c */

/** Signal handlers of the congress. */
void regie_desk_session_on_applied (RegieDeskSession *self, RegieRecord *record);
void regie_desk_session_on_loaded (RegieDeskSession *self);

G_END_DECLS
