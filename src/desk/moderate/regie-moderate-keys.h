/* regie-moderate-keys.h: the moderator's keys, in the window and for assistive technology
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * The keys themselves stand in the desk's table (regie-shortcuts.h) under the view `moderate`.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** The action of the view that says why a key does nothing now; its parameter is the key's action. */
#define REGIE_MODERATE_KEYS_REFUSED "moderate.refused"

/** Gives @view its shortcuts. They work in the whole window while @view is shown and no text field,
 * dialog or popover has the focus. */
void regie_moderate_keys_install (GtkWidget *view);

/** Offers those of @view's actions that have a key as actions of its window, `moderate.on-air` as
 * `win.moderate-on-air`: assistive technology sees them there. */
void regie_moderate_keys_export (GtkWidget *view);
/** Takes them back. */
void regie_moderate_keys_withdraw (GtkWidget *view);

/** gtk_widget_action_set_enabled() for an action and its twin in the window. */
void regie_moderate_keys_set_enabled (GtkWidget *view, const char *action, gboolean enabled);

G_END_DECLS
