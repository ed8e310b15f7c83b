/* journal.c: how many records a second become durable, against SQLite alone
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-bench"

#include "figure.h"
#include "hold.h"
#include "regie-sqlite-journal.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

#define N_RECORDS 200000
/** Ballots under way at once in the second figure: as many as connections. */
#define IN_FLIGHT 500
/** No run takes longer, seconds. */
#define DEADLINE 100

typedef struct
{
  RegieJournal *journal;
  GPtrArray *records;
  guint n_sent;
  guint n_done;
  /* longest the main context was busy with handing over or taking back, microseconds */
  gint64 longest;
  gboolean refill;
} Run;

static GPtrArray *
make_ballots (guint n)
{
  static const char *const ids[] = { "a", NULL };
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *who = g_strdup_printf ("voter-%u", i % 4000);
      g_autofree char *cmd = g_uuid_string_random ();
      RegieRecord *record = regie_record_new (REGIE_RECORD_POLL_BALLOT);
      record->at = G_GINT64_CONSTANT (1795510800000000) + i;
      regie_record_set_by (record, REGIE_ROLE_PARTICIPANT, who);
      regie_record_set_cmd (record, cmd);
      regie_record_set_string (record, REGIE_FIELD_POLL, "poll-1");
      regie_record_set_int (record, REGIE_FIELD_ROUND, 1);
      g_ptr_array_add (records, regie_record_set_strings (record, REGIE_FIELD_IDS, ids));
    }
  return records;
}

static void
on_done (RegieJournal *journal,
         RegieRecord *record,
         gboolean duplicate,
         const GError *error,
         gpointer user_data)
{
  Run *run = user_data;

  if (error != NULL)
    g_error ("%s", error->message);
  run->n_done++;
  if (run->refill && run->n_sent < run->records->len)
    regie_journal_append (journal, g_ptr_array_index (run->records, run->n_sent++), on_done, run);
}

static gboolean
all_done (gpointer data)
{
  const Run *run = data;

  return run->n_done >= run->records->len;
}

static double
run_to_end (Run *run, guint at_once)
{
  gint64 start = g_get_monotonic_time ();
  gint64 held;

  run->n_sent = at_once;
  for (guint i = 0; i < at_once; i++)
    regie_journal_append (run->journal, g_ptr_array_index (run->records, i), on_done, run);
  run->longest = g_get_monotonic_time () - start;
  held = hold_until (all_done, run, DEADLINE, g_get_monotonic_time);
  run->longest = MAX (run->longest, held);
  return run->records->len * (double) G_USEC_PER_SEC / (double) (g_get_monotonic_time () - start);
}

static Run
measure (const char *path, guint n, guint at_once, double *rate)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RegieSqliteJournal) journal = regie_sqlite_journal_open (path, &error);
  g_autoptr (GPtrArray) records = make_ballots (n);
  Run run = { .records = records, .refill = at_once < n };

  if (journal == NULL)
    g_error ("%s", error->message);
  run.journal = REGIE_JOURNAL (journal);
  *rate = run_to_end (&run, at_once);
  regie_journal_close (REGIE_JOURNAL (journal), NULL);
  return run;
}

/** Floor: one loop that makes the texts and inserts them in one transaction: no thread, no callbacks,
 * no table of ballots, no index of commands. */
static double
sqlite_alone (const char *path, guint n)
{
  g_autoptr (GPtrArray) records = make_ballots (n);
  sqlite3 *db;
  sqlite3_stmt *insert;
  gint64 start;

  sqlite3_open (path, &db);
  sqlite3_exec (db,
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                "CREATE TABLE r (seq INTEGER PRIMARY KEY, record TEXT)",
                NULL, NULL, NULL);
  sqlite3_prepare_v2 (db, "INSERT INTO r (record) VALUES (?)", -1, &insert, NULL);
  start = g_get_monotonic_time ();
  sqlite3_exec (db, "BEGIN", NULL, NULL, NULL);
  for (guint i = 0; i < n; i++)
    {
      gsize size;
      char *text = regie_record_to_json (g_ptr_array_index (records, i), &size);
      sqlite3_bind_text (insert, 1, text, (int) size, g_free);
      sqlite3_step (insert);
      sqlite3_reset (insert);
    }
  sqlite3_exec (db, "COMMIT", NULL, NULL, NULL);
  double rate = n * (double) G_USEC_PER_SEC / (double) (g_get_monotonic_time () - start);
  sqlite3_finalize (insert);
  sqlite3_close (db);
  return rate;
}

static void
remove_all (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_unlink (path);
    }
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  /* In the current directory: /tmp is often memory, and what is to be measured is a disk. */
  g_autofree char *folder = g_strdup ("bench-journal-XXXXXX");
  g_autofree char *burst_path = NULL;
  g_autofree char *steady_path = NULL;
  g_autofree char *floor_path = NULL;
  double lowest;
  double burst;
  double steady;
  Run run;

  if (g_mkdtemp (folder) == NULL)
    g_error ("no folder can be made here");
  burst_path = g_build_filename (folder, "burst", NULL);
  steady_path = g_build_filename (folder, "steady", NULL);
  floor_path = g_build_filename (folder, "floor", NULL);
  lowest = sqlite_alone (floor_path, N_RECORDS);
  run = measure (burst_path, N_RECORDS, N_RECORDS, &burst);
  figure_print (
      &(Figure) { "journal: burst of ballots", burst, "records/s", lowest, NAN, 0.6, TRUE });
  measure (steady_path, N_RECORDS / 4, IN_FLIGHT, &steady);
  figure_print (
      &(Figure) { "journal: 500 ballots under way", steady, "records/s", NAN, NAN, 20000, TRUE });
  run = measure (steady_path, 20000, 64, &steady);
  figure_print (
      &(Figure) { "journal: 64 ballots under way", steady, "records/s", NAN, NAN, 8000, TRUE });
  figure_print (&(Figure) { "journal: longest hold of the main loop", (double) run.longest / 1000,
                            "ms", NAN, NAN, 16, FALSE });
  remove_all (folder);
  return 0;
}
