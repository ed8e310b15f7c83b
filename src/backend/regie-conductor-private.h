/* regie-conductor-private.h: what the files of the conductor share
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 *     regie-conductor.c       what is asked of it: commands, own records, the past, snapshots
 *     regie-conductor-way.c   the way of one item: judged, stored, applied or refused, answered
 */

#pragma once

#include "regie-conductor.h"

#include "regie-command-item.h"
#include "regie-herald.h"

G_BEGIN_DECLS

struct _RegieConductor
{
  GObject parent_instance;

  RegieJournal *journal;
  RegieHub *hub;
  RegieCongress *congress;
  RegieClock clock;
  gint64 last_at;
  /* cmd → RegieCommandItem: appended, not yet answered */
  GHashTable *under_way;
  /* RegieCommandItems that wait until what is `ordered` is applied */
  GQueue waiting;
  guint ordered;
  /* Quiet: who waits until nothing is on its way */
  GQueue quiets;
  RegieHerald *herald;
  RegieTrail *trail;
  RegieConductorName name;
  gpointer name_data;
  RegieConductorInspector inspector;
  gpointer inspector_data;
  gboolean loading;
  char *problem;
  RegieConductorFigures figures;
};

/** Lets an item go its way, now or after what must be applied before it. */
void regie_conductor_start (RegieConductor *self, RegieCommandItem *item);
/** Something is through: tells those who wait for quiet, if it is. */
void regie_conductor_tell_quiet (RegieConductor *self);
/** Judges an item by the state that is on disk and gives it to the journal. */
void regie_conductor_append (RegieConductor *self, RegieCommandItem *item);

G_END_DECLS
