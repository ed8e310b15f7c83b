/* regie-erase-rows.c: a person goes from the rows of the SQLite file, for this room only
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-journal"

#include "regie-erase-rows.h"

#include "regie-journal-rows.h"

#include <string.h>

/* Key of the table `meta` while rows or file still tell of somebody who was erased. */
#define DUE "erasure_due"
/* Longest string that can be an id, with its end. */
#define ID_SIZE 65

gboolean
regie_erase_rows_note_due (RegieStore *store, GError **error)
{
  return regie_store_set_meta (store, DUE, "1", error);
}

/* Takes the JSON string that begins behind the quote at *@at; copies it to @id if it can be one. Returns
 * whether it was copied; *@at is behind its end. */
static gboolean
take_string (const char **at, char id[static ID_SIZE])
{
  const char *begin = *at + 1;
  const char *end = begin;
  gsize length;

  for (end += strcspn (end, "\"\\"); *end == '\\' && end[1] != '\0'; end += strcspn (end, "\"\\"))
    end += 2;
  length = (gsize) (end - begin);
  *at = *end == '"' ? end + 1 : end + strlen (end);
  if (length >= ID_SIZE)
    return FALSE;
  memcpy (id, begin, length);
  id[length] = '\0';
  return TRUE;
}

/* A hundred thousand records are looked at, few concern anybody: one pass over each, none is parsed. */
gboolean
regie_erase_rows_concerns (RegieErasure *erasure, const char *json)
{
  char id[ID_SIZE];

  for (const char *at = strchr (json, '"'); at != NULL; at = strchr (at, '"'))
    if (take_string (&at, id) && regie_erasure_concerns (erasure, id))
      return TRUE;
  return FALSE;
}

typedef gboolean (*Choice) (const char *json, gpointer user_data);

static gboolean
concerns (const char *json, gpointer user_data)
{
  return regie_erase_rows_concerns (user_data, json);
}

static gboolean
is_erase (const char *json, gpointer user_data)
{
  return g_str_has_prefix (json, "{\"type\":\"person.erase\"");
}

/* Returns: (transfer full) (element-type RegieRecord): those whose JSON @choice takes */
static GPtrArray *
find_records (RegieStore *store, Choice choice, gpointer user_data, GError **error)
{
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);
  gboolean row = TRUE;
  sqlite3_stmt *statement =
      regie_store_statement (store, "SELECT seq, record FROM records ORDER BY seq", error);

  if (statement == NULL)
    return NULL;
  while (regie_store_step (store, statement, &row, error) && row)
    {
      const char *json = (const char *) sqlite3_column_text (statement, 1);
      RegieRecord *record;

      if (json == NULL || !choice (json, user_data))
        continue;
      record = regie_rows_take_record (statement, regie_store_get_path (store), error);
      if (record == NULL)
        break;
      g_ptr_array_add (records, record);
    }
  sqlite3_reset (statement);
  return row ? NULL : g_steal_pointer (&records);
}

static gboolean
put_record (RegieStore *store, RegieRecord *record, GError **error)
{
  guint64 seq = record->seq;
  g_autofree char *json = NULL;
  gsize size;
  sqlite3_stmt *statement =
      regie_store_statement (store, "UPDATE records SET record = ? WHERE seq = ?", error);

  if (statement == NULL)
    return FALSE;
  /* As it was added: the place is the row's. */
  record->seq = 0;
  json = regie_record_to_json (record, &size);
  record->seq = seq;
  sqlite3_bind_text (statement, 1, json, (int) size, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, (gint64) seq);
  return regie_store_run (store, statement, error);
}

static gboolean
rewrite_records (RegieStore *store, RegieErasure *erasure, GError **error)
{
  g_autoptr (GPtrArray) records = find_records (store, concerns, erasure, error);

  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    regie_erasure_see (erasure, g_ptr_array_index (records, i));
  for (guint i = 0; i < records->len; i++)
    {
      g_autoptr (RegieRecord) next =
          regie_erasure_rewrite (erasure, g_ptr_array_index (records, i));

      if (next != NULL && !put_record (store, next, error))
        return FALSE;
    }
  return TRUE;
}

/* Runs @sql with the texts it has places for. */
static gboolean
run (RegieStore *store, const char *sql, const char *first, const char *second, GError **error)
{
  sqlite3_stmt *statement = regie_store_statement (store, sql, error);

  if (statement == NULL)
    return FALSE;
  regie_store_bind (statement, 1, first);
  regie_store_bind (statement, 2, second);
  return regie_store_run (store, statement, error);
}

