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
  RegieSessionWidget base;
  gint64 touched;
  gboolean moving;

  GtkBox *stages;
  GtkScrolledWindow *scroller;
  RegieRundownGrid *grid;
};

G_DEFINE_FINAL_TYPE (RegieRundown, regie_rundown, REGIE_TYPE_SESSION_WIDGET)

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
  GListModel *stages =
      regie_congress_get_stages (regie_desk_session_get_congress (self->base.session));
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
regie_rundown_session_changed (RegieSessionWidget *base)
{
  if (base->session != NULL)
    regie_rundown_show_stages (REGIE_RUNDOWN (base));
}

static void
regie_rundown_dispose (GObject *object)
{
  regie_widget_dispose_template (GTK_WIDGET (object), REGIE_TYPE_RUNDOWN);
  G_OBJECT_CLASS (regie_rundown_parent_class)->dispose (object);
}

static void
regie_rundown_class_init (RegieRundownClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  REGIE_SESSION_WIDGET_CLASS (klass)->session_changed = regie_rundown_session_changed;
  object_class->dispose = regie_rundown_dispose;
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

  regie_session_widget_connect (&self->base, "notify::now", G_CALLBACK (regie_rundown_on_tick));
  regie_session_widget_connect_congress (&self->base, "loaded",
                                         G_CALLBACK (regie_rundown_show_stages));
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "changed",
                           G_CALLBACK (regie_rundown_on_resized), self, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (wheel, GTK_PHASE_CAPTURE);
  g_signal_connect_object (wheel, "scroll", G_CALLBACK (regie_rundown_on_scrolled), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->scroller), wheel);
}
