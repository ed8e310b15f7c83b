/* regie-snapshot.c: lists of records as JSON texts, and back: snapshots, keyframes, pages
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-protocol"

#include "regie-protocol.h"

#include "regie-json.h"
#include "regie-record-json.h"

#include <string.h>

static gboolean
read_number (JsonObject *object, const char *name, guint64 *value, GError **error)
{
  JsonNode *member = json_object_get_member (object, name);
  gint64 number = 0;

  if (member == NULL)
    return regie_json_wrong (error, name, "is missing");
  if (!regie_json_get_int (member, name, &number, error))
    return FALSE;
  if (value != NULL)
    *value = (guint64) number;
  return TRUE;
}

static GPtrArray *
read_records (JsonObject *object, const char *name, GError **error)
{
  JsonNode *member = json_object_get_member (object, name);
  JsonArray *array;

  if (member == NULL)
    return regie_json_wrong (error, name, "is missing"), NULL;
  if (!regie_json_get_array (member, name, G_MAXUINT, &array, error))
    return NULL;
  return regie_records_from_array (array, name, error);
}

GPtrArray *
regie_snapshot_from_json (const char *data, gsize size, guint64 *seq, char **epoch, GError **error)
{
  g_autoptr (JsonNode) root = regie_json_parse (data, size, REGIE_PROTOCOL_MAX_SNAPSHOT, error);
  g_autoptr (GPtrArray) states = NULL;
  JsonObject *object;
  JsonNode *member;
  const char *text = NULL;

  if (root == NULL)
    return NULL;
  object = json_node_get_object (root);
  member = json_object_get_member (object, "epoch");
  if (member != NULL && !regie_json_get_id (member, "epoch", &text, error))
    return NULL;
  if (!read_number (object, "seq", seq, error))
    return NULL;
  states = read_records (object, "state", error);
  if (states != NULL && epoch != NULL)
    *epoch = g_strdup (text);
  return g_steal_pointer (&states);
}

/* @object as a text, with the list of @records as its last member @name. */
static char *
write_records (JsonObject *object, const char *name, GPtrArray *records, gsize *size)
{
  GString *json = regie_json_open (object);

  regie_json_append_member (json, name);
  regie_records_append (json, records);
  return regie_json_close (json, size);
}

static void
add_place (JsonObject *object, guint64 seq, const char *epoch)
{
  json_object_set_int_member (object, "seq", (gint64) seq);
  if (epoch != NULL)
    json_object_set_string_member (object, "epoch", epoch);
}

GString *
regie_snapshot_open (guint64 seq, const char *epoch)
{
  g_autoptr (JsonObject) object = json_object_new ();
  GString *json;

  add_place (object, seq, epoch);
  json = regie_json_open (object);
  regie_json_append_member (json, "state");
  return g_string_append_c (json, '[');
}

void
regie_snapshot_append (GString *snapshot, GPtrArray *states)
{
  for (guint i = 0; i < states->len; i++)
    {
      if (snapshot->str[snapshot->len - 1] != '[')
        g_string_append_c (snapshot, ',');
      regie_record_append (snapshot, g_ptr_array_index (states, i));
    }
}

char *
regie_snapshot_close (GString *snapshot, gsize *size)
{
  g_string_append_c (snapshot, ']');
  return regie_json_close (snapshot, size);
}

char *
regie_snapshot_to_json (GPtrArray *states, guint64 seq, const char *epoch, gsize *size)
{
  GString *snapshot = regie_snapshot_open (seq, epoch);

  regie_snapshot_append (snapshot, states);
  return regie_snapshot_close (snapshot, size);
}

char *
regie_keyframe_to_json (
    GPtrArray *states, guint64 seq, const char *epoch, gint64 at, guint64 offset, gsize *size)
{
  g_autoptr (JsonObject) object = json_object_new ();

  regie_json_add_time (object, "at", at);
  json_object_set_int_member (object, "offset", (gint64) offset);
  add_place (object, seq, epoch);
  return write_records (object, "state", states, size);
}

gboolean
regie_keyframe_place_from_json (
    const char *data, gsize size, guint64 *seq, gint64 *at, guint64 *offset, GError **error)
{
  static const char marker[] = ",\"state\":[";
  const char *state = memmem (data, MIN (size, 1024), marker, strlen (marker));
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object;
  JsonNode *member;

  /* What another writer put in another order is read whole. */
  if (state != NULL)
    {
      g_autofree char *head = g_strndup (data, (gsize) (state - data) + 1);
      head[state - data] = '}';
      root = regie_json_parse (head, strlen (head), REGIE_PROTOCOL_MAX_SNAPSHOT, error);
    }
  else
    root = regie_json_parse (data, size, REGIE_PROTOCOL_MAX_SNAPSHOT, error);
  if (root == NULL)
    return FALSE;
  object = json_node_get_object (root);
  member = json_object_get_member (object, "at");
  if (member == NULL)
    return regie_json_wrong (error, "at", "is missing");
  return regie_json_get_time (member, "at", at, error) && read_number (object, "seq", seq, error)
         && read_number (object, "offset", offset, error);
}

GPtrArray *
regie_page_from_json (const char *data, gsize size, guint64 *next, guint64 *last, GError **error)
{
  g_autoptr (JsonNode) root = regie_json_parse (data, size, REGIE_PROTOCOL_MAX_SNAPSHOT, error);
  JsonObject *object;

  if (root == NULL)
    return NULL;
  object = json_node_get_object (root);
  if (!read_number (object, "next", next, error) || !read_number (object, "seq", last, error))
    return NULL;
  return read_records (object, "records", error);
}

char *
regie_page_to_json (GPtrArray *records, guint64 next, guint64 last, gsize *size)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_int_member (object, "next", (gint64) next);
  json_object_set_int_member (object, "seq", (gint64) last);
  return write_records (object, "records", records, size);
}

GPtrArray *
regie_trail_from_json (const char *data, gsize size, GHashTable **names, GError **error)
{
  g_autoptr (JsonNode) root = regie_json_parse (data, size, REGIE_PROTOCOL_MAX_SNAPSHOT, error);
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GHashTable) found = NULL;
  JsonObject *people = NULL;
  JsonObjectIter each;
  const char *id;
  JsonNode *node;

  if (root == NULL)
    return NULL;
  records = read_records (json_node_get_object (root), "records", error);
  node = json_object_get_member (json_node_get_object (root), "people");
  if (records == NULL || (node != NULL && !regie_json_get_object (node, "people", &people, error)))
    return NULL;
  found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (people != NULL)
    {
      json_object_iter_init (&each, people);
      while (json_object_iter_next (&each, &id, &node))
        {
          const char *name;

          if (!regie_json_get_string (node, "people", &name, error))
            return NULL;
          g_hash_table_insert (found, g_strdup (id), g_strdup (name));
        }
    }
  *names = g_steal_pointer (&found);
  return g_steal_pointer (&records);
}
