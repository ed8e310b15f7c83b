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

#define decision(supervisor) regie_supervisor_decide (supervisor)

static void
arrive (RegieSupervisor *supervisor)
{
  regie_supervisor_arrived (supervisor, decision (supervisor)->attempt, now);
}

static void
arrive_unseen (RegieSupervisor *supervisor)
{
  g_assert_cmpuint (decision (supervisor)->standby, !=, 0);
  regie_supervisor_arrived (supervisor, decision (supervisor)->standby, now);
}

static void
break_attempt (RegieSupervisor *supervisor, gboolean hopeless)
{
  regie_supervisor_broke (supervisor, decision (supervisor)->attempt, hopeless, now);
}

/* Both deliver for a while, which is looked at five times a second as in earnest. */
static void
both_arrive (RegieSupervisor *supervisor, gint64 time)
{
  for (const gint64 end = now + time; now < end;)
    {
      arrive (supervisor);
      if (decision (supervisor)->standby != 0)
        arrive_unseen (supervisor);
      pass (supervisor, MIN (SECOND / 5, end - now));
    }
}

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

      break_attempt (one, FALSE);
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
      break_attempt (one, FALSE);
      pass (one, 30 * SECOND);
    }
  for (guint i = 0; i < 11; i++)
    {
      arrive (one);
      pass (one, SECOND);
    }
  arrive (one);
  break_attempt (one, FALSE);
  g_assert_cmpint (decision (one)->retry_at, ==, now + SECOND / 2);
}

