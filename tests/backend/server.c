/* server.c: tests of a whole backend in this process: whoever was away is where everybody is
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-server.h"
#include "regie-sqlite-journal.h"
#include "wait-until.h"

#include <glib/gstdio.h>

typedef struct
{
  char *dir;
  RegieSqliteJournal *journal;
  RegieServer *server;
  SoupSession *session;
  char *tokens[REGIE_ROLE_ADMIN + 1];
} Fixture;

/** Somebody who keeps a copy of the congress. */
typedef struct
{
  RegieCongress *congress;
  SoupWebsocketConnection *line;
  char *epoch;
  guint snapshots;
  /* what was told of own messages: id → state */
  GHashTable *own;
  gboolean closed;
} Copy;

static void
on_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static char *
make_token (Fixture *fixture, RegieRole role)
{
  RegieRegistry *registry = regie_server_get_house (fixture->server)->registry;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *token;

  regie_registry_add_async (registry, role, NULL, NULL, NULL, g_get_real_time (), NULL, on_result,
                            &result);
  wait_until (result != NULL);
  token = regie_registry_add_finish (registry, result, NULL, &error);
  g_assert_no_error (error);
  return token;
}

static void
start (Fixture *fixture)
{
  RegieSettings *settings = regie_settings_new ();
  g_autofree char *path = g_build_filename (fixture->dir, "congress.sqlite", NULL);
  g_autoptr (GError) error = NULL;

  g_set_str (&settings->listen, "127.0.0.1:0");
  g_set_str (&settings->access_code, "LINDE");
  settings->rate = 0;
  fixture->journal = regie_sqlite_journal_open (path, &error);
  g_assert_no_error (error);
  fixture->server = regie_server_new (settings, REGIE_JOURNAL (fixture->journal),
                                      regie_sqlite_journal_get_registry (fixture->journal), &error);
  g_assert_no_error (error);
  regie_server_listen (fixture->server, &error);
  g_assert_no_error (error);
}

static void
stop (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  regie_server_leave (fixture->server);
  regie_journal_close (REGIE_JOURNAL (fixture->journal), &error);
  g_assert_no_error (error);
  g_assert_finalize_object (g_steal_pointer (&fixture->server));
  g_assert_finalize_object (g_steal_pointer (&fixture->journal));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->dir = g_dir_make_tmp ("regie-server-XXXXXX", &error);
  g_assert_no_error (error);
  start (fixture);
  fixture->session = soup_session_new ();
  for (int role = REGIE_ROLE_PARTICIPANT; role <= REGIE_ROLE_ADMIN; role++)
    fixture->tokens[role] = make_token (fixture, (RegieRole) role);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->dir, 0, NULL);
  const char *name;

  stop (fixture);
  soup_session_abort (fixture->session);
  g_object_unref (fixture->session);
  for (int role = REGIE_ROLE_PARTICIPANT; role <= REGIE_ROLE_ADMIN; role++)
    g_free (fixture->tokens[role]);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->dir, name, NULL);
      g_unlink (path);
    }
  g_rmdir (fixture->dir);
  g_free (fixture->dir);
}

static SoupMessage *
message_to (Fixture *fixture, const char *method, const char *path, const char *token)
{
  g_autofree char *uri = g_strconcat (regie_server_get_address (fixture->server), path, NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);
  SoupMessage *message = soup_message_new (method, uri);

  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", bearer);
  return message;
}

/** Sends a command with @token and returns the HTTP status. @text: (out) (optional): the answer */
static guint
send_as (Fixture *fixture, const char *token, const char *path, const char *body, char **text)
{
  g_autoptr (SoupMessage) message = message_to (fixture, "POST", path, token);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  g_autofree char *key = g_uuid_string_random ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;

  soup_message_headers_append (soup_message_get_request_headers (message), "Idempotency-Key", key);
  soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  soup_session_send_and_read_async (fixture->session, message, G_PRIORITY_DEFAULT, NULL, on_result,
                                    &result);
  wait_until (result != NULL);
  answer = soup_session_send_and_read_finish (fixture->session, result, &error);
  g_assert_no_error (error);
  if (text != NULL)
    *text = g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));
  return soup_message_get_status (message);
}

