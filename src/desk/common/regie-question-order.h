/* regie-question-order.h: which list a message stands in, what it is searched by, and who comes first
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-congress.h"

G_BEGIN_DECLS

/** The lists a moderator works in. Each message of a stage stands in at most one of them; the list
 * "all" holds every message. */
typedef enum
{
  /** new and in review */
  REGIE_QUESTIONS_INBOX,
  REGIE_QUESTIONS_APPROVED,
  REGIE_QUESTIONS_NEXT,
  REGIE_QUESTIONS_ANSWERED,
  REGIE_QUESTIONS_PARKED,
  REGIE_QUESTIONS_REJECTED,
  REGIE_QUESTIONS_ALL,
  /** at most one message */
  REGIE_QUESTIONS_ON_AIR,
} RegieQuestions;

#define REGIE_N_QUESTION_TABS (REGIE_QUESTIONS_ALL + 1)

/** Returns: whether a message in @state belongs to the list @which */
gboolean regie_questions_hold (RegieQuestions which, RegieMessageState state);

/**
 * regie_question_order:
 * @score_a: the score to order @a by
 * @score_b: the score to order @b by
 *
 * Orders two message states as every desk does: score downwards, then the earlier, then the id.
 *
 * Returns: < 0 when @a comes first
 */
int regie_question_order (const RegieRecord *a,
                          gint64 score_a,
                          const RegieRecord *b,
                          gint64 score_b);

/** Orders two messages by their own scores, see regie_question_order(). */
int regie_question_compare (RegieMessage *a, RegieMessage *b);

/** Returns: (transfer full): @text as it is searched: composed and case folded; never %NULL */
char *regie_question_fold (const char *text);

G_END_DECLS
