/* regie-direct-commands.c: what a director can do, as commands, and when it is possible
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-direct-commands.h"

#include <glib/gi18n.h>

static const RegieRecord *
program_of (RegieDeskSession *session)
{
  RegieProgram *program = regie_congress_get_program (regie_desk_session_get_congress (session));

  return program != NULL ? regie_program_state (program) : NULL;
}

static RegieRecord *
record_for_stage (RegieRecordType type, const char *stage)
{
  return regie_record_set_string (regie_record_new (type), REGIE_FIELD_STAGE, stage);
}

gboolean
regie_direct_can_arm (RegieDeskSession *session, const char *stage)
{
  const RegieRecord *program = program_of (session);

  if (!regie_desk_session_get_writable (session) || stage == NULL)
    return FALSE;
  if (program == NULL)
    return TRUE;
  return g_strcmp0 (program->armed, stage) != 0 && g_strcmp0 (program->program, stage) != 0;
}

void
regie_direct_arm (RegieDeskSession *session, const char *stage)
{
  g_return_if_fail (stage != NULL);
  regie_desk_session_send (session, record_for_stage (REGIE_RECORD_PROGRAM_ARM, stage), 0);
}

gboolean
regie_direct_can_take (RegieDeskSession *session)
{
  const RegieRecord *program = program_of (session);

  return program != NULL && regie_desk_session_get_writable (session) && program->armed != NULL
         && g_strcmp0 (program->armed, program->program) != 0
         && !regie_desk_session_is_pending (session,
                                            regie_record_type_nick (REGIE_RECORD_PROGRAM_TAKE));
}

void
regie_direct_take (RegieDeskSession *session, RegieTransition transition)
{
  const RegieRecord *program = program_of (session);
  RegieRecord *record;

  if (program == NULL || program->armed == NULL)
    return;
  record = regie_record_new (REGIE_RECORD_PROGRAM_TAKE);
  regie_record_set_int (record, REGIE_FIELD_ARMED_REV, program->armed_rev);
  regie_record_set_int (record, REGIE_FIELD_TRANSITION, transition);
  regie_desk_session_send (session, record, 0);
}

gint64
regie_direct_take_back_left (RegieDeskSession *session)
{
  const RegieRecord *program = program_of (session);
  gint64 left;

  if (program == NULL || program->previous == NULL || program->taken == 0
      || !regie_desk_session_get_writable (session)
      || g_strcmp0 (program->previous, program->program) == 0)
    return 0;
  left = program->taken + REGIE_TAKE_BACK_TIME - regie_desk_session_get_now (session);
  return CLAMP (left, 0, REGIE_TAKE_BACK_TIME);
}

void
regie_direct_take_back (RegieDeskSession *session)
{
  const RegieRecord *program = program_of (session);

  if (program == NULL || program->previous == NULL)
    return;
  regie_desk_session_send (session,
                           record_for_stage (REGIE_RECORD_PROGRAM_TAKE_BACK, program->previous), 0);
}

gboolean
regie_direct_is_held (RegieDeskSession *session, const char *stage)
{
  RegieCongress *congress = regie_desk_session_get_congress (session);
  GListModel *stages = regie_congress_get_stages (congress);
  gboolean any = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (stages); i++)
    {
      g_autoptr (RegieStage) one = g_list_model_get_item (stages, i);
      RegieStageState state = regie_stage_state (one)->stage_state;

      if (stage != NULL && g_strcmp0 (regie_entity_get_id (REGIE_ENTITY (one)), stage) != 0)
        continue;
      if (state == REGIE_STAGE_LIVE || state == REGIE_STAGE_COUNTDOWN)
        return FALSE;
      if (state == REGIE_STAGE_HOLD)
        any = TRUE;
    }
  return any;
}

void
regie_direct_hold (RegieDeskSession *session, const char *stage, gboolean on)
{
  RegieRecord *record = regie_record_new (REGIE_RECORD_PROGRAM_HOLD);

  regie_record_set_int (record, REGIE_FIELD_ON, on);
  if (stage != NULL)
    regie_record_set_string (record, REGIE_FIELD_STAGE, stage);
  regie_desk_session_send (session, record, 0);
}

char *
regie_direct_cue (RegieDeskSession *session, const char *stage, RegieCueKind kind, const char *text)
{
  RegieRecord *record = record_for_stage (REGIE_RECORD_CUE_SEND, stage);
  g_autofree char *id = g_uuid_string_random ();

  regie_record_set_string (record, REGIE_FIELD_CUE, id);
  regie_record_set_int (record, REGIE_FIELD_CUE_KIND, kind);
  if (text != NULL)
    regie_record_set_string (record, REGIE_FIELD_TEXT, text);
  regie_record_set_string (record, REGIE_FIELD_NAME, regie_desk_session_get_name (session));
  regie_desk_session_send (session, record, 0);
  return g_steal_pointer (&id);
}

const char *
regie_cue_kind_text (RegieCueKind kind)
{
  switch (kind)
    {
    case REGIE_CUE_STANDBY:
      return _ ("Stand by");
    case REGIE_CUE_GO:
      return _ ("Go");
    case REGIE_CUE_FIVE_MINUTES:
      return _ ("5 minutes");
    case REGIE_CUE_WRAP_UP:
      return _ ("Wrap up");
    case REGIE_CUE_STOP:
      return _ ("Stop");
    case REGIE_CUE_TEXT:
      break;
    }
  return _ ("Message");
}

const char *
regie_cue_state_text (RegieCueState state)
{
  switch (state)
    {
    case REGIE_CUE_DELIVERED:
      return _ ("delivered");
    case REGIE_CUE_SEEN:
      return _ ("seen");
    case REGIE_CUE_ACKNOWLEDGED:
      return _ ("acknowledged");
    case REGIE_CUE_SENT:
      break;
    }
  return _ ("sent");
}

void
regie_direct_post (RegieDeskSession *session, const char *text)
{
  RegieRecord *record = regie_record_new (REGIE_RECORD_BACKSTAGE_POST);
  g_autofree char *id = g_uuid_string_random ();

  regie_record_set_string (record, REGIE_FIELD_POST, id);
  regie_record_set_string (record, REGIE_FIELD_TEXT, text);
  regie_record_set_string (record, REGIE_FIELD_NAME, regie_desk_session_get_name (session));
  regie_desk_session_send (session, record, 0);
}

void
regie_direct_set_channel (RegieDeskSession *session,
                          const char *stage,
                          RegieChannel channel,
                          gboolean agenda)
{
  RegieRecord *record = regie_record_new (REGIE_RECORD_STAGE_CHANNEL);

  regie_record_set_string (record, REGIE_FIELD_STAGE, stage);
  if (!agenda)
    regie_record_set_int (record, REGIE_FIELD_CHANNEL, channel);
  regie_desk_session_send (session, record, 0);
}

void
regie_direct_set_stage (RegieDeskSession *session,
                        const char *stage,
                        RegieStageState state,
                        const char *talk)
{
  RegieCongress *congress = regie_desk_session_get_congress (session);
  RegieStage *entity = regie_congress_find_stage (congress, stage);
  RegieRecord *record = record_for_stage (REGIE_RECORD_STAGE_SET, stage);

  regie_record_set_int (record, REGIE_FIELD_STAGE_STATE, state);
  if (talk != NULL)
    regie_record_set_string (record, REGIE_FIELD_SESSION, talk);
  regie_desk_session_send (session, record,
                           entity != NULL ? (guint64) regie_stage_state (entity)->rev : 0);
}
