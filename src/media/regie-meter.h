/* regie-meter.h: what the audio meters show: peak, power and the held peak of each channel
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-monitor.h"

G_BEGIN_DECLS

/** Levels in dBFS of up to %REGIE_LEVEL_CHANNELS channels. */
typedef struct
{
  guint channels;
  double peak[REGIE_LEVEL_CHANNELS];
  double rms[REGIE_LEVEL_CHANNELS];
  double hold[REGIE_LEVEL_CHANNELS];
  /* when the held peak was reached, and when it last fell; monotonic microseconds */
  gint64 held_at[REGIE_LEVEL_CHANNELS];
  gint64 fell_at[REGIE_LEVEL_CHANNELS];
} RegieMeter;

/** How long a peak is held before it falls, and how fast it then falls, dB per second */
#define REGIE_METER_HOLD (3 * G_USEC_PER_SEC / 2)
#define REGIE_METER_FALL 20.0

/** Silence, and no channels. */
void regie_meter_clear (RegieMeter *self);

/**
 * regie_meter_take:
 * @n: number of values in @peak and @rms; those above %REGIE_LEVEL_CHANNELS are left out
 */
void regie_meter_take (
    RegieMeter *self, const double *peak, const double *rms, guint n, gint64 now);

G_END_DECLS
