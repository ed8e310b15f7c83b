/* regie-widget.h: what widgets made from a template have in common
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** For a template's dispose: lets go of all children, whether the class binds them or not. */
void regie_widget_dispose_template (GtkWidget *widget, GType type);

/** Adds the CSS class @name when @on, else removes it. */
void regie_widget_set_class (GtkWidget *widget, const char *name, gboolean on);

/** Gives a button a name of its own for assistive technology; GTK would read out its label. Call it
 * after every change of the label. */
void regie_widget_set_button_name (GtkWidget *button, const char *name);

/** The same for a menu button, and for the button in it, which has the focus; also its tooltip. */
void regie_widget_set_menu_button_name (GtkMenuButton *button, const char *name);

G_END_DECLS
