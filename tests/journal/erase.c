/* erase.c: tests of a person's going from the files of a journal: rows, log, pass; through a kill
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
#include <unistd.h>

#define T0 G_GINT64_CONSTANT (1804842000000000)
#define PERSONS 8
#define ROUNDS 300
/* In every text of the person whose number stands behind it. */
#define SECRET "Geheimnis von Person"

typedef struct
{
  char *dir;
  char *path;
  RegieSqliteJournal *sqlite;
  RegieJournal *journal;
  RegieRegistry *registry;
  guint pending;
  GError *error;
} Fixture;

static void
open_journal (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->sqlite = regie_sqlite_journal_open (fixture->path, &error);
  g_assert_no_error (error);
  fixture->journal = REGIE_JOURNAL (fixture->sqlite);
  fixture->registry = regie_sqlite_journal_get_registry (fixture->sqlite);
}

static void
close_journal (Fixture *fixture)
{
  regie_journal_close (fixture->journal, NULL);
  fixture->journal = NULL;
  g_assert_finalize_object (g_steal_pointer (&fixture->sqlite));
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->dir = g_dir_make_tmp ("regie-journal-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->dir, "journal.sqlite", NULL);
  open_journal (fixture);
}

typedef void (*FileFunc) (const char *path, gpointer user_data);

static void
foreach_file (Fixture *fixture, FileFunc func, gpointer user_data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->dir, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->dir, name, NULL);
      func (path, user_data);
    }
}

static void
unlink_file (const char *path, gpointer unused)
{
  g_unlink (path);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  if (fixture->sqlite != NULL)
    close_journal (fixture);
  foreach_file (fixture, unlink_file, NULL);
  g_rmdir (fixture->dir);
  g_clear_error (&fixture->error);
  g_free (fixture->path);
  g_free (fixture->dir);
}

typedef struct
{
  const char *text;
  guint found;
} Search;

static void
search_file (const char *path, gpointer user_data)
{
  Search *search = user_data;
  g_autofree char *content = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  if (memmem (content, size, search->text, strlen (search->text)) == NULL)
    return;
  g_test_message ("“%s” is in %s", search->text, path);
  search->found++;
}

/** Returns: in how many of the journal's files the bytes of @text stand */
static guint
find_in_files (Fixture *fixture, const char *text)
{
  Search search = { text, 0 };

  foreach_file (fixture, search_file, &search);
  return search.found;
}

static void
appended (RegieJournal *journal,
          RegieRecord *record,
          gboolean duplicate,
          const GError *error,
          gpointer user_data)
{
  Fixture *fixture = user_data;

  g_assert_no_error (error);
  fixture->pending--;
}

/* Takes @record. */
static void
append (Fixture *fixture, RegieRole role, const char *who, RegieRecord *record)
{
  g_autoptr (RegieRecord) owned = record;

  owned->at = T0;
  regie_record_set_by (owned, role, who);
  fixture->pending++;
  regie_journal_append (fixture->journal, owned, appended, fixture);
}

static RegieRecord *
about (RegieRecordType type, const char *message, RegieField field, const char *text)
{
  RegieRecord *record = regie_record_new (type);

  regie_record_set_string (record, REGIE_FIELD_MESSAGE, message);
  return regie_record_set_string (record, field, text);
}

static char *
person (guint number)
{
  return g_strdup_printf ("Zq3Person%02uXkjQ", number);
}

static char *
message_of (guint number)
{
  return g_strdup_printf ("m-%u", number);
}

static RegieRecord *
ballot (const char *poll)
{
  RegieRecord *record = regie_record_new (REGIE_RECORD_POLL_BALLOT);

  regie_record_set_string (record, REGIE_FIELD_POLL, poll);
  regie_record_set_int (record, REGIE_FIELD_ROUND, 1);
  return regie_record_set_strings (record, REGIE_FIELD_IDS, (const char *const[]) { "yes", NULL });
}

/** What persons, one among the others, wrote and voted, and what moderators made of it. */
static void
fill (Fixture *fixture)
{
  for (guint i = 0; i < ROUNDS; i++)
    {
      guint number = i % PERSONS;
      g_autofree char *who = person (number);
      g_autofree char *id = message_of (number);
      g_autofree char *long_text = g_strnfill (i * 7 % 900, 'x');
      g_autofree char *text = g_strdup_printf (SECRET " %u: „%s“ \"\\", number, long_text);

      append (fixture, REGIE_ROLE_PARTICIPANT, who,
              about (i < PERSONS ? REGIE_RECORD_MESSAGE_SUBMIT : REGIE_RECORD_MESSAGE_EDIT, id,
                     REGIE_FIELD_TEXT, text));
      append (fixture, REGIE_ROLE_MODERATOR, "mod-1",
              about (REGIE_RECORD_MESSAGE_NOTE, id, REGIE_FIELD_NOTE, text));
      append (fixture, REGIE_ROLE_PARTICIPANT, who, ballot (i % 2 ? "over" : "running"));
    }
  wait_until (fixture->pending == 0);
}

