/* regie-journal-error.h: what goes wrong with a journal, in words a person can act on
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-journal.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/** Sets @error from what @db last failed with on @path. Returns: %FALSE */
gboolean regie_journal_fail_sqlite (GError **error, const char *path, sqlite3 *db);
/** Sets @error from @saved_errno. Returns: %FALSE */
gboolean regie_journal_fail_errno (GError **error, const char *path, int saved_errno);
/** @pid: of the process that has @path; 0 when it is not known. Returns: %FALSE */
gboolean regie_journal_fail_locked (GError **error, const char *path, gint64 pid);
/** @problem: ends the sentence "@path …". Returns: %FALSE */
gboolean regie_journal_fail_damaged (GError **error, const char *path, const char *problem);
/** Returns: %FALSE */
gboolean regie_journal_fail_closed (GError **error);

G_END_DECLS
