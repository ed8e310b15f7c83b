/* regie-text-ruler.h: how wide a text is in one font, without setting it
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * To set a line of text takes Pango tens of microseconds; a list that measures two hundred rows at each
 * letter of a search does not have them. A ruler knows the widths of the letters that German and
 * English are written with and adds them up. It leaves kerning out, so it is right to a few per cent:
 * where that decides, set the text.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _RegieTextRuler RegieTextRuler;

/** @features: (nullable): OpenType features of the font, as in CSS, without quotes: `tnum, lnum`
 *
 * Returns: (transfer full) */
RegieTextRuler *regie_text_ruler_new (const char *features);
void regie_text_ruler_free (RegieTextRuler *self);

/**
 * regie_text_ruler_estimate:
 * @context: the font; may be another one than before, or have changed
 * @text: UTF-8
 *
 * Returns: the width of @text in one line, pixels; -1 when the ruler cannot say: @text has letters it
 * does not know, or more than one line
 */
double regie_text_ruler_estimate (RegieTextRuler *self, PangoContext *context, const char *text);

/** Returns: (transfer full): @text, ready to be measured or drawn with the ruler's features */
PangoLayout *regie_text_ruler_lay_out (RegieTextRuler *self,
                                       PangoContext *context,
                                       const char *text);

/**
 * regie_text_ruler_measure:
 *
 * Returns: the width of @text in one line, pixels: estimated, or measured where that cannot be
 */
int regie_text_ruler_measure (RegieTextRuler *self, PangoContext *context, const char *text);

/** Returns: whether @text needs more than one line where @width pixels are free. Exact. */
gboolean regie_text_ruler_wraps (RegieTextRuler *self,
                                 PangoContext *context,
                                 const char *text,
                                 int width);

/** Returns: the height of @lines (1 or 2) of text, pixels */
int regie_text_ruler_get_height (RegieTextRuler *self, PangoContext *context, guint lines);

/** Returns: how far below the top of a line its letters stand, pixels */
int regie_text_ruler_get_baseline (RegieTextRuler *self, PangoContext *context);

G_END_DECLS
