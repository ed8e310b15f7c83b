/* regie-question-list-freeze.c: rows that keep their places, and what waits for that
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * While the list is frozen the rows keep the order they had and what should have happened is counted.
 * Rows that do not wait to move are in order among themselves at any time.
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-question-list-parts.h"

gboolean
regie_question_list_holds_still (RegieQuestionList *self)
{
  return self->frozen && self->rows->len > 0;
}

static gboolean
waits (RegieQuestionList *self, const RegieQuestionCard *card)
{
  return ((card->arrived | card->moved) & self->bit) != 0;
}

static void
set_waiting (RegieQuestionList *self, RegieQuestionCard *card, gboolean arrived, gboolean moved)
{
  int more_arrived = (int) arrived - ((card->arrived & self->bit) ? 1 : 0);
  int more_moved = (int) moved - ((card->moved & self->bit) ? 1 : 0);

  if ((arrived || moved) && !waits (self, card))
    g_ptr_array_add (self->waiting, card);
  card->arrived = (guint16) ((card->arrived & ~self->bit) | (arrived ? self->bit : 0));
  card->moved = (guint16) ((card->moved & ~self->bit) | (moved ? self->bit : 0));
  regie_question_list_set_number (self, &self->arrived,
                                  (guint) ((int) self->arrived + more_arrived), PROP_ARRIVED);
  regie_question_list_set_number (self, &self->moved, (guint) ((int) self->moved + more_moved),
                                  PROP_MOVED);
}

/* The nearest row above (@step -1) or below (1) that does not wait to move. */
static const RegieQuestionCard *
steady_neighbour (RegieQuestionList *self, guint row, int step)
{
  for (gint64 at = (gint64) row + step; at >= 0 && at < self->rows->len; at += step)
    {
      const RegieQuestionCard *card = g_ptr_array_index (self->rows, at);

      if ((card->moved & self->bit) == 0)
        return card;
    }
  return NULL;
}

static gboolean
is_displaced (RegieQuestionList *self, const RegieQuestionCard *card, guint row)
{
  const RegieQuestionCard *above = steady_neighbour (self, row, -1);
  const RegieQuestionCard *below = steady_neighbour (self, row, 1);

  return (above && regie_question_card_compare (above, card, self->sort) > 0)
         || (below && regie_question_card_compare (card, below, self->sort) > 0);
}

/* Changing rows */

static void
take_row (RegieQuestionList *self, RegieQuestionCard *card, guint row)
{
  g_ptr_array_remove_index (self->rows, row);
  regie_question_list_set_row (self, card, FALSE);
  g_list_model_items_changed (G_LIST_MODEL (self), row, 1, 0);
}

/* One change that spans both places, so that the view knows the row again. */
static void
shift_row (RegieQuestionList *self, RegieQuestionCard *card, guint from)
{
  guint to, first;

  g_ptr_array_remove_index (self->rows, from);
  to = regie_question_list_find_in (self, self->rows, card);
  g_ptr_array_insert (self->rows, (int) to, card);
  if (from == to)
    return;
  first = MIN (from, to);
  g_list_model_items_changed (G_LIST_MODEL (self), first, MAX (from, to) - first + 1,
                              MAX (from, to) - first + 1);
}

void
regie_question_list_place (RegieQuestionList *self, RegieQuestionCard *card, gboolean wanted)
{
  if (regie_question_list_has_row (self, card) && wanted)
    shift_row (self, card, self->row);
  else if (regie_question_list_has_row (self, card))
    take_row (self, card, self->row);
  else if (wanted)
    {
      guint row = regie_question_list_find_in (self, self->rows, card);

      g_ptr_array_insert (self->rows, (int) row, card);
      regie_question_list_set_row (self, card, TRUE);
      g_list_model_items_changed (G_LIST_MODEL (self), row, 0, 1);
    }
}

void
regie_question_list_weigh (RegieQuestionList *self, RegieQuestionCard *card, gboolean wanted)
{
  const gboolean has_row = regie_question_list_has_row (self, card);

  if (has_row && !wanted && card->released)
    {
      set_waiting (self, card, FALSE, FALSE);
      take_row (self, card, regie_question_list_find_row (self, card));
      /* Nobody looks at a row any more: what waits may come. */
      if (self->rows->len == 0 && self->arrived > 0)
        regie_question_list_start_scan (self);
      return;
    }
  set_waiting (
      self, card, wanted && !has_row,
      has_row && (!wanted || is_displaced (self, card, regie_question_list_find_row (self, card))));
}

void
regie_question_list_weigh_many (RegieQuestionList *self, GPtrArray *cards)
{
  guint left = 0;

  g_object_freeze_notify (G_OBJECT (self));
  for (guint i = 0; i < cards->len; i++)
    {
      RegieQuestionCard *card = g_ptr_array_index (cards, i);
      gboolean wanted = regie_question_list_is_member (self, card)
                        && regie_question_list_lets_through (self, card);

      /* Until it is found to stand right, a row is not one to compare others with. */
      set_waiting (self, card, wanted && !regie_question_list_has_row (self, card),
                   regie_question_list_has_row (self, card));
      left += regie_question_list_has_row (self, card);
    }
  for (guint row = 0; row < self->rows->len && left > 0; row++)
    {
      RegieQuestionCard *card = g_ptr_array_index (self->rows, row);

      if (!card->touched)
        continue;
      left--;
      if (regie_question_list_is_member (self, card)
          && regie_question_list_lets_through (self, card) && !is_displaced (self, card, row))
        set_waiting (self, card, FALSE, FALSE);
    }
  g_object_thaw_notify (G_OBJECT (self));
}
