/* colleagues.c: tests of what a desk knows of the others: who is there, who was faster, who did what
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "fake-backend.h"

static gint64 now;

static gint64
still_clock (void)
{
  return now;
}

/* @names: a letter for each person, which is id and view, in any order */
static void
push_presence (Backend *backend, const char *names, const char *stage)
{
  RegieEvent *event = regie_event_new (REGIE_EVENT_PRESENCE);

  event->people = regie_people_new ();
  for (; *names != '\0'; names++)
    {
      char id[] = { *names, '\0' };
      RegiePerson *person = regie_person_new (id);

      person->name = g_strdup_printf ("Moderation %s", id);
      person->role = REGIE_ROLE_MODERATOR;
      person->stage = g_strdup (stage);
      g_ptr_array_add (event->people, person);
    }
  event->staff = event->people->len;
  push (g_ptr_array_index (backend->sockets, backend->sockets->len - 1), event);
}

static char *
ids_of (RegieClient *client)
{
  GListModel *people = regie_client_get_people (client);
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (RegieColleague) colleague = g_list_model_get_item (people, i);
      g_string_append (ids, regie_colleague_get_id (colleague));
    }
  return g_string_free (ids, FALSE);
}

static gboolean
are_there (RegieClient *client, const char *ids)
{
  g_autofree char *there = ids_of (client);
  return strcmp (there, ids) == 0;
}

static void
test_people_come_stay_and_go (void)
{
  Backend *backend = backend_new ();
  RegieClient *client = client_online (backend);
  g_autoptr (RegieColleague) b = NULL;
  g_autoptr (RegieColleague) same = NULL;

  push_presence (backend, "db", "s1");
  wait_until (are_there (client, "bd"));
  b = g_list_model_get_item (regie_client_get_people (client), 0);
  g_assert_cmpstr (regie_colleague_get_stage (b), ==, "s1");
  g_assert_cmpstr (regie_client_find_name (client, "d"), ==, "Moderation d");
  g_assert_null (regie_client_find_name (client, "x"));

  push_presence (backend, "cba", "s2");
  wait_until (are_there (client, "abc"));
  same = g_list_model_get_item (regie_client_get_people (client), 1);
  g_assert_true (same == b);
  g_assert_cmpstr (regie_colleague_get_stage (b), ==, "s2");

  /* Without a link nobody knows. */
  regie_client_cut (client, 0);
  g_assert_true (are_there (client, ""));
  wait_until (regie_client_get_link_state (client) == REGIE_LINK_ONLINE);

  g_assert_finalize_object (client);
  backend_free (backend);
}

static void
test_a_place_is_told_when_it_changes_and_now_and_then (void)
{
  Backend *backend = backend_new ();
  RegieTiming timing = fast;
  RegieClient *client;

  now = G_TIME_SPAN_HOUR;
  timing.monotonic = still_clock;
  client = client_new (backend, &timing);
  wait_until (regie_client_get_link_state (client) == REGIE_LINK_ONLINE);
  regie_client_set_place (client, "s1", "inbox", "m1");
  wait_until (backend->n_places == 1);
  g_assert_cmpstr (backend->last_place, ==, "s1 inbox m1");

  now += 14 * G_USEC_PER_SEC;
  for (guint i = 0; i < 100; i++)
    regie_client_set_place (client, "s1", "inbox", "m1");
  now += 2 * G_USEC_PER_SEC;
  for (guint i = 0; i < 100; i++)
    regie_client_set_place (client, "s1", "inbox", "m1");
  wait_until (backend->n_places == 2);

  /* What changes faster is told once, as it came out. */
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *message = g_strdup_printf ("m%u", i);
      regie_client_set_place (client, "s1", "inbox", message);
    }
  wait_until (backend->n_places == 3);
  g_assert_cmpstr (backend->last_place, ==, "s1 inbox m99");

  /* A new line tells it anew. */
  regie_client_cut (client, 0);
  wait_until (backend->n_places == 4);

  g_assert_finalize_object (client);
  backend_free (backend);
}

typedef struct
{
  GError *error;
  RegieConflict *conflict;
  GPtrArray *records;
  GHashTable *names;
  gboolean done;
} Outcome;

static void
outcome_clear (Outcome *outcome)
{
  g_clear_error (&outcome->error);
  g_clear_pointer (&outcome->conflict, regie_conflict_free);
  g_clear_pointer (&outcome->records, g_ptr_array_unref);
  g_clear_pointer (&outcome->names, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Outcome, outcome_clear)

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Outcome *outcome = user_data;

  outcome->conflict = regie_client_get_conflict (REGIE_CLIENT (source), result);
  regie_client_send_finish (REGIE_CLIENT (source), result, &outcome->error);
  outcome->done = TRUE;
}

