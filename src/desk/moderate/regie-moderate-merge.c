/* regie-moderate-merge.c: several questions become one, and are taken apart again
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-moderate-view-private.h"

#include "regie-question-commands.h"
#include "regie-question-rules.h"
#include "regie-question-text.h"

#include <glib/gi18n.h>

/** Similar questions that are offered first. */
#define SIMILAR 5

static void
send_merge (RegieModerateView *self, GPtrArray *messages, const char *target)
{
  for (guint i = 0; i < messages->len; i++)
    {
      RegieMessage *message = g_ptr_array_index (messages, i);
      g_autoptr (GPtrArray) one = regie_question_list_of (message);

      if (g_str_equal (regie_entity_get_id (REGIE_ENTITY (message)), target))
        continue;
      regie_question_queue_release (self->queue, message);
      regie_question_send (
          self->base.session,
          regie_record_set_string (
              regie_question_record (self->base.session, REGIE_RECORD_MESSAGE_MERGE, one),
              REGIE_FIELD_TARGET, target));
    }
}

static void
on_target (const char *id, const char *text, gpointer data)
{
  RegieModerateCase *matter = data;

  send_merge (matter->view, matter->messages, id);
}

static gboolean
may_take_in (const RegieRecord *target, const RegieRecord *message)
{
  return target->message_state != REGIE_MESSAGE_MERGED
         && target->message_state != REGIE_MESSAGE_WITHDRAWN
         && target->message_state != REGIE_MESSAGE_REJECTED
         && g_strcmp0 (target->stage, message->stage) == 0
         && !g_str_equal (target->message, message->message);
}

static void
add_target (RegieChooser *chooser, RegieMessage *target, const char *why)
{
  const RegieRecord *state = regie_message_state (target);
  g_autofree char *votes = regie_text_votes (state->score);
  g_autofree char *detail = g_strjoin (
      " · ", votes, regie_message_state_text ((RegieMessageState) state->message_state), why, NULL);

  regie_chooser_add (chooser, state->message, state->text, detail);
}

/* The most similar ones first, then the rest of the stage in the order of the lists. */
static void
add_targets (RegieModerateView *self, RegieChooser *chooser, RegieMessage *message)
{
  const RegieRecord *state = regie_message_state (message);
  g_autoptr (GHashTable) told = g_hash_table_new (g_direct_hash, g_direct_equal);
  RegieQuestionLike found[SIMILAR];
  guint n_found = regie_question_board_find_like (self->board, message, SIMILAR, found);

  for (guint i = 0; i < n_found; i++)
    {
      g_autofree char *why
          /* Translators: how similar two questions are, in percent */
          = g_strdup_printf (_ ("%d%% similar"), (int) (found[i].score * 100));

      if (may_take_in (regie_message_state (found[i].message), state)
          && g_hash_table_add (told, found[i].message))
        add_target (chooser, found[i].message, why);
    }
  for (guint list = REGIE_QUESTIONS_INBOX; list <= REGIE_QUESTIONS_ANSWERED; list++)
    {
      GListModel *rows =
          G_LIST_MODEL (regie_question_board_get (self->board, (RegieQuestions) list));

      for (guint i = 0; i < MIN (g_list_model_get_n_items (rows), REGIE_MODERATE_MOST_ROWS / 4);
           i++)
        {
          g_autoptr (RegieMessage) target = g_list_model_get_item (rows, i);

          if (may_take_in (regie_message_state (target), state) && g_hash_table_add (told, target))
            add_target (chooser, target, NULL);
        }
    }
}

/* Of several selected ones the one with the most votes takes the others in. */
static const char *
find_canonical (GPtrArray *messages)
{
  const RegieRecord *best = regie_message_state (g_ptr_array_index (messages, 0));

  for (guint i = 1; i < messages->len; i++)
    {
      const RegieRecord *state = regie_message_state (g_ptr_array_index (messages, i));

      if (regie_message_compare (state, best) < 0)
        best = state;
    }
  return best->message;
}

static void
on_merge (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RegieModerateView *self = REGIE_MODERATE_VIEW (widget);
  RegieChooser *chooser = regie_question_detail_get_chooser (self->detail);
  g_autoptr (GPtrArray) messages = regie_moderate_view_dup_targets (self, FALSE);

  if (!messages)
    return;
  if (messages->len > 1)
    {
      send_merge (self, messages, find_canonical (messages));
      return;
    }
  regie_chooser_start (chooser, _ ("MERGE INTO"), NULL, on_target,
                       regie_moderate_case_new (self, messages), regie_moderate_case_free);
  regie_chooser_set_empty (chooser, _ ("There is no other question on this stage."));
  add_targets (self, chooser, g_ptr_array_index (messages, 0));
  regie_question_detail_open_chooser (self->detail, "moderate.merge", NULL);
}

static void
on_part (const char *id, const char *text, gpointer data)
{
  RegieModerateCase *matter = data;

  regie_question_send (
      matter->view->base.session,
      regie_record_set_string (
          regie_question_record (matter->view->base.session, REGIE_RECORD_MESSAGE_UNMERGE, NULL),
          REGIE_FIELD_MESSAGE, id));
}

/* From the merged one itself, or from the one that took it in. */
static void
on_unmerge (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RegieModerateView *self = REGIE_MODERATE_VIEW (widget);
  RegieCongress *congress = regie_desk_session_get_congress (self->base.session);
  RegieChooser *chooser = regie_question_detail_get_chooser (self->detail);
  g_autoptr (GPtrArray) messages = regie_moderate_view_dup_targets (self, TRUE);
  g_autoptr (GPtrArray) merged = NULL;
  g_autoptr (GPtrArray) none = NULL;
  const RegieRecord *state;

  if (!messages)
    return;
  state = regie_message_state (g_ptr_array_index (messages, 0));
  merged = regie_congress_dup_merged (congress, state->message);
  if (state->message_state == REGIE_MESSAGE_MERGED)
    regie_question_send (
        self->base.session,
        regie_question_record (self->base.session, REGIE_RECORD_MESSAGE_UNMERGE, messages));
  else if (merged->len == 0)
    regie_moderate_view_refuse (self, _ ("Nothing is merged into this message."));
  else
    {
      regie_chooser_start (chooser, _ ("TAKE OUT AGAIN"), NULL, on_part,
                           regie_moderate_case_new (self, messages), regie_moderate_case_free);
      for (guint i = 0; i < merged->len; i++)
        {
          const char *id = g_ptr_array_index (merged, i);
          RegieMessage *part = regie_congress_find_message (congress, id);

          regie_chooser_add (chooser, id, part ? regie_message_state (part)->text : id, NULL);
        }
      regie_question_detail_open_chooser (self->detail, "moderate.merge", NULL);
    }
}

void
regie_moderate_view_install_merge (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "moderate.merge", NULL, on_merge);
  gtk_widget_class_install_action (widget_class, "moderate.unmerge", NULL, on_unmerge);
}
