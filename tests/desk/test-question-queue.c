/* test-question-queue.c: the moderator's lists as a person works in them: filters, selection, order
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-config.h"

#include "regie-application.h"
#include "regie-long-list.h"
#include "regie-question-queue.h"
#include "regie-question-row.h"

#include "desk-fixture.h"

#include <adwaita.h>

typedef struct
{
  Fixture desk;
  GtkWidget *window;
  RegieQuestionBoard *board;
  RegieQuestionQueue *queue;
} Queue;

static gboolean
end_wait (gpointer over)
{
  *(gboolean *) over = TRUE;
  return G_SOURCE_REMOVE;
}

/* Lets the display take its turn: rows are filled when nothing else is to do. */
static void
settle (void)
{
  gboolean over = FALSE;

  g_timeout_add_full (G_PRIORITY_LOW, 60, end_wait, &over, NULL);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static RegieRecord *
message (const char *id, RegieMessageKind kind, int score, int age, const char *text)
{
  return fixture_message (id, kind, REGIE_MESSAGE_NEW, score, age, text);
}

static void
set_up (Queue *queue)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);
  const char *const labels[] = { "OZG", NULL };
  RegieRecord *labelled = message ("b", REGIE_MESSAGE_QUESTION, 20, 90, "Ist das Konto schön?");
  RegieRecord *claimed = message ("c", REGIE_MESSAGE_PRAISE, 10, 80, "Danke!");
  RegieRecord *earlier = message ("d", REGIE_MESSAGE_COMMENT, 5, 70, "Das war schon früher so.");

  regie_record_set_strings (labelled, REGIE_FIELD_LABELS, labels);
  regie_record_set_int (claimed, REGIE_FIELD_MESSAGE_STATE, REGIE_MESSAGE_IN_REVIEW);
  regie_record_set_string (claimed, REGIE_FIELD_CLAIMANT, "mod-2");
  regie_record_set_string (claimed, REGIE_FIELD_NAME, "Moderation 2");
  regie_record_set_string (earlier, REGIE_FIELD_SESSION, "talk-2");
  g_ptr_array_add (records, message ("a", REGIE_MESSAGE_QUESTION, 30, 100, "Wann kommt es?"));
  g_ptr_array_add (records, labelled);
  g_ptr_array_add (records, claimed);
  g_ptr_array_add (records, earlier);
  g_ptr_array_add (records, fixture_message ("e", REGIE_MESSAGE_QUESTION, REGIE_MESSAGE_APPROVED, 7,
                                             60, "Wer zahlt?"));
  fixture_set_up (&queue->desk);
  fixture_load (&queue->desk, records);
  queue->board = regie_question_board_new ();
  queue->queue = g_object_new (REGIE_TYPE_QUESTION_QUEUE, "session", queue->desk.session, "board",
                               queue->board, NULL);
  regie_desk_session_set_stage (queue->desk.session, "stage-1");
  regie_question_board_set_source (queue->board, queue->desk.congress, "stage-1");
  queue->window = g_object_new (ADW_TYPE_APPLICATION_WINDOW, "content", queue->queue,
                                "default-width", 700, "default-height", 600, NULL);
  gtk_window_present (GTK_WINDOW (queue->window));
  settle ();
}

static void
tear_down (Queue *queue)
{
  RegieQuestionQueue *widget = g_object_ref (queue->queue);

  gtk_window_destroy (GTK_WINDOW (queue->window));
  settle ();
  g_assert_finalize_object (widget);
  g_assert_finalize_object (queue->board);
  fixture_tear_down (&queue->desk);
}

/* The widget of @type that says @text, as its label or its tooltip. */
static GtkWidget *
find (GtkWidget *widget, GType type, const char *text)
{
  if (gtk_widget_is_visible (widget) && G_TYPE_CHECK_INSTANCE_TYPE (widget, type)
      && (!text
          || (GTK_IS_BUTTON (widget)
              && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), text) == 0)
          || g_strcmp0 (gtk_widget_get_tooltip_text (widget), text) == 0))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, text);

      if (found)
        return found;
    }
  return NULL;
}

static void
toggle (Queue *queue, const char *chip, gboolean on)
{
  GtkWidget *button = find (GTK_WIDGET (queue->queue), GTK_TYPE_TOGGLE_BUTTON, chip);

  g_assert_nonnull (button);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), on);
}

static void
search (Queue *queue, const char *text)
{
  gtk_editable_set_text (
      GTK_EDITABLE (find (GTK_WIDGET (queue->queue), GTK_TYPE_SEARCH_ENTRY, NULL)), text);
  settle ();
}

static GListModel *
rows (Queue *queue)
{
  GListModel *model;

  g_object_get (queue->queue, "selection", &model, NULL);
  /* The queue keeps it. */
  g_object_unref (model);
  return model;
}

