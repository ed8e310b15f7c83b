/* client.c: tests of the client against a backend that does what the test says
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-client-private.h"
#include "regie-routes.h"

#include <string.h>

#define TOKEN "right"
/** Longest any of these tests may wait, seconds. */
#define DEADLINE 20

/* The backend: a congress, the records since the beginning, and what it is told to do wrong. */
typedef struct
{
  SoupServer *server;
  char *address;
  RegieCongress *congress;
  GPtrArray *journal;
  const char *epoch;
  GPtrArray *sockets;
  gint64 clock_ahead;
  gboolean mute;
  guint n_hellos;
  guint n_snapshots;
  guint n_pongs;
  char *last_epoch;
  guint64 last_seq;
  /* commands */
  GPtrArray *keys;
  guint n_breaks;
  guint status;
  char *answer;
  RegieCommand *command;
} Backend;

static const RegieTiming fast = {
  .backoff_first = 5,
  .backoff_longest = 40,
  .heartbeat = 20,
  .dead = 15000,
  .retry = 10000,
  .request = 5000,
  .monotonic = g_get_monotonic_time,
  .wall = g_get_real_time,
};

static void
push (SoupWebsocketConnection *socket, RegieEvent *event)
{
  g_autoptr (RegieEvent) owned = event;
  g_autofree char *text = regie_event_to_json (event, NULL);

  if (soup_websocket_connection_get_state (socket) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_send_text (socket, text);
}

static void
push_snapshot (Backend *self, SoupWebsocketConnection *socket)
{
  RegieEvent *event = regie_event_new (REGIE_EVENT_SNAPSHOT);

  self->n_snapshots++;
  event->epoch = g_strdup (self->epoch);
  event->seq = regie_congress_get_seq (self->congress);
  event->records = regie_congress_snapshot (self->congress, &REGIE_VIEWER_STAFF);
  push (socket, event);
}

static void
push_records (Backend *self, SoupWebsocketConnection *socket, guint64 after)
{
  RegieEvent *event = regie_event_new (REGIE_EVENT_RECORDS);

  event->records = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);
  for (guint i = 0; i < self->journal->len; i++)
    {
      RegieRecord *record = g_ptr_array_index (self->journal, i);
      if (record->seq > after)
        g_ptr_array_add (event->records, regie_record_ref (record));
    }
  push (socket, event);
}

static void
on_text (SoupWebsocketConnection *socket, int type, GBytes *bytes, Backend *self)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autoptr (RegieEvent) event = regie_event_from_json (data, size, NULL);

  g_assert_nonnull (event);
  if (self->mute)
    return;
  if (event->type == REGIE_EVENT_RESUME)
    {
      g_set_str (&self->last_epoch, event->epoch);
      self->last_seq = event->seq;
      if (g_strcmp0 (event->epoch, self->epoch) != 0)
        push_snapshot (self, socket);
      else if (event->seq < regie_congress_get_seq (self->congress))
        push_records (self, socket, event->seq);
    }
  else if (event->type == REGIE_EVENT_PING)
    {
      RegieEvent *pong = regie_event_new (REGIE_EVENT_PONG);
      pong->client_time = event->client_time;
      pong->server_time = g_get_real_time () + self->clock_ahead;
      push (socket, pong);
    }
  else if (event->type == REGIE_EVENT_PONG)
    self->n_pongs++;
}

static void
on_socket (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           SoupWebsocketConnection *socket,
           gpointer user_data)
{
  Backend *self = user_data;
  RegieEvent *hello = regie_event_new (REGIE_EVENT_HELLO);

  self->n_hellos++;
  hello->epoch = g_strdup (self->epoch);
  hello->seq = regie_congress_get_seq (self->congress);
  hello->server_time = g_get_real_time () + self->clock_ahead;
  hello->role = REGIE_ROLE_MODERATOR;
  hello->stages = g_strsplit ("s1", " ", -1);
  g_signal_connect (socket, "message", G_CALLBACK (on_text), self);
  g_ptr_array_add (self->sockets, g_object_ref (socket));
  push (socket, hello);
}

