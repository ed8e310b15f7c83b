/* regie-screening.h: what the audience sends is looked at before it is taken
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * Puts flags on messages that want a second look (regie-screener.h), and keeps to what the moderators
 * decided about an author: who is slowed may send one message in #REGIE_SLOW_PAUSE and is told how long
 * to wait; who is muted is told so. Nobody writes into the void.
 */

#pragma once

#include "regie-conductor.h"
#include "regie-people.h"

G_BEGIN_DECLS

typedef struct _RegieScreening RegieScreening;

/** Looks from now on at what @conductor is given, which must not be loaded yet; both must outlive
 * it. */
RegieScreening *regie_screening_new (RegieConductor *conductor, RegiePeople *people);
void regie_screening_free (RegieScreening *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieScreening, regie_screening_free)

/** Takes over the block list at @path; the one before stays when that is none. An error names file
 * and line. */
gboolean regie_screening_read_block_list (RegieScreening *self, const char *path, GError **error);

G_END_DECLS
