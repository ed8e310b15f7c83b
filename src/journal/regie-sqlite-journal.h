/* regie-sqlite-journal.h: a journal in one SQLite file
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-journal.h"
#include "regie-registry.h"

G_BEGIN_DECLS

#define REGIE_TYPE_SQLITE_JOURNAL (regie_sqlite_journal_get_type ())
G_DECLARE_FINAL_TYPE (RegieSqliteJournal, regie_sqlite_journal, REGIE, SQLITE_JOURNAL, GObject)

/**
 * regie_sqlite_journal_open:
 * @path: the file; made when it is not there (its directory must be)
 * @error: %REGIE_JOURNAL_ERROR; LOCKED names the process that has it
 *
 * Opens a journal for this process alone. WAL, synchronous=FULL, one writer thread, group commit
 * whenever the writer is idle.
 */
RegieSqliteJournal *regie_sqlite_journal_open (const char *path, GError **error);

/** Returns: (transfer none): the people and devices of the same file; valid until the close */
RegieRegistry *regie_sqlite_journal_get_registry (RegieSqliteJournal *self);

G_END_DECLS