static void
on_events_early (SoupServer *server,
                 SoupServerMessage *message,
                 const char *path,
                 GHashTable *query,
                 gpointer user_data)
{
  const char *bearer = soup_message_headers_get_one (
      soup_server_message_get_request_headers (message), "Authorization");

  if (g_strcmp0 (bearer, "Bearer " TOKEN) != 0)
    soup_server_message_set_status (message, SOUP_STATUS_UNAUTHORIZED, NULL);
}

static void
on_command (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  Backend *self = user_data;
  g_autofree char *subject = NULL;
  g_autoptr (GError) error = NULL;
  const RegieRoute *route = regie_route_match (path, &subject);
  const char *key = soup_message_headers_get_one (soup_server_message_get_request_headers (message),
                                                  REGIE_HEADER_KEY);
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  if (route == NULL)
    {
      soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
      return;
    }
  g_ptr_array_add (self->keys, g_strdup (key));
  if (self->n_breaks > 0)
    {
      self->n_breaks--;
      g_socket_close (soup_server_message_get_socket (message), NULL);
      return;
    }
  g_clear_pointer (&self->command, regie_command_free);
  self->command = regie_route_command (route, subject, key, body->data, body->length, &error);
  g_assert_no_error (error);
  soup_server_message_set_status (message, self->status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, self->answer,
                                    strlen (self->answer));
}

static RegieRecord *
append (Backend *self, RegieRecord *record)
{
  g_autoptr (GError) error = NULL;

  record->seq = regie_congress_get_seq (self->congress) + 1;
  record->at = g_get_real_time ();
  regie_record_set_by (record, REGIE_ROLE_DIRECTOR, "d");
  g_assert_true (regie_congress_apply (self->congress, record, &error));
  g_assert_no_error (error);
  g_ptr_array_add (self->journal, record);
  return record;
}

static void
append_message (Backend *self, const char *id)
{
  RegieRecord *record = regie_record_new (REGIE_RECORD_MESSAGE_SUBMIT);

  regie_record_set_string (record, REGIE_FIELD_MESSAGE, id);
  regie_record_set_string (record, REGIE_FIELD_STAGE, "s1");
  regie_record_set_int (record, REGIE_FIELD_MESSAGE_KIND, REGIE_MESSAGE_QUESTION);
  regie_record_set_string (record, REGIE_FIELD_TEXT, "Wann?");
  append (self, record);
}

static Backend *
backend_new (void)
{
  Backend *self = g_new0 (Backend, 1);
  char *protocols[] = { (char *) REGIE_PROTOCOL_NAME, NULL };
  g_autoptr (GError) error = NULL;
  RegieRecord *stage = regie_record_new (REGIE_RECORD_STAGE_STATE);

  self->server = soup_server_new (NULL, NULL);
  self->congress = regie_congress_new ();
  self->journal = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);
  self->sockets = g_ptr_array_new_with_free_func (g_object_unref);
  self->keys = g_ptr_array_new_with_free_func (g_free);
  self->epoch = "e1";
  self->status = 200;
  self->answer = g_strdup ("{\"answer\":\"applied\",\"seq\":1,\"subject\":\"m\"}");

  regie_record_set_string (stage, REGIE_FIELD_STAGE, "s1");
  regie_record_set_int (stage, REGIE_FIELD_NUMBER, 1);
  regie_record_set_string (stage, REGIE_FIELD_TITLE, "Plenum");
  regie_record_set_int (stage, REGIE_FIELD_STAGE_STATE, REGIE_STAGE_LIVE);
  append (self, stage);

  soup_server_add_early_handler (self->server, REGIE_PATH_EVENTS, on_events_early, self, NULL);
  soup_server_add_websocket_handler (self->server, REGIE_PATH_EVENTS, NULL, protocols, on_socket,
                                     self, NULL);
  soup_server_add_handler (self->server, "/v1", on_command, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);

  GSList *uris = soup_server_get_uris (self->server);
  g_autofree char *uri = g_uri_to_string (uris->data);
  self->address = g_strdup (uri);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return self;
}

