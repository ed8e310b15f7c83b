/* routes.c: tests of the table that says which path stands for which record
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-routes.h"

#include <string.h>

#define KEY "6f1c2b6e-8d4e-4a3c-9a55-0d0a3f1f7d11"

static RegieCommand *
read_body (const char *path, const char *body, GError **error)
{
  g_autofree char *subject = NULL;
  const RegieRoute *route = regie_route_match (path, &subject);

  g_assert_nonnull (route);
  return regie_route_command (route, subject, KEY, body, strlen (body), error);
}

static void
test_table (void)
{
  gsize n_routes;
  const RegieRoute *routes = regie_routes (&n_routes);

  for (gsize i = 0; i < n_routes; i++)
    {
      const RegieRoute *route = &routes[i];

      /* Several messages at once have a path beside that for one. */
      gboolean many = route->subject == REGIE_N_FIELDS
                      && regie_record_type_subject (route->type) == REGIE_FIELD_MESSAGE
                      && route->creates == REGIE_N_FIELDS;

      g_assert_true ((regie_route_for_type (route->type) == route) == !many);
      g_assert_false (regie_record_type_is_state (route->type));
      g_assert_true (g_str_has_prefix (route->path, "/v1/"));
      /* The id in the path is the one the record is about. */
      if (route->subject != REGIE_N_FIELDS)
        g_assert_cmpint (route->subject, ==, regie_record_type_subject (route->type));
      if (route->creates != REGIE_N_FIELDS)
        g_assert_cmpint (route->creates, ==, regie_record_type_subject (route->type));
    }
}

/* Everything a person can do has a path; what the backend appends itself has none. */
static void
test_every_command_has_a_path (void)
{
  for (int type = REGIE_RECORD_NONE + 1; type < REGIE_N_RECORDS; type++)
    {
      gboolean own = type == REGIE_RECORD_POLL_TALLY || type == REGIE_RECORD_MESSAGE_SCORES;

      if (regie_record_type_is_state ((RegieRecordType) type) || own)
        g_assert_null (regie_route_for_type ((RegieRecordType) type));
      else
        g_assert_nonnull (regie_route_for_type ((RegieRecordType) type));
    }
}

static void
test_paths_lead_back (void)
{
  gsize n_routes;
  const RegieRoute *routes = regie_routes (&n_routes);

  for (gsize i = 0; i < n_routes; i++)
    {
      g_autoptr (RegieRecord) record = regie_record_new (routes[i].type);
      g_autofree char *path = NULL;
      g_autofree char *subject = NULL;

      if (routes[i].subject != REGIE_N_FIELDS)
        regie_record_set_string (record, routes[i].subject, "a.b:c-1_2");
      path = regie_route_path (&routes[i], record);
      g_assert_true (regie_route_match (path, &subject) == &routes[i]);
      g_assert_cmpstr (subject, ==, routes[i].subject != REGIE_N_FIELDS ? "a.b:c-1_2" : NULL);
    }
}

static void
test_other_paths (void)
{
  static const char *const paths[] = {
    "",
    "/",
    "/v1",
    "/v1/",
    "/v1/messages/",
    "/v1/messages//upvote",
    "/v1/messages/a/b/upvote",
    "/v1/messages/a%2fb/upvote",
    "/v1/messages/ä/upvote",
    "/v1/messages/m1/upvote/",
    "/v1/messages/m1/upvotes",
    "/v2/messages",
    "/v1/join",
    "/v1/polls/"
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/open",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *subject = NULL;
      g_assert_null (regie_route_match (paths[i], &subject));
      g_assert_null (subject);
    }
}

static void
test_body_is_completed (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RegieCommand) command =
      read_body ("/v1/polls/p1/ballot", " {\"round\": 2, \"ids\": [\"a\"]}", &error);

  g_assert_no_error (error);
  g_assert_cmpint (command->record->type, ==, REGIE_RECORD_POLL_BALLOT);
  g_assert_cmpstr (command->record->poll, ==, "p1");
  g_assert_cmpstr (command->record->cmd, ==, KEY);
  g_assert_cmpint (command->record->round, ==, 2);
  g_assert_cmpstr (command->record->ids[0], ==, "a");
}

