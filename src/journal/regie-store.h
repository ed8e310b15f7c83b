/* regie-store.h: one connection to a journal's SQLite file, for this room only
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/** A connection with its prepared statements. Belongs to one thread at a time. */
typedef struct _RegieStore RegieStore;

/**
 * regie_store_open:
 * @path: the file; made with its tables when it is not there
 * @error: %REGIE_JOURNAL_ERROR
 */
RegieStore *regie_store_open (const char *path, GError **error);
void regie_store_close (RegieStore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieStore, regie_store_close)

const char *regie_store_get_path (RegieStore *self);

/**
 * regie_store_statement:
 * @sql: a string literal (found again by its address)
 *
 * Returns: (transfer none): the prepared statement, reset and without bindings; %NULL on error
 */
sqlite3_stmt *regie_store_statement (RegieStore *self, const char *sql, GError **error);

/** Runs @statement, which yields no row, to its end. */
gboolean regie_store_run (RegieStore *self, sqlite3_stmt *statement, GError **error);
/** Steps @statement: *@row says whether there is one. */
gboolean regie_store_step (RegieStore *self,
                           sqlite3_stmt *statement,
                           gboolean *row,
                           GError **error);

gboolean regie_store_begin (RegieStore *self, GError **error);
gboolean regie_store_commit (RegieStore *self, GError **error);
/** Does nothing when SQLite has already rolled back by itself. */
void regie_store_rollback (RegieStore *self);

/** Returns: (transfer full) (nullable): the value of @key, %NULL when it has none */
char *regie_store_get_meta (RegieStore *self, const char *key, GError **error);

/** Sets the value of @key; %NULL takes the key away. */
gboolean regie_store_set_meta (RegieStore *self,
                               const char *key,
                               const char *value,
                               GError **error);

/**
 * regie_store_sweep:
 *
 * Writes the file anew and empties the log beside it: what was overwritten or deleted is in neither
 * any more. Outside of a transaction. Waits for whoever is just reading.
 */
gboolean regie_store_sweep (RegieStore *self, GError **error);

/** Binds a text that outlives the statement's run; %NULL binds NULL. */
void regie_store_bind (sqlite3_stmt *statement, int place, const char *text);

/**
 * regie_store_lock:
 * @path: a journal's file
 *
 * Takes the lock that says "this process runs the journal". It goes with the process, however that
 * ends.
 *
 * Returns: a file descriptor to close, or -1 with %REGIE_JOURNAL_ERROR_LOCKED
 */
int regie_store_lock (const char *path, GError **error);

G_END_DECLS
