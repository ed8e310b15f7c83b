/* servers.h: a small live stage on a server of each protocol, started and stopped as a test says
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "media-test.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <gst/gst.h>
#include <gst/rtsp-server/rtsp-server.h>
#include <unistd.h>

#define STAGE_PICTURE                                                                              \
  "videotestsrc is-live=true pattern=ball ! "                                                      \
  "video/x-raw,format=I420,width=320,height=180,framerate=25/1 ! "                                 \
  "x264enc tune=zerolatency speed-preset=ultrafast key-int-max=25 bitrate=300 ! "                  \
  "video/x-h264,profile=constrained-baseline ! h264parse config-interval=1 "
#define STAGE_SOUND                                                                                \
  "audiotestsrc is-live=true volume=0.1 samplesperbuffer=960 ! "                                   \
  "audio/x-raw,rate=48000,channels=2 ! audioconvert ! voaacenc bitrate=64000 ! aacparse "

typedef struct _Server Server;

/* One way of getting a stage. */
typedef struct
{
  const char *name;
  /* a program it takes; NULL: none */
  const char *program;
  gboolean (*start) (Server *server);
  void (*stop) (Server *server);
  /* printf format with the port */
  const char *uri;
  gboolean udp;
} Protocol;

struct _Server
{
  const Protocol *protocol;
  guint port;
  /* a second one, of nginx's HTTP side */
  guint web;
  char *folder;
  GstElement *pipeline;
  GstRTSPServer *rtsp;
  GSource *accept;
  GSubprocess *nginx;
  /* what else a protocol needs */
  gpointer more;
};

/* A port that nobody has now. */
static inline guint
free_port (gboolean udp)
{
  g_autoptr (GSocket) socket =
      g_socket_new (G_SOCKET_FAMILY_IPV4, udp ? G_SOCKET_TYPE_DATAGRAM : G_SOCKET_TYPE_STREAM,
                    G_SOCKET_PROTOCOL_DEFAULT, NULL);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) got = NULL;

  g_assert_true (g_socket_bind (socket, any, FALSE, NULL));
  got = g_socket_get_local_address (socket, NULL);
  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (got));
}

static inline GstElement *send_stage (const char *format, ...) G_GNUC_PRINTF (1, 2);

/* A pipeline that sends; the test fails if it cannot be made. */
static inline GstElement *
send_stage (const char *format, ...)
{
  g_autofree char *launch = NULL;
  g_autoptr (GError) error = NULL;
  GstElement *pipeline;
  va_list words;

  va_start (words, format);
  launch = g_strdup_vprintf (format, words);
  va_end (words);
  pipeline = gst_parse_launch (launch, &error);
  g_assert_no_error (error);
  gst_object_ref_sink (pipeline);
  g_assert_cmpint (gst_element_set_state (pipeline, GST_STATE_PLAYING), !=,
                   GST_STATE_CHANGE_FAILURE);
  return pipeline;
}

static inline void
stop_sending (Server *server)
{
  if (server->pipeline)
    gst_element_set_state (server->pipeline, GST_STATE_NULL);
  g_clear_object (&server->pipeline);
}

/* ---- RTSP ---- */

static inline GstRTSPFilterResult
drop_client (GstRTSPServer *server, GstRTSPClient *client, gpointer user_data)
{
  return GST_RTSP_FILTER_REMOVE;
}

static inline gboolean
start_rtsp (Server *server)
{
  g_autofree char *port = g_strdup_printf ("%u", server->port);
  g_autoptr (GstRTSPMountPoints) mounts = NULL;
  GstRTSPMediaFactory *factory = gst_rtsp_media_factory_new ();

  server->rtsp = gst_rtsp_server_new ();
  gst_rtsp_server_set_address (server->rtsp, "127.0.0.1");
  gst_rtsp_server_set_service (server->rtsp, port);
  gst_rtsp_media_factory_set_launch (factory,
                                     "( " STAGE_PICTURE "! rtph264pay name=pay0 pt=96 " STAGE_SOUND
                                     "! rtpmp4gpay name=pay1 pt=97 )");
  gst_rtsp_media_factory_set_shared (factory, TRUE);
  mounts = gst_rtsp_server_get_mount_points (server->rtsp);
  gst_rtsp_mount_points_add_factory (mounts, "/stage", factory);
  server->accept = gst_rtsp_server_create_source (server->rtsp, NULL, NULL);
  if (!server->accept)
    return FALSE;
  g_source_attach (server->accept, NULL);
  return TRUE;
}

