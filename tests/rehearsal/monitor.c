/* monitor.c: a stage monitor on a live feed, while what is between them fails in every way
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "test-rehearsal"

#include "regie-config.h"

#include "../media/media-test.h"
#include "proxy.h"
#include "regie-feeds.h"

#include <string.h>

static RegieFeeds *feeds;
static Proxy *proxy;

static void
set_up (void)
{
  g_autoptr (GError) error = NULL;

  feeds = regie_feeds_new (0, 1);
  regie_feeds_start (feeds, &error);
  g_assert_no_error (error);
  proxy = proxy_new (regie_feeds_get_port (feeds));
}

static void
tear_down (void)
{
  proxy_free (proxy);
  g_assert_finalize_object (feeds);
}

static RegieMonitor *
watch (guint port, const char *backup)
{
  RegieMonitor *monitor = regie_monitor_new ();
  g_autofree char *uri = g_strdup_printf ("rtsp://127.0.0.1:%u/stage-1", port);

  regie_monitor_set_sources (monitor, (const char *const[]) { uri, backup, NULL });
  regie_monitor_set_playing (monitor, TRUE);
  return monitor;
}

static void
a_live_stage_plays (void)
{
  RegieMonitor *monitor;
  guint64 frames;
  gint64 began;

  set_up ();
  monitor = watch (regie_feeds_get_port (feeds), NULL);
  wait_until (regie_monitor_get_state (monitor) == REGIE_MONITOR_PLAYING);
  wait_until (regie_monitor_get_channels (monitor) == 2 && regie_monitor_get_handed (monitor) > 0);
  g_assert_true (regie_monitor_get_live (monitor));
  g_assert_cmpuint (regie_monitor_get_width (monitor), ==, 1280);
  g_assert_cmpuint (regie_monitor_get_height (monitor), ==, 720);
  g_assert_cmpstr (regie_monitor_get_codec (monitor), ==, "H.264 · AAC");
  g_assert_cmpint (regie_monitor_get_duration (monitor), ==, -1);

  frames = regie_monitor_get_handed (monitor);
  began = g_get_monotonic_time ();
  wait_until (regie_monitor_get_handed (monitor) >= frames + 50);
  /* as they are due, not as fast as they come */
  g_assert_cmpint (g_get_monotonic_time () - began, >, 1000000);
  wait_until (regie_monitor_get_bitrate (monitor) > 10000);
  wait_until (regie_monitor_get_peak (monitor, 0) > -40);
  end_monitor (monitor);
  tear_down ();
}

static void
a_hidden_stage_keeps_its_sound_and_its_watch (void)
{
  RegieMonitor *monitor;
  guint64 frames, handed;
  gint64 began;

  set_up ();
  monitor = watch (regie_feeds_get_port (feeds), NULL);
  wait_until (regie_monitor_get_handed (monitor) > 10);
  regie_monitor_set_drawing (monitor, FALSE);
  let_pass (300000);
  handed = regie_monitor_get_handed (monitor);
  frames = regie_monitor_get_frames (monitor);
  wait_until (regie_monitor_get_frames (monitor) >= frames + 75);
  /* key frames only: at most one in two seconds */
  g_assert_cmpuint (regie_monitor_get_handed (monitor) - handed, <=, 4);
  g_assert_cmpint (regie_monitor_get_state (monitor), ==, REGIE_MONITOR_PLAYING);
  wait_until (regie_monitor_get_peak (monitor, 0) > -40);

  regie_monitor_set_drawing (monitor, TRUE);
  handed = regie_monitor_get_handed (monitor);
  began = g_get_monotonic_time ();
  wait_until (regie_monitor_get_handed (monitor) >= handed + 25);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 8000000);
  end_monitor (monitor);
  tear_down ();
}

