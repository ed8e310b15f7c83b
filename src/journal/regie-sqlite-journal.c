/* regie-sqlite-journal.c: a journal in one SQLite file
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-journal"

#include "regie-sqlite-journal.h"

#include "regie-command-index.h"
#include "regie-erase-rows.h"
#include "regie-journal-error.h"
#include "regie-journal-rows.h"
#include "regie-registry-private.h"
#include "regie-store.h"
#include "regie-writer.h"

#include <string.h>
#include <unistd.h>

struct _RegieSqliteJournal
{
  GObject parent_instance;

  char *path;
  char *epoch;
  int lock;
  RegieWriter *writer;
  /* the main context's own connection: reading never waits for a writer (WAL) */
  RegieStore *reader;
  RegieRegistry *registry;

  guint64 seq;
  gint64 at;
  RegieCommandIndex *commands;
  /* cmd → RegieReply: refusals, found before the command index */
  GHashTable *answers;
  /* cmds on their way to the disk */
  GHashTable *pending;
  /* what this batch committed */
  GPtrArray *committed;
};

static void regie_sqlite_journal_iface_init (RegieJournalInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RegieSqliteJournal,
                               regie_sqlite_journal,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (REGIE_TYPE_JOURNAL,
                                                      regie_sqlite_journal_iface_init))

typedef struct
{
  RegieWriterJob job;
  RegieSqliteJournal *journal;
  RegieRecord *record;
  gboolean duplicate;
  RegieJournalDone done;
  gpointer user_data;
} AppendJob;

typedef struct
{
  RegieWriterJob job;
  char *cmd;
  char *answer;
  gint64 at;
  guint64 seq;
} RememberJob;

typedef struct
{
  RegieWriterJob job;
  RegieSqliteJournal *journal;
  RegieErasure *erasure;
  /* the new id of the pass */
  char *pass;
  /* of what comes after the transaction */
  GError *error;
  RegieJournalErased done;
  gpointer user_data;
} EraseJob;

/* In the writer thread. */

static gboolean
write_record (RegieWriterJob *job, RegieStore *store, GError **error)
{
  AppendJob *self = (AppendJob *) job;
  return self->duplicate || regie_rows_add_record (store, self->record, error);
}

static gboolean
write_answer (RegieWriterJob *job, RegieStore *store, GError **error)
{
  RememberJob *self = (RememberJob *) job;
  return regie_rows_add_answer (store, self->cmd, self->answer, self->at, self->seq, error);
}

static gboolean
write_erasure (RegieWriterJob *job, RegieStore *store, GError **error)
{
  EraseJob *self = (EraseJob *) job;
  return regie_erase_rows (store, self->erasure, self->pass, error);
}

static void
sweep (RegieWriterJob *job, RegieStore *store)
{
  EraseJob *self = (EraseJob *) job;
  regie_erase_rows_sweep (store, &self->error);
}

/* In the main context. */

static void
finish_append (RegieWriterJob *job, const GError *error)
{
  AppendJob *self = (AppendJob *) job;
  RegieSqliteJournal *journal = self->journal;
  RegieRecord *record = self->record;
  g_autoptr (GError) lost = NULL;

  if (self->duplicate)
    {
      /* It waited behind the first one with this cmd; whether that one got in decides. */
      if (error == NULL && journal->answers != NULL
          && !g_hash_table_contains (journal->answers, record->cmd)
          && regie_command_index_find (journal->commands, record->cmd) == 0)
        g_set_error_literal (&lost, REGIE_JOURNAL_ERROR, REGIE_JOURNAL_ERROR_IO,
                             "The first attempt at this command could not be written.");
    }
  else if (record->cmd != NULL && journal->pending != NULL)
    g_hash_table_remove (journal->pending, record->cmd);

  if (error != NULL)
    record->seq = 0;
  else if (!self->duplicate)
    {
      journal->seq = record->seq;
      journal->at = MAX (journal->at, record->at);
      if (record->cmd != NULL)
        regie_command_index_add (journal->commands, record->cmd, record->seq, journal->at);
      g_ptr_array_add (journal->committed, regie_record_ref (record));
    }
  self->done (REGIE_JOURNAL (journal), record, self->duplicate && lost == NULL,
              error != NULL ? error : lost, self->user_data);
  regie_record_unref (record);
  g_object_unref (journal);
  g_free (self);
}

static void
finish_batch (gpointer error, gpointer user_data)
{
  RegieSqliteJournal *self = user_data;
  g_autoptr (GPtrArray) committed = g_steal_pointer (&self->committed);

  self->committed = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);
  if (committed->len > 0)
    g_signal_emit_by_name (self, "committed", committed);
}

static void
finish_remember (RegieWriterJob *job, const GError *error)
{
  RememberJob *self = (RememberJob *) job;

  g_free (self->cmd);
  g_free (self->answer);
  g_free (self);
}

