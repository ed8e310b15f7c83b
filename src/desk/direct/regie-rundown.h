/* regie-rundown.h: the rundown's panel: stages at the top, the day below, now in sight
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-session-widget.h"

G_BEGIN_DECLS

#define REGIE_TYPE_RUNDOWN (regie_rundown_get_type ())
G_DECLARE_FINAL_TYPE (RegieRundown, regie_rundown, REGIE, RUNDOWN, RegieSessionWidget)

/* Property: session (RegieDeskSession), writable
 *
 * Keeps the present moment in sight until somebody scrolls, and again 30 s after that. */

/** Scrolls to the present moment. */
void regie_rundown_show_now (RegieRundown *self);

G_END_DECLS
