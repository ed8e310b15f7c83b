/* test-question-list.c: lists of messages: order, membership, standing still, search
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-config.h"

#include "regie-question-board.h"

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
search (RegieQuestionList *list, const char *query)
{
  RegieQuestionFilter filter = { .query = (char *) query };

  regie_question_list_set_filter (list, &filter);
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
  g_assert_finalize_object (g_steal_pointer (&board));
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
  g_assert_finalize_object (g_steal_pointer (&board));
  fixture_tear_down (&fixture);
}

static void
test_a_frozen_list_holds_still_and_counts (void)
{
  Fixture fixture;
  g_autoptr (RegieQuestionBoard) board = regie_question_board_new ();
  RegieQuestionList *inbox = regie_question_board_get (board, REGIE_QUESTIONS_INBOX);
  guint changes = 0;

  fixture_set_up (&fixture);
  fixture_load (&fixture, three_new ());
  regie_question_board_set_source (board, fixture.congress, "stage-1");
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
  g_assert_finalize_object (g_steal_pointer (&board));
  fixture_tear_down (&fixture);
}

static void
test_what_changes_back_does_not_wait (void)
{
  Fixture fixture;
  g_autoptr (RegieQuestionBoard) board = regie_question_board_new ();
  RegieQuestionList *inbox = regie_question_board_get (board, REGIE_QUESTIONS_INBOX);

  fixture_set_up (&fixture);
  fixture_load (&fixture, three_new ());
  regie_question_board_set_source (board, fixture.congress, "stage-1");
  regie_question_list_set_frozen (inbox, TRUE);
  move (&fixture, "c", REGIE_MESSAGE_APPROVED);
  g_assert_cmpuint (regie_question_list_get_moved (inbox), ==, 1);
  move (&fixture, "c", REGIE_MESSAGE_NEW);
  g_assert_cmpuint (regie_question_list_get_moved (inbox), ==, 0);
  submit (&fixture, "e");
  move (&fixture, "e", REGIE_MESSAGE_REJECTED);
  g_assert_cmpuint (regie_question_list_get_arrived (inbox), ==, 0);
  g_assert_finalize_object (g_steal_pointer (&board));
  fixture_tear_down (&fixture);
}

static void
test_an_own_move_leaves_a_frozen_list_at_once (void)
{
  Fixture fixture;
  g_autoptr (RegieQuestionBoard) board = regie_question_board_new ();
  RegieQuestionList *inbox = regie_question_board_get (board, REGIE_QUESTIONS_INBOX);

  fixture_set_up (&fixture);
  fixture_load (&fixture, three_new ());
  regie_question_board_set_source (board, fixture.congress, "stage-1");
  regie_question_list_set_frozen (inbox, TRUE);
  regie_question_list_release (inbox, regie_congress_find_message (fixture.congress, "c"));
  assert_order (inbox, "d c a b");
  move (&fixture, "c", REGIE_MESSAGE_APPROVED);
  assert_order (inbox, "d a b");
  g_assert_finalize_object (g_steal_pointer (&board));
  fixture_tear_down (&fixture);
}

static void
test_a_frozen_list_that_runs_empty_takes_what_waits (void)
{
  Fixture fixture;
  g_autoptr (RegieQuestionBoard) board = regie_question_board_new ();
  RegieQuestionList *inbox = regie_question_board_get (board, REGIE_QUESTIONS_INBOX);

  fixture_set_up (&fixture);
  fixture_load (&fixture, NULL);
  submit (&fixture, "e");
  regie_question_board_set_source (board, fixture.congress, "stage-1");
  regie_question_list_set_frozen (inbox, TRUE);
  submit (&fixture, "f");
  assert_order (inbox, "e");
  regie_question_list_release (inbox, regie_congress_find_message (fixture.congress, "e"));
  move (&fixture, "e", REGIE_MESSAGE_APPROVED);
  assert_order (inbox, "f");
  g_assert_cmpuint (regie_question_list_get_arrived (inbox), ==, 0);
  g_assert_finalize_object (g_steal_pointer (&board));
  fixture_tear_down (&fixture);
}

static void
test_an_empty_frozen_list_still_fills (void)
{
  Fixture fixture;
  g_autoptr (RegieQuestionBoard) board = regie_question_board_new ();
  RegieQuestionList *inbox = regie_question_board_get (board, REGIE_QUESTIONS_INBOX);

  fixture_set_up (&fixture);
  fixture_load (&fixture, NULL);
  regie_question_board_set_source (board, fixture.congress, "stage-1");
  regie_question_list_set_frozen (inbox, TRUE);
  submit (&fixture, "e");
  assert_order (inbox, "e");
  g_assert_finalize_object (g_steal_pointer (&board));
  fixture_tear_down (&fixture);
}

static void
test_search_finds_words_in_text_labels_and_note (void)
{
  Fixture fixture;
  g_autoptr (RegieQuestionBoard) board = regie_question_board_new ();
  RegieQuestionList *inbox = regie_question_board_get (board, REGIE_QUESTIONS_INBOX);
  RegieRecord *label = regie_record_new (REGIE_RECORD_MESSAGE_LABEL);
  RegieRecord *note = regie_record_new (REGIE_RECORD_MESSAGE_NOTE);
  const char *const labels[] = { "Wirtschaft", NULL };

  fixture_set_up (&fixture);
  fixture_load (&fixture, three_new ());
  regie_question_board_set_source (board, fixture.congress, "stage-1");
  search (inbox, "STRASSE");
  assert_order (inbox, "b");
  g_assert_cmpuint (regie_question_list_get_count (inbox), ==, 4);
  search (inbox, "die kost");
  assert_order (inbox, "d");
  regie_record_set_string (label, REGIE_FIELD_MESSAGE, "a");
  fixture_apply (&fixture, regie_record_set_strings (label, REGIE_FIELD_LABELS, labels));
  regie_record_set_string (note, REGIE_FIELD_MESSAGE, "c");
  fixture_apply (&fixture, regie_record_set_string (note, REGIE_FIELD_NOTE, "für die Wirtschaft"));
  search (inbox, "wirtschaft");
  assert_order (inbox, "c a");
  search (inbox, "  ");
  assert_order (inbox, "d c a b");
  g_assert_finalize_object (g_steal_pointer (&board));
  fixture_tear_down (&fixture);
}

static void
test_search_knows_neither_case_nor_umlauts (void)
{
  static const struct
  {
    const char *query;
    const char *found;
  } cases[] = { { "schon", "c" },       { "SCHÖN", "c" },       { "schoen", "c" },
                { "strasse", "b" },     { "straße komm", "b" }, { "strase", "" },
                { "aerzte", "e f" },    { "ärzte", "e f" },     { "arzte", "e" },
                { "neue", "" },         { "e-akte", "" },       { "folien gibt", "a" },
                { "folien kosten", "" } };
  Fixture fixture;
  GPtrArray *records = three_new ();
  g_autoptr (RegieQuestionBoard) board = regie_question_board_new ();
  RegieQuestionList *inbox = regie_question_board_get (board, REGIE_QUESTIONS_INBOX);

  fixture_set_up (&fixture);
  g_ptr_array_add (records, fixture_message ("e", REGIE_MESSAGE_QUESTION, REGIE_MESSAGE_NEW, 2, 9,
                                             "Wo sind die Ärzte?"));
  g_ptr_array_add (records, fixture_message ("f", REGIE_MESSAGE_QUESTION, REGIE_MESSAGE_NEW, 1, 9,
                                             "Zwei Amtsaerzte im Neubau"));
  fixture_load (&fixture, records);
  regie_question_board_set_source (board, fixture.congress, "stage-1");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      search (inbox, cases[i].query);
      assert_order (inbox, cases[i].found);
    }
  g_assert_finalize_object (g_steal_pointer (&board));
  fixture_tear_down (&fixture);
}

static void
test_what_was_searched_is_marked (void)
{
  static const struct
  {
    const char *query;
    const char *text;
    const char *marked;
  } cases[] = {
    { "schon", "Danke schön, schon gut", "[schön][schon]" },
    { "strasse", "Die Straße", "[Straße]" },
    { "s", "Maß", "[ß]" },
    { "an ann", "Anna", "[Ann]" },
    { "aerzte", "Ärzte und Aerzte", "[Ärzte][Aerzte]" },
    { "die straße", "DIE STRASSE", "[DIE][STRASSE]" },
    { "fehlt", "Die Straße", "" },
    { "", "Die Straße", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) ranges = regie_question_search_ranges (cases[i].query, cases[i].text);
      g_autoptr (GString) marked = g_string_new (NULL);

      for (guint k = 0; k < ranges->len; k += 2)
        {
          guint start = g_array_index (ranges, guint, k);
          guint end = g_array_index (ranges, guint, k + 1);

          g_string_append_c (marked, '[');
          g_string_append_len (marked, cases[i].text + start, end - start);
          g_string_append_c (marked, ']');
        }
      g_assert_cmpstr (marked->str, ==, cases[i].marked);
    }
}

static void
test_filters_hide_and_say_how_many (void)
{
  Fixture fixture;
  GPtrArray *records = three_new ();
  g_autoptr (RegieQuestionBoard) board = regie_question_board_new ();
  g_autoptr (RegieQuestionFilter) filter = regie_question_filter_new ();
  RegieQuestionList *inbox = regie_question_board_get (board, REGIE_QUESTIONS_INBOX);
  RegieRecord *claimed =
      fixture_message ("e", REGIE_MESSAGE_PRAISE, REGIE_MESSAGE_IN_REVIEW, 2, 9, "Danke");

  fixture_set_up (&fixture);
  regie_record_set_string (claimed, REGIE_FIELD_CLAIMANT, "mod-1");
  regie_record_set_string (claimed, REGIE_FIELD_SESSION, "talk-9");
  g_ptr_array_add (records, claimed);
  fixture_load (&fixture, records);
  regie_question_board_set_source (board, fixture.congress, "stage-1");
  filter->votes = 6;
  regie_question_list_set_filter (inbox, filter);
  assert_order (inbox, "d");
  g_assert_cmpuint (regie_question_list_get_hidden (inbox, REGIE_QUESTION_FILTER_VOTES), ==, 4);
  regie_question_filter_clear (filter, REGIE_QUESTION_FILTER_VOTES);
  filter->kinds = 1u << REGIE_MESSAGE_PRAISE;
  regie_question_list_set_filter (inbox, filter);
  assert_order (inbox, "e");
  regie_question_filter_clear (filter, REGIE_QUESTION_FILTER_KIND);
  filter->mine = g_strdup ("mod-1");
  regie_question_list_set_filter (inbox, filter);
  assert_order (inbox, "e");
  filter->query = g_strdup ("straße");
  regie_question_list_set_filter (inbox, filter);
  assert_order (inbox, "");
  g_assert_cmpuint (regie_question_list_get_hidden (inbox, REGIE_QUESTION_FILTER_MINE), ==, 4);
  g_assert_cmpuint (regie_question_list_get_hidden (inbox, REGIE_QUESTION_FILTER_SEARCH), ==, 1);
  regie_question_filter_clear (filter, REGIE_QUESTION_FILTER_MINE);
  regie_question_filter_clear (filter, REGIE_QUESTION_FILTER_SEARCH);
  filter->unclaimed = TRUE;
  filter->session = g_strdup ("talk-9");
  regie_question_list_set_filter (inbox, filter);
  assert_order (inbox, "");
  regie_question_list_set_filter (inbox, NULL);
  assert_order (inbox, "d c a b e");
  g_assert_null (regie_question_list_get_filter (inbox));
  g_assert_finalize_object (g_steal_pointer (&board));
  fixture_tear_down (&fixture);
}

static void
test_rows_are_sorted_as_asked (void)
{
  Fixture fixture;
  g_autoptr (RegieQuestionBoard) board = regie_question_board_new ();
  RegieQuestionList *inbox = regie_question_board_get (board, REGIE_QUESTIONS_INBOX);

  fixture_set_up (&fixture);
  fixture_load (&fixture, three_new ());
  regie_question_board_set_source (board, fixture.congress, "stage-1");
  assert_order (inbox, "d c a b");
  regie_question_list_set_sort (inbox, REGIE_QUESTION_SORT_AGE);
  assert_order (inbox, "d a b c");
  regie_question_list_set_sort (inbox, REGIE_QUESTION_SORT_WAIT);
  assert_order (inbox, "c a b d");
  /* A state that changes begins to wait anew. */
  move (&fixture, "c", REGIE_MESSAGE_APPROVED);
  move (&fixture, "c", REGIE_MESSAGE_NEW);
  assert_order (inbox, "a b d c");
  score (&fixture, (const char *const[]) { "b", NULL }, (const int[]) { 77 });
  regie_question_list_set_sort (inbox, REGIE_QUESTION_SORT_VOTES);
  assert_order (inbox, "b d c a");
  g_assert_finalize_object (g_steal_pointer (&board));
  fixture_tear_down (&fixture);
}

