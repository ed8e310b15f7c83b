/* regie-cloud-ruler.c: measures words: text in, the boxes its ink covers out
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-cloud"

#include "regie-cloud-ruler.h"

#include <pango/pangocairo.h>

/* Measured once at this size, then scaled: without hinting, extents are proportional to the size. */
#define REFERENCE_SIZE 128
/* What antialiasing and rounding may add around a glyph, em. */
#define BLEED 0.008
/* Kept free to the left and to the right of a word whatever happens, so that two words on one line
 * never read as one, em. */
#define SIDE 0.07
/* Ink less far apart than this is one span: nothing fits between, em. */
#define GAP 0.30

/* One glyph's ink, em, from the layout's top left corner. */
typedef struct
{
  double x0;
  double y0;
  double x1;
  double y1;
  /** of its line, from the layout's top */
  double baseline;
  guint line;
} GlyphBox;

struct _RegieCloudRuler
{
  PangoContext *context;
  PangoFontDescription *font;
  /** measures; its text changes all the time */
  PangoLayout *layout;
  /** text, lines and rotation → #RegieCloudShape, or %NULL for what has none */
  GHashTable *shapes;
  /** lines between the bands of ordinary letters, em below the base line, top to bottom */
  double levels[REGIE_CLOUD_MAX_BANDS + 1];
};

void
regie_cloud_shape_unref (RegieCloudShape *shape)
{
  if (!g_atomic_ref_count_dec (&shape->refs))
    return;

  g_free (shape->text);
  g_free (shape);
}

static void
shape_unref0 (gpointer shape)
{
  if (shape != NULL)
    regie_cloud_shape_unref (shape);
}

static void
append_run (GArray *boxes, PangoLayoutIter *iter, guint line)
{
  PangoGlyphItem *run = pango_layout_iter_get_run_readonly (iter);
  PangoRectangle logical;
  double scale = 1.0 / (PANGO_SCALE * (double) REFERENCE_SIZE);
  int baseline = pango_layout_iter_get_baseline (iter);
  int x;

  if (run == NULL)
    return;

  pango_layout_iter_get_run_extents (iter, NULL, &logical);
  x = logical.x;
  for (int i = 0; i < run->glyphs->num_glyphs; i++)
    {
      const PangoGlyphInfo *glyph = &run->glyphs->glyphs[i];
      PangoRectangle ink = { 0 };

      if (glyph->glyph != PANGO_GLYPH_EMPTY)
        pango_font_get_glyph_extents (run->item->analysis.font, glyph->glyph, &ink, NULL);
      if (ink.width > 0 && ink.height > 0)
        {
          GlyphBox box = { 0 };

          box.x0 = (x + glyph->geometry.x_offset + ink.x) * scale - BLEED;
          box.x1 = box.x0 + ink.width * scale + 2 * BLEED;
          box.y0 = (baseline + glyph->geometry.y_offset + ink.y) * scale - BLEED;
          box.y1 = box.y0 + ink.height * scale + 2 * BLEED;
          box.baseline = baseline * scale;
          box.line = line;
          g_array_append_val (boxes, box);
        }
      x += glyph->geometry.width;
    }
}

/* Returns: (element-type GlyphBox): where @text has ink, in visual order line by line */
static GArray *
measure_glyphs (RegieCloudRuler *ruler, const char *text)
{
  GArray *boxes = g_array_new (FALSE, FALSE, sizeof (GlyphBox));
  PangoLayoutIter *iter;
  guint line = 0;

  pango_layout_set_text (ruler->layout, text, -1);
  iter = pango_layout_get_iter (ruler->layout);
  do
    {
      /* The iterator gives a run without glyphs at the end of each line. */
      if (pango_layout_iter_get_run_readonly (iter) == NULL)
        line++;
      else
        append_run (boxes, iter, line);
    }
  while (pango_layout_iter_next_run (iter));
  pango_layout_iter_free (iter);

  return boxes;
}

/* Highest (@top) or lowest point of the ink of @letters, em below the base line. */
static double
letters_extreme (RegieCloudRuler *ruler, const char *letters, gboolean top)
{
  g_autoptr (GArray) boxes = measure_glyphs (ruler, letters);
  double extreme = 0;

  for (guint i = 0; i < boxes->len; i++)
    {
      const GlyphBox *box = &g_array_index (boxes, GlyphBox, i);

      extreme =
          top ? MIN (extreme, box->y0 - box->baseline) : MAX (extreme, box->y1 - box->baseline);
    }

  return extreme;
}

