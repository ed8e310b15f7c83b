/* regie-reading.h: what was measured in a picture and in a piece of sound
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-monitor.h"

#include <gst/gst.h>

G_BEGIN_DECLS

/** A picture, as it was looked at. */
typedef struct
{
  /** when, microseconds */
  gint64 at;
  /** share of pixels that are darker than the level told, 0..1 */
  double dark;
  /** share of pixels that differ from the last picture that differed, 0..1; -1: none to compare with */
  double changed;
  /** what its mark says, see regie-mark.h: stage, 0: no mark; hundredths of a second of its clock */
  guint mark_stage;
  guint mark_time;
} RegiePictureReading;

/** A twentieth of a second of sound. */
typedef struct
{
  /** when it ended, microseconds */
  gint64 at;
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
