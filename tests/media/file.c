/* file.c: a monitor plays, pauses, seeks and ends a recording, and says plainly what it cannot play
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "test-media"

#include "regie-config.h"

#include "media-test.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *film;

static RegieMonitor *
open_monitor (const char *uri)
{
  RegieMonitor *monitor = regie_monitor_new ();

  regie_monitor_set_sources (monitor, (const char *const[]) { uri, NULL });
  return monitor;
}

static void
count (gpointer object, gpointer what, guint *counter)
{
  (*counter)++;
}

static void
tick (RegieMonitor *monitor, guint *counter)
{
  (*counter)++;
}

static void
it_plays_to_the_end (void)
{
  RegieMonitor *monitor = open_monitor (film);
  GdkPaintable *paintable = regie_monitor_get_paintable (monitor);
  guint levels = 0;

  g_signal_connect (monitor, "levels-changed", G_CALLBACK (tick), &levels);
  g_assert_cmpint (regie_monitor_get_state (monitor), ==, REGIE_MONITOR_IDLE);
  regie_monitor_set_playing (monitor, TRUE);
  g_assert_cmpint (regie_monitor_get_state (monitor), ==, REGIE_MONITOR_CONNECTING);
  wait_until (regie_monitor_get_state (monitor) == REGIE_MONITOR_PLAYING);
  g_assert_null (regie_monitor_get_problem (monitor));
  wait_until (regie_monitor_get_ended (monitor));

  g_assert_false (regie_monitor_get_live (monitor));
  g_assert_cmpuint (regie_monitor_get_width (monitor), ==, 640);
  g_assert_cmpuint (regie_monitor_get_height (monitor), ==, 360);
  g_assert_cmpfloat_with_epsilon (regie_monitor_get_frame_rate (monitor), 25, 0.01);
  g_assert_cmpstr (regie_monitor_get_codec (monitor), ==, "H.264 · AAC");
  g_assert_cmpint (regie_monitor_get_duration (monitor) / 100000, ==, 40);
  /* A machine that is too busy to decode them all leaves some out. */
  g_assert_cmpuint (regie_monitor_get_frames (monitor), <=, 100);
  g_assert_cmpuint (regie_monitor_get_frames (monitor), >=, 20);
  g_assert_cmpuint (regie_monitor_get_handed (monitor), >=, 2);
  g_assert_cmpint (regie_monitor_get_last_frame (monitor), >, 0);
  g_assert_cmpuint (levels, >=, 60);
  g_assert_cmpint (gdk_paintable_get_intrinsic_width (paintable), ==, 640);
  end_monitor (monitor);
}

static void
its_levels_are_those_of_the_film (void)
{
  RegieMonitor *monitor = open_monitor (film);

  g_assert_cmpfloat (regie_monitor_get_peak (monitor, 0), <=, REGIE_LEVEL_FLOOR);
  regie_monitor_set_playing (monitor, TRUE);
  wait_until (regie_monitor_get_channels (monitor) == 2
              && regie_monitor_get_peak (monitor, 0) > -40);
  for (guint i = 0; i < 2; i++)
    wait_until (ABS (regie_monitor_get_peak (monitor, i) + 20) < 1.5
                && ABS (regie_monitor_get_rms (monitor, i) + 23) < 1.5
                && ABS (regie_monitor_get_peak_hold (monitor, i) + 20) < 2.5);
  g_assert_cmpfloat (regie_monitor_get_peak (monitor, 7), <=, REGIE_LEVEL_FLOOR);
  g_assert_cmpfloat (regie_monitor_get_peak (monitor, 99), <=, REGIE_LEVEL_FLOOR);
  end_monitor (monitor);
}

