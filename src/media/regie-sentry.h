/* regie-sentry.h: keeps watch over one stage: readings come in, alarms and facts go out
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-alarm-list.h"
#include "regie-intake.h"

G_BEGIN_DECLS

/** What the watch knows beside its alarms; the units are those of RegieMonitor's properties. */
typedef struct
{
  double measured_rate;
  gint64 av_offset;
  double momentary;
  double short_term;
  RegieMarkState mark;
  guint mark_stage;
  gint64 mark_age;
} RegieSentryFacts;

/** How it stands with the stream, as its owner knows it. */
typedef struct
{
  /** something is to arrive: wanted, not paused, not at its end, at normal speed */
  gboolean expected;
  gboolean has_picture;
  gboolean has_sound;
  /** nominal, frames per second; 0 unknown */
  double frame_rate;
  /** over all attempts */
  guint64 frames;
  gint64 last_frame;
  gint64 last_sound;
} RegieSentryPost;

#define REGIE_TYPE_SENTRY (regie_sentry_get_type ())
G_DECLARE_FINAL_TYPE (RegieSentry, regie_sentry, REGIE, SENTRY, GObject)

/* Signal:
 *   alarm-changed ()   the worst alarm is another one, or none
 */

RegieSentry *regie_sentry_new (void);

/** Returns: (transfer none): a list of RegieAlarm */
RegieAlarmList *regie_sentry_get_alarms (RegieSentry *self);
const RegieSentryFacts *regie_sentry_get_facts (RegieSentry *self);

/** A new attempt to play: its first picture is not compared with the old one's last. */
void regie_sentry_begin (RegieSentry *self);
void regie_sentry_see (RegieSentry *self, const RegiePictureReading *reading);
void regie_sentry_hear (RegieSentry *self, const RegieSoundReading *reading);
/** To be called a few times a second. @now: monotonic microseconds */
void regie_sentry_look (RegieSentry *self, const RegieSentryPost *post, gint64 now);

/** Judges anew at once. */
void regie_sentry_ignore (RegieSentry *self, RegieAlarmKind kind, gint64 until, gint64 now);
/** @limits: (nullable): copied; %NULL: the defaults */
void regie_sentry_set_limits (RegieSentry *self, const RegieAlarmLimits *limits);
void regie_sentry_set_expected_stage (RegieSentry *self, guint stage);
guint regie_sentry_get_expected_stage (RegieSentry *self);
void regie_sentry_set_clock_offset (RegieSentry *self, gint64 offset);
gint64 regie_sentry_get_clock_offset (RegieSentry *self);

G_END_DECLS
