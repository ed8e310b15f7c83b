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

gint64 regie_activity_get_at (RegieActivity *self);
const char *regie_activity_get_who (RegieActivity *self);
const char *regie_activity_get_text (RegieActivity *self);

G_END_DECLS
