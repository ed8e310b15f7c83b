/* cloud.c: word clouds are complete, dense, the same for the same words, and hold still
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-cloud.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

#define FONT "DejaVu Sans Bold"

static const char *const terms[] = { "Digitalisierung",
                                     "Vertrauen",
                                     "E-Akte",
                                     "Bürger*innen",
                                     "Onlinezugangsgesetz",
                                     "Nutzerkonto",
                                     "KI",
                                     "Datenschutz",
                                     "Fachkräfte",
                                     "Standards",
                                     "Open Source",
                                     "Ende zu Ende",
                                     "Souveränität",
                                     "Cloud",
                                     "Fax",
                                     "Mut",
                                     "Weniger Papier",
                                     "C++",
                                     "5G",
                                     "Übergänge",
                                     "Verwaltungsverfahrensbeschleunigungsgesetz",
                                     "Straße",
                                     "jpg",
                                     "ÄÖÜ" };

/* Entries that own their texts. */
typedef struct
{
  RegieCloudEntry *entries;
  guint n;
} Words;

static void
words_clear (Words *words)
{
  for (guint i = 0; i < words->n; i++)
    g_free ((char *) words->entries[i].key);
  g_clear_pointer (&words->entries, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Words, words_clear)

/* @n words with counts that fall as such counts do. */
static Words
make_words (guint n)
{
  Words words = { g_new0 (RegieCloudEntry, n), n };

  for (guint i = 0; i < n; i++)
    {
      const char *term = terms[i % G_N_ELEMENTS (terms)];

      words.entries[i].key =
          i < G_N_ELEMENTS (terms) ? g_strdup (term) : g_strdup_printf ("%s %u", term, i);
      words.entries[i].text = words.entries[i].key;
      words.entries[i].count = MAX (1, (gint64) (400 / pow (i + 1, 0.9)));
    }

  return words;
}

static void
shuffle (Words *words, guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  for (guint i = words->n - 1; i > 0; i--)
    {
      guint j = (guint) g_rand_int_range (rand, 0, (int) i + 1);
      RegieCloudEntry entry = words->entries[i];

      words->entries[i] = words->entries[j];
      words->entries[j] = entry;
    }
}

static RegieCloud *
make_cloud (double width, double height)
{
  RegieCloud *cloud = regie_cloud_new ();

  regie_cloud_set_box (cloud, width, height);
  regie_cloud_set_font (cloud, FONT);

  return cloud;
}

/* Everything a cloud says, as text: equal texts are equal clouds. */
static char *
describe (RegieCloud *cloud)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < regie_cloud_get_n_words (cloud); i++)
    {
      const RegieCloudWord *word = regie_cloud_get_word (cloud, i);

      g_string_append_printf (text, "%s|%s|%" G_GINT64_FORMAT "|%.6f|%.6f|%.6f|%u|%d\n", word->key,
                              word->text, word->count, word->x, word->y, word->size, word->tone,
                              word->rotated);
    }
  for (guint i = 0; i < regie_cloud_get_n_overflow (cloud); i++)
    g_string_append_printf (text, "over %s\n", regie_cloud_get_overflow (cloud, i)->key);

  return g_string_free (text, FALSE);
}

/* Draws every word by itself, as the header says, and adds up how much of each pixel is covered: more
 * than all of it (beyond what antialiasing rounds) is an overlap. */
static void
assert_nothing_overlaps (RegieCloud *cloud, int width, int height)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, width + 2, height + 2);
  int stride = cairo_image_surface_get_stride (surface);
  guint8 *pixels = cairo_image_surface_get_data (surface);
  gsize size = (gsize) stride * (gsize) (height + 2);
  g_autofree guint16 *covered = g_new0 (guint16, size);

  for (guint i = 0; i < regie_cloud_get_n_words (cloud); i++)
    {
      const RegieCloudWord *word = regie_cloud_get_word (cloud, i);
      g_autoptr (PangoLayout) layout = regie_cloud_create_layout (cloud, word);
      cairo_t *cr = cairo_create (surface);

      g_assert_cmpfloat (word->x - word->width / 2, >=, -0.5);
      g_assert_cmpfloat (word->y - word->height / 2, >=, -0.5);
      g_assert_cmpfloat (word->x + word->width / 2, <=, width + 0.5);
      g_assert_cmpfloat (word->y + word->height / 2, <=, height + 0.5);

      cairo_translate (cr, word->x, word->y);
      if (word->rotated)
        cairo_rotate (cr, -G_PI / 2);
      cairo_translate (cr, word->layout_dx, word->layout_dy);
      pango_cairo_show_layout (cr, layout);
      cairo_destroy (cr);
      cairo_surface_flush (surface);

      for (int y = 0; y < height + 2; y++)
        for (int x = MAX (0, (int) (word->x - word->width / 2) - 3);
             x < MIN (width + 2, word->x + word->width / 2 + 3); x++)
          {
            covered[y * stride + x] += pixels[y * stride + x];
            if (covered[y * stride + x] > 255 + 32)
              g_error ("“%s” overlaps another word at %d, %d", word->text, x, y);
          }
      memset (pixels, 0, size);
      cairo_surface_mark_dirty (surface);
    }

  cairo_surface_destroy (surface);
}

