/* messages.c: questions go the ways SEMANTICS 2 allows, and no other
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "support.h"

#include "regie-question-rules.h"

static RegieMessageState
state_of (Fixture *fixture, const char *id)
{
  RegieMessage *message = regie_congress_find_message (fixture->congress, id);

  g_assert_nonnull (message);
  return (RegieMessageState) regie_message_state (message)->message_state;
}

static void
test_open_mode_enters_approved (Fixture *fixture, gconstpointer unused)
{
  participant (fixture, "p1", submit_record ("m1", "stage-1", "Wann kommt das?"));
  participant (fixture, "p1", submit_record ("m2", "stage-2", "Wann kommt das?"));

  g_assert_cmpint (state_of (fixture, "m1"), ==, REGIE_MESSAGE_APPROVED);
  g_assert_cmpint (state_of (fixture, "m2"), ==, REGIE_MESSAGE_NEW);
}

static void
test_what_is_flagged_is_looked_at_first (Fixture *fixture, gconstpointer unused)
{
  static const char *const flags[] = { "link", NULL };
  static const char *const none[] = { NULL };

  participant (fixture, "p1",
               regie_record_set_strings (submit_record ("m1", "stage-1", "http://x.example"),
                                         REGIE_FIELD_FLAGS, flags));
  participant (fixture, "p1",
               regie_record_set_strings (submit_record ("m2", "stage-1", "Wann kommt das?"),
                                         REGIE_FIELD_FLAGS, none));
  g_assert_cmpint (state_of (fixture, "m1"), ==, REGIE_MESSAGE_NEW);
  g_assert_cmpint (state_of (fixture, "m2"), ==, REGIE_MESSAGE_APPROVED);
}

/** What the audience is told of stage 1. */
static RegieRecord *
public_stage (Fixture *fixture)
{
  g_autoptr (GPtrArray) states =
      regie_congress_snapshot (fixture->congress, &REGIE_VIEWER_AUDIENCE);

  for (guint i = 0; i < states->len; i++)
    {
      RegieRecord *state = g_ptr_array_index (states, i);
      if (state->type == REGIE_RECORD_STAGE_STATE && g_str_equal (state->stage, "stage-1"))
        return regie_record_ref (state);
    }
  g_assert_not_reached ();
}

static void
test_the_override_stands_above_the_agenda (Fixture *fixture, gconstpointer unused)
{
  RegieSession *session = regie_congress_find_session (fixture->congress, "talk-1");
  RegieRecord *live =
      S (S (regie_record_new (REGIE_RECORD_STAGE_SET), STAGE, "stage-1"), SESSION, "talk-1");
  RegieRecord *open = S (regie_record_new (REGIE_RECORD_STAGE_CHANNEL), STAGE, "stage-1");
  RegieRecord *follow = S (regie_record_new (REGIE_RECORD_STAGE_CHANNEL), STAGE, "stage-1");

  director (fixture, I (live, STAGE_STATE, REGIE_STAGE_LIVE));
  g_autoptr (RegieRecord) before = public_stage (fixture);
  g_assert_cmpint (before->channel, ==, REGIE_CHANNEL_OPEN);

  /* The agenda pauses what runs: the stage follows, and the audience hears of it with this record. */
  RegieRecord *plan =
      I (regie_record_copy (regie_session_state (session)), CHANNEL, REGIE_CHANNEL_PAUSED);
  g_autoptr (RegieRecord) imported = regie_record_ref (plan);
  apply (fixture, REGIE_ROLE_ADMIN, "admin", plan);
  g_autoptr (GPtrArray) heard =
      regie_congress_project (fixture->congress, imported, &REGIE_VIEWER_AUDIENCE);
  g_assert_cmpuint (heard->len, ==, 2);
  g_autoptr (RegieRecord) paused = public_stage (fixture);
  g_assert_cmpint (paused->channel, ==, REGIE_CHANNEL_PAUSED);
  refuse (fixture, REGIE_ROLE_PARTICIPANT, "p1", submit_record ("m1", "stage-1", "Und?"),
          REGIE_RULE_PAUSED);

  director (fixture, S (I (open, CHANNEL, REGIE_CHANNEL_OPEN), REASON, "Wir haben noch Zeit"));
  g_autoptr (RegieRecord) opened = public_stage (fixture);
  g_assert_cmpint (opened->channel, ==, REGIE_CHANNEL_OPEN);
  g_assert_cmpstr (opened->reason, ==, "Wir haben noch Zeit");
  g_assert_false (regie_record_has (opened, AUTOMATIC));
  participant (fixture, "p1", submit_record ("m1", "stage-1", "Und?"));

  director (fixture, follow);
  g_autoptr (RegieRecord) followed = public_stage (fixture);
  g_assert_cmpint (followed->channel, ==, REGIE_CHANNEL_PAUSED);
  g_assert_null (followed->reason);
}

