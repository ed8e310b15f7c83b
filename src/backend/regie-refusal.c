/* regie-refusal.c: errors of the rooms below as answers to a command
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-backend"

#include "regie-config.h"

#include "regie-journal.h"
#include "regie-refusal.h"

#include <string.h>

RegieReply *
regie_refusal_new (RegieAnswer answer, guint status, const char *title, const char *detail, ...)
{
  RegieReply *reply = regie_reply_new (answer);
  va_list args;

  va_start (args, detail);
  reply->status = status;
  g_set_str (&reply->title, title);
  g_free (reply->detail);
  reply->detail = g_strdup_vprintf (detail, args);
  va_end (args);
  return reply;
}

RegieReply *
regie_refusal_new_wait (RegieReplyCode code, gint64 seconds, const char *title, const char *what)
{
  RegieReply *reply =
      regie_refusal_new (REGIE_ANSWER_UNAVAILABLE, 429, title,
                         "%s: please wait %" G_GINT64_FORMAT " seconds", what, seconds);

  reply->code = code;
  reply->retry_after = seconds;
  return reply;
}

/* Messages of both rooms begin with the field's name or path and a colon. */
static void
take_field (RegieReply *reply, const char *message)
{
  const char *colon = strchr (message, ':');
  gsize length = colon != NULL ? (gsize) (colon - message) : strcspn (message, " ");

  if (length > 0 && strcspn (message, " ") >= length)
    {
      g_free (reply->field);
      reply->field = g_strndup (message, length);
    }
}

static RegieReply *
from_rule (const GError *error)
{
  static const struct
  {
    RegieAnswer answer;
    guint status;
    const char *title;
    RegieReplyCode code;
  } kinds[] = {
    [REGIE_RULE_INVALID] = { REGIE_ANSWER_INVALID, 422, "Not a valid command", REGIE_REPLY_NONE },
    [REGIE_RULE_UNKNOWN] = { REGIE_ANSWER_INVALID, 404, "Not found", REGIE_REPLY_NONE },
    [REGIE_RULE_CONFLICT] = { REGIE_ANSWER_CONFLICT, 409, "Somebody was faster", REGIE_REPLY_NONE },
    [REGIE_RULE_DENIED] = { REGIE_ANSWER_DENIED, 403, "Not allowed", REGIE_REPLY_NONE },
    [REGIE_RULE_LATE] = { REGIE_ANSWER_LATE, 410, "Too late", REGIE_REPLY_NONE },
    [REGIE_RULE_OWN_MESSAGE] = { REGIE_ANSWER_DENIED, 403, "Not allowed", REGIE_REPLY_OWN_MESSAGE },
    [REGIE_RULE_PAUSED] = { REGIE_ANSWER_DENIED, 403, "Not allowed", REGIE_REPLY_CHANNEL_PAUSED },
    [REGIE_RULE_CLOSED] = { REGIE_ANSWER_DENIED, 403, "Not allowed", REGIE_REPLY_CHANNEL_CLOSED },
    [REGIE_RULE_OTHER_ROUND] = { REGIE_ANSWER_LATE, 410, "Too late", REGIE_REPLY_OTHER_ROUND },
  };
  RegieReply *reply;

  g_return_val_if_fail ((gsize) error->code < G_N_ELEMENTS (kinds), NULL);

  reply = regie_refusal_new (kinds[error->code].answer, kinds[error->code].status,
                             kinds[error->code].title, "%s", error->message);
  reply->code = kinds[error->code].code;
  if (error->code == REGIE_RULE_INVALID)
    take_field (reply, error->message);
  return reply;
}

static RegieReply *
from_protocol (const GError *error)
{
  RegieReply *reply;

  switch ((RegieProtocolError) error->code)
    {
    case REGIE_PROTOCOL_ERROR_TOO_LARGE:
      return regie_refusal_new (REGIE_ANSWER_INVALID, 413, "Too large", "%s", error->message);
    case REGIE_PROTOCOL_ERROR_SYNTAX:
    case REGIE_PROTOCOL_ERROR_TOO_DEEP:
      return regie_refusal_new (REGIE_ANSWER_INVALID, 400, "Not readable", "%s", error->message);
    case REGIE_PROTOCOL_ERROR_FIELD:
    case REGIE_PROTOCOL_ERROR_UNKNOWN_TYPE:
    default:
      reply = regie_refusal_new (REGIE_ANSWER_INVALID, 422, "Not a valid command", "%s",
                                 error->message);
      take_field (reply, error->message);
      return reply;
    }
}

