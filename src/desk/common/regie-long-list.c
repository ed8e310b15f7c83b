/* regie-long-list.c: a list of very many rows that has widgets for those in sight only
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-long-list-private.h"

#include <float.h>
#include <math.h>

typedef enum
{
  PROP_MODEL = 1,
  PROP_HADJUSTMENT,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
} RegieLongListProperty;

static GParamSpec *model_property;

G_DEFINE_FINAL_TYPE_WITH_CODE (RegieLongList,
                               regie_long_list,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

guint
regie_long_list_get_n_rows (RegieLongList *self)
{
  return self->model ? g_list_model_get_n_items (G_LIST_MODEL (self->model)) : 0;
}

static void
drop_all_rows (RegieLongList *self)
{
  GtkWidget *row;

  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->spare, 0);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (row);
}

void
regie_long_list_set_filler (RegieLongList *self,
                            RegieLongListMake make,
                            RegieLongListShow show,
                            gpointer data)
{
  g_return_if_fail (REGIE_IS_LONG_LIST (self));

  drop_all_rows (self);
  self->make = make;
  self->show = show;
  self->data = data;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
regie_long_list_go_to (RegieLongList *self, guint row, gboolean focus)
{
  g_autoptr (GObject) item =
      self->model ? g_list_model_get_item (G_LIST_MODEL (self->model), row) : NULL;

  if (!item)
    return;
  self->wanted = self->focus = row;
  self->holding = FALSE;
  self->focusing = self->focusing || focus;
  g_set_object (&self->focus_item, item);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
regie_long_list_scroll_to (RegieLongList *self, guint row, gboolean focus)
{
  g_return_if_fail (REGIE_IS_LONG_LIST (self));

  self->origin = row;
  regie_long_list_go_to (self, row, focus);
}

/* The model */

