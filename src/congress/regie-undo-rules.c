/* regie-undo-rules.c: what a person did to messages can be taken back, and done again (SEMANTICS 2)
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * Every record by which somebody of the staff changed messages leaves a *step*: an entity that holds,
 * for each message, the fields that changed, before and after. It is part of the state: whoever joins
 * late has the same steps as whoever was there, so an undo means the same to all.
 *
 * Undo puts the fields back as they were before, redo as they were after. Both only where nothing
 * depends on it: each field must still be as the step left it, and no step that was done since, by
 * whomever, may have touched what is to be undone. So what overlaps is undone in the reverse order of
 * doing, and whoever undoes everything is back where it began. Votes, revisions and claims are not a
 * step's to restore.
 */

#define G_LOG_DOMAIN "regie-congress"

#include "regie-congress-private.h"

/* So many steps of one person on one stage can be taken back, and so many messages in them together;
 * the oldest go first. What was undone goes when that person does something new there. */
#define MAX_STEPS 50
#define MAX_PARTS 1000

/* A message's fields that no step restores: what it is, what others say, who works on it. */
#define NOT_RESTORED                                                                               \
  (REGIE_HAS (MESSAGE) | REGIE_HAS (CREATED) | REGIE_HAS (AUTHOR) | REGIE_HAS (SCORE)              \
   | REGIE_HAS (REV) | REGIE_HAS (RANK) | REGIE_HAS (CLAIMANT) | REGIE_HAS (NAME)                  \
   | REGIE_HAS (CLAIMED) | REGIE_HAS (RESTRAINT))
/* Restored with the state, but nothing depends on it. */
#define NOT_COMPARED (REGIE_HAS (MESSAGE) | REGIE_HAS (CHANGED))

static gboolean
leaves_step (const RegieRecord *record)
{
  if (record->by.role < REGIE_ROLE_MODERATOR || record->by.role == REGIE_ROLE_SYSTEM
      || record->by.id == NULL)
    return FALSE;
  return record->type == REGIE_RECORD_MESSAGE_MOVE || record->type == REGIE_RECORD_MESSAGE_EDIT
         || record->type == REGIE_RECORD_MESSAGE_CLASSIFY
         || record->type == REGIE_RECORD_MESSAGE_LABEL
         || record->type == REGIE_RECORD_MESSAGE_RELABEL
         || record->type == REGIE_RECORD_MESSAGE_NOTE || record->type == REGIE_RECORD_MESSAGE_MERGE
         || record->type == REGIE_RECORD_MESSAGE_UNMERGE
         || record->type == REGIE_RECORD_MESSAGE_ASSIGN || record->type == REGIE_RECORD_MESSAGE_PIN
         || record->type == REGIE_RECORD_MESSAGE_ANSWER || record->type == REGIE_RECORD_MESSAGE_FLAG
         || record->type == REGIE_RECORD_MESSAGE_ORDER
         || record->type == REGIE_RECORD_MESSAGE_ADVANCE;
}

/** Returns: (transfer full): the state of a message with claims left out: being looked at is new */
static RegieRecord *
without_claim (const RegieRecord *state)
{
  RegieRecord *bare = regie_record_copy (state);

  if (bare->message_state == REGIE_MESSAGE_IN_REVIEW)
    regie_record_set_int (bare, REGIE_FIELD_MESSAGE_STATE, REGIE_MESSAGE_NEW);
  return bare;
}

static GPtrArray *
records_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);
}

/** Adds to @befores and @afters the part of a message's state that @touch changed, if any. */
static void
add_part (GPtrArray *befores, GPtrArray *afters, GStrvBuilder *ids, const RegieTouch *touch)
{
  g_autoptr (RegieRecord) was = without_claim (touch->before);
  g_autoptr (RegieRecord) is = without_claim (regie_entity_state (touch->entity));
  g_autoptr (RegieRecord) before = regie_record_new (REGIE_RECORD_MESSAGE_STATE);
  g_autoptr (RegieRecord) after = regie_record_new (REGIE_RECORD_MESSAGE_STATE);
  RegieFieldSet candidates = (was->has | is->has) & ~NOT_RESTORED;
  RegieFieldSet changed = 0;

  REGIE_FOREACH_FIELD (field, candidates)
    if (!regie_record_same_field (was, is, field))
      {
        changed |= REGIE_FIELD_SET (field);
        regie_record_copy_field (before, was, field);
        regie_record_copy_field (after, is, field);
      }
  if ((changed & ~NOT_COMPARED) == 0)
    return;
  regie_record_copy_field (before, was, REGIE_FIELD_MESSAGE);
  regie_record_copy_field (after, is, REGIE_FIELD_MESSAGE);
  g_strv_builder_add (ids, is->message);
  g_ptr_array_add (befores, g_steal_pointer (&before));
  g_ptr_array_add (afters, g_steal_pointer (&after));
}

