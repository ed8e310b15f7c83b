/* regie-question-list-cards.c: the members of a list of questions: gathered, sorted, changed
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-question-list-parts.h"

#include <string.h>

/** Cards that are sorted at once. */
#define SORT_STRIDE 2048

static gboolean
step_sort (RegieQuestionList *self, gint64 deadline)
{
  while (self->sorted < self->members->len)
    {
      guint n = MIN (SORT_STRIDE, self->members->len - self->sorted);

      regie_question_sorter_add (self->sorter,
                                 (RegieQuestionCard **) &self->members->pdata[self->sorted], n);
      self->sorted += n;
      if (self->sorted < self->members->len && regie_question_list_is_late (deadline))
        return TRUE;
    }
  while (!regie_question_sorter_merge (self->sorter))
    {
      if (regie_question_list_is_late (deadline))
        return TRUE;
    }
  regie_question_sorter_take (self->sorter, self->members);
  g_clear_pointer (&self->sorter, regie_question_sorter_free);
  regie_question_list_start_scan (self);
  return self->members->len > SORT_STRIDE && regie_question_list_is_late (deadline);
}

gboolean
regie_question_list_step (RegieQuestionList *self, gint64 deadline)
{
  if (self->gathering)
    return TRUE;
  if (self->sorter && step_sort (self, deadline))
    {
      regie_question_list_set_working (self, TRUE);
      return TRUE;
    }
  return self->next && regie_question_list_show (self, deadline);
}

void
regie_question_list_begin (RegieQuestionList *self, gboolean clear)
{
  guint old = self->rows->len;

  self->gathering = TRUE;
  g_clear_pointer (&self->sorter, regie_question_sorter_free);
  g_clear_pointer (&self->next, g_ptr_array_unref);
  g_ptr_array_set_size (self->members, 0);
  g_ptr_array_set_size (self->waiting, 0);
  if (clear && old > 0)
    {
      g_ptr_array_set_size (self->rows, 0);
      g_list_model_items_changed (G_LIST_MODEL (self), 0, old, 0);
    }
  regie_question_list_set_number (self, &self->arrived, 0, PROP_ARRIVED);
  regie_question_list_set_number (self, &self->moved, 0, PROP_MOVED);
}

void
regie_question_list_gather (RegieQuestionList *self, RegieQuestionCard *card)
{
  g_ptr_array_add (self->members, card);
}

void
regie_question_list_sort (RegieQuestionList *self)
{
  self->gathering = FALSE;
  g_clear_pointer (&self->next, g_ptr_array_unref);
  g_clear_pointer (&self->sorter, regie_question_sorter_free);
  self->sorter = regie_question_sorter_new (self->sort, self->members->len);
  self->sorted = 0;
}

gboolean
regie_question_list_is_sorting (RegieQuestionList *self)
{
  return self->gathering || self->sorter != NULL;
}

void
regie_question_list_detach (RegieQuestionList *self, RegieQuestionCard *card)
{
  self->row = G_MAXUINT;
  if (regie_question_list_is_member (self, card))
    {
      guint at = regie_question_list_find_in (self, self->members, card);

      g_assert (at < self->members->len && self->members->pdata[at] == card);
      g_ptr_array_remove_index (self->members, at);
      if (self->next && at < self->scanned)
        {
          self->scanned--;
          if (regie_question_list_has_row (self, card))
            {
              g_ptr_array_remove_index (self->next,
                                        regie_question_list_find_in (self, self->next, card));
              regie_question_list_set_row (self, card, FALSE);
            }
        }
    }
  if (!self->next && !regie_question_list_holds_still (self)
      && regie_question_list_has_row (self, card))
    self->row = regie_question_list_find_in (self, self->rows, card);
}

void
regie_question_list_attach (RegieQuestionList *self, RegieQuestionCard *card)
{
  gboolean wanted =
      regie_question_list_is_member (self, card) && regie_question_list_lets_through (self, card);

  if (regie_question_list_is_member (self, card))
    {
      guint at = regie_question_list_find_in (self, self->members, card);

      g_ptr_array_insert (self->members, (int) at, card);
      if (self->next && at < self->scanned)
        {
          self->scanned++;
          if (wanted)
            g_ptr_array_insert (self->next,
                                (int) regie_question_list_find_in (self, self->next, card), card);
          regie_question_list_set_row (self, card, wanted);
        }
    }
  if (self->next)
    return;
  if (!regie_question_list_holds_still (self))
    {
      regie_question_list_place (self, card, wanted);
      return;
    }
  regie_question_list_weigh (self, card, wanted);
}

void
regie_question_list_detach_many (RegieQuestionList *self, GPtrArray *cards)
{
  guint kept = 0;
  gboolean any = FALSE;

  for (guint i = 0; i < cards->len; i++)
    any = any || regie_question_list_is_member (self, g_ptr_array_index (cards, i));
  self->parted = any;
  if (!any)
    return;
  for (guint i = 0; i < self->members->len; i++)
    {
      RegieQuestionCard *card = g_ptr_array_index (self->members, i);

      if (!card->touched)
        self->members->pdata[kept++] = card;
    }
  g_ptr_array_set_size (self->members, (int) kept);
}

/* Puts @cards, which are in order, among the members: from the end, each member moves once. */
static void
merge_members (RegieQuestionList *self, GPtrArray *cards)
{
  guint left = self->members->len, end = self->members->len + cards->len;

  g_ptr_array_set_size (self->members, (int) end);
  for (guint i = cards->len; i > 0; i--)
    {
      RegieQuestionCard *card = g_ptr_array_index (cards, i - 1);
      guint low = 0, high = left;

      while (low < high)
        {
          guint middle = low + (high - low) / 2;

          if (regie_question_card_compare (self->members->pdata[middle], card, self->sort) < 0)
            low = middle + 1;
          else
            high = middle;
        }
      end -= left - low;
      memmove (&self->members->pdata[end], &self->members->pdata[low],
               (left - low) * sizeof (gpointer));
      left = low;
      self->members->pdata[--end] = card;
    }
}

static int
compare_pointers (gconstpointer a, gconstpointer b, gpointer sort)
{
  return regie_question_card_compare (*(RegieQuestionCard *const *) a,
                                      *(RegieQuestionCard *const *) b, GPOINTER_TO_INT (sort));
}

void
regie_question_list_attach_many (RegieQuestionList *self, GPtrArray *cards)
{
  g_autoptr (GPtrArray) own = g_ptr_array_new ();
  gboolean affected = self->parted;

  for (guint i = 0; i < cards->len; i++)
    {
      RegieQuestionCard *card = g_ptr_array_index (cards, i);

      if (regie_question_list_is_member (self, card))
        g_ptr_array_add (own, card);
      affected = affected || regie_question_list_is_member (self, card)
                 || regie_question_list_has_row (self, card);
    }
  g_ptr_array_sort_with_data (own, compare_pointers, GINT_TO_POINTER (self->sort));
  merge_members (self, own);
  if (!affected)
    return;
  if (regie_question_list_holds_still (self) && !self->next)
    regie_question_list_weigh_many (self, cards);
  else
    regie_question_list_start_scan (self);
}
