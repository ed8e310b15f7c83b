/* moderators.c: several desks at once against one backend: what each ends with is what all have
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * Every desk is a real client with a congress of its own. It chooses commands at random by what it
 * sees at the moment, a few at a time, while the audience writes and votes; on the way the backend may
 * be killed. In the end every command has had its answer, once, and all congresses have the hash of
 * the backend's. The seed is printed: the dice fall the same again, the network does not.
 */

/* Desks, backend and machine have much to do. */
#define WAIT_SECONDS 120

#include "fixture-backend.h"
#include "moderator-deeds.h"
#include "regie-client.h"
#include "regie-history.h"
#include "wait-until.h"

#include <math.h>
#include <stdlib.h>

/** Commands a desk has under way at a time. */
#define AT_A_TIME 4
#define STAGES 2
#define PARTICIPANTS 4

typedef enum
{
  APPLIED,
  CONFLICT,
  DENIED,
  LATE,
  INVALID,
  UNAVAILABLE,
  /** the link broke for longer than a command is repeated */
  UNKNOWN,
  N_OUTCOMES
} Outcome;

static const char *const outcome_names[] = { "applied", "conflict",    "denied", "late",
                                             "invalid", "unavailable", "unknown" };

typedef struct _Run Run;

/** A desk, or somebody in the audience. */
typedef struct
{
  Run *run;
  RegieClient *client;
  char *token;
  GRand *random;
  RegieRecord *(*choose) (RegieScene *scene);
  guint wanted;
  guint sent;
  guint under_way;
  guint answered;
  guint outcomes[N_OUTCOMES];
} Player;

struct _Run
{
  Backend *backend;
  char *address;
  GPtrArray *players;
  /* what was done, what was refused and why → how often */
  GHashTable *done;
  GHashTable *refused;
  GHashTable *wrong;
};

/* What the command line says. */
static int desks = 2;
static int commands = 200;
static int seed = 0;
static int kills = 0;
static gboolean verbose = FALSE;

static Outcome
outcome_of (const GError *error)
{
  static const Outcome of[] = {
    [REGIE_CLIENT_CONFLICT] = CONFLICT,
    [REGIE_CLIENT_DENIED] = DENIED,
    [REGIE_CLIENT_LATE] = LATE,
    [REGIE_CLIENT_INVALID] = INVALID,
    [REGIE_CLIENT_UNAVAILABLE] = UNAVAILABLE,
    [REGIE_CLIENT_OFFLINE] = UNKNOWN,
  };

  if (error == NULL)
    return APPLIED;
  if (error->domain != REGIE_CLIENT_ERROR)
    g_error ("an answer that is none: %s", error->message);
  return of[error->code];
}

static void
count (GHashTable *table, const char *what)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (table, what));

  g_hash_table_replace (table, g_strdup (what), GUINT_TO_POINTER (n + 1));
}

typedef struct
{
  Player *player;
  RegieRecord *record;
} Command;

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Command *command = user_data;
  g_autoptr (RegieRecord) record = command->record;
  Player *player = command->player;
  const char *nick = regie_record_type_nick (record->type);
  g_autoptr (RegieConflict) conflict = regie_client_get_conflict (REGIE_CLIENT (source), result);
  g_autoptr (GError) error = NULL;
  Outcome outcome;

  regie_client_send_finish (REGIE_CLIENT (source), result, &error);
  outcome = outcome_of (error);
  player->outcomes[outcome]++;
  player->answered++;
  player->under_way--;
  if (error == NULL)
    {
      count (player->run->done, nick);
      return;
    }
  g_autofree char *what =
      g_strdup_printf ("%s %s: %s", outcome_names[outcome], nick, error->message);
  count (player->run->refused, what);
  if (outcome == CONFLICT && record->type != REGIE_RECORD_MESSAGE_ORDER
      && (conflict == NULL || conflict->current == NULL
          || (player->choose == regie_deed_of_moderator && conflict->cause == NULL)))
    count (player->run->wrong, what);
}

/* Sends one more command, if there may be one and there is something to do it with. */
static gboolean
act (Player *player)
{
  RegieScene scene = {
    .congress = regie_client_get_congress (player->client),
    .me = regie_client_get_id (player->client),
    .random = player->random,
  };
  RegieRecord *record;
  Command *command;

  if (player->under_way == AT_A_TIME || player->sent == player->wanted
      || regie_client_get_link_state (player->client) != REGIE_LINK_ONLINE)
    return FALSE;
  record = player->choose (&scene);
  if (record == NULL)
    return FALSE;
  command = g_new (Command, 1);
  *command = (Command) { player, record };
  player->sent++;
  player->under_way++;
  regie_client_send_async (player->client, record, scene.expect_rev, NULL, on_answer, command);
  return TRUE;
}

static guint
sum (Run *run, gsize member)
{
  guint total = 0;

  for (guint i = 0; i < run->players->len; i++)
    total += G_STRUCT_MEMBER (guint, g_ptr_array_index (run->players, i), member);
  return total;
}

