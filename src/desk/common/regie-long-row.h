/* regie-long-row.h: one row of a long list, which stands for another item whenever it is needed
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define REGIE_TYPE_LONG_ROW (regie_long_row_get_type ())
G_DECLARE_FINAL_TYPE (RegieLongRow, regie_long_row, REGIE, LONG_ROW, GtkWidget)

/* Properties:
 *   label  string  what a screen reader says of the row
 *
 * Actions:
 *   row.select    for assistive technology: selects the row alone
 *
 * Signals:
 *   select ()     the row is to be selected
 */

/** Returns: (transfer floating): a row without content that stands for nothing */
RegieLongRow *regie_long_row_new (void);

/** @child: (transfer floating): what the row shows, for its whole life */
void regie_long_row_set_child (RegieLongRow *self, GtkWidget *child);
GtkWidget *regie_long_row_get_child (RegieLongRow *self);

/** @item: (nullable): what the row stands for now. Returns: whether that is another one */
gboolean regie_long_row_set_item (RegieLongRow *self, gpointer item);
/** Returns: (transfer none) (nullable) */
gpointer regie_long_row_get_item (RegieLongRow *self);

/** @place: of the item among all, from 0
 *  @n: how many there are */
void regie_long_row_set_place (RegieLongRow *self, guint place, guint n);
guint regie_long_row_get_place (RegieLongRow *self);

void regie_long_row_set_selected (RegieLongRow *self, gboolean selected);

G_END_DECLS
