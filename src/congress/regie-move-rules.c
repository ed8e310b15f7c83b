/* regie-move-rules.c: messages on their way from new to answered (SEMANTICS 2)
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-congress"

#include "regie-congress-private.h"

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

int
regie_message_compare (const RegieRecord *a, const RegieRecord *b)
{
  if ((a->pinned != 0) != (b->pinned != 0))
    return a->pinned ? -1 : 1;
  if (a->score != b->score)
    return a->score > b->score ? -1 : 1;
  if (a->created != b->created)
    return a->created < b->created ? -1 : 1;
  return strcmp (a->message, b->message);
}

void
regie_message_put (RegieCongress *self, RegieEntity *message, RegieRecord *next)
{
  g_autoptr (RegieRecord) before = regie_record_ref ((RegieRecord *) regie_entity_state (message));
  gboolean was = before->message_state == REGIE_MESSAGE_ON_AIR;
  gboolean is = next->message_state == REGIE_MESSAGE_ON_AIR;

  if (next->message_state != REGIE_MESSAGE_NEXT)
    {
      regie_record_clear (next, REGIE_FIELD_QUEUED);
      regie_record_clear (next, REGIE_FIELD_RANK);
    }
  /* Whatever takes it off the air clears the slot first. */
  if (was && !is)
    regie_stage_show_message (self, before->stage, before->message, FALSE);
  regie_congress_put (self, message, next);
  if (is && !was)
    regie_stage_show_message (self, regie_entity_state (message)->stage, before->message, TRUE);
}

/** Returns: whether @record changes anything about a message like @state */
static gboolean
moves (const RegieRecord *state, const RegieRecord *record)
{
  return state->message_state != record->message_state
         || (regie_record_has (record, SESSION) && g_strcmp0 (state->session, record->session) != 0)
         || (regie_record_has (record, ANSWER) && g_strcmp0 (state->answer, record->answer) != 0);
}

/** The slot of @stage is free, or @message has it already. */
static gboolean
check_slot (RegieCongress *self, const char *stage, const char *message, GError **error)
{
  RegieEntity *other = regie_queues_on_air (self->queues, stage);

  return other == NULL || g_str_equal (regie_entity_get_id (other), message)
         || regie_refuse (error, REGIE_RULE_CONFLICT, "state: “%s” is on air on this stage",
                          regie_entity_get_id (other));
}

static gboolean
check_one_move (RegieCongress *self,
                const RegieRecord *state,
                const RegieRecord *record,
                GError **error)
{
  RegieMessageState from = (RegieMessageState) state->message_state;
  RegieMessageState to = (RegieMessageState) record->message_state;

  /* Approving what is approved is a success, whoever works on it. */
  if (!moves (state, record))
    return TRUE;
  if (from != to && !regie_message_may_move (from, to))
    return regie_refuse (error, REGIE_RULE_CONFLICT, "state: a message that is %s cannot become %s",
                         regie_enum_nick (REGIE_TYPE_MESSAGE_STATE, from),
                         regie_enum_nick (REGIE_TYPE_MESSAGE_STATE, to));
  /* What is on air can always be taken off it. */
  if (from != REGIE_MESSAGE_ON_AIR && !regie_message_is_free (state, record, error))
    return FALSE;
  return to != REGIE_MESSAGE_ON_AIR || check_slot (self, state->stage, state->message, error);
}

static gboolean
check_session (RegieCongress *self, const RegieRecord *record, const char *stage, GError **error)
{
  if (!regie_record_has (record, SESSION))
    return TRUE;
  RegieEntity *session = regie_require (self->sessions, "session", record->session, error);
  if (session == NULL)
    return FALSE;
  return record->message_state == REGIE_MESSAGE_PARKED
         || g_str_equal (regie_entity_state (session)->stage, stage)
         || regie_refuse (error, REGIE_RULE_INVALID,
                          "session: “%s” is on another stage: only what is parked goes there",
                          record->session);
}

