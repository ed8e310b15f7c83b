/* test-question-list.c: lists of messages: order, membership, standing still, search
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-config.h"

#include "regie-question-board.h"
#include "regie-question-list.h"

#include "desk-fixture.h"

/* A row of messages: id, state, score, age in seconds; text is the id unless told. */
static GPtrArray *
three_new (void)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);

  g_ptr_array_add (records, fixture_message ("b", REGIE_MESSAGE_QUESTION, REGIE_MESSAGE_NEW, 5, 100,
                                             "Wann kommt die Straße?"));
  g_ptr_array_add (records, fixture_message ("a", REGIE_MESSAGE_QUESTION, REGIE_MESSAGE_NEW, 5, 100,
                                             "Gibt es Folien?"));
  g_ptr_array_add (records, fixture_message ("c", REGIE_MESSAGE_QUESTION, REGIE_MESSAGE_NEW, 5, 200,
                                             "Danke schön"));
  g_ptr_array_add (records, fixture_message ("d", REGIE_MESSAGE_QUESTION, REGIE_MESSAGE_NEW, 9, 10,
                                             "Und die Kosten?"));
  return records;
}

static char *
order (RegieQuestionList *list)
{
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr (RegieMessage) message = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_assert_cmpuint (regie_question_list_find (list, message), ==, i);
      g_string_append_printf (ids, "%s%s", i > 0 ? " " : "",
                              regie_entity_get_id (REGIE_ENTITY (message)));
    }
  return g_string_free_and_steal (ids);
}

#define assert_order(list, expected)                                                               \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *now = order (list);                                                           \
    g_assert_cmpstr (now, ==, expected);                                                           \
  }                                                                                                \
  G_STMT_END

static void
move (Fixture *fixture, const char *id, RegieMessageState to)
{
  RegieRecord *record = regie_record_new (REGIE_RECORD_MESSAGE_MOVE);

  regie_record_set_string (record, REGIE_FIELD_MESSAGE, id);
  fixture_apply (fixture, regie_record_set_int (record, REGIE_FIELD_MESSAGE_STATE, to));
}

static void
score (Fixture *fixture, const char *const *ids, const int *counts)
{
  RegieRecord *record = regie_record_new (REGIE_RECORD_MESSAGE_SCORES);
  g_autoptr (GPtrArray) entries = regie_entries_new ();

  for (guint i = 0; ids[i]; i++)
    g_ptr_array_add (entries, regie_entry_new (ids[i], NULL, counts[i], FALSE));
  fixture_apply (fixture, regie_record_set_entries (record, REGIE_FIELD_ENTRIES, entries));
}

static void
submit (Fixture *fixture, const char *id)
{
  RegieRecord *record = regie_record_new (REGIE_RECORD_MESSAGE_SUBMIT);

  regie_record_set_string (record, REGIE_FIELD_MESSAGE, id);
  regie_record_set_string (record, REGIE_FIELD_STAGE, "stage-1");
  regie_record_set_int (record, REGIE_FIELD_MESSAGE_KIND, REGIE_MESSAGE_QUESTION);
  fixture_apply (fixture, regie_record_set_string (record, REGIE_FIELD_TEXT, id));
}

static void
count_signals (GListModel *model, guint row, guint removed, guint added, guint *n)
{
  *n += 1;
}

static void
test_orders_by_score_then_age_then_id (void)
{
  Fixture fixture;
  g_autoptr (RegieQuestionBoard) board = regie_question_board_new ();
  RegieQuestionList *inbox = regie_question_board_get (board, REGIE_QUESTIONS_INBOX);

  fixture_set_up (&fixture);
  regie_question_board_set_source (board, fixture.congress, "stage-1");
  fixture_load (&fixture, three_new ());
  assert_order (inbox, "d c a b");
  score (&fixture, (const char *const[]) { "b", NULL }, (const int[]) { 7 });
  assert_order (inbox, "d b c a");
  score (&fixture, (const char *const[]) { "d", NULL }, (const int[]) { 0 });
  assert_order (inbox, "b c a d");
  g_clear_object (&board);
  fixture_tear_down (&fixture);
}

static void
test_a_message_stands_where_its_state_says (void)
{
  Fixture fixture;
  g_autoptr (RegieQuestionBoard) board = regie_question_board_new ();

  fixture_set_up (&fixture);
  fixture_load (&fixture, three_new ());
  regie_question_board_set_source (board, fixture.congress, "stage-1");
  move (&fixture, "d", REGIE_MESSAGE_APPROVED);
  move (&fixture, "c", REGIE_MESSAGE_REJECTED);
  assert_order (regie_question_board_get (board, REGIE_QUESTIONS_INBOX), "a b");
  assert_order (regie_question_board_get (board, REGIE_QUESTIONS_APPROVED), "d");
  assert_order (regie_question_board_get (board, REGIE_QUESTIONS_REJECTED), "c");
  assert_order (regie_question_board_get (board, REGIE_QUESTIONS_ALL), "d c a b");
  move (&fixture, "d", REGIE_MESSAGE_ON_AIR);
  g_assert_cmpstr (regie_entity_get_id (REGIE_ENTITY (regie_question_board_get_on_air (board))), ==,
                   "d");
  move (&fixture, "d", REGIE_MESSAGE_ANSWERED);
  g_assert_null (regie_question_board_get_on_air (board));
  assert_order (regie_question_board_get (board, REGIE_QUESTIONS_ANSWERED), "d");
  /* Another stage has lists of its own. */
  regie_question_board_set_source (board, fixture.congress, "stage-2");
  assert_order (regie_question_board_get (board, REGIE_QUESTIONS_ALL), "");
  g_clear_object (&board);
  fixture_tear_down (&fixture);
}

