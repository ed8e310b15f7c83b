/* regie-secret.c: where access tokens are kept: the keyring, else a file of the user's
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-secret.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <libsecret/secret.h>

#define GROUP "tokens"

static const SecretSchema schema = {
  REGIE_APP_ID ".Token",
  SECRET_SCHEMA_NONE,
  { { "address", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, SECRET_SCHEMA_ATTRIBUTE_STRING } },
};

/* The file */

char *
regie_secret_get_path (void)
{
  return g_build_filename (g_get_user_config_dir (), GETTEXT_PACKAGE, "tokens", NULL);
}

static char *
lookup_in_file (const char *address)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = regie_secret_get_path ();

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return NULL;
  return g_key_file_get_string (file, GROUP, address, NULL);
}

static gboolean
store_in_file (const char *address, const char *token, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = regie_secret_get_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *data = NULL;
  gsize length;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("%s cannot be made: %s"), folder,
                   g_strerror (errno));
      return FALSE;
    }
  g_key_file_load_from_file (file, path, G_KEY_FILE_KEEP_COMMENTS, NULL);
  g_key_file_set_string (file, GROUP, address, token);
  data = g_key_file_to_data (file, &length, NULL);
  return g_file_set_contents_full (path, data, (gssize) length,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}

/* Looking up */

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  char *token = secret_password_lookup_finish (result, &error);

  if (error != NULL)
    g_debug ("No keyring: %s", error->message);
  if (token == NULL)
    token = lookup_in_file (g_task_get_task_data (task));
  g_task_return_pointer (task, token, g_free);
}

void
regie_secret_lookup_async (const char *address,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, regie_secret_lookup_async);
  g_task_set_task_data (task, g_strdup (address), g_free);
  secret_password_lookup (&schema, cancellable, on_looked_up, task, "address", address, NULL);
}

char *
regie_secret_lookup_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Storing */

typedef struct
{
  char *address;
  char *token;
} Secret;

static void
secret_free (gpointer data)
{
  Secret *secret = data;

  g_free (secret->address);
  g_free (secret->token);
  g_free (secret);
}

static void
on_stored (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  const Secret *secret = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (secret_password_store_finish (result, &error))
    {
      g_task_return_pointer (task, NULL, NULL);
      return;
    }
  g_debug ("No keyring: %s", error != NULL ? error->message : "refused");
  g_clear_error (&error);
  if (store_in_file (secret->address, secret->token, &error))
    g_task_return_pointer (task, regie_secret_get_path (), g_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
regie_secret_store_async (const char *address,
                          const char *token,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autofree char *label = g_strdup_printf (_ ("Regie access token for %s"), address);
  Secret *secret = g_new0 (Secret, 1);

  secret->address = g_strdup (address);
  secret->token = g_strdup (token);
  g_task_set_source_tag (task, regie_secret_store_async);
  g_task_set_task_data (task, secret, secret_free);
  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, token, cancellable, on_stored,
                         task, "address", address, NULL);
}

gboolean
regie_secret_store_finish (GAsyncResult *result, char **path, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *file = g_task_propagate_pointer (G_TASK (result), &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (path != NULL)
    *path = g_steal_pointer (&file);
  return TRUE;
}