static void
strip_answers (RegieSqliteJournal *self, RegieErasure *erasure)
{
  GHashTableIter each;
  gpointer answer;

  g_hash_table_iter_init (&each, self->answers);
  while (g_hash_table_iter_next (&each, NULL, &answer))
    if (regie_erase_rows_concerns (erasure, answer))
      g_hash_table_iter_replace (&each, regie_erase_rows_strip_answer (answer));
}

static void
finish_erase (RegieWriterJob *job, const GError *error)
{
  EraseJob *self = (EraseJob *) job;
  RegieSqliteJournal *journal = self->journal;

  if (error == NULL && journal->answers != NULL)
    strip_answers (journal, self->erasure);
  if (error == NULL && journal->registry != NULL)
    regie_registry_forget (journal->registry, regie_erasure_get_author (self->erasure), self->pass);
  self->done (REGIE_JOURNAL (journal), error != NULL ? error : self->error, self->user_data);
  regie_erasure_free (self->erasure);
  g_clear_error (&self->error);
  g_free (self->pass);
  g_object_unref (journal);
  g_free (self);
}

static void
regie_sqlite_journal_erase (RegieJournal *journal,
                            RegieErasure *erasure,
                            RegieJournalErased done,
                            gpointer user_data)
{
  RegieSqliteJournal *self = REGIE_SQLITE_JOURNAL (journal);
  EraseJob *erase = g_new0 (EraseJob, 1);

  *erase = (EraseJob) {
    .job = { .run = write_erasure, .after = sweep, .done = finish_erase },
    .journal = g_object_ref (self),
    .erasure = erasure,
    .pass = g_uuid_string_random (),
    .done = done,
    .user_data = user_data,
  };
  regie_writer_push (self->writer, &erase->job);
}

static void
regie_sqlite_journal_append (RegieJournal *journal,
                             RegieRecord *record,
                             RegieJournalDone done,
                             gpointer user_data)
{
  RegieSqliteJournal *self = REGIE_SQLITE_JOURNAL (journal);
  AppendJob *append = g_new0 (AppendJob, 1);

  *append = (AppendJob) {
    .job = { .run = write_record, .done = finish_append },
    .journal = g_object_ref (self),
    .record = regie_record_ref (record),
    .done = done,
    .user_data = user_data,
  };
  if (record->cmd != NULL)
    append->duplicate = g_hash_table_contains (self->answers, record->cmd)
                        || regie_command_index_find (self->commands, record->cmd) != 0
                        || !g_hash_table_add (self->pending, g_strdup (record->cmd));
  regie_writer_push (self->writer, &append->job);
}

static gboolean
regie_sqlite_journal_replay (RegieJournal *journal,
                             guint64 after,
                             guint64 limit,
                             RegieJournalFunc func,
                             gpointer user_data,
                             GError **error)
{
  RegieSqliteJournal *self = REGIE_SQLITE_JOURNAL (journal);

  if (self->reader == NULL)
    return regie_journal_fail_closed (error);
  return regie_rows_read (self->reader, after, limit, func, user_data, error);
}

static RegieReply *
answer_from_record (RegieSqliteJournal *self, guint64 seq)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = regie_journal_read (REGIE_JOURNAL (self), seq - 1, 1, &error);
  RegieReply *reply;
  RegieRecord *record;
  RegieField subject;

  if (records == NULL || records->len == 0)
    {
      g_warning ("no answer to a repeated command: %s", error != NULL ? error->message : "gone");
      return NULL;
    }
  record = g_ptr_array_index (records, 0);
  reply = regie_reply_new (REGIE_ANSWER_DUPLICATE);
  reply->seq = seq;
  subject = regie_record_type_subject (record->type);
  if (subject != REGIE_N_FIELDS)
    reply->subject = g_strdup (regie_record_get_string (record, subject));
  return reply;
}

static RegieReply *
regie_sqlite_journal_find_answer (RegieJournal *journal, const char *cmd)
{
  RegieSqliteJournal *self = REGIE_SQLITE_JOURNAL (journal);
  const char *answer = g_hash_table_lookup (self->answers, cmd);
  guint64 seq;

  if (answer != NULL)
    return regie_reply_from_json (answer, strlen (answer), 0, NULL);
  seq = regie_command_index_find (self->commands, cmd);
  return seq != 0 ? answer_from_record (self, seq) : NULL;
}