static void
test_switching_mode_keeps_the_backlog (Fixture *fixture, gconstpointer unused)
{
  RegieRecord *open = regie_record_new (REGIE_RECORD_STAGE_MODERATION);

  participant (fixture, "p1", submit_record ("m1", "stage-2", "Vorher"));
  moderator (fixture, I (S (open, STAGE, "stage-2"), MODERATED, FALSE));
  participant (fixture, "p1", submit_record ("m2", "stage-2", "Nachher"));

  g_assert_cmpint (state_of (fixture, "m1"), ==, REGIE_MESSAGE_NEW);
  g_assert_cmpint (state_of (fixture, "m2"), ==, REGIE_MESSAGE_APPROVED);
}

static void
test_every_edge_but_withdraw_has_an_inverse (void)
{
  for (int from = REGIE_MESSAGE_NEW; from <= REGIE_MESSAGE_PARKED; from++)
    for (int to = REGIE_MESSAGE_NEW; to <= REGIE_MESSAGE_PARKED; to++)
      {
        gboolean by_claim = from == REGIE_MESSAGE_IN_REVIEW || to == REGIE_MESSAGE_IN_REVIEW;
        if (by_claim || !regie_message_may_move (from, to))
          continue;
        /* Rejecting what is on air is taken back to the list it came from, not onto the air. */
        if (from == REGIE_MESSAGE_ON_AIR && to == REGIE_MESSAGE_REJECTED)
          g_assert_true (regie_message_may_move (to, REGIE_MESSAGE_APPROVED));
        else
          g_assert_true (regie_message_may_move (to, from));
      }
}

static void
test_one_question_on_air_per_stage (Fixture *fixture, gconstpointer unused)
{
  participant (fixture, "p1", submit_record ("m1", "stage-1", "Eins"));
  participant (fixture, "p2", submit_record ("m2", "stage-1", "Zwei"));
  moderator (fixture, move_record ("m1", REGIE_MESSAGE_ON_AIR));
  refuse (fixture, REGIE_ROLE_MODERATOR, "mod-1", move_record ("m2", REGIE_MESSAGE_ON_AIR),
          REGIE_RULE_CONFLICT);
  moderator (fixture, move_record ("m1", REGIE_MESSAGE_ANSWERED));
  moderator (fixture, move_record ("m2", REGIE_MESSAGE_ON_AIR));
}

static void
test_on_air_shows_on_the_stage_and_leaves_with_it (Fixture *fixture, gconstpointer unused)
{
  RegieStage *stage = regie_congress_find_stage (fixture->congress, "stage-1");

  participant (fixture, "p1", submit_record ("m1", "stage-1", "Eins"));
  moderator (fixture, move_record ("m1", REGIE_MESSAGE_ON_AIR));
  g_assert_cmpint (regie_stage_state (stage)->overlay, ==, REGIE_OVERLAY_QUESTION);
  g_assert_cmpstr (regie_stage_state (stage)->target, ==, "m1");
  moderator (fixture, move_record ("m1", REGIE_MESSAGE_REJECTED));
  g_assert_cmpint (regie_stage_state (stage)->overlay, ==, REGIE_OVERLAY_NONE);
  g_assert_null (regie_stage_state (stage)->target);
}

static void
test_new_never_goes_on_air (Fixture *fixture, gconstpointer unused)
{
  participant (fixture, "p1", submit_record ("m1", "stage-2", "Eins"));
  refuse (fixture, REGIE_ROLE_MODERATOR, "mod-1", move_record ("m1", REGIE_MESSAGE_ON_AIR),
          REGIE_RULE_CONFLICT);
}

static void
test_approving_twice_changes_nothing (Fixture *fixture, gconstpointer unused)
{
  participant (fixture, "p1", submit_record ("m1", "stage-2", "Eins"));
  moderator (fixture, move_record ("m1", REGIE_MESSAGE_APPROVED));
  g_autofree char *before = regie_congress_hash (fixture->congress, &REGIE_VIEWER_STAFF);
  moderator (fixture, move_record ("m1", REGIE_MESSAGE_APPROVED));
  g_autofree char *after = regie_congress_hash (fixture->congress, &REGIE_VIEWER_STAFF);
  g_assert_cmpstr (before, ==, after);
}

