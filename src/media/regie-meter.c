/* regie-meter.c: what the audio meters show: peak, power and the held peak of each channel
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-media"

#include "regie-config.h"

#include "regie-meter.h"

#include <math.h>

void
regie_meter_clear (RegieMeter *self)
{
  *self = (RegieMeter) { 0 };
  for (guint i = 0; i < REGIE_LEVEL_CHANNELS; i++)
    self->peak[i] = self->rms[i] = self->hold[i] = REGIE_LEVEL_FLOOR;
}

/* Silence is minus infinity, and a broken stream may even give no number. */
static double
sane (double level)
{
  return isnan (level) ? REGIE_LEVEL_FLOOR : CLAMP (level, REGIE_LEVEL_FLOOR, 20);
}

static void
hold (RegieMeter *self, guint i, gint64 now)
{
  const gint64 falls_from = MAX (self->held_at[i] + REGIE_METER_HOLD, self->fell_at[i]);

  if (now > falls_from)
    {
      self->hold[i] -= REGIE_METER_FALL * (double) (now - falls_from) / G_USEC_PER_SEC;
      self->fell_at[i] = now;
    }
  if (self->peak[i] >= self->hold[i])
    {
      self->hold[i] = self->peak[i];
      self->held_at[i] = now;
    }
  self->hold[i] = MAX (self->hold[i], REGIE_LEVEL_FLOOR);
}

void
regie_meter_take (RegieMeter *self, const double *peak, const double *rms, guint n, gint64 now)
{
  if (n != self->channels)
    regie_meter_clear (self);
  self->channels = MIN (n, REGIE_LEVEL_CHANNELS);
  for (guint i = 0; i < self->channels; i++)
    {
      self->peak[i] = sane (peak[i]);
      self->rms[i] = sane (rms[i]);
      hold (self, i, now);
    }
}
