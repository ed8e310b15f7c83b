/* regie-connection.c: which congress the desk is at, and how it gets there
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-connection.h"

#include "regie-host.h"
#include "regie-secret.h"

#include <glib/gi18n.h>

struct _RegieConnection
{
  GObject parent_instance;
  RegieClient *client;
  GSettings *settings;
  RegieHost *host;
  GCancellable *cancellable;
  char *address;
  char *busy;
  char *problem;
  /* to be kept when it has turned out to be right */
  char *token;
  gboolean hosting;
};

G_DEFINE_FINAL_TYPE (RegieConnection, regie_connection, G_TYPE_OBJECT)

typedef enum
{
  PROP_ADDRESS = 1,
  PROP_HOSTING,
  PROP_BUSY,
  PROP_PROBLEM,
} RegieConnectionProperty;

static GParamSpec *properties[PROP_PROBLEM + 1];
static guint notice_signal;

const char *
regie_connection_get_address (RegieConnection *self)
{
  g_return_val_if_fail (REGIE_IS_CONNECTION (self), NULL);
  return self->address;
}

gboolean
regie_connection_get_hosting (RegieConnection *self)
{
  g_return_val_if_fail (REGIE_IS_CONNECTION (self), FALSE);
  return self->hosting;
}

const char *
regie_connection_get_busy (RegieConnection *self)
{
  g_return_val_if_fail (REGIE_IS_CONNECTION (self), NULL);
  return self->busy;
}

const char *
regie_connection_get_problem (RegieConnection *self)
{
  g_return_val_if_fail (REGIE_IS_CONNECTION (self), NULL);
  return self->problem;
}

static void
set_text (RegieConnection *self, char **place, const char *text, RegieConnectionProperty id)
{
  if (g_set_str (place, text))
    g_object_notify_by_pspec (G_OBJECT (self), properties[id]);
}

static void
regie_connection_fail (RegieConnection *self, const char *problem)
{
  set_text (self, &self->busy, NULL, PROP_BUSY);
  set_text (self, &self->problem, problem, PROP_PROBLEM);
}

static void
regie_connection_set_hosting (RegieConnection *self, gboolean hosting)
{
  if (self->hosting == hosting)
    return;
  self->hosting = hosting;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HOSTING]);
}

/* Addresses */

char *
regie_address_complete (const char *text, GError **error)
{
  g_autofree char *typed = g_strstrip (g_strdup (text != NULL ? text : ""));
  g_autofree char *full = NULL;
  g_autoptr (GUri) uri = NULL;

  if (typed[0] == '\0')
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           _ ("Enter the address of the congress, as its host gave it to you."));
      return NULL;
    }
  full = strstr (typed, "://") != NULL ? g_strdup (typed) : g_strconcat ("http://", typed, NULL);
  uri = g_uri_parse (full, G_URI_FLAGS_NONE, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL || g_uri_get_host (uri)[0] == '\0'
      || (g_strcmp0 (g_uri_get_scheme (uri), "http") != 0
          && g_strcmp0 (g_uri_get_scheme (uri), "https") != 0))
    {
      g_set_error (
          error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
          _ ("“%s” is no address of a congress: it looks like https://congress.example, or "
             "192.0.2.7:8080."),
          typed);
      return NULL;
    }
  return g_uri_join (G_URI_FLAGS_NONE, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri),
                     g_uri_get_port (uri), "", NULL, NULL);
}

/* The link */

static void
on_kept (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RegieConnection) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;

  if (!regie_secret_store_finish (result, &path, &error))
    text = g_strdup_printf (_ ("The access token could not be kept: %s"), error->message);
  else if (path != NULL)
    text = g_strdup_printf (_ ("No keyring: the access token is kept in %s, readable by you only."),
                            path);
  if (text != NULL)
    g_signal_emit (self, notice_signal, 0, text);
}

/* It works: remember it. */
static void
regie_connection_remember (RegieConnection *self)
{
  g_autofree char *token = g_steal_pointer (&self->token);

  if (self->settings != NULL)
    {
      g_settings_set_boolean (self->settings, "host-here", self->hosting);
      if (!self->hosting)
        g_settings_set_string (self->settings, "server", self->address);
    }
  if (token != NULL && !self->hosting)
    regie_secret_store_async (self->address, token, NULL, on_kept, g_object_ref (self));
}

