/* regie-long-list-hand.c: keys, pointer and focus of a long list
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * The same as in a GtkListView: arrows, Page Up and Down, Home and End select; with Shift a range, with
 * Control they only go there, and Control with the space bar adds or takes away.
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-long-list-private.h"

/** What a key gives on: by so many rows and so many pages, whether Control and Shift are down. */
#define KEY_FORMAT "(iibb)"
/** Rows that no list has: to its end. */
#define END (G_MAXINT / 2)

void
regie_long_list_lead_focus (RegieLongList *self)
{
  GtkWidget *now = gtk_widget_get_focus_child (GTK_WIDGET (self));
  RegieLongRow *row = regie_long_list_find_row (self, self->focus);

  if (row && now != GTK_WIDGET (row) && (now || self->focusing))
    gtk_widget_grab_focus (GTK_WIDGET (row));
  if (row)
    self->focusing = FALSE;
}

static gboolean
regie_long_list_grab_focus (GtkWidget *widget)
{
  RegieLongList *self = REGIE_LONG_LIST (widget);
  const guint n = regie_long_list_get_n_rows (self);

  if (n == 0)
    return FALSE;
  regie_long_list_go_to (self, MIN (self->focus, n - 1), TRUE);
  regie_long_list_lead_focus (self);
  return TRUE;
}

/* The list is one stop for Tab, and so is what can be pressed in the row where the keys are. */
static gboolean
regie_long_list_focus (GtkWidget *widget, GtkDirectionType direction)
{
  GtkWidget *row = gtk_widget_get_focus_child (widget);

  return row ? gtk_widget_child_focus (row, direction) : gtk_widget_grab_focus (widget);
}

static void
regie_long_list_set_focus_child (GtkWidget *widget, GtkWidget *child)
{
  RegieLongList *self = REGIE_LONG_LIST (widget);

  if (child)
    {
      self->focus = regie_long_row_get_place (REGIE_LONG_ROW (child));
      g_set_object (&self->focus_item, regie_long_row_get_item (REGIE_LONG_ROW (child)));
    }
  GTK_WIDGET_CLASS (g_type_class_peek_static (GTK_TYPE_WIDGET))->set_focus_child (widget, child);
}

static void
toggle (RegieLongList *self, guint row)
{
  if (gtk_selection_model_is_selected (self->model, row))
    gtk_selection_model_unselect_item (self->model, row);
  else
    gtk_selection_model_select_item (self->model, row, FALSE);
}

/* What a key or a click at @row selects, with @shift the rows from where the last one was without. */
static void
select_to (RegieLongList *self, guint row, gboolean control, gboolean shift)
{
  const guint origin = MIN (self->origin, regie_long_list_get_n_rows (self) - 1);

  if (shift)
    gtk_selection_model_select_range (self->model, MIN (origin, row),
                                      MAX (origin, row) - MIN (origin, row) + 1, !control);
  else
    gtk_selection_model_select_item (self->model, row, TRUE);
  if (!shift)
    self->origin = row;
}

void
regie_long_list_select_row (RegieLongList *self, RegieLongRow *row)
{
  const guint place = regie_long_row_get_place (row);

  if (!regie_long_row_get_item (row) || place >= regie_long_list_get_n_rows (self))
    return;
  select_to (self, place, FALSE, FALSE);
  regie_long_list_go_to (self, place, FALSE);
}

static gboolean
on_move (GtkWidget *widget, GVariant *parameters, gpointer data)
{
  RegieLongList *self = REGIE_LONG_LIST (widget);
  const guint n = regie_long_list_get_n_rows (self);
  gint32 rows, pages;
  gboolean control, shift;
  gint64 to;

  g_variant_get (parameters, KEY_FORMAT, &rows, &pages, &control, &shift);
  if (n == 0)
    return FALSE;
  to = (gint64) self->focus + rows + (gint64) pages * MAX (self->rows->len, 2) - pages;
  to = CLAMP (to, 0, (gint64) n - 1);
  if (!control || shift)
    select_to (self, (guint) to, control, shift);
  regie_long_list_go_to (self, (guint) to, TRUE);
  return TRUE;
}

