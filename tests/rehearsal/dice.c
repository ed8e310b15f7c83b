/* dice.c: tests of chance that can be repeated, and of what is decided by it
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-ballot-book.h"
#include "regie-choice.h"
#include "regie-dice.h"

#include <math.h>

#define MANY 20000

static void
test_same_name_same_numbers (void)
{
  RegieDice a = regie_dice (7, 42, "ballot");
  RegieDice b = regie_dice (7, 42, "ballot");

  for (int i = 0; i < 100; i++)
    g_assert_cmpuint (regie_dice_next (&a), ==, regie_dice_next (&b));
}

static void
test_other_names_other_numbers (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint seed = 0; seed < 10; seed++)
    for (guint who = 0; who < 100; who++)
      for (int what = 0; what < 3; what++)
        {
          RegieDice dice = regie_dice (seed, who, (const char *const[]) { NULL, "a", "b" }[what]);
          guint64 first = regie_dice_next (&dice);
          g_assert_true (g_hash_table_add (seen, g_memdup2 (&first, sizeof first)));
        }
}

static void
test_numbers_are_spread (void)
{
  RegieDice dice = regie_dice (1, 1, NULL);
  double sum = 0;
  guint counts[10] = { 0 };

  for (int i = 0; i < MANY; i++)
    {
      double unit = regie_dice_unit (&dice);
      g_assert_cmpfloat (unit, >=, 0);
      g_assert_cmpfloat (unit, <, 1);
      sum += unit;
      counts[regie_dice_below (&dice, 10)]++;
    }
  g_assert_cmpfloat (fabs (sum / MANY - 0.5), <, 0.02);
  for (int i = 0; i < 10; i++)
    g_assert_cmpuint (counts[i], >, MANY / 10 * 9 / 10);
  g_assert_cmpuint (regie_dice_below (&dice, 0), ==, 0);
}

static void
test_waits_have_their_mean (void)
{
  RegieDice dice = regie_dice (1, 2, NULL);
  double sum = 0;

  for (int i = 0; i < MANY; i++)
    sum += regie_dice_wait (&dice, 5);
  g_assert_cmpfloat (fabs (sum / MANY - 5), <, 0.2);
}

static void
test_weights_are_kept (void)
{
  static const double weights[] = { 0, 3, 1 };
  static const double none[] = { 0, 0 };
  RegieDice dice = regie_dice (1, 3, NULL);
  guint counts[3] = { 0 };

  for (int i = 0; i < MANY; i++)
    counts[regie_dice_weighted (&dice, weights, 3)]++;
  g_assert_cmpuint (counts[0], ==, 0);
  g_assert_cmpfloat (fabs (counts[1] / (double) counts[2] - 3), <, 0.2);
  g_assert_cmpuint (regie_dice_weighted (&dice, none, 2), ==, 0);
}

static void
test_zipf_falls (void)
{
  RegieDice dice = regie_dice (1, 4, NULL);
  guint counts[20] = { 0 };

  for (int i = 0; i < MANY; i++)
    counts[regie_dice_zipf (&dice, 20, 1)]++;
  g_assert_cmpfloat (fabs (counts[0] / (double) counts[1] - 2), <, 0.25);
  g_assert_cmpuint (counts[0], >, 5 * counts[9]);
  g_assert_cmpuint (counts[19], >, 0);
}

static RegieRecord *
poll_new (RegiePollKind kind, int min, int max)
{
  g_autoptr (GPtrArray) options = regie_entries_new ();
  RegieRecord *poll = regie_record_new (REGIE_RECORD_POLL_STATE);

  for (int i = 0; i < 5; i++)
    {
      const char id[] = { (char) ('a' + i), '\0' };
      g_ptr_array_add (options, regie_entry_new (id, id, 0, FALSE));
    }
  regie_record_set_string (poll, REGIE_FIELD_POLL, "p1");
  regie_record_set_string (poll, REGIE_FIELD_TITLE, "Was braucht die Verwaltung?");
  regie_record_set_int (poll, REGIE_FIELD_POLL_KIND, kind);
  regie_record_set_int (poll, REGIE_FIELD_MIN, min);
  regie_record_set_int (poll, REGIE_FIELD_MAX, max);
  return regie_record_set_entries (poll, REGIE_FIELD_ENTRIES, options);
}

static void
test_ballots_are_valid (void)
{
  g_autoptr (RegieRecord) single = poll_new (REGIE_POLL_SINGLE, 1, 1);
  g_autoptr (RegieRecord) multiple = poll_new (REGIE_POLL_MULTIPLE, 2, 4);
  guint counts[6] = { 0 };

  for (guint i = 0; i < 2000; i++)
    {
      RegieDice dice = regie_dice (1, i, "choice");
      g_auto (GStrv) one = regie_choice_ids (&dice, 1, single);
      g_auto (GStrv) several = regie_choice_ids (&dice, 1, multiple);
      guint n = g_strv_length (several);

      g_assert_cmpuint (g_strv_length (one), ==, 1);
      g_assert_nonnull (regie_entries_find (single->entries, one[0]));
      g_assert_cmpuint (n, >=, 2);
      g_assert_cmpuint (n, <=, 4);
      counts[n]++;
      for (guint j = 0; j < n; j++)
        {
          g_assert_nonnull (regie_entries_find (multiple->entries, several[j]));
          for (guint k = 0; k < j; k++)
            g_assert_cmpstr (several[j], !=, several[k]);
        }
    }
  g_assert_cmpuint (counts[2], >, 100);
  g_assert_cmpuint (counts[4], >, 100);
}

/* An audience has opinions: not every option gets the same, and none gets nothing. */
static void
test_options_differ (void)
{
  g_autoptr (RegieRecord) poll = poll_new (REGIE_POLL_SINGLE, 1, 1);
  guint counts[5] = { 0 };
  guint most = 0;
  guint least = G_MAXUINT;

  for (guint i = 0; i < 5000; i++)
    {
      RegieDice dice = regie_dice (1, i, "choice");
      g_auto (GStrv) ids = regie_choice_ids (&dice, 1, poll);
      counts[ids[0][0] - 'a']++;
    }
  for (int i = 0; i < 5; i++)
    {
      most = MAX (most, counts[i]);
      least = MIN (least, counts[i]);
    }
  g_assert_cmpuint (most, >, 2 * least);
  g_assert_cmpuint (least, >, 0);
}

