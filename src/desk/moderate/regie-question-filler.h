/* regie-question-filler.h: fills the rows of a list of questions
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-drafts.h"
#include "regie-long-list.h"
#include "regie-question-row.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define REGIE_TYPE_QUESTION_FILLER (regie_question_filler_get_type ())
G_DECLARE_FINAL_TYPE (RegieQuestionFiller, regie_question_filler, REGIE, QUESTION_FILLER, GObject)

/** @view: whose rows are filled; not kept alive
 *  @palette: what they are drawn with
 *
 *  Returns: (transfer full): to be kept as long as @view */
RegieQuestionFiller *regie_question_filler_new (RegieLongList *view, RegieQuestionPalette *palette);

/** For commands on their way and the time. */
void regie_question_filler_set_session (RegieQuestionFiller *self, RegieDeskSession *session);
/** @drafts: (nullable): rows of messages with something not saved say so */
void regie_question_filler_set_drafts (RegieQuestionFiller *self, RegieDrafts *drafts);
/** Which list the rows stand in, and what is searched in them (nullable). */
void regie_question_filler_set_list (RegieQuestionFiller *self, RegieQuestions list);
void regie_question_filler_set_query (RegieQuestionFiller *self, const char *query);

G_END_DECLS
