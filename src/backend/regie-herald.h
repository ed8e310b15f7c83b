/* regie-herald.h: what each audience is told: projected records, and snapshots
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-congress.h"
#include "regie-hub.h"
#include "regie-scribe.h"

G_BEGIN_DECLS

typedef struct _RegieHerald RegieHerald;

/** @congress, @hub: must outlive it */
RegieHerald *regie_herald_new (RegieCongress *congress, RegieHub *hub);
void regie_herald_free (RegieHerald *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieHerald, regie_herald_free)

/** Notes what @record, which was just applied, means for each audience. */
void regie_herald_note (RegieHerald *self, const RegieRecord *record);

/** Sends what was noted: one frame for each audience, whatever the number of records. */
void regie_herald_send (RegieHerald *self);

/** Asks for the whole state as @audience may see it: regie_scribe_ask(). */
guint64 regie_herald_ask_snapshot (RegieHerald *self,
                                   RegieAudience audience,
                                   RegieShape shape,
                                   const char *epoch,
                                   RegieScribeDone done,
                                   gpointer user_data,
                                   GDestroyNotify destroy);

/** Drops the snapshots that are kept for the next who ask. */
void regie_herald_forget (RegieHerald *self);

/** Returns: the view all of @audience share */
const RegieViewer *regie_audience_viewer (RegieAudience audience);
/** Returns: which audience somebody of @role belongs to */
RegieAudience regie_audience_of_role (RegieRole role);

G_END_DECLS
