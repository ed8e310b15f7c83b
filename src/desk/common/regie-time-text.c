/* regie-time-text.c: instants, lengths and counts as the desk writes them
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-time-text.h"

#include <glib/gi18n.h>

char *
regie_text_clock (gint64 at, const char *zone, gboolean seconds)
{
  g_autoptr (GTimeZone) tz = NULL;
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = NULL;

  if (utc == NULL)
    return g_strdup ("–");
  if (zone != NULL)
    tz = g_time_zone_new_identifier (zone);
  if (tz == NULL)
    tz = g_time_zone_new_local ();
  local = g_date_time_to_timezone (utc, tz);
  return g_date_time_format (local, seconds ? "%H:%M:%S" : "%H:%M");
}

char *
regie_text_countdown (gint64 left)
{
  const char *sign = left < 0 ? "−" : "";
  gint64 seconds = ABS (left) / G_USEC_PER_SEC;

  if (seconds >= 3600)
    return g_strdup_printf ("%s%d:%02d:%02d", sign, (int) (seconds / 3600),
                            (int) (seconds / 60 % 60), (int) (seconds % 60));
  return g_strdup_printf ("%s%02d:%02d", sign, (int) (seconds / 60), (int) (seconds % 60));
}

char *
regie_text_age (gint64 age)
{
  gint64 seconds = MAX (age, 0) / G_USEC_PER_SEC;

  if (seconds < 120)
    /* Translators: an age or a length in seconds */
    return g_strdup_printf (_ ("%d s"), (int) seconds);
  if (seconds < 7200)
    /* Translators: an age or a length in minutes */
    return g_strdup_printf (_ ("%d min"), (int) (seconds / 60));
  /* Translators: an age or a length in hours */
  return g_strdup_printf (_ ("%d h"), (int) (seconds / 3600));
}

char *
regie_text_count (gint64 count)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GINT64_FORMAT, ABS (count));
  gsize length = strlen (digits);
  GString *text = g_string_new (count < 0 ? "−" : NULL);

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append (text, "\u202f");
      g_string_append_c (text, digits[i]);
    }
  return g_string_free_and_steal (text);
}

char *
regie_text_isolate (const char *text)
{
  return g_strconcat ("\u2068", text != NULL ? text : "", "\u2069", NULL);
}
