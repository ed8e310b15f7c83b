/* regie-review-rules.c: what moderators do with a message where it is (SEMANTICS 2)
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-congress"

#include "regie-congress-private.h"

gboolean
regie_message_is_free (const RegieRecord *message, const RegieRecord *record, GError **error)
{
  if (message->claimant == NULL || record->by.role == REGIE_ROLE_SYSTEM
      || g_strcmp0 (message->claimant, record->by.id) == 0)
    return TRUE;
  return regie_refuse (error, REGIE_RULE_CONFLICT, "message: “%s” is claimed by %s",
                       message->message, message->name != NULL ? message->name : message->claimant);
}

/** Adds the message @id to @messages, if it is there, is on the stage of the others and is new. */
static gboolean
add_message (RegieCongress *self, GPtrArray *messages, const char *id, GError **error)
{
  RegieEntity *message = regie_require (self->messages, "message", id, error);

  if (message == NULL)
    return FALSE;
  if (g_ptr_array_find (messages, message, NULL))
    return regie_refuse (error, REGIE_RULE_INVALID, "messages: “%s” is there twice", id);
  const RegieRecord *first =
      messages->len > 0 ? regie_entity_state (g_ptr_array_index (messages, 0)) : NULL;
  if (first != NULL && !g_str_equal (first->stage, regie_entity_state (message)->stage))
    return regie_refuse (error, REGIE_RULE_INVALID, "messages: “%s” is on another stage than “%s”",
                         id, first->message);
  g_ptr_array_add (messages, message);
  return TRUE;
}

GPtrArray *
regie_messages_of (RegieCongress *self, const RegieRecord *record, GError **error)
{
  g_autoptr (GPtrArray) messages = g_ptr_array_new ();

  if (record->messages == NULL)
    return add_message (self, messages, record->message, error) ? g_steal_pointer (&messages)
                                                                : NULL;
  for (gsize i = 0; record->messages[i] != NULL; i++)
    if (!add_message (self, messages, record->messages[i], error))
      return NULL;
  return g_steal_pointer (&messages);
}

/** All or nothing: every message is there and free, and its author has not taken it away. */
static gboolean
check_messages (RegieCongress *self, const RegieRecord *record, GError **error)
{
  g_autoptr (GPtrArray) messages = regie_messages_of (self, record, error);

  for (guint i = 0; messages != NULL && i < messages->len; i++)
    {
      const RegieRecord *state = regie_entity_state (g_ptr_array_index (messages, i));
      if (state->message_state == REGIE_MESSAGE_WITHDRAWN)
        return regie_refuse (error, REGIE_RULE_CONFLICT, "message: “%s” was %s", state->message,
                             state->erased ? "erased" : "withdrawn");
      if (!regie_message_is_free (state, record, error))
        return FALSE;
    }
  return messages != NULL;
}

void
regie_message_drop_claim (RegieRecord *next)
{
  regie_record_clear (next, REGIE_FIELD_CLAIMANT);
  regie_record_clear (next, REGIE_FIELD_NAME);
  regie_record_clear (next, REGIE_FIELD_CLAIMED);
}

static gboolean
may_be_claimed (gint64 state)
{
  return state != REGIE_MESSAGE_MERGED && state != REGIE_MESSAGE_ARCHIVED
         && state != REGIE_MESSAGE_WITHDRAWN;
}

/**
 * A claim is a lease: whoever has it renews it, others wait until it ends, or say whose they take
 * over. The backend itself ends one that ran out.
 */
static gboolean
check_claim (RegieCongress *self, const RegieRecord *record, GError **error)
{
  RegieEntity *message = regie_require (self->messages, "message", record->message, error);
  if (message == NULL)
    return FALSE;
  const RegieRecord *state = regie_entity_state (message);

  if (regie_record_has (record, CLAIMANT) && state->claimant != NULL
      && g_strcmp0 (state->claimant, record->by.id) != 0)
    return g_str_equal (state->claimant, record->claimant)
           || regie_message_is_free (state, record, error);
  if (!regie_message_is_free (state, record, error))
    return FALSE;
  return !record->on || may_be_claimed (state->message_state)
         || regie_refuse (error, REGIE_RULE_CONFLICT, "message: “%s” is %s", record->message,
                          regie_enum_nick (REGIE_TYPE_MESSAGE_STATE, (int) state->message_state));
}

