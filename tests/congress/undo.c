/* undo.c: what somebody did can be taken back, by that person, unless others built on it
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
undo_record (RegieRecordType type, guint64 step)
{
  g_autofree char *id = g_strdup_printf ("%" G_GUINT64_FORMAT, step);

  return S (regie_record_new (type), STEP, id);
}

#define undo(step) undo_record (REGIE_RECORD_MESSAGE_UNDO, step)
#define redo(step) undo_record (REGIE_RECORD_MESSAGE_REDO, step)
#define colleague(fixture, record) apply (fixture, REGIE_ROLE_MODERATOR, "mod-2", record)

/** Refuses @record by @who and returns the error's text. */
static char *
refusal (Fixture *fixture, const char *who, RegieRecord *record, RegieRuleError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (try_apply (fixture, REGIE_ROLE_MODERATOR, who, record, &error));
  g_assert_error (error, REGIE_RULE_ERROR, (int) code);
  return g_strdup (error->message);
}

static void
three_messages (Fixture *fixture)
{
  participant (fixture, "p1", submit_record ("m1", "stage-2", "Wan kommt das?"));
  participant (fixture, "p2", submit_record ("m2", "stage-2", "Und was kostet es?"));
  participant (fixture, "p3", submit_record ("m3", "stage-2", "Wer macht das?"));
}

static void
test_every_kind_of_deed (Fixture *fixture, gconstpointer unused)
{
  static const char *const labels[] = { "Recht", NULL };
  static const char *const more[] = { "Geld", "Netz", NULL };
  static const char *const flags[] = { "link", NULL };
  const char *id = "m1";
  RegieRecord *deeds[] = {
    move_record (id, REGIE_MESSAGE_APPROVED),
    S (message_record (REGIE_RECORD_MESSAGE_EDIT, id), TEXT, "Wann kommt das?"),
    I (message_record (REGIE_RECORD_MESSAGE_CLASSIFY, id), MESSAGE_KIND, REGIE_MESSAGE_COMMENT),
    regie_record_set_strings (message_record (REGIE_RECORD_MESSAGE_LABEL, id), REGIE_FIELD_LABELS,
                              labels),
    regie_record_set_strings (
        regie_record_set_strings (message_record (REGIE_RECORD_MESSAGE_RELABEL, id),
                                  REGIE_FIELD_ADD, more),
        REGIE_FIELD_REMOVE, labels),
    S (message_record (REGIE_RECORD_MESSAGE_NOTE, id), NOTE, "Rückfrage"),
    S (message_record (REGIE_RECORD_MESSAGE_ASSIGN, id), ASSIGNEE, "Leitung IT"),
    I (message_record (REGIE_RECORD_MESSAGE_PIN, id), ON, TRUE),
    regie_record_set_strings (message_record (REGIE_RECORD_MESSAGE_FLAG, id), REGIE_FIELD_FLAGS,
                              flags),
    move_record (id, REGIE_MESSAGE_NEXT),
    move_record (id, REGIE_MESSAGE_ON_AIR),
    message_record (REGIE_RECORD_MESSAGE_ADVANCE, id),
    S (message_record (REGIE_RECORD_MESSAGE_ANSWER, id), ANSWER, "Im Herbst."),
    move_record (id, REGIE_MESSAGE_ARCHIVED),
  };
  g_autoptr (GPtrArray) hashes = g_ptr_array_new_with_free_func (g_free);
  guint64 first;

  three_messages (fixture);
  first = fixture->seq + 1;
  for (gsize i = 0; i < G_N_ELEMENTS (deeds); i++)
    {
      g_ptr_array_add (hashes, regie_congress_content_hash (fixture->congress));
      moderator (fixture, deeds[i]);
    }
  g_autofree char *done = regie_congress_content_hash (fixture->congress);
  for (gsize i = G_N_ELEMENTS (deeds); i > 0; i--)
    {
      moderator (fixture, undo (first + i - 1));
      g_autofree char *hash = regie_congress_content_hash (fixture->congress);
      g_assert_cmpstr (hash, ==, g_ptr_array_index (hashes, i - 1));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (deeds); i++)
    moderator (fixture, redo (first + i));
  g_autofree char *again = regie_congress_content_hash (fixture->congress);
  g_assert_cmpstr (again, ==, done);
}

