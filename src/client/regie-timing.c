/* regie-timing.c: how long the client waits for what, and which clocks it reads
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-client"

#include "regie-timing.h"

const RegieTiming REGIE_TIMING_DEFAULT = {
  .backoff_first = 500,
  .backoff_longest = 30000,
  .heartbeat = 5000,
  .dead = 15000,
  .retry = 10000,
  .request = 5000,
  .slice = 6,
  .monotonic = g_get_monotonic_time,
  .wall = g_get_real_time,
};

guint
regie_timing_backoff (const RegieTiming *timing, guint attempt, GRand *random)
{
  guint64 longest = (guint64) timing->backoff_first << MIN (attempt, 20);

  return (guint) g_rand_double_range (random, 0, (double) MIN (longest, timing->backoff_longest));
}

void
regie_clock_sync_reset (RegieClockSync *sync)
{
  *sync = (RegieClockSync) { 0 };
}

void
regie_clock_sync_add (RegieClockSync *sync, gint64 sent, gint64 received, gint64 server)
{
  gint64 round_trip = MAX (received - sent, 0);

  sync->samples[sync->next].round_trip = round_trip;
  sync->samples[sync->next].offset = server - (sent + round_trip / 2);
  sync->next = (sync->next + 1) % REGIE_CLOCK_SAMPLES;
  sync->n_samples = MIN (sync->n_samples + 1, REGIE_CLOCK_SAMPLES);
}

gboolean
regie_clock_sync_get (const RegieClockSync *sync, gint64 *offset)
{
  guint best = 0;

  if (sync->n_samples == 0)
    return FALSE;
  for (guint i = 1; i < sync->n_samples; i++)
    if (sync->samples[i].round_trip < sync->samples[best].round_trip)
      best = i;
  *offset = sync->samples[best].offset;
  return TRUE;
}