static void
test_expected_revision_conflicts (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RegieRecord) reject = move_record ("m1", REGIE_MESSAGE_REJECTED);

  participant (fixture, "p1", submit_record ("m1", "stage-2", "Eins"));
  guint64 seen =
      (guint64) regie_message_state (regie_congress_find_message (fixture->congress, "m1"))->rev;
  g_assert_true (regie_congress_check (fixture->congress, reject, seen, NULL));
  moderator (fixture, move_record ("m1", REGIE_MESSAGE_APPROVED));
  g_assert_false (regie_congress_check (fixture->congress, reject, seen, &error));
  g_assert_error (error, REGIE_RULE_ERROR, REGIE_RULE_CONFLICT);
}

static void
test_votes_are_a_set_and_not_for_oneself (Fixture *fixture, gconstpointer unused)
{
  RegieMessage *message;

  participant (fixture, "p1", submit_record ("m1", "stage-1", "Eins"));
  message = regie_congress_find_message (fixture->congress, "m1");
  for (int i = 0; i < 2; i++)
    participant (fixture, "p2", I (message_record (REGIE_RECORD_MESSAGE_UPVOTE, "m1"), ON, TRUE));
  refuse (fixture, REGIE_ROLE_PARTICIPANT, "p1",
          I (message_record (REGIE_RECORD_MESSAGE_UPVOTE, "m1"), ON, TRUE), REGIE_RULE_OWN_MESSAGE);

  g_autoptr (GPtrArray) tallies = regie_congress_take_tallies (fixture->congress);
  g_assert_cmpuint (tallies->len, ==, 1);
  apply (fixture, REGIE_ROLE_SYSTEM, NULL, regie_record_ref (g_ptr_array_index (tallies, 0)));
  g_assert_cmpint (regie_message_state (message)->score, ==, 1);
  g_assert_true (regie_congress_has_upvoted (fixture->congress, "m1", "p2"));
  g_autoptr (GPtrArray) again = regie_congress_take_tallies (fixture->congress);
  g_assert_cmpuint (again->len, ==, 0);
}

static void
test_an_edit_keeps_the_original (Fixture *fixture, gconstpointer unused)
{
  participant (fixture, "p1", submit_record ("m1", "stage-1", "Wan kommt das?"));
  for (int i = 0; i < 2; i++)
    moderator (fixture, S (message_record (REGIE_RECORD_MESSAGE_EDIT, "m1"), TEXT,
                           i == 0 ? "Wann kommt das?" : "Wann kommt das Konto?"));
  const RegieRecord *state =
      regie_message_state (regie_congress_find_message (fixture->congress, "m1"));
  g_assert_cmpstr (state->original, ==, "Wan kommt das?");
  g_assert_cmpstr (state->text, ==, "Wann kommt das Konto?");
  g_assert_true (state->edited);
}

static void
test_the_audience_never_sees_what_is_not_public (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (RegieRecord) submit = submit_record ("m1", "stage-2", "Geheim");

  participant (fixture, "p1", regie_record_copy (submit));
  g_autoptr (GPtrArray) entered =
      regie_congress_project (fixture->congress, submit, &REGIE_VIEWER_AUDIENCE);
  g_assert_cmpuint (entered->len, ==, 0);
  g_autoptr (GPtrArray) snapshot =
      regie_congress_snapshot (fixture->congress, &REGIE_VIEWER_AUDIENCE);
  for (guint i = 0; i < snapshot->len; i++)
    g_assert_null (((RegieRecord *) g_ptr_array_index (snapshot, i))->message);

  g_autoptr (RegieRecord) reject = move_record ("m1", REGIE_MESSAGE_REJECTED);
  moderator (fixture, regie_record_copy (reject));
  g_autoptr (GPtrArray) rejected =
      regie_congress_project (fixture->congress, reject, &REGIE_VIEWER_AUDIENCE);
  for (guint i = 0; i < rejected->len; i++)
    g_assert_null (((RegieRecord *) g_ptr_array_index (rejected, i))->message);
}

static void
test_removal_reaches_the_audience_without_the_text (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (RegieRecord) reject = move_record ("m1", REGIE_MESSAGE_REJECTED);

  participant (fixture, "p1", submit_record ("m1", "stage-1", "Doch nicht"));
  moderator (fixture, regie_record_copy (reject));
  g_autoptr (GPtrArray) records =
      regie_congress_project (fixture->congress, reject, &REGIE_VIEWER_AUDIENCE);
  const RegieRecord *gone = g_ptr_array_index (records, 0);
  g_assert_cmpint (gone->type, ==, REGIE_RECORD_GONE);
  g_assert_cmpstr (gone->message, ==, "m1");
  g_assert_null (gone->text);
}

