/* crowd.c: tests of the participants: frames, what they see, and that they come back
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-crowd-frame.h"
#include "regie-crowd.h"
#include "regie-outlook.h"
#include "regie-routes.h"
#include "wait-until.h"

#include <libsoup/soup.h>
#include <string.h>

/* Frames */

static void
test_frames_are_read (void)
{
  static const guint8 small[] = { 0x81, 5, 'h', 'e', 'l', 'l', 'o' };
  static const guint8 middle[] = { 0x89, 126, 0x12, 0x34 };
  static const guint8 large[] = { 0x81, 127, 0, 0, 0, 0, 0, 0x10, 0, 1 };
  RegieCrowdFrame frame;

  g_assert_true (regie_crowd_frame_read (&frame, small, sizeof small));
  g_assert_cmpuint (frame.opcode, ==, REGIE_CROWD_TEXT);
  g_assert_cmpuint (frame.head, ==, 2);
  g_assert_cmpuint (frame.size, ==, 5);
  g_assert_true (regie_crowd_frame_read (&frame, middle, sizeof middle));
  g_assert_cmpuint (frame.opcode, ==, REGIE_CROWD_PING);
  g_assert_cmpuint (frame.head, ==, 4);
  g_assert_cmpuint (frame.size, ==, 0x1234);
  g_assert_true (regie_crowd_frame_read (&frame, large, sizeof large));
  g_assert_cmpuint (frame.head, ==, 10);
  g_assert_cmpuint (frame.size, ==, 0x100001);
  for (gsize i = 0; i < 4; i++)
    g_assert_false (regie_crowd_frame_read (&frame, middle, MIN (i, 3)));
  for (gsize i = 0; i < sizeof large; i++)
    g_assert_false (regie_crowd_frame_read (&frame, large, i));
}

static void
test_frames_are_masked (void)
{
  for (guint16 size = 0; size < 400; size += 57)
    {
      guint8 payload[400];
      guint8 out[REGIE_CROWD_FRAME_ROOM (400)];
      RegieCrowdFrame frame;
      gsize length;

      memset (payload, 'x', sizeof payload);
      length = regie_crowd_frame_write (out, REGIE_CROWD_TEXT, payload, size, 0xdeadbeef);
      g_assert_true (regie_crowd_frame_read (&frame, out, length));
      g_assert_cmpuint (frame.size, ==, size);
      g_assert_cmpuint (length, ==, frame.head + 4 + size);
      g_assert_true ((out[1] & 0x80) != 0);
      for (guint16 i = 0; i < size; i++)
        g_assert_cmpuint (out[frame.head + 4 + i] ^ out[frame.head + i % 4], ==, 'x');
    }
}

static void
test_seqs_are_found (void)
{
  const char *text = "{\"event\":\"records\",\"records\":[{\"seq\":7,\"text\":\"\\\"seq\\\":99\"},"
                     "{\"seq\":12,\"text\":\"\\\"seq\\\":98\"}]}";

  g_assert_cmpuint (regie_crowd_first_seq (text, strlen (text)), ==, 7);
  g_assert_cmpuint (regie_crowd_last_seq (text, strlen (text)), ==, 12);
  g_assert_cmpuint (regie_crowd_last_seq ("{}", 2), ==, 0);
  g_assert_cmpuint (regie_crowd_first_seq ("", 0), ==, 0);
}

/* What the audience sees */

static void
take (RegieOutlook *outlook, RegieEventType type, const char *const *texts)
{
  g_autoptr (RegieEvent) event = regie_event_new (type);

  event->records = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);
  for (; *texts != NULL; texts++)
    {
      g_autoptr (GError) error = NULL;
      g_ptr_array_add (event->records, regie_record_from_json (*texts, strlen (*texts), &error));
      g_assert_no_error (error);
    }
  regie_outlook_take (outlook, event);
}

#define STAGE                                                                                      \
  "{\"type\":\"stage.state\",\"stage\":\"s1\",\"number\":1,\"title\":\"S\",\"state\":\"live\"}"
#define MESSAGE(id, state)                                                                         \
  "{\"type\":\"message.state\",\"message\":\"" id "\",\"stage\":\"s1\",\"kind\":\"question\","     \
  "\"state\":\"" state "\",\"text\":\"?\",\"created\":\"2026-11-24T09:00:00Z\"}"
#define POLL(state, round)                                                                         \
  "{\"type\":\"poll.state\",\"poll\":\"p1\",\"stage\":\"s1\",\"kind\":\"single\",\"title\":\"T\"," \
  "\"state\":\"" state "\",\"round\":" round "}"

static void
count (RegieOutlook *outlook, gpointer record, guint *n)
{
  (*n)++;
}

