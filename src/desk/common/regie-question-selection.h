/* regie-question-selection.h: which messages of a list are selected, and which one the keys act on
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-question-list.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define REGIE_TYPE_QUESTION_SELECTION (regie_question_selection_get_type ())
G_DECLARE_FINAL_TYPE (
    RegieQuestionSelection, regie_question_selection, REGIE, QUESTION_SELECTION, GObject)

/** Most messages that can be selected at once: as many as one record may name. */
#define REGIE_QUESTION_SELECTION_MOST 500

/* A GtkSelectionModel that holds on to messages, not to rows: whatever others do to the list, what was
 * selected stays selected and nothing else ever comes in its place. One of the selected messages is
 * the *cursor*, which single keys act on. A cursor that others took out of the list stays the cursor
 * without a row; one that this desk moved away (regie_question_selection_release()) gives its place
 * to the message that came into its row.
 *
 * Properties (all notify):
 *   cursor      RegieMessage   (read-only) NULL: none
 *   n-selected  uint           (read-only) with the cursor
 */
RegieQuestionSelection *regie_question_selection_new (void);

/** Shows @list (nullable); forgets what was selected in the one before. The first message that comes
 * becomes the cursor. */
void regie_question_selection_set_list (RegieQuestionSelection *self, RegieQuestionList *list);

/** Returns: (transfer none) (nullable): the message the keys act on */
RegieMessage *regie_question_selection_get_cursor (RegieQuestionSelection *self);
/** Returns: the row of the cursor; when it has none any more, the row where it was, which may be
 * behind the last one */
guint regie_question_selection_get_row (RegieQuestionSelection *self, gboolean *present);
/** Selects the message in @row alone. */
void regie_question_selection_set_row (RegieQuestionSelection *self, guint row);

guint regie_question_selection_get_n_selected (RegieQuestionSelection *self);
/** Returns: (transfer full) (element-type RegieMessage): what is selected, in the order of the rows */
GPtrArray *regie_question_selection_dup_messages (RegieQuestionSelection *self);

/** Tells that the person at this desk moves @message: when its row goes, the selection goes on. */
void regie_question_selection_release (RegieQuestionSelection *self, RegieMessage *message);
/** Takes that back: it was not moved. */
void regie_question_selection_keep (RegieQuestionSelection *self, RegieMessage *message);
gboolean regie_question_selection_is_released (RegieQuestionSelection *self, RegieMessage *message);

G_END_DECLS
