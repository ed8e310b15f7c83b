/* regie-alarm-table.h: alarms one below the other: what, where, since when, and what to do about it
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-session-widget.h"

G_BEGIN_DECLS

#define REGIE_TYPE_ALARM_TABLE (regie_alarm_table_get_type ())
G_DECLARE_FINAL_TYPE (RegieAlarmTable, regie_alarm_table, REGIE, ALARM_TABLE, RegieSessionWidget)

/* Each alarm can be ignored for ten minutes and counted again; `win.go-to-stage` leads to its stage.
 *
 * Properties, writable:
 *   session   RegieDeskSession
 *   stage-id  string            only this stage's; NULL: all stages'
 */
GtkWidget *regie_alarm_table_new (RegieDeskSession *session, const char *stage);

G_END_DECLS
