/* test-moderate-view.c: the moderator's view, as a person and as the accessibility tree meet it
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "moderate-stage.h"
#include "regie-question-queue.h"
#include "regie-question-text.h"

static void
test_looks_finished (void)
{
  Stage stage;
  int width = g_getenv ("REGIE_WIDTH") ? atoi (g_getenv ("REGIE_WIDTH")) : 1440;
  int height = g_getenv ("REGIE_HEIGHT") ? atoi (g_getenv ("REGIE_HEIGHT")) : 900;

  set_up (&stage, width, height);
  settle ();
  picture (&stage, "empty");
  fill (&stage);
  picture (&stage, "calm");
  send_cue (&stage, "c1", REGIE_CUE_WRAP_UP);
  run_vote (&stage);
  fixture_apply (&stage.desk, poll_record (REGIE_RECORD_POLL_OPEN, "w1"));
  fixture_apply (&stage.desk, word_tally ());
  picture (&stage, "busy");
  gtk_widget_activate_action (GTK_WIDGET (stage.view), "moderate.new-poll", NULL);
  picture (&stage, "dialog");
  tear_down (&stage);
}

/* Behaviour */

static RegieMessage *
message (Stage *stage, const char *id)
{
  return regie_congress_find_message (stage->desk.congress, id);
}

static RegieMessageState
state_of (Stage *stage, const char *id)
{
  return (RegieMessageState) regie_message_state (message (stage, id))->message_state;
}

static void
act (Stage *stage, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (stage->view), action, NULL));
}

/* Without a reason: `moderate.reject` asks for one. */
static void
reject (Stage *stage)
{
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (stage->view), "moderate.reject-for", "s", ""));
}

static const char *
selected (Stage *stage)
{
  RegieMessage *now = regie_question_queue_get_selected (
      REGIE_QUESTION_QUEUE (find (GTK_WIDGET (stage->view), REGIE_TYPE_QUESTION_QUEUE)));

  return now ? regie_entity_get_id (REGIE_ENTITY (now)) : NULL;
}

static gboolean
window_action_enabled (Stage *stage, const char *name)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (stage->window), name);

  g_assert_nonnull (action);
  return g_action_get_enabled (action);
}

/* Also what another moderator does: the desk hears of it and sent nothing. */
static void
move_elsewhere (Stage *stage, const char *id, RegieMessageState to)
{
  RegieRecord *record = regie_record_new (REGIE_RECORD_MESSAGE_MOVE);

  regie_record_set_by (record, REGIE_ROLE_MODERATOR, "mod-2");
  regie_record_set_string (record, REGIE_FIELD_MESSAGE, id);
  fixture_apply (&stage->desk, regie_record_set_int (record, REGIE_FIELD_MESSAGE_STATE, to));
}

static void
test_opening_the_view_changes_nothing (void)
{
  Stage stage;

  set_up (&stage, 1366, 768);
  fill (&stage);
  settle ();
  act (&stage, "moderate.select-next");
  act (&stage, "moderate.search");
  regie_desk_session_set_stage (stage.desk.session, "stage-2");
  regie_desk_session_set_stage (stage.desk.session, "stage-1");
  settle ();
  g_assert_cmpuint (stage.desk.n_commands, ==, 0);
  tear_down (&stage);
}

static void
test_a_decision_goes_to_the_next_message (void)
{
  Stage stage;

  set_up (&stage, 1366, 768);
  fill (&stage);
  settle ();
  g_assert_cmpstr (selected (&stage), ==, "m01");
  act (&stage, "moderate.approve");
  g_assert_cmpint (state_of (&stage, "m01"), ==, REGIE_MESSAGE_APPROVED);
  g_assert_cmpstr (selected (&stage), ==, "m02");
  reject (&stage);
  g_assert_cmpint (state_of (&stage, "m02"), ==, REGIE_MESSAGE_REJECTED);
  g_assert_cmpstr (selected (&stage), ==, "m03");
  act (&stage, "moderate.select-next");
  act (&stage, "moderate.park");
  g_assert_cmpint (state_of (&stage, "m04"), ==, REGIE_MESSAGE_PARKED);
  g_assert_cmpuint (stage.desk.n_commands, ==, 3);
  tear_down (&stage);
}

static void
test_a_refused_decision_leaves_the_message (void)
{
  Stage stage;
  guint n_commands;

  set_up (&stage, 1366, 768);
  fill (&stage);
  settle ();
  stage.desk.refuse = TRUE;
  act (&stage, "moderate.approve");
  g_assert_cmpint (state_of (&stage, "m01"), ==, REGIE_MESSAGE_NEW);
  g_assert_cmpstr (selected (&stage), ==, "m01");
  g_assert_false (window_action_enabled (&stage, "moderate-undo"));

  /* It was not moved here: when somebody else moves it the next key is not meant for the next one. */
  stage.desk.refuse = FALSE;
  n_commands = stage.desk.n_commands;
  move_elsewhere (&stage, "m01", REGIE_MESSAGE_REJECTED);
  g_assert_cmpstr (selected (&stage), ==, "m01");
  act (&stage, "moderate.approve");
  g_assert_cmpuint (stage.desk.n_commands, ==, n_commands);
  g_assert_cmpint (state_of (&stage, "m02"), ==, REGIE_MESSAGE_NEW);
  tear_down (&stage);
}

