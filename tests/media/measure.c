/* measure.c: meters, counters and the words for what goes wrong
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "test-media"

#include "regie-config.h"

#include "regie-codec.h"
#include "regie-meter.h"
#include "regie-source.h"
#include "regie-trouble.h"
#include "regie-watch.h"

#include <gst/pbutils/missing-plugins.h>
#include <math.h>
#include <string.h>

#define SECOND ((gint64) G_USEC_PER_SEC)

static void
a_peak_is_held_and_then_falls (void)
{
  RegieMeter meter;
  gint64 now = 50 * SECOND;

  regie_meter_clear (&meter);
  regie_meter_take (&meter, (double[]) { -6, -40 }, (double[]) { -9, -43 }, 2, now);
  g_assert_cmpuint (meter.channels, ==, 2);
  g_assert_cmpfloat_with_epsilon (meter.hold[0], -6, 0.001);

  now += SECOND;
  regie_meter_take (&meter, (double[]) { -60, -20 }, (double[]) { -63, -23 }, 2, now);
  g_assert_cmpfloat_with_epsilon (meter.peak[0], -60, 0.001);
  g_assert_cmpfloat_with_epsilon (meter.hold[0], -6, 0.001);
  g_assert_cmpfloat_with_epsilon (meter.hold[1], -20, 0.001);

  now += SECOND;
  regie_meter_take (&meter, (double[]) { -60, -20 }, (double[]) { -63, -23 }, 2, now);
  g_assert_cmpfloat_with_epsilon (meter.hold[0], -16, 0.001);
  now += 10 * SECOND;
  regie_meter_take (&meter, (double[]) { -60, -20 }, (double[]) { -63, -23 }, 2, now);
  g_assert_cmpfloat_with_epsilon (meter.hold[0], -60, 0.001);
}

static void
a_meter_survives_what_is_no_number (void)
{
  double many[REGIE_LEVEL_CHANNELS + 4] = { 0 };
  RegieMeter meter;

  regie_meter_clear (&meter);
  regie_meter_take (&meter, (double[]) { -INFINITY, NAN }, (double[]) { NAN, INFINITY }, 2, 1);
  g_assert_cmpfloat (meter.peak[0], <=, REGIE_LEVEL_FLOOR);
  g_assert_cmpfloat (meter.peak[1], <=, REGIE_LEVEL_FLOOR);
  g_assert_cmpfloat (meter.rms[1], <=, 20);
  regie_meter_take (&meter, many, many, G_N_ELEMENTS (many), 2);
  g_assert_cmpuint (meter.channels, ==, REGIE_LEVEL_CHANNELS);
}

static void
arrivals_and_bit_rate_are_counted_over_attempts (void)
{
  RegieWatch watch = { 0 };
  RegieIntakeCount count = { 0 };
  gint64 now = 7 * SECOND;

  regie_watch_begin (&watch, now);
  g_assert_false (regie_watch_take (&watch, &count, now));
  for (guint i = 0; i < 10; i++)
    {
      now += SECOND / 4;
      count.frames += 6;
      count.bytes += 125000 / 4;
      count.last_frame = now;
      g_assert_true (regie_watch_take (&watch, &count, now));
    }
  g_assert_cmpuint (watch.frames, ==, 60);
  g_assert_cmpuint (watch.bitrate, ==, 1000000);
  g_assert_cmpint (watch.last_frame, ==, now);
  /* sound alone does not make up for a picture that stands still */
  count.last_sound = now + 1;
  g_assert_false (regie_watch_take (&watch, &count, now + 1));

  regie_watch_begin (&watch, now);
  count = (RegieIntakeCount) { .last_sound = now };
  g_assert_true (regie_watch_take (&watch, &count, now));
  g_assert_cmpuint (watch.frames, ==, 60);
  g_assert_cmpint (watch.last_frame, ==, now);
}

static void
trouble_is_told_without_secrets (void)
{
  g_autoptr (GError) refused =
      g_error_new_literal (GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_NOT_AUTHORIZED, "Unauthorized");
  g_autoptr (GError) lost =
      g_error_new_literal (GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_OPEN_READ, "no");
  gboolean hopeless;
  g_autofree char *one =
      regie_trouble_of_error (refused, "rtsp://me:geheim@host:554/a?key=geheim", &hopeless);
  g_autofree char *two = NULL;

  g_assert_true (hopeless);
  g_assert_null (strstr (one, "geheim"));
  g_assert_nonnull (strstr (one, "rtsp://host:554/a"));
  two = regie_trouble_of_error (lost, "rtsp://host/%20%s%n", &hopeless);
  g_assert_false (hopeless);
  g_assert_nonnull (strstr (two, "No connection to rtsp://host/"));
}

static void
a_missing_plugin_names_its_package (void)
{
  g_autoptr (GstElement) pipeline = gst_object_ref_sink (gst_pipeline_new (NULL));
  g_autoptr (GstMessage) message = gst_missing_uri_source_message_new (pipeline, "srt");
  g_autofree char *text = regie_trouble_of_missing (message);

  g_autofree char *decoder = regie_trouble_package ("decoder-video/x-h264, level=3.1");
  g_autofree char *ice = regie_trouble_package ("element-nicesrc");
  g_autofree char *other = regie_trouble_package ("nobody-knows");

  g_assert_nonnull (strstr (text, "gstreamer1.0-plugins-bad (Debian, Ubuntu)"));
  g_assert_cmpstr (decoder, ==,
                   "gstreamer1.0-libav (Debian, Ubuntu) or gstreamer1-plugin-libav (Fedora)");
  g_assert_cmpstr (ice, ==, "gstreamer1.0-nice (Debian, Ubuntu) or libnice-gstreamer1 (Fedora)");
  g_assert_nonnull (strstr (other, "gstreamer1.0-plugins-bad"));
}

static void
formats_have_names_that_people_know (void)
{
  g_autoptr (GstCaps) h264 = gst_caps_from_string ("video/x-h264,profile=main");
  g_autoptr (GstCaps) aac = gst_caps_from_string ("audio/mpeg,mpegversion=4");
  g_autofree char *one = regie_codec_name (h264);
  g_autofree char *two = regie_codec_name (aac);

  g_assert_cmpstr (one, ==, "H.264");
  g_assert_cmpstr (two, ==, "AAC");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);
  g_test_add_func ("/measure/peak", a_peak_is_held_and_then_falls);
  g_test_add_func ("/measure/odd", a_meter_survives_what_is_no_number);
  g_test_add_func ("/measure/watch", arrivals_and_bit_rate_are_counted_over_attempts);
  g_test_add_func ("/measure/trouble", trouble_is_told_without_secrets);
  g_test_add_func ("/measure/missing", a_missing_plugin_names_its_package);
  g_test_add_func ("/measure/formats", formats_have_names_that_people_know);
  return g_test_run ();
}
