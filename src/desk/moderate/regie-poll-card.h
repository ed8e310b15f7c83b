/* regie-poll-card.h: one vote or word cloud in the hands of the moderator
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-session-widget.h"

G_BEGIN_DECLS

#define REGIE_TYPE_POLL_CARD (regie_poll_card_get_type ())
G_DECLARE_FINAL_TYPE (RegiePollCard, regie_poll_card, REGIE, POLL_CARD, RegieSessionWidget)

/* Properties:
 *   session   RegieDeskSession
 *   poll      RegiePoll
 *   expanded  boolean            (notifies) whether the result of a closed poll is shown
 *
 * Actions: poll.open(s: minutes, "0": until it is closed), poll.close, poll.show, poll.hide, poll.block
 */

/** Returns: (transfer floating) */
RegiePollCard *regie_poll_card_new (RegieDeskSession *session, RegiePoll *poll);

G_END_DECLS
