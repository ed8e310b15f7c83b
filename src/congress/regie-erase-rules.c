/* regie-erase-rules.c: a participant goes, with everything that tells of the person (SEMANTICS 2)
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * What the person wrote is blanked and ends like a withdrawn message; so is what was written to or about
 * them beside it: the original, the note, the reason of a rejection, the written answer, which greets,
 * quotes and makes no sense without its question. Upvotes and the ballots of running polls go and are
 * counted anew; those of closed polls stay as they were counted, under another pseudonym. Nothing can
 * bring a text back: the steps that hold one lose that part of them.
 *
 * Desks do the same with what they have: they know the messages, but no pseudonyms and no ballots.
 */

#define G_LOG_DOMAIN "regie-congress"

#include "regie-congress-private.h"

/* What is cleared of a message beside its text. */
#define WRITTEN_BESIDE                                                                             \
  (REGIE_HAS (ORIGINAL) | REGIE_HAS (EDITED) | REGIE_HAS (NOTE) | REGIE_HAS (REASON)               \
   | REGIE_HAS (ANSWER) | REGIE_HAS (AUTHOR) | REGIE_HAS (RESTRAINT) | REGIE_HAS (FLAGS)           \
   | REGIE_HAS (TARGET) | REGIE_HAS (FORMER))

gboolean
regie_message_is_kept (RegieCongress *self, const RegieRecord *record, GError **error)
{
  RegieEntity *message = regie_entity_list_find (self->messages, record->message);

  return message == NULL || !regie_entity_state (message)->erased
         || regie_refuse (error, REGIE_RULE_CONFLICT, "message: “%s” was erased", record->message);
}

/** Each message is there and, where pseudonyms reach, is the person's or was erased before. */
static gboolean
check_messages (RegieCongress *self, const RegieRecord *record, GError **error)
{
  for (gsize i = 0; record->messages != NULL && record->messages[i] != NULL; i++)
    {
      RegieEntity *message = regie_require (self->messages, "message", record->messages[i], error);
      if (message == NULL)
        return FALSE;
      const RegieRecord *state = regie_entity_state (message);
      if (record->author != NULL && !state->erased
          && g_strcmp0 (state->author, record->author) != 0)
        return regie_refuse (error, REGIE_RULE_CONFLICT, "messages: “%s” is somebody else's",
                             state->message);
    }
  return TRUE;
}

static gboolean
check_erase (RegieCongress *self, const RegieRecord *record, GError **error)
{
  if (regie_record_has (record, MESSAGE))
    return regie_refuse (error, REGIE_RULE_INVALID,
                         "message: is for who asks; what happened names all in “messages”");
  if (regie_record_has (record, AUTHOR) != regie_record_has (record, TARGET))
    return regie_refuse (error, REGIE_RULE_INVALID, "target: goes with “author”");
  return check_messages (self, record, error);
}

static void
blank (RegieCongress *self, const RegieRecord *record, RegieEntity *message)
{
  RegieRecord *next = regie_entity_draft (message, record);

  REGIE_FOREACH_FIELD (field, next->has & WRITTEN_BESIDE)
    regie_record_clear (next, field);
  regie_record_set_string (next, REGIE_FIELD_TEXT, "");
  regie_record_set_int (next, REGIE_FIELD_ERASED, TRUE);
  regie_record_set_int (next, REGIE_FIELD_MESSAGE_STATE, REGIE_MESSAGE_WITHDRAWN);
  regie_record_set_int (next, REGIE_FIELD_CHANGED, record->at);
  regie_message_drop_claim (next);
  regie_message_put (self, message, next);
}

static gboolean
is_among (const RegieRecord *record, const char *message)
{
  return g_strv_contains ((const char *const *) record->messages, message);
}

/** Returns: (transfer full) (nullable): @step without its parts about the erased messages; %NULL when
 * it has none about them */
