/* hls.c: a stage that comes in pieces: how old it is by their dates, and that it says when it fills up
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "test-media"

#include "regie-config.h"

#include "hls-server.h"
#include "media-test.h"
#include "regie-source.h"

static RegieMonitor *
watch (const char *uri)
{
  RegieMonitor *monitor = regie_monitor_new ();

  regie_monitor_set_sources (monitor, (const char *const[]) { uri, NULL });
  regie_monitor_set_expected_stage (monitor, 1);
  regie_monitor_set_playing (monitor, TRUE);
  return monitor;
}

static void
end (RegieMonitor *monitor, HlsServer *server, char *uri)
{
  end_monitor (monitor);
  hls_server_free (server);
  g_free (uri);
}

/* The mark says when a picture was really made. */
static void
its_age_by_the_dates_is_the_true_one (void)
{
  HlsServer *server = hls_server_new ();
  char *uri = hls_server_start (server);
  RegieMonitor *monitor = watch (uri);

  wait_until (regie_monitor_get_latency_source (monitor) == REGIE_LATENCY_PROGRAM_DATE_TIME
              && regie_monitor_get_mark_age (monitor) >= 0);
  for (guint i = 0; i < 8; i++)
    {
      const gint64 by_dates = regie_monitor_get_latency (monitor);
      const gint64 truth = regie_monitor_get_mark_age (monitor);

      g_test_message ("%.2f s by the dates, %.2f s by the mark", (double) by_dates / G_USEC_PER_SEC,
                      (double) truth / G_USEC_PER_SEC);
      g_assert_cmpint (ABS (by_dates - truth), <, G_USEC_PER_SEC);
      let_pass (G_USEC_PER_SEC / 2);
    }
  g_assert_cmpint (regie_monitor_get_latency_source (monitor), ==, REGIE_LATENCY_PROGRAM_DATE_TIME);
  end (monitor, server, uri);
}

static void
without_dates_the_mark_says_it (void)
{
  HlsServer *server = hls_server_new ();
  RegieMonitor *monitor;
  char *uri;

  server->dated = FALSE;
  uri = hls_server_start (server);
  monitor = watch (uri);
  wait_until (regie_monitor_get_latency_source (monitor) == REGIE_LATENCY_MARK);
  let_pass (G_USEC_PER_SEC);
  g_assert_cmpint (regie_monitor_get_latency_source (monitor), ==, REGIE_LATENCY_MARK);
  end (monitor, server, uri);
}

/* A packager whose clock is ahead makes pictures of the future. */
static void
a_clock_that_cannot_be_is_not_believed (void)
{
  HlsServer *server = hls_server_new ();
  RegieMonitor *monitor;
  char *uri;

  server->error = G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC;
  uri = hls_server_start (server);
  monitor = watch (uri);
  wait_until (regie_monitor_get_latency_source (monitor) == REGIE_LATENCY_MARK);
  let_pass (G_USEC_PER_SEC);
  g_assert_cmpint (regie_monitor_get_latency_source (monitor), ==, REGIE_LATENCY_MARK);
  g_assert_cmpint (regie_monitor_get_latency (monitor), <, 30 * G_USEC_PER_SEC);
  end (monitor, server, uri);
}

/* Nobody says by how much the time of the stream has jumped. */
static void
behind_a_discontinuity_the_dates_are_not_believed (void)
{
  HlsServer *server = hls_server_new ();
  RegieMonitor *monitor;
  char *uri;

  server->discontinuity = 8;
  uri = hls_server_start (server);
  monitor = watch (uri);
  wait_until (regie_monitor_get_latency_source (monitor) == REGIE_LATENCY_PROGRAM_DATE_TIME);
  wait_until (regie_monitor_get_latency_source (monitor) == REGIE_LATENCY_MARK);
  end (monitor, server, uri);
}

static void
on_state (RegieMonitor *monitor, GParamSpec *pspec, gpointer user_data)
{
  guint *lowest = user_data;

  *lowest = MIN (*lowest, regie_monitor_get_buffering (monitor));
}

/* The line is too slow for the stream, then fast again. */
static void
on_a_slow_line_it_says_that_it_fills_up (void)
{
  HlsServer *server = hls_server_new ();
  char *uri = hls_server_start (server);
  RegieMonitor *monitor = watch (uri);
  guint lowest = 100;
  guint64 handed;

  wait_until (regie_monitor_get_handed (monitor) > 10
              && regie_monitor_get_buffering (monitor) == 100);
  g_assert_cmpint (regie_monitor_get_state (monitor), ==, REGIE_MONITOR_PLAYING);
  g_signal_connect (monitor, "notify::buffering", G_CALLBACK (on_state), &lowest);
  server->slow = 2500 * HLS_PIECE;
  wait_until (regie_monitor_get_buffering (monitor) < 100);
  g_test_message ("fills up: %u %%", regie_monitor_get_buffering (monitor));
  /* Meanwhile the picture stands still: none is thrown away. */
  let_pass (G_USEC_PER_SEC / 5);
  if (regie_monitor_get_buffering (monitor) < 100)
    {
      handed = regie_monitor_get_handed (monitor);
      let_pass (G_USEC_PER_SEC / 2);
      if (regie_monitor_get_buffering (monitor) < 100)
        g_assert_cmpuint (regie_monitor_get_handed (monitor), <=, handed + 1);
    }
  server->slow = 0;
  wait_until (regie_monitor_get_buffering (monitor) == 100
              && regie_monitor_get_state (monitor) == REGIE_MONITOR_PLAYING);
  handed = regie_monitor_get_handed (monitor);
  wait_until (regie_monitor_get_handed (monitor) > handed + 25);
  g_assert_cmpuint (lowest, <, 100);
  end (monitor, server, uri);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  regie_source_init ();
  g_test_add_func ("/hls/dates", its_age_by_the_dates_is_the_true_one);
  g_test_add_func ("/hls/no-dates", without_dates_the_mark_says_it);
  g_test_add_func ("/hls/future", a_clock_that_cannot_be_is_not_believed);
  g_test_add_func ("/hls/discontinuity", behind_a_discontinuity_the_dates_are_not_believed);
  g_test_add_func ("/hls/slow", on_a_slow_line_it_says_that_it_fills_up);
  return g_test_run ();
}