static guint
send_command (Fixture *fixture, RegieRole role, const char *path, const char *body)
{
  return send_as (fixture, fixture->tokens[role], path, body, NULL);
}

#define assert_applied(fixture, role, path, body)                                                  \
  g_assert_cmpuint (send_command (fixture, REGIE_ROLE_##role, path, body), ==, 200)

static void
take_record (Copy *copy, RegieRecord *record)
{
  g_autoptr (RegieRecord) state = NULL;

  /* What the audience is told of one record may be several states with one seq. */
  if (regie_record_type_is_state (record->type)
      && record->seq == regie_congress_get_seq (copy->congress))
    {
      state = regie_record_copy (record);
      state->seq = 0;
    }
  regie_congress_apply (copy->congress, state != NULL ? state : record, NULL);
}

static void
on_text (SoupWebsocketConnection *line, int type, GBytes *bytes, gpointer user_data)
{
  Copy *copy = user_data;
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  g_autoptr (RegieEvent) event = regie_event_from_json (text, size, &error);

  g_assert_no_error (error);
  if (event->type == REGIE_EVENT_HELLO)
    {
      g_autoptr (RegieEvent) resume = regie_event_new (REGIE_EVENT_RESUME);
      g_autofree char *json = NULL;

      resume->epoch = g_strdup (copy->epoch);
      resume->seq = regie_congress_get_seq (copy->congress);
      json = regie_event_to_json (resume, NULL);
      soup_websocket_connection_send_text (line, json);
      g_set_str (&copy->epoch, event->epoch);
    }
  else if (event->type == REGIE_EVENT_SNAPSHOT)
    {
      copy->snapshots++;
      g_assert_true (regie_congress_load (copy->congress, event->records, event->seq, &error));
    }
  else if (event->type == REGIE_EVENT_OWN)
    for (guint i = 0; i < event->records->len; i++)
      {
        RegieRecord *state = g_ptr_array_index (event->records, i);
        g_hash_table_insert (copy->own, g_strdup (state->message), regie_record_ref (state));
      }
  else if (event->type == REGIE_EVENT_RECORDS)
    for (guint i = 0; i < event->records->len; i++)
      take_record (copy, g_ptr_array_index (event->records, i));
}

static void
on_line_closed (SoupWebsocketConnection *line, gpointer user_data)
{
  Copy *copy = user_data;
  copy->closed = TRUE;
}

static void
open_line (Fixture *fixture, Copy *copy, RegieRole role)
{
  char *protocols[] = { (char *) REGIE_PROTOCOL_NAME, NULL };
  g_autoptr (SoupMessage) message =
      message_to (fixture, "GET", "/v1/events", fixture->tokens[role]);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  copy->closed = FALSE;
  soup_session_websocket_connect_async (fixture->session, message, NULL, protocols,
                                        G_PRIORITY_DEFAULT, NULL, on_result, &result);
  wait_until (result != NULL);
  copy->line = soup_session_websocket_connect_finish (fixture->session, result, &error);
  g_assert_no_error (error);
  soup_websocket_connection_set_max_incoming_payload_size (copy->line, 0);
  g_signal_connect (copy->line, "message", G_CALLBACK (on_text), copy);
  g_signal_connect (copy->line, "closed", G_CALLBACK (on_line_closed), copy);
}

static void
close_line (Copy *copy)
{
  soup_websocket_connection_close (copy->line, SOUP_WEBSOCKET_CLOSE_NORMAL, NULL);
  wait_until (copy->closed);
  g_clear_object (&copy->line);
}

static Copy *
copy_new (void)
{
  Copy *copy = g_new0 (Copy, 1);
  copy->congress = regie_congress_new ();
  copy->own =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) regie_record_unref);
  return copy;
}