/** A claim is no change of what the message says: it has no revision of its own, so that who renews
 * a lease does not get in the way of the own work. */
static void
change_claim (RegieCongress *self, const RegieRecord *record)
{
  RegieEntity *message = regie_congress_subject (self, record);
  RegieRecord *next = regie_record_copy (regie_entity_state (message));

  regie_message_drop_claim (next);
  if (record->on)
    {
      regie_record_set_string (next, REGIE_FIELD_CLAIMANT, record->by.id);
      regie_record_copy_field (next, record, REGIE_FIELD_NAME);
      regie_record_set_int (next, REGIE_FIELD_CLAIMED, record->at);
      if (next->message_state == REGIE_MESSAGE_NEW)
        regie_record_set_int (next, REGIE_FIELD_MESSAGE_STATE, REGIE_MESSAGE_IN_REVIEW);
    }
  else if (next->message_state == REGIE_MESSAGE_IN_REVIEW)
    regie_record_set_int (next, REGIE_FIELD_MESSAGE_STATE, REGIE_MESSAGE_NEW);
  regie_congress_put (self, message, next);
}

static gboolean
check_edit (RegieCongress *self, const RegieRecord *record, GError **error)
{
  return check_messages (self, record, error) && regie_message_check_text (record->text, error);
}

/** The text first sent stays beside the edited one; back to it, the message is not edited any more. */
static void
change_edit (RegieCongress *self, const RegieRecord *record)
{
  RegieEntity *message = regie_congress_subject (self, record);
  if (g_str_equal (regie_entity_state (message)->text, record->text))
    return;

  RegieRecord *next = regie_entity_draft (message, record);
  if (!regie_record_has (next, ORIGINAL))
    regie_record_set_string (next, REGIE_FIELD_ORIGINAL, next->text);
  regie_record_set_string (next, REGIE_FIELD_TEXT, record->text);
  regie_record_set_int (next, REGIE_FIELD_EDITED, TRUE);
  if (g_str_equal (next->original, next->text))
    {
      regie_record_clear (next, REGIE_FIELD_ORIGINAL);
      regie_record_clear (next, REGIE_FIELD_EDITED);
    }
  regie_congress_put (self, message, next);
}

static gboolean
is_empty (const RegieRecord *record, RegieField field)
{
  if (regie_field_kind (field) == REGIE_KIND_STRINGS)
    return regie_record_get_strings (record, field)[0] == NULL;
  return regie_field_kind (field) == REGIE_KIND_TEXT
         && regie_record_get_string (record, field)[0] == '\0';
}

/** For records with one field beside the messages: it becomes theirs; an empty one is none. */
static void
change_field (RegieCongress *self, const RegieRecord *record, RegieField field)
{
  g_autoptr (GPtrArray) messages = regie_messages_of (self, record, NULL);

  for (guint i = 0; i < messages->len; i++)
    {
      RegieEntity *message = g_ptr_array_index (messages, i);
      RegieRecord *next = regie_entity_draft (message, record);
      /* What the backend notices while somebody works on the message does not get in the way. */
      if (record->by.role == REGIE_ROLE_SYSTEM)
        regie_record_copy_field (next, regie_entity_state (message), REGIE_FIELD_REV);
      if (is_empty (record, field))
        regie_record_clear (next, field);
      else
        regie_record_copy_field (next, record, field);
      if (regie_record_same_field (next, regie_entity_state (message), field))
        regie_record_unref (next);
      else
        regie_congress_put (self, message, next);
    }
}

static void
change_kind (RegieCongress *self, const RegieRecord *record)
{
  change_field (self, record, REGIE_FIELD_MESSAGE_KIND);
}