static void
regie_connection_on_link (RegieConnection *self)
{
  g_autofree char *text = NULL;

  switch (regie_client_get_link_state (self->client))
    {
    case REGIE_LINK_ONLINE:
      set_text (self, &self->busy, NULL, PROP_BUSY);
      set_text (self, &self->problem, NULL, PROP_PROBLEM);
      regie_connection_remember (self);
      break;
    case REGIE_LINK_REFUSED:
      text = g_strdup_printf (
          _ ("%s. Ask the host of the congress for a new access token, or check the address."),
          regie_client_get_problem (self->client));
      regie_connection_fail (self, text);
      break;
    case REGIE_LINK_CONNECTING:
      text = g_strdup_printf (_ ("Connecting to %s …"), self->address);
      set_text (self, &self->busy, text, PROP_BUSY);
      break;
    case REGIE_LINK_LOST:
    case REGIE_LINK_IDLE:
      set_text (self, &self->busy, NULL, PROP_BUSY);
      break;
    }
}

/* A first attempt that gets no answer goes on by itself, but the person is told what is wrong. */
static void
regie_connection_on_problem (RegieConnection *self)
{
  const char *problem = regie_client_get_problem (self->client);
  RegieLinkState state = regie_client_get_link_state (self->client);
  g_autofree char *text = NULL;

  if (problem == NULL || (state != REGIE_LINK_CONNECTING && state != REGIE_LINK_IDLE))
    return;
  text = g_strdup_printf (_ ("%s. Trying again …"), problem);
  set_text (self, &self->problem, text, PROP_PROBLEM);
}

static void
regie_connection_go (RegieConnection *self, const char *token)
{
  g_autofree char *busy = g_strdup_printf (_ ("Connecting to %s …"), self->address);

  set_text (self, &self->problem, NULL, PROP_PROBLEM);
  set_text (self, &self->busy, busy, PROP_BUSY);
  regie_client_open (self->client, self->address, token);
}

static void
on_token (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RegieConnection) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *token = regie_secret_lookup_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->client == NULL)
    return;
  if (token == NULL)
    {
      regie_connection_fail (self, _ ("No access token is kept for this address: enter the one you "
                                      "were given."));
      return;
    }
  regie_connection_go (self, token);
}

/* Leaves what was under way. */
static void
regie_connection_reset (RegieConnection *self)
{
  g_cancellable_cancel (self->cancellable);
  g_set_object (&self->cancellable, NULL);
  self->cancellable = g_cancellable_new ();
  g_clear_pointer (&self->token, g_free);
  regie_client_close (self->client);
  set_text (self, &self->problem, NULL, PROP_PROBLEM);
  set_text (self, &self->busy, NULL, PROP_BUSY);
}

void
regie_connection_open (RegieConnection *self, const char *address, const char *token)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *full = regie_address_complete (address, &error);
  g_autofree char *bare = token != NULL ? g_strstrip (g_strdup (token)) : NULL;

  g_return_if_fail (REGIE_IS_CONNECTION (self));
  regie_connection_reset (self);
  if (full == NULL)
    {
      regie_connection_fail (self, error->message);
      return;
    }
  regie_host_stop (self->host);
  regie_connection_set_hosting (self, FALSE);
  set_text (self, &self->address, full, PROP_ADDRESS);
  if (bare != NULL && bare[0] != '\0')
    {
      self->token = g_steal_pointer (&bare);
      regie_connection_go (self, self->token);
      return;
    }
  set_text (self, &self->busy, _ ("Looking for the access token …"), PROP_BUSY);
  regie_secret_lookup_async (full, self->cancellable, on_token, g_object_ref (self));
}

/* Hosting */

static void
on_hosted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RegieConnection) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;
  g_autofree char *token = NULL;

  if (!regie_host_start_finish (REGIE_HOST (source), result, &address, &token, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        regie_connection_fail (self, error->message);
      return;
    }
  set_text (self, &self->address, address, PROP_ADDRESS);
  regie_connection_go (self, token);
}

