/* merges.c: a merged question's votes count where it went, and come back with it
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "deeds.h"

static const RegieRecord *
state_of (Fixture *fixture, const char *id)
{
  return regie_message_state (regie_congress_find_message (fixture->congress, id));
}

static RegieRecord *
merge (const char *message, const char *target)
{
  return S (message_record (REGIE_RECORD_MESSAGE_MERGE, message), TARGET, target);
}

static RegieRecord *
upvote (const char *message, gboolean on)
{
  return I (message_record (REGIE_RECORD_MESSAGE_UPVOTE, message), ON, on);
}

static void
tell_scores (Fixture *fixture)
{
  g_autoptr (GPtrArray) tallies = regie_congress_take_tallies (fixture->congress);

  for (guint i = 0; i < tallies->len; i++)
    apply (fixture, REGIE_ROLE_SYSTEM, NULL, regie_record_ref (g_ptr_array_index (tallies, i)));
}

static void
test_a_person_on_both_counts_once (Fixture *fixture, gconstpointer unused)
{
  participant (fixture, "a", submit_record ("m1", "stage-1", "Was kostet es?"));
  participant (fixture, "b", submit_record ("m2", "stage-1", "Wie teuer wird das?"));
  participant (fixture, "p", upvote ("m1", TRUE));
  participant (fixture, "q", upvote ("m1", TRUE));
  participant (fixture, "q", upvote ("m2", TRUE));
  participant (fixture, "r", upvote ("m2", TRUE));
  /* The author of the one that stays liked the other: nobody votes for the own question. */
  participant (fixture, "a", upvote ("m2", TRUE));
  moderator (fixture, merge ("m2", "m1"));
  tell_scores (fixture);
  g_assert_cmpint (state_of (fixture, "m1")->score, ==, 3);
  g_assert_true (regie_congress_has_upvoted (fixture->congress, "m1", "r"));

  moderator (fixture, message_record (REGIE_RECORD_MESSAGE_UNMERGE, "m2"));
  tell_scores (fixture);
  g_assert_cmpint (state_of (fixture, "m1")->score, ==, 2);
  g_assert_cmpint (state_of (fixture, "m2")->score, ==, 3);
}

static void
test_the_audience_loses_the_merged_one (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (RegieRecord) record = merge ("m2", "m1");

  participant (fixture, "a", submit_record ("m1", "stage-1", "Was kostet es?"));
  participant (fixture, "b", submit_record ("m2", "stage-1", "Wie teuer wird das?"));
  moderator (fixture, regie_record_ref (record));
  g_autoptr (GPtrArray) heard =
      regie_congress_project (fixture->congress, record, &REGIE_VIEWER_AUDIENCE);
  g_assert_cmpuint (heard->len, ==, 1);
  const RegieRecord *gone = g_ptr_array_index (heard, 0);
  g_assert_cmpint (gone->type, ==, REGIE_RECORD_GONE);
  g_assert_cmpstr (gone->message, ==, "m2");
  /* It cannot be voted on, and nobody learns that it is there. */
  refuse (fixture, REGIE_ROLE_PARTICIPANT, "c", upvote ("m2", TRUE), REGIE_RULE_UNKNOWN);
}

static void
test_what_cannot_be_merged (Fixture *fixture, gconstpointer unused)
{
  for (int i = 1; i <= 4; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%d", i);
      participant (fixture, "a", submit_record (id, i == 4 ? "stage-2" : "stage-1", "Und?"));
    }
  moderator (fixture, move_record ("m3", REGIE_MESSAGE_ON_AIR));
  refuse (fixture, REGIE_ROLE_MODERATOR, "mod-1", merge ("m1", "m1"), REGIE_RULE_INVALID);
  refuse (fixture, REGIE_ROLE_MODERATOR, "mod-1", merge ("m1", "m9"), REGIE_RULE_UNKNOWN);
  refuse (fixture, REGIE_ROLE_MODERATOR, "mod-1", merge ("m1", "m4"), REGIE_RULE_INVALID);
  /* What is on air stays there; what is like it may join it. */
  refuse (fixture, REGIE_ROLE_MODERATOR, "mod-1", merge ("m3", "m1"), REGIE_RULE_CONFLICT);
  moderator (fixture, merge ("m1", "m3"));
  refuse (fixture, REGIE_ROLE_MODERATOR, "mod-1", merge ("m2", "m1"), REGIE_RULE_CONFLICT);
  /* Merging it there again is done already. */
  moderator (fixture, merge ("m1", "m3"));
}

static void
test_no_ring_comes_about (Fixture *fixture, gconstpointer unused)
{
  participant (fixture, "a", submit_record ("m1", "stage-1", "Eins"));
  participant (fixture, "b", submit_record ("m2", "stage-1", "Zwei"));
  moderator (fixture, merge ("m1", "m2"));
  RegieRecord *undo = S (regie_record_new (REGIE_RECORD_MESSAGE_UNDO), STEP, "8");
  g_assert_cmpuint (fixture->seq, ==, 8);
  moderator (fixture, undo);
  apply (fixture, REGIE_ROLE_MODERATOR, "mod-2", merge ("m2", "m1"));
  RegieRecord *redo = S (regie_record_new (REGIE_RECORD_MESSAGE_REDO), STEP, "8");
  refuse (fixture, REGIE_ROLE_MODERATOR, "mod-1", redo, REGIE_RULE_CONFLICT);
}

