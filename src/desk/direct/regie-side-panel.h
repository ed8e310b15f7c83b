/* regie-side-panel.h: the director's right-hand side: rundown, cues, activity, backstage
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-session-widget.h"

G_BEGIN_DECLS

#define REGIE_TYPE_SIDE_PANEL (regie_side_panel_get_type ())
G_DECLARE_FINAL_TYPE (RegieSidePanel, regie_side_panel, REGIE, SIDE_PANEL, RegieSessionWidget)

/* Property: session (RegieDeskSession), writable */

/** Puts the keyboard into the entry for backstage messages. */
void regie_side_panel_focus_entry (RegieSidePanel *self);
/** Scrolls the rundown to the present moment. */
void regie_side_panel_show_now (RegieSidePanel *self);

G_END_DECLS
