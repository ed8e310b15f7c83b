/* regie-question-body.h: one message in full: text, original, answer, what was merged, who cares for it
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-drafts.h"
#include "regie-session-widget.h"

G_BEGIN_DECLS

#define REGIE_TYPE_QUESTION_BODY (regie_question_body_get_type ())
G_DECLARE_FINAL_TYPE (
    RegieQuestionBody, regie_question_body, REGIE, QUESTION_BODY, RegieSessionWidget)

/* Properties (all notify):
 *   session   RegieDeskSession
 *   message   RegieMessage
 *   drafts    RegieDrafts        marks what is written and not saved
 *
 * The buttons use the actions `moderate.…` of the view around it.
 */

/** Opens the popover for labels. */
void regie_question_body_open_labels (RegieQuestionBody *self);

/** Returns: (transfer none): the button of @action, to point at; the widget itself when it has none */
GtkWidget *regie_question_body_get_button (RegieQuestionBody *self, const char *action);

G_END_DECLS
