/* regie-poll-bar.h: one option of a poll with its share, as a bar that grows
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define REGIE_TYPE_POLL_BAR (regie_poll_bar_get_type ())
G_DECLARE_FINAL_TYPE (RegiePollBar, regie_poll_bar, REGIE, POLL_BAR, GtkWidget)

RegiePollBar *regie_poll_bar_new (void);

/**
 * regie_poll_bar_set:
 * @text: the option
 * @percent: 0 to 100, or %REGIE_PERCENT_NONE: a dash
 * @count: ballots for the option
 * @leading: nobody has more
 *
 * Shows these numbers; the bar grows or shrinks to them.
 */
void regie_poll_bar_set (
    RegiePollBar *self, const char *text, int percent, gint64 count, gboolean leading);

/** Hides the numbers and empties the bar: the result is not to be seen. */
void regie_poll_bar_set_concealed (RegiePollBar *self, gboolean concealed);

G_END_DECLS
