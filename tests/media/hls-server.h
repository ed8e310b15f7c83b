/* hls-server.h: a live stage in pieces with the dates of their making, on a line as fast as a test says
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "media-test.h"
#include "regie-mark.h"

#include <libsoup/soup.h>
#include <string.h>

#define HLS_WIDTH 320
#define HLS_HEIGHT 180
#define HLS_RATE 25
/** Nominal length of a piece, seconds */
#define HLS_PIECE 1
/** How many pieces the playlist has */
#define HLS_PIECES 6

typedef struct
{
  SoupServer *soup;
  GstElement *pipeline;
  char *folder;
  /* when the first picture was made, microseconds UTC; 0: not yet */
  gint64 began;
  /* the playlist's dates differ from the truth by this, microseconds */
  gint64 error;
  /* the playlist has dates */
  gboolean dated;
  /* number of the first piece behind a discontinuity; 0: there is none */
  guint discontinuity;
  /* a piece takes this long to be sent, milliseconds */
  guint slow;
} HlsServer;

/* The truth: each picture says when it was made. */
static inline GstPadProbeReturn
hls_mark (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  HlsServer *self = user_data;
  GstBuffer *buffer = gst_buffer_make_writable (GST_PAD_PROBE_INFO_BUFFER (info));
  const gint64 now = g_get_real_time ();
  GstMapInfo map;

  GST_PAD_PROBE_INFO_DATA (info) = buffer;
  if (self->began == 0)
    self->began = now - (gint64) (GST_BUFFER_PTS (buffer) / GST_USECOND);
  g_assert_true (gst_buffer_map (buffer, &map, GST_MAP_WRITE));
  regie_mark_write (map.data, HLS_WIDTH, HLS_WIDTH, HLS_HEIGHT, regie_mark_encode (1, now));
  gst_buffer_unmap (buffer, &map);
  return GST_PAD_PROBE_OK;
}

/* The sink's own playlist has all pieces from the first on: the last of them, with what the test wants
 * to have said of them. */
static inline char *
hls_write_playlist (HlsServer *self)
{
  g_autofree char *path = g_build_filename (self->folder, "all.m3u8", NULL);
  g_autofree char *all = NULL;
  g_autoptr (GString) pieces = g_string_new (NULL);
  g_auto (GStrv) lines = NULL;
  double time = 0;
  guint n = 0, total = 0, behind = 0;

  if (!g_file_get_contents (path, &all, NULL, NULL))
    return NULL;
  lines = g_strsplit (all, "\n", -1);
  for (guint i = 0; lines[i]; i++)
    total += g_str_has_prefix (lines[i], "#EXTINF:");
  for (guint i = 0; lines[i] && lines[i + 1]; i++)
    {
      const double length = g_str_has_prefix (lines[i], "#EXTINF:")
                                ? g_ascii_strtod (lines[i] + strlen ("#EXTINF:"), NULL)
                                : 0;
      const gint64 made = self->began + self->error + (gint64) (time * G_USEC_PER_SEC);
      g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc_usec (made);
      g_autofree char *text = g_date_time_format_iso8601 (date);

      if (length <= 0)
        continue;
      time += length;
      n++;
      if (self->discontinuity != 0 && n > self->discontinuity && n + HLS_PIECES <= total)
        behind = 1;
      if (n + HLS_PIECES <= total)
        continue;
      if (n == self->discontinuity)
        g_string_append (pieces, "#EXT-X-DISCONTINUITY\n");
      if (self->dated)
        g_string_append_printf (pieces, "#EXT-X-PROGRAM-DATE-TIME:%s\n", text);
      g_string_append_printf (pieces, "%s\n%s\n", lines[i], lines[i + 1]);
    }
  if (total < 3)
    return NULL;
  return g_strdup_printf ("#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:%d\n"
                          "#EXT-X-MEDIA-SEQUENCE:%u\n#EXT-X-DISCONTINUITY-SEQUENCE:%u\n%s",
                          HLS_PIECE + 1, total > HLS_PIECES ? total - HLS_PIECES : 0, behind,
                          pieces->str);
}

