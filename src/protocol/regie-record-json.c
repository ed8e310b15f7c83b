/* regie-record-json.c: one record as a JSON object and back, for this room only
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-protocol"

#include "regie-record-json.h"
#include "regie-wire.h"

#include <string.h>

/* Everything is driven by the tables of the congress room (fields, records) and of regie-wire.c
 * (names): no record type has code of its own. */

static void
append_strings (GString *json, const char *const *strings)
{
  g_string_append_c (json, '[');
  for (gsize i = 0; strings[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (json, ',');
      regie_json_append_string (json, strings[i]);
    }
  g_string_append_c (json, ']');
}

static void
append_entries (GString *json, GPtrArray *entries)
{
  g_string_append_c (json, '[');
  for (guint i = 0; i < entries->len; i++)
    {
      const RegieEntry *entry = g_ptr_array_index (entries, i);

      g_string_append (json, i > 0 ? ",{" : "{");
      regie_json_append_member (json, "id");
      regie_json_append_string (json, entry->id);
      if (entry->text != NULL)
        {
          regie_json_append_member (json, "text");
          regie_json_append_string (json, entry->text);
        }
      regie_json_append_member (json, "count");
      regie_json_append_int (json, entry->count);
      if (entry->hidden)
        g_string_append (json, ",\"hidden\":true");
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, ']');
}

static void
append_time (GString *json, gint64 time)
{
  char text[REGIE_WIRE_TIME_SIZE];

  regie_wire_format_time (time, text);
  g_string_append_c (json, '"');
  g_string_append (json, text);
  g_string_append_c (json, '"');
}

static void
append_field (GString *json, const RegieRecord *record, RegieField field)
{
  switch (regie_field_kind (field))
    {
    case REGIE_KIND_ID:
    case REGIE_KIND_TEXT:
      regie_json_append_string (json, regie_record_get_string (record, field));
      break;
    case REGIE_KIND_ENUM:
      regie_json_append_string (json, regie_enum_nick (regie_field_enum (field),
                                                       (int) regie_record_get_int (record, field)));
      break;
    case REGIE_KIND_INT:
      regie_json_append_int (json, regie_record_get_int (record, field));
      break;
    case REGIE_KIND_TIME:
      append_time (json, regie_record_get_int (record, field));
      break;
    case REGIE_KIND_BOOL:
      g_string_append (json, regie_record_get_int (record, field) != 0 ? "true" : "false");
      break;
    case REGIE_KIND_STRINGS:
      append_strings (json, regie_record_get_strings (record, field));
      break;
    case REGIE_KIND_ENTRIES:
      append_entries (json, regie_record_get_entries (record, field));
      break;
    case REGIE_KIND_RECORDS:
      regie_records_append (json, regie_record_get_records (record, field));
      break;
    default:
      g_assert_not_reached ();
    }
}

void
regie_record_append (GString *json, const RegieRecord *record)
{
  g_string_append_c (json, '{');
  regie_json_append_member (json, "type");
  regie_json_append_string (json, regie_record_type_nick (record->type));
  if (record->seq != 0)
    {
      regie_json_append_member (json, "seq");
      regie_json_append_int (json, (gint64) record->seq);
    }
  if (record->at != 0)
    {
      regie_json_append_member (json, "at");
      append_time (json, record->at);
    }
  if (record->by.role != REGIE_ROLE_NONE)
    {
      regie_json_append_member (json, "by");
      g_string_append (json, "{\"role\":");
      regie_json_append_string (json, regie_enum_nick (REGIE_TYPE_ROLE, (int) record->by.role));
      if (record->by.id != NULL)
        {
          regie_json_append_member (json, "id");
          regie_json_append_string (json, record->by.id);
        }
      g_string_append_c (json, '}');
    }
  if (record->cmd != NULL)
    {
      regie_json_append_member (json, "cmd");
      regie_json_append_string (json, record->cmd);
    }
  REGIE_FOREACH_FIELD (field, record->has)
    {
      regie_json_append_member (json, regie_wire_field_name (field));
      append_field (json, record, field);
    }
  g_string_append_c (json, '}');
}

void
regie_records_append (GString *json, GPtrArray *records)
{
  g_string_append_c (json, '[');
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      if (i > 0)
        g_string_append_c (json, ',');
      regie_record_append (json, g_ptr_array_index (records, i));
    }
  g_string_append_c (json, ']');
}