static void
test_most_vote_within_half_a_minute (void)
{
  RegieRates rates = regie_rates_default (1800);
  guint voted = 0;
  guint soon = 0;

  rates.turnout = 0.5;
  for (guint i = 0; i < MANY; i++)
    {
      RegieDice dice = regie_dice (1, i, "when");
      double delay = regie_choice_delay (&dice, &rates, REGIE_POLL_SINGLE);

      if (delay < 0)
        continue;
      g_assert_cmpfloat (delay, >=, 1);
      voted++;
      soon += delay < 30;
    }
  g_assert_cmpfloat (fabs (voted / (double) MANY - 0.5), <, 0.02);
  g_assert_cmpfloat (soon / (double) voted, >, 0.88);
}

static void
test_rates_are_read (void)
{
  static const char *const wrong[] = { "turnout",   "turnout=",   "turnout=2",    "turnout=-1",
                                       "turnout=x", "speed=1",    "messages=1;2", "words=nan",
                                       "",          "turnout=1,", "median=999999" };
  RegieRates rates = regie_rates_default (100);
  g_autoptr (GError) error = NULL;

  g_assert_true (regie_rates_parse (&rates, "turnout=0.25, messages=12,median=4", &error));
  g_assert_no_error (error);
  g_assert_cmpfloat_with_epsilon (rates.turnout, 0.25, 1e-9);
  g_assert_cmpfloat_with_epsilon (rates.messages, 12, 1e-9);
  g_assert_cmpfloat_with_epsilon (rates.median, 4, 1e-9);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) problem = NULL;
      g_assert_false (regie_rates_parse (&rates, wrong[i], &problem));
      g_assert_error (problem, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE);
    }
}

static void
test_book_keeps_the_last_ballot (void)
{
  RegieBallotBook *book = regie_ballot_book_new ("p1", 1);

  regie_ballot_book_put (book, 1, (const char *const[]) { "a", "b", NULL });
  regie_ballot_book_put (book, 2, (const char *const[]) { "a", NULL });
  regie_ballot_book_put (book, 1, (const char *const[]) { "c", NULL });
  g_assert_cmpuint (g_hash_table_size (book->ballots), ==, 2);
  g_assert_cmpuint (regie_ballot_book_count (book, "a"), ==, 1);
  g_assert_cmpuint (regie_ballot_book_count (book, "b"), ==, 0);
  g_assert_cmpuint (regie_ballot_book_count (book, "c"), ==, 1);
  regie_ballot_book_free (book);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dice/same-name-same-numbers", test_same_name_same_numbers);
  g_test_add_func ("/dice/other-names-other-numbers", test_other_names_other_numbers);
  g_test_add_func ("/dice/numbers-are-spread", test_numbers_are_spread);
  g_test_add_func ("/dice/waits-have-their-mean", test_waits_have_their_mean);
  g_test_add_func ("/dice/weights-are-kept", test_weights_are_kept);
  g_test_add_func ("/dice/zipf-falls", test_zipf_falls);
  g_test_add_func ("/choice/ballots-are-valid", test_ballots_are_valid);
  g_test_add_func ("/choice/options-differ", test_options_differ);
  g_test_add_func ("/choice/most-vote-within-half-a-minute", test_most_vote_within_half_a_minute);
  g_test_add_func ("/rates/are-read", test_rates_are_read);
  g_test_add_func ("/book/keeps-the-last-ballot", test_book_keeps_the_last_ballot);
  return g_test_run ();
}