#define SUM(run, member) sum (run, G_STRUCT_OFFSET (Player, member))

static void
connect_player (Player *player)
{
  regie_client_open (player->client, player->run->address, player->token);
}

static gboolean
is_online (Run *run)
{
  gboolean online = TRUE;

  for (guint i = 0; i < run->players->len; i++)
    {
      Player *player = g_ptr_array_index (run->players, i);
      RegieLinkState state = regie_client_get_link_state (player->client);

      /* The backend looks for new tokens once a second. */
      if (state == REGIE_LINK_REFUSED)
        connect_player (player);
      online &= state == REGIE_LINK_ONLINE;
    }
  return online;
}

static void
add_player (Run *run, const char *role, guint wanted)
{
  Player *player = g_new0 (Player, 1);
  gboolean audience = g_str_equal (role, "participant");
  g_autofree char *name = g_strdup_printf ("Person %u", run->players->len + 1);
  /* The second desk is for one stage only. */

  player->run = run;
  player->token = backend_add_token (run->backend, role, audience ? NULL : name,
                                     run->players->len == 1 ? "stage-1" : NULL);
  player->random = g_rand_new_with_seed ((guint32) seed + run->players->len);
  player->choose = audience ? regie_deed_of_participant : regie_deed_of_moderator;
  player->wanted = wanted;
  player->client = regie_client_new ();
  g_ptr_array_add (run->players, player);
}

static void
player_free (gpointer data)
{
  Player *player = data;

  g_assert_finalize_object (player->client);
  g_rand_free (player->random);
  g_free (player->token);
  g_free (player);
}

/* Two stages, one moderated and one open, with nobody's message yet. */
static void
import_plan (Run *run)
{
  g_autoptr (RegieHistory) admin = regie_history_new (run->address, run->backend->token);
  g_autoptr (GPtrArray) plan = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);
  g_autoptr (GError) error = NULL;
  RegieRecord *congress = regie_record_new (REGIE_RECORD_CONGRESS_STATE);

  g_ptr_array_add (plan, regie_record_set_string (congress, REGIE_FIELD_TITLE, "Zusammen"));
  for (guint i = 1; i <= STAGES; i++)
    {
      RegieRecord *stage = regie_record_new (REGIE_RECORD_STAGE_STATE);
      g_autofree char *id = g_strdup_printf ("stage-%u", i);

      regie_record_set_string (stage, REGIE_FIELD_STAGE, id);
      regie_record_set_string (stage, REGIE_FIELD_TITLE, id);
      regie_record_set_int (stage, REGIE_FIELD_NUMBER, i);
      regie_record_set_int (stage, REGIE_FIELD_STAGE_STATE, REGIE_STAGE_LIVE);
      regie_record_set_int (stage, REGIE_FIELD_MODERATED, i == 1);
      g_ptr_array_add (plan, stage);
    }
  if (!regie_history_import (admin, plan, NULL, &error))
    g_error ("%s", error->message);
}

static Run *
run_new (const char *program)
{
  Run *run = g_new0 (Run, 1);

  run->backend = backend_start (program);
  run->address = g_strdup_printf ("http://127.0.0.1:%u", run->backend->port);
  run->players = g_ptr_array_new_with_free_func (player_free);
  run->done = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  run->refused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  run->wrong = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  import_plan (run);
  for (int i = 0; i < desks; i++)
    add_player (run, i == 0 ? "director" : "moderator", (guint) commands);
  for (guint i = 0; i < PARTICIPANTS; i++)
    add_player (run, "participant", (guint) commands / 4);
  for (guint i = 0; i < run->players->len; i++)
    connect_player (g_ptr_array_index (run->players, i));
  return run;
}

static void
run_free (Run *run)
{
  g_ptr_array_unref (run->players);
  backend_stop (run->backend);
  g_hash_table_unref (run->done);
  g_hash_table_unref (run->refused);
  g_hash_table_unref (run->wrong);
  g_free (run->address);
  g_free (run);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Run, run_free)

/* Everybody does everything there is to do; the backend dies now and then. */
static void
play (Run *run)
{
  guint wanted = SUM (run, wanted);
  guint killed = 0;
  guint timer = g_timeout_add (10, wait_look_again, NULL);
  gint64 heard = g_get_monotonic_time ();
  guint answered = 0;

  while (SUM (run, answered) < wanted)
    {
      for (guint i = 0; i < run->players->len; i++)
        act (g_ptr_array_index (run->players, i));
      g_main_context_iteration (NULL, TRUE);
      if (SUM (run, answered) > answered)
        heard = g_get_monotonic_time ();
      answered = SUM (run, answered);
      if (g_get_monotonic_time () > heard + WAIT_SECONDS * G_USEC_PER_SEC)
        g_error ("no answer to %u of %u commands", SUM (run, under_way), SUM (run, sent));
      if (killed < (guint) kills && answered >= wanted * (killed + 1) / ((guint) kills + 1))
        {
          killed++;
          backend_kill (run->backend);
          backend_restart (run->backend);
        }
    }
  g_source_remove (timer);
  wait_until (is_online (run));
}

