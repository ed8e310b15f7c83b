/* regie-supervisor.c: decides which source to play, when to give it up and when to try again
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-media"

#include "regie-config.h"

#include "regie-supervisor.h"

/* What is known of a source for as long as the list stands. */
typedef struct
{
  /* trying it again cannot help */
  gboolean hopeless;
  gboolean patient;
} Source;

typedef struct
{
  /* 0: does not run */
  guint number;
  guint source;
  gint64 began;
  /* 0: nothing has come yet */
  gint64 last_arrival;
  /* since when it has come without a stall; 0: it does not */
  gint64 good_since;
} Attempt;

struct _RegieSupervisor
{
  GRand *jitter;
  RegieSupervision decision;
  RegieMonitorState state;

  /* element-type Source */
  GArray *sources;
  gboolean wanted;
  gboolean resting;
  gint64 return_after;

  guint last_number;
  Attempt present;
  gint64 retry_at;
  /* rounds through all sources that failed since the last good time */
  guint rounds;
  /* sources that failed in this round */
  guint failed;

  Attempt standby;
  gint64 standby_at;
  /* standbys that failed one after the other */
  guint standby_rounds;
  /* a person asked for the primary: it takes over as soon as it delivers */
  gboolean hurry;
};

RegieSupervisor *
regie_supervisor_new (guint32 seed)
{
  RegieSupervisor *self = g_new0 (RegieSupervisor, 1);

  self->jitter = g_rand_new_with_seed (seed);
  self->sources = g_array_new (FALSE, TRUE, sizeof (Source));
  self->return_after = REGIE_SUPERVISOR_RETURN;
  return self;
}

void
regie_supervisor_free (RegieSupervisor *self)
{
  g_rand_free (self->jitter);
  g_array_unref (self->sources);
  g_free (self);
}

static Source *
get_source (RegieSupervisor *self, guint source)
{
  return &g_array_index (self->sources, Source, source);
}

static void
begin (RegieSupervisor *self, Attempt *attempt, guint source, gint64 now)
{
  *attempt = (Attempt) { .number = ++self->last_number, .source = source, .began = now };
}

static void
begin_present (RegieSupervisor *self, guint source, gint64 now)
{
  begin (self, &self->present, source, now);
  self->retry_at = 0;
  self->resting = FALSE;
}

static void
end_standby (RegieSupervisor *self)
{
  self->standby = (Attempt) { 0 };
}

static void
forget_failures (RegieSupervisor *self)
{
  self->rounds = 0;
  self->failed = 0;
}

/* Afresh: the first source, at once. */
static void
restart (RegieSupervisor *self, gint64 now)
{
  self->state = REGIE_MONITOR_IDLE;
  self->present = (Attempt) { 0 };
  self->retry_at = 0;
  self->standby_rounds = 0;
  self->hurry = FALSE;
  end_standby (self);
  forget_failures (self);
  for (guint i = 0; i < self->sources->len; i++)
    get_source (self, i)->hopeless = FALSE;
  if (!self->wanted || self->sources->len == 0)
    return;
  self->state = REGIE_MONITOR_CONNECTING;
  begin_present (self, 0, now);
}

void
regie_supervisor_set_sources (RegieSupervisor *self, guint n_sources, gint64 now)
{
  g_array_set_size (self->sources, 0);
  g_array_set_size (self->sources, n_sources);
  restart (self, now);
}

void
regie_supervisor_set_patient (RegieSupervisor *self, guint source, gboolean patient)
{
  g_return_if_fail (source < self->sources->len);
  get_source (self, source)->patient = patient;
}

void
regie_supervisor_set_return_after (RegieSupervisor *self, gint64 time)
{
  self->return_after = time;
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
  const RegieMonitorState before = self->state;

  if (before == REGIE_MONITOR_FAILED_OVER)
    {
      for (guint i = 0; i < self->present.source; i++)
        get_source (self, i)->hopeless = FALSE;
      self->hurry = TRUE;
      self->standby_at = now;
      self->standby_rounds = 0;
      regie_supervisor_tick (self, now);
      return;
    }
  restart (self, now);
  if (self->present.number != 0 && before != REGIE_MONITOR_CONNECTING)
    self->state = REGIE_MONITOR_RECONNECTING;
}

