/* regie-message-rules.c: questions, comments and praise on their way (SEMANTICS 2)
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

#define TO(state) (1u << REGIE_MESSAGE_##state)

/* Every way there is. Claiming (to and from in_review), merging and withdrawing are records of their
 * own. Each edge here has its inverse. */
static const guint edges[] = {
  [REGIE_MESSAGE_NEW] = TO (APPROVED) | TO (NEXT) | TO (REJECTED) | TO (PARKED),
  [REGIE_MESSAGE_IN_REVIEW] = TO (NEW) | TO (APPROVED) | TO (NEXT) | TO (REJECTED) | TO (PARKED),
  [REGIE_MESSAGE_APPROVED] =
      TO (NEW) | TO (NEXT) | TO (ON_AIR) | TO (ANSWERED) | TO (REJECTED) | TO (PARKED),
  [REGIE_MESSAGE_NEXT] =
      TO (NEW) | TO (APPROVED) | TO (ON_AIR) | TO (ANSWERED) | TO (REJECTED) | TO (PARKED),
  [REGIE_MESSAGE_ON_AIR] = TO (APPROVED) | TO (NEXT) | TO (ANSWERED) | TO (REJECTED),
  [REGIE_MESSAGE_ANSWERED] = TO (APPROVED) | TO (NEXT) | TO (ON_AIR) | TO (ARCHIVED),
  [REGIE_MESSAGE_ARCHIVED] = TO (ANSWERED),
  [REGIE_MESSAGE_REJECTED] = TO (NEW) | TO (APPROVED) | TO (NEXT),
  [REGIE_MESSAGE_MERGED] = 0,
  [REGIE_MESSAGE_PARKED] = TO (NEW) | TO (APPROVED) | TO (NEXT),
  [REGIE_MESSAGE_WITHDRAWN] = 0,
};

gboolean
regie_message_may_move (RegieMessageState from, RegieMessageState to)
{
  return (guint) from < G_N_ELEMENTS (edges) && (edges[from] & (1u << to)) != 0;
}

gboolean
regie_message_state_is_public (RegieMessageState state)
{
  return state == REGIE_MESSAGE_APPROVED || state == REGIE_MESSAGE_NEXT
         || state == REGIE_MESSAGE_ON_AIR || state == REGIE_MESSAGE_ANSWERED;
}

static gboolean
check_text (const char *text, GError **error)
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

