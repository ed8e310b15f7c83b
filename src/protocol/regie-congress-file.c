/* regie-congress-file.c: a congress before it begins, as a file: agenda, stages, prepared polls
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-protocol"

#include "regie-congress-file.h"
#include "regie-json.h"

/** Most records of one file. */
#define MAX_RECORDS 20000

void
regie_congress_file_free (RegieCongressFile *file)
{
  if (file == NULL)
    return;
  g_clear_pointer (&file->records, g_ptr_array_unref);
  g_free (file);
}

/* What the file says twice, or refers to without saying it. */
typedef struct
{
  /* "session:ID" → record */
  GHashTable *known;
  /* stage → GPtrArray of session records */
  GHashTable *plans;
  gboolean has_congress;
} Check;

static void
check_clear (Check *check)
{
  g_hash_table_unref (check->known);
  g_hash_table_unref (check->plans);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Check, check_clear)

static gboolean
wrong (GError **error, guint place, const char *problem)
{
  g_set_error (error, REGIE_PROTOCOL_ERROR, REGIE_PROTOCOL_ERROR_FIELD, "records[%u].%s", place,
               problem);
  return FALSE;
}

/* Whether @field, if @record has it, names an entity that stands before it in the file. */
static gboolean
refers (Check *check, const RegieRecord *record, RegieField field, guint place, GError **error)
{
  g_autofree char *name = NULL;
  g_autofree char *problem = NULL;

  if (!regie_record_has_field (record, field) || regie_record_type_subject (record->type) == field)
    return TRUE;
  name =
      g_strdup_printf ("%s:%s", regie_field_name (field), regie_record_get_string (record, field));
  if (g_hash_table_contains (check->known, name))
    return TRUE;
  problem = g_strdup_printf ("%s: “%s” is not in the file", regie_field_name (field),
                             regie_record_get_string (record, field));
  return wrong (error, place, problem);
}

static void
plan (Check *check, const RegieRecord *record)
{
  GPtrArray *sessions = g_hash_table_lookup (check->plans, record->stage);

  if (sessions == NULL)
    {
      sessions = g_ptr_array_new ();
      g_hash_table_insert (check->plans, record->stage, sessions);
    }
  g_ptr_array_add (sessions, (gpointer) record);
}

/* First pass: what is there. Stages name their session and sessions their stage, so references are
 * followed only when everything is known. */
static gboolean
learn (Check *check, const RegieRecord *record, guint place, GError **error)
{
  RegieField subject = regie_record_type_subject (record->type);

  if (record->type == REGIE_RECORD_CONGRESS_STATE)
    {
      if (check->has_congress)
        return wrong (error, place, "type: a second congress.state");
      check->has_congress = TRUE;
    }
  if (record->type == REGIE_RECORD_SESSION_STATE)
    {
      if (record->end <= record->start)
        return wrong (error, place, "end: must be after start");
      plan (check, record);
    }
  if (subject == REGIE_N_FIELDS)
    return TRUE;

  g_autofree char *name = g_strdup_printf ("%s:%s", regie_field_name (subject),
                                           regie_record_get_string (record, subject));
  if (!g_hash_table_add (check->known, g_steal_pointer (&name)))
    {
      g_autofree char *problem =
          g_strdup_printf ("%s: “%s” is in the file twice", regie_field_name (subject),
                           regie_record_get_string (record, subject));
      return wrong (error, place, problem);
    }
  return TRUE;
}

static int
compare_start (gconstpointer a, gconstpointer b)
{
  const RegieRecord *one = *(const RegieRecord *const *) a;
  const RegieRecord *other = *(const RegieRecord *const *) b;
  return (one->start > other->start) - (one->start < other->start);
}