static inline void
stop_rtsp (Server *server)
{
  g_source_destroy (server->accept);
  g_clear_pointer (&server->accept, g_source_unref);
  g_list_free_full (gst_rtsp_server_client_filter (server->rtsp, drop_client, NULL),
                    g_object_unref);
  g_clear_object (&server->rtsp);
}

/* ---- MPEG-TS by SRT and UDP ---- */

static inline gboolean
start_srt_listener (Server *server)
{
  server->pipeline = send_stage (STAGE_PICTURE "! mpegtsmux name=mux alignment=7 ! srtsink "
                                               "wait-for-connection=false "
                                               "uri=\"srt://127.0.0.1:%u?mode=listener&"
                                               "passphrase=correct-horse\" " STAGE_SOUND "! mux.",
                                 server->port);
  return TRUE;
}

static inline gboolean
start_srt_caller (Server *server)
{
  server->pipeline =
      send_stage (STAGE_PICTURE "! mpegtsmux name=mux alignment=7 ! srtsink "
                                "wait-for-connection=false "
                                "uri=\"srt://127.0.0.1:%u?mode=caller\" " STAGE_SOUND "! mux.",
                  server->port);
  return TRUE;
}

static inline gboolean
start_udp (Server *server)
{
  server->pipeline =
      send_stage (STAGE_PICTURE "! mpegtsmux name=mux alignment=7 ! udpsink "
                                "host=127.0.0.1 port=%u sync=true " STAGE_SOUND "! mux.",
                  server->port);
  return TRUE;
}

static inline gboolean
start_multicast (Server *server)
{
  server->pipeline =
      send_stage (STAGE_PICTURE "! mpegtsmux name=mux alignment=7 ! udpsink "
                                "host=239.255.42.42 port=%u sync=true "
                                "multicast-iface=lo loop=true ttl-mc=0 " STAGE_SOUND "! mux.",
                  server->port);
  return TRUE;
}

/* ---- RTMP and HLS by nginx ---- */

static inline void
write_nginx_conf (Server *server, const char *path)
{
  g_autofree char *conf =
      g_strdup_printf ("load_module /usr/lib/nginx/modules/ngx_rtmp_module.so;\n"
                       "%s worker_processes 1; daemon off; master_process off;\n"
                       "pid %s/nginx.pid; error_log %s/error.log warn;\n"
                       "events { worker_connections 64; }\n"
                       "rtmp { access_log off; server { listen 127.0.0.1:%u; application live { "
                       "live on; hls on; hls_path %s/hls;"
                       " hls_fragment 1s; hls_playlist_length 6s; } } }\n"
                       "http { access_log off; client_body_temp_path %s/t1; proxy_temp_path %s/t2;"
                       " fastcgi_temp_path %s/t3; uwsgi_temp_path %s/t4; scgi_temp_path %s/t5;\n"
                       " server { listen 127.0.0.1:%u; root %s; add_header Cache-Control no-store;"
                       " types { application/vnd.apple.mpegurl m3u8; video/mp2t ts; } } }\n",
                       getuid () == 0 ? "user root;" : "", server->folder, server->folder,
                       server->port, server->folder, server->folder, server->folder, server->folder,
                       server->folder, server->folder, server->web, server->folder);

  g_assert_true (g_file_set_contents (path, conf, -1, NULL));
}

static inline gboolean
is_answering (guint port)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection =
      g_socket_client_connect_to_host (client, "127.0.0.1", (guint16) port, NULL, NULL);

  return connection != NULL;
}

