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

gboolean
regie_record_validate (const RegieRecord *record, GError **error)
{
  g_return_val_if_fail (record != NULL, FALSE);

  if (record->type <= REGIE_RECORD_NONE || record->type >= REGIE_N_RECORDS)
    {
      g_set_error (error, REGIE_RULE_ERROR, REGIE_RULE_INVALID, "type: is unknown");
      return FALSE;
    }
  guint64 required = regie_record_type_required (record->type);
  guint64 missing = required & ~record->has;
  if (missing != 0)
    return invalid (error, (RegieField) g_bit_nth_lsf (missing, -1), "is missing");
  guint64 foreign = record->has & ~(required | regie_record_type_optional (record->type));
  if (foreign != 0)
    return invalid (error, (RegieField) g_bit_nth_lsf (foreign, -1), "has no place here");
  for (guint64 left = record->has; left != 0; left &= left - 1)
    if (!validate_field (record, (RegieField) g_bit_nth_lsf (left, -1), error))
      return FALSE;
  return TRUE;
}
