/* regie-feeds.h: the stages' live pictures and sound, served as a production would send them
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * An RTSP server on the loopback address with one mount per stage, `/stage-1` to `/stage-N`: H.264 in
 * 1280×720 at 25 frames a second with a key frame at least every 2 s, and AAC in 48 kHz stereo. The
 * picture is a talk's slide with the stage's name, the talk's title, a wall clock with milliseconds
 * and something that moves; the sound is speech (espeak-ng, where it is installed), another voice on
 * each stage. A stage is encoded once, however many watch it, and only while somebody does.
 *
 * `/program` is what a production's switcher would send on: the stage that is on program. Every picture
 * carries its stage's mark (regie-mark.h), the program's that of the stage it shows, so a desk can
 * compare what was commanded with what it receives.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define REGIE_TYPE_FEEDS (regie_feeds_get_type ())
G_DECLARE_FINAL_TYPE (RegieFeeds, regie_feeds, REGIE, FEEDS, GObject)

/**
 * regie_feeds_new:
 * @port: TCP port to listen on, 0 for any free one
 * @n_stages: number of stages, 1..16
 *
 * Returns: (transfer full): feeds that are not served yet
 */
RegieFeeds *regie_feeds_new (guint port, guint n_stages);

/**
 * regie_feeds_start:
 * @error: why the port cannot be had, or which GStreamer plugins are missing
 *
 * Serves the stages from now on, in threads of its own. Starting twice does nothing.
 */
gboolean regie_feeds_start (RegieFeeds *self, GError **error);

/** Cuts everybody off, closes the port and waits until no thread draws a picture any more (five
 * seconds at most). Also done when the object goes. */
void regie_feeds_stop (RegieFeeds *self);
/** Returns: the port it listens on; 0 while stopped */
guint regie_feeds_get_port (RegieFeeds *self);
/** Returns: (transfer full) (nullable): `rtsp://127.0.0.1:PORT/stage-N` for @stage counted from 0;
 * %NULL while stopped */
char *regie_feeds_get_uri (RegieFeeds *self, guint stage);

/**
 * regie_feeds_set_title:
 * @stage: counted from 0
 * @title: (nullable): the talk's title, as on its slides
 * @subtitle: (nullable): a second line (the speaker's function, the hour)
 *
 * Changes the slide, at once and while it is being sent.
 */
void regie_feeds_set_title (RegieFeeds *self, guint stage, const char *title, const char *subtitle);

/** Returns: (transfer full) (nullable): `rtsp://127.0.0.1:PORT/program`; %NULL while stopped */
char *regie_feeds_get_program_uri (RegieFeeds *self);
/** Cuts the program to @stage, counted from 0; it begins with the first. */
void regie_feeds_take (RegieFeeds *self, guint stage);

/** Returns: frames drawn for @stage since it was made; they are drawn only while somebody watches */
guint64 regie_feeds_get_frames (RegieFeeds *self, guint stage);

G_END_DECLS