static void
assert_nothing_lost (RegieCloud *cloud, const Words *words)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < regie_cloud_get_n_words (cloud); i++)
    g_hash_table_insert (counts, (gpointer) regie_cloud_get_word (cloud, i)->key,
                         GINT_TO_POINTER ((int) regie_cloud_get_word (cloud, i)->count));
  for (guint i = 0; i < regie_cloud_get_n_overflow (cloud); i++)
    {
      const RegieCloudOverflow *over = regie_cloud_get_overflow (cloud, i);

      g_assert_false (g_hash_table_contains (counts, over->key));
      g_hash_table_insert (counts, (gpointer) over->key, GINT_TO_POINTER ((int) over->count));
    }

  g_assert_cmpuint (g_hash_table_size (counts), ==, words->n);
  for (guint i = 0; i < words->n; i++)
    g_assert_cmpint (GPOINTER_TO_INT (g_hash_table_lookup (counts, words->entries[i].key)), ==,
                     words->entries[i].count);
}

static void
assert_equal_counts_have_equal_size (RegieCloud *cloud)
{
  for (guint i = 1; i < regie_cloud_get_n_words (cloud); i++)
    {
      const RegieCloudWord *word = regie_cloud_get_word (cloud, i);
      const RegieCloudWord *before = regie_cloud_get_word (cloud, i - 1);

      if (word->count == before->count)
        g_assert_cmpfloat_with_epsilon (word->size, before->size, 1e-9);
      else
        g_assert_cmpfloat (word->size, <=, before->size + 1e-9);
    }
}

static void
test_order_of_arrival_does_not_matter (void)
{
  g_auto (Words) words = make_words (120);
  g_autofree char *expected = NULL;

  for (guint32 seed = 0; seed < 5; seed++)
    {
      g_autoptr (RegieCloud) cloud = make_cloud (1280, 720);
      g_autofree char *found = NULL;

      g_assert_true (regie_cloud_update (cloud, words.entries, words.n));
      found = describe (cloud);
      if (expected == NULL)
        expected = g_steal_pointer (&found);
      else
        g_assert_cmpstr (found, ==, expected);
      shuffle (&words, seed);
    }
}

static void
test_clouds_agree_once_they_settle (void)
{
  g_auto (Words) words = make_words (120);
  g_autoptr (RegieCloud) whole = make_cloud (1280, 720);
  g_autofree char *expected = NULL;

  regie_cloud_update (whole, words.entries, words.n);
  expected = describe (whole);

  for (guint32 seed = 1; seed < 4; seed++)
    {
      g_autoptr (RegieCloud) cloud = make_cloud (1280, 720);
      g_autofree char *found = NULL;

      shuffle (&words, seed);
      for (guint n = 7; n < words.n; n += 13)
        regie_cloud_update (cloud, words.entries, n);
      regie_cloud_update (cloud, words.entries, words.n);
      regie_cloud_settle (cloud);
      found = describe (cloud);
      g_assert_cmpstr (found, ==, expected);
      g_assert_false (regie_cloud_settle (cloud));
    }
}

static void
test_seed_decides_between_equals (void)
{
  g_auto (Words) words = make_words (40);
  g_autoptr (RegieCloud) cloud = make_cloud (1280, 720);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  regie_cloud_update (cloud, words.entries, words.n);
  first = describe (cloud);
  regie_cloud_set_seed (cloud, 77);
  g_assert_true (regie_cloud_update (cloud, words.entries, words.n));
  second = describe (cloud);
  g_assert_cmpstr (first, !=, second);
}

