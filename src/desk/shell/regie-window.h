/* regie-window.h: the desk's window: header, banner, toasts, and the three views
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-connection.h"
#include "regie-desk-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define REGIE_TYPE_WINDOW (regie_window_get_type ())
G_DECLARE_FINAL_TYPE (RegieWindow, regie_window, REGIE, WINDOW, AdwApplicationWindow)

/* Property: session (RegieDeskSession), handed down to the views
 * Actions: see regie_window_install_actions() and regie-shortcuts.c */

/**
 * regie_window_new:
 * @application: (nullable)
 * @connection: (nullable): for the first page; %NULL: the session is there from the start
 */
RegieWindow *regie_window_new (GtkApplication *application,
                               RegieDeskSession *session,
                               RegieConnection *connection);
/** @view: `direct`, `moderate` or `replay` */
void regie_window_show_view (RegieWindow *self, const char *view);
/** Returns: name of the view that is shown */
const char *regie_window_get_view (RegieWindow *self);
/** Opens a recorded session in the replay view. */
void regie_window_open_recording (RegieWindow *self, GFile *bundle);

G_END_DECLS
