/* test-moderate-decisions.c: nothing is lost, nothing is done twice, everything can be taken back
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-config.h"

#include "regie-air-card.h"
#include "regie-application.h"
#include "regie-chooser.h"
#include "regie-conflict-pane.h"
#include "regie-diff-label.h"
#include "regie-history-pane.h"
#include "regie-moderate-bar.h"
#include "regie-moderate-view.h"
#include "regie-next-stack.h"
#include "regie-question-detail.h"
#include "regie-question-editor.h"
#include "regie-question-queue.h"
#include "regie-question-row.h"

#include "desk-fixture.h"

#include <adwaita.h>

typedef struct
{
  Fixture desk;
  GtkWidget *window;
  RegieModerateView *view;
} Stage;

static void
settle (void)
{
  gint64 end = g_get_monotonic_time () + 50 * G_TIME_SPAN_MILLISECOND;

  while (g_main_context_iteration (NULL, FALSE) || g_get_monotonic_time () < end)
    ;
}

static void
set_up (Stage *stage)
{
  static const struct
  {
    const char *id;
    RegieMessageState state;
    int score;
    const char *text;
  } messages[] = {
    { "m1", REGIE_MESSAGE_NEW, 48, "Wann kommt das Nutzerkonto Bund?" },
    { "m2", REGIE_MESSAGE_NEW, 31, "Gibt es die Folien nachher?" },
    { "m3", REGIE_MESSAGE_NEW, 30, "Wann kommt denn das Nutzerkonto?" },
    { "n1", REGIE_MESSAGE_NEXT, 93, "Welche drei Leistungen nutzen die Leute?" },
    { "n2", REGIE_MESSAGE_NEXT, 54, "Wer haftet, wenn ein Bescheid untergeht?" },
    { "o1", REGIE_MESSAGE_ON_AIR, 128, "Brauche ich für jede Behörde ein Passwort?" },
  };
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);

  fixture_set_up (&stage->desk);
  stage->view = g_object_new (REGIE_TYPE_MODERATE_VIEW, "session", stage->desk.session, NULL);
  stage->window = g_object_new (ADW_TYPE_APPLICATION_WINDOW, "content", stage->view,
                                "default-width", 1366, "default-height", 768, NULL);
  gtk_window_present (GTK_WINDOW (stage->window));
  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    {
      RegieRecord *record =
          fixture_message (messages[i].id, REGIE_MESSAGE_QUESTION, messages[i].state,
                           messages[i].score, 600 - 10 * (int) i, messages[i].text);

      if (messages[i].state == REGIE_MESSAGE_NEXT)
        regie_record_set_int (record, REGIE_FIELD_QUEUED, i + 1);
      g_ptr_array_add (records, record);
    }
  fixture_load (&stage->desk, records);
  settle ();
}

static void
tear_down (Stage *stage)
{
  RegieModerateView *view = g_object_ref (stage->view);

  gtk_window_destroy (GTK_WINDOW (stage->window));
  settle ();
  g_assert_finalize_object (view);
  fixture_tear_down (&stage->desk);
}

static const RegieRecord *
message (Stage *stage, const char *id)
{
  return regie_message_state (regie_congress_find_message (stage->desk.congress, id));
}

static void
act (Stage *stage, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (stage->view), action, NULL));
}

static void
reject (Stage *stage)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (stage->view), "moderate.reject-for", "s",
                                             "off_topic"));
}

static GtkWidget *
find (GtkWidget *widget, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found)
        return found;
    }
  return NULL;
}

static RegieQuestionDetail *
detail (Stage *stage)
{
  return REGIE_QUESTION_DETAIL (find (GTK_WIDGET (stage->view), REGIE_TYPE_QUESTION_DETAIL));
}

static GtkTextBuffer *
editor_text (Stage *stage)
{
  GtkWidget *editor = find (GTK_WIDGET (stage->view), REGIE_TYPE_QUESTION_EDITOR);

  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (find (editor, GTK_TYPE_TEXT_VIEW)));
}

static void
save (Stage *stage)
{
  g_assert_true (gtk_widget_activate_action (
      find (GTK_WIDGET (stage->view), REGIE_TYPE_QUESTION_EDITOR), "editor.save", NULL));
}

static void
choose (Stage *stage, RegieConflictChoice choice)
{
  g_assert_true (
      gtk_widget_activate_action (find (GTK_WIDGET (stage->view), REGIE_TYPE_CONFLICT_PANE),
                                  "conflict.choose", "i", (int) choice));
}

static void
select_all (Stage *stage)
{
  GtkSelectionModel *selection;

  g_object_get (find (GTK_WIDGET (stage->view), REGIE_TYPE_QUESTION_QUEUE), "selection", &selection,
                NULL);
  gtk_selection_model_select_all (selection);
  g_object_unref (selection);
}

/* A key pressed at the moment a colleague acted is not meant for what is there now. */
static void
let_the_moment_pass (Stage *stage)
{
  RegieQuestionQueue *queue =
      REGIE_QUESTION_QUEUE (find (GTK_WIDGET (stage->view), REGIE_TYPE_QUESTION_QUEUE));
  gint64 deadline = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  while (regie_question_queue_has_jumped (queue))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_main_context_iteration (NULL, FALSE);
    }
}

