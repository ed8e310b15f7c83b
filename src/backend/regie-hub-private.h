/* regie-hub-private.h: the hub's insides, for its own files
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-crowd.h"
#include "regie-hub.h"

G_BEGIN_DECLS

struct _RegieHub
{
  GObject parent_instance;

  const RegieHubHandler *handler;
  gpointer user_data;
  int epoll;
  GSource *source;
  gpointer tag;
  RegieCrowd *crowds[REGIE_N_AUDIENCES];
  /* id of a pass (owned by the socket) → its newest socket; the others follow as siblings */
  GHashTable *by_id;
  /* all sockets, the one whose heartbeat is due next in front */
  GQueue heartbeats;
  guint heartbeat;
  guint dead_after;
  gint64 zero;
  RegieReader *reader;
  /* closed during this turn; freed at its end, because events may still name them */
  GPtrArray *graveyard;
  guint blocked;
  guint64 cut;
  guint64 frames_sent;
};

/** Returns: milliseconds of the hub's clock */
guint32 regie_hub_now (RegieHub *self);

/** Closes @socket and forgets it, without a word. */
void regie_hub_bury (RegieHub *self, RegieSocket *socket);

/** Takes what has come on @socket. */
void regie_hub_read (RegieHub *self, RegieSocket *socket);

G_END_DECLS
