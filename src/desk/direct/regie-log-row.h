/* regie-log-row.h: a line of the director's lists: when, who, what, how far
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-long-list.h"
#include "regie-session-widget.h"

G_BEGIN_DECLS

#define REGIE_TYPE_LOG_ROW (regie_log_row_get_type ())
G_DECLARE_FINAL_TYPE (RegieLogRow, regie_log_row, REGIE, LOG_ROW, RegieSessionWidget)

/* One widget for what the right-hand lists hold: cues and prepared votes, activity, backstage posts. */

/**
 * regie_log_row_fill_list:
 * @session: (transfer none): whose items they are; must live as long as they are shown
 *
 * Has @list show items of @session: RegieCue, RegiePoll, RegieActivity or RegiePost, whose changes its
 * rows follow.
 */
void regie_log_row_fill_list (RegieLongList *list, RegieDeskSession *session);

G_END_DECLS
