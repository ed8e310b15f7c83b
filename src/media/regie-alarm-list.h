/* regie-alarm-list.h: the alarms that stand, as a list for the desk
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-alarm-rules.h"

G_BEGIN_DECLS

/** Returns: (transfer full): an alarm that says nothing yet */
RegieAlarm *regie_alarm_new (RegieAlarmKind kind);
/** @report: of an alarm that is raised. @ignored_until: monotonic microseconds; 0: not ignored */
void regie_alarm_update (RegieAlarm *self, const RegieAlarmReport *report, gint64 ignored_until);

#define REGIE_TYPE_ALARM_LIST (regie_alarm_list_get_type ())
G_DECLARE_FINAL_TYPE (RegieAlarmList, regie_alarm_list, REGIE, ALARM_LIST, GObject)

/** Returns: (transfer full): a GListModel of RegieAlarm, empty */
RegieAlarmList *regie_alarm_list_new (void);

/**
 * regie_alarm_list_update:
 * @reports: %REGIE_ALARM_KINDS of them
 *
 * Raises, changes and clears. An alarm is one object from when it is raised until it is cleared; the
 * list changes at once and only where it has to.
 *
 * Returns: whether the worst alarm is another one than before
 */
gboolean regie_alarm_list_update (RegieAlarmList *self,
                                  const RegieAlarmReport *reports,
                                  gint64 now);

/** Returns: (transfer none) (nullable): the worst that nobody ignores */
RegieAlarm *regie_alarm_list_get_worst (RegieAlarmList *self);

/** Takes effect at the next update. @until: 0 or past: not ignored */
void regie_alarm_list_ignore (RegieAlarmList *self, RegieAlarmKind kind, gint64 until);
/** Returns: 0: not ignored at @now */
gint64 regie_alarm_list_get_ignored_until (RegieAlarmList *self, RegieAlarmKind kind, gint64 now);

G_END_DECLS