static void
test_what_depends_on_it_is_named (Fixture *fixture, gconstpointer unused)
{
  three_messages (fixture);
  moderator (fixture, move_record ("m1", REGIE_MESSAGE_APPROVED));
  guint64 approved = fixture->seq;
  colleague (fixture, S (move_record ("m1", REGIE_MESSAGE_NEXT), NAME, "Moderatorin 2"));
  guint64 queued = fixture->seq;

  g_autofree char *why = refusal (fixture, "mod-1", undo (approved), REGIE_RULE_CONFLICT);
  g_autofree char *step = g_strdup_printf ("(step %" G_GUINT64_FORMAT ")", queued);
  g_assert_nonnull (strstr (why, "“m1”"));
  g_assert_nonnull (strstr (why, "message.move by Moderatorin 2"));
  g_assert_nonnull (strstr (why, step));

  colleague (fixture, undo (queued));
  moderator (fixture, undo (approved));
  g_assert_cmpint (state_of (fixture, "m1")->message_state, ==, REGIE_MESSAGE_NEW);
}

/* The same value by another's hand is not the same work. */
static void
test_later_work_counts_even_when_it_led_back (Fixture *fixture, gconstpointer unused)
{
  three_messages (fixture);
  moderator (fixture, move_record ("m1", REGIE_MESSAGE_APPROVED));
  guint64 approved = fixture->seq;
  colleague (fixture, move_record ("m1", REGIE_MESSAGE_NEXT));
  colleague (fixture, move_record ("m1", REGIE_MESSAGE_APPROVED));
  g_free (refusal (fixture, "mod-1", undo (approved), REGIE_RULE_CONFLICT));
}

static void
test_independent_work_does_not_stand_in_the_way (Fixture *fixture, gconstpointer unused)
{
  three_messages (fixture);
  moderator (fixture, move_record ("m1", REGIE_MESSAGE_APPROVED));
  guint64 approved = fixture->seq;
  colleague (fixture, S (message_record (REGIE_RECORD_MESSAGE_NOTE, "m1"), NOTE, "Wichtig"));
  moderator (fixture, undo (approved));
  g_assert_cmpint (state_of (fixture, "m1")->message_state, ==, REGIE_MESSAGE_NEW);
  g_assert_cmpstr (state_of (fixture, "m1")->note, ==, "Wichtig");
}

static void
test_only_ones_own_and_only_what_is_kept (Fixture *fixture, gconstpointer unused)
{
  three_messages (fixture);
  moderator (fixture, move_record ("m1", REGIE_MESSAGE_APPROVED));
  guint64 step = fixture->seq;
  refuse (fixture, REGIE_ROLE_MODERATOR, "mod-2", undo (step), REGIE_RULE_DENIED);
  refuse (fixture, REGIE_ROLE_MODERATOR, "mod-1", undo (4711), REGIE_RULE_UNKNOWN);
  /* The other one's claim is respected, also by who wants to take something back. */
  colleague (fixture, I (message_record (REGIE_RECORD_MESSAGE_CLAIM, "m1"), ON, TRUE));
  refuse (fixture, REGIE_ROLE_MODERATOR, "mod-1", undo (step), REGIE_RULE_CONFLICT);
}

static void
test_pressed_twice_it_is_done_once (Fixture *fixture, gconstpointer unused)
{
  three_messages (fixture);
  moderator (fixture, move_record ("m1", REGIE_MESSAGE_APPROVED));
  guint64 step = fixture->seq;
  moderator (fixture, undo (step));
  g_autofree char *once = regie_congress_hash (fixture->congress, &REGIE_VIEWER_STAFF);
  moderator (fixture, undo (step));
  g_autofree char *twice = regie_congress_hash (fixture->congress, &REGIE_VIEWER_STAFF);
  g_assert_cmpstr (once, ==, twice);
}

