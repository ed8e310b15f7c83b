/* test-similarity.c: texts that say nearly the same are found, others are not
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-config.h"

#include "regie-fold.h"
#include "regie-similarity.h"

#include "similar-texts.h"

/* A suggestion is right when both texts are of one group. */
typedef struct
{
  guint told;
  guint right;
  /** how many texts have a like, and for how many one was found */
  guint with_like;
  guint found;
} Outcome;

static RegieSimilarity *
make_index (void)
{
  RegieSimilarity *index = regie_similarity_new ();

  for (gsize group = 0; group < G_N_ELEMENTS (similar_groups); group++)
    {
      for (gsize line = 0; similar_groups[group][line]; line++)
        {
          g_autofree char *id =
              g_strdup_printf ("g%" G_GSIZE_FORMAT ".%" G_GSIZE_FORMAT, group, line);

          regie_similarity_set (index, id, similar_groups[group][line]);
        }
    }
  for (gsize i = 0; i < G_N_ELEMENTS (similar_singles); i++)
    {
      g_autofree char *id = g_strdup_printf ("s%" G_GSIZE_FORMAT ".0", i);

      regie_similarity_set (index, id, similar_singles[i]);
    }
  return index;
}

static gboolean
same_group (const char *a, const char *b)
{
  const char *end = strchr (a, '.');

  return *a == 'g' && strncmp (a, b, (gsize) (end - a) + 1) == 0;
}

static void
ask (RegieSimilarity *index, const char *id, const char *text, double least, Outcome *outcome)
{
  RegieSimilar found[5];
  guint n = regie_similarity_find (index, id, NULL, least, G_N_ELEMENTS (found), found);
  gboolean any = FALSE;

  for (guint i = 0; i < n; i++)
    {
      gboolean right = same_group (id, found[i].id);

      any = any || right;
      outcome->told++;
      outcome->right += right;
      if (g_getenv ("REGIE_SHOW_SIMILAR") && !right)
        g_test_message ("%.2f %s: %s ~ %s", found[i].score, least > 0.4 ? "" : "low", text,
                        found[i].id);
    }
  outcome->with_like += *id == 'g';
  outcome->found += any;
}

static Outcome
ask_all (RegieSimilarity *index, double least)
{
  Outcome outcome = { 0 };

  for (gsize group = 0; group < G_N_ELEMENTS (similar_groups); group++)
    {
      for (gsize line = 0; similar_groups[group][line]; line++)
        {
          g_autofree char *id =
              g_strdup_printf ("g%" G_GSIZE_FORMAT ".%" G_GSIZE_FORMAT, group, line);

          ask (index, id, similar_groups[group][line], least, &outcome);
        }
    }
  for (gsize i = 0; i < G_N_ELEMENTS (similar_singles); i++)
    {
      g_autofree char *id = g_strdup_printf ("s%" G_GSIZE_FORMAT ".0", i);

      ask (index, id, similar_singles[i], least, &outcome);
    }
  return outcome;
}

static void
test_suggestions_are_mostly_right (void)
{
  g_autoptr (RegieSimilarity) index = make_index ();

  for (double least = 0.25; least < 0.75; least += 0.05)
    {
      Outcome outcome = ask_all (index, least);

      g_test_message ("score ≥ %.2f: precision %.3f (%u of %u told), a like found for %.3f "
                      "(%u of %u texts)",
                      least, (double) outcome.right / MAX (1, outcome.told), outcome.right,
                      outcome.told, (double) outcome.found / outcome.with_like, outcome.found,
                      outcome.with_like);
    }
  {
    Outcome outcome = ask_all (index, REGIE_SIMILARITY_LEAST);

    g_test_message ("what the desk shows, score ≥ %.2f: precision %.3f, a like found for %.3f",
                    REGIE_SIMILARITY_LEAST, (double) outcome.right / outcome.told,
                    (double) outcome.found / outcome.with_like);
    g_assert_cmpuint (outcome.right * 100, >=, outcome.told * 90);
    g_assert_cmpuint (outcome.found * 100, >=, outcome.with_like * 85);
  }
  g_assert_finalize_object (g_steal_pointer (&index));
}

static void
test_the_same_text_scores_one (void)
{
  g_autoptr (RegieSimilarity) index = regie_similarity_new ();
  RegieSimilar found[3];

  regie_similarity_set (index, "a", "Wann kommt die Straße?");
  regie_similarity_set (index, "b", "WANN KOMMT DIE STRASSE");
  regie_similarity_set (index, "c", "Gibt es die Folien?");
  g_assert_cmpuint (regie_similarity_find (index, "a", NULL, 0.1, 3, found), ==, 1);
  g_assert_cmpstr (found[0].id, ==, "b");
  g_assert_cmpfloat_with_epsilon (found[0].score, 1, 0.001);
  g_assert_finalize_object (g_steal_pointer (&index));
}

