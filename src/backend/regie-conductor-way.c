/* regie-conductor-way.c: the way of one item: judged, stored, applied or refused, answered
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-backend"

#include "regie-config.h"

#include "regie-conductor-private.h"

#include "regie-refusal.h"

/* The end of every item. */
static void
finish (RegieCommandItem *item, RegieReply *reply)
{
  g_autoptr (RegieConductor) self = g_object_ref (item->conductor);
  const char *cmd = item->command->record->cmd;

  if (reply->answer != REGIE_ANSWER_APPLIED && reply->answer != REGIE_ANSWER_DUPLICATE)
    self->figures.refused++;
  self->figures.commit_last = g_get_monotonic_time () - item->came;
  self->figures.commit_slowest = MAX (self->figures.commit_slowest, self->figures.commit_last);
  if (cmd != NULL && g_hash_table_lookup (self->under_way, cmd) == item)
    g_hash_table_remove (self->under_way, cmd);
  regie_command_item_answer (item, reply);
  regie_conductor_tell_quiet (self);
}

/* A ballot that came late is told beside the result, never in it. A result that was imported without
 * its ballots is left as it is. */
static void
note_late (RegieConductor *self, const char *poll)
{
  RegiePoll *entity = regie_congress_find_poll (self->congress, poll);
  g_autoptr (RegieRecord) tally = NULL;

  if (entity == NULL)
    return;
  tally = regie_congress_tally_poll (self->congress, poll, FALSE);
  if (tally->voters == regie_poll_state (entity)->voters)
    regie_congress_note_late (self->congress, poll);
}

/* What the sender did not know: how it stands now, and whose doing that is. */
static void
attach_conflict (RegieConductor *self, RegieReply *reply, const RegieCommandItem *item)
{
  guint64 seq;
  g_autoptr (GPtrArray) records = NULL;

  regie_refusal_attach_current (reply, self->congress, item->command->record, &item->viewer);
  if (reply->current == NULL || item->viewer.role < REGIE_ROLE_MODERATOR)
    return;
  if (reply->current->type == REGIE_RECORD_STEP_STATE)
    seq = (guint64) reply->current->rev;
  else
    seq = reply->current->message != NULL
              ? regie_trail_find_last (self->trail, reply->current->message)
              : 0;
  records = seq > 0 ? regie_journal_read (self->journal, seq - 1, 1, NULL) : NULL;
  if (records != NULL && records->len > 0)
    regie_refusal_attach_cause (reply, self->congress, g_ptr_array_index (records, 0));
  if (reply->cause != NULL && reply->cause->by.id != NULL && self->name != NULL)
    g_set_str (&reply->name, self->name (reply->cause->by.id, self->name_data));
}

static void
refuse (RegieCommandItem *item, const GError *error)
{
  g_autoptr (RegieReply) reply = regie_refusal_from_error (error);

  if (reply->answer == REGIE_ANSWER_LATE && item->command->record->type == REGIE_RECORD_POLL_BALLOT)
    note_late (item->conductor, item->command->record->poll);
  if (reply->answer == REGIE_ANSWER_CONFLICT)
    attach_conflict (item->conductor, reply, item);
  /* What depends on the moment must be answered the same way when it is asked again. */
  if (item->command->record->cmd != NULL
      && (reply->answer == REGIE_ANSWER_CONFLICT || reply->answer == REGIE_ANSWER_LATE))
    regie_journal_remember (item->conductor->journal, item->command->record->cmd,
                            item->command->record->seq, reply);
  finish (item, reply);
}

static void
set_problem (RegieConductor *self, const char *problem)
{
  if (!g_set_str (&self->problem, problem))
    return;
  if (problem != NULL)
    g_warning ("Nothing can be stored: %s", problem);
  else
    g_message ("Storing works again");
}

/* Something that was `ordered` is through: the next may be judged. */
static void
release_next (RegieConductor *self)
{
  while (self->ordered == 0 && !g_queue_is_empty (&self->waiting))
    regie_conductor_append (self, g_queue_pop_head (&self->waiting));
}

/* A close that is applied, and the final tally that goes with it. */
typedef struct
{
  RegieCommandItem *item;
  RegieReply *reply;
} Closing;

static void
on_settled (const RegieReply *tally, gpointer user_data)
{
  Closing *closing = user_data;

  if (tally->answer != REGIE_ANSWER_APPLIED)
    g_warning ("A final tally could not be stored yet: %s", tally->detail);
  finish (closing->item, closing->reply);
  regie_reply_free (closing->reply);
  g_free (closing);
}

