/* regie-question-filler.h: fills the rows of a list of questions, those in sight first
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * A GtkListView keeps two hundred rows alive, of which a screen shows twenty. To fill and measure all
 * of them at each letter of a search takes longer than a frame has; the filler does those in sight
 * before the next frame and the others when there is time, a few at once. What is not filled yet is
 * blank: never another message's text.
 */

#pragma once

#include "regie-question-row.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define REGIE_TYPE_QUESTION_FILLER (regie_question_filler_get_type ())
G_DECLARE_FINAL_TYPE (RegieQuestionFiller, regie_question_filler, REGIE, QUESTION_FILLER, GObject)

/** @scroller: in which @view, whose rows are filled, is scrolled; neither is kept alive */
RegieQuestionFiller *regie_question_filler_new (GtkListView *view, GtkScrolledWindow *scroller);

/** For commands on their way and the time. */
void regie_question_filler_set_session (RegieQuestionFiller *self, RegieDeskSession *session);
/** Which list the rows stand in, and what is searched in them (nullable). */
void regie_question_filler_set_list (RegieQuestionFiller *self, RegieQuestions list);
void regie_question_filler_set_query (RegieQuestionFiller *self, const char *query);
/** The row that is about to be scrolled to. */
void regie_question_filler_aim (RegieQuestionFiller *self, guint row);

/* For the signals of the list's factory. */
void regie_question_filler_setup (RegieQuestionFiller *self, GtkListItem *item);
void regie_question_filler_bind (RegieQuestionFiller *self, GtkListItem *item);
void regie_question_filler_unbind (RegieQuestionFiller *self, GtkListItem *item);

G_END_DECLS
