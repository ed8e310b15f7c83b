/* mark.c: the picture's own mark: what it holds, what it survives, what is made of it
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "test-media"

#include "regie-config.h"

#include "regie-luma.h"
#include "regie-mark-check.h"
#include "regie-mark.h"

#include <gst/app/gstappsink.h>
#include <gst/gst.h>

#define SECOND ((gint64) G_USEC_PER_SEC)
#define NOW G_GINT64_CONSTANT (1795000000123456)
#define CLOCK ((guint) (NOW / REGIE_MARK_TICK % REGIE_MARK_CYCLE))

static void
what_is_written_is_read (void)
{
  for (guint stage = 1; stage <= REGIE_MARK_STAGES; stage++)
    {
      guint time = 0;

      g_assert_cmpuint (regie_mark_decode (regie_mark_encode (stage, NOW + stage * SECOND), &time),
                        ==, stage);
      g_assert_cmpuint (time, ==, (CLOCK + stage * 100) % REGIE_MARK_CYCLE);
    }
}

/* The CRC finds every error of one, two or three bits in so short a word, and every burst up to 16. */
static void
a_wrong_bit_makes_it_no_mark (void)
{
  const guint64 data = regie_mark_encode (2, NOW);
  guint time;

  for (guint i = 0; i < REGIE_MARK_BITS; i++)
    for (guint j = i; j < REGIE_MARK_BITS; j++)
      for (guint k = j; k < REGIE_MARK_BITS; k += 5)
        {
          const guint64 error = G_GUINT64_CONSTANT (1) << i ^ G_GUINT64_CONSTANT (1) << j
                                ^ G_GUINT64_CONSTANT (1) << k;

          if (error != 0)
            g_assert_cmpuint (regie_mark_decode (data ^ error, &time), ==, 0);
        }
  g_assert_cmpuint (regie_mark_decode (0, &time), ==, 0);
  g_assert_cmpuint (regie_mark_decode ((G_GUINT64_CONSTANT (1) << REGIE_MARK_BITS) - 1, &time), ==,
                    0);
}

static void
its_clock_goes_round (void)
{
  const gint64 cycle = (gint64) REGIE_MARK_CYCLE * REGIE_MARK_TICK;

  g_assert_cmpint (regie_mark_get_age (CLOCK, NOW + 1800000) / REGIE_MARK_TICK, ==, 180);
  g_assert_cmpint (regie_mark_get_age (CLOCK, NOW - 500000) / REGIE_MARK_TICK, ==, -50);
  g_assert_cmpint (regie_mark_get_age (CLOCK, NOW + cycle + SECOND) / REGIE_MARK_TICK, ==, 100);
  g_assert_cmpint (regie_mark_get_age (REGIE_MARK_CYCLE - 1, 0), ==, REGIE_MARK_TICK);
}

static GstElement *
launch (const char *description)
{
  g_autoptr (GError) error = NULL;
  GstElement *pipeline = gst_parse_launch (description, &error);

  g_assert_no_error (error);
  return gst_object_ref_sink (pipeline);
}

/* How many of a pipeline's frames carry the mark of this stage and clock. */
static guint
count_marks (const char *description, guint stage, guint clock, guint *frames)
{
  g_autoptr (GstElement) pipeline = launch (description);
  g_autoptr (GstElement) sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  GstSample *sample;
  guint found = 0;

  *frames = 0;
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  while ((sample = gst_app_sink_try_pull_sample (GST_APP_SINK (sink), 30 * GST_SECOND)))
    {
      GstVideoFrame frame;
      GstVideoInfo info;
      RegieLuma luma;
      guint time = 0;

      g_assert_true (gst_video_info_from_caps (&info, gst_sample_get_caps (sample)));
      g_assert_true (
          gst_video_frame_map (&frame, &info, gst_sample_get_buffer (sample), GST_MAP_READ));
      g_assert_true (regie_luma_init (&luma, &frame));
      if (regie_mark_read (&luma, &time) == stage && time == clock)
        found++;
      (*frames)++;
      gst_video_frame_unmap (&frame);
      gst_sample_unref (sample);
    }
  g_assert_true (gst_app_sink_is_eos (GST_APP_SINK (sink)));
  gst_element_set_state (pipeline, GST_STATE_NULL);
  return found;
}

typedef struct
{
  const char *name;
  const char *way;
} Way;

