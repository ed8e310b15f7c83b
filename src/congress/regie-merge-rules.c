/* regie-merge-rules.c: one question for several, and back (SEMANTICS 2)
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-congress"

#include "regie-congress-private.h"

/* What may be merged: what waits for its turn. What is on air or answered is itself what others are
 * merged into; it has to be taken back first. */
static gboolean
may_be_merged (gint64 state)
{
  return state == REGIE_MESSAGE_NEW || state == REGIE_MESSAGE_IN_REVIEW
         || state == REGIE_MESSAGE_APPROVED || state == REGIE_MESSAGE_NEXT
         || state == REGIE_MESSAGE_PARKED;
}

/* What others may be merged into: everything that somebody still reads. */
static gboolean
may_be_target (gint64 state)
{
  return may_be_merged (state) || state == REGIE_MESSAGE_ON_AIR || state == REGIE_MESSAGE_ANSWERED;
}

gboolean
regie_merge_is_possible (RegieCongress *self,
                         const RegieRecord *message,
                         const char *target,
                         GError **error)
{
  RegieEntity *entity = regie_entity_list_find (self->messages, target);

  if (entity == NULL)
    return regie_refuse (error, REGIE_RULE_UNKNOWN, "target: there is no message “%s”", target);
  if (g_str_equal (regie_merges_root (self->merges, target), message->message))
    return regie_refuse (error, REGIE_RULE_CONFLICT, "target: “%s” is merged into “%s” itself",
                         target, message->message);
  const RegieRecord *into = regie_entity_state (entity);
  if (!g_str_equal (into->stage, message->stage))
    return regie_refuse (error, REGIE_RULE_INVALID, "target: “%s” is on another stage", target);
  return may_be_target (into->message_state)
         || regie_refuse (error, REGIE_RULE_CONFLICT, "target: “%s” is %s", target,
                          regie_enum_nick (REGIE_TYPE_MESSAGE_STATE, (int) into->message_state));
}

static gboolean
check_merge (RegieCongress *self, const RegieRecord *record, GError **error)
{
  RegieEntity *message = regie_require (self->messages, "message", record->message, error);
  if (message == NULL)
    return FALSE;
  const RegieRecord *state = regie_entity_state (message);

  if (g_str_equal (record->message, record->target))
    return regie_refuse (error, REGIE_RULE_INVALID, "target: is the message itself");
  if (state->message_state == REGIE_MESSAGE_MERGED && g_str_equal (state->target, record->target))
    return TRUE;
  if (!may_be_merged (state->message_state))
    return regie_refuse (error, REGIE_RULE_CONFLICT,
                         "message: a message that is %s cannot be merged",
                         regie_enum_nick (REGIE_TYPE_MESSAGE_STATE, (int) state->message_state));
  if (!regie_merge_is_possible (self, state, record->target, error))
    return FALSE;
  RegieEntity *target = regie_entity_list_find (self->messages, record->target);
  return regie_message_is_free (state, record, error)
         && regie_message_is_free (regie_entity_state (target), record, error);
}

/** Where a message goes when it is unmerged: not back into Next, whose turn has changed since. */
static RegieMessageState
former_state (gint64 state)
{
  if (state == REGIE_MESSAGE_NEXT)
    return REGIE_MESSAGE_APPROVED;
  return state == REGIE_MESSAGE_IN_REVIEW ? REGIE_MESSAGE_NEW : (RegieMessageState) state;
}

static void
change_merge (RegieCongress *self, const RegieRecord *record)
{
  RegieEntity *message = regie_congress_subject (self, record);
  if (regie_entity_state (message)->message_state == REGIE_MESSAGE_MERGED)
    return;

  RegieRecord *next = regie_entity_draft (message, record);
  regie_record_set_int (next, REGIE_FIELD_FORMER, former_state (next->message_state));
  regie_record_set_int (next, REGIE_FIELD_MESSAGE_STATE, REGIE_MESSAGE_MERGED);
  regie_record_set_string (next, REGIE_FIELD_TARGET, record->target);
  regie_record_set_int (next, REGIE_FIELD_CHANGED, record->at);
  regie_message_drop_claim (next);
  regie_message_put (self, message, next);
}

static gboolean
check_unmerge (RegieCongress *self, const RegieRecord *record, GError **error)
{
  RegieEntity *message = regie_require (self->messages, "message", record->message, error);

  return message != NULL
         && (regie_entity_state (message)->message_state == REGIE_MESSAGE_MERGED
             || regie_refuse (error, REGIE_RULE_CONFLICT, "message: “%s” is not merged",
                              record->message));
}

RegieRecord *
regie_message_unmerged (RegieEntity *message, const RegieRecord *cause)
{
  RegieRecord *next = regie_entity_draft (message, cause);

  regie_record_set_int (next, REGIE_FIELD_MESSAGE_STATE,
                        regie_record_has (next, FORMER) ? next->former : REGIE_MESSAGE_NEW);
  regie_record_set_int (next, REGIE_FIELD_CHANGED, cause->at);
  regie_record_clear (next, REGIE_FIELD_FORMER);
  return regie_record_clear (next, REGIE_FIELD_TARGET);
}

static void
change_unmerge (RegieCongress *self, const RegieRecord *record)
{
  RegieEntity *message = regie_congress_subject (self, record);

  regie_message_put (self, message, regie_message_unmerged (message, record));
}

void
regie_merges_recount (RegieCongress *self, const RegieRecord *before, const RegieRecord *now)
{
  const char *message = now != NULL ? now->message : before->message;

  regie_ballots_touch (self->ballots, message);
  if (before != NULL && before->message_state == REGIE_MESSAGE_MERGED)
    regie_ballots_touch (self->ballots, before->target);
}

const RegieRule *
regie_merge_rule (RegieRecordType type)
{
  static const RegieRule rules[REGIE_N_RECORDS] = {
    [REGIE_RECORD_MESSAGE_MERGE] = { check_merge, change_merge },
    [REGIE_RECORD_MESSAGE_UNMERGE] = { check_unmerge, change_unmerge },
  };

  return rules[type].check != NULL ? &rules[type] : NULL;
}
