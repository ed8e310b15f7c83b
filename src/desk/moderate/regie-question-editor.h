/* regie-question-editor.h: writes what belongs to a message: its edited text, an answer, a note
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-drafts.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define REGIE_TYPE_QUESTION_EDITOR (regie_question_editor_get_type ())
G_DECLARE_FINAL_TYPE (RegieQuestionEditor, regie_question_editor, REGIE, QUESTION_EDITOR, GtkWidget)

/* Signals:
 *   save (char *text)   Ctrl+Return: what was written is to become true
 *   leave               Escape, or the draft was thrown away
 *
 * Every change goes to the drafts at once: leaving loses nothing. Ctrl+D throws the draft away.
 */

/**
 * regie_question_editor_start:
 * @drafts: where everything typed is kept
 * @message: id of the message
 * @text: what is there now; the draft goes on where one is kept
 * @beside: (nullable): stands beside, and for %REGIE_DRAFT_TEXT shows what the edit changes: the
 *   message as it was first sent, or the question to answer
 */
void regie_question_editor_start (RegieQuestionEditor *self,
                                  RegieDrafts *drafts,
                                  const char *message,
                                  RegieDraftKind kind,
                                  const char *text,
                                  const char *beside);

/** Returns: what is being written, while the editor is shown */
RegieDraftKind regie_question_editor_get_kind (RegieQuestionEditor *self);

G_END_DECLS
