/* regie-source.c: how each kind of source is best asked
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-media"

#include "regie-config.h"

#include "regie-source.h"

static gboolean
has_property (GstElement *source, const char *name)
{
  return g_object_class_find_property (G_OBJECT_GET_CLASS (source), name) != NULL;
}

static gboolean
is_made_by (GstElement *source, const char *factory)
{
  return gst_element_get_factory (source)
         && g_str_equal (GST_OBJECT_NAME (gst_element_get_factory (source)), factory);
}

void
regie_source_tune (GstElement *source, const char *uri)
{
  if (is_made_by (source, "rtspsrc"))
    {
      g_object_set (source, "latency", REGIE_SOURCE_LATENCY, "tcp-timeout",
                    (guint64) 5 * G_USEC_PER_SEC, NULL);
      /* rtspu:, rtspt: and the like choose for themselves. */
      if (g_str_has_prefix (uri, "rtsp:") || g_str_has_prefix (uri, "rtsps:"))
        gst_util_set_object_arg (G_OBJECT (source), "protocols", "tcp");
      if (has_property (source, "add-reference-timestamp-meta"))
        g_object_set (source, "add-reference-timestamp-meta", TRUE, NULL);
    }
  else if (is_made_by (source, "srtsrc"))
    {
      g_object_set (source, "latency", REGIE_SOURCE_LATENCY, "auto-reconnect", FALSE, NULL);
    }
}

void
regie_source_tune_decoder (GstElement *element)
{
  GstElementFactory *factory = gst_element_get_factory (element);

  if (factory
      && gst_element_factory_list_is_type (factory, GST_ELEMENT_FACTORY_TYPE_DECODER
                                                        | GST_ELEMENT_FACTORY_TYPE_MEDIA_VIDEO)
      && has_property (element, "max-threads"))
    g_object_set (element, "max-threads", 1, NULL);
}

char *
regie_source_hide_secrets (const char *uri)
{
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_PARSE_RELAXED, NULL);

  if (!parsed)
    return g_strdup ("the source");
  return g_uri_to_string_partial (parsed,
                                  G_URI_HIDE_USERINFO | G_URI_HIDE_QUERY | G_URI_HIDE_FRAGMENT);
}
