/* regie-hold-button.c: a button that has to be held down before it acts
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-hold-button.h"

#include <glib/gi18n.h>

#define HOLD_TIME (700 * G_TIME_SPAN_MILLISECOND)
/* More than any padding of a button, pixels. */
#define MARGIN 24
#define TWICE_TIME (3 * G_TIME_SPAN_SECOND)

struct _RegieHoldButton
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkWidget *image;
  GtkLabel *text;
  char *label;
  /* frame time at which it was pressed; 0 while it is not */
  gint64 pressed;
  /* monotonic time of the first of two activations */
  gint64 activated;
  double progress;
  guint tick;
};

G_DEFINE_FINAL_TYPE (RegieHoldButton, regie_hold_button, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_LABEL = 1,
  PROP_ICON_NAME,
} RegieHoldButtonProperty;

static GParamSpec *properties[PROP_ICON_NAME + 1];

enum
{
  SIGNAL_CONFIRMED,
  SIGNAL_ACTIVATE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
regie_hold_button_stop (RegieHoldButton *self)
{
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  self->pressed = 0;
  self->progress = 0;
  gtk_widget_unset_state_flags (GTK_WIDGET (self), GTK_STATE_FLAG_ACTIVE);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
regie_hold_button_on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  RegieHoldButton *self = REGIE_HOLD_BUTTON (widget);
  gint64 now = gdk_frame_clock_get_frame_time (clock);

  if (self->pressed == 0)
    self->pressed = now;
  self->progress = (double) (now - self->pressed) / HOLD_TIME;
  gtk_widget_queue_draw (widget);
  if (self->progress < 1.0)
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  regie_hold_button_stop (self);
  g_signal_emit (self, signals[SIGNAL_CONFIRMED], 0);
  return G_SOURCE_REMOVE;
}

static void
regie_hold_button_start (RegieHoldButton *self)
{
  if (self->tick != 0 || !gtk_widget_is_sensitive (GTK_WIDGET (self)))
    return;
  self->pressed = 0;
  gtk_widget_set_state_flags (GTK_WIDGET (self), GTK_STATE_FLAG_ACTIVE, FALSE);
  self->tick =
      gtk_widget_add_tick_callback (GTK_WIDGET (self), regie_hold_button_on_tick, NULL, NULL);
}

static void
regie_hold_button_on_pressed (RegieHoldButton *self)
{
  regie_hold_button_start (self);
}

static void
regie_hold_button_on_released (RegieHoldButton *self)
{
  regie_hold_button_stop (self);
}

static gboolean
is_press_key (guint key)
{
  return key == GDK_KEY_space || key == GDK_KEY_KP_Space || key == GDK_KEY_Return
         || key == GDK_KEY_KP_Enter;
}

static gboolean
regie_hold_button_on_key (RegieHoldButton *self, guint key, guint code, GdkModifierType state)
{
  if (!is_press_key (key))
    return GDK_EVENT_PROPAGATE;
  regie_hold_button_start (self);
  return GDK_EVENT_STOP;
}

static void
regie_hold_button_on_key_released (RegieHoldButton *self,
                                   guint key,
                                   guint code,
                                   GdkModifierType state)
{
  if (is_press_key (key))
    regie_hold_button_stop (self);
}

static void
regie_hold_button_activate (RegieHoldButton *self)
{
  gint64 now = g_get_monotonic_time ();

  if (self->activated != 0 && now - self->activated < TWICE_TIME)
    {
      self->activated = 0;
      g_signal_emit (self, signals[SIGNAL_CONFIRMED], 0);
      return;
    }
  self->activated = now;
  gtk_accessible_announce (GTK_ACCESSIBLE (self), _ ("Activate again to confirm"),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
regie_hold_button_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RegieHoldButton *self = REGIE_HOLD_BUTTON (widget);

  if (self->progress > 0)
    {
      GdkRGBA color;
      float width = (float) gtk_widget_get_width (widget) + 2 * MARGIN;
      float height = (float) gtk_widget_get_height (widget) + 2 * MARGIN;

      /* From edge to edge: what goes over the button's padding is clipped to its shape. */
      gtk_widget_get_color (widget, &color);
      color.alpha = 0.28f;
      gtk_snapshot_append_color (snapshot, &color,
                                 &GRAPHENE_RECT_INIT (-MARGIN, -MARGIN,
                                                      width * (float) MIN (self->progress, 1.0),
                                                      height));
    }
  GTK_WIDGET_CLASS (regie_hold_button_parent_class)->snapshot (widget, snapshot);
}

static void
regie_hold_button_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieHoldButton *self = REGIE_HOLD_BUTTON (object);

  switch ((RegieHoldButtonProperty) id)
    {
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    case PROP_ICON_NAME:
      g_value_set_string (value, gtk_image_get_icon_name (GTK_IMAGE (self->image)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_hold_button_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RegieHoldButton *self = REGIE_HOLD_BUTTON (object);

  switch ((RegieHoldButtonProperty) id)
    {
    case PROP_LABEL:
      if (!g_set_str (&self->label, g_value_get_string (value)))
        return;
      gtk_label_set_label (self->text, self->label != NULL ? self->label : "");
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      self->label != NULL ? self->label : "", -1);
      break;
    case PROP_ICON_NAME:
      gtk_image_set_from_icon_name (GTK_IMAGE (self->image), g_value_get_string (value));
      gtk_widget_set_visible (self->image, g_value_get_string (value) != NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  g_object_notify_by_pspec (object, pspec);
}

static void
regie_hold_button_dispose (GObject *object)
{
  RegieHoldButton *self = REGIE_HOLD_BUTTON (object);

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->label, g_free);
  G_OBJECT_CLASS (regie_hold_button_parent_class)->dispose (object);
}

static void
regie_hold_button_class_init (RegieHoldButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = regie_hold_button_dispose;
  object_class->get_property = regie_hold_button_get_property;
  object_class->set_property = regie_hold_button_set_property;
  widget_class->snapshot = regie_hold_button_snapshot;
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[SIGNAL_CONFIRMED] = g_signal_new ("confirmed", G_TYPE_FROM_CLASS (klass),
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ACTIVATE] = g_signal_new_class_handler (
      "activate", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION,
      G_CALLBACK (regie_hold_button_activate), NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_activate_signal (widget_class, signals[SIGNAL_ACTIVATE]);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "button");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BUTTON);
}

static void
regie_hold_button_init (RegieHoldButton *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_halign (self->box, GTK_ALIGN_CENTER);
  self->text = GTK_LABEL (gtk_label_new (NULL));
  self->image = gtk_image_new ();
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->text));
  gtk_box_append (GTK_BOX (self->box), self->image);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (GTK_WIDGET (self), "text-button");

  g_signal_connect_object (click, "pressed", G_CALLBACK (regie_hold_button_on_pressed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (click, "released", G_CALLBACK (regie_hold_button_on_released), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (click, "cancel", G_CALLBACK (regie_hold_button_on_released), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (regie_hold_button_on_key), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-released", G_CALLBACK (regie_hold_button_on_key_released),
                           self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
