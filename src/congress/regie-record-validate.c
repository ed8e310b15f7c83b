/* regie-record-validate.c: whether a record from outside is well formed
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-congress"

#include "regie-congress.h"

/** Largest integer that every JSON reader keeps exact: 2^53. */
#define INT_MAX_ON_WIRE (G_GINT64_CONSTANT (1) << 53)
/** Longest text inside a list or an entry, bytes. */
#define ITEM_LIMIT 512

static gboolean
invalid (GError **error, RegieField field, const char *problem)
{
  g_set_error (error, REGIE_RULE_ERROR, REGIE_RULE_INVALID, "%s: %s", regie_field_name (field),
               problem);
  return FALSE;
}

static gboolean
id_is_valid (const char *id)
{
  gsize length = strspn (id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._:-");
  return length > 0 && length <= regie_field_limit (REGIE_FIELD_MESSAGE) && id[length] == '\0';
}

/** Returns: what is wrong with @text as plain text (SEMANTICS 6), or %NULL */
static const char *
text_problem (const char *text, gsize limit)
{
  if (strlen (text) > limit)
    return "is too long";
  if (!g_utf8_validate (text, -1, NULL))
    return "is not valid UTF-8";
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      if ((c < 0x20 && c != '\n') || (c >= 0x7f && c < 0xa0))
        return "has a control character";
    }
  return NULL;
}

static gboolean
validate_text (const RegieRecord *record, RegieField field, GError **error)
{
  const char *problem =
      text_problem (regie_record_get_string (record, field), regie_field_limit (field));
  if (problem == NULL)
    return TRUE;
  g_autofree char *detail =
      g_strdup_printf ("%s (limit: %" G_GSIZE_FORMAT " bytes)", problem, regie_field_limit (field));
  return invalid (error, field, detail);
}

/** Returns: what is wrong with the item @i of a list whose items are ids or known words */
static const char *
item_problem (const char *const *strings, gsize i, RegieField field)
{
  int flag;

  if (field == REGIE_FIELD_MESSAGES && !id_is_valid (strings[i]))
    return "has an item that is no id";
  if (field == REGIE_FIELD_FLAGS && !regie_enum_parse (REGIE_TYPE_FLAG, strings[i], &flag))
    return "has an unknown word";
  return NULL;
}

static gboolean
validate_strings (const RegieRecord *record, RegieField field, GError **error)
{
  const char *const *strings = regie_record_get_strings (record, field);
  if (g_strv_length ((GStrv) strings) > regie_field_limit (field))
    {
      g_autofree char *detail =
          g_strdup_printf ("has more than %" G_GSIZE_FORMAT " items", regie_field_limit (field));
      return invalid (error, field, detail);
    }
  for (gsize i = 0; strings[i] != NULL; i++)
    {
      const char *problem = text_problem (strings[i], ITEM_LIMIT);
      if (problem == NULL)
        problem = item_problem (strings, i, field);
      if (problem != NULL)
        return invalid (error, field, problem);
    }
  return TRUE;
}

static gboolean
validate_entries (const RegieRecord *record, RegieField field, GError **error)
{
  GPtrArray *entries = regie_record_get_entries (record, field);
  if (entries->len > regie_field_limit (field))
    {
      g_autofree char *detail =
          g_strdup_printf ("has more than %" G_GSIZE_FORMAT " items", regie_field_limit (field));
      return invalid (error, field, detail);
    }
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < entries->len; i++)
    {
      const RegieEntry *entry = g_ptr_array_index (entries, i);
      if (entry->id == NULL || entry->id[0] == '\0' || text_problem (entry->id, ITEM_LIMIT) != NULL)
        return invalid (error, field, "has an item without a valid id");
      if (!g_hash_table_add (seen, entry->id))
        return invalid (error, field, "has the same id twice");
      if (entry->text != NULL && text_problem (entry->text, ITEM_LIMIT) != NULL)
        return invalid (error, field, "has an item whose text is too long or no plain text");
      if (entry->count < 0 || entry->count > INT_MAX_ON_WIRE)
        return invalid (error, field, "has a count that is out of range");
    }
  return TRUE;
}

static gboolean validate_fields (const RegieRecord *record, RegieFieldSet may, GError **error);

