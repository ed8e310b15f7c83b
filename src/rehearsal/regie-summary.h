/* regie-summary.h: what a rehearsal comes to, as one line of JSON
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-behaviour.h"

G_BEGIN_DECLS

/**
 * regie_summary_write:
 * @frames: frames drawn for each of @n_stages stages
 * @began: monotonic clock
 *
 * Returns: (transfer full): participants, messages, ballots, latency, frames, and for every round
 * somebody voted in how many ballots were acknowledged, and for what: what its result must say
 */
char *regie_summary_write (RegieCrowd *crowd,
                           RegieRequests *requests,
                           RegieBehaviour *behaviour,
                           const guint64 *frames,
                           guint n_stages,
                           gint64 began);

G_END_DECLS
