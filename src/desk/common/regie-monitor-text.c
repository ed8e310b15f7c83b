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
#include <math.h>

char *
regie_text_bitrate (guint64 bits_per_second)
{
  if (bits_per_second == 0)
    return g_strdup ("–");
  if (bits_per_second < 1000000)
    return g_strdup_printf (_ ("%.0f kbit/s"), (double) bits_per_second / 1000);
  return g_strdup_printf (_ ("%.1f Mbit/s"), (double) bits_per_second / 1000000);
}

/* The sign is one that is as wide as a digit. */
static const char *
sign_of (double value)
{
  return value < 0 ? "−" : "";
}

char *
regie_text_loudness (double lufs)
{
  /* Below the absolute gate of ITU-R BS.1770 nothing is measured. */
  if (lufs <= -70)
    return g_strdup ("–");
  /* Translators: a loudness: its sign, its figure */
  return g_strdup_printf (_ ("%s%.1f LUFS"), sign_of (lufs), fabs (lufs));
}

char *
regie_text_level (double dbfs)
{
  if (dbfs <= REGIE_LEVEL_FLOOR)
    return g_strdup ("–");
  /* Translators: a level: its sign, its figure */
  return g_strdup_printf (_ ("%s%.0f dBFS"), sign_of (dbfs), fabs (dbfs));
}

/* Returns: (transfer full) (nullable): how far the source has filled up again */
static char *
buffering_text (RegieMonitor *monitor)
{
  const guint percent = regie_monitor_get_buffering (monitor);

  /* Translators: the picture stands still until so much of the stream is in hand again */
  return percent < 100 ? g_strdup_printf (_ ("buffering %u %%"), percent) : NULL;
}

static void
append (GString *text, const char *part)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

/* What is not as planned comes first: it is the last that is cut off. */
static void
prepend (GString *text, const char *part)
{
  if (part == NULL)
    return;
  g_string_prepend (text, text->len > 0 ? " · " : "");
  g_string_prepend (text, part);
}

char *
regie_monitor_format_text (RegieMonitor *monitor, RegieMonitorTextRoom room)
{
  guint width = regie_monitor_get_width (monitor);
  guint height = regie_monitor_get_height (monitor);
  double rate = regie_monitor_get_frame_rate (monitor);
  const char *codec = regie_monitor_get_codec (monitor);
  guint64 bitrate = regie_monitor_get_bitrate (monitor);
  g_autofree char *buffering = buffering_text (monitor);
  GString *text = g_string_new (NULL);

  if (width > 0 && room == REGIE_MONITOR_TEXT_SHORT)
    {
      g_string_append_printf (text, "%up", height);
      if (rate > 0)
        g_string_append_printf (text, "%.4g", rate);
    }
  else if (width > 0)
    {
      g_string_append_printf (text, "%u×%u", width, height);
      if (rate > 0)
        {
          g_autofree char *fps = g_strdup_printf (_ ("%.4g fps"), rate);

          append (text, fps);
        }
    }
  if (codec != NULL && room != REGIE_MONITOR_TEXT_SHORT)
    append (text, codec);
  if (bitrate > 0 && room == REGIE_MONITOR_TEXT_FULL)
    {
      g_autofree char *bits = regie_text_bitrate (bitrate);

      append (text, bits);
    }
  if (regie_monitor_get_state (monitor) == REGIE_MONITOR_FAILED_OVER)
    {
      g_autofree char *spare = regie_source_role_text (regie_monitor_get_source (monitor));

      prepend (text, spare);
    }
  prepend (text, buffering);
  return g_string_free_and_steal (text);
}

