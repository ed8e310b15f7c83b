/* regie-roster.h: who of the staff is connected, and where at work
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * A person may have several desks. Whoever leaves with the last of them stays on the roster for a
 * short grace, so that a line that breaks and comes back costs nobody what they work on.
 */

#pragma once

#include "regie-protocol.h"

G_BEGIN_DECLS

typedef struct _RegieRoster RegieRoster;

/** @grace: microseconds that somebody without a desk is kept */
RegieRoster *regie_roster_new (gint64 grace);
void regie_roster_free (RegieRoster *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieRoster, regie_roster_free)

/** One more desk of this person. @name: (nullable) */
void regie_roster_arrive (
    RegieRoster *self, const char *id, const char *name, RegieRole role, gint64 now);
/** One desk less. */
void regie_roster_leave (RegieRoster *self, const char *id, gint64 now);

/** Notes where @id is at work; each may be %NULL. Nothing happens for who is not there. */
void regie_roster_place (RegieRoster *self,
                         const char *id,
                         const char *stage,
                         const char *view,
                         const char *message,
                         gint64 now);

/** Returns: (transfer full) (element-type utf8): those whose grace is over; they are forgotten */
GPtrArray *regie_roster_take_gone (RegieRoster *self, gint64 now);

/** Returns: (transfer full) (element-type RegiePerson): everybody, in order of their ids */
GPtrArray *regie_roster_list (RegieRoster *self);

G_END_DECLS
