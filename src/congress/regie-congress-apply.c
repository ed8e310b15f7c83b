/* regie-congress-apply.c: the only door through which a congress changes
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-congress"

#include "regie-congress-private.h"

static const RegieRule *
rule_for (RegieRecordType type)
{
  const RegieRule *rule = regie_message_rule (type);

  if (rule == NULL)
    rule = regie_review_rule (type);
  if (rule == NULL)
    rule = regie_move_rule (type);
  if (rule == NULL)
    rule = regie_merge_rule (type);
  if (rule == NULL)
    rule = regie_undo_rule (type);
  if (rule == NULL)
    rule = regie_erase_rule (type);
  if (rule == NULL)
    rule = regie_poll_rule (type);
  if (rule == NULL)
    rule = regie_stage_rule (type);
  return rule;
}

static gboolean
check_state_record (RegieCongress *self, const RegieRecord *record, GError **error)
{
  if (record->type == REGIE_RECORD_GONE)
    return regie_refuse (error, REGIE_RULE_INVALID,
                         "type: “gone” is only ever sent to the audience");
  if (record->type == REGIE_RECORD_MESSAGE_STATE && !regie_message_is_kept (self, record, error))
    return FALSE;
  gboolean on_stage = record->type == REGIE_RECORD_SESSION_STATE
                      || record->type == REGIE_RECORD_POLL_STATE
                      || record->type == REGIE_RECORD_MESSAGE_STATE;
  return !on_stage || regie_require (self->stages, "stage", record->stage, error) != NULL;
}

/** Refuses what was meant for an older state of @message, and says who changed it when. */
static gboolean
refuse_revision (RegieCongress *self,
                 const RegieRecord *record,
                 const char *message,
                 guint64 expect_rev,
                 guint64 rev,
                 GError **error)
{
  const RegieRecord *step = record->by.role >= REGIE_ROLE_MODERATOR && message != NULL
                                ? regie_congress_last_step (self, message)
                                : NULL;
  g_autofree char *who = step != NULL ? regie_step_describe (step) : NULL;

  return regie_refuse (error, REGIE_RULE_CONFLICT,
                       "expect_rev: revision %" G_GUINT64_FORMAT
                       " was expected, it is %" G_GUINT64_FORMAT " now%s%s",
                       expect_rev, rev, who != NULL ? ": " : "", who != NULL ? who : "");
}

/** One entity is to be as it was seen; of several messages none is to be younger than what was seen. */
static gboolean
check_revision (RegieCongress *self, const RegieRecord *record, guint64 expect_rev, GError **error)
{
  for (gsize i = 0; record->messages != NULL && record->messages[i] != NULL; i++)
    {
      RegieEntity *message = regie_entity_list_find (self->messages, record->messages[i]);
      guint64 rev = message != NULL ? (guint64) regie_entity_state (message)->rev : 0;
      if (rev > expect_rev)
        return refuse_revision (self, record, record->messages[i], expect_rev, rev, error);
    }
  if (regie_record_has (record, MESSAGES))
    return TRUE;
  RegieEntity *subject = regie_congress_subject (self, record);
  guint64 rev = subject != NULL ? (guint64) regie_entity_state (subject)->rev : 0;
  return rev == expect_rev
         || refuse_revision (self, record, record->message, expect_rev, rev, error);
}

gboolean
regie_congress_check (RegieCongress *self,
                      const RegieRecord *record,
                      guint64 expect_rev,
                      GError **error)
{
  g_return_val_if_fail (REGIE_IS_CONGRESS (self), FALSE);
  g_return_val_if_fail (record != NULL, FALSE);

  if (!regie_record_validate (record, error))
    return FALSE;
  if (expect_rev != 0 && !check_revision (self, record, expect_rev, error))
    return FALSE;
  if (regie_record_type_is_state (record->type))
    return check_state_record (self, record, error);
  const RegieRule *rule = rule_for (record->type);
  g_assert (rule != NULL);
  return rule->check (self, record, error);
}

/** Keeps what is found from the messages in step with one that went from @before to its state now. */
static void
settle_message (RegieCongress *self, RegieEntity *message, const RegieRecord *before)
{
  const RegieRecord *now = regie_entity_state (message);

  if (regie_merges_update (self->merges, before, now))
    regie_merges_recount (self, before, now);
  regie_queues_update (self->queues, message, before);
}

/** A stage's channel follows the agenda: what the session says that runs there. */
static void
settle_channel (RegieCongress *self, RegieEntity *stage)
{
  const RegieRecord *state = regie_entity_state (stage);
  RegieEntity *session = regie_entity_list_find (self->sessions, state->session);
  gboolean says = session != NULL && regie_record_has (regie_entity_state (session), CHANNEL);

  if (says == regie_record_has (state, AUTOMATIC)
      && (!says || state->automatic == regie_entity_state (session)->channel))
    return;
  RegieRecord *next = regie_record_copy (state);
  if (says)
    regie_record_set_int (next, REGIE_FIELD_AUTOMATIC, regie_entity_state (session)->channel);
  else
    regie_record_clear (next, REGIE_FIELD_AUTOMATIC);
  regie_congress_put (self, stage, next);
}