static void
copy_free (Copy *copy)
{
  close_line (copy);
  g_object_unref (copy->congress);
  g_hash_table_unref (copy->own);
  g_free (copy->epoch);
  g_free (copy);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Copy, copy_free)

static gboolean
is_same (Fixture *fixture, Copy *copy, const RegieViewer *viewer)
{
  RegieHouse *house = regie_server_get_house (fixture->server);
  g_autofree char *theirs =
      regie_congress_hash (regie_conductor_get_congress (house->conductor), viewer);
  g_autofree char *ours = regie_congress_hash (copy->congress, viewer);

  return g_str_equal (theirs, ours);
}

static void
prepare (Fixture *fixture)
{
  assert_applied (fixture, ADMIN, "/v1/import",
                  "{\"seq\":0,\"epoch\":\"plan\",\"state\":["
                  "{\"type\":\"congress.state\",\"title\":\"Probe\"},"
                  "{\"type\":\"stage.state\",\"stage\":\"s1\",\"number\":1,\"title\":\"Eins\","
                  "\"state\":\"live\","
                  "\"channel\":\"open\",\"moderated\":true},"
                  "{\"type\":\"stage.state\",\"stage\":\"s2\",\"number\":2,\"title\":\"Zwei\","
                  "\"state\":\"live\","
                  "\"channel\":\"open\",\"moderated\":false}]}");
}

/** One of everything that an afternoon brings. */
static void
live_a_little (Fixture *fixture, guint n)
{
  g_autofree char *message = g_strdup_printf ("m%u", n);
  g_autofree char *poll = g_strdup_printf ("p%u", n);
  g_autofree char *text = g_strdup_printf (
      "{\"message\":\"%s\",\"stage\":\"s1\",\"kind\":\"question\",\"text\":\"Frage %u\"}", message,
      n);
  g_autofree char *move = g_strdup_printf ("/v1/messages/%s/move", message);
  g_autofree char *other = g_strdup_printf (
      "{\"message\":\"o%u\",\"stage\":\"s1\",\"kind\":\"praise\",\"text\":\"Danke\"}", n);
  g_autofree char *move_other = g_strdup_printf ("/v1/messages/o%u/move", n);
  g_autofree char *upvote = g_strdup_printf ("/v1/messages/%s/upvote", message);
  g_autofree char *create = g_strdup_printf (
      "{\"poll\":\"%s\",\"stage\":\"s1\",\"kind\":\"single\",\"title\":\"Ja?\",\"visibility\":"
      "\"live\","
      "\"entries\":[{\"id\":\"a\",\"text\":\"Ja\"},{\"id\":\"b\",\"text\":\"Nein\"}]}",
      poll);
  g_autofree char *open = g_strdup_printf ("/v1/polls/%s/open", poll);
  g_autofree char *ballot = g_strdup_printf ("/v1/polls/%s/ballot", poll);
  g_autofree char *close = g_strdup_printf ("/v1/polls/%s/close", poll);

  assert_applied (fixture, PARTICIPANT, "/v1/messages", text);
  assert_applied (fixture, PARTICIPANT, "/v1/messages", other);
  /* The one that was sent later is approved first: copies see them in another order. */
  assert_applied (fixture, MODERATOR, move_other, "{\"state\":\"approved\"}");
  assert_applied (fixture, MODERATOR, move, "{\"state\":\"approved\"}");
  assert_applied (fixture, MODERATOR, move, "{\"state\":\"rejected\"}");
  assert_applied (fixture, MODERATOR, move, "{\"state\":\"approved\"}");
  g_assert_cmpuint (send_command (fixture, REGIE_ROLE_PARTICIPANT, upvote, "{\"on\":true}"), !=,
                    200);
  assert_applied (fixture, MODERATOR, move, "{\"state\":\"on_air\"}");
  assert_applied (fixture, MODERATOR, "/v1/polls", create);
  assert_applied (fixture, MODERATOR, open, "");
  assert_applied (fixture, PARTICIPANT, ballot, "{\"round\":1,\"ids\":[\"a\"]}");
  assert_applied (fixture, MODERATOR, close, "");
  /* Every other one goes for good, off the stage and out of sight. */
  assert_applied (fixture, MODERATOR, move,
                  n % 2 != 0 ? "{\"state\":\"answered\"}"
                             : "{\"state\":\"rejected\",\"reason\":\"doppelt\"}");
  assert_applied (fixture, DIRECTOR, "/v1/stages/s2/channel", "{\"channel\":\"paused\"}");
  assert_applied (fixture, DIRECTOR, "/v1/program/arm", "{\"stage\":\"s2\"}");
}

