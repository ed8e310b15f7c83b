/* phrases.c: tests of what the audience writes
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-phrases.h"
#include "regie-vocabulary.h"
#include "regie-word.h"

#include <math.h>
#include <string.h>

/** As many as a whole congress. */
#define MESSAGES 700

static const char *const titles[] = {
  "OZG 2.0 in der Fläche: Was nach dem Rollout kommt",
  "Die E-Akte ist da, und jetzt? Arbeiten ohne Papier",
  "Cloud, aber sicher: Die Verwaltungscloud im Praxistest",
  NULL,
};

static GPtrArray *
write_all (guint64 seed)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < MESSAGES; i++)
    {
      RegieDice dice = regie_dice (seed, i, "writes");
      RegieMessageKind kind = regie_phrases_kind (&dice);
      g_ptr_array_add (texts,
                       regie_phrases_text (&dice, kind, titles[i % G_N_ELEMENTS (titles)], texts));
    }
  return texts;
}

static void
test_same_seed_same_texts (void)
{
  g_autoptr (GPtrArray) one = write_all (3);
  g_autoptr (GPtrArray) again = write_all (3);
  g_autoptr (GPtrArray) other = write_all (4);
  guint same = 0;

  for (guint i = 0; i < MESSAGES; i++)
    {
      g_assert_cmpstr (one->pdata[i], ==, again->pdata[i]);
      same += g_strcmp0 (one->pdata[i], other->pdata[i]) == 0;
    }
  g_assert_cmpuint (same, <, MESSAGES / 10);
}

static void
test_a_few_want_a_second_look (void)
{
  g_autoptr (GPtrArray) texts = write_all (1);
  guint links = 0, rude = 0, again = 0;

  for (guint i = 0; i < MESSAGES; i++)
    {
      const char *text = texts->pdata[i];

      links += strstr (text, "https://") != NULL || strstr (text, "www.") != NULL;
      rude += strstr (text, "Schwachsinn") != NULL || strstr (text, "Mist") != NULL
              || strstr (text, "Idioten") != NULL;
      again += g_str_has_prefix (text, "Mich würde interessieren: ")
               || g_str_has_prefix (text, "Die Frage haben wir auch: ")
               || g_str_has_prefix (text, "Ab wann gibt es ");
    }
  g_assert_cmpuint (links, >, 0);
  g_assert_cmpuint (links, <, MESSAGES / 20);
  g_assert_cmpuint (rude, >, 0);
  g_assert_cmpuint (rude, <, MESSAGES / 50);
  /* Something to merge. */
  g_assert_cmpuint (again, >, 2);
}

static void
test_texts_are_whole (void)
{
  g_autoptr (GPtrArray) texts = write_all (1);

  for (guint i = 0; i < MESSAGES; i++)
    {
      const char *text = texts->pdata[i];

      g_assert_true (g_utf8_validate (text, -1, NULL));
      g_assert_cmpuint (strlen (text), >, 0);
      g_assert_cmpuint (strlen (text), <, 400);
      /* No slot stays open. */
      g_assert_null (strpbrk (text, "{}"));
    }
}

static void
test_a_congress_differs (void)
{
  g_autoptr (GPtrArray) texts = write_all (1);
  g_autoptr (GHashTable) different = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < MESSAGES; i++)
    g_hash_table_add (different, texts->pdata[i]);
  /* Most are said once, but people do say the same. */
  g_assert_cmpuint (g_hash_table_size (different), >, MESSAGES * 3 / 4);
  g_assert_cmpuint (g_hash_table_size (different), <, MESSAGES);
}

static void
test_kinds_have_their_share (void)
{
  guint counts[3] = { 0 };
  const double wanted[3] = { 0.45, 0.35, 0.20 };

  for (guint i = 0; i < 10000; i++)
    {
      RegieDice dice = regie_dice (1, i, "kind");
      counts[regie_phrases_kind (&dice)]++;
    }
  for (int i = 0; i < 3; i++)
    g_assert_cmpfloat (fabs (counts[i] / 10000.0 - wanted[i]), <, 0.03);
}