static void
test_a_frozen_list_holds_still_and_counts (void)
{
  Fixture fixture;
  g_autoptr (RegieQuestionList) inbox = regie_question_list_new (REGIE_QUESTIONS_INBOX);
  guint changes = 0;

  fixture_set_up (&fixture);
  fixture_load (&fixture, three_new ());
  regie_question_list_set_source (inbox, fixture.congress, "stage-1");
  regie_question_list_set_frozen (inbox, TRUE);
  g_signal_connect (inbox, "items-changed", G_CALLBACK (count_signals), &changes);

  submit (&fixture, "e");
  submit (&fixture, "f");
  score (&fixture, (const char *const[]) { "b", NULL }, (const int[]) { 77 });
  move (&fixture, "c", REGIE_MESSAGE_APPROVED);
  assert_order (inbox, "d c a b");
  g_assert_cmpuint (changes, ==, 0);
  g_assert_cmpuint (regie_question_list_get_arrived (inbox), ==, 2);
  g_assert_cmpuint (regie_question_list_get_moved (inbox), ==, 2);
  g_assert_cmpuint (regie_question_list_get_count (inbox), ==, 5);

  regie_question_list_settle (inbox);
  assert_order (inbox, "b d a e f");
  g_assert_cmpuint (changes, ==, 1);
  g_assert_cmpuint (regie_question_list_get_arrived (inbox), ==, 0);
  g_assert_cmpuint (regie_question_list_get_moved (inbox), ==, 0);
  g_assert_true (regie_question_list_get_frozen (inbox));
  g_clear_object (&inbox);
  fixture_tear_down (&fixture);
}

static void
test_what_changes_back_does_not_wait (void)
{
  Fixture fixture;
  g_autoptr (RegieQuestionList) inbox = regie_question_list_new (REGIE_QUESTIONS_INBOX);

  fixture_set_up (&fixture);
  fixture_load (&fixture, three_new ());
  regie_question_list_set_source (inbox, fixture.congress, "stage-1");
  regie_question_list_set_frozen (inbox, TRUE);
  move (&fixture, "c", REGIE_MESSAGE_APPROVED);
  g_assert_cmpuint (regie_question_list_get_moved (inbox), ==, 1);
  move (&fixture, "c", REGIE_MESSAGE_NEW);
  g_assert_cmpuint (regie_question_list_get_moved (inbox), ==, 0);
  submit (&fixture, "e");
  move (&fixture, "e", REGIE_MESSAGE_REJECTED);
  g_assert_cmpuint (regie_question_list_get_arrived (inbox), ==, 0);
  g_clear_object (&inbox);
  fixture_tear_down (&fixture);
}

static void
test_an_own_move_leaves_a_frozen_list_at_once (void)
{
  Fixture fixture;
  g_autoptr (RegieQuestionList) inbox = regie_question_list_new (REGIE_QUESTIONS_INBOX);

  fixture_set_up (&fixture);
  fixture_load (&fixture, three_new ());
  regie_question_list_set_source (inbox, fixture.congress, "stage-1");
  regie_question_list_set_frozen (inbox, TRUE);
  regie_question_list_release (inbox, regie_congress_find_message (fixture.congress, "c"));
  assert_order (inbox, "d c a b");
  move (&fixture, "c", REGIE_MESSAGE_APPROVED);
  assert_order (inbox, "d a b");
  g_clear_object (&inbox);
  fixture_tear_down (&fixture);
}

static void
test_a_frozen_list_that_runs_empty_takes_what_waits (void)
{
  Fixture fixture;
  g_autoptr (RegieQuestionList) inbox = regie_question_list_new (REGIE_QUESTIONS_INBOX);

  fixture_set_up (&fixture);
  fixture_load (&fixture, NULL);
  submit (&fixture, "e");
  regie_question_list_set_source (inbox, fixture.congress, "stage-1");
  regie_question_list_set_frozen (inbox, TRUE);
  submit (&fixture, "f");
  assert_order (inbox, "e");
  regie_question_list_release (inbox, regie_congress_find_message (fixture.congress, "e"));
  move (&fixture, "e", REGIE_MESSAGE_APPROVED);
  assert_order (inbox, "f");
  g_assert_cmpuint (regie_question_list_get_arrived (inbox), ==, 0);
  g_clear_object (&inbox);
  fixture_tear_down (&fixture);
}

