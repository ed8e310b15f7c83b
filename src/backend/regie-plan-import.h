/* regie-plan-import.h: a list of state records becomes part of the congress, all or nothing
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-conductor.h"

G_BEGIN_DECLS

/**
 * regie_plan_import:
 * @states: (element-type RegieRecord): state records, as a snapshot has them
 * @done: called once: `applied` when all are in, else why not
 *
 * Appends state records: the plan of a congress.
 */
void regie_plan_import (RegieConductor *conductor,
                        const RegieViewer *viewer,
                        GPtrArray *states,
                        RegieConductorDone done,
                        gpointer user_data);

G_END_DECLS
