/* regie-stage-card.h: one stage on the director's desk: picture, talk, time, questions, cues
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-inbox.h"
#include "regie-session-widget.h"

G_BEGIN_DECLS

#define REGIE_TYPE_STAGE_CARD (regie_stage_card_get_type ())
G_DECLARE_FINAL_TYPE (RegieStageCard, regie_stage_card, REGIE, STAGE_CARD, RegieSessionWidget)

/* Properties: session (RegieDeskSession), stage-id (string), both readable, set by the constructor */
GtkWidget *regie_stage_card_new (RegieDeskSession *session, RegieInbox *inbox, const char *stage);

/** Returns: (transfer none) */
const char *regie_stage_card_get_stage_id (RegieStageCard *self);
/** Draws attention to the card, and gives it the focus. */
void regie_stage_card_call (RegieStageCard *self);

G_END_DECLS
