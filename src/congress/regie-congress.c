/* regie-congress.c: the state of a congress, and the only door through which it changes
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

static const RegieRule *
rule_for (RegieRecordType type)
{
  const RegieRule *rule = regie_message_rule (type);

  if (rule == NULL)
    rule = regie_review_rule (type);
  if (rule == NULL)
    rule = regie_move_rule (type);
  if (rule == NULL)
    rule = regie_merge_rule (type);
  if (rule == NULL)
    rule = regie_undo_rule (type);
  if (rule == NULL)
    rule = regie_poll_rule (type);
  if (rule == NULL)
    rule = regie_stage_rule (type);
  return rule;
}

static gboolean
check_state_record (RegieCongress *self, const RegieRecord *record, GError **error)
{
  if (record->type == REGIE_RECORD_GONE)
    return regie_refuse (error, REGIE_RULE_INVALID,
                         "type: “gone” is only ever sent to the audience");
  gboolean on_stage = record->type == REGIE_RECORD_SESSION_STATE
                      || record->type == REGIE_RECORD_POLL_STATE
                      || record->type == REGIE_RECORD_MESSAGE_STATE;
  return !on_stage || regie_require (self->stages, "stage", record->stage, error) != NULL;
}

/** Refuses what was meant for an older state of @message, and says who changed it when. */
static gboolean
refuse_revision (RegieCongress *self,
                 const RegieRecord *record,
                 const char *message,
                 guint64 expect_rev,
                 guint64 rev,
                 GError **error)
{
  const RegieRecord *step = record->by.role >= REGIE_ROLE_MODERATOR && message != NULL
                                ? regie_congress_last_step (self, message)
                                : NULL;
  g_autofree char *who = step != NULL ? regie_step_describe (step) : NULL;

  return regie_refuse (error, REGIE_RULE_CONFLICT,
                       "expect_rev: revision %" G_GUINT64_FORMAT
                       " was expected, it is %" G_GUINT64_FORMAT " now%s%s",
                       expect_rev, rev, who != NULL ? ": " : "", who != NULL ? who : "");
}

/** One entity is to be as it was seen; of several messages none is to be younger than what was seen. */
static gboolean
check_revision (RegieCongress *self, const RegieRecord *record, guint64 expect_rev, GError **error)
{
  for (gsize i = 0; record->messages != NULL && record->messages[i] != NULL; i++)
    {
      RegieEntity *message = regie_entity_list_find (self->messages, record->messages[i]);
      guint64 rev = message != NULL ? (guint64) regie_entity_state (message)->rev : 0;
      if (rev > expect_rev)
        return refuse_revision (self, record, record->messages[i], expect_rev, rev, error);
    }
  if (regie_record_has (record, MESSAGES))
    return TRUE;
  RegieEntity *subject = regie_congress_subject (self, record);
  guint64 rev = subject != NULL ? (guint64) regie_entity_state (subject)->rev : 0;
  return rev == expect_rev
         || refuse_revision (self, record, record->message, expect_rev, rev, error);
}

gboolean
regie_congress_check (RegieCongress *self,
                      const RegieRecord *record,
                      guint64 expect_rev,
                      GError **error)
{
  g_return_val_if_fail (REGIE_IS_CONGRESS (self), FALSE);
  g_return_val_if_fail (record != NULL, FALSE);

  if (!regie_record_validate (record, error))
    return FALSE;
  if (expect_rev != 0 && !check_revision (self, record, expect_rev, error))
    return FALSE;
  if (regie_record_type_is_state (record->type))
    return check_state_record (self, record, error);
  const RegieRule *rule = rule_for (record->type);
  g_assert (rule != NULL);
  return rule->check (self, record, error);
}

/** Keeps what is found from the messages in step with one that went from @before to its state now. */
static void
settle_message (RegieCongress *self, RegieEntity *message, const RegieRecord *before)
{
  const RegieRecord *now = regie_entity_state (message);

  if (regie_merges_update (self->merges, before, now))
    regie_merges_recount (self, before, now);
  regie_queues_update (self->queues, message, before);
}