RegieCloudRuler *
regie_cloud_ruler_new (const char *font)
{
  RegieCloudRuler *ruler = g_new0 (RegieCloudRuler, 1);
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  ruler->context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  pango_cairo_context_set_font_options (ruler->context, options);
  pango_context_set_round_glyph_positions (ruler->context, FALSE);
  cairo_font_options_destroy (options);

  ruler->font = pango_font_description_from_string (font);
  pango_font_description_unset_fields (ruler->font, PANGO_FONT_MASK_SIZE);
  ruler->layout = regie_cloud_ruler_create_layout (ruler, "", REFERENCE_SIZE);
  ruler->shapes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, shape_unref0);

  ruler->levels[0] = letters_extreme (ruler, "ÄÖÜÅÉŠ", TRUE);
  ruler->levels[1] = letters_extreme (ruler, "bdfhklABEHOSXZß018", TRUE);
  ruler->levels[2] = letters_extreme (ruler, "acemnorsuvwxz", TRUE);
  ruler->levels[3] = letters_extreme (ruler, "abcdehiklmnorstuvwxz", FALSE);
  ruler->levels[4] = letters_extreme (ruler, "gjpqyQ,;ß", FALSE);

  return ruler;
}

void
regie_cloud_ruler_free (RegieCloudRuler *ruler)
{
  g_clear_pointer (&ruler->shapes, g_hash_table_unref);
  g_clear_object (&ruler->layout);
  g_clear_object (&ruler->context);
  g_clear_pointer (&ruler->font, pango_font_description_free);
  g_free (ruler);
}

PangoLayout *
regie_cloud_ruler_create_layout (RegieCloudRuler *ruler, const char *text, double size)
{
  PangoLayout *layout = pango_layout_new (ruler->context);
  g_autoptr (PangoFontDescription) font = pango_font_description_copy (ruler->font);

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_set_text (layout, text, -1);

  return layout;
}

/* Adds a glyph's ink to a band, joining it with what is next to it there. */
static void
shape_cover (RegieCloudShape *shape, guint band, const GlyphBox *box)
{
  double x0 = box->x0 - SIDE;
  double x1 = box->x1 + SIDE;

  for (guint i = 0; i < shape->n_spans; i++)
    {
      RegieCloudSpan *span = &shape->spans[i];
      gboolean near = x0 <= span->x1 + GAP && x1 >= span->x0 - GAP;

      if (span->band == band && (near || shape->n_spans >= REGIE_CLOUD_MAX_SPANS - 4))
        {
          span->x0 = MIN (span->x0, x0);
          span->x1 = MAX (span->x1, x1);
          return;
        }
    }

  if (shape->n_spans < REGIE_CLOUD_MAX_SPANS)
    shape->spans[shape->n_spans++] = (RegieCloudSpan) { band, x0, x1 };
}

/* Whether all ink is on one line and within the bands of ordinary letters. */
static gboolean
is_ordinary (RegieCloudRuler *ruler, GArray *boxes)
{
  for (guint i = 0; i < boxes->len; i++)
    {
      const GlyphBox *box = &g_array_index (boxes, GlyphBox, i);

      if (box->line > 0 || box->y0 - box->baseline < ruler->levels[0] - BLEED
          || box->y1 - box->baseline > ruler->levels[4] + BLEED)
        return FALSE;
    }

  return TRUE;
}

/* One band for each level of the letters, covered by the glyphs that reach into it. */
static void
cover_ordinary (RegieCloudRuler *ruler, RegieCloudShape *shape, GArray *boxes)
{
  double middle = (ruler->levels[2] + ruler->levels[3]) / 2;

  shape->n_bands = REGIE_CLOUD_MAX_BANDS;
  for (guint k = 0; k < REGIE_CLOUD_MAX_BANDS; k++)
    {
      shape->bands[k].y0 = ruler->levels[k] - middle;
      shape->bands[k].y1 = ruler->levels[k + 1] - middle;
    }

  for (guint i = 0; i < boxes->len; i++)
    {
      const GlyphBox *box = &g_array_index (boxes, GlyphBox, i);

      for (guint k = 0; k < REGIE_CLOUD_MAX_BANDS; k++)
        if (box->y0 - box->baseline < ruler->levels[k + 1] - BLEED
            && box->y1 - box->baseline > ruler->levels[k] + BLEED)
          shape_cover (shape, k, box);
    }
}

/* One band per line, as high as that line's ink; one for everything when there are too many. */
static void
cover_lines (RegieCloudShape *shape, GArray *boxes, double middle)
{
  guint n_lines = g_array_index (boxes, GlyphBox, boxes->len - 1).line + 1;

  shape->n_bands = n_lines > REGIE_CLOUD_MAX_BANDS ? 1 : n_lines;
  for (guint k = 0; k < shape->n_bands; k++)
    {
      shape->bands[k].y0 = G_MAXDOUBLE;
      shape->bands[k].y1 = -G_MAXDOUBLE;
    }

  for (guint i = 0; i < boxes->len; i++)
    {
      const GlyphBox *box = &g_array_index (boxes, GlyphBox, i);
      guint k = n_lines > REGIE_CLOUD_MAX_BANDS ? 0 : box->line;

      shape->bands[k].y0 = MIN (shape->bands[k].y0, box->y0 - middle);
      shape->bands[k].y1 = MAX (shape->bands[k].y1, box->y1 - middle);
      shape_cover (shape, k, box);
    }
  for (guint k = 0; k < shape->n_bands; k++)
    if (shape->bands[k].y0 > shape->bands[k].y1)
      shape->bands[k].y0 = shape->bands[k].y1 = 0;
}

