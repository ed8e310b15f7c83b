/* regie-text-ruler.c: how wide a text is in one font, without setting it
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-text-ruler.h"

#include <math.h>

/** Letters that are looked up by their number: Basic Latin and Latin-1. */
#define N_PLAIN 0x100
/** What kerning changes at most, as a part of the width, and what rounding does, pixels. */
#define DOUBT 0.05
#define ROUNDING 2

/** Beyond Latin-1: what the desk itself writes, and what typists and keyboards put in. */
static const gunichar others[] = {
  0x0152, 0x0153, 0x0160, 0x0161, 0x017d, 0x017e, 0x1e9e, 0x2009, 0x2013, 0x2014,
  0x2018, 0x2019, 0x201a, 0x201c, 0x201d, 0x201e, 0x2022, 0x2026, 0x202f, 0x2030,
  0x2039, 0x203a, 0x20ac, 0x2122, 0x2190, 0x2192, 0x2212, 0x25b2, 0x25bc,
};

struct _RegieTextRuler
{
  char *features;
  /** the font whose letters are measured */
  PangoContext *context;
  guint serial;
  /** widths, pixels */
  double plain[N_PLAIN];
  double other[G_N_ELEMENTS (others)];
  int heights[2];
  int baseline;
};

RegieTextRuler *
regie_text_ruler_new (const char *features)
{
  RegieTextRuler *self = g_new0 (RegieTextRuler, 1);

  self->features = g_strdup (features);
  return self;
}

void
regie_text_ruler_free (RegieTextRuler *self)
{
  g_clear_object (&self->context);
  g_free (self->features);
  g_free (self);
}

static PangoLayout *
lay_out (PangoContext *context, const char *text, const char *features)
{
  PangoLayout *layout = pango_layout_new (context);

  pango_layout_set_text (layout, text, -1);
  if (features)
    {
      g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

      pango_attr_list_insert (attributes, pango_attr_font_features_new (features));
      pango_layout_set_attributes (layout, attributes);
    }
  return layout;
}

static gboolean
is_printable (gunichar letter)
{
  return (letter >= 0x20 && letter < 0x7f) || letter >= 0xa0;
}

/* All letters in one line, each as it is by itself. */
static void
measure_letters (RegieTextRuler *self, PangoContext *context)
{
  g_autofree char *features =
      g_strdup_printf ("%s%skern=0, liga=0, clig=0, calt=0", self->features ? self->features : "",
                       self->features ? ", " : "");
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (PangoLayout) layout = NULL;
  PangoLayoutIter *at;
  PangoRectangle extents;

  for (gunichar letter = 0; letter < N_PLAIN; letter++)
    {
      self->plain[letter] = -1;
      if (is_printable (letter))
        g_string_append_unichar (text, letter);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    g_string_append_unichar (text, others[i]);
  layout = lay_out (context, text->str, features);
  at = pango_layout_get_iter (layout);
  for (gunichar letter = 0; letter < N_PLAIN; letter++)
    {
      if (!is_printable (letter))
        continue;
      pango_layout_iter_get_char_extents (at, &extents);
      self->plain[letter] = (double) extents.width / PANGO_SCALE;
      pango_layout_iter_next_char (at);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      pango_layout_iter_get_char_extents (at, &extents);
      self->other[i] = (double) extents.width / PANGO_SCALE;
      pango_layout_iter_next_char (at);
    }
  pango_layout_iter_free (at);
}

static void
measure_lines (RegieTextRuler *self, PangoContext *context)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->heights); i++)
    {
      g_autoptr (PangoLayout) layout = lay_out (context, i == 0 ? "X" : "X\nX", self->features);

      pango_layout_get_pixel_size (layout, NULL, &self->heights[i]);
      self->baseline = PANGO_PIXELS (pango_layout_get_baseline (layout));
    }
}

static void
look_at_font (RegieTextRuler *self, PangoContext *context)
{
  guint serial = pango_context_get_serial (context);

  if (self->context == context && self->serial == serial)
    return;
  g_set_object (&self->context, context);
  self->serial = serial;
  measure_letters (self, context);
  measure_lines (self, context);
}

static double
width_of_other (RegieTextRuler *self, gunichar letter)
{
  for (gsize i = 0; i < G_N_ELEMENTS (others) && others[i] <= letter; i++)
    {
      if (others[i] == letter)
        return self->other[i];
    }
  /* First strong isolate, pop directional isolate: around names. */
  return letter == 0x2068 || letter == 0x2069 ? 0 : -1;
}

double
regie_text_ruler_estimate (RegieTextRuler *self, PangoContext *context, const char *text)
{
  double sum = 0;

  look_at_font (self, context);
  while (*text)
    {
      const gunichar letter = g_utf8_get_char (text);
      const double width = letter < N_PLAIN ? self->plain[letter] : width_of_other (self, letter);

      if (width < 0)
        return -1;
      sum += width;
      text = g_utf8_next_char (text);
    }
  return sum;
}

PangoLayout *
regie_text_ruler_lay_out (RegieTextRuler *self, PangoContext *context, const char *text)
{
  return lay_out (context, text, self->features);
}

int
regie_text_ruler_measure (RegieTextRuler *self, PangoContext *context, const char *text)
{
  const double estimate = regie_text_ruler_estimate (self, context, text);
  g_autoptr (PangoLayout) layout = NULL;
  int width;

  if (estimate >= 0)
    return (int) ceil (estimate);
  layout = lay_out (context, text, self->features);
  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

gboolean
regie_text_ruler_wraps (RegieTextRuler *self, PangoContext *context, const char *text, int width)
{
  const double estimate = regie_text_ruler_estimate (self, context, text);
  g_autoptr (PangoLayout) layout = NULL;

  if (estimate >= 0 && estimate * (1 + DOUBT) + ROUNDING < width)
    return FALSE;
  if (estimate * (1 - DOUBT) - ROUNDING > width)
    return TRUE;
  layout = lay_out (context, text, self->features);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, width * PANGO_SCALE);
  return pango_layout_get_line_count (layout) > 1;
}

int
regie_text_ruler_get_height (RegieTextRuler *self, PangoContext *context, guint lines)
{
  look_at_font (self, context);
  return self->heights[lines > 1];
}

int
regie_text_ruler_get_baseline (RegieTextRuler *self, PangoContext *context)
{
  look_at_font (self, context);
  return self->baseline;
}
