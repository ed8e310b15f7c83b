/* regie-alarm-rules.h: decides from what was measured when an alarm is raised and when it is over
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-alarm.h"
#include "regie-reading.h"

G_BEGIN_DECLS

/** How it stands with one kind of alarm. */
typedef struct
{
  gboolean raised;
  /** when the condition began, microseconds */
  gint64 since;
  RegieAlarmSeverity severity;
  double value;
} RegieAlarmReport;

/** The rules of the dead-air watch and nothing else: no pipeline, no clock. It is told what was
 * measured and what time it is (any clock that runs evenly, microseconds; the same for all calls), and
 * says which alarms stand. */
typedef struct _RegieAlarmRules RegieAlarmRules;

/** What has arrived, as the counters say. */
typedef struct
{
  /** video frames so far in this attempt */
  guint64 frames;
  /** when the newest frame and the newest sound came, in any attempt; 0: none yet */
  gint64 last_frame;
  gint64 last_sound;
  /** what the source says it has; a source without both is asked for a picture */
  gboolean has_picture;
  gboolean has_sound;
  /** frames per second that it promises; 0: it does not say */
  double frame_rate;
} RegieArrivals;

/** What the picture's mark says; see RegieMarkCheck. */
typedef struct
{
  RegieMarkState state;
  /** when `state` became what it is */
  gint64 since;
  guint stage;
  /** seconds */
  double age;
} RegieMarkReport;

RegieAlarmRules *regie_alarm_rules_new (void);
void regie_alarm_rules_free (RegieAlarmRules *self);

/** @limits: copied; what is measured from now on is judged by them */
void regie_alarm_rules_set_limits (RegieAlarmRules *self, const RegieAlarmLimits *limits);
const RegieAlarmLimits *regie_alarm_rules_get_limits (RegieAlarmRules *self);

/** Something is to arrive from now on. Calling it again changes nothing. */
void regie_alarm_rules_watch (RegieAlarmRules *self, gint64 now);
/** Nothing need arrive: all alarms are over, all that was measured is forgotten. */
void regie_alarm_rules_rest (RegieAlarmRules *self);
/** A new attempt: what the old one's picture and sound were like is forgotten, not that nothing came. */
void regie_alarm_rules_restart (RegieAlarmRules *self);

void regie_alarm_rules_take_picture (RegieAlarmRules *self, const RegiePictureReading *reading);
void regie_alarm_rules_take_sound (RegieAlarmRules *self, const RegieSoundReading *reading);
/** @offset: how much later the sound comes, microseconds; G_MININT64: not known */
void regie_alarm_rules_take_av_offset (RegieAlarmRules *self, gint64 offset, gint64 now);
void regie_alarm_rules_take_mark (RegieAlarmRules *self, const RegieMarkReport *mark);

/**
 * regie_alarm_rules_judge:
 * @now: not before any time that was told
 *
 * To be called a few times a second, also when nothing comes.
 *
 * Returns: (transfer none): %REGIE_ALARM_KINDS reports, valid until the next call
 */
const RegieAlarmReport *regie_alarm_rules_judge (RegieAlarmRules *self,
                                                 const RegieArrivals *arrivals,
                                                 gint64 now);

/** Returns: frames per second that arrived over the last second; 0: not known yet */
double regie_alarm_rules_get_frame_rate (RegieAlarmRules *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieAlarmRules, regie_alarm_rules_free)

G_END_DECLS
