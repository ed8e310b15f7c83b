/* regie-next-stack.h: the questions that come next, in the order in which they will go on air
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-question-board.h"
#include "regie-session-widget.h"

G_BEGIN_DECLS

#define REGIE_TYPE_NEXT_STACK (regie_next_stack_get_type ())
G_DECLARE_FINAL_TYPE (RegieNextStack, regie_next_stack, REGIE, NEXT_STACK, RegieSessionWidget)

/* Properties (all notify):
 *   session   RegieDeskSession
 *   board     RegieQuestionBoard
 *
 * Rows are dragged with the pointer, or moved with Alt+Up and Alt+Down (also Ctrl+Shift) where the
 * focus is. Each row has a button for the action `moderate.on-air-message`.
 */

/**
 * regie_next_stack_shift:
 * @message: a message of the stack
 * @step: −1: one place up; 1: one down
 *
 * Sends the new order of the whole stack. Does nothing at its ends.
 *
 * Returns: whether there was anywhere to go
 */
gboolean regie_next_stack_shift (RegieNextStack *self, RegieMessage *message, int step);

G_END_DECLS