/** A stage's channel follows the agenda: what the session says that runs there. */
static void
settle_channel (RegieCongress *self, RegieEntity *stage)
{
  const RegieRecord *state = regie_entity_state (stage);
  RegieEntity *session = regie_entity_list_find (self->sessions, state->session);
  gboolean says = session != NULL && regie_record_has (regie_entity_state (session), CHANNEL);

  if (says == regie_record_has (state, AUTOMATIC)
      && (!says || state->automatic == regie_entity_state (session)->channel))
    return;
  RegieRecord *next = regie_record_copy (state);
  if (says)
    regie_record_set_int (next, REGIE_FIELD_AUTOMATIC, regie_entity_state (session)->channel);
  else
    regie_record_clear (next, REGIE_FIELD_AUTOMATIC);
  regie_congress_put (self, stage, next);
}

/** Keeps in step what follows from @entity, which went from @before to its state now. */
static void
settle (RegieCongress *self, RegieEntity *entity, const RegieRecord *before)
{
  const RegieRecord *now = regie_entity_state (entity);

  if (now->type == REGIE_RECORD_MESSAGE_STATE)
    settle_message (self, entity, before);
  else if (now->type == REGIE_RECORD_STAGE_STATE)
    settle_channel (self, entity);
  else if (now->type == REGIE_RECORD_SESSION_STATE)
    for (guint i = 0; i < regie_entity_list_get_length (self->stages); i++)
      settle_channel (self, regie_entity_list_get (self->stages, i));
}

static gboolean
is_touched (RegieCongress *self, RegieEntity *entity)
{
  for (guint i = 0; i < self->touched->len; i++)
    if (g_array_index (self->touched, RegieTouch, i).entity == entity)
      return TRUE;
  return FALSE;
}

void
regie_congress_put (RegieCongress *self, RegieEntity *entity, RegieRecord *next)
{
  g_autoptr (RegieRecord) before = regie_record_ref ((RegieRecord *) regie_entity_state (entity));

  if (!is_touched (self, entity))
    {
      RegieTouch touch = { g_object_ref (entity), regie_record_ref (before) };
      g_array_append_val (self->touched, touch);
    }
  regie_entity_update (entity, next);
  settle (self, entity, before);
}

void
regie_congress_add (RegieCongress *self, const RegieRecord *state)
{
  RegieEntity *entity = regie_entity_new (state);
  RegieTouch touch = { g_object_ref (entity), NULL };

  g_array_append_val (self->touched, touch);
  regie_entity_list_add (regie_congress_list (self, state->type), entity);
  settle (self, entity, NULL);
}

/** Sets an entity, or the congress itself, to what a state record says. */
static void
apply_state_record (RegieCongress *self, const RegieRecord *record)
{
  g_autoptr (RegieRecord) state = regie_record_copy (record);
  if (record->seq != 0)
    regie_record_set_int (state, REGIE_FIELD_REV, (gint64) record->seq);

  if (record->type == REGIE_RECORD_CONGRESS_STATE)
    {
      g_clear_pointer (&self->state, regie_record_unref);
      state->seq = 0;
      state->at = 0;
      regie_record_set_cmd (regie_record_set_by (state, REGIE_ROLE_NONE, NULL), NULL);
      self->state = g_steal_pointer (&state);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
      return;
    }
  RegieEntity *entity = regie_congress_subject (self, record);
  if (entity != NULL)
    regie_congress_put (self, entity, g_steal_pointer (&state));
  else
    regie_congress_add (self, state);
}

/** What the audience saw and may not see any more leaves its copy of the congress. */
static void
apply_gone (RegieCongress *self, const RegieRecord *record)
{
  RegieEntity *message = regie_entity_list_find (self->messages, record->message);

  if (message != NULL)
    {
      regie_merges_update (self->merges, regie_entity_state (message), NULL);
      regie_queues_forget (self->queues, message);
    }
  regie_entity_list_remove (self->messages, record->message);
  regie_entity_list_remove (self->polls, record->poll);
  regie_entity_list_remove (self->sessions, record->session);
  regie_entity_list_remove (self->stages, record->stage);
}

