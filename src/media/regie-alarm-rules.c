/* regie-alarm-rules.c: decides from what was measured when an alarm is raised and when it is over
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * Every condition is in one of three states: it holds, it does not, or it is in between (then it stays
 * what it was). It becomes an alarm when it has held for its time, and the alarm is over when it has not
 * held for a while. So neither a dip nor a blink changes anything.
 */

#define G_LOG_DOMAIN "regie-media"

#include "regie-config.h"

#include "regie-alarm-rules.h"

#include <math.h>

/** A condition that was an alarm must be away for this long, microseconds */
#define OVER_AFTER (G_USEC_PER_SEC / 2)
/** The same of what comes and goes with the syllables: clipping, a missing channel, loudness */
#define OVER_AFTER_IN_SPEECH (2 * G_USEC_PER_SEC)
/** Whoever connects for the first time is given this much longer until "no signal" */
#define FIRST_PATIENCE (4 * G_USEC_PER_SEC)
/** A level must rise this far above its limit to count as back, dB; loudness: back into its range, LU */
#define BAND 6.0
#define LOUDNESS_BAND 1.0
/** Small changes: each counts so much, each picture without one takes one off, and from here on they are
 * movement */
#define RESTLESS_MORE 2
#define RESTLESS 5
/** So much more light, and a black picture is one again, share of its pixels */
#define BLACK_BAND 0.004
/** Sound whose power moves less than this is a machine's, dB: that of white noise moves by more than
 * half a decibel from one twentieth of a second to the next */
#define STEADY 0.2
/** Clipping pieces of sound that are further apart than this do not belong together */
#define CLIPPING_APART G_USEC_PER_SEC
#define CLIPPING_PIECES 5
/** Sound on one side for this long, before the other side is said to be missing */
#define SOUNDING (G_USEC_PER_SEC)
/** The frame rate is measured over this long, and judged when the stream has run for so long */
#define RATE_SPAN G_USEC_PER_SEC
#define RATE_SETTLED (3 * G_USEC_PER_SEC)
#define RATE_BAND 0.05
/** No frame for so long is not a low rate but none */
#define RATE_GAP (6 * G_USEC_PER_SEC / 5)
#define RATE_MARKS 16

typedef struct
{
  /** 0: it does not hold */
  gint64 since;
  /** readings in a row that said so */
  guint seen;
  /** of a raised one: since when it does not hold any more; 0: it does */
  gint64 gone;
} Condition;

typedef enum
{
  GOOD,
  BETWEEN,
  BAD,
} Verdict;

typedef struct
{
  gint64 at;
  guint64 frames;
} RateMark;

struct _RegieAlarmRules
{
  RegieAlarmLimits limits;
  Condition conditions[REGIE_ALARM_KINDS];
  RegieAlarmReport reports[REGIE_ALARM_KINDS];

  /* 0: resting */
  gint64 watching_since;
  /* when the first frame or sound came since then; 0: none did */
  gint64 came_at;

  /* picture */
  guint restless;

  /* sound */
  gint64 sound_at;
  double low;
  double high;
  gint64 steady_since;
  guint clipping_pieces;
  gint64 clipped_at;
  gint64 sounding;

  /* frames */
  RateMark marks[RATE_MARKS];
  guint n_marks;
  gint64 settled_at;
  double rate;
};

RegieAlarmRules *
regie_alarm_rules_new (void)
{
  RegieAlarmRules *self = g_new0 (RegieAlarmRules, 1);

  self->limits = *regie_alarm_limits_get_default ();
  return self;
}

void
regie_alarm_rules_free (RegieAlarmRules *self)
{
  g_free (self);
}

void
regie_alarm_rules_set_limits (RegieAlarmRules *self, const RegieAlarmLimits *limits)
{
  self->limits = *limits;
}

const RegieAlarmLimits *
regie_alarm_rules_get_limits (RegieAlarmRules *self)
{
  return &self->limits;
}

static void
forget (RegieAlarmRules *self, RegieAlarmKind kind)
{
  self->conditions[kind] = (Condition) { 0 };
  self->reports[kind] = (RegieAlarmReport) { 0 };
}

void
regie_alarm_rules_restart (RegieAlarmRules *self)
{
  for (guint i = 0; i < REGIE_ALARM_KINDS; i++)
    if (i != REGIE_ALARM_NO_SIGNAL)
      forget (self, (RegieAlarmKind) i);
  self->restless = 0;
  self->sound_at = 0;
  self->steady_since = 0;
  self->clipping_pieces = 0;
  self->n_marks = 0;
  self->settled_at = 0;
  self->rate = 0;
}

