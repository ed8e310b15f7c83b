/* regie-loudspeaker-choice.c: chooses the loudspeaker that stages are listened with
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-loudspeaker-choice.h"

#include "regie-loudspeakers.h"

#include <glib/gi18n.h>

typedef struct
{
  RegieMonitorSettings *settings;
  RegieLoudspeakers *loudspeakers;
  GtkDropDown *drop_down;
  /* the list changes, or the choice is shown: nobody chooses */
  gboolean following;
} Choice;

static void
choice_free (gpointer data)
{
  Choice *self = data;

  g_signal_handlers_disconnect_by_data (self->loudspeakers, self);
  g_signal_handlers_disconnect_by_data (self->settings, self);
  g_object_unref (self->settings);
  g_free (self);
}

static char *
name_of (RegieLoudspeaker *item, gpointer data)
{
  const char *name = item != NULL ? regie_loudspeaker_get_name (item) : NULL;

  return g_strdup (name != NULL ? name : _ ("System’s loudspeaker"));
}

static void
on_selected (Choice *self)
{
  RegieLoudspeaker *item = gtk_drop_down_get_selected_item (self->drop_down);

  if (!self->following && item != NULL)
    g_object_set (self->settings, "output-device", regie_loudspeaker_get_id (item), NULL);
}

/* What is plugged in or out must not choose anything by itself. */
static void
choice_show (Choice *self)
{
  GListModel *list = G_LIST_MODEL (self->loudspeakers);
  const char *chosen = regie_monitor_settings_get_output_device (self->settings);
  guint found = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (RegieLoudspeaker) item = g_list_model_get_item (list, i);

      if (g_strcmp0 (regie_loudspeaker_get_id (item), chosen) == 0)
        found = i;
    }
  self->following = TRUE;
  gtk_drop_down_set_selected (self->drop_down, found);
  self->following = FALSE;
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->drop_down),
                               found == GTK_INVALID_LIST_POSITION
                                   ? _ ("The chosen loudspeaker is not there: the system’s is used")
                                   : _ ("Loudspeaker for listening"));
}

static void
on_items_before (Choice *self)
{
  self->following = TRUE;
}

GtkWidget *
regie_loudspeaker_choice_new (RegieMonitorSettings *settings)
{
  Choice *self;
  GtkExpression *name =
      gtk_cclosure_expression_new (G_TYPE_STRING, NULL, 0, NULL, G_CALLBACK (name_of), NULL, NULL);

  g_return_val_if_fail (REGIE_IS_MONITOR_SETTINGS (settings), NULL);
  self = g_new0 (Choice, 1);
  self->settings = g_object_ref (settings);
  self->loudspeakers = regie_loudspeakers_get_default ();
  regie_loudspeakers_start (self->loudspeakers);
  /* The drop-down follows the list between the first of these handlers and the second. */
  g_signal_connect_swapped (self->loudspeakers, "items-changed", G_CALLBACK (on_items_before),
                            self);
  self->drop_down =
      GTK_DROP_DOWN (gtk_drop_down_new (g_object_ref (G_LIST_MODEL (self->loudspeakers)), name));
  g_signal_connect_data (self->loudspeakers, "items-changed", G_CALLBACK (choice_show), self, NULL,
                         G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_swapped (settings, "changed", G_CALLBACK (choice_show), self);
  g_signal_connect_swapped (self->drop_down, "notify::selected", G_CALLBACK (on_selected), self);
  g_object_set_data_full (G_OBJECT (self->drop_down), "regie-choice", self, choice_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Loudspeaker"), -1);
  gtk_widget_add_css_class (GTK_WIDGET (self->drop_down), "desk-drop");
  choice_show (self);
  return GTK_WIDGET (self->drop_down);
}
