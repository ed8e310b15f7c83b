/* regie-event.c: messages over the WebSocket as JSON texts, and back
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-protocol"

#include "regie-protocol.h"

#include "regie-json.h"
#include "regie-person.h"
#include "regie-record-json.h"

#include <string.h>

/** Most staff that one event tells of. */
#define MAX_PEOPLE 1000

typedef enum
{
  MEMBER_EPOCH,
  MEMBER_SEQ,
  MEMBER_SERVER_TIME,
  MEMBER_CLIENT_TIME,
  MEMBER_ROLE,
  MEMBER_CONGRESS,
  MEMBER_ID,
  MEMBER_NAME,
  MEMBER_STAGES,
  MEMBER_RECORDS,
  MEMBER_STATE,
  MEMBER_WATCHING,
  MEMBER_STAFF,
  MEMBER_PEOPLE,
  MEMBER_STAGE,
  MEMBER_VIEW,
  MEMBER_MESSAGE,
  MEMBER_RETRY_AFTER,
  MEMBER_REASON,
  MEMBER_MORE,
  N_MEMBERS
} Member;

typedef enum
{
  KIND_TEXT,
  KIND_ID,
  KIND_COUNT,
  /* the sender's own clock goes out and comes back untouched: a number, not a text */
  KIND_CLOCK,
  KIND_TIME,
  KIND_BOOL,
  KIND_ROLE,
  KIND_STRINGS,
  KIND_RECORDS,
  KIND_PEOPLE,
} MemberKind;

static const struct
{
  const char *name;
  MemberKind kind;
  gsize offset;
} members[N_MEMBERS] = {
  [MEMBER_EPOCH] = { "epoch", KIND_TEXT, G_STRUCT_OFFSET (RegieEvent, epoch) },
  [MEMBER_SEQ] = { "seq", KIND_COUNT, G_STRUCT_OFFSET (RegieEvent, seq) },
  [MEMBER_SERVER_TIME] = { "server_time", KIND_TIME, G_STRUCT_OFFSET (RegieEvent, server_time) },
  [MEMBER_CLIENT_TIME] = { "client_time", KIND_CLOCK, G_STRUCT_OFFSET (RegieEvent, client_time) },
  [MEMBER_ROLE] = { "role", KIND_ROLE, G_STRUCT_OFFSET (RegieEvent, role) },
  [MEMBER_CONGRESS] = { "congress", KIND_TEXT, G_STRUCT_OFFSET (RegieEvent, congress) },
  [MEMBER_ID] = { "id", KIND_ID, G_STRUCT_OFFSET (RegieEvent, id) },
  [MEMBER_NAME] = { "name", KIND_TEXT, G_STRUCT_OFFSET (RegieEvent, name) },
  [MEMBER_STAGES] = { "stages", KIND_STRINGS, G_STRUCT_OFFSET (RegieEvent, stages) },
  [MEMBER_RECORDS] = { "records", KIND_RECORDS, G_STRUCT_OFFSET (RegieEvent, records) },
  [MEMBER_STATE] = { "state", KIND_RECORDS, G_STRUCT_OFFSET (RegieEvent, records) },
  [MEMBER_WATCHING] = { "watching", KIND_COUNT, G_STRUCT_OFFSET (RegieEvent, watching) },
  [MEMBER_STAFF] = { "staff", KIND_COUNT, G_STRUCT_OFFSET (RegieEvent, staff) },
  [MEMBER_PEOPLE] = { "people", KIND_PEOPLE, G_STRUCT_OFFSET (RegieEvent, people) },
  [MEMBER_STAGE] = { "stage", KIND_ID, G_STRUCT_OFFSET (RegieEvent, stage) },
  [MEMBER_VIEW] = { "view", KIND_ID, G_STRUCT_OFFSET (RegieEvent, view) },
  [MEMBER_MESSAGE] = { "message", KIND_ID, G_STRUCT_OFFSET (RegieEvent, message) },
  [MEMBER_RETRY_AFTER] = { "retry_after", KIND_COUNT, G_STRUCT_OFFSET (RegieEvent, retry_after) },
  [MEMBER_REASON] = { "reason", KIND_TEXT, G_STRUCT_OFFSET (RegieEvent, reason) },
  [MEMBER_MORE] = { "more", KIND_BOOL, G_STRUCT_OFFSET (RegieEvent, more) },
};

#define M(member) (1U << MEMBER_##member)

