/* regie-question-row.h: one message in a list: votes, text, kind, age, labels, who is on it
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-desk-session.h"
#include "regie-question-order.h"
#include "regie-question-palette.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define REGIE_TYPE_QUESTION_ROW (regie_question_row_get_type ())
G_DECLARE_FINAL_TYPE (RegieQuestionRow, regie_question_row, REGIE, QUESTION_ROW, GtkWidget)

/* One widget that draws all it shows: a search gives a page of them other messages at every key.
 *
 * Properties (all notify):
 *   palette   RegieQuestionPalette  (construct only) shared with the other rows of the list
 *   session   RegieDeskSession      (construct only) for the time and for commands on their way
 *   message   RegieMessage
 *   compact   boolean            votes and text only, for narrow places
 *   sentence  string             (read-only) the whole row for screen readers
 */

/** Returns: (transfer floating): a row without a message */
RegieQuestionRow *regie_question_row_new (RegieQuestionPalette *palette,
                                          RegieDeskSession *session,
                                          gboolean compact);

void regie_question_row_set_message (RegieQuestionRow *self, RegieMessage *message);
/** Returns: (transfer none) (nullable) */
RegieMessage *regie_question_row_get_message (RegieQuestionRow *self);

/** Which list the row stands in: a message that belongs elsewhere by now says so and is dimmed. */
void regie_question_row_set_list (RegieQuestionRow *self, RegieQuestions list);

/** Whether something written here about the message is not saved. */
void regie_question_row_set_drafted (RegieQuestionRow *self, gboolean drafted);

/** @query: (nullable): what was searched: its words are marked in the text */
void regie_question_row_set_query (RegieQuestionRow *self, const char *query);

G_END_DECLS
