/* regie-backend.c: the program `regie-backend`: reads its settings, serves until it is told to stop
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-backend"

#include "regie-config.h"

#include "regie-backend.h"
#include "regie-congress-file.h"
#include "regie-log.h"
#include "regie-plan-import.h"
#include "regie-routes.h"
#include "regie-server.h"
#include "regie-sqlite-journal.h"
#include "regie-token-command.h"

#include <errno.h>
#include <glib-unix.h>
#include <locale.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* What the command line says, over what the configuration file says. */
typedef struct
{
  char *config;
  char *listen;
  char *database;
  char *data_dir;
  char *access_code;
  char *import;
  char *block_list;
  char *admin_token_file;
  double rate;
  double burst;
  double wrong_codes;
  gboolean shift_to_now;
  gboolean print_routes;
  gboolean verbose;
  gboolean version;
  int ready_fd;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->config);
  g_free (options->listen);
  g_free (options->database);
  g_free (options->data_dir);
  g_free (options->access_code);
  g_free (options->import);
  g_free (options->block_list);
  g_free (options->admin_token_file);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse_options (Options *options, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "config", 'c', 0, G_OPTION_ARG_FILENAME, &options->config, "Configuration file", "FILE" },
    { "listen", 'l', 0, G_OPTION_ARG_STRING, &options->listen,
      "Where to listen; port 0 takes a free one", "ADDRESS:PORT" },
    { "database", 'd', 0, G_OPTION_ARG_FILENAME, &options->database,
      "The file that keeps the congress; made when it is not there", "FILE" },
    { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, &options->data_dir, "Folder with the web pages",
      "DIR" },
    { "access-code", 0, 0, G_OPTION_ARG_STRING, &options->access_code,
      "What participants must know to join", "CODE" },
    { "import", 0, 0, G_OPTION_ARG_FILENAME, &options->import,
      "Congress to begin an empty database with", "FILE" },
    { "shift-to-now", 0, 0, G_OPTION_ARG_NONE, &options->shift_to_now,
      "Move the imported agenda so that it is running now", NULL },
    { "block-list", 0, 0, G_OPTION_ARG_FILENAME, &options->block_list,
      "Words that want a second look; read again on SIGHUP", "FILE" },
    { "admin-token-file", 0, 0, G_OPTION_ARG_FILENAME, &options->admin_token_file,
      "Where an admin's token is put, if there is no admin yet", "FILE" },
    { "rate", 0, 0, G_OPTION_ARG_DOUBLE, &options->rate,
      "Commands of one participant in a second on the long run; 0: no limit", "N" },
    { "burst", 0, 0, G_OPTION_ARG_DOUBLE, &options->burst, "The same at once", "N" },
    { "wrong-codes", 0, 0, G_OPTION_ARG_DOUBLE, &options->wrong_codes,
      "Wrong access codes of one address in a minute; 0: no limit", "N" },
    { "ready-fd", 0, 0, G_OPTION_ARG_INT, &options->ready_fd,
      "File descriptor to say on when it is ready", "N" },
    { "print-routes", 0, 0, G_OPTION_ARG_NONE, &options->print_routes,
      "Print methods and paths and end", NULL },
    { "verbose", 'v', 0, G_OPTION_ARG_NONE, &options->verbose, "Log more", NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options->version, "Print the version and end", NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_set_summary (context,
                                "The platform backend of Regie: keeps a congress in one file and "
                                "serves desks, screens and participants.");
  g_option_context_set_description (
      context, "Tokens: regie-backend token add --role moderator --stage stage-1 --name NAME\n"
               "        regie-backend token list | revoke ID");
  return g_option_context_parse (context, argc, argv, error);
}

static void
override (char **setting, const char *option)
{
  if (option != NULL)
    g_set_str (setting, option);
}

/* An option that was not given is below zero. */
static void
override_number (double *setting, double option)
{
  if (option >= 0)
    *setting = option;
}

