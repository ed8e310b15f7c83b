/* regie-long-list-place.c: which rows of a long list are in sight, and where
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * Everything goes out from one row, the anchor, whose place on the screen is known: the rows above and
 * below it are measured until the window is full. How far that is from the top of the list is only an
 * estimate, for the scroll bar.
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-long-list-private.h"

RegieLongRow *
regie_long_list_find_row (RegieLongList *self, guint place)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      RegieLongRow *row = g_ptr_array_index (self->rows, i);

      if (regie_long_row_get_place (row) == place)
        return row;
    }
  return NULL;
}

/* A row that has the keyboard focus must not stand for anything else, as long as its item is there. */
static gboolean
is_held (RegieLongList *self, RegieLongRow *row)
{
  return self->focus_item && regie_long_row_get_item (row) == self->focus_item
         && gtk_widget_get_focus_child (GTK_WIDGET (self)) == GTK_WIDGET (row);
}

static RegieLongRow *
make_row (RegieLongList *self)
{
  RegieLongRow *row = regie_long_row_new ();

  gtk_widget_set_parent (GTK_WIDGET (row), GTK_WIDGET (self));
  g_signal_connect_object (row, "select", G_CALLBACK (regie_long_list_select_row), self,
                           G_CONNECT_SWAPPED);
  self->make (row, self->data);
  return row;
}

/* Takes the row for @item out of @rows: that which shows it already, else the last one, which is the
 * farthest from where the next ones are looked for. */
static RegieLongRow *
take_row (RegieLongList *self, GPtrArray *rows, gpointer item)
{
  guint last = G_MAXUINT;

  for (guint i = 0; i < rows->len; i++)
    {
      RegieLongRow *row = g_ptr_array_index (rows, i);

      if (regie_long_row_get_item (row) == item)
        return g_ptr_array_steal_index (rows, i);
      if (!is_held (self, row))
        last = i;
    }
  return last == G_MAXUINT ? NULL : g_ptr_array_steal_index (rows, last);
}

/* Returns: the row for item @place, with that item */
static RegieLongRow *
fill_row (RegieLongList *self, guint place)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->model), place);
  RegieLongRow *row = take_row (self, self->spare, item);

  if (!row)
    row = make_row (self);
  if (regie_long_row_set_item (row, item))
    self->show (row, self->data);
  regie_long_row_set_place (row, place, regie_long_list_get_n_rows (self));
  gtk_widget_set_child_visible (GTK_WIDGET (row), TRUE);
  return row;
}

static int
measure_row (RegieLongList *self, RegieLongRow *row)
{
  int height;

  gtk_widget_measure (GTK_WIDGET (row), GTK_ORIENTATION_VERTICAL, self->width, NULL, &height, NULL,
                      NULL);
  height = CLAMP (height, 1, G_MAXUINT16);
  regie_row_heights_set (self->heights, regie_long_row_get_place (row), height);
  return height;
}

/* Adds the row above those that are there. Returns: its height */
static int
add_above (RegieLongList *self, guint place)
{
  RegieLongRow *row = fill_row (self, place);

  g_ptr_array_insert (self->rows, 0, row);
  return measure_row (self, row);
}

static int
add_below (RegieLongList *self, guint place)
{
  RegieLongRow *row = fill_row (self, place);

  g_ptr_array_add (self->rows, row);
  return measure_row (self, row);
}

/* From the anchor up and down until the window is full; rows never leave a gap at the top, nor one at
 * the bottom as long as there are others above. */
static void
fill_window (RegieLongList *self, int height)
{
  const guint n = regie_long_list_get_n_rows (self);
  guint first = self->anchor, next = self->anchor;
  double top = self->anchor_y, bottom = self->anchor_y;

  while (next < n && bottom < height)
    bottom += add_below (self, next++);
  if (bottom < height)
    {
      top += height - bottom;
      bottom = height;
    }
  while (first > 0 && top > 0)
    top -= add_above (self, --first);
  if (top > 0)
    {
      bottom -= top;
      top = 0;
      while (next < n && bottom < height)
        bottom += add_below (self, next++);
    }
  self->anchor = first;
  self->anchor_y = top;
}

