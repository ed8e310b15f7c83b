/* regie-reading.c: what was measured in a picture and in a piece of sound
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-media"

#include "regie-config.h"

#include "regie-frame.h"
#include "regie-reading.h"

#include <string.h>

void
regie_reading_post (GstElement *element, const char *name, gconstpointer reading, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (reading, size);

  gst_element_post_message (
      element,
      gst_message_new_element (GST_OBJECT (element),
                               gst_structure_new (name, "reading", G_TYPE_BYTES, bytes, NULL)));
}

gboolean
regie_reading_parse (const GstStructure *structure, const char *name, gpointer reading, gsize size)
{
  const GValue *value;
  GBytes *bytes;

  if (!gst_structure_has_name (structure, name))
    return FALSE;
  value = gst_structure_get_value (structure, "reading");
  bytes = value && G_VALUE_HOLDS (value, G_TYPE_BYTES) ? g_value_get_boxed (value) : NULL;
  if (!bytes || g_bytes_get_size (bytes) != size)
    return FALSE;
  memcpy (reading, g_bytes_get_data (bytes, NULL), size);
  return TRUE;
}

gint64
regie_reading_time (const GstSegment *segment, GstBuffer *buffer)
{
  guint64 time;

  if (segment->format != GST_FORMAT_TIME || !GST_BUFFER_PTS_IS_VALID (buffer))
    return -1;
  time = gst_segment_to_stream_time (segment, GST_FORMAT_TIME, GST_BUFFER_PTS (buffer));
  return GST_CLOCK_TIME_IS_VALID (time) ? (gint64) (time / GST_USECOND) : -1;
}

gint64
regie_reading_sent (GstBuffer *buffer)
{
  const gint64 sent = regie_frame_get_sent (buffer);

  if (sent < 0 || !GST_BUFFER_PTS_IS_VALID (buffer))
    return G_MININT64;
  return sent - (gint64) (GST_BUFFER_PTS (buffer) / GST_USECOND);
}

double
regie_picture_reading_get_dark (const RegiePictureReading *reading, double level)
{
  const guint n = (guint) (CLAMP (level, 0, 1) * REGIE_PICTURE_LEVELS);
  double share = 0;

  for (guint i = 0; i < n; i++)
    share += reading->shares[i];
  return MIN (share, 1);
}