/* What a picture goes through on its way: encoders at a feed's bit rate and at a bad line's, sizes. */
static const Way ways[] = {
  { "plain", "identity" },
  { "h264-scaled",
    "x264enc tune=zerolatency speed-preset=superfast bitrate=2500 ! avdec_h264 ! videoscale ! "
    "video/x-raw,width=640,height=360" },
  { "h264-poor",
    "x264enc tune=zerolatency speed-preset=ultrafast bitrate=300 ! avdec_h264 ! videoscale ! "
    "video/x-raw,width=640,height=360" },
  { "vp8", "vp8enc deadline=1 cpu-used=8 target-bitrate=800000 ! vp8dec" },
  { "small", "videoscale ! video/x-raw,width=256,height=144" },
  { "odd", "videoscale ! video/x-raw,width=854,height=480" },
  { "large", "videoscale ! video/x-raw,width=1920,height=1080" },
  { "nearest", "videoscale method=nearest-neighbour ! video/x-raw,width=480,height=270" },
  { "twice",
    "x264enc tune=zerolatency speed-preset=superfast bitrate=2000 ! avdec_h264 ! videoscale ! "
    "video/x-raw,width=960,height=540 ! x264enc tune=zerolatency speed-preset=superfast "
    "bitrate=1000 ! avdec_h264 ! videoscale ! video/x-raw,width=640,height=360" },
  { "rgb", "videoconvert ! video/x-raw,format=BGRA" },
  { "ten-bits", "videoconvert ! video/x-raw,format=I420_10LE" },
  { "p010", "videoconvert ! video/x-raw,format=P010_10LE" },
};

/* It is written by GStreamer's own element: the layout is the same. */
static void
it_survives_the_way (gconstpointer data)
{
  const Way *way = data;
  g_autofree char *description = g_strdup_printf (
      "videotestsrc num-buffers=20 pattern=smpte horizontal-speed=3 ! "
      "video/x-raw,format=I420,width=1280,height=720,framerate=25/1,colorimetry=bt709 ! "
      "simplevideomark pattern-width=16 pattern-height=16 pattern-count=%d pattern-data-count=%d "
      "pattern-data=%" G_GUINT64_FORMAT " ! %s ! appsink name=sink sync=false",
      REGIE_MARK_GUARD, REGIE_MARK_BITS, regie_mark_encode (3, NOW), way->way);
  guint frames;

  g_assert_cmpuint (count_marks (description, 3, CLOCK, &frames), ==, frames);
  g_assert_cmpuint (frames, ==, 20);
}

static void
pictures_without_a_mark_have_none (void)
{
  static const char *const patterns[] = { "smpte",      "snow", "black",    "white",
                                          "checkers-8", "bar",  "gradient", "smpte75" };

  for (gsize i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_autofree char *description = g_strdup_printf (
          "videotestsrc num-buffers=25 pattern=%s ! video/x-raw,format=I420,width=640,height=360 ! "
          "appsink name=sink sync=false",
          patterns[i]);
      guint frames;

      for (guint stage = 1; stage <= 4; stage++)
        g_assert_cmpuint (count_marks (description, stage, CLOCK, &frames), ==, 0);
      g_assert_cmpuint (frames, ==, 25);
    }
}

static GstPadProbeReturn
write_mark (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  GstBuffer *buffer = gst_buffer_make_writable (GST_PAD_PROBE_INFO_BUFFER (info));
  const guint64 *data = user_data;
  GstMapInfo map;

  GST_PAD_PROBE_INFO_DATA (info) = buffer;
  g_assert_true (gst_buffer_map (buffer, &map, GST_MAP_WRITE));
  regie_mark_write (map.data, 1280, 1280, 720, *data);
  gst_buffer_unmap (buffer, &map);
  return GST_PAD_PROBE_OK;
}

/* What others know how to read. */
static void
gstreamer_reads_our_mark (void)
{
  guint64 data = regie_mark_encode (7, NOW);
  g_autoptr (GstElement) pipeline =
      launch ("videotestsrc num-buffers=5 ! video/x-raw,format=I420,width=1280,height=720 ! "
              "identity name=here ! simplevideomarkdetect pattern-width=16 pattern-height=16 "
              "pattern-count=4 pattern-data-count=48 ! fakesink");
  g_autoptr (GstElement) here = gst_bin_get_by_name (GST_BIN (pipeline), "here");
  g_autoptr (GstPad) pad = gst_element_get_static_pad (here, "src");
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);
  g_autoptr (GstMessage) message = NULL;
  guint64 read = 0;

  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, write_mark, &data, NULL);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  message = gst_bus_timed_pop_filtered (bus, 30 * GST_SECOND,
                                        GST_MESSAGE_ELEMENT | GST_MESSAGE_ERROR | GST_MESSAGE_EOS);
  g_assert_nonnull (message);
  g_assert_cmpint (GST_MESSAGE_TYPE (message), ==, GST_MESSAGE_ELEMENT);
  g_assert_true (gst_structure_get_uint64 (gst_message_get_structure (message), "data", &read));
  g_assert_cmpuint (read, ==, data);
  gst_element_set_state (pipeline, GST_STATE_NULL);
}

/* What is made of it */

typedef struct
{
  RegieMarkCheck check;
  gint64 at;
  /* how long the picture is under way */
  gint64 way;
  RegieMarkState state;
} Reader;

