/* regie-timing.h: how long the client waits for what, and which clocks it reads
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Spans in milliseconds; clocks in microseconds. Tests bring their own. */
typedef struct
{
  /** upper end of the first wait before a reconnect; doubles each time */
  guint backoff_first;
  guint backoff_longest;
  guint heartbeat;
  /** silence after which a connection counts as dead */
  guint dead;
  /** how long a command is repeated over broken connections */
  guint retry;
  /** how long one attempt of a command may take */
  guint request;
  /** how long the main loop is kept at once by what has come in */
  guint slice;
  gint64 (*monotonic) (void);
  gint64 (*wall) (void);
} RegieTiming;

/** SEMANTICS 1. */
extern const RegieTiming REGIE_TIMING_DEFAULT;

/** Returns: wait before the @attempt-th reconnect (from 0), milliseconds: exponential, full jitter */
guint regie_timing_backoff (const RegieTiming *timing, guint attempt, GRand *random);

/** Heartbeats remembered for the clock. */
#define REGIE_CLOCK_SAMPLES 8

/**
 * RegieClockSync: the backend's clock as seen through the link. The sample with the shortest round
 * trip of the last few is believed, as NTP's clock filter does: it had the least room to be wrong
 * (RFC 5905, 10).
 */
typedef struct
{
  struct
  {
    /** server clock minus own monotonic clock */
    gint64 offset;
    gint64 round_trip;
  } samples[REGIE_CLOCK_SAMPLES];
  guint n_samples;
  guint next;
} RegieClockSync;

void regie_clock_sync_reset (RegieClockSync *sync);
/** @sent, @received: own monotonic clock; @server: the backend's, read in between. Microseconds. */
void regie_clock_sync_add (RegieClockSync *sync, gint64 sent, gint64 received, gint64 server);
/** Returns: whether there is a sample; @offset (out): server clock minus own monotonic clock */
gboolean regie_clock_sync_get (const RegieClockSync *sync, gint64 *offset);

G_END_DECLS
