/* regie-moderate-actions.c: the moderator's decisions about messages, and when they are possible
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-moderate-view-private.h"

#include "regie-moderate-keys.h"
#include "regie-question-commands.h"
#include "regie-question-rules.h"
#include "regie-question-text.h"
#include "regie-time-text.h"

#include <glib/gi18n.h>

/** Between two changes of what is on air, milliseconds: a double press is one. */
#define AIR_DEAD_TIME 500

/* What is possible now */

/* For a moment after a change nothing goes on air: buttons and keys show it. */
static gboolean
is_airing (RegieModerateView *self)
{
  return self->airing != 0;
}

static gboolean
regie_moderate_view_on_aired (gpointer data)
{
  RegieModerateView *self = data;

  self->airing = 0;
  regie_moderate_view_update_actions (self);
  return G_SOURCE_REMOVE;
}

static void
regie_moderate_view_begin_airing (RegieModerateView *self)
{
  self->airing = g_timeout_add (AIR_DEAD_TIME, regie_moderate_view_on_aired, self);
  regie_moderate_view_update_actions (self);
}

static gboolean
is_in_next (RegieMessage *message)
{
  return message && regie_message_state (message)->message_state == REGIE_MESSAGE_NEXT;
}

void
regie_moderate_view_update_actions (RegieModerateView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  RegieMessage *selected = regie_question_queue_get_selected (self->queue);
  const RegieRecord *state = selected ? regie_message_state (selected) : NULL;
  g_autoptr (GPtrArray) all = regie_question_queue_dup_messages (self->queue);
  g_autoptr (RegieMessage) next = regie_question_board_dup_next (self->board);
  g_autoptr (GPtrArray) one = regie_question_list_of (selected);
  gboolean on_air = regie_question_board_get_on_air (self->board) != NULL;
  gboolean writable = self->base.session && regie_desk_session_get_writable (self->base.session);
  gboolean merged = state && state->message_state == REGIE_MESSAGE_MERGED;
  gboolean there = state && !state->erased;
  const char *stage = self->base.session ? regie_desk_session_get_stage (self->base.session) : NULL;
  const struct
  {
    const char *action;
    gboolean enabled;
  } states[] = {
    { "moderate.approve", regie_question_may_move (all, REGIE_MESSAGE_APPROVED) },
    { "moderate.reject", regie_question_may_move (all, REGIE_MESSAGE_REJECTED) },
    { "moderate.reject-for", regie_question_may_move (all, REGIE_MESSAGE_REJECTED) },
    { "moderate.next", regie_question_may_move (all, REGIE_MESSAGE_NEXT) },
    { "moderate.on-air", !is_airing (self) && regie_question_may_move (one, REGIE_MESSAGE_ON_AIR) },
    { "moderate.park", regie_question_may_move (all, REGIE_MESSAGE_PARKED) },
    { "moderate.park-for", regie_question_may_move (all, REGIE_MESSAGE_PARKED) },
    { "moderate.archive", regie_question_may_move (all, REGIE_MESSAGE_ARCHIVED) },
    { "moderate.answer", regie_question_may_move (one, REGIE_MESSAGE_ANSWERED)
                             || (state && state->message_state == REGIE_MESSAGE_ANSWERED) },
    { "moderate.next-on-air", !is_airing (self) && next != NULL },
    { "moderate.on-air-message", !is_airing (self) },
    { "moderate.answered", on_air },
    { "moderate.off-air", on_air },
    { "moderate.earlier", is_in_next (selected) },
    { "moderate.later", is_in_next (selected) },
    { "moderate.edit", there && !merged },
    { "moderate.note", there },
    { "moderate.claim", there && !merged },
    { "moderate.take-over",
      selected && self->base.session && regie_question_is_taken (self->base.session, selected) },
    { "moderate.label", there },
    { "moderate.assign", there },
    { "moderate.pin", there },
    { "moderate.classify", there },
    { "moderate.clear-flags", state && state->flags && *state->flags },
    { "moderate.author", there },
    { "moderate.merge", there && !merged },
    { "moderate.unmerge", selected != NULL },
    { "moderate.new-poll", stage != NULL },
    { "moderate.channel", stage != NULL },
    { "moderate.moderation", stage != NULL },
    { "moderate.undo", regie_moderate_view_can_undo (self, FALSE) },
    { "moderate.redo", regie_moderate_view_can_undo (self, TRUE) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    regie_moderate_keys_set_enabled (widget, states[i].action, writable && states[i].enabled);
}

/* Why the action of a key is not possible now. */
static char *
describe_refusal (RegieModerateView *self, const char *action)
{
  RegieMessage *selected = regie_question_queue_get_selected (self->queue);
  const RegieRecord *state = selected ? regie_message_state (selected) : NULL;

  if (!self->base.session || !regie_desk_session_get_writable (self->base.session))
    return g_strdup (self->base.session ? regie_desk_session_get_reason (self->base.session)
                                        : _ ("Not connected to a congress."));
  if (g_str_equal (action, "moderate.undo"))
    return g_strdup (_ ("There is nothing of yours to undo on this stage."));
  if (g_str_equal (action, "moderate.redo"))
    return g_strdup (_ ("There is nothing of yours to redo on this stage."));
  if (g_str_equal (action, "moderate.answered") || g_str_equal (action, "moderate.off-air"))
    return g_strdup (_ ("No question is on air on this stage."));
  if (is_airing (self)
      && (g_str_equal (action, "moderate.next-on-air") || g_str_equal (action, "moderate.on-air")))
    return g_strdup (_ ("What is on air was changed just now. Nothing was changed again."));
  if (g_str_equal (action, "moderate.next-on-air"))
    return g_strdup (_ ("No question is up next on this stage."));
  if (g_str_equal (action, "moderate.take-over") && state)
    return g_strdup (_ ("No colleague is on this message."));
  if (!state)
    return g_strdup (_ ("No message is selected."));
  if (state->erased)
    return g_strdup (_ ("The person was erased. Nothing can be done with this message any more."));
  /* Translators: why a key does nothing: %s is the state of the message, as in "Answered" */
  return g_strdup_printf (_ ("Not possible with this message: it is in “%s”."),
                          regie_message_state_text ((RegieMessageState) state->message_state));
}

static void
on_refused (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RegieModerateView *self = REGIE_MODERATE_VIEW (widget);
  g_autofree char *text = describe_refusal (self, g_variant_get_string (parameter, NULL));

  regie_moderate_view_refuse (self, text);
}

/* What a decision is about */

gboolean
regie_moderate_view_refuse_jump (RegieModerateView *self)
{
  if (!regie_question_queue_has_jumped (self->queue))
    return FALSE;
  regie_moderate_view_refuse (
      self, _ ("Somebody else has moved the selected message. Nothing was changed."));
  return TRUE;
}

static RegieMessage *
find_taken (RegieModerateView *self, GPtrArray *messages)
{
  for (guint i = 0; i < messages->len; i++)
    {
      RegieMessage *message = g_ptr_array_index (messages, i);

      if (regie_question_is_taken (self->base.session, message))
        return message;
    }
  return NULL;
}

void
regie_moderate_view_refuse_taken (RegieModerateView *self, RegieMessage *message)
{
  const RegieRecord *state = regie_message_state (message);
  g_autofree char *who = regie_text_isolate (state->name ? state->name : state->claimant);
  g_autofree char *text =
      g_strdup_printf (_ ("%s is on this. Take it over with Shift+C, or leave it."), who);

  regie_moderate_view_refuse (self, text);
}

GPtrArray *
regie_moderate_view_dup_targets (RegieModerateView *self, gboolean alone)
{
  g_autoptr (GPtrArray) messages = NULL;
  RegieMessage *taken;

  /* Keys pressed while the selection jumped to another message were not meant for it. */
  if (regie_moderate_view_refuse_jump (self))
    return NULL;
  if (regie_question_detail_get_conflicting (self->detail))
    {
      regie_moderate_view_refuse (self, _ ("First choose between the two decisions: 1, 2 or 3."));
      return NULL;
    }
  messages = alone ? regie_question_list_of (regie_question_queue_get_selected (self->queue))
                   : regie_question_queue_dup_messages (self->queue);
  if (messages->len == 0)
    return NULL;
  taken = find_taken (self, messages);
  if (taken)
    {
      regie_moderate_view_refuse_taken (self, taken);
      return NULL;
    }
  return g_steal_pointer (&messages);
}

/* Moving */

void
regie_moderate_view_move (RegieModerateView *self,
                          GPtrArray *messages,
                          RegieMessageState to,
                          const char *reason,
                          const char *talk)
{
  for (guint i = 0; i < messages->len; i++)
    regie_question_queue_release (self->queue, g_ptr_array_index (messages, i));
  regie_question_move (self->base.session, messages, to, reason, talk);
}

static void
regie_moderate_view_move_selected (RegieModerateView *self,
                                   RegieMessageState to,
                                   const char *reason)
{
  g_autoptr (GPtrArray) messages = regie_moderate_view_dup_targets (self, FALSE);

  if (messages && regie_question_may_move (messages, to))
    regie_moderate_view_move (self, messages, to, reason, NULL);
}

static void
on_move (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const struct
  {
    const char *action;
    RegieMessageState to;
  } moves[] = {
    { "moderate.approve", REGIE_MESSAGE_APPROVED },
    { "moderate.next", REGIE_MESSAGE_NEXT },
    { "moderate.park", REGIE_MESSAGE_PARKED },
    { "moderate.archive", REGIE_MESSAGE_ARCHIVED },
    { "moderate.reject-for", REGIE_MESSAGE_REJECTED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      if (g_str_equal (moves[i].action, name))
        regie_moderate_view_move_selected (REGIE_MODERATE_VIEW (widget), moves[i].to,
                                           parameter ? g_variant_get_string (parameter, NULL)
                                                     : NULL);
    }
}

/* On air */

/* One question is on air at a time: what is there counts as answered when the next one comes. */
static void
regie_moderate_view_put_on_air (RegieModerateView *self, RegieMessage *message)
{
  RegieMessage *before = regie_question_board_get_on_air (self->board);
  g_autoptr (GPtrArray) messages = regie_question_list_of (message);
  g_autoptr (GPtrArray) answered = regie_question_list_of (before);

  if (!message || message == before || !regie_question_may_move (messages, REGIE_MESSAGE_ON_AIR))
    return;
  if (is_airing (self))
    return;
  regie_moderate_view_begin_airing (self);
  if (!before)
    {
      regie_moderate_view_move (self, messages, REGIE_MESSAGE_ON_AIR, NULL, NULL);
      return;
    }
  regie_question_queue_release (self->queue, message);
  regie_question_queue_release (self->queue, before);
  regie_question_send (
      self->base.session,
      regie_record_set_string (
          regie_question_record (self->base.session, REGIE_RECORD_MESSAGE_ADVANCE, answered),
          REGIE_FIELD_TARGET, regie_entity_get_id (REGIE_ENTITY (message))));
}

static void
on_air (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RegieModerateView *self = REGIE_MODERATE_VIEW (widget);
  RegieCongress *congress = regie_desk_session_get_congress (self->base.session);
  g_autoptr (RegieMessage) next = NULL;
  g_autoptr (GPtrArray) messages = NULL;

  if (parameter)
    regie_moderate_view_put_on_air (
        self, regie_congress_find_message (congress, g_variant_get_string (parameter, NULL)));
  else if (g_str_equal (name, "moderate.on-air"))
    {
      messages = regie_moderate_view_dup_targets (self, TRUE);
      if (messages)
        regie_moderate_view_put_on_air (self, g_ptr_array_index (messages, 0));
    }
  else
    {
      next = regie_question_board_dup_next (self->board);
      regie_moderate_view_put_on_air (self, next);
    }
}

static void
on_off_air (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RegieModerateView *self = REGIE_MODERATE_VIEW (widget);
  RegieMessage *message = regie_question_board_get_on_air (self->board);
  g_autoptr (GPtrArray) messages = regie_question_list_of (message);

  if (message)
    regie_moderate_view_move (self, messages,
                              g_str_equal (name, "moderate.answered") ? REGIE_MESSAGE_ANSWERED
                                                                      : REGIE_MESSAGE_APPROVED,
                              NULL, NULL);
}

static void
on_shift (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RegieModerateView *self = REGIE_MODERATE_VIEW (widget);
  RegieMessage *message = regie_question_queue_get_selected (self->queue);

  if (!message
      || !regie_stage_panel_shift_next (self->stage_panel, message,
                                        g_str_equal (name, "moderate.earlier") ? -1 : 1))
    gtk_widget_error_bell (widget);
}

/* What does not depend on the state */

static void
on_mark (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RegieModerateView *self = REGIE_MODERATE_VIEW (widget);
  g_autoptr (GPtrArray) messages = regie_moderate_view_dup_targets (self, FALSE);
  static const char *const none[] = { NULL };
  const RegieRecord *first;
  RegieRecord *record;

  if (!messages)
    return;
  first = regie_message_state (g_ptr_array_index (messages, 0));
  if (g_str_equal (name, "moderate.pin"))
    record = regie_record_set_int (
        regie_question_record (self->base.session, REGIE_RECORD_MESSAGE_PIN, messages),
        REGIE_FIELD_ON, !first->pinned);
  else if (g_str_equal (name, "moderate.classify"))
    record = regie_record_set_int (
        regie_question_record (self->base.session, REGIE_RECORD_MESSAGE_CLASSIFY, messages),
        REGIE_FIELD_MESSAGE_KIND, g_variant_get_int32 (parameter));
  else
    record = regie_record_set_strings (
        regie_question_record (self->base.session, REGIE_RECORD_MESSAGE_FLAG, messages),
        REGIE_FIELD_FLAGS, none);
  regie_question_send (self->base.session, record);
}

/* Writing: who begins to write works on the message, and the others see it. */
static void
on_write (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RegieModerateView *self = REGIE_MODERATE_VIEW (widget);
  g_autoptr (GPtrArray) messages = NULL;
  RegieMessage *message;

  if (g_str_equal (name, "moderate.note"))
    {
      /* A note disturbs nobody. */
      regie_question_detail_write (self->detail, REGIE_DRAFT_NOTE);
      return;
    }
  messages = regie_moderate_view_dup_targets (self, TRUE);
  if (!messages)
    return;
  message = g_ptr_array_index (messages, 0);
  if (!regie_message_state (message)->claimant)
    regie_question_claim (self->base.session, message, TRUE);
  regie_question_detail_write (
      self->detail, g_str_equal (name, "moderate.edit") ? REGIE_DRAFT_TEXT : REGIE_DRAFT_ANSWER);
}

void
regie_moderate_view_install_decisions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *name;
    const char *parameter;
    GtkWidgetActionActivateFunc activate;
  } actions[] = {
    { "moderate.approve", NULL, on_move },
    { "moderate.next", NULL, on_move },
    { "moderate.park", NULL, on_move },
    { "moderate.archive", NULL, on_move },
    { "moderate.reject-for", "s", on_move },
    { "moderate.on-air", NULL, on_air },
    { "moderate.next-on-air", NULL, on_air },
    { "moderate.on-air-message", "s", on_air },
    { "moderate.answered", NULL, on_off_air },
    { "moderate.off-air", NULL, on_off_air },
    { "moderate.earlier", NULL, on_shift },
    { "moderate.later", NULL, on_shift },
    { "moderate.pin", NULL, on_mark },
    { "moderate.classify", "i", on_mark },
    { "moderate.clear-flags", NULL, on_mark },
    { "moderate.edit", NULL, on_write },
    { "moderate.answer", NULL, on_write },
    { "moderate.note", NULL, on_write },
    { REGIE_MODERATE_KEYS_REFUSED, "s", on_refused },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].parameter,
                                     actions[i].activate);
}
