/* regie-hearing.c: listens to sound: levels, loudness, clipping
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-media"

#include "regie-config.h"

#include "regie-hearing.h"

#include <ebur128.h>
#include <math.h>
#include <string.h>

/** Pieces per second */
#define PIECES 20
/** Of two pieces one loudness is made, every tenth of a second (EBU Tech 3341, 2.4); so many of these
 * are the short-term loudness, so many the momentary one */
#define SHORT_TERM 30
#define MOMENTARY 4
/** A sample from here on is at full scale: -0.1 dBFS, as decoders round */
#define FULL 0.9886f
/** ITU-R BS.1770-5, annex 1, (2) */
#define OFFSET -0.691

struct _RegieHearing
{
  ebur128_state *filter;
  guint channels;
  guint rate;

  /* the piece that is being measured */
  gsize done;
  double squares[REGIE_LEVEL_CHANNELS];
  float peak[REGIE_LEVEL_CHANNELS];
  guint full[REGIE_LEVEL_CHANNELS];

  /* power of the last tenths of a second, newest at @next - 1 */
  double tenths[SHORT_TERM];
  guint next;
  guint pieces;
};

RegieHearing *
regie_hearing_new (void)
{
  return g_new0 (RegieHearing, 1);
}

void
regie_hearing_free (RegieHearing *self)
{
  if (self->filter)
    ebur128_destroy (&self->filter);
  g_free (self);
}

static void
begin_piece (RegieHearing *self)
{
  self->done = 0;
  memset (self->squares, 0, sizeof self->squares);
  memset (self->peak, 0, sizeof self->peak);
  memset (self->full, 0, sizeof self->full);
}

static void
begin_sound (RegieHearing *self, guint channels, guint rate)
{
  if (self->filter)
    ebur128_destroy (&self->filter);
  self->filter = ebur128_init (channels, rate, EBUR128_MODE_M);
  if (self->filter && channels == 1)
    ebur128_set_channel (self->filter, 0, EBUR128_DUAL_MONO);
  self->channels = channels;
  self->rate = rate;
  self->pieces = 0;
  memset (self->tenths, 0, sizeof self->tenths);
  begin_piece (self);
}

static double
to_decibels (double power)
{
  return power > 1e-10 ? 10 * log10 (power) : REGIE_LEVEL_FLOOR;
}

static double
mean_loudness (RegieHearing *self, guint n)
{
  double sum = 0;

  for (guint i = 1; i <= n; i++)
    sum += self->tenths[(self->next + SHORT_TERM - i) % SHORT_TERM];
  return sum / n > 1e-10 ? MAX (OFFSET + 10 * log10 (sum / n), REGIE_LEVEL_FLOOR)
                         : REGIE_LEVEL_FLOOR;
}

/* libebur128 would add three seconds up each time it is asked; tenths of a second are enough. */
static void
take_tenth (RegieHearing *self)
{
  double loudness;

  if (!self->filter || ebur128_loudness_window (self->filter, 100, &loudness) != EBUR128_SUCCESS)
    return;
  self->tenths[self->next] = isfinite (loudness) ? pow (10, (loudness - OFFSET) / 10) : 0;
  self->next = (self->next + 1) % SHORT_TERM;
}

static void
end_piece (RegieHearing *self, RegieHearingDone done, gpointer owner)
{
  RegieSoundReading reading = { .channels = MIN (self->channels, REGIE_LEVEL_CHANNELS) };
  guint most = 0;

  if (++self->pieces % 2 == 0)
    take_tenth (self);
  for (guint i = 0; i < reading.channels; i++)
    {
      reading.peak[i] = to_decibels ((double) self->peak[i] * self->peak[i]);
      reading.rms[i] = to_decibels (self->squares[i] / (double) self->done);
      most = MAX (most, self->full[i]);
    }
  reading.clipped = (double) most / (double) self->done;
  reading.momentary = mean_loudness (self, MOMENTARY);
  reading.short_term = mean_loudness (self, SHORT_TERM);
  begin_piece (self);
  done (owner, &reading);
}

static void
measure (RegieHearing *self, const float *samples, gsize n_frames)
{
  const guint channels = self->channels;

  for (guint channel = 0; channel < MIN (channels, REGIE_LEVEL_CHANNELS); channel++)
    {
      double squares = 0;
      float peak = self->peak[channel];
      guint full = 0;

      for (gsize i = 0; i < n_frames; i++)
        {
          const float sample = fabsf (samples[i * channels + channel]);

          squares += (double) sample * sample;
          peak = MAX (peak, sample);
          full += sample >= FULL;
        }
      self->squares[channel] += squares;
      self->peak[channel] = peak;
      self->full[channel] += full;
    }
}

void
regie_hearing_take (RegieHearing *self,
                    const float *samples,
                    gsize n_frames,
                    guint channels,
                    guint rate,
                    RegieHearingDone done,
                    gpointer owner)
{
  g_return_if_fail (channels > 0 && rate >= PIECES);

  if (channels != self->channels || rate != self->rate)
    begin_sound (self, channels, rate);
  while (n_frames > 0)
    {
      const gsize n = MIN (n_frames, rate / PIECES - self->done);

      measure (self, samples, n);
      if (self->filter)
        ebur128_add_frames_float (self->filter, samples, n);
      self->done += n;
      samples += n * channels;
      n_frames -= n;
      if (self->done == rate / PIECES)
        end_piece (self, done, owner);
    }
}