static void
test_outlook_notices_each_round_once (void)
{
  g_autoptr (RegieOutlook) outlook = regie_outlook_new ();
  guint opened = 0;

  g_signal_connect (outlook, "poll-opened", G_CALLBACK (count), &opened);
  take (outlook, REGIE_EVENT_SNAPSHOT, (const char *const[]) { STAGE, POLL ("draft", "0"), NULL });
  g_assert_cmpuint (opened, ==, 0);
  take (outlook, REGIE_EVENT_RECORDS, (const char *const[]) { POLL ("open", "1"), NULL });
  take (outlook, REGIE_EVENT_RECORDS, (const char *const[]) { POLL ("open", "1"), NULL });
  /* After a reconnect the same poll is no news. */
  take (outlook, REGIE_EVENT_SNAPSHOT, (const char *const[]) { STAGE, POLL ("open", "1"), NULL });
  g_assert_cmpuint (opened, ==, 1);
  take (outlook, REGIE_EVENT_RECORDS, (const char *const[]) { POLL ("closed", "1"), NULL });
  take (outlook, REGIE_EVENT_RECORDS, (const char *const[]) { POLL ("open", "2"), NULL });
  g_assert_cmpuint (opened, ==, 2);
}

static void
test_outlook_forgets_what_is_gone (void)
{
  g_autoptr (RegieOutlook) outlook = regie_outlook_new ();

  take (outlook, REGIE_EVENT_RECORDS,
        (const char *const[]) { STAGE, MESSAGE ("m1", "approved"), MESSAGE ("m2", "answered"),
                                MESSAGE ("m3", "next"), NULL });
  g_autoptr (GPtrArray) before = regie_outlook_list_messages (outlook, "s1");
  g_assert_cmpuint (before->len, ==, 2);
  take (outlook, REGIE_EVENT_RECORDS,
        (const char *const[]) { "{\"type\":\"gone\",\"message\":\"m1\"}", NULL });
  g_autoptr (GPtrArray) after = regie_outlook_list_messages (outlook, "s1");
  g_assert_cmpuint (after->len, ==, 1);
}

/* Participants against a backend that the test can end */

typedef struct
{
  SoupServer *server;
  GPtrArray *sockets;
  guint port;
  guint n_joined;
  guint n_resumed;
  guint n_wrong_seqs;
} Backend;

static void
push (SoupWebsocketConnection *socket, const char *text)
{
  soup_websocket_connection_send_text (socket, text);
}

static void
on_text (SoupWebsocketConnection *socket, int type, GBytes *bytes, Backend *self)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autoptr (RegieEvent) event = regie_event_from_json (data, size, NULL);

  g_assert_nonnull (event);
  if (event->type != REGIE_EVENT_RESUME)
    return;
  if (event->epoch == NULL)
    push (socket, "{\"event\":\"snapshot\",\"epoch\":\"e\",\"seq\":4,\"state\":[" STAGE "]}");
  else
    {
      self->n_resumed++;
      self->n_wrong_seqs += event->seq != 5;
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

  g_signal_connect (socket, "message", G_CALLBACK (on_text), self);
  g_ptr_array_add (self->sockets, g_object_ref (socket));
  push (socket, "{\"event\":\"hello\",\"protocol\":\"regie.v1\",\"epoch\":\"e\",\"seq\":5,"
                "\"server_time\":\"2026-11-24T09:00:00Z\",\"role\":\"participant\"}");
}

static void
on_join (SoupServer *server,
         SoupServerMessage *message,
         const char *path,
         GHashTable *query,
         gpointer user_data)
{
  Backend *self = user_data;
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  gboolean right = memmem (body->data, body->length, "\"right\"", 7) != NULL;
  g_autofree char *answer =
      g_strdup_printf ("{\"token\":\"t%u\",\"participant\":\"p\"}", self->n_joined);

  self->n_joined += right;
  soup_server_message_set_status (message, right ? 200 : 403, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, answer,
                                    strlen (answer));
}

