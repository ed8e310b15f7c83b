/* regie-store.c: one connection to a journal's SQLite file, for this room only
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-journal"

#include "regie-store.h"

#include "regie-journal-error.h"

#include <glib/gstdio.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* "Regi" */
#define APPLICATION_ID 0x52656769
#define FORMAT 1
/** Milliseconds to wait for the command that makes tokens beside a running backend. */
#define BUSY_TIMEOUT 5000

#define TEXT_OF(number) TEXT_OF_ (number)
#define TEXT_OF_(number) #number

struct _RegieStore
{
  char *path;
  sqlite3 *db;
  /* literal → sqlite3_stmt */
  GHashTable *statements;
};

/* A record is JSON as on the wire, without seq: whoever has the file can read it with any tool.
 * `at` and `cmd` stand beside it to find them without reading the JSON. A ballot's row is the one
 * its participant has in that round; the journal keeps all. `previous` is what the row was before the
 * last ballot, in case the rules refuse that one after all. */
static const char schema[] =
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE records (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, cmd TEXT,"
    " record TEXT NOT NULL);"
    "CREATE TABLE ballots (poll TEXT NOT NULL, round INTEGER NOT NULL, participant TEXT NOT NULL,"
    " seq INTEGER NOT NULL, previous INTEGER NOT NULL DEFAULT 0,"
    " PRIMARY KEY (poll, round, participant)) WITHOUT ROWID;"
    "CREATE TABLE answers (cmd TEXT PRIMARY KEY, at INTEGER NOT NULL, answer TEXT NOT NULL)"
    " WITHOUT ROWID;"
    "CREATE TABLE passes (hash BLOB PRIMARY KEY, id TEXT NOT NULL UNIQUE, role TEXT NOT NULL,"
    " name TEXT, stages TEXT, created INTEGER NOT NULL, revoked INTEGER NOT NULL DEFAULT 0)"
    " WITHOUT ROWID;"
    "INSERT INTO meta VALUES ('passes_rev', '0');"
    "PRAGMA application_id = " TEXT_OF (APPLICATION_ID) ";"
                                                        "PRAGMA user_version = " TEXT_OF (
                                                            FORMAT) ";";

static gboolean
execute (RegieStore *self, const char *sql, GError **error)
{
  return sqlite3_exec (self->db, sql, NULL, NULL, NULL) == SQLITE_OK
         || regie_journal_fail_sqlite (error, self->path, self->db);
}

static gboolean
get_number (RegieStore *self, const char *sql, gint64 *number, GError **error)
{
  gboolean row = FALSE;
  sqlite3_stmt *statement = regie_store_statement (self, sql, error);

  if (statement == NULL || !regie_store_step (self, statement, &row, error))
    return FALSE;
  *number = row ? sqlite3_column_int64 (statement, 0) : 0;
  sqlite3_reset (statement);
  return TRUE;
}

static gboolean
make_tables (RegieStore *self, GError **error)
{
  g_autofree char *epoch = g_uuid_string_random ();
  sqlite3_stmt *statement;

  if (!execute (self, schema, error))
    return FALSE;
  statement = regie_store_statement (self, "INSERT INTO meta VALUES ('epoch', ?)", error);
  if (statement == NULL)
    return FALSE;
  regie_store_bind (statement, 1, epoch);
  return regie_store_run (self, statement, error);
}

/* Inside a transaction, so that two processes that start at once make one set of tables. */
static gboolean
check_format (RegieStore *self, GError **error)
{
  gint64 application = 0;
  gint64 format = 0;
  gint64 n_tables = 0;

  if (!get_number (self, "PRAGMA application_id", &application, error)
      || !get_number (self, "PRAGMA user_version", &format, error)
      || !get_number (self, "SELECT count(*) FROM sqlite_schema", &n_tables, error))
    return FALSE;
  if (n_tables == 0)
    return make_tables (self, error);
  if (application != APPLICATION_ID)
    return regie_journal_fail_damaged (error, self->path, "is a database, but no journal of Regie");
  if (format > FORMAT)
    return regie_journal_fail_damaged (error, self->path,
                                       "was written by a later version of Regie");
  return TRUE;
}

static gboolean
set_up (RegieStore *self, GError **error)
{
  gboolean good;

  sqlite3_extended_result_codes (self->db, 1);
  sqlite3_busy_timeout (self->db, BUSY_TIMEOUT);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  if (!execute (self,
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                "PRAGMA wal_autocheckpoint = 2000; PRAGMA temp_store = MEMORY;",
                error)
      || !regie_store_begin (self, error))
    return FALSE;
  good = check_format (self, error) && regie_store_commit (self, error);
  if (!good)
    regie_store_rollback (self);
  return good;
}

RegieStore *
regie_store_open (const char *path, GError **error)
{
  g_autoptr (RegieStore) self = g_new0 (RegieStore, 1);
  int fd;

  self->path = g_strdup (path);
  self->statements = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) sqlite3_finalize);
  /* SQLite would make the file readable for everybody the umask allows. A file that is there is not
   * opened here: closing it would drop the locks of this process's other connection. */
  fd = g_open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0 && errno != EEXIST)
    {
      regie_journal_fail_errno (error, path, errno);
      return NULL;
    }
  if (fd >= 0)
    close (fd);
  if (sqlite3_open_v2 (path, &self->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL)
      != SQLITE_OK)
    {
      regie_journal_fail_sqlite (error, path, self->db);
      return NULL;
    }
  return set_up (self, error) ? g_steal_pointer (&self) : NULL;
}

