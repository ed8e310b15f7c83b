/* regie-question-card.h: what all lists of a stage know about one message
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * A board has one card for each message of its stage, and its lists share them. A card keeps the
 * values that the lists are sorted by: the message's own may have gone on while an array that holds
 * the card still stands in the order of before. Only the board reads them anew, between taking the
 * card out of its lists and putting it back.
 */

#pragma once

#include "regie-question-order.h"

G_BEGIN_DECLS

typedef struct
{
  RegieMessage *message;
  /** what is searched, folded; made when first wanted */
  char *folded;
  gint64 score;
  gint64 created;
  gint64 changed;
  /** of the message's id: settles most ties without a look at the message; 0: not looked at yet */
  gint64 tie;
  guint32 rank;
  /** lists, as bits: where the card has a row; where one waits to appear; where one waits to move or
   * to go */
  guint16 shown;
  guint16 arrived;
  guint16 moved;
  guint16 lists;
  guint pinned : 1;
  /** this desk is moving it: it may leave a frozen list */
  guint released : 1;
  /** one of many that a record changes */
  guint touched : 1;
  /** waits to be learned by the index of similar texts */
  guint unlearned : 1;
} RegieQuestionCard;

#define REGIE_QUESTION_BIT(which) ((guint16) (1u << (which)))

/** Returns: (transfer full): a card that has read @message */
RegieQuestionCard *regie_question_card_new (RegieMessage *message);
void regie_question_card_free (RegieQuestionCard *card);

/** Takes over the message's values. Returns: whether its text is another one */
void regie_question_card_read (RegieQuestionCard *card);

/** Returns: (transfer none): all text of the message that is searched, folded (regie-fold.h) */
const char *regie_question_card_fold (RegieQuestionCard *card);

/** Returns: < 0 when @a comes before @b */
int regie_question_card_compare (const RegieQuestionCard *a,
                                 const RegieQuestionCard *b,
                                 RegieQuestionSort sort);

/** Returns: the first of @cards (element-type RegieQuestionCard), which are sorted, that does not come
 * before @card */
guint regie_question_cards_find (GPtrArray *cards,
                                 const RegieQuestionCard *card,
                                 RegieQuestionSort sort);

/** A sort of many cards, in steps. */
typedef struct _RegieQuestionSorter RegieQuestionSorter;

/** @room: how many cards there will be, about */
RegieQuestionSorter *regie_question_sorter_new (RegieQuestionSort sort, guint room);
void regie_question_sorter_free (RegieQuestionSorter *self);

/** Adds @n cards: more than a few thousand at once take their time. */
void regie_question_sorter_add (RegieQuestionSorter *self, RegieQuestionCard **cards, guint n);

/** One more step. Returns: whether all are in order now */
gboolean regie_question_sorter_merge (RegieQuestionSorter *self);

/** Writes the cards, which are in order, over @cards. */
void regie_question_sorter_take (RegieQuestionSorter *self, GPtrArray *cards);

G_END_DECLS
