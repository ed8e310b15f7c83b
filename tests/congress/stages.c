/* stages.c: program, holds, cues, roles; and that a snapshot is the whole truth (SEMANTICS 1 and 5)
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "support.h"

static RegieRecord *
stage_record (RegieRecordType type, const char *stage)
{
  return S (regie_record_new (type), STAGE, stage);
}

static RegieRecord *
take_record (gint64 armed_rev)
{
  return I (regie_record_new (REGIE_RECORD_PROGRAM_TAKE), ARMED_REV, armed_rev);
}

static const RegieRecord *
program (Fixture *fixture)
{
  return regie_program_state (regie_congress_get_program (fixture->congress));
}

static void
test_take_brings_what_was_armed (Fixture *fixture, gconstpointer unused)
{
  director (fixture, stage_record (REGIE_RECORD_PROGRAM_ARM, "stage-2"));
  gint64 seen = program (fixture)->armed_rev;
  director (fixture, stage_record (REGIE_RECORD_PROGRAM_ARM, "stage-3"));
  refuse (fixture, REGIE_ROLE_DIRECTOR, "dir", take_record (seen), REGIE_RULE_CONFLICT);
  director (fixture, take_record (program (fixture)->armed_rev));

  g_assert_cmpstr (program (fixture)->program, ==, "stage-3");
  g_assert_null (program (fixture)->armed);
}

static void
test_a_double_press_is_one_take (Fixture *fixture, gconstpointer unused)
{
  director (fixture, stage_record (REGIE_RECORD_PROGRAM_ARM, "stage-2"));
  director (fixture, take_record (program (fixture)->armed_rev));
  director (fixture, stage_record (REGIE_RECORD_PROGRAM_ARM, "stage-1"));
  fixture->at = program (fixture)->taken + 100 * G_TIME_SPAN_MILLISECOND - G_TIME_SPAN_SECOND;
  refuse (fixture, REGIE_ROLE_DIRECTOR, "dir", take_record (program (fixture)->armed_rev),
          REGIE_RULE_CONFLICT);
}

static void
test_a_take_is_taken_back_within_five_seconds (Fixture *fixture, gconstpointer unused)
{
  for (int i = 1; i <= 2; i++)
    {
      director (fixture, stage_record (REGIE_RECORD_PROGRAM_ARM, i == 1 ? "stage-1" : "stage-2"));
      director (fixture, take_record (program (fixture)->armed_rev));
    }
  director (fixture, stage_record (REGIE_RECORD_PROGRAM_TAKE_BACK, "stage-1"));
  g_assert_cmpstr (program (fixture)->program, ==, "stage-1");
  fixture->at += 5 * G_TIME_SPAN_SECOND;
  refuse (fixture, REGIE_ROLE_DIRECTOR, "dir",
          stage_record (REGIE_RECORD_PROGRAM_TAKE_BACK, "stage-2"), REGIE_RULE_LATE);
}

static void
test_hold_all_touches_live_stages_only (Fixture *fixture, gconstpointer unused)
{
  RegieStage *first = regie_congress_find_stage (fixture->congress, "stage-1");
  RegieStage *second = regie_congress_find_stage (fixture->congress, "stage-2");

  director (fixture, I (S (stage_record (REGIE_RECORD_STAGE_SET, "stage-1"), SESSION, "talk-1"),
                        STAGE_STATE, REGIE_STAGE_LIVE));
  director (fixture, I (regie_record_new (REGIE_RECORD_PROGRAM_HOLD), ON, TRUE));
  g_assert_cmpint (regie_stage_state (first)->stage_state, ==, REGIE_STAGE_HOLD);
  g_assert_cmpint (regie_stage_state (second)->stage_state, ==, REGIE_STAGE_OFF_AIR);
  director (fixture, I (regie_record_new (REGIE_RECORD_PROGRAM_HOLD), ON, FALSE));
  g_assert_cmpint (regie_stage_state (first)->stage_state, ==, REGIE_STAGE_LIVE);
}

static void
test_going_live_stamps_the_session (Fixture *fixture, gconstpointer unused)
{
  director (fixture, I (S (stage_record (REGIE_RECORD_STAGE_SET, "stage-1"), SESSION, "talk-1"),
                        STAGE_STATE, REGIE_STAGE_LIVE));
  gint64 began = fixture->at;
  director (fixture,
            I (stage_record (REGIE_RECORD_STAGE_SET, "stage-1"), STAGE_STATE, REGIE_STAGE_ENDED));
  const RegieRecord *session =
      regie_session_state (regie_congress_find_session (fixture->congress, "talk-1"));
  g_assert_cmpint (session->actual_start, ==, began);
  g_assert_cmpint (session->actual_end, ==, fixture->at);
}

static void
test_a_cue_only_gets_further (Fixture *fixture, gconstpointer unused)
{
  static const RegieCueState marks[] = { REGIE_CUE_DELIVERED, REGIE_CUE_ACKNOWLEDGED,
                                         REGIE_CUE_SEEN };
  RegieRecord *send = stage_record (REGIE_RECORD_CUE_SEND, "stage-1");

  director (fixture, I (S (send, CUE, "c1"), CUE_KIND, REGIE_CUE_WRAP_UP));
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    moderator (fixture,
               I (S (regie_record_new (REGIE_RECORD_CUE_MARK), CUE, "c1"), CUE_STATE, marks[i]));
  RegieCue *cue = regie_congress_find_cue (fixture->congress, "c1");
  g_assert_cmpint (regie_cue_state (cue)->cue_state, ==, REGIE_CUE_ACKNOWLEDGED);
}

static void
test_a_moderator_keeps_to_the_own_stages (Fixture *fixture, gconstpointer unused)
{
  static const char *const mine[] = { "stage-1", NULL };
  const RegieViewer viewer = { .role = REGIE_ROLE_MODERATOR, .id = "mod-1", .stages = mine };
  RegieRecord *poll = create_poll_record ("q", REGIE_POLL_SINGLE, 2);
  g_autoptr (RegieRecord) open = poll_record (REGIE_RECORD_POLL_OPEN, "q");
  g_autoptr (RegieRecord) arm = stage_record (REGIE_RECORD_PROGRAM_ARM, "stage-1");
  g_autoptr (GError) error = NULL;

  moderator (fixture, S (poll, STAGE, "stage-2"));
  g_assert_false (regie_viewer_may (fixture->congress, &viewer, open, &error));
  g_assert_error (error, REGIE_RULE_ERROR, REGIE_RULE_DENIED);
  g_assert_false (regie_viewer_may (fixture->congress, &viewer, arm, NULL));
  g_assert_true (regie_viewer_may (fixture->congress, &REGIE_VIEWER_STAFF, open, NULL));
  g_assert_true (regie_viewer_may (fixture->congress, &REGIE_VIEWER_STAFF, arm, NULL));
}

static void
test_the_audience_commands_nothing (Fixture *fixture, gconstpointer unused)
{
  for (int type = REGIE_RECORD_NONE + 1; type < REGIE_N_RECORDS; type++)
    {
      g_autoptr (RegieRecord) record = regie_record_new ((RegieRecordType) type);
      gboolean own = type == REGIE_RECORD_MESSAGE_SUBMIT || type == REGIE_RECORD_MESSAGE_UPVOTE
                     || type == REGIE_RECORD_MESSAGE_WITHDRAW || type == REGIE_RECORD_POLL_BALLOT
                     || type == REGIE_RECORD_PERSON_ERASE;
      g_assert_cmpint (regie_viewer_may (fixture->congress, &REGIE_VIEWER_AUDIENCE, record, NULL),
                       ==, own);
    }
}

static void
fill (Fixture *fixture)
{
  director (fixture, I (S (stage_record (REGIE_RECORD_STAGE_SET, "stage-1"), SESSION, "talk-1"),
                        STAGE_STATE, REGIE_STAGE_LIVE));
  director (fixture, stage_record (REGIE_RECORD_PROGRAM_ARM, "stage-1"));
  participant (fixture, "p1", submit_record ("m1", "stage-1", "Eins"));
  participant (fixture, "p2", submit_record ("m2", "stage-2", "Zwei"));
  moderator (fixture, move_record ("m1", REGIE_MESSAGE_ON_AIR));
  moderator (fixture, create_poll_record ("q", REGIE_POLL_SINGLE, 3));
  moderator (fixture, poll_record (REGIE_RECORD_POLL_OPEN, "q"));
  participant (fixture, "p1", ballot_record ("q", 1, (const char *const[]) { "b", NULL }));
  apply (fixture, REGIE_ROLE_SYSTEM, NULL,
         regie_congress_tally_poll (fixture->congress, "q", FALSE));
}

static void
test_a_snapshot_is_the_whole_truth (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (RegieCongress) other = regie_congress_new ();
  g_autoptr (GError) error = NULL;

  fill (fixture);
  g_autoptr (GPtrArray) states = regie_congress_snapshot (fixture->congress, &REGIE_VIEWER_STAFF);
  g_assert_true (regie_congress_load (other, states, fixture->seq, &error));
  g_assert_no_error (error);
  g_autofree char *here = regie_congress_hash (fixture->congress, &REGIE_VIEWER_STAFF);
  g_autofree char *there = regie_congress_hash (other, &REGIE_VIEWER_STAFF);
  g_assert_cmpstr (here, ==, there);
}

static void
follow (RegieCongress *congress, RegieRecord *record, gpointer data)
{
  RegieCongress *follower = data;
  g_autoptr (GPtrArray) records = regie_congress_project (congress, record, &REGIE_VIEWER_STAFF);

  for (guint i = 0; i < records->len; i++)
    {
      g_autoptr (GError) error = NULL;
      regie_congress_apply (follower, g_ptr_array_index (records, i), &error);
      g_assert_no_error (error);
    }
}

static void
test_a_desk_that_follows_has_the_same_state (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (RegieCongress) desk = regie_congress_new ();
  g_autoptr (GPtrArray) states = regie_congress_snapshot (fixture->congress, &REGIE_VIEWER_STAFF);

  g_assert_true (regie_congress_load (desk, states, fixture->seq, NULL));
  g_signal_connect (fixture->congress, "applied", G_CALLBACK (follow), desk);
  fill (fixture);
  g_autofree char *here = regie_congress_hash (fixture->congress, &REGIE_VIEWER_STAFF);
  g_autofree char *there = regie_congress_hash (desk, &REGIE_VIEWER_STAFF);
  g_assert_cmpstr (here, ==, there);
}

static void
test_a_reload_keeps_the_objects (Fixture *fixture, gconstpointer unused)
{
  RegieMessage *before;

  fill (fixture);
  before = regie_congress_find_message (fixture->congress, "m1");
  g_autoptr (GPtrArray) states = regie_congress_snapshot (fixture->congress, &REGIE_VIEWER_STAFF);
  g_assert_true (regie_congress_load (fixture->congress, states, 100, NULL));
  g_assert_true (regie_congress_find_message (fixture->congress, "m1") == before);
}

static void
test_an_old_record_is_not_applied_twice (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (RegieRecord) old = submit_record ("m9", "stage-1", "Noch einmal");

  old->seq = fixture->seq;
  g_assert_false (regie_congress_apply (fixture->congress, old, NULL));
  g_assert_null (regie_congress_find_message (fixture->congress, "m9"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/stages/take", test_take_brings_what_was_armed);
  ADD ("/stages/double-press", test_a_double_press_is_one_take);
  ADD ("/stages/take-back", test_a_take_is_taken_back_within_five_seconds);
  ADD ("/stages/hold-all", test_hold_all_touches_live_stages_only);
  ADD ("/stages/live-stamps-the-session", test_going_live_stamps_the_session);
  ADD ("/stages/cue-only-gets-further", test_a_cue_only_gets_further);
  ADD ("/roles/moderator-keeps-to-own-stages", test_a_moderator_keeps_to_the_own_stages);
  ADD ("/roles/audience-commands-nothing", test_the_audience_commands_nothing);
  ADD ("/state/snapshot-is-the-whole-truth", test_a_snapshot_is_the_whole_truth);
  ADD ("/state/followers-have-the-same-state", test_a_desk_that_follows_has_the_same_state);
  ADD ("/state/reload-keeps-objects", test_a_reload_keeps_the_objects);
  ADD ("/state/old-records", test_an_old_record_is_not_applied_twice);

  return g_test_run ();
}
