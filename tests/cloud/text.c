/* text.c: long words are broken where a reader would break them
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-cloud-text.h"
#include "regie-cloud.h"

#include <string.h>

static void
assert_broken (const char *text, guint n_lines, RegieCloudBreak how, const char *expected)
{
  g_autofree char *broken = regie_cloud_break_text (text, n_lines, how);

  g_assert_cmpstr (broken, ==, expected);
}

static void
test_phrases_break_at_spaces (void)
{
  assert_broken ("Ende zu Ende", 2, REGIE_CLOUD_BREAK_SOFT, "Ende\nzu Ende");
  assert_broken ("Ende zu Ende", 3, REGIE_CLOUD_BREAK_SOFT, "Ende\nzu\nEnde");
}

static void
test_hyphens_stay_at_the_end_of_their_line (void)
{
  assert_broken ("Open-Source-Software", 2, REGIE_CLOUD_BREAK_SOFT, "Open-Source-\nSoftware");
}

static void
test_one_word_has_no_soft_break (void)
{
  assert_broken ("Digitalisierung", 2, REGIE_CLOUD_BREAK_SOFT, NULL);
}

static void
test_soft_hyphens_show_only_where_they_break (void)
{
  assert_broken ("Daten\u00ADschutz\u00ADgesetz", 2, REGIE_CLOUD_BREAK_SYLLABLE,
                 "Daten-\nschutzgesetz");
}

static void
test_only_long_words_are_softened (void)
{
  g_autofree char *soft = regie_cloud_soften_text (
      "Gilt das Verwaltungsverfahrensbeschleunigungsgesetz?\nUnd für Registermodernisierung?", 24);
  g_auto (GStrv) pieces = g_strsplit (soft, "\u00AD", -1);
  g_autofree char *joined = g_strjoinv ("", pieces);

  g_assert_cmpstr (joined, ==,
                   "Gilt das Verwaltungsverfahrensbeschleunigungsgesetz?\n"
                   "Und für Registermodernisierung?");
  g_assert_cmpuint (g_strv_length (pieces), >=, 5);
  g_assert_nonnull (
      g_strstr_len (pieces[g_strv_length (pieces) - 1], -1, "Registermodernisierung"));
}

static void
test_compounds_break_between_syllables (void)
{
  const char *compound = "Verwaltungsverfahrensbeschleunigungsgesetz";
  g_autofree char *broken = regie_cloud_break_text (compound, 2, REGIE_CLOUD_BREAK_SYLLABLE);
  g_auto (GStrv) lines = g_strsplit (broken, "\n", -1);
  g_autofree char *joined = NULL;

  g_assert_cmpuint (g_strv_length (lines), ==, 2);
  g_assert_true (g_str_has_suffix (lines[0], "-"));
  g_assert_cmpint (ABS ((int) strlen (lines[0]) - (int) strlen (lines[1])), <=, 6);
  lines[0][strlen (lines[0]) - 1] = '\0';
  joined = g_strjoinv ("", lines);
  g_assert_cmpstr (joined, ==, compound);
}

static void
test_sounds_are_not_divided (void)
{
  const char *const words[] = { "Forschung", "Sicherheit", "Entwicklung", "Menschen" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *broken = regie_cloud_break_text (words[i], 2, REGIE_CLOUD_BREAK_SYLLABLE);

      g_assert_nonnull (broken);
      g_assert_null (strstr (broken, "s-\nch"));
      g_assert_null (strstr (broken, "c-\nh"));
      g_assert_null (strstr (broken, "c-\nk"));
    }
}

static void
test_user_perceived_characters_are_not_divided (void)
{
  /* A family of one user-perceived character, a letter with a combining mark. */
  assert_broken ("👨‍👩‍👧", 2, REGIE_CLOUD_BREAK_ANYWHERE, NULL);
  assert_broken ("u\u0308", 2, REGIE_CLOUD_BREAK_ANYWHERE, NULL);
}

static void
test_anything_longer_breaks_somewhere (void)
{
  assert_broken ("xxxxxxxx", 2, REGIE_CLOUD_BREAK_ANYWHERE, "xxxx-\nxxxx");
}

static void
test_text_is_tidied_to_one_line (void)
{
  g_autofree char *tidy = regie_cloud_tidy_text ("  Ende \n zu\t\x01"
                                                 "Ende ");
  g_autofree char *broken = regie_cloud_tidy_text ("Mut\xff");
  g_autofree char *nothing = regie_cloud_tidy_text (" \n");

  g_assert_cmpstr (tidy, ==, "Ende zu Ende");
  g_assert_true (g_utf8_validate (broken, -1, NULL));
  g_assert_cmpstr (nothing, ==, "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cloud/text/phrases-break-at-spaces", test_phrases_break_at_spaces);
  g_test_add_func ("/cloud/text/hyphens-stay-at-the-end-of-their-line",
                   test_hyphens_stay_at_the_end_of_their_line);
  g_test_add_func ("/cloud/text/one-word-has-no-soft-break", test_one_word_has_no_soft_break);
  g_test_add_func ("/cloud/text/soft-hyphens-show-only-where-they-break",
                   test_soft_hyphens_show_only_where_they_break);
  g_test_add_func ("/cloud/text/compounds-break-between-syllables",
                   test_compounds_break_between_syllables);
  g_test_add_func ("/cloud/text/only-long-words-are-softened", test_only_long_words_are_softened);
  g_test_add_func ("/cloud/text/sounds-are-not-divided", test_sounds_are_not_divided);
  g_test_add_func ("/cloud/text/user-perceived-characters-are-not-divided",
                   test_user_perceived_characters_are_not_divided);
  g_test_add_func ("/cloud/text/anything-longer-breaks-somewhere",
                   test_anything_longer_breaks_somewhere);
  g_test_add_func ("/cloud/text/text-is-tidied-to-one-line", test_text_is_tidied_to_one_line);

  return g_test_run ();
}