static void
backend_free (Backend *self)
{
  for (guint i = 0; i < self->sockets->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->sockets, i), self);
  g_ptr_array_unref (self->sockets);
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_object_unref (self->congress);
  g_ptr_array_unref (self->journal);
  g_ptr_array_unref (self->keys);
  g_clear_pointer (&self->command, regie_command_free);
  g_free (self->last_epoch);
  g_free (self->answer);
  g_free (self->address);
  g_free (self);
}

static void
broadcast (Backend *self, guint64 after)
{
  push_records (self, g_ptr_array_index (self->sockets, self->sockets->len - 1), after);
}

/* Turns the main loop until @condition is true. */
#define wait_until(condition)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 deadline_ = g_get_monotonic_time () + DEADLINE * G_USEC_PER_SEC;                        \
    guint tick_ = g_timeout_add (20, G_SOURCE_FUNC (tick), NULL);                                  \
    while (!(condition))                                                                           \
      {                                                                                            \
        if (g_get_monotonic_time () > deadline_)                                                   \
          g_error ("%s:%d: never came true: %s", __FILE__, __LINE__, #condition);                  \
        g_main_context_iteration (NULL, TRUE);                                                     \
      }                                                                                            \
    g_source_remove (tick_);                                                                       \
  }                                                                                                \
  G_STMT_END

