/* regie-rehearsal.c: a congress in a box: stage feeds and a synthetic audience
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-rehearsal"

#include "regie-config.h"

#include "regie-autopilot.h"
#include "regie-behaviour.h"
#include "regie-copilot.h"
#include "regie-feeds.h"
#include "regie-rehearsal.h"
#include "regie-summary.h"

#include <glib-unix.h>
#include <gst/gst.h>
#include <locale.h>
#include <sys/resource.h>

#define STAGES 3
/** Seconds between two lines about the feeds. */
#define REPORT 5

typedef struct
{
  char *server;
  char *code;
  char *rates;
  char *feeds;
  char *polls;
  char *token_file;
  GStrv colleagues;
  int participants;
  int duration;
  gint64 seed;
  gboolean drive;
  gboolean version;
} Options;

typedef struct
{
  Options options;
  GMainLoop *loop;
  char *address;
  RegieRequests *requests;
  RegieCrowd *crowd;
  RegieOutlook *outlook;
  RegieBehaviour *behaviour;
  RegieAutopilot *autopilot;
  /* RegieCopilot */
  GPtrArray *copilots;
  RegieFeeds *feeds;
  guint64 frames[STAGES];
  gint64 began;
  gint64 reported;
  gboolean failed;
} Rehearsal;

static void
rehearsal_clear (Rehearsal *self)
{
  g_clear_object (&self->behaviour);
  g_clear_object (&self->autopilot);
  g_clear_pointer (&self->copilots, g_ptr_array_unref);
  g_clear_object (&self->crowd);
  g_clear_object (&self->requests);
  g_clear_object (&self->outlook);
  g_clear_object (&self->feeds);
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_free (self->address);
  g_free (self->options.server);
  g_free (self->options.code);
  g_free (self->options.rates);
  g_free (self->options.feeds);
  g_free (self->options.polls);
  g_free (self->options.token_file);
  g_strfreev (self->options.colleagues);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rehearsal, rehearsal_clear)

static gboolean
parse (Options *options, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "server", 's', 0, G_OPTION_ARG_STRING, &options->server, "Address of the backend", "URL" },
    { "code", 'c', 0, G_OPTION_ARG_STRING, &options->code, "Access code of the congress", "CODE" },
    { "participants", 'n', 0, G_OPTION_ARG_INT, &options->participants,
      "How many participants (200)", "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &options->seed, "The same seed, the same people (1)", "S" },
    { "rates", 'r', 0, G_OPTION_ARG_STRING, &options->rates,
      "How lively they are: messages=N,upvotes=N a minute, turnout=, words=, changes=, "
      "withdrawals=, floods= 0 to 1, median=SECONDS",
      "LIST" },
    { "feeds", 'f', 0, G_OPTION_ARG_STRING, &options->feeds,
      "Port of the stage feeds; 0: any (default), none: no feeds", "PORT" },
    { "token-file", 't', 0, G_OPTION_ARG_FILENAME, &options->token_file,
      "File with a director's token: makes the feeds known to the desks", "FILE" },
    { "admin-token-file", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME, &options->token_file,
      NULL, "FILE" },
    { "drive", 0, 0, G_OPTION_ARG_NONE, &options->drive,
      "Also play director and moderator a little (needs the token)", NULL },
    { "colleague", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->colleagues,
      "File with a moderator's token: somebody who works through what comes in, beside the people "
      "at the desk; may be given several times",
      "FILE" },
    { "polls", 'p', 0, G_OPTION_ARG_STRING, &options->polls,
      "auto: they vote in what opens (default); none: they do not", "WORD" },
    { "duration", 'd', 0, G_OPTION_ARG_INT, &options->duration,
      "End after so many seconds; 0: when stopped (default)", "SECONDS" },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options->version, "Print the version and end", NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_set_summary (context, "A congress in a box: three live stage feeds and an "
                                         "audience that asks, votes and sends words.");
  g_option_context_set_description (context, "The last line it prints is a summary as JSON.");
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if (options->version)
    return TRUE;
  if (*argc > 1)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "“%s” is too much", (*argv)[1]);
  else if (options->server == NULL || options->code == NULL)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                         "--server and --code are needed; see --help");
  else if (options->participants < 0 || options->participants > 100000 || options->duration < 0)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         "--participants goes from 0 to 100000, --duration from 0");
  else if (options->drive && options->token_file == NULL)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                         "--drive needs --token-file");
  else if (options->polls != NULL && !g_str_equal (options->polls, "auto")
           && !g_str_equal (options->polls, "none"))
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         "--polls is auto or none");
  else
    return TRUE;
  return FALSE;
}

/* @error: (transfer full) */
static int
fail (const char *what, GError *error)
{
  g_autoptr (GError) owned = error;

  if (what != NULL)
    g_printerr ("regie-rehearse: %s: %s\n", what, error->message);
  else
    g_printerr ("regie-rehearse: %s\n", error->message);
  return 1;
}

