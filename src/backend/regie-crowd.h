/* regie-crowd.h: the live sockets of one audience, and the round in which each gets what is new
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-socket.h"

G_BEGIN_DECLS

typedef struct _RegieCrowd RegieCrowd;

RegieCrowd *regie_crowd_new (gsize max_bytes, guint max_frames);
void regie_crowd_free (RegieCrowd *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieCrowd, regie_crowd_free)

RegieStream *regie_crowd_get_stream (RegieCrowd *self);
guint regie_crowd_get_size (RegieCrowd *self);
/** Returns: (transfer none): the socket at @place, below the size */
RegieSocket *regie_crowd_get (RegieCrowd *self, guint place);

/** @socket: (transfer none): not kept alive */
void regie_crowd_join (RegieCrowd *self, RegieSocket *socket);
/** Does nothing when @socket is not in it. */
void regie_crowd_leave (RegieCrowd *self, RegieSocket *socket);

/** Puts @frame at the end of the stream and begins a round, if there is anybody. */
void regie_crowd_push (RegieCrowd *self, GBytes *frame, guint64 seq);

/** Returns: whether a round is under way */
gboolean regie_crowd_is_busy (RegieCrowd *self);

/** Forgets what was pushed up to @seq: when the round is over, so that nobody is cut for it who takes
 * what comes. */
void regie_crowd_forget (RegieCrowd *self, guint64 seq);

/**
 * regie_crowd_next:
 *
 * Returns: (transfer none) (nullable): the next socket of the round that has something to get and
 * takes it; %NULL when the round is over
 */
RegieSocket *regie_crowd_next (RegieCrowd *self);

/** Returns: microseconds the last whole round took, from the first frame to the last socket */
gint64 regie_crowd_get_duration (RegieCrowd *self);

G_END_DECLS
