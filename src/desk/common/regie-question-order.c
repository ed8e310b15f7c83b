/* regie-question-order.c: which list a message stands in, what it is searched by, and who comes first
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

int
regie_question_order (const RegieRecord *a, gint64 score_a, const RegieRecord *b, gint64 score_b)
{
  if (score_a != score_b)
    return score_a > score_b ? -1 : 1;
  if (a->created != b->created)
    return a->created < b->created ? -1 : 1;
  return g_strcmp0 (a->message, b->message);
}

int
regie_question_compare (RegieMessage *a, RegieMessage *b)
{
  const RegieRecord *left = regie_message_state (a), *right = regie_message_state (b);

  return regie_question_order (left, left->score, right, right->score);
}

char *
regie_question_fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);

  return normal ? g_utf8_casefold (normal, -1) : g_strdup ("");
}
