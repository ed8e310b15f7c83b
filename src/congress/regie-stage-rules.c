/* regie-stage-rules.c: stages, program, cues and the backstage channel (SEMANTICS 5)
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-congress"

#include "regie-congress-private.h"

/** Between two takes nobody can take again: a double press is one take. */
#define TAKE_DEAD_TIME (200 * G_TIME_SPAN_MILLISECOND)
/** How long a take can be taken back. */
#define TAKE_BACK_TIME (5 * G_TIME_SPAN_SECOND)

static gboolean
check_stage (RegieCongress *self, const RegieRecord *record, GError **error)
{
  return regie_require (self->stages, "stage", record->stage, error) != NULL;
}

static gboolean
check_set (RegieCongress *self, const RegieRecord *record, GError **error)
{
  if (!check_stage (self, record, error))
    return FALSE;
  if (!regie_record_has (record, SESSION))
    return TRUE;
  RegieEntity *session = regie_require (self->sessions, "session", record->session, error);
  if (session == NULL)
    return FALSE;
  return g_str_equal (regie_entity_state (session)->stage, record->stage)
         || regie_refuse (error, REGIE_RULE_INVALID, "session: “%s” is on another stage",
                          record->session);
}

/** Notes on @session when it really began, or ended. */
static void
stamp_session (RegieCongress *self, const char *id, RegieField field, const RegieRecord *cause)
{
  RegieEntity *session = regie_entity_list_find (self->sessions, id);

  if (session == NULL || regie_record_has_field (regie_entity_state (session), field))
    return;
  RegieRecord *next = regie_entity_draft (session, cause);
  regie_congress_put (self, session, regie_record_set_int (next, field, cause->at));
}

static void
change_set (RegieCongress *self, const RegieRecord *record)
{
  RegieEntity *stage = regie_congress_subject (self, record);
  g_autoptr (RegieRecord) before = regie_record_copy (regie_entity_state (stage));
  RegieRecord *next = regie_entity_draft (stage, record);
  gboolean other =
      regie_record_has (record, SESSION) && g_strcmp0 (before->session, record->session) != 0;

  regie_record_set_int (next, REGIE_FIELD_STAGE_STATE, record->stage_state);
  regie_record_set_int (next, REGIE_FIELD_CHANGED, record->at);
  regie_record_copy_field (next, record, REGIE_FIELD_END);
  if (regie_record_has (record, SESSION))
    regie_record_set_string (next, REGIE_FIELD_SESSION, record->session);
  regie_congress_put (self, stage, next);

  if (other || record->stage_state == REGIE_STAGE_ENDED)
    stamp_session (self, before->session, REGIE_FIELD_ACTUAL_END, record);
  if (record->stage_state == REGIE_STAGE_LIVE)
    stamp_session (self, regie_entity_state (stage)->session, REGIE_FIELD_ACTUAL_START, record);
}

static gboolean
check_overlay (RegieCongress *self, const RegieRecord *record, GError **error)
{
  if (!check_stage (self, record, error))
    return FALSE;

  RegieEntity *target = NULL;
  if (record->overlay == REGIE_OVERLAY_QUESTION)
    target = regie_require (self->messages, "target", record->target, error);
  else if (record->overlay == REGIE_OVERLAY_POLL || record->overlay == REGIE_OVERLAY_WORDS)
    target = regie_require (self->polls, "target", record->target, error);
  else
    return TRUE;
  if (target == NULL)
    return FALSE;
  return g_str_equal (regie_entity_state (target)->stage, record->stage)
         || regie_refuse (error, REGIE_RULE_INVALID, "target: “%s” belongs to another stage",
                          record->target);
}

/** For records whose fields simply become the stage's: copies what the record has. */
static void
change_fields (RegieCongress *self, const RegieRecord *record)
{
  RegieEntity *stage = regie_congress_subject (self, record);
  RegieRecord *next = regie_entity_draft (stage, record);
  RegieFieldSet may =
      regie_record_type_required (record->type) | regie_record_type_optional (record->type);

  REGIE_FOREACH_FIELD (field, may)
    regie_record_copy_field (next, record, field);
  regie_congress_put (self, stage, next);
}

void
regie_stage_show_message (RegieCongress *self,
                          const char *stage,
                          const char *message,
                          gboolean on_air)
{
  RegieEntity *entity = regie_entity_list_find (self->stages, stage);
  const RegieRecord *shown = regie_entity_state (entity);
  gboolean is_shown =
      shown->overlay == REGIE_OVERLAY_QUESTION && g_strcmp0 (shown->target, message) == 0;

  if (is_shown == on_air)
    return;
  RegieRecord *next = regie_record_copy (shown);
  regie_record_set_int (next, REGIE_FIELD_REV, (gint64) self->seq);
  regie_record_set_int (next, REGIE_FIELD_OVERLAY,
                        on_air ? REGIE_OVERLAY_QUESTION : REGIE_OVERLAY_NONE);
  regie_record_set_string (next, REGIE_FIELD_TARGET, on_air ? message : NULL);
  regie_congress_put (self, entity, next);
}

