/* regie-choice.c: whether, when and how a participant votes
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-rehearsal"

#include "regie-choice.h"
#include "regie-vocabulary.h"

/** Spread of the logarithm of the delay: 93 % within 30 s around a median of 9 s. */
#define SPREAD 0.8
/** Nobody votes sooner, seconds. */
#define READING 1.2
/** Thinking of a word takes longer than choosing one. */
#define THINKING 1.7
/** Longest word where a poll does not say. */
#define LENGTH 40
/** Most options of a poll. */
#define MOST 64

double
regie_choice_delay (RegieDice *dice, const RegieRates *rates, RegiePollKind kind)
{
  gboolean words = kind == REGIE_POLL_WORDS;
  double median = rates->median * (words ? THINKING : 1);

  if (!regie_dice_chance (dice, words ? rates->words : rates->turnout))
    return -1;
  double delay = regie_dice_log_normal (dice, median, SPREAD);
  return MAX (delay, MIN (READING, rates->median / 4));
}

/* How popular each option is, the same for the whole audience: a few favourites, nobody at zero.
 * Options mostly stand in an order, from little to much, and few are at its ends. */
static guint
popularities (guint64 seed, const RegieRecord *poll, double *weights)
{
  RegieDice dice = regie_dice (seed, 0, poll->poll);
  guint n = MIN (poll->entries->len, MOST);

  for (guint i = 0; i < n; i++)
    {
      double unit = regie_dice_unit (&dice);
      gboolean at_end = i == 0 || i == n - 1;
      weights[i] = 0.04 + unit * unit * unit * (at_end ? 0.3 : 1);
    }
  return n;
}

GStrv
regie_choice_ids (RegieDice *dice, guint64 seed, const RegieRecord *poll)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  double weights[MOST];
  guint n;

  if (poll->poll_kind == REGIE_POLL_WORDS)
    return regie_vocabulary_words (dice, poll->title, (guint) CLAMP (poll->max, 1, 10),
                                   poll->length > 0 ? (guint) MAX (poll->length, 12) : LENGTH);
  if (poll->entries == NULL || poll->entries->len == 0)
    return g_new0 (char *, 1);

  n = popularities (seed, poll, weights);
  guint least = poll->poll_kind == REGIE_POLL_SINGLE ? 1 : (guint) CLAMP (poll->min, 1, n);
  guint most = poll->poll_kind == REGIE_POLL_SINGLE ? 1
               : poll->max > 0                      ? (guint) CLAMP (poll->max, least, n)
                                                    : n;
  guint take = least + regie_dice_below (dice, most - least + 1);
  for (guint i = 0; i < take; i++)
    {
      guint chosen = regie_dice_weighted (dice, weights, n);
      g_strv_builder_add (ids, ((RegieEntry *) g_ptr_array_index (poll->entries, chosen))->id);
      weights[chosen] = 0;
    }
  return g_strv_builder_end (ids);
}
