/* regie-reply.c: answers to commands as JSON: an answer object or problem details (RFC 9457)
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-protocol"

#include "regie-protocol.h"

#include "regie-json.h"
#include "regie-record-json.h"

#include <string.h>

static const struct
{
  const char *nick;
  guint status;
  const char *title;
} answers[] = {
  [REGIE_ANSWER_APPLIED] = { "applied", 200, NULL },
  [REGIE_ANSWER_DUPLICATE] = { "duplicate", 200, NULL },
  [REGIE_ANSWER_CONFLICT] = { "conflict", 409, "Somebody was faster" },
  [REGIE_ANSWER_DENIED] = { "denied", 403, "Not allowed" },
  [REGIE_ANSWER_LATE] = { "late", 410, "Too late" },
  [REGIE_ANSWER_INVALID] = { "invalid", 400, "Not understood" },
  [REGIE_ANSWER_UNAVAILABLE] = { "unavailable", 503, "Not possible at the moment" },
};

static const char *const codes[REGIE_N_REPLY_CODES] = {
  [REGIE_REPLY_SLOWED] = "slowed",
  [REGIE_REPLY_MUTED] = "muted",
  [REGIE_REPLY_TOO_MANY] = "too_many",
  [REGIE_REPLY_WRONG_CODE] = "wrong_code",
  [REGIE_REPLY_NO_CODE] = "no_code",
  [REGIE_REPLY_OWN_MESSAGE] = "own_message",
  [REGIE_REPLY_CHANNEL_PAUSED] = "channel_paused",
  [REGIE_REPLY_CHANNEL_CLOSED] = "channel_closed",
  [REGIE_REPLY_OTHER_ROUND] = "other_round",
  [REGIE_REPLY_ERASED] = "erased",
};

const char *
regie_reply_code_nick (RegieReplyCode code)
{
  g_return_val_if_fail (code < REGIE_N_REPLY_CODES, NULL);
  return codes[code];
}

const char *
regie_answer_nick (RegieAnswer answer)
{
  g_return_val_if_fail (answer < G_N_ELEMENTS (answers), "?");
  return answers[answer].nick;
}

RegieReply *
regie_reply_new (RegieAnswer answer)
{
  RegieReply *self;

  g_return_val_if_fail (answer < G_N_ELEMENTS (answers), NULL);

  self = g_new0 (RegieReply, 1);
  self->answer = answer;
  self->status = answers[answer].status;
  self->title = g_strdup (answers[answer].title);
  return self;
}

void
regie_reply_free (RegieReply *reply)
{
  g_free (reply->subject);
  g_free (reply->title);
  g_free (reply->detail);
  g_free (reply->field);
  g_free (reply->name);
  g_clear_pointer (&reply->current, regie_record_unref);
  g_clear_pointer (&reply->cause, regie_record_unref);
  g_free (reply);
}

static void
add_string (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
}

static void
add_record (GString *json, const char *name, const RegieRecord *record)
{
  if (record == NULL)
    return;
  regie_json_append_member (json, name);
  regie_record_append (json, record);
}

char *
regie_reply_to_json (const RegieReply *reply, gsize *size)
{
  g_autoptr (JsonObject) object = NULL;
  GString *json;

  g_return_val_if_fail (reply != NULL, NULL);

  object = json_object_new ();
  json_object_set_string_member (object, "answer", regie_answer_nick (reply->answer));
  add_string (object, "code", regie_reply_code_nick (reply->code));
  add_string (object, "title", reply->title);
  if (reply->answer != REGIE_ANSWER_APPLIED && reply->answer != REGIE_ANSWER_DUPLICATE)
    json_object_set_int_member (object, "status", reply->status);
  add_string (object, "detail", reply->detail);
  add_string (object, "field", reply->field);
  if (reply->seq != 0)
    json_object_set_int_member (object, "seq", (gint64) reply->seq);
  add_string (object, "subject", reply->subject);
  add_string (object, "name", reply->name);
  if (reply->retry_after != 0)
    json_object_set_int_member (object, "retry_after", reply->retry_after);
  json = regie_json_open (object);
  add_record (json, "current", reply->current);
  add_record (json, "cause", reply->cause);
  return regie_json_close (json, size);
}

/* What a status alone says, when something between client and backend answered. */
static RegieAnswer
answer_of_status (guint status)
{
  switch (status)
    {
    case 200:
    case 201:
      return REGIE_ANSWER_APPLIED;
    case 401:
    case 403:
      return REGIE_ANSWER_DENIED;
    case 409:
    case 412:
      return REGIE_ANSWER_CONFLICT;
    case 410:
      return REGIE_ANSWER_LATE;
    case 400:
    case 404:
    case 405:
    case 413:
    case 414:
    case 415:
    case 422:
      return REGIE_ANSWER_INVALID;
    default:
      return REGIE_ANSWER_UNAVAILABLE;
    }
}

