/* regie-client-send.c: one command by REST, repeated over broken connections, answered exactly once
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-client"

#include "regie-client-error.h"
#include "regie-client-private.h"
#include "regie-routes.h"

/** Pause before a command is repeated; doubles each time, milliseconds. */
#define FIRST_PAUSE 100
#define LONGEST_PAUSE 1600

/** How much longer than the client repeats a command the backend may still take it, milliseconds: a
 * request that was stuck in the network must not act after its sender was told that it failed. */
#define GRACE 1000

typedef struct
{
  char *uri;
  char *key;
  GBytes *body;
  SoupMessage *message;
  /* ends one attempt, or all when the caller cancels */
  GCancellable *attempt;
  GCancellable *caller;
  gulong caller_handler;
  guint attempt_source;
  guint pause_source;
  guint pause;
  /* own monotonic clock */
  gint64 deadline;
  /* the answer, if it is a conflict */
  RegieReply *conflict;
} Sending;

static void
stop_attempt (Sending *sending)
{
  g_clear_handle_id (&sending->attempt_source, g_source_remove);
  if (sending->caller != NULL && sending->caller_handler != 0)
    g_cancellable_disconnect (sending->caller, sending->caller_handler);
  sending->caller_handler = 0;
  g_clear_object (&sending->attempt);
  g_clear_object (&sending->message);
}

static void
sending_free (Sending *sending)
{
  stop_attempt (sending);
  g_clear_handle_id (&sending->pause_source, g_source_remove);
  g_clear_object (&sending->caller);
  g_clear_pointer (&sending->conflict, regie_reply_free);
  g_bytes_unref (sending->body);
  g_free (sending->uri);
  g_free (sending->key);
  g_free (sending);
}

/* @task: (transfer full); @error: (transfer full) (nullable) */
static void
answer (GTask *task, GError *error)
{
  g_autoptr (GTask) owned = task;
  g_autoptr (RegieClient) client = g_object_ref (g_task_get_source_object (task));

  regie_client_count_pending (client, -1);
  if (g_task_return_error_if_cancelled (owned))
    g_clear_error (&error);
  else if (error != NULL)
    g_task_return_error (owned, error);
  else
    g_task_return_boolean (owned, TRUE);
}

static void attempt (GTask *task);

static gboolean
on_pause_over (gpointer user_data)
{
  GTask *task = user_data;
  Sending *sending = g_task_get_task_data (task);

  sending->pause_source = 0;
  attempt (task);
  return G_SOURCE_REMOVE;
}

/* @task: (transfer full) */
static void
try_again (GTask *task, const GError *cause)
{
  Sending *sending = g_task_get_task_data (task);
  RegieClient *client = g_task_get_source_object (task);
  gint64 now = client->timing.monotonic ();

  if (now + sending->pause * 1000 >= sending->deadline
      || g_cancellable_is_cancelled (sending->caller) || client->link_state == REGIE_LINK_IDLE)
    {
      answer (task, regie_client_error_offline (cause));
      return;
    }
  sending->pause_source = g_timeout_add (sending->pause, on_pause_over, task);
  sending->pause = MIN (sending->pause * 2, LONGEST_PAUSE);
}

/* A proxy whose backend is away answers for it: that is a broken connection too. */
static gboolean
is_from_gateway (guint status)
{
  return status == SOUP_STATUS_BAD_GATEWAY || status == SOUP_STATUS_GATEWAY_TIMEOUT
         || status == SOUP_STATUS_SERVICE_UNAVAILABLE;
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Sending *sending = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (RegieReply) reply = NULL;
  g_autoptr (GBytes) body =
      soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);
  guint status = soup_message_get_status (sending->message);
  gsize size = 0;
  const char *data = body != NULL ? g_bytes_get_data (body, &size) : NULL;

  stop_attempt (sending);
  if (body == NULL)
    {
      try_again (task, error);
      return;
    }
  reply = regie_reply_from_json (data, size, status, NULL);
  if (reply != NULL)
    {
      GError *refusal = regie_client_error_from_reply (reply);

      if (reply->answer == REGIE_ANSWER_CONFLICT)
        sending->conflict = g_steal_pointer (&reply);
      answer (task, refusal);
    }
  else if (is_from_gateway (status))
    {
      g_autoptr (GError) cause = regie_client_error_from_status (status);
      try_again (task, cause);
    }
  else
    answer (task, regie_client_error_from_status (status));
}

static void
on_caller_cancelled (GCancellable *caller, GCancellable *attempt)
{
  g_cancellable_cancel (attempt);
}