static void
whoever_was_away_ends_where_everybody_is (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    RegieRole role;
    const RegieViewer *viewer;
  } kinds[] = {
    { REGIE_ROLE_DIRECTOR, &REGIE_VIEWER_STAFF },
    { REGIE_ROLE_PARTICIPANT, &REGIE_VIEWER_AUDIENCE },
    { REGIE_ROLE_SCREEN, &REGIE_VIEWER_AUDIENCE },
  };

  prepare (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (Copy) always = copy_new ();
      g_autoptr (Copy) away = copy_new ();
      g_autoptr (Copy) late = copy_new ();

      open_line (fixture, always, kinds[i].role);
      open_line (fixture, away, kinds[i].role);
      wait_until (always->snapshots == 1 && away->snapshots == 1);
      live_a_little (fixture, 10 * i + 1);
      wait_until (is_same (fixture, away, kinds[i].viewer));
      close_line (away);
      live_a_little (fixture, 10 * i + 2);
      live_a_little (fixture, 10 * i + 3);
      open_line (fixture, away, kinds[i].role);
      live_a_little (fixture, 10 * i + 4);
      open_line (fixture, late, kinds[i].role);
      wait_until (is_same (fixture, always, kinds[i].viewer));
      wait_until (is_same (fixture, away, kinds[i].viewer));
      wait_until (is_same (fixture, late, kinds[i].viewer));
      /* What was missed came as records, not as a second snapshot. */
      g_assert_cmpuint (away->snapshots, ==, 1);
      g_assert_cmpuint (always->snapshots, ==, 1);
    }
}

static void
a_restart_keeps_state_and_lets_everybody_go_on (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Copy) copy = copy_new ();
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  prepare (fixture);
  open_line (fixture, copy, REGIE_ROLE_MODERATOR);
  wait_until (copy->snapshots == 1);
  live_a_little (fixture, 1);
  before = regie_congress_hash (
      regie_conductor_get_congress (regie_server_get_house (fixture->server)->conductor),
      &REGIE_VIEWER_STAFF);
  close_line (copy);
  stop (fixture);
  start (fixture);
  after = regie_congress_hash (
      regie_conductor_get_congress (regie_server_get_house (fixture->server)->conductor),
      &REGIE_VIEWER_STAFF);
  g_assert_cmpstr (before, ==, after);
  live_a_little (fixture, 2);
  open_line (fixture, copy, REGIE_ROLE_MODERATOR);
  wait_until (is_same (fixture, copy, &REGIE_VIEWER_STAFF));
  g_assert_cmpuint (copy->snapshots, ==, 1);
}

static void
an_import_is_all_or_nothing (Fixture *fixture, gconstpointer data)
{
  RegieHouse *house = regie_server_get_house (fixture->server);

  g_assert_cmpuint (
      send_command (fixture, REGIE_ROLE_ADMIN, "/v1/import",
                    "{\"seq\":0,\"epoch\":\"plan\",\"state\":["
                    "{\"type\":\"stage.state\",\"stage\":\"s1\",\"number\":1,\"title\":\"Eins\","
                    "\"state\":\"live\"},"
                    "{\"type\":\"session.state\",\"session\":\"a\",\"stage\":\"nowhere\","
                    "\"title\":\"A\",\"start\":\"2026-11-24T09:00:00Z\","
                    "\"end\":\"2026-11-24T10:00:00Z\"}]}"),
      !=, 200);
  g_assert_cmpuint (regie_congress_get_seq (regie_conductor_get_congress (house->conductor)), ==,
                    0);
  prepare (fixture);
  g_assert_nonnull (
      regie_congress_find_stage (regie_conductor_get_congress (house->conductor), "s2"));
}

