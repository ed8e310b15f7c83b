/* regie-alarm-board.h: the alarms of all stages, in one list
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-congress.h"
#include "regie-monitor.h"

G_BEGIN_DECLS

/** An alarm and where it is. One object from raising to clearing. */
#define REGIE_TYPE_STAGE_ALARM (regie_stage_alarm_get_type ())
G_DECLARE_FINAL_TYPE (RegieStageAlarm, regie_stage_alarm, REGIE, STAGE_ALARM, GObject)

/** Returns: (transfer none) */
RegieStage *regie_stage_alarm_get_stage (RegieStageAlarm *self);
/** Returns: (transfer none): id of the stage */
const char *regie_stage_alarm_get_stage_id (RegieStageAlarm *self);
/** Returns: (transfer none) */
RegieAlarm *regie_stage_alarm_get_alarm (RegieStageAlarm *self);
/** @on: ignore it for %REGIE_ALARM_IGNORE_TIME from now; else let it count again */
void regie_stage_alarm_ignore (RegieStageAlarm *self, gboolean on);

#define REGIE_TYPE_ALARM_BOARD (regie_alarm_board_get_type ())
G_DECLARE_FINAL_TYPE (RegieAlarmBoard, regie_alarm_board, REGIE, ALARM_BOARD, GObject)

/* A GListModel of RegieStageAlarm: the stages by their numbers, within one the worst first.
 *
 * Property: n-active (uint): how many are there that nobody ignores
 *
 * Signals:
 *   raised (RegieStageAlarm *), cleared (RegieStageAlarm *): once each, however many views show it
 *   changed (): an alarm is ignored, or no longer
 */

/** Returns: (transfer none) (nullable): a stage's monitor */
typedef RegieMonitor *(*RegieMonitorFunc) (gpointer data, const char *stage);

/** Returns: (transfer full): a board that follows the stages of @congress. @monitor is called with
 * @data while the board lives */
RegieAlarmBoard *regie_alarm_board_new (RegieCongress *congress,
                                        RegieMonitorFunc monitor,
                                        gpointer data);
guint regie_alarm_board_get_n_active (RegieAlarmBoard *self);
/**
 * regie_alarm_board_get_worst:
 * @stage: a stage's id
 * @n: (out) (optional): how many of this stage's alarms nobody ignores
 *
 * Returns: (transfer none) (nullable): the stage's worst alarm that nobody ignores
 */
RegieStageAlarm *regie_alarm_board_get_worst (RegieAlarmBoard *self, const char *stage, guint *n);

G_END_DECLS
