/* media-test.h: what the tests of the monitors have in common: waiting, and something to play
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-monitor.h"
#include "regie-rig.h"
#include "wait-until.h"

#include <glib/gstdio.h>
#include <gst/gst.h>

/** No wait is longer than this, microseconds */
#define PATIENCE (WAIT_SECONDS * G_USEC_PER_SEC)

/* Runs the main loop for a while in which nothing must happen that the caller looks at afterwards. */
static inline void
let_pass (gint64 microseconds)
{
  const gint64 end = g_get_monotonic_time () + microseconds;
  const guint pulse = g_timeout_add (10, wait_look_again, NULL);

  while (g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (pulse);
}

/* Under a sanitizer a program is several times slower than a feed that comes in real time: what is
 * judged by the clock is left to the run without. Returns: whether to go on */
static inline gboolean
keeps_pace (void)
{
#ifdef __SANITIZE_ADDRESS__
  g_test_skip ("a sanitizer does not keep pace with feeds in real time");
  return FALSE;
#else
  return TRUE;
#endif
}

/* The monitor goes, and so does everything it had in other threads. */
static inline void
end_monitor (RegieMonitor *monitor)
{
  g_assert_finalize_object (monitor);
  wait_until (regie_rig_get_alive () == 0);
}

/* Makes a film of @seconds at 25 frames a second with a tone of -20 dBFS; the caller frees its URI
 * and removes it with drop_film(). */
static inline char *
make_film (guint seconds)
{
  g_autofree char *dir = g_dir_make_tmp ("regie-media-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "film.mkv", NULL);
  g_autofree char *launch = g_strdup_printf (
      "videotestsrc num-buffers=%u pattern=smpte100 ! "
      "video/x-raw,format=I420,width=640,height=360,framerate=25/1 ! "
      "x264enc speed-preset=ultrafast key-int-max=25 ! h264parse ! matroskamux name=mux ! "
      "filesink location=%s "
      "audiotestsrc num-buffers=%u samplesperbuffer=1920 volume=0.1 ! "
      "audio/x-raw,rate=48000,channels=2 ! audioconvert ! voaacenc ! aacparse ! mux.",
      seconds * 25, path, seconds * 25);
  g_autoptr (GError) error = NULL;
  g_autoptr (GstElement) pipeline = gst_parse_launch (launch, &error);
  g_autoptr (GstBus) bus = NULL;
  g_autoptr (GstMessage) message = NULL;

  g_assert_no_error (error);
  gst_object_ref_sink (pipeline);
  bus = gst_element_get_bus (pipeline);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  message = gst_bus_timed_pop_filtered (bus, 30 * GST_SECOND, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  g_assert_nonnull (message);
  g_assert_cmpint (GST_MESSAGE_TYPE (message), ==, GST_MESSAGE_EOS);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  return g_filename_to_uri (path, NULL, NULL);
}

static inline void
drop_film (const char *uri)
{
  g_autofree char *path = g_filename_from_uri (uri, NULL, NULL);
  g_autofree char *dir = g_path_get_dirname (path);

  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (dir), ==, 0);
}
