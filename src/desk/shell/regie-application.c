/* regie-application.c: the desk as a program: its command line, its window, its style
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-application.h"

#include "regie-desk-settings.h"
#include "regie-ui-resources.h"
#include "regie-window.h"

#include <glib/gi18n.h>

/* How long --screenshot-ready waits for pictures that do not come. */
#define PATIENCE (20 * G_TIME_SPAN_SECOND)

struct _RegieApplication
{
  AdwApplication parent_instance;
  RegieClient *client;
  RegieConnection *connection;
  RegieDeskSession *session;
  GSettings *settings;
  char *server;
  char *token_file;
  char *view;
  char *stage;
  char *bundle;
  gboolean screenshot_ready;
  gint64 started;
  guint ready;
};

G_DEFINE_FINAL_TYPE (RegieApplication, regie_application, ADW_TYPE_APPLICATION)

void
regie_application_init_resources (void)
{
  g_resources_register (regie_ui_get_resource ());
}

/* Style */

static void
regie_application_set_scheme (const char *scheme)
{
  AdwColorScheme value = ADW_COLOR_SCHEME_FORCE_DARK;

  if (g_strcmp0 (scheme, "light") == 0)
    value = ADW_COLOR_SCHEME_FORCE_LIGHT;
  else if (g_strcmp0 (scheme, "system") == 0)
    value = ADW_COLOR_SCHEME_DEFAULT;
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), value);
}

static void
regie_application_on_scheme (RegieApplication *self)
{
  g_autofree char *scheme = g_settings_get_string (self->settings, "color-scheme");

  regie_application_set_scheme (scheme);
}

/* Without the settings schema (a program that was not installed) a choice lasts as long as it runs. */
static void
regie_application_on_choice (GSimpleAction *action, GVariant *value)
{
  g_simple_action_set_state (action, value);
  regie_application_set_scheme (g_variant_get_string (value, NULL));
}

static void
regie_application_add_style (RegieApplication *self)
{
  g_autoptr (GAction) action = NULL;

  if (self->settings != NULL)
    {
      action = g_settings_create_action (self->settings, "color-scheme");
      g_signal_connect_object (self->settings, "changed::color-scheme",
                               G_CALLBACK (regie_application_on_scheme), self, G_CONNECT_SWAPPED);
      regie_application_on_scheme (self);
    }
  else
    {
      action = G_ACTION (g_simple_action_new_stateful ("color-scheme", G_VARIANT_TYPE_STRING,
                                                       g_variant_new_string ("dark")));
      g_signal_connect (action, "change-state", G_CALLBACK (regie_application_on_choice), NULL);
      regie_application_set_scheme ("dark");
    }
  g_action_map_add_action (G_ACTION_MAP (self), action);
}

/* Actions */

static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autolist (GtkWindow) windows = g_list_copy_deep (gtk_application_get_windows (data),
                                                     (GCopyFunc) (void *) g_object_ref, NULL);

  /* The desk's window takes its other windows with it. */
  for (GList *l = windows; l != NULL; l = l->next)
    if (REGIE_IS_WINDOW (l->data))
      gtk_window_close (l->data);
  g_application_quit (data);
}

static void
on_about (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AdwDialog *dialog = adw_about_dialog_new ();

  adw_about_dialog_set_application_name (ADW_ABOUT_DIALOG (dialog), _ ("Regie"));
  adw_about_dialog_set_application_icon (ADW_ABOUT_DIALOG (dialog), REGIE_APP_ID);
  adw_about_dialog_set_version (ADW_ABOUT_DIALOG (dialog), REGIE_VERSION);
  adw_about_dialog_set_developer_name (ADW_ABOUT_DIALOG (dialog), _ ("The Regie developers"));
  adw_about_dialog_set_comments (ADW_ABOUT_DIALOG (dialog),
                                 _ ("The control desk of a digital congress"));
  adw_about_dialog_set_license (ADW_ABOUT_DIALOG (dialog),
                                _ ("European Union Public Licence, version 1.2"));
  adw_dialog_present (dialog, GTK_WIDGET (gtk_application_get_active_window (data)));
}