static gboolean
read_string (JsonObject *object, const char *name, char **value, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);
  const char *text;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (!regie_json_get_string (node, name, &text, error))
    return FALSE;
  g_set_str (value, text);
  return TRUE;
}

static gboolean
read_answer (RegieReply *reply, JsonObject *object, GError **error)
{
  g_autofree char *nick = NULL;

  if (!read_string (object, "answer", &nick, error))
    return FALSE;
  if (nick == NULL)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    if (strcmp (answers[i].nick, nick) == 0)
      {
        reply->answer = (RegieAnswer) i;
        return TRUE;
      }
  return regie_json_wrong (error, "answer", "\"%.64s\" is unknown in this version", nick);
}

/* A newer backend may know more of them; the answer and the text still say enough. */
static gboolean
read_code (RegieReply *reply, JsonObject *object, GError **error)
{
  g_autofree char *nick = NULL;

  if (!read_string (object, "code", &nick, error))
    return FALSE;
  for (gsize i = 0; i < REGIE_N_REPLY_CODES; i++)
    if (nick != NULL && g_strcmp0 (codes[i], nick) == 0)
      reply->code = (RegieReplyCode) i;
  return TRUE;
}

/* A record of a type that this version does not know is not worth losing the answer for. */
static void
read_record (JsonObject *object, const char *name, RegieRecord **record)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    *record = regie_record_from_object (json_node_get_object (node), NULL);
}

RegieReply *
regie_reply_from_json (const char *data, gsize size, guint status, GError **error)
{
  g_autoptr (JsonNode) root = regie_json_parse (data, size, REGIE_PROTOCOL_MAX_RECORD, error);
  g_autoptr (RegieReply) reply = NULL;
  JsonObject *object;
  JsonNode *node;
  gint64 seq = 0;

  if (root == NULL)
    return NULL;
  object = json_node_get_object (root);
  reply = regie_reply_new (answer_of_status (status));
  g_clear_pointer (&reply->title, g_free);
  if (!read_answer (reply, object, error) || !read_code (reply, object, error)
      || !read_string (object, "title", &reply->title, error)
      || !read_string (object, "detail", &reply->detail, error)
      || !read_string (object, "field", &reply->field, error)
      || !read_string (object, "subject", &reply->subject, error)
      || !read_string (object, "name", &reply->name, error))
    return NULL;
  reply->status = status != 0 ? status : answers[reply->answer].status;
  node = json_object_get_member (object, "seq");
  if (node != NULL && !regie_json_get_int (node, "seq", &seq, error))
    return NULL;
  reply->seq = (guint64) seq;
  node = json_object_get_member (object, "retry_after");
  if (node != NULL && !regie_json_get_int (node, "retry_after", &reply->retry_after, error))
    return NULL;
  read_record (object, "current", &reply->current);
  read_record (object, "cause", &reply->cause);
  return g_steal_pointer (&reply);
}
