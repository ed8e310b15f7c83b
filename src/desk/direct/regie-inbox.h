/* regie-inbox.h: how many questions wait at each stage
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-congress.h"

G_BEGIN_DECLS

#define REGIE_TYPE_INBOX (regie_inbox_get_type ())
G_DECLARE_FINAL_TYPE (RegieInbox, regie_inbox, REGIE, INBOX, GObject)

/* Counts the messages that nobody has looked at, in one pass for all stages, and at most four times a
 * second however many come in. Of very many it counts in slices, and tells the sum.
 *
 * Signal: changed () */
RegieInbox *regie_inbox_new (RegieCongress *congress);
/** Returns: messages of @stage in state new */
guint regie_inbox_get (RegieInbox *self, const char *stage);

G_END_DECLS