/* The ballot of a round that is running goes; those of the others change hands. */
static gboolean
rewrite_ballots (RegieStore *store, RegieErasure *erasure, GError **error)
{
  GPtrArray *polls = regie_erasure_get_polls (erasure);
  const char *author = regie_erasure_get_author (erasure);

  for (guint i = 0; i < polls->len; i++)
    if (!run (store,
              "DELETE FROM ballots WHERE participant = ?2 AND poll = ?1"
              " AND round = (SELECT max (round) FROM ballots WHERE poll = ?1)",
              g_ptr_array_index (polls, i), author, error))
      return FALSE;
  return run (store, "UPDATE ballots SET participant = ?2 WHERE participant = ?1", author,
              regie_erasure_get_pseudonym (erasure), error);
}

char *
regie_erase_rows_strip_answer (const char *answer)
{
  g_autoptr (RegieReply) reply = regie_reply_from_json (answer, strlen (answer), 0, NULL);

  if (reply == NULL)
    return g_strdup ("{\"answer\":\"duplicate\"}");
  g_clear_pointer (&reply->current, regie_record_unref);
  g_clear_pointer (&reply->cause, regie_record_unref);
  return regie_reply_to_json (reply, NULL);
}

static gboolean
rewrite_answers (RegieStore *store, RegieErasure *erasure, GError **error)
{
  g_autoptr (GPtrArray) cmds = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func (g_free);
  gboolean row = TRUE;
  sqlite3_stmt *statement = regie_store_statement (store, "SELECT cmd, answer FROM answers", error);

  if (statement == NULL)
    return FALSE;
  while (regie_store_step (store, statement, &row, error) && row)
    {
      const char *answer = (const char *) sqlite3_column_text (statement, 1);

      if (!regie_erase_rows_concerns (erasure, answer))
        continue;
      g_ptr_array_add (cmds, g_strdup ((const char *) sqlite3_column_text (statement, 0)));
      g_ptr_array_add (answers, regie_erase_rows_strip_answer (answer));
    }
  sqlite3_reset (statement);
  for (guint i = 0; !row && i < cmds->len; i++)
    if (!run (store, "UPDATE answers SET answer = ?2 WHERE cmd = ?1", g_ptr_array_index (cmds, i),
              g_ptr_array_index (answers, i), error))
      return FALSE;
  return !row;
}

gboolean
regie_erase_rows (RegieStore *store, RegieErasure *erasure, const char *pass, GError **error)
{
  /* The hash of the token stays, so that who still shows it can be told why it is refused; nothing
   * leads from it to the pseudonyms. */
  return rewrite_records (store, erasure, error) && rewrite_ballots (store, erasure, error)
         && rewrite_answers (store, erasure, error)
         && run (store,
                 "UPDATE passes SET id = ?2, name = NULL, stages = NULL, created = 0, revoked = 2"
                 " WHERE id = ?1",
                 regie_erasure_get_author (erasure), pass, error);
}

gboolean
regie_erase_rows_sweep (RegieStore *store, GError **error)
{
  return regie_store_sweep (store, error) && regie_store_set_meta (store, DUE, NULL, error);
}

/* Returns: (transfer full) (element-type RegieErasure): one for each author who was not yet erased from
 * the rows */
static GPtrArray *
find_due (RegieStore *store, GError **error)
{
  GPtrArray *due;
  g_autoptr (GPtrArray) records = find_records (store, is_erase, NULL, error);

  if (records == NULL)
    return NULL;
  due = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_erasure_free);
  for (guint i = 0; i < records->len; i++)
    {
      const RegieRecord *record = g_ptr_array_index (records, i);
      RegieErasure *same = NULL;

      if (!regie_erasure_is_due (record))
        continue;
      for (guint j = 0; j < due->len; j++)
        if (g_str_equal (regie_erasure_get_author (due->pdata[j]), record->author))
          same = due->pdata[j];
      if (same != NULL)
        regie_erasure_add (same, record);
      else
        g_ptr_array_add (due, regie_erasure_new (record));
    }
  return due;
}

static gboolean
erase_all (RegieStore *store, GPtrArray *due, GError **error)
{
  gboolean good = regie_store_begin (store, error);

  for (guint i = 0; good && i < due->len; i++)
    {
      g_autofree char *pass = g_uuid_string_random ();
      good = regie_erase_rows (store, g_ptr_array_index (due, i), pass, error);
    }
  good = good && regie_store_commit (store, error);
  if (!good)
    regie_store_rollback (store);
  return good;
}

gboolean
regie_erase_rows_catch_up (RegieStore *store, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *is_due = regie_store_get_meta (store, DUE, &local);
  g_autoptr (GPtrArray) due = NULL;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (is_due == NULL)
    return TRUE;
  due = find_due (store, error);
  return due != NULL && (due->len == 0 || erase_all (store, due, error))
         && regie_erase_rows_sweep (store, error);
}