/* Returns: (transfer full): @text as plain text within @limit bytes, or NULL with an error */
static char *
plain_text (const char *text, const char *path, gsize limit, GError **error)
{
  g_autofree char *clean = NULL;
  gsize length = strlen (text);

  if (length <= limit)
    {
      clean = regie_wire_clean_text (text);
      return clean != NULL ? g_steal_pointer (&clean) : g_strdup (text);
    }
  regie_json_wrong (error, path,
                    "may have %" G_GSIZE_FORMAT " bytes, this one has %" G_GSIZE_FORMAT, limit,
                    length);
  return NULL;
}

static gboolean
read_text (RegieRecord *record, RegieField field, JsonNode *node, const char *path, GError **error)
{
  g_autofree char *text = NULL;
  const char *raw;

  if (!regie_json_get_string (node, path, &raw, error))
    return FALSE;
  text = plain_text (raw, path, regie_field_limit (field), error);
  if (text == NULL)
    return FALSE;
  regie_record_set_string (record, field, text);
  return TRUE;
}

static gboolean
read_strings (
    RegieRecord *record, RegieField field, JsonNode *node, const char *path, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) strings = NULL;
  JsonArray *array;

  if (!regie_json_get_array (node, path, regie_field_limit (field), &array, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *raw;
      char *text = NULL;
      if (regie_json_get_string (json_array_get_element (array, i), "", &raw, error))
        text = plain_text (raw, "", REGIE_WIRE_MAX_ITEM, error);
      if (text == NULL)
        {
          g_prefix_error (error, "%s[%u]", path, i);
          return FALSE;
        }
      g_strv_builder_take (builder, text);
    }
  strings = g_strv_builder_end (builder);
  regie_record_set_strings (record, field, (const char *const *) strings);
  return TRUE;
}

static gboolean
read_entry (RegieEntry *entry, JsonObject *object, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node))
    {
      const char *raw;
      gint64 number = 0;
      gboolean is_id = strcmp (name, "id") == 0;

      if (is_id || strcmp (name, "text") == 0)
        {
          char *text = NULL;
          if (regie_json_get_string (node, name, &raw, error))
            text = plain_text (raw, name, REGIE_WIRE_MAX_ITEM, error);
          if (text == NULL)
            return FALSE;
          g_free (is_id ? entry->id : entry->text);
          *(is_id ? &entry->id : &entry->text) = text;
        }
      else if (strcmp (name, "count") == 0)
        {
          if (!regie_json_get_int (node, name, &entry->count, error))
            return FALSE;
        }
      else if (strcmp (name, "hidden") == 0)
        {
          if (!regie_json_get_bool (node, name, &number, error))
            return FALSE;
          entry->hidden = number != 0;
        }
    }
  if (entry->id == NULL || entry->id[0] == '\0')
    return regie_json_wrong (error, "id", "is missing");
  return TRUE;
}

static gboolean
read_entries (
    RegieRecord *record, RegieField field, JsonNode *node, const char *path, GError **error)
{
  g_autoptr (GPtrArray) entries = NULL;
  JsonArray *array;

  if (!regie_json_get_array (node, path, regie_field_limit (field), &array, error))
    return FALSE;
  entries = regie_entries_new ();
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      RegieEntry *entry = regie_entry_new (NULL, NULL, 0, FALSE);
      JsonObject *object = NULL;

      g_ptr_array_add (entries, entry);
      if (!regie_json_get_object (json_array_get_element (array, i), "", &object, error))
        g_prefix_error (error, "%s[%u]", path, i);
      else if (!read_entry (entry, object, error))
        g_prefix_error (error, "%s[%u].", path, i);
      else
        continue;
      return FALSE;
    }
  regie_record_set_entries (record, field, entries);
  return TRUE;
}