static gboolean
is_of (const RegieRecord *step, const char *actor, const char *stage)
{
  return g_strcmp0 (step->actor, actor) == 0 && g_strcmp0 (step->stage, stage) == 0;
}

/** Forgets what @actor has undone on @stage: there is something new now. */
static void
cut_redo (RegieCongress *self, const char *actor, const char *stage)
{
  for (guint i = regie_entity_list_get_length (self->steps); i > 0; i--)
    {
      RegieEntity *step = regie_entity_list_get (self->steps, i - 1);
      const RegieRecord *state = regie_entity_state (step);
      if (state->undone && is_of (state, actor, stage))
        regie_entity_list_remove (self->steps, state->step);
    }
}

/** Forgets the oldest steps of @actor on @stage, as far as there are too many. */
static void
prune (RegieCongress *self, const char *actor, const char *stage)
{
  guint steps = 0;
  guint parts = 0;

  for (guint i = regie_entity_list_get_length (self->steps); i > 0; i--)
    {
      const RegieRecord *state = regie_entity_state (regie_entity_list_get (self->steps, i - 1));
      if (!is_of (state, actor, stage))
        continue;
      steps++;
      parts += state->before->len;
      /* The newest stays, whatever its size. */
      if (steps > MAX_STEPS || (parts > MAX_PARTS && steps > 1))
        regie_entity_list_remove (self->steps, state->step);
    }
}

void
regie_congress_note_step (RegieCongress *self, const RegieRecord *record)
{
  g_autoptr (GPtrArray) befores = records_new ();
  g_autoptr (GPtrArray) afters = records_new ();
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const char *stage = NULL;

  if (!leaves_step (record))
    return;
  for (guint i = 0; i < self->touched->len; i++)
    {
      const RegieTouch *touch = &g_array_index (self->touched, RegieTouch, i);
      if (touch->before == NULL || touch->before->type != REGIE_RECORD_MESSAGE_STATE)
        continue;
      add_part (befores, afters, builder, touch);
      stage = stage != NULL ? stage : touch->before->stage;
    }
  /* What changed nothing needs no way back, and cuts none off. */
  if (befores->len == 0)
    return;

  g_autoptr (RegieRecord) step = regie_record_new (REGIE_RECORD_STEP_STATE);
  g_autofree char *id = g_strdup_printf ("%" G_GUINT64_FORMAT, record->seq);
  g_auto (GStrv) ids = g_strv_builder_end (builder);
  regie_record_set_string (step, REGIE_FIELD_STEP, id);
  regie_record_set_string (step, REGIE_FIELD_STAGE, stage);
  regie_record_set_string (step, REGIE_FIELD_ACTION, regie_record_type_nick (record->type));
  regie_record_set_string (step, REGIE_FIELD_ACTOR, record->by.id);
  regie_record_copy_field (step, record, REGIE_FIELD_NAME);
  regie_record_set_int (step, REGIE_FIELD_CREATED, record->at);
  regie_record_set_int (step, REGIE_FIELD_REV, (gint64) record->seq);
  regie_record_set_strings (step, REGIE_FIELD_MESSAGES, (const char *const *) ids);
  regie_record_set_records (step, REGIE_FIELD_BEFORE, befores);
  regie_record_set_records (step, REGIE_FIELD_AFTER, afters);
  cut_redo (self, record->by.id, stage);
  regie_entity_list_add (self->steps, regie_entity_new (step));
  prune (self, record->by.id, stage);
}

char *
regie_step_describe (const RegieRecord *step)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc_usec (step->created);
  g_autofree char *when = g_date_time_format_iso8601 (at);

  return g_strdup_printf ("%s by %s at %s", step->action,
                          step->name != NULL ? step->name : step->actor, when);
}

