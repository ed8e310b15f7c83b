/* journal.c: tests of the SQLite journal: order, durability, repeated commands, bad files
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-sqlite-journal.h"
#include "wait-until.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

#include <signal.h>
#include <string.h>
#include <sys/resource.h>

typedef struct
{
  char *dir;
  char *path;
  RegieSqliteJournal *sqlite;
  RegieJournal *journal;
} Fixture;

static void
open_journal (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->sqlite = regie_sqlite_journal_open (fixture->path, &error);
  g_assert_no_error (error);
  fixture->journal = REGIE_JOURNAL (fixture->sqlite);
}

static void
close_journal (Fixture *fixture)
{
  regie_journal_close (fixture->journal, NULL);
  fixture->journal = NULL;
  g_assert_finalize_object (g_steal_pointer (&fixture->sqlite));
}

static void
reopen (Fixture *fixture)
{
  close_journal (fixture);
  open_journal (fixture);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->dir = g_dir_make_tmp ("regie-journal-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->dir, "journal.sqlite", NULL);
  open_journal (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (fixture->sqlite != NULL)
    close_journal (fixture);
  dir = g_dir_open (fixture->dir, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->dir, name, NULL);
      g_unlink (path);
    }
  g_rmdir (fixture->dir);
  g_free (fixture->path);
  g_free (fixture->dir);
}

/* What came back from appending. */
typedef struct
{
  guint n_done;
  guint n_duplicates;
  guint n_errors;
  guint64 last_seq;
  char *message;
} Tally;

static void
count_done (RegieJournal *journal,
            RegieRecord *record,
            gboolean duplicate,
            const GError *error,
            gpointer user_data)
{
  Tally *tally = user_data;

  tally->n_done++;
  if (duplicate)
    tally->n_duplicates++;
  else if (error != NULL)
    {
      tally->n_errors++;
      g_set_str (&tally->message, error->message);
      g_assert_cmpuint (record->seq, ==, 0);
    }
  else
    {
      if (tally->last_seq != 0)
        g_assert_cmpuint (record->seq, ==, tally->last_seq + 1);
      tally->last_seq = record->seq;
      g_assert_cmpuint (regie_journal_get_seq (journal), ==, record->seq);
    }
}

static RegieRecord *
ballot (const char *participant, guint round, const char *option)
{
  const char *const ids[] = { option, NULL };
  g_autofree char *cmd = g_uuid_string_random ();
  RegieRecord *record = regie_record_new (REGIE_RECORD_POLL_BALLOT);

  record->at = G_GINT64_CONSTANT (1804842000000000);
  regie_record_set_by (record, REGIE_ROLE_PARTICIPANT, participant);
  regie_record_set_cmd (record, cmd);
  regie_record_set_string (record, REGIE_FIELD_POLL, "p1");
  regie_record_set_int (record, REGIE_FIELD_ROUND, round);
  return regie_record_set_strings (record, REGIE_FIELD_IDS, ids);
}

static void
append (Fixture *fixture, RegieRecord *record, Tally *tally)
{
  regie_journal_append (fixture->journal, record, count_done, tally);
}

static void
append_ballots (Fixture *fixture, guint n_ballots, Tally *tally)
{
  for (guint i = 0; i < n_ballots; i++)
    {
      g_autofree char *participant = g_strdup_printf ("v%u", i);
      g_autoptr (RegieRecord) record = ballot (participant, 1, "yes");
      append (fixture, record, tally);
    }
}

static gint64
ask_file (Fixture *fixture, const char *sql)
{
  sqlite3 *db;
  sqlite3_stmt *statement;
  gint64 value;

  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  value = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return value;
}