/* Records in a record are parts of states: they have no list of records of their own, so that the
 * depth of the text is bounded by more than REGIE_PROTOCOL_MAX_DEPTH. */
static gboolean
read_records (
    RegieRecord *record, RegieField field, JsonNode *node, const char *path, GError **error)
{
  g_autoptr (GPtrArray) records = NULL;
  JsonArray *array;

  if (!regie_json_get_array (node, path, regie_field_limit (field), &array, error))
    return FALSE;
  records = regie_records_from_array (array, path, error);
  if (records == NULL)
    return FALSE;
  regie_record_set_records (record, field, records);
  return TRUE;
}

static gboolean
read_field (RegieRecord *record, RegieField field, JsonNode *node, const char *path, GError **error)
{
  const char *text;
  gint64 number = 0;

  switch (regie_field_kind (field))
    {
    case REGIE_KIND_ID:
      if (!regie_json_get_id (node, path, &text, error))
        return FALSE;
      regie_record_set_string (record, field, text);
      return TRUE;
    case REGIE_KIND_TEXT:
      return read_text (record, field, node, path, error);
    case REGIE_KIND_STRINGS:
      return read_strings (record, field, node, path, error);
    case REGIE_KIND_ENTRIES:
      return read_entries (record, field, node, path, error);
    case REGIE_KIND_RECORDS:
      return read_records (record, field, node, path, error);
    case REGIE_KIND_ENUM:
      if (!regie_json_get_word (node, path, regie_field_enum (field), &number, error))
        return FALSE;
      break;
    case REGIE_KIND_INT:
      if (!regie_json_get_int (node, path, &number, error))
        return FALSE;
      break;
    case REGIE_KIND_TIME:
      if (!regie_json_get_time (node, path, &number, error))
        return FALSE;
      break;
    case REGIE_KIND_BOOL:
      if (!regie_json_get_bool (node, path, &number, error))
        return FALSE;
      break;
    default:
      g_assert_not_reached ();
    }
  regie_record_set_int (record, field, number);
  return TRUE;
}

static gboolean
read_by (RegieRecord *record, JsonNode *node, GError **error)
{
  JsonObject *by;
  gint64 role = REGIE_ROLE_NONE;
  const char *id = NULL;
  JsonNode *member;

  if (!regie_json_get_object (node, "by", &by, error))
    return FALSE;
  member = json_object_get_member (by, "role");
  if (member == NULL)
    return regie_json_wrong (error, "by.role", "is missing");
  if (!regie_json_get_word (member, "by.role", REGIE_TYPE_ROLE, &role, error))
    return FALSE;
  member = json_object_get_member (by, "id");
  if (member != NULL && !regie_json_get_id (member, "by.id", &id, error))
    return FALSE;
  regie_record_set_by (record, (RegieRole) role, id);
  return TRUE;
}

/* Members every record has beside its fields. Returns: whether @name is one of them; *@good says
 * whether it could be read. */
static gboolean
read_frame (RegieRecord *record, const char *name, JsonNode *node, gboolean *good, GError **error)
{
  const char *text;
  gint64 number;

  if (strcmp (name, "type") == 0)
    *good = TRUE;
  else if (strcmp (name, "cmd") == 0)
    {
      *good = regie_json_get_id (node, name, &text, error);
      if (*good)
        regie_record_set_cmd (record, text);
    }
  else if (strcmp (name, "seq") == 0)
    {
      *good = regie_json_get_int (node, name, &number, error);
      if (*good)
        record->seq = (guint64) number;
    }
  else if (strcmp (name, "at") == 0)
    *good = regie_json_get_time (node, name, &record->at, error);
  else if (strcmp (name, "by") == 0)
    *good = read_by (record, node, error);
  else
    return FALSE;
  return TRUE;
}

