/* cloud.c: how long a word cloud takes, how dense it is and how much it moves
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * One JSON line per figure: {"name", "value", "unit", "floor", "peer", "ratio", "goal", "met"}. The
 * floor of a first layout is measured beside it: Pango measuring the same words, which no layout can
 * do without. No peer is at hand in the packages a build needs.
 */

#define G_LOG_DOMAIN "regie-bench"

#include "regie-cloud.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define WIDTH 1280
#define HEIGHT 720
#define FONT "DejaVu Sans"
#define RUNS 7

/* Microseconds this thread has computed. A layout waits for nothing, so this is what it takes on a
 * machine that has nothing else to do. */
static gint64
cpu_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static const char *const syllables[] = {
  "ver",  "trau",  "en",   "da",   "ten",    "schutz", "demo", "kra", "tie",   "of",  "fen",
  "heit", "klima", "bil",  "dung", "amt",    "ar",     "beit", "zu",  "kunft", "no",  "va",
  "raum", "netz",  "werk", "sta",  "fair",   "digi",   "tal",  "wan", "del",   "re",  "spekt",
  "kul",  "tur",   "dia",  "log",  "stelle", "gesetz", "für",  "än",  "ö",     "über"
};

typedef struct
{
  guint n;
  RegieCloudEntry *entries;
  GPtrArray *texts;
} Words;

/* @n different words of two to six syllables, Zipf counts from 400 down to 1. */
static Words
make_words (guint n)
{
  Words words = { n, g_new0 (RegieCloudEntry, n), g_ptr_array_new_with_free_func (g_free) };
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  while (words.texts->len < n)
    {
      g_autoptr (GString) word = g_string_new (NULL);
      int length = g_rand_int_range (rand, 2, g_rand_boolean (rand) ? 4 : 7);
      guint i = words.texts->len;

      while (length-- > 0)
        g_string_append (word,
                         syllables[g_rand_int_range (rand, 0, (int) G_N_ELEMENTS (syllables))]);
      word->str[0] = g_ascii_toupper (word->str[0]);
      if (g_hash_table_contains (seen, word->str))
        continue;
      g_ptr_array_add (words.texts, g_strdup (word->str));
      g_hash_table_add (seen, g_ptr_array_index (words.texts, i));
      words.entries[i].key = words.entries[i].text = g_ptr_array_index (words.texts, i);
      words.entries[i].count = MAX (1, (gint64) lround (400 / pow (i + 1, 0.9)));
    }

  return words;
}

static void
free_words (Words *words)
{
  g_free (words->entries);
  g_ptr_array_unref (words->texts);
}

static int
compare_doubles (const void *a, const void *b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return first < second ? -1 : first > second;
}

