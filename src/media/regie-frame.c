/* regie-frame.c: a frame of GStreamer's as a texture of GTK's, without copying it
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-media"

#include "regie-config.h"

#include "regie-frame.h"

#include <gst/video/video.h>

/** Seconds from 1900, where NTP begins, to 1970 (RFC 5905, figure 4) */
#define NTP_TO_UNIX 2208988800

static void
unmap (gpointer data)
{
  gst_video_frame_unmap (data);
  g_free (data);
}

static gboolean
choose_format (GstVideoFormat from, GdkMemoryFormat *to)
{
  switch ((guint) from)
    {
    case GST_VIDEO_FORMAT_BGRx:
      *to = GDK_MEMORY_B8G8R8X8;
      return TRUE;
    case GST_VIDEO_FORMAT_BGRA:
      *to = GDK_MEMORY_B8G8R8A8_PREMULTIPLIED;
      return TRUE;
    case GST_VIDEO_FORMAT_RGBx:
      *to = GDK_MEMORY_R8G8B8X8;
      return TRUE;
    case GST_VIDEO_FORMAT_RGBA:
      *to = GDK_MEMORY_R8G8B8A8_PREMULTIPLIED;
      return TRUE;
    default:
      return FALSE;
    }
}

GdkTexture *
regie_frame_to_texture (GstSample *frame)
{
  GstBuffer *buffer = gst_sample_get_buffer (frame);
  GstCaps *caps = gst_sample_get_caps (frame);
  g_autoptr (GBytes) bytes = NULL;
  GstVideoFrame *mapped;
  GdkMemoryFormat format;
  GstVideoInfo info;
  gsize stride;

  if (!buffer || !caps || !gst_video_info_from_caps (&info, caps)
      || !choose_format (GST_VIDEO_INFO_FORMAT (&info), &format))
    return NULL;
  mapped = g_new0 (GstVideoFrame, 1);
  if (!gst_video_frame_map (mapped, &info, buffer, GST_MAP_READ))
    {
      g_free (mapped);
      return NULL;
    }
  stride = (gsize) GST_VIDEO_FRAME_PLANE_STRIDE (mapped, 0);
  bytes = g_bytes_new_with_free_func (GST_VIDEO_FRAME_PLANE_DATA (mapped, 0),
                                      stride * (gsize) info.height, unmap, mapped);
  return gdk_memory_texture_new (info.width, info.height, format, bytes, stride);
}

gint64
regie_frame_get_sent (GstBuffer *buffer)
{
  static GstStaticCaps ntp = GST_STATIC_CAPS ("timestamp/x-ntp");
  g_autoptr (GstCaps) caps = gst_static_caps_get (&ntp);
  GstReferenceTimestampMeta *meta = gst_buffer_get_reference_timestamp_meta (buffer, caps);

  if (!meta)
    return -1;
  return (gint64) (meta->timestamp / GST_USECOND) - NTP_TO_UNIX * G_USEC_PER_SEC;
}

gint64
regie_frame_get_latency (GstBuffer *frame)
{
  const gint64 sent = regie_frame_get_sent (frame);
  const gint64 late = g_get_real_time () - sent;

  /* Clocks that are a minute apart say nothing about the way between them. */
  return sent >= 0 && late >= 0 && late < 60 * G_USEC_PER_SEC ? late : -1;
}