static void
a_paused_film_shows_the_frame_it_is_sent_to (void)
{
  RegieMonitor *monitor = open_monitor (film);
  guint64 handed;

  regie_monitor_set_paused (monitor, TRUE);
  regie_monitor_set_playing (monitor, TRUE);
  wait_until (regie_monitor_get_handed (monitor) > 0);
  wait_until (regie_monitor_get_duration (monitor) > 0);
  g_assert_cmpint (regie_monitor_get_position (monitor), <, 100000);

  regie_monitor_seek (monitor, 2520000);
  wait_until (ABS (regie_monitor_get_position (monitor) - 2520000) < 40000);
  regie_monitor_step (monitor);
  wait_until (ABS (regie_monitor_get_position (monitor) - 2560000) < 20000);
  regie_monitor_seek (monitor, 400000);
  wait_until (ABS (regie_monitor_get_position (monitor) - 400000) < 40000);

  /* Nothing moves while it is paused, and that is no stall. */
  handed = regie_monitor_get_handed (monitor);
  let_pass (2600000);
  g_assert_cmpuint (regie_monitor_get_handed (monitor), ==, handed);
  g_assert_cmpint (regie_monitor_get_state (monitor), ==, REGIE_MONITOR_PLAYING);

  regie_monitor_set_paused (monitor, FALSE);
  wait_until (regie_monitor_get_position (monitor) > 800000);
  end_monitor (monitor);
}

static void
many_seeks_end_at_the_last_one (void)
{
  RegieMonitor *monitor = open_monitor (film);

  regie_monitor_set_paused (monitor, TRUE);
  regie_monitor_set_playing (monitor, TRUE);
  wait_until (regie_monitor_get_duration (monitor) > 0);
  for (gint64 position = 0; position <= 3000000; position += 20000)
    regie_monitor_seek (monitor, position);
  wait_until (ABS (regie_monitor_get_position (monitor) - 3000000) < 40000);
  /* Before the start and after the end there is nothing. */
  regie_monitor_seek (monitor, -5);
  wait_until (regie_monitor_get_position (monitor) < 40000);
  end_monitor (monitor);
}

static void
a_faster_film_is_over_sooner (void)
{
  RegieMonitor *monitor = open_monitor (film);
  gint64 began;

  regie_monitor_set_rate (monitor, 4);
  regie_monitor_set_playing (monitor, TRUE);
  wait_until (regie_monitor_get_position (monitor) > 200000);
  began = g_get_monotonic_time ();
  wait_until (regie_monitor_get_ended (monitor));
  g_assert_cmpint (g_get_monotonic_time () - began, <, 3400000);

  /* From the end one can go back, and it goes on. */
  regie_monitor_set_rate (monitor, 1);
  regie_monitor_seek (monitor, 1000000);
  wait_until (!regie_monitor_get_ended (monitor) && regie_monitor_get_position (monitor) > 1100000
              && regie_monitor_get_position (monitor) < 3000000);
  end_monitor (monitor);
}

static void
solo_without_a_device_disturbs_nothing (void)
{
  RegieMonitor *monitor = open_monitor (film);

  regie_monitor_set_solo (monitor, TRUE);
  regie_monitor_set_volume (monitor, 0.5);
  regie_monitor_set_playing (monitor, TRUE);
  wait_until (regie_monitor_get_position (monitor) > 1000000);
  wait_until (regie_monitor_get_handed (monitor) >= 8);
  regie_monitor_set_solo (monitor, FALSE);
  wait_until (regie_monitor_get_position (monitor) > 1500000);
  g_assert_null (regie_monitor_get_problem (monitor));
  end_monitor (monitor);
}

static void
what_is_not_there_is_said_and_not_tried_again (void)
{
  RegieMonitor *monitor = open_monitor ("file:///nowhere/at/all.mkv");
  guint problems = 0;

  g_signal_connect (monitor, "notify::problem", G_CALLBACK (count), &problems);
  regie_monitor_set_playing (monitor, TRUE);
  wait_until (regie_monitor_get_state (monitor) == REGIE_MONITOR_FAILED);
  g_assert_nonnull (strstr (regie_monitor_get_problem (monitor), "no such file"));
  g_assert_cmpuint (problems, >=, 1);
  g_assert_cmpint (regie_monitor_get_retry_at (monitor), ==, 0);

  /* Another source starts afresh. */
  regie_monitor_set_sources (monitor, (const char *const[]) { film, NULL });
  wait_until (regie_monitor_get_state (monitor) == REGIE_MONITOR_PLAYING);
  g_assert_null (regie_monitor_get_problem (monitor));
  end_monitor (monitor);
}