static void
change_labels (RegieCongress *self, const RegieRecord *record)
{
  change_field (self, record, REGIE_FIELD_LABELS);
}

static gboolean
holds (char **labels, const char *label)
{
  return labels != NULL && g_strv_contains ((const char *const *) labels, label);
}

/** Returns: (transfer full): what @labels are with those that @record adds and without those it removes */
static GStrv
relabelled (char **labels, const RegieRecord *record)
{
  g_autoptr (GPtrArray) next = g_ptr_array_new_null_terminated (8, g_free, TRUE);

  for (char **label = labels; label != NULL && *label != NULL; label++)
    if (!holds (record->remove, *label))
      g_ptr_array_add (next, g_strdup (*label));
  for (char **label = record->add; label != NULL && *label != NULL; label++)
    if (!holds ((char **) next->pdata, *label))
      g_ptr_array_add (next, g_strdup (*label));
  return (GStrv) g_ptr_array_steal (next, NULL);
}

static gboolean
check_relabel (RegieCongress *self, const RegieRecord *record, GError **error)
{
  gboolean adds = record->add != NULL && record->add[0] != NULL;
  gboolean removes = record->remove != NULL && record->remove[0] != NULL;

  if (!adds && !removes)
    return regie_refuse (error, REGIE_RULE_INVALID, "add: is missing, and so is “remove”");
  for (char **label = record->add; label != NULL && *label != NULL; label++)
    if (holds (record->remove, *label))
      return regie_refuse (error, REGIE_RULE_INVALID, "remove: “%s” is to be added as well",
                           *label);
  if (!check_messages (self, record, error))
    return FALSE;

  g_autoptr (GPtrArray) messages = regie_messages_of (self, record, NULL);
  for (guint i = 0; i < messages->len; i++)
    {
      const RegieRecord *state = regie_entity_state (g_ptr_array_index (messages, i));
      g_auto (GStrv) next = relabelled (state->labels, record);
      if (g_strv_length (next) > regie_field_limit (REGIE_FIELD_LABELS))
        return regie_refuse (error, REGIE_RULE_INVALID,
                             "add: “%s” would have more than %" G_GSIZE_FORMAT " labels",
                             state->message, regie_field_limit (REGIE_FIELD_LABELS));
    }
  return TRUE;
}

/** Each message keeps the labels that are not spoken of: what two people add at once is there together. */
static void
change_some_labels (RegieCongress *self, const RegieRecord *record)
{
  g_autoptr (GPtrArray) messages = regie_messages_of (self, record, NULL);

  for (guint i = 0; i < messages->len; i++)
    {
      RegieEntity *message = g_ptr_array_index (messages, i);
      RegieRecord *next = regie_entity_draft (message, record);
      g_auto (GStrv) labels = relabelled (next->labels, record);
      if (labels[0] == NULL)
        regie_record_clear (next, REGIE_FIELD_LABELS);
      else
        regie_record_set_strings (next, REGIE_FIELD_LABELS, (const char *const *) labels);
      if (regie_record_same_field (next, regie_entity_state (message), REGIE_FIELD_LABELS))
        regie_record_unref (next);
      else
        regie_congress_put (self, message, next);
    }
}

static void
change_note (RegieCongress *self, const RegieRecord *record)
{
  change_field (self, record, REGIE_FIELD_NOTE);
}

static void
change_assignee (RegieCongress *self, const RegieRecord *record)
{
  change_field (self, record, REGIE_FIELD_ASSIGNEE);
}

static void
change_flags (RegieCongress *self, const RegieRecord *record)
{
  change_field (self, record, REGIE_FIELD_FLAGS);
}

static void
change_pin (RegieCongress *self, const RegieRecord *record)
{
  g_autoptr (GPtrArray) messages = regie_messages_of (self, record, NULL);

  for (guint i = 0; i < messages->len; i++)
    {
      RegieEntity *message = g_ptr_array_index (messages, i);
      if ((regie_entity_state (message)->pinned != 0) == (record->on != 0))
        continue;
      RegieRecord *next = regie_entity_draft (message, record);
      if (record->on)
        regie_record_set_int (next, REGIE_FIELD_PINNED, TRUE);
      else
        regie_record_clear (next, REGIE_FIELD_PINNED);
      regie_congress_put (self, message, next);
    }
}

