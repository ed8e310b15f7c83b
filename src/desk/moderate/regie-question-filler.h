/* regie-question-filler.h: fills the rows of a list of questions, and has those in sight drawn
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * A GtkListView keeps two hundred rows alive, of which a screen shows twenty, and draws them all. The
 * filler gives each its message, and tells those that are in sight after each layout to draw it.
 */

#pragma once

#include "regie-drafts.h"
#include "regie-question-row.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define REGIE_TYPE_QUESTION_FILLER (regie_question_filler_get_type ())
G_DECLARE_FINAL_TYPE (RegieQuestionFiller, regie_question_filler, REGIE, QUESTION_FILLER, GObject)

/** @view: whose rows are filled; not kept alive
 *  @palette: what they are drawn with */
RegieQuestionFiller *regie_question_filler_new (GtkListView *view, RegieQuestionPalette *palette);

/** For commands on their way and the time. */
void regie_question_filler_set_session (RegieQuestionFiller *self, RegieDeskSession *session);
/** @drafts: (nullable): rows of messages with something not saved say so */
void regie_question_filler_set_drafts (RegieQuestionFiller *self, RegieDrafts *drafts);
/** Which list the rows stand in, and what is searched in them (nullable). */
void regie_question_filler_set_list (RegieQuestionFiller *self, RegieQuestions list);
void regie_question_filler_set_query (RegieQuestionFiller *self, const char *query);

/* For the signals of the list's factory. */
void regie_question_filler_setup (RegieQuestionFiller *self, GtkListItem *item);
void regie_question_filler_bind (RegieQuestionFiller *self, GtkListItem *item);
void regie_question_filler_unbind (RegieQuestionFiller *self, GtkListItem *item);

G_END_DECLS