static void
test_words_never_overlap_and_none_is_lost (void)
{
  const guint sizes[] = { 1, 2, 12, 100, 400 };

  for (guint k = 0; k < G_N_ELEMENTS (sizes); k++)
    {
      g_auto (Words) words = make_words (sizes[k]);
      g_autoptr (RegieCloud) cloud = make_cloud (1280, 720);

      regie_cloud_update (cloud, words.entries, words.n);
      assert_nothing_lost (cloud, &words);
      assert_nothing_overlaps (cloud, 1280, 720);
      assert_equal_counts_have_equal_size (cloud);
      g_assert_cmpuint (regie_cloud_get_n_overflow (cloud), ==, 0);
    }
}

static void
test_vertical_words_never_overlap (void)
{
  g_auto (Words) words = make_words (150);
  g_autoptr (RegieCloud) cloud = make_cloud (1280, 720);
  guint n_rotated = 0;

  regie_cloud_set_vertical (cloud, TRUE);
  regie_cloud_update (cloud, words.entries, words.n);
  for (guint i = 0; i < regie_cloud_get_n_words (cloud); i++)
    n_rotated += regie_cloud_get_word (cloud, i)->rotated;

  g_assert_cmpuint (n_rotated, >, 0);
  g_assert_false (regie_cloud_get_word (cloud, 0)->rotated);
  assert_nothing_lost (cloud, &words);
  assert_nothing_overlaps (cloud, 1280, 720);
}

static void
test_words_stand_horizontally_unless_asked (void)
{
  g_auto (Words) words = make_words (150);
  g_autoptr (RegieCloud) cloud = make_cloud (1280, 720);

  regie_cloud_update (cloud, words.entries, words.n);
  for (guint i = 0; i < regie_cloud_get_n_words (cloud); i++)
    g_assert_false (regie_cloud_get_word (cloud, i)->rotated);
}

static void
test_largest_word_stands_in_the_middle (void)
{
  g_auto (Words) words = make_words (60);
  g_autoptr (RegieCloud) cloud = make_cloud (1280, 720);
  const RegieCloudWord *word;

  regie_cloud_update (cloud, words.entries, words.n);
  word = regie_cloud_get_word (cloud, 0);
  g_assert_cmpstr (word->key, ==, terms[0]);
  g_assert_cmpfloat (fabs (word->x - 640), <, 10);
  g_assert_cmpfloat (fabs (word->y - 360), <, word->size / 3);
}

static void
test_size_goes_with_the_root_of_the_count (void)
{
  const RegieCloudEntry entries[] = { { "neun", NULL, 9 }, { "vier", NULL, 4 }, { "eins", "", 1 } };
  g_autoptr (RegieCloud) cloud = make_cloud (1280, 720);
  double one;

  regie_cloud_update (cloud, entries, G_N_ELEMENTS (entries));
  one = regie_cloud_find_word (cloud, "eins")->size;
  g_assert_cmpfloat (fabs (regie_cloud_find_word (cloud, "neun")->size / one / 3 - 1), <, 0.03);
  g_assert_cmpfloat (fabs (regie_cloud_find_word (cloud, "vier")->size / one / 2 - 1), <, 0.03);
}

static void
test_no_words_make_an_empty_cloud (void)
{
  g_auto (Words) words = make_words (3);
  g_autoptr (RegieCloud) cloud = make_cloud (1280, 720);

  g_assert_false (regie_cloud_settle (cloud));
  g_assert_false (regie_cloud_update (cloud, NULL, 0));
  g_assert_cmpuint (regie_cloud_get_n_words (cloud), ==, 0);
  g_assert_true (regie_cloud_update (cloud, words.entries, words.n));
  g_assert_true (regie_cloud_update (cloud, NULL, 0));
  g_assert_cmpuint (regie_cloud_get_n_words (cloud), ==, 0);
  g_assert_cmpuint (regie_cloud_get_n_overflow (cloud), ==, 0);
  g_assert_null (regie_cloud_find_word (cloud, terms[0]));
}