/* What the picture says of itself, in full and by its key frames. */
static void
the_picture_says_which_stage_it_is (void)
{
  RegieMonitor *monitor;

  set_up ();
  monitor = watch (regie_feeds_get_port (feeds), NULL);
  g_assert_cmpint (regie_monitor_get_mark (monitor), ==, REGIE_MARK_NOT_VERIFIED);
  g_assert_cmpint (regie_monitor_get_mark_age (monitor), ==, -1);
  regie_monitor_set_expected_stage (monitor, 1);
  wait_until (regie_monitor_get_mark (monitor) == REGIE_MARK_VERIFIED);
  g_assert_cmpuint (regie_monitor_get_mark_stage (monitor), ==, 1);
  g_assert_cmpint (regie_monitor_get_mark_age (monitor), >, 0);
  g_assert_cmpint (regie_monitor_get_mark_age (monitor), <, 5000000);
  g_test_message ("mark: %.2f s old, latency by the sender's clock %.2f s",
                  (double) regie_monitor_get_mark_age (monitor) / G_USEC_PER_SEC,
                  (double) regie_monitor_get_latency (monitor) / G_USEC_PER_SEC);

  regie_monitor_set_drawing (monitor, FALSE);
  let_pass (4500000);
  g_assert_cmpint (regie_monitor_get_mark (monitor), ==, REGIE_MARK_VERIFIED);

  regie_monitor_set_drawing (monitor, TRUE);
  regie_monitor_set_expected_stage (monitor, 3);
  wait_until (regie_monitor_get_alarm (monitor) != NULL);
  g_assert_cmpint (regie_alarm_get_kind (regie_monitor_get_alarm (monitor)), ==,
                   REGIE_ALARM_WRONG_STAGE);
  g_assert_cmpfloat_with_epsilon (regie_alarm_get_value (regie_monitor_get_alarm (monitor)), 1,
                                  0.1);
  end_monitor (monitor);
  tear_down ();
}

static void
wait_for_mark (RegieMonitor *monitor, guint stage)
{
  wait_until (regie_monitor_get_mark (monitor) == REGIE_MARK_VERIFIED
              && regie_monitor_get_mark_stage (monitor) == stage);
}

/* The closed loop: what was taken is what arrives. */
static void
the_program_shows_what_was_taken (void)
{
  g_autofree char *uri = NULL;
  RegieMonitor *monitor;

  feeds = regie_feeds_new (0, 3);
  g_assert_true (regie_feeds_start (feeds, NULL));
  uri = regie_feeds_get_program_uri (feeds);
  monitor = regie_monitor_new ();
  regie_monitor_set_sources (monitor, (const char *const[]) { uri, NULL });
  regie_monitor_set_expected_stage (monitor, 1);
  regie_monitor_set_playing (monitor, TRUE);
  wait_for_mark (monitor, 1);
  for (guint stage = 3; stage >= 2; stage--)
    {
      const gint64 taken = g_get_monotonic_time ();

      regie_monitor_set_expected_stage (monitor, stage);
      regie_feeds_take (feeds, stage - 1);
      /* On its way it is never said to be wrong. */
      while (regie_monitor_get_mark_stage (monitor) != stage
             && g_get_monotonic_time () - taken < PATIENCE)
        {
          g_main_context_iteration (NULL, TRUE);
          g_assert_cmpint (regie_monitor_get_mark (monitor), ==, REGIE_MARK_VERIFIED);
        }
      wait_for_mark (monitor, stage);
      g_test_message ("take to picture: %.2f s, of which the way %.2f s",
                      (double) (g_get_monotonic_time () - taken) / G_USEC_PER_SEC,
                      (double) regie_monitor_get_mark_age (monitor) / G_USEC_PER_SEC);
      g_assert_null (regie_monitor_get_alarm (monitor));
    }

  /* The command went out and the switcher did not follow. */
  regie_monitor_set_expected_stage (monitor, 1);
  wait_until (regie_monitor_get_mark (monitor) == REGIE_MARK_WRONG_STAGE);
  wait_until (regie_monitor_get_alarm (monitor) != NULL);
  regie_feeds_take (feeds, 0);
  wait_for_mark (monitor, 1);
  wait_until (regie_monitor_get_alarm (monitor) == NULL);
  end_monitor (monitor);
  g_assert_finalize_object (feeds);
}