void
regie_alarm_rules_watch (RegieAlarmRules *self, gint64 now)
{
  if (self->watching_since == 0)
    self->watching_since = now;
}

void
regie_alarm_rules_rest (RegieAlarmRules *self)
{
  regie_alarm_rules_restart (self);
  forget (self, REGIE_ALARM_NO_SIGNAL);
  self->watching_since = 0;
  self->came_at = 0;
}

/* @at: when it began to hold, or was found not to */
static void
note (RegieAlarmRules *self, RegieAlarmKind kind, Verdict verdict, gint64 at)
{
  Condition *condition = &self->conditions[kind];

  switch (verdict)
    {
    case BAD:
      if (condition->since == 0)
        condition->since = at;
      condition->seen++;
      condition->gone = 0;
      break;
    case GOOD:
      condition->seen = 0;
      if (!self->reports[kind].raised)
        condition->since = 0;
      else if (condition->gone == 0)
        condition->gone = at;
      break;
    case BETWEEN:
    default:
      break;
    }
}

static void
report (RegieAlarmRules *self, RegieAlarmKind kind, RegieAlarmSeverity severity, double value)
{
  self->reports[kind].severity = severity;
  self->reports[kind].value = value;
}

/* Raises when the condition has held for @after (0: never), and lets go when it is over. */
static void
settle (RegieAlarmRules *self, RegieAlarmKind kind, gint64 after, gint64 over_after, gint64 now)
{
  const Condition *condition = &self->conditions[kind];
  RegieAlarmReport *verdict = &self->reports[kind];

  if (after == 0
      || (verdict->raised && condition->gone != 0 && now - condition->gone >= over_after))
    {
      forget (self, kind);
    }
  else if (condition->since != 0 && (verdict->raised || now - condition->since >= after))
    {
      verdict->raised = TRUE;
      verdict->since = condition->since;
    }
}

/* Picture */

/* What moves much, lives. What changes little must do so again and again: with each key frame an encoder
 * changes a picture that stands still a little, and back. */
static gboolean
is_alive (RegieAlarmRules *self, const RegiePictureReading *reading)
{
  const double share = self->limits.frozen_share;

  if (reading->changed <= share)
    {
      self->restless -= MIN (self->restless, 1);
      return FALSE;
    }
  self->restless = MIN (self->restless + RESTLESS_MORE, RESTLESS);
  return reading->moved > share || self->restless >= RESTLESS;
}

/* The condition's onset is the last picture that lived: the first that does not, comes after it. */
static void
judge_movement (RegieAlarmRules *self, const RegiePictureReading *reading)
{
  Condition *still = &self->conditions[REGIE_ALARM_FROZEN];

  if (is_alive (self, reading))
    {
      forget (self, REGIE_ALARM_FROZEN);
      still->since = reading->at;
      return;
    }
  if (still->since == 0)
    still->since = reading->at;
  still->seen++;
}

void
regie_alarm_rules_take_picture (RegieAlarmRules *self, const RegiePictureReading *reading)
{
  const double dark = regie_picture_reading_get_dark (reading, self->limits.black_level);
  Verdict verdict = BETWEEN;

  judge_movement (self, reading);
  if (dark >= self->limits.black_share)
    verdict = BAD;
  else if (!self->reports[REGIE_ALARM_BLACK].raised || dark < self->limits.black_share - BLACK_BAND)
    verdict = GOOD;
  note (self, REGIE_ALARM_BLACK, verdict, reading->at);
  report (self, REGIE_ALARM_BLACK, REGIE_ALARM_CRITICAL, dark);
}

/* Sound gives no sign of life since then; 0: it does, or nothing is known of it. */
static gint64
sound_dead_since (RegieAlarmRules *self, const RegieArrivals *arrivals, gint64 now)
{
  if (arrivals->has_sound && arrivals->last_sound != 0
      && now - arrivals->last_sound >= self->limits.no_signal_after)
    return arrivals->last_sound;
  return self->steady_since;
}

