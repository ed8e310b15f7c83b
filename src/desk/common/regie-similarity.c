/* regie-similarity.c: which texts say nearly the same, found on this computer
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * The score is the cosine of tf-idf vectors (Salton, Wong, Yang 1975) with binary term frequency,
 * lowered when each text is about something the other does not name: German writes its nouns with a
 * capital, and nouns are what a question is about. The search reads an inverted index of the rarer
 * features and compares what it meets in full.
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-similarity.h"

#include "regie-fold.h"

#include <math.h>
#include <string.h>

/* A feature is a number: three symbols of six bits, or a word's hash above them. A text's features
 * stand word by word: the word, perhaps marked as a noun, and then its trigrams. */
#define N_GRAMS (1u << 18)
#define N_FEATURES (1u << 19)
#define NOUN (1u << 31)
#define NUMBER(feature) ((feature) & (N_FEATURES - 1))
#define IS_WORD(feature) (((feature) & N_GRAMS) != 0)
/** A whole word weighs as much as so many of its trigrams. */
#define WORD_WEIGHT 1.5
/** How much of a noun's trigrams the other text must have to name it too. */
#define NAMED 0.6
/** How much a score is lowered when both are only about what the other does not name. */
#define STRANGER 1.0
/** Texts that are compared in full, of those that the inverted index brings up. */
#define N_CANDIDATES 48
/** Features that more than this share of the texts have do not bring up candidates. */
#define COMMON 0.04
#define FEW_TEXTS 500

typedef struct
{
  guint32 *texts;
  guint32 n;
  guint32 room;
} Postings;

typedef struct
{
  char *id;
  /** a word's number stands before those of its trigrams */
  guint32 *features;
  guint32 n_features;
} Text;

/* A set of features that is emptied by counting on. */
typedef struct
{
  /** by feature: the turn in which it was marked last */
  guint32 *turns;
  guint32 turn;
} Marks;

struct _RegieSimilarity
{
  GObject parent_instance;
  /** (element-type Text): a text's place never changes; free places have no id */
  GArray *texts;
  /** id → place */
  GHashTable *places;
  GArray *free_places;
  Postings *postings;
  /** what the last question met, by place; all zero between two questions */
  GArray *met;
  Marks asked;
  Marks compared;
};

G_DEFINE_FINAL_TYPE (RegieSimilarity, regie_similarity, G_TYPE_OBJECT)

/* Words that say nothing about what is asked, folded and spelt without umlauts. Words that ask (wann,
 * wer, wie viel) do. */
static const char *const empty_words[] = {
  "aber",    "alle",   "allem",  "allen",  "aller",   "als",     "also",       "am",
  "an",      "auch",   "auf",    "aus",    "bei",     "beim",    "bin",        "bis",
  "bitte",   "da",     "damit",  "danke",  "dann",    "das",     "dass",       "dem",
  "den",     "denn",   "der",    "des",    "die",     "dies",    "diese",      "diesem",
  "diesen",  "dieser", "doch",   "dort",   "du",      "durch",   "eigentlich", "ein",
  "eine",    "einem",  "einen",  "einer",  "eines",   "er",      "es",         "etwas",
  "euch",    "eure",   "frage",  "fuer",   "ganz",    "geehrte", "gern",       "gruesse",
  "guten",   "hab",    "habe",   "haben",  "hallo",   "hat",     "hier",       "ich",
  "ihr",     "ihre",   "ihren",  "ihrer",  "im",      "immer",   "in",         "ins",
  "ist",     "ja",     "jetzt",  "kann",   "koennen", "koennte", "lassen",     "liebe",
  "mal",     "man",    "mehr",   "mein",   "meine",   "mich",    "mir",        "mit",
  "moin",    "morgen", "muss",   "nach",   "noch",    "nun",     "nur",        "ob",
  "oder",    "schoen", "schon",  "sehr",   "sein",    "seine",   "selbst",     "sich",
  "sie",     "sind",   "so",     "soll",   "sollen",  "sondern", "tag",        "team",
  "ueber",   "um",     "und",    "uns",    "unser",   "unsere",  "unserem",    "unseren",
  "unserer", "vielen", "vom",    "von",    "vor",     "war",     "waren",      "was",
  "weil",    "wenn",   "werden", "wie",    "wieder",  "wir",     "wird",       "wirklich",
  "wo",      "wuerde", "wurde",  "wurden", "zu",      "zum",     "zur",        "zusammen",
};

static int
compare_words (const void *key, const void *word)
{
  return strcmp (key, *(const char *const *) word);
}

