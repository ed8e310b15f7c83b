/* regie-question-filter.c: which messages of a list are to be seen: search and chips
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-question-filter.h"

#include "regie-fold.h"

#include <string.h>

#define ASKS(criterion) (1u << REGIE_QUESTION_FILTER_##criterion)

/* A word as it is looked for: `ärzte` as `arzte`, and as `aerzte`, for who wrote it so. */
typedef struct
{
  char *base;
  char *spelt;
} Word;

struct _RegieQuestionSieve
{
  RegieQuestionFilter *filter;
  guint asks;
  /** (element-type Word) */
  GArray *words;
};

RegieQuestionFilter *
regie_question_filter_new (void)
{
  return g_new0 (RegieQuestionFilter, 1);
}

RegieQuestionFilter *
regie_question_filter_copy (const RegieQuestionFilter *filter)
{
  RegieQuestionFilter *copy = g_memdup2 (filter, sizeof *filter);

  copy->label = g_strdup (filter->label);
  copy->mine = g_strdup (filter->mine);
  copy->session = g_strdup (filter->session);
  copy->query = g_strdup (filter->query);
  return copy;
}

void
regie_question_filter_free (RegieQuestionFilter *filter)
{
  g_free (filter->label);
  g_free (filter->mine);
  g_free (filter->session);
  g_free (filter->query);
  g_free (filter);
}

static gboolean
is_empty (const char *text)
{
  return !text || text[strspn (text, " \t\n")] == '\0';
}

guint
regie_question_filter_asks (const RegieQuestionFilter *filter)
{
  if (!filter)
    return 0;
  return (filter->kinds ? ASKS (KIND) : 0) | (filter->label ? ASKS (LABEL) : 0)
         | (filter->mine ? ASKS (MINE) : 0) | (filter->unclaimed ? ASKS (UNCLAIMED) : 0)
         | (filter->votes > 0 ? ASKS (VOTES) : 0) | (filter->session ? ASKS (SESSION) : 0)
         | (filter->flagged ? ASKS (FLAGGED) : 0) | (is_empty (filter->query) ? 0 : ASKS (SEARCH));
}

gboolean
regie_question_filter_equal (const RegieQuestionFilter *a, const RegieQuestionFilter *b)
{
  guint asks = regie_question_filter_asks (a);

  if (asks != regie_question_filter_asks (b))
    return FALSE;
  if (asks == 0)
    return TRUE;
  return a->kinds == b->kinds && a->votes == b->votes && g_strcmp0 (a->label, b->label) == 0
         && g_strcmp0 (a->mine, b->mine) == 0 && g_strcmp0 (a->session, b->session) == 0
         && ((asks & ASKS (SEARCH)) == 0 || g_str_equal (a->query, b->query));
}

void
regie_question_filter_clear (RegieQuestionFilter *filter, RegieQuestionCriterion criterion)
{
  switch (criterion)
    {
    case REGIE_QUESTION_FILTER_KIND:
      filter->kinds = 0;
      break;
    case REGIE_QUESTION_FILTER_LABEL:
      g_clear_pointer (&filter->label, g_free);
      break;
    case REGIE_QUESTION_FILTER_MINE:
      g_clear_pointer (&filter->mine, g_free);
      break;
    case REGIE_QUESTION_FILTER_UNCLAIMED:
      filter->unclaimed = FALSE;
      break;
    case REGIE_QUESTION_FILTER_VOTES:
      filter->votes = 0;
      break;
    case REGIE_QUESTION_FILTER_SESSION:
      g_clear_pointer (&filter->session, g_free);
      break;
    case REGIE_QUESTION_FILTER_FLAGGED:
      filter->flagged = FALSE;
      break;
    case REGIE_QUESTION_FILTER_SEARCH:
      g_clear_pointer (&filter->query, g_free);
      break;
    case REGIE_N_QUESTION_FILTERS:
    default:
      g_assert_not_reached ();
    }
}

/* Searching */

static void
word_clear (gpointer data)
{
  Word *word = data;

  g_free (word->base);
  g_free (word->spelt);
}

static GArray *
split_query (const char *query)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (Word));
  g_auto (GStrv) parts = g_strsplit_set (query ? query : "", " \t\n", -1);

  g_array_set_clear_func (words, word_clear);
  for (char **part = parts; *part; part++)
    {
      Word word = { regie_fold (*part, REGIE_FOLD_BASE, NULL),
                    regie_fold (*part, REGIE_FOLD_SPELT, NULL) };

      if (g_str_equal (word.base, word.spelt))
        g_clear_pointer (&word.spelt, g_free);
      if (*word.base)
        g_array_append_val (words, word);
      else
        word_clear (&word);
    }
  return words;
}

