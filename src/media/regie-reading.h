/* regie-reading.h: what was measured in a picture and in a piece of sound
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-monitor.h"

#include <gst/gst.h>

G_BEGIN_DECLS

/** Steps of brightness from black to white that pictures are sorted into */
#define REGIE_PICTURE_LEVELS 64

/** A picture, as it was looked at. */
typedef struct
{
  /** when, monotonic microseconds */
  gint64 at;
  /** when in the stream, microseconds; -1: not known */
  gint64 time;
  /** less its time in the stream, when its sender's clock stamped it, microseconds; G_MININT64: it
   * carries no such stamp */
  gint64 sent;
  /** share of pixels of each level of brightness, black first, 0..1 */
  float shares[REGIE_PICTURE_LEVELS];
  /** share of pixels that differ from what was there when they changed last, 0..1; 0 too if there was
   * nothing to compare with */
  double changed;
  /** share of those that differ so much that no encoder does it to a picture that stands still, 0..1 */
  double moved;
  /** what its mark says, see regie-mark.h: the stage, 0: no mark; and its clock */
  guint mark_stage;
  guint mark_time;
} RegiePictureReading;

/** A twentieth of a second of sound. */
typedef struct
{
  /** when it ended, when in the stream it began, when it was sent: as for pictures */
  gint64 at;
  gint64 time;
  gint64 sent;
  guint channels;
  /** highest sample and mean power of each channel, dBFS */
  double peak[REGIE_LEVEL_CHANNELS];
  double rms[REGIE_LEVEL_CHANNELS];
  /** share of samples at full scale, of the channel that has most, 0..1 */
  double clipped;
  /** LUFS, or %REGIE_LEVEL_FLOOR */
  double momentary;
  double short_term;
} RegieSoundReading;

/** Returns: the time of @buffer in the stream, microseconds; -1: it has none */
gint64 regie_reading_time (const GstSegment *segment, GstBuffer *buffer);
/** Returns: what its sender's clock read, microseconds UTC, less its presentation time: the same for
 * all of one source if its clocks agree; G_MININT64: it does not say */
gint64 regie_reading_sent (GstBuffer *buffer);

/** Returns: the share of pixels not brighter than @level, a share of the range from black to white */
double regie_picture_reading_get_dark (const RegiePictureReading *reading, double level);

/** Names of the structures in which readings come as messages. */
#define REGIE_PICTURE_READING "regie-picture-reading"
#define REGIE_SOUND_READING "regie-sound-reading"

/** Posts a reading as a message of @element. @name: one of the names above; @reading: copied */
void regie_reading_post (GstElement *element, const char *name, gconstpointer reading, gsize size);

/** Returns: whether @structure is a reading of this @name; it is then copied to @reading */
gboolean regie_reading_parse (const GstStructure *structure,
                              const char *name,
                              gpointer reading,
                              gsize size);

G_END_DECLS
