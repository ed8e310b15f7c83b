/* regie-link.c: one WebSocket to a backend, from the handshake to its end
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-client"

#include "regie-link.h"
#include "regie-client-error.h"
#include "regie-routes.h"
#include "regie-slices.h"

/** A longer message is read beside the main loop, bytes: a congress of a hundred thousand messages takes
 * seconds, and a desk must not stand still for it. */
#define LARGE (32 * 1024)

struct _RegieLink
{
  GObject parent_instance;

  SoupSession *session;
  const RegieTiming *timing;
  char *address;
  SoupMessage *handshake;
  SoupWebsocketConnection *socket;
  GCancellable *cancellable;
  /* messages (GBytes) that came and wait for the one that is being read */
  GQueue unread;
  gboolean reading;
  gboolean held;
  RegieSlices slices;
  guint beat_source;
  guint watch_source;
  /* own monotonic clock */
  gint64 heard;
  gint64 retry_after;
  gboolean ended;
};

enum
{
  EVENT,
  ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RegieLink, regie_link, G_TYPE_OBJECT)

/* Everything after this is silence: no source, no handler, no signal. */
static void
release (RegieLink *self)
{
  self->ended = TRUE;
  g_clear_handle_id (&self->beat_source, g_source_remove);
  g_clear_handle_id (&self->watch_source, g_source_remove);
  regie_slices_end (&self->slices);
  g_cancellable_cancel (self->cancellable);
  if (self->socket != NULL)
    g_signal_handlers_disconnect_by_data (self->socket, self);
}

/* @error: (transfer full) */
static void
end (RegieLink *self, GError *error)
{
  g_autoptr (GError) owned = error;

  if (self->ended)
    return;
  release (self);
  if (self->socket != NULL)
    g_io_stream_close (soup_websocket_connection_get_io_stream (self->socket), NULL, NULL);
  g_signal_emit (self, signals[ENDED], 0, owned, self->retry_after);
}

static gboolean
on_watch (gpointer user_data)
{
  RegieLink *self = user_data;

  if (self->timing->monotonic () - self->heard < (gint64) self->timing->dead * 1000)
    return G_SOURCE_CONTINUE;
  self->watch_source = 0;
  g_autoptr (RegieLink) alive = g_object_ref (self);
  end (self, g_error_new (REGIE_CLIENT_ERROR, REGIE_CLIENT_OFFLINE,
                          "Nothing has come from %s for %u seconds", self->address,
                          self->timing->dead / 1000));
  return G_SOURCE_REMOVE;
}

static void
send_ping (RegieLink *self)
{
  g_autoptr (RegieEvent) ping = regie_event_new (REGIE_EVENT_PING);
  ping->client_time = self->timing->monotonic ();
  regie_link_send (self, ping);
}

static gboolean
on_beat (gpointer user_data)
{
  send_ping (user_data);
  return G_SOURCE_CONTINUE;
}

static void
answer_ping (RegieLink *self, const RegieEvent *ping)
{
  g_autoptr (RegieEvent) pong = regie_event_new (REGIE_EVENT_PONG);
  pong->client_time = ping->client_time;
  pong->server_time = ping->server_time;
  regie_link_send (self, pong);
}

/* @event: (nullable): what came; NULL with @error: something that cannot be read */
static void
receive (RegieLink *self, RegieEvent *event, const GError *error)
{
  if (event == NULL)
    {
      /* A newer backend may have more to say than this version understands. */
      if (g_error_matches (error, REGIE_PROTOCOL_ERROR, REGIE_PROTOCOL_ERROR_UNKNOWN_TYPE))
        g_debug ("skipped: %s", error->message);
      else
        end (self, g_error_new (REGIE_CLIENT_ERROR, REGIE_CLIENT_UNAVAILABLE,
                                "The backend at %s sent what Regie does not understand: %s",
                                self->address, error->message));
      return;
    }
  if (event->type == REGIE_EVENT_PING)
    answer_ping (self, event);
  if (event->type == REGIE_EVENT_BYE)
    self->retry_after = event->retry_after;

  g_signal_emit (self, signals[EVENT], 0, event);

  if (event->type == REGIE_EVENT_HELLO)
    send_ping (self);
  else if (event->type == REGIE_EVENT_BYE)
    end (self, g_error_new (REGIE_CLIENT_ERROR, REGIE_CLIENT_UNAVAILABLE,
                            "The backend at %s said goodbye: %s", self->address,
                            event->reason != NULL ? event->reason : "no reason given"));
}

static RegieEvent *
read_bytes (GBytes *bytes, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return regie_event_from_json (data, size, error);
}

