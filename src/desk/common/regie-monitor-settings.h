/* regie-monitor-settings.h: how the monitors are to be: thresholds, safe areas, loudspeaker
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-monitor.h"

G_BEGIN_DECLS

/** A number that can be set: one key of the schema, one row of the preferences, one part of
 * RegieAlarmLimits. */
typedef struct
{
  /** key in the schema org.regiedesk.Regie.Monitors, type `d` */
  const char *key;
  /** untranslated: what it is about, and in which unit */
  const char *title;
  const char *note;
  /** in the unit of the note; the schema has the same range */
  double min;
  double max;
  double step;
  guint digits;
  double value;
} RegieThreshold;

typedef enum
{
  REGIE_THRESHOLD_NO_SIGNAL,
  REGIE_THRESHOLD_FROZEN,
  REGIE_THRESHOLD_FROZEN_IN_SPEECH,
  REGIE_THRESHOLD_BLACK,
  REGIE_THRESHOLD_SILENT,
  REGIE_THRESHOLD_SILENT_LEVEL,
  REGIE_THRESHOLD_CHANNEL_MISSING,
  REGIE_THRESHOLD_CLIPPING,
  REGIE_THRESHOLD_LOUDNESS_TARGET,
  REGIE_THRESHOLD_LOUDNESS_ABOVE,
  REGIE_THRESHOLD_LOUDNESS_BELOW,
  REGIE_THRESHOLD_AV_OFFSET,
  REGIE_THRESHOLD_FRAME_RATE,
  REGIE_THRESHOLD_AGE,
  REGIE_N_THRESHOLDS,
} RegieThresholdId;

/** Loudness of a broadcast programme (EBU R 128), and of speech in streams (AES TD1008 asks for −18
 * to −16), LUFS */
#define REGIE_LOUDNESS_BROADCAST (-23.0)
#define REGIE_LOUDNESS_STREAMING (-16.0)

#define REGIE_TYPE_MONITOR_SETTINGS (regie_monitor_settings_get_type ())
G_DECLARE_FINAL_TYPE (
    RegieMonitorSettings, regie_monitor_settings, REGIE, MONITOR_SETTINGS, GObject)

/* Properties, writable, kept in the settings where there are some:
 *   safe-areas     boolean  lines of EBU R 95 over every picture
 *   output-device  string   id of the loudspeaker (regie-loudspeakers.h); empty: the system's default
 *   volume         double   0..1, cubic, of what is listened to
 *   return-after   int      seconds a better source must have been good before it takes over from a
 *                           backup; -1: never by itself
 *   program-return string   source of what really goes out as the program; empty: there is none
 *
 * Signal:
 *   changed ()  a threshold or a property has another value
 */

/** @settings: (nullable): org.regiedesk.Regie.Monitors; %NULL: what is set lasts as long as the object */
RegieMonitorSettings *regie_monitor_settings_new (GSettings *settings);

/** Returns: (transfer none): what can be set, and within which range */
const RegieThreshold *regie_threshold_get (RegieThresholdId id);
double regie_monitor_settings_get_threshold (RegieMonitorSettings *self, RegieThresholdId id);
/** @value: clamped to the threshold's range */
void regie_monitor_settings_set_threshold (RegieMonitorSettings *self,
                                           RegieThresholdId id,
                                           double value);
/** All thresholds as they were delivered. */
void regie_monitor_settings_reset_thresholds (RegieMonitorSettings *self);

gboolean regie_monitor_settings_get_safe_areas (RegieMonitorSettings *self);
const char *regie_monitor_settings_get_output_device (RegieMonitorSettings *self);
/** Returns: (transfer none): a source; empty: there is none */
const char *regie_monitor_settings_get_program_return (RegieMonitorSettings *self);

/** @limits: (out): what the monitors are to raise alarms by */
void regie_monitor_settings_get_limits (RegieMonitorSettings *self, RegieAlarmLimits *limits);
/** Gives @monitor limits, volume and return to the primary source. */
void regie_monitor_settings_apply (RegieMonitorSettings *self, RegieMonitor *monitor);

G_END_DECLS
