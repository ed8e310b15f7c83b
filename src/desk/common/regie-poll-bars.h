/* regie-poll-bars.h: the result of a poll as bars that grow
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-congress.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define REGIE_TYPE_POLL_BARS (regie_poll_bars_get_type ())
G_DECLARE_FINAL_TYPE (RegiePollBars, regie_poll_bars, REGIE, POLL_BARS, GtkWidget)

/* Properties (all notify):
 *   poll       RegiePoll   of the kind `single` or `multiple`; NULL: nothing
 *   concealed  boolean     options and number of voters only, for outputs while the result is hidden
 *
 * The bars are as large as the font: an output sets a larger one in the style sheet.
 */
RegiePollBars *regie_poll_bars_new (void);

void regie_poll_bars_set_poll (RegiePollBars *self, RegiePoll *poll);

/** Returns: (transfer full): `412 voted`, with `several answers possible` for such a poll */
char *regie_poll_voters_text (RegiePoll *poll);

G_END_DECLS