/* Whether every desk has the hash of the backend, which counts votes a moment longer. */
static gboolean
is_same (Run *run)
{
  g_autoptr (RegieHistory) admin = regie_history_new (run->address, run->backend->token);
  g_autoptr (GError) error = NULL;
  guint64 seq;
  g_autofree char *theirs = regie_history_get_hash (admin, &seq, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < run->players->len; i++)
    {
      Player *player = g_ptr_array_index (run->players, i);
      g_autofree char *ours = NULL;

      if (player->choose != regie_deed_of_moderator)
        continue;
      ours = regie_congress_hash (regie_client_get_congress (player->client), &REGIE_VIEWER_STAFF);
      if (!g_str_equal (ours, theirs))
        return FALSE;
    }
  return TRUE;
}

static gboolean
are_alike_in_front (Run *run)
{
  Player *desk = g_ptr_array_index (run->players, 0);
  g_autofree char *theirs =
      regie_congress_hash (regie_client_get_congress (desk->client), &REGIE_VIEWER_AUDIENCE);

  for (guint i = (guint) desks; i < run->players->len; i++)
    {
      Player *player = g_ptr_array_index (run->players, i);
      g_autofree char *ours =
          regie_congress_hash (regie_client_get_congress (player->client), &REGIE_VIEWER_AUDIENCE);
      if (!g_str_equal (ours, theirs))
        return FALSE;
    }
  return TRUE;
}

static void
print_table (const char *title, GHashTable *table)
{
  g_autoptr (GList) keys = g_list_sort (g_hash_table_get_keys (table), (GCompareFunc) strcmp);

  for (GList *l = keys; l != NULL; l = l->next)
    g_test_message ("%s: %u× %s", title, GPOINTER_TO_UINT (g_hash_table_lookup (table, l->data)),
                    (const char *) l->data);
}

static void
report (Run *run, double seconds)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < N_OUTCOMES; i++)
    g_string_append_printf (text, "%u %s, ", SUM (run, outcomes[i]), outcome_names[i]);
  g_test_message (
      "dice %d: %d desks and %d in the audience, %u commands in %.1f s (%.0f a second): "
      "%s%u unanswered, %d times killed, hash the same everywhere",
      seed, desks, PARTICIPANTS, SUM (run, sent), seconds, SUM (run, sent) / fmax (seconds, 0.001),
      text->str, SUM (run, sent) - SUM (run, answered), kills);
  if (verbose)
    {
      print_table ("done", run->done);
      print_table ("not", run->refused);
    }
}

static void
all_desks_end_where_the_backend_is (gconstpointer data)
{
  g_autoptr (Run) run = run_new (data);
  gint64 start;
  double seconds;

  wait_until (is_online (run));
  start = g_get_monotonic_time ();
  play (run);
  seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  wait_until (is_same (run));
  wait_until (are_alike_in_front (run));
  report (run, seconds);
  print_table ("wrong", run->wrong);
  g_assert_cmpuint (SUM (run, answered), ==, SUM (run, sent));
  g_assert_cmpuint (SUM (run, outcomes[APPLIED]), >, 0);
  g_assert_cmpuint (g_hash_table_size (run->wrong), ==, 0);
  /* Only who was slowed by a moderator has to wait, and a link that comes back loses no answer. */
  for (int i = 0; i < desks; i++)
    g_assert_cmpuint (((Player *) g_ptr_array_index (run->players, i))->outcomes[UNAVAILABLE], ==,
                      0);
  g_assert_cmpuint (SUM (run, outcomes[UNKNOWN]), ==, 0);
}

int
main (int argc, char **argv)
{
  const GOptionEntry entries[] = {
    { "desks", 0, 0, G_OPTION_ARG_INT, &desks, "Desks at a time", "N" },
    { "commands", 0, 0, G_OPTION_ARG_INT, &commands, "Commands of each", "N" },
    { "dice", 0, 0, G_OPTION_ARG_INT, &seed, "Where the dice begin; 0: anywhere", "N" },
    { "kills", 0, 0, G_OPTION_ARG_INT, &kills, "How often the backend is killed", "N" },
    { "tell", 0, 0, G_OPTION_ARG_NONE, &verbose, "Tell what was done and what was not", NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("BACKEND");
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;

  g_test_init (&argc, &argv, NULL);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc != 2)
    g_error ("%s", error != NULL ? error->message : "which backend?");
  if (seed == 0)
    seed = (int) g_random_int_range (1, G_MAXINT - 100);
  name = g_strdup_printf ("/moderators/%d-desks%s-end-where-the-backend-is", desks,
                          kills > 0 ? "-and-a-kill" : "");
  g_test_add_data_func (name, argv[1], all_desks_end_where_the_backend_is);
  return g_test_run ();
}
