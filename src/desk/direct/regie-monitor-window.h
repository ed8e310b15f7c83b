/* regie-monitor-window.h: monitors in a window of their own: the multiview, or one stage torn off
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-desk-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define REGIE_TYPE_MONITOR_WINDOW (regie_monitor_window_get_type ())
G_DECLARE_FINAL_TYPE (RegieMonitorWindow, regie_monitor_window, REGIE, MONITOR_WINDOW, AdwWindow)

/* For a second screen. F11 fills the screen, Escape gives it back, a double click does either; the
 * menu moves it to another screen. What becomes of it when its screen is unplugged: see
 * RegieScreenKeeper. The multiview remembers screen and full screen in the desk's settings.
 *
 * Property: stage-id (string), the torn-off stage; NULL: the multiview. Read only
 * Actions: monitors.full-screen, monitors.screen(s), monitors.leave, window.close */

/**
 * regie_monitor_window_new:
 * @stage: (nullable): id of the stage to tear off; %NULL: the multiview
 * @beside: (nullable): the desk's window: on a computer with two screens the first multiview ever
 * opens on the one where this is not
 */
RegieMonitorWindow *regie_monitor_window_new (GtkApplication *application,
                                              RegieDeskSession *session,
                                              const char *stage,
                                              GtkWindow *beside);
/** Returns: (transfer none) (nullable) */
const char *regie_monitor_window_get_stage_id (RegieMonitorWindow *self);

G_END_DECLS
