/* regie-poll-math.h: the arithmetic of results (SEMANTICS 3)
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-record.h"

G_BEGIN_DECLS

/** A percentage that cannot be told: nobody has voted. Shown as a dash. */
#define REGIE_PERCENT_NONE (-1)

/**
 * regie_poll_percents:
 * @kind: of the poll
 * @entries: the options with their counts
 * @voters: distinct ballots
 *
 * Single choice: largest remainder, so that the whole adds to 100 (ties by option order). Multiple:
 * each option's share of voters, rounded half up; the sum may exceed 100. Nobody voted:
 * %REGIE_PERCENT_NONE everywhere.
 *
 * Returns: (transfer full) (array): whole percents in the order of @entries
 */
int *regie_poll_percents (RegiePollKind kind, GPtrArray *entries, gint64 voters);

/** Returns: (transfer full) (array): ranks in the order of @entries: 1, 1, 3 for a shared lead */
int *regie_poll_ranks (GPtrArray *entries);

G_END_DECLS