/* A picture of @stage (0: without a mark) comes five times a second for @time. */
static void
read_for (Reader *reader, guint stage, gboolean running, gint64 time)
{
  for (gint64 end = reader->at + time; reader->at < end;)
    {
      RegiePictureReading reading = { 0 };

      reader->at += SECOND / 5;
      reading.at = reader->at;
      reading.mark_stage = stage;
      reading.mark_time =
          running ? (guint) ((reader->at - reader->way) / REGIE_MARK_TICK % REGIE_MARK_CYCLE)
                  : reader->check.time;
      reader->state = regie_mark_check_take (&reader->check, &reading, reader->at,
                                             regie_alarm_limits_get_default ())
                          ->state;
    }
}

static void
one_mark_is_chance_two_are_proof (void)
{
  Reader reader = { .at = NOW, .way = 1800000 };

  regie_mark_check_expect (&reader.check, 2, NOW - 60 * SECOND);
  g_assert_cmpint (reader.check.report.state, ==, REGIE_MARK_NOT_VERIFIED);
  g_assert_cmpint (regie_mark_check_get_age (&reader.check, NOW), ==, -1);
  read_for (&reader, 2, TRUE, SECOND / 5);
  g_assert_cmpint (reader.state, ==, REGIE_MARK_NOT_VERIFIED);
  read_for (&reader, 2, TRUE, SECOND / 5);
  g_assert_cmpint (reader.state, ==, REGIE_MARK_VERIFIED);
  g_assert_cmpuint (reader.check.report.stage, ==, 2);
  g_assert_cmpint (regie_mark_check_get_age (&reader.check, reader.at) / 20000, ==, 90);

  /* A frame or two that cannot be read change nothing; a picture without a mark does. */
  read_for (&reader, 0, TRUE, 2 * SECOND / 5);
  g_assert_cmpint (reader.state, ==, REGIE_MARK_VERIFIED);
  read_for (&reader, 0, TRUE, 2 * SECOND);
  g_assert_cmpint (reader.state, ==, REGIE_MARK_NOT_VERIFIED);
}

static void
after_a_take_the_old_picture_is_no_mistake (void)
{
  Reader reader = { .at = NOW, .way = 3 * SECOND };

  regie_mark_check_expect (&reader.check, 1, NOW - 60 * SECOND);
  read_for (&reader, 1, TRUE, 2 * SECOND);
  regie_mark_check_expect (&reader.check, 2, reader.at);
  read_for (&reader, 1, TRUE, 3 * SECOND);
  g_assert_cmpint (reader.state, ==, REGIE_MARK_VERIFIED);
  read_for (&reader, 2, TRUE, 5 * SECOND);
  g_assert_cmpint (reader.state, ==, REGIE_MARK_VERIFIED);

  /* But if what was commanded does not come, that is said as soon as it can be known. */
  regie_mark_check_expect (&reader.check, 3, reader.at);
  read_for (&reader, 2, TRUE, 3 * SECOND);
  g_assert_cmpint (reader.state, ==, REGIE_MARK_VERIFIED);
  read_for (&reader, 2, TRUE, SECOND);
  g_assert_cmpint (reader.state, ==, REGIE_MARK_WRONG_STAGE);
  g_assert_cmpuint (reader.check.report.stage, ==, 2);
  read_for (&reader, 3, TRUE, SECOND);
  g_assert_cmpint (reader.state, ==, REGIE_MARK_VERIFIED);
}

static void
a_clock_that_stands_still_is_stale (void)
{
  Reader reader = { .at = NOW, .way = SECOND };
  gint64 stopped;

  read_for (&reader, 1, TRUE, 2 * SECOND);
  stopped = reader.at;
  read_for (&reader, 1, FALSE, 2 * SECOND);
  g_assert_cmpint (reader.state, ==, REGIE_MARK_VERIFIED);
  read_for (&reader, 1, FALSE, SECOND);
  g_assert_cmpint (reader.state, ==, REGIE_MARK_STALE);
  g_assert_cmpint (reader.check.report.since, ==, stopped);
  read_for (&reader, 1, TRUE, SECOND);
  g_assert_cmpint (reader.state, ==, REGIE_MARK_VERIFIED);

  /* so is one that is too far behind */
  reader.way = 40 * SECOND;
  read_for (&reader, 1, TRUE, SECOND);
  g_assert_cmpint (reader.state, ==, REGIE_MARK_STALE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);
  g_test_add_func ("/mark/payload", what_is_written_is_read);
  g_test_add_func ("/mark/errors", a_wrong_bit_makes_it_no_mark);
  g_test_add_func ("/mark/clock", its_clock_goes_round);
  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *path = g_strconcat ("/mark/way/", ways[i].name, NULL);

      g_test_add_data_func (path, &ways[i], it_survives_the_way);
    }
  g_test_add_func ("/mark/none", pictures_without_a_mark_have_none);
  g_test_add_func ("/mark/gstreamer", gstreamer_reads_our_mark);
  g_test_add_func ("/mark/proof", one_mark_is_chance_two_are_proof);
  g_test_add_func ("/mark/take", after_a_take_the_old_picture_is_no_mistake);
  g_test_add_func ("/mark/stale", a_clock_that_stands_still_is_stale);
  return g_test_run ();
}