/** Returns: (nullable): the part of @step about @message that has fields in common with @fields */
static gboolean
touches (const RegieRecord *step, const char *message, RegieFieldSet fields)
{
  for (guint i = 0; i < step->before->len; i++)
    {
      const RegieRecord *before = g_ptr_array_index (step->before, i);
      const RegieRecord *after = g_ptr_array_index (step->after, i);
      if (((before->has | after->has) & fields) != 0 && g_str_equal (before->message, message))
        return TRUE;
    }
  return FALSE;
}

/** Returns: (nullable): the step done last, behind revision @rev, that touched @fields of @message */
static const RegieRecord *
last_step (RegieCongress *self, const char *message, RegieFieldSet fields, gint64 rev)
{
  const RegieRecord *last = NULL;

  for (guint i = 0; i < regie_entity_list_get_length (self->steps); i++)
    {
      const RegieRecord *step = regie_entity_state (regie_entity_list_get (self->steps, i));
      if (!step->undone && step->rev > rev && (last == NULL || step->rev > last->rev)
          && touches (step, message, fields))
        last = step;
    }
  return last;
}

static gboolean
is_on_air (const RegieRecord *part)
{
  return regie_record_has (part, MESSAGE_STATE) && part->message_state == REGIE_MESSAGE_ON_AIR;
}

/** Returns: whether @step put a message on air or took one off */
static gboolean
uses_air (const RegieRecord *step)
{
  for (guint i = 0; i < step->before->len; i++)
    if (is_on_air (g_ptr_array_index (step->before, i))
        || is_on_air (g_ptr_array_index (step->after, i)))
      return TRUE;
  return FALSE;
}

/** Returns: (nullable): the step done last on @stage, behind revision @rev, that used the slot on air:
 * it could only because the slot was left as it was */
static const RegieRecord *
last_on_air (RegieCongress *self, const char *stage, gint64 rev)
{
  const RegieRecord *last = NULL;

  for (guint i = 0; i < regie_entity_list_get_length (self->steps); i++)
    {
      const RegieRecord *step = regie_entity_state (regie_entity_list_get (self->steps, i));
      if (!step->undone && step->rev > rev && (last == NULL || step->rev > last->rev)
          && g_strcmp0 (step->stage, stage) == 0 && uses_air (step))
        last = step;
    }
  return last;
}

const RegieRecord *
regie_congress_last_step (RegieCongress *self, const char *message)
{
  return last_step (self, message, ~NOT_COMPARED, 0);
}