static void
test_an_edited_text_is_found_as_it_is_now (void)
{
  g_autoptr (RegieSimilarity) index = regie_similarity_new ();
  RegieSimilar found[3];

  regie_similarity_set (index, "a", "Wann kommt die E-Akte?");
  regie_similarity_set (index, "b", "Danke für den Vortrag");
  regie_similarity_set (index, "b", "Kommt die E-Akte noch dieses Jahr?");
  g_assert_cmpuint (regie_similarity_get_size (index), ==, 2);
  g_assert_cmpuint (regie_similarity_find (index, "a", NULL, 0.2, 3, found), ==, 1);
  regie_similarity_set (index, "b", NULL);
  g_assert_cmpuint (regie_similarity_find (index, "a", NULL, 0.0, 3, found), ==, 0);
  g_assert_cmpuint (regie_similarity_find (index, NULL, "e-akte", 0.2, 3, found), ==, 1);
  g_assert_cmpstr (found[0].id, ==, "a");
  g_assert_cmpuint (regie_similarity_find (index, "gone", NULL, 0.0, 3, found), ==, 0);
  g_assert_finalize_object (g_steal_pointer (&index));
}

/* Whatever came and went before: the answers are those of an index that never knew it. */
static void
test_answers_do_not_depend_on_what_came_before (void)
{
  g_autoptr (RegieSimilarity) index = make_index ();
  g_autoptr (RegieSimilarity) fresh = make_index ();

  for (guint i = 0; i < 400; i++)
    {
      g_autofree char *id = g_strdup_printf ("x%d", g_test_rand_int_range (0, 60));
      gsize which = (gsize) g_test_rand_int_range (0, G_N_ELEMENTS (similar_singles));

      regie_similarity_set (index, id, g_test_rand_bit () ? similar_singles[which] : NULL);
    }
  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *id = g_strdup_printf ("x%u", i);

      regie_similarity_set (index, id, NULL);
    }
  g_assert_cmpuint (regie_similarity_get_size (index), ==, regie_similarity_get_size (fresh));
  for (gsize group = 0; group < G_N_ELEMENTS (similar_groups); group++)
    {
      g_autofree char *id = g_strdup_printf ("g%" G_GSIZE_FORMAT ".0", group);
      RegieSimilar now[5], expected[5];
      guint n = regie_similarity_find (index, id, NULL, 0.3, 5, now);

      g_assert_cmpuint (n, ==, regie_similarity_find (fresh, id, NULL, 0.3, 5, expected));
      for (guint i = 0; i < n; i++)
        g_assert_cmpstr (now[i].id, ==, expected[i].id);
    }
  g_assert_finalize_object (g_steal_pointer (&index));
  g_assert_finalize_object (g_steal_pointer (&fresh));
}

static void
test_texts_without_words_are_like_nothing (void)
{
  g_autoptr (RegieSimilarity) index = regie_similarity_new ();
  RegieSimilar found[3];
  const char *const odd[] = {
    "", "???", "👍👍👍", "und oder aber", "\xCC\x88", "日本語のテキスト"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autofree char *id = g_strdup_printf ("%" G_GSIZE_FORMAT, i);

      regie_similarity_set (index, id, odd[i]);
      g_assert_cmpuint (regie_similarity_find (index, id, NULL, 0.1, 3, found), ==, 0);
    }
  g_assert_finalize_object (g_steal_pointer (&index));
}

static void
test_texts_fold_as_people_type (void)
{
  static const struct
  {
    const char *text;
    RegieFoldForm form;
    const char *folded;
  } cases[] = {
    { "Schöne GRÜSSE, Straße!", REGIE_FOLD_BASE, "schone grusse, strasse!" },
    { "Schöne GRÜSSE, Straße!", REGIE_FOLD_SPELT, "schoene gruesse, strasse!" },
    { "scho\xCC\x88n", REGIE_FOLD_BASE, "schon" },
    { "scho\xCC\x88n", REGIE_FOLD_SPELT, "schoen" },
    { "Café Łódź Æon", REGIE_FOLD_SPELT, "cafe lodz aeon" },
    { "Daten\xC2\xADschutz", REGIE_FOLD_BASE, "datenschutz" },
    { "ﬁnden ½", REGIE_FOLD_BASE, "finden 1⁄2" },
  };
  g_autoptr (GString) both = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) origins = NULL;
      g_autofree char *folded = regie_fold (cases[i].text, cases[i].form, &origins);

      g_assert_cmpstr (folded, ==, cases[i].folded);
      g_assert_cmpuint (origins->len, ==, strlen (folded) + 1);
      g_assert_cmpuint (g_array_index (origins, guint, strlen (folded)), ==,
                        strlen (cases[i].text));
    }
  regie_fold_append (both, "Die Ärzte für alle");
  g_assert_cmpstr (both->str, ==, "die arzte fur alle\naerzte\nfuer");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desk/similarity/suggestions-are-mostly-right",
                   test_suggestions_are_mostly_right);
  g_test_add_func ("/desk/similarity/the-same-text-scores-one", test_the_same_text_scores_one);
  g_test_add_func ("/desk/similarity/an-edited-text-is-found-as-it-is-now",
                   test_an_edited_text_is_found_as_it_is_now);
  g_test_add_func ("/desk/similarity/answers-do-not-depend-on-what-came-before",
                   test_answers_do_not_depend_on_what_came_before);
  g_test_add_func ("/desk/similarity/texts-without-words-are-like-nothing",
                   test_texts_without_words_are_like_nothing);
  g_test_add_func ("/desk/similarity/texts-fold-as-people-type", test_texts_fold_as_people_type);
  return g_test_run ();
}
