/* regie-behaviour.h: what the participants do: ask, read what came of it, vote up, vote, send words
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-ballot-book.h"
#include "regie-crowd.h"
#include "regie-outlook.h"
#include "regie-rates.h"

G_BEGIN_DECLS

#define REGIE_TYPE_BEHAVIOUR (regie_behaviour_get_type ())
G_DECLARE_FINAL_TYPE (RegieBehaviour, regie_behaviour, REGIE, BEHAVIOUR, GObject)

/**
 * regie_behaviour_new:
 * @seed: the same seed, the same people: who is at which stage, writes what, votes when and how
 */
RegieBehaviour *regie_behaviour_new (RegieCrowd *crowd,
                                     RegieRequests *requests,
                                     RegieOutlook *outlook,
                                     const RegieRates *rates,
                                     guint64 seed);

/** Begins to write and vote; polls that are open already count as opened now. */
void regie_behaviour_start (RegieBehaviour *self);
void regie_behaviour_stop (RegieBehaviour *self);

/** Returns: (transfer none) (element-type RegieBallotBook): the rounds somebody voted in */
GPtrArray *regie_behaviour_get_books (RegieBehaviour *self);

G_END_DECLS
