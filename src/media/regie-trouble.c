/* regie-trouble.c: what went wrong with a source, in words that a person can act on
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-media"

#include "regie-config.h"

#include "regie-source-uri.h"
#include "regie-trouble.h"

#include <gst/pbutils/missing-plugins.h>
#include <string.h>

/* The first line whose word is in the detail counts. Packages as in Debian 13 and Fedora 42. */
static const struct
{
  const char *word;
  const char *debian;
  const char *fedora;
} packages[] = {
  { "decoder-video/x-h264", "gstreamer1.0-libav", "gstreamer1-plugin-libav" },
  { "decoder-video/x-h265", "gstreamer1.0-libav", "gstreamer1-plugin-libav" },
  { "decoder-audio/mpeg", "gstreamer1.0-libav", "gstreamer1-plugin-libav" },
  { "decoder-video/mpegts", "gstreamer1.0-plugins-bad", "gstreamer1-plugins-bad-free" },
  { "decoder-video/mpeg", "gstreamer1.0-libav", "gstreamer1-plugin-libav" },
  { "decoder-audio/x-ac3", "gstreamer1.0-plugins-ugly", "gstreamer1-plugins-ugly-free" },
  { "decoder-video/x-av1", "gstreamer1.0-plugins-bad", "gstreamer1-plugins-bad-free" },
  { "decoder-video/x-vp", "gstreamer1.0-plugins-good", "gstreamer1-plugins-good" },
  { "decoder-audio/x-opus", "gstreamer1.0-plugins-base", "gstreamer1-plugins-base" },
  { "decoder-audio/x-vorbis", "gstreamer1.0-plugins-base", "gstreamer1-plugins-base" },
  { "decoder-application/x-rtp", "gstreamer1.0-plugins-good", "gstreamer1-plugins-good" },
  { "decoder-application/x-hls", "gstreamer1.0-plugins-good", "gstreamer1-plugins-good" },
  { "decoder-application/dash", "gstreamer1.0-plugins-good", "gstreamer1-plugins-good" },
  { "decoder-video/x-flv", "gstreamer1.0-plugins-good", "gstreamer1-plugins-good" },
  { "urisource-rtsp", "gstreamer1.0-plugins-good", "gstreamer1-plugins-good" },
  { "urisource-udp", "gstreamer1.0-plugins-good", "gstreamer1-plugins-good" },
  { "urisource-http", "gstreamer1.0-plugins-good", "gstreamer1-plugins-good" },
  { "urisource-srt", "gstreamer1.0-plugins-bad", "gstreamer1-plugins-bad-free" },
  { "urisource-rtmp", "gstreamer1.0-plugins-bad", "gstreamer1-plugins-bad-free" },
  { "element-v4l2src", "gstreamer1.0-plugins-good", "gstreamer1-plugins-good" },
  { "element-pulsesrc", "gstreamer1.0-plugins-good", "gstreamer1-plugins-good" },
  { "element-alsasrc", "gstreamer1.0-alsa", "gstreamer1-plugins-base" },
  { "element-pipewiresrc", "gstreamer1.0-pipewire", "pipewire-gstreamer" },
  { "element-webrtcbin", "gstreamer1.0-plugins-bad", "gstreamer1-plugins-bad-free" },
  { "element-dtls", "gstreamer1.0-plugins-bad", "gstreamer1-plugins-bad-free" },
  { "element-srtp", "gstreamer1.0-plugins-bad", "gstreamer1-plugins-bad-free" },
  { "element-nice", "gstreamer1.0-nice", "libnice-gstreamer1" },
  { "element-rtpbin", "gstreamer1.0-plugins-good", "gstreamer1-plugins-good" },
  { "element-scaletempo", "gstreamer1.0-plugins-good", "gstreamer1-plugins-good" },
  { "element-uridecodebin3", "gstreamer1.0-plugins-base", "gstreamer1-plugins-base" },
  { "element-video", "gstreamer1.0-plugins-base", "gstreamer1-plugins-base" },
  { "element-audio", "gstreamer1.0-plugins-base", "gstreamer1-plugins-base" },
  { "element-app", "gstreamer1.0-plugins-base", "gstreamer1-plugins-base" },
  { "decoder-", "gstreamer1.0-libav", "gstreamer1-plugin-libav" },
  { "", "gstreamer1.0-plugins-bad", "gstreamer1-plugins-bad-free" },
};

