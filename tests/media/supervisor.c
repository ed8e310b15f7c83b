/* supervisor.c: which source is played, when it is given up and when it is tried again
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "test-media"

#include "regie-config.h"

#include "regie-supervisor.h"

#define SECOND ((gint64) G_USEC_PER_SEC)

static gint64 now;

static RegieSupervisor *
supervise (guint n_sources)
{
  RegieSupervisor *supervisor = regie_supervisor_new (42);

  now = 1000 * SECOND;
  regie_supervisor_set_sources (supervisor, n_sources, now);
  regie_supervisor_want (supervisor, TRUE, now);
  return supervisor;
}

static void
pass (RegieSupervisor *supervisor, gint64 time)
{
  now += time;
  regie_supervisor_tick (supervisor, now);
}

static void
arrive (RegieSupervisor *supervisor)
{
  regie_supervisor_arrived (supervisor, now);
}

#define decision(supervisor) regie_supervisor_decide (supervisor)
#define assert_state(supervisor, expected)                                                         \
  g_assert_cmpint (decision (supervisor)->state, ==, REGIE_MONITOR_##expected)

static void
nothing_runs_unless_it_is_wanted (void)
{
  g_autoptr (RegieSupervisor) none = supervise (0);
  g_autoptr (RegieSupervisor) some = supervise (1);

  assert_state (none, IDLE);
  g_assert_cmpuint (decision (none)->attempt, ==, 0);
  assert_state (some, CONNECTING);
  g_assert_cmpuint (decision (some)->attempt, !=, 0);
  regie_supervisor_want (some, FALSE, now);
  assert_state (some, IDLE);
  g_assert_cmpuint (decision (some)->attempt, ==, 0);
}

static void
it_stalls_and_recovers (void)
{
  g_autoptr (RegieSupervisor) one = supervise (1);
  guint attempt;

  arrive (one);
  assert_state (one, PLAYING);
  attempt = decision (one)->attempt;
  pass (one, 2 * SECOND - 1);
  assert_state (one, PLAYING);
  pass (one, 1);
  assert_state (one, STALLED);
  arrive (one);
  assert_state (one, PLAYING);
  g_assert_cmpuint (decision (one)->attempt, ==, attempt);

  pass (one, 6 * SECOND);
  assert_state (one, RECONNECTING);
  g_assert_cmpuint (decision (one)->attempt, ==, 0);
  pass (one, SECOND / 2);
  g_assert_cmpuint (decision (one)->attempt, ==, attempt + 1);
  assert_state (one, RECONNECTING);
  arrive (one);
  assert_state (one, PLAYING);
}

static void
a_source_that_never_delivers_is_given_up (void)
{
  g_autoptr (RegieSupervisor) one = supervise (1);

  pass (one, 8 * SECOND - 1);
  assert_state (one, CONNECTING);
  pass (one, 1);
  assert_state (one, RECONNECTING);
  g_assert_cmpint (decision (one)->retry_at, ==, now + SECOND / 2);
}

/* Half a second to half a minute, never outside, growing on average. */
static void
pauses_grow_with_jitter (void)
{
  g_autoptr (RegieSupervisor) one = supervise (1);
  gint64 longest = 0;

  for (guint i = 0; i < 200; i++)
    {
      gint64 pause;
      const gint64 ceiling = MIN ((SECOND / 2) << MIN (i, 10), 30 * SECOND);

      regie_supervisor_broke (one, FALSE, now);
      pause = decision (one)->retry_at - now;
      g_assert_cmpint (pause, >=, SECOND / 2);
      g_assert_cmpint (pause, <=, ceiling);
      longest = MAX (longest, pause);
      pass (one, pause);
      g_assert_cmpuint (decision (one)->attempt, !=, 0);
    }
  g_assert_cmpint (longest, >, 25 * SECOND);
}

static void
a_good_time_forgives (void)
{
  g_autoptr (RegieSupervisor) one = supervise (1);

  for (guint i = 0; i < 12; i++)
    {
      regie_supervisor_broke (one, FALSE, now);
      pass (one, 30 * SECOND);
    }
  for (guint i = 0; i < 11; i++)
    {
      arrive (one);
      pass (one, SECOND);
    }
  arrive (one);
  regie_supervisor_broke (one, FALSE, now);
  g_assert_cmpint (decision (one)->retry_at, ==, now + SECOND / 2);
}

static void
a_backup_begins_at_once (void)
{
  g_autoptr (RegieSupervisor) three = supervise (3);

  arrive (three);
  regie_supervisor_broke (three, FALSE, now);
  g_assert_cmpuint (decision (three)->source, ==, 1);
  g_assert_cmpuint (decision (three)->attempt, !=, 0);
  arrive (three);
  assert_state (three, FAILED_OVER);
  regie_supervisor_broke (three, FALSE, now);
  g_assert_cmpuint (decision (three)->source, ==, 2);
  g_assert_cmpuint (decision (three)->attempt, !=, 0);
  /* all have failed: now there is a pause, then the first again */
  regie_supervisor_broke (three, FALSE, now);
  g_assert_cmpuint (decision (three)->source, ==, 0);
  g_assert_cmpuint (decision (three)->attempt, ==, 0);
  g_assert_cmpint (decision (three)->retry_at, >=, now + SECOND / 2);
  pass (three, SECOND);
  arrive (three);
  assert_state (three, PLAYING);
}

static void
the_hopeless_are_left_alone (void)
{
  g_autoptr (RegieSupervisor) two = supervise (2);

  regie_supervisor_broke (two, TRUE, now);
  g_assert_cmpuint (decision (two)->source, ==, 1);
  for (guint i = 0; i < 5; i++)
    {
      regie_supervisor_broke (two, FALSE, now);
      g_assert_cmpuint (decision (two)->source, ==, 1);
      pass (two, 31 * SECOND);
    }
  regie_supervisor_broke (two, TRUE, now);
  assert_state (two, FAILED);
  g_assert_cmpint (decision (two)->retry_at, ==, 0);
  pass (two, 3600 * SECOND);
  assert_state (two, FAILED);

  regie_supervisor_retry (two, now);
  g_assert_cmpuint (decision (two)->source, ==, 0);
  g_assert_cmpuint (decision (two)->attempt, !=, 0);
  assert_state (two, RECONNECTING);
}

static void
who_rests_is_not_stalled (void)
{
  g_autoptr (RegieSupervisor) one = supervise (1);

  arrive (one);
  regie_supervisor_rest (one, TRUE, now);
  pass (one, 3600 * SECOND);
  assert_state (one, PLAYING);
  regie_supervisor_rest (one, FALSE, now);
  pass (one, SECOND);
  assert_state (one, PLAYING);
  pass (one, 2 * SECOND);
  assert_state (one, STALLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/supervisor/wanted", nothing_runs_unless_it_is_wanted);
  g_test_add_func ("/supervisor/stall", it_stalls_and_recovers);
  g_test_add_func ("/supervisor/connect", a_source_that_never_delivers_is_given_up);
  g_test_add_func ("/supervisor/pauses", pauses_grow_with_jitter);
  g_test_add_func ("/supervisor/forgives", a_good_time_forgives);
  g_test_add_func ("/supervisor/backup", a_backup_begins_at_once);
  g_test_add_func ("/supervisor/hopeless", the_hopeless_are_left_alone);
  g_test_add_func ("/supervisor/rest", who_rests_is_not_stalled);
  return g_test_run ();
}
