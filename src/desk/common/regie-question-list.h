/* regie-question-list.h: the messages of one stage that stand in one list, in the order of the desk
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-question-order.h"

G_BEGIN_DECLS

#define REGIE_TYPE_QUESTION_LIST (regie_question_list_get_type ())
G_DECLARE_FINAL_TYPE (RegieQuestionList, regie_question_list, REGIE, QUESTION_LIST, GObject)

/* Properties (all notify):
 *   congress  RegieCongress   whose messages; may be NULL
 *   stage     string          id of the stage; NULL: an empty list
 *   query     string          words that the text, a label or the note must hold; NULL: any
 *   frozen    boolean         rows keep their places until regie_question_list_settle()
 *   count     uint            messages that belong to the list now, whatever is searched or frozen
 *   arrived   uint            rows that wait to appear because the list is frozen
 *   moved     uint            rows that wait to move or go because the list is frozen
 */
RegieQuestionList *regie_question_list_new (RegieQuestions which);

void regie_question_list_set_source (RegieQuestionList *self,
                                     RegieCongress *congress,
                                     const char *stage);
void regie_question_list_set_query (RegieQuestionList *self, const char *query);
void regie_question_list_set_frozen (RegieQuestionList *self, gboolean frozen);
gboolean regie_question_list_get_frozen (RegieQuestionList *self);

/** Brings the rows of a frozen list to where they belong; the list stays frozen. */
void regie_question_list_settle (RegieQuestionList *self);

/**
 * regie_question_list_release:
 * @message: a message the person at this desk is about to move
 *
 * Lets @message leave a frozen list as soon as its state says so: who moves a row expects it to go.
 */
void regie_question_list_release (RegieQuestionList *self, RegieMessage *message);

guint regie_question_list_get_count (RegieQuestionList *self);
guint regie_question_list_get_arrived (RegieQuestionList *self);
guint regie_question_list_get_moved (RegieQuestionList *self);

/** Returns: the row @message stands in, or %G_MAXUINT */
guint regie_question_list_find (RegieQuestionList *self, RegieMessage *message);

G_END_DECLS
