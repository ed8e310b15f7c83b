/* regie-bundle-program.c: inspect, verify, export, record and import recorded sessions in a shell
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-bundle"

#include "regie-config.h"

#include "regie-bundle-program.h"

#include "regie-bundle-private.h"
#include "regie-export.h"
#include "regie-manifest.h"
#include "regie-player.h"
#include "regie-take.h"

#include <locale.h>
#include <string.h>

/** Exit status when a bundle is not whole. */
#define NOT_WHOLE 2

typedef struct
{
  char *server;
  char *token;
  char *token_file;
  char *session;
  char *stage;
  char *from;
  char *to;
  char **media;
  int seconds;
  gboolean zip;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->server);
  g_free (options->token);
  g_free (options->token_file);
  g_free (options->session);
  g_free (options->stage);
  g_free (options->from);
  g_free (options->to);
  g_strfreev (options->media);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
usage (GError **error, const char *problem)
{
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, problem);
  return FALSE;
}

/* The command line of one command: its options, then exactly one path. */
static gboolean
parse (Options *options,
       const GOptionEntry *entries,
       const char *summary,
       int argc,
       char **argv,
       GError **error)
{
  g_autofree char *parameters = g_strdup_printf ("%s — %s", argv[0], summary);
  g_autoptr (GOptionContext) context = g_option_context_new (parameters);

  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, error))
    return FALSE;
  if (argc != 2)
    return usage (error, "exactly one bundle (NAME.regie) must be named");
  return TRUE;
}

static gboolean
parse_time (const char *text, const char *option, gint64 *time, GError **error)
{
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  g_autoptr (GDateTime) date = text != NULL ? g_date_time_new_from_iso8601 (text, local) : NULL;

  *time = 0;
  if (text == NULL)
    return TRUE;
  if (date == NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   "%s: “%s” is no time like 2027-03-01T09:30:00+01:00", option, text);
      return FALSE;
    }
  *time = g_date_time_to_unix_usec (date);
  return TRUE;
}

static RegieHistory *
reach_backend (Options *options, GError **error)
{
  if (options->server == NULL)
    return usage (error, "--server=URL says where the backend is"), NULL;
  if (options->token == NULL && options->token_file != NULL)
    {
      if (!g_file_get_contents (options->token_file, &options->token, NULL, error))
        return NULL;
      g_strstrip (options->token);
    }
  if (options->token == NULL)
    options->token = g_strdup (g_getenv ("REGIE_TOKEN"));
  if (options->token == NULL)
    return usage (error, "--token-file=FILE or the variable REGIE_TOKEN must give a token"), NULL;
  return regie_history_new (options->server, options->token);
}