static void
test_one_question_is_on_air_at_a_time (void)
{
  Stage stage;

  set_up (&stage, 1366, 768);
  fill (&stage);
  settle ();
  act (&stage, "moderate.next-on-air");
  g_assert_cmpint (state_of (&stage, "o01"), ==, REGIE_MESSAGE_ANSWERED);
  g_assert_cmpint (state_of (&stage, "n01"), ==, REGIE_MESSAGE_ON_AIR);
  act (&stage, "moderate.answered");
  g_assert_cmpint (state_of (&stage, "n01"), ==, REGIE_MESSAGE_ANSWERED);
  g_assert_false (window_action_enabled (&stage, "moderate-answered"));
  /* What is new has to be approved before it can go on air. */
  g_assert_cmpstr (selected (&stage), ==, "m01");
  g_assert_false (window_action_enabled (&stage, "moderate-on-air"));
  tear_down (&stage);
}

static void
test_the_last_own_move_can_be_undone (void)
{
  Stage stage;

  set_up (&stage, 1366, 768);
  fill (&stage);
  settle ();
  reject (&stage);
  act (&stage, "moderate.approve");
  g_assert_true (window_action_enabled (&stage, "moderate-undo"));
  act (&stage, "moderate.undo");
  g_assert_cmpint (state_of (&stage, "m02"), ==, REGIE_MESSAGE_NEW);
  g_assert_cmpint (state_of (&stage, "m01"), ==, REGIE_MESSAGE_REJECTED);
  act (&stage, "moderate.undo");
  g_assert_cmpint (state_of (&stage, "m01"), ==, REGIE_MESSAGE_NEW);
  g_assert_false (window_action_enabled (&stage, "moderate-undo"));
  tear_down (&stage);
}

static void
test_undo_refuses_when_somebody_went_on (void)
{
  Stage stage;

  set_up (&stage, 1366, 768);
  fill (&stage);
  settle ();
  act (&stage, "moderate.approve");
  move_elsewhere (&stage, "m01", REGIE_MESSAGE_NEXT);
  act (&stage, "moderate.undo");
  g_assert_cmpint (state_of (&stage, "m01"), ==, REGIE_MESSAGE_NEXT);
  g_assert_cmpuint (stage.desk.n_commands, ==, 2);
  tear_down (&stage);
}

static void
test_a_key_meant_for_another_message_does_nothing (void)
{
  Stage stage;

  set_up (&stage, 1366, 768);
  fill (&stage);
  settle ();
  g_assert_cmpstr (selected (&stage), ==, "m01");
  /* Nobody has touched the list: the message goes as somebody else takes it, and stays selected. */
  move_elsewhere (&stage, "m01", REGIE_MESSAGE_REJECTED);
  g_assert_cmpstr (selected (&stage), ==, "m01");
  act (&stage, "moderate.approve");
  g_assert_cmpint (state_of (&stage, "m01"), ==, REGIE_MESSAGE_REJECTED);
  g_assert_cmpuint (stage.desk.n_commands, ==, 0);
  act (&stage, "moderate.select-next");
  g_assert_cmpstr (selected (&stage), ==, "m02");
  tear_down (&stage);
}

static void
test_keys_work_without_focus (void)
{
  Stage stage;
  g_autoptr (GVariant) list = g_variant_ref_sink (g_variant_new_int32 (1));

  set_up (&stage, 1366, 768);
  fill (&stage);
  settle ();
  gtk_widget_activate_action_variant (GTK_WIDGET (stage.view), "moderate.list", list);
  g_assert_cmpstr (selected (&stage), ==, "a01");
  g_action_activate (g_action_map_lookup_action (G_ACTION_MAP (stage.window), "moderate-on-air"),
                     NULL);
  g_assert_cmpint (state_of (&stage, "a01"), ==, REGIE_MESSAGE_ON_AIR);
  g_assert_cmpint (state_of (&stage, "o01"), ==, REGIE_MESSAGE_ANSWERED);
  tear_down (&stage);
}

static void
test_a_double_press_is_one_question_on_air (void)
{
  Stage stage;

  set_up (&stage, 1366, 768);
  fill (&stage);
  settle ();
  act (&stage, "moderate.next-on-air");
  act (&stage, "moderate.next-on-air");
  g_assert_cmpint (state_of (&stage, "n01"), ==, REGIE_MESSAGE_ON_AIR);
  g_assert_cmpint (state_of (&stage, "n02"), ==, REGIE_MESSAGE_NEXT);
  tear_down (&stage);
}

