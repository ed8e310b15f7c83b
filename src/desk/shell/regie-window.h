/* regie-window.h: the desk's window: header, banner, toasts, and the three views
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-desk-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define REGIE_TYPE_WINDOW (regie_window_get_type ())
G_DECLARE_FINAL_TYPE (RegieWindow, regie_window, REGIE, WINDOW, AdwApplicationWindow)

/* Property: session (RegieDeskSession), handed down to the views
 * Actions: win.view::direct|moderate|replay */

/** @application: (nullable) */
RegieWindow *regie_window_new (GtkApplication *application, RegieDeskSession *session);
RegieDeskSession *regie_window_get_session (RegieWindow *self);
/** @view: `direct`, `moderate` or `replay` */
void regie_window_show_view (RegieWindow *self, const char *view);

G_END_DECLS
