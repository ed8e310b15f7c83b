/* server.c: tests of a whole backend in this process: whoever was away is where everybody is
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "whole-backend.h"

static void
prepare (Fixture *fixture)
{
  assert_applied (fixture, ADMIN, "/v1/import",
                  "{\"seq\":0,\"epoch\":\"plan\",\"state\":["
                  "{\"type\":\"congress.state\",\"title\":\"Probe\"},"
                  "{\"type\":\"stage.state\",\"stage\":\"s1\",\"number\":1,\"title\":\"Eins\","
                  "\"state\":\"live\","
                  "\"channel\":\"open\",\"moderated\":true},"
                  "{\"type\":\"stage.state\",\"stage\":\"s2\",\"number\":2,\"title\":\"Zwei\","
                  "\"state\":\"live\","
                  "\"channel\":\"open\",\"moderated\":false}]}");
}

/** One of everything that an afternoon brings. */
static void
live_a_little (Fixture *fixture, guint n)
{
  g_autofree char *message = g_strdup_printf ("m%u", n);
  g_autofree char *poll = g_strdup_printf ("p%u", n);
  g_autofree char *text = g_strdup_printf (
      "{\"message\":\"%s\",\"stage\":\"s1\",\"kind\":\"question\",\"text\":\"Frage %u\"}", message,
      n);
  g_autofree char *move = g_strdup_printf ("/v1/messages/%s/move", message);
  g_autofree char *other = g_strdup_printf (
      "{\"message\":\"o%u\",\"stage\":\"s1\",\"kind\":\"praise\",\"text\":\"Danke\"}", n);
  g_autofree char *move_other = g_strdup_printf ("/v1/messages/o%u/move", n);
  g_autofree char *upvote = g_strdup_printf ("/v1/messages/%s/upvote", message);
  g_autofree char *create = g_strdup_printf (
      "{\"poll\":\"%s\",\"stage\":\"s1\",\"kind\":\"single\",\"title\":\"Ja?\",\"visibility\":"
      "\"live\","
      "\"entries\":[{\"id\":\"a\",\"text\":\"Ja\"},{\"id\":\"b\",\"text\":\"Nein\"}]}",
      poll);
  g_autofree char *open = g_strdup_printf ("/v1/polls/%s/open", poll);
  g_autofree char *ballot = g_strdup_printf ("/v1/polls/%s/ballot", poll);
  g_autofree char *close = g_strdup_printf ("/v1/polls/%s/close", poll);

  assert_applied (fixture, PARTICIPANT, "/v1/messages", text);
  assert_applied (fixture, PARTICIPANT, "/v1/messages", other);
  /* The one that was sent later is approved first: copies see them in another order. */
  assert_applied (fixture, MODERATOR, move_other, "{\"state\":\"approved\"}");
  assert_applied (fixture, MODERATOR, move, "{\"state\":\"approved\"}");
  assert_applied (fixture, MODERATOR, move, "{\"state\":\"rejected\"}");
  assert_applied (fixture, MODERATOR, move, "{\"state\":\"approved\"}");
  g_assert_cmpuint (send_command (fixture, REGIE_ROLE_PARTICIPANT, upvote, "{\"on\":true}"), !=,
                    200);
  assert_applied (fixture, MODERATOR, move, "{\"state\":\"on_air\"}");
  assert_applied (fixture, MODERATOR, "/v1/polls", create);
  assert_applied (fixture, MODERATOR, open, "");
  assert_applied (fixture, PARTICIPANT, ballot, "{\"round\":1,\"ids\":[\"a\"]}");
  assert_applied (fixture, MODERATOR, close, "");
  /* Every other one goes for good, off the stage and out of sight. */
  assert_applied (fixture, MODERATOR, move,
                  n % 2 != 0 ? "{\"state\":\"answered\"}"
                             : "{\"state\":\"rejected\",\"reason\":\"doppelt\"}");
  assert_applied (fixture, DIRECTOR, "/v1/stages/s2/channel", "{\"channel\":\"paused\"}");
  assert_applied (fixture, DIRECTOR, "/v1/program/arm", "{\"stage\":\"s2\"}");
}