#define assert_rows(queue, expected)                                                               \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *now = ids_of (rows (queue));                                                  \
    g_assert_cmpstr (now, ==, expected);                                                           \
  }                                                                                                \
  G_STMT_END

static char *
ids_of (GListModel *model)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (RegieMessage) item = g_list_model_get_item (model, i);

      g_string_append (ids, regie_entity_get_id (REGIE_ENTITY (item)));
    }
  return g_string_free_and_steal (g_steal_pointer (&ids));
}

static char *
selected (Queue *queue)
{
  g_autoptr (GPtrArray) messages = regie_question_queue_dup_messages (queue->queue);
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < messages->len; i++)
    g_string_append (ids, regie_entity_get_id (messages->pdata[i]));
  g_assert_cmpuint (regie_question_queue_get_n_selected (queue->queue), ==, messages->len);
  return g_string_free_and_steal (g_steal_pointer (&ids));
}

#define assert_selected(queue, expected)                                                           \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *now = selected (queue);                                                       \
    g_assert_cmpstr (now, ==, expected);                                                           \
  }                                                                                                \
  G_STMT_END

static const char *
cursor (Queue *queue)
{
  RegieMessage *now = regie_question_queue_get_selected (queue->queue);

  return now ? regie_entity_get_id (REGIE_ENTITY (now)) : NULL;
}

static void
move_elsewhere (Queue *queue, const char *id, RegieMessageState to)
{
  RegieRecord *record = regie_record_new (REGIE_RECORD_MESSAGE_MOVE);

  regie_record_set_by (record, REGIE_ROLE_MODERATOR, "mod-2");
  regie_record_set_string (record, REGIE_FIELD_MESSAGE, id);
  fixture_apply (&queue->desk, regie_record_set_int (record, REGIE_FIELD_MESSAGE_STATE, to));
}

static void
submit (Queue *queue, const char *id)
{
  RegieRecord *record = regie_record_new (REGIE_RECORD_MESSAGE_SUBMIT);

  regie_record_set_string (record, REGIE_FIELD_MESSAGE, id);
  regie_record_set_string (record, REGIE_FIELD_STAGE, "stage-1");
  regie_record_set_int (record, REGIE_FIELD_MESSAGE_KIND, REGIE_MESSAGE_QUESTION);
  fixture_apply (&queue->desk, regie_record_set_string (record, REGIE_FIELD_TEXT, id));
}

static void
test_chips_show_what_is_asked_for (void)
{
  Queue queue;

  set_up (&queue);
  assert_rows (&queue, "abcd");
  toggle (&queue, "Praise", TRUE);
  assert_rows (&queue, "c");
  toggle (&queue, "Comments", TRUE);
  assert_rows (&queue, "cd");
  toggle (&queue, "Unclaimed", TRUE);
  assert_rows (&queue, "d");
  toggle (&queue, "This session", TRUE);
  assert_rows (&queue, "");
  regie_question_queue_clear_filters (queue.queue);
  assert_rows (&queue, "abcd");
  gtk_widget_activate_action (
      find (GTK_WIDGET (queue.queue), GTK_TYPE_MENU_BUTTON, "Only messages with a label"),
      "filters.label", "s", "OZG");
  assert_rows (&queue, "b");
  search (&queue, "schon");
  assert_rows (&queue, "b");
  g_assert_cmpstr (cursor (&queue), ==, "b");
  tear_down (&queue);
}

static void
test_an_empty_list_says_what_hides_how_many (void)
{
  Queue queue;
  AdwStatusPage *page;

  set_up (&queue);
  toggle (&queue, "Praise", TRUE);
  search (&queue, "konto");
  page = ADW_STATUS_PAGE (find (GTK_WIDGET (queue.queue), ADW_TYPE_STATUS_PAGE, NULL));
  g_assert_nonnull (page);
  g_assert_cmpstr (adw_status_page_get_description (page), ==,
                   "the kind hides 3, the search hides 1");
  gtk_widget_activate_action (GTK_WIDGET (queue.queue), "queue.clear-filters", NULL);
  settle ();
  assert_rows (&queue, "abcd");
  tear_down (&queue);
}

static void
test_each_list_keeps_its_chips (void)
{
  Queue queue;

  set_up (&queue);
  toggle (&queue, "Praise", TRUE);
  regie_question_queue_show (queue.queue, REGIE_QUESTIONS_APPROVED);
  assert_rows (&queue, "e");
  toggle (&queue, "Questions", TRUE);
  regie_question_queue_show (queue.queue, REGIE_QUESTIONS_INBOX);
  assert_rows (&queue, "c");
  /* What is searched holds in every list. */
  search (&queue, "wer zahlt");
  regie_question_queue_show (queue.queue, REGIE_QUESTIONS_APPROVED);
  assert_rows (&queue, "e");
  /* What is next is whole on the stack, whatever is searched. */
  move_elsewhere (&queue, "a", REGIE_MESSAGE_NEXT);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (
                        regie_question_board_get (queue.board, REGIE_QUESTIONS_STACK))),
                    ==, 1);
  tear_down (&queue);
}

