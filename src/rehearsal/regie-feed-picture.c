/* regie-feed-picture.c: the picture of a stage: a slide, a clock and something that moves
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * Clock and moving block lie on bands of neutral grey: there only the plane of brightness changes
 * from frame to frame, so they are drawn by copying rows of grey values.
 */

#define G_LOG_DOMAIN "regie-rehearsal"

#include "regie-config.h"

#include "regie-feed-picture.h"
#include "regie-mark.h"

#include <pango/pangocairo.h>
#include <string.h>

#define WIDTH REGIE_FEED_WIDTH
#define HEIGHT REGIE_FEED_HEIGHT

/** How long one slide stands */
#define SLIDE_TIME (12 * G_USEC_PER_SEC)
#define SLIDE_LINES 3

/* The band at the foot: stage name on the left, the clock on the right, the block's track above. */
#define BAND_TOP 632
#define BAND_GREY 0.11
#define CLOCK_TOP 652
#define GLYPH_WIDTH 24
#define GLYPH_HEIGHT 48
#define CLOCK_LEFT (WIDTH - 40 - 12 * GLYPH_WIDTH)
#define BLOCK_TOP 638
#define BLOCK_SIZE 8
#define BLOCK_WIDTH 96
#define BLOCK_TIME (4 * G_USEC_PER_SEC)

static const char glyphs[] = "0123456789:.";

struct _RegieFeedPicture
{
  GObject parent_instance;

  guint stage;

  GMutex lock;
  char *title;
  char *subtitle;
  gboolean changed;

  gint64 slide_index;
  guint8 *slide;
  guint8 *atlas;
};

typedef struct
{
  double red, green, blue;
} Tone;

static const Tone tones[] = {
  { 0.10, 0.37, 0.71 },
  { 0.15, 0.56, 0.35 },
  { 0.78, 0.28, 0.00 },
  { 0.38, 0.21, 0.51 },
};

/* What the slides say: invented, the way talks on digital administration put it. */
static const char *const lines[] = {
  "Anträge einmal stellen, Nachweise nur einmal vorlegen",
  "Das Nutzerkonto als gemeinsamer Eingang",
  "Registerabruf statt Papiernachweis",
  "E-Akte: Einführung in drei Wellen",
  "Was wir aus dem ersten Jahr gelernt haben",
  "Barrierefreiheit von Anfang an mitdenken",
  "Offene Standards, gemeinsame Schnittstellen",
  "Betrieb heißt: jemand geht ans Telefon",
  "Einer für alle: nachnutzen statt neu bauen",
  "Datenschutz als Gestaltungsaufgabe",
  "KI in der Poststelle: was sie kann und was nicht",
  "Kommunen mitnehmen, Umsetzung begleiten",
  "Ende zu Ende gedacht: vom Antrag bis zum Bescheid",
  "Kennzahlen, die man am Montag versteht",
  "Sicherheit üben, bevor es ernst wird",
};

G_DEFINE_FINAL_TYPE (RegieFeedPicture, regie_feed_picture, G_TYPE_OBJECT)

static void
regie_feed_picture_finalize (GObject *object)
{
  RegieFeedPicture *self = REGIE_FEED_PICTURE (object);

  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->subtitle, g_free);
  g_clear_pointer (&self->slide, g_free);
  g_clear_pointer (&self->atlas, g_free);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (regie_feed_picture_parent_class)->finalize (object);
}

static void
regie_feed_picture_class_init (RegieFeedPictureClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = regie_feed_picture_finalize;
}

static void
regie_feed_picture_init (RegieFeedPicture *self)
{
  g_mutex_init (&self->lock);
  self->slide_index = -1;
}

RegieFeedPicture *
regie_feed_picture_new (guint stage)
{
  RegieFeedPicture *self = g_object_new (REGIE_TYPE_FEED_PICTURE, NULL);

  self->stage = stage;
  return self;
}

void
regie_feed_picture_set_title (RegieFeedPicture *self, const char *title, const char *subtitle)
{
  gboolean title_changed, subtitle_changed;

  g_return_if_fail (REGIE_IS_FEED_PICTURE (self));

  g_mutex_lock (&self->lock);
  title_changed = g_set_str (&self->title, title);
  subtitle_changed = g_set_str (&self->subtitle, subtitle);
  if (title_changed || subtitle_changed)
    self->changed = TRUE;
  g_mutex_unlock (&self->lock);
}

