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

/* A board reads each record once, for all its lists, and does what takes long (a hundred thousand
 * messages to begin with, a search among them) in slices of the main loop: a slice ends in time for
 * the next frame. What a few hundred messages need is done at once.
 *
 * Properties (read-only, all notify):
 *   learning  boolean   regie_question_board_find_like() does not know all messages yet
 */

/** Returns: (transfer full): a board without a stage: all its lists are empty */
RegieQuestionBoard *regie_question_board_new (void);

void regie_question_board_set_source (RegieQuestionBoard *self,
                                      RegieCongress *congress,
                                      const char *stage);

/** Returns: (transfer none): the list, the same object for as long as the board lives */
RegieQuestionList *regie_question_board_get (RegieQuestionBoard *self, RegieQuestions which);

/** Says which list is looked at: it is worked on before the others. */
void regie_question_board_set_shown (RegieQuestionBoard *self, RegieQuestions which);

/** Returns: (transfer none) (nullable): the message on air */
RegieMessage *regie_question_board_get_on_air (RegieQuestionBoard *self);

/** Returns: (transfer full) (nullable): the first message of the stack */
RegieMessage *regie_question_board_dup_next (RegieQuestionBoard *self);

/** Returns: (transfer full) (element-type utf8): the labels of all messages of the stage, each once,
 * in alphabetical order */
GPtrArray *regie_question_board_dup_labels (RegieQuestionBoard *self);

/** A message that says nearly the same as another one. */
typedef struct
{
  /** (transfer none): for as long as the board has it */
  RegieMessage *message;
  /** 0 to 1, see regie-similarity.h */
  double score;
} RegieQuestionLike;

/**
 * regie_question_board_find_like:
 * @message: a message of the stage
 * @most: how many @found can take, at most 16
 * @found: (out caller-allocates): the most alike first; neither merged nor withdrawn ones
 *
 * Returns: how many there are
 */
guint regie_question_board_find_like (RegieQuestionBoard *self,
                                      RegieMessage *message,
                                      guint most,
                                      RegieQuestionLike *found);

G_END_DECLS
