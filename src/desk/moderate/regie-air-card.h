/* regie-air-card.h: the question that is on air, and the ways to end that
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-question-board.h"
#include "regie-session-widget.h"

G_BEGIN_DECLS

#define REGIE_TYPE_AIR_CARD (regie_air_card_get_type ())
G_DECLARE_FINAL_TYPE (RegieAirCard, regie_air_card, REGIE, AIR_CARD, RegieSessionWidget)

/* Properties (all notify):
 *   session   RegieDeskSession
 *   board     RegieQuestionBoard
 *   compact   boolean            two lines of the question are enough
 *
 * The buttons use the actions `moderate.…` of the view around it.
 */

G_END_DECLS