static void
silence_on_the_line_is_a_stall_then_a_new_attempt (void)
{
  RegieMonitor *monitor;
  gint64 began;

  set_up ();
  monitor = watch (proxy->port, NULL);
  wait_until (regie_monitor_get_state (monitor) == REGIE_MONITOR_PLAYING);
  proxy_set_mode (proxy, PROXY_STALL);
  began = g_get_monotonic_time ();
  wait_until (regie_monitor_get_state (monitor) == REGIE_MONITOR_STALLED);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 6000000);
  g_assert_nonnull (regie_monitor_get_problem (monitor));
  wait_until (regie_monitor_get_alarm (monitor) != NULL);
  g_assert_cmpint (regie_alarm_get_kind (regie_monitor_get_alarm (monitor)), ==,
                   REGIE_ALARM_NO_SIGNAL);
  /* It says since when, and that is not when it noticed; what was in the buffers still came. */
  g_assert_cmpint (ABS (regie_alarm_get_since (regie_monitor_get_alarm (monitor)) - began), <,
                   1500000);
  g_test_message (
      "no signal: onset to alarm %.1f s",
      (double) (g_get_monotonic_time () - regie_alarm_get_since (regie_monitor_get_alarm (monitor)))
          / G_USEC_PER_SEC);

  /* It comes back by itself when the line does. */
  proxy_set_mode (proxy, PROXY_PASS);
  wait_until (regie_monitor_get_state (monitor) == REGIE_MONITOR_PLAYING);
  g_assert_null (regie_monitor_get_problem (monitor));
  wait_until (regie_monitor_get_alarm (monitor) == NULL);

  proxy_set_mode (proxy, PROXY_STALL);
  wait_until (regie_monitor_get_state (monitor) == REGIE_MONITOR_RECONNECTING);
  proxy_set_mode (proxy, PROXY_PASS);
  wait_until (regie_monitor_get_state (monitor) == REGIE_MONITOR_PLAYING);
  g_assert_cmpuint (proxy_get_accepted (proxy), >=, 2);
  end_monitor (monitor);
  tear_down ();
}

static void
a_cut_line_is_tried_again (void)
{
  RegieMonitor *monitor;

  set_up ();
  monitor = watch (proxy->port, NULL);
  wait_until (regie_monitor_get_state (monitor) == REGIE_MONITOR_PLAYING);
  proxy_cut (proxy);
  wait_until (regie_monitor_get_state (monitor) == REGIE_MONITOR_RECONNECTING);
  g_assert_nonnull (regie_monitor_get_problem (monitor));
  wait_until (regie_monitor_get_state (monitor) == REGIE_MONITOR_PLAYING);
  g_assert_null (regie_monitor_get_problem (monitor));
  g_assert_cmpint (regie_monitor_get_retry_at (monitor), ==, 0);
  end_monitor (monitor);
  tear_down ();
}

static void
garbage_ends_nothing_but_the_attempt (void)
{
  RegieMonitor *monitor;

  set_up ();
  monitor = watch (proxy->port, NULL);
  wait_until (regie_monitor_get_state (monitor) == REGIE_MONITOR_PLAYING);
  proxy_set_mode (proxy, PROXY_GARBLE);
  wait_until (!regie_monitor_is_showing (monitor));
  proxy_cut (proxy);
  wait_until (regie_monitor_get_state (monitor) == REGIE_MONITOR_RECONNECTING);
  proxy_set_mode (proxy, PROXY_PASS);
  wait_until (regie_monitor_get_state (monitor) == REGIE_MONITOR_PLAYING);
  end_monitor (monitor);
  tear_down ();
}

static void
a_dead_primary_gives_way_to_the_backup (void)
{
  RegieMonitor *monitor;
  g_autofree char *backup = NULL;

  set_up ();
  backup = regie_feeds_get_uri (feeds, 0);
  monitor = watch (proxy->port, backup);
  wait_until (regie_monitor_is_showing (monitor));
  proxy_refuse (proxy);
  proxy_cut (proxy);
  wait_until (regie_monitor_get_state (monitor) == REGIE_MONITOR_FAILED_OVER);
  g_assert_cmpuint (regie_monitor_get_source (monitor), ==, 1);
  end_monitor (monitor);
  tear_down ();
}