static char *
clean_address (const char *server, GError **error)
{
  g_autofree char *address = g_strdup (server);

  while (g_str_has_suffix (address, "/"))
    address[strlen (address) - 1] = '\0';
  return g_uri_is_valid (address, G_URI_FLAGS_NONE, error) ? g_steal_pointer (&address) : NULL;
}

static RegieRates
rates_of (const Options *options, GError **error)
{
  RegieRates rates = regie_rates_default ((guint) options->participants);

  if (g_strcmp0 (options->polls, "none") == 0)
    rates.turnout = rates.words = 0;
  if (options->rates != NULL)
    regie_rates_parse (&rates, options->rates, error);
  return rates;
}

/* Stage feeds */

static gboolean
start_feeds (Rehearsal *self, GError **error)
{
  guint64 port = 0;

  if (g_strcmp0 (self->options.feeds, "none") == 0)
    return TRUE;
  if (self->options.feeds != NULL
      && !g_ascii_string_to_unsigned (self->options.feeds, 10, 0, G_MAXUINT16, &port, error))
    return FALSE;
  gst_init (NULL, NULL);
  self->feeds = regie_feeds_new ((guint) port, STAGES);
  return regie_feeds_start (self->feeds, error);
}

static void
report_feeds (Rehearsal *self)
{
  gint64 now = g_get_monotonic_time ();
  double seconds = (double) (now - self->reported) / G_USEC_PER_SEC;

  for (guint i = 0; self->feeds != NULL && i < STAGES; i++)
    {
      guint64 frames = regie_feeds_get_frames (self->feeds, i);
      /* A stage is encoded only while somebody watches. */
      if (frames > self->frames[i])
        g_print ("feed stage-%u: %" G_GUINT64_FORMAT " frames, %.1f fps\n", i + 1, frames,
                 (double) (frames - self->frames[i]) / seconds);
      self->frames[i] = frames;
    }
  self->reported = now;
}

static gboolean
on_report (gpointer user_data)
{
  report_feeds (user_data);
  return G_SOURCE_CONTINUE;
}

static void
on_stage_changed (RegieOutlook *outlook, gpointer record, Rehearsal *self)
{
  const RegieRecord *stage = record;
  const RegieRecord *session = regie_outlook_find_session (outlook, stage->session);

  if (self->feeds != NULL && stage->number >= 1 && stage->number <= STAGES && session != NULL)
    regie_feeds_set_title (self->feeds, (guint) stage->number - 1, session->title,
                           session->subtitle);
}

static GStrv
sources_of (Rehearsal *self)
{
  g_autoptr (GStrvBuilder) sources = g_strv_builder_new ();

  for (guint i = 0; self->feeds != NULL && i < STAGES; i++)
    g_strv_builder_take (sources, regie_feeds_get_uri (self->feeds, i));
  return g_strv_builder_end (sources);
}

/* The desk */

static void
on_link_state (RegieClient *client, GParamSpec *pspec, Rehearsal *self)
{
  if (regie_client_get_link_state (client) != REGIE_LINK_REFUSED)
    return;
  g_printerr ("regie-rehearse: %s\n", regie_client_get_problem (client));
  self->failed = TRUE;
  g_main_loop_quit (self->loop);
}

/* The program feed follows what was taken, as the main channel of a congress does. */
static void
on_program (RegieProgram *program, GParamSpec *pspec, Rehearsal *self)
{
  RegieCongress *congress =
      regie_client_get_congress (regie_autopilot_get_client (self->autopilot));
  const char *id = regie_program_state (program)->program;
  RegieStage *stage = id != NULL ? regie_congress_find_stage (congress, id) : NULL;
  const gint64 number = stage != NULL ? regie_stage_state (stage)->number : 0;

  if (self->feeds != NULL && number >= 1 && number <= STAGES)
    regie_feeds_take (self->feeds, (guint) number - 1);
}

static gboolean
start_autopilot (Rehearsal *self, GError **error)
{
  g_auto (GStrv) sources = sources_of (self);
  g_autofree char *token = NULL;

  if (self->options.token_file == NULL)
    return TRUE;
  if (!g_file_get_contents (self->options.token_file, &token, NULL, error))
    return FALSE;
  self->autopilot = regie_autopilot_new ((const char *const *) sources, self->options.drive,
                                         (guint64) self->options.seed);
  g_signal_connect (regie_autopilot_get_client (self->autopilot), "notify::link-state",
                    G_CALLBACK (on_link_state), self);
  g_signal_connect (regie_congress_get_program (
                        regie_client_get_congress (regie_autopilot_get_client (self->autopilot))),
                    "notify::program", G_CALLBACK (on_program), self);
  regie_autopilot_start (self->autopilot, self->address, g_strstrip (token));
  return TRUE;
}

