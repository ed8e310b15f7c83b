/* regie-alarm-pills.h: a monitor's alarms, over its picture
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-monitor.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define REGIE_TYPE_ALARM_PILLS (regie_alarm_pills_get_type ())
G_DECLARE_FINAL_TYPE (RegieAlarmPills, regie_alarm_pills, REGIE, ALARM_PILLS, GtkWidget)

/* One below the other, the worst on top; those that are ignored are pale. That nothing arrives is not
 * among them: it is said across the picture. */
/** @monitor: (nullable) */
void regie_alarm_pills_set_monitor (RegieAlarmPills *self, RegieMonitor *monitor);
/** Brings the times up to date. @most: how many there is room for, from 1 */
void regie_alarm_pills_refresh (RegieAlarmPills *self, guint most);

G_END_DECLS
