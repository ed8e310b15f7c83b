/* erase.c: tests of a whole backend in this process: a person leaves, and nothing of them stays
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "whole-backend.h"

#define SECRET "Ich heiße Anna Muster"
#define WHERE "\"stage\":\"s2\",\"kind\":\"question\""

static RegieHouse *
house_of (Fixture *fixture)
{
  return regie_server_get_house (fixture->server);
}

static RegieCongress *
congress_of (Fixture *fixture)
{
  return regie_conductor_get_congress (house_of (fixture)->conductor);
}

static const RegieRecord *
state_of (Fixture *fixture, const char *id)
{
  return regie_message_state (regie_congress_find_message (congress_of (fixture), id));
}

static const RegieRecord *
poll_of (Fixture *fixture, const char *id)
{
  return regie_poll_state (regie_congress_find_poll (congress_of (fixture), id));
}

static char *
id_of (Fixture *fixture, const char *token)
{
  return g_strdup (regie_registry_find (house_of (fixture)->registry, token)->id);
}

static void
send_message (Fixture *fixture, const char *token, const char *id, const char *text)
{
  g_autofree char *body =
      g_strdup_printf ("{\"message\":\"%s\"," WHERE ",\"text\":\"%s\"}", id, text);

  g_assert_cmpuint (send_as (fixture, token, "/v1/messages", body, NULL), ==, 200);
}

static void
make_poll (Fixture *fixture, const char *id)
{
  g_autofree char *create = g_strdup_printf (
      "{\"poll\":\"%s\",\"stage\":\"s2\",\"kind\":\"single\",\"title\":\"Ja?\","
      "\"entries\":[{\"id\":\"a\",\"text\":\"Ja\"},{\"id\":\"b\",\"text\":\"N\"}]}",
      id);
  g_autofree char *open = g_strdup_printf ("/v1/polls/%s/open", id);

  assert_applied (fixture, MODERATOR, "/v1/polls", create);
  assert_applied (fixture, MODERATOR, open, "");
}

static void
vote (Fixture *fixture, const char *token, const char *poll)
{
  g_autofree char *path = g_strdup_printf ("/v1/polls/%s/ballot", poll);

  g_assert_cmpuint (send_as (fixture, token, path, "{\"round\":1,\"ids\":[\"a\"]}", NULL), ==, 200);
}

/** Two participants, of whom the first is to go, and what they did. */
static void
live (Fixture *fixture, const char *other)
{
  const char *author = fixture->tokens[REGIE_ROLE_PARTICIPANT];

  assert_applied (fixture, ADMIN, "/v1/import",
                  "{\"seq\":0,\"epoch\":\"plan\",\"state\":["
                  "{\"type\":\"congress.state\",\"title\":\"Probe\"},"
                  "{\"type\":\"stage.state\",\"stage\":\"s2\",\"number\":2,\"title\":\"Zwei\","
                  "\"state\":\"live\",\"channel\":\"open\",\"moderated\":false}]}");
  send_message (fixture, author, "m1", SECRET);
  send_message (fixture, author, "m2", SECRET ", zum zweiten");
  send_message (fixture, other, "o1", "Und wann?");
  assert_applied (fixture, MODERATOR, "/v1/messages/m1/edit", "{\"text\":\"" SECRET "!\"}");
  assert_applied (fixture, MODERATOR, "/v1/messages/m1/note", "{\"note\":\"" SECRET "?\"}");
  assert_applied (fixture, PARTICIPANT, "/v1/messages/o1/upvote", "{\"on\":true}");
  make_poll (fixture, "over");
  make_poll (fixture, "running");
  vote (fixture, author, "over");
  vote (fixture, other, "over");
  vote (fixture, author, "running");
  vote (fixture, other, "running");
  assert_applied (fixture, MODERATOR, "/v1/polls/over/close", "");
  wait_until (poll_of (fixture, "running")->voters == 2 && state_of (fixture, "o1")->score == 1);
}