static void
records_come_back_as_they_went_in (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *epoch = g_strdup (regie_journal_get_epoch (fixture->journal));
  g_autoptr (GPtrArray) sent = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);
  g_autoptr (GPtrArray) read = NULL;
  g_autoptr (GPtrArray) some = NULL;
  Tally tally = { 0 };

  g_assert_true (g_uuid_string_is_valid (epoch));
  g_assert_cmpuint (regie_journal_get_seq (fixture->journal), ==, 0);
  for (guint i = 0; i < 100; i++)
    {
      RegieRecord *record = regie_record_new (REGIE_RECORD_MESSAGE_NOTE);
      g_autofree char *note = g_strdup_printf ("Notiz %u „für alle“\n\"\\", i);
      record->at = 1804842000000000 + i;
      regie_record_set_by (record, REGIE_ROLE_MODERATOR, "m2");
      regie_record_set_string (record, REGIE_FIELD_MESSAGE, "m1");
      regie_record_set_string (record, REGIE_FIELD_NOTE, note);
      g_ptr_array_add (sent, record);
      append (fixture, record, &tally);
    }
  wait_until (tally.n_done >= 100);
  g_assert_cmpuint (tally.n_errors, ==, 0);

  reopen (fixture);
  g_assert_cmpstr (regie_journal_get_epoch (fixture->journal), ==, epoch);
  g_assert_cmpuint (regie_journal_get_seq (fixture->journal), ==, 100);
  read = regie_journal_read (fixture->journal, 0, 1000, NULL);
  g_assert_cmpuint (read->len, ==, 100);
  for (guint i = 0; i < read->len; i++)
    g_assert_true (regie_record_equal (g_ptr_array_index (sent, i), g_ptr_array_index (read, i)));
  some = regie_journal_read (fixture->journal, 40, 3, NULL);
  g_assert_cmpuint (some->len, ==, 3);
  g_assert_cmpuint (((RegieRecord *) g_ptr_array_index (some, 0))->seq, ==, 41);
}

