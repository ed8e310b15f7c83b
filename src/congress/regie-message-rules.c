/* regie-message-rules.c: what the audience does: it sends, withdraws and votes messages up (SEMANTICS 2)
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-congress"

#include "regie-congress-private.h"
#include "regie-question-rules.h"
#include "regie-word.h"

/** Longest message, user-perceived characters. */
#define MESSAGE_GRAPHEMES 1000

gboolean
regie_message_check_text (const char *text, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  if (stripped[0] == '\0')
    return regie_refuse (error, REGIE_RULE_INVALID, "text: is empty");
  return regie_text_graphemes (text) <= MESSAGE_GRAPHEMES
         || regie_refuse (error, REGIE_RULE_INVALID, "text: is longer than %d characters",
                          MESSAGE_GRAPHEMES);
}

static gboolean
check_message (RegieCongress *self, const RegieRecord *record, GError **error)
{
  return regie_require (self->messages, "message", record->message, error) != NULL;
}

RegieChannel
regie_stage_effective_channel (const RegieRecord *stage)
{
  if (regie_record_has (stage, CHANNEL))
    return (RegieChannel) stage->channel;
  return regie_record_has (stage, AUTOMATIC) ? (RegieChannel) stage->automatic : REGIE_CHANNEL_OPEN;
}

static gboolean
check_channel (const RegieRecord *stage, GError **error)
{
  RegieChannel channel = regie_stage_effective_channel (stage);

  if (channel == REGIE_CHANNEL_OPEN)
    return TRUE;
  return regie_refuse (
      error, channel == REGIE_CHANNEL_PAUSED ? REGIE_RULE_PAUSED : REGIE_RULE_CLOSED,
      "stage: writing is %s on this stage%s%s",
      channel == REGIE_CHANNEL_PAUSED ? "paused" : "closed", stage->reason != NULL ? ": " : "",
      stage->reason != NULL ? stage->reason : "");
}

static gboolean
check_submit (RegieCongress *self, const RegieRecord *record, GError **error)
{
  RegieEntity *stage = regie_require (self->stages, "stage", record->stage, error);

  if (stage == NULL)
    return FALSE;
  if (regie_congress_subject (self, record) != NULL)
    return regie_refuse (error, REGIE_RULE_CONFLICT, "message: “%s” was sent before",
                         record->message);
  if (regie_record_has (record, SESSION)
      && regie_require (self->sessions, "session", record->session, error) == NULL)
    return FALSE;
  if (!regie_message_check_text (record->text, error))
    return FALSE;
  /* Staff may write while the audience may not. */
  return record->by.role > REGIE_ROLE_PARTICIPANT
         || check_channel (regie_entity_state (stage), error);
}

static void
change_submit (RegieCongress *self, const RegieRecord *record)
{
  const RegieRecord *stage =
      regie_entity_state (regie_entity_list_find (self->stages, record->stage));
  g_autoptr (RegieRecord) state = regie_record_new (REGIE_RECORD_MESSAGE_STATE);

  regie_record_copy_field (state, record, REGIE_FIELD_MESSAGE);
  regie_record_copy_field (state, record, REGIE_FIELD_STAGE);
  regie_record_copy_field (state, record, REGIE_FIELD_MESSAGE_KIND);
  regie_record_copy_field (state, record, REGIE_FIELD_TEXT);
  regie_record_set_string (state, REGIE_FIELD_SESSION,
                           record->session != NULL ? record->session : stage->session);
  regie_record_copy_field (state, record, REGIE_FIELD_FLAGS);
  regie_record_copy_field (state, record, REGIE_FIELD_RESTRAINT);
  /* What is flagged is looked at first, also in open mode. */
  regie_record_set_int (state, REGIE_FIELD_MESSAGE_STATE,
                        stage->moderated || (record->flags != NULL && record->flags[0] != NULL)
                            ? REGIE_MESSAGE_NEW
                            : REGIE_MESSAGE_APPROVED);
  regie_record_set_int (state, REGIE_FIELD_SCORE, 0);
  regie_record_set_int (state, REGIE_FIELD_CREATED, record->at);
  regie_record_set_int (state, REGIE_FIELD_CHANGED, record->at);
  regie_record_set_int (state, REGIE_FIELD_REV, (gint64) record->seq);
  regie_record_set_string (state, REGIE_FIELD_AUTHOR, record->by.id);
  if (record->by.role != REGIE_ROLE_PARTICIPANT)
    regie_record_clear (state, REGIE_FIELD_AUTHOR);
  regie_congress_add (self, state);
}

static gboolean
refuse_unknown (const RegieRecord *record, GError **error)
{
  return regie_refuse (error, REGIE_RULE_UNKNOWN, "message: there is no message “%s”",
                       record->message);
}

