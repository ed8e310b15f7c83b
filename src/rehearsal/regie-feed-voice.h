/* regie-feed-voice.h: the sound of a stage: somebody gives a talk
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/** samples per second and channel */
#define REGIE_FEED_SAMPLES 48000

#define REGIE_TYPE_FEED_VOICE (regie_feed_voice_get_type ())
G_DECLARE_FINAL_TYPE (RegieFeedVoice, regie_feed_voice, REGIE, FEED_VOICE, GObject)

RegieFeedVoice *regie_feed_voice_new (guint stage);

/** Has the talk rendered once, in a thread: by espeak-ng, else by a made-up babble. */
void regie_feed_voice_render (RegieFeedVoice *self);

/**
 * regie_feed_voice_fill:
 * @out: room for @n frames of two interleaved 16-bit channels
 *
 * Takes the next @n frames of the talk, which begins again at its end; silence until it is rendered.
 * Any thread, one at a time.
 */
void regie_feed_voice_fill (RegieFeedVoice *self, gint16 *out, gsize n);

G_END_DECLS