static void
whoever_was_away_ends_where_everybody_is (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    RegieRole role;
    const RegieViewer *viewer;
  } kinds[] = {
    { REGIE_ROLE_DIRECTOR, &REGIE_VIEWER_STAFF },
    { REGIE_ROLE_PARTICIPANT, &REGIE_VIEWER_AUDIENCE },
    { REGIE_ROLE_SCREEN, &REGIE_VIEWER_AUDIENCE },
  };

  prepare (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (Copy) always = copy_new ();
      g_autoptr (Copy) away = copy_new ();
      g_autoptr (Copy) late = copy_new ();

      open_line (fixture, always, kinds[i].role);
      open_line (fixture, away, kinds[i].role);
      wait_until (always->snapshots == 1 && away->snapshots == 1);
      live_a_little (fixture, 10 * i + 1);
      wait_until (is_same (fixture, away, kinds[i].viewer));
      close_line (away);
      live_a_little (fixture, 10 * i + 2);
      live_a_little (fixture, 10 * i + 3);
      open_line (fixture, away, kinds[i].role);
      live_a_little (fixture, 10 * i + 4);
      open_line (fixture, late, kinds[i].role);
      wait_until (is_same (fixture, always, kinds[i].viewer));
      wait_until (is_same (fixture, away, kinds[i].viewer));
      wait_until (is_same (fixture, late, kinds[i].viewer));
      /* What was missed came as records, not as a second snapshot. */
      g_assert_cmpuint (away->snapshots, ==, 1);
      g_assert_cmpuint (always->snapshots, ==, 1);
    }
}

static void
a_restart_keeps_state_and_lets_everybody_go_on (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Copy) copy = copy_new ();
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  prepare (fixture);
  open_line (fixture, copy, REGIE_ROLE_MODERATOR);
  wait_until (copy->snapshots == 1);
  live_a_little (fixture, 1);
  before = regie_congress_hash (
      regie_conductor_get_congress (regie_server_get_house (fixture->server)->conductor),
      &REGIE_VIEWER_STAFF);
  close_line (copy);
  stop (fixture);
  start (fixture);
  after = regie_congress_hash (
      regie_conductor_get_congress (regie_server_get_house (fixture->server)->conductor),
      &REGIE_VIEWER_STAFF);
  g_assert_cmpstr (before, ==, after);
  live_a_little (fixture, 2);
  open_line (fixture, copy, REGIE_ROLE_MODERATOR);
  wait_until (is_same (fixture, copy, &REGIE_VIEWER_STAFF));
  g_assert_cmpuint (copy->snapshots, ==, 1);
}

static void
an_import_is_all_or_nothing (Fixture *fixture, gconstpointer data)
{
  RegieHouse *house = regie_server_get_house (fixture->server);

  g_assert_cmpuint (
      send_command (fixture, REGIE_ROLE_ADMIN, "/v1/import",
                    "{\"seq\":0,\"epoch\":\"plan\",\"state\":["
                    "{\"type\":\"stage.state\",\"stage\":\"s1\",\"number\":1,\"title\":\"Eins\","
                    "\"state\":\"live\"},"
                    "{\"type\":\"session.state\",\"session\":\"a\",\"stage\":\"nowhere\","
                    "\"title\":\"A\",\"start\":\"2026-11-24T09:00:00Z\","
                    "\"end\":\"2026-11-24T10:00:00Z\"}]}"),
      !=, 200);
  g_assert_cmpuint (regie_congress_get_seq (regie_conductor_get_congress (house->conductor)), ==,
                    0);
  prepare (fixture);
  g_assert_nonnull (
      regie_congress_find_stage (regie_conductor_get_congress (house->conductor), "s2"));
}