static void
test_a_message_finds_its_like (void)
{
  Fixture fixture;
  GPtrArray *records = three_new ();
  g_autoptr (RegieQuestionBoard) board = regie_question_board_new ();
  RegieQuestionLike like[4];
  gboolean learning = TRUE;
  gint64 deadline = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  fixture_set_up (&fixture);
  g_ptr_array_add (records, fixture_message ("e", REGIE_MESSAGE_QUESTION, REGIE_MESSAGE_NEW, 2, 9,
                                             "Die Straße, wann kommt sie?"));
  fixture_load (&fixture, records);
  regie_question_board_set_source (board, fixture.congress, "stage-1");
  while (learning && g_get_monotonic_time () < deadline)
    {
      g_main_context_iteration (NULL, TRUE);
      g_object_get (board, "learning", &learning, NULL);
    }
  g_assert_cmpuint (regie_question_board_find_like (
                        board, regie_congress_find_message (fixture.congress, "b"), 4, like),
                    ==, 1);
  g_assert_cmpstr (regie_entity_get_id (REGIE_ENTITY (like[0].message)), ==, "e");
  g_assert_finalize_object (g_steal_pointer (&board));
  fixture_tear_down (&fixture);
}

/* More than one slice of the main loop can take: the same rows in the end, whatever came meanwhile. */
static void
test_a_long_list_is_right_in_the_end (void)
{
  Fixture fixture;
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);
  g_autoptr (RegieQuestionBoard) board = regie_question_board_new ();
  RegieQuestionList *inbox = regie_question_board_get (board, REGIE_QUESTIONS_INBOX);
  gint64 deadline = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;
  guint slices = 0;

  fixture_set_up (&fixture);
  for (int i = 0; i < 30000; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%05d", i);

      g_ptr_array_add (records, fixture_message (id, REGIE_MESSAGE_QUESTION, REGIE_MESSAGE_NEW,
                                                 (i * 7919) % 500, i, i % 3 ? "Ja" : "Schön"));
    }
  fixture_load (&fixture, records);
  regie_question_board_set_source (board, fixture.congress, "stage-1");
  search (inbox, "schon");
  submit (&fixture, "schon-da");
  move (&fixture, "m00003", REGIE_MESSAGE_APPROVED);
  score (&fixture, (const char *const[]) { "m00006", NULL }, (const int[]) { 1000 });
  while (g_list_model_get_n_items (G_LIST_MODEL (inbox)) != 10000
         && g_get_monotonic_time () < deadline)
    {
      g_main_context_iteration (NULL, TRUE);
      slices++;
    }
  g_assert_cmpuint (slices, >, 0);
  g_assert_cmpuint (regie_question_list_get_count (inbox), ==, 30000);
  g_assert_cmpuint (
      regie_question_list_find (inbox, regie_congress_find_message (fixture.congress, "m00006")),
      ==, 0);
  for (guint i = 1; i < 10000; i++)
    {
      g_autoptr (RegieMessage) above = g_list_model_get_item (G_LIST_MODEL (inbox), i - 1);
      g_autoptr (RegieMessage) below = g_list_model_get_item (G_LIST_MODEL (inbox), i);

      g_assert_cmpint (regie_message_state (above)->score, >=, regie_message_state (below)->score);
    }
  g_assert_finalize_object (g_steal_pointer (&board));
  fixture_tear_down (&fixture);
}