static const struct
{
  const char *nick;
  guint required;
  guint optional;
} events[] = {
  [REGIE_EVENT_HELLO] = { "hello", M (EPOCH) | M (SEQ) | M (SERVER_TIME) | M (ROLE),
                          M (CONGRESS) | M (STAGES) | M (ID) | M (NAME) },
  [REGIE_EVENT_RESUME] = { "resume", M (SEQ), M (EPOCH) },
  [REGIE_EVENT_SNAPSHOT] = { "snapshot", M (EPOCH) | M (SEQ) | M (STATE), M (MORE) },
  [REGIE_EVENT_RECORDS] = { "records", M (RECORDS), 0 },
  [REGIE_EVENT_PING] = { "ping", 0, M (SERVER_TIME) | M (CLIENT_TIME) },
  [REGIE_EVENT_PONG] = { "pong", 0, M (SERVER_TIME) | M (CLIENT_TIME) },
  [REGIE_EVENT_PRESENCE] = { "presence", M (WATCHING) | M (STAFF), M (PEOPLE) },
  [REGIE_EVENT_PLACE] = { "place", 0, M (STAGE) | M (VIEW) | M (MESSAGE) },
  [REGIE_EVENT_OWN] = { "own", M (STATE), 0 },
  [REGIE_EVENT_BYE] = { "bye", 0, M (RETRY_AFTER) | M (REASON) },
};

#define MEMBER_OF(type, event, member) G_STRUCT_MEMBER (type, event, members[member].offset)

RegieEvent *
regie_event_new (RegieEventType type)
{
  RegieEvent *self = g_new0 (RegieEvent, 1);
  self->type = type;
  return self;
}

void
regie_event_free (RegieEvent *event)
{
  g_free (event->epoch);
  g_free (event->congress);
  g_free (event->id);
  g_free (event->name);
  g_strfreev (event->stages);
  g_clear_pointer (&event->records, g_ptr_array_unref);
  g_clear_pointer (&event->people, g_ptr_array_unref);
  g_free (event->stage);
  g_free (event->view);
  g_free (event->message);
  g_free (event->reason);
  g_free (event);
}