static gboolean
tick (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static RegieClient *
client_new (Backend *backend, const RegieTiming *timing)
{
  RegieClient *client = regie_client_new ();

  regie_client_set_timing (client, timing);
  regie_client_open (client, backend->address, TOKEN);
  return client;
}

static RegieClient *
client_online (Backend *backend)
{
  RegieClient *client = client_new (backend, &fast);

  g_assert_cmpint (regie_client_get_link_state (client), ==, REGIE_LINK_CONNECTING);
  wait_until (regie_client_get_link_state (client) == REGIE_LINK_ONLINE);
  return client;
}

static void
assert_in_step (RegieClient *client, Backend *backend)
{
  g_autofree char *here =
      regie_congress_hash (regie_client_get_congress (client), &REGIE_VIEWER_STAFF);
  g_autofree char *there = regie_congress_hash (backend->congress, &REGIE_VIEWER_STAFF);

  g_assert_cmpstr (here, ==, there);
}

static gboolean
has_message (RegieClient *client, const char *id)
{
  return regie_congress_find_message (regie_client_get_congress (client), id) != NULL;
}

static void
test_first_comes_a_snapshot (void)
{
  Backend *backend = backend_new ();
  RegieClient *client = client_online (backend);

  g_assert_null (backend->last_epoch);
  g_assert_cmpuint (backend->n_snapshots, ==, 1);
  g_assert_cmpint (regie_client_get_role (client), ==, REGIE_ROLE_MODERATOR);
  g_assert_cmpstr (regie_client_get_stages (client)[0], ==, "s1");
  g_assert_null (regie_client_get_problem (client));
  assert_in_step (client, backend);

  append_message (backend, "m1");
  broadcast (backend, 1);
  wait_until (has_message (client, "m1"));
  assert_in_step (client, backend);

  g_assert_finalize_object (client);
  backend_free (backend);
}

static void
test_what_was_missed_arrives (void)
{
  Backend *backend = backend_new ();
  RegieClient *client = client_online (backend);

  append_message (backend, "m1");
  broadcast (backend, 1);
  wait_until (has_message (client, "m1"));

  regie_client_cut (client, 0);
  g_assert_cmpint (regie_client_get_link_state (client), ==, REGIE_LINK_LOST);
  append_message (backend, "m2");
  append_message (backend, "m3");
  wait_until (regie_client_get_link_state (client) == REGIE_LINK_ONLINE);
  g_assert_cmpstr (backend->last_epoch, ==, "e1");
  g_assert_cmpuint (backend->last_seq, ==, 2);
  g_assert_cmpuint (backend->n_snapshots, ==, 1);
  wait_until (has_message (client, "m3"));
  assert_in_step (client, backend);

  g_assert_finalize_object (client);
  backend_free (backend);
}

static void
test_records_come_once (void)
{
  Backend *backend = backend_new ();
  RegieClient *client = client_online (backend);

  append_message (backend, "m1");
  broadcast (backend, 1);
  broadcast (backend, 0);
  append_message (backend, "m2");
  broadcast (backend, 0);
  wait_until (has_message (client, "m2"));
  assert_in_step (client, backend);

  g_assert_finalize_object (client);
  backend_free (backend);
}

static void
test_nothing_missed_is_online_again (void)
{
  Backend *backend = backend_new ();
  RegieClient *client = client_online (backend);

  regie_client_cut (client, 0);
  wait_until (regie_client_get_link_state (client) == REGIE_LINK_ONLINE);
  g_assert_cmpuint (backend->n_hellos, ==, 2);
  g_assert_cmpuint (backend->n_snapshots, ==, 1);

  g_assert_finalize_object (client);
  backend_free (backend);
}

static void
test_other_epoch_brings_a_snapshot (void)
{
  Backend *backend = backend_new ();
  RegieClient *client = client_online (backend);

  append_message (backend, "m1");
  backend->epoch = "e2";
  regie_client_cut (client, 0);
  wait_until (regie_client_get_link_state (client) == REGIE_LINK_ONLINE);
  g_assert_cmpstr (backend->last_epoch, ==, "e1");
  g_assert_cmpuint (backend->n_snapshots, ==, 2);
  g_assert_true (has_message (client, "m1"));
  assert_in_step (client, backend);

  g_assert_finalize_object (client);
  backend_free (backend);
}

static void
test_wrong_token_is_refused_for_good (void)
{
  Backend *backend = backend_new ();
  RegieClient *client = regie_client_new ();

  regie_client_set_timing (client, &fast);
  regie_client_open (client, backend->address, "wrong");
  wait_until (regie_client_get_link_state (client) == REGIE_LINK_REFUSED);
  g_assert_nonnull (strstr (regie_client_get_problem (client), "access token"));
  g_assert_cmpuint (backend->n_hellos, ==, 0);

  /* The right one helps. */
  regie_client_open (client, backend->address, TOKEN);
  wait_until (regie_client_get_link_state (client) == REGIE_LINK_ONLINE);

  g_assert_finalize_object (client);
  backend_free (backend);
}

static void
test_nonsense_address_is_refused (void)
{
  RegieClient *client = regie_client_new ();

  regie_client_open (client, "http://[nonsense", TOKEN);
  g_assert_cmpint (regie_client_get_link_state (client), ==, REGIE_LINK_REFUSED);
  g_assert_nonnull (strstr (regie_client_get_problem (client), "is no address"));
  g_assert_finalize_object (client);
}

static void
test_absent_backend_is_tried_again (void)
{
  Backend *backend = backend_new ();
  RegieClient *client = regie_client_new ();
  g_autofree char *address = g_strdup (backend->address);

  backend_free (backend);
  regie_client_set_timing (client, &fast);
  regie_client_open (client, address, TOKEN);
  wait_until (regie_client_get_problem (client) != NULL);
  g_assert_cmpint (regie_client_get_link_state (client), ==, REGIE_LINK_CONNECTING);
  g_assert_true (g_str_has_prefix (regie_client_get_problem (client), "Nobody answers at"));
  regie_client_close (client);
  g_assert_cmpint (regie_client_get_link_state (client), ==, REGIE_LINK_IDLE);
  g_assert_finalize_object (client);
}

static void
test_silence_counts_as_dead (void)
{
  Backend *backend = backend_new ();
  RegieTiming timing = fast;
  RegieClient *client;

  timing.dead = 200;
  client = client_new (backend, &timing);
  wait_until (regie_client_get_link_state (client) == REGIE_LINK_ONLINE);
  backend->mute = TRUE;
  wait_until (regie_client_get_link_state (client) == REGIE_LINK_LOST);
  g_assert_nonnull (strstr (regie_client_get_problem (client), "Nothing has come"));
  backend->mute = FALSE;
  wait_until (regie_client_get_link_state (client) == REGIE_LINK_ONLINE);

  g_assert_finalize_object (client);
  backend_free (backend);
}

static void
test_goodbye_is_honoured (void)
{
  Backend *backend = backend_new ();
  RegieClient *client = client_online (backend);
  RegieEvent *bye = regie_event_new (REGIE_EVENT_BYE);
  gint64 began = g_get_monotonic_time ();

  bye->retry_after = 1;
  bye->reason = g_strdup ("it is being restarted");
  push (g_ptr_array_index (backend->sockets, 0), bye);
  wait_until (regie_client_get_link_state (client) == REGIE_LINK_LOST);
  g_assert_nonnull (strstr (regie_client_get_problem (client), "it is being restarted"));
  wait_until (regie_client_get_link_state (client) == REGIE_LINK_ONLINE);
  g_assert_cmpint (g_get_monotonic_time () - began, >=, G_USEC_PER_SEC);

  g_assert_finalize_object (client);
  backend_free (backend);
}

static void
test_heartbeat_goes_both_ways (void)
{
  Backend *backend = backend_new ();
  RegieClient *client = client_online (backend);
  RegieEvent *presence = regie_event_new (REGIE_EVENT_PRESENCE);
  double latency = -1;
  gint64 watching = 0;
  gint64 heard = 0;

  push (g_ptr_array_index (backend->sockets, 0), regie_event_new (REGIE_EVENT_PING));
  presence->watching = 1812;
  push (g_ptr_array_index (backend->sockets, 0), presence);
  wait_until (backend->n_pongs == 1);
  wait_until ((g_object_get (client, "watching", &watching, NULL), watching == 1812));
  wait_until ((g_object_get (client, "latency", &latency, NULL), latency >= 0));
  g_object_get (client, "last-heard", &heard, NULL);
  g_assert_cmpint (ABS (g_get_real_time () - heard), <, DEADLINE * G_USEC_PER_SEC);

  g_assert_finalize_object (client);
  backend_free (backend);
}

static gint64
fixed_wall (void)
{
  return G_GINT64_CONSTANT (1000000) * G_USEC_PER_SEC;
}

/* A local clock that is decades wrong does not matter. */
static void
test_server_time_is_known (void)
{
  Backend *backend = backend_new ();
  RegieTiming timing = fast;
  RegieClient *client;
  double latency = -1;
  gint64 offset;

  timing.wall = fixed_wall;
  backend->clock_ahead = 3 * G_TIME_SPAN_HOUR;
  client = client_new (backend, &timing);
  wait_until ((g_object_get (client, "latency", &latency, NULL), latency >= 0));
  gint64 expected = g_get_real_time () + backend->clock_ahead;
  g_assert_cmpint (ABS (regie_client_now (client) - expected), <, 2 * G_USEC_PER_SEC);
  g_object_get (client, "clock-offset", &offset, NULL);
  g_assert_cmpint (ABS (offset - (expected - fixed_wall ())), <, 2 * G_USEC_PER_SEC);

  g_assert_finalize_object (client);
  backend_free (backend);
}

/* Commands */

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
#define ADD(name, function) g_test_add_func ("/client/" name, function)
  ADD ("first-comes-a-snapshot", test_first_comes_a_snapshot);
  ADD ("what-was-missed-arrives", test_what_was_missed_arrives);
  ADD ("records-come-once", test_records_come_once);
  ADD ("nothing-missed-is-online-again", test_nothing_missed_is_online_again);
  ADD ("other-epoch-brings-a-snapshot", test_other_epoch_brings_a_snapshot);
  ADD ("wrong-token-is-refused-for-good", test_wrong_token_is_refused_for_good);
  ADD ("nonsense-address-is-refused", test_nonsense_address_is_refused);
  ADD ("absent-backend-is-tried-again", test_absent_backend_is_tried_again);
  ADD ("silence-counts-as-dead", test_silence_counts_as_dead);
  ADD ("goodbye-is-honoured", test_goodbye_is_honoured);
  ADD ("heartbeat-goes-both-ways", test_heartbeat_goes_both_ways);
  ADD ("server-time-is-known", test_server_time_is_known);
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
