/* regie-preferences.c: what can be set at this desk
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-preferences.h"

#include "regie-loudspeaker-choice.h"

#include <glib/gi18n.h>

/* AdwSpinRow is missing from the accessibility tree of libadwaita 1.7: a spin button in a row instead. */
static GtkWidget *
make_number_row (const char *title, const char *note, GtkAdjustment *adjustment, guint digits)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *number = gtk_spin_button_new (adjustment, 0, digits);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), note);
  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (number), TRUE);
  gtk_widget_set_valign (number, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (number), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, note, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), number);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), number);
  return row;
}

/* Thresholds */

typedef struct
{
  RegieMonitorSettings *settings;
  RegieThresholdId id;
  GtkAdjustment *adjustment;
} Number;

static void
on_number (GtkAdjustment *adjustment, Number *number)
{
  regie_monitor_settings_set_threshold (number->settings, number->id,
                                        gtk_adjustment_get_value (adjustment));
}

/* They were reset, or another program has changed them. */
static void
on_settings (RegieMonitorSettings *settings, Number *number)
{
  gtk_adjustment_set_value (number->adjustment,
                            regie_monitor_settings_get_threshold (settings, number->id));
}

static void
number_free (gpointer data)
{
  Number *number = data;

  g_signal_handlers_disconnect_by_data (number->settings, number);
  g_object_unref (number->settings);
  g_free (number);
}

static GtkWidget *
make_threshold_row (RegieMonitorSettings *settings, RegieThresholdId id)
{
  const RegieThreshold *threshold = regie_threshold_get (id);
  GtkAdjustment *adjustment =
      gtk_adjustment_new (regie_monitor_settings_get_threshold (settings, id), threshold->min,
                          threshold->max, threshold->step, threshold->step * 10, 0);
  Number *number = g_new0 (Number, 1);

  number->settings = g_object_ref (settings);
  number->id = id;
  number->adjustment = adjustment;
  g_object_set_data_full (G_OBJECT (adjustment), "regie-number", number, number_free);
  g_signal_connect (adjustment, "value-changed", G_CALLBACK (on_number), number);
  g_signal_connect (settings, "changed", G_CALLBACK (on_settings), number);
  return make_number_row (_ (threshold->title), _ (threshold->note), adjustment, threshold->digits);
}

static AdwPreferencesGroup *
make_threshold_group (RegieMonitorSettings *settings,
                      const char *title,
                      const char *description,
                      RegieThresholdId first,
                      RegieThresholdId last)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, title);
  adw_preferences_group_set_description (group, description);
  for (guint i = first; i <= last; i++)
    adw_preferences_group_add (group, make_threshold_row (settings, i));
  return group;
}

/* Loudness: two presets beside the number */

static void
on_broadcast (GtkButton *button, RegieMonitorSettings *settings)
{
  regie_monitor_settings_set_threshold (settings, REGIE_THRESHOLD_LOUDNESS_TARGET,
                                        REGIE_LOUDNESS_BROADCAST);
}

static void
on_streaming (GtkButton *button, RegieMonitorSettings *settings)
{
  regie_monitor_settings_set_threshold (settings, REGIE_THRESHOLD_LOUDNESS_TARGET,
                                        REGIE_LOUDNESS_STREAMING);
}

static GtkWidget *
make_presets (RegieMonitorSettings *settings)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *broadcast = gtk_button_new_with_label (_ ("EBU −23"));
  GtkWidget *streaming = gtk_button_new_with_label (_ ("Streaming −16"));

  g_signal_connect_object (broadcast, "clicked", G_CALLBACK (on_broadcast), settings,
                           G_CONNECT_DEFAULT);
  g_signal_connect_object (streaming, "clicked", G_CALLBACK (on_streaming), settings,
                           G_CONNECT_DEFAULT);
  gtk_box_append (GTK_BOX (box), broadcast);
  gtk_box_append (GTK_BOX (box), streaming);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  return box;
}

/* Listening and picture */

static AdwPreferencesGroup *
make_listening_group (RegieMonitorSettings *settings)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *choice = regie_loudspeaker_choice_new (settings);

  adw_preferences_group_set_title (group, _ ("Listening"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Loudspeaker"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               _ ("One that is unplugged is replaced by the system’s"));
  gtk_widget_set_valign (choice, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), choice);
  adw_preferences_group_add (group, row);
  return group;
}

