/* regie-question-palette.h: the fonts and colours that the rows of messages are drawn with
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * A row of a list draws all it shows by itself: with a label for each word, two hundred rows cost more
 * than a frame has. What a label would have looked up in the style sheet, the rows of a list look up
 * in one palette that they share: a child of the widget that holds the list, never seen, with one label
 * for each kind of word. So light and dark, high contrast and large text hold without a word here.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define REGIE_TYPE_QUESTION_PALETTE (regie_question_palette_get_type ())
G_DECLARE_FINAL_TYPE (
    RegieQuestionPalette, regie_question_palette, REGIE, QUESTION_PALETTE, GtkWidget)

/** Kinds of words, and fills. */
typedef enum
{
  REGIE_QUESTION_INK_TEXT,
  REGIE_QUESTION_INK_SCORE,
  /** the score of a message nobody voted for */
  REGIE_QUESTION_INK_UNVOTED,
  /** kind, age, labels, that one works on it oneself */
  REGIE_QUESTION_INK_META,
  /** which colleague is on it, flags */
  REGIE_QUESTION_INK_ATTENTION,
  REGIE_QUESTION_INK_PILL,
  REGIE_QUESTION_INK_PILL_ON_AIR,
  /** fills: behind words that were searched, behind a state, behind the state "on air" */
  REGIE_QUESTION_INK_MARK,
  REGIE_QUESTION_INK_PILL_FILL,
  REGIE_QUESTION_INK_ON_AIR_FILL,
  REGIE_N_QUESTION_INKS
} RegieQuestionInk;

/** Returns: (transfer floating): a palette, to become a child of the widget whose rows use it */
GtkWidget *regie_question_palette_new (void);

void regie_question_palette_get_colour (RegieQuestionPalette *self,
                                        RegieQuestionInk ink,
                                        GdkRGBA *colour);

/** Returns: (transfer full): @text, ready to be drawn */
PangoLayout *regie_question_palette_lay_out (RegieQuestionPalette *self,
                                             RegieQuestionInk ink,
                                             const char *text);
/** Returns: whether @layout was made with a font the palette no longer has */
gboolean regie_question_palette_is_stale (RegieQuestionPalette *self,
                                          RegieQuestionInk ink,
                                          PangoLayout *layout);

/** Returns: the width of @text in one line, pixels, as a ruler says (regie-text-ruler.h) */
int regie_question_palette_measure (RegieQuestionPalette *self,
                                    RegieQuestionInk ink,
                                    const char *text);
/** Returns: whether @text needs more than one line of @width pixels */
gboolean regie_question_palette_wraps (RegieQuestionPalette *self,
                                       RegieQuestionInk ink,
                                       const char *text,
                                       int width);
/** Returns: the height of @lines (1 or 2), pixels */
int regie_question_palette_get_height (RegieQuestionPalette *self,
                                       RegieQuestionInk ink,
                                       guint lines);
/** Returns: where letters stand, pixels below the top of their line */
int regie_question_palette_get_baseline (RegieQuestionPalette *self, RegieQuestionInk ink);

G_END_DECLS
