/* regie-question-row.h: one message in a list: votes, text, kind, age, labels, who is on it
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-question-order.h"
#include "regie-session-widget.h"

G_BEGIN_DECLS

#define REGIE_TYPE_QUESTION_ROW (regie_question_row_get_type ())
G_DECLARE_FINAL_TYPE (RegieQuestionRow, regie_question_row, REGIE, QUESTION_ROW, RegieSessionWidget)

/* Properties (all notify):
 *   session   RegieDeskSession   for the time and for commands on their way
 *   message   RegieMessage
 *   compact   boolean            votes and text only, for narrow places
 *   sentence  string             (read-only) the whole row for screen readers
 */

/** Returns: (transfer floating): a row without a message */
RegieQuestionRow *regie_question_row_new (RegieDeskSession *session, gboolean compact);

void regie_question_row_set_message (RegieQuestionRow *self, RegieMessage *message);

/** Which list the row stands in: a message that belongs elsewhere by now says so and is dimmed. */
void regie_question_row_set_list (RegieQuestionRow *self, RegieQuestions list);

/** @query: (nullable): what was searched: its words are marked in the text */
void regie_question_row_set_query (RegieQuestionRow *self, const char *query);

G_END_DECLS