gboolean
regie_congress_apply (RegieCongress *self, const RegieRecord *record, GError **error)
{
  g_return_val_if_fail (REGIE_IS_CONGRESS (self), FALSE);
  g_return_val_if_fail (record != NULL, FALSE);

  if (record->seq != 0 && record->seq <= self->seq)
    return regie_refuse (error, REGIE_RULE_CONFLICT,
                         "seq: %" G_GUINT64_FORMAT " is not above %" G_GUINT64_FORMAT, record->seq,
                         self->seq);
  if (record->seq != 0)
    {
      self->seq = record->seq;
      self->at = record->at;
    }
  g_array_set_size (self->touched, 0);
  /* Nobody may write it into a journal: regie_congress_check() refuses it. */
  if (record->type == REGIE_RECORD_GONE)
    {
      apply_gone (self, record);
      g_signal_emit (self, signals[SIGNAL_APPLIED], 0, record);
      return TRUE;
    }
  if (!regie_congress_check (self, record, 0, error))
    return FALSE;

  if (regie_record_type_is_state (record->type))
    apply_state_record (self, record);
  else
    rule_for (record->type)->change (self, record);
  regie_congress_note_step (self, record);
  g_signal_emit (self, signals[SIGNAL_APPLIED], 0, record);
  return TRUE;
}

static void
load_list (RegieEntityList *list, GPtrArray *records, RegieRecordType type)
{
  g_autoptr (GPtrArray) states = g_ptr_array_new ();

  for (guint i = 0; i < records->len; i++)
    {
      RegieRecord *record = g_ptr_array_index (records, i);
      if (record->type == type)
        g_ptr_array_add (states, record);
    }
  regie_entity_list_replace (list, states);
}

/** Finds anew what follows from the states of the messages. */
static void
settle_all (RegieCongress *self)
{
  g_array_set_size (self->touched, 0);
  g_clear_pointer (&self->queues, regie_queues_free);
  g_clear_pointer (&self->merges, regie_merges_free);
  self->queues = regie_queues_new ();
  self->merges = regie_merges_new ();
  for (guint i = 0; i < regie_entity_list_get_length (self->messages); i++)
    settle_message (self, regie_entity_list_get (self->messages, i), NULL);
}

gboolean
regie_congress_load (RegieCongress *self, GPtrArray *records, guint64 seq, GError **error)
{
  g_return_val_if_fail (REGIE_IS_CONGRESS (self), FALSE);
  g_return_val_if_fail (records != NULL, FALSE);

  g_autoptr (RegieRecord) congress = regie_record_new (REGIE_RECORD_CONGRESS_STATE);
  g_autoptr (RegieRecord) program = regie_record_new (REGIE_RECORD_PROGRAM_STATE);
  for (guint i = 0; i < records->len; i++)
    {
      RegieRecord *record = g_ptr_array_index (records, i);
      if (!regie_record_type_is_state (record->type))
        return regie_refuse (error, REGIE_RULE_INVALID, "type: a snapshot has no “%s”",
                             regie_record_type_nick (record->type));
      if (!regie_record_validate (record, error))
        return FALSE;
      RegieRecord **only = record->type == REGIE_RECORD_CONGRESS_STATE  ? &congress
                           : record->type == REGIE_RECORD_PROGRAM_STATE ? &program
                                                                        : NULL;
      if (only != NULL)
        {
          regie_record_unref (*only);
          *only = regie_record_ref (record);
        }
    }

  self->seq = seq;
  g_clear_pointer (&self->ballots, regie_ballots_free);
  self->ballots = regie_ballots_new ();
  g_clear_pointer (&self->state, regie_record_unref);
  self->state = g_steal_pointer (&congress);
  load_list (self->stages, records, REGIE_RECORD_STAGE_STATE);
  load_list (self->sessions, records, REGIE_RECORD_SESSION_STATE);
  load_list (self->messages, records, REGIE_RECORD_MESSAGE_STATE);
  settle_all (self);
  load_list (self->polls, records, REGIE_RECORD_POLL_STATE);
  load_list (self->cues, records, REGIE_RECORD_CUE_STATE);
  load_list (self->posts, records, REGIE_RECORD_POST_STATE);
  load_list (self->steps, records, REGIE_RECORD_STEP_STATE);
  regie_entity_update (REGIE_ENTITY (self->program), g_steal_pointer (&program));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
  g_signal_emit (self, signals[SIGNAL_LOADED], 0);
  return TRUE;
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