static guint
find_in_files (Fixture *fixture, const char *text)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->dir, 0, NULL);
  const char *name;
  guint found = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->dir, name, NULL);
      g_autofree char *content = NULL;
      gsize size;

      g_assert_true (g_file_get_contents (path, &content, &size, NULL));
      found += memmem (content, size, text, strlen (text)) != NULL;
    }
  return found;
}

static void
assert_erased (Fixture *fixture)
{
  g_assert_cmpstr (state_of (fixture, "m1")->text, ==, "");
  g_assert_true (state_of (fixture, "m2")->erased);
  g_assert_false (state_of (fixture, "o1")->erased);
  g_assert_cmpstr (state_of (fixture, "o1")->text, ==, "Und wann?");
  /* What runs is counted anew, what is over stays. */
  wait_until (poll_of (fixture, "running")->voters == 1 && state_of (fixture, "o1")->score == 0);
  g_assert_cmpint (poll_of (fixture, "over")->voters, ==, 2);
  g_assert_cmpint (((RegieEntry *) poll_of (fixture, "over")->entries->pdata[0])->count, ==, 2);
}

static void
a_participant_erases_the_own_person (Fixture *fixture, gconstpointer data)
{
  g_autofree char *other = make_token (fixture, REGIE_ROLE_PARTICIPANT);
  const char *author = fixture->tokens[REGIE_ROLE_PARTICIPANT];
  g_autofree char *id = id_of (fixture, author);
  g_autofree char *again = NULL;
  g_autoptr (Copy) own = copy_new ();
  g_autoptr (Copy) desk = copy_new ();

  live (fixture, other);
  open_line (fixture, own, REGIE_ROLE_PARTICIPANT);
  open_line (fixture, desk, REGIE_ROLE_DIRECTOR);
  wait_until (is_same (fixture, own, &REGIE_VIEWER_AUDIENCE));
  g_assert_nonnull (regie_congress_find_message (own->congress, "m1"));
  wait_until (is_same (fixture, desk, &REGIE_VIEWER_STAFF));
  g_assert_cmpuint (find_in_files (fixture, SECRET), >, 0);
  g_assert_cmpuint (find_in_files (fixture, id), >, 0);

  assert_applied (fixture, PARTICIPANT, "/v1/me/erase", "");
  g_assert_cmpuint (find_in_files (fixture, SECRET), ==, 0);
  g_assert_cmpuint (find_in_files (fixture, id), ==, 0);
  assert_erased (fixture);
  /* The line is closed, the token refused, and told why. */
  wait_until (own->closed);
  g_assert_cmpint (soup_websocket_connection_get_close_code (own->line), ==, 1008);
  g_assert_cmpstr (soup_websocket_connection_get_close_data (own->line), ==,
                   "your data was erased");
  g_assert_cmpuint (send_as (fixture, author, "/v1/messages", "{}", &again), ==, 401);
  g_assert_nonnull (strstr (again, "\"code\":\"erased\""));
  /* A desk that was there is where everybody is. */
  wait_until (is_same (fixture, desk, &REGIE_VIEWER_STAFF));
  g_assert_cmpuint (desk->snapshots, ==, 1);
}

static void
a_director_erases_by_naming_a_message (Fixture *fixture, gconstpointer data)
{
  g_autofree char *other = make_token (fixture, REGIE_ROLE_PARTICIPANT);
  g_autofree char *text = NULL;
  g_autofree char *staff = NULL;
  g_autoptr (Copy) audience = copy_new ();

  live (fixture, other);
  open_line (fixture, audience, REGIE_ROLE_SCREEN);
  wait_until (is_same (fixture, audience, &REGIE_VIEWER_AUDIENCE));
  assert_applied (fixture, DIRECTOR, "/v1/messages/m2/erase-author", "");
  assert_erased (fixture);
  g_assert_cmpuint (find_in_files (fixture, SECRET), ==, 0);
  wait_until (is_same (fixture, audience, &REGIE_VIEWER_AUDIENCE));
  g_assert_null (regie_congress_find_message (audience->congress, "m1"));
  /* There is nobody left to erase, and nobody behind what the staff wrote. */
  g_assert_cmpuint (send_as (fixture, fixture->tokens[REGIE_ROLE_DIRECTOR],
                             "/v1/messages/m1/erase-author", "", &text),
                    ==, 409);
  g_assert_nonnull (strstr (text, "was erased already"));
  assert_applied (fixture, DIRECTOR, "/v1/messages",
                  "{\"message\":\"d1\"," WHERE ",\"text\":\"Hinweis\"}");
  g_assert_cmpuint (send_as (fixture, fixture->tokens[REGIE_ROLE_DIRECTOR],
                             "/v1/messages/d1/erase-author", "", &staff),
                    ==, 409);
  g_assert_nonnull (strstr (staff, "no participant wrote"));
}

