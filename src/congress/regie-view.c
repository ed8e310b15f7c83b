/* regie-view.c: what leaves, and toward whom: the one place that decides (SEMANTICS 1)
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-congress"

#include "regie-congress-private.h"

const RegieViewer REGIE_VIEWER_STAFF = { .role = REGIE_ROLE_DIRECTOR };
const RegieViewer REGIE_VIEWER_AUDIENCE = { .role = REGIE_ROLE_PARTICIPANT };

#define AUDIENCE_STAGE                                                                             \
  (REGIE_HAS (STAGE) | REGIE_HAS (NUMBER) | REGIE_HAS (TITLE) | REGIE_HAS (STAGE_STATE)            \
   | REGIE_HAS (SESSION) | REGIE_HAS (OVERLAY) | REGIE_HAS (TARGET) | REGIE_HAS (CHANNEL)          \
   | REGIE_HAS (REASON) | REGIE_HAS (MODERATED) | REGIE_HAS (END) | REGIE_HAS (REV))
#define AUDIENCE_MESSAGE                                                                           \
  (REGIE_HAS (MESSAGE) | REGIE_HAS (STAGE) | REGIE_HAS (SESSION) | REGIE_HAS (MESSAGE_KIND)        \
   | REGIE_HAS (MESSAGE_STATE) | REGIE_HAS (TEXT) | REGIE_HAS (EDITED) | REGIE_HAS (SCORE)         \
   | REGIE_HAS (CREATED) | REGIE_HAS (PINNED) | REGIE_HAS (ANSWERED) | REGIE_HAS (ANSWER))
#define AUDIENCE_POLL                                                                              \
  (REGIE_HAS (POLL) | REGIE_HAS (STAGE) | REGIE_HAS (SESSION) | REGIE_HAS (POLL_KIND)              \
   | REGIE_HAS (POLL_STATE) | REGIE_HAS (TITLE) | REGIE_HAS (ENTRIES) | REGIE_HAS (MIN)            \
   | REGIE_HAS (MAX) | REGIE_HAS (LENGTH) | REGIE_HAS (ROUND) | REGIE_HAS (VISIBILITY)             \
   | REGIE_HAS (PLACEMENT) | REGIE_HAS (VOTERS) | REGIE_HAS (START) | REGIE_HAS (END)              \
   | REGIE_HAS (LANGUAGE) | REGIE_HAS (REV))
#define AUDIENCE_PROGRAM (REGIE_HAS (PROGRAM) | REGIE_HAS (TRANSITION) | REGIE_HAS (TAKEN))

static gboolean
is_staff (const RegieViewer *viewer)
{
  return viewer->role >= REGIE_ROLE_MODERATOR;
}

/** Returns: (transfer full): a copy of @record with the fields in @mask only */
static RegieRecord *
copy_masked (const RegieRecord *record, RegieFieldSet mask)
{
  RegieRecord *copy = regie_record_new (record->type);

  REGIE_FOREACH_FIELD (field, record->has & mask)
    regie_record_copy_field (copy, record, field);
  return copy;
}

static gboolean
result_is_public (const RegieRecord *poll)
{
  return poll->visibility == REGIE_RESULT_LIVE || poll->visibility == REGIE_RESULT_PUBLISHED;
}

/**
 * Hides a result that is not @shown: options lose their counts, words go altogether, blocked ones
 * always.
 */
static void
censor_entries (RegieRecord *record, const RegieRecord *poll, gboolean shown)
{
  if (!regie_record_has (record, ENTRIES))
    return;
  gboolean words = poll->poll_kind == REGIE_POLL_WORDS;
  g_autoptr (GPtrArray) seen = regie_entries_new ();
  for (guint i = 0; i < record->entries->len; i++)
    {
      const RegieEntry *entry = g_ptr_array_index (record->entries, i);
      gboolean blocked = words && poll->labels != NULL
                         && g_strv_contains ((const char *const *) poll->labels, entry->id);
      if (blocked || (words && !shown))
        continue;
      g_ptr_array_add (seen,
                       regie_entry_new (entry->id, entry->text, shown ? entry->count : 0, FALSE));
    }
  regie_record_set_entries (record, REGIE_FIELD_ENTRIES, seen);
}