static void
settle_frozen (RegieAlarmRules *self, const RegieArrivals *arrivals, gint64 now)
{
  const RegieAlarmLimits *limits = &self->limits;
  const Condition *still = &self->conditions[REGIE_ALARM_FROZEN];
  RegieAlarmReport *verdict = &self->reports[REGIE_ALARM_FROZEN];
  const gint64 dead_since = sound_dead_since (self, arrivals, now);
  const gint64 both_since = MAX (dead_since, still->since);
  const gboolean dead =
      dead_since != 0 && limits->frozen_after != 0 && now - both_since >= limits->frozen_after;
  const gboolean long_ago =
      limits->frozen_in_speech_after != 0 && now - still->since >= limits->frozen_in_speech_after;

  /* A black picture does not move either: that it is black says more. */
  if (still->since == 0 || still->seen < 2 || self->reports[REGIE_ALARM_BLACK].raised
      || !(dead || long_ago))
    {
      verdict->raised = FALSE;
      return;
    }
  /* A slide under speech was none of it: it began when both were so. */
  verdict->raised = TRUE;
  verdict->since = dead ? both_since : still->since;
  report (self, REGIE_ALARM_FROZEN, dead ? REGIE_ALARM_CRITICAL : REGIE_ALARM_WARNING,
          dead ? 1 : 0);
}

/* Sound */

static double
loudest (const RegieSoundReading *reading)
{
  double level = REGIE_LEVEL_FLOOR;

  for (guint i = 0; i < reading->channels; i++)
    level = MAX (level, reading->rms[i]);
  return level;
}

/* Below the limit of silence it does not matter what it does there. */
static void
judge_steadiness (RegieAlarmRules *self, double level, gint64 at)
{
  level = MAX (level, self->limits.silent_level);
  self->low = MIN (self->low, level);
  self->high = MAX (self->high, level);
  if (self->steady_since != 0 && self->high - self->low <= STEADY)
    return;
  self->steady_since = at;
  self->low = self->high = level;
}

static void
judge_silence (RegieAlarmRules *self, double level, gint64 at)
{
  const double limit = self->limits.silent_level;

  if (level <= limit)
    note (self, REGIE_ALARM_SILENT, BAD, at);
  else if (!self->reports[REGIE_ALARM_SILENT].raised || level > limit + BAND)
    note (self, REGIE_ALARM_SILENT, GOOD, at);
  report (self, REGIE_ALARM_SILENT, REGIE_ALARM_CRITICAL, level);
}

/* A pause says nothing about which side is dead. */
static void
judge_sides (RegieAlarmRules *self, const RegieSoundReading *reading, gint64 span)
{
  const RegieAlarmLimits *limits = &self->limits;
  const double left = reading->rms[0], right = reading->rms[1];

  if (reading->channels < 2)
    {
      forget (self, REGIE_ALARM_CHANNEL_MISSING);
      return;
    }
  if (MIN (left, right) > limits->channel_dead_level)
    {
      note (self, REGIE_ALARM_CHANNEL_MISSING, GOOD, reading->at);
      self->sounding = 0;
    }
  else if (MAX (left, right) > limits->channel_sounds_level)
    {
      note (self, REGIE_ALARM_CHANNEL_MISSING, BAD, reading->at);
      report (self, REGIE_ALARM_CHANNEL_MISSING, REGIE_ALARM_WARNING, left < right ? 1 : 2);
      self->sounding += span;
    }
}

static void
judge_clipping (RegieAlarmRules *self, const RegieSoundReading *reading)
{
  Condition *condition = &self->conditions[REGIE_ALARM_CLIPPING];

  if (reading->clipped >= self->limits.clipping_share)
    {
      note (self, REGIE_ALARM_CLIPPING, BAD, reading->at);
      self->clipped_at = reading->at;
      self->clipping_pieces++;
      report (self, REGIE_ALARM_CLIPPING, REGIE_ALARM_WARNING, reading->clipped);
    }
  else if (condition->since != 0 && reading->at - self->clipped_at > CLIPPING_APART)
    {
      note (self, REGIE_ALARM_CLIPPING, GOOD, reading->at);
      self->clipping_pieces = 0;
    }
}

/* In a pause the loudness falls through the range and out of it: that is no quiet speech. */
static void
judge_loudness (RegieAlarmRules *self, const RegieSoundReading *reading)
{
  const RegieAlarmLimits *limits = &self->limits;
  const double loudness = reading->short_term;
  Verdict verdict = BETWEEN;

  if (loudness <= limits->loudness_gate)
    verdict = GOOD;
  else if (loudness > limits->loudness_max || loudness < limits->loudness_min)
    verdict = BAD;
  else if (!self->reports[REGIE_ALARM_LOUDNESS].raised
           || (loudness <= limits->loudness_max - LOUDNESS_BAND
               && loudness >= limits->loudness_min + LOUDNESS_BAND))
    verdict = GOOD;
  note (self, REGIE_ALARM_LOUDNESS, verdict, reading->at);
  report (self, REGIE_ALARM_LOUDNESS, REGIE_ALARM_WARNING, loudness);
}

