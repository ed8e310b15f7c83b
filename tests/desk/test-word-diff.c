/* test-word-diff.c: an edit is told word by word, and what is told leads from one text to the other
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-config.h"

#include "regie-word-diff.h"

#include <string.h>

/* `=same -out +in`, a part each, in brackets. */
static char *
write_down (const char *before, const char *after)
{
  g_autoptr (GArray) parts = regie_word_diff (before, after);
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++)
    {
      const RegieDiffPart *part = &g_array_index (parts, RegieDiffPart, i);
      gboolean in = part->kind == REGIE_DIFF_IN;

      g_string_append_printf (all, "%c[%.*s]", "=-+"[part->kind],
                              (int) (in ? part->after_length : part->before_length),
                              in ? after + part->after : before + part->before);
    }
  return g_string_free_and_steal (g_steal_pointer (&all));
}

static void
words_are_told_one_by_one (void)
{
  static const struct
  {
    const char *before;
    const char *after;
    const char *parts;
  } cases[] = {
    { "", "", "" },
    { "Gibt es Folien?", "Gibt es Folien?", "=[Gibt es Folien?]" },
    { "", "Neu", "+[Neu]" },
    { "Alt", "", "-[Alt]" },
    { "Wann kommt das Konto?", "Wann kommt die Akte?",
      "=[Wann kommt ]-[das]+[die]=[ ]-[Konto]+[Akte]=[?]" },
    { "in die Ämter", "in alle die Ämter", "=[in ]+[alle ]=[die Ämter]" },
    { "Das ist sehr sehr gut", "Das ist sehr gut", "=[Das ist sehr ]-[sehr ]=[gut]" },
    /* A composed and a decomposed letter are different bytes, and whole words all the same. */
    { "für alle", "fu\xcc\x88r alle", "-[für]+[fu\xcc\x88r]=[ alle]" },
    { "E-Akte", "E-Akten", "=[E-]-[Akte]+[Akten]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *parts = write_down (cases[i].before, cases[i].after);

      g_assert_cmpstr (parts, ==, cases[i].parts);
    }
}

/* Puts both texts together again from the parts. */
static void
assert_whole (const char *before, const char *after)
{
  g_autoptr (GArray) parts = regie_word_diff (before, after);
  g_autoptr (GString) first = g_string_new (NULL);
  g_autoptr (GString) second = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++)
    {
      const RegieDiffPart *part = &g_array_index (parts, RegieDiffPart, i);

      g_assert_cmpuint (part->before, ==, first->len);
      g_assert_cmpuint (part->after, ==, second->len);
      g_string_append_len (first, before + part->before, (gssize) part->before_length);
      g_string_append_len (second, after + part->after, (gssize) part->after_length);
      if (i > 0)
        g_assert_cmpint (part->kind, !=, part[-1].kind);
      if (part->kind == REGIE_DIFF_SAME)
        g_assert_cmpmem (before + part->before, part->before_length, after + part->after,
                         part->after_length);
    }
  g_assert_cmpstr (first->str, ==, before);
  g_assert_cmpstr (second->str, ==, after);
}

static char *
random_text (void)
{
  static const char *const words[] = { "ja", "nein", " ", "Ämter", "?", "für", " ", "\n", "–" };
  g_autoptr (GString) text = g_string_new (NULL);
  int length = g_test_rand_int_range (0, 40);

  for (int i = 0; i < length; i++)
    g_string_append (text, words[g_test_rand_int_range (0, G_N_ELEMENTS (words))]);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
parts_lead_from_one_text_to_the_other (void)
{
  for (int i = 0; i < 500; i++)
    {
      g_autofree char *before = random_text ();
      g_autofree char *after = random_text ();

      assert_whole (before, after);
    }
}

static void
the_longest_texts_are_compared_too (void)
{
  g_autofree char *before = g_strnfill (4000, '?');
  g_autofree char *after = g_strnfill (4000, '!');

  assert_whole (before, after);
  memset (before, '.', 10);
  memset (after, '.', 10);
  assert_whole (before, after);
}

static void
a_change_is_said_in_words (void)
{
  static const char before[] = "Wann kommt das Konto?", after[] = "Wann kommt das Konto Bund?";
  g_autoptr (GArray) parts = regie_word_diff (before, after);
  g_autoptr (GArray) back = regie_word_diff (after, before);
  g_autofree char *said = regie_word_diff_spoken (parts, before, after);
  g_autofree char *undone = regie_word_diff_spoken (back, after, before);

  g_assert_cmpstr (said, ==, "Put in: “\u2068Bund\u2069”.");
  g_assert_cmpstr (undone, ==, "Taken out: “\u2068Bund\u2069”.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desk/word-diff/words-one-by-one", words_are_told_one_by_one);
  g_test_add_func ("/desk/word-diff/leads-from-one-to-the-other",
                   parts_lead_from_one_text_to_the_other);
  g_test_add_func ("/desk/word-diff/longest", the_longest_texts_are_compared_too);
  g_test_add_func ("/desk/word-diff/said-in-words", a_change_is_said_in_words);
  return g_test_run ();
}