static void
appending_never_waits_for_the_file (Fixture *fixture, gconstpointer unused)
{
  sqlite3 *other;
  Tally tally = { 0 };

  /* Another process writes to the file: no transaction can end before its own has. */
  g_assert_cmpint (sqlite3_open (fixture->path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  append_ballots (fixture, 1000, &tally);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpuint (tally.n_done, ==, 0);
  g_assert_cmpint (sqlite3_exec (other, "COMMIT", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (other);
  wait_until (tally.n_done >= 1000);
  g_assert_cmpuint (tally.n_errors, ==, 0);
}

static void
count_batch (RegieJournal *journal, GPtrArray *records, gpointer user_data)
{
  Tally *tally = user_data;
  const RegieRecord *last = g_ptr_array_index (records, records->len - 1);

  g_assert_cmpuint (last->seq, ==, regie_journal_get_seq (journal));
  tally->n_done += records->len;
  tally->n_duplicates++;
}

static void
records_that_wait_share_a_transaction (Fixture *fixture, gconstpointer unused)
{
  Tally tally = { 0 };
  Tally batches = { 0 };

  g_signal_connect (fixture->journal, "committed", G_CALLBACK (count_batch), &batches);
  append_ballots (fixture, 2000, &tally);
  wait_until (batches.n_done >= 2000);
  g_assert_cmpuint (tally.n_done, ==, 2000);
  g_assert_cmpuint (batches.n_duplicates, <, 400);
}

static void
a_ballot_stands_once_per_round_in_the_file (Fixture *fixture, gconstpointer unused)
{
  static const char sql[] = "SELECT count(*) * 1000 + sum(seq) FROM ballots WHERE round = 1";
  g_autoptr (RegieRecord) first = ballot ("anna", 1, "yes");
  g_autoptr (RegieRecord) other = ballot ("bert", 1, "yes");
  g_autoptr (RegieRecord) second = ballot ("anna", 1, "no");
  g_autoptr (RegieRecord) next_round = ballot ("anna", 2, "no");
  g_autoptr (RegieReply) late = regie_reply_new (REGIE_ANSWER_LATE);
  Tally tally = { 0 };

  append (fixture, first, &tally);
  append (fixture, other, &tally);
  append (fixture, second, &tally);
  append (fixture, next_round, &tally);
  wait_until (tally.n_done >= 4);
  g_assert_cmpint (ask_file (fixture, sql), ==, 2000 + 2 + 3);

  /* The order decided against the last one: what it replaced stands again. */
  regie_journal_remember (fixture->journal, second->cmd, second->seq, late);
  regie_journal_remember (fixture->journal, other->cmd, other->seq, late);
  reopen (fixture);
  g_assert_cmpint (ask_file (fixture, sql), ==, 1000 + 1);
}

static void
an_empty_ballot_is_a_withdrawal (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (RegieRecord) first = ballot ("anna", 1, "yes");
  g_autoptr (RegieRecord) second = ballot ("anna", 1, NULL);
  Tally tally = { 0 };

  append (fixture, first, &tally);
  append (fixture, second, &tally);
  wait_until (tally.n_done >= 2);
  g_assert_cmpint (ask_file (fixture, "SELECT count(*) FROM ballots"), ==, 0);
  g_assert_cmpint (ask_file (fixture, "SELECT count(*) FROM records"), ==, 2);
}

static void
the_same_command_is_written_once (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (RegieRecord) first = ballot ("anna", 1, "yes");
  g_autoptr (RegieRecord) again = regie_record_copy (first);
  g_autoptr (RegieRecord) later = regie_record_copy (first);
  g_autoptr (RegieReply) reply = NULL;
  Tally tally = { 0 };

  g_assert_null (regie_journal_find_answer (fixture->journal, first->cmd));
  append (fixture, first, &tally);
  append (fixture, again, &tally);
  wait_until (tally.n_done >= 2);
  g_assert_cmpuint (tally.n_duplicates, ==, 1);

  reopen (fixture);
  reply = regie_journal_find_answer (fixture->journal, first->cmd);
  g_assert_cmpint (reply->answer, ==, REGIE_ANSWER_DUPLICATE);
  g_assert_cmpuint (reply->seq, ==, 1);
  g_assert_cmpstr (reply->subject, ==, "p1");
  append (fixture, later, &tally);
  wait_until (tally.n_done >= 3);
  g_assert_cmpuint (tally.n_duplicates, ==, 2);
  g_assert_cmpint (ask_file (fixture, "SELECT count(*) FROM records"), ==, 1);
}

static void
a_refusal_is_remembered_over_a_restart (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (RegieReply) reply = regie_reply_new (REGIE_ANSWER_CONFLICT);
  g_autofree char *cmd = g_uuid_string_random ();

  reply->detail = g_strdup ("moderator 2 rejected it at 10:31");
  reply->current = regie_record_new (REGIE_RECORD_MESSAGE_STATE);
  regie_record_set_string (reply->current, REGIE_FIELD_MESSAGE, "m1");
  regie_journal_remember (fixture->journal, cmd, 0, reply);
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (RegieReply) found = regie_journal_find_answer (fixture->journal, cmd);
      g_assert_cmpint (found->answer, ==, REGIE_ANSWER_CONFLICT);
      g_assert_cmpuint (found->status, ==, 409);
      g_assert_cmpstr (found->detail, ==, reply->detail);
      g_assert_cmpstr (found->current->message, ==, "m1");
      reopen (fixture);
    }
}

/* A poll of stage 1, open, in a congress that is applied as the journal calls back. */

static void
apply_done (RegieJournal *journal,
            RegieRecord *record,
            gboolean duplicate,
            const GError *error,
            gpointer congress)
{
  g_assert_no_error (error);
  regie_congress_apply (congress, record, NULL);
}

static gboolean
apply_replayed (RegieRecord *record, gpointer congress)
{
  regie_congress_apply (congress, record, NULL);
  return TRUE;
}

static void
happen (Fixture *fixture, RegieCongress *congress, RegieRecord *record)
{
  g_autoptr (RegieRecord) owned = record;

  if (owned->by.role == REGIE_ROLE_NONE)
    regie_record_set_by (owned, REGIE_ROLE_ADMIN, "admin");
  owned->at = G_GINT64_CONSTANT (1804842000000000);
  regie_journal_append (fixture->journal, owned, apply_done, congress);
}

static void
open_poll (Fixture *fixture, RegieCongress *congress)
{
  RegieRecord *title = regie_record_new (REGIE_RECORD_CONGRESS_STATE);
  RegieRecord *stage = regie_record_new (REGIE_RECORD_STAGE_STATE);
  RegieRecord *poll = regie_record_new (REGIE_RECORD_POLL_CREATE);
  RegieRecord *open = regie_record_new (REGIE_RECORD_POLL_OPEN);
  g_autoptr (GPtrArray) entries = regie_entries_new ();

  happen (fixture, congress, regie_record_set_string (title, REGIE_FIELD_TITLE, "Fachkongress"));
  regie_record_set_string (stage, REGIE_FIELD_STAGE, "s1");
  regie_record_set_string (stage, REGIE_FIELD_TITLE, "Große Bühne");
  regie_record_set_int (stage, REGIE_FIELD_NUMBER, 1);
  happen (fixture, congress,
          regie_record_set_int (stage, REGIE_FIELD_STAGE_STATE, REGIE_STAGE_LIVE));
  g_ptr_array_add (entries, regie_entry_new ("yes", "Ja", 0, FALSE));
  g_ptr_array_add (entries, regie_entry_new ("no", "Nein", 0, FALSE));
  regie_record_set_string (poll, REGIE_FIELD_POLL, "p1");
  regie_record_set_string (poll, REGIE_FIELD_STAGE, "s1");
  regie_record_set_string (poll, REGIE_FIELD_TITLE, "Weiter so?");
  regie_record_set_int (poll, REGIE_FIELD_POLL_KIND, REGIE_POLL_SINGLE);
  happen (fixture, congress, regie_record_set_entries (poll, REGIE_FIELD_ENTRIES, entries));
  happen (fixture, congress, regie_record_set_string (open, REGIE_FIELD_POLL, "p1"));
}

static void
a_restart_gives_the_same_state (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (RegieCongress) congress = regie_congress_new ();
  g_autoptr (RegieCongress) again = regie_congress_new ();
  g_autoptr (RegieRecord) tally = NULL;
  g_autoptr (RegieRecord) tally_again = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *hash_again = NULL;

  open_poll (fixture, congress);
  for (guint i = 0; i < 700; i++)
    {
      g_autofree char *participant = g_strdup_printf ("v%u", i % 500);
      happen (fixture, congress, ballot (participant, 1, i % 3 == 0 ? "yes" : "no"));
    }
  regie_journal_close (fixture->journal, NULL);
  hash = regie_congress_hash (congress, &REGIE_VIEWER_STAFF);
  tally = regie_congress_tally_poll (congress, "p1", FALSE);
  g_assert_cmpint (tally->voters, ==, 500);

  reopen (fixture);
  g_assert_true (regie_journal_replay (fixture->journal, 0, 0, apply_replayed, again, NULL));
  hash_again = regie_congress_hash (again, &REGIE_VIEWER_STAFF);
  g_assert_cmpstr (hash_again, ==, hash);
  tally_again = regie_congress_tally_poll (again, "p1", FALSE);
  g_assert_true (regie_record_equal (tally_again, tally));
  g_assert_cmpint (ask_file (fixture, "SELECT count(*) FROM ballots"), ==, 500);
}

static void
a_second_opener_is_told_who_has_it (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *pid = g_strdup_printf ("process %d.", (int) getpid ());

  g_assert_null (regie_sqlite_journal_open (fixture->path, &error));
  g_assert_error (error, REGIE_JOURNAL_ERROR, REGIE_JOURNAL_ERROR_LOCKED);
  g_assert_nonnull (strstr (error->message, fixture->path));
  g_assert_nonnull (strstr (error->message, pid));
}

static void
the_end_of_the_process_gives_the_lock_back (Fixture *fixture, gconstpointer unused)
{
  reopen (fixture);
  g_assert_nonnull (fixture->journal);
}

static void
a_file_that_is_no_journal_is_refused (Fixture *fixture, gconstpointer unused)
{
  static const char *const contents[] = { "this is a letter, and a long one at that", "database" };

  close_journal (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/other%zu", fixture->dir, i);
      g_autoptr (GError) error = NULL;

      if (i == 0)
        {
          g_autofree char *text = g_strnfill (8192, 'x');
          g_assert_true (g_file_set_contents (path, text, -1, NULL));
        }
      else
        {
          sqlite3 *db;
          g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
          g_assert_cmpint (sqlite3_exec (db, "CREATE TABLE t (a)", NULL, NULL, NULL), ==,
                           SQLITE_OK);
          sqlite3_close (db);
        }
      g_assert_null (regie_sqlite_journal_open (path, &error));
      g_assert_error (error, REGIE_JOURNAL_ERROR, REGIE_JOURNAL_ERROR_DAMAGED);
      g_assert_nonnull (strstr (error->message, path));
    }
}

static void
a_directory_that_is_not_there_is_named (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (regie_sqlite_journal_open ("/nowhere/at/all/journal", &error));
  g_assert_error (error, REGIE_JOURNAL_ERROR, REGIE_JOURNAL_ERROR_IO);
  g_assert_nonnull (strstr (error->message, "/nowhere/at/all/journal"));
}

static void
a_damaged_record_is_named (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  Tally tally = { 0 };
  sqlite3 *db;

  append_ballots (fixture, 3, &tally);
  wait_until (tally.n_done >= 3);
  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (
      sqlite3_exec (db, "UPDATE records SET record = '{' WHERE seq = 2", NULL, NULL, NULL), ==,
      SQLITE_OK);
  sqlite3_close (db);
  g_assert_null (regie_journal_read (fixture->journal, 0, 10, &error));
  g_assert_error (error, REGIE_JOURNAL_ERROR, REGIE_JOURNAL_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, "record 2"));
}

static void
closing_writes_what_waits_and_refuses_the_rest (Fixture *fixture, gconstpointer unused)
{
  Tally before = { 0 };
  Tally after = { 0 };

  append_ballots (fixture, 300, &before);
  g_assert_true (regie_journal_close (fixture->journal, NULL));
  g_assert_cmpuint (before.last_seq, ==, 300);
  append_ballots (fixture, 1, &after);
  g_assert_cmpuint (after.n_done, ==, 0);
  wait_until (after.n_done >= 1);
  g_assert_cmpuint (after.n_errors, ==, 1);
  g_free (after.message);
}

/* In a process of its own: the limit holds for all files. The soft limit can be raised again. */
static void
fill_the_disk (Fixture *fixture, gconstpointer unused)
{
  struct rlimit limit;
  Tally good = { 0 };
  Tally full = { 0 };
  Tally again = { 0 };
  g_autofree char *participant = NULL;
  g_autoptr (GPtrArray) read = NULL;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
      return;
    }
  g_log_set_always_fatal (G_LOG_FATAL_MASK);
  signal (SIGXFSZ, SIG_IGN);
  append_ballots (fixture, 10, &good);
  wait_until (good.n_done >= 10);

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = 300 * 1024;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  append_ballots (fixture, 3000, &full);
  wait_until (full.n_done >= 3000);
  g_assert_cmpuint (full.n_errors, >, 0);
  g_assert_nonnull (strstr (full.message, "Nothing was lost"));

  limit.rlim_cur = limit.rlim_max;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  append_ballots (fixture, 100, &again);
  wait_until (again.n_done >= 100);
  g_assert_cmpuint (again.n_errors, ==, 0);
  reopen (fixture);
  read = regie_journal_read (fixture->journal, 0, 20000, NULL);
  g_assert_cmpuint (read->len, ==, 10 + (3000 - full.n_errors) + 100);
  g_assert_cmpuint (again.last_seq, ==, read->len);
  g_free (full.message);
}

/* kill -9: a child appends and tells on its standard output what it was told is durable. */

static void
tell_done (RegieJournal *journal,
           RegieRecord *record,
           gboolean duplicate,
           const GError *error,
           gpointer user_data)
{
  if (error == NULL)
    g_print ("%" G_GUINT64_FORMAT " %s\n", record->seq, record->cmd);
}

static int
run_child (const char *path)
{
  g_autoptr (RegieSqliteJournal) journal = regie_sqlite_journal_open (path, NULL);

  setvbuf (stdout, NULL, _IOLBF, 0);
  for (guint i = 0; i < G_MAXUINT; i++)
    {
      g_autofree char *participant = g_strdup_printf ("v%u", i);
      g_autoptr (RegieRecord) record = ballot (participant, 1, "yes");
      regie_journal_append (REGIE_JOURNAL (journal), record, tell_done, NULL);
      if (i % 50 == 49)
        while (g_main_context_iteration (NULL, FALSE))
          continue;
    }
  return 0;
}

static void
nothing_acknowledged_is_lost_by_kill_9 (Fixture *fixture, gconstpointer program)
{
  close_journal (fixture);
  for (guint round = 0; round < 3; round++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GSubprocess) child = g_subprocess_new (
          G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--append-to", fixture->path, NULL);
      g_autoptr (GDataInputStream) lines = NULL;
      g_autoptr (GPtrArray) told = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (GPtrArray) read = NULL;
      char *line;

      g_assert_no_error (error);
      lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
      while (told->len < 200 * (round + 1)
             && (line = g_data_input_stream_read_line (lines, NULL, NULL, NULL)) != NULL)
        g_ptr_array_add (told, line);
      g_subprocess_send_signal (child, SIGKILL);
      while ((line = g_data_input_stream_read_line (lines, NULL, NULL, NULL)) != NULL)
        g_ptr_array_add (told, line);
      g_subprocess_wait (child, NULL, NULL);

      open_journal (fixture);
      read = regie_journal_read (fixture->journal, 0, G_MAXUINT, NULL);
      for (guint i = 0; i < read->len; i++)
        g_assert_cmpuint (((RegieRecord *) g_ptr_array_index (read, i))->seq, ==, i + 1);
      for (guint i = 0; i < told->len; i++)
        {
          g_auto (GStrv) words = g_strsplit (g_ptr_array_index (told, i), " ", 2);
          guint64 seq = g_ascii_strtoull (words[0], NULL, 10);
          /* The kill may have cut the last line. */
          if (words[1] == NULL || strlen (words[1]) != 36)
            continue;
          g_assert_cmpuint (seq, <=, read->len);
          g_assert_cmpstr (((RegieRecord *) g_ptr_array_index (read, seq - 1))->cmd, ==, words[1]);
        }
      g_assert_cmpuint (told->len, >=, 200);
      close_journal (fixture);
    }
}

int
main (int argc, char **argv)
{
  if (argc == 3 && strcmp (argv[1], "--append-to") == 0)
    return run_child (argv[2]);

#define TEST(name, function)                                                                       \
  g_test_add ("/journal/journal/" name, Fixture, argv[0], set_up, function, tear_down)

  g_test_init (&argc, &argv, NULL);
  TEST ("records_come_back_as_they_went_in", records_come_back_as_they_went_in);
  TEST ("appending_never_waits_for_the_file", appending_never_waits_for_the_file);
  TEST ("records_that_wait_share_a_transaction", records_that_wait_share_a_transaction);
  TEST ("a_ballot_stands_once_per_round_in_the_file", a_ballot_stands_once_per_round_in_the_file);
  TEST ("an_empty_ballot_is_a_withdrawal", an_empty_ballot_is_a_withdrawal);
  TEST ("the_same_command_is_written_once", the_same_command_is_written_once);
  TEST ("a_refusal_is_remembered_over_a_restart", a_refusal_is_remembered_over_a_restart);
  TEST ("a_restart_gives_the_same_state", a_restart_gives_the_same_state);
  TEST ("a_second_opener_is_told_who_has_it", a_second_opener_is_told_who_has_it);
  TEST ("the_end_gives_the_lock_back", the_end_of_the_process_gives_the_lock_back);
  TEST ("a_file_that_is_no_journal_is_refused", a_file_that_is_no_journal_is_refused);
  TEST ("a_directory_that_is_not_there_is_named", a_directory_that_is_not_there_is_named);
  TEST ("a_damaged_record_is_named", a_damaged_record_is_named);
  TEST ("closing_writes_what_waits_and_refuses_the_rest",
        closing_writes_what_waits_and_refuses_the_rest);
  TEST ("a_full_disk_refuses_and_loses_nothing", fill_the_disk);
  TEST ("nothing_acknowledged_is_lost_by_kill_9", nothing_acknowledged_is_lost_by_kill_9);
  return g_test_run ();
}