static void
change_arm (RegieCongress *self, const RegieRecord *record)
{
  RegieEntity *program = REGIE_ENTITY (self->program);
  RegieRecord *next = regie_entity_draft (program, record);

  regie_record_set_string (next, REGIE_FIELD_ARMED, record->stage);
  regie_record_set_int (next, REGIE_FIELD_ARMED_REV, (gint64) record->seq);
  regie_congress_put (self, program, next);
}

static gboolean
check_take (RegieCongress *self, const RegieRecord *record, GError **error)
{
  const RegieRecord *program = regie_program_state (self->program);

  /* A plan that was imported for tomorrow was taken then, not a moment ago. */
  if (regie_record_has (program, TAKEN) && record->at >= program->taken
      && record->at - program->taken < TAKE_DEAD_TIME)
    return regie_refuse (error, REGIE_RULE_CONFLICT, "take: the last one was less than 200 ms ago");
  if (program->armed == NULL)
    return regie_refuse (error, REGIE_RULE_CONFLICT, "armed_rev: no stage is armed");
  if (record->armed_rev != program->armed_rev)
    return regie_refuse (error, REGIE_RULE_CONFLICT,
                         "armed_rev: “%s” was armed meanwhile, at revision %" G_GINT64_FORMAT,
                         program->armed, program->armed_rev);
  return TRUE;
}

static void
put_on_program (RegieCongress *self, const char *stage, const RegieRecord *cause)
{
  RegieEntity *program = REGIE_ENTITY (self->program);
  RegieRecord *next = regie_entity_draft (program, cause);

  regie_record_set_string (next, REGIE_FIELD_PREVIOUS, next->program);
  regie_record_set_string (next, REGIE_FIELD_PROGRAM, stage);
  regie_record_set_int (next, REGIE_FIELD_TAKEN, cause->at);
  regie_record_copy_field (next, cause, REGIE_FIELD_TRANSITION);
  if (g_strcmp0 (next->armed, stage) == 0)
    regie_record_clear (next, REGIE_FIELD_ARMED);
  regie_congress_put (self, program, next);
}

static void
change_take (RegieCongress *self, const RegieRecord *record)
{
  g_autofree char *armed = g_strdup (regie_program_state (self->program)->armed);

  put_on_program (self, armed, record);
}

static gboolean
check_take_back (RegieCongress *self, const RegieRecord *record, GError **error)
{
  const RegieRecord *program = regie_program_state (self->program);

  if (!check_stage (self, record, error))
    return FALSE;
  if (g_strcmp0 (program->previous, record->stage) != 0)
    return regie_refuse (error, REGIE_RULE_CONFLICT, "stage: “%s” was not on program before",
                         record->stage);
  return record->at - program->taken <= TAKE_BACK_TIME
         || regie_refuse (error, REGIE_RULE_LATE, "take_back: possible for 5 s after a take");
}

static void
change_take_back (RegieCongress *self, const RegieRecord *record)
{
  put_on_program (self, record->stage, record);
}

static gboolean
check_hold (RegieCongress *self, const RegieRecord *record, GError **error)
{
  return !regie_record_has (record, STAGE) || check_stage (self, record, error);
}

static void
change_hold (RegieCongress *self, const RegieRecord *record)
{
  RegieStageState from = record->on ? REGIE_STAGE_LIVE : REGIE_STAGE_HOLD;
  RegieStageState to = record->on ? REGIE_STAGE_HOLD : REGIE_STAGE_LIVE;

  for (guint i = 0; i < regie_entity_list_get_length (self->stages); i++)
    {
      RegieEntity *stage = regie_entity_list_get (self->stages, i);
      gboolean meant = !regie_record_has (record, STAGE)
                       || g_str_equal (regie_entity_get_id (stage), record->stage);
      if (!meant || regie_entity_state (stage)->stage_state != from)
        continue;
      RegieRecord *next = regie_entity_draft (stage, record);
      regie_record_set_int (next, REGIE_FIELD_STAGE_STATE, to);
      regie_record_set_int (next, REGIE_FIELD_CHANGED, record->at);
      regie_congress_put (self, stage, next);
    }
}