/* Others wrote what was merged into it: it does not go with its author. */
static void
test_withdrawing_gives_back_what_was_merged (Fixture *fixture, gconstpointer unused)
{
  participant (fixture, "a", submit_record ("m1", "stage-1", "Eins"));
  participant (fixture, "b", submit_record ("m2", "stage-1", "Zwei"));
  participant (fixture, "c", upvote ("m2", TRUE));
  moderator (fixture, move_record ("m2", REGIE_MESSAGE_NEXT));
  moderator (fixture, merge ("m2", "m1"));
  g_assert_null (state_of (fixture, "m2")->claimant);
  g_assert_false (regie_record_has (state_of (fixture, "m2"), RANK));
  participant (fixture, "a", message_record (REGIE_RECORD_MESSAGE_WITHDRAW, "m1"));
  tell_scores (fixture);
  /* Its turn in Next has passed. */
  g_assert_cmpint (state_of (fixture, "m2")->message_state, ==, REGIE_MESSAGE_APPROVED);
  g_assert_cmpint (state_of (fixture, "m2")->score, ==, 1);
}

/* The naive model: who voted for what, and what hangs on what. */
typedef struct
{
  gboolean votes[PLAY_MESSAGES][9];
  int target[PLAY_MESSAGES];
} Model;

static int
model_root (const Model *model, int message)
{
  while (model->target[message] >= 0)
    message = model->target[message];
  return message;
}

static int
model_score (const Model *model, int message, int author)
{
  int score = 0;

  for (int person = 0; person < 9; person++)
    for (int i = 0; i < PLAY_MESSAGES; i++)
      if (person != author && model->votes[i][person] && model_root (model, i) == message)
        {
          score++;
          break;
        }
  return score;
}

static void
model_vote (Model *model, int message, int person, gboolean on)
{
  for (int i = 0; !on && i < PLAY_MESSAGES; i++)
    if (model_root (model, i) == message)
      model->votes[i][person] = FALSE;
  if (on)
    model->votes[message][person] = TRUE;
}

static void
do_something (Play *play, Model *model)
{
  int one = play_roll (play, PLAY_MESSAGES);
  int other = play_roll (play, PLAY_MESSAGES);
  int person = play_roll (play, 9);
  gboolean on = play_roll (play, 4) != 0;
  g_autofree char *id = g_strdup_printf ("m%02d", one);
  g_autofree char *target = g_strdup_printf ("m%02d", other);
  g_autofree char *who = g_strdup_printf ("p%d", person);

  switch (play_roll (play, 8))
    {
    case 0:
      if (play_apply (play, REGIE_ROLE_MODERATOR, "mod-1", merge (id, target)))
        model->target[one] = other;
      break;
    case 1:
      if (play_apply (play, REGIE_ROLE_MODERATOR, "mod-2",
                      message_record (REGIE_RECORD_MESSAGE_UNMERGE, id)))
        model->target[one] = -1;
      break;
    default:
      if (play_apply (play, REGIE_ROLE_PARTICIPANT, who, upvote (id, on)))
        model_vote (model, one, person, on);
    }
}

static void
test_votes_add_up_as_in_the_model (void)
{
  for (guint run = 0; run < 30; run++)
    {
      guint32 seed = run == 0 ? 48 : (guint32) g_test_rand_int ();
      g_autoptr (GRand) dice = g_rand_new_with_seed (seed);
      Play play = { 0 };
      Model model = { 0 };

      g_test_message ("seed %u", seed);
      play_begin (&play, dice);
      for (int i = 0; i < PLAY_MESSAGES; i++)
        model.target[i] = -1;
      for (int i = 0; i < 300; i++)
        {
          do_something (&play, &model);
          tell_scores (&play.fixture);
          for (int j = 0; j < PLAY_MESSAGES; j++)
            {
              g_autofree char *id = g_strdup_printf ("m%02d", j);
              if (model.target[j] < 0)
                g_assert_cmpint (state_of (&play.fixture, id)->score, ==,
                                 model_score (&model, j, j % 5));
            }
        }
      play_end (&play);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/merges/union", test_a_person_on_both_counts_once);
  ADD ("/merges/gone", test_the_audience_loses_the_merged_one);
  ADD ("/merges/refused", test_what_cannot_be_merged);
  ADD ("/merges/ring", test_no_ring_comes_about);
  ADD ("/merges/withdraw", test_withdrawing_gives_back_what_was_merged);
  g_test_add_func ("/merges/votes", test_votes_add_up_as_in_the_model);
  return g_test_run ();
}