static void
a_claim_ends_after_its_lease (Fixture *fixture, gconstpointer data)
{
  RegieHouse *house = regie_server_get_house (fixture->server);
  RegieCongress *congress = regie_conductor_get_congress (house->conductor);
  RegieMessage *message;

  prepare (fixture);
  assert_applied (fixture, PARTICIPANT, "/v1/messages",
                  "{\"message\":\"m\",\"stage\":\"s1\",\"kind\":\"question\",\"text\":\"Wann?\"}");
  assert_applied (fixture, MODERATOR, "/v1/messages/m/claim", "{\"on\":true}");
  message = regie_congress_find_message (congress, "m");
  g_assert_nonnull (regie_message_state (message)->claimant);
  regie_timekeeper_tick (house->timekeeper, g_get_real_time () + 59 * G_USEC_PER_SEC);
  regie_timekeeper_tick (house->timekeeper, g_get_real_time () + 61 * G_USEC_PER_SEC);
  wait_until (regie_message_state (message)->claimant == NULL);
  g_assert_cmpint (regie_message_state (message)->message_state, ==, REGIE_MESSAGE_NEW);
}

static gint64 ahead;

static gint64
clock_ahead (void)
{
  return g_get_real_time () + ahead;
}

static void
who_has_gone_gives_back_what_was_claimed (Fixture *fixture, gconstpointer data)
{
  RegieHouse *house = regie_server_get_house (fixture->server);
  g_autoptr (Copy) one = copy_new ();
  RegieMessage *message;

  ahead = 0;
  regie_conductor_set_clock (house->conductor, clock_ahead);
  prepare (fixture);
  open_line (fixture, one, REGIE_ROLE_MODERATOR);
  wait_until (one->snapshots == 1);
  assert_applied (fixture, PARTICIPANT, "/v1/messages",
                  "{\"message\":\"m\",\"stage\":\"s1\",\"kind\":\"question\",\"text\":\"Wann?\"}");
  assert_applied (fixture, MODERATOR, "/v1/messages/m/claim", "{\"on\":true}");
  message = regie_congress_find_message (regie_conductor_get_congress (house->conductor), "m");
  close_line (one);
  wait_until (regie_hub_count_all (house->hub) == 0);

  /* Back within the grace: nothing was lost. */
  ahead = 4 * G_USEC_PER_SEC;
  regie_house_tell_presence (house);
  open_line (fixture, one, REGIE_ROLE_MODERATOR);
  wait_until (regie_hub_count (house->hub, REGIE_AUDIENCE_STAFF) == 1);
  ahead = 50 * G_USEC_PER_SEC;
  regie_house_tell_presence (house);
  g_assert_nonnull (regie_message_state (message)->claimant);

  close_line (one);
  wait_until (regie_hub_count_all (house->hub) == 0);
  ahead = 56 * G_USEC_PER_SEC;
  regie_house_tell_presence (house);
  wait_until (regie_message_state (message)->claimant == NULL);
  open_line (fixture, one, REGIE_ROLE_MODERATOR);
  wait_until (regie_hub_count (house->hub, REGIE_AUDIENCE_STAFF) == 1);
}

static const RegieRecord *
own (Copy *copy, const char *message)
{
  return g_hash_table_lookup (copy->own, message);
}

static gboolean
own_is (Copy *copy, const char *message, RegieMessageState state)
{
  return own (copy, message) != NULL && own (copy, message)->message_state == (gint64) state;
}

#define QUESTION(id, stage, text)                                                                  \
  "{\"message\":\"" id "\",\"stage\":\"" stage "\",\"kind\":\"question\",\"text\":\"" text "\"}"

