/* regie-question-card.c: what all lists of a stage know about one message
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-question-card.h"

#include "regie-fold.h"

#include <string.h>

/** Beyond every score, time and rank. */
#define FAR (G_GINT64_CONSTANT (1) << 61)

/* What a card is sorted by, small enough that a sort of many stays in the cache. */
typedef struct
{
  gint64 first;
  gint64 second;
  RegieQuestionCard *card;
} Key;

struct _RegieQuestionSorter
{
  RegieQuestionSort sort;
  /** (element-type Key): runs, each in order */
  GArray *keys;
  /** (element-type guint): how long the runs are */
  GArray *runs;
  /** (element-type Key): room to merge */
  GArray *spare;
};

/* The first bytes of the message's id, as a number in the order of strcmp(). Not read with the other
 * values: a hundred thousand ids lie all over the memory, and the first page is to be there before. */
static gint64
tie_of (RegieQuestionCard *card)
{
  const char *id = regie_entity_get_id (REGIE_ENTITY (card->message));
  guint64 bytes = 0;

  if (card->tie != 0)
    return card->tie;

  for (guint shift = 64; shift > 0 && *id; id++)
    {
      shift -= 8;
      bytes |= (guint64) (guchar) *id << shift;
    }
  card->tie = (gint64) (bytes ^ (G_GUINT64_CONSTANT (1) << 63));
  return card->tie;
}

RegieQuestionCard *
regie_question_card_new (RegieMessage *message)
{
  RegieQuestionCard *card = g_new0 (RegieQuestionCard, 1);

  card->message = g_object_ref (message);
  regie_question_card_read (card);
  return card;
}

void
regie_question_card_free (RegieQuestionCard *card)
{
  g_object_unref (card->message);
  g_free (card->folded);
  g_free (card);
}

/* All lists that hold a message in @state, as bits. */
static guint16
lists_of (RegieMessageState state)
{
  static guint16 known[REGIE_MESSAGE_WITHDRAWN + 1];

  /* One bit at least, that of "all". */
  if (known[state] == 0)
    {
      for (RegieQuestions which = 0; which < REGIE_N_QUESTION_LISTS; which++)
        known[state] |= regie_questions_hold (which, state) ? REGIE_QUESTION_BIT (which) : 0;
    }
  return known[state];
}

void
regie_question_card_read (RegieQuestionCard *card)
{
  const RegieRecord *state = regie_message_state (card->message);

  card->score = state->score;
  card->created = state->created;
  card->changed = state->changed ? state->changed : state->created;
  card->rank = (guint32) MIN (state->rank, G_MAXINT32);
  card->pinned = state->pinned != 0;
  card->lists = lists_of ((RegieMessageState) state->message_state);
}

const char *
regie_question_card_fold (RegieQuestionCard *card)
{
  const RegieRecord *state;
  g_autoptr (GString) folded = NULL;

  if (card->folded)
    return card->folded;
  /* There is time now. */
  tie_of (card);
  state = regie_message_state (card->message);
  folded = g_string_sized_new (160);
  {
    const char *const texts[] = { state->text, state->note, state->name, state->assignee,
                                  state->answer };

    for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
      {
        if (!texts[i])
          continue;
        regie_fold_append (folded, texts[i]);
        g_string_append_c (folded, '\n');
      }
  }
  for (char **label = state->labels; label && *label; label++)
    {
      regie_fold_append (folded, *label);
      g_string_append_c (folded, '\n');
    }
  card->folded = g_strdup (folded->str);
  return card->folded;
}

static Key
key_of (RegieQuestionCard *card, RegieQuestionSort sort)
{
  Key key = { -card->score, card->created, card };

  switch (sort)
    {
    case REGIE_QUESTION_SORT_VOTES:
      break;
    case REGIE_QUESTION_SORT_AGE:
      key.first = -card->created;
      key.second = tie_of (card);
      break;
    case REGIE_QUESTION_SORT_WAIT:
      key.first = card->changed;
      break;
    case REGIE_QUESTION_SORT_RANK:
      key.second = -card->score;
      key.first = card->rank ? card->rank : FAR / 2;
      break;
    default:
      g_assert_not_reached ();
    }
  /* A stack is in the order it was given. */
  if (card->pinned && sort != REGIE_QUESTION_SORT_RANK)
    key.first -= FAR;
  return key;
}

