/* regie-claims.h: which messages somebody is working on, and since when that is certain
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * A claim is a lease (SEMANTICS 2). It begins with the record that made it and anew each time the
 * claimant is heard to be at work on the message; that alone is no record, or the journal would fill
 * with it.
 */

#pragma once

#include "regie-congress.h"

G_BEGIN_DECLS

typedef struct _RegieClaims RegieClaims;

/**
 * regie_claims_new_for:
 * @congress: must outlive it
 * @now: microseconds UTC: leases that are there already begin anew, because nobody could renew them
 *   while the backend was away
 */
RegieClaims *regie_claims_new_for (RegieCongress *congress, gint64 now);
void regie_claims_free (RegieClaims *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieClaims, regie_claims_free)

/** Begins the lease anew at @now, if @message is claimed by @claimant. */
void regie_claims_renew (RegieClaims *self, const char *message, const char *claimant, gint64 now);

/** Returns: (transfer full) (element-type utf8): the messages @claimant works on */
GPtrArray *regie_claims_of (RegieClaims *self, const char *claimant);

/** Returns: (transfer full) (element-type utf8): the messages whose lease began at @instant or
 * earlier, microseconds UTC */
GPtrArray *regie_claims_older_than (RegieClaims *self, gint64 instant);

G_END_DECLS
