/* regie-choice.h: whether, when and how a participant votes
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-dice.h"
#include "regie-rates.h"
#include "regie-record.h"

G_BEGIN_DECLS

/**
 * regie_choice_delay:
 * @dice: the participant's, for this poll
 *
 * Returns: seconds after a poll opened at which somebody votes: log-normal around the median, most
 * within 30 s, none before they can have read the question; negative for somebody who does not vote
 */
double regie_choice_delay (RegieDice *dice, const RegieRates *rates, RegiePollKind kind);

/**
 * regie_choice_ids:
 * @dice: the participant's, for this poll
 * @seed: of the rehearsal: decides how an audience thinks about a poll
 *
 * Returns: (transfer full): the options, or words, of one ballot
 */
GStrv regie_choice_ids (RegieDice *dice, guint64 seed, const RegieRecord *poll);

G_END_DECLS
