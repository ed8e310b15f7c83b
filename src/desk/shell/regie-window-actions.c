/* regie-window-actions.c: what the window's actions do, and when they can be done
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-window-private.h"

#include "regie-desk-settings.h"
#include "regie-direct-commands.h"
#include "regie-monitor-window.h"
#include "regie-output-dialog.h"
#include "regie-output-window.h"
#include "regie-preferences.h"
#include "regie-rundown-forecast.h"
#include "regie-shortcuts.h"

#include <glib/gi18n.h>

/* Stages that have a key, and an action that needs no parameter. */
#define DIRECT_KEYS 3
static const char *const arm_actions[DIRECT_KEYS] = { "win.arm-1", "win.arm-2", "win.arm-3" };
static const char *const solo_actions[DIRECT_KEYS] = { "win.solo-1", "win.solo-2", "win.solo-3" };
static const char *const output_actions[DIRECT_KEYS] = { "win.output-1", "win.output-2",
                                                         "win.output-3" };

void
regie_window_refresh_actions (RegieWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  RegieDeskSession *session = self->session;
  GListModel *stages;

  if (session == NULL)
    return;
  stages = regie_congress_get_stages (regie_desk_session_get_congress (session));
  gtk_widget_action_set_enabled (widget, "win.take", regie_direct_can_take (session));
  gtk_widget_action_set_enabled (widget, "win.take-back",
                                 regie_direct_take_back_left (session) > 0);
  gtk_widget_action_set_enabled (widget, "win.hold-all", regie_desk_session_get_writable (session));
  gtk_widget_action_set_enabled (widget, "win.stage", regie_desk_session_get_writable (session));
  gtk_widget_action_set_enabled (widget, "win.channel", regie_desk_session_get_writable (session));
  for (guint i = 0; i < DIRECT_KEYS; i++)
    {
      g_autoptr (RegieStage) stage = g_list_model_get_item (stages, i);
      const char *id = stage != NULL ? regie_entity_get_id (REGIE_ENTITY (stage)) : NULL;

      gtk_widget_action_set_enabled (widget, arm_actions[i], regie_direct_can_arm (session, id));
      gtk_widget_action_set_enabled (widget, solo_actions[i], stage != NULL);
      gtk_widget_action_set_enabled (widget, output_actions[i], stage != NULL);
    }
}

static char *
regie_window_nth_stage (RegieWindow *self, const char *action)
{
  GListModel *stages = regie_congress_get_stages (regie_desk_session_get_congress (self->session));
  guint number = (guint) g_ascii_strtoull (strrchr (action, '-') + 1, NULL, 10);
  g_autoptr (RegieStage) stage = g_list_model_get_item (stages, number - 1);

  return stage != NULL ? g_strdup (regie_entity_get_id (REGIE_ENTITY (stage))) : NULL;
}

static void
regie_window_on_take (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RegieWindow *self = REGIE_WINDOW (widget);

  regie_direct_take (self->session, regie_direct_view_get_transition (self->direct));
}

static void
regie_window_on_take_back (GtkWidget *widget, const char *action, GVariant *parameter)
{
  regie_direct_take_back (REGIE_WINDOW (widget)->session);
}

static void
regie_window_on_hold_all (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RegieDeskSession *session = REGIE_WINDOW (widget)->session;

  regie_direct_hold (session, NULL, !regie_direct_is_held (session, NULL));
}

static void
regie_window_on_arm (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RegieWindow *self = REGIE_WINDOW (widget);
  g_autofree char *id = parameter != NULL ? g_variant_dup_string (parameter, NULL)
                                          : regie_window_nth_stage (self, action);

  if (regie_direct_can_arm (self->session, id))
    regie_direct_arm (self->session, id);
}

static void
regie_window_on_solo (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RegieWindow *self = REGIE_WINDOW (widget);
  g_autofree char *id = regie_window_nth_stage (self, action);
  RegieMonitor *monitor = regie_desk_session_get_monitor (self->session, id);

  if (monitor != NULL)
    regie_desk_session_solo (self->session, regie_monitor_get_solo (monitor) ? NULL : id);
}

static void
regie_window_on_output (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RegieWindow *self = REGIE_WINDOW (widget);
  g_autofree char *id =
      g_str_equal (action, "win.output-program") ? NULL : regie_window_nth_stage (self, action);

  regie_output_window_open (GTK_WINDOW (self), self->session, id);
}

static void
regie_window_on_output_look (GtkWidget *widget, const char *action, GVariant *parameter)
{
  adw_dialog_present (regie_output_dialog_new (), widget);
}

/* The session a stage would begin with: the first that has not begun. */
static char *
regie_window_next_session (RegieWindow *self, const char *stage)
{
  g_autoptr (GArray) slots =
      regie_rundown_forecast (regie_desk_session_get_congress (self->session), stage,
                              regie_desk_session_get_now (self->session));

  for (guint i = 0; i < slots->len; i++)
    {
      RegieSlot *slot = &g_array_index (slots, RegieSlot, i);

      if ((slot->state == REGIE_SLOT_NEXT || slot->state == REGIE_SLOT_LATER)
          && regie_session_state (slot->session)->session_kind != REGIE_SESSION_BREAK)
        return g_strdup (regie_entity_get_id (REGIE_ENTITY (slot->session)));
    }
  return NULL;
}

