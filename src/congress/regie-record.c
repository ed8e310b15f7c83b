/* regie-record.c: records: life, setters, comparison
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-congress"

#include "regie-record.h"

G_DEFINE_BOXED_TYPE (RegieRecord, regie_record, regie_record_ref, regie_record_unref)

static const gsize member_offsets[REGIE_N_FIELDS] = {
#define X(id, member, kind, limit) [REGIE_FIELD_##id] = G_STRUCT_OFFSET (RegieRecord, member),
  REGIE_FIELDS (X)
#undef X
};

#define MEMBER(type, record, field) G_STRUCT_MEMBER (type, record, member_offsets[field])

RegieEntry *
regie_entry_new (const char *id, const char *text, gint64 count, gboolean hidden)
{
  RegieEntry *self = g_new (RegieEntry, 1);
  *self = (RegieEntry) {
    .id = g_strdup (id),
    .text = g_strdup (text),
    .count = count,
    .hidden = hidden,
  };
  return self;
}

void
regie_entry_free (RegieEntry *entry)
{
  g_free (entry->id);
  g_free (entry->text);
  g_free (entry);
}

GPtrArray *
regie_entries_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) regie_entry_free);
}

RegieEntry *
regie_entries_find (GPtrArray *entries, const char *id)
{
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      RegieEntry *entry = g_ptr_array_index (entries, i);
      if (g_strcmp0 (entry->id, id) == 0)
        return entry;
    }
  return NULL;
}

static gpointer
copy_entry (gconstpointer source, gpointer unused)
{
  const RegieEntry *entry = source;
  return regie_entry_new (entry->id, entry->text, entry->count, entry->hidden);
}

static gboolean
entries_equal (GPtrArray *a, GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      const RegieEntry *x = g_ptr_array_index (a, i);
      const RegieEntry *y = g_ptr_array_index (b, i);
      if (x->count != y->count || x->hidden != y->hidden || g_strcmp0 (x->id, y->id) != 0
          || g_strcmp0 (x->text, y->text) != 0)
        return FALSE;
    }
  return TRUE;
}

RegieRecord *
regie_record_new (RegieRecordType type)
{
  RegieRecord *self = g_new0 (RegieRecord, 1);
  g_atomic_ref_count_init (&self->refs);
  self->type = type;
  return self;
}

RegieRecord *
regie_record_ref (RegieRecord *record)
{
  g_atomic_ref_count_inc (&record->refs);
  return record;
}

RegieRecord *
regie_record_clear (RegieRecord *record, RegieField field)
{
  if ((record->has & REGIE_FIELD_SET (field)) == 0)
    return record;
  record->has &= ~REGIE_FIELD_SET (field);
  switch (regie_field_kind (field))
    {
    case REGIE_KIND_ID:
    case REGIE_KIND_TEXT:
      g_clear_pointer (&MEMBER (char *, record, field), g_free);
      break;
    case REGIE_KIND_STRINGS:
      g_clear_pointer (&MEMBER (GStrv, record, field), g_strfreev);
      break;
    case REGIE_KIND_ENTRIES:
    case REGIE_KIND_RECORDS:
      g_clear_pointer (&MEMBER (GPtrArray *, record, field), g_ptr_array_unref);
      break;
    case REGIE_KIND_ENUM:
    case REGIE_KIND_INT:
    case REGIE_KIND_TIME:
    case REGIE_KIND_BOOL:
      MEMBER (gint64, record, field) = 0;
      break;
    default:
      g_assert_not_reached ();
    }
  return record;
}

void
regie_record_unref (RegieRecord *record)
{
  if (!g_atomic_ref_count_dec (&record->refs))
    return;
  REGIE_FOREACH_FIELD (field, record->has)
    regie_record_clear (record, field);
  g_free (record->by.id);
  g_free (record->cmd);
  g_free (record);
}

RegieRecord *
regie_record_copy (const RegieRecord *record)
{
  RegieRecord *copy = regie_record_new (record->type);
  copy->seq = record->seq;
  copy->at = record->at;
  regie_record_set_by (copy, record->by.role, record->by.id);
  regie_record_set_cmd (copy, record->cmd);
  REGIE_FOREACH_FIELD (field, record->has)
    regie_record_copy_field (copy, record, field);
  return copy;
}

gboolean
regie_record_equal (const RegieRecord *a, const RegieRecord *b)
{
  if (a->type != b->type || a->seq != b->seq || a->at != b->at || a->by.role != b->by.role
      || g_strcmp0 (a->by.id, b->by.id) != 0 || g_strcmp0 (a->cmd, b->cmd) != 0 || a->has != b->has)
    return FALSE;
  REGIE_FOREACH_FIELD (field, a->has)
    if (!regie_record_same_field (a, b, field))
      return FALSE;
  return TRUE;
}

RegieRecord *
regie_record_set_by (RegieRecord *record, RegieRole role, const char *id)
{
  record->by.role = role;
  g_set_str (&record->by.id, id);
  return record;
}

RegieRecord *
regie_record_set_cmd (RegieRecord *record, const char *cmd)
{
  g_set_str (&record->cmd, cmd);
  return record;
}

RegieRecord *
regie_record_set_string (RegieRecord *record, RegieField field, const char *value)
{
  RegieFieldKind kind = regie_field_kind (field);
  g_return_val_if_fail (kind == REGIE_KIND_ID || kind == REGIE_KIND_TEXT, record);

  g_autofree char *copy = g_strdup (value);
  regie_record_clear (record, field);
  if (copy == NULL)
    return record;
  MEMBER (char *, record, field) = g_steal_pointer (&copy);
  record->has |= REGIE_FIELD_SET (field);
  return record;
}

RegieRecord *
regie_record_set_int (RegieRecord *record, RegieField field, gint64 value)
{
  RegieFieldKind kind = regie_field_kind (field);
  g_return_val_if_fail (kind == REGIE_KIND_ENUM || kind == REGIE_KIND_INT || kind == REGIE_KIND_TIME
                            || kind == REGIE_KIND_BOOL,
                        record);

  MEMBER (gint64, record, field) = value;
  record->has |= REGIE_FIELD_SET (field);
  return record;
}

RegieRecord *
regie_record_set_strings (RegieRecord *record, RegieField field, const char *const *value)
{
  g_return_val_if_fail (regie_field_kind (field) == REGIE_KIND_STRINGS, record);

  GStrv copy = g_strdupv ((char **) value);
  regie_record_clear (record, field);
  if (copy == NULL)
    return record;
  MEMBER (GStrv, record, field) = copy;
  record->has |= REGIE_FIELD_SET (field);
  return record;
}

static gpointer
ref_record (gconstpointer source, gpointer unused)
{
  return regie_record_ref ((RegieRecord *) source);
}

static RegieRecord *
set_array (RegieRecord *record,
           RegieField field,
           GPtrArray *value,
           GCopyFunc copy_item,
           GDestroyNotify free_item)
{
  /* Before the old one goes: it may be @value. */
  GPtrArray *copy = value != NULL ? g_ptr_array_copy (value, copy_item, NULL) : NULL;

  regie_record_clear (record, field);
  if (copy == NULL)
    return record;
  g_ptr_array_set_free_func (copy, free_item);
  MEMBER (GPtrArray *, record, field) = copy;
  record->has |= REGIE_FIELD_SET (field);
  return record;
}