/* A colleague. */
static RegieRecord *
elsewhere (RegieRecordType type, const char *id)
{
  RegieRecord *record = regie_record_new (type);

  regie_record_set_by (record, REGIE_ROLE_MODERATOR, "mod-2");
  regie_record_set_string (record, REGIE_FIELD_NAME, "Moderation 2");
  return regie_record_set_string (record, REGIE_FIELD_MESSAGE, id);
}

static void
move_elsewhere (Fixture *fixture, const char *id, RegieMessageState to)
{
  fixture_apply (fixture, regie_record_set_int (elsewhere (REGIE_RECORD_MESSAGE_MOVE, id),
                                                REGIE_FIELD_MESSAGE_STATE, to));
}

static void
approve_m1_elsewhere (Fixture *fixture)
{
  move_elsewhere (fixture, "m1", REGIE_MESSAGE_APPROVED);
}

static void
label_m1_elsewhere (Fixture *fixture)
{
  const char *const labels[] = { "OZG", NULL };

  fixture_apply (fixture, regie_record_set_strings (elsewhere (REGIE_RECORD_MESSAGE_LABEL, "m1"),
                                                    REGIE_FIELD_LABELS, labels));
}

/* The colleague takes the message over and edits it. */
static void
edit_m1_elsewhere (Fixture *fixture)
{
  RegieRecord *claim = elsewhere (REGIE_RECORD_MESSAGE_CLAIM, "m1");

  regie_record_set_string (claim, REGIE_FIELD_CLAIMANT, "mod-1");
  fixture_apply (fixture, regie_record_set_int (claim, REGIE_FIELD_ON, TRUE));
  fixture_apply (fixture, regie_record_set_string (elsewhere (REGIE_RECORD_MESSAGE_EDIT, "m1"),
                                                   REGIE_FIELD_TEXT, "Wann kommt das Konto?"));
}

/* Undo and redo */

static void
undo_and_redo_go_back_and_forth (void)
{
  Stage stage;

  set_up (&stage);
  reject (&stage);
  act (&stage, "moderate.approve");
  act (&stage, "moderate.undo");
  act (&stage, "moderate.undo");
  g_assert_cmpint (message (&stage, "m1")->message_state, ==, REGIE_MESSAGE_NEW);
  g_assert_null (message (&stage, "m1")->reason);
  act (&stage, "moderate.redo");
  g_assert_cmpint (message (&stage, "m1")->message_state, ==, REGIE_MESSAGE_REJECTED);
  g_assert_cmpstr (message (&stage, "m1")->reason, ==, "off_topic");
  g_assert_cmpint (message (&stage, "m2")->message_state, ==, REGIE_MESSAGE_NEW);
  act (&stage, "moderate.redo");
  g_assert_cmpint (message (&stage, "m2")->message_state, ==, REGIE_MESSAGE_APPROVED);
  tear_down (&stage);
}

