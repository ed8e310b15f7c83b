/* regie-monitor-details.h: everything that is known about a stage's signal
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-session-widget.h"

G_BEGIN_DECLS

#define REGIE_TYPE_MONITOR_DETAILS (regie_monitor_details_get_type ())
G_DECLARE_FINAL_TYPE (
    RegieMonitorDetails, regie_monitor_details, REGIE, MONITOR_DETAILS, RegieSessionWidget)

/* For a popover at the monitor: state and sources, all figures, the stage's alarms, volume and
 * loudspeaker, safe areas. It follows the session's clock while it is shown. */

/** @stage: id of a stage that the session has a monitor for */
GtkWidget *regie_monitor_details_new (RegieDeskSession *session, const char *stage);

G_END_DECLS
