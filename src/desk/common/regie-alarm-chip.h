/* regie-alarm-chip.h: one stage's place on the alarm panel
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-session-widget.h"

G_BEGIN_DECLS

#define REGIE_TYPE_ALARM_CHIP (regie_alarm_chip_get_type ())
G_DECLARE_FINAL_TYPE (RegieAlarmChip, regie_alarm_chip, REGIE, ALARM_CHIP, RegieSessionWidget)

/* An annunciator: it always stands at its place and says `1 ✓` or `1 ▲ BLACK 8 s`; pressed, it lists
 * the stage's alarms and what can be done about them. */

/** @stage: (nullable): a stage's id; %NULL: all stages, as a count, and nothing at all while there is
 * no alarm */
GtkWidget *regie_alarm_chip_new (RegieDeskSession *session, const char *stage);
/** For the one in a template: what it is to show, see regie_alarm_chip_new() */
void regie_alarm_chip_set (RegieAlarmChip *self, RegieDeskSession *session, const char *stage);

G_END_DECLS