void
regie_connection_host (RegieConnection *self, GFile *congress)
{
  g_autofree char *folder = NULL;

  g_return_if_fail (REGIE_IS_CONNECTION (self));
  regie_connection_reset (self);
  if (self->settings != NULL)
    folder = g_settings_get_string (self->settings, "host-directory");
  regie_connection_set_hosting (self, TRUE);
  set_text (self, &self->busy, _ ("Starting a backend on this computer …"), PROP_BUSY);
  regie_host_start_async (self->host, folder, congress, self->cancellable, on_hosted,
                          g_object_ref (self));
}

static void
regie_connection_on_host_ended (RegieConnection *self, const char *why)
{
  g_autofree char *text = g_strdup_printf (_ ("The backend on this computer has ended: %s. What it "
                                              "acknowledged is kept; start it again."),
                                           why);

  if (!self->hosting)
    return;
  regie_client_close (self->client);
  regie_connection_fail (self, text);
}

void
regie_connection_close (RegieConnection *self)
{
  g_return_if_fail (REGIE_IS_CONNECTION (self));
  regie_connection_reset (self);
  regie_host_stop (self->host);
}

void
regie_connection_start (RegieConnection *self, const char *server, const char *token_file)
{
  g_autofree char *last = NULL;
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (REGIE_IS_CONNECTION (self));
  if (server != NULL)
    {
      if (token_file != NULL && !g_file_get_contents (token_file, &token, NULL, &error))
        {
          g_autofree char *text =
              g_strdup_printf (_ ("The token file cannot be read: %s"), error->message);

          set_text (self, &self->address, server, PROP_ADDRESS);
          regie_connection_fail (self, text);
          return;
        }
      regie_connection_open (self, server, token);
      /* What the command line gives is for this time: it is not put into the keyring. */
      g_clear_pointer (&self->token, g_free);
      return;
    }
  if (self->settings == NULL)
    return;
  last = g_settings_get_string (self->settings, "server");
  if (g_settings_get_boolean (self->settings, "host-here"))
    regie_connection_host (self, NULL);
  else if (last[0] != '\0')
    regie_connection_open (self, last, NULL);
}

RegieConnection *
regie_connection_new (RegieClient *client, GSettings *settings)
{
  RegieConnection *self;

  g_return_val_if_fail (REGIE_IS_CLIENT (client), NULL);
  self = g_object_new (REGIE_TYPE_CONNECTION, NULL);
  self->client = g_object_ref (client);
  g_set_object (&self->settings, settings);
  g_signal_connect_object (client, "notify::link-state", G_CALLBACK (regie_connection_on_link),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::problem", G_CALLBACK (regie_connection_on_problem),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->host, "ended", G_CALLBACK (regie_connection_on_host_ended), self,
                           G_CONNECT_SWAPPED);
  return self;
}

static void
regie_connection_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieConnection *self = REGIE_CONNECTION (object);

  switch ((RegieConnectionProperty) id)
    {
    case PROP_ADDRESS:
      g_value_set_string (value, self->address);
      break;
    case PROP_HOSTING:
      g_value_set_boolean (value, self->hosting);
      break;
    case PROP_BUSY:
      g_value_set_string (value, self->busy);
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, self->problem);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_connection_dispose (GObject *object)
{
  RegieConnection *self = REGIE_CONNECTION (object);

  if (self->host != NULL)
    regie_host_stop (self->host);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->host);
  g_clear_object (&self->client);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (regie_connection_parent_class)->dispose (object);
}

static void
regie_connection_finalize (GObject *object)
{
  RegieConnection *self = REGIE_CONNECTION (object);

  g_free (self->address);
  g_free (self->busy);
  g_free (self->problem);
  g_free (self->token);
  G_OBJECT_CLASS (regie_connection_parent_class)->finalize (object);
}

static void
regie_connection_class_init (RegieConnectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = regie_connection_dispose;
  object_class->finalize = regie_connection_finalize;
  object_class->get_property = regie_connection_get_property;
  properties[PROP_ADDRESS] = g_param_spec_string ("address", NULL, NULL, NULL, read);
  properties[PROP_HOSTING] = g_param_spec_boolean ("hosting", NULL, NULL, FALSE, read);
  properties[PROP_BUSY] = g_param_spec_string ("busy", NULL, NULL, NULL, read);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, read);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  notice_signal = g_signal_new ("notice", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
regie_connection_init (RegieConnection *self)
{
  self->host = regie_host_new ();
  self->cancellable = g_cancellable_new ();
}