static void
a_backup_takes_over_from_what_is_broken (void)
{
  RegieMonitor *monitor = regie_monitor_new ();

  regie_monitor_set_sources (monitor,
                             (const char *const[]) { "file:///nowhere/at/all.mkv", film, NULL });
  regie_monitor_set_playing (monitor, TRUE);
  wait_until (regie_monitor_get_state (monitor) == REGIE_MONITOR_FAILED_OVER);
  g_assert_cmpuint (regie_monitor_get_source (monitor), ==, 1);
  g_assert_true (regie_monitor_is_showing (monitor));
  end_monitor (monitor);
}

/* Somebody writes nothing to the pipe and closes it: whoever waits for that (the source asks more than
 * once) goes on. */
static gboolean
lets_go (const char *path)
{
  const int writer = open (path, O_WRONLY | O_NONBLOCK | O_CLOEXEC);

  if (writer >= 0)
    close (writer);
  return regie_rig_get_alive () == 0;
}

/* Opening a pipe that nobody writes to blocks for good, in the middle of a change of state. */
static void
a_source_that_hangs_for_good_disturbs_nobody (void)
{
  g_autofree char *dir = g_dir_make_tmp ("regie-media-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "pipe.mkv", NULL);
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  RegieMonitor *hung, *other;
  gint64 began;

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  began = g_get_monotonic_time ();
  hung = open_monitor (uri);
  regie_monitor_set_playing (hung, TRUE);
  regie_monitor_seek (hung, 5);
  regie_monitor_set_paused (hung, TRUE);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 500000);

  other = open_monitor (film);
  regie_monitor_set_playing (other, TRUE);
  wait_until (regie_monitor_get_position (other) > 500000);
  g_assert_cmpint (regie_monitor_get_state (hung), ==, REGIE_MONITOR_CONNECTING);
  g_assert_finalize_object (other);

  began = g_get_monotonic_time ();
  g_assert_finalize_object (hung);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 500000);
  wait_until (regie_rig_get_alive () == 1);

  /* When it lets go at last, its thread clears up. */
  wait_until (lets_go (path));
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (dir), ==, 0);
}

static void
nothing_to_play_is_idle (void)
{
  RegieMonitor *monitor = regie_monitor_new ();

  regie_monitor_set_playing (monitor, TRUE);
  g_assert_cmpint (regie_monitor_get_state (monitor), ==, REGIE_MONITOR_IDLE);
  regie_monitor_set_sources (monitor, (const char *const[]) { NULL });
  g_assert_cmpint (regie_monitor_get_state (monitor), ==, REGIE_MONITOR_IDLE);
  regie_monitor_seek (monitor, 5);
  regie_monitor_step (monitor);
  regie_monitor_retry (monitor);
  end_monitor (monitor);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);
  film = make_film (4);
  g_test_add_func ("/file/nothing", nothing_to_play_is_idle);
  g_test_add_func ("/file/plays", it_plays_to_the_end);
  g_test_add_func ("/file/levels", its_levels_are_those_of_the_film);
  g_test_add_func ("/file/paused", a_paused_film_shows_the_frame_it_is_sent_to);
  g_test_add_func ("/file/scrub", many_seeks_end_at_the_last_one);
  g_test_add_func ("/file/rate", a_faster_film_is_over_sooner);
  g_test_add_func ("/file/solo", solo_without_a_device_disturbs_nothing);
  g_test_add_func ("/file/missing", what_is_not_there_is_said_and_not_tried_again);
  g_test_add_func ("/file/backup", a_backup_takes_over_from_what_is_broken);
  g_test_add_func ("/file/hung", a_source_that_hangs_for_good_disturbs_nobody);
  status = g_test_run ();
  drop_film (film);
  g_free (film);
  return status;
}
