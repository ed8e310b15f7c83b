/* regie-queues.h: what is on air on each stage, and what comes next there
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * Follows from the states of the messages alone and is kept beside them, so that no rule has to look
 * through 100,000 of them. Next is sorted by `queued`; `rank` is the place that follows from it,
 * 1, 2, 3 …: whoever leaves closes the gap, whoever comes goes to the end.
 */

#pragma once

#include "regie-entity.h"

G_BEGIN_DECLS

typedef struct _RegieQueues RegieQueues;

/** Values of `queued` that one record may give away: one for each message of a bulk action. */
#define REGIE_QUEUED_STEP 1024

RegieQueues *regie_queues_new (void);
void regie_queues_free (RegieQueues *self);

/**
 * regie_queues_update:
 * @message: a message in its new state
 * @before: (nullable): its state before; %NULL: it is new
 *
 * Takes the message out of where it was and puts it where it is now, and writes the ranks of Next
 * anew. A rank is no change of its own: it gives a message no new revision.
 */
void regie_queues_update (RegieQueues *self, RegieEntity *message, const RegieRecord *before);

/** @message is about to leave the congress. */
void regie_queues_forget (RegieQueues *self, RegieEntity *message);

/** Returns: (nullable) (transfer none): the message on air on @stage */
RegieEntity *regie_queues_on_air (RegieQueues *self, const char *stage);

/** Returns: (nullable) (transfer none) (element-type RegieEntity): Next of @stage, in its order */
GPtrArray *regie_queues_next (RegieQueues *self, const char *stage);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieQueues, regie_queues_free)

G_END_DECLS