static void
test_tiny_boxes_keep_every_word_in_the_list (void)
{
  const int boxes[][2] = { { 1, 1 }, { 20, 10 }, { 60, 400 }, { 120, 60 }, { 2000, 12 } };
  g_auto (Words) words = make_words (80);

  for (guint k = 0; k < G_N_ELEMENTS (boxes); k++)
    {
      g_autoptr (RegieCloud) cloud = make_cloud (boxes[k][0], boxes[k][1]);

      regie_cloud_update (cloud, words.entries, words.n);
      assert_nothing_lost (cloud, &words);
      assert_nothing_overlaps (cloud, boxes[k][0], boxes[k][1]);
      assert_equal_counts_have_equal_size (cloud);
      regie_cloud_update (cloud, words.entries, words.n - 1);
      g_assert_cmpuint (regie_cloud_get_n_words (cloud) + regie_cloud_get_n_overflow (cloud), ==,
                        words.n - 1);
    }
}

static void
test_compounds_too_wide_for_the_box_are_broken (void)
{
  const char *compound = "Verwaltungsverfahrensbeschleunigungsgesetz";
  const RegieCloudEntry entries[] = { { compound, compound, 5 } };
  g_autoptr (RegieCloud) cloud = make_cloud (150, 120);
  g_autofree char *joined = NULL;
  g_auto (GStrv) lines = NULL;

  regie_cloud_update (cloud, entries, 1);
  g_assert_cmpuint (regie_cloud_get_n_words (cloud), ==, 1);
  lines = g_strsplit (regie_cloud_get_word (cloud, 0)->text, "-\n", -1);
  g_assert_cmpuint (g_strv_length (lines), >=, 2);
  joined = g_strjoinv ("", lines);
  g_assert_cmpstr (joined, ==, compound);
  assert_nothing_overlaps (cloud, 150, 120);
}

static void
test_other_scripts_and_hostile_texts_are_placed (void)
{
  const RegieCloudEntry entries[] = {
    { "a", "Смелость", 9 },
    { "b", "مرحبا بكم", 7 },
    { "c", "电子政务", 5 },
    { "d", "👍", 4 },
    { "e", "Z\u0351\u0360\u0322\u0310algo", 4 },
    { "f", "\xff\xfe", 3 },
    { "g", "<b>&amp;</b>", 2 },
    { "h", "\u202Eabc", 1 },
    { "i", "  ", 1 },
  };
  Words words = { (RegieCloudEntry *) entries, G_N_ELEMENTS (entries) };
  g_autoptr (RegieCloud) cloud = make_cloud (800, 450);

  regie_cloud_update (cloud, entries, G_N_ELEMENTS (entries));
  assert_nothing_lost (cloud, &words);
  assert_nothing_overlaps (cloud, 800, 450);
  g_assert_cmpstr (regie_cloud_find_word (cloud, "g")->text, ==, "<b>&amp;</b>");
  /* A word without ink cannot be placed; it stands in the list like others without room. */
  g_assert_cmpuint (regie_cloud_get_n_overflow (cloud), ==, 1);
  g_assert_cmpstr (regie_cloud_get_overflow (cloud, 0)->key, ==, "i");
}

static void
test_same_words_again_change_nothing (void)
{
  g_auto (Words) words = make_words (150);
  g_autoptr (RegieCloud) cloud = make_cloud (1280, 720);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  regie_cloud_update (cloud, words.entries, words.n);
  g_assert_true (regie_cloud_get_word (cloud, 0)->is_new);
  before = describe (cloud);
  shuffle (&words, 9);
  g_assert_false (regie_cloud_update (cloud, words.entries, words.n));
  after = describe (cloud);
  g_assert_cmpstr (after, ==, before);
  g_assert_false (regie_cloud_get_word (cloud, 0)->is_new);
}

/* How far the words that were there before moved: mean way in pixels, share that moved. */
static void
measure_movement (RegieCloud *cloud, GHashTable *before, double *mean, double *share)
{
  guint n = 0;
  guint n_moved = 0;
  double sum = 0;

  for (guint i = 0; i < regie_cloud_get_n_words (cloud); i++)
    {
      const RegieCloudWord *word = regie_cloud_get_word (cloud, i);
      const RegieCloudWord *old = g_hash_table_lookup (before, word->key);
      double way = old != NULL ? hypot (word->x - old->x, word->y - old->y) : 0;

      g_assert_cmpint (word->is_new, ==, old == NULL);
      n += old != NULL;
      sum += way;
      n_moved += way > 0.5;
    }
  *mean = sum / MAX (n, 1);
  *share = (double) n_moved / MAX (n, 1);
}

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

