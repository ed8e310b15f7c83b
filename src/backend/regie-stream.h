/* regie-stream.h: the frames one audience is sent, in order, as far back as memory is given to them
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * A socket does not own a queue of what is to be sent to everybody: it owns a position in its
 * audience's stream. So a frame is kept once, however many sockets wait for it, a client that comes
 * back is put at the place where it left, and one that is too slow falls out at the far end.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _RegieStream RegieStream;

/** @max_bytes, @max_frames: the oldest frames go when there are more */
RegieStream *regie_stream_new (gsize max_bytes, guint max_frames);
void regie_stream_free (RegieStream *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieStream, regie_stream_free)

/**
 * regie_stream_push:
 * @frame: (transfer none): what everybody gets next
 * @seq: place in the journal of the last record in it
 */
void regie_stream_push (RegieStream *self, GBytes *frame, guint64 seq);

/** Says that the stream is complete from @seq on: whoever has @seq needs only what is pushed later.
 * Forgets all frames. */
void regie_stream_restart (RegieStream *self, guint64 seq);

/** Drops what is there up to @seq: who has less than that cannot go on from there any more. */
void regie_stream_forget (RegieStream *self, guint64 seq);

/** Returns: the position before the oldest frame that is still there */
guint64 regie_stream_get_first (RegieStream *self);
/** Returns: the position after the newest frame */
guint64 regie_stream_get_head (RegieStream *self);
/** Returns: (transfer none): the frame at @position, which must be there */
GBytes *regie_stream_get_frame (RegieStream *self, guint64 position);

/**
 * regie_stream_find:
 * @seq: newest record a client has
 * @position: (out): where it goes on
 *
 * Returns: %FALSE when something after @seq is no longer there
 */
gboolean regie_stream_find (RegieStream *self, guint64 seq, guint64 *position);

G_END_DECLS