static void
write_text (cairo_t *cr, const char *font, double x, double y, double width, const char *text)
{
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cr);
  g_autoptr (PangoFontDescription) description = pango_font_description_from_string (font);

  pango_layout_set_font_description (layout, description);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_height (layout, -2);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, -1);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
}

static void
paint_lines (cairo_t *cr, const Tone *tone, gsize first)
{
  for (gsize i = 0; i < SLIDE_LINES; i++)
    {
      const double y = 330 + 88.0 * (double) i;

      cairo_set_source_rgb (cr, tone->red, tone->green, tone->blue);
      cairo_rectangle (cr, 96, y + 16, 14, 14);
      cairo_fill (cr);
      cairo_set_source_rgb (cr, 0.18, 0.20, 0.24);
      write_text (cr, "Sans 26px", 136, y + 4, WIDTH - 232,
                  lines[(first + i) % G_N_ELEMENTS (lines)]);
    }
}

static void
paint_slide (cairo_t *cr, guint stage, gint64 index, const char *title, const char *subtitle)
{
  const Tone *tone = &tones[stage % G_N_ELEMENTS (tones)];
  g_autofree char *name = g_strdup_printf ("Stage %u", stage + 1);
  g_autofree char *page = g_strdup_printf ("%d", (int) (index % 40) + 1);

  cairo_set_source_rgb (cr, 0.96, 0.96, 0.95);
  cairo_paint (cr);
  cairo_set_source_rgb (cr, tone->red, tone->green, tone->blue);
  cairo_rectangle (cr, 0, 0, WIDTH, 96);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, 1, 1, 1);
  write_text (cr, "Sans Bold 32px", 96, 26, 600, name);
  write_text (cr, "Sans 24px", WIDTH - 130, 34, 80, page);

  cairo_set_source_rgb (cr, tone->red, tone->green, tone->blue);
  write_text (cr, "Sans Bold 46px", 96, 140, WIDTH - 192, title);
  cairo_set_source_rgb (cr, 0.35, 0.37, 0.42);
  write_text (cr, "Sans 26px", 96, 262, WIDTH - 192, subtitle);
  paint_lines (cr, tone, (gsize) ((guint64) index * SLIDE_LINES + stage * 5));

  cairo_set_source_rgb (cr, BAND_GREY, BAND_GREY, BAND_GREY);
  cairo_rectangle (cr, 0, BAND_TOP, WIDTH, HEIGHT - BAND_TOP);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, 0.8, 0.8, 0.8);
  write_text (cr, "Sans 26px", 40, 662, 600, name);
}

/* BT.709, limited range, with 16 bits of fraction: Rec. ITU-R BT.709-6, 3 and 4. */
static guint8
luma (guint32 pixel)
{
  const guint32 red = (pixel >> 16) & 0xff, green = (pixel >> 8) & 0xff, blue = pixel & 0xff;

  return (guint8) (16 + ((11966 * red + 40254 * green + 4064 * blue + 32768) >> 16));
}

static void
chroma (const guint32 *upper, const guint32 *lower, guint8 *u, guint8 *v)
{
  const guint32 four[] = { upper[0], upper[1], lower[0], lower[1] };
  gint32 red = 0, green = 0, blue = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (four); i++)
    {
      red += (four[i] >> 16) & 0xff;
      green += (four[i] >> 8) & 0xff;
      blue += four[i] & 0xff;
    }
  *u = (guint8) (128 + ((-6596 * red - 22189 * green + 28784 * blue) / 4 + 32768) / 65536);
  *v = (guint8) (128 + ((28784 * red - 26145 * green - 2639 * blue) / 4 + 32768) / 65536);
}

static void
to_planes (cairo_surface_t *surface, guint8 *frame)
{
  const guint8 *pixels = cairo_image_surface_get_data (surface);
  const gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  guint8 *u = frame + WIDTH * HEIGHT;
  guint8 *v = u + WIDTH * HEIGHT / 4;

  for (gsize y = 0; y < HEIGHT; y++)
    {
      const guint32 *row = (const guint32 *) (pixels + y * stride);

      for (gsize x = 0; x < WIDTH; x++)
        frame[y * WIDTH + x] = luma (row[x]);
    }
  for (gsize y = 0; y < HEIGHT; y += 2)
    {
      const guint32 *upper = (const guint32 *) (pixels + y * stride);
      const guint32 *lower = (const guint32 *) (pixels + (y + 1) * stride);

      for (gsize x = 0; x < WIDTH; x += 2)
        chroma (upper + x, lower + x, u++, v++);
    }
}