static void
test_a_new_deed_cuts_off_what_was_undone (Fixture *fixture, gconstpointer unused)
{
  RegieCongress *congress = fixture->congress;

  three_messages (fixture);
  moderator (fixture, move_record ("m1", REGIE_MESSAGE_APPROVED));
  guint64 step = fixture->seq;
  moderator (fixture, undo (step));
  g_assert_nonnull (regie_congress_next_redo (congress, "mod-1", "stage-2"));
  /* What changes nothing, or is another's, cuts off nothing. */
  moderator (fixture, move_record ("m1", REGIE_MESSAGE_NEW));
  colleague (fixture, move_record ("m2", REGIE_MESSAGE_APPROVED));
  g_assert_nonnull (regie_congress_next_redo (congress, "mod-1", "stage-2"));
  moderator (fixture, move_record ("m3", REGIE_MESSAGE_APPROVED));
  g_assert_null (regie_congress_next_redo (congress, "mod-1", "stage-2"));
  refuse (fixture, REGIE_ROLE_MODERATOR, "mod-1", redo (step), REGIE_RULE_UNKNOWN);
}

static void
test_a_bulk_action_is_one_step (Fixture *fixture, gconstpointer unused)
{
  static const char *const all[] = { "m1", "m2", "m3", NULL };
  static const char *const twice[] = { "m1", "m2", "m1", NULL };
  RegieRecord *bulk =
      I (regie_record_new (REGIE_RECORD_MESSAGE_MOVE), MESSAGE_STATE, REGIE_MESSAGE_NEXT);

  three_messages (fixture);
  refuse (fixture, REGIE_ROLE_MODERATOR, "mod-1",
          regie_record_set_strings (regie_record_copy (bulk), REGIE_FIELD_MESSAGES, twice),
          REGIE_RULE_INVALID);
  moderator (fixture, regie_record_set_strings (bulk, REGIE_FIELD_MESSAGES, all));
  guint64 step = fixture->seq;
  for (int i = 0; all[i] != NULL; i++)
    g_assert_cmpint (state_of (fixture, all[i])->rank, ==, i + 1);
  g_assert_cmpuint (g_list_model_get_n_items (regie_congress_get_steps (fixture->congress)), ==, 1);
  moderator (fixture, undo (step));
  for (int i = 0; all[i] != NULL; i++)
    {
      g_assert_cmpint (state_of (fixture, all[i])->message_state, ==, REGIE_MESSAGE_NEW);
      g_assert_false (regie_record_has (state_of (fixture, all[i]), RANK));
    }
}

static RegieRecord *
relabel (const char *const *messages, const char *const *add, const char *const *remove)
{
  RegieRecord *record = regie_record_set_strings (regie_record_new (REGIE_RECORD_MESSAGE_RELABEL),
                                                  REGIE_FIELD_MESSAGES, messages);

  if (add != NULL)
    regie_record_set_strings (record, REGIE_FIELD_ADD, add);
  return remove != NULL ? regie_record_set_strings (record, REGIE_FIELD_REMOVE, remove) : record;
}

static void
assert_labels (Fixture *fixture, const char *message, const char *expected)
{
  char **labels = state_of (fixture, message)->labels;
  g_autofree char *all = labels != NULL ? g_strjoinv (" ", labels) : g_strdup ("");

  g_assert_cmpstr (all, ==, expected);
}