static int
compare_keys (const Key *a, const Key *b)
{
  if (a->first != b->first)
    return a->first < b->first ? -1 : 1;
  if (a->second != b->second)
    return a->second < b->second ? -1 : 1;
  if (a->card->created != b->card->created)
    return a->card->created < b->card->created ? -1 : 1;
  if (tie_of (a->card) != tie_of (b->card))
    return tie_of (a->card) < tie_of (b->card) ? -1 : 1;
  return strcmp (regie_message_state (a->card->message)->message,
                 regie_message_state (b->card->message)->message);
}

int
regie_question_card_compare (const RegieQuestionCard *a,
                             const RegieQuestionCard *b,
                             RegieQuestionSort sort)
{
  Key left = key_of ((RegieQuestionCard *) a, sort), right = key_of ((RegieQuestionCard *) b, sort);

  return a == b ? 0 : compare_keys (&left, &right);
}

guint
regie_question_cards_find (GPtrArray *cards, const RegieQuestionCard *card, RegieQuestionSort sort)
{
  guint low = 0, high = cards->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (regie_question_card_compare (g_ptr_array_index (cards, middle), card, sort) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Sorting many */

RegieQuestionSorter *
regie_question_sorter_new (RegieQuestionSort sort, guint room)
{
  RegieQuestionSorter *self = g_new0 (RegieQuestionSorter, 1);

  self->sort = sort;
  self->keys = g_array_sized_new (FALSE, FALSE, sizeof (Key), room);
  self->runs = g_array_new (FALSE, FALSE, sizeof (guint));
  self->spare = g_array_new (FALSE, FALSE, sizeof (Key));
  return self;
}

void
regie_question_sorter_free (RegieQuestionSorter *self)
{
  g_array_unref (self->keys);
  g_array_unref (self->runs);
  g_array_unref (self->spare);
  g_free (self);
}

/* Merges the last two runs: the one before the last goes into the spare room. */
static void
merge_last (RegieQuestionSorter *self)
{
  guint *runs = (guint *) (gpointer) self->runs->data;
  guint n_right = runs[self->runs->len - 1], n_left = runs[self->runs->len - 2];
  Key *to = &g_array_index (self->keys, Key, self->keys->len - n_right - n_left);
  const Key *right = to + n_left, *end = right + n_right, *left, *left_end;

  g_array_set_size (self->spare, 0);
  g_array_append_vals (self->spare, to, n_left);
  left = (const Key *) (gconstpointer) self->spare->data;
  left_end = left + n_left;
  while (left < left_end)
    *to++ = right < end && compare_keys (right, left) < 0 ? *right++ : *left++;
  runs[self->runs->len - 2] += n_right;
  g_array_set_size (self->runs, self->runs->len - 1);
}

void
regie_question_sorter_add (RegieQuestionSorter *self, RegieQuestionCard **cards, guint n)
{
  guint start = self->keys->len;

  if (n == 0)
    return;
  g_array_set_size (self->keys, start + n);
  for (guint i = 0; i < n; i++)
    g_array_index (self->keys, Key, start + i) = key_of (cards[i], self->sort);
  qsort (&g_array_index (self->keys, Key, start), n, sizeof (Key),
         (int (*) (const void *, const void *)) compare_keys);
  g_array_append_val (self->runs, n);
  /* Runs of about the same length at once, so that little is left for the end. */
  while (self->runs->len > 1
         && g_array_index (self->runs, guint, self->runs->len - 2)
                <= g_array_index (self->runs, guint, self->runs->len - 1))
    merge_last (self);
}

gboolean
regie_question_sorter_merge (RegieQuestionSorter *self)
{
  if (self->runs->len > 1)
    merge_last (self);
  return self->runs->len <= 1;
}

void
regie_question_sorter_take (RegieQuestionSorter *self, GPtrArray *cards)
{
  g_ptr_array_set_size (cards, (int) self->keys->len);
  for (guint i = 0; i < self->keys->len; i++)
    cards->pdata[i] = g_array_index (self->keys, Key, i).card;
}