static void
test_topic_follows_the_title (void)
{
  guint about = 0;

  for (guint i = 0; i < 400; i++)
    {
      RegieDice dice = regie_dice (1, i, "topic");
      g_autofree char *text = regie_phrases_text (&dice, REGIE_MESSAGE_QUESTION, titles[1], NULL);
      about += strstr (text, "E-Akte") != NULL || strstr (text, "Mitzeichnung") != NULL
               || strstr (text, "Aktensuche") != NULL || strstr (text, "Postlauf") != NULL;
    }
  g_assert_cmpuint (about, >, 400 / 3);
}

static void
test_words_are_within_limits (void)
{
  for (guint i = 0; i < 3000; i++)
    {
      RegieDice dice = regie_dice (1, i, "words");
      g_auto (GStrv) words =
          regie_vocabulary_words (&dice, "Welches Amtswort gehört abgeschafft?", 3, 30);
      guint n = g_strv_length (words);

      g_assert_cmpuint (n, >=, 1);
      g_assert_cmpuint (n, <=, 3);
      for (guint j = 0; j < n; j++)
        {
          g_autofree char *key = regie_word_key (words[j]);
          g_assert_nonnull (key);
          g_assert_cmpint (g_utf8_strlen (words[j], -1), <=, 30);
          g_assert_null (strpbrk (words[j], "\n,;|"));
        }
    }
}

/* The keys of what @n people send, with how many sent each. */
static GHashTable *
count_words (const char *prompt, guint n, guint *n_forms)
{
  GHashTable *keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) forms = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < n; i++)
    {
      RegieDice dice = regie_dice (1, i, "words");
      g_auto (GStrv) words = regie_vocabulary_words (&dice, prompt, 2, 40);
      for (char **word = words; *word != NULL; word++)
        {
          char *key = regie_word_key (*word);
          guint count = GPOINTER_TO_UINT (g_hash_table_lookup (keys, key));
          g_hash_table_insert (keys, key, GUINT_TO_POINTER (count + 1));
          g_hash_table_add (forms, g_strdup (*word));
        }
    }
  *n_forms = g_hash_table_size (forms);
  return keys;
}

static void
test_words_make_a_cloud (void)
{
  guint n_forms;
  g_autoptr (GHashTable) keys =
      count_words ("Was braucht die Verwaltung für den nächsten Schritt?", 1000, &n_forms);
  GHashTableIter iter;
  gpointer count;
  guint most = 0;
  guint rare = 0;

  g_hash_table_iter_init (&iter, keys);
  while (g_hash_table_iter_next (&iter, NULL, &count))
    {
      most = MAX (most, GPOINTER_TO_UINT (count));
      rare += GPOINTER_TO_UINT (count) <= 15;
    }
  /* A few large ones, many small ones, and more ways to write than words. */
  g_assert_cmpuint (g_hash_table_size (keys), >, 30);
  g_assert_cmpuint (most, >, 100);
  g_assert_cmpuint (rare, >, 5);
  g_assert_cmpuint (n_forms, >, g_hash_table_size (keys) * 3 / 2);
  /* Gender forms fall together. */
  g_autofree char *star = regie_word_key ("Bürger*innen");
  g_assert_true (g_hash_table_contains (keys, star));
}

static void
test_prompts_differ (void)
{
  guint n_forms;
  g_autoptr (GHashTable) needs = count_words ("Was braucht die Verwaltung?", 500, &n_forms);
  g_autoptr (GHashTable) services = count_words ("Welche Leistung als nächste?", 500, &n_forms);

  g_assert_true (g_hash_table_contains (services, "wohngeld"));
  g_assert_false (g_hash_table_contains (needs, "wohngeld"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/phrases/same-seed-same-texts", test_same_seed_same_texts);
  g_test_add_func ("/phrases/a-few-want-a-second-look", test_a_few_want_a_second_look);
  g_test_add_func ("/phrases/texts-are-whole", test_texts_are_whole);
  g_test_add_func ("/phrases/a-congress-differs", test_a_congress_differs);
  g_test_add_func ("/phrases/kinds-have-their-share", test_kinds_have_their_share);
  g_test_add_func ("/phrases/topic-follows-the-title", test_topic_follows_the_title);
  g_test_add_func ("/vocabulary/words-are-within-limits", test_words_are_within_limits);
  g_test_add_func ("/vocabulary/words-make-a-cloud", test_words_make_a_cloud);
  g_test_add_func ("/vocabulary/prompts-differ", test_prompts_differ);
  return g_test_run ();
}
