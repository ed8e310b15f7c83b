/* regie-rundown.c: the rundown's panel: stages at the top, the day below, now in sight
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-rundown.h"

#include "regie-rundown-grid.h"
#include "regie-tally.h"
#include "regie-widget.h"

#define LEAVE_ALONE (30 * G_USEC_PER_SEC)
/* Where in the visible part the present moment stands, from the top. */
#define NOW_AT 0.24

struct _RegieRundown
{
  GtkWidget parent_instance;
  RegieDeskSession *session;
  GSignalGroup *session_signals;
  GSignalGroup *congress_signals;
  gint64 touched;
  gboolean moving;

  GtkBox *stages;
  GtkScrolledWindow *scroller;
  RegieRundownGrid *grid;
};

G_DEFINE_FINAL_TYPE (RegieRundown, regie_rundown, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_SESSION = 1,
} RegieRundownProperty;

static GParamSpec *properties[PROP_SESSION + 1];

void
regie_rundown_show_now (RegieRundown *self)
{
  GtkAdjustment *adjustment;

  g_return_if_fail (REGIE_IS_RUNDOWN (self));
  adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  self->touched = 0;
  self->moving = TRUE;
  gtk_adjustment_set_value (adjustment, regie_rundown_grid_get_now_line (self->grid)
                                            - NOW_AT * gtk_adjustment_get_page_size (adjustment));
  self->moving = FALSE;
}

static void
on_now (RegieRundown *self, GtkWidget *button)
{
  regie_rundown_show_now (self);
}

static void
regie_rundown_on_tick (RegieRundown *self)
{
  if (self->touched == 0 || g_get_monotonic_time () - self->touched > LEAVE_ALONE)
    regie_rundown_show_now (self);
}

static gboolean
regie_rundown_on_scrolled (RegieRundown *self)
{
  self->touched = g_get_monotonic_time ();
  return GDK_EVENT_PROPAGATE;
}

static void
regie_rundown_on_resized (RegieRundown *self)
{
  if (!self->moving && self->touched == 0)
    regie_rundown_show_now (self);
}

static void
regie_rundown_show_stages (RegieRundown *self)
{
  GListModel *stages = regie_congress_get_stages (regie_desk_session_get_congress (self->session));
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->stages))) != NULL)
    gtk_box_remove (self->stages, child);
  for (guint i = 0; i < g_list_model_get_n_items (stages); i++)
    {
      g_autoptr (RegieStage) stage = g_list_model_get_item (stages, i);
      g_autofree char *text = regie_stage_label (stage);
      GtkWidget *label = gtk_label_new (text);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (label, "rundown-stage");
      gtk_box_append (self->stages, label);
    }
}

static void
regie_rundown_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    g_value_set_object (value, REGIE_RUNDOWN (object)->session);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
regie_rundown_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RegieRundown *self = REGIE_RUNDOWN (object);

  if (id != PROP_SESSION)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  if (!g_set_object (&self->session, g_value_get_object (value)))
    return;
  g_signal_group_set_target (self->session_signals, self->session);
  g_signal_group_set_target (self->congress_signals,
                             self->session != NULL ? regie_desk_session_get_congress (self->session)
                                                   : NULL);
  if (self->session != NULL)
    regie_rundown_show_stages (self);
  g_object_notify_by_pspec (object, pspec);
}

static void
regie_rundown_dispose (GObject *object)
{
  RegieRundown *self = REGIE_RUNDOWN (object);

  g_clear_object (&self->session_signals);
  g_clear_object (&self->congress_signals);
  regie_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_RUNDOWN);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (regie_rundown_parent_class)->dispose (object);
}

static void
regie_rundown_class_init (RegieRundownClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = regie_rundown_dispose;
  object_class->get_property = regie_rundown_get_property;
  object_class->set_property = regie_rundown_set_property;
  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, REGIE_TYPE_DESK_SESSION,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  g_type_ensure (REGIE_TYPE_RUNDOWN_GRID);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-rundown.ui");
  gtk_widget_class_bind_template_child (widget_class, RegieRundown, stages);
  gtk_widget_class_bind_template_child (widget_class, RegieRundown, scroller);
  gtk_widget_class_bind_template_child (widget_class, RegieRundown, grid);
  gtk_widget_class_bind_template_callback (widget_class, on_now);
}

static void
regie_rundown_init (RegieRundown *self)
{
  GtkEventController *wheel =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);

  self->session_signals = g_signal_group_new (REGIE_TYPE_DESK_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "notify::now",
                                  G_CALLBACK (regie_rundown_on_tick), self);
  self->congress_signals = g_signal_group_new (REGIE_TYPE_CONGRESS);
  g_signal_group_connect_swapped (self->congress_signals, "loaded",
                                  G_CALLBACK (regie_rundown_show_stages), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "changed",
                           G_CALLBACK (regie_rundown_on_resized), self, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (wheel, GTK_PHASE_CAPTURE);
  g_signal_connect_object (wheel, "scroll", G_CALLBACK (regie_rundown_on_scrolled), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->scroller), wheel);
}
