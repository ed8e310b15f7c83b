/* regie-stage-panel.h: the moderator's left column: the stage, its time, its cue, on air, next
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-question-board.h"
#include "regie-session-widget.h"

G_BEGIN_DECLS

#define REGIE_TYPE_STAGE_PANEL (regie_stage_panel_get_type ())
G_DECLARE_FINAL_TYPE (RegieStagePanel, regie_stage_panel, REGIE, STAGE_PANEL, RegieSessionWidget)

/* Properties (all notify):
 *   session  RegieDeskSession   its property `stage` says which stage is shown
 *   board    RegieQuestionBoard
 *   compact  boolean            fewer lines, for small windows
 *
 * The buttons use the actions `moderate.…` of the view around it.
 */

/** Marks the stage's cue as seen, or as @done. */
void regie_stage_panel_mark_cue (RegieStagePanel *self, gboolean done);

/** Moves @message, one of the next questions, one place up (@step −1) or down (1). Returns: whether
 * there was anywhere to go */
gboolean regie_stage_panel_shift_next (RegieStagePanel *self, RegieMessage *message, int step);

G_END_DECLS
