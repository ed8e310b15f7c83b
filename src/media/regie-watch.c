/* regie-watch.c: measures what arrives: how much, how fast, how long ago
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-media"

#include "regie-config.h"

#include "regie-watch.h"

void
regie_watch_begin (RegieWatch *self, gint64 now)
{
  self->seen = (RegieIntakeCount) { 0 };
  self->span = (RegieIntakeCount) { 0 };
  self->span_began = now;
  self->bitrate = 0;
}

gboolean
regie_watch_take (RegieWatch *self, const RegieIntakeCount *count, gint64 now)
{
  const gint64 span = now - self->span_began;
  /* A stream with a picture lives by its picture. */
  const gboolean came = count->frames > 0 ? count->frames != self->seen.frames
                                          : count->last_sound != self->seen.last_sound;

  self->frames += count->frames - self->seen.frames;
  if (count->last_frame != 0)
    self->last_frame = count->last_frame;
  if (count->last_sound != 0)
    self->last_sound = count->last_sound;
  self->seen = *count;
  if (span >= REGIE_WATCH_SPAN)
    {
      self->bitrate = (count->bytes - self->span.bytes) * 8 * G_USEC_PER_SEC / (guint64) span;
      self->span = *count;
      self->span_began = now;
    }
  return came;
}
