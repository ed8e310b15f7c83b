/* regie-question-detail.h: the selected message, large, with everything that can be done to it
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-desk-session.h"
#include "regie-move-history.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define REGIE_TYPE_QUESTION_DETAIL (regie_question_detail_get_type ())
G_DECLARE_FINAL_TYPE (RegieQuestionDetail, regie_question_detail, REGIE, QUESTION_DETAIL, GtkWidget)

/* Properties (all notify):
 *   session   RegieDeskSession
 *   message   RegieMessage       NULL: an empty place
 *   history   RegieMoveHistory   sends the commands
 *   editing   boolean            (read-only) the text is being edited
 *
 * The buttons use the actions `moderate.…` of the view around it.
 */

/** Turns the text into an entry. */
void regie_question_detail_edit (RegieQuestionDetail *self);

gboolean regie_question_detail_get_editing (RegieQuestionDetail *self);

/** Opens the popover for labels. */
void regie_question_detail_open_labels (RegieQuestionDetail *self);

G_END_DECLS
