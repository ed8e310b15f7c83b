/* regie-cloud-tick.h: the next layout from the one before, moving as little as possible
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-cloud-plan.h"

G_BEGIN_DECLS

/**
 * regie_cloud_tick:
 * @plan: its items know where they were
 *
 * Lays out all items, starting from where they were.
 *
 * Returns: %FALSE when that would waste too much room: lay out afresh
 */
gboolean regie_cloud_tick (RegieCloudPlan *plan);

G_END_DECLS
