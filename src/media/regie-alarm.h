/* regie-alarm.h: what can be wrong with a stage that is connected and looks fine
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * The dead-air watch of a RegieMonitor raises these. Each has an *onset*, when the condition began,
 * which lies before the moment it was raised: nobody is alarmed by what passes by itself.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** What is wrong. `value` says what stands in regie_alarm_get_value(). */
typedef enum
{
  /** no frames arrive (no sound either, of a source without picture); value: 0 */
  REGIE_ALARM_NO_SIGNAL,
  /** frames arrive and show no change, and the sound gives no sign of life either, or it has lasted
   * very long; value: 1 when the sound was the evidence, 0 when it was the time */
  REGIE_ALARM_FROZEN,
  /** the picture is black; value: share of dark pixels, 0..1 */
  REGIE_ALARM_BLACK,
  /** no sound, or sound that nobody hears; value: level of the loudest channel, dBFS */
  REGIE_ALARM_SILENT,
  /** of left and right one is dead while the other sounds; value: the dead one, 1 left, 2 right */
  REGIE_ALARM_CHANNEL_MISSING,
  /** the sound is driven over full scale; value: share of samples at full scale, 0..1 */
  REGIE_ALARM_CLIPPING,
  /** too loud or too quiet; value: short-term loudness, LUFS (EBU R 128) */
  REGIE_ALARM_LOUDNESS,
  /** picture and sound are apart; value: milliseconds, positive: the sound comes late */
  REGIE_ALARM_AV_OFFSET,
  /** fewer frames than the source promises; value: frames per second */
  REGIE_ALARM_LOW_FRAME_RATE,
  /** the mark in the picture names another stage than `expected-stage`; value: the stage it names */
  REGIE_ALARM_WRONG_STAGE,
  /** the mark in the picture is old or stands still: the picture is not live; value: age, seconds */
  REGIE_ALARM_STALE,
} RegieAlarmKind;

/** How many kinds there are */
#define REGIE_ALARM_KINDS (REGIE_ALARM_STALE + 1)

#define REGIE_TYPE_ALARM_KIND (regie_alarm_kind_get_type ())
GType regie_alarm_kind_get_type (void);

/** How bad it is. */
typedef enum
{
  /** the audience sees and hears the stage, but not well */
  REGIE_ALARM_WARNING,
  /** the audience sees or hears nothing, or the wrong thing */
  REGIE_ALARM_CRITICAL,
} RegieAlarmSeverity;

#define REGIE_TYPE_ALARM_SEVERITY (regie_alarm_severity_get_type ())
GType regie_alarm_severity_get_type (void);

#define REGIE_TYPE_ALARM (regie_alarm_get_type ())
G_DECLARE_FINAL_TYPE (RegieAlarm, regie_alarm, REGIE, ALARM, GObject)

/* Properties, all read-only. The object is the same from raising to clearing.
 *
 *   kind           RegieAlarmKind      never changes
 *   severity       RegieAlarmSeverity
 *   since          int64               onset, monotonic microseconds
 *   since-real     int64               onset, wall clock, microseconds UTC
 *   value          double              see RegieAlarmKind; moves while the alarm stands
 *   ignored-until  int64               monotonic microseconds; 0: not ignored
 */

RegieAlarmKind regie_alarm_get_kind (RegieAlarm *self);
RegieAlarmSeverity regie_alarm_get_severity (RegieAlarm *self);
gint64 regie_alarm_get_since (RegieAlarm *self);
gint64 regie_alarm_get_since_real (RegieAlarm *self);
double regie_alarm_get_value (RegieAlarm *self);
gint64 regie_alarm_get_ignored_until (RegieAlarm *self);

/** When something is wrong. Plain numbers; regie_monitor_set_limits() takes a copy. Times are
 * microseconds from onset to alarm; a time of 0 turns the rule off. With the defaults every alarm
 * comes within 3 s of its onset, except a frozen picture under sound that lives. */
typedef struct
{
  /** no_signal: nothing has come for this long */
  gint64 no_signal_after;
  /** frozen: the picture stands still and the sound is dead, or as steady as a machine's */
  gint64 frozen_after;
  /** frozen: the picture stands still while somebody speaks: most often that is a slide */
  gint64 frozen_in_speech_after;
  /** frozen: share of pixels that may differ and it still counts as the same picture, 0..1 */
  double frozen_share;
  /** black: this long */
  gint64 black_after;
  /** black: brighter than this is not dark, share of the range from black to white, 0..1 */
  double black_level;
  /** black: at least this share of the pixels is dark, 0..1 */
  double black_share;
  /** silent: this long */
  gint64 silent_after;
  /** silent: no channel's mean power is above this, dBFS */
  double silent_level;
  /** channel_missing: this long, of which at least a second with sound on the other side */
  gint64 channel_missing_after;
  /** channel_missing: the dead one is not above this, dBFS */
  double channel_dead_level;
  /** channel_missing: the other one is above this when it sounds, dBFS */
  double channel_sounds_level;
  /** clipping: at it again and again for this long */
  gint64 clipping_after;
  /** clipping: at least this share of 50 ms of samples is at full scale, 0..1 */
  double clipping_share;
  /** loudness: out of range for this long */
  gint64 loudness_after;
  /** loudness: the range of the short-term loudness, LUFS */
  double loudness_min;
  double loudness_max;
  /** loudness: what is below this is a pause and not quiet speech, LUFS */
  double loudness_gate;
  /** av_offset: this long */
  gint64 av_offset_after;
  /** av_offset: how far the sound may come early and late, microseconds; both positive
   * (EBU R 37: 40 ms early, 60 ms late at the end of a chain) */
  gint64 av_offset_early;
  gint64 av_offset_late;
  /** low_frame_rate: this long */
  gint64 low_frame_rate_after;
  /** low_frame_rate: below this share of the nominal rate, 0..1 */
  double low_frame_rate_share;
  /** wrong_stage: this long */
  gint64 wrong_stage_after;
  /** stale: the mark's clock stands still for this long */
  gint64 stale_after;
  /** stale: the mark is older than this, microseconds; 0: age alone is no reason */
  gint64 stale_age;
} RegieAlarmLimits;

/** Returns: (transfer none): what a monitor begins with */
const RegieAlarmLimits *regie_alarm_limits_get_default (void);

/** Returns: (transfer none): the name of a kind in settings, records and logs: `no_signal` … */
const char *regie_alarm_kind_to_nick (RegieAlarmKind kind);

G_END_DECLS
