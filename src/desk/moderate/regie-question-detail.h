/* regie-question-detail.h: the selected message, large, with everything that can be done to it
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-chooser.h"
#include "regie-conflict-pane.h"
#include "regie-drafts.h"
#include "regie-session-widget.h"

G_BEGIN_DECLS

#define REGIE_TYPE_QUESTION_DETAIL (regie_question_detail_get_type ())
G_DECLARE_FINAL_TYPE (
    RegieQuestionDetail, regie_question_detail, REGIE, QUESTION_DETAIL, RegieSessionWidget)

/* Properties (all notify):
 *   session     RegieDeskSession
 *   message     RegieMessage       NULL: an empty place
 *   drafts      RegieDrafts        what is written and not saved
 *   editing     boolean            (read-only) something about the message is being written
 *   conflicting boolean            (read-only) two decisions wait for a choice
 *   narrow      boolean            too narrow for the message and its history side by side
 *
 * Signals:
 *   save (RegieMessage *message, int kind, char *text)   a text was written: a RegieDraftKind
 *   resolved (int choice)                                of the conflict: a RegieConflictChoice
 *
 * The buttons use the actions `moderate.…` of the view around it.
 */

/** Opens the editor for @kind; what was written before goes on. */
void regie_question_detail_write (RegieQuestionDetail *self, RegieDraftKind kind);

gboolean regie_question_detail_get_editing (RegieQuestionDetail *self);
gboolean regie_question_detail_get_conflicting (RegieQuestionDetail *self);

/** Shows what can be done to several messages at once; %NULL or a single one: the message again.
 * @messages: (nullable) (element-type RegieMessage) */
void regie_question_detail_set_bulk (RegieQuestionDetail *self, GPtrArray *messages);

/** Returns: (transfer none): the place where the two sides of a conflict are shown */
RegieConflictPane *regie_question_detail_get_conflict (RegieQuestionDetail *self);
/** Shows or leaves that place. */
void regie_question_detail_set_conflicting (RegieQuestionDetail *self, gboolean conflicting);

/** Shows or hides who did what with the message. */
void regie_question_detail_toggle_history (RegieQuestionDetail *self);

/** Opens the popover for labels. */
void regie_question_detail_open_labels (RegieQuestionDetail *self);

/** Returns: (transfer none): the chooser, for whatever is to be chosen next */
RegieChooser *regie_question_detail_get_chooser (RegieQuestionDetail *self);
/** Opens the chooser at the button of @action. */
void regie_question_detail_open_chooser (RegieQuestionDetail *self,
                                         const char *action,
                                         const char *text);

G_END_DECLS
