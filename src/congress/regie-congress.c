/* regie-congress.c: the state of a congress: its lists, and finding things in them
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-congress"

#include "regie-congress-private.h"

G_DEFINE_QUARK (regie_rule_error, regie_rule_error)
G_DEFINE_FINAL_TYPE (RegieCongress, regie_congress, G_TYPE_OBJECT)

typedef enum
{
  PROP_TITLE = 1,
  PROP_PROGRAM,
  PROP_STAGES,
  PROP_SESSIONS,
  PROP_MESSAGES,
  PROP_POLLS,
  PROP_CUES,
  PROP_POSTS,
  PROP_STEPS,
} RegieCongressProperty;

static GParamSpec *properties[PROP_STEPS + 1];

enum
{
  SIGNAL_APPLIED,
  SIGNAL_LOADED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
regie_congress_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieCongress *self = REGIE_CONGRESS (object);

  switch ((RegieCongressProperty) id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->state->title);
      break;
    case PROP_PROGRAM:
      g_value_set_object (value, self->program);
      break;
    case PROP_STAGES:
      g_value_set_object (value, self->stages);
      break;
    case PROP_SESSIONS:
      g_value_set_object (value, self->sessions);
      break;
    case PROP_MESSAGES:
      g_value_set_object (value, self->messages);
      break;
    case PROP_POLLS:
      g_value_set_object (value, self->polls);
      break;
    case PROP_CUES:
      g_value_set_object (value, self->cues);
      break;
    case PROP_POSTS:
      g_value_set_object (value, self->posts);
      break;
    case PROP_STEPS:
      g_value_set_object (value, self->steps);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_congress_finalize (GObject *object)
{
  RegieCongress *self = REGIE_CONGRESS (object);

  g_clear_pointer (&self->state, regie_record_unref);
  g_clear_object (&self->program);
  g_clear_object (&self->stages);
  g_clear_object (&self->sessions);
  g_clear_object (&self->messages);
  g_clear_object (&self->polls);
  g_clear_object (&self->cues);
  g_clear_object (&self->posts);
  g_clear_object (&self->steps);
  g_clear_pointer (&self->touched, g_array_unref);
  g_clear_pointer (&self->queues, regie_queues_free);
  g_clear_pointer (&self->merges, regie_merges_free);
  g_clear_pointer (&self->ballots, regie_ballots_free);
  G_OBJECT_CLASS (regie_congress_parent_class)->finalize (object);
}

static void
regie_congress_class_init (RegieCongressClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  static const struct
  {
    RegieCongressProperty id;
    const char *name;
  } lists[] = {
    { PROP_STAGES, "stages" }, { PROP_SESSIONS, "sessions" }, { PROP_MESSAGES, "messages" },
    { PROP_POLLS, "polls" },   { PROP_CUES, "cues" },         { PROP_POSTS, "posts" },
    { PROP_STEPS, "steps" },
  };

  object_class->get_property = regie_congress_get_property;
  object_class->finalize = regie_congress_finalize;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_PROGRAM] = g_param_spec_object ("program", NULL, NULL, REGIE_TYPE_PROGRAM, flags);
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    properties[lists[i].id] =
        g_param_spec_object (lists[i].name, NULL, NULL, G_TYPE_LIST_MODEL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_APPLIED] = g_signal_new ("applied", REGIE_TYPE_CONGRESS, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, REGIE_TYPE_RECORD);
  signals[SIGNAL_LOADED] = g_signal_new ("loaded", REGIE_TYPE_CONGRESS, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);
}

static void
touch_clear (gpointer data)
{
  RegieTouch *touch = data;

  g_clear_object (&touch->entity);
  g_clear_pointer (&touch->before, regie_record_unref);
}

static void
regie_congress_init (RegieCongress *self)
{
  g_autoptr (RegieRecord) program = regie_record_new (REGIE_RECORD_PROGRAM_STATE);

  self->state = regie_record_new (REGIE_RECORD_CONGRESS_STATE);
  self->program = REGIE_PROGRAM (regie_entity_new (program));
  self->stages = regie_entity_list_new (REGIE_FIELD_NUMBER);
  self->sessions = regie_entity_list_new (REGIE_N_FIELDS);
  self->messages = regie_entity_list_new (REGIE_N_FIELDS);
  self->polls = regie_entity_list_new (REGIE_N_FIELDS);
  self->cues = regie_entity_list_new (REGIE_N_FIELDS);
  self->posts = regie_entity_list_new (REGIE_N_FIELDS);
  self->steps = regie_entity_list_new (REGIE_N_FIELDS);
  self->queues = regie_queues_new ();
  self->merges = regie_merges_new ();
  self->touched = g_array_new (FALSE, FALSE, sizeof (RegieTouch));
  g_array_set_clear_func (self->touched, touch_clear);
  self->ballots = regie_ballots_new ();
}

RegieCongress *
regie_congress_new (void)
{
  return g_object_new (REGIE_TYPE_CONGRESS, NULL);
}

void
regie_congress_tell_title (RegieCongress *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

void
regie_congress_tell_applied (RegieCongress *self, const RegieRecord *record)
{
  g_signal_emit (self, signals[SIGNAL_APPLIED], 0, record);
}

void
regie_congress_tell_loaded (RegieCongress *self)
{
  g_signal_emit (self, signals[SIGNAL_LOADED], 0);
}

gboolean
regie_refuse (GError **error, RegieRuleError code, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_autofree char *message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, REGIE_RULE_ERROR, (int) code, message);
  return FALSE;
}

RegieEntity *
regie_require (RegieEntityList *list, const char *kind, const char *id, GError **error)
{
  RegieEntity *entity = regie_entity_list_find (list, id);

  if (entity == NULL)
    regie_refuse (error, REGIE_RULE_UNKNOWN, "%s: there is no %s “%s”", kind, kind, id);
  return entity;
}

RegieEntityList *
regie_congress_list (RegieCongress *self, RegieRecordType state_type)
{
  if (state_type == REGIE_RECORD_STAGE_STATE)
    return self->stages;
  if (state_type == REGIE_RECORD_SESSION_STATE)
    return self->sessions;
  if (state_type == REGIE_RECORD_MESSAGE_STATE)
    return self->messages;
  if (state_type == REGIE_RECORD_POLL_STATE)
    return self->polls;
  if (state_type == REGIE_RECORD_CUE_STATE)
    return self->cues;
  if (state_type == REGIE_RECORD_POST_STATE)
    return self->posts;
  if (state_type == REGIE_RECORD_STEP_STATE)
    return self->steps;
  return NULL;
}

RegieEntity *
regie_congress_subject (RegieCongress *self, const RegieRecord *record)
{
  RegieField field = regie_record_type_subject (record->type);

  if (field == REGIE_FIELD_STAGE)
    return regie_entity_list_find (self->stages, record->stage);
  if (field == REGIE_FIELD_SESSION)
    return regie_entity_list_find (self->sessions, record->session);
  if (field == REGIE_FIELD_MESSAGE)
    return regie_entity_list_find (self->messages, record->message);
  if (field == REGIE_FIELD_POLL)
    return regie_entity_list_find (self->polls, record->poll);
  if (field == REGIE_FIELD_CUE)
    return regie_entity_list_find (self->cues, record->cue);
  if (field == REGIE_FIELD_POST)
    return regie_entity_list_find (self->posts, record->post);
  if (field == REGIE_FIELD_STEP)
    return regie_entity_list_find (self->steps, record->step);
  return REGIE_ENTITY (self->program);
}

guint64
regie_congress_get_seq (RegieCongress *self)
{
  return self->seq;
}

gint64
regie_congress_get_at (RegieCongress *self)
{
  return self->at;
}

const RegieRecord *
regie_congress_state (RegieCongress *self)
{
  return self->state;
}

RegieProgram *
regie_congress_get_program (RegieCongress *self)
{
  return self->program;
}

GListModel *
regie_congress_get_stages (RegieCongress *self)
{
  return G_LIST_MODEL (self->stages);
}

GListModel *
regie_congress_get_sessions (RegieCongress *self)
{
  return G_LIST_MODEL (self->sessions);
}

GListModel *
regie_congress_get_messages (RegieCongress *self)
{
  return G_LIST_MODEL (self->messages);
}

GListModel *
regie_congress_get_polls (RegieCongress *self)
{
  return G_LIST_MODEL (self->polls);
}

GListModel *
regie_congress_get_cues (RegieCongress *self)
{
  return G_LIST_MODEL (self->cues);
}

GListModel *
regie_congress_get_posts (RegieCongress *self)
{
  return G_LIST_MODEL (self->posts);
}

GListModel *
regie_congress_get_steps (RegieCongress *self)
{
  return G_LIST_MODEL (self->steps);
}

RegieStage *
regie_congress_find_stage (RegieCongress *self, const char *id)
{
  return (RegieStage *) regie_entity_list_find (self->stages, id);
}

RegieSession *
regie_congress_find_session (RegieCongress *self, const char *id)
{
  return (RegieSession *) regie_entity_list_find (self->sessions, id);
}

RegieMessage *
regie_congress_find_message (RegieCongress *self, const char *id)
{
  return (RegieMessage *) regie_entity_list_find (self->messages, id);
}

RegiePoll *
regie_congress_find_poll (RegieCongress *self, const char *id)
{
  return (RegiePoll *) regie_entity_list_find (self->polls, id);
}

RegieCue *
regie_congress_find_cue (RegieCongress *self, const char *id)
{
  return (RegieCue *) regie_entity_list_find (self->cues, id);
}

GPtrArray *
regie_congress_dup_merged (RegieCongress *self, const char *message)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) all = NULL;

  g_return_val_if_fail (REGIE_IS_CONGRESS (self), ids);
  g_return_val_if_fail (message != NULL, ids);
  all = regie_merges_all (self->merges, message);
  for (guint i = 0; i < all->len; i++)
    {
      const char *id = g_ptr_array_index (all, i);

      if (!g_str_equal (id, message))
        g_ptr_array_add (ids, g_strdup (id));
    }
  return ids;
}

RegieStep *
regie_congress_find_step (RegieCongress *self, const char *id)
{
  return (RegieStep *) regie_entity_list_find (self->steps, id);
}
