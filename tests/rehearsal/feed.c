/* feed.c: the stage feeds are real streams: pictures at their rate, sound, the title on the slide
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "test-rehearsal"

#include "regie-config.h"

#include "regie-feed-picture.h"
#include "regie-feeds.h"
#include "wait-until.h"

#include <gst/app/gstappsink.h>
#include <gst/gst.h>
#include <string.h>

typedef struct
{
  GMutex lock;
  guint frames;
  guint64 loud;
  int width;
  int height;
  int rate;
} Seen;

static GstFlowReturn
on_picture (GstAppSink *sink, gpointer user_data)
{
  Seen *seen = user_data;
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (sink);
  GstStructure *format;
  int over;

  if (!sample)
    return GST_FLOW_EOS;
  format = gst_caps_get_structure (gst_sample_get_caps (sample), 0);
  g_mutex_lock (&seen->lock);
  seen->frames++;
  gst_structure_get_int (format, "width", &seen->width);
  gst_structure_get_int (format, "height", &seen->height);
  gst_structure_get_fraction (format, "framerate", &seen->rate, &over);
  g_mutex_unlock (&seen->lock);
  return GST_FLOW_OK;
}

static GstFlowReturn
on_sound (GstAppSink *sink, gpointer user_data)
{
  Seen *seen = user_data;
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (sink);
  GstMapInfo map;

  if (!sample)
    return GST_FLOW_EOS;
  if (gst_buffer_map (gst_sample_get_buffer (sample), &map, GST_MAP_READ))
    {
      const gint16 *values = (const gint16 *) map.data;

      g_mutex_lock (&seen->lock);
      for (gsize i = 0; i < map.size / sizeof (gint16); i++)
        if (values[i] > 1000 || values[i] < -1000)
          seen->loud++;
      g_mutex_unlock (&seen->lock);
      gst_buffer_unmap (gst_sample_get_buffer (sample), &map);
    }
  return GST_FLOW_OK;
}

static GstElement *
watch (const char *uri, Seen *seen)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *launch =
      g_strdup_printf ("uridecodebin3 name=in uri=%s "
                       "in. ! video/x-raw ! queue ! appsink name=picture sync=false "
                       "in. ! audio/x-raw ! audioconvert ! audio/x-raw,format=S16LE ! queue ! "
                       "appsink name=sound sync=false",
                       uri);
  GstElement *pipeline = gst_parse_launch (launch, &error);
  g_autoptr (GstElement) picture = NULL;
  g_autoptr (GstElement) sound = NULL;

  g_assert_no_error (error);
  picture = gst_bin_get_by_name (GST_BIN (pipeline), "picture");
  sound = gst_bin_get_by_name (GST_BIN (pipeline), "sound");
  gst_app_sink_set_callbacks (GST_APP_SINK (picture),
                              &(GstAppSinkCallbacks) { .new_sample = on_picture }, seen, NULL);
  gst_app_sink_set_callbacks (GST_APP_SINK (sound),
                              &(GstAppSinkCallbacks) { .new_sample = on_sound }, seen, NULL);
  g_mutex_init (&seen->lock);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  return pipeline;
}

static gboolean
enough (Seen *seen, guint frames, guint64 loud)
{
  gboolean is;

  g_mutex_lock (&seen->lock);
  is = seen->frames >= frames && seen->loud >= loud;
  g_mutex_unlock (&seen->lock);
  return is;
}

static void
end (GstElement *pipeline)
{
  gst_element_set_state (pipeline, GST_STATE_NULL);
  g_object_unref (pipeline);
}

static void
stages_are_seen_and_heard (void)
{
  RegieFeeds *feeds = regie_feeds_new (0, 2);
  g_autoptr (GError) error = NULL;
  Seen seen[2] = { 0 };
  GstElement *pipelines[2];

  g_assert_null (regie_feeds_get_uri (feeds, 0));
  g_assert_true (regie_feeds_start (feeds, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (regie_feeds_get_port (feeds), >, 0);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *uri = regie_feeds_get_uri (feeds, i);

      pipelines[i] = watch (uri, &seen[i]);
    }
  for (guint i = 0; i < 2; i++)
    {
      wait_until (enough (&seen[i], 25, 2000));
      g_assert_cmpint (seen[i].width, ==, 1280);
      g_assert_cmpint (seen[i].height, ==, 720);
      g_assert_cmpint (seen[i].rate, ==, 25);
      g_assert_cmpuint (regie_feeds_get_frames (feeds, i), >=, 25);
    }
  for (guint i = 0; i < 2; i++)
    end (pipelines[i]);
  regie_feeds_stop (feeds);
  g_assert_cmpuint (regie_feeds_get_port (feeds), ==, 0);
  g_assert_finalize_object (feeds);
}

static void
a_stage_is_encoded_once_for_all_who_watch (void)
{
  RegieFeeds *feeds = regie_feeds_new (0, 1);
  Seen first = { 0 }, second = { 0 };
  GstElement *pipelines[2];
  guint64 drawn;
  g_autofree char *uri = NULL;

  g_assert_true (regie_feeds_start (feeds, NULL));
  uri = regie_feeds_get_uri (feeds, 0);
  pipelines[0] = watch (uri, &first);
  wait_until (enough (&first, 1, 0));
  pipelines[1] = watch (uri, &second);
  wait_until (enough (&second, 25, 0));
  wait_until (enough (&first, 25, 0));
  drawn = regie_feeds_get_frames (feeds, 0);
  g_assert_cmpuint (drawn, <, (guint64) first.frames + second.frames);
  end (pipelines[0]);
  end (pipelines[1]);
  g_assert_finalize_object (feeds);
}

static void
the_port_of_another_is_an_error_not_a_crash (void)
{
  RegieFeeds *one = regie_feeds_new (0, 1);
  RegieFeeds *other;
  g_autoptr (GError) error = NULL;

  g_assert_true (regie_feeds_start (one, NULL));
  other = regie_feeds_new (regie_feeds_get_port (one), 1);
  g_assert_false (regie_feeds_start (other, &error));
  g_assert_nonnull (error);
  g_assert_finalize_object (other);
  g_assert_finalize_object (one);
}

static void
the_slide_shows_the_title_and_the_clock_moves (void)
{
  RegieFeedPicture *picture = regie_feed_picture_new (0);
  g_autofree guint8 *one = g_malloc (REGIE_FEED_FRAME_BYTES);
  g_autofree guint8 *two = g_malloc (REGIE_FEED_FRAME_BYTES);
  const gint64 now = 1700000000000000;

  regie_feed_picture_draw (picture, one, now);
  regie_feed_picture_draw (picture, two, now);
  g_assert_cmpmem (one, REGIE_FEED_FRAME_BYTES, two, REGIE_FEED_FRAME_BYTES);

  regie_feed_picture_draw (picture, two, now + 40000);
  g_assert_cmpint (memcmp (one, two, REGIE_FEED_FRAME_BYTES), !=, 0);

  regie_feed_picture_set_title (picture, "Wege zur digitalen Verwaltung", NULL);
  regie_feed_picture_draw (picture, two, now);
  g_assert_cmpint (memcmp (one, two, REGIE_FEED_FRAME_BYTES), !=, 0);
  g_assert_finalize_object (picture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);
  g_test_add_func ("/feed/slide", the_slide_shows_the_title_and_the_clock_moves);
  g_test_add_func ("/feed/seen-and-heard", stages_are_seen_and_heard);
  g_test_add_func ("/feed/encoded-once", a_stage_is_encoded_once_for_all_who_watch);
  g_test_add_func ("/feed/port-taken", the_port_of_another_is_an_error_not_a_crash);
  return g_test_run ();
}
