/* messages.c: what 100,000 messages cost a backend, against the same backend with few
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * messages BACKEND [MESSAGES]: everything is measured twice, with few messages and with many; the first
 * is the floor of the second. Nothing a person waits for may depend on how much there is.
 */

#define G_LOG_DOMAIN "regie-bench"

#include "crowd.h"
#include "figure.h"
#include "fixture-backend.h"
#include "hold.h"
#include "regie-client.h"
#include "regie-sqlite-journal.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/** Enough for a few seconds of moves. */
#define FEW 8000
#define SECONDS 3.0
#define SENDERS 64
/** No desk waits longer for the whole congress, seconds. */
#define DEADLINE 60
#define STAGE                                                                                      \
  "{\"seq\":0,\"state\":[{\"type\":\"stage.state\",\"stage\":\"saal\",\"number\":1,"               \
  "\"title\":\"Saal\",\"state\":\"live\",\"moderated\":true}]}"

typedef struct
{
  Backend *backend;
  Crowd *crowd;
  GPtrArray *tokens;
  /* the next message that has not been moved */
  guint next;
  guint round;
} Bench;

/* What is measured with few messages and with many. */
typedef struct
{
  double submits;
  double submit_p99;
  double moves;
  double on_air;
  double history;
} Pace;

static char *
command (Crowd *crowd, const char *path, const char *token, const char *body)
{
  g_autofree char *request = crowd_post (path, token, body);
  guint status = 0;
  char *answer = crowd_ask (crowd, request, &status);

  if (status != 200)
    g_error ("%s: %u %s", path, status, answer);
  return answer;
}

static void
join (Bench *bench)
{
  for (guint i = 0; i < SENDERS; i++)
    {
      g_autofree char *joined =
          command (bench->crowd, "/v1/join", NULL, "{\"code\":\"" BACKEND_CODE "\"}");
      g_auto (GStrv) parts = g_strsplit (strstr (joined, "\"token\""), "\"", 5);
      g_ptr_array_add (bench->tokens, g_strdup (parts[3]));
    }
}

static char *
submit (guint connection, guint number, gpointer data)
{
  Bench *bench = data;
  g_autofree char *body = g_strdup_printf (
      "{\"message\":\"s-%u-%u-%u\",\"stage\":\"saal\",\"kind\":\"question\","
      "\"text\":\"Wann kommt das Netz in die Straße %u, Haus %u, und wer zahlt den Anschluss?\"}",
      bench->round, connection, number, number, connection);

  return crowd_post ("/v1/messages", g_ptr_array_index (bench->tokens, connection), body);
}

static char *
move_to (Bench *bench, guint message, const char *state)
{
  g_autofree char *path = g_strdup_printf ("/v1/messages/q-%u/move", message);
  g_autofree char *body = g_strdup_printf ("{\"state\":\"%s\"}", state);

  return crowd_post (path, bench->backend->token, body);
}

static char *
approve (guint connection, guint number, gpointer data)
{
  Bench *bench = data;

  return move_to (bench, bench->next++, "approved");
}

/* On the air and off it, again and again. */
static char *
show (guint connection, guint number, gpointer data)
{
  return move_to (data, 0, number % 2 == 0 ? "on_air" : "approved");
}

static char *
ask_history (guint connection, guint number, gpointer data)
{
  Bench *bench = data;

  return g_strdup_printf ("GET /v1/messages/q-0/history HTTP/1.1\r\nHost: x\r\n"
                          "Authorization: Bearer %s\r\n\r\n",
                          bench->backend->token);
}

static CrowdLoad
load (Bench *bench, guint connections, double seconds, CrowdRequest request)
{
  CrowdLoad result = crowd_load (bench->crowd, connections, seconds, request, bench);

  if (result.failed > 0)
    g_error ("%" G_GUINT64_FORMAT " requests were refused", result.failed);
  return result;
}

static Pace
pace (Bench *bench)
{
  CrowdLoad submits;

  bench->round++;
  submits = load (bench, SENDERS, SECONDS, submit);
  return (Pace) {
    .submits = submits.rate,
    .submit_p99 = submits.p99 * 1e3,
    .moves = load (bench, 1, 1.5, approve).p50 * 1e3,
    .on_air = load (bench, 1, 1.5, show).p50 * 1e3,
    .history = load (bench, 1, 1, ask_history).p50 * 1e3,
  };
}

static void
on_stored (RegieJournal *journal,
           RegieRecord *record,
           gboolean duplicate,
           const GError *error,
           gpointer user_data)
{
  if (error != NULL)
    g_error ("%s", error->message);
  ++*(guint *) user_data;
}

