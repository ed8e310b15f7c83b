/* regie-question-order.h: which list a message stands in, and who comes first there
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
  /** what is next once more, for the stack: always whole and in its order, never frozen */
  REGIE_QUESTIONS_STACK,
} RegieQuestions;

#define REGIE_N_QUESTION_TABS (REGIE_QUESTIONS_ON_AIR + 1)
#define REGIE_N_QUESTION_LISTS (REGIE_QUESTIONS_STACK + 1)

/** What the rows of a list are sorted by. What is pinned comes first in each. */
typedef enum
{
  /** score downwards, then the earlier, then the id: on all machines alike (SEMANTICS 2) */
  REGIE_QUESTION_SORT_VOTES,
  /** the newest first */
  REGIE_QUESTION_SORT_AGE,
  /** what has waited longest in its present state first */
  REGIE_QUESTION_SORT_WAIT,
  /** by rank: the order the moderators gave the stack; what has none comes after, by votes */
  REGIE_QUESTION_SORT_RANK,
} RegieQuestionSort;

/** Returns: whether a message in @state belongs to the list @which */
gboolean regie_questions_hold (RegieQuestions which, RegieMessageState state);

/** Returns: the sort a list begins with: by rank what is next, by votes all others */
RegieQuestionSort regie_questions_sort (RegieQuestions which);

G_END_DECLS