char *
regie_monitor_mark_text (RegieMonitor *monitor, const char *name)
{
  switch (regie_monitor_get_mark (monitor))
    {
    case REGIE_MARK_VERIFIED:
      /* Translators: the picture itself says which stage it is, and it is the right one: Stage 2 */
      return name != NULL ? g_strdup_printf (_ ("✓ %s verified"), name) : g_strdup ("✓");
    case REGIE_MARK_WRONG_STAGE:
      if (name == NULL)
        return g_strdup_printf ("≠ %u", regie_monitor_get_mark_stage (monitor));
      /* Translators: the picture itself says that it is another stage: its number */
      return g_strdup_printf (_ ("≠ wrong stage: %u"), regie_monitor_get_mark_stage (monitor));
    case REGIE_MARK_STALE:
      return g_strdup (name != NULL ? _ ("≠ old picture") : "≠");
    case REGIE_MARK_NOT_VERIFIED:
    default:
      /* Translators: the picture does not say which stage it is */
      return g_strdup (name != NULL ? _ ("not verified") : "");
    }
}

char *
regie_source_role_text (guint source)
{
  /* Translators: the first of a stage's sources */
  return source == 0 ? g_strdup (_ ("Primary")) : g_strdup_printf (_ ("Backup %u"), source);
}

char *
regie_source_uri_text (const char *uri)
{
  g_autoptr (GUri) parsed =
      g_uri_parse (uri, G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED, NULL);

  if (parsed == NULL)
    return g_strdup ("–");
  /* Whatever stands in a query may be a key: a passphrase, a token. */
  return g_uri_join (G_URI_FLAGS_ENCODED, g_uri_get_scheme (parsed), NULL, g_uri_get_host (parsed),
                     g_uri_get_port (parsed), g_uri_get_path (parsed), NULL, NULL);
}

/* Returns: (transfer full): @text, and how far the source has filled up if it is at that */
static char *
with_buffering (RegieMonitor *monitor, const char *text)
{
  g_autofree char *buffering = buffering_text (monitor);

  return buffering != NULL ? g_strjoin (" · ", text, buffering, NULL) : g_strdup (text);
}

/* What is filling up again does not play. */
static char *
playing_text (RegieMonitor *monitor)
{
  const guint source = regie_monitor_get_source (monitor);

  if (regie_monitor_get_buffering (monitor) < 100)
    {
      g_autofree char *role = regie_source_role_text (source);

      return with_buffering (monitor, role);
    }
  /* Translators: which of the backup sources */
  return source == 0 ? g_strdup (_ ("The primary source plays"))
                     : g_strdup_printf (_ ("Failed over: backup %u plays"), source);
}

char *
regie_monitor_state_text (RegieMonitor *monitor, gint64 now)
{
  gint64 retry = regie_monitor_get_retry_at (monitor);
  const char *problem = regie_monitor_get_problem (monitor);

  switch (regie_monitor_get_state (monitor))
    {
    case REGIE_MONITOR_IDLE:
      return g_strdup (_ ("No source is played"));
    case REGIE_MONITOR_CONNECTING:
      return with_buffering (monitor, _ ("Connecting"));
    case REGIE_MONITOR_PLAYING:
    case REGIE_MONITOR_FAILED_OVER:
      return playing_text (monitor);
    case REGIE_MONITOR_STALLED:
    case REGIE_MONITOR_RECONNECTING:
    case REGIE_MONITOR_FAILED:
    default:
      break;
    }
  if (retry > now)
    {
      g_autofree char *wait = regie_text_age (retry - now + G_USEC_PER_SEC / 2);
      g_autofree char *next = g_strdup_printf (_ ("next attempt in %s"), wait);

      return problem != NULL ? g_strdup_printf ("%s · %s", problem, next) : g_steal_pointer (&next);
    }
  return with_buffering (monitor, problem != NULL ? problem : _ ("Trying again"));
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
      *detail = buffering_text (monitor);
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
  else if (regie_monitor_get_buffering (monitor) < 100)
    *detail = buffering_text (monitor);
  else
    *detail = g_strdup (problem);
  return with_age (_ ("NO SIGNAL"), frame, now);
}
