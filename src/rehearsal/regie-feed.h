/* regie-feed.h: a stage's or the program's picture and sound, filled into an encoder's pipeline
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

#define REGIE_TYPE_FEED (regie_feed_get_type ())
G_DECLARE_FINAL_TYPE (RegieFeed, regie_feed, REGIE, FEED, GObject)

/** @stage: counted from 0; decides name, colour, texts and voice */
RegieFeed *regie_feed_new (guint stage);

/** @n_stages: 1 or more. Returns: (transfer full): a feed that shows one of these stages at a time, as
 * the production's switcher would: picture, mark and sound are that stage's; the first to begin with */
RegieFeed *regie_feed_new_program (guint n_stages);

/** Cuts to another stage, from the next frame on; any thread. @stage: counted from 0 */
void regie_feed_cut (RegieFeed *self, guint stage);

/**
 * regie_feed_describe:
 * @error: names the packages when an encoder is missing
 *
 * Returns: (transfer full): the launch description of a stage's bin with the best encoders there are:
 * x264, else openh264, else VP8; AAC by vo-aacenc, else by libav, else Opus
 */
char *regie_feed_describe (GError **error);

/** Makes the sources of @bin, made from regie_feed_describe(), send this stage. */
void regie_feed_fill (RegieFeed *self, GstBin *bin);

/** Has the encoder in @bin send a key frame now. */
void regie_feed_refresh (GstBin *bin);

/** Has the voice rendered, in a thread; until it is there the stage is silent. */
void regie_feed_speak (RegieFeed *self);

/** Any thread. @stage: counted from 0; what does not show this stage is left as it is.
 * @title, @subtitle: (nullable) */
void regie_feed_set_title (RegieFeed *self, guint stage, const char *title, const char *subtitle);

/** Returns: frames drawn so far; any thread */
guint64 regie_feed_get_frames (RegieFeed *self);

G_END_DECLS