static gboolean
check_channel (const RegieRecord *stage, GError **error)
{
  if (stage->channel == REGIE_CHANNEL_OPEN)
    return TRUE;
  return regie_refuse (error, REGIE_RULE_DENIED, "stage: writing is %s on this stage%s%s",
                       stage->channel == REGIE_CHANNEL_PAUSED ? "paused" : "closed",
                       stage->reason != NULL ? ": " : "",
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
  if (!check_text (record->text, error))
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
  regie_record_set_int (state, REGIE_FIELD_MESSAGE_STATE,
                        stage->moderated ? REGIE_MESSAGE_NEW : REGIE_MESSAGE_APPROVED);
  regie_record_set_int (state, REGIE_FIELD_SCORE, 0);
  regie_record_set_int (state, REGIE_FIELD_CREATED, record->at);
  regie_record_set_int (state, REGIE_FIELD_CHANGED, record->at);
  regie_record_set_int (state, REGIE_FIELD_REV, (gint64) record->seq);
  regie_record_set_string (state, REGIE_FIELD_AUTHOR, record->by.id);
  if (record->by.role != REGIE_ROLE_PARTICIPANT)
    regie_record_clear (state, REGIE_FIELD_AUTHOR);
  regie_entity_list_add (self->messages, regie_entity_new (state));
}

/** Replaces the state of a message and keeps its stage's overlay in step. */
static void
move_to (RegieCongress *self, RegieEntity *message, RegieRecord *next, RegieMessageState to)
{
  g_autoptr (RegieRecord) cause = regie_record_new (REGIE_RECORD_MESSAGE_MOVE);
  cause->seq = (guint64) next->rev;

  regie_record_set_int (next, REGIE_FIELD_MESSAGE_STATE, to);
  if (to != REGIE_MESSAGE_ON_AIR)
    regie_stage_show_message (self, REGIE_MESSAGE (message), FALSE, cause);
  regie_entity_update (message, next);
  if (to == REGIE_MESSAGE_ON_AIR)
    regie_stage_show_message (self, REGIE_MESSAGE (message), TRUE, cause);
}

static gboolean
check_withdraw (RegieCongress *self, const RegieRecord *record, GError **error)
{
  if (!check_message (self, record, error))
    return FALSE;
  const RegieRecord *state = regie_entity_state (regie_congress_subject (self, record));
  /* Where pseudonyms do not reach, the backend has already asked whose it is. */
  if (record->by.id != NULL && g_strcmp0 (state->author, record->by.id) != 0)
    return regie_refuse (error, REGIE_RULE_DENIED, "message: is somebody else's");
  return state->message_state != REGIE_MESSAGE_ON_AIR
         || regie_refuse (error, REGIE_RULE_CONFLICT, "message: is on air");
}

static void
change_withdraw (RegieCongress *self, const RegieRecord *record)
{
  RegieEntity *message = regie_congress_subject (self, record);
  RegieRecord *next = regie_entity_draft (message, record);

  regie_record_set_int (next, REGIE_FIELD_CHANGED, record->at);
  regie_record_clear (next, REGIE_FIELD_CLAIMANT);
  move_to (self, message, next, REGIE_MESSAGE_WITHDRAWN);
}

static gboolean
check_upvote (RegieCongress *self, const RegieRecord *record, GError **error)
{
  if (!check_message (self, record, error))
    return FALSE;
  const RegieRecord *state = regie_entity_state (regie_congress_subject (self, record));
  if (!regie_message_state_is_public ((RegieMessageState) state->message_state))
    return regie_refuse (error, REGIE_RULE_UNKNOWN, "message: there is no message “%s”",
                         record->message);
  return g_strcmp0 (state->author, record->by.id) != 0
         || regie_refuse (error, REGIE_RULE_DENIED, "message: is your own");
}

static void
change_upvote (RegieCongress *self, const RegieRecord *record)
{
  regie_ballots_upvote (self->ballots, record->message, record->by.id, record->on != 0);
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
      /* A vote does not disturb who is editing: the revision stays. */
      RegieRecord *next = regie_record_copy (regie_entity_state (message));
      regie_entity_update (message, regie_record_set_int (next, REGIE_FIELD_SCORE, entry->count));
    }
}

/** Returns: (nullable): the message on air on @stage */
static const RegieRecord *
on_air_on (RegieCongress *self, const char *stage)
{
  for (guint i = 0; i < regie_entity_list_get_length (self->messages); i++)
    {
      const RegieRecord *state = regie_entity_state (regie_entity_list_get (self->messages, i));
      if (state->message_state == REGIE_MESSAGE_ON_AIR && g_str_equal (state->stage, stage))
        return state;
    }
  return NULL;
}

static gboolean
check_move (RegieCongress *self, const RegieRecord *record, GError **error)
{
  if (!check_message (self, record, error))
    return FALSE;
  const RegieRecord *state = regie_entity_state (regie_congress_subject (self, record));
  RegieMessageState from = (RegieMessageState) state->message_state;
  RegieMessageState to = (RegieMessageState) record->message_state;

  if (from == to)
    return TRUE;
  if (!regie_message_may_move (from, to))
    return regie_refuse (error, REGIE_RULE_CONFLICT, "state: a message that is %s cannot become %s",
                         regie_enum_nick (REGIE_TYPE_MESSAGE_STATE, from),
                         regie_enum_nick (REGIE_TYPE_MESSAGE_STATE, to));
  if (regie_record_has (record, SESSION)
      && regie_require (self->sessions, "session", record->session, error) == NULL)
    return FALSE;
  if (to != REGIE_MESSAGE_ON_AIR)
    return TRUE;
  const RegieRecord *other = on_air_on (self, state->stage);
  return other == NULL
         || regie_refuse (error, REGIE_RULE_CONFLICT, "state: “%s” is on air on this stage",
                          other->message);
}

static void
change_move (RegieCongress *self, const RegieRecord *record)
{
  RegieEntity *message = regie_congress_subject (self, record);
  RegieMessageState to = (RegieMessageState) record->message_state;

  /* Approving what is approved is a success that changes nothing. */
  if (regie_entity_state (message)->message_state == to)
    return;
  RegieRecord *next = regie_entity_draft (message, record);
  regie_record_set_int (next, REGIE_FIELD_CHANGED, record->at);
  regie_record_copy_field (next, record, REGIE_FIELD_REASON);
  regie_record_clear (next, REGIE_FIELD_CLAIMANT);
  regie_record_clear (next, REGIE_FIELD_NAME);
  if (regie_record_has (record, SESSION))
    regie_record_set_string (next, REGIE_FIELD_SESSION, record->session);
  move_to (self, message, next, to);
}

