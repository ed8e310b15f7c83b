/* regie-mark.c: a place on the timeline of a recording worth jumping to
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-bundle"

#include "regie-mark.h"

struct _RegieMark
{
  GObject parent_instance;

  RegieMarkKind kind;
  gint64 position;
  char *stage;
  char *text;
};

G_DEFINE_FINAL_TYPE (RegieMark, regie_mark, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (RegieMarkKind,
                    regie_mark_kind,
                    G_DEFINE_ENUM_VALUE (REGIE_MARK_SESSION, "session"),
                    G_DEFINE_ENUM_VALUE (REGIE_MARK_QUESTION, "question"),
                    G_DEFINE_ENUM_VALUE (REGIE_MARK_POLL, "poll"),
                    G_DEFINE_ENUM_VALUE (REGIE_MARK_WORDS, "words"),
                    G_DEFINE_ENUM_VALUE (REGIE_MARK_TAKE, "take"))

typedef enum
{
  PROP_KIND = 1,
  PROP_POSITION,
  PROP_STAGE,
  PROP_TEXT,
} RegieMarkProperty;

static GParamSpec *properties[PROP_TEXT + 1];

static RegieMark *
mark_new (RegieMarkKind kind,
          const RegieRecord *record,
          gint64 start,
          const char *stage,
          const char *text)
{
  RegieMark *self = g_object_new (REGIE_TYPE_MARK, NULL);

  self->kind = kind;
  self->position = MAX (record->at - start, 0);
  self->stage = g_strdup (stage);
  self->text = g_strdup (text != NULL ? text : "");
  return self;
}

static RegieMark *
mark_of_session (RegieCongress *congress, const RegieRecord *record, gint64 start)
{
  RegieStage *stage = regie_congress_find_stage (congress, record->stage);
  const char *id = stage != NULL ? regie_stage_state (stage)->session : NULL;
  RegieSession *session = id != NULL ? regie_congress_find_session (congress, id) : NULL;

  if (record->stage_state != REGIE_STAGE_LIVE || session == NULL)
    return NULL;
  return mark_new (REGIE_MARK_SESSION, record, start, record->stage,
                   regie_session_state (session)->title);
}

static RegieMark *
mark_of_question (RegieCongress *congress, const RegieRecord *record, gint64 start)
{
  RegieMessage *message = regie_congress_find_message (congress, record->message);

  if (record->message_state != REGIE_MESSAGE_ON_AIR || message == NULL)
    return NULL;
  return mark_new (REGIE_MARK_QUESTION, record, start, regie_message_state (message)->stage,
                   regie_message_state (message)->text);
}

static RegieMark *
mark_of_poll (RegieCongress *congress, const RegieRecord *record, gint64 start)
{
  RegiePoll *poll = regie_congress_find_poll (congress, record->poll);
  const RegieRecord *state = poll != NULL ? regie_poll_state (poll) : NULL;

  if (state == NULL)
    return NULL;
  return mark_new (state->poll_kind == REGIE_POLL_WORDS ? REGIE_MARK_WORDS : REGIE_MARK_POLL,
                   record, start, state->stage, state->title);
}

static RegieMark *
mark_of_take (RegieCongress *congress, const RegieRecord *record, gint64 start)
{
  const char *id = regie_program_state (regie_congress_get_program (congress))->program;
  RegieStage *stage = id != NULL ? regie_congress_find_stage (congress, id) : NULL;

  if (stage == NULL)
    return NULL;
  return mark_new (REGIE_MARK_TAKE, record, start, id, regie_stage_state (stage)->title);
}

RegieMark *
regie_mark_from_record (RegieCongress *congress, const RegieRecord *record, gint64 start)
{
  g_return_val_if_fail (REGIE_IS_CONGRESS (congress), NULL);
  g_return_val_if_fail (record != NULL, NULL);

  if (record->type == REGIE_RECORD_STAGE_SET)
    return mark_of_session (congress, record, start);
  if (record->type == REGIE_RECORD_MESSAGE_MOVE)
    return mark_of_question (congress, record, start);
  if (record->type == REGIE_RECORD_POLL_OPEN)
    return mark_of_poll (congress, record, start);
  if (record->type == REGIE_RECORD_PROGRAM_TAKE || record->type == REGIE_RECORD_PROGRAM_TAKE_BACK)
    return mark_of_take (congress, record, start);
  return NULL;
}

RegieMarkKind
regie_mark_get_kind (RegieMark *self)
{
  g_return_val_if_fail (REGIE_IS_MARK (self), REGIE_MARK_SESSION);
  return self->kind;
}

gint64
regie_mark_get_position (RegieMark *self)
{
  g_return_val_if_fail (REGIE_IS_MARK (self), 0);
  return self->position;
}

const char *
regie_mark_get_text (RegieMark *self)
{
  g_return_val_if_fail (REGIE_IS_MARK (self), NULL);
  return self->text;
}

static void
regie_mark_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieMark *self = REGIE_MARK (object);

  switch ((RegieMarkProperty) id)
    {
    case PROP_KIND:
      g_value_set_enum (value, (int) self->kind);
      break;
    case PROP_POSITION:
      g_value_set_int64 (value, self->position);
      break;
    case PROP_STAGE:
      g_value_set_string (value, self->stage);
      break;
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      break;
    }
}

static void
regie_mark_finalize (GObject *object)
{
  RegieMark *self = REGIE_MARK (object);

  g_free (self->stage);
  g_free (self->text);
  G_OBJECT_CLASS (regie_mark_parent_class)->finalize (object);
}

static void
regie_mark_class_init (RegieMarkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = regie_mark_get_property;
  object_class->finalize = regie_mark_finalize;
  properties[PROP_KIND] =
      g_param_spec_enum ("kind", NULL, NULL, REGIE_TYPE_MARK_KIND, REGIE_MARK_SESSION,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_POSITION] = g_param_spec_int64 ("position", NULL, NULL, 0, G_MAXINT64, 0,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_STAGE] =
      g_param_spec_string ("stage", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_TEXT] =
      g_param_spec_string ("text", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
regie_mark_init (RegieMark *self)
{
}