static const GActionEntry actions[] = {
  { .name = "quit", .activate = on_quit },
  { .name = "about", .activate = on_about },
};

/* Saying when there is something to see: for screenshots and end-to-end tests */

static gboolean
has_pictures (RegieApplication *self)
{
  GListModel *stages = regie_congress_get_stages (regie_desk_session_get_congress (self->session));
  guint n = g_list_model_get_n_items (stages);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RegieStage) stage = g_list_model_get_item (stages, i);
      RegieMonitor *monitor = regie_desk_session_get_monitor (
          self->session, regie_entity_get_id (REGIE_ENTITY (stage)));
      GStrv sources = regie_stage_state (stage)->sources;

      if (sources != NULL && sources[0] != NULL && regie_monitor_get_painted (monitor) < 5)
        return FALSE;
    }
  return n > 0;
}

static gboolean
regie_application_on_ready (gpointer data)
{
  RegieApplication *self = data;
  gboolean late = g_get_monotonic_time () - self->started > PATIENCE;

  if (!late && self->bundle == NULL
      && (!regie_desk_session_get_writable (self->session) || !has_pictures (self)))
    return G_SOURCE_CONTINUE;
  self->ready = 0;
  g_print ("%s\n", late ? "late" : "ready");
  return G_SOURCE_REMOVE;
}

/* The window */

static RegieWindow *
regie_application_make_window (RegieApplication *self)
{
  RegieWindow *window = regie_window_new (GTK_APPLICATION (self), self->session, self->connection);
  g_autofree char *view = NULL;

  if (self->settings != NULL)
    {
      g_settings_bind (self->settings, "window-width", window, "default-width",
                       G_SETTINGS_BIND_DEFAULT);
      g_settings_bind (self->settings, "window-height", window, "default-height",
                       G_SETTINGS_BIND_DEFAULT);
      g_settings_bind (self->settings, "window-maximized", window, "maximized",
                       G_SETTINGS_BIND_DEFAULT);
      view = g_settings_get_string (self->settings, "view");
    }
  if (self->view != NULL)
    g_set_str (&view, self->view);
  /* A replay has nothing to show yet: it is never where the desk begins by itself. */
  if (view != NULL && (self->view != NULL || !g_str_equal (view, "replay")))
    regie_window_show_view (window, view);
  return window;
}

static void
regie_application_activate (GApplication *application)
{
  RegieApplication *self = REGIE_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window != NULL)
    {
      gtk_window_present (window);
      return;
    }
  window = GTK_WINDOW (regie_application_make_window (self));
  if (self->bundle != NULL)
    {
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (self->bundle);

      regie_window_open_recording (REGIE_WINDOW (window), file);
    }
  gtk_window_present (window);
  if (self->settings != NULL && g_settings_get_boolean (self->settings, "multiview-open"))
    gtk_widget_activate_action (GTK_WIDGET (window), "win.multiview", NULL);
  if (self->bundle == NULL || self->server != NULL)
    regie_connection_start (self->connection, self->server, self->token_file);
  if (self->screenshot_ready)
    self->ready = g_timeout_add (100, regie_application_on_ready, self);
}

static void
regie_application_startup (GApplication *application)
{
  RegieApplication *self = REGIE_APPLICATION (application);
  g_autofree char *stage = NULL;

  /* Before the base class looks for style sheets below its resource path. */
  regie_application_init_resources ();
  G_APPLICATION_CLASS (regie_application_parent_class)->startup (application);
  gtk_window_set_default_icon_name (REGIE_APP_ID);
  self->started = g_get_monotonic_time ();
  self->settings = regie_desk_settings_find ();
  regie_application_add_style (self);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  self->client = regie_client_new ();
  self->connection = regie_connection_new (self->client, self->settings);
  self->session = regie_desk_session_new (self->client);
  if (self->settings != NULL)
    stage = g_settings_get_string (self->settings, "stage");
  if (self->stage != NULL)
    g_set_str (&stage, self->stage);
  if (stage != NULL && stage[0] != '\0')
    regie_desk_session_set_stage (self->session, stage);
}