static gboolean
check_move (RegieCongress *self, const RegieRecord *record, GError **error)
{
  g_autoptr (GPtrArray) messages = regie_messages_of (self, record, error);

  if (messages == NULL)
    return FALSE;
  if (regie_record_has (record, ANSWER) && record->message_state != REGIE_MESSAGE_ANSWERED)
    return regie_refuse (error, REGIE_RULE_INVALID, "answer: goes with the state answered only");
  if (record->message_state == REGIE_MESSAGE_ON_AIR && messages->len > 1)
    return regie_refuse (error, REGIE_RULE_INVALID, "messages: one at a time goes on air");
  const RegieRecord *first = regie_entity_state (g_ptr_array_index (messages, 0));
  if (!check_session (self, record, first->stage, error))
    return FALSE;
  for (guint i = 0; i < messages->len; i++)
    if (!check_one_move (self, regie_entity_state (g_ptr_array_index (messages, i)), record, error))
      return FALSE;
  return TRUE;
}

/** Says how @next was answered, or that it is not any more; the archive keeps what it gets. */
static void
note_answer (RegieRecord *next, RegieMessageState from, const char *answer)
{
  if (next->message_state == REGIE_MESSAGE_ARCHIVED || from == REGIE_MESSAGE_ARCHIVED)
    return;
  regie_record_set_string (next, REGIE_FIELD_ANSWER, answer);
  if (next->message_state == REGIE_MESSAGE_ANSWERED)
    regie_record_set_int (next, REGIE_FIELD_ANSWERED,
                          answer != NULL ? REGIE_ANSWERED_WRITTEN : REGIE_ANSWERED_LIVE);
  else
    regie_record_clear (next, REGIE_FIELD_ANSWERED);
}

/**
 * The one way a message gets from one state to another by hand.
 * @place: among the messages of the record, from 0: its place among those that enter Next with it
 */
static void
move (RegieCongress *self,
      RegieEntity *message,
      const RegieRecord *record,
      RegieMessageState to,
      guint place)
{
  RegieMessageState from = (RegieMessageState) regie_entity_state (message)->message_state;
  RegieRecord *next = regie_entity_draft (message, record);

  regie_record_set_int (next, REGIE_FIELD_MESSAGE_STATE, to);
  if (from != to)
    regie_record_set_int (next, REGIE_FIELD_CHANGED, record->at);
  regie_record_copy_field (next, record, REGIE_FIELD_REASON);
  regie_message_drop_claim (next);
  note_answer (next, from, record->answer);
  if (regie_record_has (record, SESSION))
    {
      RegieEntity *session = regie_entity_list_find (self->sessions, record->session);
      regie_record_set_string (next, REGIE_FIELD_SESSION, record->session);
      regie_record_set_string (next, REGIE_FIELD_STAGE, regie_entity_state (session)->stage);
    }
  if (to == REGIE_MESSAGE_NEXT && from != to)
    regie_record_set_int (next, REGIE_FIELD_QUEUED,
                          (gint64) record->seq * REGIE_QUEUED_STEP + place);
  regie_message_put (self, message, next);
}

static void
change_move (RegieCongress *self, const RegieRecord *record)
{
  g_autoptr (GPtrArray) messages = regie_messages_of (self, record, NULL);

  for (guint i = 0; i < messages->len; i++)
    {
      RegieEntity *message = g_ptr_array_index (messages, i);
      if (moves (regie_entity_state (message), record))
        move (self, message, record, (RegieMessageState) record->message_state, i);
    }
}

/**
 * “Answered, next one on air” in one record: both or none. Pressed twice it is done once: what it
 * asks for is there already.
 */
static gboolean
is_advanced (const RegieRecord *message, const RegieRecord *target)
{
  return message->message_state == REGIE_MESSAGE_ANSWERED
         && (target == NULL || target->message_state == REGIE_MESSAGE_ON_AIR);
}

