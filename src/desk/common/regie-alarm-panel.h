/* regie-alarm-panel.h: a place for each stage's alarm, in the order of their numbers
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-session-widget.h"

G_BEGIN_DECLS

#define REGIE_TYPE_ALARM_PANEL (regie_alarm_panel_get_type ())
G_DECLARE_FINAL_TYPE (RegieAlarmPanel, regie_alarm_panel, REGIE, ALARM_PANEL, RegieSessionWidget)

/* A RegieAlarmChip for each stage: always there and always at its place, also while all is well.
 *
 * Property: session (RegieDeskSession), writable */

G_END_DECLS