/* The rows that have gone out of the window on the way. */
static void
drop_rows (RegieLongList *self, int height)
{
  double y = self->anchor_y;
  guint keep = 0;

  while (self->rows->len > 1)
    {
      const int first = measure_row (self, g_ptr_array_index (self->rows, 0));

      if (y + first > 0)
        break;
      g_ptr_array_add (self->spare, g_ptr_array_steal_index (self->rows, 0));
      self->anchor++;
      y += first;
    }
  self->anchor_y = y;
  while (keep < self->rows->len && y < height)
    y += measure_row (self, g_ptr_array_index (self->rows, keep++));
  while (self->rows->len > keep)
    g_ptr_array_add (self->spare, g_ptr_array_steal_index (self->rows, self->rows->len - 1));
}

static void
put_away (RegieLongList *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    g_ptr_array_add (self->spare, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

/* The wanted row becomes the anchor, at the nearest edge, unless it is in sight. */
static void
go_to_wanted (RegieLongList *self, int height)
{
  const double top = regie_row_heights_get_top (self->heights, self->wanted)
                     - regie_row_heights_get_top (self->heights, self->anchor) + self->anchor_y;
  RegieLongRow *row = regie_long_list_find_row (self, self->wanted);

  if (row && top >= 0 && top + measure_row (self, row) <= height)
    return;
  put_away (self);
  self->anchor_y = top < 0 ? 0 : MAX (height - add_below (self, self->wanted), 0);
  self->anchor = self->wanted;
}

/* Screen readers and the keys go through the rows in the order of the widgets. */
static void
put_in_order (RegieLongList *self)
{
  GtkWidget *before = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      if (gtk_widget_get_prev_sibling (row) != before)
        gtk_widget_insert_after (row, GTK_WIDGET (self), before);
      before = row;
    }
}

void
regie_long_list_rest (RegieLongList *self)
{
  for (guint i = 0; i < self->spare->len; i++)
    {
      RegieLongRow *row = g_ptr_array_index (self->spare, i);

      if (is_held (self, row))
        continue;
      if (regie_long_row_set_item (row, NULL))
        self->show (row, self->data);
      gtk_widget_set_child_visible (GTK_WIDGET (row), FALSE);
    }
}

void
regie_long_list_show_selected (RegieLongList *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      RegieLongRow *row = g_ptr_array_index (self->rows, i);

      regie_long_row_set_selected (
          row, gtk_selection_model_is_selected (self->model, regie_long_row_get_place (row)));
    }
}

/* An item that went elsewhere in the list is found again among those selected. */
static guint
find_again (RegieLongList *self, GObject *item)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (self->model);
  GtkBitsetIter iter;
  guint place;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &place); more;
       more = gtk_bitset_iter_next (&iter, &place))
    {
      g_autoptr (GObject) other = g_list_model_get_item (G_LIST_MODEL (self->model), place);

      if (other == item)
        return place;
    }
  return GTK_INVALID_LIST_POSITION;
}

/* The keys go on from where their item is now, or else from what came in its place. */
static void
follow_focus (RegieLongList *self, guint n)
{
  g_autoptr (GObject) item = NULL;
  guint again;

  self->focus = MIN (self->focus, n - 1);
  item = g_list_model_get_item (G_LIST_MODEL (self->model), self->focus);
  again = self->focus_item && item != self->focus_item ? find_again (self, self->focus_item)
                                                       : GTK_INVALID_LIST_POSITION;
  if (again == GTK_INVALID_LIST_POSITION)
    g_set_object (&self->focus_item, item);
  else
    self->focus = again;
  if (self->holding)
    self->anchor = self->focus;
  self->holding = FALSE;
  for (guint i = 0; i < self->spare->len; i++)
    {
      RegieLongRow *row = g_ptr_array_index (self->spare, i);

      if (is_held (self, row))
        regie_long_row_set_place (row, self->focus, n);
    }
}