static void
a_claim_ends_after_its_lease (Fixture *fixture, gconstpointer data)
{
  RegieHouse *house = regie_server_get_house (fixture->server);
  RegieCongress *congress = regie_conductor_get_congress (house->conductor);
  RegieMessage *message;

  prepare (fixture);
  assert_applied (fixture, PARTICIPANT, "/v1/messages",
                  "{\"message\":\"m\",\"stage\":\"s1\",\"kind\":\"question\",\"text\":\"Wann?\"}");
  assert_applied (fixture, MODERATOR, "/v1/messages/m/claim", "{\"on\":true}");
  message = regie_congress_find_message (congress, "m");
  g_assert_nonnull (regie_message_state (message)->claimant);
  regie_timekeeper_tick (house->timekeeper, g_get_real_time () + 59 * G_USEC_PER_SEC);
  regie_timekeeper_tick (house->timekeeper, g_get_real_time () + 61 * G_USEC_PER_SEC);
  wait_until (regie_message_state (message)->claimant == NULL);
  g_assert_cmpint (regie_message_state (message)->message_state, ==, REGIE_MESSAGE_NEW);
}

static gint64 ahead;

static gint64
clock_ahead (void)
{
  return g_get_real_time () + ahead;
}

static void
who_has_gone_gives_back_what_was_claimed (Fixture *fixture, gconstpointer data)
{
  RegieHouse *house = regie_server_get_house (fixture->server);
  g_autoptr (Copy) one = copy_new ();
  RegieMessage *message;

  ahead = 0;
  regie_conductor_set_clock (house->conductor, clock_ahead);
  prepare (fixture);
  open_line (fixture, one, REGIE_ROLE_MODERATOR);
  wait_until (one->snapshots == 1);
  assert_applied (fixture, PARTICIPANT, "/v1/messages",
                  "{\"message\":\"m\",\"stage\":\"s1\",\"kind\":\"question\",\"text\":\"Wann?\"}");
  assert_applied (fixture, MODERATOR, "/v1/messages/m/claim", "{\"on\":true}");
  message = regie_congress_find_message (regie_conductor_get_congress (house->conductor), "m");
  close_line (one);
  wait_until (regie_hub_count_all (house->hub) == 0);

  /* Back within the grace: nothing was lost. */
  ahead = 4 * G_USEC_PER_SEC;
  regie_house_tell_presence (house);
  open_line (fixture, one, REGIE_ROLE_MODERATOR);
  wait_until (regie_hub_count (house->hub, REGIE_AUDIENCE_STAFF) == 1);
  ahead = 50 * G_USEC_PER_SEC;
  regie_house_tell_presence (house);
  g_assert_nonnull (regie_message_state (message)->claimant);

  close_line (one);
  wait_until (regie_hub_count_all (house->hub) == 0);
  ahead = 56 * G_USEC_PER_SEC;
  regie_house_tell_presence (house);
  wait_until (regie_message_state (message)->claimant == NULL);
  open_line (fixture, one, REGIE_ROLE_MODERATOR);
  wait_until (regie_hub_count (house->hub, REGIE_AUDIENCE_STAFF) == 1);
}

static const RegieRecord *
own (Copy *copy, const char *message)
{
  return g_hash_table_lookup (copy->own, message);
}

static gboolean
own_is (Copy *copy, const char *message, RegieMessageState state)
{
  return own (copy, message) != NULL && own (copy, message)->message_state == (gint64) state;
}

#define QUESTION(id, stage, text)                                                                  \
  "{\"message\":\"" id "\",\"stage\":\"" stage "\",\"kind\":\"question\",\"text\":\"" text "\"}"

