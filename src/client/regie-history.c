/* regie-history.c: asks a backend for what has happened: snapshot, pages of the journal, hash
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-client"

#include "regie-config.h"

#include "regie-history.h"

#include "regie-client-error.h"
#include "regie-routes.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

/** Longest wait for an answer, seconds. */
#define TIMEOUT 30

struct _RegieHistory
{
  GObject parent_instance;

  SoupSession *session;
  char *address;
  char *token;
};

G_DEFINE_FINAL_TYPE (RegieHistory, regie_history, G_TYPE_OBJECT)

RegieHistory *
regie_history_new (const char *address, const char *token)
{
  RegieHistory *self;

  g_return_val_if_fail (address != NULL, NULL);

  self = g_object_new (REGIE_TYPE_HISTORY, NULL);
  self->address = g_strdup (address);
  if (g_str_has_suffix (self->address, "/"))
    self->address[strlen (self->address) - 1] = '\0';
  self->token = g_strdup (token != NULL ? token : "");
  return self;
}

static GError *
error_from_answer (GBytes *body, guint status)
{
  gsize size;
  const char *data = g_bytes_get_data (body, &size);
  g_autoptr (RegieReply) reply = size > 0 ? regie_reply_from_json (data, size, status, NULL) : NULL;
  GError *error = reply != NULL && status != SOUP_STATUS_UNAUTHORIZED
                      ? regie_client_error_from_reply (reply)
                      : NULL;

  return error != NULL ? error : regie_client_error_from_status (status);
}

/* Sends @message and returns the body of a good answer. */
static GBytes *
send_message (RegieHistory *self, SoupMessage *message, GCancellable *cancellable, GError **error)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autofree char *bearer = g_strconcat ("Bearer ", self->token, NULL);
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) body = NULL;
  guint status;

  soup_message_headers_replace (headers, "Authorization", bearer);
  body = soup_session_send_and_read (self->session, message, cancellable, &local);
  if (body == NULL)
    {
      g_propagate_error (error, regie_client_error_from_handshake (self->address, 0, local));
      return NULL;
    }
  status = soup_message_get_status (message);
  if (SOUP_STATUS_IS_SUCCESSFUL (status))
    return g_steal_pointer (&body);
  g_propagate_error (error, error_from_answer (body, status));
  return NULL;
}

static SoupMessage *
new_message (RegieHistory *self, const char *method, const char *path, GError **error)
{
  g_autofree char *uri = g_strconcat (self->address, path, NULL);
  SoupMessage *message = soup_message_new (method, uri);

  if (message == NULL)
    g_set_error (error, REGIE_CLIENT_ERROR, REGIE_CLIENT_OFFLINE,
                 "“%s” is no address of a backend: it must look like http://host:port",
                 self->address);
  return message;
}

static GBytes *
get (RegieHistory *self, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (SoupMessage) message = new_message (self, SOUP_METHOD_GET, path, error);
  return message != NULL ? send_message (self, message, cancellable, error) : NULL;
}

GPtrArray *
regie_history_get_snapshot (
    RegieHistory *self, guint64 *seq, char **epoch, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) body = NULL;
  gsize size;
  const char *data;

  g_return_val_if_fail (REGIE_IS_HISTORY (self), NULL);

  body = get (self, REGIE_PATH_SNAPSHOT, cancellable, error);
  if (body == NULL)
    return NULL;
  data = g_bytes_get_data (body, &size);
  return regie_snapshot_from_json (data, size, seq, epoch, error);
}

gboolean
regie_history_read (RegieHistory *self,
                    guint64 after,
                    RegieHistoryFunc func,
                    gpointer user_data,
                    GCancellable *cancellable,
                    GError **error)
{
  guint64 last = G_MAXUINT64;

  g_return_val_if_fail (REGIE_IS_HISTORY (self), FALSE);

  while (after < last)
    {
      g_autofree char *path =
          g_strdup_printf ("%s?after=%" G_GUINT64_FORMAT, REGIE_PATH_RECORDS, after);
      g_autoptr (GBytes) body = get (self, path, cancellable, error);
      g_autoptr (GPtrArray) records = NULL;
      guint64 next = 0;
      gsize size;
      const char *data;

      if (body == NULL)
        return FALSE;
      data = g_bytes_get_data (body, &size);
      records = regie_page_from_json (data, size, &next, &last, error);
      if (records == NULL)
        return FALSE;
      for (guint i = 0; i < records->len; i++)
        {
          g_autoptr (GError) local = NULL;
          if (func (g_ptr_array_index (records, i), user_data, &local))
            continue;
          if (local == NULL)
            return TRUE;
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      /* A backend that does not move on would keep us here for ever. */
      if (next <= after)
        break;
      after = next;
    }
  return TRUE;
}

char *
regie_history_get_hash (RegieHistory *self, guint64 *seq, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) body = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *object;
  gsize size;
  const char *data;

  g_return_val_if_fail (REGIE_IS_HISTORY (self), NULL);

  body = get (self, REGIE_PATH_HASH, cancellable, error);
  if (body == NULL)
    return NULL;
  data = g_bytes_get_data (body, &size);
  if (!json_parser_load_from_data (parser, data, (gssize) size, error))
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    {
      g_propagate_error (error, regie_client_error_from_status (SOUP_STATUS_OK));
      return NULL;
    }
  object = json_node_get_object (json_parser_get_root (parser));
  *seq = (guint64) json_object_get_int_member_with_default (object, "seq", 0);
  return g_strdup (json_object_get_string_member_with_default (object, "hash", ""));
}

gboolean
regie_history_import (RegieHistory *self,
                      GPtrArray *states,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GBytes) answer = NULL;
  g_autofree char *key = g_uuid_string_random ();
  gsize size;
  char *json;

  g_return_val_if_fail (REGIE_IS_HISTORY (self), FALSE);

  message = new_message (self, SOUP_METHOD_POST, REGIE_PATH_IMPORT, error);
  if (message == NULL)
    return FALSE;
  json = regie_snapshot_to_json (states, 0, NULL, &size);
  body = g_bytes_new_take (json, size);
  soup_message_set_request_body_from_bytes (message, "application/json", body);
  soup_message_headers_replace (soup_message_get_request_headers (message), REGIE_HEADER_KEY, key);
  answer = send_message (self, message, cancellable, error);
  return answer != NULL;
}

static void
regie_history_finalize (GObject *object)
{
  RegieHistory *self = REGIE_HISTORY (object);

  g_clear_object (&self->session);
  g_free (self->address);
  g_free (self->token);
  G_OBJECT_CLASS (regie_history_parent_class)->finalize (object);
}

static void
regie_history_class_init (RegieHistoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = regie_history_finalize;
}

static void
regie_history_init (RegieHistory *self)
{
  self->session = soup_session_new_with_options ("user-agent", "regie/" REGIE_VERSION, "timeout",
                                                 TIMEOUT, NULL);
}