/** The audience is told what holds, not who set it: the override or the agenda. A reason is the
 * override's. */
static RegieRecord *
view_stage (const RegieRecord *state)
{
  RegieRecord *view = copy_masked (state, AUDIENCE_STAGE);

  regie_record_set_int (view, REGIE_FIELD_CHANNEL, regie_stage_effective_channel (state));
  if (!regie_record_has (state, CHANNEL))
    regie_record_clear (view, REGIE_FIELD_REASON);
  return view;
}

/** Only what is public; an answer only where it is one: a draft of it stays inside. */
static RegieRecord *
view_message (const RegieRecord *state)
{
  if (!regie_message_state_is_public ((RegieMessageState) state->message_state))
    return NULL;
  RegieRecord *view = copy_masked (state, AUDIENCE_MESSAGE);
  if (state->message_state != REGIE_MESSAGE_ANSWERED)
    regie_record_clear (view, REGIE_FIELD_ANSWER);
  return view;
}

RegieRecord *
regie_state_view (const RegieRecord *state, const RegieViewer *viewer)
{
  g_return_val_if_fail (state != NULL, NULL);
  g_return_val_if_fail (viewer != NULL, NULL);

  if (is_staff (viewer))
    return copy_masked (state, ~REGIE_HAS (AUTHOR));

  if (state->type == REGIE_RECORD_STAGE_STATE)
    return view_stage (state);
  if (state->type == REGIE_RECORD_PROGRAM_STATE)
    return copy_masked (state, AUDIENCE_PROGRAM);
  if (state->type == REGIE_RECORD_SESSION_STATE || state->type == REGIE_RECORD_CONGRESS_STATE)
    return copy_masked (state, ~(RegieFieldSet) 0);
  if (state->type == REGIE_RECORD_MESSAGE_STATE)
    return view_message (state);
  if (state->type == REGIE_RECORD_POLL_STATE && state->poll_state != REGIE_POLL_DRAFT)
    {
      RegieRecord *view = copy_masked (state, AUDIENCE_POLL);
      censor_entries (view, state, result_is_public (state));
      return view;
    }
  return NULL;
}

static GPtrArray *
records_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);
}

static void
add_view (GPtrArray *records, const RegieRecord *state, const RegieViewer *viewer)
{
  RegieRecord *view = regie_state_view (state, viewer);

  if (view != NULL)
    g_ptr_array_add (records, view);
}

static void
add_states (GPtrArray *states, RegieEntityList *list)
{
  for (guint i = 0; i < regie_entity_list_get_length (list); i++)
    {
      const RegieRecord *state = regie_entity_state (regie_entity_list_get (list, i));
      g_ptr_array_add (states, regie_record_ref ((RegieRecord *) state));
    }
}

RegieRecord *
regie_congress_view_own_result (RegieCongress *self, const char *poll, const char *participant)
{
  g_return_val_if_fail (REGIE_IS_CONGRESS (self), NULL);
  g_return_val_if_fail (poll != NULL && participant != NULL, NULL);

  RegieEntity *entity = regie_entity_list_find (self->polls, poll);
  if (entity == NULL)
    return NULL;
  const RegieRecord *state = regie_entity_state (entity);
  if (state->visibility != REGIE_RESULT_AFTER_OWN_VOTE || state->poll_state == REGIE_POLL_DRAFT
      || regie_congress_get_ballot (self, poll, participant) == NULL)
    return NULL;

  RegieRecord *view = copy_masked (state, AUDIENCE_POLL);
  censor_entries (view, state, TRUE);
  return view;
}

/** Returns: (nullable): the public message that stands for the merged one @state is of */
static const RegieRecord *
merged_into (RegieCongress *self, const RegieRecord *state)
{
  RegieEntity *root =
      regie_entity_list_find (self->messages, regie_merges_root (self->merges, state->message));

  if (root == NULL)
    return NULL;
  state = regie_entity_state (root);
  return regie_message_state_is_public ((RegieMessageState) state->message_state) ? state : NULL;
}