static gboolean
on_toggle (GtkWidget *widget, GVariant *parameters, gpointer data)
{
  RegieLongList *self = REGIE_LONG_LIST (widget);

  if (self->focus >= regie_long_list_get_n_rows (self))
    return FALSE;
  toggle (self, self->focus);
  self->origin = self->focus;
  return TRUE;
}

static gboolean
on_select_all (GtkWidget *widget, GVariant *parameters, gpointer data)
{
  RegieLongList *self = REGIE_LONG_LIST (widget);
  gboolean all;

  g_variant_get (parameters, "(b)", &all);
  return self->model
         && (all ? gtk_selection_model_select_all (self->model)
                 : gtk_selection_model_unselect_all (self->model));
}

static RegieLongRow *
row_at (RegieLongList *self, double y)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      graphene_rect_t place;

      if (gtk_widget_compute_bounds (g_ptr_array_index (self->rows, i), GTK_WIDGET (self), &place)
          && y >= place.origin.y && y < place.origin.y + place.size.height)
        return g_ptr_array_index (self->rows, i);
    }
  return NULL;
}

static void
on_released (GtkGestureClick *gesture, int n_press, double x, double y, RegieLongList *self)
{
  const GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  RegieLongRow *row = row_at (self, y);
  guint place;

  if (!row)
    return;
  place = regie_long_row_get_place (row);
  gtk_widget_grab_focus (GTK_WIDGET (row));
  if ((state & GDK_CONTROL_MASK) && !(state & GDK_SHIFT_MASK))
    {
      toggle (self, place);
      self->origin = place;
    }
  else
    select_to (self, place, state & GDK_CONTROL_MASK, state & GDK_SHIFT_MASK);
}

static void
bind_move (GtkWidgetClass *widget_class, guint key, guint keypad_key, int rows, int pages)
{
  for (guint i = 0; i < 4; i++)
    {
      const gboolean control = (i & 1) != 0, shift = (i & 2) != 0;
      const GdkModifierType modifiers = (control ? GDK_CONTROL_MASK : GDK_NO_MODIFIER_MASK)
                                        | (shift ? GDK_SHIFT_MASK : GDK_NO_MODIFIER_MASK);
      const guint keys[] = { key, keypad_key };

      for (guint k = 0; k < G_N_ELEMENTS (keys); k++)
        gtk_widget_class_add_binding (widget_class, keys[k], modifiers, on_move, KEY_FORMAT, rows,
                                      pages, control, shift);
    }
}

void
regie_long_list_class_init_hand (GtkWidgetClass *widget_class)
{
  widget_class->grab_focus = regie_long_list_grab_focus;
  widget_class->focus = regie_long_list_focus;
  widget_class->set_focus_child = regie_long_list_set_focus_child;

  bind_move (widget_class, GDK_KEY_Up, GDK_KEY_KP_Up, -1, 0);
  bind_move (widget_class, GDK_KEY_Down, GDK_KEY_KP_Down, 1, 0);
  bind_move (widget_class, GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, 0, -1);
  bind_move (widget_class, GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, 0, 1);
  bind_move (widget_class, GDK_KEY_Home, GDK_KEY_KP_Home, -END, 0);
  bind_move (widget_class, GDK_KEY_End, GDK_KEY_KP_End, END, 0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_space, GDK_CONTROL_MASK, on_toggle, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Space, GDK_CONTROL_MASK, on_toggle, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_a, GDK_CONTROL_MASK, on_select_all, "(b)",
                                TRUE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_a, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                on_select_all, "(b)", FALSE);
}

void
regie_long_list_init_hand (RegieLongList *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect (click, "released", G_CALLBACK (on_released), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}