static void
place_once (RegieLongList *self, int height)
{
  put_away (self);
  fill_window (self, height);
  drop_rows (self, height);
}

void
regie_long_list_place (RegieLongList *self, int width, int height)
{
  const guint n = regie_long_list_get_n_rows (self);

  if (self->width != width)
    regie_row_heights_forget (self->heights);
  self->width = width;
  if (n == 0 || !self->make)
    {
      put_away (self);
      g_clear_object (&self->focus_item);
      self->anchor = self->focus = 0;
      self->anchor_y = 0;
      return;
    }
  follow_focus (self, n);
  if (self->anchor >= n)
    {
      self->anchor = n - 1;
      self->anchor_y = height;
    }
  place_once (self, height);
  if (self->wanted < n)
    {
      go_to_wanted (self, height);
      place_once (self, height);
    }
  self->wanted = GTK_INVALID_LIST_POSITION;
  put_in_order (self);
  regie_long_list_show_selected (self);
}

void
regie_long_list_allocate_rows (RegieLongList *self, int width)
{
  double y = self->anchor_y;

  for (guint i = 0; i < self->rows->len; i++)
    {
      RegieLongRow *row = g_ptr_array_index (self->rows, i);
      const int height = measure_row (self, row);

      gtk_widget_size_allocate (GTK_WIDGET (row), &(GtkAllocation) { 0, (int) y, width, height },
                                -1);
      y += height;
    }
  /* A row with the focus that was scrolled away waits outside. */
  for (guint i = 0; i < self->spare->len; i++)
    {
      RegieLongRow *row = g_ptr_array_index (self->spare, i);

      if (is_held (self, row))
        {
          const int height = measure_row (self, row);

          gtk_widget_size_allocate (GTK_WIDGET (row),
                                    &(GtkAllocation) { 0, -2 * height, width, height }, -1);
        }
    }
}

static guint
shift (guint place, guint row, guint removed, guint added)
{
  if (place < row)
    return place;
  if (place - row >= removed)
    return place - removed + added;
  return row + MIN (place - row, MAX (added, 1) - 1);
}

/* What is looked at: the row that the keys go on from, if it is in sight, else the first one that is
 * seen whole. */
static void
choose_anchor (RegieLongList *self)
{
  RegieLongRow *row = regie_long_list_find_row (self, self->focus);
  guint chosen = self->anchor;

  /* Nothing was placed since the last change: what was looked at then is that still. */
  if (self->rows->len == 0)
    return;
  self->holding = row != NULL;
  if (row)
    chosen = self->focus;
  else if (self->anchor_y < 0 && self->rows->len > 1)
    chosen = self->anchor + 1;
  self->anchor_y += regie_row_heights_get_top (self->heights, chosen)
                    - regie_row_heights_get_top (self->heights, self->anchor);
  self->anchor = chosen;
}

/* Who has come to the top, and is not at work there, sees what comes to the top. */
static gboolean
stays_at_top (RegieLongList *self)
{
  return self->scrolled <= 0 && !gtk_widget_get_focus_child (GTK_WIDGET (self));
}

void
regie_long_list_shift (RegieLongList *self, guint row, guint removed, guint added)
{
  const gboolean was_empty = regie_row_heights_get_n_rows (self->heights) == 0;
  const gboolean at_top = was_empty || stays_at_top (self);

  choose_anchor (self);
  put_away (self);
  regie_row_heights_splice (self->heights, row, removed, added);
  self->anchor = at_top ? 0 : shift (self->anchor, row, removed, added);
  if (at_top)
    self->anchor_y = 0;
  self->holding = self->holding && !at_top;
  self->focus = was_empty ? 0 : shift (self->focus, row, removed, added);
  self->origin = was_empty ? 0 : shift (self->origin, row, removed, added);
  if (self->wanted != GTK_INVALID_LIST_POSITION)
    self->wanted = shift (self->wanted, row, removed, added);
}
