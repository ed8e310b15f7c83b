/* regie-trail.h: which records of the journal are about a message
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * An index in memory: for each message the places of the records that changed it, so that "who did
 * what when" costs what it shows, however long the journal is. Votes and counts are left out: they are
 * many, and nobody's doing in particular.
 */

#pragma once

#include "regie-congress.h"

G_BEGIN_DECLS

typedef struct _RegieTrail RegieTrail;

RegieTrail *regie_trail_new (void);
void regie_trail_free (RegieTrail *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieTrail, regie_trail_free)

/** Called with the id of a message. */
typedef void (*RegieTrailFunc) (const char *message, gpointer user_data);

/** Calls @func for each message that @record, applied to @congress, is about, once or more. */
void regie_trail_foreach_message (RegieCongress *congress,
                                  const RegieRecord *record,
                                  RegieTrailFunc func,
                                  gpointer user_data);

/** Notes @record, which was just applied to @congress. */
void regie_trail_note (RegieTrail *self, RegieCongress *congress, const RegieRecord *record);

/**
 * regie_trail_find:
 * @limit: at most so many, the newest
 *
 * Returns: (transfer full) (element-type guint64): places of the records about @message, oldest first
 */
GArray *regie_trail_find (RegieTrail *self, const char *message, guint limit);

/** Returns: place of the newest record about @message; 0 for none */
guint64 regie_trail_find_last (RegieTrail *self, const char *message);

G_END_DECLS
