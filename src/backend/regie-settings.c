/* regie-settings.c: how a backend is to run: from its configuration file and its command line
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-backend"

#include "regie-config.h"

#include "regie-settings.h"

#include <gio/gio.h>
#include <string.h>

#define GROUP "backend"

typedef enum
{
  TEXT,
  NUMBER,
  SWITCH
} Kind;

static const struct
{
  const char *key;
  Kind kind;
  gsize offset;
} keys[] = {
  { "listen", TEXT, G_STRUCT_OFFSET (RegieSettings, listen) },
  { "database", TEXT, G_STRUCT_OFFSET (RegieSettings, database) },
  { "data-dir", TEXT, G_STRUCT_OFFSET (RegieSettings, data_dir) },
  { "access-code", TEXT, G_STRUCT_OFFSET (RegieSettings, access_code) },
  { "rate", NUMBER, G_STRUCT_OFFSET (RegieSettings, rate) },
  { "burst", NUMBER, G_STRUCT_OFFSET (RegieSettings, burst) },
  { "wrong-codes", NUMBER, G_STRUCT_OFFSET (RegieSettings, wrong_codes) },
  { "import", TEXT, G_STRUCT_OFFSET (RegieSettings, import) },
  { "shift-to-now", SWITCH, G_STRUCT_OFFSET (RegieSettings, shift_to_now) },
  { "block-list", TEXT, G_STRUCT_OFFSET (RegieSettings, block_list) },
  { "admin-token-file", TEXT, G_STRUCT_OFFSET (RegieSettings, admin_token_file) },
};

RegieSettings *
regie_settings_new (void)
{
  RegieSettings *self = g_new0 (RegieSettings, 1);

  self->listen = g_strdup ("127.0.0.1:8080");
  self->database = g_build_filename (g_get_user_data_dir (), "regie", "congress.sqlite", NULL);
  self->data_dir = g_strdup (REGIE_DATA_DIR);
  self->rate = 2;
  self->burst = 30;
  self->wrong_codes = 10;
  self->ready_fd = -1;
  return self;
}

void
regie_settings_free (RegieSettings *self)
{
  g_free (self->listen);
  g_free (self->database);
  g_free (self->data_dir);
  g_free (self->access_code);
  g_free (self->import);
  g_free (self->block_list);
  g_free (self->admin_token_file);
  g_free (self);
}

/* The line a key stands on, for the person who has to mend it. */
static guint
line_of (const char *text, const char *key)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *line = g_strdup (lines[i]);
      char *equals = strchr (line, '=');

      if (equals == NULL)
        continue;
      *equals = '\0';
      if (g_str_equal (g_strstrip (line), key))
        return i + 1;
    }
  return 0;
}

/* The first line that is neither a comment, a group nor `key=value`. */
static guint
first_bad_line (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  gboolean grouped = FALSE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = g_strstrip (lines[i]);

      if (line[0] == '\0' || line[0] == '#')
        continue;
      if (line[0] == '[' && g_str_has_suffix (line, "]"))
        grouped = TRUE;
      else if (!grouped || line[0] == '=' || strchr (line, '=') == NULL)
        return i + 1;
    }
  return 0;
}

static gboolean
take_key (RegieSettings *self, GKeyFile *file, const char *key, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (GError) local = NULL;

      if (!g_str_equal (keys[i].key, key))
        continue;
      if (keys[i].kind == TEXT)
        {
          char **text = &G_STRUCT_MEMBER (char *, self, keys[i].offset);
          g_free (*text);
          *text = g_key_file_get_string (file, GROUP, key, &local);
        }
      else if (keys[i].kind == NUMBER)
        G_STRUCT_MEMBER (double, self, keys[i].offset) =
            g_key_file_get_double (file, GROUP, key, &local);
      else
        G_STRUCT_MEMBER (gboolean, self, keys[i].offset) =
            g_key_file_get_boolean (file, GROUP, key, &local);
      if (local == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  g_set_error (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_KEY_NOT_FOUND,
               "there is no such key; known are listen, database, data-dir, access-code, rate, "
               "burst, wrong-codes, import, shift-to-now, block-list and admin-token-file");
  return FALSE;
}

void
regie_settings_prepare (const RegieSettings *self)
{
  g_autoptr (RegieSettings) usual = regie_settings_new ();
  g_autofree char *folder = g_path_get_dirname (self->database);

  if (strcmp (self->database, usual->database) == 0)
    g_mkdir_with_parents (folder, 0700);
}

gboolean
regie_settings_read (RegieSettings *self, const char *path, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) groups = NULL;
  g_auto (GStrv) names = NULL;
  g_autofree char *text = NULL;
  gsize size;

  if (!g_file_get_contents (path, &text, &size, error))
    return FALSE;
  if (!g_key_file_load_from_data (file, text, size, G_KEY_FILE_NONE, error))
    {
      g_prefix_error (error, "%s, line %u: ", path, first_bad_line (text));
      return FALSE;
    }
  groups = g_key_file_get_groups (file, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    if (!g_str_equal (groups[i], GROUP))
      {
        g_set_error (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_GROUP_NOT_FOUND,
                     "%s: there is no group [%s], only [" GROUP "]", path, groups[i]);
        return FALSE;
      }
  names = g_key_file_get_keys (file, GROUP, NULL, NULL);
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    if (!take_key (self, file, names[i], error))
      {
        g_prefix_error (error, "%s, line %u, key \"%s\": ", path, line_of (text, names[i]),
                        names[i]);
        return FALSE;
      }
  return TRUE;
}