static void
test_empty_body (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RegieCommand) command = read_body ("/v1/messages/m1/withdraw", "", &error);
  g_autoptr (RegieCommand) other = read_body ("/v1/messages/m1/withdraw", "\n{ }\n", NULL);

  g_assert_no_error (error);
  g_assert_cmpstr (command->record->message, ==, "m1");
  g_assert_cmpstr (other->record->message, ==, "m1");
}

static void
test_body_may_repeat_but_not_contradict (void)
{
  static const char *const wrong[] = {
    "{\"type\":\"message.move\",\"on\":true}",
    "{\"message\":\"m2\",\"on\":true}",
    "{\"cmd\":\"another\",\"on\":true}",
  };
  g_autoptr (RegieCommand) same = read_body (
      "/v1/messages/m1/upvote",
      "{\"type\":\"message.upvote\",\"message\":\"m1\",\"cmd\":\"" KEY "\",\"on\":true}", NULL);

  g_assert_nonnull (same);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (read_body ("/v1/messages/m1/upvote", wrong[i], &error));
      g_assert_true (error->domain == REGIE_PROTOCOL_ERROR);
    }
}

static void
test_body_is_no_object (void)
{
  static const char *const wrong[] = { "[]", "1", "\"x\"", "{", "{\"on\":true", "}", "{,}", "nul" };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (read_body ("/v1/messages/m1/upvote", wrong[i], &error));
      g_assert_error (error, REGIE_PROTOCOL_ERROR, REGIE_PROTOCOL_ERROR_SYNTAX);
    }
}

static void
test_key_must_be_one (void)
{
  const RegieRoute *route = regie_route_for_type (REGIE_RECORD_MESSAGE_WITHDRAW);
  static const char *const wrong[] = { NULL, "", "a\"b", "a b", "ü" };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (regie_route_command (route, "m1", wrong[i], "{}", 2, &error));
      g_assert_error (error, REGIE_PROTOCOL_ERROR, REGIE_PROTOCOL_ERROR_FIELD);
    }
}

static void
test_body_may_name_what_it_makes (void)
{
  const RegieRoute *route = regie_route_for_type (REGIE_RECORD_MESSAGE_SUBMIT);
  const char *without = "{\"stage\":\"s\",\"kind\":\"question\",\"text\":\"?\"}";
  const char *with = "{\"message\":\"own\",\"stage\":\"s\",\"kind\":\"question\",\"text\":\"?\"}";
  g_autoptr (RegieCommand) fresh =
      regie_route_command (route, "new", KEY, without, strlen (without), NULL);
  g_autoptr (RegieCommand) own = regie_route_command (route, "new", KEY, with, strlen (with), NULL);

  g_assert_cmpstr (fresh->record->message, ==, "new");
  g_assert_cmpstr (own->record->message, ==, "own");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/routes/table", test_table);
  g_test_add_func ("/routes/every-command-has-a-path", test_every_command_has_a_path);
  g_test_add_func ("/routes/paths-lead-back", test_paths_lead_back);
  g_test_add_func ("/routes/other-paths", test_other_paths);
  g_test_add_func ("/routes/body-is-completed", test_body_is_completed);
  g_test_add_func ("/routes/empty-body", test_empty_body);
  g_test_add_func ("/routes/body-may-repeat-but-not-contradict",
                   test_body_may_repeat_but_not_contradict);
  g_test_add_func ("/routes/body-is-no-object", test_body_is_no_object);
  g_test_add_func ("/routes/key-must-be-one", test_key_must_be_one);
  g_test_add_func ("/routes/body-may-name-what-it-makes", test_body_may_name_what_it_makes);
  return g_test_run ();
}