char *
regie_trouble_package (const char *detail)
{
  gsize i = 0;

  while (!strstr (detail, packages[i].word))
    i++;
  return g_strdup_printf ("%s (Debian, Ubuntu) or %s (Fedora)", packages[i].debian,
                          packages[i].fedora);
}

char *
regie_trouble_of_missing (GstMessage *message)
{
  g_autofree char *what = gst_missing_plugin_message_get_description (message);
  /* "gstreamer|1.0|program|description|TYPE-DETAIL" */
  g_autofree char *line = gst_missing_plugin_message_get_installer_detail (message);
  const char *detail = line ? strrchr (line, '|') : NULL;
  g_autofree char *package = regie_trouble_package (detail ? detail + 1 : "");

  return g_strdup_printf ("Missing plugin: %s. Install the package %s.", what ? what : "unknown",
                          package);
}

static const char *
resource_trouble (int code, gboolean *hopeless, gboolean local)
{
  switch (code)
    {
    case GST_RESOURCE_ERROR_NOT_FOUND:
      *hopeless = local;
      return local ? "There is no such file: %s" : "There is no such stream: %s";
    case GST_RESOURCE_ERROR_NOT_AUTHORIZED:
      *hopeless = TRUE;
      return "User name or password are not accepted by %s";
    case GST_RESOURCE_ERROR_OPEN_READ:
    case GST_RESOURCE_ERROR_OPEN_READ_WRITE:
      *hopeless = local;
      return local ? "The file cannot be opened: %s" : "No connection to %s";
    case GST_RESOURCE_ERROR_READ:
      return "The connection was lost: %s";
    default:
      return NULL;
    }
}

static const char *
stream_trouble (int code, gboolean *hopeless, gboolean local)
{
  switch (code)
    {
    case GST_STREAM_ERROR_TYPE_NOT_FOUND:
    case GST_STREAM_ERROR_WRONG_TYPE:
      *hopeless = local;
      return "This is neither picture nor sound: %s";
    case GST_STREAM_ERROR_FAILED:
      return local ? "The file is damaged: %s" : "The stream broke off: %s";
    case GST_STREAM_ERROR_CODEC_NOT_FOUND:
      *hopeless = TRUE;
      return "There is no decoder for what comes from %s";
    case GST_STREAM_ERROR_DECODE:
    case GST_STREAM_ERROR_DEMUX:
    case GST_STREAM_ERROR_FORMAT:
      *hopeless = local;
      return "The stream is damaged: %s";
    case GST_STREAM_ERROR_DECRYPT:
    case GST_STREAM_ERROR_DECRYPT_NOKEY:
      *hopeless = TRUE;
      return "The stream is encrypted and the passphrase does not fit: %s";
    default:
      return NULL;
    }
}

char *
regie_trouble_of_error (const GError *error, const char *uri, gboolean *hopeless)
{
  g_autofree char *name = regie_source_uri_hide_secrets (uri);
  const gboolean local = g_str_has_prefix (uri, "file:");
  const char *text = NULL;
  g_auto (GStrv) parts = NULL;

  *hopeless = FALSE;
  if (error->domain == GST_RESOURCE_ERROR)
    text = resource_trouble (error->code, hopeless, local);
  else if (error->domain == GST_STREAM_ERROR)
    text = stream_trouble (error->code, hopeless, local);
  else if (error->domain == GST_CORE_ERROR && error->code == GST_CORE_ERROR_MISSING_PLUGIN)
    *hopeless = TRUE;
  if (!text)
    return g_strdup_printf ("%s: %s", name, error->message);
  parts = g_strsplit (text, "%s", 2);
  return g_strjoinv (name, parts);
}