static gboolean
start_colleagues (Rehearsal *self, GError **error)
{
  self->copilots = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; self->options.colleagues != NULL && self->options.colleagues[i] != NULL; i++)
    {
      g_autoptr (RegieCopilot) copilot = regie_copilot_new ((guint64) self->options.seed, i);
      g_autofree char *token = NULL;

      if (!g_file_get_contents (self->options.colleagues[i], &token, NULL, error))
        return FALSE;
      g_signal_connect (regie_copilot_get_client (copilot), "notify::link-state",
                        G_CALLBACK (on_link_state), self);
      regie_copilot_start (copilot, self->address, g_strstrip (token));
      g_ptr_array_add (self->copilots, g_steal_pointer (&copilot));
    }
  return TRUE;
}

/* The audience */

static void
on_event (RegieCrowd *crowd, gpointer event, Rehearsal *self)
{
  regie_outlook_take (self->outlook, event);
}

static void
on_complete (RegieCrowd *crowd, Rehearsal *self)
{
  g_print ("%u participants connected after %.1f s\n", regie_crowd_get_connected (crowd),
           (double) (g_get_monotonic_time () - self->began) / G_USEC_PER_SEC);
}

static void
on_refused (RegieCrowd *crowd, const GError *error, Rehearsal *self)
{
  if (!self->failed)
    g_printerr ("regie-rehearse: %s: %s\n", self->address, error->message);
  self->failed = TRUE;
  g_main_loop_quit (self->loop);
}

static gboolean
start_audience (Rehearsal *self, const RegieRates *rates, GError **error)
{
  self->outlook = regie_outlook_new ();
  self->requests = regie_requests_new (self->address);
  self->crowd = regie_crowd_new (self->address, self->options.code,
                                 (guint) self->options.participants, self->requests);
  self->behaviour = regie_behaviour_new (self->crowd, self->requests, self->outlook, rates,
                                         (guint64) self->options.seed);
  g_signal_connect (self->outlook, "stage-changed", G_CALLBACK (on_stage_changed), self);
  g_signal_connect (self->crowd, "event", G_CALLBACK (on_event), self);
  g_signal_connect (self->crowd, "complete", G_CALLBACK (on_complete), self);
  g_signal_connect (self->crowd, "refused", G_CALLBACK (on_refused), self);
  self->began = self->reported = g_get_monotonic_time ();
  regie_behaviour_start (self->behaviour);
  return regie_crowd_start (self->crowd, error);
}

static gboolean
on_stop (gpointer user_data)
{
  g_main_loop_quit (((Rehearsal *) user_data)->loop);
  return G_SOURCE_CONTINUE;
}

/* Each participant is a socket. */
static void
raise_limits (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) == 0)
    {
      limit.rlim_cur = limit.rlim_max;
      setrlimit (RLIMIT_NOFILE, &limit);
    }
}

static void
run (Rehearsal *self)
{
  guint terminate = g_unix_signal_add (SIGTERM, on_stop, self);
  guint interrupt = g_unix_signal_add (SIGINT, on_stop, self);
  guint report = g_timeout_add_seconds (REPORT, on_report, self);
  guint over = self->options.duration > 0
                   ? g_timeout_add_seconds ((guint) self->options.duration, on_stop, self)
                   : 0;

  g_main_loop_run (self->loop);

  g_clear_handle_id (&over, g_source_remove);
  g_source_remove (report);
  g_source_remove (interrupt);
  g_source_remove (terminate);
}

static void
finish (Rehearsal *self)
{
  regie_behaviour_stop (self->behaviour);
  report_feeds (self);
  if (!self->failed)
    {
      g_autofree char *summary = regie_summary_write (self->crowd, self->requests, self->behaviour,
                                                      self->frames, STAGES, self->began);
      g_print ("%s\n", summary);
    }
  regie_requests_stop (self->requests);
  regie_crowd_stop (self->crowd);
  if (self->autopilot != NULL)
    regie_autopilot_stop (self->autopilot);
  for (guint i = 0; i < self->copilots->len; i++)
    regie_copilot_stop (g_ptr_array_index (self->copilots, i));
  if (self->feeds != NULL)
    regie_feeds_stop (self->feeds);
}

int
regie_rehearsal_main (int argc, char **argv)
{
  g_auto (Rehearsal) self = { .options = { .participants = 200, .seed = 1 } };
  GError *error = NULL;
  RegieRates rates;

  setlocale (LC_CTYPE, "");
  if (!parse (&self.options, &argc, &argv, &error))
    return fail (NULL, error);
  if (self.options.version)
    {
      g_print ("regie-rehearse " REGIE_VERSION "\n");
      return 0;
    }
  raise_limits ();
  rates = rates_of (&self.options, &error);
  if (error != NULL)
    return fail ("--rates", error);
  self.address = clean_address (self.options.server, &error);
  if (self.address == NULL)
    return fail (self.options.server, error);
  self.loop = g_main_loop_new (NULL, FALSE);
  if (!start_audience (&self, &rates, &error))
    return fail (self.address, error);
  if (!start_feeds (&self, &error))
    return fail ("the stage feeds", error);
  if (!start_autopilot (&self, &error))
    return fail (self.options.token_file, error);
  if (!start_colleagues (&self, &error))
    return fail ("--colleague", error);

  run (&self);
  finish (&self);
  return self.failed ? 1 : 0;
}