static gboolean
search (const RegieQuestionSieve *self, const char *folded)
{
  for (guint i = 0; i < self->words->len; i++)
    {
      const Word *word = &g_array_index (self->words, Word, i);

      if (!strstr (folded, word->base) && !(word->spelt && strstr (folded, word->spelt)))
        return FALSE;
    }
  return TRUE;
}

RegieQuestionSieve *
regie_question_sieve_new (const RegieQuestionFilter *filter)
{
  RegieQuestionSieve *self;

  if (regie_question_filter_asks (filter) == 0)
    return NULL;
  self = g_new0 (RegieQuestionSieve, 1);
  self->filter = regie_question_filter_copy (filter);
  self->asks = regie_question_filter_asks (filter);
  self->words = split_query (filter->query);
  return self;
}

void
regie_question_sieve_free (RegieQuestionSieve *self)
{
  regie_question_filter_free (self->filter);
  g_array_unref (self->words);
  g_free (self);
}

guint
regie_question_sieve_hides (const RegieQuestionSieve *self, RegieQuestionCard *card)
{
  const RegieQuestionFilter *filter = self->filter;
  guint asks = self->asks, hides = 0;

  if (asks & ~ASKS (SEARCH))
    {
      const RegieRecord *state = regie_message_state (card->message);

      if ((asks & ASKS (KIND)) && (filter->kinds & (1u << state->message_kind)) == 0)
        hides |= ASKS (KIND);
      if ((asks & ASKS (LABEL))
          && !(state->labels
               && g_strv_contains ((const char *const *) state->labels, filter->label)))
        hides |= ASKS (LABEL);
      if ((asks & ASKS (MINE)) && g_strcmp0 (state->claimant, filter->mine) != 0)
        hides |= ASKS (MINE);
      if ((asks & ASKS (UNCLAIMED)) && state->claimant)
        hides |= ASKS (UNCLAIMED);
      if ((asks & ASKS (VOTES)) && state->score < filter->votes)
        hides |= ASKS (VOTES);
      if ((asks & ASKS (SESSION)) && g_strcmp0 (state->session, filter->session) != 0)
        hides |= ASKS (SESSION);
      if ((asks & ASKS (FLAGGED)) && !(state->flags && *state->flags))
        hides |= ASKS (FLAGGED);
    }
  if (hides == 0 && (asks & ASKS (SEARCH)) && !search (self, regie_question_card_fold (card)))
    hides |= ASKS (SEARCH);
  return hides;
}

/* Where the words are */

static int
compare_ranges (gconstpointer a, gconstpointer b)
{
  const guint *left = a, *right = b;

  return left[0] < right[0] ? -1 : left[0] > right[0];
}

static void
add_ranges (GArray *ranges, const char *word, const char *folded, const GArray *origins)
{
  gsize length = strlen (word);

  for (const char *at = strstr (folded, word); at; at = strstr (at + length, word))
    {
      guint range[2] = { g_array_index (origins, guint, at - folded),
                         g_array_index (origins, guint, at - folded + length) };

      /* `s` is half of ß: all of the letter is meant. */
      if (range[0] == range[1])
        {
          gsize end = (gsize) (at - folded) + length;

          while (g_array_index (origins, guint, end) == range[0])
            end++;
          range[1] = g_array_index (origins, guint, end);
        }
      g_array_append_vals (ranges, range, 2);
    }
}

/* What overlaps is one range. */
static void
join_ranges (GArray *ranges)
{
  guint *bytes = (guint *) (gpointer) ranges->data;
  guint kept = 0;

  for (guint i = 0; i < ranges->len; i += 2)
    {
      if (kept > 0 && bytes[i] < bytes[kept - 1])
        {
          bytes[kept - 1] = MAX (bytes[kept - 1], bytes[i + 1]);
          continue;
        }
      bytes[kept++] = bytes[i];
      bytes[kept++] = bytes[i + 1];
    }
  g_array_set_size (ranges, kept);
}

GArray *
regie_question_search_ranges (const char *query, const char *text)
{
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) words = split_query (query);
  g_autoptr (GArray) base_origins = NULL;
  g_autoptr (GArray) spelt_origins = NULL;
  g_autofree char *base = regie_fold (text, REGIE_FOLD_BASE, &base_origins);
  g_autofree char *spelt = regie_fold (text, REGIE_FOLD_SPELT, &spelt_origins);

  for (guint i = 0; i < words->len; i++)
    {
      const Word *word = &g_array_index (words, Word, i);

      add_ranges (ranges, word->base, base, base_origins);
      add_ranges (ranges, word->spelt ? word->spelt : word->base, spelt, spelt_origins);
    }
  if (ranges->len > 0)
    qsort (ranges->data, ranges->len / 2, 2 * sizeof (guint), compare_ranges);
  join_ranges (ranges);
  return ranges;
}
