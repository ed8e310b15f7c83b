/* regie-codec.c: names of formats as people know them
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-media"

#include "regie-config.h"

#include "regie-codec.h"

#include <gst/pbutils/codec-utils.h>
#include <gst/pbutils/descriptions.h>

static const struct
{
  const char *media;
  /* of `mpegversion`; 0: any */
  int version;
  const char *name;
} names[] = {
  { "video/x-h264", 0, "H.264" },    { "video/x-h265", 0, "H.265" }, { "video/x-vp8", 0, "VP8" },
  { "video/x-vp9", 0, "VP9" },       { "video/x-av1", 0, "AV1" },    { "video/mpeg", 2, "MPEG-2" },
  { "video/mpeg", 4, "MPEG-4" },     { "image/jpeg", 0, "MJPEG" },   { "audio/mpeg", 1, "MP3" },
  { "audio/mpeg", 2, "AAC" },        { "audio/mpeg", 4, "AAC" },     { "audio/x-opus", 0, "Opus" },
  { "audio/x-vorbis", 0, "Vorbis" }, { "audio/x-raw", 0, "PCM" },    { "video/x-raw", 0, "raw" },
  { "audio/x-ac3", 0, "AC-3" },
};

char *
regie_codec_name (GstCaps *caps)
{
  const GstStructure *structure = gst_caps_get_structure (caps, 0);
  int version = 0;

  gst_structure_get_int (structure, "mpegversion", &version);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (gst_structure_has_name (structure, names[i].media)
        && (names[i].version == 0 || names[i].version == version))
      return g_strdup (names[i].name);
  return gst_pb_utils_get_codec_description (caps);
}

static char *
name_first (GstStreamCollection *collection, GstStreamType type)
{
  for (guint i = 0; i < gst_stream_collection_get_size (collection); i++)
    {
      GstStream *stream = gst_stream_collection_get_stream (collection, i);
      g_autoptr (GstCaps) caps = gst_stream_get_caps (stream);

      if ((gst_stream_get_stream_type (stream) & type) && caps && !gst_caps_is_any (caps)
          && !gst_caps_is_empty (caps))
        return regie_codec_name (caps);
    }
  return NULL;
}

char *
regie_codec_describe (GstMessage *message)
{
  g_autoptr (GstStreamCollection) collection = NULL;
  g_autofree char *picture = NULL;
  g_autofree char *sound = NULL;

  gst_message_parse_stream_collection (message, &collection);
  if (!collection)
    return NULL;
  picture = name_first (collection, GST_STREAM_TYPE_VIDEO);
  sound = name_first (collection, GST_STREAM_TYPE_AUDIO);
  if (picture && sound)
    return g_strdup_printf ("%s · %s", picture, sound);
  return picture ? g_steal_pointer (&picture) : g_steal_pointer (&sound);
}

gboolean
regie_codec_has (GstMessage *message, GstStreamType type)
{
  g_autoptr (GstStreamCollection) collection = NULL;

  gst_message_parse_stream_collection (message, &collection);
  if (!collection)
    return FALSE;
  for (guint i = 0; i < gst_stream_collection_get_size (collection); i++)
    if (gst_stream_get_stream_type (gst_stream_collection_get_stream (collection, i)) & type)
      return TRUE;
  return FALSE;
}
