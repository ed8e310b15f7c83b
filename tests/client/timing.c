/* timing.c: tests of the waits between reconnects and of the backend's clock
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-timing.h"

static void
test_backoff_grows_to_its_end (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  const RegieTiming *timing = &REGIE_TIMING_DEFAULT;

  for (guint attempt = 0; attempt < 100; attempt++)
    {
      guint64 end = MIN (G_GUINT64_CONSTANT (500) << MIN (attempt, 30), 30000);
      guint longest = 0;
      guint shortest = G_MAXUINT;

      for (int i = 0; i < 200; i++)
        {
          guint wait = regie_timing_backoff (timing, attempt, random);
          longest = MAX (longest, wait);
          shortest = MIN (shortest, wait);
        }
      g_assert_cmpuint (longest, <=, end);
      /* Full jitter: the whole span is used, so that a crowd does not come back at once. */
      g_assert_cmpuint (longest, >, end * 9 / 10);
      g_assert_cmpuint (shortest, <, end / 10);
    }
}

static void
test_clock_is_unknown_at_first (void)
{
  RegieClockSync sync = { 0 };
  gint64 offset = 7;

  g_assert_false (regie_clock_sync_get (&sync, &offset));
  g_assert_cmpint (offset, ==, 7);
}

static void
test_clock_believes_the_shortest_round_trip (void)
{
  RegieClockSync sync = { 0 };
  gint64 offset;

  /* The backend is an hour ahead; answers are held up on the way back. */
  const gint64 ahead = G_TIME_SPAN_HOUR;
  regie_clock_sync_add (&sync, 1000, 401000, 1000 + 1000 + ahead);
  regie_clock_sync_add (&sync, 2000, 6000, 2000 + 2000 + ahead);
  regie_clock_sync_add (&sync, 9000, 809000, 9000 + 1000 + ahead);
  g_assert_true (regie_clock_sync_get (&sync, &offset));
  g_assert_cmpint (offset, ==, ahead);
}

static void
test_clock_forgets_old_samples (void)
{
  RegieClockSync sync = { 0 };
  gint64 offset;

  regie_clock_sync_add (&sync, 0, 2, 1 + 5000);
  for (int i = 0; i < REGIE_CLOCK_SAMPLES; i++)
    regie_clock_sync_add (&sync, 0, 100, 50 + 9000);
  g_assert_true (regie_clock_sync_get (&sync, &offset));
  g_assert_cmpint (offset, ==, 9000);

  regie_clock_sync_reset (&sync);
  g_assert_false (regie_clock_sync_get (&sync, &offset));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/timing/backoff-grows-to-its-end", test_backoff_grows_to_its_end);
  g_test_add_func ("/timing/clock-is-unknown-at-first", test_clock_is_unknown_at_first);
  g_test_add_func ("/timing/clock-believes-the-shortest-round-trip",
                   test_clock_believes_the_shortest_round_trip);
  g_test_add_func ("/timing/clock-forgets-old-samples", test_clock_forgets_old_samples);
  return g_test_run ();
}
