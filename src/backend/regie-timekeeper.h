/* regie-timekeeper.h: what the backend does by itself when its time has come
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * Tells the coalesced counts of open polls and messages, closes polls at their end, gives back claims
 * that nobody renewed, and repairs a final tally that a full disk had prevented. All of it are
 * records by the role `system`, through the same door as everybody's.
 */

#pragma once

#include "regie-conductor.h"

G_BEGIN_DECLS

#define REGIE_TYPE_TIMEKEEPER (regie_timekeeper_get_type ())
G_DECLARE_FINAL_TYPE (RegieTimekeeper, regie_timekeeper, REGIE, TIMEKEEPER, GObject)

/** Starts to watch the congress of @conductor, which must be loaded. */
RegieTimekeeper *regie_timekeeper_new (RegieConductor *conductor);

/** Does what is due at @now (microseconds UTC), as the timer does. */
void regie_timekeeper_tick (RegieTimekeeper *self, gint64 now);

/** @claimant is at work on @message: if that is claimed by it, the lease begins anew at @now. */
void regie_timekeeper_renew_claim (RegieTimekeeper *self,
                                   const char *message,
                                   const char *claimant,
                                   gint64 now);

/** Gives back what @claimant works on: its last desk has gone. */
void regie_timekeeper_release_claims (RegieTimekeeper *self, const char *claimant);

G_END_DECLS