static gboolean
check_claim (RegieCongress *self, const RegieRecord *record, GError **error)
{
  if (!check_message (self, record, error))
    return FALSE;
  const RegieRecord *state = regie_entity_state (regie_congress_subject (self, record));

  /* The backend itself ends a lease that ran out. */
  if (record->on || record->by.role == REGIE_ROLE_SYSTEM)
    return TRUE;
  return g_strcmp0 (state->claimant, record->by.id) == 0
         || regie_refuse (error, REGIE_RULE_CONFLICT, "message: is claimed by %s",
                          state->name != NULL ? state->name : "nobody");
}

static void
change_claim (RegieCongress *self, const RegieRecord *record)
{
  RegieEntity *message = regie_congress_subject (self, record);
  RegieRecord *next = regie_entity_draft (message, record);

  if (record->on)
    {
      regie_record_set_string (next, REGIE_FIELD_CLAIMANT, record->by.id);
      regie_record_copy_field (next, record, REGIE_FIELD_NAME);
      if (next->message_state == REGIE_MESSAGE_NEW)
        regie_record_set_int (next, REGIE_FIELD_MESSAGE_STATE, REGIE_MESSAGE_IN_REVIEW);
      /* The lease runs from here, also when it is renewed. */
      if (next->message_state == REGIE_MESSAGE_IN_REVIEW)
        regie_record_set_int (next, REGIE_FIELD_CHANGED, record->at);
    }
  else
    {
      regie_record_clear (next, REGIE_FIELD_CLAIMANT);
      regie_record_clear (next, REGIE_FIELD_NAME);
      if (next->message_state == REGIE_MESSAGE_IN_REVIEW)
        regie_record_set_int (next, REGIE_FIELD_MESSAGE_STATE, REGIE_MESSAGE_NEW);
    }
  regie_entity_update (message, next);
}

static gboolean
check_edit (RegieCongress *self, const RegieRecord *record, GError **error)
{
  return check_message (self, record, error) && check_text (record->text, error);
}

static void
change_edit (RegieCongress *self, const RegieRecord *record)
{
  RegieEntity *message = regie_congress_subject (self, record);
  RegieRecord *next = regie_entity_draft (message, record);

  if (!regie_record_has (next, ORIGINAL))
    regie_record_set_string (next, REGIE_FIELD_ORIGINAL, next->text);
  regie_record_set_string (next, REGIE_FIELD_TEXT, record->text);
  regie_record_set_int (next, REGIE_FIELD_EDITED, !g_str_equal (next->original, next->text));
  regie_entity_update (message, next);
}

/** For records with one field beside the message: it becomes the message's. */
static void
change_field (RegieCongress *self, const RegieRecord *record)
{
  RegieEntity *message = regie_congress_subject (self, record);
  RegieRecord *next = regie_entity_draft (message, record);

  for (guint64 left = record->has; left != 0; left &= left - 1)
    regie_record_copy_field (next, record, (RegieField) g_bit_nth_lsf (left, -1));
  regie_entity_update (message, next);
}

const RegieRule *
regie_message_rule (RegieRecordType type)
{
  static const RegieRule rules[REGIE_N_RECORDS] = {
    [REGIE_RECORD_MESSAGE_SUBMIT] = { check_submit, change_submit },
    [REGIE_RECORD_MESSAGE_WITHDRAW] = { check_withdraw, change_withdraw },
    [REGIE_RECORD_MESSAGE_UPVOTE] = { check_upvote, change_upvote },
    [REGIE_RECORD_MESSAGE_SCORES] = { check_anything, change_scores },
    [REGIE_RECORD_MESSAGE_MOVE] = { check_move, change_move },
    [REGIE_RECORD_MESSAGE_CLAIM] = { check_claim, change_claim },
    [REGIE_RECORD_MESSAGE_EDIT] = { check_edit, change_edit },
    [REGIE_RECORD_MESSAGE_CLASSIFY] = { check_message, change_field },
    [REGIE_RECORD_MESSAGE_LABEL] = { check_message, change_field },
    [REGIE_RECORD_MESSAGE_NOTE] = { check_message, change_field },
  };

  return rules[type].check != NULL ? &rules[type] : NULL;
}
