/* regie-question-text.h: the words the desk has for messages, their states and their lists
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-question-order.h"

G_BEGIN_DECLS

/** Returns: (transfer none): the kind, translated, as it stands inside a sentence: `question` */
const char *regie_message_kind_text (RegieMessageKind kind);

/** Returns: (transfer none): the state, translated, as a label: `Approved` */
const char *regie_message_state_text (RegieMessageState state);

/** Returns: (transfer none): the same of this message, which may be erased */
const char *regie_question_state_text (const RegieRecord *state);

/** Returns: (transfer none): the text to show for a message: its own, or that it is erased */
const char *regie_question_shown_text (const RegieRecord *state);

/** Returns: (transfer none): the list's name, translated: `Inbox` */
const char *regie_questions_title (RegieQuestions which);

/** Returns: (transfer full): an age in whole words, translated: `two minutes ago` as a screen reader
 * shall say it */
char *regie_text_ago (gint64 age);

/** Returns: (transfer full): `48 votes` */
char *regie_text_votes (gint64 votes);

/** Returns: (transfer full) (nullable): who works on a message: `moderator-2 is on this`, or
 * `You are on this` when it is @mine; %NULL when nobody does */
char *regie_question_claim_text (const RegieRecord *state, gboolean mine);

/** Returns: (transfer full): `question · 2 min` */
char *regie_question_meta (const RegieRecord *state, gint64 now);

/** Returns: (transfer full) (nullable): `Flagged: link, repeated text`; %NULL when nothing is */
char *regie_question_flags_text (const RegieRecord *state);

/** Returns: (transfer full): the whole message as one sentence for screen readers: votes, kind, age,
 * pin, labels, assignee, flags, who works on it (you, when it is @mine), text; first its state when it is @elsewhere, not in
 * the list that is read */
char *regie_question_sentence (const RegieRecord *state,
                               gint64 now,
                               gboolean mine,
                               gboolean elsewhere);

G_END_DECLS