/** Takes back what the moderator did last on @stage. */
static void
undo_last (Fixture *fixture, const char *stage)
{
  RegieHouse *house = regie_server_get_house (fixture->server);
  const RegiePass *pass =
      regie_registry_find (house->registry, fixture->tokens[REGIE_ROLE_MODERATOR]);
  RegieStep *step =
      regie_congress_next_undo (regie_conductor_get_congress (house->conductor), pass->id, stage);
  g_autofree char *path = NULL;

  g_assert_nonnull (step);
  path = g_strdup_printf ("/v1/steps/%s/undo", regie_entity_get_id (REGIE_ENTITY (step)));
  assert_applied (fixture, MODERATOR, path, "");
}

static void
an_author_and_nobody_else_is_told_what_became_of_it (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Copy) author = copy_new ();
  g_autoptr (Copy) other = copy_new ();
  g_autoptr (Copy) later = copy_new ();
  g_autofree char *somebody = make_token (fixture, REGIE_ROLE_PARTICIPANT);
  g_autofree char *mine = g_strdup (fixture->tokens[REGIE_ROLE_PARTICIPANT]);

  prepare (fixture);
  open_line (fixture, author, REGIE_ROLE_PARTICIPANT);
  wait_until (author->snapshots == 1);
  assert_applied (fixture, PARTICIPANT, "/v1/messages",
                  "{\"message\":\"m\",\"stage\":\"s1\",\"kind\":\"question\",\"text\":\"Wann?\"}");
  wait_until (own_is (author, "m", REGIE_MESSAGE_NEW));
  assert_applied (fixture, MODERATOR, "/v1/messages/m/claim", "{\"on\":true}");
  assert_applied (fixture, MODERATOR, "/v1/messages/m/edit", "{\"text\":\"Wann endlich?\"}");
  assert_applied (fixture, MODERATOR, "/v1/messages/m/move",
                  "{\"state\":\"rejected\",\"reason\":\"doppelt\"}");
  wait_until (own_is (author, "m", REGIE_MESSAGE_REJECTED));
  g_assert_cmpstr (own (author, "m")->reason, ==, "doppelt");
  g_assert_cmpstr (own (author, "m")->text, ==, "Wann?");
  g_assert_null (own (author, "m")->author);
  g_assert_null (own (author, "m")->claimant);
  assert_applied (fixture, MODERATOR, "/v1/messages/m/move", "{\"state\":\"approved\"}");
  wait_until (own_is (author, "m", REGIE_MESSAGE_APPROVED));
  g_assert_null (own (author, "m")->reason);
  g_assert_cmpstr (own (author, "m")->original, ==, "Wann?");

  /* Who comes later, on another device, is told at once; others hear nothing. */
  open_line (fixture, later, REGIE_ROLE_PARTICIPANT);
  wait_until (own_is (later, "m", REGIE_MESSAGE_APPROVED));
  g_set_str (&fixture->tokens[REGIE_ROLE_PARTICIPANT], somebody);
  open_line (fixture, other, REGIE_ROLE_PARTICIPANT);
  wait_until (other->snapshots == 1);
  assert_applied (fixture, MODERATOR, "/v1/messages/m/move", "{\"state\":\"next\"}");
  wait_until (own_is (author, "m", REGIE_MESSAGE_NEXT) && own_is (later, "m", REGIE_MESSAGE_NEXT));
  assert_applied (fixture, MODERATOR, "/v1/messages/m/move",
                  "{\"state\":\"answered\",\"answer\":\"Im Mai.\"}");
  wait_until (own_is (author, "m", REGIE_MESSAGE_ANSWERED));
  g_assert_cmpstr (own (author, "m")->answer, ==, "Im Mai.");
  g_assert_cmpint (own (author, "m")->answered, ==, REGIE_ANSWERED_WRITTEN);
  /* Taken back by whoever did it, it is as if it had not been. */
  undo_last (fixture, "s1");
  wait_until (own_is (author, "m", REGIE_MESSAGE_NEXT));
  g_assert_null (own (author, "m")->answer);

  send_as (fixture, fixture->tokens[REGIE_ROLE_PARTICIPANT], "/v1/messages",
           QUESTION ("n", "s1", "Wann denn?"), NULL);
  assert_applied (fixture, MODERATOR, "/v1/messages/m/merge", "{\"target\":\"n\"}");
  wait_until (own_is (author, "m", REGIE_MESSAGE_MERGED));
  g_assert_null (own (author, "m")->target);
  wait_until (is_same (fixture, other, &REGIE_VIEWER_AUDIENCE));
  g_assert_null (own (other, "m"));
  g_assert_nonnull (own (other, "n"));
  g_set_str (&fixture->tokens[REGIE_ROLE_PARTICIPANT], mine);
}

