/* fake-backend.h: a backend that does what a test says, and a client beside it
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-client-private.h"
#include "regie-routes.h"
#include "wait-until.h"

#include <string.h>

#define TOKEN "right"

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
  guint n_places;
  char *last_place;
  char *last_epoch;
  guint64 last_seq;
  /* a snapshot comes in parts of so many records; 0: in one */
  guint part;
  /* so many parts are sent, the others are kept back; 0: all */
  guint n_parts;
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
push_part (
    Backend *self, SoupWebsocketConnection *socket, GPtrArray *states, guint from, gboolean more)
{
  RegieEvent *event = regie_event_new (REGIE_EVENT_SNAPSHOT);
  guint n = self->part > 0 ? MIN (self->part, states->len - from) : states->len;

  event->epoch = g_strdup (self->epoch);
  event->seq = regie_congress_get_seq (self->congress);
  event->more = more;
  event->records = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);
  for (guint i = from; i < from + n; i++)
    g_ptr_array_add (event->records, regie_record_ref (g_ptr_array_index (states, i)));
  push (socket, event);
}

static void
push_snapshot (Backend *self, SoupWebsocketConnection *socket)
{
  g_autoptr (GPtrArray) states = regie_congress_snapshot (self->congress, &REGIE_VIEWER_STAFF);
  guint step = self->part > 0 ? self->part : states->len;

  self->n_snapshots++;
  for (guint from = 0, i = 0; from < states->len; from += step, i++)
    if (self->n_parts == 0 || i < self->n_parts)
      push_part (self, socket, states, from, from + step < states->len);
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
  else if (event->type == REGIE_EVENT_PLACE)
    {
      self->n_places++;
      g_free (self->last_place);
      self->last_place = g_strdup_printf ("%s %s %s", event->stage, event->view, event->message);
    }
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

  if (route == NULL && g_str_has_suffix (path, "/history"))
    {
      soup_server_message_set_status (message, self->status, NULL);
      soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, self->answer,
                                        strlen (self->answer));
      return;
    }
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

G_GNUC_UNUSED static void
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
  g_free (self->last_place);
  g_free (self->last_epoch);
  g_free (self->answer);
  g_free (self->address);
  g_free (self);
}

G_GNUC_UNUSED static void
broadcast (Backend *self, guint64 after)
{
  push_records (self, g_ptr_array_index (self->sockets, self->sockets->len - 1), after);
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

G_GNUC_UNUSED static void
assert_in_step (RegieClient *client, Backend *backend)
{
  g_autofree char *here =
      regie_congress_hash (regie_client_get_congress (client), &REGIE_VIEWER_STAFF);
  g_autofree char *there = regie_congress_hash (backend->congress, &REGIE_VIEWER_STAFF);

  g_assert_cmpstr (here, ==, there);
}
