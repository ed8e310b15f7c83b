/* polls.c: votes count as SEMANTICS 3 says
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "support.h"

#include "regie-poll-math.h"

#define CHOICE(...) ((const char *const[]) { __VA_ARGS__, NULL })

static const RegieRecord *
poll_state (Fixture *fixture, const char *id)
{
  return regie_poll_state (regie_congress_find_poll (fixture->congress, id));
}

static void
open_poll (Fixture *fixture, const char *poll)
{
  moderator (fixture, poll_record (REGIE_RECORD_POLL_OPEN, poll));
}

static void
count (Fixture *fixture, const char *poll, gboolean final)
{
  apply (fixture, REGIE_ROLE_SYSTEM, NULL,
         regie_congress_tally_poll (fixture->congress, poll, final));
}

static gint64
count_of (Fixture *fixture, const char *poll, const char *option)
{
  return regie_entries_find (poll_state (fixture, poll)->entries, option)->count;
}

static void
test_one_ballot_per_person_replaced_whole (Fixture *fixture, gconstpointer unused)
{
  moderator (fixture, create_poll_record ("q", REGIE_POLL_MULTIPLE, 3));
  open_poll (fixture, "q");
  participant (fixture, "p1", ballot_record ("q", 1, CHOICE ("a", "b")));
  participant (fixture, "p2", ballot_record ("q", 1, CHOICE ("a")));
  participant (fixture, "p1", ballot_record ("q", 1, CHOICE ("c")));
  count (fixture, "q", FALSE);

  g_assert_cmpint (poll_state (fixture, "q")->voters, ==, 2);
  g_assert_cmpint (count_of (fixture, "q", "a"), ==, 1);
  g_assert_cmpint (count_of (fixture, "q", "b"), ==, 0);
  g_assert_cmpint (count_of (fixture, "q", "c"), ==, 1);
}

static void
test_ballots_that_do_not_fit_are_refused (Fixture *fixture, gconstpointer unused)
{
  moderator (fixture, create_poll_record ("q", REGIE_POLL_SINGLE, 3));
  refuse (fixture, REGIE_ROLE_PARTICIPANT, "p1", ballot_record ("q", 1, CHOICE ("a")),
          REGIE_RULE_UNKNOWN);
  open_poll (fixture, "q");
  refuse (fixture, REGIE_ROLE_PARTICIPANT, "p1", ballot_record ("q", 1, CHOICE ("z")),
          REGIE_RULE_INVALID);
  refuse (fixture, REGIE_ROLE_PARTICIPANT, "p1", ballot_record ("q", 1, CHOICE ("a", "b")),
          REGIE_RULE_INVALID);
  refuse (fixture, REGIE_ROLE_PARTICIPANT, "p1", ballot_record ("q", 1, CHOICE (NULL)),
          REGIE_RULE_INVALID);
  refuse (fixture, REGIE_ROLE_PARTICIPANT, "p1", ballot_record ("q", 2, CHOICE ("a")),
          REGIE_RULE_OTHER_ROUND);
}

static void
test_after_the_close_a_ballot_is_late_and_counted_apart (Fixture *fixture, gconstpointer unused)
{
  moderator (fixture, create_poll_record ("q", REGIE_POLL_SINGLE, 2));
  open_poll (fixture, "q");
  participant (fixture, "p1", ballot_record ("q", 1, CHOICE ("a")));
  moderator (fixture, poll_record (REGIE_RECORD_POLL_CLOSE, "q"));
  refuse (fixture, REGIE_ROLE_PARTICIPANT, "p2", ballot_record ("q", 1, CHOICE ("a")),
          REGIE_RULE_LATE);
  regie_congress_note_late (fixture->congress, "q");
  g_assert_cmpint (poll_state (fixture, "q")->poll_state, ==, REGIE_POLL_CLOSING);
  count (fixture, "q", TRUE);

  g_assert_cmpint (poll_state (fixture, "q")->poll_state, ==, REGIE_POLL_CLOSED);
  g_assert_cmpint (poll_state (fixture, "q")->voters, ==, 1);
  g_assert_cmpint (poll_state (fixture, "q")->late, ==, 1);
}

static void
test_the_deadline_is_the_servers (Fixture *fixture, gconstpointer unused)
{
  moderator (fixture, create_poll_record ("q", REGIE_POLL_SINGLE, 2));
  moderator (fixture, I (poll_record (REGIE_RECORD_POLL_OPEN, "q"), END,
                         fixture->at + 3 * G_TIME_SPAN_SECOND));
  participant (fixture, "p1", ballot_record ("q", 1, CHOICE ("a")));
  fixture->at += 10 * G_TIME_SPAN_SECOND;
  refuse (fixture, REGIE_ROLE_PARTICIPANT, "p2", ballot_record ("q", 1, CHOICE ("a")),
          REGIE_RULE_LATE);
}

static void
test_reopening_is_a_new_round (Fixture *fixture, gconstpointer unused)
{
  moderator (fixture, create_poll_record ("q", REGIE_POLL_SINGLE, 2));
  open_poll (fixture, "q");
  participant (fixture, "p1", ballot_record ("q", 1, CHOICE ("a")));
  moderator (fixture, poll_record (REGIE_RECORD_POLL_CLOSE, "q"));
  count (fixture, "q", TRUE);
  open_poll (fixture, "q");

  g_assert_cmpint (poll_state (fixture, "q")->round, ==, 2);
  g_assert_cmpint (poll_state (fixture, "q")->voters, ==, 0);
  g_assert_null (regie_congress_get_ballot (fixture->congress, "q", "p1"));
  refuse (fixture, REGIE_ROLE_PARTICIPANT, "p2", ballot_record ("q", 1, CHOICE ("a")),
          REGIE_RULE_OTHER_ROUND);
  participant (fixture, "p2", ballot_record ("q", 2, CHOICE ("b")));
}

static void
test_a_hidden_result_never_leaves (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (RegieRecord) show = poll_record (REGIE_RECORD_POLL_SHOW, "q");

  moderator (fixture, create_poll_record ("q", REGIE_POLL_SINGLE, 2));
  open_poll (fixture, "q");
  participant (fixture, "p1", ballot_record ("q", 1, CHOICE ("a")));
  g_autoptr (RegieRecord) tally = regie_congress_tally_poll (fixture->congress, "q", FALSE);
  apply (fixture, REGIE_ROLE_SYSTEM, NULL, regie_record_copy (tally));
  g_autoptr (GPtrArray) hidden =
      regie_congress_project (fixture->congress, tally, &REGIE_VIEWER_AUDIENCE);
  const RegieRecord *seen = g_ptr_array_index (hidden, 0);
  g_assert_cmpint (seen->voters, ==, 1);
  g_assert_cmpint (regie_entries_find (seen->entries, "a")->count, ==, 0);

  I (show, VISIBILITY, REGIE_RESULT_PUBLISHED);
  moderator (fixture, regie_record_copy (show));
  g_autoptr (GPtrArray) shown =
      regie_congress_project (fixture->congress, show, &REGIE_VIEWER_AUDIENCE);
  seen = g_ptr_array_index (shown, 0);
  g_assert_cmpint (regie_entries_find (seen->entries, "a")->count, ==, 1);
}

static void
test_ballots_never_leave (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (RegieRecord) ballot = ballot_record ("q", 1, CHOICE ("a"));

  moderator (fixture, create_poll_record ("q", REGIE_POLL_SINGLE, 2));
  open_poll (fixture, "q");
  participant (fixture, "p1", regie_record_copy (ballot));
  g_autoptr (GPtrArray) staff =
      regie_congress_project (fixture->congress, ballot, &REGIE_VIEWER_STAFF);
  g_assert_cmpuint (staff->len, ==, 0);
}

static GPtrArray *
counts (guint n, const gint64 *numbers)
{
  GPtrArray *entries = regie_entries_new ();

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("o%u", i);
      g_ptr_array_add (entries, regie_entry_new (id, NULL, numbers[i], FALSE));
    }
  return entries;
}

static void
test_single_choice_adds_to_a_hundred (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (39);

  for (int round = 0; round < 500; round++)
    {
      gint64 numbers[7];
      gint64 voters = 0;
      for (guint i = 0; i < 7; i++)
        voters += numbers[i] = g_rand_int_range (rand, 0, 300);
      numbers[0]++;
      g_autoptr (GPtrArray) entries = counts (7, numbers);
      g_autofree int *percents = regie_poll_percents (REGIE_POLL_SINGLE, entries, voters + 1);
      int sum = 0;
      for (guint i = 0; i < 7; i++)
        sum += percents[i];
      g_assert_cmpint (sum, ==, 100);
    }
}

static void
test_nobody_voted_is_a_dash (void)
{
  g_autoptr (GPtrArray) entries = counts (2, (const gint64[]) { 0, 0 });
  g_autofree int *percents = regie_poll_percents (REGIE_POLL_SINGLE, entries, 0);

  g_assert_cmpint (percents[0], ==, REGIE_PERCENT_NONE);
  g_assert_cmpint (percents[1], ==, REGIE_PERCENT_NONE);
}

static void
test_several_answers_may_exceed_a_hundred (void)
{
  g_autoptr (GPtrArray) entries = counts (2, (const gint64[]) { 3, 2 });
  g_autofree int *percents = regie_poll_percents (REGIE_POLL_MULTIPLE, entries, 3);

  g_assert_cmpint (percents[0], ==, 100);
  g_assert_cmpint (percents[1], ==, 67);
}

static void
test_ties_share_their_rank (void)
{
  g_autoptr (GPtrArray) entries = counts (3, (const gint64[]) { 5, 5, 1 });
  g_autofree int *ranks = regie_poll_ranks (entries);

  g_assert_cmpint (ranks[0], ==, 1);
  g_assert_cmpint (ranks[1], ==, 1);
  g_assert_cmpint (ranks[2], ==, 3);
}

static void
test_words_count_people_not_entries (Fixture *fixture, gconstpointer unused)
{
  moderator (fixture, create_poll_record ("w", REGIE_POLL_WORDS, 0));
  open_poll (fixture, "w");
  participant (fixture, "p1",
               ballot_record ("w", 1, CHOICE ("Digitalisierung", "digitalisierung")));
  participant (fixture, "p2", ballot_record ("w", 1, CHOICE ("Digitalisierung!", "OZG")));
  refuse (fixture, REGIE_ROLE_PARTICIPANT, "p3", ballot_record ("w", 1, CHOICE ("a, b")),
          REGIE_RULE_INVALID);
  refuse (fixture, REGIE_ROLE_PARTICIPANT, "p3",
          ballot_record ("w", 1, CHOICE ("1", "2", "3", "4")), REGIE_RULE_INVALID);
  count (fixture, "w", FALSE);

  g_assert_cmpint (count_of (fixture, "w", "digitalisierung"), ==, 2);
  g_assert_cmpint (count_of (fixture, "w", "ozg"), ==, 1);
}

static void
test_a_blocked_word_is_hidden_and_comes_back (Fixture *fixture, gconstpointer unused)
{
  for (int on = 1; on >= 0; on--)
    {
      if (on)
        {
          moderator (fixture, create_poll_record ("w", REGIE_POLL_WORDS, 0));
          moderator (fixture,
                     I (poll_record (REGIE_RECORD_POLL_OPEN, "w"), VISIBILITY, REGIE_RESULT_LIVE));
          participant (fixture, "p1", ballot_record ("w", 1, CHOICE ("Unsinn", "OZG")));
          count (fixture, "w", FALSE);
        }
      g_autoptr (RegieRecord) block =
          I (S (poll_record (REGIE_RECORD_WORD_BLOCK, "w"), KEY, "unsinn"), ON, on);
      moderator (fixture, regie_record_copy (block));
      count (fixture, "w", FALSE);
      g_autoptr (GPtrArray) records =
          regie_congress_project (fixture->congress, block, &REGIE_VIEWER_AUDIENCE);
      const RegieRecord *seen = g_ptr_array_index (records, 0);
      g_assert_cmpint (regie_entries_find (seen->entries, "unsinn") == NULL, ==, on);
      g_assert_nonnull (regie_entries_find (seen->entries, "ozg"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/polls/one-ballot-per-person", test_one_ballot_per_person_replaced_whole);
  ADD ("/polls/unfit-ballots", test_ballots_that_do_not_fit_are_refused);
  ADD ("/polls/late-ballots", test_after_the_close_a_ballot_is_late_and_counted_apart);
  ADD ("/polls/deadline", test_the_deadline_is_the_servers);
  ADD ("/polls/new-round", test_reopening_is_a_new_round);
  ADD ("/polls/hidden-result", test_a_hidden_result_never_leaves);
  ADD ("/polls/ballots-never-leave", test_ballots_never_leave);
  g_test_add_func ("/polls/adds-to-a-hundred", test_single_choice_adds_to_a_hundred);
  g_test_add_func ("/polls/nobody-is-a-dash", test_nobody_voted_is_a_dash);
  g_test_add_func ("/polls/several-answers", test_several_answers_may_exceed_a_hundred);
  g_test_add_func ("/polls/ties", test_ties_share_their_rank);
  ADD ("/polls/words-count-people", test_words_count_people_not_entries);
  ADD ("/polls/blocked-word", test_a_blocked_word_is_hidden_and_comes_back);

  return g_test_run ();
}