static void
on_items_changed (RegieLongList *self, guint row, guint removed, guint added)
{
  regie_long_list_shift (self, row, removed, added);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
on_selection_changed (RegieLongList *self)
{
  /* Rows that are not placed yet are looked at when they are. */
  if (regie_row_heights_get_n_rows (self->heights) == regie_long_list_get_n_rows (self))
    regie_long_list_show_selected (self);
}

static void
set_model (RegieLongList *self, GtkSelectionModel *model)
{
  const guint before = regie_long_list_get_n_rows (self);

  if (self->model == model)
    return;
  if (self->model)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_set_object (&self->model, model);
  if (model)
    {
      g_signal_connect_object (model, "items-changed", G_CALLBACK (on_items_changed), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (model, "selection-changed", G_CALLBACK (on_selection_changed), self,
                               G_CONNECT_SWAPPED);
    }
  on_items_changed (self, 0, before, regie_long_list_get_n_rows (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_MULTI_SELECTABLE,
                                  model && !GTK_IS_NO_SELECTION (model), -1);
  g_object_notify_by_pspec (G_OBJECT (self), model_property);
}

/* Scrolling */

static void
on_scrolled (RegieLongList *self)
{
  const double value = gtk_adjustment_get_value (self->adjustments[GTK_ORIENTATION_VERTICAL]);
  const double by = value - self->scrolled;

  if (self->adjusting || fabs (by) < DBL_EPSILON)
    return;
  self->scrolled = value;
  self->wanted = GTK_INVALID_LIST_POSITION;
  self->anchor_y -= by;
  /* The scroll bar was taken far away: what is on the way is not looked at. */
  if (fabs (by) >= gtk_widget_get_height (GTK_WIDGET (self)))
    {
      self->anchor = regie_row_heights_find (self->heights, value);
      self->anchor_y = regie_row_heights_get_top (self->heights, self->anchor) - value;
    }
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
set_adjustment (RegieLongList *self, GtkOrientation orientation, GtkAdjustment *adjustment)
{
  GtkAdjustment **own = &self->adjustments[orientation];

  if (*own)
    g_signal_handlers_disconnect_by_data (*own, self);
  g_clear_object (own);
  *own = g_object_ref_sink (adjustment ? adjustment : gtk_adjustment_new (0, 0, 0, 0, 0, 0));
  if (orientation == GTK_ORIENTATION_VERTICAL)
    g_signal_connect_object (*own, "value-changed", G_CALLBACK (on_scrolled), self,
                             G_CONNECT_SWAPPED);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
tell_adjustments (RegieLongList *self, int width, int height)
{
  const double end =
      regie_row_heights_get_top (self->heights, regie_row_heights_get_n_rows (self->heights));

  self->scrolled = regie_row_heights_get_top (self->heights, self->anchor) - self->anchor_y;
  self->adjusting = TRUE;
  gtk_adjustment_configure (self->adjustments[GTK_ORIENTATION_VERTICAL], self->scrolled, 0,
                            MAX (end, height), height * 0.1, height * 0.9, height);
  gtk_adjustment_configure (self->adjustments[GTK_ORIENTATION_HORIZONTAL], 0, 0, width, width * 0.1,
                            width * 0.9, width);
  self->adjusting = FALSE;
}

/* Sizes */

static GtkSizeRequestMode
regie_long_list_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
regie_long_list_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  RegieLongList *self = REGIE_LONG_LIST (widget);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *natural = (int) MIN (
          regie_row_heights_get_top (self->heights, regie_row_heights_get_n_rows (self->heights)),
          G_MAXINT16);
      return;
    }
  for (guint i = 0; i < self->rows->len; i++)
    {
      int row_minimum, row_natural;

      gtk_widget_measure (g_ptr_array_index (self->rows, i), orientation, -1, &row_minimum,
                          &row_natural, NULL, NULL);
      *minimum = MAX (*minimum, row_minimum);
      *natural = MAX (*natural, row_natural);
    }
}

static void
regie_long_list_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RegieLongList *self = REGIE_LONG_LIST (widget);

  regie_long_list_place (self, width, height);
  regie_long_list_allocate_rows (self, width);
  tell_adjustments (self, width, height);
  regie_long_list_lead_focus (self);
  regie_long_list_rest (self);
}

static void
regie_long_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieLongList *self = REGIE_LONG_LIST (object);

  switch ((RegieLongListProperty) id)
    {
    case PROP_MODEL:
      g_value_set_object (value, self->model);
      break;
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->adjustments[GTK_ORIENTATION_HORIZONTAL]);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->adjustments[GTK_ORIENTATION_VERTICAL]);
      break;
    case PROP_HSCROLL_POLICY:
      g_value_set_enum (value, self->policies[GTK_ORIENTATION_HORIZONTAL]);
      break;
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, self->policies[GTK_ORIENTATION_VERTICAL]);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_long_list_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RegieLongList *self = REGIE_LONG_LIST (object);

  switch ((RegieLongListProperty) id)
    {
    case PROP_MODEL:
      set_model (self, g_value_get_object (value));
      break;
    case PROP_HADJUSTMENT:
      set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      set_adjustment (self, GTK_ORIENTATION_VERTICAL, g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
      self->policies[GTK_ORIENTATION_HORIZONTAL] = (GtkScrollablePolicy) g_value_get_enum (value);
      break;
    case PROP_VSCROLL_POLICY:
      self->policies[GTK_ORIENTATION_VERTICAL] = (GtkScrollablePolicy) g_value_get_enum (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_long_list_dispose (GObject *object)
{
  RegieLongList *self = REGIE_LONG_LIST (object);

  set_model (self, NULL);
  self->make = NULL;
  drop_all_rows (self);
  g_clear_object (&self->focus_item);
  for (guint i = 0; i < G_N_ELEMENTS (self->adjustments); i++)
    {
      if (self->adjustments[i])
        g_signal_handlers_disconnect_by_data (self->adjustments[i], self);
      g_clear_object (&self->adjustments[i]);
    }
  G_OBJECT_CLASS (regie_long_list_parent_class)->dispose (object);
}

static void
regie_long_list_finalize (GObject *object)
{
  RegieLongList *self = REGIE_LONG_LIST (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->spare, g_ptr_array_unref);
  g_clear_pointer (&self->heights, regie_row_heights_free);
  G_OBJECT_CLASS (regie_long_list_parent_class)->finalize (object);
}

static void
regie_long_list_class_init (RegieLongListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = regie_long_list_get_property;
  object_class->set_property = regie_long_list_set_property;
  object_class->dispose = regie_long_list_dispose;
  object_class->finalize = regie_long_list_finalize;
  widget_class->get_request_mode = regie_long_list_get_request_mode;
  widget_class->measure = regie_long_list_measure;
  widget_class->size_allocate = regie_long_list_size_allocate;

  model_property =
      g_param_spec_object ("model", NULL, NULL, GTK_TYPE_SELECTION_MODEL,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_property (object_class, PROP_MODEL, model_property);
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");

  gtk_widget_class_set_css_name (widget_class, "listview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
  regie_long_list_class_init_hand (widget_class);
}

static void
regie_long_list_init (RegieLongList *self)
{
  self->rows = g_ptr_array_new ();
  self->spare = g_ptr_array_new ();
  self->heights = regie_row_heights_new ();
  self->wanted = GTK_INVALID_LIST_POSITION;
  set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, NULL);
  set_adjustment (self, GTK_ORIENTATION_VERTICAL, NULL);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  regie_long_list_init_hand (self);
}
