/* regie-supervisor.c: decides which source to play, when to give it up and when to try again
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-media"

#include "regie-config.h"

#include "regie-supervisor.h"

struct _RegieSupervisor
{
  GRand *jitter;
  RegieSupervision decision;

  guint n_sources;
  gboolean wanted;
  /* one per source: trying it again cannot help */
  GArray *hopeless;

  guint last_attempt;
  /* rounds through all sources that failed since the last good time */
  guint rounds;
  /* sources that failed in this round */
  guint failed;
  gint64 began;
  gint64 good_since;
  gint64 last_arrival;
  gboolean resting;
};

RegieSupervisor *
regie_supervisor_new (guint32 seed)
{
  RegieSupervisor *self = g_new0 (RegieSupervisor, 1);

  self->jitter = g_rand_new_with_seed (seed);
  self->hopeless = g_array_new (FALSE, TRUE, sizeof (gboolean));
  return self;
}

void
regie_supervisor_free (RegieSupervisor *self)
{
  g_rand_free (self->jitter);
  g_array_unref (self->hopeless);
  g_free (self);
}

static void
begin (RegieSupervisor *self, gint64 now)
{
  self->decision.attempt = ++self->last_attempt;
  self->decision.retry_at = 0;
  self->began = now;
  self->last_arrival = 0;
  self->good_since = 0;
  self->resting = FALSE;
}

static void
forget_failures (RegieSupervisor *self)
{
  self->rounds = 0;
  self->failed = 0;
  g_array_set_size (self->hopeless, 0);
  g_array_set_size (self->hopeless, self->n_sources);
}

/* Afresh: the first source, at once. */
static void
restart (RegieSupervisor *self, gint64 now)
{
  self->decision = (RegieSupervision) { .state = REGIE_MONITOR_IDLE };
  forget_failures (self);
  if (!self->wanted || self->n_sources == 0)
    return;
  self->decision.state = REGIE_MONITOR_CONNECTING;
  begin (self, now);
}

void
regie_supervisor_set_sources (RegieSupervisor *self, guint n_sources, gint64 now)
{
  self->n_sources = n_sources;
  restart (self, now);
}

void
regie_supervisor_want (RegieSupervisor *self, gboolean wanted, gint64 now)
{
  if (self->wanted == wanted)
    return;
  self->wanted = wanted;
  restart (self, now);
}

void
regie_supervisor_retry (RegieSupervisor *self, gint64 now)
{
  const RegieMonitorState before = self->decision.state;

  restart (self, now);
  if (self->decision.attempt != 0 && before != REGIE_MONITOR_CONNECTING)
    self->decision.state = REGIE_MONITOR_RECONNECTING;
}

void
regie_supervisor_arrived (RegieSupervisor *self, gint64 now)
{
  if (self->decision.attempt == 0)
    return;
  self->last_arrival = now;
  if (self->good_since == 0)
    self->good_since = now;
  if (now - self->good_since >= REGIE_SUPERVISOR_GOOD)
    forget_failures (self);
  self->decision.state =
      self->decision.source == 0 ? REGIE_MONITOR_PLAYING : REGIE_MONITOR_FAILED_OVER;
}

/* Exponential from half a second to half a minute, with full jitter: many desks that lost the same
 * server must not come back in the same moment. */
static gint64
pause_before (RegieSupervisor *self, guint round)
{
  const gint64 ceiling =
      MIN (REGIE_SUPERVISOR_SHORTEST << MIN (round, 10), (gint64) REGIE_SUPERVISOR_LONGEST);

  return REGIE_SUPERVISOR_SHORTEST
         + (gint64) ((double) (ceiling - REGIE_SUPERVISOR_SHORTEST) * g_rand_double (self->jitter));
}

static gboolean
is_hopeless (RegieSupervisor *self, guint source)
{
  return g_array_index (self->hopeless, gboolean, source);
}

/* The next source that may still work; the present one comes last. */
static gboolean
choose_next (RegieSupervisor *self)
{
  for (guint i = 1; i <= self->n_sources; i++)
    {
      const guint source = (self->decision.source + i) % self->n_sources;

      if (is_hopeless (self, source))
        continue;
      self->decision.source = source;
      return TRUE;
    }
  return FALSE;
}

void
regie_supervisor_broke (RegieSupervisor *self, gboolean hopeless, gint64 now)
{
  if (self->decision.attempt == 0)
    return;

  self->decision.attempt = 0;
  self->failed++;
  if (hopeless)
    g_array_index (self->hopeless, gboolean, self->decision.source) = TRUE;

  if (!choose_next (self))
    {
      self->decision.state = REGIE_MONITOR_FAILED;
      self->decision.retry_at = 0;
      return;
    }
  else if (self->failed >= self->n_sources)
    {
      self->failed = 0;
      self->decision.retry_at = now + pause_before (self, self->rounds++);
    }
  else
    {
      /* There is a backup that has not failed yet: at once. */
      self->decision.retry_at = now;
    }
  self->decision.state = REGIE_MONITOR_RECONNECTING;
  regie_supervisor_tick (self, now);
}

void
regie_supervisor_rest (RegieSupervisor *self, gboolean resting, gint64 now)
{
  if (self->resting && !resting)
    {
      /* It gets its full time again. */
      self->began = now;
      if (self->last_arrival != 0)
        self->last_arrival = now;
    }
  self->resting = resting;
}

void
regie_supervisor_tick (RegieSupervisor *self, gint64 now)
{
  RegieSupervision *decision = &self->decision;

  if (decision->attempt == 0)
    {
      if (decision->retry_at != 0 && now >= decision->retry_at)
        begin (self, now);
      return;
    }
  if (self->resting)
    return;
  if (self->last_arrival == 0)
    {
      if (now - self->began >= REGIE_SUPERVISOR_CONNECT)
        regie_supervisor_broke (self, FALSE, now);
    }
  else if (now - self->last_arrival >= REGIE_SUPERVISOR_GIVE_UP)
    {
      regie_supervisor_broke (self, FALSE, now);
    }
  else if (now - self->last_arrival >= REGIE_SUPERVISOR_STALL)
    {
      decision->state = REGIE_MONITOR_STALLED;
      self->good_since = 0;
    }
}

const RegieSupervision *
regie_supervisor_decide (RegieSupervisor *self)
{
  return &self->decision;
}