static void
on_program_return (AdwEntryRow *row, RegieMonitorSettings *settings)
{
  g_autofree char *uri = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  g_object_set (settings, "program-return", uri, NULL);
}

/* Taken over when the person says so: half an address is no source. */
static GtkWidget *
make_program_return_row (RegieMonitorSettings *settings)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Source of the Program’s Return"));
  gtk_widget_set_tooltip_text (
      row, _ ("What really goes out: it is shown as the program and compared with what was "
              "commanded. Empty: the stage’s own picture is shown."));
  gtk_editable_set_text (GTK_EDITABLE (row), regie_monitor_settings_get_program_return (settings));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  g_signal_connect_object (row, "apply", G_CALLBACK (on_program_return), settings,
                           G_CONNECT_DEFAULT);
  return row;
}

static AdwPreferencesGroup *
make_picture_group (RegieMonitorSettings *settings)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *areas = adw_switch_row_new ();
  GtkAdjustment *seconds = gtk_adjustment_new (10, -1, 3600, 1, 10, 0);

  adw_preferences_group_set_title (group, _ ("Picture"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (areas), _ ("Safe Areas"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (areas),
                               _ ("EBU R 95: action within 93 %, graphics within 90 %"));
  g_object_bind_property (settings, "safe-areas", areas, "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  adw_preferences_group_add (group, areas);
  g_object_bind_property (settings, "return-after", seconds, "value",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  adw_preferences_group_add (
      group, make_number_row (_ ("Return to the Primary Source"),
                              _ ("After it has been good for this long, seconds; −1 is never"),
                              seconds, 0));
  adw_preferences_group_add (group, make_program_return_row (settings));
  return group;
}

static void
on_reset (GtkButton *button, RegieMonitorSettings *settings)
{
  regie_monitor_settings_reset_thresholds (settings);
}

static AdwPreferencesGroup *
make_reset_group (RegieMonitorSettings *settings)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *button = gtk_button_new_with_label (_ ("Reset the Alarms"));

  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_reset), settings, G_CONNECT_DEFAULT);
  adw_preferences_group_add (group, button);
  return group;
}

AdwDialog *
regie_preferences_make_dialog (RegieMonitorSettings *monitors)
{
  AdwDialog *dialog = adw_preferences_dialog_new ();
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  AdwPreferencesGroup *loudness;

  g_return_val_if_fail (REGIE_IS_MONITOR_SETTINGS (monitors), dialog);
  adw_preferences_page_set_title (page, _ ("Monitors"));
  adw_preferences_page_set_name (page, "monitors");
  adw_preferences_page_set_icon_name (page, "video-display-symbolic");
  adw_preferences_page_add (page, make_listening_group (monitors));
  adw_preferences_page_add (page, make_picture_group (monitors));
  adw_preferences_page_add (
      page, make_threshold_group (monitors, _ ("Alarms"),
                                  _ ("When a stage raises an alarm. Each can be ignored for ten "
                                     "minutes at the monitor."),
                                  REGIE_THRESHOLD_NO_SIGNAL, REGIE_THRESHOLD_CLIPPING));
  loudness = make_threshold_group (monitors, _ ("Loudness"), _ ("EBU R 128, short-term."),
                                   REGIE_THRESHOLD_LOUDNESS_TARGET, REGIE_THRESHOLD_LOUDNESS_BELOW);
  adw_preferences_group_set_header_suffix (loudness, make_presets (monitors));
  adw_preferences_page_add (page, loudness);
  adw_preferences_page_add (page,
                            make_threshold_group (monitors, _ ("Time"), NULL,
                                                  REGIE_THRESHOLD_AV_OFFSET, REGIE_THRESHOLD_AGE));
  adw_preferences_page_add (page, make_reset_group (monitors));
  adw_preferences_dialog_add (ADW_PREFERENCES_DIALOG (dialog), page);
  adw_preferences_dialog_set_search_enabled (ADW_PREFERENCES_DIALOG (dialog), TRUE);
  adw_dialog_set_content_width (dialog, 620);
  adw_dialog_set_content_height (dialog, 680);
  return dialog;
}
