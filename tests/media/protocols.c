/* protocols.c: a stage is seen and heard by every protocol there is, and again after its server was away
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "test-media"
#define GST_USE_UNSTABLE_API

#include "regie-config.h"

#include "media-test.h"
#include "regie-source.h"
#include "servers.h"
#include "whep-endpoint.h"

static gboolean
start_whep (Server *server)
{
  server->more = whep_endpoint_new (server->port, NULL);
  return TRUE;
}

static void
stop_whep (Server *server)
{
  g_clear_pointer ((WhepEndpoint **) &server->more, whep_endpoint_free);
}

static const Protocol protocols[] = {
  { "rtsp-tcp", NULL, start_rtsp, stop_rtsp, "rtsp://127.0.0.1:%p/stage", FALSE },
  { "rtsp-udp", NULL, start_rtsp, stop_rtsp, "rtspu://127.0.0.1:%p/stage", FALSE },
  { "srt-caller", NULL, start_srt_listener, stop_sending,
    "srt://127.0.0.1:%p?mode=caller&passphrase=correct-horse", TRUE },
  { "srt-listener", NULL, start_srt_caller, stop_sending, "srt://127.0.0.1:%p?mode=listener",
    TRUE },
  { "udp", NULL, start_udp, stop_sending, "udp://127.0.0.1:%p", TRUE },
  { "udp-multicast", NULL, start_multicast, stop_sending, "udp://239.255.42.42:%p?interface=lo",
    TRUE },
  { "rtmp", "nginx", start_rtmp, stop_nginx, "rtmp://127.0.0.1:%p/live/stage", FALSE },
  { "hls", "nginx", start_hls, stop_nginx, "http://127.0.0.1:%p/hls/stage.m3u8", FALSE },
  { "whep", NULL, start_whep, stop_whep, "whep://127.0.0.1:%p/stage", FALSE },
};

static gboolean
is_there (const char *program)
{
  g_autofree char *path = program ? g_find_program_in_path (program) : NULL;

  return !program
         || (path && g_file_test ("/usr/lib/nginx/modules/ngx_rtmp_module.so", G_FILE_TEST_EXISTS));
}

static RegieMonitor *
watch (const char *uri)
{
  RegieMonitor *monitor = regie_monitor_new ();

  regie_monitor_set_sources (monitor, (const char *const[]) { uri, NULL });
  regie_monitor_set_playing (monitor, TRUE);
  return monitor;
}

static void
is_seen_and_heard_again_after_a_restart (gconstpointer data)
{
  const Protocol *protocol = data;
  Server *server;
  RegieMonitor *monitor;
  g_autofree char *uri = NULL;
  gint64 began;
  guint64 handed;

  if (!is_there (protocol->program))
    {
      g_test_skip ("nginx with its rtmp module is not here");
      return;
    }
  server = server_new (protocol);
  uri = server_get_uri (server);
  server_start (server);
  began = g_get_monotonic_time ();
  monitor = watch (uri);
  wait_until (regie_monitor_get_handed (monitor) > 0);
  g_test_message ("%s: first frame after %.2f s", protocol->name,
                  (double) (g_get_monotonic_time () - began) / G_USEC_PER_SEC);
  wait_until (regie_monitor_get_handed (monitor) > 10);
  g_assert_cmpint (regie_monitor_get_state (monitor), ==, REGIE_MONITOR_PLAYING);
  g_assert_true (regie_monitor_get_live (monitor));
  g_assert_cmpuint (regie_monitor_get_width (monitor), ==, 320);
  g_assert_cmpuint (regie_monitor_get_height (monitor), ==, 180);
  g_assert_null (regie_monitor_get_problem (monitor));
  wait_until (regie_monitor_get_channels (monitor) == 2
              && regie_monitor_get_peak (monitor, 0) > -40);

  server_stop (server);
  wait_until (!regie_monitor_is_showing (monitor));
  g_assert_nonnull (regie_monitor_get_problem (monitor));
  handed = regie_monitor_get_handed (monitor);
  server_start (server);
  began = g_get_monotonic_time ();
  wait_until (regie_monitor_get_handed (monitor) > handed + 10
              && regie_monitor_get_state (monitor) == REGIE_MONITOR_PLAYING);
  g_test_message ("%s: back %.2f s after its server", protocol->name,
                  (double) (g_get_monotonic_time () - began) / G_USEC_PER_SEC);
  wait_until (regie_monitor_get_peak (monitor, 0) > -40);

  end_monitor (monitor);
  server_stop (server);
  server_free (server);
}

/* Recorded: it has a length, can be sought in, and comes to an end. */
static void
a_recording_in_pieces_is_played_to_its_end (void)
{
  static const Protocol vod = {
    "hls-vod", "nginx", start_vod, stop_nginx, "http://127.0.0.1:%p/hls/vod.m3u8", FALSE
  };
  g_autofree char *uri = NULL;
  RegieMonitor *monitor;
  Server *server;
  gint64 began;

  if (!is_there (vod.program))
    {
      g_test_skip ("nginx with its rtmp module is not here");
      return;
    }
  server = server_new (&vod);
  server_start (server);
  uri = server_get_uri (server);
  began = g_get_monotonic_time ();
  monitor = watch (uri);
  wait_until (regie_monitor_get_handed (monitor) > 0);
  g_test_message ("hls-vod: first frame after %.2f s",
                  (double) (g_get_monotonic_time () - began) / G_USEC_PER_SEC);
  wait_until (regie_monitor_get_duration (monitor) > 0);
  g_assert_false (regie_monitor_get_live (monitor));
  g_assert_cmpint (ABS (regie_monitor_get_duration (monitor) - 8 * G_USEC_PER_SEC), <, 500000);
  regie_monitor_seek (monitor, 6 * G_USEC_PER_SEC);
  wait_until (regie_monitor_get_position (monitor) >= 6 * G_USEC_PER_SEC);
  wait_until (regie_monitor_get_ended (monitor));
  g_assert_cmpint (regie_monitor_get_state (monitor), ==, REGIE_MONITOR_PLAYING);
  end_monitor (monitor);
  server_stop (server);
  server_free (server);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  regie_source_init ();
  for (gsize i = 0; i < G_N_ELEMENTS (protocols); i++)
    {
      g_autofree char *path = g_strconcat ("/protocols/", protocols[i].name, NULL);

      g_test_add_data_func (path, &protocols[i], is_seen_and_heard_again_after_a_restart);
    }
  g_test_add_func ("/protocols/hls-vod", a_recording_in_pieces_is_played_to_its_end);
  return g_test_run ();
}
