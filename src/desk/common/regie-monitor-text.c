/* regie-monitor-text.c: what a monitor says of itself: format, age, alarm
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-monitor-text.h"

#include "regie-time-text.h"

#include <glib/gi18n.h>

char *
regie_monitor_format_text (RegieMonitor *monitor)
{
  guint width = regie_monitor_get_width (monitor);
  double rate = regie_monitor_get_frame_rate (monitor);
  const char *codec = regie_monitor_get_codec (monitor);
  GString *text = g_string_new (NULL);

  if (width > 0)
    g_string_append_printf (text, "%u×%u", width, regie_monitor_get_height (monitor));
  if (rate > 0)
    {
      g_autofree char *fps = g_strdup_printf (_ ("%.4g fps"), rate);

      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", fps);
    }
  if (codec != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", codec);
  if (regie_monitor_get_state (monitor) == REGIE_MONITOR_FAILED_OVER)
    {
      /* Translators: the main source of a stage is down, this is a spare one */
      g_autofree char *spare =
          g_strdup_printf (_ ("backup %u"), regie_monitor_get_source (monitor));

      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", spare);
    }
  return g_string_free_and_steal (text);
}

char *
regie_monitor_age_text (RegieMonitor *monitor, gint64 now)
{
  gint64 frame = regie_monitor_get_last_frame (monitor);
  gint64 latency = regie_monitor_get_latency (monitor);

  if (frame == 0)
    return g_strdup ("");
  if (now - frame > G_USEC_PER_SEC && !regie_monitor_get_paused (monitor))
    {
      g_autofree char *age = regie_text_age (now - frame);

      /* Translators: the picture that is shown is that old */
      return g_strdup_printf (_ ("%s old"), age);
    }
  if (latency >= 0)
    /* Translators: delay from the sender's clock to the screen, seconds */
    return g_strdup_printf (_ ("%.1f s"), (double) latency / G_USEC_PER_SEC);
  return g_strdup ("");
}

static char *
with_age (const char *text, gint64 since, gint64 now)
{
  g_autofree char *age = since > 0 ? regie_text_age (now - since) : NULL;

  return age != NULL ? g_strjoin (" ", text, age, NULL) : g_strdup (text);
}

char *
regie_monitor_alarm_text (RegieMonitor *monitor, gint64 now, char **detail)
{
  gint64 frame = regie_monitor_get_last_frame (monitor);
  gint64 retry = regie_monitor_get_retry_at (monitor);
  const char *problem = regie_monitor_get_problem (monitor);
  const char *const *sources = regie_monitor_get_sources (monitor);

  *detail = NULL;
  switch (regie_monitor_get_state (monitor))
    {
    case REGIE_MONITOR_PLAYING:
    case REGIE_MONITOR_FAILED_OVER:
      return NULL;
    case REGIE_MONITOR_IDLE:
      if (sources == NULL || sources[0] == NULL)
        return g_strdup (_ ("NO SOURCE"));
      return NULL;
    case REGIE_MONITOR_CONNECTING:
      return g_strdup (_ ("CONNECTING"));
    case REGIE_MONITOR_FAILED:
      *detail = g_strdup (problem);
      return g_strdup (_ ("FAILED"));
    case REGIE_MONITOR_STALLED:
    case REGIE_MONITOR_RECONNECTING:
      break;
    }
  if (retry > now)
    {
      g_autofree char *wait = regie_text_age (retry - now + G_USEC_PER_SEC / 2);

      /* Translators: a stage's stream is away; when it is tried next */
      *detail = g_strdup_printf (_ ("next attempt in %s"), wait);
    }
  else
    *detail = g_strdup (problem);
  return with_age (_ ("NO SIGNAL"), frame, now);
}
