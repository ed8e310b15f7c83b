/* regie-question-commands.c: what a moderator can do to messages, as commands
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-question-commands.h"

#include "regie-question-rules.h"

GPtrArray *
regie_question_list_of (RegieMessage *message)
{
  GPtrArray *messages = g_ptr_array_new_with_free_func (g_object_unref);

  if (message)
    g_ptr_array_add (messages, g_object_ref (message));
  return messages;
}

static const char *
id_of (GPtrArray *messages, guint i)
{
  return regie_entity_get_id (REGIE_ENTITY (g_ptr_array_index (messages, i)));
}

RegieRecord *
regie_question_record (RegieDeskSession *session, RegieRecordType type, GPtrArray *messages)
{
  RegieRecord *record = regie_record_new (type);
  g_autoptr (GPtrArray) ids = NULL;

  regie_record_set_string (record, REGIE_FIELD_NAME, regie_desk_session_get_name (session));
  if (!messages || messages->len == 0)
    return record;
  if (messages->len == 1)
    return regie_record_set_string (record, REGIE_FIELD_MESSAGE, id_of (messages, 0));
  ids = g_ptr_array_new ();
  for (guint i = 0; i < messages->len; i++)
    g_ptr_array_add (ids, (gpointer) id_of (messages, i));
  g_ptr_array_add (ids, NULL);
  return regie_record_set_strings (record, REGIE_FIELD_MESSAGES, (const char *const *) ids->pdata);
}

void
regie_question_send (RegieDeskSession *session, RegieRecord *record)
{
  RegieMessage *message =
      record->message
          ? regie_congress_find_message (regie_desk_session_get_congress (session), record->message)
          : NULL;

  regie_desk_session_send (session, record,
                           message ? (guint64) regie_message_state (message)->rev : 0);
}

void
regie_question_move (RegieDeskSession *session,
                     GPtrArray *messages,
                     RegieMessageState to,
                     const char *reason,
                     const char *talk)
{
  RegieRecord *record;

  g_return_if_fail (messages != NULL && messages->len > 0);

  record = regie_question_record (session, REGIE_RECORD_MESSAGE_MOVE, messages);
  regie_record_set_int (record, REGIE_FIELD_MESSAGE_STATE, to);
  if (reason && *reason)
    regie_record_set_string (record, REGIE_FIELD_REASON, reason);
  if (talk)
    regie_record_set_string (record, REGIE_FIELD_SESSION, talk);
  regie_question_send (session, record);
}

void
regie_question_claim (RegieDeskSession *session, RegieMessage *message, gboolean on)
{
  g_autoptr (GPtrArray) messages = regie_question_list_of (message);
  RegieRecord *record = regie_question_record (session, REGIE_RECORD_MESSAGE_CLAIM, messages);

  /* Whose claim is taken over is said, so that nobody takes one over unseen. */
  if (on && regie_question_is_taken (session, message))
    regie_record_set_string (record, REGIE_FIELD_CLAIMANT, regie_message_state (message)->claimant);
  regie_question_send (session, regie_record_set_int (record, REGIE_FIELD_ON, on));
}

void
regie_question_relabel (RegieDeskSession *session,
                        GPtrArray *messages,
                        const char *const *add,
                        const char *const *remove)
{
  RegieRecord *record;

  if ((!add || !*add) && (!remove || !*remove))
    return;
  record = regie_question_record (session, REGIE_RECORD_MESSAGE_RELABEL, messages);
  if (add && *add)
    regie_record_set_strings (record, REGIE_FIELD_ADD, add);
  if (remove && *remove)
    regie_record_set_strings (record, REGIE_FIELD_REMOVE, remove);
  regie_desk_session_send (session, record, 0);
}

gboolean
regie_question_may_move (GPtrArray *messages, RegieMessageState to)
{
  for (guint i = 0; messages && i < messages->len; i++)
    {
      const RegieRecord *state = regie_message_state (g_ptr_array_index (messages, i));

      if (!regie_message_may_move ((RegieMessageState) state->message_state, to))
        return FALSE;
    }
  return messages && messages->len > 0;
}

gboolean
regie_question_is_taken (RegieDeskSession *session, RegieMessage *message)
{
  const char *claimant = regie_message_state (message)->claimant;

  return claimant && !regie_desk_session_is_me (session, claimant);
}

static int
compare_rank (gconstpointer a, gconstpointer b)
{
  const RegieRecord *first = regie_message_state (*(RegieMessage *const *) a);
  const RegieRecord *second = regie_message_state (*(RegieMessage *const *) b);

  return (first->rank > second->rank) - (first->rank < second->rank);
}

GPtrArray *
regie_question_next_order (RegieCongress *congress, const char *stage)
{
  GListModel *all = regie_congress_get_messages (congress);
  g_autoptr (GPtrArray) next = g_ptr_array_new_with_free_func (g_object_unref);
  GPtrArray *order = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (RegieMessage) message = g_list_model_get_item (all, i);
      const RegieRecord *state = regie_message_state (message);

      if (state->message_state == REGIE_MESSAGE_NEXT && g_strcmp0 (state->stage, stage) == 0)
        g_ptr_array_add (next, g_steal_pointer (&message));
    }
  g_ptr_array_sort (next, compare_rank);
  for (guint i = 0; i < next->len; i++)
    g_ptr_array_add (order, g_strdup (id_of (next, i)));
  return order;
}
