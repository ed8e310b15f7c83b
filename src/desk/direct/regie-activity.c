/* regie-activity.c: what happened, one line each, for people
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-activity.h"

#include "regie-deed-text.h"
#include "regie-direct-commands.h"
#include "regie-tally.h"
#include "regie-time-text.h"

#include <glib/gi18n.h>

struct _RegieActivity
{
  GObject parent_instance;
  gint64 at;
  char *who;
  char *text;
};

G_DEFINE_FINAL_TYPE (RegieActivity, regie_activity, G_TYPE_OBJECT)

gint64
regie_activity_get_at (RegieActivity *self)
{
  g_return_val_if_fail (REGIE_IS_ACTIVITY (self), 0);
  return self->at;
}

const char *
regie_activity_get_who (RegieActivity *self)
{
  g_return_val_if_fail (REGIE_IS_ACTIVITY (self), NULL);
  return self->who;
}

const char *
regie_activity_get_text (RegieActivity *self)
{
  g_return_val_if_fail (REGIE_IS_ACTIVITY (self), NULL);
  return self->text;
}

/* Names of things */

static char *
name_of_stage (RegieCongress *congress, const char *id)
{
  RegieStage *stage = id != NULL ? regie_congress_find_stage (congress, id) : NULL;

  return stage != NULL ? regie_stage_label (stage) : g_strdup (_ ("all stages"));
}

static char *
name_of_poll (RegieCongress *congress, const char *id)
{
  RegiePoll *poll = id != NULL ? regie_congress_find_poll (congress, id) : NULL;

  return regie_quoted_text (poll != NULL ? regie_poll_state (poll)->title : id);
}

/* Lines */

static char *
text_of_stage (RegieCongress *congress, const RegieRecord *record)
{
  g_autofree char *stage = name_of_stage (congress, record->stage);

  switch ((RegieStageState) record->stage_state)
    {
    case REGIE_STAGE_LIVE:
      return g_strdup_printf (_ ("%s is live"), stage);
    case REGIE_STAGE_HOLD:
      return g_strdup_printf (_ ("%s is on hold"), stage);
    case REGIE_STAGE_COUNTDOWN:
      return g_strdup_printf (_ ("%s counts down"), stage);
    case REGIE_STAGE_ENDED:
      return g_strdup_printf (_ ("%s has ended its session"), stage);
    case REGIE_STAGE_OFF_AIR:
      break;
    }
  return g_strdup_printf (_ ("%s is off air"), stage);
}

static char *
text_of_program (RegieCongress *congress, const RegieRecord *record)
{
  RegieProgram *program = regie_congress_get_program (congress);
  g_autofree char *stage = name_of_stage (congress, record->stage != NULL || program == NULL
                                                        ? record->stage
                                                        : regie_program_state (program)->program);

  if (record->type == REGIE_RECORD_PROGRAM_ARM)
    return g_strdup_printf (_ ("armed %s"), stage);
  if (record->type == REGIE_RECORD_PROGRAM_TAKE)
    return g_strdup_printf (_ ("took %s on air"), stage);
  return g_strdup_printf (_ ("took back to %s"), stage);
}

static char *
text_of_poll (RegieCongress *congress, const RegieRecord *record)
{
  g_autofree char *poll = name_of_poll (congress, record->poll);

  if (record->type == REGIE_RECORD_POLL_OPEN)
    return g_strdup_printf (_ ("opened %s"), poll);
  if (record->type == REGIE_RECORD_POLL_CLOSE)
    return g_strdup_printf (_ ("closed %s"), poll);
  return g_strdup_printf (_ ("showed the result of %s"), poll);
}

static char *
text_of_cue (RegieCongress *congress, const RegieRecord *record)
{
  RegieCue *cue = regie_congress_find_cue (congress, record->cue);
  g_autofree char *stage = NULL;

  if (cue == NULL)
    return NULL;
  stage = name_of_stage (congress, regie_cue_state (cue)->stage);
  if (record->type == REGIE_RECORD_CUE_SEND)
    /* Translators: a cue was sent: stage, cue */
    return g_strdup_printf (_ ("cued %s: %s"), stage,
                            regie_cue_kind_text (regie_cue_state (cue)->cue_kind));
  if (record->cue_state == REGIE_CUE_ACKNOWLEDGED)
    /* Translators: stage, cue */
    return g_strdup_printf (_ ("%s acknowledged: %s"), stage,
                            regie_cue_kind_text (regie_cue_state (cue)->cue_kind));
  return NULL;
}

