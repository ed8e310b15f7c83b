/* regie-sentry.c: keeps watch over one stage: readings come in, alarms and facts go out
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-media"

#include "regie-config.h"

#include "regie-mark-check.h"
#include "regie-sentry.h"

/** Loudness that is older than this is none any more */
#define SOUND_FADES (G_USEC_PER_SEC / 2)

struct _RegieSentry
{
  GObject parent_instance;

  RegieAlarmRules *rules;
  RegieAlarmList *alarms;
  RegieMarkCheck mark;
  gint64 clock_offset;
  RegieSentryFacts facts;
  RegieSentryPost post;
  gint64 heard_at;
  /* what the sender's clocks say, see RegiePictureReading */
  gint64 seen_sent;
  gint64 heard_sent;
};

enum
{
  ALARM_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RegieSentry, regie_sentry, G_TYPE_OBJECT)

static void
regie_sentry_finalize (GObject *object)
{
  RegieSentry *self = REGIE_SENTRY (object);

  g_clear_pointer (&self->rules, regie_alarm_rules_free);
  g_clear_object (&self->alarms);
  G_OBJECT_CLASS (regie_sentry_parent_class)->finalize (object);
}

static void
regie_sentry_class_init (RegieSentryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = regie_sentry_finalize;
  signals[ALARM_CHANGED] = g_signal_new ("alarm-changed", REGIE_TYPE_SENTRY, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
forget_facts (RegieSentry *self)
{
  self->seen_sent = self->heard_sent = G_MININT64;
  self->facts = (RegieSentryFacts) {
    .av_offset = G_MININT64,
    .momentary = REGIE_LEVEL_FLOOR,
    .short_term = REGIE_LEVEL_FLOOR,
    .mark_age = -1,
  };
}

static void
regie_sentry_init (RegieSentry *self)
{
  self->rules = regie_alarm_rules_new ();
  self->alarms = regie_alarm_list_new ();
  forget_facts (self);
}

RegieSentry *
regie_sentry_new (void)
{
  return g_object_new (REGIE_TYPE_SENTRY, NULL);
}

RegieAlarmList *
regie_sentry_get_alarms (RegieSentry *self)
{
  return self->alarms;
}

const RegieSentryFacts *
regie_sentry_get_facts (RegieSentry *self)
{
  return &self->facts;
}

void
regie_sentry_begin (RegieSentry *self)
{
  regie_alarm_rules_restart (self->rules);
  regie_mark_check_forget (&self->mark);
  forget_facts (self);
}

/* The clock that marks are made with, at a moment of the monotonic clock. */
static gint64
mark_clock (RegieSentry *self, gint64 at)
{
  return g_get_real_time () + self->clock_offset - (g_get_monotonic_time () - at);
}

/* Positive: what is heard was recorded before what is seen. */
static void
compare_clocks (RegieSentry *self, gint64 at)
{
  if (self->seen_sent == G_MININT64 || self->heard_sent == G_MININT64)
    self->facts.av_offset = G_MININT64;
  else
    self->facts.av_offset = self->seen_sent - self->heard_sent;
  regie_alarm_rules_take_av_offset (self->rules, self->facts.av_offset, at);
}

void
regie_sentry_see (RegieSentry *self, const RegiePictureReading *reading)
{
  const RegieAlarmLimits *limits = regie_alarm_rules_get_limits (self->rules);
  const gint64 then = mark_clock (self, reading->at);

  regie_alarm_rules_take_picture (self->rules, reading);
  regie_alarm_rules_take_mark (self->rules,
                               regie_mark_check_take (&self->mark, reading, then, limits));
  self->seen_sent = reading->sent;
  compare_clocks (self, reading->at);
}

void
regie_sentry_hear (RegieSentry *self, const RegieSoundReading *reading)
{
  regie_alarm_rules_take_sound (self->rules, reading);
  self->facts.momentary = reading->momentary;
  self->facts.short_term = reading->short_term;
  self->heard_at = reading->at;
  self->heard_sent = reading->sent;
}

static void
judge (RegieSentry *self, gint64 now)
{
  const RegieArrivals arrivals = {
    .frames = self->post.frames,
    .last_frame = self->post.last_frame,
    .last_sound = self->post.last_sound,
    .has_picture = self->post.has_picture,
    .has_sound = self->post.has_sound,
    .frame_rate = self->post.frame_rate,
  };

  if (self->post.expected)
    regie_alarm_rules_watch (self->rules, now);
  else
    regie_alarm_rules_rest (self->rules);
  if (regie_alarm_list_update (self->alarms, regie_alarm_rules_judge (self->rules, &arrivals, now),
                               now))
    g_signal_emit (self, signals[ALARM_CHANGED], 0);
}

void
regie_sentry_look (RegieSentry *self, const RegieSentryPost *post, gint64 now)
{
  RegieSentryFacts *facts = &self->facts;

  self->post = *post;
  judge (self, now);
  facts->measured_rate = regie_alarm_rules_get_frame_rate (self->rules);
  if (now - self->heard_at > SOUND_FADES)
    facts->momentary = facts->short_term = REGIE_LEVEL_FLOOR;
  facts->mark = self->mark.report.state;
  facts->mark_stage = facts->mark == REGIE_MARK_NOT_VERIFIED ? 0 : self->mark.report.stage;
  facts->mark_age = regie_mark_check_get_age (&self->mark, mark_clock (self, now));
}

void
regie_sentry_ignore (RegieSentry *self, RegieAlarmKind kind, gint64 until, gint64 now)
{
  regie_alarm_list_ignore (self->alarms, kind, until);
  judge (self, now);
}

void
regie_sentry_set_limits (RegieSentry *self, const RegieAlarmLimits *limits)
{
  regie_alarm_rules_set_limits (self->rules, limits ? limits : regie_alarm_limits_get_default ());
}

void
regie_sentry_set_expected_stage (RegieSentry *self, guint stage)
{
  regie_mark_check_expect (&self->mark, stage, mark_clock (self, g_get_monotonic_time ()));
}

guint
regie_sentry_get_expected_stage (RegieSentry *self)
{
  return self->mark.expected;
}

void
regie_sentry_set_clock_offset (RegieSentry *self, gint64 offset)
{
  self->clock_offset = offset;
}

gint64
regie_sentry_get_clock_offset (RegieSentry *self)
{
  return self->clock_offset;
}
