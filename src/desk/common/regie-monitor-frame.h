/* regie-monitor-frame.h: a monitor with its head: program, armed, or one stage
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-monitor-view.h"
#include "regie-session-widget.h"

G_BEGIN_DECLS

typedef enum
{
  /** whatever is on program */
  REGIE_MONITOR_ROLE_PROGRAM,
  /** whatever is armed */
  REGIE_MONITOR_ROLE_ARMED,
  /** the stage of `stage-id` */
  REGIE_MONITOR_ROLE_STAGE,
} RegieMonitorRole;

#define REGIE_TYPE_MONITOR_ROLE (regie_monitor_role_get_type ())
GType regie_monitor_role_get_type (void);

#define REGIE_TYPE_MONITOR_FRAME (regie_monitor_frame_get_type ())
G_DECLARE_FINAL_TYPE (
    RegieMonitorFrame, regie_monitor_frame, REGIE, MONITOR_FRAME, RegieSessionWidget)

/* Its border and its head are lit by the tally. It follows the program by itself.
 *
 * Properties:
 *   session   RegieDeskSession  writable
 *   role      RegieMonitorRole  writable (program)
 *   stage-id  string            the stage shown; writable for the role `stage`, follows the program
 *                               in the others
 */
GtkWidget *regie_monitor_frame_new (RegieDeskSession *session,
                                    RegieMonitorRole role,
                                    const char *stage);
/** Returns: (transfer none) (nullable): id of the stage that is shown */
const char *regie_monitor_frame_get_stage_id (RegieMonitorFrame *self);
/** Returns: (transfer none): the picture in the frame */
RegieMonitorView *regie_monitor_frame_get_view (RegieMonitorFrame *self);

G_END_DECLS
