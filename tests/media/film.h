/* film.h: films for tests, drawn and spoken frame by frame, then really encoded
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <glib/gstdio.h>
#include <gst/gst.h>
#include <string.h>

#define FILM_SAMPLES 48000

/** What a film is made of. */
typedef struct
{
  guint width;
  guint height;
  /** frames per second */
  guint rate;
  guint seconds;
  /** Draws planes Y, U and V (4:2:0, limited range) as they are at @time, seconds; they are grey
   * before. Returns: %FALSE: this frame is left out */
  gboolean (*draw) (gpointer data, guint8 *planes, double time);
  /** Fills @n samples of two channels, the first of which is number @first; they are silent before */
  void (*speak) (gpointer data, gint16 *samples, gsize n, guint64 first);
  gpointer data;
} Film;

static inline GstPadProbeReturn
film_draw (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  const Film *film = user_data;
  const gsize pixels = (gsize) film->width * film->height;
  GstBuffer *buffer = gst_buffer_make_writable (GST_PAD_PROBE_INFO_BUFFER (info));
  gboolean kept;
  GstMapInfo map;

  GST_PAD_PROBE_INFO_DATA (info) = buffer;
  g_assert_true (gst_buffer_map (buffer, &map, GST_MAP_WRITE));
  g_assert_cmpuint (map.size, ==, pixels * 3 / 2);
  memset (map.data, 128, map.size);
  kept = film->draw (film->data, map.data, (double) GST_BUFFER_PTS (buffer) / GST_SECOND);
  gst_buffer_unmap (buffer, &map);
  return kept ? GST_PAD_PROBE_OK : GST_PAD_PROBE_DROP;
}

static inline GstPadProbeReturn
film_speak (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  const Film *film = user_data;
  GstBuffer *buffer = gst_buffer_make_writable (GST_PAD_PROBE_INFO_BUFFER (info));
  GstMapInfo map;

  GST_PAD_PROBE_INFO_DATA (info) = buffer;
  g_assert_true (gst_buffer_map (buffer, &map, GST_MAP_WRITE));
  memset (map.data, 0, map.size);
  film->speak (film->data, (gint16 *) map.data, map.size / (2 * sizeof (gint16)),
               GST_BUFFER_OFFSET (buffer));
  gst_buffer_unmap (buffer, &map);
  GST_BUFFER_FLAG_UNSET (buffer, GST_BUFFER_FLAG_GAP);
  return GST_PAD_PROBE_OK;
}

static inline void
film_probe (GstElement *pipeline, const char *name, GstPadProbeCallback callback, const Film *film)
{
  g_autoptr (GstElement) source = gst_bin_get_by_name (GST_BIN (pipeline), name);
  g_autoptr (GstPad) pad = gst_element_get_static_pad (source, "src");

  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, callback, (gpointer) film, NULL);
}

/** Writes the film to @path as H.264 and AAC in Matroska. */
static inline void
film_write (const Film *film, const char *path)
{
  g_autofree char *launch = g_strdup_printf (
      "videotestsrc name=picture num-buffers=%u pattern=black ! "
      "video/x-raw,format=I420,width=%u,height=%u,framerate=%u/1,colorimetry=bt709 ! "
      "x264enc tune=zerolatency speed-preset=ultrafast bitrate=600 key-int-max=%u threads=1 ! "
      "h264parse ! matroskamux name=mux ! filesink location=%s "
      "audiotestsrc name=sound num-buffers=%u samplesperbuffer=%u wave=silence ! "
      "audio/x-raw,format=S16LE,rate=%u,channels=2 ! audioconvert ! "
      "voaacenc bitrate=128000 ! aacparse ! mux.",
      film->seconds * film->rate, film->width, film->height, film->rate, 2 * film->rate, path,
      film->seconds * 20, FILM_SAMPLES / 20, FILM_SAMPLES);
  g_autoptr (GError) error = NULL;
  g_autoptr (GstElement) pipeline = gst_parse_launch (launch, &error);
  g_autoptr (GstBus) bus = NULL;
  g_autoptr (GstMessage) message = NULL;

  g_assert_no_error (error);
  gst_object_ref_sink (pipeline);
  film_probe (pipeline, "picture", film_draw, film);
  film_probe (pipeline, "sound", film_speak, film);
  bus = gst_element_get_bus (pipeline);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  message = gst_bus_timed_pop_filtered (bus, 300 * GST_SECOND, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  g_assert_nonnull (message);
  g_assert_cmpint (GST_MESSAGE_TYPE (message), ==, GST_MESSAGE_EOS);
  gst_element_set_state (pipeline, GST_STATE_NULL);
}