static gboolean
is_closing (RegieConductor *self, const char *poll)
{
  RegiePoll *entity = regie_congress_find_poll (self->congress, poll);

  return entity != NULL && regie_poll_state (entity)->poll_state == REGIE_POLL_CLOSING;
}

/* The result is what the stored ballots say at the close: both stand in the journal before the
 * close is answered. */
static void
finish_close (RegieConductor *self, RegieCommandItem *item, RegieReply *reply)
{
  const char *poll = item->command->record->poll;
  g_autoptr (RegieRecord) tally = regie_congress_tally_poll (self->congress, poll, TRUE);
  Closing *closing = g_new0 (Closing, 1);

  closing->item = item;
  closing->reply = reply;
  regie_conductor_append_own (self, tally, 0, on_settled, closing);
}

static void
accept (RegieConductor *self, RegieCommandItem *item)
{
  RegieRecord *record = item->command->record;
  RegieField subject = regie_record_type_subject (record->type);
  RegieReply *reply = regie_reply_new (REGIE_ANSWER_APPLIED);

  self->figures.records++;
  if (record->type == REGIE_RECORD_POLL_BALLOT)
    self->figures.ballots++;
  regie_trail_note (self->trail, self->congress, record);
  regie_herald_note (self->herald, record);
  reply->seq = record->seq;
  if (subject != REGIE_N_FIELDS)
    reply->subject = g_strdup (regie_record_get_string (record, subject));
  if (record->type == REGIE_RECORD_POLL_CLOSE && is_closing (self, record->poll))
    {
      finish_close (self, item, reply);
      return;
    }
  finish (item, reply);
  regie_reply_free (reply);
}

static void
on_appended (RegieJournal *journal,
             RegieRecord *record,
             gboolean duplicate,
             const GError *error,
             gpointer user_data)
{
  RegieCommandItem *item = user_data;
  g_autoptr (RegieConductor) self = g_object_ref (item->conductor);
  g_autoptr (RegieReply) reply = NULL;
  g_autoptr (GError) refusal = NULL;

  self->figures.pending--;
  if (item->ordered)
    self->ordered--;
  set_problem (self, error != NULL ? error->message : NULL);

  if (error != NULL)
    {
      reply = regie_refusal_from_error (error);
      finish (item, reply);
    }
  else if (duplicate)
    {
      reply = regie_journal_find_answer (journal, record->cmd);
      if (reply == NULL)
        reply = regie_reply_new (REGIE_ANSWER_DUPLICATE);
      finish (item, reply);
    }
  else if (!regie_congress_apply (self->congress, record, &refusal))
    {
      /* A race that the order of the journal decided. */
      refuse (item, refusal);
    }
  else
    accept (self, item);
  release_next (self);
}

void
regie_conductor_append (RegieConductor *self, RegieCommandItem *item)
{
  RegieRecord *record = item->command->record;
  g_autoptr (GError) error = NULL;

  /* Never backwards, even when the machine's clock was set back. */
  record->at = MAX (self->clock (), self->last_at);
  if (item->command->not_after != 0 && record->at > item->command->not_after)
    {
      g_set_error_literal (&error, REGIE_RULE_ERROR, REGIE_RULE_LATE,
                           "It came after the instant it was meant for");
      refuse (item, error);
      return;
    }
  if (!item->checked
      && !regie_congress_check (self->congress, record, item->command->expect_rev, &error))
    {
      refuse (item, error);
      return;
    }
  if (self->inspector != NULL && regie_record_type_is_crowd (record->type))
    {
      g_autoptr (RegieReply) reply = self->inspector (record, self->inspector_data);

      if (reply != NULL)
        {
          finish (item, reply);
          return;
        }
    }
  self->last_at = record->at;
  item->ordered = !regie_record_type_is_crowd (record->type) && !item->checked;
  if (item->ordered)
    self->ordered++;
  if (record->cmd != NULL)
    g_hash_table_insert (self->under_way, record->cmd, item);
  self->figures.pending++;
  regie_journal_append (self->journal, record, on_appended, item);
}

void
regie_conductor_start (RegieConductor *self, RegieCommandItem *item)
{
  if (regie_record_type_is_crowd (item->command->record->type) || self->ordered == 0)
    regie_conductor_append (self, item);
  else
    g_queue_push_tail (&self->waiting, item);
}