/** Keeps in step what follows from @entity, which went from @before to its state now. */
static void
settle (RegieCongress *self, RegieEntity *entity, const RegieRecord *before)
{
  const RegieRecord *now = regie_entity_state (entity);

  if (now->type == REGIE_RECORD_MESSAGE_STATE)
    settle_message (self, entity, before);
  else if (now->type == REGIE_RECORD_STAGE_STATE)
    settle_channel (self, entity);
  else if (now->type == REGIE_RECORD_SESSION_STATE)
    for (guint i = 0; i < regie_entity_list_get_length (self->stages); i++)
      settle_channel (self, regie_entity_list_get (self->stages, i));
}

static gboolean
is_touched (RegieCongress *self, RegieEntity *entity)
{
  for (guint i = 0; i < self->touched->len; i++)
    if (g_array_index (self->touched, RegieTouch, i).entity == entity)
      return TRUE;
  return FALSE;
}

void
regie_congress_put (RegieCongress *self, RegieEntity *entity, RegieRecord *next)
{
  g_autoptr (RegieRecord) before = regie_record_ref ((RegieRecord *) regie_entity_state (entity));

  if (!is_touched (self, entity))
    {
      RegieTouch touch = { g_object_ref (entity), regie_record_ref (before) };
      g_array_append_val (self->touched, touch);
    }
  regie_entity_update (entity, next);
  settle (self, entity, before);
}

void
regie_congress_add (RegieCongress *self, const RegieRecord *state)
{
  RegieEntity *entity = regie_entity_new (state);
  RegieTouch touch = { g_object_ref (entity), NULL };

  g_array_append_val (self->touched, touch);
  regie_entity_list_add (regie_congress_list (self, state->type), entity);
  settle (self, entity, NULL);
}

/** Sets an entity, or the congress itself, to what a state record says. */
static void
apply_state_record (RegieCongress *self, const RegieRecord *record)
{
  g_autoptr (RegieRecord) state = regie_record_copy (record);
  if (record->seq != 0)
    regie_record_set_int (state, REGIE_FIELD_REV, (gint64) record->seq);

  if (record->type == REGIE_RECORD_CONGRESS_STATE)
    {
      g_clear_pointer (&self->state, regie_record_unref);
      state->seq = 0;
      state->at = 0;
      regie_record_set_cmd (regie_record_set_by (state, REGIE_ROLE_NONE, NULL), NULL);
      self->state = g_steal_pointer (&state);
      regie_congress_tell_title (self);
      return;
    }
  RegieEntity *entity = regie_congress_subject (self, record);
  if (entity != NULL)
    regie_congress_put (self, entity, g_steal_pointer (&state));
  else
    regie_congress_add (self, state);
}

/** What the audience saw and may not see any more leaves its copy of the congress. */
static void
apply_gone (RegieCongress *self, const RegieRecord *record)
{
  RegieEntity *message = regie_entity_list_find (self->messages, record->message);

  if (message != NULL)
    {
      regie_merges_update (self->merges, regie_entity_state (message), NULL);
      regie_queues_forget (self->queues, message);
    }
  regie_entity_list_remove (self->messages, record->message);
  regie_entity_list_remove (self->polls, record->poll);
  regie_entity_list_remove (self->sessions, record->session);
  regie_entity_list_remove (self->stages, record->stage);
}

gboolean
regie_congress_apply (RegieCongress *self, const RegieRecord *record, GError **error)
{
  g_return_val_if_fail (REGIE_IS_CONGRESS (self), FALSE);
  g_return_val_if_fail (record != NULL, FALSE);

  if (record->seq != 0 && record->seq <= self->seq)
    return regie_refuse (error, REGIE_RULE_CONFLICT,
                         "seq: %" G_GUINT64_FORMAT " is not above %" G_GUINT64_FORMAT, record->seq,
                         self->seq);
  if (record->seq != 0)
    {
      self->seq = record->seq;
      self->at = record->at;
    }
  self->changes++;
  g_array_set_size (self->touched, 0);
  /* Nobody may write it into a journal: regie_congress_check() refuses it. */
  if (record->type == REGIE_RECORD_GONE)
    {
      apply_gone (self, record);
      regie_congress_tell_applied (self, record);
      return TRUE;
    }
  if (!regie_congress_check (self, record, 0, error))
    return FALSE;

  if (regie_record_type_is_state (record->type))
    apply_state_record (self, record);
  else
    rule_for (record->type)->change (self, record);
  regie_congress_note_step (self, record);
  regie_congress_tell_applied (self, record);
  return TRUE;
}
