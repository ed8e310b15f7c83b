/* regie-long-list.h: a list of very many rows that has widgets for those in sight only
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-long-row.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define REGIE_TYPE_LONG_LIST (regie_long_list_get_type ())
G_DECLARE_FINAL_TYPE (RegieLongList, regie_long_list, REGIE, LONG_LIST, GtkWidget)

/* To look at, to reach and to hear it is a GtkListView with multiple selection: `listview > row` in the
 * style sheet, the same keys, the same roles. But a GtkListView keeps two hundred rows alive, and gives
 * most of them something else to show at every key of a search; here a change costs what is seen of it,
 * however many rows come and go.
 *
 * Rows are of any height. What is looked at keeps its place on the screen when rows come and go above.
 *
 * A child of a GtkScrolledWindow. Properties beside those of GtkScrollable:
 *   model  GtkSelectionModel
 */

/**
 * RegieLongListMake:
 *
 * Gives @row its child, once.
 */
typedef void (*RegieLongListMake) (RegieLongRow *row, gpointer data);
/**
 * RegieLongListShow:
 *
 * Has @row show its item, which is another one than before; %NULL: none at the moment.
 */
typedef void (*RegieLongListShow) (RegieLongRow *row, gpointer data);

/** How rows are made and filled; @data must live as long as the list. */
void regie_long_list_set_filler (RegieLongList *self,
                                 RegieLongListMake make,
                                 RegieLongListShow show,
                                 gpointer data);

/**
 * regie_long_list_scroll_to:
 * @row: an item's place; one behind the last is none
 * @focus: whether the keyboard focus goes there
 *
 * Brings @row into sight, if it is not. Keys go on from there, and ranges begin there.
 */
void regie_long_list_scroll_to (RegieLongList *self, guint row, gboolean focus);

G_END_DECLS
