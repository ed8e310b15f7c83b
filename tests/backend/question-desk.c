/* question-desk.c: tests of what the backend keeps beside the congress for those at the question desk
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-claims.h"
#include "regie-people.h"
#include "regie-roster.h"
#include "regie-trail.h"

#define SECOND G_USEC_PER_SEC

/* A congress in which things happen one after the other. */
typedef struct
{
  RegieCongress *congress;
  RegieTrail *trail;
  RegiePeople *people;
  gint64 now;
} Fixture;

/* @record: (transfer full) */
static void
happen (Fixture *fixture, RegieRole role, const char *who, RegieRecord *record)
{
  g_autoptr (RegieRecord) owned = record;
  g_autoptr (GError) error = NULL;

  record->seq = regie_congress_get_seq (fixture->congress) + 1;
  record->at = fixture->now;
  regie_record_set_by (record, role, who);
  regie_congress_apply (fixture->congress, record, &error);
  g_assert_no_error (error);
  regie_trail_note (fixture->trail, fixture->congress, record);
}

static RegieRecord *
on_message (RegieRecordType type, const char *message)
{
  return regie_record_set_string (regie_record_new (type), REGIE_FIELD_MESSAGE, message);
}

static void
submit (Fixture *fixture, const char *message, const char *author)
{
  RegieRecord *record = on_message (REGIE_RECORD_MESSAGE_SUBMIT, message);

  regie_record_set_string (record, REGIE_FIELD_STAGE, "s1");
  regie_record_set_int (record, REGIE_FIELD_MESSAGE_KIND, REGIE_MESSAGE_QUESTION);
  regie_record_set_string (record, REGIE_FIELD_TEXT, "Wann?");
  happen (fixture, REGIE_ROLE_PARTICIPANT, author, record);
}

static void
move (Fixture *fixture, const char *message, RegieMessageState state)
{
  happen (fixture, REGIE_ROLE_MODERATOR, "anna",
          regie_record_set_int (on_message (REGIE_RECORD_MESSAGE_MOVE, message),
                                REGIE_FIELD_MESSAGE_STATE, state));
}

static void
claim (Fixture *fixture, const char *message, const char *who)
{
  happen (fixture, REGIE_ROLE_MODERATOR, who,
          regie_record_set_int (on_message (REGIE_RECORD_MESSAGE_CLAIM, message), REGIE_FIELD_ON,
                                TRUE));
}

static void
take_over (Fixture *fixture, const char *message, const char *from, const char *who)
{
  RegieRecord *record = on_message (REGIE_RECORD_MESSAGE_CLAIM, message);

  regie_record_set_int (record, REGIE_FIELD_ON, TRUE);
  happen (fixture, REGIE_ROLE_MODERATOR, who,
          regie_record_set_string (record, REGIE_FIELD_CLAIMANT, from));
}

static void
upvote (Fixture *fixture, const char *message, const char *voter, gboolean on)
{
  happen (
      fixture, REGIE_ROLE_PARTICIPANT, voter,
      regie_record_set_int (on_message (REGIE_RECORD_MESSAGE_UPVOTE, message), REGIE_FIELD_ON, on));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  RegieRecord *stage = regie_record_new (REGIE_RECORD_STAGE_STATE);

  fixture->congress = regie_congress_new ();
  fixture->trail = regie_trail_new ();
  fixture->people = regie_people_new_for (fixture->congress);
  fixture->now = 1804842000 * (gint64) SECOND;
  regie_record_set_string (stage, REGIE_FIELD_STAGE, "s1");
  regie_record_set_int (stage, REGIE_FIELD_NUMBER, 1);
  regie_record_set_string (stage, REGIE_FIELD_TITLE, "Plenum");
  regie_record_set_int (stage, REGIE_FIELD_STAGE_STATE, REGIE_STAGE_LIVE);
  regie_record_set_int (stage, REGIE_FIELD_MODERATED, TRUE);
  happen (fixture, REGIE_ROLE_ADMIN, "admin", stage);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  regie_people_free (fixture->people);
  regie_trail_free (fixture->trail);
  g_assert_finalize_object (fixture->congress);
}

