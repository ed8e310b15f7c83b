/* regie-client-history.c: who did what when with a message, asked for by a desk
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-client"

#include "regie-client-error.h"
#include "regie-client-private.h"
#include "regie-routes.h"

typedef struct
{
  SoupMessage *message;
  GHashTable *names;
} Asking;

static void
asking_free (Asking *asking)
{
  g_clear_object (&asking->message);
  g_clear_pointer (&asking->names, g_hash_table_unref);
  g_free (asking);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Asking *asking = g_task_get_task_data (task);
  guint status = soup_message_get_status (asking->message);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body =
      soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);
  g_autoptr (RegieReply) reply = NULL;
  GPtrArray *records;
  gsize size;
  const char *data;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (body == NULL)
    {
      g_task_return_new_error (task, REGIE_CLIENT_ERROR, REGIE_CLIENT_OFFLINE,
                               "The backend does not answer: %s", error->message);
      return;
    }
  data = g_bytes_get_data (body, &size);
  if (!SOUP_STATUS_IS_SUCCESSFUL (status))
    {
      reply = regie_reply_from_json (data != NULL ? data : "", size, status, NULL);
      g_task_return_error (task, reply != NULL ? regie_client_error_from_reply (reply)
                                               : regie_client_error_from_status (status));
      return;
    }
  records = regie_trail_from_json (data != NULL ? data : "", size, &asking->names, &error);
  if (records != NULL)
    g_task_return_pointer (task, records, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
regie_client_read_history_async (RegieClient *self,
                                 const char *message,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *uri = NULL;
  Asking *asking;

  g_return_if_fail (REGIE_IS_CLIENT (self));
  g_return_if_fail (message != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, regie_client_read_history_async);
  if (self->link_state != REGIE_LINK_ONLINE)
    {
      g_task_return_new_error_literal (task, REGIE_CLIENT_ERROR, REGIE_CLIENT_OFFLINE,
                                       "Not connected: nothing can be asked");
      return;
    }
  uri = g_strdup_printf ("%s/v1/messages/%s/history", self->address, message);
  asking = g_new0 (Asking, 1);
  asking->message = soup_message_new (SOUP_METHOD_GET, uri);
  g_task_set_task_data (task, asking, (GDestroyNotify) asking_free);
  if (self->token != NULL)
    {
      g_autofree char *bearer = g_strconcat ("Bearer ", self->token, NULL);
      soup_message_headers_replace (soup_message_get_request_headers (asking->message),
                                    "Authorization", bearer);
    }
  soup_session_send_and_read_async (self->rest, asking->message, G_PRIORITY_DEFAULT, cancellable,
                                    on_answer, g_steal_pointer (&task));
}

GPtrArray *
regie_client_read_history_finish (RegieClient *self,
                                  GAsyncResult *result,
                                  GHashTable **names,
                                  GError **error)
{
  Asking *asking;
  GPtrArray *records;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  asking = g_task_get_task_data (G_TASK (result));
  records = g_task_propagate_pointer (G_TASK (result), error);
  if (names != NULL)
    *names = records != NULL ? g_steal_pointer (&asking->names) : NULL;
  return records;
}