static const RegieRecord *
state_of (Fixture *fixture, const char *id)
{
  RegieConductor *conductor = regie_server_get_house (fixture->server)->conductor;
  RegieMessage *message =
      regie_congress_find_message (regie_conductor_get_congress (conductor), id);

  g_assert_nonnull (message);
  return regie_message_state (message);
}

static void
what_is_conspicuous_waits_for_a_moderator (Fixture *fixture, gconstpointer data)
{
  RegieHouse *house = regie_server_get_house (fixture->server);
  g_autofree char *list = g_build_filename (fixture->dir, "block-list.txt", NULL);
  g_autofree char *bad = g_build_filename (fixture->dir, "bad.txt", NULL);
  g_autoptr (GError) error = NULL;

  prepare (fixture);
  g_file_set_contents (list, "Trottel\n", -1, &error);
  g_assert_no_error (error);
  g_file_set_contents (bad, "gut\n***\n", -1, &error);
  g_assert_no_error (error);
  regie_screening_read_block_list (house->screening, list, &error);
  g_assert_no_error (error);
  /* One that is none leaves the other in place. */
  g_assert_false (regie_screening_read_block_list (house->screening, bad, &error));
  g_assert_true (g_str_has_prefix (error->message, bad));
  g_assert_nonnull (strstr (error->message, "line 2"));

  /* s2 shows at once what is sent. */
  assert_applied (fixture, PARTICIPANT, "/v1/messages", QUESTION ("good", "s2", "Wann?"));
  g_assert_cmpint (state_of (fixture, "good")->message_state, ==, REGIE_MESSAGE_APPROVED);
  g_assert_null (state_of (fixture, "good")->flags);
  assert_applied (fixture, PARTICIPANT, "/v1/messages", QUESTION ("rude", "s2", "Du Trottel"));
  g_assert_cmpint (state_of (fixture, "rude")->message_state, ==, REGIE_MESSAGE_NEW);
  g_assert_cmpstr (state_of (fixture, "rude")->flags[0], ==, "block_list");
  assert_applied (fixture, PARTICIPANT, "/v1/messages", QUESTION ("again", "s2", "WANN?"));
  g_assert_cmpstr (state_of (fixture, "again")->flags[0], ==, "repeat");
  g_assert_cmpint (state_of (fixture, "again")->message_state, ==, REGIE_MESSAGE_NEW);
  /* Nobody puts flags on the own message, and the backend still knows after a restart. */
  g_assert_cmpuint (
      send_command (fixture, REGIE_ROLE_PARTICIPANT, "/v1/messages",
                    "{\"stage\":\"s2\",\"kind\":\"question\",\"text\":\"Wo?\",\"flags\":[]}"),
      ==, 422);
  stop (fixture);
  start (fixture);
  assert_applied (fixture, PARTICIPANT, "/v1/messages", QUESTION ("more", "s2", "wann"));
  g_assert_cmpstr (state_of (fixture, "more")->flags[0], ==, "repeat");
}