static gboolean
check_plans (Check *check, GError **error)
{
  GHashTableIter iter;
  gpointer sessions;

  g_hash_table_iter_init (&iter, check->plans);
  while (g_hash_table_iter_next (&iter, NULL, &sessions))
    {
      GPtrArray *list = sessions;
      g_ptr_array_sort (list, compare_start);
      for (guint i = 1; i < list->len; i++)
        {
          const RegieRecord *before = g_ptr_array_index (list, i - 1);
          const RegieRecord *after = g_ptr_array_index (list, i);
          if (after->start >= before->end)
            continue;
          g_set_error (error, REGIE_PROTOCOL_ERROR, REGIE_PROTOCOL_ERROR_FIELD,
                       "records: the sessions “%s” and “%s” overlap on stage “%s”", before->session,
                       after->session, after->stage);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
check_records (GPtrArray *records, GError **error)
{
  static const RegieField references[] = { REGIE_FIELD_STAGE, REGIE_FIELD_SESSION };
  g_auto (Check) check = {
    .known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .plans =
        g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref),
  };

  for (guint i = 0; i < records->len; i++)
    if (!learn (&check, g_ptr_array_index (records, i), i, error))
      return FALSE;
  for (guint i = 0; i < records->len; i++)
    for (gsize j = 0; j < G_N_ELEMENTS (references); j++)
      if (!refers (&check, g_ptr_array_index (records, i), references[j], i, error))
        return FALSE;
  if (!check.has_congress)
    {
      g_set_error_literal (error, REGIE_PROTOCOL_ERROR, REGIE_PROTOCOL_ERROR_FIELD,
                           "records: a congress.state is missing");
      return FALSE;
    }
  return check_plans (&check, error);
}

static RegieRecord *
read_record (JsonNode *node, guint place, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *text = json_to_string (node, FALSE);
  g_autoptr (RegieRecord) record = regie_record_from_json (text, strlen (text), &local);

  if (record == NULL || !regie_record_validate (record, &local))
    return wrong (error, place, local->message), NULL;
  if (!regie_record_type_is_state (record->type) || record->type == REGIE_RECORD_GONE)
    return wrong (error, place, "type: must be a state, like session.state"), NULL;
  return g_steal_pointer (&record);
}

static gint64
first_start (GPtrArray *records)
{
  gint64 first = G_MAXINT64;

  for (guint i = 0; i < records->len; i++)
    {
      const RegieRecord *record = g_ptr_array_index (records, i);
      if (record->type == REGIE_RECORD_SESSION_STATE)
        first = MIN (first, record->start);
    }
  return first;
}

static gboolean
read_head (JsonObject *root, RegieCongressFile *file, JsonArray **records, GError **error)
{
  gint64 format;

  for (const char *const *name = (const char *const[]) { "format", "base", "records", NULL };
       *name != NULL; name++)
    if (!json_object_has_member (root, *name))
      return regie_json_wrong (error, *name, "is missing");
  if (!regie_json_get_int (json_object_get_member (root, "format"), "format", &format, error))
    return FALSE;
  if (format != REGIE_CONGRESS_FILE_FORMAT)
    return regie_json_wrong (error, "format", "must be %d; a newer version wrote this file",
                             REGIE_CONGRESS_FILE_FORMAT);
  if (json_object_has_member (root, "moment")
      && !regie_json_get_time (json_object_get_member (root, "moment"), "moment", &file->moment,
                               error))
    return FALSE;
  return regie_json_get_time (json_object_get_member (root, "base"), "base", &file->base, error)
         && regie_json_get_array (json_object_get_member (root, "records"), "records", MAX_RECORDS,
                                  records, error);
}

RegieCongressFile *
regie_congress_file_parse (const char *data, gsize size, GError **error)
{
  g_autoptr (RegieCongressFile) file = g_new0 (RegieCongressFile, 1);
  g_autoptr (JsonNode) root = regie_json_parse (data, size, REGIE_CONGRESS_FILE_MAX, error);
  JsonArray *list;

  if (root == NULL || !read_head (json_node_get_object (root), file, &list, error))
    return NULL;

  file->records = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      RegieRecord *record = read_record (json_array_get_element (list, i), i, error);
      if (record == NULL)
        return NULL;
      g_ptr_array_add (file->records, record);
    }
  if (!check_records (file->records, error))
    return NULL;

  if (file->moment == 0)
    file->moment = first_start (file->records);
  if (file->moment == G_MAXINT64)
    file->moment = file->base;
  return g_steal_pointer (&file);
}

RegieCongressFile *
regie_congress_file_read (const char *path, GError **error)
{
  g_autofree char *data = NULL;
  RegieCongressFile *file;
  gsize size;

  g_return_val_if_fail (path != NULL, NULL);

  if (!g_file_get_contents (path, &data, &size, error))
    return NULL;
  file = regie_congress_file_parse (data, size, error);
  if (file == NULL)
    g_prefix_error (error, "%s: ", path);
  return file;
}

void
regie_congress_file_shift (RegieCongressFile *file, gint64 now)
{
  gint64 by;

  g_return_if_fail (file != NULL);

  by = now - REGIE_CONGRESS_FILE_LEAD - file->moment;
  /* Round down: the clock times of the agenda stay whole minutes. */
  by -= ((by % G_TIME_SPAN_MINUTE) + G_TIME_SPAN_MINUTE) % G_TIME_SPAN_MINUTE;

  file->base += by;
  file->moment += by;
  for (guint i = 0; i < file->records->len; i++)
    {
      RegieRecord *record = g_ptr_array_index (file->records, i);
      for (int field = 0; field < REGIE_N_FIELDS; field++)
        if (regie_field_kind ((RegieField) field) == REGIE_KIND_TIME
            && regie_record_has_field (record, field))
          regie_record_set_int (record, (RegieField) field,
                                regie_record_get_int (record, (RegieField) field) + by);
    }
}
