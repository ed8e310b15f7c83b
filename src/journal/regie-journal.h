/* regie-journal.h: the ordered, durable list of everything that happened, whatever engine keeps it
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * The room `journal` keeps records. In go records without a place; out come the same records with
 * their `seq`, once they are on disk and will be there after kill -9 and power loss. It is the only
 * room that sees SQL, and nobody outside it knows which engine is at work.
 *
 *     main context ── append ──▶ writer thread ── one transaction for all that wait ──▶ disk
 *          ▲                                                                             │
 *          └──────── done, in the order of seq, then `committed` once per batch ◀────────┘
 *
 * All calls are made in, and all callbacks come in, the main context that was the thread default when
 * the journal was opened. None of them waits for the disk, but open, replay and close.
 *
 * How a backend answers a command with it:
 *
 *     reply = regie_journal_find_answer (journal, cmd);      known? send it again
 *     regie_congress_check (…)                               refused? send that
 *     regie_journal_append (journal, record, done, …);
 *     done: error? unavailable. duplicate? regie_journal_find_answer() again.
 *           regie_congress_apply(); refused (a race that the order decided)?
 *           regie_journal_remember() the refusal. Send.
 */

#pragma once

#include "regie-erasure.h"
#include "regie-protocol.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define REGIE_JOURNAL_ERROR (regie_journal_error_quark ())
GQuark regie_journal_error_quark (void);

typedef enum
{
  /** another process has the file open */
  REGIE_JOURNAL_ERROR_LOCKED,
  /** no room on the disk, or a quota or file size limit was reached */
  REGIE_JOURNAL_ERROR_FULL,
  /** the disk or file system failed, or permissions do not allow it */
  REGIE_JOURNAL_ERROR_IO,
  /** the file is no journal, is damaged, or is of a newer format */
  REGIE_JOURNAL_ERROR_DAMAGED,
  /** it was closed before this was written */
  REGIE_JOURNAL_ERROR_CLOSED,
} RegieJournalError;

#define REGIE_TYPE_JOURNAL (regie_journal_get_type ())
G_DECLARE_INTERFACE (RegieJournal, regie_journal, REGIE, JOURNAL, GObject)

/**
 * RegieJournalDone:
 * @record: (transfer none): the record with its `seq`; for a duplicate, the one that was appended as
 *   is (without `seq`)
 * @duplicate: a record with the same `cmd` is in the journal: nothing was added, see
 *   regie_journal_find_answer()
 * @error: (nullable): a %REGIE_JOURNAL_ERROR: @record is not in the journal and never will be; the
 *   message is for a person
 */
typedef void (*RegieJournalDone) (RegieJournal *self,
                                  RegieRecord *record,
                                  gboolean duplicate,
                                  const GError *error,
                                  gpointer user_data);

/**
 * RegieJournalFunc:
 * @record: (transfer none): one record of the journal
 *
 * Returns: %TRUE to go on
 */
typedef gboolean (*RegieJournalFunc) (RegieRecord *record, gpointer user_data);

/**
 * RegieJournalErased:
 * @error: (nullable): not everything is gone yet; what is left stays due and can be tried again
 */
typedef void (*RegieJournalErased) (RegieJournal *self, const GError *error, gpointer user_data);

struct _RegieJournalInterface
{
  GTypeInterface parent_iface;

  const char *(*get_epoch) (RegieJournal *self);
  guint64 (*get_seq) (RegieJournal *self);
  void (*append) (RegieJournal *self,
                  RegieRecord *record,
                  RegieJournalDone done,
                  gpointer user_data);
  gboolean (*replay) (RegieJournal *self,
                      guint64 after,
                      guint64 limit,
                      RegieJournalFunc func,
                      gpointer user_data,
                      GError **error);
  RegieReply *(*find_answer) (RegieJournal *self, const char *cmd);
  void (*remember) (RegieJournal *self, const char *cmd, guint64 seq, const RegieReply *reply);
  void (*erase) (RegieJournal *self,
                 RegieErasure *erasure,
                 RegieJournalErased done,
                 gpointer user_data);
  gboolean (*close) (RegieJournal *self, GError **error);
};