/** Takes back what the moderator did last on @stage. */
static void
undo_last (Fixture *fixture, const char *stage)
{
  RegieHouse *house = regie_server_get_house (fixture->server);
  const RegiePass *pass =
      regie_registry_find (house->registry, fixture->tokens[REGIE_ROLE_MODERATOR]);
  RegieStep *step =
      regie_congress_next_undo (regie_conductor_get_congress (house->conductor), pass->id, stage);
  g_autofree char *path = NULL;

  g_assert_nonnull (step);
  path = g_strdup_printf ("/v1/steps/%s/undo", regie_entity_get_id (REGIE_ENTITY (step)));
  assert_applied (fixture, MODERATOR, path, "");
}

static void
an_author_and_nobody_else_is_told_what_became_of_it (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Copy) author = copy_new ();
  g_autoptr (Copy) other = copy_new ();
  g_autoptr (Copy) later = copy_new ();
  g_autofree char *somebody = make_token (fixture, REGIE_ROLE_PARTICIPANT);
  g_autofree char *mine = g_strdup (fixture->tokens[REGIE_ROLE_PARTICIPANT]);

  prepare (fixture);
  open_line (fixture, author, REGIE_ROLE_PARTICIPANT);
  wait_until (author->snapshots == 1);
  assert_applied (fixture, PARTICIPANT, "/v1/messages",
                  "{\"message\":\"m\",\"stage\":\"s1\",\"kind\":\"question\",\"text\":\"Wann?\"}");
  wait_until (own_is (author, "m", REGIE_MESSAGE_NEW));
  assert_applied (fixture, MODERATOR, "/v1/messages/m/claim", "{\"on\":true}");
  assert_applied (fixture, MODERATOR, "/v1/messages/m/edit", "{\"text\":\"Wann endlich?\"}");
  assert_applied (fixture, MODERATOR, "/v1/messages/m/move",
                  "{\"state\":\"rejected\",\"reason\":\"doppelt\"}");
  wait_until (own_is (author, "m", REGIE_MESSAGE_REJECTED));
  g_assert_cmpstr (own (author, "m")->reason, ==, "doppelt");
  g_assert_cmpstr (own (author, "m")->text, ==, "Wann?");
  g_assert_null (own (author, "m")->author);
  g_assert_null (own (author, "m")->claimant);
  assert_applied (fixture, MODERATOR, "/v1/messages/m/move", "{\"state\":\"approved\"}");
  wait_until (own_is (author, "m", REGIE_MESSAGE_APPROVED));
  g_assert_null (own (author, "m")->reason);
  g_assert_cmpstr (own (author, "m")->original, ==, "Wann?");

  /* Who comes later, on another device, is told at once; others hear nothing. */
  open_line (fixture, later, REGIE_ROLE_PARTICIPANT);
  wait_until (own_is (later, "m", REGIE_MESSAGE_APPROVED));
  g_set_str (&fixture->tokens[REGIE_ROLE_PARTICIPANT], somebody);
  open_line (fixture, other, REGIE_ROLE_PARTICIPANT);
  wait_until (other->snapshots == 1);
  assert_applied (fixture, MODERATOR, "/v1/messages/m/move", "{\"state\":\"next\"}");
  wait_until (own_is (author, "m", REGIE_MESSAGE_NEXT) && own_is (later, "m", REGIE_MESSAGE_NEXT));
  assert_applied (fixture, MODERATOR, "/v1/messages/m/move",
                  "{\"state\":\"answered\",\"answer\":\"Im Mai.\"}");
  wait_until (own_is (author, "m", REGIE_MESSAGE_ANSWERED));
  g_assert_cmpstr (own (author, "m")->answer, ==, "Im Mai.");
  g_assert_cmpint (own (author, "m")->answered, ==, REGIE_ANSWERED_WRITTEN);
  /* Taken back by whoever did it, it is as if it had not been. */
  undo_last (fixture, "s1");
  wait_until (own_is (author, "m", REGIE_MESSAGE_NEXT));
  g_assert_null (own (author, "m")->answer);

  send_as (fixture, fixture->tokens[REGIE_ROLE_PARTICIPANT], "/v1/messages",
           QUESTION ("n", "s1", "Wann denn?"), NULL);
  assert_applied (fixture, MODERATOR, "/v1/messages/m/merge", "{\"target\":\"n\"}");
  wait_until (own_is (author, "m", REGIE_MESSAGE_MERGED));
  g_assert_null (own (author, "m")->target);
  wait_until (is_same (fixture, other, &REGIE_VIEWER_AUDIENCE));
  g_assert_null (own (other, "m"));
  g_assert_nonnull (own (other, "n"));
  g_set_str (&fixture->tokens[REGIE_ROLE_PARTICIPANT], mine);
}

