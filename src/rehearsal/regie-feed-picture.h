/* regie-feed-picture.h: the picture of a stage: a slide, a clock, something that moves, and its mark
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define REGIE_FEED_WIDTH 1280
#define REGIE_FEED_HEIGHT 720
/** frames per second */
#define REGIE_FEED_RATE 25
/** One frame: planes Y, U and V in 4:2:0 without padding, BT.709, limited range */
#define REGIE_FEED_FRAME_BYTES (REGIE_FEED_WIDTH * REGIE_FEED_HEIGHT * 3 / 2)

#define REGIE_TYPE_FEED_PICTURE (regie_feed_picture_get_type ())
G_DECLARE_FINAL_TYPE (RegieFeedPicture, regie_feed_picture, REGIE, FEED_PICTURE, GObject)

RegieFeedPicture *regie_feed_picture_new (guint stage);

/** @title, @subtitle: (nullable); any thread */
void regie_feed_picture_set_title (RegieFeedPicture *self, const char *title, const char *subtitle);

/**
 * regie_feed_picture_draw:
 * @frame: %REGIE_FEED_FRAME_BYTES to write to
 * @now: wall clock, microseconds UTC: what the clock and the mark (regie-mark.h) show and where things
 * have moved to
 *
 * Draws one frame; any thread, one at a time. The slide is drawn by cairo when it changes (every few
 * seconds), the rest is copying: about a tenth of a millisecond.
 */
void regie_feed_picture_draw (RegieFeedPicture *self, guint8 *frame, gint64 now);

G_END_DECLS
