/* regie-question-face.h: where what a row says stands, and how it is drawn
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 *     ▲ 48   Wann kommt das Nutzerkonto Bund auch      ✶  ⚲ [Next]  question · 2 min
 *            in die Fläche?                                       OZG · Fläche · → C
 *            Flagged: link
 *            moderator 2 is on this
 *
 * The height for a width costs a few sums. Words are set when they are first drawn, and kept.
 */

#pragma once

#include "regie-question-palette.h"

G_BEGIN_DECLS

/** What a row says; %NULL: not that. */
typedef struct
{
  char *score;
  char *text;
  char *flags;
  char *claim;
  gboolean mine;
  char *state;
  char *meta;
  char *labels;
  gboolean unvoted;
  gboolean on_air;
  gboolean pinned;
} RegieQuestionWords;

typedef struct _RegieQuestionFace RegieQuestionFace;

/** @palette: (transfer none): the face keeps it */
RegieQuestionFace *regie_question_face_new (RegieQuestionPalette *palette);
void regie_question_face_free (RegieQuestionFace *self);

/** Votes and text only. */
void regie_question_face_set_compact (RegieQuestionFace *self, gboolean compact);
/** Takes over the strings in @words; nothing is set yet. */
void regie_question_face_set_words (RegieQuestionFace *self, const RegieQuestionWords *words);
/** @query: (nullable): words that are marked in the text; takes no room */
void regie_question_face_set_query (RegieQuestionFace *self, const char *query);
/** Leaves room for a spinner beside the text. */
void regie_question_face_set_pending (RegieQuestionFace *self, gboolean pending);

/** Returns: the least width that leaves some of the text, pixels */
int regie_question_face_get_least_width (RegieQuestionFace *self);
int regie_question_face_get_height (RegieQuestionFace *self, int width);

/** Where the spinner has its place. */
void regie_question_face_get_spinner (RegieQuestionFace *self, int width, GdkRectangle *place);
/** Where the pin stands. Returns: whether there is one */
gboolean regie_question_face_get_pin (RegieQuestionFace *self, int width, GdkRectangle *place);

/** @colour: of the text */
void regie_question_face_draw (RegieQuestionFace *self,
                               GtkSnapshot *snapshot,
                               int width,
                               const GdkRGBA *colour);

G_END_DECLS