static void
report (const char *name, guint n, double value, const char *unit, double bare, double goal)
{
  char number[3][G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (number[0], sizeof number[0], "%.3f", value);
  g_ascii_formatd (number[1], sizeof number[1], "%.3f", bare);
  g_ascii_formatd (number[2], sizeof number[2], "%.2f", bare > 0 ? value / bare : 0);
  g_print ("{\"name\": \"cloud.%s.%u\", \"value\": %s, \"unit\": \"%s\", \"floor\": %s, "
           "\"peer\": null, \"ratio\": %s, \"goal\": %g, \"met\": %s}\n",
           name, n, number[0], unit, bare > 0 ? number[1] : "null", bare > 0 ? number[2] : "null",
           goal, value <= goal ? "true" : "false");
}

/* What cannot be avoided: asking Pango for the extents of each word once. */
static double
bare_measuring (const Words *words)
{
  double times[RUNS];

  for (guint run = 0; run < RUNS; run++)
    {
      gint64 start = cpu_time ();
      PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
      g_autoptr (PangoLayout) layout = pango_layout_new (context);
      g_autoptr (PangoFontDescription) font = pango_font_description_from_string (FONT);

      pango_font_description_set_absolute_size (font, 64 * PANGO_SCALE);
      pango_layout_set_font_description (layout, font);
      for (guint i = 0; i < words->n; i++)
        {
          PangoRectangle ink;

          pango_layout_set_text (layout, words->entries[i].text, -1);
          pango_layout_get_extents (layout, &ink, NULL);
        }
      g_object_unref (context);
      times[run] = (double) (cpu_time () - start) / 1000;
    }
  qsort (times, RUNS, sizeof times[0], compare_doubles);

  return times[RUNS / 2];
}

static RegieCloud *
first_layout (const Words *words, double *milliseconds)
{
  RegieCloud *cloud = regie_cloud_new ();
  gint64 start = cpu_time ();

  regie_cloud_set_box (cloud, WIDTH, HEIGHT);
  regie_cloud_set_font (cloud, FONT);
  regie_cloud_update (cloud, words->entries, words->n);
  *milliseconds = (double) (cpu_time () - start) / 1000;

  return cloud;
}

/* Share of the box's pixels that have ink, percent. */
static double
ink_share (RegieCloud *cloud, const char *picture)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  const guint8 *pixels;
  guint inked = 0;

  for (guint i = 0; i < regie_cloud_get_n_words (cloud); i++)
    {
      const RegieCloudWord *word = regie_cloud_get_word (cloud, i);
      g_autoptr (PangoLayout) layout = regie_cloud_create_layout (cloud, word);

      cairo_save (cr);
      cairo_translate (cr, word->x + word->layout_dx, word->y + word->layout_dy);
      pango_cairo_show_layout (cr, layout);
      cairo_restore (cr);
    }
  cairo_surface_flush (surface);
  pixels = cairo_image_surface_get_data (surface);
  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      inked += pixels[y * cairo_image_surface_get_stride (surface) + x] > 0;
  if (picture != NULL)
    cairo_surface_write_to_png (surface, picture);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  return 100.0 * inked / (WIDTH * HEIGHT);
}

/* Where the words stand now, by key. */
static GHashTable *
remember (RegieCloud *cloud)
{
  GHashTable *words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < regie_cloud_get_n_words (cloud); i++)
    {
      const RegieCloudWord *word = regie_cloud_get_word (cloud, i);

      g_hash_table_insert (words, g_strdup (word->key), g_memdup2 (word, sizeof *word));
    }

  return words;
}

typedef struct
{
  double distance;
  guint moved;
  guint others;
} Movement;

/* Adds up how far the words went since @before, but for the one that was voted for. */
static void
add_movement (RegieCloud *cloud, GHashTable *before, const char *voted, Movement *movement)
{
  for (guint i = 0; i < regie_cloud_get_n_words (cloud); i++)
    {
      const RegieCloudWord *word = regie_cloud_get_word (cloud, i);
      const RegieCloudWord *old = g_hash_table_lookup (before, word->key);
      double way;

      if (old == NULL || g_strcmp0 (word->key, voted) == 0)
        continue;
      way = hypot (word->x - old->x, word->y - old->y);
      movement->others++;
      movement->distance += way;
      movement->moved += way > 0.5;
    }
}

static void
report_movement (const char *name, guint n, const Movement *movement)
{
  g_autofree char *move = g_strdup_printf ("%s-move", name);
  g_autofree char *moved = g_strdup_printf ("%s-moved", name);

  report (move, n, movement->distance / MAX (movement->others, 1), "px", 0, 2);
  report (moved, n, 100.0 * movement->moved / MAX (movement->others, 1), "%", 0, 5);
}