static void
shape_finish (RegieCloudShape *shape, double left)
{
  guint widest = 0;
  double most = -1;

  for (guint i = 0; i < shape->n_spans; i++)
    {
      RegieCloudSpan *span = &shape->spans[i];
      double height = shape->bands[span->band].y1 - shape->bands[span->band].y0;
      double area;

      span->x0 -= left;
      span->x1 -= left;
      area = height * (span->x1 - span->x0);
      shape->area += area;
      if (area > most)
        {
          most = area;
          widest = i;
        }
    }

  if (widest != 0)
    {
      RegieCloudSpan first = shape->spans[0];

      shape->spans[0] = shape->spans[widest];
      shape->spans[widest] = first;
    }
}

/* Reads upwards: right becomes up. One band: what stands beside a vertical word is not worth more. */
static void
shape_rotate (RegieCloudShape *shape)
{
  double x0 = shape->y0;
  double x1 = shape->y1;
  double y0 = -shape->x1;
  double y1 = -shape->x0;

  shape->rotated = TRUE;
  shape->n_bands = 1;
  shape->bands[0].y0 = y0;
  shape->bands[0].y1 = y1;
  shape->n_spans = 1;
  shape->spans[0] = (RegieCloudSpan) { 0, x0, x1 };
  shape->x0 = x0;
  shape->x1 = x1;
  shape->y0 = y0;
  shape->y1 = y1;
  shape->area = (x1 - x0) * (y1 - y0);
}

static RegieCloudShape *
shape_new (RegieCloudRuler *ruler, const char *text, gboolean rotated)
{
  g_autoptr (GArray) boxes = measure_glyphs (ruler, text);
  RegieCloudShape *shape;
  double x0 = G_MAXDOUBLE, y0 = G_MAXDOUBLE, x1 = -G_MAXDOUBLE, y1 = -G_MAXDOUBLE;
  double left, top;

  if (boxes->len == 0)
    return NULL;

  for (guint i = 0; i < boxes->len; i++)
    {
      const GlyphBox *box = &g_array_index (boxes, GlyphBox, i);

      x0 = MIN (x0, box->x0);
      y0 = MIN (y0, box->y0);
      x1 = MAX (x1, box->x1);
      y1 = MAX (y1, box->y1);
    }

  shape = g_new0 (RegieCloudShape, 1);
  g_atomic_ref_count_init (&shape->refs);
  shape->text = g_strdup (text);
  left = (x0 + x1) / 2;
  if (is_ordinary (ruler, boxes))
    {
      top = g_array_index (boxes, GlyphBox, 0).baseline + (ruler->levels[2] + ruler->levels[3]) / 2;
      cover_ordinary (ruler, shape, boxes);
    }
  else
    {
      top = (y0 + y1) / 2;
      cover_lines (shape, boxes, top);
    }
  shape_finish (shape, left);
  shape->x0 = x0 - left;
  shape->x1 = x1 - left;
  shape->y0 = y0 - top;
  shape->y1 = y1 - top;
  shape->layout_x = -left;
  shape->layout_y = -top;
  if (rotated)
    shape_rotate (shape);

  return shape;
}

RegieCloudShape *
regie_cloud_ruler_measure (
    RegieCloudRuler *ruler, const char *text, guint n_lines, RegieCloudBreak how, gboolean rotated)
{
  g_autofree char *key = g_strdup_printf ("%u %d %d %s", n_lines, how, rotated, text);
  RegieCloudShape *shape;

  if (!g_hash_table_lookup_extended (ruler->shapes, key, NULL, (gpointer *) &shape))
    {
      g_autofree char *lines = n_lines > 1 ? regie_cloud_break_text (text, n_lines, how) : NULL;

      if (n_lines > 1)
        shape = lines != NULL ? shape_new (ruler, lines, rotated) : NULL;
      else
        shape = shape_new (ruler, text, rotated);
      g_hash_table_insert (ruler->shapes, g_steal_pointer (&key), shape);
    }
  if (shape != NULL)
    g_atomic_ref_count_inc (&shape->refs);

  return shape;
}

static gboolean
is_unused (gpointer key, gpointer value, gpointer user_data)
{
  const RegieCloudShape *shape = value;

  return shape == NULL || g_atomic_ref_count_compare ((gatomicrefcount *) &shape->refs, 1);
}

void
regie_cloud_ruler_trim (RegieCloudRuler *ruler, guint keep)
{
  if (g_hash_table_size (ruler->shapes) > keep)
    g_hash_table_foreach_remove (ruler->shapes, is_unused, NULL);
}