static RegieRecordType
read_type (JsonObject *object, GError **error)
{
  JsonNode *node = json_object_get_member (object, "type");
  const char *nick;
  RegieRecordType type;

  if (node == NULL)
    {
      regie_json_wrong (error, "type", "is missing");
      return REGIE_RECORD_NONE;
    }
  if (!regie_json_get_string (node, "type", &nick, error))
    return REGIE_RECORD_NONE;
  type = regie_record_type_parse (nick);
  if (type == REGIE_RECORD_NONE)
    g_set_error (error, REGIE_PROTOCOL_ERROR, REGIE_PROTOCOL_ERROR_UNKNOWN_TYPE,
                 "type: there is no record \"%.64s\" in this version", nick);
  return type;
}

RegieRecord *
regie_record_from_object (JsonObject *object, GError **error)
{
  g_autoptr (RegieRecord) record = NULL;
  RegieRecordType type = read_type (object, error);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (type == REGIE_RECORD_NONE)
    return NULL;
  record = regie_record_new (type);
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node))
    {
      RegieField field = regie_wire_field_find (type, name);
      gboolean good = TRUE;

      if (JSON_NODE_HOLDS_NULL (node))
        continue;
      if (field != REGIE_N_FIELDS)
        good = read_field (record, field, node, regie_wire_field_name (field), error);
      else
        read_frame (record, name, node, &good, error);
      if (!good)
        return NULL;
    }
  return g_steal_pointer (&record);
}

static gboolean
is_command_member (RegieRecordType type, const char *name)
{
  static const char *const members[] = { "type", "cmd", "expect_rev", "not_after", NULL };
  RegieField field = regie_wire_field_find (type, name);

  if (field == REGIE_N_FIELDS)
    return g_strv_contains (members, name);
  return (regie_record_type_assigned (type) & REGIE_FIELD_SET (field)) == 0;
}

RegieRecord *
regie_command_record_from_object (JsonObject *object, GError **error)
{
  g_autoptr (RegieRecord) record = NULL;
  RegieRecordType type = read_type (object, error);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;
  RegieFieldSet missing;

  if (type == REGIE_RECORD_NONE)
    return NULL;
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node))
    if (!is_command_member (type, name))
      {
        g_autofree char *shown = g_utf8_make_valid (name, (gssize) MIN (strlen (name), 64));
        regie_json_wrong (error, shown, "is not a field of %s", regie_record_type_nick (type));
        return NULL;
      }

  record = regie_record_from_object (object, error);
  if (record == NULL)
    return NULL;
  missing = regie_record_type_required (type) & ~record->has;
  if (missing != 0)
    {
      regie_json_wrong (error, regie_wire_field_name (regie_field_set_next (missing, 0)),
                        "is missing");
      return NULL;
    }
  return g_steal_pointer (&record);
}

GPtrArray *
regie_records_from_array (JsonArray *array, const char *path, GError **error)
{
  guint n_records = json_array_get_length (array);
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_full (n_records, (GDestroyNotify) regie_record_unref);

  for (guint i = 0; i < n_records; i++)
    {
      g_autoptr (GError) local = NULL;
      JsonObject *object = NULL;
      RegieRecord *record = NULL;

      if (!regie_json_get_object (json_array_get_element (array, i), "", &object, &local))
        g_propagate_prefixed_error (error, g_steal_pointer (&local), "%s[%u]", path, i);
      else if ((record = regie_record_from_object (object, &local)) != NULL)
        g_ptr_array_add (records, record);
      else if (!g_error_matches (local, REGIE_PROTOCOL_ERROR, REGIE_PROTOCOL_ERROR_UNKNOWN_TYPE))
        g_propagate_prefixed_error (error, g_steal_pointer (&local), "%s[%u].", path, i);
      else
        g_debug ("%s[%u] skipped: %s", path, i, local->message);
      if (object == NULL || (record == NULL && local == NULL))
        return NULL;
    }
  return g_steal_pointer (&records);
}