/* One word gains one, for words in all places of the ranking: what that costs and moves. */
static void
measure_ticks (RegieCloud *cloud, Words *words)
{
  const guint chosen[] = { 0, 1, 5, words->n / 10, words->n / 4, words->n / 2, words->n - 1 };
  double times[G_N_ELEMENTS (chosen)];
  Movement movement = { 0 };

  for (guint k = 0; k < G_N_ELEMENTS (chosen); k++)
    {
      g_autoptr (GHashTable) before = remember (cloud);
      gint64 start;

      words->entries[chosen[k]].count++;
      start = cpu_time ();
      regie_cloud_update (cloud, words->entries, words->n);
      times[k] = (double) (cpu_time () - start) / 1000;
      add_movement (cloud, before, words->entries[chosen[k]].key, &movement);
    }

  qsort (times, G_N_ELEMENTS (times), sizeof times[0], compare_doubles);
  report ("tick", words->n, times[G_N_ELEMENTS (times) / 2], "ms", 0, 5);
  report ("tick-worst", words->n, times[G_N_ELEMENTS (times) - 1], "ms", 0, 5);
  report_movement ("tick", words->n, &movement);
}

/* A cloud as an audience fills it: five entries at a time, from nothing, of @n possible words. */
static void
measure_live (guint n)
{
  Words words = make_words (n);
  g_autoptr (RegieCloud) cloud = regie_cloud_new ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  g_autofree RegieCloudEntry *current = g_new0 (RegieCloudEntry, n);
  g_autofree guint *place = g_new0 (guint, n);
  double times[100];
  Movement movement = { 0 };
  guint n_current = 0;

  regie_cloud_set_font (cloud, FONT);
  for (guint tick = 0; tick < G_N_ELEMENTS (times); tick++)
    {
      g_autoptr (GHashTable) before = remember (cloud);
      gint64 start;

      for (guint vote = 0; vote < 5; vote++)
        {
          guint i = (guint) (n * pow (g_rand_double (rand), 2.6));

          if (place[i] == 0)
            {
              current[n_current++] = (RegieCloudEntry) { words.entries[i].key, NULL, 0 };
              place[i] = n_current;
            }
          current[place[i] - 1].count++;
        }
      start = cpu_time ();
      regie_cloud_update (cloud, current, n_current);
      times[tick] = (double) (cpu_time () - start) / 1000;
      add_movement (cloud, before, NULL, &movement);
    }

  qsort (times, G_N_ELEMENTS (times), sizeof times[0], compare_doubles);
  report ("live", n, times[G_N_ELEMENTS (times) / 2], "ms", 0, 5);
  report ("live-p99", n, times[G_N_ELEMENTS (times) - 2], "ms", 0, 5);
  report_movement ("live", n, &movement);
  free_words (&words);
}

int
main (int argc, char *argv[])
{
  const struct
  {
    guint n;
    double goal;
  } sizes[] = { { 100, 20 }, { 300, 50 }, { 1000, 150 } };

  /* Fonts are looked for once per program, not once per cloud. */
  {
    Words words = make_words (10);

    bare_measuring (&words);
    free_words (&words);
  }

  for (guint k = 0; k < G_N_ELEMENTS (sizes); k++)
    {
      Words words = make_words (sizes[k].n);
      g_autofree char *picture =
          argc > 1 ? g_strdup_printf ("%s/cloud-%u.png", argv[1], sizes[k].n) : NULL;
      g_autoptr (RegieCloud) cloud = NULL;
      double times[RUNS];

      for (guint run = 0; run < RUNS; run++)
        {
          g_clear_object (&cloud);
          cloud = first_layout (&words, &times[run]);
        }
      qsort (times, RUNS, sizeof times[0], compare_doubles);
      report ("first", sizes[k].n, times[RUNS / 2], "ms", bare_measuring (&words), sizes[k].goal);
      report ("dropped", sizes[k].n, regie_cloud_get_n_overflow (cloud), "words", 0, 0);
      /* Higher is better: the goal is what the densest of the known ones reaches, turned around. */
      report ("empty", sizes[k].n, 100 - ink_share (cloud, picture), "%", 0, 88);
      measure_ticks (cloud, &words);
      free_words (&words);
    }
  measure_live (300);

  return 0;
}