static const RegieRecord *
state_of (Fixture *fixture, const char *id)
{
  RegieConductor *conductor = regie_server_get_house (fixture->server)->conductor;
  RegieMessage *message =
      regie_congress_find_message (regie_conductor_get_congress (conductor), id);

  g_assert_nonnull (message);
  return regie_message_state (message);
}

static void
what_is_conspicuous_waits_for_a_moderator (Fixture *fixture, gconstpointer data)
{
  RegieHouse *house = regie_server_get_house (fixture->server);
  g_autofree char *list = g_build_filename (fixture->dir, "block-list.txt", NULL);
  g_autofree char *bad = g_build_filename (fixture->dir, "bad.txt", NULL);
  g_autoptr (GError) error = NULL;

  prepare (fixture);
  g_file_set_contents (list, "Trottel\n", -1, &error);
  g_assert_no_error (error);
  g_file_set_contents (bad, "gut\n***\n", -1, &error);
  g_assert_no_error (error);
  regie_screening_read_block_list (house->screening, list, &error);
  g_assert_no_error (error);
  /* One that is none leaves the other in place. */
  g_assert_false (regie_screening_read_block_list (house->screening, bad, &error));
  g_assert_true (g_str_has_prefix (error->message, bad));
  g_assert_nonnull (strstr (error->message, "line 2"));

  /* s2 shows at once what is sent. */
  assert_applied (fixture, PARTICIPANT, "/v1/messages", QUESTION ("good", "s2", "Wann?"));
  g_assert_cmpint (state_of (fixture, "good")->message_state, ==, REGIE_MESSAGE_APPROVED);
  g_assert_null (state_of (fixture, "good")->flags);
  assert_applied (fixture, PARTICIPANT, "/v1/messages", QUESTION ("rude", "s2", "Du Trottel"));
  g_assert_cmpint (state_of (fixture, "rude")->message_state, ==, REGIE_MESSAGE_NEW);
  g_assert_cmpstr (state_of (fixture, "rude")->flags[0], ==, "block_list");
  assert_applied (fixture, PARTICIPANT, "/v1/messages", QUESTION ("again", "s2", "WANN?"));
  g_assert_cmpstr (state_of (fixture, "again")->flags[0], ==, "repeat");
  g_assert_cmpint (state_of (fixture, "again")->message_state, ==, REGIE_MESSAGE_NEW);
  /* Nobody puts flags on the own message, and the backend still knows after a restart. */
  g_assert_cmpuint (
      send_command (fixture, REGIE_ROLE_PARTICIPANT, "/v1/messages",
                    "{\"stage\":\"s2\",\"kind\":\"question\",\"text\":\"Wo?\",\"flags\":[]}"),
      ==, 422);
  stop (fixture);
  start (fixture);
  assert_applied (fixture, PARTICIPANT, "/v1/messages", QUESTION ("more", "s2", "wann"));
  g_assert_cmpstr (state_of (fixture, "more")->flags[0], ==, "repeat");
}