static void
regie_window_on_stage (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RegieWindow *self = REGIE_WINDOW (widget);
  RegieCongress *congress = regie_desk_session_get_congress (self->session);
  const char *id, *word;
  RegieStage *stage;
  g_autofree char *talk = NULL;
  int state = REGIE_STAGE_LIVE;

  g_variant_get (parameter, "(&s&s)", &id, &word);
  stage = regie_congress_find_stage (congress, id);
  if (stage == NULL)
    return;
  if (g_str_equal (word, "next"))
    talk = regie_window_next_session (self, id);
  else if (regie_enum_parse (REGIE_TYPE_STAGE_STATE, word, &state))
    talk = g_strdup (regie_stage_state (stage)->session);
  regie_direct_set_stage (self->session, id, (RegieStageState) state, talk);
}

/* Windows for a second screen */

static void
regie_window_remember_multiview (gboolean open)
{
  g_autoptr (GSettings) settings = regie_desk_settings_find ();

  if (settings != NULL)
    g_settings_set_boolean (settings, "multiview-open", open);
}

static void
regie_window_on_monitors_gone (RegieWindow *self, RegieMonitorWindow *window)
{
  if (self->closing)
    return;
  g_ptr_array_remove (self->monitor_windows, window);
  if (regie_monitor_window_get_stage_id (window) == NULL)
    regie_window_remember_multiview (FALSE);
}

static void
regie_window_show_monitors (RegieWindow *self, const char *stage)
{
  RegieMonitorWindow *window;

  for (guint i = 0; i < self->monitor_windows->len; i++)
    {
      window = g_ptr_array_index (self->monitor_windows, i);
      if (g_strcmp0 (regie_monitor_window_get_stage_id (window), stage) == 0)
        {
          gtk_window_present (GTK_WINDOW (window));
          return;
        }
    }
  window = regie_monitor_window_new (gtk_window_get_application (GTK_WINDOW (self)), self->session,
                                     stage, GTK_WINDOW (self));
  g_ptr_array_add (self->monitor_windows, window);
  g_signal_connect_object (window, "destroy", G_CALLBACK (regie_window_on_monitors_gone), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
  if (stage == NULL)
    regie_window_remember_multiview (TRUE);
}

static void
regie_window_on_multiview (GtkWidget *widget, const char *action, GVariant *parameter)
{
  regie_window_show_monitors (REGIE_WINDOW (widget), NULL);
}

static void
regie_window_on_stage_window (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RegieWindow *self = REGIE_WINDOW (widget);
  const char *stage = g_variant_get_string (parameter, NULL);

  if (regie_congress_find_stage (regie_desk_session_get_congress (self->session), stage) != NULL)
    regie_window_show_monitors (self, stage);
}

/* The stage in the view that is shown. */
static void
regie_window_on_go_to_stage (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RegieWindow *self = REGIE_WINDOW (widget);
  const char *stage = g_variant_get_string (parameter, NULL);

  if (g_strcmp0 (regie_window_get_view (self), "moderate") == 0)
    regie_desk_session_set_stage (self->session, stage);
  else
    {
      regie_window_show_view (self, "direct");
      regie_direct_view_show_stage (self->direct, stage);
    }
}

static void
regie_window_on_direct (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RegieWindow *self = REGIE_WINDOW (widget);

  if (g_str_equal (action, "win.transition"))
    regie_direct_view_switch_transition (self->direct);
  else if (g_str_equal (action, "win.now"))
    regie_direct_view_show_now (self->direct);
  else if (g_str_equal (action, "win.backstage"))
    regie_direct_view_focus_backstage (self->direct);
  else
    regie_direct_view_toggle_panel (self->direct);
}

static void
regie_window_on_fullscreen (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (gtk_window_is_fullscreen (GTK_WINDOW (widget)))
    gtk_window_unfullscreen (GTK_WINDOW (widget));
  else
    gtk_window_fullscreen (GTK_WINDOW (widget));
}

static void
regie_window_on_preferences (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RegieDeskSession *session = REGIE_WINDOW (widget)->session;

  adw_dialog_present (
      regie_preferences_make_dialog (regie_desk_session_get_monitor_settings (session)), widget);
}

static void
regie_window_on_safe_areas (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RegieMonitorSettings *settings =
      regie_desk_session_get_monitor_settings (REGIE_WINDOW (widget)->session);

  g_object_set (settings, "safe-areas", !regie_monitor_settings_get_safe_areas (settings), NULL);
}

static void
regie_window_on_shortcuts (GtkWidget *widget, const char *action, GVariant *parameter)
{
  adw_dialog_present (regie_shortcuts_make_dialog (), widget);
}

static void
regie_window_on_view (GtkWidget *widget, const char *action, GVariant *parameter)
{
  regie_window_show_view (REGIE_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
regie_window_on_connection (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RegieWindow *self = REGIE_WINDOW (widget);

  self->choosing = !self->choosing;
  regie_window_show_page (self);
}

/* Recordings: one file, or the folder it was unpacked to */

static void
regie_window_on_file (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RegieWindow) self = data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL && self->session != NULL)
    regie_window_open_recording (self, file);
}

static void
regie_window_on_folder (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RegieWindow) self = data;
  g_autoptr (GFile) file =
      gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL && self->session != NULL)
    regie_window_open_recording (self, file);
}

