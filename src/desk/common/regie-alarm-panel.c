/* regie-alarm-panel.c: a place for each stage's alarm, in the order of their numbers
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-alarm-panel.h"

#include "regie-alarm-chip.h"

#include <glib/gi18n.h>

struct _RegieAlarmPanel
{
  RegieSessionWidget base;
};

G_DEFINE_FINAL_TYPE (RegieAlarmPanel, regie_alarm_panel, REGIE_TYPE_SESSION_WIDGET)

static void
regie_alarm_panel_clear (RegieAlarmPanel *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}

static void
regie_alarm_panel_fill (RegieAlarmPanel *self)
{
  GListModel *stages =
      regie_congress_get_stages (regie_desk_session_get_congress (self->base.session));

  regie_alarm_panel_clear (self);
  for (guint i = 0; i < g_list_model_get_n_items (stages); i++)
    {
      g_autoptr (RegieStage) stage = g_list_model_get_item (stages, i);
      GtkWidget *chip =
          regie_alarm_chip_new (self->base.session, regie_entity_get_id (REGIE_ENTITY (stage)));

      gtk_widget_set_hexpand (chip, TRUE);
      gtk_widget_set_parent (chip, GTK_WIDGET (self));
    }
}

static void
regie_alarm_panel_session_changed (RegieSessionWidget *base)
{
  if (base->session != NULL)
    regie_alarm_panel_fill (REGIE_ALARM_PANEL (base));
}

static void
regie_alarm_panel_dispose (GObject *object)
{
  RegieAlarmPanel *self = REGIE_ALARM_PANEL (object);

  regie_alarm_panel_clear (self);
  G_OBJECT_CLASS (regie_alarm_panel_parent_class)->dispose (object);
}

static void
regie_alarm_panel_class_init (RegieAlarmPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  REGIE_SESSION_WIDGET_CLASS (klass)->session_changed = regie_alarm_panel_session_changed;
  object_class->dispose = regie_alarm_panel_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "alarmpanel");
}

static void
regie_alarm_panel_init (RegieAlarmPanel *self)
{
  regie_session_widget_connect_stages (&self->base, G_CALLBACK (regie_alarm_panel_fill));
  GtkBoxLayout *layout = GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));

  /* One that has something to say may take the room of those that have not. */
  gtk_box_layout_set_spacing (layout, 6);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Alarms of the stages"), -1);
}
