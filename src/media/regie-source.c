/* regie-source.c: how each kind of source is best asked
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-media"

#include "regie-config.h"

#include "regie-capture.h"
#include "regie-source-uri.h"
#include "regie-source.h"
#include "regie-whep.h"

#include <gst/pbutils/missing-plugins.h>

/** The kernel holds this much of a UDP stream while nobody reads, bytes: a third of a second at 50 Mbit/s.
 * Its own limit (net.core.rmem_max) may be lower. */
#define UDP_BUFFER (2 * 1024 * 1024)
/** Longest silence of a server that is asked over TCP, seconds */
#define TCP_PATIENCE 5

void
regie_source_init (void)
{
  static gsize initialised;

  if (!g_once_init_enter (&initialised))
    return;
  gst_init (NULL, NULL);
  regie_whep_register ();
  regie_capture_register ();
  g_once_init_leave (&initialised, 1);
}

void
regie_source_complain (GstElement *element, const char *missing)
{
  gst_element_post_message (element, gst_missing_element_message_new (element, missing));
  GST_ELEMENT_ERROR (element, CORE, MISSING_PLUGIN, ("The element %s is missing", missing), (NULL));
}

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

static void
tune_rtsp (GstElement *source, const char *uri)
{
  g_object_set (source, "latency", REGIE_SOURCE_LATENCY, "tcp-timeout",
                (guint64) TCP_PATIENCE * G_USEC_PER_SEC, NULL);
  /* rtspu:, rtspt: and the like choose for themselves. */
  if (g_str_has_prefix (uri, "rtsp:") || g_str_has_prefix (uri, "rtsps:"))
    gst_util_set_object_arg (G_OBJECT (source), "protocols", "tcp");
  else if (g_str_has_prefix (uri, "rtspu:"))
    g_object_set (source, "udp-buffer-size", UDP_BUFFER, NULL);
  if (has_property (source, "add-reference-timestamp-meta"))
    g_object_set (source, "add-reference-timestamp-meta", TRUE, NULL);
}

static void
tune_srt (GstElement *source, const char *uri)
{
  g_autofree char *latency = regie_source_uri_get_field (uri, "latency");

  g_object_set (source, "auto-reconnect", FALSE, NULL);
  if (!latency)
    g_object_set (source, "latency", REGIE_SOURCE_LATENCY, NULL);
}

static void
tune_udp (GstElement *source, const char *uri)
{
  g_autofree char *interface = regie_source_uri_get_field (uri, "interface");

  g_object_set (source, "buffer-size", UDP_BUFFER, NULL);
  if (interface)
    g_object_set (source, "multicast-iface", interface, NULL);
}

void
regie_source_tune (GstElement *source, const char *uri)
{
  if (is_made_by (source, "rtspsrc"))
    tune_rtsp (source, uri);
  else if (is_made_by (source, "srtsrc"))
    tune_srt (source, uri);
  else if (is_made_by (source, "udpsrc"))
    tune_udp (source, uri);
  else if (is_made_by (source, "rtmp2src"))
    g_object_set (source, "timeout", TCP_PATIENCE, "idle-timeout", TCP_PATIENCE, NULL);
  else if (is_made_by (source, "souphttpsrc"))
    g_object_set (source, "timeout", TCP_PATIENCE, "retries", 0, NULL);
}
