/* regie-json.c: JSON texts read with limits, and members read with their path, for this room only
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-protocol"

#include "regie-json.h"
#include "regie-wire.h"

#include <string.h>

G_DEFINE_QUARK (regie_protocol_error, regie_protocol_error)

static gboolean
syntax_error (GError **error, const char *problem)
{
  g_set_error (error, REGIE_PROTOCOL_ERROR, REGIE_PROTOCOL_ERROR_SYNTAX, "the text %s", problem);
  return FALSE;
}

/* One pass over the bytes, which allocates nothing: how deep does it go, and is there an escaped NUL,
 * which would cut a C string short? */
static gboolean
check_shape (const char *data, gsize size, GError **error)
{
  gboolean in_string = FALSE;
  int depth = 0;

  for (gsize i = 0; i < size; i++)
    switch (data[i])
      {
      case '"':
        in_string = !in_string;
        break;
      case '\\':
        if (in_string && size - i > 5 && memcmp (data + i + 1, "u0000", 5) == 0)
          return syntax_error (error, "has a NUL character");
        i++;
        break;
      case '{':
      case '[':
        if (in_string)
          break;
        if (++depth > REGIE_PROTOCOL_MAX_DEPTH)
          {
            g_set_error (error, REGIE_PROTOCOL_ERROR, REGIE_PROTOCOL_ERROR_TOO_DEEP,
                         "the text may nest %d levels deep, this one goes deeper",
                         REGIE_PROTOCOL_MAX_DEPTH);
            return FALSE;
          }
        break;
      case '}':
      case ']':
        if (!in_string)
          depth--;
        break;
      default:
        break;
      }
  return TRUE;
}

JsonNode *
regie_json_parse (const char *data, gsize size, gsize max_size, GError **error)
{
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GError) local = NULL;

  g_return_val_if_fail (data != NULL || size == 0, NULL);

  if (size > max_size)
    {
      g_set_error (error, REGIE_PROTOCOL_ERROR, REGIE_PROTOCOL_ERROR_TOO_LARGE,
                   "the text may have %" G_GSIZE_FORMAT " bytes, this one has %" G_GSIZE_FORMAT,
                   max_size, size);
      return NULL;
    }
  if (size == 0)
    return syntax_error (error, "is empty"), NULL;
  if (memchr (data, '\0', size) != NULL)
    return syntax_error (error, "has a NUL character"), NULL;
  if (!g_utf8_validate_len (data, size, NULL))
    return syntax_error (error, "is not valid UTF-8"), NULL;
  if (!check_shape (data, size, error))
    return NULL;

  parser = json_parser_new ();
  json_parser_set_strict (parser, TRUE);
  if (!json_parser_load_from_data (parser, data, (gssize) size, &local))
    {
      g_set_error (error, REGIE_PROTOCOL_ERROR, REGIE_PROTOCOL_ERROR_SYNTAX,
                   "the text is not JSON: %s", local->message);
      return NULL;
    }
  JsonNode *root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return syntax_error (error, "is not a JSON object"), NULL;
  return json_parser_steal_root (parser);
}

char *
regie_json_write (JsonNode *root, gsize *size)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  gsize length;
  char *text;

  json_generator_take_root (generator, root);
  text = json_generator_to_data (generator, &length);
  if (size != NULL)
    *size = length;
  return text;
}

char *
regie_json_write_object (JsonObject *object, gsize *size)
{
  JsonNode *root = json_node_alloc ();
  json_node_init_object (root, object);
  return regie_json_write (root, size);
}

GString *
regie_json_open (JsonObject *object)
{
  gsize size;
  char *text = regie_json_write_object (object, &size);

  text[--size] = '\0';
  return g_string_new_take (text);
}

void
regie_json_append_member (GString *json, const char *name)
{
  if (json->str[json->len - 1] != '{')
    g_string_append_c (json, ',');
  g_string_append_c (json, '"');
  g_string_append (json, name);
  g_string_append (json, "\":");
}

/* What has to be escaped and how: RFC 8259, 7. */
static void
append_escaped (GString *json, guchar letter)
{
  static const char named[] = "\"\\\b\f\n\r\t";
  static const char names[] = "\"\\bfnrt";
  const char *found = strchr (named, letter);

  if (found != NULL && letter != '\0')
    {
      g_string_append_c (json, '\\');
      g_string_append_c (json, names[found - named]);
    }
  else
    g_string_append_printf (json, "\\u%04x", letter);
}

void
regie_json_append_string (GString *json, const char *text)
{
  const char *plain = text;

  g_string_append_c (json, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      guchar letter = (guchar) *p;

      if (letter >= 0x20 && letter != '"' && letter != '\\' && letter != 0x7f)
        continue;
      g_string_append_len (json, plain, p - plain);
      append_escaped (json, letter);
      plain = p + 1;
    }
  g_string_append (json, plain);
  g_string_append_c (json, '"');
}

