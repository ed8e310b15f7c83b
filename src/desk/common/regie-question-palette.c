/* regie-question-palette.c: the fonts and colours that the rows of messages are drawn with
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-question-palette.h"

#include "regie-text-ruler.h"

struct _RegieQuestionPalette
{
  GtkWidget parent_instance;
  GtkWidget *labels[REGIE_N_QUESTION_INKS];
  RegieTextRuler *rulers[REGIE_N_QUESTION_INKS];
};

G_DEFINE_FINAL_TYPE (RegieQuestionPalette, regie_question_palette, GTK_TYPE_WIDGET)

/** OpenType does not come from the style sheet to a layout: what `.numerals` says, once more. */
#define NUMERALS "tnum, lnum"

static const struct
{
  const char *classes[4];
  const char *features;
} inks[REGIE_N_QUESTION_INKS] = {
  [REGIE_QUESTION_INK_TEXT] = { { "question-text" }, NULL },
  [REGIE_QUESTION_INK_SCORE] = { { "score" }, NUMERALS },
  [REGIE_QUESTION_INK_UNVOTED] = { { "score", "unvoted" }, NUMERALS },
  [REGIE_QUESTION_INK_META] = { { "dim", "small" }, NUMERALS },
  [REGIE_QUESTION_INK_ATTENTION] = { { "attention-text", "small" }, NULL },
  [REGIE_QUESTION_INK_PILL] = { { "pill", "state-pill" }, NULL },
  [REGIE_QUESTION_INK_PILL_ON_AIR] = { { "pill", "state-pill", "on-air" }, NULL },
  [REGIE_QUESTION_INK_MARK] = { { "mark-fill" }, NULL },
  [REGIE_QUESTION_INK_PILL_FILL] = { { "pill-fill" }, NULL },
  [REGIE_QUESTION_INK_ON_AIR_FILL] = { { "on-air-fill" }, NULL },
};

void
regie_question_palette_get_colour (RegieQuestionPalette *self,
                                   RegieQuestionInk ink,
                                   GdkRGBA *colour)
{
  g_return_if_fail (REGIE_IS_QUESTION_PALETTE (self));
  g_return_if_fail ((guint) ink < REGIE_N_QUESTION_INKS);

  gtk_widget_get_color (self->labels[ink], colour);
}

/* The label's font, as the style sheet says now: who is not seen hears of changes only when asked. */
static PangoContext *
context_of (RegieQuestionPalette *self, RegieQuestionInk ink)
{
  GdkRGBA colour;

  gtk_widget_get_color (self->labels[ink], &colour);
  return gtk_widget_get_pango_context (self->labels[ink]);
}

PangoLayout *
regie_question_palette_lay_out (RegieQuestionPalette *self, RegieQuestionInk ink, const char *text)
{
  g_return_val_if_fail (REGIE_IS_QUESTION_PALETTE (self), NULL);
  g_return_val_if_fail ((guint) ink < REGIE_N_QUESTION_INKS, NULL);

  return regie_text_ruler_lay_out (self->rulers[ink], context_of (self, ink), text);
}

gboolean
regie_question_palette_is_stale (RegieQuestionPalette *self,
                                 RegieQuestionInk ink,
                                 PangoLayout *layout)
{
  g_return_val_if_fail (REGIE_IS_QUESTION_PALETTE (self), TRUE);
  g_return_val_if_fail ((guint) ink < REGIE_N_QUESTION_INKS, TRUE);

  /* A context that only changes is looked at by its layouts. */
  return pango_layout_get_context (layout) != context_of (self, ink);
}

int
regie_question_palette_measure (RegieQuestionPalette *self, RegieQuestionInk ink, const char *text)
{
  g_return_val_if_fail (REGIE_IS_QUESTION_PALETTE (self), 0);
  g_return_val_if_fail ((guint) ink < REGIE_N_QUESTION_INKS, 0);

  return regie_text_ruler_measure (self->rulers[ink], context_of (self, ink), text);
}

gboolean
regie_question_palette_wraps (RegieQuestionPalette *self,
                              RegieQuestionInk ink,
                              const char *text,
                              int width)
{
  g_return_val_if_fail (REGIE_IS_QUESTION_PALETTE (self), FALSE);
  g_return_val_if_fail ((guint) ink < REGIE_N_QUESTION_INKS, FALSE);

  return regie_text_ruler_wraps (self->rulers[ink], context_of (self, ink), text, width);
}

int
regie_question_palette_get_height (RegieQuestionPalette *self, RegieQuestionInk ink, guint lines)
{
  g_return_val_if_fail (REGIE_IS_QUESTION_PALETTE (self), 0);
  g_return_val_if_fail ((guint) ink < REGIE_N_QUESTION_INKS, 0);

  return regie_text_ruler_get_height (self->rulers[ink], context_of (self, ink), lines);
}

int
regie_question_palette_get_baseline (RegieQuestionPalette *self, RegieQuestionInk ink)
{
  g_return_val_if_fail (REGIE_IS_QUESTION_PALETTE (self), 0);
  g_return_val_if_fail ((guint) ink < REGIE_N_QUESTION_INKS, 0);

  return regie_text_ruler_get_baseline (self->rulers[ink], context_of (self, ink));
}

static void
regie_question_palette_dispose (GObject *object)
{
  RegieQuestionPalette *self = REGIE_QUESTION_PALETTE (object);

  for (guint i = 0; i < REGIE_N_QUESTION_INKS; i++)
    g_clear_pointer (&self->labels[i], gtk_widget_unparent);
  G_OBJECT_CLASS (regie_question_palette_parent_class)->dispose (object);
}

static void
regie_question_palette_finalize (GObject *object)
{
  RegieQuestionPalette *self = REGIE_QUESTION_PALETTE (object);

  for (guint i = 0; i < REGIE_N_QUESTION_INKS; i++)
    regie_text_ruler_free (self->rulers[i]);
  G_OBJECT_CLASS (regie_question_palette_parent_class)->finalize (object);
}

static void
regie_question_palette_class_init (RegieQuestionPaletteClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = regie_question_palette_dispose;
  G_OBJECT_CLASS (klass)->finalize = regie_question_palette_finalize;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "questionpalette");
}

static void
regie_question_palette_init (RegieQuestionPalette *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  for (guint i = 0; i < REGIE_N_QUESTION_INKS; i++)
    {
      self->labels[i] = gtk_label_new (NULL);
      for (guint k = 0; k < G_N_ELEMENTS (inks[i].classes) && inks[i].classes[k]; k++)
        gtk_widget_add_css_class (self->labels[i], inks[i].classes[k]);
      gtk_widget_set_parent (self->labels[i], GTK_WIDGET (self));
      self->rulers[i] = regie_text_ruler_new (inks[i].features);
    }
}

GtkWidget *
regie_question_palette_new (void)
{
  return g_object_new (REGIE_TYPE_QUESTION_PALETTE, NULL);
}