static void
regie_application_window_removed (GtkApplication *application, GtkWindow *window)
{
  RegieApplication *self = REGIE_APPLICATION (application);

  if (self->settings != NULL && REGIE_IS_WINDOW (window))
    {
      const char *view = regie_window_get_view (REGIE_WINDOW (window));
      const char *stage = regie_desk_session_get_stage (self->session);

      g_settings_set_string (self->settings, "view", view != NULL ? view : "direct");
      g_settings_set_string (self->settings, "stage", stage != NULL ? stage : "");
    }
  GTK_APPLICATION_CLASS (regie_application_parent_class)->window_removed (application, window);
}

static void
regie_application_shutdown (GApplication *application)
{
  RegieApplication *self = REGIE_APPLICATION (application);

  g_clear_handle_id (&self->ready, g_source_remove);
  regie_connection_close (self->connection);
  G_APPLICATION_CLASS (regie_application_parent_class)->shutdown (application);
  g_clear_object (&self->session);
  g_clear_object (&self->connection);
  g_clear_object (&self->client);
  g_clear_object (&self->settings);
}

/* What the command line gets wrong is said where it was typed. */
static int
regie_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  RegieApplication *self = REGIE_APPLICATION (application);
  const char *const views[] = { "direct", "moderate", "replay", NULL };

  if (self->view != NULL && !g_strv_contains (views, self->view))
    {
      g_printerr (_ ("There is no view “%s”: it is direct, moderate or replay.\n"), self->view);
      return 1;
    }
  if (self->token_file != NULL && self->server == NULL)
    {
      g_printerr (_ ("--token-file needs --server: the token belongs to an address.\n"));
      return 1;
    }
  return -1;
}

static void
regie_application_finalize (GObject *object)
{
  RegieApplication *self = REGIE_APPLICATION (object);

  g_free (self->server);
  g_free (self->token_file);
  g_free (self->view);
  g_free (self->stage);
  g_free (self->bundle);
  G_OBJECT_CLASS (regie_application_parent_class)->finalize (object);
}

static void
regie_application_class_init (RegieApplicationClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = regie_application_finalize;
  G_APPLICATION_CLASS (klass)->startup = regie_application_startup;
  G_APPLICATION_CLASS (klass)->activate = regie_application_activate;
  G_APPLICATION_CLASS (klass)->shutdown = regie_application_shutdown;
  G_APPLICATION_CLASS (klass)->handle_local_options = regie_application_handle_local_options;
  GTK_APPLICATION_CLASS (klass)->window_removed = regie_application_window_removed;
}

static void
regie_application_init (RegieApplication *self)
{
  const GOptionEntry entries[] = {
    { "server", 's', 0, G_OPTION_ARG_STRING, &self->server, N_ ("Address of the backend"),
      N_ ("URL") },
    { "token-file", 't', 0, G_OPTION_ARG_FILENAME, &self->token_file,
      N_ ("File that holds the access token"), N_ ("FILE") },
    { "view", 'v', 0, G_OPTION_ARG_STRING, &self->view,
      N_ ("View to begin with: direct, moderate or replay"), N_ ("VIEW") },
    { "stage", 0, 0, G_OPTION_ARG_STRING, &self->stage, N_ ("Stage to moderate"), N_ ("ID") },
    { "bundle", 'b', 0, G_OPTION_ARG_FILENAME, &self->bundle, N_ ("Recording to open"),
      N_ ("PATH") },
    { "screenshot-ready", 0, 0, G_OPTION_ARG_NONE, &self->screenshot_ready,
      N_ ("Print “ready” when everything is on the screen"), NULL },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), entries);
}

RegieApplication *
regie_application_new (void)
{
  /* Two desks on one computer, a director's and a moderator's, are two programs. */
  return g_object_new (REGIE_TYPE_APPLICATION, "application-id", REGIE_APP_ID, "flags",
                       G_APPLICATION_NON_UNIQUE, "resource-base-path", REGIE_RESOURCE_PATH, NULL);
}
