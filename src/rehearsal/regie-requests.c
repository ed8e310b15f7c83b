/* regie-requests.c: what participants send by REST, with the time each answer took
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-rehearsal"

#include "regie-config.h"

#include "regie-requests.h"

#include "regie-record-json.h"
#include "regie-routes.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

/** Connections that all participants share. */
#define CONNECTIONS 24
/** How long a command is repeated, seconds. */
#define PATIENCE 60
/** Pause before it is repeated, milliseconds. */
#define PAUSE 250
/** HTTP 429, which libsoup has no name for (RFC 6585). */
#define TOO_MANY_REQUESTS 429
/** Answers whose time is remembered. */
#define MOST_TIMES 1000000

struct _RegieRequests
{
  GObject parent_instance;

  SoupSession *session;
  GCancellable *cancellable;
  char *address;
  RegieRequestsFigures figures[REGIE_N_RECORDS];
  /* microseconds */
  GArray *times;
  guint n_read;
};

G_DEFINE_FINAL_TYPE (RegieRequests, regie_requests, G_TYPE_OBJECT)

typedef struct
{
  RegieRequests *requests;
  RegieRecordType type;
  char *uri;
  char *key;
  char *bearer;
  GBytes *body;
  SoupMessage *message;
  RegieRequestsDone done;
  gpointer user_data;
  gint64 began;
  gint64 tried;
} Request;

static void
request_free (Request *request)
{
  g_clear_object (&request->message);
  g_clear_pointer (&request->body, g_bytes_unref);
  g_object_unref (request->requests);
  g_free (request->uri);
  g_free (request->key);
  g_free (request->bearer);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static void attempt (Request *request);

static gboolean
on_pause_over (gpointer user_data)
{
  g_autoptr (Request) request = user_data;

  if (!g_cancellable_is_cancelled (request->requests->cancellable))
    attempt (g_steal_pointer (&request));
  return G_SOURCE_REMOVE;
}

static void
count (Request *request, const RegieReply *reply)
{
  RegieRequestsFigures *figures = &request->requests->figures[request->type];

  if (reply == NULL)
    figures->lost++;
  else if (reply->answer == REGIE_ANSWER_APPLIED || reply->answer == REGIE_ANSWER_DUPLICATE)
    figures->applied++;
  else if (reply->answer == REGIE_ANSWER_LATE)
    figures->late++;
  else
    figures->refused++;
}

/* @request: (transfer full) */
static void
finish (Request *request, const RegieReply *reply)
{
  g_autoptr (Request) owned = request;

  count (request, reply);
  if (reply != NULL && reply->title != NULL)
    g_debug ("%s: %s: %s", request->uri, reply->title, reply->detail);
  if (request->done != NULL)
    request->done (reply, request->user_data);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Request) request = user_data;
  RegieRequests *self = request->requests;
  guint status = soup_message_get_status (request->message);
  g_autoptr (GError) error = NULL;
  g_autoptr (RegieReply) reply = NULL;
  g_autoptr (GBytes) body =
      soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);
  gint64 now = g_get_monotonic_time ();
  gsize size = 0;
  const char *data = body != NULL ? g_bytes_get_data (body, &size) : NULL;

  g_clear_object (&request->message);
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (body != NULL)
    reply = regie_reply_from_json (data, size, status, &error);
  if (reply != NULL)
    {
      guint32 time = (guint32) MIN (now - request->tried, G_MAXUINT32);
      if (self->times->len < MOST_TIMES)
        g_array_append_val (self->times, time);
      finish (g_steal_pointer (&request), reply);
    }
  else if (now - request->began > PATIENCE * G_USEC_PER_SEC)
    {
      g_warning ("No answer from %s: %s", request->uri, error->message);
      finish (g_steal_pointer (&request), NULL);
    }
  else
    g_timeout_add (PAUSE, on_pause_over, g_steal_pointer (&request));
}

/* @request: (transfer full) */
static void
attempt (Request *request)
{
  SoupMessageHeaders *headers;

  request->tried = g_get_monotonic_time ();
  request->message = soup_message_new (SOUP_METHOD_POST, request->uri);
  headers = soup_message_get_request_headers (request->message);
  soup_message_headers_replace (headers, REGIE_HEADER_KEY, request->key);
  soup_message_headers_replace (headers, "Authorization", request->bearer);
  soup_message_set_request_body_from_bytes (request->message, "application/json", request->body);
  soup_session_send_and_read_async (request->requests->session, request->message,
                                    G_PRIORITY_DEFAULT, request->requests->cancellable, on_answer,
                                    request);
}

void
regie_requests_send (RegieRequests *self,
                     const char *token,
                     RegieRecord *record,
                     RegieRequestsDone done,
                     gpointer user_data)
{
  const RegieRoute *route = regie_route_for_record (record);
  RegieCommand command = { .record = record };
  g_autofree char *path = NULL;
  Request *request = g_new0 (Request, 1);
  char *body;
  gsize size;

  g_return_if_fail (route != NULL);

  request->key = g_uuid_string_random ();
  regie_record_set_cmd (record, request->key);
  body = regie_command_to_json (&command, &size);
  path = regie_route_path (route, record);
  request->requests = g_object_ref (self);
  request->type = record->type;
  request->uri = g_strconcat (self->address, path, NULL);
  request->bearer = g_strconcat ("Bearer ", token, NULL);
  request->body = g_bytes_new_take (body, size);
  request->done = done;
  request->user_data = user_data;
  request->began = g_get_monotonic_time ();
  self->figures[record->type].sent++;
  attempt (request);
}

/* Reading */