RegieStep *
regie_congress_find_later_step (RegieCongress *self, const char *id)
{
  g_return_val_if_fail (REGIE_IS_CONGRESS (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  RegieEntity *entity = regie_entity_list_find (self->steps, id);
  const RegieRecord *step = entity != NULL ? regie_entity_state (entity) : NULL;
  const RegieRecord *last = NULL;

  for (guint i = 0; step != NULL && i < step->before->len; i++)
    {
      const RegieRecord *before = g_ptr_array_index (step->before, i);
      const RegieRecord *after = g_ptr_array_index (step->after, i);
      const RegieRecord *later =
          last_step (self, before->message, (before->has | after->has) & ~NOT_COMPARED, step->rev);
      if (later == NULL && is_on_air (before))
        later = last_on_air (self, step->stage, step->rev);
      if (later != NULL && (last == NULL || later->rev > last->rev))
        last = later;
    }
  return last != NULL ? (RegieStep *) regie_entity_list_find (self->steps, last->step) : NULL;
}

/** Refuses to take @step back, or do it again, because of what came between. */
static gboolean
refuse_later_work (RegieCongress *self,
                   const RegieRecord *step,
                   const char *message,
                   RegieFieldSet fields,
                   GError **error)
{
  const RegieRecord *later = last_step (self, message, fields, step->rev);
  g_autofree char *what = later != NULL ? regie_step_describe (later) : NULL;

  if (later != NULL)
    return regie_refuse (error, REGIE_RULE_CONFLICT, "step: “%s” was changed since: %s (step %s)",
                         message, what, later->step);
  return regie_refuse (error, REGIE_RULE_CONFLICT, "step: “%s” was changed since: %s", message,
                       regie_field_name (regie_field_set_next (fields, 0)));
}

/**
 * Each field the step changed is as the step left it; before it is taken back, nothing was done with
 * it since either, even if that led back to the same. (What is done again becomes the newest of all:
 * what was done meanwhile lies below it, as it lay below when it was done first.)
 */
static gboolean
check_unchanged (RegieCongress *self,
                 const RegieRecord *step,
                 const RegieRecord *from,
                 const RegieRecord *to,
                 GError **error)
{
  RegieEntity *message = regie_entity_list_find (self->messages, from->message);
  if (message == NULL)
    return regie_refuse (error, REGIE_RULE_CONFLICT, "step: “%s” is not there any more",
                         from->message);
  g_autoptr (RegieRecord) now = without_claim (regie_entity_state (message));
  RegieFieldSet fields = (from->has | to->has) & ~NOT_COMPARED;

  REGIE_FOREACH_FIELD (field, fields)
    if (!regie_record_same_field (now, from, field))
      return refuse_later_work (self, step, from->message, REGIE_FIELD_SET (field), error);
  return step->undone || last_step (self, from->message, fields, step->rev) == NULL
         || refuse_later_work (self, step, from->message, fields, error);
}

/** Returns: whether @parts hold a state for @message that is not on air */
static gboolean
leaves_air (GPtrArray *parts, const char *message)
{
  for (guint i = 0; i < parts->len; i++)
    {
      const RegieRecord *part = g_ptr_array_index (parts, i);
      if (g_str_equal (part->message, message))
        return regie_record_has (part, MESSAGE_STATE)
               && part->message_state != REGIE_MESSAGE_ON_AIR;
    }
  return FALSE;
}

/** What was unmerged goes back to where it hung, whatever became of that since, unless the author took
 * it away or it hangs on the message itself by now. */
static gboolean
check_merged_again (RegieCongress *self, const RegieRecord *to, GError **error)
{
  RegieEntity *target = regie_entity_list_find (self->messages, to->target);

  return (target != NULL && regie_entity_state (target)->message_state != REGIE_MESSAGE_WITHDRAWN
          && !g_str_equal (regie_merges_root (self->merges, to->target), to->message))
         || regie_refuse (error, REGIE_RULE_CONFLICT,
                          "step: “%s” cannot be merged into “%s” any more", to->message,
                          to->target);
}

/** What comes back on air finds the slot as the step left it. */
static gboolean
check_air_untouched (RegieCongress *self,
                     const RegieRecord *step,
                     const RegieRecord *to,
                     GError **error)
{
  const RegieRecord *later = last_on_air (self, step->stage, step->rev);
  g_autofree char *what = later != NULL ? regie_step_describe (later) : NULL;

  return later == NULL
         || regie_refuse (error, REGIE_RULE_CONFLICT,
                          "step: what is on air was changed since “%s” left it: %s (step %s)",
                          to->message, what, later->step);
}

/** Where the message is to go there must be room for it: the slot on air, what it was merged into. */
static gboolean
check_room (RegieCongress *self,
            const RegieRecord *step,
            const RegieRecord *to,
            gboolean undo,
            GError **error)
{
  GPtrArray *parts = undo ? step->before : step->after;

  if (!regie_record_has (to, MESSAGE_STATE))
    return TRUE;
  const RegieRecord *now =
      regie_entity_state (regie_entity_list_find (self->messages, to->message));
  if (to->message_state == REGIE_MESSAGE_MERGED)
    return undo ? check_merged_again (self, to, error)
                : regie_merge_is_possible (self, now, to->target, error);
  if (to->message_state != REGIE_MESSAGE_ON_AIR)
    return TRUE;
  const char *stage = regie_record_has (to, STAGE) ? to->stage : now->stage;
  RegieEntity *other = regie_queues_on_air (self->queues, stage);
  if (other != NULL && !leaves_air (parts, regie_entity_get_id (other)))
    return regie_refuse (error, REGIE_RULE_CONFLICT, "step: “%s” is on air on this stage",
                         regie_entity_get_id (other));
  return !undo || check_air_untouched (self, step, to, error);
}

/** Checks that the parts @from, which are there now, can become the parts @to. */
static gboolean
check_restore (RegieCongress *self, const RegieRecord *record, gboolean undo, GError **error)
{
  RegieEntity *entity = regie_entity_list_find (self->steps, record->step);
  if (entity == NULL)
    return regie_refuse (error, REGIE_RULE_UNKNOWN, "step: “%s” cannot be taken back any more",
                         record->step);
  const RegieRecord *step = regie_entity_state (entity);
  if (g_strcmp0 (step->actor, record->by.id) != 0)
    return regie_refuse (error, REGIE_RULE_DENIED, "step: is by %s",
                         step->name != NULL ? step->name : step->actor);
  /* Undoing what is undone is a success that changes nothing. */
  if ((step->undone != 0) == undo)
    return TRUE;
  GPtrArray *from = undo ? step->after : step->before;
  GPtrArray *to = undo ? step->before : step->after;
  for (guint i = 0; i < from->len; i++)
    {
      const RegieRecord *is = g_ptr_array_index (from, i);
      const RegieRecord *will_be = g_ptr_array_index (to, i);
      if (!check_unchanged (self, step, is, will_be, error)
          || !regie_message_is_free (
              regie_entity_state (regie_entity_list_find (self->messages, is->message)), record,
              error)
          || !check_room (self, step, will_be, undo, error))
        return FALSE;
    }
  return TRUE;
}

static void
restore_part (RegieCongress *self,
              const RegieRecord *record,
              const RegieRecord *from,
              const RegieRecord *to)
{
  RegieEntity *message = regie_entity_list_find (self->messages, to->message);
  RegieRecord *next = regie_entity_draft (message, record);
  RegieFieldSet fields = (from->has | to->has) & ~REGIE_HAS (MESSAGE);

  REGIE_FOREACH_FIELD (field, fields)
    regie_record_copy_field (next, to, field);
  if ((fields & REGIE_HAS (MESSAGE_STATE)) != 0)
    regie_message_drop_claim (next);
  regie_message_put (self, message, next);
}

static void
restore (RegieCongress *self, const RegieRecord *record, gboolean undo)
{
  RegieEntity *entity = regie_entity_list_find (self->steps, record->step);
  g_autoptr (RegieRecord) step = regie_record_ref ((RegieRecord *) regie_entity_state (entity));
  if ((step->undone != 0) == undo)
    return;

  guint last = step->before->len - 1;
  /* Backwards when undoing: what went on air last leaves it first. */
  for (guint i = 0; undo && i <= last; i++)
    restore_part (self, record, g_ptr_array_index (step->after, last - i),
                  g_ptr_array_index (step->before, last - i));
  for (guint i = 0; !undo && i <= last; i++)
    restore_part (self, record, g_ptr_array_index (step->before, i),
                  g_ptr_array_index (step->after, i));

  RegieRecord *next = regie_entity_draft (entity, record);
  if (undo)
    regie_record_set_int (next, REGIE_FIELD_UNDONE, TRUE);
  else
    regie_record_clear (next, REGIE_FIELD_UNDONE);
  regie_entity_update (entity, next);
}

static gboolean
check_undo (RegieCongress *self, const RegieRecord *record, GError **error)
{
  return check_restore (self, record, TRUE, error);
}

static void
change_undo (RegieCongress *self, const RegieRecord *record)
{
  restore (self, record, TRUE);
}

static gboolean
check_redo (RegieCongress *self, const RegieRecord *record, GError **error)
{
  return check_restore (self, record, FALSE, error);
}

static void
change_redo (RegieCongress *self, const RegieRecord *record)
{
  restore (self, record, FALSE);
}

/** Returns: the step of @actor on @stage that was done, or undone, last */
static RegieStep *
newest (RegieCongress *self, const char *actor, const char *stage, gboolean undone)
{
  RegieEntity *found = NULL;

  for (guint i = 0; i < regie_entity_list_get_length (self->steps); i++)
    {
      RegieEntity *step = regie_entity_list_get (self->steps, i);
      const RegieRecord *state = regie_entity_state (step);
      if ((state->undone != 0) == undone && is_of (state, actor, stage)
          && (found == NULL || state->rev > regie_entity_state (found)->rev))
        found = step;
    }
  return (RegieStep *) found;
}

RegieStep *
regie_congress_next_undo (RegieCongress *self, const char *actor, const char *stage)
{
  g_return_val_if_fail (REGIE_IS_CONGRESS (self), NULL);

  return newest (self, actor, stage, FALSE);
}

RegieStep *
regie_congress_next_redo (RegieCongress *self, const char *actor, const char *stage)
{
  g_return_val_if_fail (REGIE_IS_CONGRESS (self), NULL);

  return newest (self, actor, stage, TRUE);
}

const RegieRule *
regie_undo_rule (RegieRecordType type)
{
  static const RegieRule rules[REGIE_N_RECORDS] = {
    [REGIE_RECORD_MESSAGE_UNDO] = { check_undo, change_undo },
    [REGIE_RECORD_MESSAGE_REDO] = { check_redo, change_redo },
  };

  return rules[type].check != NULL ? &rules[type] : NULL;
}