static gboolean
is_empty_word (const char *word)
{
  return bsearch (word, empty_words, G_N_ELEMENTS (empty_words), sizeof empty_words[0],
                  compare_words)
         != NULL;
}

/* Cuts an ending of inflection off, as long as enough of the word is left to know it by. */
static void
cut_ending (GString *word)
{
  static const char *const endings[] = {
    "innen", "ungen", "ern", "est", "en", "em", "er", "es", "e", "n", "s", "t",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      gsize length = strlen (endings[i]);

      if (word->len >= length + 4 && g_str_has_suffix (word->str, endings[i]))
        {
          g_string_truncate (word, word->len - length);
          return;
        }
    }
}

/* Letters and digits are symbols of their own, letters of other scripts share the rest. */
static guint32
symbol (gunichar c)
{
  if (c >= 'a' && c <= 'z')
    return c - 'a' + 1;
  if (c >= '0' && c <= '9')
    return c - '0' + 27;
  return 37 + c % 27;
}

static void
add_word (GArray *features, GString *word, gboolean noun)
{
  guint32 gram = 0, number;
  guint n = 0;

  if (word->len == 0 || is_empty_word (word->str))
    return;
  cut_ending (word);
  number = N_GRAMS | (g_str_hash (word->str) * 2654435761u) >> 14 | (noun ? NOUN : 0);
  g_array_append_val (features, number);
  for (const char *at = word->str; *at; at = g_utf8_next_char (at), n++)
    {
      gram = (gram << 6 | symbol (g_utf8_get_char (at))) & (N_GRAMS - 1);
      if (n >= 1)
        g_array_append_val (features, gram);
    }
  gram = gram << 6 & (N_GRAMS - 1);
  g_array_append_val (features, gram);
}

/* Whether the letter at @origin of @text begins a noun: a capital that does not begin a sentence. */
static gboolean
begins_noun (const char *text, guint origin, gboolean first)
{
  return !first && g_unichar_isupper (g_utf8_get_char (text + origin));
}

/* Returns: (element-type guint32): what @text says */
static GArray *
features_of (const char *text)
{
  GArray *features = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) origins = NULL;
  g_autofree char *folded = regie_fold (text, REGIE_FOLD_SPELT, &origins);
  g_autoptr (GString) word = g_string_new (NULL);
  gboolean first = TRUE, noun = FALSE;

  for (const char *at = folded; *at; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isalnum (c))
        {
          if (word->len == 0)
            noun = begins_noun (text, g_array_index (origins, guint, at - folded), first);
          g_string_append_unichar (word, c);
          continue;
        }
      first = strchr (".:?!", *at) != NULL || (first && word->len == 0);
      add_word (features, word, noun);
      g_string_truncate (word, 0);
    }
  add_word (features, word, noun);
  return features;
}

/* The index */

static void
add_posting (Postings *postings, guint32 place)
{
  /* A feature that a text has twice: it was the last to be added. */
  if (postings->n > 0 && postings->texts[postings->n - 1] == place)
    return;
  if (postings->n == postings->room)
    {
      postings->room = MAX (4, postings->room + postings->room / 2);
      postings->texts = g_renew (guint32, postings->texts, postings->room);
    }
  postings->texts[postings->n++] = place;
}

static void
remove_posting (Postings *postings, guint32 place)
{
  for (guint32 i = 0; i < postings->n; i++)
    {
      if (postings->texts[i] == place)
        {
          postings->texts[i] = postings->texts[--postings->n];
          return;
        }
    }
}

static void
text_clear (gpointer data)
{
  Text *text = data;

  g_free (text->id);
  g_free (text->features);
}

static Text *
look_up (RegieSimilarity *self, const char *id, guint32 *place)
{
  gpointer found;

  if (!id || !g_hash_table_lookup_extended (self->places, id, NULL, &found))
    return NULL;
  *place = GPOINTER_TO_UINT (found);
  return &g_array_index (self->texts, Text, *place);
}

static void
take_out (RegieSimilarity *self, Text *text, guint32 place)
{
  for (guint i = 0; i < text->n_features; i++)
    remove_posting (&self->postings[NUMBER (text->features[i])], place);
  g_hash_table_remove (self->places, text->id);
  text_clear (text);
  *text = (Text) { 0 };
  g_array_append_val (self->free_places, place);
}

static guint32
take_place (RegieSimilarity *self)
{
  guint32 place = self->texts->len;

  if (self->free_places->len == 0)
    {
      g_array_set_size (self->texts, place + 1);
      return place;
    }
  place = g_array_index (self->free_places, guint32, self->free_places->len - 1);
  g_array_set_size (self->free_places, self->free_places->len - 1);
  return place;
}

