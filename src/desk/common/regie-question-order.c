/* regie-question-order.c: which list a message stands in, and who comes first there
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-question-order.h"

gboolean
regie_questions_hold (RegieQuestions which, RegieMessageState state)
{
  switch (which)
    {
    case REGIE_QUESTIONS_INBOX:
      return state == REGIE_MESSAGE_NEW || state == REGIE_MESSAGE_IN_REVIEW;
    case REGIE_QUESTIONS_APPROVED:
      return state == REGIE_MESSAGE_APPROVED;
    case REGIE_QUESTIONS_NEXT:
    case REGIE_QUESTIONS_STACK:
      return state == REGIE_MESSAGE_NEXT;
    case REGIE_QUESTIONS_ANSWERED:
      return state == REGIE_MESSAGE_ANSWERED;
    case REGIE_QUESTIONS_PARKED:
      return state == REGIE_MESSAGE_PARKED;
    case REGIE_QUESTIONS_REJECTED:
      return state == REGIE_MESSAGE_REJECTED;
    case REGIE_QUESTIONS_ALL:
      return TRUE;
    case REGIE_QUESTIONS_ON_AIR:
      return state == REGIE_MESSAGE_ON_AIR;
    default:
      g_return_val_if_reached (FALSE);
    }
}

RegieQuestionSort
regie_questions_sort (RegieQuestions which)
{
  return which == REGIE_QUESTIONS_NEXT || which == REGIE_QUESTIONS_STACK
             ? REGIE_QUESTION_SORT_RANK
             : REGIE_QUESTION_SORT_VOTES;
}
