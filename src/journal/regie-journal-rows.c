/* regie-journal-rows.c: records, ballots and answers as rows of the SQLite file, for this room only
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-journal"

#include "regie-journal-rows.h"

#include "regie-erase-rows.h"
#include "regie-journal-error.h"

static gboolean
write_ballot (RegieStore *store, const RegieRecord *record, GError **error)
{
  gboolean withdraws = record->ids == NULL || record->ids[0] == NULL;
  sqlite3_stmt *statement = regie_store_statement (
      store,
      withdraws ? "DELETE FROM ballots WHERE poll = ? AND round = ? AND participant = ?"
                : "INSERT INTO ballots (poll, round, participant, seq) VALUES (?, ?, ?, ?)"
                  " ON CONFLICT DO UPDATE SET previous = seq, seq = excluded.seq",
      error);

  if (statement == NULL)
    return FALSE;
  regie_store_bind (statement, 1, record->poll);
  sqlite3_bind_int64 (statement, 2, record->round);
  regie_store_bind (statement, 3, record->by.id);
  if (!withdraws)
    sqlite3_bind_int64 (statement, 4, (gint64) record->seq);
  return regie_store_run (store, statement, error);
}

gboolean
regie_rows_add_record (RegieStore *store, RegieRecord *record, GError **error)
{
  g_autofree char *json = NULL;
  gsize size;
  sqlite3_stmt *statement;

  json = regie_record_to_json (record, &size);
  statement = regie_store_statement (
      store, "INSERT INTO records (at, cmd, record) VALUES (?, ?, ?)", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, record->at);
  regie_store_bind (statement, 2, record->cmd);
  sqlite3_bind_text (statement, 3, json, (int) size, SQLITE_STATIC);
  if (!regie_store_run (store, statement, error))
    return FALSE;
  record->seq = (guint64) sqlite3_last_insert_rowid (sqlite3_db_handle (statement));
  if (record->type == REGIE_RECORD_POLL_BALLOT && record->poll != NULL && record->by.id != NULL)
    return write_ballot (store, record, error);
  return !regie_erasure_is_due (record) || regie_erase_rows_note_due (store, error);
}

RegieRecord *
regie_rows_take_record (sqlite3_stmt *statement, const char *path, GError **error)
{
  const char *json = (const char *) sqlite3_column_text (statement, 1);
  gsize size = (gsize) sqlite3_column_bytes (statement, 1);
  guint64 seq = (guint64) sqlite3_column_int64 (statement, 0);
  g_autoptr (GError) local = NULL;
  RegieRecord *record = regie_record_from_json (json != NULL ? json : "", size, &local);

  if (record == NULL)
    {
      g_autofree char *problem =
          g_strdup_printf ("is damaged at record %" G_GUINT64_FORMAT ": %s", seq, local->message);
      regie_journal_fail_damaged (error, path, problem);
      return NULL;
    }
  record->seq = seq;
  return record;
}

gboolean
regie_rows_read (RegieStore *store,
                 guint64 after,
                 guint64 limit,
                 RegieJournalFunc func,
                 gpointer user_data,
                 GError **error)
{
  gboolean row = TRUE;
  gboolean good = TRUE;
  sqlite3_stmt *statement;

  statement = regie_store_statement (
      store, "SELECT seq, record FROM records WHERE seq > ? ORDER BY seq LIMIT ?", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, (gint64) MIN (after, G_MAXINT64));
  sqlite3_bind_int64 (statement, 2, limit == 0 ? -1 : (gint64) MIN (limit, G_MAXINT64));
  while (good && (good = regie_store_step (store, statement, &row, error)) && row)
    {
      g_autoptr (RegieRecord) record =
          regie_rows_take_record (statement, regie_store_get_path (store), error);
      good = record != NULL;
      if (good && !func (record, user_data))
        break;
    }
  sqlite3_reset (statement);
  return good;
}

/* The ballot that the rules refused after all gives its place back to the one before it. */
static gboolean
restore_ballot (RegieStore *store, guint64 seq, GError **error)
{
  gboolean row = FALSE;
  g_autoptr (RegieRecord) record = NULL;
  sqlite3_stmt *statement =
      regie_store_statement (store, "SELECT seq, record FROM records WHERE seq = ?", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, (gint64) seq);
  if (!regie_store_step (store, statement, &row, error))
    return FALSE;
  if (row)
    record = regie_rows_take_record (statement, regie_store_get_path (store), NULL);
  sqlite3_reset (statement);
  if (record == NULL || record->type != REGIE_RECORD_POLL_BALLOT)
    return TRUE;

  static const char *const repairs[] = {
    "DELETE FROM ballots WHERE poll = ? AND round = ? AND participant = ? AND seq = ?"
    " AND previous = 0",
    "UPDATE ballots SET seq = previous, previous = 0"
    " WHERE poll = ? AND round = ? AND participant = ? AND seq = ?",
  };
  for (gsize i = 0; i < G_N_ELEMENTS (repairs); i++)
    {
      statement = regie_store_statement (store, repairs[i], error);
      if (statement == NULL)
        return FALSE;
      regie_store_bind (statement, 1, record->poll);
      sqlite3_bind_int64 (statement, 2, record->round);
      regie_store_bind (statement, 3, record->by.id);
      sqlite3_bind_int64 (statement, 4, (gint64) seq);
      if (!regie_store_run (store, statement, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
regie_rows_add_answer (
    RegieStore *store, const char *cmd, const char *answer, gint64 at, guint64 seq, GError **error)
{
  sqlite3_stmt *statement = regie_store_statement (
      store, "INSERT OR REPLACE INTO answers (cmd, at, answer) VALUES (?, ?, ?)", error);

  if (statement == NULL)
    return FALSE;
  regie_store_bind (statement, 1, cmd);
  sqlite3_bind_int64 (statement, 2, at);
  regie_store_bind (statement, 3, answer);
  return regie_store_run (store, statement, error)
         && (seq == 0 || restore_ballot (store, seq, error));
}

gboolean
regie_rows_load_commands (
    RegieStore *store, RegieCommandIndex *commands, guint64 *seq, gint64 *at, GError **error)
{
  gboolean row = FALSE;
  gint64 since;
  sqlite3_stmt *statement =
      regie_store_statement (store, "SELECT seq, at FROM records ORDER BY seq DESC LIMIT 1", error);

  if (statement == NULL || !regie_store_step (store, statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  *seq = (guint64) sqlite3_column_int64 (statement, 0);
  *at = sqlite3_column_int64 (statement, 1);
  sqlite3_reset (statement);

  since = *at - REGIE_COMMAND_INDEX_KEEP;
  statement =
      regie_store_statement (store, "SELECT seq, at, cmd FROM records ORDER BY seq DESC", error);
  if (statement == NULL)
    return FALSE;
  while (regie_store_step (store, statement, &row, error) && row
         && sqlite3_column_int64 (statement, 1) >= since)
    {
      const char *cmd = (const char *) sqlite3_column_text (statement, 2);
      if (cmd != NULL)
        regie_command_index_add (commands, cmd, (guint64) sqlite3_column_int64 (statement, 0),
                                 since);
    }
  sqlite3_reset (statement);
  return TRUE;
}

gboolean
regie_rows_load_answers (RegieStore *store, GHashTable *answers, gint64 at, GError **error)
{
  gboolean row = FALSE;
  sqlite3_stmt *statement =
      regie_store_statement (store, "DELETE FROM answers WHERE at < ?", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, at - REGIE_COMMAND_INDEX_KEEP);
  if (!regie_store_run (store, statement, error))
    return FALSE;
  statement = regie_store_statement (store, "SELECT cmd, answer FROM answers WHERE at >= ?", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, at - REGIE_COMMAND_INDEX_KEEP);
  while (regie_store_step (store, statement, &row, error) && row)
    g_hash_table_insert (answers, g_strdup ((const char *) sqlite3_column_text (statement, 0)),
                         g_strdup ((const char *) sqlite3_column_text (statement, 1)));
  sqlite3_reset (statement);
  return !row;
}
