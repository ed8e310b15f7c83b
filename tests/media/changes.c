/* changes.c: a monitor follows what a stream becomes, and what a stream lacks, without beginning anew
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "test-media"

#include "regie-config.h"

#include "lossy.h"
#include "media-test.h"
#include "regie-decoder.h"
#include "regie-source.h"
#include "servers.h"

#include <gst/video/gstvideodecoder.h>

static RegieMonitor *
watch (const char *uri)
{
  RegieMonitor *monitor = regie_monitor_new ();

  regie_monitor_set_sources (monitor, (const char *const[]) { uri, NULL });
  regie_monitor_set_playing (monitor, TRUE);
  return monitor;
}

static void
count (gpointer object, gpointer what, guint *counter)
{
  (*counter)++;
}

/* ---- what a stream lacks ---- */

static void
sound_alone_is_a_stage (void)
{
  RegieMonitor *monitor = watch ("capture://?audio=tone");

  wait_until (regie_monitor_get_channels (monitor) > 0);
  wait_until (regie_monitor_get_state (monitor) == REGIE_MONITOR_PLAYING);
  wait_until (ABS (regie_monitor_get_peak (monitor, 0) + 18) < 1);
  /* It goes on for longer than a stall takes. */
  let_pass (2500000);
  g_assert_cmpint (regie_monitor_get_state (monitor), ==, REGIE_MONITOR_PLAYING);
  g_assert_cmpuint (regie_monitor_get_width (monitor), ==, 0);
  g_assert_true (regie_monitor_get_live (monitor));
  end_monitor (monitor);
}

static void
a_picture_alone_is_a_stage (void)
{
  RegieMonitor *monitor = watch ("capture://?video=bars&size=640x360&rate=25");

  wait_until (regie_monitor_get_handed (monitor) > 50);
  g_assert_cmpint (regie_monitor_get_state (monitor), ==, REGIE_MONITOR_PLAYING);
  g_assert_cmpuint (regie_monitor_get_width (monitor), ==, 640);
  g_assert_cmpuint (regie_monitor_get_height (monitor), ==, 360);
  g_assert_cmpuint (regie_monitor_get_channels (monitor), ==, 0);
  g_assert_true (regie_monitor_get_live (monitor));
  end_monitor (monitor);
}

static void
a_device_that_is_not_there_is_said (void)
{
  RegieMonitor *monitor = watch ("capture://?video=v4l2:/dev/video99");

  wait_until (regie_monitor_get_problem (monitor) != NULL);
  g_assert_nonnull (strstr (regie_monitor_get_problem (monitor), "/dev/video99"));
  end_monitor (monitor);
}

/* ---- what a stream becomes ---- */

static GstElement *
send_udp (guint port, guint width, guint height, guint channels)
{
  return send_stage (
      "videotestsrc is-live=true pattern=ball ! "
      "video/x-raw,format=I420,width=%u,height=%u,framerate=25/1 ! "
      "x264enc tune=zerolatency speed-preset=ultrafast key-int-max=25 bitrate=400 ! "
      "video/x-h264,profile=constrained-baseline ! h264parse config-interval=1 ! "
      "mpegtsmux name=mux alignment=7 ! udpsink host=127.0.0.1 port=%u sync=true "
      "audiotestsrc is-live=true volume=0.1 samplesperbuffer=960 ! "
      "audio/x-raw,rate=48000,channels=%u ! audioconvert ! voaacenc ! aacparse ! mux.",
      width, height, port, channels);
}

static void
stop (GstElement *sender)
{
  gst_element_set_state (sender, GST_STATE_NULL);
  gst_object_unref (sender);
}

/* The encoder is set to something else: its stream is another from one packet to the next. */
static void
another_size_and_sound_layout_go_on (void)
{
  if (!keeps_pace ())
    return;

  const guint port = free_port (TRUE);
  g_autofree char *uri = g_strdup_printf ("udp://127.0.0.1:%u", port);
  GstElement *sender = send_udp (port, 320, 180, 2);
  RegieMonitor *monitor = watch (uri);
  guint states = 0, rigs;

  wait_until (regie_monitor_get_handed (monitor) > 10 && regie_monitor_get_channels (monitor) == 2);
  g_assert_cmpuint (regie_monitor_get_width (monitor), ==, 320);
  rigs = regie_rig_get_made ();
  stop (sender);
  sender = send_udp (port, 640, 480, 1);
  g_signal_connect (monitor, "notify::state", G_CALLBACK (count), &states);
  wait_until (regie_monitor_get_width (monitor) == 640
              && regie_monitor_get_height (monitor) == 480);
  wait_until (regie_monitor_get_channels (monitor) == 1);
  wait_until (regie_monitor_get_peak (monitor, 0) > -40);
  g_assert_cmpuint (regie_rig_get_made (), ==, rigs);
  g_assert_cmpuint (states, ==, 0);
  end_monitor (monitor);
  stop (sender);
}

