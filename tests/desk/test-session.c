/* test-session.c: what the views rely on: commands, pending, the clock, and why nothing can be done
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-config.h"

#include "regie-connection.h"

#include "desk-fixture.h"

typedef struct
{
  guint n_failed;
  guint n_pending;
  gboolean was_pending;
} Heard;

static void
on_failed (RegieDeskSession *session,
           RegieRecord *record,
           guint64 expect_rev,
           const GError *error,
           Heard *heard)
{
  g_assert_nonnull (error);
  heard->n_failed++;
}

static void
on_pending (RegieDeskSession *session, const char *subject, Heard *heard)
{
  heard->n_pending++;
  if (regie_desk_session_is_pending (session, subject))
    {
      g_assert_nonnull (regie_desk_session_get_pending (session, subject));
      heard->was_pending = TRUE;
    }
}

static void
listen (RegieDeskSession *session, Heard *heard)
{
  *heard = (Heard) { 0 };
  g_signal_connect (session, "failed", G_CALLBACK (on_failed), heard);
  g_signal_connect (session, "pending-changed", G_CALLBACK (on_pending), heard);
}

static RegieRecord *
arm (const char *stage)
{
  return regie_record_set_string (regie_record_new (REGIE_RECORD_PROGRAM_ARM), REGIE_FIELD_STAGE,
                                  stage);
}

static void
a_command_is_pending_until_it_is_answered (void)
{
  Fixture fixture;
  Heard heard;

  fixture_set_up (&fixture);
  fixture_load (&fixture, NULL);
  listen (fixture.session, &heard);
  g_assert_true (regie_desk_session_send (fixture.session, arm ("stage-2"), 0));
  g_assert_true (heard.was_pending);
  g_assert_cmpuint (heard.n_pending, ==, 2);
  g_assert_cmpuint (heard.n_failed, ==, 0);
  g_assert_false (regie_desk_session_is_pending (fixture.session, "program.arm"));
  g_assert_null (regie_desk_session_get_pending (fixture.session, "program.arm"));
  fixture_tear_down (&fixture);
}

static void
a_refused_command_is_reported_once (void)
{
  Fixture fixture;
  Heard heard;

  fixture_set_up (&fixture);
  fixture_load (&fixture, NULL);
  fixture.refuse = TRUE;
  listen (fixture.session, &heard);
  regie_desk_session_send (fixture.session, arm ("stage-2"), 0);
  g_assert_cmpuint (heard.n_failed, ==, 1);
  g_assert_false (regie_desk_session_is_pending (fixture.session, "program.arm"));
  fixture_tear_down (&fixture);
}

static void
a_recording_says_why_it_cannot_be_changed (void)
{
  RegieCongress *congress = regie_congress_new ();
  RegieDeskSession *session = regie_desk_session_new_offline (congress, TRUE);
  Heard heard;

  listen (session, &heard);
  g_assert_false (regie_desk_session_get_writable (session));
  g_assert_nonnull (regie_desk_session_get_reason (session));
  g_assert_false (regie_desk_session_send (session, arm ("stage-2"), 0));
  g_assert_cmpuint (heard.n_failed, ==, 1);
  g_assert_finalize_object (session);
  g_assert_finalize_object (congress);
}

static void
the_clock_is_the_one_that_was_given (void)
{
  Fixture fixture;
  gint64 now;

  fixture_set_up (&fixture);
  g_object_get (fixture.session, "now", &now, NULL);
  g_assert_cmpint (now, ==, FIXTURE_NOW);
  fixture_tear_down (&fixture);
}

static void
only_known_stages_have_a_monitor (void)
{
  Fixture fixture;
  RegieMonitor *monitor;

  fixture_set_up (&fixture);
  fixture_load (&fixture, NULL);
  monitor = regie_desk_session_get_monitor (fixture.session, "stage-1");
  g_assert_nonnull (monitor);
  g_assert_true (regie_desk_session_get_monitor (fixture.session, "stage-1") == monitor);
  g_assert_null (regie_desk_session_get_monitor (fixture.session, "stage-9"));
  fixture_tear_down (&fixture);
}

static void
one_stage_is_heard_at_a_time (void)
{
  Fixture fixture;
  RegieMonitor *one, *two;

  fixture_set_up (&fixture);
  fixture_load (&fixture, NULL);
  one = regie_desk_session_get_monitor (fixture.session, "stage-1");
  two = regie_desk_session_get_monitor (fixture.session, "stage-2");
  regie_desk_session_solo (fixture.session, "stage-1");
  g_assert_true (regie_monitor_get_solo (one));
  regie_desk_session_solo (fixture.session, "stage-2");
  g_assert_false (regie_monitor_get_solo (one));
  g_assert_true (regie_monitor_get_solo (two));
  regie_desk_session_solo (fixture.session, NULL);
  g_assert_false (regie_monitor_get_solo (two));
  fixture_tear_down (&fixture);
}

static void
a_wrong_address_is_told_and_nothing_is_tried (void)
{
  RegieClient *client = regie_client_new ();
  RegieConnection *connection = regie_connection_new (client, NULL);

  regie_connection_open (connection, "ftp://congress.example", "token");
  g_assert_nonnull (regie_connection_get_problem (connection));
  g_assert_null (regie_connection_get_busy (connection));
  g_assert_cmpint (regie_client_get_link_state (client), ==, REGIE_LINK_IDLE);
  g_assert_finalize_object (connection);
  g_assert_finalize_object (client);
}

static void
a_token_file_that_is_not_there_is_told (void)
{
  RegieClient *client = regie_client_new ();
  RegieConnection *connection = regie_connection_new (client, NULL);

  regie_connection_start (connection, "http://127.0.0.1:9", "/nonexistent/token");
  g_assert_nonnull (strstr (regie_connection_get_problem (connection), "/nonexistent/token"));
  g_assert_cmpint (regie_client_get_link_state (client), ==, REGIE_LINK_IDLE);
  g_assert_finalize_object (connection);
  g_assert_finalize_object (client);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define CASE(function) g_test_add_func ("/desk/session/" #function, function)
  CASE (a_command_is_pending_until_it_is_answered);
  CASE (a_refused_command_is_reported_once);
  CASE (a_recording_says_why_it_cannot_be_changed);
  CASE (the_clock_is_the_one_that_was_given);
  CASE (only_known_stages_have_a_monitor);
  CASE (one_stage_is_heard_at_a_time);
  CASE (a_wrong_address_is_told_and_nothing_is_tried);
  CASE (a_token_file_that_is_not_there_is_told);
#undef CASE
  return g_test_run ();
}