static void
read_beside (GTask *task, gpointer source, gpointer bytes, GCancellable *cancellable)
{
  GError *error = NULL;
  RegieEvent *event = read_bytes (bytes, &error);

  if (event != NULL)
    g_task_return_pointer (task, event, (GDestroyNotify) regie_event_free);
  else
    g_task_return_error (task, error);
}

static void read_next (RegieLink *self);

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RegieLink *self = REGIE_LINK (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (RegieEvent) event = g_task_propagate_pointer (G_TASK (result), &error);

  self->reading = FALSE;
  if (self->ended)
    return;
  /* Reading may have taken longer than a line may be silent. */
  self->heard = self->timing->monotonic ();
  receive (self, event, error);
  read_next (self);
}

static void
read_beside_next (RegieLink *self, GBytes *bytes)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, on_read, NULL);

  g_task_set_source_tag (task, read_beside_next);
  g_task_set_task_data (task, g_bytes_ref (bytes), (GDestroyNotify) g_bytes_unref);
  self->reading = TRUE;
  g_task_run_in_thread (task, read_beside);
}

static gboolean
can_read (RegieLink *self)
{
  return !self->reading && !self->held && !self->ended && !g_queue_is_empty (&self->unread);
}

static void
read_one (RegieLink *self)
{
  g_autoptr (GBytes) bytes = g_queue_pop_head (&self->unread);
  g_autoptr (RegieEvent) event = NULL;
  g_autoptr (GError) error = NULL;

  if (g_bytes_get_size (bytes) > LARGE)
    {
      read_beside_next (self, bytes);
      return;
    }
  event = read_bytes (bytes, &error);
  receive (self, event, error);
}

/* Reads what has come, in order, as far as the time of one slice allows. */
static void
read_some (RegieLink *self)
{
  gint64 deadline = self->timing->monotonic () + (gint64) self->timing->slice * 1000;

  while (can_read (self))
    {
      read_one (self);
      if (self->timing->monotonic () >= deadline)
        break;
    }
}

static gboolean
on_slice (gpointer user_data)
{
  g_autoptr (RegieLink) self = g_object_ref (user_data);

  read_some (self);
  if (!can_read (self))
    regie_slices_end (&self->slices);
  return G_SOURCE_CONTINUE;
}

static void
read_next (RegieLink *self)
{
  if (regie_slices_is_busy (&self->slices))
    return;
  read_some (self);
  if (can_read (self))
    regie_slices_begin (&self->slices, on_slice, self);
}

static void
on_message (SoupWebsocketConnection *socket, int type, GBytes *bytes, RegieLink *self)
{
  g_autoptr (RegieLink) alive = g_object_ref (self);

  self->heard = self->timing->monotonic ();
  if (type != SOUP_WEBSOCKET_DATA_TEXT)
    return;
  g_queue_push_tail (&self->unread, g_bytes_ref (bytes));
  read_next (self);
}

static void
on_closed (SoupWebsocketConnection *socket, RegieLink *self)
{
  g_autoptr (RegieLink) alive = g_object_ref (self);
  const char *why = soup_websocket_connection_get_close_data (socket);

  end (self, g_error_new (REGIE_CLIENT_ERROR, REGIE_CLIENT_OFFLINE,
                          "The connection to %s broke%s%s", self->address,
                          why != NULL && *why != '\0' ? ": " : "", why != NULL ? why : ""));
}

static void
on_error (SoupWebsocketConnection *socket, GError *error, RegieLink *self)
{
  /* `closed` follows. */
  g_debug ("%s: %s", self->address, error->message);
}

static gint64
read_retry_after (SoupMessage *message)
{
  const char *text =
      soup_message_headers_get_one (soup_message_get_response_headers (message), "Retry-After");
  return text != NULL ? CLAMP (g_ascii_strtoll (text, NULL, 10), 0, 3600) : 0;
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RegieLink) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SoupWebsocketConnection) socket =
      soup_session_websocket_connect_finish (SOUP_SESSION (source), result, &error);

  if (self->ended)
    {
      if (socket != NULL)
        g_io_stream_close (soup_websocket_connection_get_io_stream (socket), NULL, NULL);
      return;
    }
  if (socket == NULL)
    {
      self->retry_after = read_retry_after (self->handshake);
      end (self, regie_client_error_from_handshake (
                     self->address, soup_message_get_status (self->handshake), error));
      return;
    }
  if (g_strcmp0 (soup_websocket_connection_get_protocol (socket), REGIE_PROTOCOL_NAME) != 0)
    {
      self->socket = g_steal_pointer (&socket);
      end (self, regie_client_error_from_handshake (self->address, SOUP_STATUS_SWITCHING_PROTOCOLS,
                                                    NULL));
      return;
    }

  self->socket = g_steal_pointer (&socket);
  self->heard = self->timing->monotonic ();
  soup_websocket_connection_set_max_incoming_payload_size (self->socket,
                                                           REGIE_PROTOCOL_MAX_SNAPSHOT);
  g_signal_connect_object (self->socket, "message", G_CALLBACK (on_message), self,
                           G_CONNECT_DEFAULT);
  g_signal_connect_object (self->socket, "closed", G_CALLBACK (on_closed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->socket, "error", G_CALLBACK (on_error), self, G_CONNECT_DEFAULT);
  self->beat_source = g_timeout_add (self->timing->heartbeat, on_beat, self);
}