static void
who_may_not_does_not (Fixture *fixture, gconstpointer data)
{
  static const RegieRole roles[] = { REGIE_ROLE_PARTICIPANT, REGIE_ROLE_SCREEN,
                                     REGIE_ROLE_MODERATOR };
  g_autofree char *other = make_token (fixture, REGIE_ROLE_PARTICIPANT);

  live (fixture, other);
  for (gsize i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      g_assert_cmpuint (send_command (fixture, roles[i], "/v1/messages/o1/erase-author", ""), ==,
                        403);
      if (roles[i] != REGIE_ROLE_PARTICIPANT)
        g_assert_cmpuint (send_command (fixture, roles[i], "/v1/me/erase", ""), ==, 403);
    }
  g_assert_cmpuint (send_command (fixture, REGIE_ROLE_DIRECTOR, "/v1/me/erase", ""), ==, 403);
  g_assert_cmpuint (
      send_command (fixture, REGIE_ROLE_DIRECTOR, "/v1/messages/none/erase-author", ""), ==, 404);
  /* Nobody says which pseudonym it is to be. */
  g_assert_cmpuint (send_command (fixture, REGIE_ROLE_DIRECTOR, "/v1/messages/o1/erase-author",
                                  "{\"target\":\"r\"}"),
                    ==, 422);
  g_assert_cmpstr (state_of (fixture, "o1")->text, ==, "Und wann?");
}

static void
collect_done (const RegieReply *reply, gpointer user_data)
{
  g_array_append_val ((GArray *) user_data, reply->answer);
}

static RegieCommand *
erase_command (const char *cmd, const char *message)
{
  RegieCommand *command = g_new0 (RegieCommand, 1);

  command->record = regie_record_new (REGIE_RECORD_PERSON_ERASE);
  regie_record_set_cmd (command->record, cmd);
  regie_record_set_string (command->record, REGIE_FIELD_MESSAGE, message);
  return command;
}

static void
the_same_command_is_done_once (Fixture *fixture, gconstpointer data)
{
  static const RegieViewer director = { .role = REGIE_ROLE_DIRECTOR, .id = "dir" };
  g_autofree char *other = make_token (fixture, REGIE_ROLE_PARTICIPANT);
  g_autoptr (GArray) answers = g_array_new (FALSE, FALSE, sizeof (RegieAnswer));
  RegieEraser *eraser = house_of (fixture)->eraser;
  guint64 seq;

  live (fixture, other);
  seq = regie_congress_get_seq (congress_of (fixture));
  /* Twice at a time, and once more by another message of the same person. */
  regie_eraser_submit (eraser, &director, erase_command ("c1", "m1"), collect_done, answers);
  regie_eraser_submit (eraser, &director, erase_command ("c1", "m1"), collect_done, answers);
  regie_eraser_submit (eraser, &director, erase_command ("c2", "m2"), collect_done, answers);
  wait_until (answers->len == 3);
  regie_eraser_submit (eraser, &director, erase_command ("c1", "m1"), collect_done, answers);
  g_assert_cmpuint (answers->len, ==, 4);
  g_assert_cmpint (g_array_index (answers, RegieAnswer, 0), ==, REGIE_ANSWER_APPLIED);
  for (guint i = 1; i < answers->len; i++)
    g_assert_cmpint (g_array_index (answers, RegieAnswer, i), ==, REGIE_ANSWER_DUPLICATE);
  assert_erased (fixture);

  g_autoptr (GPtrArray) records =
      regie_journal_read (REGIE_JOURNAL (fixture->journal), seq, 100, NULL);
  guint erasures = 0;
  for (guint i = 0; i < records->len; i++)
    erasures += ((RegieRecord *) records->pdata[i])->type == REGIE_RECORD_PERSON_ERASE;
  g_assert_cmpuint (erasures, ==, 1);
}