/* The stage's feed is switched to another encoder, which speaks another language. */
static void
another_codec_goes_on (void)
{
  if (!keeps_pace ())
    return;

  const guint port = free_port (TRUE);
  g_autofree char *uri = g_strdup_printf ("udp://127.0.0.1:%u", port);
  g_autoptr (GstElementFactory) hevc = gst_element_factory_find ("x265enc");
  GstElement *sender;
  RegieMonitor *monitor;
  guint rigs;

  if (!hevc)
    {
      g_test_skip ("x265enc is not here");
      return;
    }
  sender = send_udp (port, 320, 180, 2);
  monitor = watch (uri);
  wait_until (regie_monitor_get_handed (monitor) > 10 && regie_monitor_get_channels (monitor) == 2);
  g_assert_cmpstr (regie_monitor_get_codec (monitor), ==, "H.264 · AAC");
  rigs = regie_rig_get_made ();
  stop (sender);
  sender = send_stage (
      "videotestsrc is-live=true pattern=ball ! "
      "video/x-raw,format=I420,width=480,height=270,framerate=25/1 ! "
      "x265enc speed-preset=ultrafast tune=zerolatency key-int-max=25 ! "
      "h265parse config-interval=1 ! mpegtsmux name=mux alignment=7 ! "
      "udpsink host=127.0.0.1 port=%u sync=true "
      "audiotestsrc is-live=true volume=0.1 samplesperbuffer=1152 ! "
      "audio/x-raw,rate=48000,channels=2 ! audioconvert ! lamemp3enc ! mpegaudioparse ! mux.",
      port);
  wait_until (regie_monitor_get_width (monitor) == 480);
  wait_until (g_strcmp0 (regie_monitor_get_codec (monitor), "H.265 · MP3") == 0);
  g_assert_cmpuint (regie_rig_get_made (), ==, rigs);
  end_monitor (monitor);
  stop (sender);
}

/* ---- hardware that fails ---- */

typedef struct
{
  GstVideoDecoder parent_instance;
} BrokenDecoder;

typedef struct
{
  GstVideoDecoderClass parent_class;
} BrokenDecoderClass;

static guint broken_frames;

static GType broken_decoder_get_type (void);
G_DEFINE_TYPE (BrokenDecoder, broken_decoder, GST_TYPE_VIDEO_DECODER)

static GstFlowReturn
broken_decoder_handle_frame (GstVideoDecoder *decoder, GstVideoCodecFrame *frame)
{
  g_atomic_int_inc (&broken_frames);
  gst_video_decoder_release_frame (decoder, frame);
  GST_ELEMENT_ERROR (decoder, STREAM, DECODE, ("The surface was lost"), (NULL));
  return GST_FLOW_ERROR;
}

static gboolean
broken_decoder_set_format (GstVideoDecoder *decoder, GstVideoCodecState *state)
{
  return TRUE;
}

static void
broken_decoder_class_init (BrokenDecoderClass *klass)
{
  GstElementClass *element_class = GST_ELEMENT_CLASS (klass);

  gst_element_class_add_pad_template (
      element_class, gst_pad_template_new ("sink", GST_PAD_SINK, GST_PAD_ALWAYS,
                                           gst_caps_from_string ("video/x-h264,stream-format=byte-"
                                                                 "stream,alignment=au")));
  gst_element_class_add_pad_template (
      element_class, gst_pad_template_new ("src", GST_PAD_SRC, GST_PAD_ALWAYS,
                                           gst_caps_from_string ("video/x-raw,format=NV12")));
  gst_element_class_set_static_metadata (element_class, "Broken decoder",
                                         "Codec/Decoder/Video/Hardware",
                                         "Stands for a graphics card that fails", "Regie's tests");
  GST_VIDEO_DECODER_CLASS (klass)->handle_frame = broken_decoder_handle_frame;
  GST_VIDEO_DECODER_CLASS (klass)->set_format = broken_decoder_set_format;
}

static void
broken_decoder_init (BrokenDecoder *self)
{
}