static void
test_what_others_do_never_selects_another_message (void)
{
  Queue queue;

  set_up (&queue);
  g_assert_cmpstr (cursor (&queue), ==, "a");
  regie_question_queue_step (queue.queue, 1);
  g_assert_cmpstr (cursor (&queue), ==, "b");
  /* Just looked at: the row stays, greyed, and says where the message is. */
  move_elsewhere (&queue, "b", REGIE_MESSAGE_REJECTED);
  assert_rows (&queue, "abcd");
  g_assert_cmpstr (cursor (&queue), ==, "b");
  g_assert_true (regie_question_queue_has_jumped (queue.queue));
  /* Back as it was seen: keys mean it again. Away once more: not. */
  move_elsewhere (&queue, "b", REGIE_MESSAGE_NEW);
  g_assert_false (regie_question_queue_has_jumped (queue.queue));
  move_elsewhere (&queue, "b", REGIE_MESSAGE_REJECTED);
  g_assert_true (regie_question_queue_has_jumped (queue.queue));
  regie_question_queue_settle (queue.queue);
  assert_rows (&queue, "acd");
  g_assert_cmpstr (cursor (&queue), ==, "b");
  /* From where it was. */
  regie_question_queue_step (queue.queue, 1);
  g_assert_cmpstr (cursor (&queue), ==, "c");
  tear_down (&queue);
}

static void
test_several_messages_are_selected (void)
{
  Queue queue;
  GtkSelectionModel *model;

  set_up (&queue);
  model = GTK_SELECTION_MODEL (rows (&queue));
  gtk_selection_model_select_item (model, 1, TRUE);
  assert_selected (&queue, "b");
  gtk_selection_model_select_item (model, 3, FALSE);
  assert_selected (&queue, "bd");
  g_assert_cmpstr (cursor (&queue), ==, "d");
  gtk_selection_model_select_range (model, 1, 3, TRUE);
  assert_selected (&queue, "bcd");
  gtk_selection_model_unselect_item (model, 2);
  assert_selected (&queue, "bd");
  gtk_selection_model_select_all (model);
  assert_selected (&queue, "abcd");
  /* What comes later was not meant; what goes is no longer selected. */
  submit (&queue, "z");
  assert_selected (&queue, "abcd");
  move_elsewhere (&queue, "c", REGIE_MESSAGE_APPROVED);
  regie_question_queue_settle (queue.queue);
  assert_selected (&queue, "abd");
  gtk_selection_model_unselect_all (model);
  g_assert_cmpuint (regie_question_queue_get_n_selected (queue.queue), ==, 1);
  tear_down (&queue);
}

static void
test_an_own_move_goes_on_to_the_next_message (void)
{
  Queue queue;

  set_up (&queue);
  regie_question_queue_step (queue.queue, 1);
  regie_question_queue_release (queue.queue,
                                regie_congress_find_message (queue.desk.congress, "b"));
  move_elsewhere (&queue, "b", REGIE_MESSAGE_APPROVED);
  assert_rows (&queue, "acd");
  g_assert_cmpstr (cursor (&queue), ==, "c");
  g_assert_false (regie_question_queue_has_jumped (queue.queue));
  tear_down (&queue);
}

static guint
count_rows (GtkWidget *widget, gboolean filled)
{
  RegieMessage *shown = NULL;
  guint n = 0;

  if (REGIE_IS_QUESTION_ROW (widget))
    {
      g_object_get (widget, "message", &shown, NULL);
      n = !!shown == filled;
      g_clear_object (&shown);
      return n;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    n += count_rows (child, filled);
  return n;
}

static void
test_focus_stays_while_rows_move (void)
{
  Queue queue;
  GtkWidget *focus;

  set_up (&queue);
  regie_question_queue_focus_list (queue.queue);
  regie_question_queue_step (queue.queue, 1);
  settle ();
  for (int i = 0; i < 60; i++)
    {
      g_autofree char *id = g_strdup_printf ("n%02d", i);

      submit (&queue, id);
    }
  assert_rows (&queue, "abcd");
  regie_question_queue_settle (queue.queue);
  settle ();
  g_assert_cmpuint (g_list_model_get_n_items (rows (&queue)), ==, 64);
  g_assert_cmpstr (cursor (&queue), ==, "b");
  focus = gtk_root_get_focus (GTK_ROOT (queue.window));
  g_assert_nonnull (focus);
  g_assert_true (
      gtk_widget_is_ancestor (focus, find (GTK_WIDGET (queue.queue), REGIE_TYPE_LONG_LIST, NULL)));
  /* Where the focus is, what it says is what the keys act on; and only what is seen has a row. */
  g_assert_true (regie_long_row_get_item (REGIE_LONG_ROW (focus))
                 == regie_question_queue_get_selected (queue.queue));
  g_assert_cmpuint (count_rows (GTK_WIDGET (queue.queue), TRUE), <, 40);
  tear_down (&queue);
}

static RegieDeskSession *
session_of_rows (GtkWidget *widget)
{
  RegieDeskSession *session = NULL;

  if (REGIE_IS_QUESTION_ROW (widget))
    g_object_get (widget, "session", &session, NULL);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && !session;
       child = gtk_widget_get_next_sibling (child))
    session = session_of_rows (child);
  return session;
}