typedef struct
{
  RegieRequests *requests;
  RegieRequestsRead done;
  gpointer user_data;
} Reading;

static GPtrArray *
read_messages (GBytes *body)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  gsize size;
  const char *data = g_bytes_get_data (body, &size);
  JsonNode *root, *messages = NULL;

  if (size == 0 || !json_parser_load_from_data (parser, data, (gssize) size, NULL))
    return NULL;
  root = json_parser_get_root (parser);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    messages = json_object_get_member (json_node_get_object (root), "messages");
  return messages != NULL && JSON_NODE_HOLDS_ARRAY (messages)
             ? regie_records_from_array (json_node_get_array (messages), "messages", NULL)
             : NULL;
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Reading *reading = user_data;
  g_autoptr (RegieRequests) self = reading->requests;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body =
      soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);
  g_autoptr (GPtrArray) messages = body != NULL ? read_messages (body) : NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (messages != NULL)
    self->n_read++;
  reading->done (messages, reading->user_data);
}

void
regie_requests_read_own (RegieRequests *self,
                         const char *token,
                         RegieRequestsRead done,
                         gpointer user_data)
{
  g_autofree char *uri = g_strconcat (self->address, REGIE_PATH_ME, NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (SOUP_METHOD_GET, uri);
  Reading *reading = g_new0 (Reading, 1);

  reading->requests = g_object_ref (self);
  reading->done = done;
  reading->user_data = user_data;
  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                bearer);
  soup_session_send_and_read_async (self->session, message, G_PRIORITY_DEFAULT, self->cancellable,
                                    on_read, reading);
}

guint
regie_requests_get_n_read (RegieRequests *self)
{
  return self->n_read;
}

/* Joining */

static GBytes *
join_body (const char *code)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) root = json_node_init_object (json_node_alloc (), object);

  json_object_set_string_member (object, "code", code);
  char *text = json_to_string (root, FALSE);
  return g_bytes_new_take (text, strlen (text));
}

static char *
read_token (GBytes *body)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  gsize size;
  const char *data = g_bytes_get_data (body, &size);

  if (size == 0 || !json_parser_load_from_data (parser, data, (gssize) size, NULL))
    return NULL;
  JsonNode *root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  return g_strdup (
      json_object_get_string_member_with_default (json_node_get_object (root), "token", NULL));
}

static void
on_joined (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SoupMessage *message = g_task_get_task_data (task);
  guint status = soup_message_get_status (message);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body =
      soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);
  char *token = body != NULL && status == SOUP_STATUS_OK ? read_token (body) : NULL;

  if (token != NULL)
    g_task_return_pointer (task, token, g_free);
  else if (body == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (status == SOUP_STATUS_FORBIDDEN || status == SOUP_STATUS_UNAUTHORIZED
           || status == TOO_MANY_REQUESTS)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                             "the access code is wrong");
  else if (status >= SOUP_STATUS_BAD_GATEWAY && status <= SOUP_STATUS_GATEWAY_TIMEOUT)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_BUSY, "it cannot take anybody (HTTP %u)",
                             status);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                             "it is no Regie backend (HTTP %u)", status);
}

void
regie_requests_join_async (RegieRequests *self,
                           const char *code,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  g_autofree char *uri = g_strconcat (self->address, REGIE_PATH_JOIN, NULL);
  g_autoptr (GBytes) body = join_body (code);
  SoupMessage *message = soup_message_new (SOUP_METHOD_POST, uri);

  g_task_set_task_data (task, message, g_object_unref);
  soup_message_set_request_body_from_bytes (message, "application/json", body);
  soup_session_send_and_read_async (self->session, message, G_PRIORITY_DEFAULT, self->cancellable,
                                    on_joined, task);
}

char *
regie_requests_join_finish (RegieRequests *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
regie_requests_stop (RegieRequests *self)
{
  g_cancellable_cancel (self->cancellable);
}

const RegieRequestsFigures *
regie_requests_get_figures (RegieRequests *self, RegieRecordType type)
{
  return &self->figures[type];
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  guint32 one = *(const guint32 *) a;
  guint32 other = *(const guint32 *) b;
  return (one > other) - (one < other);
}

double
regie_requests_get_latency (RegieRequests *self, double share)
{
  if (self->times->len == 0)
    return -1;
  g_array_sort (self->times, compare_times);
  guint place = MIN ((guint) (share * self->times->len), self->times->len - 1);
  return g_array_index (self->times, guint32, place) / 1000.0;
}

static void
regie_requests_finalize (GObject *object)
{
  RegieRequests *self = REGIE_REQUESTS (object);

  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);
  g_array_unref (self->times);
  g_free (self->address);
  G_OBJECT_CLASS (regie_requests_parent_class)->finalize (object);
}

static void
regie_requests_class_init (RegieRequestsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = regie_requests_finalize;
}

static void
regie_requests_init (RegieRequests *self)
{
  self->session = soup_session_new_with_options ("user-agent", "regie-rehearse/" REGIE_VERSION,
                                                 "max-conns", CONNECTIONS, "max-conns-per-host",
                                                 CONNECTIONS, "timeout", 20, NULL);
  /* A proxy of the computer is not for a rehearsal; looking for one costs a thread per request. */
  soup_session_set_proxy_resolver (self->session, NULL);
  self->cancellable = g_cancellable_new ();
  self->times = g_array_new (FALSE, FALSE, sizeof (guint32));
}

RegieRequests *
regie_requests_new (const char *address)
{
  RegieRequests *self = g_object_new (REGIE_TYPE_REQUESTS, NULL);
  self->address = g_strdup (address);
  return self;
}
