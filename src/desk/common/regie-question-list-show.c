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
/** A change of so many rows at most is told at once. */
#define AT_ONCE 128
/** A GtkListView has widgets for two hundred rows around what is looked at: beyond so many from there,
 * rows cost it nothing … */
#define REACH 256
/** … and within, so many at once are made in a few milliseconds … */
#define PART 48
/** … which is what a slice must have left to begin with them, microseconds. */
#define PART_TIME (3 * G_TIME_SPAN_MILLISECOND)

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

/* The place among the rows to come of the first row from @from on that is still there. */
static guint
find_again (RegieQuestionList *self, guint from, guint to)
{
  GPtrArray *next = self->next;

  for (guint row = from; row < to; row++)
    {
      RegieQuestionCard *card = g_ptr_array_index (self->rows, row);
      guint place = regie_question_list_has_row (self, card)
                        ? regie_question_list_find_in (self, next, card)
                        : next->len;

      if (place < next->len && next->pdata[place] == card)
        return place;
    }
  return MIN (from, next->len);
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

/* What differs between the rows and those to come: of both, all from the first that is not the same on
 * to the last. */
typedef struct
{
  guint first;
  guint removed;
  guint added;
} Difference;

static Difference
compare (RegieQuestionList *self)
{
  GPtrArray *rows = self->rows, *next = self->next;
  const guint least = MIN (rows->len, next->len);
  guint head = 0, tail = 0;

  while (head < least && rows->pdata[head] == next->pdata[head])
    head++;
  while (tail < least - head
         && rows->pdata[rows->len - 1 - tail] == next->pdata[next->len - 1 - tail])
    tail++;
  return (Difference) { head, rows->len - head - tail, next->len - head - tail };
}

/* Returns: where all rows that differ stand together among those to come, with others only above and
 * below them; %G_MAXUINT: nowhere */
static guint
find_kept (RegieQuestionList *self, const Difference *change)
{
  guint place;

  if (change->removed > change->added)
    return G_MAXUINT;
  if (change->removed == 0)
    {
      /* From what is looked at on. */
      const gboolean down = change->first == self->rows->len || self->attention < change->first;

      return down ? change->first : change->first + change->added;
    }
  place = regie_question_list_find_in (self, self->next, self->rows->pdata[change->first]);
  return place + change->removed <= self->next->len
                 && memcmp (&self->next->pdata[place], &self->rows->pdata[change->first],
                            change->removed * sizeof (gpointer))
                        == 0
             ? place
             : G_MAXUINT;
}

static guint
distance (guint a, guint b)
{
  return a > b ? a - b : b - a;
}

/* Adds some of the rows that are missing above and below the @kept ones. */
static void
grow (RegieQuestionList *self, const Difference *change, guint kept)
{
  const guint end = change->first + change->removed;
  const guint above = kept - change->first;
  const guint below = change->added - change->removed - above;
  const guint up = distance (self->attention, change->first);
  const guint down = distance (self->attention, end);

  if (below > 0 && (above == 0 || down <= up))
    {
      splice (self, end, 0, &self->next->pdata[kept + change->removed],
              down >= REACH ? below : MIN (below, PART));
    }
  else
    {
      const guint n = up >= REACH ? above : MIN (above, PART);

      self->attention += n;
      splice (self, change->first, 0, &self->next->pdata[kept - n], n);
    }
}

/* Replaces the rows around what is looked at, so that the view uses their widgets again, and lets go of
 * the others. A GtkListView looks for the rows it has widgets for among all that come in their place:
 * with a hundred thousand of them for longer than a frame. */
static void
narrow (RegieQuestionList *self, const Difference *change)
{
  const guint old_end = change->first + change->removed, new_end = change->first + change->added;
  const guint looked_at = CLAMP (self->attention, change->first, old_end);
  const guint old_top = MAX (change->first + REACH, looked_at) - REACH;
  const guint old_bottom = MIN (looked_at + REACH, old_end);
  const guint again = CLAMP (find_again (self, looked_at, old_bottom), change->first, new_end);
  const guint up = MAX (looked_at - old_top, PART), down = MAX (old_bottom - looked_at, PART);
  const guint new_top = MAX (change->first + up, again) - up;
  const guint new_bottom = MIN (again + down, new_end);

  self->attention = change->first + again - new_top;
  splice (self, old_bottom, old_end - old_bottom, NULL, 0);
  splice (self, change->first, old_top - change->first, NULL, 0);
  splice (self, change->first, old_bottom - old_top, &self->next->pdata[new_top],
          new_bottom - new_top);
}

/* One part of the change. Returns: whether the rows are those to come now */
static gboolean
show_part (RegieQuestionList *self)
{
  const Difference change = compare (self);
  guint kept;

  if (change.removed == 0 && change.added == 0)
    return TRUE;
  kept = find_kept (self, &change);
  if (MAX (change.removed, change.added) <= AT_ONCE)
    splice (self, change.first, change.removed, &self->next->pdata[change.first], change.added);
  else if (kept != G_MAXUINT)
    grow (self, &change, kept);
  else
    narrow (self, &change);
  return FALSE;
}

static void
finish (RegieQuestionList *self)
{
  g_clear_pointer (&self->next, g_ptr_array_unref);
  self->changing = FALSE;
  regie_question_list_tell_changed (self);
  regie_question_list_set_number (self, &self->arrived, 0, PROP_ARRIVED);
  regie_question_list_set_number (self, &self->moved, 0, PROP_MOVED);
  regie_question_list_set_working (self, FALSE);
}

gboolean
regie_question_list_show (RegieQuestionList *self, gint64 deadline)
{
  /* Who hears of a change may ask for another one: then it begins again, or there is none any more. */
  while (self->next)
    {
      if (self->scanned < self->members->len)
        {
          scan (self);
          if (self->scanned % STRIDE != 0 && self->scanned < self->members->len)
            continue;
        }
      else
        {
          self->changing = TRUE;
          if (show_part (self))
            {
              finish (self);
              return FALSE;
            }
        }
      if (self->next
          && regie_question_list_is_late (
              self->scanned < self->members->len ? deadline : deadline - PART_TIME))
        {
          regie_question_list_set_working (self, TRUE);
          return TRUE;
        }
    }
  return FALSE;
}

void
regie_question_list_show_first (RegieQuestionList *self)
{
  g_autoptr (GPtrArray) first = g_ptr_array_sized_new (PART + 1);

  if (self->rows->len > 0 || self->members->len <= AT_ONCE || self->sieve)
    return;
  for (guint i = 0; i < self->members->len; i++)
    {
      RegieQuestionCard *card = g_ptr_array_index (self->members, i);

      if (first->len == PART
          && regie_question_card_compare (card, first->pdata[PART - 1], self->sort) > 0)
        continue;
      g_ptr_array_insert (first, (int) regie_question_list_find_in (self, first, card), card);
      g_ptr_array_set_size (first, (int) MIN (first->len, PART));
    }
  for (guint i = 0; i < first->len; i++)
    regie_question_list_set_row (self, g_ptr_array_index (first, i), TRUE);
  splice (self, 0, 0, first->pdata, first->len);
}