static gboolean
check_cue_send (RegieCongress *self, const RegieRecord *record, GError **error)
{
  if (!check_stage (self, record, error))
    return FALSE;
  if (regie_congress_subject (self, record) != NULL)
    return regie_refuse (error, REGIE_RULE_CONFLICT, "cue: “%s” was sent before", record->cue);
  gboolean wordless = record->text == NULL || record->text[0] == '\0';
  return record->cue_kind != REGIE_CUE_TEXT || !wordless
         || regie_refuse (error, REGIE_RULE_INVALID, "text: a cue of kind text needs one");
}

static void
change_cue_send (RegieCongress *self, const RegieRecord *record)
{
  g_autoptr (RegieRecord) state = regie_record_new (REGIE_RECORD_CUE_STATE);

  regie_record_copy_field (state, record, REGIE_FIELD_CUE);
  regie_record_copy_field (state, record, REGIE_FIELD_STAGE);
  regie_record_copy_field (state, record, REGIE_FIELD_CUE_KIND);
  regie_record_copy_field (state, record, REGIE_FIELD_TEXT);
  regie_record_copy_field (state, record, REGIE_FIELD_NAME);
  regie_record_set_int (state, REGIE_FIELD_CUE_STATE, REGIE_CUE_SENT);
  regie_record_set_int (state, REGIE_FIELD_CREATED, record->at);
  regie_record_set_int (state, REGIE_FIELD_CHANGED, record->at);
  regie_record_set_int (state, REGIE_FIELD_REV, (gint64) record->seq);
  regie_congress_add (self, state);
}

static gboolean
check_cue_mark (RegieCongress *self, const RegieRecord *record, GError **error)
{
  return regie_require (self->cues, "cue", record->cue, error) != NULL;
}

/** A cue only ever gets further: marking it seen after it was acknowledged changes nothing. */
static void
change_cue_mark (RegieCongress *self, const RegieRecord *record)
{
  RegieEntity *cue = regie_congress_subject (self, record);

  if (record->cue_state <= regie_entity_state (cue)->cue_state)
    return;
  RegieRecord *next = regie_entity_draft (cue, record);
  regie_record_set_int (next, REGIE_FIELD_CUE_STATE, record->cue_state);
  regie_record_set_int (next, REGIE_FIELD_CHANGED, record->at);
  regie_congress_put (self, cue, next);
}

static gboolean
check_post (RegieCongress *self, const RegieRecord *record, GError **error)
{
  if (regie_congress_subject (self, record) != NULL)
    return regie_refuse (error, REGIE_RULE_CONFLICT, "post: “%s” was posted before", record->post);
  if (record->text[0] == '\0')
    return regie_refuse (error, REGIE_RULE_INVALID, "text: is empty");
  return !regie_record_has (record, STAGE) || check_stage (self, record, error);
}

static void
change_post (RegieCongress *self, const RegieRecord *record)
{
  g_autoptr (RegieRecord) state = regie_record_new (REGIE_RECORD_POST_STATE);

  regie_record_copy_field (state, record, REGIE_FIELD_POST);
  regie_record_copy_field (state, record, REGIE_FIELD_TEXT);
  regie_record_copy_field (state, record, REGIE_FIELD_NAME);
  regie_record_copy_field (state, record, REGIE_FIELD_STAGE);
  regie_record_set_int (state, REGIE_FIELD_CREATED, record->at);
  regie_record_set_int (state, REGIE_FIELD_REV, (gint64) record->seq);
  regie_congress_add (self, state);
}

const RegieRule *
regie_stage_rule (RegieRecordType type)
{
  static const RegieRule rules[REGIE_N_RECORDS] = {
    [REGIE_RECORD_STAGE_SET] = { check_set, change_set },
    [REGIE_RECORD_STAGE_OVERLAY] = { check_overlay, change_fields },
    [REGIE_RECORD_STAGE_CHANNEL] = { check_stage, change_fields },
    [REGIE_RECORD_STAGE_MODERATION] = { check_stage, change_fields },
    [REGIE_RECORD_STAGE_SOURCES] = { check_stage, change_fields },
    [REGIE_RECORD_PROGRAM_ARM] = { check_stage, change_arm },
    [REGIE_RECORD_PROGRAM_TAKE] = { check_take, change_take },
    [REGIE_RECORD_PROGRAM_TAKE_BACK] = { check_take_back, change_take_back },
    [REGIE_RECORD_PROGRAM_HOLD] = { check_hold, change_hold },
    [REGIE_RECORD_CUE_SEND] = { check_cue_send, change_cue_send },
    [REGIE_RECORD_CUE_MARK] = { check_cue_mark, change_cue_mark },
    [REGIE_RECORD_BACKSTAGE_POST] = { check_post, change_post },
  };

  return rules[type].check != NULL ? &rules[type] : NULL;
}
