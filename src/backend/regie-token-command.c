/* regie-token-command.c: `regie-backend token add | list | revoke`
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-backend"

#include "regie-config.h"

#include "regie-registry.h"
#include "regie-settings.h"
#include "regie-token-command.h"

#include <string.h>

typedef struct
{
  char *config;
  char *database;
  char *role;
  char **stages;
  char *name;
  char *id;
} Options;

typedef struct
{
  GMainLoop *loop;
  GAsyncResult *result;
} Wait;

static void
on_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Wait *wait = user_data;

  wait->result = g_object_ref (result);
  g_main_loop_quit (wait->loop);
}

static int
fail (const GError *error)
{
  g_printerr ("regie-backend token: %s\n", error->message);
  return 1;
}

static int
add_pass (RegieRegistry *registry, const Options *options)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (RegiePass) pass = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;
  Wait wait = { .loop = loop };
  int role;

  if (options->role == NULL || !regie_enum_parse (REGIE_TYPE_ROLE, options->role, &role)
      || role < REGIE_ROLE_PARTICIPANT || role > REGIE_ROLE_ADMIN)
    {
      g_printerr ("regie-backend token add: --role must be participant, screen, moderator, "
                  "director or admin\n");
      return 2;
    }
  regie_registry_add_async (registry, (RegieRole) role, options->id, options->name,
                            (const char *const *) options->stages, g_get_real_time (), NULL,
                            on_ready, &wait);
  g_main_loop_run (loop);
  result = wait.result;
  token = regie_registry_add_finish (registry, result, &pass, &error);
  if (token == NULL)
    return fail (error);
  g_printerr ("%s is %s. The token is shown this once:\n", pass->id,
              regie_enum_nick (REGIE_TYPE_ROLE, role));
  g_print ("%s\n", token);
  return 0;
}

static int
list_passes (RegieRegistry *registry)
{
  g_autoptr (GPtrArray) passes = regie_registry_list (registry, REGIE_ROLE_SCREEN);

  for (guint i = 0; i < passes->len; i++)
    {
      const RegiePass *pass = g_ptr_array_index (passes, i);
      g_autofree char *stages =
          pass->stages != NULL ? g_strjoinv (",", pass->stages) : g_strdup ("all stages");

      g_print ("%s\t%s\t%s\t%s%s\n", pass->id, regie_enum_nick (REGIE_TYPE_ROLE, (int) pass->role),
               stages, pass->name != NULL ? pass->name : "", pass->revoked ? "\trevoked" : "");
    }
  return 0;
}

static int
revoke_pass (RegieRegistry *registry, const char *id)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Wait wait = { .loop = loop };

  if (id == NULL)
    {
      g_printerr ("regie-backend token revoke: whose? Give an id of the list\n");
      return 2;
    }
  regie_registry_revoke_async (registry, id, NULL, on_ready, &wait);
  g_main_loop_run (loop);
  result = wait.result;
  if (!regie_registry_revoke_finish (registry, result, &error))
    return fail (error);
  return 0;
}

static void
options_clear (Options *options)
{
  g_free (options->config);
  g_free (options->database);
  g_free (options->role);
  g_strfreev (options->stages);
  g_free (options->name);
  g_free (options->id);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

int
regie_token_command (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "config", 0, 0, G_OPTION_ARG_FILENAME, &options.config, "Configuration file", "FILE" },
    { "database", 0, 0, G_OPTION_ARG_FILENAME, &options.database, "The congress's file", "FILE" },
    { "role", 0, 0, G_OPTION_ARG_STRING, &options.role,
      "participant, screen, moderator, director or admin", "ROLE" },
    { "stage", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.stages,
      "A stage the moderator is responsible for; may be repeated; none: all", "STAGE" },
    { "name", 0, 0, G_OPTION_ARG_STRING, &options.name, "Display name", "NAME" },
    { "id", 0, 0, G_OPTION_ARG_STRING, &options.id, "Id; otherwise a random one", "ID" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("add | list | revoke ID");
  g_autoptr (RegieSettings) settings = regie_settings_new ();
  g_autoptr (RegieRegistry) registry = NULL;
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_set_summary (context,
                                "Makes, lists and revokes the tokens by which people and screens "
                                "are known. Works beside a running backend.");
  if (!g_option_context_parse (context, &argc, &argv, &error)
      || (options.config != NULL && !regie_settings_read (settings, options.config, &error)))
    {
      fail (error);
      return 2;
    }
  if (argc < 2)
    {
      g_printerr ("regie-backend token: add, list or revoke?\n");
      return 2;
    }
  regie_settings_prepare (settings);
  registry = regie_registry_open (options.database != NULL ? options.database : settings->database,
                                  &error);
  if (registry == NULL)
    return fail (error);
  if (strcmp (argv[1], "add") == 0)
    return add_pass (registry, &options);
  if (strcmp (argv[1], "list") == 0)
    return list_passes (registry);
  if (strcmp (argv[1], "revoke") == 0)
    return revoke_pass (registry, argc > 2 ? argv[2] : NULL);
  g_printerr ("regie-backend token: “%s” is none of add, list, revoke\n", argv[1]);
  return 2;
}
