/* regie-alarm-text.c: alarms in words and shapes
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-alarm-text.h"

#include "regie-monitor-text.h"
#include "regie-time-text.h"

#include <glib/gi18n.h>

const char *
regie_alarm_word (RegieAlarmKind kind)
{
  static const char *const words[REGIE_ALARM_KINDS] = {
    [REGIE_ALARM_NO_SIGNAL] = N_ ("NO SIGNAL"),
    [REGIE_ALARM_FROZEN] = N_ ("FROZEN"),
    [REGIE_ALARM_BLACK] = N_ ("BLACK"),
    [REGIE_ALARM_SILENT] = N_ ("SILENT"),
    [REGIE_ALARM_CHANNEL_MISSING] = N_ ("CHANNEL MISSING"),
    [REGIE_ALARM_CLIPPING] = N_ ("CLIPPING"),
    [REGIE_ALARM_LOUDNESS] = N_ ("LOUDNESS"),
    [REGIE_ALARM_AV_OFFSET] = N_ ("LIP SYNC"),
    [REGIE_ALARM_LOW_FRAME_RATE] = N_ ("LOW FRAME RATE"),
    [REGIE_ALARM_WRONG_STAGE] = N_ ("WRONG STAGE"),
    [REGIE_ALARM_STALE] = N_ ("OLD PICTURE"),
  };

  g_return_val_if_fail (kind < REGIE_ALARM_KINDS, "");
  return _ (words[kind]);
}

const char *
regie_alarm_shape (RegieAlarm *alarm)
{
  return regie_alarm_get_severity (alarm) == REGIE_ALARM_CRITICAL ? "▲" : "△";
}

/* The figure beside the word, where it says more than the word. */
static char *
figure (RegieAlarm *alarm)
{
  double value = regie_alarm_get_value (alarm);

  switch (regie_alarm_get_kind (alarm))
    {
    case REGIE_ALARM_CHANNEL_MISSING:
      return g_strdup (value < 1.5 ? C_ ("sound channel", "left") : C_ ("sound channel", "right"));
    case REGIE_ALARM_LOUDNESS:
      return regie_text_loudness (value);
    case REGIE_ALARM_AV_OFFSET:
      /* Translators: by how much sound and picture are apart, milliseconds with a sign */
      return g_strdup_printf (_ ("%+.0f ms"), value);
    case REGIE_ALARM_LOW_FRAME_RATE:
      return g_strdup_printf (_ ("%.3g fps"), value);
    case REGIE_ALARM_WRONG_STAGE:
      return g_strdup_printf ("%.0f", value);
    case REGIE_ALARM_NO_SIGNAL:
    case REGIE_ALARM_FROZEN:
    case REGIE_ALARM_BLACK:
    case REGIE_ALARM_SILENT:
    case REGIE_ALARM_CLIPPING:
    case REGIE_ALARM_STALE:
    default:
      return NULL;
    }
}

char *
regie_alarm_headline (RegieAlarm *alarm, guint more)
{
  GString *text;

  g_return_val_if_fail (REGIE_IS_ALARM (alarm), NULL);
  text = g_string_new (regie_alarm_shape (alarm));
  g_string_append_printf (text, " %s", regie_alarm_word (regie_alarm_get_kind (alarm)));
  if (more > 0)
    g_string_append_printf (text, " +%u", more);
  return g_string_free_and_steal (text);
}

char *
regie_alarm_text (RegieAlarm *alarm, guint more, gint64 now)
{
  g_autofree char *headline = NULL;
  g_autofree char *age = NULL;
  g_autofree char *number = NULL;

  g_return_val_if_fail (REGIE_IS_ALARM (alarm), NULL);
  headline = regie_alarm_headline (alarm, more);
  age = regie_text_age (now - regie_alarm_get_since (alarm));
  number = figure (alarm);
  return number != NULL ? g_strdup_printf ("%s %s · %s", headline, number, age)
                        : g_strdup_printf ("%s · %s", headline, age);
}

char *
regie_alarm_sentence (RegieAlarm *alarm)
{
  double value;
  g_autofree char *number = NULL;

  g_return_val_if_fail (REGIE_IS_ALARM (alarm), NULL);
  value = regie_alarm_get_value (alarm);
  number = figure (alarm);
  switch (regie_alarm_get_kind (alarm))
    {
    case REGIE_ALARM_NO_SIGNAL:
      return g_strdup (_ ("Nothing arrives from the source"));
    case REGIE_ALARM_FROZEN:
      return g_strdup (value > 0.5 ? _ ("The picture stands still, and the sound is dead")
                                   : _ ("The picture has been standing still for long"));
    case REGIE_ALARM_BLACK:
      return g_strdup (_ ("The picture is black"));
    case REGIE_ALARM_SILENT:
      return g_strdup (_ ("There is no sound"));
    case REGIE_ALARM_CHANNEL_MISSING:
      return g_strdup (value < 1.5 ? _ ("The left channel is missing")
                                   : _ ("The right channel is missing"));
    case REGIE_ALARM_CLIPPING:
      return g_strdup (_ ("The sound is overdriven"));
    case REGIE_ALARM_LOUDNESS:
      /* Translators: a loudness such as −12.3 LUFS */
      return g_strdup_printf (_ ("The loudness is out of range: %s"), number);
    case REGIE_ALARM_AV_OFFSET:
      /* Translators: milliseconds */
      return value > 0 ? g_strdup_printf (_ ("The sound comes %.0f ms after the picture"), value)
                       : g_strdup_printf (_ ("The sound comes %.0f ms before the picture"), -value);
    case REGIE_ALARM_LOW_FRAME_RATE:
      /* Translators: frames per second, such as 12 fps */
      return g_strdup_printf (_ ("Too few frames arrive: %s"), number);
    case REGIE_ALARM_WRONG_STAGE:
      /* Translators: a stage's number */
      return g_strdup_printf (_ ("The picture says that it is stage %.0f"), value);
    case REGIE_ALARM_STALE:
      /* Translators: seconds */
      return g_strdup_printf (_ ("The picture is not live: it is %.0f s old"), value);
    default:
      return g_strdup ("");
    }
}

gboolean
regie_alarm_is_ignored (RegieAlarm *alarm, gint64 now)
{
  g_return_val_if_fail (REGIE_IS_ALARM (alarm), FALSE);
  return regie_alarm_get_ignored_until (alarm) > now;
}