void
regie_json_append_int (GString *json, gint64 number)
{
  char text[24];

  g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, number);
  g_string_append (json, text);
}

char *
regie_json_close (GString *json, gsize *size)
{
  g_string_append_c (json, '}');
  if (size != NULL)
    *size = json->len;
  return g_string_free (json, FALSE);
}

gboolean
regie_json_wrong (GError **error, const char *path, const char *format, ...)
{
  g_autofree char *problem = NULL;
  va_list arguments;

  va_start (arguments, format);
  problem = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, REGIE_PROTOCOL_ERROR, REGIE_PROTOCOL_ERROR_FIELD, "%s: %s", path, problem);
  return FALSE;
}

gboolean
regie_json_get_string (JsonNode *node, const char *path, const char **value, GError **error)
{
  if (json_node_get_value_type (node) != G_TYPE_STRING)
    return regie_json_wrong (error, path, "must be a string");
  *value = json_node_get_string (node);
  /* An escape can make half a surrogate pair out of valid UTF-8. */
  if (!g_utf8_validate (*value, -1, NULL))
    return regie_json_wrong (error, path, "must be valid Unicode text");
  return TRUE;
}

gboolean
regie_json_get_int (JsonNode *node, const char *path, gint64 *value, GError **error)
{
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    {
      *value = json_node_get_int (node);
      if (*value >= 0 && *value <= REGIE_WIRE_MAX_INT)
        return TRUE;
    }
  else if (json_node_get_value_type (node) != G_TYPE_DOUBLE)
    return regie_json_wrong (error, path, "must be an integer");
  return regie_json_wrong (error, path, "must be 0 to %" G_GINT64_FORMAT, REGIE_WIRE_MAX_INT);
}

gboolean
regie_json_get_bool (JsonNode *node, const char *path, gint64 *value, GError **error)
{
  if (json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return regie_json_wrong (error, path, "must be true or false");
  *value = json_node_get_boolean (node) ? 1 : 0;
  return TRUE;
}

gboolean
regie_json_get_time (JsonNode *node, const char *path, gint64 *value, GError **error)
{
  if (json_node_get_value_type (node) != G_TYPE_STRING
      || !regie_wire_parse_time (json_node_get_string (node), value))
    return regie_json_wrong (error, path,
                             "must be a time like 2027-03-01T09:30:00Z, from 1970 to 9999");
  return TRUE;
}

static void
say_words (GType type, const char *path, GError **error)
{
  g_autoptr (GString) words = g_string_new (NULL);
  GEnumClass *enumeration = g_type_class_get (type);

  for (guint i = 0; i < enumeration->n_values; i++)
    g_string_append_printf (words, "%s%s", i == 0 ? "" : ", ", enumeration->values[i].value_nick);
  regie_json_wrong (error, path, "must be one of %s", words->str);
}

gboolean
regie_json_get_word (JsonNode *node, const char *path, GType type, gint64 *value, GError **error)
{
  int found;

  if (json_node_get_value_type (node) != G_TYPE_STRING
      || !regie_enum_parse (type, json_node_get_string (node), &found))
    {
      say_words (type, path, error);
      return FALSE;
    }
  *value = found;
  return TRUE;
}

gboolean
regie_json_get_id (JsonNode *node, const char *path, const char **value, GError **error)
{
  gsize length = 0;

  if (json_node_get_value_type (node) == G_TYPE_STRING)
    {
      *value = json_node_get_string (node);
      while (g_ascii_isalnum ((*value)[length])
             || ((*value)[length] != '\0' && strchr ("._:-", (*value)[length]) != NULL))
        length++;
      if (length > 0 && length <= 64 && (*value)[length] == '\0')
        return TRUE;
    }
  return regie_json_wrong (error, path, "must be 1 to 64 of the characters A-Z a-z 0-9 . _ : -");
}

gboolean
regie_json_get_array (
    JsonNode *node, const char *path, gsize max_items, JsonArray **value, GError **error)
{
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return regie_json_wrong (error, path, "must be a list");
  *value = json_node_get_array (node);
  if (json_array_get_length (*value) > max_items)
    return regie_json_wrong (error, path, "may have %" G_GSIZE_FORMAT " items, this one has %u",
                             max_items, json_array_get_length (*value));
  return TRUE;
}

gboolean
regie_json_get_object (JsonNode *node, const char *path, JsonObject **value, GError **error)
{
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return regie_json_wrong (error, path, "must be an object");
  *value = json_node_get_object (node);
  return TRUE;
}

void
regie_json_add_time (JsonObject *object, const char *name, gint64 time)
{
  char text[REGIE_WIRE_TIME_SIZE];

  regie_wire_format_time (time, text);
  json_object_set_string_member (object, name, text);
}
