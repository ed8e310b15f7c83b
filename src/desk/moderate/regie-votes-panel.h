/* regie-votes-panel.h: the moderator's right column: the votes and word clouds of the session
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-session-widget.h"

G_BEGIN_DECLS

#define REGIE_TYPE_VOTES_PANEL (regie_votes_panel_get_type ())
G_DECLARE_FINAL_TYPE (RegieVotesPanel, regie_votes_panel, REGIE, VOTES_PANEL, RegieSessionWidget)

/* Property: session (RegieDeskSession), writable; its `stage` says whose votes. */

/** Asks for a new vote. */
void regie_votes_panel_new_poll (RegieVotesPanel *self);

G_END_DECLS
