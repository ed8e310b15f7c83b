/* regie-frame.h: a frame of GStreamer's as a texture of GTK's, without copying it
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <gdk/gdk.h>
#include <gst/gst.h>

G_BEGIN_DECLS

/** Returns: (transfer full) (nullable): a texture on the very memory of @frame (raw video in BGRx,
 * BGRA, RGBx or RGBA), which lives as long as the texture does; %NULL: not such a frame */
GdkTexture *regie_frame_to_texture (GstSample *frame);

/** Returns: when the sender's clock stamped @buffer, picture or sound, microseconds UTC; -1: it carries
 * no such stamp */
gint64 regie_frame_get_sent (GstBuffer *buffer);

/** Returns: how long ago the sender's clock stamped @frame, microseconds; -1: it carries no such
 * stamp, or the clocks differ */
gint64 regie_frame_get_latency (GstBuffer *frame);

G_END_DECLS
