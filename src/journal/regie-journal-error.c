/* regie-journal-error.c: what goes wrong with a journal, in words a person can act on
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-journal"

#include "regie-journal-error.h"

#include <errno.h>

G_DEFINE_QUARK (regie_journal_error, regie_journal_error)

gboolean
regie_journal_fail_errno (GError **error, const char *path, int saved_errno)
{
  switch (saved_errno)
    {
    case ENOSPC:
      g_set_error (error, REGIE_JOURNAL_ERROR, REGIE_JOURNAL_ERROR_FULL,
                   "The disk with %s is full. Nothing was lost; make room and try again.", path);
      break;
    case EDQUOT:
      g_set_error (error, REGIE_JOURNAL_ERROR, REGIE_JOURNAL_ERROR_FULL,
                   "The quota for %s is used up. Nothing was lost; make room and try again.", path);
      break;
    case EFBIG:
      g_set_error (error, REGIE_JOURNAL_ERROR, REGIE_JOURNAL_ERROR_FULL,
                   "%s has reached the largest size this process may write (ulimit -f). Nothing "
                   "was lost; raise the limit and start again.",
                   path);
      break;
    default:
      g_set_error (error, REGIE_JOURNAL_ERROR, REGIE_JOURNAL_ERROR_IO,
                   "%s cannot be read or written: %s.", path, g_strerror (saved_errno));
      break;
    }
  return FALSE;
}

gboolean
regie_journal_fail_sqlite (GError **error, const char *path, sqlite3 *db)
{
  int code = db != NULL ? sqlite3_extended_errcode (db) : SQLITE_NOMEM;
  int saved_errno = db != NULL ? sqlite3_system_errno (db) : 0;

  switch (code & 0xff)
    {
    case SQLITE_FULL:
      return regie_journal_fail_errno (error, path, ENOSPC);
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_READONLY:
      if (saved_errno != 0)
        return regie_journal_fail_errno (error, path, saved_errno);
      break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return regie_journal_fail_locked (error, path, 0);
    case SQLITE_NOTADB:
      return regie_journal_fail_damaged (error, path, "is no journal of Regie");
    case SQLITE_CORRUPT:
      return regie_journal_fail_damaged (error, path, "is damaged");
    default:
      break;
    }
  g_set_error (error, REGIE_JOURNAL_ERROR, REGIE_JOURNAL_ERROR_IO,
               "%s cannot be read or written: %s (SQLite %d).", path, sqlite3_errstr (code), code);
  return FALSE;
}

gboolean
regie_journal_fail_locked (GError **error, const char *path, gint64 pid)
{
  if (pid > 0)
    g_set_error (error, REGIE_JOURNAL_ERROR, REGIE_JOURNAL_ERROR_LOCKED,
                 "%s is in use by process %" G_GINT64_FORMAT
                 ". Stop that one first, or use another file.",
                 path, pid);
  else
    g_set_error (error, REGIE_JOURNAL_ERROR, REGIE_JOURNAL_ERROR_LOCKED,
                 "%s is in use by another process. Stop that one first, or use another file.",
                 path);
  return FALSE;
}

gboolean
regie_journal_fail_damaged (GError **error, const char *path, const char *problem)
{
  g_set_error (error, REGIE_JOURNAL_ERROR, REGIE_JOURNAL_ERROR_DAMAGED, "%s %s.", path, problem);
  return FALSE;
}

gboolean
regie_journal_fail_closed (GError **error)
{
  g_set_error_literal (error, REGIE_JOURNAL_ERROR, REGIE_JOURNAL_ERROR_CLOSED,
                       "The journal is closed: the backend is stopping.");
  return FALSE;
}
