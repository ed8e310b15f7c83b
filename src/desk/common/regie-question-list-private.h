/* regie-question-list-private.h: how a board works its lists
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * A card changes in three steps: out of the lists (detach), read anew, back into the lists (attach).
 */

#pragma once

#include "regie-question-list.h"

G_BEGIN_DECLS

/** What a list asks of its board. */
typedef struct
{
  /** the card of a message, or %NULL */
  RegieQuestionCard *(*find) (gpointer board, RegieMessage *message);
  /** there is work: begin it now, and go on with it when there is time */
  void (*wake) (gpointer board);
} RegieQuestionListHost;

RegieQuestionList *regie_question_list_new (RegieQuestions which,
                                            const RegieQuestionListHost *host,
                                            gpointer board);

/** Begins anew, without messages; the rows stay until there are others, unless @clear. */
void regie_question_list_begin (RegieQuestionList *self, gboolean clear);
/** Adds a message, in no order, before regie_question_list_sort(). */
void regie_question_list_gather (RegieQuestionList *self, RegieQuestionCard *card);
void regie_question_list_sort (RegieQuestionList *self);
/** Shows the first few of many messages that are not in order yet, if no row is shown. */
void regie_question_list_show_first (RegieQuestionList *self);
/** Whether the list's messages are not in order yet: no card may change now. */
gboolean regie_question_list_is_sorting (RegieQuestionList *self);

/** Works until @deadline (monotonic). Returns: whether there is more to do */
gboolean regie_question_list_step (RegieQuestionList *self, gint64 deadline);

void regie_question_list_detach (RegieQuestionList *self, RegieQuestionCard *card);
void regie_question_list_attach (RegieQuestionList *self, RegieQuestionCard *card);

/** The same for many at once (element-type RegieQuestionCard), all of which are `touched`. */
void regie_question_list_detach_many (RegieQuestionList *self, GPtrArray *cards);
void regie_question_list_attach_many (RegieQuestionList *self, GPtrArray *cards);

void regie_question_list_tell_count (RegieQuestionList *self);

/** Returns: (transfer none) (element-type RegieQuestionCard): all messages of the list, in order once
 * they are sorted */
GPtrArray *regie_question_list_get_members (RegieQuestionList *self);

G_END_DECLS