/* Writes @n messages, of a few thousand people, into the journal of a backend that does not run. */
static void
fill (Bench *bench, guint from, guint n)
{
  g_autofree char *path = g_build_filename (bench->backend->folder, "congress.sqlite", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RegieSqliteJournal) journal = regie_sqlite_journal_open (path, &error);
  guint stored = 0;

  if (journal == NULL)
    g_error ("%s", error->message);
  for (guint i = from; i < from + n; i++)
    {
      g_autoptr (RegieRecord) record = regie_record_new (REGIE_RECORD_MESSAGE_SUBMIT);
      g_autofree char *id = g_strdup_printf ("q-%u", i);
      g_autofree char *who = g_strdup_printf ("p-%u", i % 3000);
      g_autofree char *cmd = g_uuid_string_random ();
      g_autofree char *text = g_strdup_printf (
          "Frage %u: Warum dauert der Ausbau im Kreis %u so lange, und was tut das Land dagegen?",
          i, i % 400);

      record->at = g_get_real_time ();
      regie_record_set_by (record, REGIE_ROLE_PARTICIPANT, who);
      regie_record_set_cmd (record, cmd);
      regie_record_set_string (record, REGIE_FIELD_MESSAGE, id);
      regie_record_set_string (record, REGIE_FIELD_STAGE, "saal");
      regie_record_set_int (record, REGIE_FIELD_MESSAGE_KIND, REGIE_MESSAGE_QUESTION);
      regie_record_set_string (record, REGIE_FIELD_TEXT, text);
      regie_journal_append (REGIE_JOURNAL (journal), record, on_stored, &stored);
    }
  while (stored < n)
    g_main_context_iteration (NULL, TRUE);
  regie_journal_close (REGIE_JOURNAL (journal), NULL);
}

/* Ends the backend, adds @n messages and starts it again; returns the seconds the start took. */
static double
grow (Bench *bench, guint from, guint n)
{
  gint64 start;
  double seconds;

  g_clear_pointer (&bench->crowd, crowd_free);
  backend_kill (bench->backend);
  fill (bench, from, n);
  start = g_get_monotonic_time ();
  backend_restart (bench->backend);
  seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  bench->crowd = crowd_new (bench->backend->port);
  return seconds;
}

/* Microseconds this thread has worked: what others do on the computer does not count. */
static gint64
worked (void)
{
  struct timespec spent;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &spent);
  return spent.tv_sec * G_USEC_PER_SEC + spent.tv_nsec / 1000;
}

static gboolean
is_online (gpointer client)
{
  return regie_client_get_link_state (client) == REGIE_LINK_ONLINE;
}

/* @longest: (inout): the longest the main loop was held, microseconds
 *
 * Returns: seconds until the link stands */