/** Records inside a record are parts of the states of messages. */
static gboolean
validate_records (const RegieRecord *record, RegieField field, GError **error)
{
  GPtrArray *records = regie_record_get_records (record, field);
  RegieFieldSet may = regie_record_type_required (REGIE_RECORD_MESSAGE_STATE)
                      | regie_record_type_optional (REGIE_RECORD_MESSAGE_STATE);

  if (records->len > regie_field_limit (field))
    {
      g_autofree char *detail =
          g_strdup_printf ("has more than %" G_GSIZE_FORMAT " items", regie_field_limit (field));
      return invalid (error, field, detail);
    }
  for (guint i = 0; i < records->len; i++)
    {
      const RegieRecord *part = g_ptr_array_index (records, i);
      if (part->type != REGIE_RECORD_MESSAGE_STATE || !regie_record_has (part, MESSAGE))
        return invalid (error, field, "has an item that is no part of a message's state");
      if (!validate_fields (part, may, error))
        {
          g_prefix_error (error, "%s[%u].", regie_field_name (field), i);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
validate_field (const RegieRecord *record, RegieField field, GError **error)
{
  gint64 number;

  switch (regie_field_kind (field))
    {
    case REGIE_KIND_ID:
      return id_is_valid (regie_record_get_string (record, field))
             || invalid (error, field, "must be 1 to 64 of the characters A-Z a-z 0-9 . _ : -");
    case REGIE_KIND_TEXT:
      return validate_text (record, field, error);
    case REGIE_KIND_STRINGS:
      return validate_strings (record, field, error);
    case REGIE_KIND_ENTRIES:
      return validate_entries (record, field, error);
    case REGIE_KIND_RECORDS:
      return validate_records (record, field, error);
    case REGIE_KIND_ENUM:
      number = regie_record_get_int (record, field);
      return (number >= 0 && number <= G_MAXINT
              && g_enum_get_value (g_type_class_get (regie_field_enum (field)), (int) number)
                     != NULL)
             || invalid (error, field, "has an unknown value");
    case REGIE_KIND_BOOL:
      number = regie_record_get_int (record, field);
      return number == 0 || number == 1 || invalid (error, field, "must be true or false");
    case REGIE_KIND_INT:
    case REGIE_KIND_TIME:
      number = regie_record_get_int (record, field);
      return (number >= 0 && number <= INT_MAX_ON_WIRE)
             || invalid (error, field, "must be 0 to 9007199254740992");
    default:
      g_assert_not_reached ();
    }
}

/** Checks the fields @record has, of which it may have those in @may. */
static gboolean
validate_fields (const RegieRecord *record, RegieFieldSet may, GError **error)
{
  RegieFieldSet foreign = record->has & ~may;

  if (foreign != 0)
    return invalid (error, regie_field_set_next (foreign, 0), "has no place here");
  REGIE_FOREACH_FIELD (field, record->has)
    if (!validate_field (record, field, error))
      return FALSE;
  return TRUE;
}

/** A record that may be about one message or about several is about one or about several. */
static gboolean
validate_one_or_many (const RegieRecord *record, RegieFieldSet may, GError **error)
{
  const RegieFieldSet both = REGIE_HAS (MESSAGE) | REGIE_HAS (MESSAGES);

  if (regie_record_has (record, MESSAGES) && record->messages[0] == NULL)
    return invalid (error, REGIE_FIELD_MESSAGES, "is empty");
  if ((may & both) != both)
    return TRUE;
  /* Who has written nothing is erased with none. */
  if ((record->has & both) == 0 && record->type == REGIE_RECORD_PERSON_ERASE)
    return TRUE;
  if ((record->has & both) == 0)
    return invalid (error, REGIE_FIELD_MESSAGE, "is missing");
  return (record->has & both) != both
         || invalid (error, REGIE_FIELD_MESSAGES, "has no place beside “message”");
}

gboolean
regie_record_validate (const RegieRecord *record, GError **error)
{
  g_return_val_if_fail (record != NULL, FALSE);

  if (record->type <= REGIE_RECORD_NONE || record->type >= REGIE_N_RECORDS)
    {
      g_set_error (error, REGIE_RULE_ERROR, REGIE_RULE_INVALID, "type: is unknown");
      return FALSE;
    }
  RegieFieldSet required = regie_record_type_required (record->type);
  RegieFieldSet may = required | regie_record_type_optional (record->type);
  RegieFieldSet missing = required & ~record->has;
  if (missing != 0)
    return invalid (error, regie_field_set_next (missing, 0), "is missing");
  if (!validate_one_or_many (record, may, error))
    return FALSE;
  return validate_fields (record, may, error);
}