static RegieRecord *
step_without (const RegieRecord *step, const RegieRecord *record)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GPtrArray) befores = g_ptr_array_new ();
  g_autoptr (GPtrArray) afters = g_ptr_array_new ();

  for (guint i = 0; i < step->before->len; i++)
    {
      RegieRecord *before = g_ptr_array_index (step->before, i);
      if (is_among (record, before->message))
        continue;
      g_strv_builder_add (builder, before->message);
      g_ptr_array_add (befores, before);
      g_ptr_array_add (afters, g_ptr_array_index (step->after, i));
    }
  if (befores->len == step->before->len)
    return NULL;
  g_auto (GStrv) ids = g_strv_builder_end (builder);
  RegieRecord *next = regie_record_copy (step);
  regie_record_set_strings (next, REGIE_FIELD_MESSAGES, (const char *const *) ids);
  regie_record_set_records (next, REGIE_FIELD_BEFORE, befores);
  return regie_record_set_records (next, REGIE_FIELD_AFTER, afters);
}

static void
forget_steps (RegieCongress *self, const RegieRecord *record)
{
  for (guint i = regie_entity_list_get_length (self->steps); i > 0; i--)
    {
      RegieEntity *step = regie_entity_list_get (self->steps, i - 1);
      g_autoptr (RegieRecord) next = step_without (regie_entity_state (step), record);
      if (next != NULL && next->before->len == 0)
        regie_entity_list_remove (self->steps, next->step);
      else if (next != NULL)
        regie_entity_update (step, g_steal_pointer (&next));
    }
}

static gboolean
is_counting (const RegieRecord *poll)
{
  return poll->poll_state == REGIE_POLL_OPEN || poll->poll_state == REGIE_POLL_CLOSING;
}

static void
forget_ballots (RegieCongress *self, const RegieRecord *record)
{
  static const char *const none[] = { NULL };

  for (guint i = 0; i < regie_entity_list_get_length (self->polls); i++)
    {
      const RegieRecord *poll = regie_entity_state (regie_entity_list_get (self->polls, i));
      if (regie_ballots_get (self->ballots, poll->poll, record->author) == NULL)
        continue;
      if (is_counting (poll))
        regie_ballots_put (self->ballots, poll->poll, record->author, none,
                           poll->poll_kind == REGIE_POLL_WORDS);
      else
        regie_ballots_rename (self->ballots, poll->poll, record->author, record->target);
    }
}

GPtrArray *
regie_congress_dup_running_polls_of (RegieCongress *self, const char *participant)
{
  GPtrArray *ids = g_ptr_array_new_null_terminated (4, g_free, TRUE);

  g_return_val_if_fail (REGIE_IS_CONGRESS (self), ids);
  g_return_val_if_fail (participant != NULL, ids);

  for (guint i = 0; i < regie_entity_list_get_length (self->polls); i++)
    {
      const RegieRecord *poll = regie_entity_state (regie_entity_list_get (self->polls, i));
      if (is_counting (poll) && regie_ballots_get (self->ballots, poll->poll, participant) != NULL)
        g_ptr_array_add (ids, g_strdup (poll->poll));
    }
  return ids;
}

static void
change_erase (RegieCongress *self, const RegieRecord *record)
{
  GStrv messages = record->messages;

  for (gsize i = 0; messages != NULL && messages[i] != NULL; i++)
    {
      RegieEntity *message = regie_entity_list_find (self->messages, messages[i]);
      if (!regie_entity_state (message)->erased)
        blank (self, record, message);
    }
  /* Only now: of two of the person's, the one that was merged into the other does not come back. */
  for (gsize i = 0; messages != NULL && messages[i] != NULL; i++)
    regie_message_give_back_merged (self, record, messages[i]);
  if (messages != NULL)
    forget_steps (self, record);
  if (record->author == NULL)
    return;
  regie_ballots_forget_upvotes (self->ballots, record->author);
  forget_ballots (self, record);
}

const RegieRule *
regie_erase_rule (RegieRecordType type)
{
  static const RegieRule rules[REGIE_N_RECORDS] = {
    [REGIE_RECORD_PERSON_ERASE] = { check_erase, change_erase },
  };

  return rules[type].check != NULL ? &rules[type] : NULL;
}
