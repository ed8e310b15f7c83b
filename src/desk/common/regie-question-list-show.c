/* regie-question-list-show.c: how the rows of a list of questions become those to come
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-question-list-parts.h"

#include <string.h>

/** Cards between two looks at the clock. */
#define STRIDE 128
/** Cards that memory is asked for ahead. */
#define AHEAD 8
/** Rows that are shown before there is an order. */
#define PAGE 48

void
regie_question_list_start_scan (RegieQuestionList *self)
{
  if (self->sorter || self->gathering)
    return;
  for (guint i = 0; i < self->waiting->len; i++)
    {
      RegieQuestionCard *card = g_ptr_array_index (self->waiting, i);

      card->arrived &= (guint16) ~self->bit;
      card->moved &= (guint16) ~self->bit;
      if (!regie_question_list_is_member (self, card))
        regie_question_list_set_row (self, card, FALSE);
    }
  g_ptr_array_set_size (self->waiting, 0);
  g_clear_pointer (&self->next, g_ptr_array_unref);
  self->next = g_ptr_array_sized_new (self->sieve ? 64 : self->members->len);
  self->scanned = 0;
  memset (self->hidden, 0, sizeof self->hidden);
}

/* Replaces @removed rows at @row by @added cards, and says so. */
static void
splice (RegieQuestionList *self, guint row, guint removed, gpointer *cards, guint added)
{
  guint rest = self->rows->len - row - removed;

  if (removed == 0 && added == 0)
    return;
  if (added > removed)
    g_ptr_array_set_size (self->rows, (int) (self->rows->len + added - removed));
  memmove (&self->rows->pdata[row + added], &self->rows->pdata[row + removed],
           rest * sizeof (gpointer));
  memcpy (&self->rows->pdata[row], cards, added * sizeof (gpointer));
  g_ptr_array_set_size (self->rows, (int) (row + added + rest));
  g_list_model_items_changed (G_LIST_MODEL (self), row, removed, added);
}

/* Cards lie anywhere in memory, and their texts elsewhere: asked for a little before they are looked at,
 * they are there in time. */
static void
look_ahead (RegieQuestionList *self)
{
  const guint texts = self->scanned + AHEAD, cards = texts + AHEAD;

  if (cards < self->members->len)
    __builtin_prefetch (g_ptr_array_index (self->members, cards));
  if (self->sieve && texts < self->members->len)
    __builtin_prefetch (((RegieQuestionCard *) g_ptr_array_index (self->members, texts))->folded);
}

/* Looks at one more member. */
static void
scan (RegieQuestionList *self)
{
  RegieQuestionCard *card = g_ptr_array_index (self->members, self->scanned++);
  guint hides = self->sieve ? regie_question_sieve_hides (self->sieve, card) : 0;

  look_ahead (self);
  regie_question_list_set_row (self, card, hides == 0);
  if (hides == 0)
    g_ptr_array_add (self->next, card);
  for (; hides; hides &= hides - 1)
    self->hidden[g_bit_nth_lsf (hides, -1)]++;
}

/* The rows become those to come, in one change from the first that is not the same to the last. */
static void
change_rows (RegieQuestionList *self)
{
  GPtrArray *rows = self->rows;
  g_autoptr (GPtrArray) next = g_steal_pointer (&self->next);
  const guint least = MIN (rows->len, next->len);
  guint head = 0, tail = 0;

  while (head < least && rows->pdata[head] == next->pdata[head])
    head++;
  while (tail < least - head
         && rows->pdata[rows->len - 1 - tail] == next->pdata[next->len - 1 - tail])
    tail++;
  splice (self, head, rows->len - head - tail, &next->pdata[head], next->len - head - tail);
}

gboolean
regie_question_list_show (RegieQuestionList *self, gint64 deadline)
{
  while (self->scanned < self->members->len)
    {
      scan (self);
      if (self->scanned % STRIDE == 0 && regie_question_list_is_late (deadline))
        {
          regie_question_list_set_working (self, TRUE);
          return TRUE;
        }
    }
  change_rows (self);
  /* Who hears of the change may have asked for another one. */
  if (self->next)
    return TRUE;
  regie_question_list_set_number (self, &self->arrived, 0, PROP_ARRIVED);
  regie_question_list_set_number (self, &self->moved, 0, PROP_MOVED);
  regie_question_list_set_working (self, FALSE);
  return FALSE;
}

void
regie_question_list_show_first (RegieQuestionList *self)
{
  g_autoptr (GPtrArray) first = g_ptr_array_sized_new (PAGE + 1);

  if (self->rows->len > 0 || self->members->len <= PAGE || self->sieve)
    return;
  for (guint i = 0; i < self->members->len; i++)
    {
      RegieQuestionCard *card = g_ptr_array_index (self->members, i);

      if (first->len == PAGE
          && regie_question_card_compare (card, first->pdata[PAGE - 1], self->sort) > 0)
        continue;
      g_ptr_array_insert (first, (int) regie_question_list_find_in (self, first, card), card);
      g_ptr_array_set_size (first, (int) MIN (first->len, PAGE));
    }
  for (guint i = 0; i < first->len; i++)
    regie_question_list_set_row (self, g_ptr_array_index (first, i), TRUE);
  splice (self, 0, 0, first->pdata, first->len);
}
