/* regie-application.c: the desk as a program: its command line, its window, its style
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-application.h"

#include "regie-ui-resources.h"
#include "regie-window.h"

#include <glib/gi18n.h>

struct _RegieApplication
{
  AdwApplication parent_instance;
  RegieClient *client;
  RegieDeskSession *session;
  char *server;
  char *token_file;
  char *view;
  char *stage;
  char *bundle;
};

G_DEFINE_FINAL_TYPE (RegieApplication, regie_application, ADW_TYPE_APPLICATION)

void
regie_application_init_resources (void)
{
  g_resources_register (regie_ui_get_resource ());
}

static void
regie_application_activate (GApplication *application)
{
  RegieApplication *self = REGIE_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window == NULL)
    window = GTK_WINDOW (regie_window_new (GTK_APPLICATION (application), self->session));
  if (self->view != NULL)
    regie_window_show_view (REGIE_WINDOW (window), self->view);
  if (self->stage != NULL)
    regie_desk_session_set_stage (self->session, self->stage);
  gtk_window_present (window);
}

static void
regie_application_startup (GApplication *application)
{
  RegieApplication *self = REGIE_APPLICATION (application);
  g_autofree char *token = NULL;

  G_APPLICATION_CLASS (regie_application_parent_class)->startup (application);
  regie_application_init_resources ();
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_DARK);
  self->client = regie_client_new ();
  self->session = regie_desk_session_new (self->client);
  if (self->token_file != NULL && g_file_get_contents (self->token_file, &token, NULL, NULL))
    g_strstrip (token);
  if (self->server != NULL)
    regie_client_open (self->client, self->server, token);
}

static void
regie_application_finalize (GObject *object)
{
  RegieApplication *self = REGIE_APPLICATION (object);

  g_clear_object (&self->session);
  g_clear_object (&self->client);
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