/** Returns: (transfer none): UUID of this journal; another journal has another */
const char *regie_journal_get_epoch (RegieJournal *self);

/** Returns: `seq` of the last record that is on disk and whose `done` was called; 0 in an empty one */
guint64 regie_journal_get_seq (RegieJournal *self);

/**
 * regie_journal_append:
 * @record: (transfer none): a record with `at` and `by` set; the journal sets its `seq`. Not to be
 *   changed any more by the caller.
 * @done: called exactly once, later, in the order of appending
 *
 * Writes @record behind all that were appended before. When one cannot be written, those that wait
 * behind it fail too, so that no gap is left; later ones are tried again.
 */
void regie_journal_append (RegieJournal *self,
                           RegieRecord *record,
                           RegieJournalDone done,
                           gpointer user_data);

/**
 * regie_journal_read:
 * @after: the last seq the reader has; 0 for the beginning
 * @limit: at most so many
 *
 * Returns: (transfer full) (element-type RegieRecord): the records behind @after, or %NULL
 */
GPtrArray *regie_journal_read (RegieJournal *self, guint64 after, guint limit, GError **error);

/**
 * regie_journal_replay:
 * @after: the last seq the reader has; 0 for the beginning
 * @limit: at most so many; 0 for all
 * @func: called for each record, in order
 *
 * Returns: %FALSE on an error. That @func stopped it is none.
 */
gboolean regie_journal_replay (RegieJournal *self,
                               guint64 after,
                               guint64 limit,
                               RegieJournalFunc func,
                               gpointer user_data,
                               GError **error);

/**
 * regie_journal_find_answer:
 * @cmd: a command's UUID
 *
 * Answers are kept for at least 24 hours and survive a restart. A record in the journal is its own
 * answer (`duplicate`, with seq and subject) unless another one was remembered for it.
 *
 * Returns: (transfer full) (nullable): what was answered, or %NULL when @cmd is new or still on its
 * way to the disk (appending it again then is harmless: see the duplicate of #RegieJournalDone)
 */
RegieReply *regie_journal_find_answer (RegieJournal *self, const char *cmd);

/**
 * regie_journal_remember:
 * @seq: of the record that was refused after it was written; 0 when it was never appended
 * @reply: an answer other than `applied`
 *
 * Keeps the answer to a refused command. Found at once, durable soon.
 */
void regie_journal_remember (RegieJournal *self,
                             const char *cmd,
                             guint64 seq,
                             const RegieReply *reply);

/**
 * regie_journal_erase:
 * @erasure: (transfer full): of records `person.erase` that are in the journal
 * @done: called once, later
 *
 * Makes everything that is kept forget the person: the records (see regie-erasure.h), the answers to
 * commands, the pass. When @done is called without an error, neither the pseudonym nor a text of the
 * person is in any file of the journal any more, nor will they be after kill -9 and power loss.
 *
 * The record comes first, then this. When the process ends between the two, opening the journal does
 * what is left, before anybody can read it.
 */
void regie_journal_erase (RegieJournal *self,
                          RegieErasure *erasure,
                          RegieJournalErased done,
                          gpointer user_data);

/**
 * regie_journal_close:
 *
 * Writes what is waiting, calls every `done`, and closes the file. Later appends fail with
 * %REGIE_JOURNAL_ERROR_CLOSED. Done by dispose as well.
 */
gboolean regie_journal_close (RegieJournal *self, GError **error);

/**
 * RegieJournal::committed:
 * @records: (element-type RegieRecord): those of one transaction
 *
 * Emitted after the `done` of each of them: the moment to send what they caused, once per batch.
 */

G_END_DECLS
