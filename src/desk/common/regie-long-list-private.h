/* regie-long-list-private.h: what the files of a long list have in common
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 *     regie-long-list.c        the widget: its model, scrolling, sizes
 *     regie-long-list-place.c  which rows are in sight, and where
 *     regie-long-list-hand.c   keys, pointer and focus
 */

#pragma once

#include "regie-long-list.h"
#include "regie-row-heights.h"

G_BEGIN_DECLS

struct _RegieLongList
{
  GtkWidget parent_instance;
  GtkSelectionModel *model;
  RegieLongListMake make;
  RegieLongListShow show;
  gpointer data;

  GtkAdjustment *adjustments[2];
  GtkScrollablePolicy policies[2];
  /** where the vertical one was when it was last looked at */
  double scrolled;
  /** this widget is setting it */
  gboolean adjusting;

  RegieRowHeights *heights;
  /** of the rows whose heights are known */
  int width;
  /** (element-type RegieLongRow): those in sight, in order; the others, some of them parked */
  GPtrArray *rows;
  GPtrArray *spare;
  /** the row everything else is placed by, and where its top is, pixels below that of the list */
  guint anchor;
  double anchor_y;
  /** a row that is to come into sight; %GTK_INVALID_LIST_POSITION: none */
  guint wanted;

  /** the row the keys go on from, and its item */
  guint focus;
  GObject *focus_item;
  /** what is looked at is that row */
  gboolean holding;
  /** where a range of selected rows begins */
  guint origin;
  /** the focus goes to its row when that is there */
  gboolean focusing;
};

guint regie_long_list_get_n_rows (RegieLongList *self);
/** As regie_long_list_scroll_to(), but a range of selected rows still begins where it began. */
void regie_long_list_go_to (RegieLongList *self, guint row, gboolean focus);

/* Placing */

/** Finds the rows in sight of @width × @height pixels and gives each its item. */
void regie_long_list_place (RegieLongList *self, int width, int height);
/** Gives the rows their places on the screen. */
void regie_long_list_allocate_rows (RegieLongList *self, int width);
/** Rows that nobody sees stand for nothing any more, but the one with the focus. */
void regie_long_list_rest (RegieLongList *self);
/** Returns: (transfer none) (nullable): the row of item @place, if it has one */
RegieLongRow *regie_long_list_find_row (RegieLongList *self, guint place);
/** Rows look selected, or not, as the model says. */
void regie_long_list_show_selected (RegieLongList *self);
/** Rows came and went: what has a place in the list keeps its item. */
void regie_long_list_shift (RegieLongList *self, guint row, guint removed, guint added);

/* The hand */

/** Selects the item of @row alone, and goes there. */
void regie_long_list_select_row (RegieLongList *self, RegieLongRow *row);
void regie_long_list_class_init_hand (GtkWidgetClass *widget_class);
void regie_long_list_init_hand (RegieLongList *self);
/** Puts the focus where the keys go on from, if this list has it, or is to have it. */
void regie_long_list_lead_focus (RegieLongList *self);

G_END_DECLS