void
regie_alarm_rules_take_sound (RegieAlarmRules *self, const RegieSoundReading *reading)
{
  const double level = loudest (reading);
  const gint64 span =
      self->sound_at != 0 ? CLAMP (reading->at - self->sound_at, 0, G_USEC_PER_SEC / 10) : 0;

  self->sound_at = reading->at;
  judge_steadiness (self, level, reading->at);
  judge_silence (self, level, reading->at);
  judge_sides (self, reading, span);
  judge_clipping (self, reading);
  judge_loudness (self, reading);
}

/* Sound that should be there and does not come is silence too, while the picture does come. */
static void
settle_silence (RegieAlarmRules *self, const RegieArrivals *arrivals, gint64 now)
{
  const gint64 last = MAX (arrivals->last_sound, self->came_at);

  if (self->came_at != 0 && (arrivals->has_sound || self->sound_at != 0)
      && now - last >= self->limits.silent_after)
    {
      note (self, REGIE_ALARM_SILENT, BAD, last);
      report (self, REGIE_ALARM_SILENT, REGIE_ALARM_CRITICAL, REGIE_LEVEL_FLOOR);
    }
  settle (self, REGIE_ALARM_SILENT, self->limits.silent_after, OVER_AFTER, now);
}

/* Arrivals */

/* Of the marks kept, the newest that is at least the span old. */
static void
measure_rate (RegieAlarmRules *self, guint64 frames, gint64 now)
{
  guint n = self->n_marks;

  if (n > 0 && frames < self->marks[n - 1].frames)
    n = self->n_marks = 0;
  while (n > 1 && now - self->marks[1].at >= RATE_SPAN)
    {
      for (guint i = 1; i < n; i++)
        self->marks[i - 1] = self->marks[i];
      n--;
    }
  if (n > 0 && now - self->marks[0].at >= RATE_SPAN)
    self->rate = (double) (frames - self->marks[0].frames) * G_USEC_PER_SEC
                 / (double) (now - self->marks[0].at);
  if (n == RATE_MARKS || (n > 0 && now - self->marks[n - 1].at < RATE_SPAN / RATE_MARKS))
    {
      self->n_marks = n;
      return;
    }
  self->marks[n] = (RateMark) { now, frames };
  self->n_marks = n + 1;
}

static void
settle_rate (RegieAlarmRules *self, const RegieArrivals *arrivals, gint64 now)
{
  const double wanted = arrivals->frame_rate * self->limits.low_frame_rate_share;
  Verdict verdict = BETWEEN;

  if (now - arrivals->last_frame > RATE_GAP)
    {
      self->n_marks = 0;
      self->settled_at = 0;
    }
  else if (arrivals->frames > 0 && self->settled_at == 0)
    {
      self->settled_at = now + RATE_SETTLED;
    }
  measure_rate (self, arrivals->frames, now);
  if (self->settled_at == 0 || now < self->settled_at || arrivals->frame_rate <= 0)
    {
      forget (self, REGIE_ALARM_LOW_FRAME_RATE);
      return;
    }
  if (self->rate < wanted)
    verdict = BAD;
  else if (!self->reports[REGIE_ALARM_LOW_FRAME_RATE].raised
           || self->rate >= wanted + arrivals->frame_rate * RATE_BAND)
    verdict = GOOD;
  /* It fell when the span began in which it was found low. */
  note (self, REGIE_ALARM_LOW_FRAME_RATE, verdict, verdict == BAD ? now - RATE_SPAN / 2 : now);
  report (self, REGIE_ALARM_LOW_FRAME_RATE, REGIE_ALARM_WARNING, self->rate);
  settle (self, REGIE_ALARM_LOW_FRAME_RATE, self->limits.low_frame_rate_after, OVER_AFTER, now);
}

