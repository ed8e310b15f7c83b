/* regie-question-list-parts.h: what the files of a list of questions have in common
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * Two arrays of cards: the members, always in order, and the rows, which are the members that the
 * filter lets through. A record costs a binary search in both. A new filter is one pass over the
 * members, in slices, into the rows to come; what changes meanwhile changes there as well.
 *
 *     regie-question-list.c          the object, and what the person at the desk asks of it
 *     regie-question-list-cards.c    its members: gathered, sorted, changed
 *     regie-question-list-freeze.c   rows that keep their places, and what waits for that
 *     regie-question-list-show.c     how the rows become those to come
 */

#pragma once

#include "regie-question-list-private.h"

G_BEGIN_DECLS

struct _RegieQuestionList
{
  GObject parent_instance;
  RegieQuestions which;
  guint16 bit;
  const RegieQuestionListHost *host;
  /** not owned: owns this list */
  gpointer board;
  RegieQuestionSort sort;
  RegieQuestionFilter *filter;
  RegieQuestionSieve *sieve;
  gboolean frozen;
  gboolean working;

  /** (element-type RegieQuestionCard): all that belong here, in order */
  GPtrArray *members;
  /** (element-type RegieQuestionCard): what is shown */
  GPtrArray *rows;
  /** (element-type RegieQuestionCard): those that wait, and some that did */
  GPtrArray *waiting;
  guint told_count;
  guint arrived;
  guint moved;
  /** by criterion */
  guint hidden[REGIE_N_QUESTION_FILTERS];

  /** messages come in any order */
  gboolean gathering;
  /** puts the members in order; the first @sorted of them are in it */
  RegieQuestionSorter *sorter;
  guint sorted;
  /** the rows to come, from the first @scanned members; %NULL: the rows are right */
  GPtrArray *next;
  guint scanned;
  /** where a card was that is being changed */
  guint row;
  /** some of the many cards that are being changed were members */
  gboolean parted;
};

typedef enum
{
  PROP_FROZEN = 1,
  PROP_COUNT,
  PROP_ARRIVED,
  PROP_MOVED,
  PROP_WORKING,
} RegieQuestionListProperty;

/** Sets one of the list's numbers, and says so. */
void regie_question_list_set_number (RegieQuestionList *self,
                                     guint *number,
                                     guint value,
                                     RegieQuestionListProperty property);
void regie_question_list_set_working (RegieQuestionList *self, gboolean working);

/** Returns: the row of @card, or %G_MAXUINT */
guint regie_question_list_find_row (RegieQuestionList *self, const RegieQuestionCard *card);
/** Returns: where @card is, or would be, in @cards, which are in the list's order */
guint regie_question_list_find_in (RegieQuestionList *self,
                                   GPtrArray *cards,
                                   const RegieQuestionCard *card);
gboolean regie_question_list_lets_through (RegieQuestionList *self, RegieQuestionCard *card);

/* Freezing */

/** Whether rows may only change on demand. Nobody looks at one when there is none. */
gboolean regie_question_list_holds_still (RegieQuestionList *self);
/** One change that is known to be right: @card goes to its place, or goes; its row was @self->row. */
void regie_question_list_place (RegieQuestionList *self, RegieQuestionCard *card, gboolean wanted);
/** What a changed card means for rows that stand still. */
void regie_question_list_weigh (RegieQuestionList *self, RegieQuestionCard *card, gboolean wanted);
/** The same for many, in one pass over the rows. */
void regie_question_list_weigh_many (RegieQuestionList *self, GPtrArray *cards);

/* Showing */

/** Begins to find the rows to come. */
void regie_question_list_start_scan (RegieQuestionList *self);
/** Finds and shows them until @deadline. Returns: whether there is more to do */
gboolean regie_question_list_show (RegieQuestionList *self, gint64 deadline);

static inline gboolean
regie_question_list_is_member (RegieQuestionList *self, const RegieQuestionCard *card)
{
  return (card->lists & self->bit) != 0;
}

static inline gboolean
regie_question_list_has_row (RegieQuestionList *self, const RegieQuestionCard *card)
{
  return (card->shown & self->bit) != 0;
}

static inline void
regie_question_list_set_row (RegieQuestionList *self, RegieQuestionCard *card, gboolean shown)
{
  if (shown)
    card->shown |= self->bit;
  else
    card->shown &= (guint16) ~self->bit;
}

static inline gboolean
regie_question_list_is_late (gint64 deadline)
{
  return g_get_monotonic_time () >= deadline;
}

G_END_DECLS