static void
a_bulk_action_is_one_record_and_one_undo (void)
{
  Stage stage;

  set_up (&stage);
  select_all (&stage);
  reject (&stage);
  g_assert_cmpuint (stage.desk.n_commands, ==, 1);
  g_assert_cmpint (message (&stage, "m1")->message_state, ==, REGIE_MESSAGE_REJECTED);
  g_assert_cmpint (message (&stage, "m3")->message_state, ==, REGIE_MESSAGE_REJECTED);
  act (&stage, "moderate.undo");
  g_assert_cmpuint (stage.desk.n_commands, ==, 2);
  g_assert_cmpint (message (&stage, "m1")->message_state, ==, REGIE_MESSAGE_NEW);
  g_assert_cmpint (message (&stage, "m3")->message_state, ==, REGIE_MESSAGE_NEW);
  tear_down (&stage);
}

/* Chooses the row @n of the chooser that is open. */
static void
choose_row (Stage *stage, int n)
{
  GtkWidget *chooser = find (GTK_WIDGET (stage->view), REGIE_TYPE_CHOOSER);
  GtkListBox *rows = GTK_LIST_BOX (find (chooser, GTK_TYPE_LIST_BOX));

  g_signal_emit_by_name (rows, "row-activated", gtk_list_box_get_row_at_index (rows, n));
}

static char *
labels_of (Stage *stage, const char *id)
{
  char **labels = message (stage, id)->labels;

  return labels ? g_strjoinv (" ", labels) : g_strdup ("");
}

static void
labels_of_several_are_added_and_taken_off (void)
{
  Stage stage;
  g_autofree char *added = NULL;
  g_autofree char *other = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *removed = NULL;

  set_up (&stage);
  label_m1_elsewhere (&stage.desk);
  select_all (&stage);
  /* OZG is on one of them: it can be added to the others (1), or taken off (2). */
  act (&stage, "moderate.label");
  choose_row (&stage, 0);
  g_assert_cmpuint (stage.desk.n_commands, ==, 1);
  added = labels_of (&stage, "m1");
  other = labels_of (&stage, "m3");
  g_assert_cmpstr (added, ==, "OZG");
  g_assert_cmpstr (other, ==, "OZG");
  act (&stage, "moderate.undo");
  undone = labels_of (&stage, "m3");
  g_assert_cmpstr (undone, ==, "");
  act (&stage, "moderate.label");
  choose_row (&stage, 1);
  removed = labels_of (&stage, "m1");
  g_assert_cmpstr (removed, ==, "");
  g_assert_cmpuint (stage.desk.n_commands, ==, 3);
  tear_down (&stage);
}

/* Drafts */