/** A written answer is public as soon as it is there: it may only be where the question is answered. */
static gboolean
check_answer (RegieCongress *self, const RegieRecord *record, GError **error)
{
  if (!check_messages (self, record, error))
    return FALSE;
  const RegieRecord *state = regie_entity_state (regie_congress_subject (self, record));
  return state->message_state == REGIE_MESSAGE_ANSWERED
         || regie_refuse (error, REGIE_RULE_CONFLICT, "message: “%s” is not answered",
                          record->message);
}

static void
change_answer (RegieCongress *self, const RegieRecord *record)
{
  change_field (self, record, REGIE_FIELD_ANSWER);
}

/** About the author, whoever works on the message and whatever became of it. */
static gboolean
check_restrain (RegieCongress *self, const RegieRecord *record, GError **error)
{
  return regie_require (self->messages, "message", record->message, error) != NULL
         && regie_message_is_kept (self, record, error);
}

/** The message tells what its author faces; the author stays unknown to everybody but the backend. */
static void
change_restraint (RegieCongress *self, const RegieRecord *record)
{
  RegieEntity *message = regie_congress_subject (self, record);
  RegieRecord *next = regie_entity_draft (message, record);

  if (record->restraint != REGIE_RESTRAINT_NONE)
    regie_record_copy_field (next, record, REGIE_FIELD_RESTRAINT);
  else
    regie_record_clear (next, REGIE_FIELD_RESTRAINT);
  regie_congress_put (self, message, next);
}

RegieRejectReason
regie_reject_reason_parse (const char *reason, const char **text)
{
  const char *colon = reason != NULL ? strchr (reason, ':') : NULL;
  g_autofree char *word =
      colon != NULL ? g_strndup (reason, (gsize) (colon - reason)) : g_strdup (reason);
  int value = REGIE_REJECT_OTHER;

  *text = NULL;
  if (!regie_enum_parse (REGIE_TYPE_REJECT_REASON, word, &value))
    *text = reason;
  else if (colon != NULL)
    *text = colon + 1 + strspn (colon + 1, " ");
  if (*text != NULL && (*text)[0] == '\0')
    *text = NULL;
  return (RegieRejectReason) value;
}

char *
regie_reject_reason_format (RegieRejectReason word, const char *text)
{
  const char *nick = regie_enum_nick (REGIE_TYPE_REJECT_REASON, word);

  return text != NULL && text[0] != '\0' ? g_strdup_printf ("%s: %s", nick, text) : g_strdup (nick);
}

const RegieRule *
regie_review_rule (RegieRecordType type)
{
  static const RegieRule rules[REGIE_N_RECORDS] = {
    [REGIE_RECORD_MESSAGE_CLAIM] = { check_claim, change_claim },
    [REGIE_RECORD_MESSAGE_EDIT] = { check_edit, change_edit },
    [REGIE_RECORD_MESSAGE_CLASSIFY] = { check_messages, change_kind },
    [REGIE_RECORD_MESSAGE_LABEL] = { check_messages, change_labels },
    [REGIE_RECORD_MESSAGE_RELABEL] = { check_relabel, change_some_labels },
    [REGIE_RECORD_MESSAGE_NOTE] = { check_messages, change_note },
    [REGIE_RECORD_MESSAGE_ASSIGN] = { check_messages, change_assignee },
    [REGIE_RECORD_MESSAGE_PIN] = { check_messages, change_pin },
    [REGIE_RECORD_MESSAGE_ANSWER] = { check_answer, change_answer },
    [REGIE_RECORD_MESSAGE_FLAG] = { check_messages, change_flags },
    [REGIE_RECORD_MESSAGE_RESTRAIN] = { check_restrain, change_restraint },
  };

  return rules[type].check != NULL ? &rules[type] : NULL;
}