RegieRecord *
regie_congress_view_own_message (RegieCongress *self, const char *message, const char *participant)
{
  g_return_val_if_fail (REGIE_IS_CONGRESS (self), NULL);
  g_return_val_if_fail (message != NULL && participant != NULL, NULL);

  RegieEntity *entity = regie_entity_list_find (self->messages, message);
  const RegieRecord *state = entity != NULL ? regie_entity_state (entity) : NULL;
  if (state == NULL || g_strcmp0 (state->author, participant) != 0)
    return NULL;

  RegieMessageState is = (RegieMessageState) state->message_state;
  RegieRecord *view = copy_masked (state, AUDIENCE_MESSAGE);
  if (is != REGIE_MESSAGE_ANSWERED && is != REGIE_MESSAGE_ARCHIVED)
    regie_record_clear (view, REGIE_FIELD_ANSWER);
  /* What a moderator made of it is not public before it is approved. */
  if (!regie_message_state_is_public (is) && is != REGIE_MESSAGE_ARCHIVED)
    {
      regie_record_clear (view, REGIE_FIELD_PINNED);
      regie_record_clear (view, REGIE_FIELD_EDITED);
      if (regie_record_has (state, ORIGINAL))
        regie_record_set_string (view, REGIE_FIELD_TEXT, state->original);
    }
  else
    regie_record_copy_field (view, state, REGIE_FIELD_ORIGINAL);
  if (state->message_state == REGIE_MESSAGE_IN_REVIEW)
    regie_record_set_int (view, REGIE_FIELD_MESSAGE_STATE, REGIE_MESSAGE_NEW);
  else if (state->message_state == REGIE_MESSAGE_ARCHIVED)
    regie_record_set_int (view, REGIE_FIELD_MESSAGE_STATE, REGIE_MESSAGE_ANSWERED);
  else if (state->message_state == REGIE_MESSAGE_REJECTED)
    regie_record_copy_field (view, state, REGIE_FIELD_REASON);
  else if (state->message_state == REGIE_MESSAGE_MERGED && merged_into (self, state) != NULL)
    regie_record_set_string (view, REGIE_FIELD_TARGET, merged_into (self, state)->message);
  return view;
}

GPtrArray *
regie_congress_states (RegieCongress *self)
{
  g_return_val_if_fail (REGIE_IS_CONGRESS (self), NULL);

  GPtrArray *states = g_ptr_array_new_full (regie_entity_list_get_length (self->messages) + 64,
                                            (GDestroyNotify) regie_record_unref);
  if (regie_record_has (self->state, TITLE))
    g_ptr_array_add (states, regie_record_ref (self->state));
  add_states (states, self->stages);
  add_states (states, self->sessions);
  g_ptr_array_add (states, regie_record_ref ((RegieRecord *) regie_program_state (self->program)));
  add_states (states, self->messages);
  add_states (states, self->polls);
  add_states (states, self->cues);
  add_states (states, self->posts);
  add_states (states, self->steps);
  return states;
}

GPtrArray *
regie_congress_snapshot (RegieCongress *self, const RegieViewer *viewer)
{
  g_return_val_if_fail (REGIE_IS_CONGRESS (self), NULL);
  g_return_val_if_fail (viewer != NULL, NULL);

  g_autoptr (GPtrArray) states = regie_congress_states (self);
  GPtrArray *records = records_new ();
  for (guint i = 0; i < states->len; i++)
    add_view (records, g_ptr_array_index (states, i), viewer);
  return records;
}

static void
add_scores (RegieCongress *self, GPtrArray *records, const RegieRecord *record)
{
  g_autoptr (GPtrArray) entries = regie_entries_new ();

  for (guint i = 0; i < record->entries->len; i++)
    {
      const RegieEntry *entry = g_ptr_array_index (record->entries, i);
      RegieEntity *message = regie_entity_list_find (self->messages, entry->id);
      if (message == NULL)
        continue;
      const RegieRecord *state = regie_entity_state (message);
      if (regie_message_state_is_public ((RegieMessageState) state->message_state))
        g_ptr_array_add (entries, regie_entry_new (entry->id, NULL, entry->count, FALSE));
    }
  if (entries->len > 0)
    g_ptr_array_add (records,
                     regie_record_set_entries (regie_record_new (REGIE_RECORD_MESSAGE_SCORES),
                                               REGIE_FIELD_ENTRIES, entries));
}

