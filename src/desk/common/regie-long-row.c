/* regie-long-row.c: one row of a long list, which stands for another item whenever it is needed
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-long-row.h"

struct _RegieLongRow
{
  GtkWidget parent_instance;
  GtkWidget *child;
  GObject *item;
  char *label;
  guint place;
  guint n;
};

typedef enum
{
  PROP_LABEL = 1,
} RegieLongRowProperty;

static GParamSpec *properties[PROP_LABEL + 1];
static guint select_signal;

G_DEFINE_FINAL_TYPE (RegieLongRow, regie_long_row, GTK_TYPE_WIDGET)

void
regie_long_row_set_child (RegieLongRow *self, GtkWidget *child)
{
  g_return_if_fail (REGIE_IS_LONG_ROW (self));
  g_return_if_fail (self->child == NULL);

  self->child = child;
  gtk_widget_set_parent (child, GTK_WIDGET (self));
}

GtkWidget *
regie_long_row_get_child (RegieLongRow *self)
{
  g_return_val_if_fail (REGIE_IS_LONG_ROW (self), NULL);
  return self->child;
}

gboolean
regie_long_row_set_item (RegieLongRow *self, gpointer item)
{
  g_return_val_if_fail (REGIE_IS_LONG_ROW (self), FALSE);
  return g_set_object (&self->item, item);
}

gpointer
regie_long_row_get_item (RegieLongRow *self)
{
  g_return_val_if_fail (REGIE_IS_LONG_ROW (self), NULL);
  return self->item;
}

void
regie_long_row_set_place (RegieLongRow *self, guint place, guint n)
{
  g_return_if_fail (REGIE_IS_LONG_ROW (self));

  if (self->place == place && self->n == n)
    return;
  self->place = place;
  self->n = n;
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_POS_IN_SET,
                                  (int) place + 1, GTK_ACCESSIBLE_RELATION_SET_SIZE, (int) n, -1);
}

guint
regie_long_row_get_place (RegieLongRow *self)
{
  g_return_val_if_fail (REGIE_IS_LONG_ROW (self), 0);
  return self->place;
}

void
regie_long_row_set_selected (RegieLongRow *self, gboolean selected)
{
  GtkWidget *widget;

  g_return_if_fail (REGIE_IS_LONG_ROW (self));

  widget = GTK_WIDGET (self);
  if (!!(gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_SELECTED) == !!selected)
    return;
  if (selected)
    gtk_widget_set_state_flags (widget, GTK_STATE_FLAG_SELECTED, FALSE);
  else
    gtk_widget_unset_state_flags (widget, GTK_STATE_FLAG_SELECTED);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, !!selected,
                               -1);
}

static void
on_select (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, select_signal, 0);
}

static void
regie_long_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieLongRow *self = REGIE_LONG_ROW (object);

  switch ((RegieLongRowProperty) id)
    {
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_long_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RegieLongRow *self = REGIE_LONG_ROW (object);

  switch ((RegieLongRowProperty) id)
    {
    case PROP_LABEL:
      if (!g_set_str (&self->label, g_value_get_string (value)))
        break;
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      self->label ? self->label : "", -1);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_long_row_dispose (GObject *object)
{
  RegieLongRow *self = REGIE_LONG_ROW (object);

  g_clear_pointer (&self->child, gtk_widget_unparent);
  g_clear_object (&self->item);
  G_OBJECT_CLASS (regie_long_row_parent_class)->dispose (object);
}

static void
regie_long_row_finalize (GObject *object)
{
  g_free (REGIE_LONG_ROW (object)->label);
  G_OBJECT_CLASS (regie_long_row_parent_class)->finalize (object);
}

static void
regie_long_row_class_init (RegieLongRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = regie_long_row_get_property;
  object_class->set_property = regie_long_row_set_property;
  object_class->dispose = regie_long_row_dispose;
  object_class->finalize = regie_long_row_finalize;

  properties[PROP_LABEL] =
      g_param_spec_string ("label", NULL, NULL, NULL,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  select_signal = g_signal_new ("select", REGIE_TYPE_LONG_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "row.select", NULL, on_select);
  gtk_widget_class_set_css_name (widget_class, "row");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
regie_long_row_init (RegieLongRow *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

RegieLongRow *
regie_long_row_new (void)
{
  return g_object_new (REGIE_TYPE_LONG_ROW, NULL);
}