static void
hardware_that_fails_gives_way_to_software (void)
{
  g_autofree char *film = make_film (3);
  g_autoptr (GstElementFactory) factory = NULL;
  RegieMonitor *monitor;

  g_assert_true (gst_element_register (NULL, "brokendec", GST_RANK_PRIMARY + 1000,
                                       broken_decoder_get_type ()));
  factory = gst_element_factory_find ("brokendec");
  g_test_expect_message ("regie-media", G_LOG_LEVEL_MESSAGE, "*brokendec*not used any more*");
  monitor = watch (film);
  wait_until (regie_monitor_get_handed (monitor) > 10);
  g_test_assert_expected_messages ();
  g_assert_cmpint (g_atomic_int_get (&broken_frames), >, 0);
  g_assert_cmpint (regie_monitor_get_state (monitor), ==, REGIE_MONITOR_PLAYING);
  g_assert_null (regie_monitor_get_problem (monitor));
  g_assert_cmpuint (gst_plugin_feature_get_rank (GST_PLUGIN_FEATURE (factory)), ==, GST_RANK_NONE);
  end_monitor (monitor);
  drop_film (film);
}

static void
hardware_that_has_worked_has_more_than_one_chance (void)
{
  g_autoptr (GstElement) decoder = NULL;
  g_autoptr (GstElement) software =
      gst_object_ref_sink (gst_element_factory_make ("fakesink", NULL));
  const GType tired = g_type_register_static_simple (broken_decoder_get_type (), "TiredDecoder",
                                                     sizeof (BrokenDecoderClass), NULL,
                                                     sizeof (BrokenDecoder), NULL, 0);
  GstPluginFeature *feature;

  g_assert_true (gst_element_register (NULL, "tireddec", GST_RANK_PRIMARY, tired));
  decoder = gst_object_ref_sink (gst_element_factory_make ("tireddec", NULL));
  feature = GST_PLUGIN_FEATURE (gst_element_get_factory (decoder));
  for (guint i = 1; i < REGIE_DECODER_CHANCES; i++)
    {
      g_assert_true (regie_decoder_blame (decoder, TRUE));
      g_assert_cmpuint (gst_plugin_feature_get_rank (feature), ==, GST_RANK_PRIMARY);
    }
  g_test_expect_message ("regie-media", G_LOG_LEVEL_MESSAGE, "*tireddec*");
  g_assert_true (regie_decoder_blame (decoder, TRUE));
  g_test_assert_expected_messages ();
  g_assert_cmpuint (gst_plugin_feature_get_rank (feature), ==, GST_RANK_NONE);
  g_assert_false (regie_decoder_blame (software, FALSE));
}

/* ---- who is no stage at all ---- */

static gboolean
babble (GThreadedSocketService *service,
        GSocketConnection *client,
        GObject *source,
        gpointer user_data)
{
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (client));
  guint8 noise[4096];

  g_output_stream_write_all (out, "HTTP/1.0 200 OK\r\n\r\n", 19, NULL, NULL, NULL);
  do
    for (gsize i = 0; i < sizeof noise; i++)
      noise[i] = (guint8) g_random_int ();
  while (g_output_stream_write_all (out, noise, sizeof noise, NULL, NULL, NULL));
  return TRUE;
}

static void
garbage_is_called_by_its_name (void)
{
  g_autoptr (GSocketService) service = g_threaded_socket_service_new (4);
  const guint16 port =
      g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);
  g_autofree char *uri = g_strdup_printf ("http://127.0.0.1:%u/stage", port);
  RegieMonitor *monitor;

  g_signal_connect (service, "run", G_CALLBACK (babble), NULL);
  g_socket_service_start (service);
  monitor = watch (uri);
  wait_until (regie_monitor_get_state (monitor) == REGIE_MONITOR_RECONNECTING
              && regie_monitor_get_problem (monitor) != NULL);
  g_test_message ("%s", regie_monitor_get_problem (monitor));
  g_assert_cmpuint (regie_monitor_get_handed (monitor), ==, 0);
  end_monitor (monitor);
  g_socket_service_stop (service);
  g_socket_listener_close (G_SOCKET_LISTENER (service));
}

/* The kernel takes the connection, and then there is nobody. */
static void
who_accepts_and_says_nothing_is_given_up (void)
{
  static const char *const forms[] = { "rtsp://127.0.0.1:%p/stage",
                                       "rtmp://127.0.0.1:%p/live/stage",
                                       "http://127.0.0.1:%p/stage.m3u8",
                                       "whep://127.0.0.1:%p/stage" };
  g_autoptr (GSocketListener) silent = g_socket_listener_new ();
  g_autofree char *port =
      g_strdup_printf ("%u", g_socket_listener_add_any_inet_port (silent, NULL, NULL));
  RegieMonitor *monitors[G_N_ELEMENTS (forms)];
  gint64 began;

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_auto (GStrv) parts = g_strsplit (forms[i], "%p", -1);
      g_autofree char *uri = g_strjoinv (port, parts);

      monitors[i] = watch (uri);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      wait_until (regie_monitor_get_state (monitors[i]) == REGIE_MONITOR_RECONNECTING);
      g_assert_nonnull (regie_monitor_get_problem (monitors[i]));
      g_test_message ("%s: %s", forms[i], regie_monitor_get_problem (monitors[i]));
    }
  began = g_get_monotonic_time ();
  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    g_assert_finalize_object (monitors[i]);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 500000);
  wait_until (regie_rig_get_alive () == 0);
}