static RegieRecord *
erase_record (guint number)
{
  g_autofree char *who = person (number);
  g_autofree char *other = g_strdup_printf ("r%u", number);
  g_autofree char *id = message_of (number);
  RegieRecord *record = regie_record_new (REGIE_RECORD_PERSON_ERASE);

  regie_record_set_string (record, REGIE_FIELD_AUTHOR, who);
  regie_record_set_string (record, REGIE_FIELD_TARGET, other);
  regie_record_set_strings (record, REGIE_FIELD_IDS, (const char *const[]) { "running", NULL });
  return regie_record_set_strings (record, REGIE_FIELD_MESSAGES,
                                   (const char *const[]) { id, NULL });
}

static void
erased (RegieJournal *journal, const GError *error, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_clear_error (&fixture->error);
  fixture->error = error != NULL ? g_error_copy (error) : NULL;
  fixture->pending--;
}

static void
erase (Fixture *fixture, guint number)
{
  g_autoptr (RegieRecord) record = erase_record (number);

  append (fixture, REGIE_ROLE_DIRECTOR, "dir", regie_record_ref (record));
  wait_until (fixture->pending == 0);
  fixture->pending++;
  regie_journal_erase (fixture->journal, regie_erasure_new (record), erased, fixture);
  wait_until (fixture->pending == 0);
  g_assert_no_error (fixture->error);
}

static void
assert_gone (Fixture *fixture, guint number)
{
  g_autofree char *who = person (number);
  g_autofree char *secret = g_strdup_printf (SECRET " %u", number);

  g_assert_cmpuint (find_in_files (fixture, who), ==, 0);
  g_assert_cmpuint (find_in_files (fixture, secret), ==, 0);
}

static void
assert_there (Fixture *fixture, guint number)
{
  g_autofree char *who = person (number);
  g_autofree char *secret = g_strdup_printf (SECRET " %u", number);

  g_assert_cmpuint (find_in_files (fixture, who), >, 0);
  g_assert_cmpuint (find_in_files (fixture, secret), >, 0);
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

/* One after the other: what the first rewriting moved about must not keep what the next ones erase. */
static void
neither_file_nor_log_has_the_person (Fixture *fixture, gconstpointer unused)
{
  fill (fixture);
  for (guint number = 0; number < PERSONS - 1; number++)
    {
      assert_there (fixture, number);
      erase (fixture, number);
      assert_gone (fixture, number);
    }
  for (guint number = 0; number < PERSONS - 1; number++)
    assert_gone (fixture, number);
  assert_there (fixture, PERSONS - 1);
  close_journal (fixture);
  for (guint number = 0; number < PERSONS - 1; number++)
    assert_gone (fixture, number);
}

static void
records_keep_their_places (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (RegieRecord) record = erase_record (3);
  g_autoptr (RegieErasure) erasure = regie_erasure_new (record);

  fill (fixture);
  before = regie_journal_read (fixture->journal, 0, 10000, NULL);
  erase (fixture, 3);
  after = regie_journal_read (fixture->journal, 0, 10000, NULL);
  g_assert_cmpuint (after->len, ==, before->len + 1);
  for (guint i = 0; i < before->len; i++)
    regie_erasure_see (erasure, before->pdata[i]);
  for (guint i = 0; i < before->len; i++)
    {
      g_autoptr (RegieRecord) instead = regie_erasure_rewrite (erasure, before->pdata[i]);
      g_assert_true (
          regie_record_equal (instead != NULL ? instead : before->pdata[i], after->pdata[i]));
    }
  g_assert_false (regie_erasure_is_due (after->pdata[before->len]));
}

static void
ballots_of_what_is_over_change_hands (Fixture *fixture, gconstpointer unused)
{
  fill (fixture);
  g_assert_cmpint (ask_file (fixture, "SELECT count(*) FROM ballots"), ==, PERSONS);
  erase (fixture, 0);
  erase (fixture, 1);
  /* Person 0 voted in what was running, person 1 in what was over. */
  g_assert_cmpint (ask_file (fixture, "SELECT count(*) FROM ballots"), ==, PERSONS - 1);
  g_assert_cmpint (ask_file (fixture, "SELECT count(*) FROM ballots WHERE participant = 'r1'"), ==,
                   1);
}

static void
a_stored_answer_shows_nothing_any_more (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (RegieReply) conflict = regie_reply_new (REGIE_ANSWER_CONFLICT);
  g_autofree char *cmd = g_uuid_string_random ();

  fill (fixture);
  conflict->detail = g_strdup ("moderator 2 rejected it at 10:31");
  conflict->current = about (REGIE_RECORD_MESSAGE_STATE, "m-2", REGIE_FIELD_TEXT, SECRET " 2");
  regie_journal_remember (fixture->journal, cmd, 0, conflict);
  erase (fixture, 2);
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (RegieReply) found = regie_journal_find_answer (fixture->journal, cmd);
      g_assert_cmpint (found->answer, ==, REGIE_ANSWER_CONFLICT);
      g_assert_cmpstr (found->detail, ==, conflict->detail);
      g_assert_null (found->current);
      close_journal (fixture);
      assert_gone (fixture, 2);
      open_journal (fixture);
    }
}