/* Exponential from half a second to half a minute, with full jitter: many desks that lost the same
 * server must not come back in the same moment. */
static gint64
pause_before (RegieSupervisor *self, guint round, guint source)
{
  const gint64 ceiling =
      get_source (self, source)->patient
          ? REGIE_SUPERVISOR_SHORTEST
          : MIN (REGIE_SUPERVISOR_SHORTEST << MIN (round, 10), (gint64) REGIE_SUPERVISOR_LONGEST);

  return REGIE_SUPERVISOR_SHORTEST
         + (gint64) ((double) (ceiling - REGIE_SUPERVISOR_SHORTEST) * g_rand_double (self->jitter));
}

static gboolean
delivers (const Attempt *attempt, gint64 now)
{
  return attempt->last_arrival != 0 && now - attempt->last_arrival < REGIE_SUPERVISOR_STALL;
}

static void
show (RegieSupervisor *self)
{
  self->state = self->present.source == 0 ? REGIE_MONITOR_PLAYING : REGIE_MONITOR_FAILED_OVER;
}

/* What ran unseen is the present attempt from now on. */
static void
promote (RegieSupervisor *self, gint64 now)
{
  self->present = self->standby;
  self->retry_at = 0;
  self->resting = FALSE;
  self->hurry = FALSE;
  self->failed = 0;
  self->standby_rounds = 0;
  /* The one that was left has failed just now, or nobody misses it. */
  self->standby_at = now + REGIE_SUPERVISOR_SHORTEST;
  end_standby (self);
  if (delivers (&self->present, now))
    show (self);
  else
    self->state = REGIE_MONITOR_RECONNECTING;
}

/* The next source after @from that may still work; @from itself comes last. */
static gboolean
choose_next (RegieSupervisor *self, guint from, guint *next)
{
  for (guint i = 1; i <= self->sources->len; i++)
    {
      *next = (from + i) % self->sources->len;
      if (!get_source (self, *next)->hopeless)
        return TRUE;
    }
  return FALSE;
}

/* The source that is worth an attempt unseen: one that is better than the backup that is shown (each in
 * its turn, if there are several), or while the present one is stalled the one after it. */
static gboolean
choose_standby (RegieSupervisor *self, guint *source)
{
  const guint present = self->present.source;

  if (self->present.number == 0 || self->resting)
    return FALSE;
  if (self->state == REGIE_MONITOR_STALLED)
    return choose_next (self, present, source) && *source != present;
  if (self->state != REGIE_MONITOR_FAILED_OVER || (self->return_after < 0 && !self->hurry))
    return FALSE;
  for (guint i = 0; i < present; i++)
    {
      *source = (self->standby_rounds + i) % present;
      if (!get_source (self, *source)->hopeless)
        return TRUE;
    }
  return FALSE;
}

static void
break_standby (RegieSupervisor *self, gboolean hopeless, gint64 now)
{
  const guint source = self->standby.source;

  if (hopeless)
    get_source (self, source)->hopeless = TRUE;
  self->standby_at = now + pause_before (self, self->standby_rounds++, source);
  self->hurry = FALSE;
  end_standby (self);
}

static void
break_present (RegieSupervisor *self, gboolean hopeless, gint64 now)
{
  const guint broken = self->present.source;
  guint next;

  if (hopeless)
    get_source (self, broken)->hopeless = TRUE;
  self->failed++;
  if (self->standby.number != 0 && delivers (&self->standby, now))
    {
      promote (self, now);
      return;
    }
  self->present.number = 0;
  self->state = REGIE_MONITOR_RECONNECTING;
  self->standby_at = now + REGIE_SUPERVISOR_SHORTEST;
  self->standby_rounds = 0;
  if (!choose_next (self, broken, &next))
    {
      end_standby (self);
      self->state = REGIE_MONITOR_FAILED;
      return;
    }
  if (self->standby.number != 0 && self->standby.source == next)
    {
      promote (self, now);
      return;
    }
  end_standby (self);
  self->present.source = next;
  if (self->failed >= self->sources->len)
    {
      self->failed = 0;
      self->retry_at = now + pause_before (self, self->rounds++, next);
    }
  else
    {
      /* There is a backup that has not failed yet: at once. */
      self->retry_at = now;
    }
  regie_supervisor_tick (self, now);
}