/* Each message keeps the labels that are not spoken of; one record, one step. */
static void
test_labels_are_added_and_taken_off (Fixture *fixture, gconstpointer unused)
{
  static const char *const both[] = { "m1", "m2", NULL };
  static const char *const one[] = { "m1", NULL };
  static const char *const law[] = { "Recht", NULL };
  static const char *const money[] = { "Geld", NULL };
  static const char *const many[] = { "1", "2", "3", "4", "5", "6", "7", "8",
                                      "9", "a", "b", "c", "d", "e", "f", NULL };

  three_messages (fixture);
  moderator (fixture, relabel (one, law, NULL));
  moderator (fixture, relabel (both, money, NULL));
  guint64 step = fixture->seq;
  assert_labels (fixture, "m1", "Recht Geld");
  assert_labels (fixture, "m2", "Geld");
  /* What a colleague labels at the same time is there together. */
  colleague (fixture, relabel (both, law, money));
  assert_labels (fixture, "m1", "Recht");
  assert_labels (fixture, "m2", "Recht");
  guint64 rev = fixture->seq;
  refuse (fixture, REGIE_ROLE_MODERATOR, "mod-1", undo (step), REGIE_RULE_CONFLICT);
  g_autofree char *id = g_strdup_printf ("%" G_GUINT64_FORMAT, step);
  RegieStep *later = regie_congress_find_later_step (fixture->congress, id);
  g_assert_cmpint (regie_entity_state (REGIE_ENTITY (later))->rev, ==, (gint64) rev);
  apply (fixture, REGIE_ROLE_MODERATOR, "mod-2", undo (rev));
  g_assert_null (regie_congress_find_later_step (fixture->congress, id));
  moderator (fixture, undo (step));
  assert_labels (fixture, "m1", "Recht");
  assert_labels (fixture, "m2", "");

  /* All or nothing, and never more than there is room for. */
  refuse (fixture, REGIE_ROLE_MODERATOR, "mod-1", relabel (both, NULL, NULL), REGIE_RULE_INVALID);
  refuse (fixture, REGIE_ROLE_MODERATOR, "mod-1", relabel (both, law, law), REGIE_RULE_INVALID);
  moderator (fixture, relabel (one, many, NULL));
  refuse (fixture, REGIE_ROLE_MODERATOR, "mod-1", relabel (both, money, NULL), REGIE_RULE_INVALID);
  assert_labels (fixture, "m2", "");
  moderator (fixture, relabel (one, money, law));
}

/* All or nothing: one message that cannot go keeps the others. */
static void
test_a_bulk_action_is_whole (Fixture *fixture, gconstpointer unused)
{
  static const char *const all[] = { "m1", "m2", "m3", NULL };
  RegieRecord *bulk =
      I (regie_record_new (REGIE_RECORD_MESSAGE_MOVE), MESSAGE_STATE, REGIE_MESSAGE_REJECTED);

  three_messages (fixture);
  colleague (fixture, I (message_record (REGIE_RECORD_MESSAGE_CLAIM, "m2"), ON, TRUE));
  refuse (fixture, REGIE_ROLE_MODERATOR, "mod-1",
          regie_record_set_strings (bulk, REGIE_FIELD_MESSAGES, all), REGIE_RULE_CONFLICT);
}

/* The slot on air may be another's by now: nothing is pushed off it by an undo. */
static void
test_undo_takes_nothing_off_the_air (Fixture *fixture, gconstpointer unused)
{
  participant (fixture, "p1", submit_record ("m1", "stage-1", "Eins"));
  participant (fixture, "p2", submit_record ("m2", "stage-1", "Zwei"));
  moderator (fixture, move_record ("m1", REGIE_MESSAGE_ON_AIR));
  moderator (fixture, S (message_record (REGIE_RECORD_MESSAGE_ADVANCE, "m1"), TARGET, "m2"));
  guint64 step = fixture->seq;
  moderator (fixture, undo (step));
  g_assert_cmpint (state_of (fixture, "m1")->message_state, ==, REGIE_MESSAGE_ON_AIR);
  g_assert_cmpint (state_of (fixture, "m2")->message_state, ==, REGIE_MESSAGE_APPROVED);
  const RegieRecord *stage =
      regie_stage_state (regie_congress_find_stage (fixture->congress, "stage-1"));
  g_assert_cmpstr (stage->target, ==, "m1");

  moderator (fixture, redo (step));
  g_assert_cmpint (state_of (fixture, "m2")->message_state, ==, REGIE_MESSAGE_ON_AIR);
  moderator (fixture, move_record ("m2", REGIE_MESSAGE_APPROVED));
  participant (fixture, "p3", submit_record ("m3", "stage-1", "Drei"));
  colleague (fixture, move_record ("m3", REGIE_MESSAGE_ON_AIR));
  refuse (fixture, REGIE_ROLE_MODERATOR, "mod-1", undo (fixture->seq - 2), REGIE_RULE_CONFLICT);
  g_assert_cmpint (state_of (fixture, "m2")->message_state, ==, REGIE_MESSAGE_APPROVED);
}

