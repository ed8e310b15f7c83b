/* regie-roles.c: who may do what (SEMANTICS 5)
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-congress"

#include "regie-congress-private.h"

/** The least role that may issue a record. Moderators are further bound to their stages. */
static RegieRole
least_role (RegieRecordType type)
{
  static const RegieRole roles[REGIE_N_RECORDS] = {
    [REGIE_RECORD_STAGE_SET] = REGIE_ROLE_DIRECTOR,
    [REGIE_RECORD_STAGE_OVERLAY] = REGIE_ROLE_MODERATOR,
    [REGIE_RECORD_STAGE_CHANNEL] = REGIE_ROLE_MODERATOR,
    [REGIE_RECORD_STAGE_MODERATION] = REGIE_ROLE_MODERATOR,
    [REGIE_RECORD_STAGE_SOURCES] = REGIE_ROLE_DIRECTOR,
    [REGIE_RECORD_PROGRAM_ARM] = REGIE_ROLE_DIRECTOR,
    [REGIE_RECORD_PROGRAM_TAKE] = REGIE_ROLE_DIRECTOR,
    [REGIE_RECORD_PROGRAM_TAKE_BACK] = REGIE_ROLE_DIRECTOR,
    [REGIE_RECORD_PROGRAM_HOLD] = REGIE_ROLE_DIRECTOR,
    [REGIE_RECORD_MESSAGE_SUBMIT] = REGIE_ROLE_PARTICIPANT,
    [REGIE_RECORD_MESSAGE_WITHDRAW] = REGIE_ROLE_PARTICIPANT,
    [REGIE_RECORD_MESSAGE_UPVOTE] = REGIE_ROLE_PARTICIPANT,
    [REGIE_RECORD_MESSAGE_SCORES] = REGIE_ROLE_SYSTEM,
    [REGIE_RECORD_MESSAGE_MOVE] = REGIE_ROLE_MODERATOR,
    [REGIE_RECORD_MESSAGE_CLAIM] = REGIE_ROLE_MODERATOR,
    [REGIE_RECORD_MESSAGE_EDIT] = REGIE_ROLE_MODERATOR,
    [REGIE_RECORD_MESSAGE_CLASSIFY] = REGIE_ROLE_MODERATOR,
    [REGIE_RECORD_MESSAGE_LABEL] = REGIE_ROLE_MODERATOR,
    [REGIE_RECORD_MESSAGE_RELABEL] = REGIE_ROLE_MODERATOR,
    [REGIE_RECORD_MESSAGE_NOTE] = REGIE_ROLE_MODERATOR,
    [REGIE_RECORD_MESSAGE_MERGE] = REGIE_ROLE_MODERATOR,
    [REGIE_RECORD_MESSAGE_UNMERGE] = REGIE_ROLE_MODERATOR,
    [REGIE_RECORD_MESSAGE_ASSIGN] = REGIE_ROLE_MODERATOR,
    [REGIE_RECORD_MESSAGE_PIN] = REGIE_ROLE_MODERATOR,
    [REGIE_RECORD_MESSAGE_ANSWER] = REGIE_ROLE_MODERATOR,
    [REGIE_RECORD_MESSAGE_FLAG] = REGIE_ROLE_MODERATOR,
    [REGIE_RECORD_MESSAGE_RESTRAIN] = REGIE_ROLE_MODERATOR,
    [REGIE_RECORD_MESSAGE_ORDER] = REGIE_ROLE_MODERATOR,
    [REGIE_RECORD_MESSAGE_ADVANCE] = REGIE_ROLE_MODERATOR,
    [REGIE_RECORD_MESSAGE_UNDO] = REGIE_ROLE_MODERATOR,
    [REGIE_RECORD_MESSAGE_REDO] = REGIE_ROLE_MODERATOR,
    [REGIE_RECORD_POLL_CREATE] = REGIE_ROLE_MODERATOR,
    [REGIE_RECORD_POLL_OPEN] = REGIE_ROLE_MODERATOR,
    [REGIE_RECORD_POLL_CLOSE] = REGIE_ROLE_MODERATOR,
    [REGIE_RECORD_POLL_SHOW] = REGIE_ROLE_MODERATOR,
    [REGIE_RECORD_POLL_BALLOT] = REGIE_ROLE_PARTICIPANT,
    [REGIE_RECORD_POLL_TALLY] = REGIE_ROLE_SYSTEM,
    [REGIE_RECORD_WORD_BLOCK] = REGIE_ROLE_MODERATOR,
    [REGIE_RECORD_CUE_SEND] = REGIE_ROLE_MODERATOR,
    [REGIE_RECORD_CUE_MARK] = REGIE_ROLE_MODERATOR,
    [REGIE_RECORD_BACKSTAGE_POST] = REGIE_ROLE_MODERATOR,
    [REGIE_RECORD_PERSON_ERASE] = REGIE_ROLE_PARTICIPANT,
  };

  if (regie_record_type_is_state (type))
    return REGIE_ROLE_ADMIN;
  return roles[type] != REGIE_ROLE_NONE ? roles[type] : REGIE_ROLE_SYSTEM;
}

