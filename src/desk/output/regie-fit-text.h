/* regie-fit-text.h: a text as large as its box allows, whole or cut at a sentence
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define REGIE_TYPE_FIT_TEXT (regie_fit_text_get_type ())
G_DECLARE_FINAL_TYPE (RegieFitText, regie_fit_text, REGIE, FIT_TEXT, GtkWidget)

/* Properties (all notify):
 *   text      string   plain text, of several lines too; NULL: nothing
 *   largest   double   font size of a short text, pixels
 *   smallest  double   font size below which nobody in the last row could read it, pixels; a text that
 *                      does not fit at this size is cut: after a sentence, else after a word, with an
 *                      ellipsis
 *   highest   int      what it asks for at most, pixels; 0: as high as the largest size makes it
 *   yalign    float    where the text stands in a box that is higher than it: 0 top, 1 bottom
 *
 * Words of more than 24 letters may be broken between their syllables. Font and colour are the style
 * sheet's. The whole text is in the accessibility tree, also when it is cut on the screen.
 */

void regie_fit_text_set_text (RegieFitText *self, const char *text);

/** Returns: the font size of the last layout, pixels; 0 before the first */
double regie_fit_text_get_size (RegieFitText *self);

/** Returns: (transfer none): what the last layout shows: the text with its soft hyphens, perhaps cut */
const char *regie_fit_text_get_shown (RegieFitText *self);

G_END_DECLS