void
regie_supervisor_arrived (RegieSupervisor *self, guint number, gint64 now)
{
  Attempt *attempt = number == self->present.number ? &self->present : &self->standby;

  if (number == 0 || number != attempt->number)
    return;
  attempt->last_arrival = now;
  if (attempt->good_since == 0)
    attempt->good_since = now;
  if (attempt == &self->present)
    {
      if (now - attempt->good_since >= REGIE_SUPERVISOR_GOOD)
        forget_failures (self);
      show (self);
    }
  regie_supervisor_tick (self, now);
}

void
regie_supervisor_broke (RegieSupervisor *self, guint number, gboolean hopeless, gint64 now)
{
  if (number == 0)
    return;
  if (number == self->present.number)
    break_present (self, hopeless, now);
  else if (number == self->standby.number)
    break_standby (self, hopeless, now);
}

void
regie_supervisor_renew (RegieSupervisor *self, guint number, gint64 now)
{
  if (number == 0)
    return;
  if (number == self->present.number)
    {
      begin_present (self, self->present.source, now);
      self->state = REGIE_MONITOR_RECONNECTING;
    }
  else if (number == self->standby.number)
    {
      begin (self, &self->standby, self->standby.source, now);
    }
}

void
regie_supervisor_rest (RegieSupervisor *self, gboolean resting, gint64 now)
{
  if (self->resting && !resting)
    {
      /* It gets its full time again. */
      self->present.began = now;
      if (self->present.last_arrival != 0)
        self->present.last_arrival = now;
    }
  self->resting = resting;
}

static void
watch_present (RegieSupervisor *self, gint64 now)
{
  Attempt *present = &self->present;
  guint other;

  if (present->number == 0)
    {
      if (self->retry_at != 0 && now >= self->retry_at)
        begin_present (self, present->source, now);
      return;
    }
  if (self->resting)
    return;
  if (present->last_arrival == 0)
    {
      if (now - present->began >= REGIE_SUPERVISOR_CONNECT
          && (!get_source (self, present->source)->patient
              || (choose_next (self, present->source, &other) && other != present->source)))
        break_present (self, FALSE, now);
    }
  else if (now - present->last_arrival >= REGIE_SUPERVISOR_GIVE_UP)
    {
      break_present (self, FALSE, now);
    }
  else if (now - present->last_arrival >= REGIE_SUPERVISOR_STALL)
    {
      if (self->state != REGIE_MONITOR_STALLED)
        self->standby_at = MIN (self->standby_at, now);
      self->state = REGIE_MONITOR_STALLED;
      present->good_since = 0;
    }
}

static void
watch_standby (RegieSupervisor *self, gint64 now)
{
  Attempt *standby = &self->standby;
  guint source;

  if (!choose_standby (self, &source)
      || (self->state == REGIE_MONITOR_FAILED_OVER && standby->source > self->present.source))
    {
      end_standby (self);
      return;
    }
  if (standby->number == 0)
    {
      if (now >= self->standby_at)
        begin (self, standby, source, now);
      return;
    }
  if (standby->last_arrival == 0)
    {
      if (now - standby->began >= REGIE_SUPERVISOR_CONNECT
          && !get_source (self, standby->source)->patient)
        break_standby (self, FALSE, now);
      return;
    }
  if (now - standby->last_arrival >= REGIE_SUPERVISOR_GIVE_UP)
    break_standby (self, FALSE, now);
  else if (!delivers (standby, now))
    standby->good_since = 0;
  else if (self->state == REGIE_MONITOR_STALLED || self->hurry
           || now - standby->good_since >= self->return_after)
    promote (self, now);
}

void
regie_supervisor_tick (RegieSupervisor *self, gint64 now)
{
  watch_present (self, now);
  watch_standby (self, now);
}

const RegieSupervision *
regie_supervisor_decide (RegieSupervisor *self)
{
  self->decision = (RegieSupervision) {
    .attempt = self->present.number,
    .source = self->present.source,
    .state = self->state,
    .retry_at = self->retry_at,
    .standby = self->standby.number,
    .standby_source = self->standby.source,
  };
  return &self->decision;
}
