/* regie-question-filters.h: the chips that choose which questions of a list are shown, and their order
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-question-filter.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define REGIE_TYPE_QUESTION_FILTERS (regie_question_filters_get_type ())
G_DECLARE_FINAL_TYPE (
    RegieQuestionFilters, regie_question_filters, REGIE, QUESTION_FILTERS, GtkWidget)

/* Properties (all notify):
 *   sort  int  a RegieQuestionSort
 *
 * Signals:
 *   changed ()              the person at the desk has chosen another filter
 *   labels-wanted ()        regie_question_filters_offer_labels() is to be called: they are looked at
 */

/** Shows what @filter (nullable) asks for; its query is not shown here. */
void regie_question_filters_set (RegieQuestionFilters *self, const RegieQuestionFilter *filter);

/**
 * regie_question_filters_get:
 * @mine: (nullable): what `mine` means
 * @session: (nullable): what `this session` means; without one nothing is of it
 *
 * Returns: (transfer full): what is chosen, without a query
 */
RegieQuestionFilter *regie_question_filters_get (RegieQuestionFilters *self,
                                                 const char *mine,
                                                 const char *session);

/** @labels: (element-type utf8): those that messages have, in the order to show them in */
void regie_question_filters_offer_labels (RegieQuestionFilters *self, GPtrArray *labels);

/** Whether there is anything to clear: a chip, or a search. */
void regie_question_filters_set_clearable (RegieQuestionFilters *self, gboolean clearable);

/** Whether the order of the stack is one of the sorts to choose. */
void regie_question_filters_set_ranked (RegieQuestionFilters *self, gboolean ranked);
void regie_question_filters_set_sort (RegieQuestionFilters *self, RegieQuestionSort sort);
RegieQuestionSort regie_question_filters_get_sort (RegieQuestionFilters *self);

/** Returns: (transfer none): what a criterion is called in a sentence, translated: `“this session”` */
const char *regie_question_filters_name (RegieQuestionCriterion criterion);

G_END_DECLS
