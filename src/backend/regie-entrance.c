/* regie-entrance.c: how a participant gets in: the access code for a pass
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-backend"

#include "regie-config.h"

#include "regie-house.h"
#include "regie-http.h"
#include "regie-refusal.h"

#include <string.h>

typedef struct
{
  RegieHouse *house;
  SoupServerMessage *message;
} Joining;

static void
on_added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Joining *joining = user_data;
  g_autoptr (SoupServerMessage) message = joining->message;
  const RegieRecord *congress =
      regie_congress_state (regie_conductor_get_congress (joining->house->conductor));
  g_autoptr (RegiePass) pass = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *token =
      regie_registry_add_finish (REGIE_REGISTRY (source), result, &pass, &error);

  if (token == NULL)
    regie_http_refuse (message, REGIE_ANSWER_UNAVAILABLE, 503, "Nobody can join at the moment",
                       "%s", error->message);
  else
    {
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "token", token);
      json_object_set_string_member (object, "participant", pass->id);
      json_object_set_string_member (object, "role", regie_enum_nick (REGIE_TYPE_ROLE, pass->role));
      json_object_set_string_member (
          object, "congress", congress != NULL && congress->title != NULL ? congress->title : "");
      regie_http_answer_object (message, 200, object);
    }
  soup_server_message_unpause (message);
}

/* Reads `{"code": …}`. */
static char *
read_code (SoupServerMessage *message)
{
  g_autoptr (GBytes) body =
      soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  gsize size;
  const char *data = g_bytes_get_data (body, &size);
  JsonNode *root;
  JsonNode *code;

  if (size == 0 || size > 4096 || !g_utf8_validate_len (data, size, NULL)
      || !json_parser_load_from_data (parser, data, size, NULL))
    return NULL;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  code = json_object_get_member (json_node_get_object (root), "code");
  if (code == NULL || !JSON_NODE_HOLDS_VALUE (code)
      || json_node_get_value_type (code) != G_TYPE_STRING)
    return NULL;
  return g_strstrip (json_node_dup_string (code));
}

/* Takes as long for a code that is nearly right as for any other. */
static gboolean
is_code (const char *right, const char *code)
{
  g_autofree char *a = g_compute_checksum_for_string (G_CHECKSUM_SHA256, right, -1);
  g_autofree char *b = g_compute_checksum_for_string (G_CHECKSUM_SHA256, code, -1);
  guint difference = 0;

  for (guint i = 0; a[i] != '\0'; i++)
    difference |= (guint) (a[i] ^ b[i]);
  return difference == 0;
}

static void
refuse_code (SoupServerMessage *message, RegieReplyCode code, const char *title, const char *detail)
{
  g_autoptr (RegieReply) reply = regie_refusal_new (REGIE_ANSWER_DENIED, 403, title, "%s", detail);

  reply->code = code;
  regie_http_answer_reply (message, reply);
}

void
regie_house_join (RegieHouse *house,
                  SoupServerMessage *message,
                  const RegiePass *pass,
                  GHashTable *query)
{
  const char *right = house->settings->access_code;
  g_autofree char *from = regie_http_get_origin (message);
  g_autofree char *code = read_code (message);
  gint64 now = g_get_monotonic_time ();
  Joining *joining;

  if (code == NULL)
    {
      regie_http_refuse (message, REGIE_ANSWER_INVALID, 422, "Not understood",
                         "code: the access code is missing");
      return;
    }
  if (right == NULL || right[0] == '\0')
    {
      refuse_code (message, REGIE_REPLY_NO_CODE, "Closed",
                   "This congress has no access code, so nobody can join by one");
      return;
    }
  if (!is_code (right, code))
    {
      guint wait = regie_limiter_take (house->wrong_codes, from, 1, now);
      g_autoptr (RegieReply) reply = NULL;

      if (wait == 0)
        {
          refuse_code (message, REGIE_REPLY_WRONG_CODE, "Wrong access code",
                       "code: this is not the access code of this congress");
          return;
        }
      reply = regie_refusal_new_wait (REGIE_REPLY_TOO_MANY, wait, "Too many wrong codes",
                                      "That was wrong too often");
      regie_http_answer_reply (message, reply);
      return;
    }

  joining = g_new (Joining, 1);
  *joining = (Joining) { .house = house, .message = g_object_ref (message) };
  soup_server_message_pause (message);
  regie_registry_add_async (house->registry, REGIE_ROLE_PARTICIPANT, NULL, NULL, NULL,
                            regie_conductor_now (house->conductor), NULL, on_added, joining);
}