RegieReply *
regie_refusal_from_error (const GError *error)
{
  if (error->domain == REGIE_RULE_ERROR)
    return from_rule (error);
  if (error->domain == REGIE_PROTOCOL_ERROR)
    return from_protocol (error);
  return regie_refusal_new (REGIE_ANSWER_UNAVAILABLE, 503, "Cannot be stored at the moment", "%s",
                            error->message);
}

/* Of several messages, the first that stands in the way by itself. */
static RegieEntity *
find_culprit (RegieCongress *congress, const RegieRecord *record)
{
  for (guint i = 0; record->messages[i] != NULL; i++)
    {
      RegieMessage *message = regie_congress_find_message (congress, record->messages[i]);
      g_autoptr (RegieRecord) alone = regie_record_copy (record);

      regie_record_clear (alone, REGIE_FIELD_MESSAGES);
      regie_record_set_string (alone, REGIE_FIELD_MESSAGE, record->messages[i]);
      if (message != NULL && !regie_congress_check (congress, alone, 0, NULL))
        return REGIE_ENTITY (message);
    }
  return NULL;
}

/* Of a step, what was done since and depends on it; else the first message in it that has changed since,
 * or the first. */
static RegieEntity *
find_in_step (RegieCongress *congress, const char *id)
{
  RegieStep *step = regie_congress_find_step (congress, id);
  const RegieRecord *state = step != NULL ? regie_entity_state (REGIE_ENTITY (step)) : NULL;
  RegieStep *later = regie_congress_find_later_step (congress, id);
  RegieMessage *first = NULL;

  if (later != NULL)
    return REGIE_ENTITY (later);
  for (guint i = 0; state != NULL && state->messages[i] != NULL; i++)
    {
      RegieMessage *message = regie_congress_find_message (congress, state->messages[i]);

      if (message != NULL && regie_message_state (message)->rev > state->rev)
        return REGIE_ENTITY (message);
      first = first != NULL ? first : message;
    }
  return (RegieEntity *) first;
}

static RegieEntity *
find_subject (RegieCongress *congress, const RegieRecord *record)
{
  RegieField field = regie_record_type_subject (record->type);
  const char *id = field == REGIE_N_FIELDS ? NULL : regie_record_get_string (record, field);

  if (field == REGIE_FIELD_MESSAGE && id == NULL && record->messages != NULL)
    return find_culprit (congress, record);
  if (field == REGIE_FIELD_STEP && id != NULL)
    return find_in_step (congress, id);
  if (id == NULL)
    {
      if (record->type == REGIE_RECORD_PROGRAM_ARM || record->type == REGIE_RECORD_PROGRAM_TAKE
          || record->type == REGIE_RECORD_PROGRAM_TAKE_BACK
          || record->type == REGIE_RECORD_PROGRAM_HOLD)
        return REGIE_ENTITY (regie_congress_get_program (congress));
      return NULL;
    }
  if (field == REGIE_FIELD_STAGE)
    return (RegieEntity *) regie_congress_find_stage (congress, id);
  if (field == REGIE_FIELD_SESSION)
    return (RegieEntity *) regie_congress_find_session (congress, id);
  if (field == REGIE_FIELD_MESSAGE)
    return (RegieEntity *) regie_congress_find_message (congress, id);
  if (field == REGIE_FIELD_POLL)
    return (RegieEntity *) regie_congress_find_poll (congress, id);
  if (field == REGIE_FIELD_CUE)
    return (RegieEntity *) regie_congress_find_cue (congress, id);
  return NULL;
}

void
regie_refusal_attach_current (RegieReply *reply,
                              RegieCongress *congress,
                              const RegieRecord *record,
                              const RegieViewer *viewer)
{
  RegieEntity *entity = find_subject (congress, record);
  g_autoptr (GPtrArray) visible = NULL;

  if (entity == NULL)
    return;
  /* The same function that decides what events may say. */
  visible = regie_congress_project (congress, regie_entity_state (entity), viewer);
  g_clear_pointer (&reply->current, regie_record_unref);
  for (guint i = 0; i < visible->len && reply->current == NULL; i++)
    {
      RegieRecord *state = g_ptr_array_index (visible, i);

      if (state->type == regie_entity_state (entity)->type)
        reply->current = regie_record_ref (state);
    }
}

void
regie_refusal_attach_cause (RegieReply *reply, RegieCongress *congress, const RegieRecord *cause)
{
  g_autoptr (GPtrArray) visible = regie_congress_project (congress, cause, &REGIE_VIEWER_STAFF);

  g_clear_pointer (&reply->cause, regie_record_unref);
  if (visible->len > 0)
    reply->cause = regie_record_ref (g_ptr_array_index (visible, 0));
}