/* How many of the rows say that something is not saved. */
static guint
count_drafts (GtkWidget *widget)
{
  guint count = 0;

  if (REGIE_IS_QUESTION_ROW (widget))
    {
      g_autofree char *sentence = NULL;

      g_object_get (widget, "sentence", &sentence, NULL);
      return sentence && g_str_has_prefix (sentence, "Draft, not saved: ") ? 1 : 0;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    count += count_drafts (child);
  return count;
}

static void
an_unsaved_edit_survives_another_row (void)
{
  Stage stage;

  set_up (&stage);
  settle ();
  g_assert_cmpuint (count_drafts (GTK_WIDGET (stage.view)), ==, 0);
  act (&stage, "moderate.edit");
  g_assert_true (regie_question_detail_get_editing (detail (&stage)));
  /* Who writes works on it, and the others see that. */
  g_assert_cmpstr (message (&stage, "m1")->claimant, ==, "mod-1");
  gtk_text_buffer_set_text (editor_text (&stage), "Wann kommt es?", -1);
  act (&stage, "moderate.select-next");
  g_assert_false (regie_question_detail_get_editing (detail (&stage)));
  g_assert_cmpuint (count_drafts (GTK_WIDGET (stage.view)), ==, 1);
  act (&stage, "moderate.previous");
  g_assert_cmpstr (message (&stage, "m1")->text, ==, "Wann kommt das Nutzerkonto Bund?");
  act (&stage, "moderate.edit");
  save (&stage);
  g_assert_cmpuint (count_drafts (GTK_WIDGET (stage.view)), ==, 0);
  g_assert_cmpstr (message (&stage, "m1")->text, ==, "Wann kommt es?");
  g_assert_cmpstr (message (&stage, "m1")->original, ==, "Wann kommt das Nutzerkonto Bund?");
  tear_down (&stage);
}

static void
a_refused_edit_stays_a_draft (void)
{
  Stage stage;
  RegieDrafts *drafts;

  set_up (&stage);
  act (&stage, "moderate.edit");
  gtk_text_buffer_set_text (editor_text (&stage), "Wann kommt es?", -1);
  stage.desk.refuse = TRUE;
  save (&stage);
  g_object_get (stage.view, "drafts", &drafts, NULL);
  g_assert_cmpstr (regie_drafts_get (drafts, "m1", REGIE_DRAFT_TEXT, NULL), ==, "Wann kommt es?");
  g_object_unref (drafts);
  tear_down (&stage);
}

/* Conflicts */

static void
the_same_decision_twice_is_none (void)
{
  Stage stage;

  set_up (&stage);
  stage.desk.meanwhile = approve_m1_elsewhere;
  act (&stage, "moderate.approve");
  g_assert_cmpint (message (&stage, "m1")->message_state, ==, REGIE_MESSAGE_APPROVED);
  g_assert_false (regie_question_detail_get_conflicting (detail (&stage)));
  tear_down (&stage);
}

static void
what_does_not_touch_the_decision_does_not_stop_it (void)
{
  Stage stage;

  set_up (&stage);
  stage.desk.meanwhile = label_m1_elsewhere;
  act (&stage, "moderate.approve");
  g_assert_cmpint (message (&stage, "m1")->message_state, ==, REGIE_MESSAGE_APPROVED);
  g_assert_cmpuint (stage.desk.n_commands, ==, 2);
  g_assert_false (regie_question_detail_get_conflicting (detail (&stage)));
  tear_down (&stage);
}

static void
two_decisions_are_a_choice (void)
{
  Stage stage;
  guint n_commands;

  set_up (&stage);
  stage.desk.meanwhile = approve_m1_elsewhere;
  reject (&stage);
  g_assert_true (regie_question_detail_get_conflicting (detail (&stage)));
  /* Until it is made, no key decides anything. */
  n_commands = stage.desk.n_commands;
  act (&stage, "moderate.park");
  g_assert_cmpuint (stage.desk.n_commands, ==, n_commands);
  choose (&stage, REGIE_CONFLICT_YOURS);
  g_assert_cmpint (message (&stage, "m1")->message_state, ==, REGIE_MESSAGE_REJECTED);
  g_assert_false (regie_question_detail_get_conflicting (detail (&stage)));

  act (&stage, "moderate.undo");
  g_assert_cmpint (message (&stage, "m1")->message_state, ==, REGIE_MESSAGE_APPROVED);
  tear_down (&stage);
}

static void
theirs_stays_and_before_comes_back (void)
{
  Stage stage;

  set_up (&stage);
  stage.desk.meanwhile = approve_m1_elsewhere;
  reject (&stage);
  choose (&stage, REGIE_CONFLICT_THEIRS);
  g_assert_cmpint (message (&stage, "m1")->message_state, ==, REGIE_MESSAGE_APPROVED);
  tear_down (&stage);

  set_up (&stage);
  stage.desk.meanwhile = approve_m1_elsewhere;
  reject (&stage);
  choose (&stage, REGIE_CONFLICT_ORIGINAL);
  g_assert_cmpint (message (&stage, "m1")->message_state, ==, REGIE_MESSAGE_NEW);
  tear_down (&stage);
}

static void
two_edits_are_a_choice_and_lose_nothing (void)
{
  Stage stage;
  RegieDrafts *drafts;

  set_up (&stage);
  act (&stage, "moderate.edit");
  gtk_text_buffer_set_text (editor_text (&stage), "Wann kommt es?", -1);
  edit_m1_elsewhere (&stage.desk);
  save (&stage);
  g_assert_true (regie_question_detail_get_conflicting (detail (&stage)));
  g_assert_cmpstr (message (&stage, "m1")->text, ==, "Wann kommt das Konto?");
  choose (&stage, REGIE_CONFLICT_LATER);
  g_object_get (stage.view, "drafts", &drafts, NULL);
  g_assert_cmpstr (regie_drafts_get (drafts, "m1", REGIE_DRAFT_TEXT, NULL), ==, "Wann kommt es?");
  let_the_moment_pass (&stage);
  act (&stage, "moderate.take-over");
  act (&stage, "moderate.edit");
  save (&stage);
  choose (&stage, REGIE_CONFLICT_YOURS);
  g_assert_cmpstr (message (&stage, "m1")->text, ==, "Wann kommt es?");
  g_assert_false (regie_drafts_has (drafts, "m1"));
  g_object_unref (drafts);
  tear_down (&stage);
}

static void
a_colleagues_message_is_left_alone_until_taken_over (void)
{
  Stage stage;
  RegieRecord *claim = elsewhere (REGIE_RECORD_MESSAGE_CLAIM, "m1");

  set_up (&stage);
  fixture_apply (&stage.desk, regie_record_set_int (claim, REGIE_FIELD_ON, TRUE));
  let_the_moment_pass (&stage);
  act (&stage, "moderate.approve");
  act (&stage, "moderate.claim");
  g_assert_cmpuint (stage.desk.n_commands, ==, 0);
  let_the_moment_pass (&stage);
  act (&stage, "moderate.take-over");
  g_assert_cmpstr (message (&stage, "m1")->claimant, ==, "mod-1");
  act (&stage, "moderate.approve");
  g_assert_cmpint (message (&stage, "m1")->message_state, ==, REGIE_MESSAGE_APPROVED);
  tear_down (&stage);
}

/* Merging, order, marks */

static void
merged_questions_come_apart_again (void)
{
  Stage stage;
  g_autoptr (GPtrArray) merged = NULL;

  set_up (&stage);
  select_all (&stage);
  act (&stage, "moderate.merge");
  /* The one with the most votes speaks for all. */
  g_assert_cmpint (message (&stage, "m1")->message_state, ==, REGIE_MESSAGE_NEW);
  g_assert_cmpint (message (&stage, "m2")->message_state, ==, REGIE_MESSAGE_MERGED);
  g_assert_cmpstr (message (&stage, "m3")->target, ==, "m1");
  merged = regie_congress_dup_merged (stage.desk.congress, "m1");
  g_assert_cmpuint (merged->len, ==, 2);
  act (&stage, "moderate.undo");
  act (&stage, "moderate.undo");
  g_assert_cmpint (message (&stage, "m2")->message_state, ==, REGIE_MESSAGE_NEW);
  g_assert_cmpint (message (&stage, "m3")->message_state, ==, REGIE_MESSAGE_NEW);
  tear_down (&stage);
}

static void
the_next_questions_change_places (void)
{
  Stage stage;
  RegieNextStack *stack;

  set_up (&stage);
  stack = REGIE_NEXT_STACK (find (GTK_WIDGET (stage.view), REGIE_TYPE_NEXT_STACK));
  g_assert_cmpint (message (&stage, "n1")->rank, ==, 1);
  g_assert_true (
      regie_next_stack_shift (stack, regie_congress_find_message (stage.desk.congress, "n1"), 1));
  g_assert_cmpint (message (&stage, "n1")->rank, ==, 2);
  g_assert_false (
      regie_next_stack_shift (stack, regie_congress_find_message (stage.desk.congress, "n1"), 1));
  act (&stage, "moderate.next-on-air");
  g_assert_cmpint (message (&stage, "n2")->message_state, ==, REGIE_MESSAGE_ON_AIR);
  g_assert_cmpint (message (&stage, "o1")->message_state, ==, REGIE_MESSAGE_ANSWERED);
  act (&stage, "moderate.undo");
  g_assert_cmpint (message (&stage, "o1")->message_state, ==, REGIE_MESSAGE_ON_AIR);
  g_assert_cmpint (message (&stage, "n2")->rank, ==, 1);
  tear_down (&stage);
}

static void
marks_are_set_by_key (void)
{
  Stage stage;

  set_up (&stage);
  act (&stage, "moderate.pin");
  g_assert_true (message (&stage, "m1")->pinned);
  gtk_widget_activate_action (GTK_WIDGET (stage.view), "moderate.classify", "i",
                              (int) REGIE_MESSAGE_PRAISE);
  g_assert_cmpint (message (&stage, "m1")->message_kind, ==, REGIE_MESSAGE_PRAISE);
  act (&stage, "moderate.pin");
  g_assert_false (message (&stage, "m1")->pinned);
  tear_down (&stage);
}

/* Parts */

typedef struct
{
  char *id;
  char *text;
  guint n_chosen;
  guint n_freed;
} Chosen;

static void
on_chosen (const char *id, const char *text, gpointer data)
{
  Chosen *chosen = data;

  g_set_str (&chosen->id, id);
  g_set_str (&chosen->text, text);
  chosen->n_chosen++;
}

static void
on_freed (gpointer data)
{
  ((Chosen *) data)->n_freed++;
}

static void
a_chooser_takes_a_row_or_own_words (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *window = g_object_new (GTK_TYPE_WINDOW, "child", box, NULL);
  RegieChooser *chooser = regie_chooser_new ();
  Chosen chosen = { 0 };
  GtkWidget *rows, *entry;

  gtk_widget_set_parent (GTK_WIDGET (chooser), box);
  gtk_window_present (GTK_WINDOW (window));
  rows = find (GTK_WIDGET (chooser), GTK_TYPE_LIST_BOX);
  entry = find (GTK_WIDGET (chooser), GTK_TYPE_ENTRY);
  for (guint i = 0; i < 3; i++)
    {
      regie_chooser_start (chooser, "WHY", i == 2 ? NULL : "Own words", on_chosen, &chosen,
                           on_freed);
      regie_chooser_add (chooser, "a", "Äpfel", "rot");
      regie_chooser_add (chooser, "b", "Birnen", NULL);
      regie_chooser_open (chooser, box, NULL);
      if (i == 0)
        g_signal_emit_by_name (rows, "row-activated",
                               gtk_list_box_get_row_at_index (GTK_LIST_BOX (rows), 1));
      else
        {
          gtk_editable_set_text (GTK_EDITABLE (entry), "apf");
          g_signal_emit_by_name (entry, "activate");
        }
      g_assert_cmpstr (chosen.id, ==, i == 0 ? "b" : i == 1 ? NULL : "a");
      g_assert_cmpstr (chosen.text, ==, i == 0 ? "Birnen" : i == 1 ? "apf" : "Äpfel");
      g_assert_cmpuint (chosen.n_freed, ==, i + 1);
    }
  /* GTK itself holds a popover from its hiding to the next turn of the main loop, and for ever when it
   * is taken away before. */
  settle ();
  g_object_add_weak_pointer (G_OBJECT (chooser), (gpointer *) &chooser);
  gtk_widget_unparent (GTK_WIDGET (chooser));
  gtk_window_destroy (GTK_WINDOW (window));
  settle ();
  g_assert_null (chooser);
  g_assert_cmpuint (chosen.n_chosen, ==, 3);
  g_assert_cmpuint (chosen.n_freed, ==, 3);
  g_free (chosen.id);
  g_free (chosen.text);
}

static void
an_edit_is_marked_by_more_than_colour (void)
{
  GtkLabel *label = g_object_ref_sink (GTK_LABEL (gtk_label_new (NULL)));
  PangoAttrList *attributes;
  g_autofree char *marks = NULL;

  regie_diff_label_set_new (label, "Wann kommt das Konto?", "Wann kommt das Konto Bund?");
  attributes = gtk_label_get_attributes (label);
  marks = pango_attr_list_to_string (attributes);
  g_assert_nonnull (strstr (marks, "underline"));
  g_assert_nonnull (strstr (marks, "bold"));
  gtk_test_accessible_assert_property (label, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Put in: “\u2068Bund\u2069”.");
  regie_diff_label_set_old (label, "Wann kommt das Konto?", "Wann kommt Konto?");
  g_free (marks);
  marks = pango_attr_list_to_string (gtk_label_get_attributes (label));
  g_assert_nonnull (strstr (marks, "strikethrough"));
  regie_diff_label_set_plain (label, "Wann?");
  g_assert_null (gtk_label_get_attributes (label));
  g_assert_finalize_object (label);
}

static void
every_part_is_freed (void)
{
  Fixture fixture;
  const GType types[] = { REGIE_TYPE_AIR_CARD, REGIE_TYPE_NEXT_STACK, REGIE_TYPE_HISTORY_PANE,
                          REGIE_TYPE_MODERATE_BAR, REGIE_TYPE_QUESTION_DETAIL };
  const GType bare[] = { REGIE_TYPE_CONFLICT_PANE, REGIE_TYPE_QUESTION_EDITOR, REGIE_TYPE_CHOOSER };

  fixture_set_up (&fixture);
  fixture_load (&fixture, NULL);
  regie_desk_session_set_stage (fixture.session, "stage-1");
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      GtkWidget *widget =
          g_object_ref_sink (g_object_new (types[i], "session", fixture.session, NULL));

      g_assert_finalize_object (widget);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bare); i++)
    {
      GtkWidget *widget = g_object_ref_sink (g_object_new (bare[i], NULL));

      g_assert_finalize_object (widget);
    }
  fixture_tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  regie_application_init_resources ();
#define CASE(name) g_test_add_func ("/desk/moderate-decisions/" #name, name)
  CASE (undo_and_redo_go_back_and_forth);
  CASE (a_bulk_action_is_one_record_and_one_undo);
  CASE (labels_of_several_are_added_and_taken_off);
  CASE (an_unsaved_edit_survives_another_row);
  CASE (a_refused_edit_stays_a_draft);
  CASE (the_same_decision_twice_is_none);
  CASE (what_does_not_touch_the_decision_does_not_stop_it);
  CASE (two_decisions_are_a_choice);
  CASE (theirs_stays_and_before_comes_back);
  CASE (two_edits_are_a_choice_and_lose_nothing);
  CASE (a_colleagues_message_is_left_alone_until_taken_over);
  CASE (merged_questions_come_apart_again);
  CASE (the_next_questions_change_places);
  CASE (marks_are_set_by_key);
  CASE (a_chooser_takes_a_row_or_own_words);
  CASE (an_edit_is_marked_by_more_than_colour);
  CASE (every_part_is_freed);
#undef CASE
  return g_test_run ();
}
