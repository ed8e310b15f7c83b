/* regie-rundown-grid.h: the day's sessions as blocks in time, one column per stage
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-session-widget.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define REGIE_TYPE_RUNDOWN_GRID (regie_rundown_grid_get_type ())
G_DECLARE_FINAL_TYPE (RegieRundownGrid, regie_rundown_grid, REGIE, RUNDOWN_GRID, RegieSessionWidget)

/** Room for the hours at the left, pixels; the columns share the rest. */
#define REGIE_RUNDOWN_AXIS 46

/* Property: session (RegieDeskSession), writable
 *
 * Shows the day on which `now` falls. Planned times are places on the grid; a block stands where its
 * session is expected to be, and says by how much that is later than planned. */

/** Returns: y of the present moment, pixels from the top */
double regie_rundown_grid_get_now_line (RegieRundownGrid *self);

G_END_DECLS