static char *
text_of (RegieCongress *congress, const RegieRecord *record)
{
  g_autofree char *stage = NULL;

  /* Most of what a congress consists of is not worth a line. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wswitch-enum"
  switch (record->type)
    {
    case REGIE_RECORD_MESSAGE_MOVE:
      return record->message_state != REGIE_MESSAGE_NEW ? regie_deed_line (congress, record) : NULL;
    case REGIE_RECORD_MESSAGE_ADVANCE:
      return regie_deed_line (congress, record);
    case REGIE_RECORD_STAGE_SET:
      return text_of_stage (congress, record);
    case REGIE_RECORD_PROGRAM_ARM:
    case REGIE_RECORD_PROGRAM_TAKE:
    case REGIE_RECORD_PROGRAM_TAKE_BACK:
      return text_of_program (congress, record);
    case REGIE_RECORD_PROGRAM_HOLD:
      stage = name_of_stage (congress, record->stage);
      return record->on ? g_strdup_printf (_ ("put %s on hold"), stage)
                        : g_strdup_printf (_ ("ended the hold of %s"), stage);
    case REGIE_RECORD_POLL_OPEN:
    case REGIE_RECORD_POLL_CLOSE:
    case REGIE_RECORD_POLL_SHOW:
      return text_of_poll (congress, record);
    case REGIE_RECORD_CUE_SEND:
    case REGIE_RECORD_CUE_MARK:
      return text_of_cue (congress, record);
    default:
      return NULL;
    }
#pragma GCC diagnostic pop
}

RegieActivity *
regie_activity_new (RegieCongress *congress, const RegieRecord *record)
{
  g_autofree char *text = text_of (congress, record);
  RegieActivity *self;

  if (text == NULL)
    return NULL;
  self = g_object_new (REGIE_TYPE_ACTIVITY, NULL);
  self->at = record->at;
  self->who = regie_actor_text (record);
  self->text = g_steal_pointer (&text);
  return self;
}

RegieActivity *
regie_activity_new_for_state (RegieCongress *congress, RegieEntity *entity)
{
  const RegieRecord *state = regie_entity_state (entity);
  g_autoptr (RegieRecord) change = NULL;
  RegieActivity *self;

  if (REGIE_IS_MESSAGE (entity))
    {
      change = regie_record_new (REGIE_RECORD_MESSAGE_MOVE);
      regie_record_copy_field (change, state, REGIE_FIELD_MESSAGE);
      regie_record_copy_field (change, state, REGIE_FIELD_MESSAGE_STATE);
    }
  else if (REGIE_IS_POLL (entity) && state->poll_state >= REGIE_POLL_OPEN)
    {
      change = regie_record_new (state->poll_state == REGIE_POLL_OPEN ? REGIE_RECORD_POLL_OPEN
                                                                      : REGIE_RECORD_POLL_CLOSE);
      regie_record_copy_field (change, state, REGIE_FIELD_POLL);
    }
  else if (REGIE_IS_CUE (entity))
    {
      change = regie_record_new (REGIE_RECORD_CUE_SEND);
      regie_record_copy_field (change, state, REGIE_FIELD_CUE);
      regie_record_copy_field (change, state, REGIE_FIELD_NAME);
    }
  if (change == NULL || state->changed == 0)
    return NULL;
  change->at = REGIE_IS_CUE (entity) ? state->created : state->changed;
  regie_record_set_by (change, REGIE_ROLE_MODERATOR, NULL);
  self = regie_activity_new (congress, change);
  return self;
}

static void
regie_activity_finalize (GObject *object)
{
  RegieActivity *self = REGIE_ACTIVITY (object);

  g_free (self->who);
  g_free (self->text);
  G_OBJECT_CLASS (regie_activity_parent_class)->finalize (object);
}

static void
regie_activity_class_init (RegieActivityClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = regie_activity_finalize;
}

static void
regie_activity_init (RegieActivity *self)
{
}
