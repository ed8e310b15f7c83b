/* regie-mark-check.c: compares what the picture's mark says with what is expected
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-media"

#include "regie-config.h"

#include "regie-mark-check.h"

/** So many pictures in a row without a mark, and for so long, and it is not verified any more */
#define MISSED 3
#define MISSED_FOR (G_USEC_PER_SEC)
/** The mark's clock may run this much faster or slower than ours from one reading to the next */
#define FITS (G_USEC_PER_SEC)

void
regie_mark_check_expect (RegieMarkCheck *self, guint stage, gint64 now)
{
  if (self->expected == stage)
    return;
  self->expected_before = self->expected;
  self->expected = stage;
  self->expected_since = now;
}

void
regie_mark_check_forget (RegieMarkCheck *self)
{
  self->report = (RegieMarkReport) { 0 };
  self->seen_at = 0;
  self->moved_at = 0;
  self->missed = 0;
}

static void
become (RegieMarkCheck *self, RegieMarkState state, gint64 since)
{
  if (self->report.state == state)
    return;
  self->report.state = state;
  self->report.since = since;
}

/* Whether this is what was commanded when the picture was made. */
static gboolean
is_expected (RegieMarkCheck *self, guint stage)
{
  if (self->expected == 0 || stage == self->expected)
    return TRUE;
  return self->made_at - self->expected_since < REGIE_MARK_GRACE
         && (stage == self->expected_before || self->expected_before == 0);
}

static const RegieMarkReport *
miss (RegieMarkCheck *self, gint64 at)
{
  self->missed++;
  if (self->seen_at != 0 && self->missed >= MISSED && at - self->seen_at >= MISSED_FOR)
    regie_mark_check_forget (self);
  return &self->report;
}

/* The second of two readings must follow from the first. */
static gboolean
fits (RegieMarkCheck *self, const RegiePictureReading *reading)
{
  const gint64 passed = reading->at - self->seen_at;
  const gint64 moved =
      (gint64) ((reading->mark_time - self->time) % REGIE_MARK_CYCLE) * REGIE_MARK_TICK;

  return self->seen_at != 0 && ABS (moved - passed) < FITS;
}

const RegieMarkReport *
regie_mark_check_take (RegieMarkCheck *self,
                       const RegiePictureReading *reading,
                       gint64 now,
                       const RegieAlarmLimits *limits)
{
  const gboolean known = self->report.state != REGIE_MARK_NOT_VERIFIED;
  const gboolean moved = self->seen_at == 0 || reading->mark_time != self->time;
  gint64 age;

  if (reading->mark_stage == 0)
    return miss (self, reading->at);
  if (moved)
    self->moved_at = reading->at;
  age = regie_mark_get_age (reading->mark_time, now);
  self->made_at = now - age;
  if (known || fits (self, reading))
    {
      self->report.stage = reading->mark_stage;
      self->report.age = (double) age / G_USEC_PER_SEC;
      if (limits->stale_after != 0 && reading->at - self->moved_at >= limits->stale_after)
        become (self, REGIE_MARK_STALE, self->moved_at);
      else if (limits->stale_age != 0 && age > limits->stale_age)
        become (self, REGIE_MARK_STALE, reading->at);
      else if (!is_expected (self, reading->mark_stage))
        become (self, REGIE_MARK_WRONG_STAGE, reading->at);
      else
        become (self, REGIE_MARK_VERIFIED, reading->at);
    }
  self->missed = 0;
  self->seen_at = reading->at;
  self->time = reading->mark_time;
  return &self->report;
}

gint64
regie_mark_check_get_age (const RegieMarkCheck *self, gint64 now)
{
  if (self->report.state == REGIE_MARK_NOT_VERIFIED)
    return -1;
  return MAX (now - self->made_at, -1);
}