static void
test_a_conflict_says_who_was_faster_and_how_it_is_now (void)
{
  Backend *backend = backend_new ();
  RegieClient *client = client_online (backend);
  g_autoptr (RegieRecord) note = regie_record_new (REGIE_RECORD_MESSAGE_NOTE);
  g_autoptr (RegieReply) reply = regie_reply_new (REGIE_ANSWER_CONFLICT);
  g_auto (Outcome) conflict = { 0 };
  g_auto (Outcome) none = { 0 };

  regie_record_set_string (note, REGIE_FIELD_MESSAGE, "m1");
  regie_record_set_string (note, REGIE_FIELD_NOTE, "später");
  reply->current = regie_record_new (REGIE_RECORD_MESSAGE_STATE);
  regie_record_set_string (reply->current, REGIE_FIELD_MESSAGE, "m1");
  regie_record_set_int (reply->current, REGIE_FIELD_MESSAGE_STATE, REGIE_MESSAGE_REJECTED);
  reply->cause = regie_record_new (REGIE_RECORD_MESSAGE_MOVE);
  reply->cause->at = 1804842000123456;
  regie_record_set_by (reply->cause, REGIE_ROLE_MODERATOR, "s-1");
  reply->name = g_strdup ("Anna");
  backend->status = 409;
  g_free (backend->answer);
  backend->answer = regie_reply_to_json (reply, NULL);
  regie_client_send_async (client, note, 3, NULL, on_sent, &conflict);
  wait_until (conflict.done);
  g_assert_error (conflict.error, REGIE_CLIENT_ERROR, REGIE_CLIENT_CONFLICT);
  g_assert_cmpint (conflict.conflict->current->message_state, ==, REGIE_MESSAGE_REJECTED);
  g_assert_cmpstr (conflict.conflict->cause->by.id, ==, "s-1");
  g_assert_cmpint (conflict.conflict->cause->at, ==, 1804842000123456);
  g_assert_cmpstr (conflict.conflict->name, ==, "Anna");

  /* Whatever else is answered has no other side. */
  regie_client_close (client);
  regie_client_send_async (client, note, 3, NULL, on_sent, &none);
  wait_until (none.done);
  g_assert_null (none.conflict);

  g_assert_finalize_object (client);
  backend_free (backend);
}

static void
on_history (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Outcome *outcome = user_data;

  outcome->records = regie_client_read_history_finish (REGIE_CLIENT (source), result,
                                                       &outcome->names, &outcome->error);
  outcome->done = TRUE;
}

static void
test_history_is_read_or_refused (void)
{
  Backend *backend = backend_new ();
  RegieClient *client = client_online (backend);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Outcome) good = { 0 };
  g_auto (Outcome) unknown = { 0 };
  g_auto (Outcome) cancelled = { 0 };
  g_auto (Outcome) nonsense = { 0 };

  g_set_str (&backend->answer,
             "{\"records\":[{\"type\":\"message.move\",\"seq\":7,\"at\":\"2027-03-01T09:30:00Z\","
             "\"by\":{\"role\":\"moderator\",\"id\":\"s-1\"},\"message\":\"m1\","
             "\"state\":\"approved\"}],\"people\":{\"s-1\":\"Anna\"}}");
  regie_client_read_history_async (client, "m1", NULL, on_history, &good);
  wait_until (good.done);
  g_assert_no_error (good.error);
  g_assert_cmpuint (good.records->len, ==, 1);
  g_assert_cmpstr (g_hash_table_lookup (good.names, "s-1"), ==, "Anna");

  g_set_str (&backend->answer, "[]");
  regie_client_read_history_async (client, "m1", NULL, on_history, &nonsense);
  wait_until (nonsense.done);
  g_assert_nonnull (nonsense.error);

  backend->status = 404;
  g_set_str (&backend->answer, "{\"answer\":\"invalid\",\"detail\":\"there is none\"}");
  regie_client_read_history_async (client, "m2", NULL, on_history, &unknown);
  wait_until (unknown.done);
  g_assert_error (unknown.error, REGIE_CLIENT_ERROR, REGIE_CLIENT_INVALID);

  g_cancellable_cancel (cancellable);
  regie_client_read_history_async (client, "m2", cancellable, on_history, &cancelled);
  wait_until (cancelled.done);
  g_assert_error (cancelled.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  g_assert_finalize_object (client);
  backend_free (backend);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add_func ("/colleagues/" name, function)
  ADD ("people-come-stay-and-go", test_people_come_stay_and_go);
  ADD ("a-place-is-told-when-it-changes-and-now-and-then",
       test_a_place_is_told_when_it_changes_and_now_and_then);
  ADD ("a-conflict-says-who-was-faster-and-how-it-is-now",
       test_a_conflict_says_who_was_faster_and_how_it_is_now);
  ADD ("history-is-read-or-refused", test_history_is_read_or_refused);
  return g_test_run ();
}
