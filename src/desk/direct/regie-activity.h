/* regie-activity.h: what happened, one line each, for people
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-congress.h"

G_BEGIN_DECLS

#define REGIE_TYPE_ACTIVITY (regie_activity_get_type ())
G_DECLARE_FINAL_TYPE (RegieActivity, regie_activity, REGIE, ACTIVITY, GObject)

/**
 * regie_activity_new:
 * @congress: the congress after @record was applied
 *
 * Returns: (transfer full) (nullable): @record as a line of the activity list; %NULL when it is not
 * worth one (tallies, scores, single entries of the audience)
 */
RegieActivity *regie_activity_new (RegieCongress *congress, const RegieRecord *record);

/**
 * regie_activity_new_for_state:
 * @entity: a message, poll or cue that was there already
 *
 * For a desk that comes late: what the state of @entity tells of what happened last to it. Who did it
 * is not known.
 *
 * Returns: (transfer full) (nullable): %NULL when nothing worth a line has happened to it
 */
RegieActivity *regie_activity_new_for_state (RegieCongress *congress, RegieEntity *entity);

gint64 regie_activity_get_at (RegieActivity *self);
const char *regie_activity_get_who (RegieActivity *self);
const char *regie_activity_get_text (RegieActivity *self);

G_END_DECLS
