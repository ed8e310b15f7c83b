/* regie-people.h: what each participant has in the congress: messages, upvotes
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * An index beside the congress, which knows its messages but not where a person's are: who asks for
 * the own things must not make the backend look at everybody's. Also collects whose messages have
 * changed, until their authors are told.
 */

#pragma once

#include "regie-congress.h"

G_BEGIN_DECLS

typedef struct _RegiePeople RegiePeople;

/** Follows @congress, which must be empty yet and outlive it. */
RegiePeople *regie_people_new_for (RegieCongress *congress);
void regie_people_free (RegiePeople *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegiePeople, regie_people_free)

/** Returns: (transfer none) (nullable) (element-type RegieMessage): what @author sent, oldest first */
GPtrArray *regie_people_get_messages (RegiePeople *self, const char *author);

/** Returns: (transfer none) (nullable) (element-type RegieMessage): what @voter has voted up */
GPtrArray *regie_people_get_upvotes (RegiePeople *self, const char *voter);

/** Returns: what the moderators decided about @author last, on whichever of the messages */
RegieRestraint regie_people_get_restraint (RegiePeople *self, const char *author);

/**
 * regie_people_take_changed:
 *
 * Returns: (transfer full) (element-type RegieMessage): messages of participants that changed since the
 * last call, each once
 */
GPtrArray *regie_people_take_changed (RegiePeople *self);

G_END_DECLS
