/* regie-moderate-conflicts.c: somebody else decided meanwhile: theirs, yours, or what was before
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * A command names the revision the moderator saw. When it meets a newer one there are three cases:
 * somebody did the very same (nothing is left to do), somebody changed something else (the command is
 * sent again on what is there now), or two people decided differently: then the moderator chooses.
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-moderate-view-private.h"

#include "regie-deed-text.h"
#include "regie-question-commands.h"
#include "regie-question-rules.h"
#include "regie-question-text.h"
#include "regie-time-text.h"

#include <glib/gi18n.h>

struct _RegieClash
{
  RegieMessage *message;
  /** what this desk wanted */
  RegieRecord *mine;
  /** what the message was when that was decided */
  RegieRecord *seen;
  /** who did what when, in words */
  char *story;
};

void
regie_clash_free (RegieClash *clash)
{
  if (!clash)
    return;
  g_object_unref (clash->message);
  regie_record_unref (clash->mine);
  regie_record_unref (clash->seen);
  g_free (clash->story);
  g_free (clash);
}

/* The field of a message that a command of one field is about; %REGIE_N_FIELDS: not of that kind. */
static RegieField
field_of (RegieRecordType type)
{
  static const struct
  {
    RegieRecordType type;
    RegieField field;
  } fields[] = {
    { REGIE_RECORD_MESSAGE_MOVE, REGIE_FIELD_MESSAGE_STATE },
    { REGIE_RECORD_MESSAGE_EDIT, REGIE_FIELD_TEXT },
    { REGIE_RECORD_MESSAGE_ANSWER, REGIE_FIELD_ANSWER },
    { REGIE_RECORD_MESSAGE_NOTE, REGIE_FIELD_NOTE },
    { REGIE_RECORD_MESSAGE_CLASSIFY, REGIE_FIELD_MESSAGE_KIND },
    { REGIE_RECORD_MESSAGE_LABEL, REGIE_FIELD_LABELS },
    { REGIE_RECORD_MESSAGE_ASSIGN, REGIE_FIELD_ASSIGNEE },
    { REGIE_RECORD_MESSAGE_FLAG, REGIE_FIELD_FLAGS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      if (fields[i].type == type)
        return fields[i].field;
    }
  return REGIE_N_FIELDS;
}

static gboolean
is_text (RegieField field)
{
  return field == REGIE_FIELD_TEXT || field == REGIE_FIELD_ANSWER || field == REGIE_FIELD_NOTE;
}

/* In review and new are the same to whoever decides. */
static gint64
state_to_decide (const RegieRecord *record)
{
  return record->message_state == REGIE_MESSAGE_IN_REVIEW ? REGIE_MESSAGE_NEW
                                                          : record->message_state;
}

static gboolean
same (const RegieRecord *a, const RegieRecord *b, RegieField field)
{
  if (field == REGIE_FIELD_MESSAGE_STATE)
    return state_to_decide (a) == state_to_decide (b);
  return regie_record_same_field (a, b, field);
}

/* What @record (a message or a command about one) says in @field, as a person reads it. */
static char *
value_text (const RegieRecord *record, RegieField field)
{
  const char *text;
  g_autofree char *reason = NULL;

  if (field == REGIE_FIELD_MESSAGE_STATE)
    {
      text = regie_message_state_text ((RegieMessageState) state_to_decide (record));
      reason = record->message_state == REGIE_MESSAGE_REJECTED && record->reason
                   ? regie_reason_text (record->reason)
                   : NULL;
      return reason ? g_strdup_printf ("%s · %s", text, reason) : g_strdup (text);
    }
  if (field == REGIE_FIELD_MESSAGE_KIND)
    return g_strdup (regie_message_kind_text ((RegieMessageKind) record->message_kind));
  if (field == REGIE_FIELD_LABELS)
    return record->labels && *record->labels ? g_strjoinv (", ", record->labels) : g_strdup ("–");
  if (field == REGIE_FIELD_FLAGS)
    return regie_flags_text ((const char *const *) record->flags);
  text = regie_record_get_string (record, field);
  return g_strdup (text && *text ? text : "–");
}

static void
regie_moderate_view_show_clash (RegieModerateView *self)
{
  RegieField field;
  const RegieRecord *now;
  RegieRecord *seen;
  gboolean other_text;
  g_autofree char *about = NULL;
  g_autofree char *theirs = NULL;
  g_autofree char *yours = NULL;
  g_autofree char *original = NULL;

  if (!self->clash)
    return;
  field = field_of (self->clash->mine->type);
  now = regie_message_state (self->clash->message);
  seen = self->clash->seen;
  about = regie_quoted_text (seen->text);
  /* Who decides about a text wants to know that it is another one now. */
  other_text = field == REGIE_FIELD_MESSAGE_STATE && !same (now, seen, REGIE_FIELD_TEXT)
               && same (now, seen, field);
  theirs = value_text (now, other_text ? REGIE_FIELD_TEXT : field);
  yours = value_text (self->clash->mine, field);
  original = value_text (seen, other_text ? REGIE_FIELD_TEXT : field);
  regie_conflict_pane_show (regie_question_detail_get_conflict (self->detail), about,
                            self->clash->story, theirs, yours, original, is_text (field));
}

/* `Moderation 2 rejected (off topic) at 10:31:40.` */
static char *
tell_story (RegieModerateView *self, const RegieDeskConflict *conflict)
{
  RegieCongress *congress = regie_desk_session_get_congress (self->base.session);
  const RegieRecord *root = regie_congress_state (congress);
  const RegieRecord *cause = conflict->cause;
  g_autofree char *who = NULL;
  g_autofree char *deed = NULL;
  g_autofree char *at = NULL;

  if (!cause)
    return g_strdup (_ ("Somebody has changed this message since you saw it."));
  who = conflict->who ? g_strdup (conflict->who) : regie_actor_text (cause);
  deed = regie_deed_text (congress, cause, conflict->record->message);
  at = regie_text_clock (cause->at, root ? root->time_zone : NULL, TRUE);
  /* Translators: who, did what, when: "Moderation 2 rejected (off topic) at 10:31:40." */
  return g_strdup_printf (_ ("%s %s at %s."), who, deed ? deed : _ ("changed it"), at);
}

static void
regie_moderate_view_begin_clash (RegieModerateView *self,
                                 RegieMessage *message,
                                 RegieRecord *mine,
                                 const RegieRecord *seen,
                                 char *story)
{
  if (self->clash)
    g_signal_handlers_disconnect_by_func (self->clash->message, regie_moderate_view_show_clash,
                                          self);
  g_clear_pointer (&self->clash, regie_clash_free);
  self->clash = g_new0 (RegieClash, 1);
  self->clash->message = g_object_ref (message);
  self->clash->mine = regie_record_ref (mine);
  self->clash->seen = regie_record_ref ((RegieRecord *) seen);
  self->clash->story = story;
  g_signal_connect_object (message, "notify", G_CALLBACK (regie_moderate_view_show_clash), self,
                           G_CONNECT_SWAPPED);
  regie_moderate_view_show_clash (self);
  regie_question_detail_set_conflicting (self->detail, TRUE);
  regie_moderate_view_announce (self, story);
}

static void
send_again (RegieModerateView *self, const RegieRecord *record, guint64 rev)
{
  RegieRecord *again = regie_record_copy (record);

  regie_record_set_cmd (again, NULL);
  regie_desk_session_send (self->base.session, again, rev);
}

/* What was written with @record; %REGIE_N_DRAFTS: nothing. */
static RegieDraftKind
draft_of (const RegieRecord *record, const char **text)
{
  RegieField field = field_of (record->type);

  if (record->type == REGIE_RECORD_MESSAGE_MOVE && record->answer)
    field = REGIE_FIELD_ANSWER;
  if (!is_text (field))
    return REGIE_N_DRAFTS;
  *text = regie_record_get_string (record, field);
  return field == REGIE_FIELD_TEXT     ? REGIE_DRAFT_TEXT
         : field == REGIE_FIELD_ANSWER ? REGIE_DRAFT_ANSWER
                                       : REGIE_DRAFT_NOTE;
}

/* What was typed stays where it can be gone on with until it is saved for certain. */
static void
keep_typed (RegieModerateView *self, const RegieRecord *record, const RegieRecord *seen)
{
  static const RegieField fields[REGIE_N_DRAFTS] = {
    [REGIE_DRAFT_TEXT] = REGIE_FIELD_TEXT,
    [REGIE_DRAFT_ANSWER] = REGIE_FIELD_ANSWER,
    [REGIE_DRAFT_NOTE] = REGIE_FIELD_NOTE,
  };
  const char *text, *base;
  RegieDraftKind kind = draft_of (record, &text);

  if (kind == REGIE_N_DRAFTS)
    return;
  base = regie_record_get_string (seen, fields[kind]);
  regie_drafts_keep (self->drafts, record->message, kind, text, base ? base : "");
}

/* A command that was not applied moves nothing: what somebody else does to its messages is again a jump. */
static void
keep_in_place (RegieModerateView *self, const RegieRecord *record)
{
  RegieCongress *congress = regie_desk_session_get_congress (self->base.session);
  RegieStep *step = record->step ? regie_congress_find_step (congress, record->step) : NULL;
  const char *const one[] = { record->message, record->target, NULL };
  const char *const *ids = step ? (const char *const *) regie_step_state (step)->messages
                           : record->messages ? (const char *const *) record->messages
                           : record->message  ? one
                                              : NULL;

  for (; ids && *ids; ids++)
    {
      RegieMessage *message = regie_congress_find_message (congress, *ids);

      if (message)
        regie_question_queue_keep (self->queue, message);
    }
}

void
regie_moderate_view_on_failed (RegieModerateView *self, const RegieRecord *record)
{
  RegieMessage *message =
      record->message ? regie_congress_find_message (
                            regie_desk_session_get_congress (self->base.session), record->message)
                      : NULL;

  keep_in_place (self, record);
  if (record->type == REGIE_RECORD_MESSAGE_UNDO || record->type == REGIE_RECORD_MESSAGE_REDO)
    regie_moderate_view_stop_undo (self);
  if (message)
    keep_typed (self, record, regie_message_state (message));
}

static gboolean
share_a_message (const RegieRecord *a, const RegieRecord *b)
{
  for (char **id = a->messages; id && *id; id++)
    {
      if (b->messages && g_strv_contains ((const char *const *) b->messages, *id))
        return TRUE;
    }
  return FALSE;
}

/* The newest step known here that was done since with the same messages. */
static const RegieRecord *
find_later (RegieCongress *congress, const char *id)
{
  GListModel *steps = regie_congress_get_steps (congress);
  RegieStep *mine = id ? regie_congress_find_step (congress, id) : NULL;

  for (guint i = g_list_model_get_n_items (steps); mine && i > 0; i--)
    {
      g_autoptr (RegieStep) later = g_list_model_get_item (steps, i - 1);
      const RegieRecord *state = regie_step_state (later);

      if (later == mine)
        break;
      if (!state->undone && share_a_message (state, regie_step_state (mine)))
        return state;
    }
  return NULL;
}

/* Undo refuses when somebody went on with it: says who, and with what. The backend names the step. */
static gboolean
tell_dependent (RegieModerateView *self, const RegieDeskConflict *conflict)
{
  RegieCongress *congress = regie_desk_session_get_congress (self->base.session);
  gboolean named = conflict->current && conflict->current->type == REGIE_RECORD_STEP_STATE;
  const RegieRecord *later =
      named ? conflict->current : find_later (congress, conflict->record->step);
  g_autofree char *what = later ? regie_step_state_text (congress, later) : NULL;
  g_autofree char *who =
      later ? regie_text_isolate (later->name ? later->name : later->actor) : NULL;
  g_autofree char *text = NULL;

  if (!later)
    return FALSE;
  /* Translators: why undo does nothing: who has done what since */
  text = g_strdup_printf (_ ("Not undone, because of what came after it. %s: %s"), who, what);
  regie_moderate_view_refuse (self, text);
  return TRUE;
}

gboolean
regie_moderate_view_on_conflict (RegieModerateView *self, const RegieDeskConflict *conflict)
{
  RegieRecord *record = conflict->record;
  RegieField field = field_of (record->type);
  RegieMessage *message =
      record->message ? regie_congress_find_message (
                            regie_desk_session_get_congress (self->base.session), record->message)
                      : NULL;
  const RegieRecord *now = conflict->current;
  g_autofree char *story = NULL;
  g_autofree char *text = NULL;

  keep_in_place (self, record);
  if (record->type == REGIE_RECORD_MESSAGE_UNDO || record->type == REGIE_RECORD_MESSAGE_REDO)
    {
      regie_moderate_view_stop_undo (self);
      return tell_dependent (self, conflict);
    }
  if (!message || !conflict->seen || field == REGIE_N_FIELDS)
    return FALSE;
  if (!now)
    now = regie_message_state (message);
  if (same (now, conflict->seen, field) && regie_question_is_taken (self->base.session, message))
    {
      keep_typed (self, record, conflict->seen);
      regie_moderate_view_refuse_taken (self, message);
      return TRUE;
    }
  if ((guint64) now->rev <= conflict->expect_rev)
    return FALSE;
  if (same (now, record, field))
    {
      story = tell_story (self, conflict);
      regie_moderate_view_toast (self, story, FALSE);
      return TRUE;
    }
  if (same (now, conflict->seen, field) && same (now, conflict->seen, REGIE_FIELD_TEXT))
    {
      if (record->type == REGIE_RECORD_MESSAGE_MOVE)
        regie_question_queue_release (self->queue, message);
      send_again (self, record, (guint64) now->rev);
      return TRUE;
    }
  keep_typed (self, record, conflict->seen);
  regie_moderate_view_begin_clash (self, message, record, conflict->seen,
                                   tell_story (self, conflict));
  return TRUE;
}

/* The command that puts back what was before. */
static RegieRecord *
record_of_before (RegieModerateView *self, const RegieClash *clash)
{
  RegieField field = field_of (clash->mine->type);
  g_autoptr (GPtrArray) messages = regie_question_list_of (clash->message);
  RegieRecord *record = regie_question_record (self->base.session, clash->mine->type, messages);

  if (field == REGIE_FIELD_MESSAGE_STATE)
    {
      regie_record_set_int (record, field, state_to_decide (clash->seen));
      regie_record_copy_field (record, clash->seen, REGIE_FIELD_REASON);
    }
  else if (is_text (field) || field == REGIE_FIELD_ASSIGNEE)
    regie_record_set_string (record, field,
                             regie_record_has_field (clash->seen, field)
                                 ? regie_record_get_string (clash->seen, field)
                                 : "");
  else
    regie_record_copy_field (record, clash->seen, field);
  return record;
}

void
regie_moderate_view_on_resolved (RegieModerateView *self, int choice)
{
  RegieClash *clash = g_steal_pointer (&self->clash);
  RegieField field;
  RegieDraftKind kind;
  const RegieRecord *now;
  const char *text;

  if (!clash)
    return;
  g_signal_handlers_disconnect_by_func (clash->message, regie_moderate_view_show_clash, self);
  field = field_of (clash->mine->type);
  now = regie_message_state (clash->message);
  kind = draft_of (clash->mine, &text);
  if (choice != REGIE_CONFLICT_LATER && kind != REGIE_N_DRAFTS)
    regie_drafts_drop (self->drafts, clash->mine->message, kind);
  regie_question_queue_release (self->queue, clash->message);
  if (choice == REGIE_CONFLICT_YOURS)
    send_again (self, clash->mine, (guint64) now->rev);
  else if (choice == REGIE_CONFLICT_ORIGINAL && !same (now, clash->seen, field))
    regie_question_send (self->base.session, record_of_before (self, clash));
  regie_clash_free (clash);
}

/* Saving */

static RegieRecord *
record_of_text (RegieModerateView *self,
                RegieMessage *message,
                RegieDraftKind kind,
                const char *text)
{
  static const RegieRecordType types[REGIE_N_DRAFTS] = {
    [REGIE_DRAFT_TEXT] = REGIE_RECORD_MESSAGE_EDIT,
    [REGIE_DRAFT_ANSWER] = REGIE_RECORD_MESSAGE_ANSWER,
    [REGIE_DRAFT_NOTE] = REGIE_RECORD_MESSAGE_NOTE,
  };
  g_autoptr (GPtrArray) messages = regie_question_list_of (message);
  RegieRecordType type = types[kind];
  RegieRecord *record;

  /* The first written answer answers. */
  if (kind == REGIE_DRAFT_ANSWER
      && regie_message_state (message)->message_state != REGIE_MESSAGE_ANSWERED)
    {
      record = regie_question_record (self->base.session, REGIE_RECORD_MESSAGE_MOVE, messages);
      regie_record_set_int (record, REGIE_FIELD_MESSAGE_STATE, REGIE_MESSAGE_ANSWERED);
      return regie_record_set_string (record, REGIE_FIELD_ANSWER, text);
    }
  record = regie_question_record (self->base.session, type, messages);
  return regie_record_set_string (record, field_of (type), text);
}

void
regie_moderate_view_on_save (RegieModerateView *self,
                             RegieMessage *message,
                             int kind,
                             const char *text)
{
  const RegieRecord *state = regie_message_state (message);
  const char *base;
  const char *draft = regie_drafts_get (self->drafts, state->message, (RegieDraftKind) kind, &base);
  g_autoptr (RegieRecord) record = NULL;
  g_autoptr (RegieRecord) seen = NULL;
  RegieField field;
  const char *now;

  /* Unchanged, or nothing where there must be something. */
  if (!draft || (kind != REGIE_DRAFT_NOTE && *text == '\0'))
    return;
  record = record_of_text (self, message, (RegieDraftKind) kind, text);
  field = field_of (record->type);
  now = is_text (field) ? regie_record_get_string (state, field) : NULL;
  if (is_text (field) && g_strcmp0 (now ? now : "", base) != 0)
    {
      /* Somebody saved while this was being written. */
      seen = regie_record_set_string (regie_record_copy (state), field, base);
      regie_moderate_view_begin_clash (
          self, message, record, seen,
          g_strdup (_ ("Somebody has changed this text while you were writing.")));
      return;
    }
  regie_drafts_drop (self->drafts, state->message, (RegieDraftKind) kind);
  if (record->type == REGIE_RECORD_MESSAGE_MOVE)
    regie_question_queue_release (self->queue, message);
  regie_question_send (self->base.session, g_steal_pointer (&record));
}
