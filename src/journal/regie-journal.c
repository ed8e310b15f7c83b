/* regie-journal.c: the ordered, durable list of everything that happened, whatever engine keeps it
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-journal"

#include "regie-journal.h"

G_DEFINE_INTERFACE (RegieJournal, regie_journal, G_TYPE_OBJECT)

static void
regie_journal_default_init (RegieJournalInterface *iface)
{
  /**
   * RegieJournal::committed:
   * @records: (element-type RegieRecord): those of one transaction
   */
  g_signal_new ("committed", REGIE_TYPE_JOURNAL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
}

const char *
regie_journal_get_epoch (RegieJournal *self)
{
  g_return_val_if_fail (REGIE_IS_JOURNAL (self), NULL);
  return REGIE_JOURNAL_GET_IFACE (self)->get_epoch (self);
}

guint64
regie_journal_get_seq (RegieJournal *self)
{
  g_return_val_if_fail (REGIE_IS_JOURNAL (self), 0);
  return REGIE_JOURNAL_GET_IFACE (self)->get_seq (self);
}

void
regie_journal_append (RegieJournal *self,
                      RegieRecord *record,
                      RegieJournalDone done,
                      gpointer user_data)
{
  g_return_if_fail (REGIE_IS_JOURNAL (self));
  g_return_if_fail (record != NULL && record->seq == 0);
  g_return_if_fail (done != NULL);
  REGIE_JOURNAL_GET_IFACE (self)->append (self, record, done, user_data);
}

gboolean
regie_journal_replay (RegieJournal *self,
                      guint64 after,
                      guint64 limit,
                      RegieJournalFunc func,
                      gpointer user_data,
                      GError **error)
{
  g_return_val_if_fail (REGIE_IS_JOURNAL (self), FALSE);
  g_return_val_if_fail (func != NULL, FALSE);
  return REGIE_JOURNAL_GET_IFACE (self)->replay (self, after, limit, func, user_data, error);
}

static gboolean
collect (RegieRecord *record, gpointer user_data)
{
  g_ptr_array_add (user_data, regie_record_ref (record));
  return TRUE;
}

GPtrArray *
regie_journal_read (RegieJournal *self, guint64 after, guint limit, GError **error)
{
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);

  g_return_val_if_fail (REGIE_IS_JOURNAL (self), NULL);
  g_return_val_if_fail (limit > 0, NULL);
  if (!regie_journal_replay (self, after, limit, collect, records, error))
    return NULL;
  return g_steal_pointer (&records);
}

RegieReply *
regie_journal_find_answer (RegieJournal *self, const char *cmd)
{
  g_return_val_if_fail (REGIE_IS_JOURNAL (self), NULL);
  g_return_val_if_fail (cmd != NULL, NULL);
  return REGIE_JOURNAL_GET_IFACE (self)->find_answer (self, cmd);
}

void
regie_journal_remember (RegieJournal *self, const char *cmd, guint64 seq, const RegieReply *reply)
{
  g_return_if_fail (REGIE_IS_JOURNAL (self));
  g_return_if_fail (cmd != NULL);
  g_return_if_fail (reply != NULL && reply->answer != REGIE_ANSWER_APPLIED);
  REGIE_JOURNAL_GET_IFACE (self)->remember (self, cmd, seq, reply);
}

void
regie_journal_erase (RegieJournal *self,
                     RegieErasure *erasure,
                     RegieJournalErased done,
                     gpointer user_data)
{
  g_return_if_fail (REGIE_IS_JOURNAL (self));
  g_return_if_fail (erasure != NULL && done != NULL);
  REGIE_JOURNAL_GET_IFACE (self)->erase (self, erasure, done, user_data);
}

gboolean
regie_journal_close (RegieJournal *self, GError **error)
{
  g_return_val_if_fail (REGIE_IS_JOURNAL (self), FALSE);
  return REGIE_JOURNAL_GET_IFACE (self)->close (self, error);
}