static double
wait_for_link (RegieClient *client, gint64 *longest)
{
  gint64 start = g_get_monotonic_time ();
  gint64 held = hold_until (is_online, client, DEADLINE, worked);

  *longest = MAX (*longest, held);
  return (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

/* Somebody else, who asks the same small thing again and again in a thread. */
typedef struct
{
  guint16 port;
  int over;
  double longest;
} Beside;

static gpointer
ask_beside (gpointer data)
{
  Beside *beside = data;
  Crowd *crowd = crowd_new (beside->port);

  while (!g_atomic_int_get (&beside->over))
    {
      gint64 start = g_get_monotonic_time ();

      g_free (crowd_ask (crowd, "GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n", NULL));
      beside->longest = MAX (beside->longest, (double) (g_get_monotonic_time () - start) / 1000);
    }
  crowd_free (crowd);
  return NULL;
}

static gboolean
is_over (gpointer deadline)
{
  return g_get_monotonic_time () >= *(gint64 *) deadline;
}

static gboolean
turn (gpointer unused)
{
  return G_SOURCE_CONTINUE;
}

/* Waits for @client, or for a second without one. Returns: the longest that somebody else waited for an
 * answer meanwhile, ms */
static double
longest_beside (Bench *bench, RegieClient *client, double *took, gint64 *held)
{
  Beside beside = { .port = bench->backend->port };
  GThread *thread = g_thread_new ("beside", ask_beside, &beside);

  if (client != NULL)
    *took = wait_for_link (client, held);
  else
    {
      gint64 deadline = g_get_monotonic_time () + G_USEC_PER_SEC;
      guint beat = g_timeout_add (50, turn, NULL);

      hold_until (is_over, &deadline, DEADLINE, worked);
      g_source_remove (beat);
    }
  g_atomic_int_set (&beside.over, 1);
  g_thread_join (thread);
  return beside.longest;
}

/* A desk comes, loses its line and comes back. */
static void
measure_desk (Bench *bench)
{
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%u", bench->backend->port);
  RegieClient *client = regie_client_new ();
  double alone = longest_beside (bench, NULL, NULL, NULL);
  gint64 longest = 0;
  double beside;
  double first;
  double again;

  regie_client_open (client, address, bench->backend->token);
  beside = longest_beside (bench, client, &first, &longest);
  regie_client_cut (client, 0);
  again = wait_for_link (client, &longest);
  figure_print (&(Figure) { "messages: a desk has the whole congress after", first * 1e3, "ms", NAN,
                            NAN, NAN, FALSE });
  figure_print (&(Figure) { "messages: longest hold of the desk's main loop by it",
                            (double) longest / 1000, "ms", NAN, NAN, 16, FALSE });
  figure_print (
      &(Figure) { "messages: longest wait of somebody else meanwhile, against nobody coming",
                  beside, "ms", alone, NAN, NAN, FALSE });
  figure_print (&(Figure) { "messages: a desk that lost its line has what it missed after",
                            again * 1e3, "ms", NAN, NAN, 100, FALSE });
  g_object_unref (client);
}

static double
ask_snapshot (Bench *bench, gsize *size)
{
  g_autofree char *request = g_strdup_printf ("GET /v1/snapshot HTTP/1.1\r\nHost: x\r\n"
                                              "Authorization: Bearer %s\r\n\r\n",
                                              bench->backend->token);
  gint64 start = g_get_monotonic_time ();
  g_autofree char *answer = crowd_ask (bench->crowd, request, NULL);

  *size = strlen (answer);
  return (double) (g_get_monotonic_time () - start) / 1e3;
}

static void
measure_snapshot (Bench *bench, guint messages)
{
  gsize size = 0;
  double first = ask_snapshot (bench, &size);
  double again = ask_snapshot (bench, &size);

  figure_print (
      &(Figure) { "messages: the whole state, made anew", first, "ms", NAN, NAN, NAN, FALSE });
  figure_print (
      &(Figure) { "messages: the whole state, as it was made", again, "ms", NAN, NAN, NAN, FALSE });
  figure_print (&(Figure) { "messages: the whole state, size for each message",
                            (double) size / messages, "bytes", NAN, NAN, NAN, FALSE });
}

int
main (int argc, char **argv)
{
  guint many = argc > 2 ? (guint) atoi (argv[2]) : 100000;
  Bench bench = { .next = 1 };
  gint64 empty;
  double seconds;
  Pace few;
  Pace lots;

  if (argc < 2)
    {
      g_printerr ("usage: %s BACKEND [MESSAGES]\n", argv[0]);
      return 2;
    }
  g_autoptr (Backend) backend = bench.backend = backend_start (argv[1]);
  bench.tokens = g_ptr_array_new_with_free_func (g_free);
  bench.crowd = crowd_new (backend->port);
  empty = backend_memory (backend);
  g_free (command (bench.crowd, "/v1/import", backend->token, STAGE));
  join (&bench);
  grow (&bench, 0, FEW);
  g_free (
      command (bench.crowd, "/v1/messages/q-0/move", backend->token, "{\"state\":\"approved\"}"));
  few = pace (&bench);
  seconds = grow (&bench, FEW, many);
  figure_print (&(Figure) { "messages: start, time for each message", seconds * 1e6 / many, "µs",
                            NAN, NAN, NAN, FALSE });
  figure_print (&(Figure) { "messages: memory for each message",
                            (double) (backend_memory (backend) - empty) / many, "bytes", NAN, NAN,
                            3000, FALSE });
  measure_desk (&bench);
  measure_snapshot (&bench, many);
  lots = pace (&bench);
  figure_print (&(Figure) { "messages: messages sent, many against few", lots.submits, "1/s",
                            few.submits, NAN, 0.9, TRUE });
  figure_print (&(Figure) { "messages: messages sent, p99", lots.submit_p99, "ms", few.submit_p99,
                            NAN, 1.5, FALSE });
  figure_print (&(Figure) { "messages: a moderator's move, p50", lots.moves, "ms", few.moves, NAN,
                            1.2, FALSE });
  figure_print (&(Figure) { "messages: on the air and off it, p50", lots.on_air, "ms", few.on_air,
                            NAN, 1.2, FALSE });
  figure_print (&(Figure) { "messages: history of a message with hundreds of moves, p50",
                            lots.history, "ms", few.history, NAN, NAN, FALSE });
  crowd_free (bench.crowd);
  g_ptr_array_unref (bench.tokens);
  return 0;
}