static gboolean
on_attempt_timeout (gpointer user_data)
{
  Sending *sending = user_data;

  sending->attempt_source = 0;
  g_cancellable_cancel (sending->attempt);
  return G_SOURCE_REMOVE;
}

/* @task: (transfer full) */
static void
attempt (GTask *task)
{
  Sending *sending = g_task_get_task_data (task);
  RegieClient *client = g_task_get_source_object (task);
  const char *token = client->token;
  SoupMessageHeaders *headers;

  sending->message = soup_message_new (SOUP_METHOD_POST, sending->uri);
  sending->attempt = g_cancellable_new ();
  headers = soup_message_get_request_headers (sending->message);
  soup_message_headers_replace (headers, REGIE_HEADER_KEY, sending->key);
  if (token != NULL)
    {
      g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);
      soup_message_headers_replace (headers, "Authorization", bearer);
    }
  soup_message_set_request_body_from_bytes (sending->message, "application/json", sending->body);

  if (sending->caller != NULL)
    sending->caller_handler =
        g_cancellable_connect (sending->caller, G_CALLBACK (on_caller_cancelled),
                               g_object_ref (sending->attempt), g_object_unref);
  sending->attempt_source = g_timeout_add (client->timing.request, on_attempt_timeout, sending);
  soup_session_send_and_read_async (client->rest, sending->message, G_PRIORITY_DEFAULT,
                                    sending->attempt, on_answer, task);
}

/* What the record needs to be a command of its own: a key, and the id of what it makes. */
static void
complete (RegieRecord *record, const RegieRoute *route)
{
  if (record->cmd == NULL)
    {
      g_autofree char *key = g_uuid_string_random ();
      regie_record_set_cmd (record, key);
    }
  if (route->creates != REGIE_N_FIELDS && regie_record_get_string (record, route->creates) == NULL)
    {
      g_autofree char *id = g_uuid_string_random ();
      regie_record_set_string (record, route->creates, id);
    }
}

static Sending *
prepare (RegieClient *self, RegieRecord *record, const RegieRoute *route, guint64 expect_rev)
{
  const RegieTiming *timing = &self->timing;
  g_autofree char *path = NULL;
  Sending *sending = g_new0 (Sending, 1);
  RegieCommand command = { .record = record, .expect_rev = expect_rev };
  gsize size;
  char *body;

  complete (record, route);
  if (self->sync.n_samples > 0)
    command.not_after = regie_client_now (self) + (gint64) (timing->retry + GRACE) * 1000;
  path = regie_route_path (route, record);
  body = regie_command_to_json (&command, &size);
  sending->uri = g_strconcat (self->address, path, NULL);
  sending->key = g_strdup (record->cmd);
  sending->body = g_bytes_new_take (body, size);
  sending->pause = FIRST_PAUSE;
  sending->deadline = timing->monotonic () + (gint64) timing->retry * 1000;
  return sending;
}

void
regie_client_send_async (RegieClient *self,
                         RegieRecord *record,
                         guint64 expect_rev,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  const RegieRoute *route;
  Sending *sending;

  g_return_if_fail (REGIE_IS_CLIENT (self));
  g_return_if_fail (record != NULL);
  route = regie_route_for_record (record);
  g_return_if_fail (route != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, regie_client_send_async);
  regie_client_count_pending (self, 1);
  if (self->link_state != REGIE_LINK_ONLINE)
    {
      answer (g_steal_pointer (&task), regie_client_error_offline (NULL));
      return;
    }
  sending = prepare (self, record, route, expect_rev);
  if (cancellable != NULL)
    sending->caller = g_object_ref (cancellable);
  g_task_set_task_data (task, sending, (GDestroyNotify) sending_free);
  attempt (g_steal_pointer (&task));
}

gboolean
regie_client_send_finish (RegieClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
regie_conflict_free (RegieConflict *conflict)
{
  g_clear_pointer (&conflict->current, regie_record_unref);
  g_clear_pointer (&conflict->cause, regie_record_unref);
  g_free (conflict->name);
  g_free (conflict);
}

RegieConflict *
regie_client_get_conflict (RegieClient *self, GAsyncResult *result)
{
  const Sending *sending;
  RegieConflict *conflict;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  /* Without a link there was nothing to send. */
  sending = g_task_get_task_data (G_TASK (result));
  if (sending == NULL || sending->conflict == NULL)
    return NULL;
  conflict = g_new0 (RegieConflict, 1);
  if (sending->conflict->current != NULL)
    conflict->current = regie_record_ref (sending->conflict->current);
  if (sending->conflict->cause != NULL)
    conflict->cause = regie_record_ref (sending->conflict->cause);
  conflict->name = g_strdup (sending->conflict->name);
  return conflict;
}