static void
test_a_closed_channel_refuses_the_audience_only (Fixture *fixture, gconstpointer unused)
{
  RegieRecord *close = regie_record_new (REGIE_RECORD_STAGE_CHANNEL);

  S (S (close, STAGE, "stage-1"), REASON, "Pause");
  moderator (fixture, I (close, CHANNEL, REGIE_CHANNEL_PAUSED));
  refuse (fixture, REGIE_ROLE_PARTICIPANT, "p1", submit_record ("m1", "stage-1", "Noch eine"),
          REGIE_RULE_PAUSED);
  moderator (fixture, submit_record ("m2", "stage-1", "Aus dem Saal"));
}

static void
test_bad_text_is_refused_by_name (Fixture *fixture, gconstpointer unused)
{
  static const char *texts[] = { "", "   \n", "Glocke\007", "\xff\xfe", NULL };
  g_autofree char *many = g_strnfill (1001, 'a');

  for (gsize i = 0; texts[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_false (try_apply (fixture, REGIE_ROLE_PARTICIPANT, "p1",
                                 submit_record ("m1", "stage-1", texts[i]), &error));
      g_assert_error (error, REGIE_RULE_ERROR, REGIE_RULE_INVALID);
      g_assert_true (g_str_has_prefix (error->message, "text:"));
    }
  refuse (fixture, REGIE_ROLE_PARTICIPANT, "p1", submit_record ("m1", "stage-1", many),
          REGIE_RULE_INVALID);
}

static void
test_claiming_shows_who_and_taking_over_is_possible (Fixture *fixture, gconstpointer unused)
{
  RegieMessage *message;

  participant (fixture, "p1", submit_record ("m1", "stage-2", "Eins"));
  message = regie_congress_find_message (fixture->congress, "m1");
  moderator (fixture, S (I (message_record (REGIE_RECORD_MESSAGE_CLAIM, "m1"), ON, TRUE), NAME,
                         "Moderation 1"));
  g_assert_cmpint (state_of (fixture, "m1"), ==, REGIE_MESSAGE_IN_REVIEW);
  g_assert_cmpstr (regie_message_state (message)->claimant, ==, "mod-1");
  /* The lease begins with the claim, not with the message. */
  g_assert_cmpint (regie_message_state (message)->claimed, ==, fixture->at);
  refuse (fixture, REGIE_ROLE_MODERATOR, "mod-2",
          I (message_record (REGIE_RECORD_MESSAGE_CLAIM, "m1"), ON, FALSE), REGIE_RULE_CONFLICT);
  apply (fixture, REGIE_ROLE_MODERATOR, "mod-2",
         S (I (message_record (REGIE_RECORD_MESSAGE_CLAIM, "m1"), ON, TRUE), CLAIMANT, "mod-1"));
  g_assert_cmpstr (regie_message_state (message)->claimant, ==, "mod-2");
  apply (fixture, REGIE_ROLE_MODERATOR, "mod-2",
         I (message_record (REGIE_RECORD_MESSAGE_CLAIM, "m1"), ON, FALSE));
  g_assert_cmpint (state_of (fixture, "m1"), ==, REGIE_MESSAGE_NEW);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/messages/open-mode-enters-approved", test_open_mode_enters_approved);
  ADD ("/messages/switching-mode-keeps-the-backlog", test_switching_mode_keeps_the_backlog);
  g_test_add_func ("/messages/every-edge-but-withdraw-has-an-inverse",
                   test_every_edge_but_withdraw_has_an_inverse);
  ADD ("/messages/one-question-on-air-per-stage", test_one_question_on_air_per_stage);
  ADD ("/messages/on-air-shows-on-the-stage", test_on_air_shows_on_the_stage_and_leaves_with_it);
  ADD ("/messages/new-never-goes-on-air", test_new_never_goes_on_air);
  ADD ("/messages/approving-twice-changes-nothing", test_approving_twice_changes_nothing);
  ADD ("/messages/expected-revision-conflicts", test_expected_revision_conflicts);
  ADD ("/messages/votes-are-a-set", test_votes_are_a_set_and_not_for_oneself);
  ADD ("/messages/an-edit-keeps-the-original", test_an_edit_keeps_the_original);
  ADD ("/messages/hidden-means-absent", test_the_audience_never_sees_what_is_not_public);
  ADD ("/messages/removal-without-text", test_removal_reaches_the_audience_without_the_text);
  ADD ("/messages/flagged", test_what_is_flagged_is_looked_at_first);
  ADD ("/messages/override", test_the_override_stands_above_the_agenda);
  ADD ("/messages/closed-channel", test_a_closed_channel_refuses_the_audience_only);
  ADD ("/messages/bad-text", test_bad_text_is_refused_by_name);
  ADD ("/messages/claim", test_claiming_shows_who_and_taking_over_is_possible);

  return g_test_run ();
}
