/* regie-log-row.h: a line of the director's lists: when, who, what, how far
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-desk-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define REGIE_TYPE_LOG_ROW (regie_log_row_get_type ())
G_DECLARE_FINAL_TYPE (RegieLogRow, regie_log_row, REGIE, LOG_ROW, GtkWidget)

/* One widget for what the right-hand lists hold: cues and prepared votes, activity, backstage posts. */

GtkWidget *regie_log_row_new (RegieDeskSession *session);
/** @item: (nullable): a RegieCue, RegiePoll, RegieActivity or RegiePost; the row follows its changes */
void regie_log_row_set_item (RegieLogRow *self, GObject *item);
/** Returns: (transfer full): a factory for list views whose rows show items of @session */
GtkListItemFactory *regie_log_row_factory (RegieDeskSession *session);

G_END_DECLS
