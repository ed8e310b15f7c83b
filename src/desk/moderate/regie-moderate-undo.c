/* regie-moderate-undo.c: undo, redo, and saying what was done
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * What can be undone is part of the congress: it is there after a restart and on every desk.
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-moderate-view-private.h"

#include "regie-deed-text.h"
#include "regie-question-commands.h"

#include <glib/gi18n.h>

static RegieStep *
find_step (RegieModerateView *self, gboolean redo)
{
  RegieCongress *congress =
      self->base.session ? regie_desk_session_get_congress (self->base.session) : NULL;
  const char *me = self->base.session ? regie_desk_session_get_me (self->base.session) : NULL;
  const char *stage = self->base.session ? regie_desk_session_get_stage (self->base.session) : NULL;

  if (!me || !stage)
    return NULL;
  return redo ? regie_congress_next_redo (congress, me, stage)
              : regie_congress_next_undo (congress, me, stage);
}

gboolean
regie_moderate_view_can_undo (RegieModerateView *self, gboolean redo)
{
  return find_step (self, redo) != NULL;
}

/* One at a time: what is undone second depends on what is undone first. */
static void
regie_moderate_view_undo (RegieModerateView *self, gboolean redo)
{
  RegieStep *step = find_step (self, redo);
  const RegieRecord *state;
  RegieCongress *congress;

  if (!step)
    {
      regie_moderate_view_refuse (self,
                                  redo ? _ ("There is nothing of yours to redo on this stage.")
                                       : _ ("There is nothing of yours to undo on this stage."));
      return;
    }
  state = regie_step_state (step);
  congress = regie_desk_session_get_congress (self->base.session);
  for (char **id = state->messages; id && *id; id++)
    {
      RegieMessage *message = regie_congress_find_message (congress, *id);

      if (message)
        regie_question_queue_release (self->queue, message);
    }
  self->undoing = TRUE;
  regie_question_send (self->base.session,
                       regie_record_set_string (
                           regie_question_record (
                               self->base.session,
                               redo ? REGIE_RECORD_MESSAGE_REDO : REGIE_RECORD_MESSAGE_UNDO, NULL),
                           REGIE_FIELD_STEP, regie_entity_get_id (REGIE_ENTITY (step))));
}

static void
on_undo (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RegieModerateView *self = REGIE_MODERATE_VIEW (widget);
  gboolean redo = g_str_equal (name, "moderate.redo");

  /* Who presses faster than the backend answers means one step each time. */
  if (self->undoing)
    self->more_undo += redo ? -1 : 1;
  else
    regie_moderate_view_undo (self, redo);
}

void
regie_moderate_view_stop_undo (RegieModerateView *self)
{
  self->undoing = FALSE;
  self->more_undo = 0;
}

/* The step has come back from the backend: on to what was pressed meanwhile. */
static void
regie_moderate_view_go_on_undoing (RegieModerateView *self)
{
  gboolean redo = self->more_undo < 0;

  self->undoing = FALSE;
  if (self->more_undo == 0)
    return;
  self->more_undo += redo ? 1 : -1;
  regie_moderate_view_undo (self, redo);
}

/* `rejected: “…”`, as a toast says it. */
static char *
text_of (RegieCongress *congress, const RegieRecord *record)
{
  RegieStep *step = record->step ? regie_congress_find_step (congress, record->step) : NULL;
  g_autofree char *what = step ? regie_step_text (congress, step) : NULL;

  if (!what)
    return regie_deed_line (congress, record);
  return g_strdup_printf (
      record->type == REGIE_RECORD_MESSAGE_UNDO ? _ ("Undone: %s") : _ ("Redone: %s"), what);
}

/* Where what was done can no longer be seen the toast offers the way back. */
static gboolean
goes_out_of_sight (const RegieRecord *record)
{
  return record->messages != NULL || record->type == REGIE_RECORD_MESSAGE_MERGE
         || (record->type == REGIE_RECORD_MESSAGE_MOVE
             && (record->message_state == REGIE_MESSAGE_REJECTED
                 || record->message_state == REGIE_MESSAGE_PARKED
                 || record->message_state == REGIE_MESSAGE_ARCHIVED));
}

void
regie_moderate_view_on_done (RegieModerateView *self, const RegieRecord *record)
{
  gboolean undoes =
      record->type == REGIE_RECORD_MESSAGE_UNDO || record->type == REGIE_RECORD_MESSAGE_REDO;
  gboolean for_good = record->type == REGIE_RECORD_PERSON_ERASE;
  g_autofree char *text = NULL;

  regie_moderate_view_update_actions (self);
  if (record->type != REGIE_RECORD_MESSAGE_CLAIM)
    text = text_of (regie_desk_session_get_congress (self->base.session), record);
  if (text)
    regie_moderate_view_announce (self, text);
  if (text && (undoes || for_good || goes_out_of_sight (record)))
    regie_moderate_view_toast (self, text, !undoes && !for_good);
  if (undoes)
    regie_moderate_view_go_on_undoing (self);
}

void
regie_moderate_view_install_undo (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "moderate.undo", NULL, on_undo);
  gtk_widget_class_install_action (widget_class, "moderate.redo", NULL, on_undo);
}
