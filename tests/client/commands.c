/* commands.c: tests of commands: sent, repeated, refused, each answered once
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "fake-backend.h"

typedef struct
{
  gboolean done;
  gboolean applied;
  GError *error;
} Outcome;

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Outcome *outcome = user_data;

  outcome->applied = regie_client_send_finish (REGIE_CLIENT (source), result, &outcome->error);
  outcome->done = TRUE;
}

static RegieRecord *
command_new (void)
{
  RegieRecord *record = regie_record_new (REGIE_RECORD_MESSAGE_MOVE);

  regie_record_set_string (record, REGIE_FIELD_MESSAGE, "m1");
  return regie_record_set_int (record, REGIE_FIELD_MESSAGE_STATE, REGIE_MESSAGE_APPROVED);
}

static Outcome
send (RegieClient *client, GCancellable *cancellable)
{
  g_autoptr (RegieRecord) record = command_new ();
  Outcome outcome = { 0 };

  regie_client_send_async (client, record, 7, cancellable, on_sent, &outcome);
  wait_until (outcome.done);
  g_assert_true (outcome.applied == (outcome.error == NULL));
  return outcome;
}

static void
test_command_is_sent_as_it_is (void)
{
  Backend *backend = backend_new ();
  RegieClient *client = client_online (backend);
  Outcome outcome = send (client, NULL);
  guint pending;

  g_assert_no_error (outcome.error);
  g_assert_cmpint (backend->command->record->type, ==, REGIE_RECORD_MESSAGE_MOVE);
  g_assert_cmpstr (backend->command->record->message, ==, "m1");
  g_assert_cmpint (backend->command->record->message_state, ==, REGIE_MESSAGE_APPROVED);
  g_assert_cmpuint (backend->command->expect_rev, ==, 7);
  /* It cannot act long after its sender has given up. */
  g_assert_cmpint (backend->command->not_after, >, g_get_real_time ());
  g_assert_cmpint (backend->command->not_after, <, g_get_real_time () + 12 * G_USEC_PER_SEC);
  g_assert_true (g_uuid_string_is_valid (backend->keys->pdata[0]));
  g_object_get (client, "pending", &pending, NULL);
  g_assert_cmpuint (pending, ==, 0);

  g_assert_finalize_object (client);
  backend_free (backend);
}

static void
test_what_is_made_gets_an_id (void)
{
  Backend *backend = backend_new ();
  RegieClient *client = client_online (backend);
  g_autoptr (RegieRecord) post = regie_record_new (REGIE_RECORD_BACKSTAGE_POST);
  Outcome outcome = { 0 };

  regie_record_set_string (post, REGIE_FIELD_TEXT, "Mikro rauscht");
  regie_client_send_async (client, post, 0, NULL, on_sent, &outcome);
  wait_until (outcome.done);
  g_assert_no_error (outcome.error);
  g_assert_nonnull (post->post);
  g_assert_cmpstr (backend->command->record->post, ==, post->post);

  g_assert_finalize_object (client);
  backend_free (backend);
}

static void
test_broken_connection_is_repeated (void)
{
  Backend *backend = backend_new ();
  RegieClient *client = client_online (backend);
  Outcome outcome;

  backend->n_breaks = 3;
  outcome = send (client, NULL);
  g_assert_no_error (outcome.error);
  g_assert_cmpuint (backend->keys->len, >=, 4);
  for (guint i = 1; i < backend->keys->len; i++)
    g_assert_cmpstr (backend->keys->pdata[i], ==, backend->keys->pdata[0]);

  g_assert_finalize_object (client);
  backend_free (backend);
}

static void
test_repeating_ends (void)
{
  Backend *backend = backend_new ();
  RegieTiming timing = fast;
  RegieClient *client;
  Outcome outcome;

  timing.retry = 500;
  client = client_new (backend, &timing);
  wait_until (regie_client_get_link_state (client) == REGIE_LINK_ONLINE);
  backend->n_breaks = G_MAXUINT;
  outcome = send (client, NULL);
  g_assert_error (outcome.error, REGIE_CLIENT_ERROR, REGIE_CLIENT_OFFLINE);
  g_clear_error (&outcome.error);

  g_assert_finalize_object (client);
  backend_free (backend);
}