void
regie_similarity_set (RegieSimilarity *self, const char *id, const char *text)
{
  g_autoptr (GArray) features = NULL;
  guint32 place;
  Text *entry;

  g_return_if_fail (REGIE_IS_SIMILARITY (self));
  g_return_if_fail (id != NULL);

  entry = look_up (self, id, &place);
  if (text)
    features = features_of (text);
  if (entry && features && entry->n_features == features->len
      && (features->len == 0
          || memcmp (entry->features, features->data, features->len * sizeof (guint32)) == 0))
    return;
  if (entry)
    take_out (self, entry, place);
  if (!features)
    return;
  place = take_place (self);
  entry = &g_array_index (self->texts, Text, place);
  *entry = (Text) {
    .id = g_strdup (id),
    .features = g_memdup2 (features->data, features->len * sizeof (guint32)),
    .n_features = features->len,
  };
  g_hash_table_insert (self->places, entry->id, GUINT_TO_POINTER (place));
  for (guint i = 0; i < entry->n_features; i++)
    add_posting (&self->postings[NUMBER (entry->features[i])], place);
}

guint
regie_similarity_get_size (RegieSimilarity *self)
{
  g_return_val_if_fail (REGIE_IS_SIMILARITY (self), 0);
  return g_hash_table_size (self->places);
}

/* Asking */

/* The square of a feature's weight: the rarer, the more (inverse document frequency). */
static double
weight (RegieSimilarity *self, guint32 feature)
{
  double n = MAX (1, g_hash_table_size (self->places));
  double rarity = log (1 + n / (1 + self->postings[NUMBER (feature)].n));

  return rarity * rarity * (IS_WORD (feature) ? WORD_WEIGHT : 1);
}

static void
marks_begin (Marks *marks)
{
  if (++marks->turn == 0)
    {
      memset (marks->turns, 0, N_FEATURES * sizeof *marks->turns);
      marks->turn = 1;
    }
}

static gboolean
marks_have (const Marks *marks, guint32 feature)
{
  return marks->turns[NUMBER (feature)] == marks->turn;
}

/* Returns: whether @feature was not marked yet */
static gboolean
marks_add (Marks *marks, guint32 feature)
{
  if (marks_have (marks, feature))
    return FALSE;
  marks->turns[NUMBER (feature)] = marks->turn;
  return TRUE;
}

/* Which part of the nouns of a text, by weight, the other one that has @marks does not name. */
static double
strange (RegieSimilarity *self, const guint32 *features, guint n, const Marks *marks)
{
  double all = 0, unnamed = 0;

  for (guint i = 0; i < n;)
    {
      double heft = weight (self, features[i]);
      gboolean noun = (features[i] & NOUN) != 0;
      guint grams = 0, shared = 0;

      for (i++; i < n && !IS_WORD (features[i]); i++, grams++)
        shared += marks_have (marks, features[i]);
      if (!noun)
        continue;
      all += heft;
      if (shared < NAMED * grams)
        unnamed += heft;
    }
  return all > 0 ? unnamed / all : 0;
}

/* @asked_weight: of what is asked, whose features are in the marks */
static double
compare (RegieSimilarity *self, const GArray *asked, double asked_weight, const Text *text)
{
  const guint32 *features = (const guint32 *) (gconstpointer) asked->data;
  double common = 0, own_weight = 0, stranger;

  marks_begin (&self->compared);
  for (guint i = 0; i < text->n_features; i++)
    {
      double part;

      if (!marks_add (&self->compared, text->features[i]))
        continue;
      part = weight (self, text->features[i]);
      own_weight += part;
      if (marks_have (&self->asked, text->features[i]))
        common += part;
    }
  if (common <= 0)
    return 0;
  stranger = MIN (strange (self, features, asked->len, &self->compared),
                  strange (self, text->features, text->n_features, &self->asked));
  return common / sqrt (asked_weight * own_weight) * (1 - STRANGER * stranger);
}

typedef struct
{
  guint32 place;
  float score;
} Candidate;

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *left = a, *right = b;

  if (left->score > right->score || left->score < right->score)
    return left->score > right->score ? -1 : 1;
  return left->place < right->place ? -1 : left->place > right->place;
}

