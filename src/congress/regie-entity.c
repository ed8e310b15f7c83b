/* regie-entity.c: a state record as an object to bind to
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-congress"

#include "regie-entity-private.h"

typedef struct
{
  RegieRecord *state;
  char *id;
} RegieEntityPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (RegieEntity, regie_entity, G_TYPE_OBJECT)

#define STATE(self)                                                                                \
  (((RegieEntityPrivate *) regie_entity_get_instance_private ((RegieEntity *) (self)))->state)

/* A property's id is its field + 1: GObject reserves 0. */
#define PROPERTY(field) ((guint) (field) + 1)
#define FIELD(property) ((RegieField) ((property) - 1))

static void
regie_entity_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  const RegieRecord *state = STATE (object);
  RegieField field = FIELD (id);

  switch (regie_field_kind (field))
    {
    case REGIE_KIND_ID:
    case REGIE_KIND_TEXT:
      g_value_set_string (value, regie_record_get_string (state, field));
      break;
    case REGIE_KIND_ENUM:
      g_value_set_enum (value, (int) regie_record_get_int (state, field));
      break;
    case REGIE_KIND_INT:
    case REGIE_KIND_TIME:
      g_value_set_int64 (value, regie_record_get_int (state, field));
      break;
    case REGIE_KIND_BOOL:
      g_value_set_boolean (value, regie_record_get_int (state, field) != 0);
      break;
    case REGIE_KIND_STRINGS:
      g_value_set_boxed (value, regie_record_get_strings (state, field));
      break;
    case REGIE_KIND_ENTRIES:
      g_value_set_boxed (value, regie_record_get_entries (state, field));
      break;
    case REGIE_KIND_RECORDS:
      g_value_set_boxed (value, regie_record_get_records (state, field));
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
regie_entity_finalize (GObject *object)
{
  RegieEntityPrivate *priv = regie_entity_get_instance_private (REGIE_ENTITY (object));

  g_clear_pointer (&priv->state, regie_record_unref);
  g_free (priv->id);
  G_OBJECT_CLASS (regie_entity_parent_class)->finalize (object);
}

static void
regie_entity_class_init (RegieEntityClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = regie_entity_finalize;
}

static void
regie_entity_init (RegieEntity *self)
{
}

static GParamSpec *
pspec_for (RegieField field)
{
  const char *name = regie_field_name (field);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  switch (regie_field_kind (field))
    {
    case REGIE_KIND_ID:
    case REGIE_KIND_TEXT:
      return g_param_spec_string (name, NULL, NULL, NULL, flags);
    case REGIE_KIND_ENUM:
      return g_param_spec_enum (name, NULL, NULL, regie_field_enum (field), 0, flags);
    case REGIE_KIND_INT:
    case REGIE_KIND_TIME:
      return g_param_spec_int64 (name, NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
    case REGIE_KIND_BOOL:
      return g_param_spec_boolean (name, NULL, NULL, FALSE, flags);
    case REGIE_KIND_STRINGS:
      return g_param_spec_boxed (name, NULL, NULL, G_TYPE_STRV, flags);
    case REGIE_KIND_ENTRIES:
    case REGIE_KIND_RECORDS:
      return g_param_spec_boxed (name, NULL, NULL, G_TYPE_PTR_ARRAY, flags);
    default:
      g_assert_not_reached ();
    }
}

/** Gives a subclass one property for each field that its state record may have. */
static void
install_properties (RegieEntityClass *klass, RegieRecordType state_type)
{
  /* GObject does not inherit this one. */
  G_OBJECT_CLASS (klass)->get_property = regie_entity_get_property;
  klass->state_type = state_type;
  RegieFieldSet may =
      regie_record_type_required (state_type) | regie_record_type_optional (state_type);
  REGIE_FOREACH_FIELD (field, may)
    g_object_class_install_property (G_OBJECT_CLASS (klass), PROPERTY (field), pspec_for (field));
}

/* The kinds of entity: the same but for their state record and thus their properties. */
#define DEFINE_ENTITY(Name, name, TYPE)                                                            \
  struct _##Name                                                                                   \
  {                                                                                                \
    RegieEntity parent_instance;                                                                   \
  };                                                                                               \
  G_DEFINE_FINAL_TYPE (Name, name, REGIE_TYPE_ENTITY)                                              \
  static void name##_class_init (Name##Class *klass)                                               \
  {                                                                                                \
    install_properties (REGIE_ENTITY_CLASS (klass), REGIE_RECORD_##TYPE);                          \
  }                                                                                                \
  static void name##_init (Name *self)                                                             \
  {                                                                                                \
  }

DEFINE_ENTITY (RegieStage, regie_stage, STAGE_STATE)
DEFINE_ENTITY (RegieSession, regie_session, SESSION_STATE)
DEFINE_ENTITY (RegieProgram, regie_program, PROGRAM_STATE)
DEFINE_ENTITY (RegieMessage, regie_message, MESSAGE_STATE)
DEFINE_ENTITY (RegiePoll, regie_poll, POLL_STATE)
DEFINE_ENTITY (RegieCue, regie_cue, CUE_STATE)
DEFINE_ENTITY (RegiePost, regie_post, POST_STATE)
DEFINE_ENTITY (RegieStep, regie_step, STEP_STATE)

static GType
entity_type (RegieRecordType state_type)
{
  if (state_type == REGIE_RECORD_STAGE_STATE)
    return REGIE_TYPE_STAGE;
  if (state_type == REGIE_RECORD_SESSION_STATE)
    return REGIE_TYPE_SESSION;
  if (state_type == REGIE_RECORD_PROGRAM_STATE)
    return REGIE_TYPE_PROGRAM;
  if (state_type == REGIE_RECORD_MESSAGE_STATE)
    return REGIE_TYPE_MESSAGE;
  if (state_type == REGIE_RECORD_POLL_STATE)
    return REGIE_TYPE_POLL;
  if (state_type == REGIE_RECORD_CUE_STATE)
    return REGIE_TYPE_CUE;
  if (state_type == REGIE_RECORD_POST_STATE)
    return REGIE_TYPE_POST;
  g_assert (state_type == REGIE_RECORD_STEP_STATE);
  return REGIE_TYPE_STEP;
}

/** Strips what belongs to the record that brought the state, not to the state. What has nothing of it,
 * as in a snapshot of a hundred thousand messages, is shared: nobody changes a record handed on. */
static RegieRecord *
bare_state (const RegieRecord *state)
{
  if (state->seq == 0 && state->at == 0 && state->by.role == REGIE_ROLE_NONE && state->by.id == NULL
      && state->cmd == NULL)
    return regie_record_ref ((RegieRecord *) state);

  RegieRecord *bare = regie_record_copy (state);
  bare->seq = 0;
  bare->at = 0;
  regie_record_set_by (bare, REGIE_ROLE_NONE, NULL);
  regie_record_set_cmd (bare, NULL);
  return bare;
}

RegieEntity *
regie_entity_new (const RegieRecord *state)
{
  g_return_val_if_fail (state != NULL, NULL);

  RegieEntity *self = g_object_new (entity_type (state->type), NULL);
  RegieEntityPrivate *priv = regie_entity_get_instance_private (self);
  RegieField subject = regie_record_type_subject (state->type);
  priv->state = bare_state (state);
  priv->id =
      g_strdup (subject != REGIE_N_FIELDS ? regie_record_get_string (state, subject) : "program");
  return self;
}

RegieRecord *
regie_entity_swap (RegieEntity *self, const RegieRecord *next)
{
  g_return_val_if_fail (REGIE_IS_ENTITY (self), NULL);
  g_return_val_if_fail (next->type == REGIE_ENTITY_GET_CLASS (self)->state_type, NULL);

  RegieRecord *before = STATE (self);
  STATE (self) = bare_state (next);
  return before;
}

void
regie_entity_tell (RegieEntity *self, const RegieRecord *before)
{
  GObject *object = G_OBJECT (self);
  RegieFieldSet had_or_has = before->has | STATE (self)->has;

  g_object_freeze_notify (object);
  REGIE_FOREACH_FIELD (field, had_or_has)
    if (!regie_record_same_field (before, STATE (self), field))
      g_object_notify (object, regie_field_name (field));
  g_object_thaw_notify (object);
}

void
regie_entity_update (RegieEntity *self, RegieRecord *next)
{
  g_autoptr (RegieRecord) owned = next;
  g_autoptr (RegieRecord) before = regie_entity_swap (self, next);

  if (before != NULL)
    regie_entity_tell (self, before);
}

RegieRecord *
regie_entity_draft (RegieEntity *self, const RegieRecord *cause)
{
  RegieRecord *draft = regie_record_copy (STATE (self));
  return regie_record_set_int (draft, REGIE_FIELD_REV, (gint64) cause->seq);
}

const RegieRecord *
regie_entity_state (RegieEntity *entity)
{
  g_return_val_if_fail (REGIE_IS_ENTITY (entity), NULL);

  return STATE (entity);
}

const char *
regie_entity_get_id (RegieEntity *entity)
{
  RegieEntityPrivate *priv;

  g_return_val_if_fail (REGIE_IS_ENTITY (entity), NULL);

  priv = regie_entity_get_instance_private (entity);
  return priv->id;
}
