/* regie-question-list.h: the messages of one stage that stand in one list, in the order of the desk
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-question-filter.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define REGIE_TYPE_QUESTION_LIST (regie_question_list_get_type ())
G_DECLARE_FINAL_TYPE (RegieQuestionList, regie_question_list, REGIE, QUESTION_LIST, GObject)

/* A list belongs to a board (regie-question-board.h). It holds still for long work: a filter or an
 * order that needs more than a moment is worked out in slices between the frames, and until then the
 * rows are those of before; then all change at once, in one items-changed.
 *
 * Properties (read-only, all notify):
 *   frozen    boolean   rows keep their places until regie_question_list_settle()
 *   count     uint      messages that belong to the list now, whatever is filtered or frozen
 *   arrived   uint      rows that wait to appear because the list is frozen
 *   moved     uint      rows that wait to move or go because the list is frozen
 *   working   boolean   the rows are not yet what was asked for
 */

/** Shows only what @filter (nullable) lets through: a change of the person at this desk, which also a
 * frozen list follows. */
void regie_question_list_set_filter (RegieQuestionList *self, const RegieQuestionFilter *filter);
/** Returns: (transfer none) (nullable): %NULL when everything is shown */
const RegieQuestionFilter *regie_question_list_get_filter (RegieQuestionList *self);
/** Returns: how many messages of the list @criterion hides; what a chip hides is not searched, and
 * thus not counted for the search */
guint regie_question_list_get_hidden (RegieQuestionList *self, RegieQuestionCriterion criterion);

void regie_question_list_set_sort (RegieQuestionList *self, RegieQuestionSort sort);
RegieQuestionSort regie_question_list_get_sort (RegieQuestionList *self);

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
/** Takes that back: it was not moved. */
void regie_question_list_keep (RegieQuestionList *self, RegieMessage *message);

guint regie_question_list_get_count (RegieQuestionList *self);
guint regie_question_list_get_arrived (RegieQuestionList *self);
guint regie_question_list_get_moved (RegieQuestionList *self);
gboolean regie_question_list_get_working (RegieQuestionList *self);

/** Returns: the row @message stands in, or %G_MAXUINT */
guint regie_question_list_find (RegieQuestionList *self, RegieMessage *message);

G_END_DECLS