static inline gboolean
hls_go_on (gpointer message)
{
  soup_server_message_unpause (message);
  return G_SOURCE_REMOVE;
}

static inline void
hls_serve (SoupServer *soup,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  HlsServer *self = user_data;
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *file = g_build_filename (self->folder, name, NULL);
  const gboolean is_list = g_str_has_suffix (name, ".m3u8");
  char *body = NULL;
  gsize size = 0;

  if (is_list && (body = hls_write_playlist (self)))
    size = strlen (body);
  else if (!is_list)
    g_file_get_contents (file, &body, &size, NULL);
  soup_server_message_set_status (message, body ? SOUP_STATUS_OK : SOUP_STATUS_NOT_FOUND, NULL);
  if (!body)
    return;
  soup_server_message_set_response (message,
                                    is_list ? "application/vnd.apple.mpegurl" : "video/mp2t",
                                    SOUP_MEMORY_TAKE, body, size);
  if (is_list || self->slow == 0)
    return;
  soup_server_message_pause (message);
  g_timeout_add_full (G_PRIORITY_DEFAULT, self->slow, hls_go_on, g_object_ref (message),
                      g_object_unref);
}

static inline HlsServer *
hls_server_new (void)
{
  HlsServer *self = g_new0 (HlsServer, 1);

  self->folder = g_dir_make_tmp ("regie-hls-XXXXXX", NULL);
  self->soup = soup_server_new (NULL, NULL);
  self->dated = TRUE;
  return self;
}

/* Returns: (transfer full): where the stage is */
static inline char *
hls_server_start (HlsServer *self)
{
  g_autofree char *launch = g_strdup_printf (
      "videotestsrc is-live=true pattern=ball ! "
      "video/x-raw,format=I420,width=%d,height=%d,framerate=%d/1 ! identity name=here ! "
      "x264enc tune=zerolatency speed-preset=ultrafast key-int-max=%d bitrate=600 ! h264parse ! "
      "hlssink2 name=hls target-duration=%d playlist-length=0 max-files=0 "
      "location=%s/%%05d.ts playlist-location=%s/all.m3u8 "
      "audiotestsrc is-live=true volume=0.1 samplesperbuffer=960 ! "
      "audio/x-raw,rate=48000,channels=2 ! audioconvert ! voaacenc bitrate=64000 ! aacparse ! "
      "hls.audio",
      HLS_WIDTH, HLS_HEIGHT, HLS_RATE, HLS_RATE, HLS_PIECE, self->folder, self->folder);
  g_autoptr (GstElement) here = NULL;
  g_autoptr (GstPad) pad = NULL;
  g_autoptr (GError) error = NULL;
  GSList *uris;
  char *uri;

  self->pipeline = gst_parse_launch (launch, &error);
  g_assert_no_error (error);
  gst_object_ref_sink (self->pipeline);
  here = gst_bin_get_by_name (GST_BIN (self->pipeline), "here");
  pad = gst_element_get_static_pad (here, "src");
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, hls_mark, self, NULL);
  gst_element_set_state (self->pipeline, GST_STATE_PLAYING);

  soup_server_add_handler (self->soup, NULL, hls_serve, self, NULL);
  g_assert_true (soup_server_listen_local (self->soup, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error));
  uris = soup_server_get_uris (self->soup);
  uri = g_strdup_printf ("http://127.0.0.1:%d/stage.m3u8", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  wait_until (({
    g_autofree char *list = hls_write_playlist (self);
    list != NULL;
  }));
  return uri;
}

static inline void
hls_server_free (HlsServer *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  gst_element_set_state (self->pipeline, GST_STATE_NULL);
  g_object_unref (self->pipeline);
  soup_server_disconnect (self->soup);
  g_object_unref (self->soup);
  while ((name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_remove (path);
    }
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
  g_free (self);
}
