/* regie-window-alarms.c: the window tells of alarms, and leads to the stage that has one
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-window-private.h"

#include "regie-alarm-text.h"
#include "regie-loudspeakers.h"
#include "regie-tally.h"

#include <glib/gi18n.h>

/* Once per alarm, however many views show it, and whichever of them is on the screen. */
static void
regie_window_on_raised (RegieWindow *self, RegieStageAlarm *item)
{
  RegieAlarm *alarm = regie_stage_alarm_get_alarm (item);
  g_autofree char *stage = regie_stage_label (regie_stage_alarm_get_stage (item));
  g_autofree char *sentence = regie_alarm_sentence (alarm);
  /* Translators: a stage and what is wrong with it: Stage 1: The picture is black */
  g_autofree char *text = g_strdup_printf (_ ("%s: %s"), stage, sentence);

  if (regie_alarm_is_ignored (alarm, g_get_monotonic_time ()))
    return;
  gtk_accessible_announce (GTK_ACCESSIBLE (self), text,
                           regie_alarm_get_severity (alarm) == REGIE_ALARM_CRITICAL
                               ? GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH
                               : GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
regie_window_on_cleared (RegieWindow *self, RegieStageAlarm *item)
{
  RegieAlarm *alarm = regie_stage_alarm_get_alarm (item);
  g_autofree char *stage = regie_stage_label (regie_stage_alarm_get_stage (item));
  g_autofree char *text = NULL;

  if (regie_alarm_is_ignored (alarm, g_get_monotonic_time ()))
    return;
  if (regie_alarm_get_kind (alarm) == REGIE_ALARM_NO_SIGNAL)
    text = g_strdup_printf (_ ("%s: %s"), stage, _ ("the picture is back"));
  else
    /* Translators: a stage, and an alarm that has ended: Stage 1: BLACK is over */
    text = g_strdup_printf (_ ("%s: %s is over"), stage,
                            regie_alarm_word (regie_alarm_get_kind (alarm)));
  gtk_accessible_announce (GTK_ACCESSIBLE (self), text,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
regie_window_on_lost (RegieWindow *self, const char *name)
{
  g_autofree char *text =
      g_strdup_printf (_ ("The loudspeaker “%s” is gone: the system’s is used instead."), name);

  regie_window_tell (self, text);
}

static void
regie_window_on_found (RegieWindow *self, const char *name)
{
  g_autofree char *text =
      g_strdup_printf (_ ("The loudspeaker “%s” is back and is used again."), name);

  regie_window_tell (self, text);
}

void
regie_window_follow_alarms (RegieWindow *self)
{
  g_signal_group_set_target (self->alarm_signals,
                             self->session != NULL ? regie_desk_session_get_alarms (self->session)
                                                   : NULL);
  regie_alarm_chip_set (self->alarms, self->session, NULL);
}

void
regie_window_listen_to_alarms (RegieWindow *self)
{
  RegieLoudspeakers *loudspeakers = regie_loudspeakers_get_default ();

  self->alarm_signals = g_signal_group_new (REGIE_TYPE_ALARM_BOARD);
  g_signal_group_connect_swapped (self->alarm_signals, "raised",
                                  G_CALLBACK (regie_window_on_raised), self);
  g_signal_group_connect_swapped (self->alarm_signals, "cleared",
                                  G_CALLBACK (regie_window_on_cleared), self);
  g_signal_connect_object (loudspeakers, "lost", G_CALLBACK (regie_window_on_lost), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (loudspeakers, "found", G_CALLBACK (regie_window_on_found), self,
                           G_CONNECT_SWAPPED);
}
