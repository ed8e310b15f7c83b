/* regie-watch.h: measures what arrives: how much, how fast, how long ago
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-intake.h"

#include <glib.h>

G_BEGIN_DECLS

/** Looks at the counters of the present attempt a few times a second. No clock of its own: times are
 * monotonic microseconds that it is told. */
typedef struct
{
  /** video frames of all attempts so far */
  guint64 frames;
  /** when the newest video frame came; 0: none ever */
  gint64 last_frame;
  /** the same of sound */
  gint64 last_sound;
  /** bits per second over the last seconds; 0: not known yet */
  guint64 bitrate;

  /* the present attempt */
  RegieIntakeCount seen;
  /* where the span over which the bit rate is measured began */
  RegieIntakeCount span;
  gint64 span_began;
} RegieWatch;

/** The bit rate is measured over spans this long, microseconds */
#define REGIE_WATCH_SPAN (2 * G_USEC_PER_SEC)

/** A new attempt begins: its counters start from nothing. */
void regie_watch_begin (RegieWatch *self, gint64 now);

/** Returns: whether anything, picture or sound, came since the last call */
gboolean regie_watch_take (RegieWatch *self, const RegieIntakeCount *count, gint64 now);

G_END_DECLS