static RegieSettings *
settings_from (const Options *options, GError **error)
{
  g_autoptr (RegieSettings) settings = regie_settings_new ();

  if (options->config != NULL && !regie_settings_read (settings, options->config, error))
    return NULL;
  override (&settings->listen, options->listen);
  override (&settings->database, options->database);
  override (&settings->data_dir, options->data_dir);
  override (&settings->access_code, options->access_code);
  override (&settings->import, options->import);
  override (&settings->block_list, options->block_list);
  override (&settings->admin_token_file, options->admin_token_file);
  override_number (&settings->rate, options->rate);
  override_number (&settings->burst, options->burst);
  override_number (&settings->wrong_codes, options->wrong_codes);
  settings->shift_to_now |= options->shift_to_now;
  settings->ready_fd = options->ready_fd;
  return g_steal_pointer (&settings);
}

static int
print_routes (void)
{
  gsize n_endpoints;
  gsize n_routes;
  const RegieEndpoint *endpoints = regie_endpoints (&n_endpoints);
  const RegieRoute *routes = regie_routes (&n_routes);

  for (gsize i = 0; i < n_endpoints; i++)
    g_print ("%s %s\n", endpoints[i].method, endpoints[i].path);
  for (gsize i = 0; i < n_routes; i++)
    g_print ("%s %s\n", routes[i].method, routes[i].path);
  return 0;
}

/* Ten thousand participants need as many descriptors. */
static void
raise_limits (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0)
    return;
  limit.rlim_cur = limit.rlim_max;
  if (setrlimit (RLIMIT_NOFILE, &limit) != 0)
    g_warning ("The limit of open files stays where it is: %s", g_strerror (errno));
}

typedef struct
{
  gboolean done;
  RegieReply *reply;
  GAsyncResult *result;
} Wait;

static void
on_imported (const RegieReply *reply, gpointer user_data)
{
  Wait *wait = user_data;

  wait->done = TRUE;
  wait->reply = regie_reply_new (reply->answer);
  g_set_str (&wait->reply->detail, reply->detail);
}

static gboolean
import (RegieServer *server, GError **error)
{
  static const RegieViewer viewer = { .role = REGIE_ROLE_ADMIN, .id = "import" };
  RegieHouse *house = regie_server_get_house (server);
  g_autoptr (RegieCongressFile) file = NULL;
  g_autoptr (RegieReply) reply = NULL;
  Wait wait = { 0 };

  if (house->settings->import == NULL)
    return TRUE;
  if (regie_congress_get_seq (regie_conductor_get_congress (house->conductor)) > 0)
    {
      g_message ("The database has a congress already; %s is not imported",
                 house->settings->import);
      return TRUE;
    }
  file = regie_congress_file_read (house->settings->import, error);
  if (file == NULL)
    return FALSE;
  if (house->settings->shift_to_now)
    regie_congress_file_shift (file, g_get_real_time ());
  regie_plan_import (house->conductor, &viewer, file->records, on_imported, &wait);
  while (!wait.done)
    g_main_context_iteration (NULL, TRUE);
  reply = wait.reply;
  if (reply->answer == REGIE_ANSWER_APPLIED)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s: %s", house->settings->import,
               reply->detail);
  return FALSE;
}

static void
on_admin_added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Wait *wait = user_data;

  wait->done = TRUE;
  wait->result = g_object_ref (result);
}