static void
test_rows_belong_to_the_session_that_is_shown (void)
{
  Queue queue;
  g_autoptr (RegieDeskSession) recording = NULL;
  g_autoptr (RegieDeskSession) first = NULL, second = NULL;
  GtkWidget *row;

  set_up (&queue);
  first = session_of_rows (GTK_WIDGET (queue.queue));
  g_assert_true (first == queue.desk.session);
  g_clear_object (&first);
  recording = regie_desk_session_new_offline (queue.desk.congress, TRUE);
  regie_desk_session_set_clock (recording, fixture_now, NULL);
  g_object_set (queue.queue, "session", recording, NULL);
  settle ();
  second = session_of_rows (GTK_WIDGET (queue.queue));
  g_assert_true (second == recording);
  g_clear_object (&second);
  assert_rows (&queue, "abcd");
  row = find (GTK_WIDGET (queue.queue), REGIE_TYPE_QUESTION_ROW, NULL);
  g_object_add_weak_pointer (G_OBJECT (row), (gpointer *) &row);
  g_object_set (queue.queue, "session", queue.desk.session, NULL);
  settle ();
  g_assert_null (row);
  g_assert_finalize_object (g_steal_pointer (&recording));
  tear_down (&queue);
}

static void
test_a_row_elsewhere_says_so (void)
{
  Queue queue;
  RegieQuestionPalette *palette;
  RegieQuestionRow *row;
  g_autofree char *sentence = NULL;

  set_up (&queue);
  palette = g_object_ref_sink (REGIE_QUESTION_PALETTE (regie_question_palette_new ()));
  row = g_object_ref_sink (regie_question_row_new (palette, queue.desk.session, FALSE));
  regie_question_row_set_list (row, REGIE_QUESTIONS_INBOX);
  regie_question_row_set_message (row, regie_congress_find_message (queue.desk.congress, "c"));
  g_object_get (row, "sentence", &sentence, NULL);
  g_assert_cmpstr (sentence, ==, "10 votes, praise, 1 minute ago, claimed by Moderation 2: Danke!");
  move_elsewhere (&queue, "c", REGIE_MESSAGE_REJECTED);
  g_clear_pointer (&sentence, g_free);
  g_object_get (row, "sentence", &sentence, NULL);
  g_assert_cmpstr (sentence, ==, "Rejected: 10 votes, praise, 1 minute ago: Danke!");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (row), "elsewhere"));
  g_assert_finalize_object (row);
  g_assert_finalize_object (palette);
  tear_down (&queue);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  regie_application_init_resources ();
  g_test_add_func ("/desk/question-queue/chips-show-what-is-asked-for",
                   test_chips_show_what_is_asked_for);
  g_test_add_func ("/desk/question-queue/an-empty-list-says-what-hides-how-many",
                   test_an_empty_list_says_what_hides_how_many);
  g_test_add_func ("/desk/question-queue/each-list-keeps-its-chips",
                   test_each_list_keeps_its_chips);
  g_test_add_func ("/desk/question-queue/what-others-do-never-selects-another-message",
                   test_what_others_do_never_selects_another_message);
  g_test_add_func ("/desk/question-queue/several-messages-are-selected",
                   test_several_messages_are_selected);
  g_test_add_func ("/desk/question-queue/an-own-move-goes-on-to-the-next-message",
                   test_an_own_move_goes_on_to_the_next_message);
  g_test_add_func ("/desk/question-queue/focus-stays-while-rows-move",
                   test_focus_stays_while_rows_move);
  g_test_add_func ("/desk/question-queue/rows-belong-to-the-session-that-is-shown",
                   test_rows_belong_to_the_session_that_is_shown);
  g_test_add_func ("/desk/question-queue/a-row-elsewhere-says-so", test_a_row_elsewhere_says_so);
  return g_test_run ();
}
