/* regie-alarm-text.h: alarms in words and shapes
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-alarm.h"

G_BEGIN_DECLS

/** How long an alarm is ignored at a time, microseconds */
#define REGIE_ALARM_IGNORE_TIME (10 * G_TIME_SPAN_MINUTE)

/** Returns: (transfer none): what is wrong, in capitals: `BLACK`; for pills and chips */
const char *regie_alarm_word (RegieAlarmKind kind);

/** Returns: (transfer none): the shape that stands beside the word: `▲` critical, `△` warning */
const char *regie_alarm_shape (RegieAlarm *alarm);

/**
 * regie_alarm_text:
 * @more: further alarms that stand beside it
 * @now: monotonic time, microseconds
 *
 * Returns: (transfer full): shape, word, how many more, figure where there is one, and since when:
 * `▲ BLACK · 8 s`, `△ LOUDNESS +2 −12 LUFS · 1 min`. What may be cut off for want of room is at the end
 */
char *regie_alarm_text (RegieAlarm *alarm, guint more, gint64 now);

/** Returns: (transfer full): the beginning of regie_alarm_text(), without figure and time: `▲ BLACK +1` */
char *regie_alarm_headline (RegieAlarm *alarm, guint more);

/** Returns: (transfer full): the same as a sentence, for a list and for assistive technology: `The
 * picture is black` */
char *regie_alarm_sentence (RegieAlarm *alarm);

/** Returns: whether nobody has to be told of it at @now */
gboolean regie_alarm_is_ignored (RegieAlarm *alarm, gint64 now);

G_END_DECLS