static void
settle_signal (RegieAlarmRules *self, const RegieArrivals *arrivals, gint64 now)
{
  const gboolean by_sound = !arrivals->has_picture && arrivals->has_sound;
  const gint64 last = by_sound ? arrivals->last_sound : arrivals->last_frame;
  const gint64 after = self->limits.no_signal_after;
  const gint64 since = MAX (last, self->watching_since);

  if (last > self->watching_since && self->came_at == 0)
    self->came_at = last;
  if (now - since >= after + (after == 0 || self->came_at != 0 ? 0 : FIRST_PATIENCE))
    note (self, REGIE_ALARM_NO_SIGNAL, BAD, since);
  else if (now - since < after / 2)
    note (self, REGIE_ALARM_NO_SIGNAL, GOOD, now);
  report (self, REGIE_ALARM_NO_SIGNAL, REGIE_ALARM_CRITICAL, 0);
  settle (self, REGIE_ALARM_NO_SIGNAL, after, OVER_AFTER, now);
}

/* Clock */

void
regie_alarm_rules_take_av_offset (RegieAlarmRules *self, gint64 offset, gint64 now)
{
  const RegieAlarmLimits *limits = &self->limits;
  const double milliseconds = (double) offset / 1000;
  Verdict verdict = BETWEEN;

  if (offset == G_MININT64)
    {
      forget (self, REGIE_ALARM_AV_OFFSET);
      return;
    }
  if (offset > limits->av_offset_late || offset < -limits->av_offset_early)
    verdict = BAD;
  else if (offset < limits->av_offset_late * 3 / 4 && offset > -limits->av_offset_early * 3 / 4)
    verdict = GOOD;
  note (self, REGIE_ALARM_AV_OFFSET, verdict, now);
  report (self, REGIE_ALARM_AV_OFFSET, REGIE_ALARM_WARNING, milliseconds);
}

/* The check of the mark has its own patience: what it says, holds. */
void
regie_alarm_rules_take_mark (RegieAlarmRules *self, const RegieMarkReport *mark)
{
  const gboolean wrong = mark->state == REGIE_MARK_WRONG_STAGE;
  const gboolean stale = mark->state == REGIE_MARK_STALE;

  note (self, REGIE_ALARM_WRONG_STAGE, wrong ? BAD : GOOD, mark->since);
  report (self, REGIE_ALARM_WRONG_STAGE, REGIE_ALARM_CRITICAL, mark->stage);
  note (self, REGIE_ALARM_STALE, stale ? BAD : GOOD, mark->since);
  report (self, REGIE_ALARM_STALE, REGIE_ALARM_CRITICAL, mark->age);
}

const RegieAlarmReport *
regie_alarm_rules_judge (RegieAlarmRules *self, const RegieArrivals *arrivals, gint64 now)
{
  const RegieAlarmLimits *limits = &self->limits;

  if (self->watching_since == 0)
    return self->reports;
  settle_signal (self, arrivals, now);
  if (self->reports[REGIE_ALARM_NO_SIGNAL].raised)
    {
      /* What the picture was like that does not come any more says nothing. */
      regie_alarm_rules_restart (self);
      return self->reports;
    }
  settle (self, REGIE_ALARM_BLACK,
          self->conditions[REGIE_ALARM_BLACK].seen == 1 ? G_MAXINT64 : limits->black_after,
          OVER_AFTER, now);
  settle_silence (self, arrivals, now);
  settle_frozen (self, arrivals, now);
  settle (self, REGIE_ALARM_CHANNEL_MISSING,
          self->sounding < SOUNDING ? G_MAXINT64 : limits->channel_missing_after,
          OVER_AFTER_IN_SPEECH, now);
  /* Judged when it last clipped: what passed before that counts, not the waiting since. */
  settle (self, REGIE_ALARM_CLIPPING,
          self->clipping_pieces < CLIPPING_PIECES ? G_MAXINT64 : limits->clipping_after,
          OVER_AFTER_IN_SPEECH,
          self->reports[REGIE_ALARM_CLIPPING].raised ? now : self->clipped_at);
  settle (self, REGIE_ALARM_LOUDNESS, limits->loudness_after, OVER_AFTER_IN_SPEECH, now);
  settle (self, REGIE_ALARM_AV_OFFSET, limits->av_offset_after, OVER_AFTER, now);
  settle_rate (self, arrivals, now);
  settle (self, REGIE_ALARM_WRONG_STAGE, limits->wrong_stage_after, OVER_AFTER, now);
  settle (self, REGIE_ALARM_STALE, limits->stale_after == 0 ? 0 : 1, OVER_AFTER, now);
  return self->reports;
}

double
regie_alarm_rules_get_frame_rate (RegieAlarmRules *self)
{
  return self->rate;
}