static void
test_one_more_vote_hardly_moves_a_word (void)
{
  g_auto (Words) words = make_words (300);
  g_autoptr (RegieCloud) cloud = make_cloud (1280, 720);
  double all_means = 0;
  double all_shares = 0;
  guint n = 0;

  regie_cloud_update (cloud, words.entries, words.n);
  for (guint i = 0; i < words.n; i += 11, n++)
    {
      g_autoptr (GHashTable) before = remember (cloud);
      double mean, share;

      words.entries[i].count++;
      regie_cloud_update (cloud, words.entries, words.n);
      measure_movement (cloud, before, &mean, &share);
      all_means += mean;
      all_shares += share;
    }
  assert_nothing_overlaps (cloud, 1280, 720);
  assert_nothing_lost (cloud, &words);
  assert_equal_counts_have_equal_size (cloud);
  g_assert_cmpfloat (all_means / n, <=, 2);
  g_assert_cmpfloat (all_shares / n, <=, 0.05);
}

static void
test_one_new_word_hardly_moves_a_word (void)
{
  g_auto (Words) words = make_words (200);
  g_autoptr (RegieCloud) cloud = make_cloud (1280, 720);
  g_autoptr (GHashTable) before = NULL;
  double mean, share;

  regie_cloud_update (cloud, words.entries, words.n - 1);
  before = remember (cloud);
  g_assert_true (regie_cloud_update (cloud, words.entries, words.n));
  g_assert_true (regie_cloud_find_word (cloud, words.entries[words.n - 1].key)->is_new);
  measure_movement (cloud, before, &mean, &share);
  g_assert_cmpfloat (mean, <=, 2);
  g_assert_cmpfloat (share, <=, 0.05);
}

static void
test_blocking_a_word_moves_no_other (void)
{
  g_auto (Words) words = make_words (100);
  g_autoptr (RegieCloud) cloud = make_cloud (1280, 720);
  g_autoptr (GHashTable) before = NULL;
  double mean, share;

  regie_cloud_update (cloud, words.entries, words.n);
  before = remember (cloud);
  regie_cloud_update (cloud, words.entries + 1, words.n - 1);
  g_assert_null (regie_cloud_find_word (cloud, words.entries[0].key));
  measure_movement (cloud, before, &mean, &share);
  g_assert_cmpfloat (share, <=, 0.01);
}

static void
test_another_spelling_stands_in_the_same_place (void)
{
  g_auto (Words) words = make_words (50);
  g_autoptr (RegieCloud) cloud = make_cloud (1280, 720);
  double x;

  regie_cloud_update (cloud, words.entries, words.n);
  x = regie_cloud_find_word (cloud, "Standards")->x;
  for (guint i = 0; i < words.n; i++)
    if (g_str_equal (words.entries[i].key, "Standards"))
      words.entries[i].text = "STANDARDS";
  g_assert_true (regie_cloud_update (cloud, words.entries, words.n));
  g_assert_cmpstr (regie_cloud_find_word (cloud, "Standards")->text, ==, "STANDARDS");
  g_assert_cmpfloat (fabs (regie_cloud_find_word (cloud, "Standards")->x - x), <, 60);
  assert_nothing_overlaps (cloud, 1280, 720);
}

static void
test_a_cloud_grows_from_nothing (void)
{
  g_auto (Words) words = make_words (160);
  g_autoptr (RegieCloud) cloud = make_cloud (1280, 720);
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);
  Words current = { g_new0 (RegieCloudEntry, words.n), 0 };

  for (guint tick = 0; tick < 60; tick++)
    {
      for (guint vote = 0; vote < 20; vote++)
        {
          guint i = (guint) (words.n * pow (g_rand_double (rand), 2.5));
          guint k = 0;

          while (k < current.n && current.entries[k].key != words.entries[i].key)
            k++;
          if (k == current.n)
            current.entries[current.n++] = (RegieCloudEntry) { words.entries[i].key, NULL, 0 };
          current.entries[k].count++;
        }
      regie_cloud_update (cloud, current.entries, current.n);
      assert_nothing_lost (cloud, &current);
      assert_equal_counts_have_equal_size (cloud);
      if (tick % 15 == 14)
        assert_nothing_overlaps (cloud, 1280, 720);
    }
  g_assert_cmpuint (regie_cloud_get_n_overflow (cloud), ==, 0);
  g_free (current.entries);
}