static void
an_author_is_slowed_or_muted_and_told_so (Fixture *fixture, gconstpointer data)
{
  RegieHouse *house = regie_server_get_house (fixture->server);
  g_autofree char *other = make_token (fixture, REGIE_ROLE_PARTICIPANT);
  const char *author = fixture->tokens[REGIE_ROLE_PARTICIPANT];
  g_autofree char *slow = NULL;
  g_autofree char *mute = NULL;

  ahead = 0;
  regie_conductor_set_clock (house->conductor, clock_ahead);
  prepare (fixture);
  assert_applied (fixture, PARTICIPANT, "/v1/messages", QUESTION ("m1", "s1", "Eins?"));
  assert_applied (fixture, MODERATOR, "/v1/messages/m1/restrain", "{\"restraint\":\"slow\"}");
  g_assert_cmpuint (
      send_as (fixture, author, "/v1/messages", QUESTION ("m2", "s1", "Zwei?"), &slow), ==, 429);
  g_assert_nonnull (strstr (slow, "\"code\":\"slowed\""));
  g_assert_nonnull (strstr (slow, "\"retry_after\":120"));
  g_assert_cmpuint (send_as (fixture, other, "/v1/messages", QUESTION ("o1", "s1", "Und?"), NULL),
                    ==, 200);
  g_assert_false (regie_record_has (state_of (fixture, "o1"), RESTRAINT));

  ahead = REGIE_SLOW_PAUSE;
  assert_applied (fixture, PARTICIPANT, "/v1/messages", QUESTION ("m2", "s1", "Zwei?"));
  g_assert_cmpint (state_of (fixture, "m2")->restraint, ==, REGIE_RESTRAINT_SLOW);

  /* What is said of one message holds for its author. */
  assert_applied (fixture, MODERATOR, "/v1/messages/m2/restrain", "{\"restraint\":\"mute\"}");
  ahead = 10 * REGIE_SLOW_PAUSE;
  g_assert_cmpuint (
      send_as (fixture, author, "/v1/messages", QUESTION ("m3", "s1", "Drei?"), &mute), ==, 403);
  g_assert_nonnull (strstr (mute, "\"code\":\"muted\""));
  g_assert_null (strstr (mute, "retry_after"));
  stop (fixture);
  start (fixture);
  g_assert_cmpuint (send_as (fixture, author, "/v1/messages", QUESTION ("m3", "s1", "Drei?"), NULL),
                    ==, 403);
  assert_applied (fixture, MODERATOR, "/v1/messages/m1/restrain", "{\"restraint\":\"none\"}");
  assert_applied (fixture, PARTICIPANT, "/v1/messages", QUESTION ("m3", "s1", "Drei?"));
}

static void
votes_as_agreed_upon_are_a_hint_for_the_staff (Fixture *fixture, gconstpointer data)
{
  prepare (fixture);
  assert_applied (fixture, PARTICIPANT, "/v1/messages", QUESTION ("m", "s2", "Wann?"));
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *voter = make_token (fixture, REGIE_ROLE_PARTICIPANT);

      g_assert_false (regie_record_has (state_of (fixture, "m"), FLAGS));
      g_assert_cmpuint (send_as (fixture, voter, "/v1/messages/m/upvote", "{\"on\":true}", NULL),
                        ==, 200);
    }
  wait_until (regie_record_has (state_of (fixture, "m"), FLAGS));
  g_assert_cmpstr (state_of (fixture, "m")->flags[0], ==, "brigade");
  /* It stays where it is. */
  g_assert_cmpint (state_of (fixture, "m")->message_state, ==, REGIE_MESSAGE_APPROVED);
}

#define ADD(name) g_test_add ("/backend/server/" #name, Fixture, NULL, set_up, name, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD (whoever_was_away_ends_where_everybody_is);
  ADD (a_restart_keeps_state_and_lets_everybody_go_on);
  ADD (an_import_is_all_or_nothing);
  ADD (a_claim_ends_after_its_lease);
  ADD (who_has_gone_gives_back_what_was_claimed);
  ADD (an_author_and_nobody_else_is_told_what_became_of_it);
  ADD (what_is_conspicuous_waits_for_a_moderator);
  ADD (an_author_is_slowed_or_muted_and_told_so);
  ADD (votes_as_agreed_upon_are_a_hint_for_the_staff);
  return g_test_run ();
}