/* Marks what is asked. Returns: (element-type Candidate): the texts that share most of it, roughly */
static GArray *
bring_up (RegieSimilarity *self, const GArray *asked, double *asked_weight)
{
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_autoptr (GArray) touched = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint n = g_hash_table_size (self->places);
  guint32 common = n <= FEW_TEXTS ? n : MAX (FEW_TEXTS, (guint32) (n * COMMON));
  float *met;

  g_array_set_size (self->met, self->texts->len);
  met = (float *) (gpointer) self->met->data;
  marks_begin (&self->asked);
  for (guint i = 0; i < asked->len; i++)
    {
      guint32 feature = g_array_index (asked, guint32, i);
      const Postings *postings = &self->postings[NUMBER (feature)];
      float part = (float) weight (self, feature);

      if (!marks_add (&self->asked, feature))
        continue;
      *asked_weight += part;
      if (postings->n > common)
        continue;
      for (guint32 j = 0; j < postings->n; j++)
        {
          guint32 place = postings->texts[j];

          if (met[place] <= 0)
            g_array_append_val (touched, place);
          met[place] += part;
        }
    }
  for (guint i = 0; i < touched->len; i++)
    {
      Candidate candidate = { .place = g_array_index (touched, guint32, i) };
      const Text *text = &g_array_index (self->texts, Text, candidate.place);

      /* A long text shares something with everything. */
      candidate.score = met[candidate.place] / sqrtf ((float) text->n_features);
      met[candidate.place] = 0;
      g_array_append_val (candidates, candidate);
    }
  g_array_sort (candidates, compare_candidates);
  g_array_set_size (candidates, MIN (candidates->len, N_CANDIDATES));
  return candidates;
}

static gboolean
comes_before (const RegieSimilar *a, const RegieSimilar *b)
{
  if (a->score > b->score || a->score < b->score)
    return a->score > b->score;
  return strcmp (a->id, b->id) < 0;
}

guint
regie_similarity_find (RegieSimilarity *self,
                       const char *id,
                       const char *text,
                       double least,
                       guint most,
                       RegieSimilar *found)
{
  g_autoptr (GArray) asked = NULL;
  g_autoptr (GArray) candidates = NULL;
  guint32 own = G_MAXUINT32;
  double asked_weight = 0;
  const Text *entry;
  guint n = 0;

  g_return_val_if_fail (REGIE_IS_SIMILARITY (self), 0);
  g_return_val_if_fail (id != NULL || text != NULL, 0);

  entry = look_up (self, id, &own);
  if (text)
    asked = features_of (text);
  else if (entry)
    asked = g_array_append_vals (g_array_new (FALSE, FALSE, sizeof (guint32)), entry->features,
                                 entry->n_features);
  if (!asked || most == 0)
    return 0;
  candidates = bring_up (self, asked, &asked_weight);
  for (guint i = 0; i < candidates->len; i++)
    {
      guint32 place = g_array_index (candidates, Candidate, i).place;
      const Text *other = &g_array_index (self->texts, Text, place);
      RegieSimilar answer = { other->id, compare (self, asked, asked_weight, other) };
      guint at = n;

      if (place == own || answer.score < least
          || (n == most && !comes_before (&answer, &found[n - 1])))
        continue;
      for (at = n < most ? n++ : n - 1; at > 0 && comes_before (&answer, &found[at - 1]); at--)
        found[at] = found[at - 1];
      found[at] = answer;
    }
  return n;
}

static void
regie_similarity_finalize (GObject *object)
{
  RegieSimilarity *self = REGIE_SIMILARITY (object);

  for (guint i = 0; i < N_FEATURES; i++)
    g_free (self->postings[i].texts);
  g_free (self->postings);
  g_free (self->asked.turns);
  g_free (self->compared.turns);
  g_clear_pointer (&self->places, g_hash_table_unref);
  g_clear_pointer (&self->texts, g_array_unref);
  g_clear_pointer (&self->free_places, g_array_unref);
  g_clear_pointer (&self->met, g_array_unref);
  G_OBJECT_CLASS (regie_similarity_parent_class)->finalize (object);
}

static void
regie_similarity_class_init (RegieSimilarityClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = regie_similarity_finalize;
}

static void
regie_similarity_init (RegieSimilarity *self)
{
  self->texts = g_array_new (FALSE, TRUE, sizeof (Text));
  g_array_set_clear_func (self->texts, text_clear);
  self->places = g_hash_table_new (g_str_hash, g_str_equal);
  self->free_places = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->postings = g_new0 (Postings, N_FEATURES);
  self->asked.turns = g_new0 (guint32, N_FEATURES);
  self->compared.turns = g_new0 (guint32, N_FEATURES);
  self->met = g_array_new (FALSE, TRUE, sizeof (float));
}

RegieSimilarity *
regie_similarity_new (void)
{
  return g_object_new (REGIE_TYPE_SIMILARITY, NULL);
}