typedef struct
{
  Fixture *fixture;
  char *token;
} Join;

static void
on_added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Join *join = user_data;

  join->token = regie_registry_add_finish (REGIE_REGISTRY (source), result, NULL, NULL);
  join->fixture->pending--;
}

static char *
join (Fixture *fixture, const char *id, const char *name)
{
  Join join = { fixture, NULL };

  fixture->pending++;
  regie_registry_add_async (fixture->registry, REGIE_ROLE_PARTICIPANT, id, name, NULL, T0, NULL,
                            on_added, &join);
  wait_until (fixture->pending == 0);
  return join.token;
}

static void
the_pass_tells_that_it_was_erased_and_nothing_else (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *who = person (5);
  g_autofree char *token = join (fixture, who, "Anna Muster");
  g_autofree char *other = join (fixture, "p-other", "Bert");

  fill (fixture);
  erase (fixture, 5);
  for (int i = 0; i < 2; i++)
    {
      g_assert_null (regie_registry_find (fixture->registry, token));
      g_assert_true (regie_registry_is_erased (fixture->registry, token));
      g_assert_null (regie_registry_find_id (fixture->registry, who));
      /* Nothing leads from the token to the votes that stay. */
      g_assert_null (regie_registry_find_id (fixture->registry, "r5"));
      g_assert_nonnull (regie_registry_find (fixture->registry, other));
      g_assert_false (regie_registry_is_erased (fixture->registry, other));
      close_journal (fixture);
      g_assert_cmpuint (find_in_files (fixture, "Anna Muster"), ==, 0);
      open_journal (fixture);
    }
}

static void
a_bar_can_be_lifted (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *token = join (fixture, "p-1", NULL);

  regie_registry_bar (fixture->registry, "p-1", TRUE);
  g_assert_null (regie_registry_find (fixture->registry, token));
  g_assert_true (regie_registry_is_erased (fixture->registry, token));
  regie_registry_bar (fixture->registry, "p-1", FALSE);
  g_assert_nonnull (regie_registry_find (fixture->registry, token));
}

/* kill -9 between the record and what it says: a child that is told its record is durable dies. */

G_NORETURN static void
die (RegieJournal *journal,
     RegieRecord *record,
     gboolean duplicate,
     const GError *error,
     gpointer user_data)
{
  kill (getpid (), SIGKILL);
  g_assert_not_reached ();
}

G_NORETURN static void
run_child (const char *path)
{
  Fixture fixture = { .path = g_strdup (path) };
  g_autoptr (RegieRecord) record = erase_record (4);

  open_journal (&fixture);
  fill (&fixture);
  record->at = T0;
  regie_record_set_by (record, REGIE_ROLE_DIRECTOR, "dir");
  regie_journal_append (fixture.journal, record, die, NULL);
  while (TRUE)
    g_main_context_iteration (NULL, TRUE);
}

static void
what_a_kill_left_undone_is_done_at_the_next_start (Fixture *fixture, gconstpointer program)
{
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GPtrArray) records = NULL;

  close_journal (fixture);
  child =
      g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, NULL, program, "--die-at", fixture->path, NULL);
  g_assert_nonnull (child);
  g_subprocess_wait (child, NULL, NULL);
  g_assert_true (g_subprocess_get_if_signaled (child));
  g_assert_cmpint (g_subprocess_get_term_sig (child), ==, SIGKILL);
  assert_there (fixture, 4);

  open_journal (fixture);
  assert_gone (fixture, 4);
  assert_there (fixture, 3);
  records = regie_journal_read (fixture->journal, 3 * ROUNDS, 10, NULL);
  g_assert_cmpuint (records->len, ==, 1);
  g_assert_cmpint (((RegieRecord *) records->pdata[0])->type, ==, REGIE_RECORD_PERSON_ERASE);
  g_assert_cmpstr (((RegieRecord *) records->pdata[0])->author, ==, "r4");
}

int
main (int argc, char **argv)
{
  if (argc == 3 && strcmp (argv[1], "--die-at") == 0)
    run_child (argv[2]);

#define TEST(name, function)                                                                       \
  g_test_add ("/journal/erase/" name, Fixture, argv[0], set_up, function, tear_down)

  g_test_init (&argc, &argv, NULL);
  TEST ("neither_file_nor_log_has_the_person", neither_file_nor_log_has_the_person);
  TEST ("records_keep_their_places", records_keep_their_places);
  TEST ("ballots_of_what_is_over_change_hands", ballots_of_what_is_over_change_hands);
  TEST ("a_stored_answer_shows_nothing_any_more", a_stored_answer_shows_nothing_any_more);
  TEST ("the_pass_tells_that_it_was_erased", the_pass_tells_that_it_was_erased_and_nothing_else);
  TEST ("a_bar_can_be_lifted", a_bar_can_be_lifted);
  TEST ("what_a_kill_left_undone_is_done_at_the_next_start",
        what_a_kill_left_undone_is_done_at_the_next_start);
  return g_test_run ();
}
