/* regie-monitor-text.h: what a monitor says of itself: format, age, alarm
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-monitor.h"

G_BEGIN_DECLS

/** Returns: (transfer full): `1280×720 · 25 fps · H.264 · AAC`; empty before the first picture */
char *regie_monitor_format_text (RegieMonitor *monitor);

/**
 * regie_monitor_age_text:
 * @now: monotonic time, microseconds
 *
 * Returns: (transfer full): the age of the last frame when it is older than a second, else the delay
 * from the sender, where it is known; may be empty
 */
char *regie_monitor_age_text (RegieMonitor *monitor, gint64 now);

/**
 * regie_monitor_alarm_text:
 * @now: monotonic time, microseconds
 * @detail: (out) (transfer full) (nullable): what is wrong and what happens next
 *
 * Returns: (transfer full) (nullable): what has to stand over the picture: `NO SIGNAL 8 s`; %NULL
 * while the picture moves
 */
char *regie_monitor_alarm_text (RegieMonitor *monitor, gint64 now, char **detail);

G_END_DECLS