static void
test_an_empty_frozen_list_still_fills (void)
{
  Fixture fixture;
  g_autoptr (RegieQuestionList) inbox = regie_question_list_new (REGIE_QUESTIONS_INBOX);

  fixture_set_up (&fixture);
  fixture_load (&fixture, NULL);
  regie_question_list_set_source (inbox, fixture.congress, "stage-1");
  regie_question_list_set_frozen (inbox, TRUE);
  submit (&fixture, "e");
  assert_order (inbox, "e");
  g_clear_object (&inbox);
  fixture_tear_down (&fixture);
}

static void
test_search_finds_words_in_text_labels_and_note (void)
{
  Fixture fixture;
  g_autoptr (RegieQuestionList) inbox = regie_question_list_new (REGIE_QUESTIONS_INBOX);
  RegieRecord *label = regie_record_new (REGIE_RECORD_MESSAGE_LABEL);
  RegieRecord *note = regie_record_new (REGIE_RECORD_MESSAGE_NOTE);
  const char *const labels[] = { "Wirtschaft", NULL };

  fixture_set_up (&fixture);
  fixture_load (&fixture, three_new ());
  regie_question_list_set_source (inbox, fixture.congress, "stage-1");
  regie_question_list_set_query (inbox, "STRASSE");
  assert_order (inbox, "b");
  g_assert_cmpuint (regie_question_list_get_count (inbox), ==, 4);
  regie_question_list_set_query (inbox, "die kost");
  assert_order (inbox, "d");
  regie_record_set_string (label, REGIE_FIELD_MESSAGE, "a");
  fixture_apply (&fixture, regie_record_set_strings (label, REGIE_FIELD_LABELS, labels));
  regie_record_set_string (note, REGIE_FIELD_MESSAGE, "c");
  fixture_apply (&fixture, regie_record_set_string (note, REGIE_FIELD_NOTE, "für die Wirtschaft"));
  regie_question_list_set_query (inbox, "wirtschaft");
  assert_order (inbox, "c a");
  regie_question_list_set_query (inbox, "  ");
  assert_order (inbox, "d c a b");
  g_clear_object (&inbox);
  fixture_tear_down (&fixture);
}

/* Whatever happens, in whatever order, the rows are those a fresh list would have. */
static void
test_churn_ends_as_a_fresh_list (void)
{
  Fixture fixture;
  g_autoptr (RegieQuestionList) list = regie_question_list_new (REGIE_QUESTIONS_APPROVED);
  g_autoptr (RegieQuestionList) fresh = regie_question_list_new (REGIE_QUESTIONS_APPROVED);
  g_autofree char *expected = NULL;
  static const RegieMessageState states[] = { REGIE_MESSAGE_APPROVED, REGIE_MESSAGE_NEW };

  fixture_set_up (&fixture);
  fixture_load (&fixture, NULL);
  regie_question_list_set_source (list, fixture.congress, "stage-1");
  for (int i = 0; i < 120; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%03d", i);

      submit (&fixture, id);
    }
  for (int i = 0; i < 1500; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%03d", g_test_rand_int_range (0, 120));
      const char *const ids[] = { id, NULL };
      const int counts[] = { g_test_rand_int_range (0, 12) };

      switch (g_test_rand_int_range (0, 4))
        {
        case 0:
          move (&fixture, id, states[g_test_rand_int_range (0, 2)]);
          break;
        case 1:
          regie_question_list_set_frozen (list, g_test_rand_bit ());
          break;
        default:
          score (&fixture, ids, counts);
        }
    }
  regie_question_list_settle (list);
  regie_question_list_set_source (fresh, fixture.congress, "stage-1");
  expected = order (fresh);
  assert_order (list, expected);
  g_assert_cmpuint (regie_question_list_get_count (list), ==,
                    regie_question_list_get_count (fresh));
  g_clear_object (&list);
  g_clear_object (&fresh);
  fixture_tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desk/question-list/orders-by-score-then-age-then-id",
                   test_orders_by_score_then_age_then_id);
  g_test_add_func ("/desk/question-list/a-message-stands-where-its-state-says",
                   test_a_message_stands_where_its_state_says);
  g_test_add_func ("/desk/question-list/a-frozen-list-holds-still-and-counts",
                   test_a_frozen_list_holds_still_and_counts);
  g_test_add_func ("/desk/question-list/what-changes-back-does-not-wait",
                   test_what_changes_back_does_not_wait);
  g_test_add_func ("/desk/question-list/an-own-move-leaves-a-frozen-list-at-once",
                   test_an_own_move_leaves_a_frozen_list_at_once);
  g_test_add_func ("/desk/question-list/a-frozen-list-that-runs-empty-takes-what-waits",
                   test_a_frozen_list_that_runs_empty_takes_what_waits);
  g_test_add_func ("/desk/question-list/an-empty-frozen-list-still-fills",
                   test_an_empty_frozen_list_still_fills);
  g_test_add_func ("/desk/question-list/search-finds-words-in-text-labels-and-note",
                   test_search_finds_words_in_text_labels_and_note);
  g_test_add_func ("/desk/question-list/churn-ends-as-a-fresh-list",
                   test_churn_ends_as_a_fresh_list);
  return g_test_run ();
}
