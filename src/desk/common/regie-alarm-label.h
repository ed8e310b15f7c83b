/* regie-alarm-label.h: an alarm in as many words as there is room for, and never in half a word
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define REGIE_TYPE_ALARM_LABEL (regie_alarm_label_get_type ())
G_DECLARE_FINAL_TYPE (RegieAlarmLabel, regie_alarm_label, REGIE, ALARM_LABEL, GtkWidget)

/* In one line if it fits, else in two, whose end may be cut off; where not even the word fits, the shape
 * alone. It asks for no more room than the shape needs, and always for two lines. */

GtkWidget *regie_alarm_label_new (void);

/**
 * regie_alarm_label_set_text:
 * @text: all there is to say
 * @least: (nullable): the beginning of it that is never cut; %NULL: all of it
 * @shape: what is shown where @least does not fit
 */
void regie_alarm_label_set_text (RegieAlarmLabel *self,
                                 const char *text,
                                 const char *least,
                                 const char *shape);

/** Returns: (transfer none): which of the two is shown now: the text or the shape */
const char *regie_alarm_label_get_shown (RegieAlarmLabel *self);

G_END_DECLS