/* Who has taken a question off the air left the slot to others: once they used it, that cannot be taken
 * back behind their backs, or they could not take back theirs. */
static void
test_the_air_is_given_back_in_order (Fixture *fixture, gconstpointer unused)
{
  participant (fixture, "p1", submit_record ("m1", "stage-1", "Eins"));
  participant (fixture, "p2", submit_record ("m2", "stage-1", "Zwei"));
  moderator (fixture, move_record ("m1", REGIE_MESSAGE_ON_AIR));
  moderator (fixture, move_record ("m1", REGIE_MESSAGE_APPROVED));
  const guint64 off = fixture->seq;
  colleague (fixture, move_record ("m2", REGIE_MESSAGE_ON_AIR));
  const guint64 theirs_on = fixture->seq;
  colleague (fixture, move_record ("m2", REGIE_MESSAGE_ANSWERED));
  const guint64 theirs_off = fixture->seq;
  g_autofree char *id = g_strdup_printf ("%" G_GUINT64_FORMAT, off);

  refuse (fixture, REGIE_ROLE_MODERATOR, "mod-1", undo (off), REGIE_RULE_CONFLICT);
  RegieStep *later = regie_congress_find_later_step (fixture->congress, id);
  g_assert_nonnull (later);
  g_assert_cmpint (regie_step_state (later)->rev, ==, (gint64) theirs_off);
  colleague (fixture, undo (theirs_off));
  refuse (fixture, REGIE_ROLE_MODERATOR, "mod-1", undo (off), REGIE_RULE_CONFLICT);
  colleague (fixture, undo (theirs_on));
  g_assert_null (regie_congress_find_later_step (fixture->congress, id));
  moderator (fixture, undo (off));
  g_assert_cmpint (state_of (fixture, "m1")->message_state, ==, REGIE_MESSAGE_ON_AIR);
}

static void
test_the_oldest_go_first (Fixture *fixture, gconstpointer unused)
{
  GListModel *steps = regie_congress_get_steps (fixture->congress);

  three_messages (fixture);
  guint64 first = fixture->seq + 1;
  for (int i = 0; i < 60; i++)
    moderator (fixture, I (message_record (REGIE_RECORD_MESSAGE_PIN, "m1"), ON, i % 2 == 0));
  g_assert_cmpuint (g_list_model_get_n_items (steps), ==, 50);
  refuse (fixture, REGIE_ROLE_MODERATOR, "mod-1", undo (first), REGIE_RULE_UNKNOWN);
  /* Another person, and another stage, have their own. */
  colleague (fixture, move_record ("m2", REGIE_MESSAGE_APPROVED));
  g_assert_cmpuint (g_list_model_get_n_items (steps), ==, 51);
}

static void
test_the_audience_never_hears_of_steps (Fixture *fixture, gconstpointer unused)
{
  three_messages (fixture);
  moderator (fixture, S (message_record (REGIE_RECORD_MESSAGE_NOTE, "m1"), NOTE, "Geheim"));
  g_autoptr (GPtrArray) states =
      regie_congress_snapshot (fixture->congress, &REGIE_VIEWER_AUDIENCE);
  for (guint i = 0; i < states->len; i++)
    g_assert_cmpint (((RegieRecord *) g_ptr_array_index (states, i))->type, !=,
                     REGIE_RECORD_STEP_STATE);
}

/* The property: whatever several people did, once all of it is undone nothing is different. */
static void
test_undo_of_any_sequence (void)
{
  for (guint run = 0; run < 40; run++)
    {
      /* The second is one in which two persons gave the slot on air back in another order. */
      guint32 seed = run == 0 ? 4711 : run == 1 ? 2972318308u : (guint32) g_test_rand_int ();
      g_autoptr (GRand) dice = g_rand_new_with_seed (seed);
      Play play = { 0 };

      g_test_message ("seed %u", seed);
      play_begin (&play, dice);
      g_autofree char *before = regie_congress_content_hash (play.fixture.congress);
      for (int i = 0; i < 120; i++)
        play_deed (&play);
      play_undo_all (&play);
      g_autofree char *after = regie_congress_content_hash (play.fixture.congress);
      g_assert_cmpstr (before, ==, after);
      play_end (&play);
    }
}