RegieRecord *
regie_record_set_entries (RegieRecord *record, RegieField field, GPtrArray *value)
{
  g_return_val_if_fail (regie_field_kind (field) == REGIE_KIND_ENTRIES, record);
  return set_array (record, field, value, copy_entry, (GDestroyNotify) regie_entry_free);
}

RegieRecord *
regie_record_set_records (RegieRecord *record, RegieField field, GPtrArray *value)
{
  g_return_val_if_fail (regie_field_kind (field) == REGIE_KIND_RECORDS, record);
  return set_array (record, field, value, ref_record, (GDestroyNotify) regie_record_unref);
}

const char *
regie_record_get_string (const RegieRecord *record, RegieField field)
{
  return MEMBER (char *, record, field);
}

gint64
regie_record_get_int (const RegieRecord *record, RegieField field)
{
  return MEMBER (gint64, record, field);
}

const char *const *
regie_record_get_strings (const RegieRecord *record, RegieField field)
{
  return (const char *const *) MEMBER (GStrv, record, field);
}

GPtrArray *
regie_record_get_entries (const RegieRecord *record, RegieField field)
{
  return MEMBER (GPtrArray *, record, field);
}

GPtrArray *
regie_record_get_records (const RegieRecord *record, RegieField field)
{
  return MEMBER (GPtrArray *, record, field);
}

static gboolean
records_equal (GPtrArray *a, GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (!regie_record_equal (g_ptr_array_index (a, i), g_ptr_array_index (b, i)))
      return FALSE;
  return TRUE;
}

gboolean
regie_record_same_field (const RegieRecord *a, const RegieRecord *b, RegieField field)
{
  gboolean present = (a->has & REGIE_FIELD_SET (field)) != 0;
  if (present != ((b->has & REGIE_FIELD_SET (field)) != 0))
    return FALSE;
  if (!present)
    return TRUE;
  switch (regie_field_kind (field))
    {
    case REGIE_KIND_ID:
    case REGIE_KIND_TEXT:
      return g_str_equal (MEMBER (char *, a, field), MEMBER (char *, b, field));
    case REGIE_KIND_STRINGS:
      return g_strv_equal (regie_record_get_strings (a, field),
                           regie_record_get_strings (b, field));
    case REGIE_KIND_ENTRIES:
      return entries_equal (MEMBER (GPtrArray *, a, field), MEMBER (GPtrArray *, b, field));
    case REGIE_KIND_RECORDS:
      return records_equal (MEMBER (GPtrArray *, a, field), MEMBER (GPtrArray *, b, field));
    case REGIE_KIND_ENUM:
    case REGIE_KIND_INT:
    case REGIE_KIND_TIME:
    case REGIE_KIND_BOOL:
      return MEMBER (gint64, a, field) == MEMBER (gint64, b, field);
    default:
      g_assert_not_reached ();
    }
}

void
regie_record_copy_field (RegieRecord *to, const RegieRecord *from, RegieField field)
{
  if ((from->has & REGIE_FIELD_SET (field)) == 0)
    {
      regie_record_clear (to, field);
      return;
    }
  switch (regie_field_kind (field))
    {
    case REGIE_KIND_ID:
    case REGIE_KIND_TEXT:
      regie_record_set_string (to, field, MEMBER (char *, from, field));
      break;
    case REGIE_KIND_STRINGS:
      regie_record_set_strings (to, field, regie_record_get_strings (from, field));
      break;
    case REGIE_KIND_ENTRIES:
      regie_record_set_entries (to, field, MEMBER (GPtrArray *, from, field));
      break;
    case REGIE_KIND_RECORDS:
      regie_record_set_records (to, field, MEMBER (GPtrArray *, from, field));
      break;
    case REGIE_KIND_ENUM:
    case REGIE_KIND_INT:
    case REGIE_KIND_TIME:
    case REGIE_KIND_BOOL:
      regie_record_set_int (to, field, MEMBER (gint64, from, field));
      break;
    default:
      g_assert_not_reached ();
    }
}