static void
a_backup_begins_at_once (void)
{
  g_autoptr (RegieSupervisor) three = supervise (3);

  arrive (three);
  break_attempt (three, FALSE);
  g_assert_cmpuint (decision (three)->source, ==, 1);
  g_assert_cmpuint (decision (three)->attempt, !=, 0);
  arrive (three);
  assert_state (three, FAILED_OVER);
  break_attempt (three, FALSE);
  g_assert_cmpuint (decision (three)->source, ==, 2);
  g_assert_cmpuint (decision (three)->attempt, !=, 0);
  /* all have failed: now there is a pause, then the first again */
  break_attempt (three, FALSE);
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

  break_attempt (two, TRUE);
  g_assert_cmpuint (decision (two)->source, ==, 1);
  for (guint i = 0; i < 5; i++)
    {
      break_attempt (two, FALSE);
      g_assert_cmpuint (decision (two)->source, ==, 1);
      pass (two, 31 * SECOND);
    }
  break_attempt (two, TRUE);
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

static void
the_primary_takes_over_again_when_it_has_been_good (void)
{
  g_autoptr (RegieSupervisor) two = supervise (2);
  guint attempt, standby;

  arrive (two);
  break_attempt (two, FALSE);
  arrive (two);
  assert_state (two, FAILED_OVER);
  attempt = decision (two)->attempt;
  g_assert_cmpuint (decision (two)->standby, ==, 0);

  pass (two, SECOND / 2);
  standby = decision (two)->standby;
  g_assert_cmpuint (standby, !=, 0);
  g_assert_cmpuint (decision (two)->standby_source, ==, 0);
  both_arrive (two, 9 * SECOND);
  /* It breaks off for a moment: its time begins anew. */
  pass (two, 2 * SECOND - 1);
  arrive (two);
  pass (two, 1);
  both_arrive (two, 9 * SECOND);
  assert_state (two, FAILED_OVER);
  g_assert_cmpuint (decision (two)->attempt, ==, attempt);
  g_assert_cmpuint (decision (two)->standby, ==, standby);

  both_arrive (two, 2 * SECOND);
  assert_state (two, PLAYING);
  /* the same attempt, in the foreground */
  g_assert_cmpuint (decision (two)->attempt, ==, standby);
  g_assert_cmpuint (decision (two)->source, ==, 0);
  g_assert_cmpuint (decision (two)->standby, ==, 0);
}

static void
how_long_it_must_be_good_can_be_chosen (void)
{
  g_autoptr (RegieSupervisor) soon = supervise (2);
  g_autoptr (RegieSupervisor) never = NULL;

  regie_supervisor_set_return_after (soon, 3 * SECOND);
  break_attempt (soon, FALSE);
  both_arrive (soon, 4 * SECOND);
  assert_state (soon, PLAYING);

  never = supervise (2);
  regie_supervisor_set_return_after (never, -1);
  break_attempt (never, FALSE);
  both_arrive (never, 600 * SECOND);
  assert_state (never, FAILED_OVER);
  g_assert_cmpuint (decision (never)->standby, ==, 0);
  /* Unless a person asks; and then it does not wait. */
  regie_supervisor_retry (never, now);
  assert_state (never, FAILED_OVER);
  arrive_unseen (never);
  assert_state (never, PLAYING);
}

static void
a_primary_that_stays_away_is_looked_for_less_and_less (void)
{
  g_autoptr (RegieSupervisor) two = supervise (2);
  guint standbys = 0;

  break_attempt (two, FALSE);
  for (const gint64 end = now + 600 * SECOND; now < end; pass (two, SECOND / 5))
    {
      arrive (two);
      assert_state (two, FAILED_OVER);
      if (decision (two)->standby == 0)
        continue;
      standbys++;
      regie_supervisor_broke (two, decision (two)->standby, FALSE, now);
      g_assert_cmpuint (decision (two)->standby, ==, 0);
    }
  g_assert_cmpuint (standbys, >=, 20);
  g_assert_cmpuint (standbys, <=, 120);
}

static void
a_backup_is_called_while_the_primary_is_stalled (void)
{
  g_autoptr (RegieSupervisor) two = supervise (2);
  guint attempt, standby;

  arrive (two);
  attempt = decision (two)->attempt;
  pass (two, 2 * SECOND);
  assert_state (two, STALLED);
  g_assert_cmpuint (decision (two)->standby, !=, 0);
  g_assert_cmpuint (decision (two)->standby_source, ==, 1);
  /* The primary comes back first: nothing has happened. */
  arrive (two);
  assert_state (two, PLAYING);
  g_assert_cmpuint (decision (two)->attempt, ==, attempt);
  g_assert_cmpuint (decision (two)->standby, ==, 0);

  pass (two, 2 * SECOND);
  standby = decision (two)->standby;
  pass (two, SECOND);
  arrive_unseen (two);
  assert_state (two, FAILED_OVER);
  g_assert_cmpuint (decision (two)->attempt, ==, standby);
}

static void
who_delivers_unseen_takes_over_when_the_backup_breaks (void)
{
  g_autoptr (RegieSupervisor) two = supervise (2);
  guint standby;

  break_attempt (two, FALSE);
  arrive (two);
  pass (two, SECOND);
  arrive_unseen (two);
  standby = decision (two)->standby;
  break_attempt (two, FALSE);
  assert_state (two, PLAYING);
  g_assert_cmpuint (decision (two)->attempt, ==, standby);

  /* One that is on its way goes on as the present attempt. */
  break_attempt (two, FALSE);
  arrive (two);
  pass (two, SECOND);
  standby = decision (two)->standby;
  g_assert_cmpuint (standby, !=, 0);
  break_attempt (two, FALSE);
  assert_state (two, RECONNECTING);
  g_assert_cmpuint (decision (two)->attempt, ==, standby);
  g_assert_cmpuint (decision (two)->standby, ==, 0);
}

static void
who_waits_for_a_sender_is_left_waiting (void)
{
  g_autoptr (RegieSupervisor) one = supervise (1);
  g_autoptr (RegieSupervisor) two = NULL;
  guint attempt;

  regie_supervisor_set_patient (one, 0, TRUE);
  attempt = decision (one)->attempt;
  pass (one, 3600 * SECOND);
  assert_state (one, CONNECTING);
  g_assert_cmpuint (decision (one)->attempt, ==, attempt);
  for (guint i = 0; i < 20; i++)
    {
      break_attempt (one, FALSE);
      g_assert_cmpint (decision (one)->retry_at, ==, now + SECOND / 2);
      pass (one, SECOND / 2);
    }

  /* With a backup there is something better to do than to wait. */
  two = supervise (2);
  regie_supervisor_set_patient (two, 0, TRUE);
  pass (two, 8 * SECOND);
  g_assert_cmpuint (decision (two)->source, ==, 1);
  arrive (two);
  for (guint i = 0; i < 100; i++)
    {
      arrive (two);
      pass (two, SECOND);
    }
  g_assert_cmpuint (decision (two)->standby_source, ==, 0);
  g_assert_cmpuint (decision (two)->standby, ==, decision (two)->attempt + 1);
}

static void
what_is_not_the_source_s_fault_costs_nothing (void)
{
  g_autoptr (RegieSupervisor) one = supervise (1);
  const guint attempt = decision (one)->attempt;

  regie_supervisor_renew (one, attempt, now);
  g_assert_cmpuint (decision (one)->attempt, ==, attempt + 1);
  g_assert_cmpint (decision (one)->retry_at, ==, 0);
  /* Late news of an attempt that is over change nothing. */
  regie_supervisor_broke (one, attempt, TRUE, now);
  regie_supervisor_arrived (one, attempt, now);
  regie_supervisor_renew (one, attempt, now);
  assert_state (one, RECONNECTING);
  g_assert_cmpuint (decision (one)->attempt, ==, attempt + 1);
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
  g_test_add_func ("/supervisor/return", the_primary_takes_over_again_when_it_has_been_good);
  g_test_add_func ("/supervisor/return-after", how_long_it_must_be_good_can_be_chosen);
  g_test_add_func ("/supervisor/away", a_primary_that_stays_away_is_looked_for_less_and_less);
  g_test_add_func ("/supervisor/stalled-backup", a_backup_is_called_while_the_primary_is_stalled);
  g_test_add_func ("/supervisor/unseen", who_delivers_unseen_takes_over_when_the_backup_breaks);
  g_test_add_func ("/supervisor/patient", who_waits_for_a_sender_is_left_waiting);
  g_test_add_func ("/supervisor/renew", what_is_not_the_source_s_fault_costs_nothing);
  g_test_add_func ("/supervisor/rest", who_rests_is_not_stalled);
  return g_test_run ();
}
