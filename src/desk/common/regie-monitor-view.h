/* regie-monitor-view.h: a stage's picture with its sound, tally, format and alarms
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-session-widget.h"

G_BEGIN_DECLS

#define REGIE_TYPE_MONITOR_VIEW (regie_monitor_view_get_type ())
G_DECLARE_FINAL_TYPE (RegieMonitorView, regie_monitor_view, REGIE, MONITOR_VIEW, RegieSessionWidget)

/* A picture of 16:9 that keeps its shape in whatever room it gets. All views use this one.
 *
 * Properties, writable:
 *   session      RegieDeskSession
 *   stage-id     string     the stage shown; NULL: an empty frame
 *   show-tally   boolean    light and border (TRUE)
 *   show-format  boolean    the line with resolution, rate, codec (TRUE)
 *   empty-text   string     what the empty frame says
 *   returned     boolean    what comes back from where the program goes, if the settings name a source
 *                           of it, instead of the stage's own picture (FALSE)
 */
void regie_monitor_view_set_stage_id (RegieMonitorView *self, const char *stage);

G_END_DECLS
