/* copilot.c: tests of what a moderator's colleague makes of messages
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-copilot.h"

typedef struct
{
  RegieCongress *congress;
  GPtrArray *records;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  RegieRecord *stage = regie_record_new (REGIE_RECORD_STAGE_STATE);

  fixture->congress = regie_congress_new ();
  fixture->records = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);
  regie_record_set_string (stage, REGIE_FIELD_STAGE, "s1");
  regie_record_set_int (stage, REGIE_FIELD_NUMBER, 1);
  regie_record_set_string (stage, REGIE_FIELD_TITLE, "Bühne");
  regie_record_set_int (stage, REGIE_FIELD_STAGE_STATE, REGIE_STAGE_LIVE);
  g_ptr_array_add (fixture->records, stage);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_ptr_array_unref (fixture->records);
  g_assert_finalize_object (fixture->congress);
}

static RegieRecord *
add (Fixture *fixture, const char *id, RegieMessageState state, const char *text)
{
  RegieRecord *message = regie_record_new (REGIE_RECORD_MESSAGE_STATE);

  regie_record_set_string (message, REGIE_FIELD_MESSAGE, id);
  regie_record_set_string (message, REGIE_FIELD_STAGE, "s1");
  regie_record_set_int (message, REGIE_FIELD_MESSAGE_KIND, REGIE_MESSAGE_QUESTION);
  regie_record_set_int (message, REGIE_FIELD_MESSAGE_STATE, state);
  regie_record_set_string (message, REGIE_FIELD_TEXT, text);
  regie_record_set_int (message, REGIE_FIELD_CREATED, 1);
  g_ptr_array_add (fixture->records, message);
  return message;
}

static void
assert_verdict (Fixture *fixture, const char *id, RegieVerdict expected, const char *into)
{
  g_autoptr (GError) error = NULL;
  const char *target;

  regie_congress_load (fixture->congress, fixture->records, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (regie_copilot_judge (
                       fixture->congress,
                       regie_message_state (regie_congress_find_message (fixture->congress, id)),
                       &target),
                   ==, expected);
  g_assert_cmpstr (target, ==, into);
}

static void
what_was_asked_before_is_merged (Fixture *fixture, gconstpointer data)
{
  add (fixture, "old", REGIE_MESSAGE_APPROVED, "Wer trägt die Kosten für die E-Akte danach?");
  add (fixture, "new", REGIE_MESSAGE_NEW,
       "Guten Tag, wer trägt die Kosten für die E-Akte danach? Danke!");
  add (fixture, "different", REGIE_MESSAGE_NEW,
       "Wie wurde der Personalrat bei der Cloud beteiligt?");
  assert_verdict (fixture, "new", REGIE_VERDICT_MERGE, "old");
  assert_verdict (fixture, "different", REGIE_VERDICT_APPROVE, NULL);
}

static void
what_somebody_works_on_is_left_alone (Fixture *fixture, gconstpointer data)
{
  RegieRecord *old =
      add (fixture, "old", REGIE_MESSAGE_APPROVED, "Wer trägt die Kosten für die E-Akte danach?");

  regie_record_set_string (old, REGIE_FIELD_CLAIMANT, "mod-1");
  add (fixture, "new", REGIE_MESSAGE_NEW, "Wer trägt die Kosten für die E-Akte danach?");
  assert_verdict (fixture, "new", REGIE_VERDICT_APPROVE, NULL);
}

static void
what_nobody_sees_is_nothing_to_merge_with (Fixture *fixture, gconstpointer data)
{
  add (fixture, "old", REGIE_MESSAGE_REJECTED, "Wer trägt die Kosten für die E-Akte danach?");
  add (fixture, "new", REGIE_MESSAGE_NEW, "Wer trägt die Kosten für die E-Akte danach?");
  assert_verdict (fixture, "new", REGIE_VERDICT_APPROVE, NULL);
}

static void
nonsense_is_not_taken (Fixture *fixture, gconstpointer data)
{
  add (fixture, "short", REGIE_MESSAGE_NEW, "asdf");
  add (fixture, "rude", REGIE_MESSAGE_NEW, "So ein Schwachsinn, das funktioniert doch nie.");
  assert_verdict (fixture, "short", REGIE_VERDICT_REJECT, NULL);
  assert_verdict (fixture, "rude", REGIE_VERDICT_REJECT, NULL);
}

static void
what_is_answered_in_a_line_waits_for_no_stage (Fixture *fixture, gconstpointer data)
{
  add (fixture, "new", REGIE_MESSAGE_NEW, "Können wir die Unterlagen zur E-Akte nachnutzen?");
  add (fixture, "there", REGIE_MESSAGE_APPROVED, "Gibt es zur Cloud etwas in Leichter Sprache?");
  assert_verdict (fixture, "new", REGIE_VERDICT_APPROVE, NULL);
  assert_verdict (fixture, "there", REGIE_VERDICT_ANSWER, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define CASE(function)                                                                             \
  g_test_add ("/copilot/" #function, Fixture, NULL, set_up, function, tear_down)
  CASE (what_was_asked_before_is_merged);
  CASE (what_somebody_works_on_is_left_alone);
  CASE (what_nobody_sees_is_nothing_to_merge_with);
  CASE (nonsense_is_not_taken);
  CASE (what_is_answered_in_a_line_waits_for_no_stage);
#undef CASE
  return g_test_run ();
}