/* Whatever is on the screen goes on moving until the primary's own picture is there. */
static void
the_primary_comes_back_without_a_seam (void)
{
  RegieMonitor *monitor;
  g_autofree char *backup = NULL;
  gint64 last, gap = 0;
  guint64 handed;

  set_up ();
  backup = regie_feeds_get_uri (feeds, 0);
  monitor = watch (proxy->port, backup);
  regie_monitor_set_return_after (monitor, 3);
  wait_until (regie_monitor_get_handed (monitor) > 0);
  proxy_set_mode (proxy, PROXY_STALL);
  wait_until (regie_monitor_get_state (monitor) == REGIE_MONITOR_FAILED_OVER);
  wait_until (regie_monitor_get_handed (monitor) > 10);

  proxy_set_mode (proxy, PROXY_PASS);
  proxy_cut (proxy);
  handed = regie_monitor_get_handed (monitor);
  last = g_get_monotonic_time ();
  while (regie_monitor_get_state (monitor) != REGIE_MONITOR_PLAYING)
    {
      g_assert_true (regie_monitor_is_showing (monitor));
      g_assert_cmpint (g_get_monotonic_time () - last, <, PATIENCE);
      let_pass (20000);
      if (regie_monitor_get_handed (monitor) == handed)
        continue;
      handed = regie_monitor_get_handed (monitor);
      gap = MAX (gap, g_get_monotonic_time () - last);
      last = g_get_monotonic_time ();
    }
  g_assert_cmpuint (regie_monitor_get_source (monitor), ==, 0);
  g_test_message ("longest time without a new picture: %.2f s", (double) gap / G_USEC_PER_SEC);
  g_assert_cmpint (gap, <, 1500000);
  wait_until (regie_monitor_get_handed (monitor) > handed + 25);
  wait_until (regie_monitor_get_channels (monitor) == 2);
  end_monitor (monitor);
  tear_down ();
}

static void
nobody_there_is_tried_again_and_again (void)
{
  RegieMonitor *monitor;
  guint port;

  set_up ();
  port = proxy->port;
  proxy_refuse (proxy);
  monitor = watch (port, NULL);
  wait_until (regie_monitor_get_state (monitor) == REGIE_MONITOR_RECONNECTING);
  g_assert_nonnull (strstr (regie_monitor_get_problem (monitor), "127.0.0.1"));
  wait_until (regie_monitor_get_retry_at (monitor) > 0);
  end_monitor (monitor);
  tear_down ();
}

/* A source that accepts and never answers must hold up neither the main loop nor the teardown call. */
static void
giving_up_while_connecting_blocks_nobody (void)
{
  RegieMonitor *monitor;
  gint64 began;

  set_up ();
  proxy_set_mode (proxy, PROXY_STALL);
  for (guint i = 0; i < 3; i++)
    {
      monitor = watch (proxy->port, NULL);
      wait_until (proxy_get_accepted (proxy) > i);
      g_assert_cmpint (regie_monitor_get_state (monitor), ==, REGIE_MONITOR_CONNECTING);
      began = g_get_monotonic_time ();
      g_assert_finalize_object (monitor);
      g_assert_cmpint (g_get_monotonic_time () - began, <, 500000);
    }
  proxy_cut (proxy);
  wait_until (regie_rig_get_alive () == 0);
  tear_down ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);
  g_test_add_func ("/monitor/plays", a_live_stage_plays);
  g_test_add_func ("/monitor/hidden", a_hidden_stage_keeps_its_sound_and_its_watch);
  g_test_add_func ("/monitor/mark", the_picture_says_which_stage_it_is);
  g_test_add_func ("/monitor/program", the_program_shows_what_was_taken);
  g_test_add_func ("/monitor/stall", silence_on_the_line_is_a_stall_then_a_new_attempt);
  g_test_add_func ("/monitor/cut", a_cut_line_is_tried_again);
  g_test_add_func ("/monitor/garbage", garbage_ends_nothing_but_the_attempt);
  g_test_add_func ("/monitor/backup", a_dead_primary_gives_way_to_the_backup);
  g_test_add_func ("/monitor/return", the_primary_comes_back_without_a_seam);
  g_test_add_func ("/monitor/nobody", nobody_there_is_tried_again_and_again);
  g_test_add_func ("/monitor/teardown", giving_up_while_connecting_blocks_nobody);
  return g_test_run ();
}