static void
test_a_rejection_can_say_why (void)
{
  Stage stage;

  set_up (&stage, 1366, 768);
  fill (&stage);
  settle ();
  gtk_widget_activate_action (GTK_WIDGET (stage.view), "moderate.reject-for", "s", "Off topic");
  g_assert_cmpint (state_of (&stage, "m01"), ==, REGIE_MESSAGE_REJECTED);
  g_assert_cmpstr (regie_message_state (message (&stage, "m01"))->reason, ==, "Off topic");
  tear_down (&stage);
}

static void
test_a_claim_is_seen_and_released (void)
{
  Stage stage;

  set_up (&stage, 1366, 768);
  fill (&stage);
  settle ();
  act (&stage, "moderate.claim");
  g_assert_cmpstr (regie_message_state (message (&stage, "m01"))->claimant, ==, "mod-1");
  g_assert_cmpint (state_of (&stage, "m01"), ==, REGIE_MESSAGE_IN_REVIEW);
  act (&stage, "moderate.claim");
  g_assert_null (regie_message_state (message (&stage, "m01"))->claimant);
  g_assert_cmpint (state_of (&stage, "m01"), ==, REGIE_MESSAGE_NEW);
  tear_down (&stage);
}

static void
test_a_row_reads_as_a_sentence (void)
{
  Fixture fixture;
  g_autofree char *sentence = NULL;
  RegieRecord *record = fixture_message ("x", REGIE_MESSAGE_QUESTION, REGIE_MESSAGE_NEW, 48, 130,
                                         "Gibt es die Folien?");
  const char *const labels[] = { "OZG", NULL };

  fixture_set_up (&fixture);
  regie_record_set_strings (record, REGIE_FIELD_LABELS, labels);
  sentence = regie_question_sentence (record, FIXTURE_NOW, FALSE, FALSE);
  g_assert_cmpstr (sentence, ==, "48 votes, question, 2 minutes ago, OZG: Gibt es die Folien?");
  regie_record_set_string (record, REGIE_FIELD_CLAIMANT, "moderator-2");
  g_set_str (&sentence, NULL);
  sentence = regie_question_sentence (record, FIXTURE_NOW, FALSE, FALSE);
  g_assert_true (strstr (sentence, "claimed by moderator-2: ") != NULL);
  g_set_str (&sentence, NULL);
  sentence = regie_question_sentence (record, FIXTURE_NOW, TRUE, FALSE);
  g_assert_true (strstr (sentence, "claimed by you: ") != NULL);
  regie_record_unref (record);
  fixture_tear_down (&fixture);
}

static void
test_a_recording_offers_no_commands (void)
{
  Stage stage;
  g_autoptr (RegieDeskSession) recording = NULL;

  set_up (&stage, 1366, 768);
  fill (&stage);
  recording = regie_desk_session_new_offline (stage.desk.congress, TRUE);
  regie_desk_session_set_clock (recording, fixture_now, NULL);
  g_object_set (stage.view, "session", recording, NULL);
  picture (&stage, "recording");
  g_assert_false (window_action_enabled (&stage, "moderate-approve"));
  g_assert_false (window_action_enabled (&stage, "moderate-answered"));
  g_assert_cmpstr (selected (&stage), ==, "m01");
  g_object_set (stage.view, "session", stage.desk.session, NULL);
  g_clear_object (&recording);
  tear_down (&stage);
}

int
main (int argc, char **argv)
{
  stage_init (&argc, &argv);
  g_test_add_func ("/desk/moderate/looks-finished", test_looks_finished);
  g_test_add_func ("/desk/moderate/opening-the-view-changes-nothing",
                   test_opening_the_view_changes_nothing);
  g_test_add_func ("/desk/moderate/a-decision-goes-to-the-next-message",
                   test_a_decision_goes_to_the_next_message);
  g_test_add_func ("/desk/moderate/a-refused-decision-leaves-the-message",
                   test_a_refused_decision_leaves_the_message);
  g_test_add_func ("/desk/moderate/one-question-is-on-air-at-a-time",
                   test_one_question_is_on_air_at_a_time);
  g_test_add_func ("/desk/moderate/the-last-own-move-can-be-undone",
                   test_the_last_own_move_can_be_undone);
  g_test_add_func ("/desk/moderate/undo-refuses-when-somebody-went-on",
                   test_undo_refuses_when_somebody_went_on);
  g_test_add_func ("/desk/moderate/a-key-meant-for-another-message-does-nothing",
                   test_a_key_meant_for_another_message_does_nothing);
  g_test_add_func ("/desk/moderate/keys-work-without-focus", test_keys_work_without_focus);
  g_test_add_func ("/desk/moderate/a-double-press-is-one-question-on-air",
                   test_a_double_press_is_one_question_on_air);
  g_test_add_func ("/desk/moderate/a-rejection-can-say-why", test_a_rejection_can_say_why);
  g_test_add_func ("/desk/moderate/a-claim-is-seen-and-released",
                   test_a_claim_is_seen_and_released);
  g_test_add_func ("/desk/moderate/a-row-reads-as-a-sentence", test_a_row_reads_as_a_sentence);
  g_test_add_func ("/desk/moderate/a-recording-offers-no-commands",
                   test_a_recording_offers_no_commands);
  return g_test_run ();
}