static void
redraw_slide (RegieFeedPicture *self, const char *title, const char *subtitle)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);

  paint_slide (cr, self->stage, self->slide_index, title, subtitle);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  if (!self->slide)
    self->slide = g_malloc (REGIE_FEED_FRAME_BYTES);
  to_planes (surface, self->slide);
  cairo_surface_destroy (surface);
}

/* Every sign of the clock, one below the other, as grey values. */
static void
draw_atlas (RegieFeedPicture *self)
{
  const int height = GLYPH_HEIGHT * (int) strlen (glyphs);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, GLYPH_WIDTH, height);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, BAND_GREY, BAND_GREY, BAND_GREY);
  cairo_paint (cr);
  cairo_set_source_rgb (cr, 1, 1, 1);
  for (int i = 0; glyphs[i]; i++)
    write_text (cr, "Monospace 36px", 1, GLYPH_HEIGHT * i, 40, (char[2]) { glyphs[i], '\0' });
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  self->atlas = g_malloc ((gsize) (GLYPH_WIDTH * height));
  for (int y = 0; y < height; y++)
    {
      const guint8 *row = cairo_image_surface_get_data (surface)
                          + (gsize) y * (gsize) cairo_image_surface_get_stride (surface);

      for (int x = 0; x < GLYPH_WIDTH; x++)
        self->atlas[y * GLYPH_WIDTH + x] = luma (((const guint32 *) row)[x]);
    }
  cairo_surface_destroy (surface);
}

static void
draw_clock (RegieFeedPicture *self, guint8 *frame, gint64 now)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_local (utc);
  g_autofree char *text = g_strdup_printf (
      "%02d:%02d:%02d.%03d", g_date_time_get_hour (local), g_date_time_get_minute (local),
      g_date_time_get_second (local), (int) (now % G_USEC_PER_SEC / 1000));

  for (gsize i = 0; text[i]; i++)
    {
      const char *glyph = strchr (glyphs, text[i]);
      const guint8 *from = self->atlas + (glyph - glyphs) * GLYPH_WIDTH * GLYPH_HEIGHT;
      guint8 *to = frame + CLOCK_TOP * WIDTH + CLOCK_LEFT + i * GLYPH_WIDTH;

      for (gsize y = 0; y < GLYPH_HEIGHT; y++)
        memcpy (to + y * WIDTH, from + y * GLYPH_WIDTH, GLYPH_WIDTH);
    }
}

static void
draw_block (guint8 *frame, gint64 now)
{
  const gsize x = (gsize) (now % BLOCK_TIME * (WIDTH - BLOCK_WIDTH) / BLOCK_TIME);

  for (gsize y = 0; y < BLOCK_SIZE; y++)
    memset (frame + (BLOCK_TOP + y) * WIDTH + x, 235, BLOCK_WIDTH);
}

void
regie_feed_picture_draw (RegieFeedPicture *self, guint8 *frame, gint64 now)
{
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  gboolean changed;

  g_return_if_fail (REGIE_IS_FEED_PICTURE (self));
  g_return_if_fail (frame != NULL);

  g_mutex_lock (&self->lock);
  changed = self->changed || self->slide_index != now / SLIDE_TIME;
  self->changed = FALSE;
  if (changed)
    {
      title = g_strdup (self->title ? self->title : "Pause");
      subtitle = g_strdup (self->subtitle ? self->subtitle : "");
    }
  g_mutex_unlock (&self->lock);

  if (!self->atlas)
    draw_atlas (self);
  if (changed)
    {
      self->slide_index = now / SLIDE_TIME;
      redraw_slide (self, title, subtitle);
    }
  memcpy (frame, self->slide, REGIE_FEED_FRAME_BYTES);
  draw_clock (self, frame, now);
  draw_block (frame, now);
  /* Its foot is the band's: grey there, so brightness is all that a mark needs. */
  regie_mark_write (frame, WIDTH, WIDTH, HEIGHT, regie_mark_encode (self->stage + 1, now));
}