static gboolean
check_withdraw (RegieCongress *self, const RegieRecord *record, GError **error)
{
  if (!check_message (self, record, error))
    return FALSE;
  const RegieRecord *state = regie_entity_state (regie_congress_subject (self, record));
  /* Where pseudonyms do not reach, the backend has already asked whose it is. What is hidden stays
   * hidden, also from those who guess its id. */
  if (record->by.id != NULL && g_strcmp0 (state->author, record->by.id) != 0)
    return regie_message_state_is_public ((RegieMessageState) state->message_state)
               ? regie_refuse (error, REGIE_RULE_DENIED, "message: is somebody else's")
               : refuse_unknown (record, error);
  return state->message_state != REGIE_MESSAGE_ON_AIR
         || regie_refuse (error, REGIE_RULE_CONFLICT, "message: is on air");
}

void
regie_message_give_back_merged (RegieCongress *self, const RegieRecord *cause, const char *message)
{
  GPtrArray *merged = regie_merges_merged (self->merges, message);
  g_autoptr (GPtrArray) entities = g_ptr_array_new ();

  /* Giving one back takes it off the list. */
  for (guint i = 0; merged != NULL && i < merged->len; i++)
    g_ptr_array_add (entities,
                     regie_entity_list_find (self->messages, g_ptr_array_index (merged, i)));
  for (guint i = 0; i < entities->len; i++)
    regie_message_put (self, g_ptr_array_index (entities, i),
                       regie_message_unmerged (g_ptr_array_index (entities, i), cause));
}

static void
change_withdraw (RegieCongress *self, const RegieRecord *record)
{
  RegieEntity *message = regie_congress_subject (self, record);
  if (regie_entity_state (message)->message_state == REGIE_MESSAGE_WITHDRAWN)
    return;

  RegieRecord *next = regie_entity_draft (message, record);
  regie_record_set_int (next, REGIE_FIELD_MESSAGE_STATE, REGIE_MESSAGE_WITHDRAWN);
  regie_record_set_int (next, REGIE_FIELD_CHANGED, record->at);
  regie_message_drop_claim (next);
  regie_record_clear (next, REGIE_FIELD_TARGET);
  regie_record_clear (next, REGIE_FIELD_FORMER);
  regie_message_put (self, message, next);
  regie_message_give_back_merged (self, record, record->message);
}

static gboolean
check_upvote (RegieCongress *self, const RegieRecord *record, GError **error)
{
  if (!check_message (self, record, error))
    return FALSE;
  const RegieRecord *state = regie_entity_state (regie_congress_subject (self, record));
  if (!regie_message_state_is_public ((RegieMessageState) state->message_state))
    return refuse_unknown (record, error);
  const RegieRecord *stage =
      regie_entity_state (regie_entity_list_find (self->stages, state->stage));
  if (record->on && regie_stage_effective_channel (stage) == REGIE_CHANNEL_CLOSED)
    return check_channel (stage, error);
  return g_strcmp0 (state->author, record->by.id) != 0
         || regie_refuse (error, REGIE_RULE_OWN_MESSAGE, "message: is your own");
}

static void
change_upvote (RegieCongress *self, const RegieRecord *record)
{
  if (record->on)
    {
      regie_ballots_upvote (self->ballots, record->message, record->by.id, TRUE);
      return;
    }
  /* A vote for a message that speaks for others as well is taken back from all of them. */
  g_autoptr (GPtrArray) all = regie_merges_all (self->merges, record->message);
  for (guint i = 0; i < all->len; i++)
    regie_ballots_upvote (self->ballots, g_ptr_array_index (all, i), record->by.id, FALSE);
}

static gboolean
check_anything (RegieCongress *self, const RegieRecord *record, GError **error)
{
  return TRUE;
}

static void
change_scores (RegieCongress *self, const RegieRecord *record)
{
  for (guint i = 0; i < record->entries->len; i++)
    {
      const RegieEntry *entry = g_ptr_array_index (record->entries, i);
      RegieEntity *message = regie_entity_list_find (self->messages, entry->id);
      if (message == NULL)
        continue;
      /* A vote does not disturb who is editing: the revision stays, and nobody has to be told but
       * of the scores themselves. */
      RegieRecord *next = regie_record_copy (regie_entity_state (message));
      regie_entity_update (message, regie_record_set_int (next, REGIE_FIELD_SCORE, entry->count));
    }
}

const RegieRule *
regie_message_rule (RegieRecordType type)
{
  static const RegieRule rules[REGIE_N_RECORDS] = {
    [REGIE_RECORD_MESSAGE_SUBMIT] = { check_submit, change_submit },
    [REGIE_RECORD_MESSAGE_WITHDRAW] = { check_withdraw, change_withdraw },
    [REGIE_RECORD_MESSAGE_UPVOTE] = { check_upvote, change_upvote },
    [REGIE_RECORD_MESSAGE_SCORES] = { check_anything, change_scores },
  };

  return rules[type].check != NULL ? &rules[type] : NULL;
}