static void
who_comes_back_within_the_grace_never_left (void)
{
  g_autoptr (RegieRoster) roster = regie_roster_new (5 * SECOND);
  g_autoptr (GPtrArray) gone = NULL;
  g_autoptr (GPtrArray) people = NULL;
  const RegiePerson *anna;

  regie_roster_arrive (roster, "anna", "Anna", REGIE_ROLE_MODERATOR, 0);
  regie_roster_place (roster, "anna", "s1", "inbox", "m1", SECOND);
  regie_roster_place (roster, "nobody", "s1", NULL, NULL, SECOND);
  regie_roster_leave (roster, "anna", 2 * SECOND);
  gone = regie_roster_take_gone (roster, 6 * SECOND);
  g_assert_cmpuint (gone->len, ==, 0);
  regie_roster_arrive (roster, "anna", "Anna", REGIE_ROLE_MODERATOR, 6 * SECOND);
  g_clear_pointer (&gone, g_ptr_array_unref);
  gone = regie_roster_take_gone (roster, 60 * SECOND);
  g_assert_cmpuint (gone->len, ==, 0);
  people = regie_roster_list (roster);
  g_assert_cmpuint (people->len, ==, 1);
  anna = g_ptr_array_index (people, 0);
  g_assert_cmpstr (anna->message, ==, "m1");
  g_assert_cmpint (anna->since, ==, SECOND);
}

static void
only_the_last_desk_takes_its_person_along (void)
{
  g_autoptr (RegieRoster) roster = regie_roster_new (5 * SECOND);
  g_autoptr (GPtrArray) gone = NULL;
  g_autoptr (GPtrArray) people = NULL;

  regie_roster_arrive (roster, "anna", NULL, REGIE_ROLE_MODERATOR, 0);
  regie_roster_arrive (roster, "anna", NULL, REGIE_ROLE_MODERATOR, 0);
  regie_roster_arrive (roster, "ben", NULL, REGIE_ROLE_DIRECTOR, 0);
  regie_roster_leave (roster, "anna", SECOND);
  gone = regie_roster_take_gone (roster, 60 * SECOND);
  g_assert_cmpuint (gone->len, ==, 0);
  regie_roster_leave (roster, "anna", 60 * SECOND);
  /* A goodbye too many is none. */
  regie_roster_leave (roster, "anna", 61 * SECOND);
  g_clear_pointer (&gone, g_ptr_array_unref);
  gone = regie_roster_take_gone (roster, 65 * SECOND);
  g_assert_cmpuint (gone->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (gone, 0), ==, "anna");
  people = regie_roster_list (roster);
  g_assert_cmpuint (people->len, ==, 1);
}

static void
assert_claimed (RegieClaims *claims, gint64 instant, const char *message)
{
  g_autoptr (GPtrArray) old = regie_claims_older_than (claims, instant);

  g_assert_cmpuint (old->len, ==, message != NULL ? 1 : 0);
  if (message != NULL)
    g_assert_cmpstr (g_ptr_array_index (old, 0), ==, message);
}

static void
a_lease_is_renewed_by_its_holder_only (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RegieClaims) claims = regie_claims_new_for (fixture->congress, fixture->now);
  gint64 start = fixture->now;

  submit (fixture, "m1", "p1");
  assert_claimed (claims, G_MAXINT64, NULL);
  claim (fixture, "m1", "anna");
  assert_claimed (claims, start, "m1");
  fixture->now += 30 * SECOND;
  regie_claims_renew (claims, "m1", "ben", fixture->now);
  regie_claims_renew (claims, "m2", "anna", fixture->now);
  assert_claimed (claims, start, "m1");
  regie_claims_renew (claims, "m1", "anna", fixture->now);
  assert_claimed (claims, start, NULL);
  assert_claimed (claims, fixture->now, "m1");
}

