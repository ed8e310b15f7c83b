/* regie-frame-paintable.h: the newest frame of a stream, as GTK draws it
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

#define REGIE_TYPE_FRAME_PAINTABLE (regie_frame_paintable_get_type ())
G_DECLARE_FINAL_TYPE (RegieFramePaintable, regie_frame_paintable, REGIE, FRAME_PAINTABLE, GObject)

/** Returns: (transfer full): a paintable that is black until the first frame */
RegieFramePaintable *regie_frame_paintable_new (void);

/**
 * regie_frame_paintable_show:
 * @frame: (nullable): what to draw from now on; %NULL: black
 * @width: width the picture is meant to have, pixels; with @height it gives the aspect ratio
 *
 * The frame itself may be smaller: it was scaled before it came here.
 */
void regie_frame_paintable_show (RegieFramePaintable *self,
                                 GdkTexture *frame,
                                 guint width,
                                 guint height);

/** Returns: how many of the frames shown were drawn by some widget, each counted once */
guint64 regie_frame_paintable_get_painted (RegieFramePaintable *self);

/**
 * regie_frame_paintable_take_rows:
 *
 * Returns: height in logical pixels of the largest picture that drew it since the last call; 0 if
 * none did
 */
guint regie_frame_paintable_take_rows (RegieFramePaintable *self);

G_END_DECLS
