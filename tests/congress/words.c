/* words.c: which entries are the same word (SEMANTICS 4)
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-word.h"

static void
test_same_key (void)
{
  static const char *same[][6] = {
    { "Straße", "STRASSE", "STRAẞE", " straße ", "\"Straße\"", NULL },
    { "für", "fu\xcc\x88r", "FÜR", NULL },
    { "K.I.", "KI", "k.i", "KI.", NULL },
    { "Bürger*innen", "Bürger:innen", "Bürger_innen", "BürgerInnen", "Bürger/-innen", NULL },
    { "Ende zu Ende", "ende  zu\tEnde", "Ende zu Ende!", NULL },
    { "Digi\xc2\xadtalisierung", "Digitalisierung",
      "\xe2\x80\x8b"
      "Digitalisierung",
      NULL },
    { "❤️", "❤", NULL },
    { "İstanbul", "istanbul", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (same); i++)
    {
      g_autofree char *key = regie_word_key (same[i][0]);
      for (gsize j = 1; same[i][j] != NULL; j++)
        {
          g_autofree char *other = regie_word_key (same[i][j]);
          g_assert_cmpstr (key, ==, other);
        }
    }
}

static void
test_different_keys (void)
{
  static const char *different[][2] = {
    { "schon", "schön" }, { "Bürger", "Bürger*innen" },   { "C", "C++" }, { "C++", "C#" },
    { "5G", "G" },        { "Masse", "Maßnahme" },        { "+1", "1" },  { "E-Akte", "E Akte" },
    { "👍", "👍🏽" },     { "👩‍👩‍👧", "👩" }, { "€", "$" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (different); i++)
    {
      g_autofree char *key = regie_word_key (different[i][0]);
      g_autofree char *other = regie_word_key (different[i][1]);
      g_assert_cmpstr (key, !=, other);
    }
}

static void
test_nothing_countable (void)
{
  static const char *nothing[] = { "", "   ", "...", "\xff", "\xe2\x80\x8b", "?!" };

  for (gsize i = 0; i < G_N_ELEMENTS (nothing); i++)
    g_assert_null (regie_word_key (nothing[i]));
  g_assert_null (regie_word_key (NULL));
}

static void
test_separators (void)
{
  g_auto (GStrv) words = regie_words_split ("OZG, Ende zu Ende;\n ;KI\n");

  g_assert_cmpstrv (words, ((const char *const[]) { "OZG", "Ende zu Ende", "KI", NULL }));
}

static void
test_length_is_what_a_person_counts (void)
{
  g_assert_cmpuint (regie_text_graphemes ("für"), ==, 3);
  g_assert_cmpuint (regie_text_graphemes ("fu\xcc\x88r"), ==, 3);
  g_assert_cmpuint (regie_text_graphemes ("👩‍👩‍👧"), ==, 1);
  g_assert_cmpuint (regie_text_graphemes ("🇩🇪🇫🇷"), ==, 2);
  g_assert_cmpuint (regie_text_graphemes ("👍🏽"), ==, 1);
  g_assert_cmpuint (regie_text_graphemes (""), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/words/same-key", test_same_key);
  g_test_add_func ("/words/different-keys", test_different_keys);
  g_test_add_func ("/words/nothing-countable", test_nothing_countable);
  g_test_add_func ("/words/separators", test_separators);
  g_test_add_func ("/words/length", test_length_is_what_a_person_counts);

  return g_test_run ();
}