void
regie_store_close (RegieStore *self)
{
  g_hash_table_unref (self->statements);
  sqlite3_close (self->db);
  g_free (self->path);
  g_free (self);
}

const char *
regie_store_get_path (RegieStore *self)
{
  return self->path;
}

sqlite3_stmt *
regie_store_statement (RegieStore *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);

  if (statement != NULL)
    {
      sqlite3_reset (statement);
      sqlite3_clear_bindings (statement);
      return statement;
    }
  if (sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL)
      != SQLITE_OK)
    {
      regie_journal_fail_sqlite (error, self->path, self->db);
      return NULL;
    }
  g_hash_table_insert (self->statements, (gpointer) sql, statement);
  return statement;
}

gboolean
regie_store_step (RegieStore *self, sqlite3_stmt *statement, gboolean *row, GError **error)
{
  int result = sqlite3_step (statement);

  *row = result == SQLITE_ROW;
  if (result == SQLITE_ROW)
    return TRUE;
  if (result != SQLITE_DONE)
    regie_journal_fail_sqlite (error, self->path, self->db);
  sqlite3_reset (statement);
  return result == SQLITE_DONE;
}

gboolean
regie_store_run (RegieStore *self, sqlite3_stmt *statement, GError **error)
{
  gboolean row;
  gboolean good = regie_store_step (self, statement, &row, error);

  sqlite3_reset (statement);
  return good;
}

static gboolean
run_sql (RegieStore *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = regie_store_statement (self, sql, error);
  return statement != NULL && regie_store_run (self, statement, error);
}

gboolean
regie_store_begin (RegieStore *self, GError **error)
{
  return run_sql (self, "BEGIN IMMEDIATE", error);
}

gboolean
regie_store_commit (RegieStore *self, GError **error)
{
  return run_sql (self, "COMMIT", error);
}

void
regie_store_rollback (RegieStore *self)
{
  g_autoptr (GError) error = NULL;

  if (!sqlite3_get_autocommit (self->db) && !run_sql (self, "ROLLBACK", &error))
    g_warning ("%s", error->message);
}

char *
regie_store_get_meta (RegieStore *self, const char *key, GError **error)
{
  gboolean row = FALSE;
  char *value = NULL;
  sqlite3_stmt *statement =
      regie_store_statement (self, "SELECT value FROM meta WHERE key = ?", error);

  if (statement == NULL)
    return NULL;
  regie_store_bind (statement, 1, key);
  if (regie_store_step (self, statement, &row, error) && row)
    value = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_reset (statement);
  return value;
}

gboolean
regie_store_set_meta (RegieStore *self, const char *key, const char *value, GError **error)
{
  sqlite3_stmt *statement = regie_store_statement (
      self,
      value != NULL ? "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)"
                    : "DELETE FROM meta WHERE key = ?",
      error);

  if (statement == NULL)
    return FALSE;
  regie_store_bind (statement, 1, key);
  if (value != NULL)
    regie_store_bind (statement, 2, value);
  return regie_store_run (self, statement, error);
}

gboolean
regie_store_sweep (RegieStore *self, GError **error)
{
  /* Zeroing what is freed is not enough: when SQLite moves rows between pages, old copies of them stay
   * in the gaps. */
  return execute (self, "VACUUM", error)
         && (sqlite3_wal_checkpoint_v2 (self->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL)
                 == SQLITE_OK
             || regie_journal_fail_sqlite (error, self->path, self->db));
}

void
regie_store_bind (sqlite3_stmt *statement, int place, const char *text)
{
  if (text != NULL)
    sqlite3_bind_text (statement, place, text, -1, SQLITE_STATIC);
  else
    sqlite3_bind_null (statement, place);
}

static gint64
read_pid (int fd)
{
  char text[32] = "";
  gssize length = pread (fd, text, sizeof text - 1, 0);

  return length > 0 ? g_ascii_strtoll (text, NULL, 10) : 0;
}

int
regie_store_lock (const char *path, GError **error)
{
  /* A file of its own: SQLite's locks live on the database file, and closing any descriptor of that
   * one would drop them. Open file description locks belong to the descriptor, not the process. */
  g_autofree char *lock_path = g_strconcat (path, "-lock", NULL);
  g_autofree char *pid = g_strdup_printf ("%d\n", (int) getpid ());
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  int fd = g_open (lock_path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (fd < 0)
    {
      regie_journal_fail_errno (error, lock_path, errno);
      return -1;
    }
  if (fcntl (fd, F_OFD_SETLK, &lock) != 0)
    {
      int saved_errno = errno;
      if (saved_errno == EAGAIN || saved_errno == EACCES)
        regie_journal_fail_locked (error, path, read_pid (fd));
      else
        regie_journal_fail_errno (error, lock_path, saved_errno);
      close (fd);
      return -1;
    }
  /* Only for the message above: the lock holds without it. */
  if (ftruncate (fd, 0) != 0 || pwrite (fd, pid, strlen (pid), 0) < 0)
    g_debug ("%s: %s", lock_path, g_strerror (errno));
  return fd;
}