static void
score_many (Fixture *fixture, int n)
{
  RegieRecord *record = regie_record_new (REGIE_RECORD_MESSAGE_SCORES);
  g_autoptr (GPtrArray) entries = regie_entries_new ();

  int first = g_test_rand_int_range (0, 120);

  for (int i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%03d", (first + i * 7) % 120);

      g_ptr_array_add (entries, regie_entry_new (id, NULL, g_test_rand_int_range (0, 12), FALSE));
    }
  fixture_apply (fixture, regie_record_set_entries (record, REGIE_FIELD_ENTRIES, entries));
}

static void
assert_sorted (RegieQuestionList *list)
{
  for (guint i = 1; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr (RegieMessage) above = g_list_model_get_item (G_LIST_MODEL (list), i - 1);
      g_autoptr (RegieMessage) below = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_assert_cmpint (regie_message_state (above)->score, >=, regie_message_state (below)->score);
    }
}

/* Whatever happens, in whatever order, the rows are those a fresh list would have. */
static void
test_churn_ends_as_a_fresh_list (void)
{
  Fixture fixture;
  g_autoptr (RegieQuestionBoard) board = regie_question_board_new ();
  g_autoptr (RegieQuestionBoard) fresh_board = regie_question_board_new ();
  RegieQuestionList *list = regie_question_board_get (board, REGIE_QUESTIONS_APPROVED);
  RegieQuestionList *fresh = regie_question_board_get (fresh_board, REGIE_QUESTIONS_APPROVED);
  RegieQuestionFilter few = { .votes = 4 };
  g_autofree char *expected = NULL;
  static const RegieMessageState states[] = { REGIE_MESSAGE_APPROVED, REGIE_MESSAGE_NEW };

  fixture_set_up (&fixture);
  fixture_load (&fixture, NULL);
  regie_question_board_set_source (board, fixture.congress, "stage-1");
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

      switch (g_test_rand_int_range (0, 7))
        {
        case 0:
          move (&fixture, id, states[g_test_rand_int_range (0, 2)]);
          break;
        case 1:
          regie_question_list_set_frozen (list, g_test_rand_bit ());
          break;
        case 2:
          regie_question_list_set_filter (list, g_test_rand_bit () ? &few : NULL);
          break;
        case 3:
          score_many (&fixture, g_test_rand_int_range (1, 60));
          break;
        case 4:
          if (g_test_rand_bit ())
            regie_question_list_settle (list);
          /* Nothing waits to move: what is shown is in order. */
          if (regie_question_list_get_moved (list) == 0)
            assert_sorted (list);
          break;
        default:
          score (&fixture, ids, counts);
        }
    }
  regie_question_list_set_filter (list, NULL);
  regie_question_list_settle (list);
  regie_question_board_set_source (fresh_board, fixture.congress, "stage-1");
  expected = order (fresh);
  assert_order (list, expected);
  g_assert_cmpuint (regie_question_list_get_count (list), ==,
                    regie_question_list_get_count (fresh));
  g_assert_finalize_object (g_steal_pointer (&board));
  g_assert_finalize_object (g_steal_pointer (&fresh_board));
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
  g_test_add_func ("/desk/question-list/search-knows-neither-case-nor-umlauts",
                   test_search_knows_neither_case_nor_umlauts);
  g_test_add_func ("/desk/question-list/what-was-searched-is-marked",
                   test_what_was_searched_is_marked);
  g_test_add_func ("/desk/question-list/filters-hide-and-say-how-many",
                   test_filters_hide_and_say_how_many);
  g_test_add_func ("/desk/question-list/rows-are-sorted-as-asked", test_rows_are_sorted_as_asked);
  g_test_add_func ("/desk/question-list/a-message-finds-its-like", test_a_message_finds_its_like);
  g_test_add_func ("/desk/question-list/a-long-list-is-right-in-the-end",
                   test_a_long_list_is_right_in_the_end);
  g_test_add_func ("/desk/question-list/churn-ends-as-a-fresh-list",
                   test_churn_ends_as_a_fresh_list);
  return g_test_run ();
}