/* Makes the first admin, whose token only the owner of the file can read. */
static gboolean
make_admin (RegieServer *server, GError **error)
{
  RegieHouse *house = regie_server_get_house (server);
  const char *path = house->settings->admin_token_file;
  g_autofree char *known = NULL;
  g_autofree char *token = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  const RegiePass *pass;
  Wait wait = { 0 };

  if (path == NULL)
    return TRUE;
  if (g_file_get_contents (path, &known, NULL, NULL))
    {
      pass = regie_registry_find (house->registry, g_strstrip (known));
      if (pass != NULL && pass->role == REGIE_ROLE_ADMIN)
        return TRUE;
    }
  regie_registry_add_async (house->registry, REGIE_ROLE_ADMIN, NULL, "Admin", NULL,
                            g_get_real_time (), NULL, on_admin_added, &wait);
  while (!wait.done)
    g_main_context_iteration (NULL, TRUE);
  result = wait.result;
  token = regie_registry_add_finish (house->registry, result, NULL, error);
  return token != NULL
         && g_file_set_contents_full (path, token, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

static void
say_ready (RegieServer *server)
{
  RegieHouse *house = regie_server_get_house (server);
  g_autofree char *line = g_strdup_printf ("ready on %s\n", regie_server_get_address (server));
  int fd = house->settings->ready_fd;

  g_print ("%s", line);
  if (fd < 0)
    return;
  if (write (fd, line, strlen (line)) < 0)
    g_warning ("Nobody listens on --ready-fd %d: %s", fd, g_strerror (errno));
  close (fd);
}

static gboolean
on_stop (gpointer user_data)
{
  g_message ("Stopping");
  g_main_loop_quit (user_data);
  return G_SOURCE_CONTINUE;
}

/* An operator has changed the block list. */
static gboolean
on_hangup (gpointer user_data)
{
  RegieHouse *house = regie_server_get_house (user_data);
  g_autoptr (GError) error = NULL;

  if (house->settings->block_list != NULL
      && !regie_screening_read_block_list (house->screening, house->settings->block_list, &error))
    g_warning ("The block list stays as it was: %s", error->message);
  return G_SOURCE_CONTINUE;
}

static gboolean
serve (RegieSettings *settings, GError **error)
{
  g_autoptr (RegieSettings) owned = settings;
  g_autoptr (RegieSqliteJournal) journal = regie_sqlite_journal_open (settings->database, error);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (RegieServer) server = NULL;

  if (journal == NULL)
    return FALSE;
  server = regie_server_new (g_steal_pointer (&owned), REGIE_JOURNAL (journal),
                             regie_sqlite_journal_get_registry (journal), error);
  if (server == NULL || !import (server, error) || !make_admin (server, error)
      || !regie_server_listen (server, error))
    return FALSE;

  g_unix_signal_add (SIGTERM, on_stop, loop);
  g_unix_signal_add (SIGINT, on_stop, loop);
  g_unix_signal_add (SIGHUP, on_hangup, server);
  g_message ("Serving on %s", regie_server_get_address (server));
  say_ready (server);
  g_main_loop_run (loop);
  regie_server_leave (server);
  return regie_journal_close (REGIE_JOURNAL (journal), error);
}

int
regie_backend_main (int argc, char **argv)
{
  g_auto (Options) options = { .ready_fd = -1, .rate = -1, .burst = -1, .wrong_codes = -1 };
  g_autoptr (RegieSettings) settings = NULL;
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  if (argc > 1 && strcmp (argv[1], "token") == 0)
    return regie_token_command (argc - 1, argv + 1);
  if (!parse_options (&options, &argc, &argv, &error)
      || (settings = settings_from (&options, &error)) == NULL)
    {
      g_printerr ("regie-backend: %s\n", error->message);
      return 2;
    }
  if (argc > 1)
    {
      g_printerr ("regie-backend: “%s” is not understood; see --help\n", argv[1]);
      return 2;
    }
  if (options.version)
    {
      g_print ("regie-backend %s\n", REGIE_VERSION);
      return 0;
    }
  if (options.print_routes)
    return print_routes ();

  regie_log_init (options.verbose);
  /* A broken line or a full quota is an error to be answered, not the end. */
  signal (SIGPIPE, SIG_IGN);
  signal (SIGXFSZ, SIG_IGN);
  raise_limits ();
  regie_settings_prepare (settings);
  if (!serve (g_steal_pointer (&settings), &error))
    {
      g_printerr ("regie-backend: %s\n", error->message);
      return 1;
    }
  return 0;
}