static void
backend_start (Backend *self)
{
  char *protocols[] = { (char *) REGIE_PROTOCOL_NAME, NULL };
  g_autoptr (GError) error = NULL;

  self->server = soup_server_new (NULL, NULL);
  self->sockets = g_ptr_array_new_with_free_func (g_object_unref);
  soup_server_add_websocket_handler (self->server, REGIE_PATH_EVENTS, NULL, protocols, on_socket,
                                     self, NULL);
  soup_server_add_handler (self->server, REGIE_PATH_JOIN, on_join, self, NULL);
  soup_server_listen_local (self->server, self->port, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);

  GSList *uris = soup_server_get_uris (self->server);
  self->port = (guint) g_uri_get_port (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
}

/* As kill -9 does it: all connections are gone, nobody has said goodbye. */
static void
backend_kill (Backend *self)
{
  soup_server_disconnect (self->server);
  for (guint i = 0; i < self->sockets->len; i++)
    {
      SoupWebsocketConnection *socket = self->sockets->pdata[i];
      g_signal_handlers_disconnect_by_data (socket, self);
      g_io_stream_close (soup_websocket_connection_get_io_stream (socket), NULL, NULL);
    }
  g_clear_pointer (&self->sockets, g_ptr_array_unref);
  g_clear_object (&self->server);
}

static RegieCrowd *
crowd_new (Backend *backend, const char *code, guint n, RegieRequests **requests)
{
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%u", backend->port);

  *requests = regie_requests_new (address);
  return regie_crowd_new (address, code, n, *requests);
}

static void
on_crowd_event (RegieCrowd *crowd, gpointer event, guint *n)
{
  (*n)++;
}

static void
start (RegieCrowd *crowd)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (regie_crowd_start (crowd, &error));
  g_assert_no_error (error);
}

static void
test_crowd_connects_and_comes_back (void)
{
  enum
  {
    N = 40
  };
  Backend backend = { 0 };
  g_autoptr (RegieRequests) requests = NULL;
  RegieCrowd *crowd;
  guint n_events = 0;
  guint64 lowest, highest;

  backend_start (&backend);
  crowd = crowd_new (&backend, "right", N, &requests);
  g_signal_connect (crowd, "event", G_CALLBACK (on_crowd_event), &n_events);
  start (crowd);
  wait_until (regie_crowd_get_connected (crowd) == N);
  /* One listens for all. */
  wait_until (n_events == 1);
  g_assert_cmpuint (backend.n_joined, ==, N);

  for (guint i = 0; i < backend.sockets->len; i++)
    push (backend.sockets->pdata[i],
          "{\"event\":\"records\",\"records\":[{\"type\":\"gone\",\"seq\":5,\"message\":\"m\"}]}");
  wait_until ((regie_crowd_get_seqs (crowd, &lowest, &highest), lowest == 5 && highest == 5));
  wait_until (n_events == 2);

  backend_kill (&backend);
  wait_until (regie_crowd_get_connected (crowd) == 0);
  g_assert_cmpuint (regie_crowd_get_broken (crowd), ==, N);
  backend_start (&backend);
  wait_until (regie_crowd_get_connected (crowd) == N);
  /* With their tokens, and where they were. */
  wait_until (backend.n_resumed == N);
  g_assert_cmpuint (backend.n_wrong_seqs, ==, 0);
  g_assert_cmpuint (backend.n_joined, ==, N);

  regie_crowd_stop (crowd);
  g_object_unref (crowd);
  backend_kill (&backend);
}

static void
on_crowd_refused (RegieCrowd *crowd, const GError *error, GError **refused)
{
  if (*refused == NULL)
    *refused = g_error_copy (error);
}

static void
test_wrong_code_is_told (void)
{
  Backend backend = { 0 };
  g_autoptr (RegieRequests) requests = NULL;
  g_autoptr (GError) refused = NULL;
  RegieCrowd *crowd;

  backend_start (&backend);
  crowd = crowd_new (&backend, "wrong", 3, &requests);
  g_signal_connect (crowd, "refused", G_CALLBACK (on_crowd_refused), &refused);
  start (crowd);
  wait_until (refused != NULL);
  g_assert_error (refused, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);

  regie_crowd_stop (crowd);
  regie_requests_stop (requests);
  g_object_unref (crowd);
  backend_kill (&backend);
}

static void
test_absent_backend_is_told (void)
{
  Backend backend = { 0 };
  g_autoptr (RegieRequests) requests = NULL;
  g_autoptr (GError) error = NULL;

  backend_start (&backend);
  g_autoptr (RegieCrowd) crowd = crowd_new (&backend, "right", 3, &requests);
  backend_kill (&backend);
  g_assert_false (regie_crowd_start (crowd, &error));
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/frames/are-read", test_frames_are_read);
  g_test_add_func ("/frames/are-masked", test_frames_are_masked);
  g_test_add_func ("/frames/seqs-are-found", test_seqs_are_found);
  g_test_add_func ("/outlook/notices-each-round-once", test_outlook_notices_each_round_once);
  g_test_add_func ("/outlook/forgets-what-is-gone", test_outlook_forgets_what_is_gone);
  g_test_add_func ("/crowd/connects-and-comes-back", test_crowd_connects_and_comes_back);
  g_test_add_func ("/crowd/wrong-code-is-told", test_wrong_code_is_told);
  g_test_add_func ("/crowd/absent-backend-is-told", test_absent_backend_is_told);
  return g_test_run ();
}
