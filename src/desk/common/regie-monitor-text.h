/* regie-monitor-text.h: what a monitor says of itself: format, age, mark, source, alarm
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-monitor.h"

G_BEGIN_DECLS

/** How much room there is to say it. */
typedef enum
{
  /** `720p25` */
  REGIE_MONITOR_TEXT_SHORT,
  /** `1280×720 · 25 fps · H.264 · AAC` */
  REGIE_MONITOR_TEXT_NORMAL,
  /** the same with the bit rate: `· 2.4 Mbit/s` */
  REGIE_MONITOR_TEXT_FULL,
} RegieMonitorTextRoom;

/** Returns: (transfer full): what the picture is; empty before the first one. A backup says so. */
char *regie_monitor_format_text (RegieMonitor *monitor, RegieMonitorTextRoom room);

/**
 * regie_monitor_age_text:
 * @now: monotonic time, microseconds
 *
 * Returns: (transfer full): the age of the last frame when it is older than a second, else the delay
 * from the sender, where it is known; may be empty
 */
char *regie_monitor_age_text (RegieMonitor *monitor, gint64 now);

/**
 * regie_monitor_mark_text:
 * @name: (nullable): what the stage is called, for the long form
 *
 * What the picture's own mark says: `✓ Stage 2 verified`, `≠ wrong stage: 3`, `not verified`; without
 * @name the short form: `✓`, `≠ 3`, nothing.
 *
 * Returns: (transfer full)
 */
char *regie_monitor_mark_text (RegieMonitor *monitor, const char *name);

/**
 * regie_monitor_state_text:
 * @now: monotonic time, microseconds
 *
 * Returns: (transfer full): what is going on with the source, as a sentence: `Backup 1 is shown: the
 * primary source is down`, `Next attempt in 4 s`
 */
char *regie_monitor_state_text (RegieMonitor *monitor, gint64 now);

/**
 * regie_monitor_alarm_text:
 * @now: monotonic time, microseconds
 * @detail: (out) (transfer full) (nullable): what is wrong and what happens next
 *
 * Returns: (transfer full) (nullable): what has to stand over the picture: `NO SIGNAL 8 s`; %NULL
 * while the picture moves
 */
char *regie_monitor_alarm_text (RegieMonitor *monitor, gint64 now, char **detail);

/** Returns: (transfer full): `Primary` or `Backup 1` … by the place in the list of sources */
char *regie_source_role_text (guint source);

/** Returns: (transfer full): an address that may be shown: without user, password and passphrase */
char *regie_source_uri_text (const char *uri);

/** Returns: (transfer full): `2.4 Mbit/s`, `640 kbit/s`; a dash for 0 */
char *regie_text_bitrate (guint64 bits_per_second);

/** Returns: (transfer full): `−23.1 LUFS`; a dash for silence and what is not known */
char *regie_text_loudness (double lufs);

/** Returns: (transfer full): `−12 dBFS`; a dash for silence */
char *regie_text_level (double dbfs);

G_END_DECLS