/* SRT sends again what was lost: one datagram in twenty, both ways, costs no picture. */
static void
a_way_that_loses_some_is_good_enough_for_srt (void)
{
  if (!keeps_pace ())
    return;

  static const Protocol srt = { "srt", NULL, start_srt_listener, stop_sending, "", TRUE };
  Server *server = server_new (&srt);
  Lossy *way = lossy_new (server->port, 20);
  g_autofree char *uri =
      g_strdup_printf ("srt://127.0.0.1:%u?passphrase=correct-horse&latency=500", way->port);
  RegieMonitor *monitor;
  guint states = 0;
  guint64 frames;
  gint64 began;

  server_start (server);
  monitor = watch (uri);
  wait_until (regie_monitor_get_handed (monitor) > 10);
  g_signal_connect (monitor, "notify::state", G_CALLBACK (count), &states);
  frames = regie_monitor_get_frames (monitor);
  began = g_get_monotonic_time ();
  let_pass (4 * G_USEC_PER_SEC);
  frames = regie_monitor_get_frames (monitor) - frames;
  g_test_message ("%" G_GUINT64_FORMAT " pictures in %.1f s, %d datagrams lost", frames,
                  (double) (g_get_monotonic_time () - began) / G_USEC_PER_SEC,
                  g_atomic_int_get (&way->lost));
  g_assert_cmpint (g_atomic_int_get (&way->lost), >, 5);
  g_assert_cmpuint (frames, >=, 50);
  g_assert_cmpuint (states, ==, 0);
  end_monitor (monitor);
  lossy_free (way);
  server_stop (server);
  server_free (server);
}

/* Whoever sends may come late. */
static void
a_port_without_a_sender_is_no_failure (void)
{
  const guint port = free_port (TRUE);
  g_autofree char *uri = g_strdup_printf ("udp://127.0.0.1:%u", port);
  RegieMonitor *monitor = watch (uri);
  GstElement *sender;

  wait_until (regie_monitor_get_problem (monitor) != NULL);
  g_assert_cmpstr (regie_monitor_get_problem (monitor), ==, "Waiting for the sender");
  g_assert_cmpint (regie_monitor_get_state (monitor), ==, REGIE_MONITOR_CONNECTING);
  sender = send_udp (port, 320, 180, 2);
  wait_until (regie_monitor_get_state (monitor) == REGIE_MONITOR_PLAYING);
  g_assert_null (regie_monitor_get_problem (monitor));
  end_monitor (monitor);
  stop (sender);
}

static void
a_uri_that_is_none_is_refused_with_its_field (void)
{
  RegieMonitor *monitor = watch ("srt://host:7001?passphrase=short");

  g_assert_cmpint (regie_monitor_get_state (monitor), ==, REGIE_MONITOR_FAILED);
  g_assert_cmpstr (regie_monitor_get_problem (monitor), ==,
                   "passphrase: 10 to 79 characters, not 5");
  /* A backup is not refused with it. */
  regie_monitor_set_sources (monitor,
                             (const char *const[]) { "srt://host", "capture://?video=bars", NULL });
  wait_until (regie_monitor_get_state (monitor) == REGIE_MONITOR_FAILED_OVER);
  g_assert_cmpuint (regie_monitor_get_source (monitor), ==, 1);
  end_monitor (monitor);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  regie_source_init ();
  g_test_add_func ("/changes/sound-alone", sound_alone_is_a_stage);
  g_test_add_func ("/changes/picture-alone", a_picture_alone_is_a_stage);
  g_test_add_func ("/changes/no-device", a_device_that_is_not_there_is_said);
  g_test_add_func ("/changes/size-and-layout", another_size_and_sound_layout_go_on);
  g_test_add_func ("/changes/codec", another_codec_goes_on);
  g_test_add_func ("/changes/hardware", hardware_that_fails_gives_way_to_software);
  g_test_add_func ("/changes/hardware-chances", hardware_that_has_worked_has_more_than_one_chance);
  g_test_add_func ("/changes/garbage", garbage_is_called_by_its_name);
  g_test_add_func ("/changes/silent", who_accepts_and_says_nothing_is_given_up);
  g_test_add_func ("/changes/loss", a_way_that_loses_some_is_good_enough_for_srt);
  g_test_add_func ("/changes/no-sender", a_port_without_a_sender_is_no_failure);
  g_test_add_func ("/changes/refused", a_uri_that_is_none_is_refused_with_its_field);
  return g_test_run ();
}
