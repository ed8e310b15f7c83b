/* regie-take-bar.h: take, its transition, take back, and hold for all stages
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-session-widget.h"

G_BEGIN_DECLS

#define REGIE_TYPE_TAKE_BAR (regie_take_bar_get_type ())
G_DECLARE_FINAL_TYPE (RegieTakeBar, regie_take_bar, REGIE, TAKE_BAR, RegieSessionWidget)

/* Property: session (RegieDeskSession), writable */

/** Returns: how the next take is to change the picture */
RegieTransition regie_take_bar_get_transition (RegieTakeBar *self);
void regie_take_bar_set_transition (RegieTakeBar *self, RegieTransition transition);

G_END_DECLS