/** Only a person in the audience has a ballot, an upvote and a message of their own to withdraw. */
static gboolean
is_for_participants_only (RegieRecordType type)
{
  return type == REGIE_RECORD_POLL_BALLOT || type == REGIE_RECORD_MESSAGE_UPVOTE
         || type == REGIE_RECORD_MESSAGE_WITHDRAW;
}

/** A participant erases nobody else; whoever answers for the congress erases others, by a message of
 * theirs. */
static gboolean
may_erase (const RegieViewer *viewer, const RegieRecord *record)
{
  if (viewer->role == REGIE_ROLE_PARTICIPANT)
    return !regie_record_has (record, MESSAGE);
  return viewer->role >= REGIE_ROLE_DIRECTOR
         && (regie_record_has (record, MESSAGE) || regie_record_has (record, MESSAGES));
}

/** Returns: (nullable): the stage that @record acts on */
static const char *
stage_of (RegieCongress *self, const RegieRecord *record)
{
  if (regie_record_has (record, STAGE))
    return record->stage;
  if (regie_record_type_subject (record->type) == REGIE_N_FIELDS)
    return NULL;
  RegieEntity *subject = regie_congress_subject (self, record);
  return subject != NULL ? regie_entity_state (subject)->stage : NULL;
}

/** Returns: (nullable): a stage that @record acts on and that is not one of @stages */
static const char *
foreign_stage (RegieCongress *self, const RegieRecord *record, const char *const *stages)
{
  for (gsize i = 0; record->messages != NULL && record->messages[i] != NULL; i++)
    {
      RegieEntity *message = regie_entity_list_find (self->messages, record->messages[i]);
      if (message != NULL && !g_strv_contains (stages, regie_entity_state (message)->stage))
        return regie_entity_state (message)->stage;
    }
  const char *stage = stage_of (self, record);
  return stage != NULL && !g_strv_contains (stages, stage) ? stage : NULL;
}

gboolean
regie_viewer_may (RegieCongress *self,
                  const RegieViewer *viewer,
                  const RegieRecord *record,
                  GError **error)
{
  g_return_val_if_fail (REGIE_IS_CONGRESS (self), FALSE);
  g_return_val_if_fail (viewer != NULL, FALSE);
  g_return_val_if_fail (record != NULL, FALSE);

  const char *nick = regie_record_type_nick (record->type);
  const char *role = regie_enum_nick (REGIE_TYPE_ROLE, (int) viewer->role);
  if (viewer->role == REGIE_ROLE_SCREEN || viewer->role < least_role (record->type)
      || (viewer->role != REGIE_ROLE_PARTICIPANT && is_for_participants_only (record->type))
      || (record->type == REGIE_RECORD_PERSON_ERASE && !may_erase (viewer, record)))
    return regie_refuse (error, REGIE_RULE_DENIED, "%s: is not for the role %s", nick, role);

  if (viewer->role != REGIE_ROLE_MODERATOR || viewer->stages == NULL)
    return TRUE;
  const char *stage = foreign_stage (self, record, viewer->stages);
  return stage == NULL
         || regie_refuse (error, REGIE_RULE_DENIED, "%s: stage “%s” is not one of yours", nick,
                          stage);
}
