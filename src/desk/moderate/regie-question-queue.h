/* regie-question-queue.h: the lists of questions: tabs with live counts, search, filters, rows
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-drafts.h"
#include "regie-question-board.h"
#include "regie-session-widget.h"

G_BEGIN_DECLS

#define REGIE_TYPE_QUESTION_QUEUE (regie_question_queue_get_type ())
G_DECLARE_FINAL_TYPE (
    RegieQuestionQueue, regie_question_queue, REGIE, QUESTION_QUEUE, RegieSessionWidget)

/* Properties (all notify):
 *   session   RegieDeskSession
 *   board     RegieQuestionBoard
 *   list      int                which list is shown: a RegieQuestions that has a tab
 *   selection  GtkSelectionModel (read-only) the rows and which of them are selected
 *   selected  RegieMessage       (read-only) the message the keys act on; NULL: none
 *   n-selected uint              (read-only) how many are selected, with that one
 *   narrow    boolean            votes and words are out of sight: offers a button for them
 *
 * Actions: queue.list(i), queue.settle, queue.clear-filters
 *
 * The order of the rows is frozen while the pointer or the keyboard focus is among them, and for a
 * moment after the last step of the selection.
 */

RegieMessage *regie_question_queue_get_selected (RegieQuestionQueue *self);

/** Returns: how many messages are selected: more than one when bulk actions are meant */
guint regie_question_queue_get_n_selected (RegieQuestionQueue *self);

/**
 * regie_question_queue_dup_messages:
 *
 * Returns: (transfer full) (element-type RegieMessage): what is selected, in the order of the rows,
 * at most 500 (%REGIE_QUESTION_SELECTION_MOST): as many as one record may name
 */
GPtrArray *regie_question_queue_dup_messages (RegieQuestionQueue *self);

/** @drafts: (nullable): what is being written: its rows are marked */
void regie_question_queue_set_drafts (RegieQuestionQueue *self, RegieDrafts *drafts);

/** Moves the selection by @step rows. */
void regie_question_queue_step (RegieQuestionQueue *self, int step);

/** Tells that the person at this desk moves @message: its row may go at once. */
void regie_question_queue_release (RegieQuestionQueue *self, RegieMessage *message);
/** Takes that back: the command was not applied, and what others do to @message is theirs. */
void regie_question_queue_keep (RegieQuestionQueue *self, RegieMessage *message);

/** Returns: whether somebody else has just moved the selected message: keys pressed now were meant for
 * it as it was. For 700 ms from the first move on, whatever else others do to the message; not any
 * longer when it is back, or another one is selected. For actions of keys only. */
gboolean regie_question_queue_has_jumped (RegieQuestionQueue *self);

/** Keeps the order frozen for as long as @held: the selected message is being worked on. */
void regie_question_queue_set_held (RegieQuestionQueue *self, gboolean held);

void regie_question_queue_show (RegieQuestionQueue *self, RegieQuestions list);
void regie_question_queue_focus_search (RegieQuestionQueue *self);
/** Moves the keyboard focus to the filter chips. */
void regie_question_queue_focus_filters (RegieQuestionQueue *self);
/** Shows all messages of the list again: no search, no chip. */
void regie_question_queue_clear_filters (RegieQuestionQueue *self);
/** Gives the keyboard focus to the rows, or to what stands in their place when there are none. */
void regie_question_queue_focus_list (RegieQuestionQueue *self);
/** Returns: whether the focus is there */
gboolean regie_question_queue_has_list_focus (RegieQuestionQueue *self);
void regie_question_queue_settle (RegieQuestionQueue *self);

G_END_DECLS