/** A running tally as far as it is public: smaller than the poll's whole state, and far more often. */
static void
add_tally (RegieCongress *self, GPtrArray *records, const RegieRecord *record)
{
  RegieEntity *poll = regie_entity_list_find (self->polls, record->poll);
  if (poll == NULL)
    return;
  const RegieRecord *state = regie_entity_state (poll);
  RegieRecord *view = copy_masked (record, ~REGIE_HAS (LATE));
  censor_entries (view, state, result_is_public (state));
  g_ptr_array_add (records, view);
}

/** Adds what the audience is to know of an entity that changed: nothing, if it looks as before. */
static void
add_touched (GPtrArray *records, const RegieTouch *touch)
{
  const RegieViewer *viewer = &REGIE_VIEWER_AUDIENCE;
  const RegieRecord *state = regie_entity_state (touch->entity);
  g_autoptr (RegieRecord) before =
      touch->before != NULL ? regie_state_view (touch->before, viewer) : NULL;
  g_autoptr (RegieRecord) now = regie_state_view (state, viewer);

  if (now != NULL && (before == NULL || !regie_record_equal (before, now)))
    g_ptr_array_add (records, g_steal_pointer (&now));
  else if (now == NULL && before != NULL)
    {
      RegieField subject = regie_record_type_subject (state->type);
      RegieRecord *gone = regie_record_new (REGIE_RECORD_GONE);
      regie_record_copy_field (gone, state, subject);
      g_ptr_array_add (records, gone);
    }
}

/** What the audience receives for @record: how what it may see of what changed looks now. */
static void
project_for_audience (RegieCongress *self, GPtrArray *records, const RegieRecord *record)
{
  if (record->type == REGIE_RECORD_CONGRESS_STATE)
    add_view (records, self->state, &REGIE_VIEWER_AUDIENCE);
  else if (record->type == REGIE_RECORD_MESSAGE_SCORES)
    add_scores (self, records, record);
  else if (record->type == REGIE_RECORD_POLL_TALLY && !record->final)
    add_tally (self, records, record);
  else
    for (guint i = 0; i < self->touched->len; i++)
      add_touched (records, &g_array_index (self->touched, RegieTouch, i));
}

GPtrArray *
regie_congress_project (RegieCongress *self, const RegieRecord *record, const RegieViewer *viewer)
{
  g_return_val_if_fail (REGIE_IS_CONGRESS (self), NULL);
  g_return_val_if_fail (record != NULL, NULL);
  g_return_val_if_fail (viewer != NULL, NULL);

  GPtrArray *records = records_new ();
  if (regie_record_type_is_private (record->type))
    return records;
  if (!is_staff (viewer))
    {
      project_for_audience (self, records, record);
      for (guint i = 0; i < records->len; i++)
        {
          RegieRecord *view = g_ptr_array_index (records, i);
          view->seq = record->seq;
          view->at = record->at;
        }
      return records;
    }

  RegieRecord *copy = regie_record_copy (record);
  regie_record_clear (copy, REGIE_FIELD_AUTHOR);
  if (copy->type == REGIE_RECORD_PERSON_ERASE)
    {
      /* Neither the other pseudonym nor where the person voted. */
      regie_record_clear (copy, REGIE_FIELD_TARGET);
      regie_record_clear (copy, REGIE_FIELD_IDS);
    }
  if (copy->by.role == REGIE_ROLE_PARTICIPANT)
    {
      regie_record_set_by (copy, REGIE_ROLE_PARTICIPANT, NULL);
      regie_record_set_cmd (copy, NULL);
    }
  g_ptr_array_add (records, copy);
  return records;
}