static gboolean
read_stages (RegieEvent *event, JsonNode *node, const char *path, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array;

  if (!regie_json_get_array (node, path, 64, &array, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *id;
      if (!regie_json_get_id (json_array_get_element (array, i), path, &id, error))
        return FALSE;
      g_strv_builder_add (builder, id);
    }
  g_strfreev (event->stages);
  event->stages = g_strv_builder_end (builder);
  return TRUE;
}

static gboolean
read_clock (JsonNode *node, const char *path, gint64 *value, GError **error)
{
  if (json_node_get_value_type (node) != G_TYPE_INT64)
    return regie_json_wrong (error, path, "must be an integer");
  *value = json_node_get_int (node);
  return TRUE;
}

static gboolean
read_member (RegieEvent *event, Member member, JsonNode *node, GError **error)
{
  const char *path = members[member].name;
  const char *text;
  JsonArray *array;
  gint64 number;

  switch (members[member].kind)
    {
    case KIND_TEXT:
      if (!regie_json_get_string (node, path, &text, error))
        return FALSE;
      if (strlen (text) > 512)
        return regie_json_wrong (error, path, "may have 512 bytes");
      g_set_str (&MEMBER_OF (char *, event, member), text);
      return TRUE;
    case KIND_ID:
      if (!regie_json_get_id (node, path, &text, error))
        return FALSE;
      g_set_str (&MEMBER_OF (char *, event, member), text);
      return TRUE;
    case KIND_COUNT:
      return regie_json_get_int (node, path, &MEMBER_OF (gint64, event, member), error);
    case KIND_CLOCK:
      return read_clock (node, path, &MEMBER_OF (gint64, event, member), error);
    case KIND_TIME:
      return regie_json_get_time (node, path, &MEMBER_OF (gint64, event, member), error);
    case KIND_BOOL:
      return regie_json_get_bool (node, path, &MEMBER_OF (gint64, event, member), error);
    case KIND_ROLE:
      if (!regie_json_get_word (node, path, REGIE_TYPE_ROLE, &number, error))
        return FALSE;
      event->role = (RegieRole) number;
      return TRUE;
    case KIND_STRINGS:
      return read_stages (event, node, path, error);
    case KIND_RECORDS:
      if (!regie_json_get_array (node, path, G_MAXUINT, &array, error))
        return FALSE;
      g_clear_pointer (&event->records, g_ptr_array_unref);
      event->records = regie_records_from_array (array, path, error);
      return event->records != NULL;
    case KIND_PEOPLE:
      if (!regie_json_get_array (node, path, MAX_PEOPLE, &array, error))
        return FALSE;
      g_clear_pointer (&event->people, g_ptr_array_unref);
      event->people = regie_people_from_array (array, path, error);
      return event->people != NULL;
    default:
      g_assert_not_reached ();
    }
}

static gboolean
read_type (JsonObject *object, RegieEventType *type, GError **error)
{
  JsonNode *node = json_object_get_member (object, "event");
  const char *nick;

  if (node == NULL)
    return regie_json_wrong (error, "event", "is missing");
  if (!regie_json_get_string (node, "event", &nick, error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (events); i++)
    if (strcmp (events[i].nick, nick) == 0)
      {
        *type = (RegieEventType) i;
        return TRUE;
      }
  g_set_error (error, REGIE_PROTOCOL_ERROR, REGIE_PROTOCOL_ERROR_UNKNOWN_TYPE,
               "event: there is no event \"%.64s\" in this version", nick);
  return FALSE;
}

RegieEvent *
regie_event_from_json (const char *data, gsize size, GError **error)
{
  g_autoptr (JsonNode) root = regie_json_parse (data, size, REGIE_PROTOCOL_MAX_SNAPSHOT, error);
  g_autoptr (RegieEvent) event = NULL;
  RegieEventType type = REGIE_EVENT_HELLO;
  JsonObject *object;

  if (root == NULL)
    return NULL;
  object = json_node_get_object (root);
  if (!read_type (object, &type, error))
    return NULL;
  event = regie_event_new (type);
  for (int i = 0; i < N_MEMBERS; i++)
    {
      JsonNode *node;

      if (((events[type].required | events[type].optional) & (1U << i)) == 0)
        continue;
      node = json_object_get_member (object, members[i].name);
      if (node != NULL && !JSON_NODE_HOLDS_NULL (node))
        {
          if (!read_member (event, (Member) i, node, error))
            return NULL;
        }
      else if ((events[type].required & (1U << i)) != 0)
        {
          regie_json_wrong (error, members[i].name, "is missing");
          return NULL;
        }
    }
  return g_steal_pointer (&event);
}

static void
write_member (const RegieEvent *event, Member member, gboolean required, JsonObject *object)
{
  const char *name = members[member].name;

  switch (members[member].kind)
    {
    case KIND_TEXT:
    case KIND_ID:
      if (MEMBER_OF (char *, event, member) != NULL)
        json_object_set_string_member (object, name, MEMBER_OF (char *, event, member));
      break;
    case KIND_COUNT:
    case KIND_CLOCK:
      if (required || MEMBER_OF (gint64, event, member) != 0)
        json_object_set_int_member (object, name, MEMBER_OF (gint64, event, member));
      break;
    case KIND_TIME:
      if (required || MEMBER_OF (gint64, event, member) != 0)
        regie_json_add_time (object, name, MEMBER_OF (gint64, event, member));
      break;
    case KIND_BOOL:
      if (required || MEMBER_OF (gint64, event, member) != 0)
        json_object_set_boolean_member (object, name, MEMBER_OF (gint64, event, member) != 0);
      break;
    case KIND_ROLE:
      json_object_set_string_member (object, name,
                                     regie_enum_nick (REGIE_TYPE_ROLE, (int) event->role));
      break;
    case KIND_STRINGS:
      if (event->stages != NULL)
        {
          JsonArray *array = json_array_new ();
          for (gsize i = 0; event->stages[i] != NULL; i++)
            json_array_add_string_element (array, event->stages[i]);
          json_object_set_array_member (object, name, array);
        }
      break;
    case KIND_RECORDS:
      /* They come last, and are written without a tree. */
      break;
    case KIND_PEOPLE:
      if (event->people != NULL)
        json_object_set_array_member (object, name, regie_people_to_array (event->people));
      break;
    default:
      g_assert_not_reached ();
    }
}

char *
regie_event_to_json (const RegieEvent *event, gsize *size)
{
  g_autoptr (JsonObject) object = NULL;
  GString *json;
  guint wanted;

  g_return_val_if_fail (event != NULL, NULL);
  g_return_val_if_fail (event->type < G_N_ELEMENTS (events), NULL);

  object = json_object_new ();
  json_object_set_string_member (object, "event", events[event->type].nick);
  if (event->type == REGIE_EVENT_HELLO)
    json_object_set_string_member (object, "protocol", REGIE_PROTOCOL_NAME);
  for (int i = 0; i < N_MEMBERS; i++)
    if (((events[event->type].required | events[event->type].optional) & (1U << i)) != 0)
      write_member (event, (Member) i, (events[event->type].required & (1U << i)) != 0, object);
  json = regie_json_open (object);
  wanted = events[event->type].required & (M (RECORDS) | M (STATE));
  if (wanted != 0)
    {
      regie_json_append_member (json, wanted == M (STATE) ? "state" : "records");
      regie_records_append (json, event->records);
    }
  return regie_json_close (json, size);
}