static void
regie_sqlite_journal_remember (RegieJournal *journal,
                               const char *cmd,
                               guint64 seq,
                               const RegieReply *reply)
{
  RegieSqliteJournal *self = REGIE_SQLITE_JOURNAL (journal);
  RememberJob *remember = g_new0 (RememberJob, 1);

  *remember = (RememberJob) {
    .job = { .run = write_answer, .done = finish_remember },
    .cmd = g_strdup (cmd),
    .answer = regie_reply_to_json (reply, NULL),
    .at = self->at,
    .seq = seq,
  };
  g_hash_table_insert (self->answers, g_strdup (cmd), g_strdup (remember->answer));
  regie_writer_push (self->writer, &remember->job);
}

static gboolean
regie_sqlite_journal_close (RegieJournal *journal, GError **error)
{
  RegieSqliteJournal *self = REGIE_SQLITE_JOURNAL (journal);

  if (self->writer != NULL)
    regie_writer_close (self->writer);
  g_clear_pointer (&self->reader, regie_store_close);
  if (self->registry != NULL)
    regie_registry_detach (self->registry);
  if (self->lock >= 0)
    close (self->lock);
  self->lock = -1;
  return TRUE;
}

static const char *
regie_sqlite_journal_get_epoch (RegieJournal *journal)
{
  return REGIE_SQLITE_JOURNAL (journal)->epoch;
}

static guint64
regie_sqlite_journal_get_seq (RegieJournal *journal)
{
  return REGIE_SQLITE_JOURNAL (journal)->seq;
}

static void
regie_sqlite_journal_iface_init (RegieJournalInterface *iface)
{
  iface->get_epoch = regie_sqlite_journal_get_epoch;
  iface->get_seq = regie_sqlite_journal_get_seq;
  iface->append = regie_sqlite_journal_append;
  iface->replay = regie_sqlite_journal_replay;
  iface->find_answer = regie_sqlite_journal_find_answer;
  iface->remember = regie_sqlite_journal_remember;
  iface->erase = regie_sqlite_journal_erase;
  iface->close = regie_sqlite_journal_close;
}

RegieSqliteJournal *
regie_sqlite_journal_open (const char *path, GError **error)
{
  g_autoptr (RegieSqliteJournal) self = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (REGIE_TYPE_SQLITE_JOURNAL, NULL);
  self->path = g_strdup (path);
  self->lock = regie_store_lock (path, error);
  if (self->lock < 0)
    return NULL;
  self->reader = regie_store_open (path, error);
  if (self->reader == NULL)
    return NULL;
  self->epoch = regie_store_get_meta (self->reader, "epoch", error);
  if (self->epoch == NULL)
    {
      if (error != NULL && *error == NULL)
        regie_journal_fail_damaged (error, path, "has no epoch");
      return NULL;
    }
  if (!regie_erase_rows_catch_up (self->reader, error)
      || !regie_rows_load_commands (self->reader, self->commands, &self->seq, &self->at, error)
      || !regie_rows_load_answers (self->reader, self->answers, self->at, error))
    return NULL;
  self->writer = regie_writer_open (path, error);
  if (self->writer == NULL)
    return NULL;
  regie_writer_set_batch_func (self->writer, finish_batch, self);
  self->registry = regie_registry_new_attached (self->reader, self->writer, error);
  return self->registry != NULL ? g_steal_pointer (&self) : NULL;
}

RegieRegistry *
regie_sqlite_journal_get_registry (RegieSqliteJournal *self)
{
  g_return_val_if_fail (REGIE_IS_SQLITE_JOURNAL (self), NULL);
  return self->registry;
}

static void
regie_sqlite_journal_dispose (GObject *object)
{
  RegieSqliteJournal *self = REGIE_SQLITE_JOURNAL (object);

  regie_sqlite_journal_close (REGIE_JOURNAL (self), NULL);
  if (self->writer != NULL)
    regie_writer_set_batch_func (self->writer, NULL, NULL);
  G_OBJECT_CLASS (regie_sqlite_journal_parent_class)->dispose (object);
}

static void
regie_sqlite_journal_finalize (GObject *object)
{
  RegieSqliteJournal *self = REGIE_SQLITE_JOURNAL (object);

  g_clear_object (&self->registry);
  g_clear_pointer (&self->writer, regie_writer_free);
  g_clear_pointer (&self->commands, regie_command_index_free);
  g_clear_pointer (&self->answers, g_hash_table_unref);
  g_clear_pointer (&self->pending, g_hash_table_unref);
  g_clear_pointer (&self->committed, g_ptr_array_unref);
  g_free (self->epoch);
  g_free (self->path);
  G_OBJECT_CLASS (regie_sqlite_journal_parent_class)->finalize (object);
}

static void
regie_sqlite_journal_class_init (RegieSqliteJournalClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = regie_sqlite_journal_dispose;
  object_class->finalize = regie_sqlite_journal_finalize;
}

static void
regie_sqlite_journal_init (RegieSqliteJournal *self)
{
  self->lock = -1;
  self->commands = regie_command_index_new ();
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->pending = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->committed = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);
}