static void
an_author_is_slowed_or_muted_and_told_so (Fixture *fixture, gconstpointer data)
{
  RegieHouse *house = regie_server_get_house (fixture->server);
  g_autofree char *other = make_token (fixture, REGIE_ROLE_PARTICIPANT);
  const char *author = fixture->tokens[REGIE_ROLE_PARTICIPANT];
  g_autofree char *slow = NULL;
  g_autofree char *mute = NULL;

  ahead = 0;
  regie_conductor_set_clock (house->conductor, clock_ahead);
  prepare (fixture);
  assert_applied (fixture, PARTICIPANT, "/v1/messages", QUESTION ("m1", "s1", "Eins?"));
  assert_applied (fixture, MODERATOR, "/v1/messages/m1/restrain", "{\"restraint\":\"slow\"}");
  g_assert_cmpuint (
      send_as (fixture, author, "/v1/messages", QUESTION ("m2", "s1", "Zwei?"), &slow), ==, 429);
  g_assert_nonnull (strstr (slow, "\"code\":\"slowed\""));
  g_assert_nonnull (strstr (slow, "\"retry_after\":120"));
  g_assert_cmpuint (send_as (fixture, other, "/v1/messages", QUESTION ("o1", "s1", "Und?"), NULL),
                    ==, 200);
  g_assert_false (regie_record_has (state_of (fixture, "o1"), RESTRAINT));

  ahead = REGIE_SLOW_PAUSE;
  assert_applied (fixture, PARTICIPANT, "/v1/messages", QUESTION ("m2", "s1", "Zwei?"));
  g_assert_cmpint (state_of (fixture, "m2")->restraint, ==, REGIE_RESTRAINT_SLOW);

  /* What is said of one message holds for its author. */
  assert_applied (fixture, MODERATOR, "/v1/messages/m2/restrain", "{\"restraint\":\"mute\"}");
  ahead = 10 * REGIE_SLOW_PAUSE;
  g_assert_cmpuint (
      send_as (fixture, author, "/v1/messages", QUESTION ("m3", "s1", "Drei?"), &mute), ==, 403);
  g_assert_nonnull (strstr (mute, "\"code\":\"muted\""));
  g_assert_null (strstr (mute, "retry_after"));
  stop (fixture);
  start (fixture);
  g_assert_cmpuint (send_as (fixture, author, "/v1/messages", QUESTION ("m3", "s1", "Drei?"), NULL),
                    ==, 403);
  assert_applied (fixture, MODERATOR, "/v1/messages/m1/restrain", "{\"restraint\":\"none\"}");
  assert_applied (fixture, PARTICIPANT, "/v1/messages", QUESTION ("m3", "s1", "Drei?"));
}

static void
votes_as_agreed_upon_are_a_hint_for_the_staff (Fixture *fixture, gconstpointer data)
{
  prepare (fixture);
  assert_applied (fixture, PARTICIPANT, "/v1/messages", QUESTION ("m", "s2", "Wann?"));
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *voter = make_token (fixture, REGIE_ROLE_PARTICIPANT);

      g_assert_false (regie_record_has (state_of (fixture, "m"), FLAGS));
      g_assert_cmpuint (send_as (fixture, voter, "/v1/messages/m/upvote", "{\"on\":true}", NULL),
                        ==, 200);
    }
  wait_until (regie_record_has (state_of (fixture, "m"), FLAGS));
  g_assert_cmpstr (state_of (fixture, "m")->flags[0], ==, "brigade");
  /* It stays where it is. */
  g_assert_cmpint (state_of (fixture, "m")->message_state, ==, REGIE_MESSAGE_APPROVED);
}

#define ADD(name) g_test_add ("/backend/server/" #name, Fixture, NULL, set_up, name, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD (whoever_was_away_ends_where_everybody_is);
  ADD (a_restart_keeps_state_and_lets_everybody_go_on);
  ADD (an_import_is_all_or_nothing);
  ADD (a_claim_ends_after_its_lease);
  ADD (who_has_gone_gives_back_what_was_claimed);
  ADD (an_author_and_nobody_else_is_told_what_became_of_it);
  ADD (what_is_conspicuous_waits_for_a_moderator);
  ADD (an_author_is_slowed_or_muted_and_told_so);
  ADD (votes_as_agreed_upon_are_a_hint_for_the_staff);
  return g_test_run ();
}