static inline gboolean
start_nginx (Server *server)
{
  g_autofree char *conf = g_build_filename (server->folder, "nginx.conf", NULL);
  g_autofree char *hls = g_build_filename (server->folder, "hls", NULL);
  g_autofree char *log = g_build_filename (server->folder, "error.log", NULL);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (hls, 0755);
  write_nginx_conf (server, conf);
  server->nginx = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, "nginx", "-e", log,
                                    "-p", server->folder, "-c", conf, NULL);
  g_assert_no_error (error);
  wait_until (is_answering (server->port) && is_answering (server->web));
  return TRUE;
}

static inline void
publish (Server *server)
{
  server->pipeline =
      send_stage (STAGE_PICTURE "! flvmux name=mux streamable=true ! rtmp2sink "
                                "location=rtmp://127.0.0.1:%u/live/stage " STAGE_SOUND "! mux.",
                  server->port);
}

static inline gboolean
start_rtmp (Server *server)
{
  start_nginx (server);
  publish (server);
  return TRUE;
}

static inline void
stop_nginx (Server *server)
{
  stop_sending (server);
  if (!server->nginx)
    return;
  g_subprocess_force_exit (server->nginx);
  g_subprocess_wait (server->nginx, NULL, NULL);
  g_clear_object (&server->nginx);
}

static inline gboolean
start_hls (Server *server)
{
  g_autofree char *list = g_build_filename (server->folder, "hls", "stage.m3u8", NULL);

  g_unlink (list);
  start_rtmp (server);
  wait_until (g_file_test (list, G_FILE_TEST_EXISTS));
  return TRUE;
}

/* A recording of a few seconds, cut into pieces. */
static inline gboolean
start_vod (Server *server)
{
  g_autoptr (GstBus) bus = NULL;
  g_autoptr (GstMessage) end = NULL;

  start_nginx (server);
  server->pipeline = send_stage (
      "videotestsrc num-buffers=200 ! video/x-raw,format=I420,width=320,height=180,framerate=25/1 "
      "! "
      "x264enc speed-preset=ultrafast key-int-max=25 ! h264parse ! hlssink2 name=hls "
      "target-duration=2 playlist-length=0 location=%s/hls/vod%%05d.ts "
      "playlist-location=%s/hls/vod.m3u8 "
      "audiotestsrc num-buffers=400 samplesperbuffer=960 volume=0.1 ! "
      "audio/x-raw,rate=48000,channels=2 ! audioconvert ! voaacenc ! aacparse ! hls.audio",
      server->folder, server->folder);
  bus = gst_element_get_bus (server->pipeline);
  end = gst_bus_timed_pop_filtered (bus, 30 * GST_SECOND, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  g_assert_nonnull (end);
  g_assert_cmpint (GST_MESSAGE_TYPE (end), ==, GST_MESSAGE_EOS);
  stop_sending (server);
  return TRUE;
}

/* ---- all ---- */

static inline void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

static inline Server *
server_new (const Protocol *protocol)
{
  Server *server = g_new0 (Server, 1);

  server->protocol = protocol;
  server->port = free_port (protocol->udp);
  server->web = free_port (FALSE);
  server->folder = g_dir_make_tmp ("regie-server-XXXXXX", NULL);
  return server;
}

static inline char *
server_get_uri (Server *server)
{
  g_auto (GStrv) parts = g_strsplit (server->protocol->uri, "%p", -1);
  g_autofree char *port = g_strdup_printf (
      "%u", g_str_has_prefix (server->protocol->uri, "http") ? server->web : server->port);

  return g_strjoinv (port, parts);
}

static inline void
server_start (Server *server)
{
  g_assert_true (server->protocol->start (server));
}

static inline void
server_stop (Server *server)
{
  server->protocol->stop (server);
}

static inline void
server_free (Server *server)
{
  remove_tree (server->folder);
  g_free (server->folder);
  g_free (server);
}