static void
regie_window_on_recording (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);

  gtk_file_filter_set_name (filter, _ ("Recordings"));
  gtk_file_filter_add_suffix (filter, "regie");
  gtk_file_filter_add_suffix (filter, "zip");
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_title (dialog, _ ("Open a Recording"));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_open (dialog, GTK_WINDOW (widget), NULL, regie_window_on_file,
                        g_object_ref (widget));
}

static void
regie_window_on_recording_folder (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _ ("Open a Recording’s Folder"));
  gtk_file_dialog_select_folder (dialog, GTK_WINDOW (widget), NULL, regie_window_on_folder,
                                 g_object_ref (widget));
}

/* For support and for tests: what this desk holds to be true, to compare with GET /v1/hash. */
static void
regie_window_on_report_state (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RegieCongress *congress = regie_desk_session_get_congress (REGIE_WINDOW (widget)->session);
  g_autofree char *hash = regie_congress_hash (congress, &REGIE_VIEWER_STAFF);

  g_message ("State: seq=%" G_GUINT64_FORMAT " hash=%s", regie_congress_get_seq (congress), hash);
}

static void
regie_window_on_channel (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const char *stage, *channel;

  g_variant_get (parameter, "(&s&s)", &stage, &channel);
  regie_direct_set_channel (REGIE_WINDOW (widget)->session, stage,
                            g_str_equal (channel, "open")     ? REGIE_CHANNEL_OPEN
                            : g_str_equal (channel, "paused") ? REGIE_CHANNEL_PAUSED
                                                              : REGIE_CHANNEL_CLOSED,
                            *channel == '\0');
}

void
regie_window_install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.report-state", NULL, regie_window_on_report_state);
  gtk_widget_class_install_action (klass, "win.view", "s", regie_window_on_view);
  gtk_widget_class_install_action (klass, "win.fullscreen", NULL, regie_window_on_fullscreen);
  gtk_widget_class_install_action (klass, "win.shortcuts", NULL, regie_window_on_shortcuts);
  gtk_widget_class_install_action (klass, "win.connection", NULL, regie_window_on_connection);
  gtk_widget_class_install_action (klass, "win.open-recording", NULL, regie_window_on_recording);
  gtk_widget_class_install_action (klass, "win.open-recording-folder", NULL,
                                   regie_window_on_recording_folder);
  gtk_widget_class_install_action (klass, "win.preferences", NULL, regie_window_on_preferences);
  gtk_widget_class_install_action (klass, "win.safe-areas", NULL, regie_window_on_safe_areas);
  gtk_widget_class_install_action (klass, "win.multiview", NULL, regie_window_on_multiview);
  gtk_widget_class_install_action (klass, "win.stage-window", "s", regie_window_on_stage_window);
  gtk_widget_class_install_action (klass, "win.go-to-stage", "s", regie_window_on_go_to_stage);
  gtk_widget_class_install_action (klass, "win.take", NULL, regie_window_on_take);
  gtk_widget_class_install_action (klass, "win.take-back", NULL, regie_window_on_take_back);
  gtk_widget_class_install_action (klass, "win.hold-all", NULL, regie_window_on_hold_all);
  gtk_widget_class_install_action (klass, "win.arm", "s", regie_window_on_arm);
  gtk_widget_class_install_action (klass, "win.stage", "(ss)", regie_window_on_stage);
  gtk_widget_class_install_action (klass, "win.channel", "(ss)", regie_window_on_channel);
  gtk_widget_class_install_action (klass, "win.transition", NULL, regie_window_on_direct);
  gtk_widget_class_install_action (klass, "win.now", NULL, regie_window_on_direct);
  gtk_widget_class_install_action (klass, "win.backstage", NULL, regie_window_on_direct);
  gtk_widget_class_install_action (klass, "win.panel", NULL, regie_window_on_direct);
  gtk_widget_class_install_action (klass, "win.output-program", NULL, regie_window_on_output);
  gtk_widget_class_install_action (klass, "win.output-look", NULL, regie_window_on_output_look);
  for (guint i = 0; i < DIRECT_KEYS; i++)
    {
      gtk_widget_class_install_action (klass, arm_actions[i], NULL, regie_window_on_arm);
      gtk_widget_class_install_action (klass, solo_actions[i], NULL, regie_window_on_solo);
      gtk_widget_class_install_action (klass, output_actions[i], NULL, regie_window_on_output);
    }
}
