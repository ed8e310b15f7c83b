/* regie-chooser.h: a popover to choose one of a few things by its digit, by search, or in own words
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define REGIE_TYPE_CHOOSER (regie_chooser_get_type ())
G_DECLARE_FINAL_TYPE (RegieChooser, regie_chooser, REGIE, CHOOSER, GtkPopover)

/* The popover opens with the keyboard in its entry. While that is empty, the digits 1 to 9 choose;
 * letters search; Return takes the first row that fits, or what was written where own words are
 * welcome; arrows walk; Escape leaves everything as it was. */

/** Asked for the one thing chosen. @id: (nullable): of the row; %NULL: in own words. @text: the row's
 * title, or the own words, which may be empty */
typedef void (*RegieChooserFunc) (const char *id, const char *text, gpointer data);

/** Returns: (transfer floating): a popover that wants a parent: gtk_widget_set_parent() */
RegieChooser *regie_chooser_new (void);

/**
 * regie_chooser_start:
 * @title: what is chosen: `Reject because it is`
 * @own_words: (nullable): what the entry asks for where own words are welcome: `Another reason`; with
 *   %NULL the entry only searches
 * @func: called once, or not at all
 * @data: (transfer full): handed to @func
 * @destroy: (nullable): frees @data when the choice is made or given up
 *
 * Empties the chooser for something else to be chosen. Add rows, then regie_chooser_open().
 */
void regie_chooser_start (RegieChooser *self,
                          const char *title,
                          const char *own_words,
                          RegieChooserFunc func,
                          gpointer data,
                          GDestroyNotify destroy);

/** Adds a row. @detail: (nullable): stands small below or beside the title */
void regie_chooser_add (RegieChooser *self, const char *id, const char *title, const char *detail);

/** Says in place of rows why there are none. */
void regie_chooser_set_empty (RegieChooser *self, const char *text);

/** @anchor: a widget below the chooser's parent, to which it points; @text: (nullable): stands in the
 * entry */
void regie_chooser_open (RegieChooser *self, GtkWidget *anchor, const char *text);

G_END_DECLS