static gboolean
check_advance (RegieCongress *self, const RegieRecord *record, GError **error)
{
  RegieEntity *message = regie_require (self->messages, "message", record->message, error);
  RegieEntity *target = NULL;

  if (message == NULL)
    return FALSE;
  if (regie_record_has (record, TARGET))
    {
      target = regie_entity_list_find (self->messages, record->target);
      if (target == NULL)
        return regie_refuse (error, REGIE_RULE_UNKNOWN, "target: there is no message “%s”",
                             record->target);
    }
  const RegieRecord *now = regie_entity_state (message);
  const RegieRecord *then = target != NULL ? regie_entity_state (target) : NULL;
  if (is_advanced (now, then))
    return TRUE;
  if (now->message_state != REGIE_MESSAGE_ON_AIR)
    return regie_refuse (error, REGIE_RULE_CONFLICT, "message: “%s” is not on air",
                         record->message);
  if (then == NULL)
    return TRUE;
  if (!g_str_equal (then->stage, now->stage))
    return regie_refuse (error, REGIE_RULE_INVALID, "target: “%s” is on another stage",
                         record->target);
  return then->message_state == REGIE_MESSAGE_NEXT || then->message_state == REGIE_MESSAGE_APPROVED
         || regie_refuse (error, REGIE_RULE_CONFLICT,
                          "target: a message that is %s cannot go on air",
                          regie_enum_nick (REGIE_TYPE_MESSAGE_STATE, (int) then->message_state));
}

static void
change_advance (RegieCongress *self, const RegieRecord *record)
{
  RegieEntity *message = regie_entity_list_find (self->messages, record->message);
  RegieEntity *target = regie_entity_list_find (self->messages, record->target);

  if (is_advanced (regie_entity_state (message),
                   target != NULL ? regie_entity_state (target) : NULL))
    return;
  move (self, message, record, REGIE_MESSAGE_ANSWERED, 0);
  if (target != NULL)
    move (self, target, record, REGIE_MESSAGE_ON_AIR, 0);
}

/** The new order names all that are in Next, and nothing else: who ordered saw them all. */
static gboolean
check_order (RegieCongress *self, const RegieRecord *record, GError **error)
{
  if (regie_require (self->stages, "stage", record->stage, error) == NULL)
    return FALSE;
  g_autoptr (GPtrArray) messages = regie_messages_of (self, record, error);
  if (messages == NULL)
    return FALSE;
  for (guint i = 0; i < messages->len; i++)
    {
      const RegieRecord *state = regie_entity_state (g_ptr_array_index (messages, i));
      if (state->message_state != REGIE_MESSAGE_NEXT || !g_str_equal (state->stage, record->stage))
        return regie_refuse (error, REGIE_RULE_CONFLICT, "messages: “%s” is not in Next any more",
                             state->message);
    }
  GPtrArray *next = regie_queues_next (self->queues, record->stage);
  for (guint i = 0; next != NULL && i < next->len; i++)
    {
      RegieEntity *message = g_ptr_array_index (next, i);
      if (!g_ptr_array_find (messages, message, NULL))
        return regie_refuse (error, REGIE_RULE_CONFLICT, "messages: “%s” came into Next meanwhile",
                             regie_entity_get_id (message));
    }
  return TRUE;
}

static int
by_value (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a;
  gint64 y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

/** The places there are are given out anew; no message gets a new revision for where it stands. */
static void
change_order (RegieCongress *self, const RegieRecord *record)
{
  g_autoptr (GPtrArray) messages = regie_messages_of (self, record, NULL);
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < messages->len; i++)
    g_array_append_val (places, regie_entity_state (g_ptr_array_index (messages, i))->queued);
  g_array_sort (places, by_value);
  for (guint i = 0; i < messages->len; i++)
    {
      RegieEntity *message = g_ptr_array_index (messages, i);
      gint64 place = g_array_index (places, gint64, i);
      if (regie_entity_state (message)->queued == place)
        continue;
      RegieRecord *next = regie_record_copy (regie_entity_state (message));
      regie_congress_put (self, message, regie_record_set_int (next, REGIE_FIELD_QUEUED, place));
    }
}

const RegieRule *
regie_move_rule (RegieRecordType type)
{
  static const RegieRule rules[REGIE_N_RECORDS] = {
    [REGIE_RECORD_MESSAGE_MOVE] = { check_move, change_move },
    [REGIE_RECORD_MESSAGE_ADVANCE] = { check_advance, change_advance },
    [REGIE_RECORD_MESSAGE_ORDER] = { check_order, change_order },
  };

  return rules[type].check != NULL ? &rules[type] : NULL;
}