void
regie_link_open (RegieLink *self, const char *address, const char *token)
{
  const char *protocols[] = { REGIE_PROTOCOL_NAME, NULL };
  g_autofree char *uri = g_strconcat (address, REGIE_PATH_EVENTS, NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);

  g_return_if_fail (REGIE_IS_LINK (self));
  g_return_if_fail (self->handshake == NULL);

  self->address = g_strdup (address);
  self->handshake = soup_message_new (SOUP_METHOD_GET, uri);
  if (self->handshake == NULL)
    {
      end (self, g_error_new (REGIE_CLIENT_ERROR, REGIE_CLIENT_DENIED,
                              "“%s” is no address; it should look like https://regie.example:8443",
                              address));
      return;
    }
  if (token != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (self->handshake),
                                  "Authorization", bearer);
  self->heard = self->timing->monotonic ();
  self->watch_source = g_timeout_add (MAX (self->timing->dead / 15, 1), on_watch, self);
  soup_session_websocket_connect_async (self->session, self->handshake, NULL, (char **) protocols,
                                        G_PRIORITY_DEFAULT, self->cancellable, on_connected,
                                        g_object_ref (self));
}

void
regie_link_send (RegieLink *self, const RegieEvent *event)
{
  g_autofree char *text = NULL;

  g_return_if_fail (REGIE_IS_LINK (self));

  if (self->ended || self->socket == NULL
      || soup_websocket_connection_get_state (self->socket) != SOUP_WEBSOCKET_STATE_OPEN)
    return;
  text = regie_event_to_json (event, NULL);
  soup_websocket_connection_send_text (self->socket, text);
}

void
regie_link_hold (RegieLink *self)
{
  g_return_if_fail (REGIE_IS_LINK (self));

  self->held = TRUE;
}

void
regie_link_go_on (RegieLink *self)
{
  g_return_if_fail (REGIE_IS_LINK (self));

  if (!self->held)
    return;
  g_autoptr (RegieLink) alive = g_object_ref (self);
  self->held = FALSE;
  read_next (self);
}

void
regie_link_cut (RegieLink *self)
{
  g_return_if_fail (REGIE_IS_LINK (self));

  release (self);
  if (self->socket != NULL)
    g_io_stream_close (soup_websocket_connection_get_io_stream (self->socket), NULL, NULL);
}

void
regie_link_close (RegieLink *self)
{
  g_return_if_fail (REGIE_IS_LINK (self));

  release (self);
  if (self->socket != NULL
      && soup_websocket_connection_get_state (self->socket) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_close (self->socket, SOUP_WEBSOCKET_CLOSE_GOING_AWAY, NULL);
}

static void
regie_link_dispose (GObject *object)
{
  RegieLink *self = REGIE_LINK (object);

  release (self);
  g_clear_object (&self->socket);
  g_clear_object (&self->handshake);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (regie_link_parent_class)->dispose (object);
}

static void
regie_link_finalize (GObject *object)
{
  RegieLink *self = REGIE_LINK (object);

  g_queue_clear_full (&self->unread, (GDestroyNotify) g_bytes_unref);
  g_clear_object (&self->cancellable);
  g_free (self->address);
  G_OBJECT_CLASS (regie_link_parent_class)->finalize (object);
}

static void
regie_link_class_init (RegieLinkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = regie_link_dispose;
  object_class->finalize = regie_link_finalize;

  signals[EVENT] = g_signal_new ("event", REGIE_TYPE_LINK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[ENDED] = g_signal_new ("ended", REGIE_TYPE_LINK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 2, G_TYPE_ERROR, G_TYPE_INT64);
}

static void
regie_link_init (RegieLink *self)
{
  g_queue_init (&self->unread);
  self->cancellable = g_cancellable_new ();
}

RegieLink *
regie_link_new (SoupSession *session, const RegieTiming *timing)
{
  RegieLink *self = g_object_new (REGIE_TYPE_LINK, NULL);
  self->session = g_object_ref (session);
  self->timing = timing;
  return self;
}
