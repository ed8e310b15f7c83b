/* regie-journal-rows.h: records, ballots and answers as rows of the SQLite file, for this room only
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-command-index.h"
#include "regie-journal.h"
#include "regie-store.h"

G_BEGIN_DECLS

/** Inserts @record behind the last one, sets its `seq`, and notes it in the table of ballots. */
gboolean regie_rows_add_record (RegieStore *store, RegieRecord *record, GError **error);

/**
 * regie_rows_add_answer:
 * @answer: JSON of the reply
 * @at: microseconds UTC
 * @seq: of the record that was refused after it was written, or 0: a ballot gives its place in the
 *   table back to the one before it
 */
gboolean regie_rows_add_answer (
    RegieStore *store, const char *cmd, const char *answer, gint64 at, guint64 seq, GError **error);

/** Returns: (transfer full): the record in a row of `seq, record`, or %NULL with an error */
RegieRecord *regie_rows_take_record (sqlite3_stmt *statement, const char *path, GError **error);

/** Calls @func for up to @limit records (0: all) behind @after. */
gboolean regie_rows_read (RegieStore *store,
                          guint64 after,
                          guint64 limit,
                          RegieJournalFunc func,
                          gpointer user_data,
                          GError **error);

/**
 * regie_rows_load_commands:
 * @seq: (out): of the last record; unchanged when there is none
 * @at: (out): its instant
 *
 * Fills @commands with the last day of the journal, counted from its last record.
 */
gboolean regie_rows_load_commands (
    RegieStore *store, RegieCommandIndex *commands, guint64 *seq, gint64 *at, GError **error);

/** Fills @answers (cmd → JSON) with the refusals of the day before @at, and forgets older ones. */
gboolean regie_rows_load_answers (RegieStore *store,
                                  GHashTable *answers,
                                  gint64 at,
                                  GError **error);

G_END_DECLS