static void
test_more_words_than_fit_stand_in_the_list (void)
{
  g_auto (Words) words = make_words (600);
  g_autoptr (RegieCloud) cloud = make_cloud (320, 180);

  regie_cloud_update (cloud, words.entries, words.n);
  assert_nothing_lost (cloud, &words);
  assert_nothing_overlaps (cloud, 320, 180);
  g_assert_cmpuint (regie_cloud_get_n_overflow (cloud), >, 0);
  g_assert_cmpuint (regie_cloud_get_n_words (cloud), >, 50);
  /* The largest are shown: what is only in the list is small. */
  g_assert_cmpint (regie_cloud_get_overflow (cloud, 0)->count, <, 20);
  g_assert_nonnull (regie_cloud_find_word (cloud, words.entries[0].key));
  g_assert_cmpfloat (regie_cloud_get_word (cloud, 0)->size, >,
                     2 * regie_cloud_get_word (cloud, regie_cloud_get_n_words (cloud) - 1)->size);
}

static void
test_a_full_cloud_holds_still_for_one_more_word (void)
{
  g_auto (Words) words = make_words (600);
  g_autoptr (RegieCloud) cloud = make_cloud (320, 180);
  g_autoptr (GHashTable) before = NULL;
  double mean, share;

  regie_cloud_update (cloud, words.entries, words.n - 1);
  g_assert_cmpuint (regie_cloud_get_n_overflow (cloud), >, 0);
  before = remember (cloud);
  regie_cloud_update (cloud, words.entries, words.n);
  assert_nothing_lost (cloud, &words);
  measure_movement (cloud, before, &mean, &share);
  g_assert_cmpfloat (share, <=, 0.05);
}

static void
test_of_two_entries_with_one_key_the_larger_stands (void)
{
  const RegieCloudEntry entries[] = { { "mut", "Mut", 2 },
                                      { "mut", "MUT", 5 },
                                      { "mut", "mut", 3 } };
  g_autoptr (RegieCloud) cloud = make_cloud (640, 360);

  regie_cloud_update (cloud, entries, G_N_ELEMENTS (entries));
  g_assert_cmpuint (regie_cloud_get_n_words (cloud), ==, 1);
  g_assert_cmpint (regie_cloud_get_word (cloud, 0)->count, ==, 5);
  g_assert_cmpstr (regie_cloud_get_word (cloud, 0)->text, ==, "MUT");
}

static void
test_a_cloud_frees_everything (void)
{
  g_auto (Words) words = make_words (20);
  RegieCloud *cloud = make_cloud (640, 360);

  regie_cloud_update (cloud, words.entries, words.n);
  regie_cloud_clear (cloud);
  regie_cloud_update (cloud, words.entries, words.n);
  g_assert_finalize_object (cloud);
}

#define ADD(name) g_test_add_func ("/cloud/" #name, test_##name)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD (order_of_arrival_does_not_matter);
  ADD (clouds_agree_once_they_settle);
  ADD (seed_decides_between_equals);
  ADD (words_never_overlap_and_none_is_lost);
  ADD (vertical_words_never_overlap);
  ADD (words_stand_horizontally_unless_asked);
  ADD (largest_word_stands_in_the_middle);
  ADD (size_goes_with_the_root_of_the_count);
  ADD (no_words_make_an_empty_cloud);
  ADD (tiny_boxes_keep_every_word_in_the_list);
  ADD (compounds_too_wide_for_the_box_are_broken);
  ADD (other_scripts_and_hostile_texts_are_placed);
  ADD (same_words_again_change_nothing);
  ADD (one_more_vote_hardly_moves_a_word);
  ADD (one_new_word_hardly_moves_a_word);
  ADD (blocking_a_word_moves_no_other);
  ADD (another_spelling_stands_in_the_same_place);
  ADD (a_cloud_grows_from_nothing);
  ADD (more_words_than_fit_stand_in_the_list);
  ADD (a_full_cloud_holds_still_for_one_more_word);
  ADD (of_two_entries_with_one_key_the_larger_stands);
  ADD (a_cloud_frees_everything);

  return g_test_run ();
}
