/* regie-http.c: answers over HTTP, with the headers every answer has
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-backend"

#include "regie-config.h"

#include "regie-http.h"
#include "regie-refusal.h"

#include <string.h>

#define BEARER "bearer."

static void
set_headers (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
}

void
regie_http_answer (
    SoupServerMessage *message, guint status, const char *type, char *data, gsize size)
{
  set_headers (message);
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, type, SOUP_MEMORY_TAKE, data, size);
}

void
regie_http_answer_bytes (SoupServerMessage *message, const char *type, GBytes *data)
{
  set_headers (message);
  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_set_content_type (soup_server_message_get_response_headers (message), type,
                                         NULL);
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), data);
}

void
regie_http_answer_object (SoupServerMessage *message, guint status, JsonObject *object)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  char *json;

  json_node_take_object (root, object);
  json = json_to_string (root, FALSE);
  regie_http_answer (message, status, "application/json", json, strlen (json));
}

void
regie_http_answer_reply (SoupServerMessage *message, const RegieReply *reply)
{
  gboolean good = reply->answer == REGIE_ANSWER_APPLIED || reply->answer == REGIE_ANSWER_DUPLICATE;
  gsize size;
  char *json = regie_reply_to_json (reply, &size);

  if (reply->answer == REGIE_ANSWER_UNAVAILABLE)
    {
      g_autofree char *seconds =
          g_strdup_printf ("%" G_GINT64_FORMAT, reply->retry_after > 0 ? reply->retry_after : 2);
      soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                    "Retry-After", seconds);
    }
  regie_http_answer (message, reply->status, good ? "application/json" : "application/problem+json",
                     json, size);
}

void
regie_http_refuse (SoupServerMessage *message,
                   RegieAnswer answer,
                   guint status,
                   const char *title,
                   const char *detail,
                   ...)
{
  g_autofree char *text = NULL;
  g_autoptr (RegieReply) reply = NULL;
  va_list args;

  va_start (args, detail);
  text = g_strdup_vprintf (detail, args);
  va_end (args);
  reply = regie_refusal_new (answer, status, title, "%s", text);
  regie_http_answer_reply (message, reply);
}

char *
regie_http_get_origin (SoupServerMessage *message)
{
  GSocketAddress *peer = soup_server_message_get_remote_address (message);
  GInetAddress *address = G_IS_INET_SOCKET_ADDRESS (peer)
                              ? g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (peer))
                              : NULL;
  const char *hops = soup_message_headers_get_list (
      soup_server_message_get_request_headers (message), "X-Forwarded-For");
  const char *last = hops != NULL ? strrchr (hops, ',') : NULL;

  if (address == NULL)
    return g_strdup ("");
  if (hops == NULL || !g_inet_address_get_is_loopback (address))
    return g_inet_address_to_string (address);
  /* Only the last hop was written by the proxy, all before it by whoever asked. */
  return g_strstrip (g_strndup (last != NULL ? last + 1 : hops, 64));
}

static GStrv
offered_protocols (SoupServerMessage *message)
{
  const char *list = soup_message_headers_get_list (
      soup_server_message_get_request_headers (message), "Sec-WebSocket-Protocol");
  GStrv protocols;

  if (list == NULL)
    return NULL;
  protocols = g_strsplit (list, ",", 16);
  for (guint i = 0; protocols[i] != NULL; i++)
    g_strstrip (protocols[i]);
  return protocols;
}

gboolean
regie_http_offers (SoupServerMessage *message, const char *name)
{
  g_auto (GStrv) protocols = offered_protocols (message);

  return protocols != NULL && g_strv_contains ((const char *const *) protocols, name);
}

char *
regie_http_get_token (SoupServerMessage *message)
{
  const char *header = soup_message_headers_get_one (
      soup_server_message_get_request_headers (message), "Authorization");
  g_auto (GStrv) protocols = NULL;

  if (header != NULL && g_ascii_strncasecmp (header, "Bearer ", 7) == 0)
    return g_strstrip (g_strdup (header + 7));
  protocols = offered_protocols (message);
  for (guint i = 0; protocols != NULL && protocols[i] != NULL; i++)
    if (g_str_has_prefix (protocols[i], BEARER))
      return g_strdup (protocols[i] + strlen (BEARER));
  return NULL;
}