static void
who_takes_over_has_a_lease_of_its_own (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RegieClaims) claims = NULL;
  g_autoptr (GPtrArray) mine = NULL;

  submit (fixture, "m1", "p1");
  claim (fixture, "m1", "anna");
  fixture->now += 50 * SECOND;
  claims = regie_claims_new_for (fixture->congress, fixture->now);
  assert_claimed (claims, fixture->now - 1, NULL);
  fixture->now += 50 * SECOND;
  take_over (fixture, "m1", "anna", "ben");
  assert_claimed (claims, fixture->now - 1, NULL);
  mine = regie_claims_of (claims, "anna");
  g_assert_cmpuint (mine->len, ==, 0);
  happen (fixture, REGIE_ROLE_MODERATOR, "ben",
          regie_record_set_int (on_message (REGIE_RECORD_MESSAGE_MOVE, "m1"),
                                REGIE_FIELD_MESSAGE_STATE, REGIE_MESSAGE_APPROVED));
  assert_claimed (claims, G_MAXINT64, NULL);
}

static void
a_trail_leads_to_what_was_done_with_a_message (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) first = NULL;
  g_autoptr (GArray) newest = NULL;
  g_autoptr (GArray) none = NULL;

  submit (fixture, "m1", "p1");
  submit (fixture, "m2", "p2");
  move (fixture, "m1", REGIE_MESSAGE_APPROVED);
  upvote (fixture, "m1", "p2", TRUE);
  move (fixture, "m1", REGIE_MESSAGE_NEXT);
  first = regie_trail_find (fixture->trail, "m1", 100);
  g_assert_cmpuint (first->len, ==, 3);
  g_assert_cmpuint (g_array_index (first, guint64, 0), ==, 2);
  g_assert_cmpuint (g_array_index (first, guint64, 1), ==, 4);
  g_assert_cmpuint (g_array_index (first, guint64, 2), ==, 6);
  newest = regie_trail_find (fixture->trail, "m1", 1);
  g_assert_cmpuint (newest->len, ==, 1);
  g_assert_cmpuint (g_array_index (newest, guint64, 0), ==, 6);
  g_assert_cmpuint (regie_trail_find_last (fixture->trail, "m2"), ==, 3);
  g_assert_cmpuint (regie_trail_find_last (fixture->trail, "m3"), ==, 0);
  none = regie_trail_find (fixture->trail, "m3", 100);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
own_things_are_found_without_looking_at_all (Fixture *fixture, gconstpointer data)
{
  GPtrArray *list;
  g_autoptr (GPtrArray) changed = NULL;

  submit (fixture, "m1", "p1");
  submit (fixture, "m2", "p2");
  submit (fixture, "m3", "p1");
  move (fixture, "m2", REGIE_MESSAGE_APPROVED);
  g_ptr_array_unref (regie_people_take_changed (fixture->people));
  list = regie_people_get_messages (fixture->people, "p1");
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpstr (regie_entity_get_id (list->pdata[0]), ==, "m1");
  g_assert_cmpstr (regie_entity_get_id (list->pdata[1]), ==, "m3");
  g_assert_null (regie_people_get_messages (fixture->people, "p3"));

  upvote (fixture, "m2", "p1", TRUE);
  upvote (fixture, "m2", "p1", TRUE);
  g_assert_cmpuint (regie_people_get_upvotes (fixture->people, "p1")->len, ==, 1);
  upvote (fixture, "m2", "p1", FALSE);
  g_assert_cmpuint (regie_people_get_upvotes (fixture->people, "p1")->len, ==, 0);

  move (fixture, "m2", REGIE_MESSAGE_NEXT);
  move (fixture, "m2", REGIE_MESSAGE_APPROVED);
  changed = regie_people_take_changed (fixture->people);
  g_assert_cmpuint (changed->len, ==, 1);
  g_assert_cmpstr (regie_entity_get_id (changed->pdata[0]), ==, "m2");
}

#define ADD(name) g_test_add_func ("/backend/question-desk/" #name, name)
#define ADD_WITH(name)                                                                             \
  g_test_add ("/backend/question-desk/" #name, Fixture, NULL, set_up, name, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD (who_comes_back_within_the_grace_never_left);
  ADD (only_the_last_desk_takes_its_person_along);
  ADD_WITH (a_lease_is_renewed_by_its_holder_only);
  ADD_WITH (who_takes_over_has_a_lease_of_its_own);
  ADD_WITH (a_trail_leads_to_what_was_done_with_a_message);
  ADD_WITH (own_things_are_found_without_looking_at_all);
  return g_test_run ();
}
