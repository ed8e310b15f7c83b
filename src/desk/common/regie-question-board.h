/* regie-question-board.h: all lists of one stage's messages, for the widgets that share them
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-question-list.h"

G_BEGIN_DECLS

#define REGIE_TYPE_QUESTION_BOARD (regie_question_board_get_type ())
G_DECLARE_FINAL_TYPE (RegieQuestionBoard, regie_question_board, REGIE, QUESTION_BOARD, GObject)

/** Returns: (transfer full): a board without a stage: all its lists are empty */
RegieQuestionBoard *regie_question_board_new (void);

void regie_question_board_set_source (RegieQuestionBoard *self,
                                      RegieCongress *congress,
                                      const char *stage);

/** Returns: (transfer none): the list, the same object for as long as the board lives */
RegieQuestionList *regie_question_board_get (RegieQuestionBoard *self, RegieQuestions which);

/** Returns: (transfer none) (nullable): the message on air */
RegieMessage *regie_question_board_get_on_air (RegieQuestionBoard *self);

/** Returns: (transfer full) (nullable): the first message of the list "next" */
RegieMessage *regie_question_board_dup_next (RegieQuestionBoard *self);

G_END_DECLS
