/* regie-direct-view.h: the director's view: program, stages, take, and what goes on around them
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-session-widget.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define REGIE_TYPE_DIRECT_VIEW (regie_direct_view_get_type ())
G_DECLARE_FINAL_TYPE (RegieDirectView, regie_direct_view, REGIE, DIRECT_VIEW, RegieSessionWidget)

/* Property: session (RegieDeskSession), writable */

/** Leads the eye and the focus to the card of a stage. */
void regie_direct_view_show_stage (RegieDirectView *self, const char *stage);
/** Returns: the transition chosen for the next take */
RegieTransition regie_direct_view_get_transition (RegieDirectView *self);
/** Returns: (transfer none): where messages appear without covering a button */
AdwToastOverlay *regie_direct_view_get_toasts (RegieDirectView *self);
/** Cut becomes fade and the other way round. */
void regie_direct_view_switch_transition (RegieDirectView *self);
/** Shows or hides the side panel where it lies over the stages (narrow windows). */
void regie_direct_view_toggle_panel (RegieDirectView *self);
void regie_direct_view_show_now (RegieDirectView *self);
/** Puts the keyboard into the backstage entry. */
void regie_direct_view_focus_backstage (RegieDirectView *self);

G_END_DECLS