static void
test_nothing_is_queued_without_a_link (void)
{
  Backend *backend = backend_new ();
  RegieClient *client = regie_client_new ();
  Outcome outcome = send (client, NULL);

  g_assert_error (outcome.error, REGIE_CLIENT_ERROR, REGIE_CLIENT_OFFLINE);
  g_assert_cmpuint (backend->keys->len, ==, 0);
  g_clear_error (&outcome.error);
  g_assert_finalize_object (client);
  backend_free (backend);
}

static void
test_cancelled_command_ends (void)
{
  Backend *backend = backend_new ();
  RegieClient *client = client_online (backend);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Outcome outcome;

  g_cancellable_cancel (cancellable);
  outcome = send (client, cancellable);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&outcome.error);

  g_assert_finalize_object (client);
  backend_free (backend);
}

static void
test_refusals_have_their_sentence (void)
{
  static const struct
  {
    RegieAnswer answer;
    guint status;
    RegieClientError code;
    const char *begin;
  } cases[] = {
    { REGIE_ANSWER_CONFLICT, 409, REGIE_CLIENT_CONFLICT, "Somebody was faster" },
    { REGIE_ANSWER_DENIED, 403, REGIE_CLIENT_DENIED, "Not allowed: because" },
    { REGIE_ANSWER_LATE, 409, REGIE_CLIENT_LATE, "Too late: because" },
    { REGIE_ANSWER_INVALID, 422, REGIE_CLIENT_INVALID, "Not accepted: because" },
    { REGIE_ANSWER_UNAVAILABLE, 503, REGIE_CLIENT_UNAVAILABLE,
      "The backend cannot do it now: because" },
  };
  Backend *backend = backend_new ();
  RegieClient *client = client_online (backend);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RegieReply) reply = regie_reply_new (cases[i].answer);
      Outcome outcome;

      reply->status = backend->status = cases[i].status;
      g_set_str (&reply->title, "no");
      reply->detail = g_strdup ("because");
      g_free (backend->answer);
      backend->answer = regie_reply_to_json (reply, NULL);
      outcome = send (client, NULL);
      g_assert_error (outcome.error, REGIE_CLIENT_ERROR, (int) cases[i].code);
      g_assert_true (g_str_has_prefix (outcome.error->message, cases[i].begin));
      g_clear_error (&outcome.error);
    }
  g_assert_finalize_object (client);
  backend_free (backend);
}

static void
test_answers_of_something_else (void)
{
  Backend *backend = backend_new ();
  RegieClient *client = client_online (backend);
  Outcome outcome;

  g_free (backend->answer);
  backend->answer = g_strdup ("<html>oops</html>");
  backend->status = 500;
  outcome = send (client, NULL);
  g_assert_error (outcome.error, REGIE_CLIENT_ERROR, REGIE_CLIENT_UNAVAILABLE);
  g_assert_nonnull (strstr (outcome.error->message, "HTTP 500"));
  g_clear_error (&outcome.error);

  g_assert_finalize_object (client);
  backend_free (backend);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add_func ("/commands/" name, function)
  ADD ("command-is-sent-as-it-is", test_command_is_sent_as_it_is);
  ADD ("what-is-made-gets-an-id", test_what_is_made_gets_an_id);
  ADD ("broken-connection-is-repeated", test_broken_connection_is_repeated);
  ADD ("repeating-ends", test_repeating_ends);
  ADD ("nothing-is-queued-without-a-link", test_nothing_is_queued_without_a_link);
  ADD ("cancelled-command-ends", test_cancelled_command_ends);
  ADD ("refusals-have-their-sentence", test_refusals_have_their_sentence);
  ADD ("answers-of-something-else", test_answers_of_something_else);
  return g_test_run ();
}