static void
a_restart_knows_nothing_of_the_person (Fixture *fixture, gconstpointer data)
{
  g_autofree char *other = make_token (fixture, REGIE_ROLE_PARTICIPANT);
  g_autofree char *id = id_of (fixture, fixture->tokens[REGIE_ROLE_PARTICIPANT]);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (Copy) desk = copy_new ();

  live (fixture, other);
  assert_applied (fixture, PARTICIPANT, "/v1/me/erase", "");
  assert_erased (fixture);
  before = regie_congress_hash (congress_of (fixture), &REGIE_VIEWER_STAFF);
  stop (fixture);
  start (fixture);
  after = regie_congress_hash (congress_of (fixture), &REGIE_VIEWER_STAFF);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (find_in_files (fixture, id), ==, 0);
  g_assert_cmpuint (send_command (fixture, REGIE_ROLE_PARTICIPANT, "/v1/messages", "{}"), ==, 401);
  /* Nor do the records that a desk may ask for. */
  open_line (fixture, desk, REGIE_ROLE_MODERATOR);
  wait_until (is_same (fixture, desk, &REGIE_VIEWER_STAFF));
}

static void
who_was_away_gets_no_old_frames (Fixture *fixture, gconstpointer data)
{
  g_autofree char *other = make_token (fixture, REGIE_ROLE_PARTICIPANT);
  g_autoptr (Copy) desk = copy_new ();

  live (fixture, other);
  open_line (fixture, desk, REGIE_ROLE_DIRECTOR);
  wait_until (is_same (fixture, desk, &REGIE_VIEWER_STAFF));
  close_line (desk);
  assert_applied (fixture, MODERATOR, "/v1/messages/m2/edit", "{\"text\":\"" SECRET "!!\"}");
  assert_applied (fixture, DIRECTOR, "/v1/messages/m1/erase-author", "");
  assert_erased (fixture);
  /* What it missed is kept no more: it gets the state instead. */
  open_line (fixture, desk, REGIE_ROLE_DIRECTOR);
  wait_until (is_same (fixture, desk, &REGIE_VIEWER_STAFF));
  g_assert_cmpuint (desk->snapshots, ==, 2);
}

static void
more_than_one_record_holds (Fixture *fixture, gconstpointer data)
{
  const guint many = (guint) regie_field_limit (REGIE_FIELD_MESSAGES) + 20;
  g_autofree char *other = make_token (fixture, REGIE_ROLE_PARTICIPANT);

  live (fixture, other);
  for (guint i = 0; i < many; i++)
    {
      g_autofree char *id = g_strdup_printf ("x%u", i);
      send_message (fixture, fixture->tokens[REGIE_ROLE_PARTICIPANT], id, SECRET);
    }
  assert_applied (fixture, PARTICIPANT, "/v1/me/erase", "");
  assert_erased (fixture);
  g_assert_true (state_of (fixture, "x0")->erased);
  g_assert_true (state_of (fixture, "x519")->erased);
  g_assert_cmpuint (find_in_files (fixture, SECRET), ==, 0);
}

#define ADD(name) g_test_add ("/backend/erase/" #name, Fixture, NULL, set_up, name, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD (a_participant_erases_the_own_person);
  ADD (a_director_erases_by_naming_a_message);
  ADD (who_may_not_does_not);
  ADD (the_same_command_is_done_once);
  ADD (a_restart_knows_nothing_of_the_person);
  ADD (who_was_away_gets_no_old_frames);
  ADD (more_than_one_record_holds);
  return g_test_run ();
}