/* Back to the beginning and forward again. */
static void
test_redo_of_any_sequence (void)
{
  for (guint run = 0; run < 40; run++)
    {
      guint32 seed = run == 0 ? 1234 : (guint32) g_test_rand_int ();
      g_autoptr (GRand) dice = g_rand_new_with_seed (seed);
      Play play = { 0 };

      g_test_message ("seed %u", seed);
      play_begin (&play, dice);
      g_autofree char *before = regie_congress_content_hash (play.fixture.congress);
      for (int i = 0; i < 120; i++)
        play_deed (&play);
      g_autofree char *done = regie_congress_content_hash (play.fixture.congress);
      g_autoptr (GPtrArray) undone = play_rewind (&play);
      g_autofree char *after = regie_congress_content_hash (play.fixture.congress);
      g_assert_cmpstr (before, ==, after);
      for (guint i = undone->len; i > 0; i--)
        play_redo (&play, g_ptr_array_index (undone, i - 1));
      g_autofree char *again = regie_congress_content_hash (play.fixture.congress);
      g_assert_cmpstr (again, ==, done);
      play_end (&play);
    }
}

/* Who was there, who joined in the middle and who plays the records afterwards are in one state. */
static void
test_everybody_ends_in_the_same_state (void)
{
  for (guint run = 0; run < 25; run++)
    {
      guint32 seed = run == 0 ? 815 : (guint32) g_test_rand_int ();
      g_autoptr (GRand) dice = g_rand_new_with_seed (seed);
      Play play = { 0 };
      Follower live, late, audience, late_audience;

      g_test_message ("seed %u", seed);
      play_begin (&play, dice);
      play.with_audience = TRUE;
      follower_begin (&live, &play, &REGIE_VIEWER_STAFF);
      follower_begin (&audience, &play, &REGIE_VIEWER_AUDIENCE);
      guint cut = (guint) g_rand_int_range (dice, 1, 200);
      for (guint i = 0; i < 200; i++)
        {
          if (i == cut)
            {
              follower_begin (&late, &play, &REGIE_VIEWER_STAFF);
              follower_begin (&late_audience, &play, &REGIE_VIEWER_AUDIENCE);
            }
          play_anything (&play);
        }
      follower_end (&live, &play);
      follower_end (&late, &play);
      follower_end (&audience, &play);
      follower_end (&late_audience, &play);
      play_end (&play);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/undo/every-kind", test_every_kind_of_deed);
  ADD ("/undo/relabel", test_labels_are_added_and_taken_off);
  ADD ("/undo/depends", test_what_depends_on_it_is_named);
  ADD ("/undo/led-back", test_later_work_counts_even_when_it_led_back);
  ADD ("/undo/independent", test_independent_work_does_not_stand_in_the_way);
  ADD ("/undo/own", test_only_ones_own_and_only_what_is_kept);
  ADD ("/undo/twice", test_pressed_twice_it_is_done_once);
  ADD ("/undo/cut-off", test_a_new_deed_cuts_off_what_was_undone);
  ADD ("/undo/bulk", test_a_bulk_action_is_one_step);
  ADD ("/undo/bulk-whole", test_a_bulk_action_is_whole);
  ADD ("/undo/on-air", test_undo_takes_nothing_off_the_air);
  ADD ("/undo/air-in-order", test_the_air_is_given_back_in_order);
  ADD ("/undo/bound", test_the_oldest_go_first);
  ADD ("/undo/audience", test_the_audience_never_hears_of_steps);
  g_test_add_func ("/undo/any-sequence", test_undo_of_any_sequence);
  g_test_add_func ("/undo/redo-any-sequence", test_redo_of_any_sequence);
  g_test_add_func ("/undo/followers", test_everybody_ends_in_the_same_state);
  return g_test_run ();
}
