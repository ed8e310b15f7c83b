/* recorder.c: what a live stage sends is kept, and can be played, also when nobody completed the file
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "test-rehearsal"

#include "regie-config.h"

#include "../media/media-test.h"
#include "proxy.h"
#include "regie-feeds.h"
#include "regie-recorder.h"

typedef struct
{
  RegieFeeds *feeds;
  Proxy *proxy;
  char *uri;
  char *dir;
  char *path;
} Fixture;

typedef struct
{
  gboolean called;
  gboolean complete;
  GError *error;
} Answer;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->feeds = regie_feeds_new (0, 1);
  g_assert_true (regie_feeds_start (fixture->feeds, NULL));
  fixture->proxy = proxy_new (regie_feeds_get_port (fixture->feeds));
  fixture->uri = g_strdup_printf ("rtsp://127.0.0.1:%u/stage-1", fixture->proxy->port);
  fixture->dir = g_dir_make_tmp ("regie-recorder-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->dir, "stage-1.mkv", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  proxy_free (fixture->proxy);
  g_assert_finalize_object (fixture->feeds);
  g_remove (fixture->path);
  g_assert_cmpint (g_rmdir (fixture->dir), ==, 0);
  g_free (fixture->path);
  g_free (fixture->dir);
  g_free (fixture->uri);
}

static void
on_stopped (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->complete = regie_recorder_stop_finish (REGIE_RECORDER (source), result, &answer->error);
  answer->called = TRUE;
}

/* Plays the file and seeks into it; returns its duration. */
static gint64
play (const char *path)
{
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  RegieMonitor *monitor = regie_monitor_new ();
  gint64 duration;

  regie_monitor_set_sources (monitor, (const char *const[]) { uri, NULL });
  regie_monitor_set_playing (monitor, TRUE);
  wait_until (regie_monitor_get_position (monitor) > 500000);
  g_assert_false (regie_monitor_get_live (monitor));
  g_assert_cmpuint (regie_monitor_get_width (monitor), ==, 1280);
  wait_until (regie_monitor_get_channels (monitor) == 2);
  duration = regie_monitor_get_duration (monitor);
  regie_monitor_set_paused (monitor, TRUE);
  regie_monitor_seek (monitor, 2000000);
  wait_until (ABS (regie_monitor_get_position (monitor) - 2000000) <= 80000);
  end_monitor (monitor);
  return duration;
}

static void
a_stopped_recording_has_its_length (Fixture *fixture, gconstpointer data)
{
  RegieRecorder *recorder = regie_recorder_new (fixture->uri, fixture->path);
  const gint64 began = g_get_real_time ();
  Answer answer = { 0 };
  gint64 recorded;
  GStatBuf file;

  regie_recorder_start (recorder);
  g_assert_cmpint (regie_recorder_get_state (recorder), ==, REGIE_RECORDER_CONNECTING);
  wait_until (regie_recorder_get_duration (recorder) > 3000000);
  g_assert_cmpint (regie_recorder_get_state (recorder), ==, REGIE_RECORDER_RECORDING);
  g_assert_cmpint (regie_recorder_get_t0 (recorder), >=, began);
  g_assert_cmpint (regie_recorder_get_t0 (recorder), <, g_get_real_time ());

  regie_recorder_stop_async (recorder, NULL, on_stopped, &answer);
  wait_until (answer.called);
  g_assert_no_error (answer.error);
  g_assert_true (answer.complete);
  g_assert_cmpint (regie_recorder_get_state (recorder), ==, REGIE_RECORDER_DONE);
  recorded = regie_recorder_get_duration (recorder);
  g_assert_cmpint (g_stat (fixture->path, &file), ==, 0);
  g_assert_cmpuint ((guint64) file.st_size, >=, regie_recorder_get_bytes (recorder));
  g_assert_finalize_object (recorder);

  g_assert_cmpint (ABS (play (fixture->path) - recorded), <, 200000);
}

static void
an_abandoned_recording_can_be_played (Fixture *fixture, gconstpointer data)
{
  RegieRecorder *recorder = regie_recorder_new (fixture->uri, fixture->path);
  g_autofree char *contents = NULL;
  g_autofree char *copy = g_strconcat (fixture->path, ".copy", NULL);
  gsize length;

  /* What is on disk while it still records is what is left when the process is killed. */
  regie_recorder_start (recorder);
  wait_until (regie_recorder_get_duration (recorder) > 4000000);
  g_assert_true (g_file_get_contents (fixture->path, &contents, &length, NULL));
  g_assert_true (g_file_set_contents (copy, contents, (gssize) length, NULL));
  g_assert_finalize_object (recorder);
  g_assert_cmpint (play (copy), >, 2000000);
  g_assert_cmpint (g_remove (copy), ==, 0);
}

static void
a_hanging_source_does_not_keep_the_file (Fixture *fixture, gconstpointer data)
{
  RegieRecorder *recorder = regie_recorder_new (fixture->uri, fixture->path);
  Answer answer = { 0 };

  regie_recorder_start (recorder);
  wait_until (regie_recorder_get_duration (recorder) > 2500000);
  proxy_set_mode (fixture->proxy, PROXY_STALL);
  regie_recorder_stop_async (recorder, NULL, on_stopped, &answer);
  wait_until (answer.called);
  g_clear_error (&answer.error);
  g_assert_finalize_object (recorder);
  play (fixture->path);
}

static void
nothing_to_record_is_an_error (Fixture *fixture, gconstpointer data)
{
  RegieRecorder *recorder;
  Answer answer = { 0 };

  proxy_refuse (fixture->proxy);
  recorder = regie_recorder_new (fixture->uri, fixture->path);
  regie_recorder_start (recorder);
  wait_until (regie_recorder_get_state (recorder) == REGIE_RECORDER_FAILED);
  g_assert_nonnull (regie_recorder_get_problem (recorder));
  regie_recorder_stop_async (recorder, NULL, on_stopped, &answer);
  wait_until (answer.called);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_clear_error (&answer.error);
  g_assert_finalize_object (recorder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);
  g_test_add ("/recorder/stopped", Fixture, NULL, set_up, a_stopped_recording_has_its_length,
              tear_down);
  g_test_add ("/recorder/abandoned", Fixture, NULL, set_up, an_abandoned_recording_can_be_played,
              tear_down);
  g_test_add ("/recorder/hanging", Fixture, NULL, set_up, a_hanging_source_does_not_keep_the_file,
              tear_down);
  g_test_add ("/recorder/nothing", Fixture, NULL, set_up, nothing_to_record_is_an_error, tear_down);
  return g_test_run ();
}
