/* regie-poll-dialog.h: a new vote or word cloud: its question, its kind, its options
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-congress.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define REGIE_TYPE_POLL_DIALOG (regie_poll_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RegiePollDialog, regie_poll_dialog, REGIE, POLL_DIALOG, AdwDialog)

/* Signal:
 *   created (RegieRecord *record, gboolean open)
 *           `poll.create`, and whether the vote shall be opened at once
 */

/**
 * regie_poll_dialog_new:
 * @session: (nullable): the session the vote belongs to
 *
 * Returns: (transfer floating)
 */
RegiePollDialog *regie_poll_dialog_new (const char *stage, const char *session);

/** Returns: (transfer full) (nullable): the vote as it stands in the dialog; %NULL while something is
 * missing */
RegieRecord *regie_poll_dialog_get_record (RegiePollDialog *self);

G_END_DECLS