static gboolean
make_span (Options *options, RegieExportSpan *span, GError **error)
{
  *span = (RegieExportSpan) { g_strdup (options->session), g_strdup (options->stage), 0, 0 };
  return parse_time (options->from, "--from", &span->from, error)
         && parse_time (options->to, "--to", &span->to, error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RegieExportSpan, regie_export_span_clear)

/* STAGE=FILE[@TIME]: a recording made by somebody else. */
static gboolean
add_media (RegieBundleWriter *writer, const char *argument, gint64 start, GError **error)
{
  const char *equals = strchr (argument, '=');
  const char *at = strrchr (argument, '@');
  g_autofree char *stage =
      equals != NULL ? g_strndup (argument, (gsize) (equals - argument)) : NULL;
  g_autofree char *path = NULL;
  gint64 begin = start;

  if (stage == NULL || stage[0] == '\0')
    return usage (error, "--media must look like STAGE=FILE or STAGE=FILE@TIME");
  if (at != NULL && at > equals)
    {
      if (!parse_time (at + 1, "--media", &begin, error))
        return FALSE;
      path = g_strndup (equals + 1, (gsize) (at - equals) - 1);
    }
  else
    path = g_strdup (equals + 1);
  return regie_bundle_writer_add_media (writer, stage, path, begin, 0, error);
}

static void
print_size (const char *path)
{
  g_autoptr (RegieBundle) bundle = regie_bundle_open (path, NULL);

  if (bundle != NULL)
    g_print ("%s: %" G_GUINT64_FORMAT " records, %u recordings, %.1f minutes\n", path,
             regie_bundle_get_n_records (bundle),
             g_list_model_get_n_items (regie_bundle_get_media (bundle)),
             (double) regie_bundle_get_duration (bundle) / G_TIME_SPAN_MINUTE);
}

/* Fetches the records, adds what was recorded, and gives the bundle its name. */
static gboolean
complete (Options *options,
          RegieHistory *history,
          RegieBundleWriter *writer,
          RegieTake *take,
          RegieExportSpan *span,
          GError **error)
{
  gboolean good = regie_export_records (span, history, writer, NULL, error);
  gint64 start = regie_bundle_writer_get_start (writer);

  for (gsize i = 0; good && options->media != NULL && options->media[i] != NULL; i++)
    good = add_media (writer, options->media[i], start, error);
  if (good && take != NULL)
    good = regie_take_add (take, writer, error);
  return good
         && regie_bundle_writer_finish (writer, span->to != 0 ? span->to : g_get_real_time (),
                                        options->zip, error);
}

#define BACKEND_OPTIONS(options)                                                                   \
  { "server", 's', 0, G_OPTION_ARG_STRING, &(options).server, "Address of the backend", "URL" },   \
      { "token-file",                                                                              \
        0,                                                                                         \
        0,                                                                                         \
        G_OPTION_ARG_FILENAME,                                                                     \
        &(options).token_file,                                                                     \
        "File with an access token (else REGIE_TOKEN)",                                            \
        "FILE" },                                                                                  \
      { "token",                                                                                   \
        't',                                                                                       \
        0,                                                                                         \
        G_OPTION_ARG_STRING,                                                                       \
        &(options).token,                                                                          \
        "Access token (others on this computer can read it)",                                      \
        "TOKEN" }

#define BUNDLE_OPTIONS(options)                                                                    \
  { "session", 0, 0, G_OPTION_ARG_STRING, &(options).session, "Only this session", "ID" },         \
      { "stage", 0, 0, G_OPTION_ARG_STRING, &(options).stage, "Only this stage", "ID" },           \
  {                                                                                                \
    "zip", 'z', 0, G_OPTION_ARG_NONE, &(options).zip, "Make one file, not a folder", NULL          \
  }

static gboolean
run_export (int argc, char **argv, int *status, GError **error)
{
  g_auto (Options) options = { 0 };
  g_auto (RegieExportSpan) span = { 0 };
  g_autoptr (RegieHistory) history = NULL;
  g_autoptr (RegieBundleWriter) writer = NULL;
  const GOptionEntry entries[] = {
    BACKEND_OPTIONS (options),
    BUNDLE_OPTIONS (options),
    { "from", 0, 0, G_OPTION_ARG_STRING, &options.from, "Begin", "TIME" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &options.to, "End", "TIME" },
    { "media", 'm', 0, G_OPTION_ARG_FILENAME_ARRAY, &options.media,
      "Recording of a stage, and when it began", "STAGE=FILE[@TIME]" },
    G_OPTION_ENTRY_NULL,
  };

  if (!parse (&options, entries, "make a bundle of what a backend knows", argc, argv, error)
      || !make_span (&options, &span, error))
    return FALSE;
  history = reach_backend (&options, error);
  if (history == NULL)
    return FALSE;
  writer = regie_bundle_writer_new (argv[1], error);
  if (writer == NULL || !complete (&options, history, writer, NULL, &span, error))
    return FALSE;
  print_size (argv[1]);
  return TRUE;
}

static gboolean
run_record (int argc, char **argv, int *status, GError **error)
{
  g_auto (Options) options = { 0 };
  g_auto (RegieExportSpan) span = { 0 };
  g_autoptr (RegieHistory) history = NULL;
  g_autoptr (RegieBundleWriter) writer = NULL;
  g_autoptr (RegieTake) take = NULL;
  g_autoptr (GPtrArray) states = NULL;
  const GOptionEntry entries[] = {
    BACKEND_OPTIONS (options),
    BUNDLE_OPTIONS (options),
    { "seconds", 0, 0, G_OPTION_ARG_INT, &options.seconds, "Stop after so long (else with Ctrl+C)",
      "N" },
    G_OPTION_ENTRY_NULL,
  };

  if (!parse (&options, entries, "record the stages' feeds and what happens, until Ctrl+C", argc,
              argv, error)
      || !make_span (&options, &span, error))
    return FALSE;
  history = reach_backend (&options, error);
  if (history == NULL)
    return FALSE;
  states = regie_history_get_snapshot (history, &(guint64) { 0 }, &(char *) { NULL }, NULL, error);
  if (states == NULL)
    return FALSE;
  writer = regie_bundle_writer_new (argv[1], error);
  if (writer == NULL)
    return FALSE;
  take = regie_take_new (states, options.stage, regie_bundle_writer_get_media_folder (writer));
  if (span.from == 0)
    span.from = g_get_real_time ();
  regie_take_run (take, options.seconds);
  span.to = g_get_real_time ();
  if (!complete (&options, history, writer, take, &span, error))
    return FALSE;
  print_size (argv[1]);
  return TRUE;
}

static void
print_time (const char *label, gint64 time)
{
  g_autofree char *text = time != 0 ? regie_manifest_time (time) : NULL;

  if (text != NULL)
    g_print ("%-14s %s\n", label, text);
}

static void
print_marks (RegieBundle *bundle)
{
  GListModel *marks = regie_bundle_get_marks (bundle);

  for (guint i = 0; i < g_list_model_get_n_items (marks); i++)
    {
      g_autoptr (RegieMark) mark = g_list_model_get_item (marks, i);
      int seconds = (int) (regie_mark_get_position (mark) / G_TIME_SPAN_SECOND);
      GEnumValue *kind = g_enum_get_value (g_type_class_get (REGIE_TYPE_MARK_KIND),
                                           (int) regie_mark_get_kind (mark));
      g_print ("  %d:%02d:%02d  %-8s %s\n", seconds / 3600, seconds / 60 % 60, seconds % 60,
               kind->value_nick, regie_mark_get_text (mark));
    }
}

static gboolean
run_inspect (int argc, char **argv, int *status, GError **error)
{
  g_auto (Options) options = { 0 };
  g_autoptr (RegieBundle) bundle = NULL;
  const char *const *problems;
  GListModel *media;

  if (!parse (&options, NULL, "say what a bundle holds", argc, argv, error))
    return FALSE;
  bundle = regie_bundle_open (argv[1], error);
  if (bundle == NULL)
    return FALSE;
  g_print ("%-14s %s\n", "congress", regie_bundle_get_title (bundle));
  if (regie_bundle_get_session (bundle) != NULL)
    g_print ("%-14s %s\n", "session", regie_bundle_get_session (bundle));
  if (regie_bundle_get_stage (bundle) != NULL)
    g_print ("%-14s %s\n", "stage", regie_bundle_get_stage (bundle));
  print_time ("start", regie_bundle_get_start (bundle));
  print_time ("end", regie_bundle_get_start (bundle) + regie_bundle_get_duration (bundle));
  g_print ("%-14s %" G_GUINT64_FORMAT "\n", "records", regie_bundle_get_n_records (bundle));
  if (regie_bundle_get_n_skipped (bundle) > 0)
    g_print ("%-14s %" G_GUINT64_FORMAT " of a later version\n", "skipped",
             regie_bundle_get_n_skipped (bundle));
  media = regie_bundle_get_media (bundle);
  for (guint i = 0; i < g_list_model_get_n_items (media); i++)
    {
      g_autoptr (RegieBundleMedia) item = g_list_model_get_item (media, i);
      g_print ("%-14s stage %s, from %+.3f s, %.3f s long\n", "recording",
               regie_bundle_media_get_stage (item),
               (double) regie_bundle_media_get_offset (item) / G_USEC_PER_SEC,
               (double) regie_bundle_media_get_duration (item) / G_USEC_PER_SEC);
    }
  print_marks (bundle);
  problems = regie_bundle_get_problems (bundle);
  for (gsize i = 0; problems[i] != NULL; i++)
    g_print ("PROBLEM: %s\n", problems[i]);
  *status = problems[0] != NULL ? NOT_WHOLE : 0;
  return TRUE;
}

static gboolean
run_verify (int argc, char **argv, int *status, GError **error)
{
  g_auto (Options) options = { 0 };
  g_auto (GStrv) problems = NULL;

  if (!parse (&options, NULL, "check that a bundle is whole and unchanged", argc, argv, error))
    return FALSE;
  problems = regie_bundle_verify (argv[1], error);
  if (problems == NULL)
    return FALSE;
  for (gsize i = 0; problems[i] != NULL; i++)
    g_print ("%s\n", problems[i]);
  if (problems[0] == NULL)
    g_print ("%s is whole and unchanged\n", argv[1]);
  *status = problems[0] != NULL ? NOT_WHOLE : 0;
  return TRUE;
}

static gboolean
run_import (int argc, char **argv, int *status, GError **error)
{
  g_auto (Options) options = { 0 };
  g_autoptr (RegieHistory) history = NULL;
  g_autoptr (RegieBundle) bundle = NULL;
  g_autoptr (RegiePlayer) player = NULL;
  g_autoptr (GPtrArray) states = NULL;
  const GOptionEntry entries[] = { BACKEND_OPTIONS (options), G_OPTION_ENTRY_NULL };

  if (!parse (&options, entries, "give a backend the state in which a bundle ends", argc, argv,
              error))
    return FALSE;
  history = reach_backend (&options, error);
  if (history == NULL)
    return FALSE;
  bundle = regie_bundle_open (argv[1], error);
  if (bundle == NULL)
    return FALSE;
  player = regie_player_new (bundle);
  regie_player_seek (player, regie_player_get_duration (player));
  states = regie_congress_snapshot (regie_player_get_congress (player), &REGIE_VIEWER_STAFF);
  if (!regie_history_import (history, states, NULL, error))
    return FALSE;
  g_print ("%u entities imported\n", states->len);
  return TRUE;
}

static const struct
{
  const char *name;
  gboolean (*run) (int argc, char **argv, int *status, GError **error);
  const char *summary;
} commands[] = {
  { "export", run_export, "make a bundle of what a backend knows of a session or a span of time" },
  { "record", run_record, "record the stages' feeds, then export what happened meanwhile" },
  { "inspect", run_inspect, "say what a bundle holds, and what is missing" },
  { "verify", run_verify, "check that a bundle is whole and unchanged" },
  { "import", run_import, "give a backend the state in which a bundle ends" },
};

static int
print_help (int status)
{
  g_print ("Usage: regie-bundle COMMAND [OPTION…] NAME.regie\n\n"
           "Recorded sessions: a folder or a zip file that needs nothing else to be replayed.\n\n");
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    g_print ("  %-8s  %s\n", commands[i].name, commands[i].summary);
  g_print ("\n“regie-bundle COMMAND --help” says more. Exit status: 0 done, 1 not possible, %d the "
           "bundle is damaged or was changed.\n",
           NOT_WHOLE);
  return status;
}

int
regie_bundle_main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  if (argc < 2 || strcmp (argv[1], "--help") == 0)
    return print_help (argc < 2 ? 1 : 0);
  if (strcmp (argv[1], "--version") == 0)
    {
      g_print ("regie-bundle %s\n", REGIE_VERSION);
      return 0;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *name = g_strdup_printf ("regie-bundle %s", commands[i].name);
      int status = 0;

      if (strcmp (argv[1], commands[i].name) != 0)
        continue;
      g_set_prgname (name);
      if (commands[i].run (argc - 1, argv + 1, &status, &error))
        return status;
      g_printerr ("%s: %s\n", name, error->message);
      return 1;
    }
  g_printerr ("regie-bundle: there is no command “%s”\n", argv[1]);
  return print_help (1);
}
