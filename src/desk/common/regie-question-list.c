/* regie-question-list.c: the messages of one stage that stand in one list, in the order of the desk
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * Two arrays of cards: the members, always in order, and the rows, which are the members that the
 * filter lets through. A record costs a binary search in both. A new filter is one pass over the
 * members, in slices, into the rows to come; what changes meanwhile changes there as well.
 *
 * While the list is frozen the rows keep the order they had and what should have happened is counted.
 * Rows that do not wait to move are in order among themselves at any time.
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-question-list-private.h"

#include <string.h>

/** Cards between two looks at the clock. */
#define STRIDE 128
/** Cards that are sorted at once. */
#define SORT_STRIDE 2048
/** Rows above and below what is looked at that may hold widgets: GtkListView keeps two hundred. */
#define REACH 256
/** From so many rows on, a change is told in parts. */
#define LONG_CHANGE 2048

struct _RegieQuestionList
{
  GObject parent_instance;
  RegieQuestions which;
  guint16 bit;
  const RegieQuestionListHost *host;
  /** not owned: owns this list */
  gpointer board;
  RegieQuestionSort sort;
  RegieQuestionFilter *filter;
  RegieQuestionSieve *sieve;
  gboolean frozen;
  gboolean working;

  /** (element-type RegieQuestionCard): all that belong here, in order */
  GPtrArray *members;
  /** (element-type RegieQuestionCard): what is shown */
  GPtrArray *rows;
  /** (element-type RegieQuestionCard): those that wait, and some that did */
  GPtrArray *waiting;
  guint told_count;
  guint arrived;
  guint moved;
  /** by criterion */
  guint hidden[REGIE_N_QUESTION_FILTERS];

  /** messages come in any order */
  gboolean gathering;
  /** puts the members in order; the first @sorted of them are in it */
  RegieQuestionSorter *sorter;
  guint sorted;
  /** the rows to come, from the first @scanned members; %NULL: the rows are right */
  GPtrArray *next;
  guint scanned;
  /** where a card was that is being changed */
  guint row;
  /** the row that is looked at */
  guint attention;
  gboolean changing;
  /** some of the many cards that are being changed were members */
  gboolean parted;
};

typedef enum
{
  PROP_FROZEN = 1,
  PROP_COUNT,
  PROP_ARRIVED,
  PROP_MOVED,
  PROP_WORKING,
} RegieQuestionListProperty;

static GParamSpec *properties[PROP_WORKING + 1];
static guint changed_signal;

static void list_model_init (GListModelInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (RegieQuestionList,
                               regie_question_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
set_number (RegieQuestionList *self, guint *number, guint value, RegieQuestionListProperty property)
{
  if (*number == value)
    return;
  *number = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_working (RegieQuestionList *self, gboolean working)
{
  if (self->working == working)
    return;
  self->working = working;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WORKING]);
}

static gboolean
is_member (RegieQuestionList *self, const RegieQuestionCard *card)
{
  return (card->lists & self->bit) != 0;
}

static gboolean
has_row (RegieQuestionList *self, const RegieQuestionCard *card)
{
  return (card->shown & self->bit) != 0;
}

static void
set_row (RegieQuestionList *self, RegieQuestionCard *card, gboolean shown)
{
  if (shown)
    card->shown |= self->bit;
  else
    card->shown &= (guint16) ~self->bit;
}

static gboolean
waits (RegieQuestionList *self, const RegieQuestionCard *card)
{
  return ((card->arrived | card->moved) & self->bit) != 0;
}

/* Whether rows may only change on demand. Nobody looks at one when there is none. */
static gboolean
holds_still (RegieQuestionList *self)
{
  return self->frozen && self->rows->len > 0;
}

static gboolean
lets_through (RegieQuestionList *self, RegieQuestionCard *card)
{
  guint hides = self->sieve ? regie_question_sieve_hides (self->sieve, card) : 0;

  return hides == 0;
}

static guint
find_in (RegieQuestionList *self, GPtrArray *cards, const RegieQuestionCard *card)
{
  return regie_question_cards_find (cards, card, self->sort);
}

static guint
find_row (RegieQuestionList *self, const RegieQuestionCard *card)
{
  guint row;

  if (!self->next && !self->sorter && !self->gathering)
    {
      if (!has_row (self, card))
        return G_MAXUINT;
      row = find_in (self, self->rows, card);
      if (row < self->rows->len && self->rows->pdata[row] == card)
        return row;
    }
  /* Rows that stand still are not in order. */
  return g_ptr_array_find (self->rows, card, &row) ? row : G_MAXUINT;
}

/* What waits */

static void
set_waiting (RegieQuestionList *self, RegieQuestionCard *card, gboolean arrived, gboolean moved)
{
  int more_arrived = (int) arrived - ((card->arrived & self->bit) ? 1 : 0);
  int more_moved = (int) moved - ((card->moved & self->bit) ? 1 : 0);

  if ((arrived || moved) && !waits (self, card))
    g_ptr_array_add (self->waiting, card);
  card->arrived = (guint16) ((card->arrived & ~self->bit) | (arrived ? self->bit : 0));
  card->moved = (guint16) ((card->moved & ~self->bit) | (moved ? self->bit : 0));
  set_number (self, &self->arrived, (guint) ((int) self->arrived + more_arrived), PROP_ARRIVED);
  set_number (self, &self->moved, (guint) ((int) self->moved + more_moved), PROP_MOVED);
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
  set_row (self, card, FALSE);
  g_list_model_items_changed (G_LIST_MODEL (self), row, 1, 0);
}

/* One change that spans both places, so that the view knows the row again. */
static void
shift_row (RegieQuestionList *self, RegieQuestionCard *card, guint from)
{
  guint to, first;

  g_ptr_array_remove_index (self->rows, from);
  to = find_in (self, self->rows, card);
  g_ptr_array_insert (self->rows, (int) to, card);
  if (from == to)
    return;
  first = MIN (from, to);
  g_list_model_items_changed (G_LIST_MODEL (self), first, MAX (from, to) - first + 1,
                              MAX (from, to) - first + 1);
}

static void
place (RegieQuestionList *self, RegieQuestionCard *card, gboolean wanted)
{
  if (has_row (self, card) && wanted)
    shift_row (self, card, self->row);
  else if (has_row (self, card))
    take_row (self, card, self->row);
  else if (wanted)
    {
      guint row = find_in (self, self->rows, card);

      g_ptr_array_insert (self->rows, (int) row, card);
      set_row (self, card, TRUE);
      g_list_model_items_changed (G_LIST_MODEL (self), row, 0, 1);
    }
}

/* The rows to come */

static void
start_scan (RegieQuestionList *self)
{
  if (self->sorter || self->gathering)
    return;
  for (guint i = 0; i < self->waiting->len; i++)
    {
      RegieQuestionCard *card = g_ptr_array_index (self->waiting, i);

      card->arrived &= (guint16) ~self->bit;
      card->moved &= (guint16) ~self->bit;
      if (!is_member (self, card))
        set_row (self, card, FALSE);
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

/* The place in @next of the first row from @from on that is still there. */
static guint
find_again (RegieQuestionList *self, GPtrArray *next, guint from, guint to)
{
  for (guint row = from; row < to; row++)
    {
      RegieQuestionCard *card = g_ptr_array_index (self->rows, row);
      guint place = has_row (self, card) ? find_in (self, next, card) : next->len;

      if (place < next->len && next->pdata[place] == card)
        return place;
    }
  return MIN (from, next->len);
}

/* A GtkListView looks for the rows it has widgets for among all that are added in their place: with a
 * hundred thousand of them for longer than a frame. So they are told to go and come in parts, and only
 * those around what is looked at are replaced. The rows below @first and the last @same_end are the
 * same before and after. */
static void
replace_in_parts (RegieQuestionList *self, GPtrArray *next, guint first, guint same_end)
{
  guint old_end = self->rows->len - same_end, new_end = next->len - same_end;
  guint looked_at = CLAMP (self->attention, first, old_end);
  guint old_top = MAX (first + REACH, looked_at) - REACH;
  guint old_bottom = MIN (looked_at + REACH, old_end);
  guint again = CLAMP (find_again (self, next, looked_at, old_bottom), first, new_end);
  guint new_top = MAX (first + REACH, again) - REACH, new_bottom = MIN (again + REACH, new_end);

  splice (self, old_bottom, old_end - old_bottom, NULL, 0);
  splice (self, first, old_top - first, NULL, 0);
  splice (self, first, old_bottom - old_top, &next->pdata[new_top], new_bottom - new_top);
  splice (self, first, 0, &next->pdata[first], new_top - first);
  splice (self, new_bottom, 0, &next->pdata[new_bottom], new_end - new_bottom);
}

static void
publish (RegieQuestionList *self)
{
  g_autoptr (GPtrArray) next = g_steal_pointer (&self->next);
  guint head = 0, tail = 0, least = MIN (self->rows->len, next->len);

  while (head < least && self->rows->pdata[head] == next->pdata[head])
    head++;
  while (tail < least - head
         && self->rows->pdata[self->rows->len - 1 - tail] == next->pdata[next->len - 1 - tail])
    tail++;
  self->changing = TRUE;
  if (MAX (self->rows->len, next->len) - head - tail > LONG_CHANGE)
    replace_in_parts (self, next, head, tail);
  else
    splice (self, head, self->rows->len - head - tail, &next->pdata[head], next->len - head - tail);
  self->changing = FALSE;
  g_signal_emit (self, changed_signal, 0);
  set_number (self, &self->arrived, 0, PROP_ARRIVED);
  set_number (self, &self->moved, 0, PROP_MOVED);
  set_working (self, FALSE);
}

/* Looks at one more member. */
static void
scan (RegieQuestionList *self)
{
  RegieQuestionCard *card = g_ptr_array_index (self->members, self->scanned++);
  guint hides = self->sieve ? regie_question_sieve_hides (self->sieve, card) : 0;

  set_row (self, card, hides == 0);
  if (hides == 0)
    g_ptr_array_add (self->next, card);
  for (; hides; hides &= hides - 1)
    self->hidden[g_bit_nth_lsf (hides, -1)]++;
}

static gboolean
is_late (gint64 deadline)
{
  return g_get_monotonic_time () >= deadline;
}

static gboolean
step_sort (RegieQuestionList *self, gint64 deadline)
{
  while (self->sorted < self->members->len)
    {
      guint n = MIN (SORT_STRIDE, self->members->len - self->sorted);

      regie_question_sorter_add (self->sorter,
                                 (RegieQuestionCard **) &self->members->pdata[self->sorted], n);
      self->sorted += n;
      if (self->sorted < self->members->len && is_late (deadline))
        return TRUE;
    }
  while (!regie_question_sorter_merge (self->sorter))
    {
      if (is_late (deadline))
        return TRUE;
    }
  regie_question_sorter_take (self->sorter, self->members);
  g_clear_pointer (&self->sorter, regie_question_sorter_free);
  start_scan (self);
  return self->members->len > SORT_STRIDE && is_late (deadline);
}

gboolean
regie_question_list_step (RegieQuestionList *self, gint64 deadline)
{
  if (self->gathering)
    return TRUE;
  if (self->sorter && step_sort (self, deadline))
    {
      set_working (self, TRUE);
      return TRUE;
    }
  if (!self->next)
    return FALSE;
  while (self->scanned < self->members->len)
    {
      scan (self);
      if (self->scanned % STRIDE == 0 && is_late (deadline))
        {
          set_working (self, TRUE);
          return TRUE;
        }
    }
  publish (self);
  return FALSE;
}

/* What the board does */

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
  set_number (self, &self->arrived, 0, PROP_ARRIVED);
  set_number (self, &self->moved, 0, PROP_MOVED);
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
  if (is_member (self, card))
    {
      guint at = find_in (self, self->members, card);

      g_assert (at < self->members->len && self->members->pdata[at] == card);
      g_ptr_array_remove_index (self->members, at);
      if (self->next && at < self->scanned)
        {
          self->scanned--;
          if (has_row (self, card))
            {
              g_ptr_array_remove_index (self->next, find_in (self, self->next, card));
              set_row (self, card, FALSE);
            }
        }
    }
  if (!self->next && !holds_still (self) && has_row (self, card))
    self->row = find_in (self, self->rows, card);
}

void
regie_question_list_attach (RegieQuestionList *self, RegieQuestionCard *card)
{
  gboolean wanted = is_member (self, card) && lets_through (self, card);

  if (is_member (self, card))
    {
      guint at = find_in (self, self->members, card);

      g_ptr_array_insert (self->members, (int) at, card);
      if (self->next && at < self->scanned)
        {
          self->scanned++;
          if (wanted)
            g_ptr_array_insert (self->next, (int) find_in (self, self->next, card), card);
          set_row (self, card, wanted);
        }
    }
  if (self->next)
    return;
  if (!holds_still (self))
    {
      place (self, card, wanted);
      return;
    }
  if (has_row (self, card) && !wanted && card->released)
    {
      set_waiting (self, card, FALSE, FALSE);
      take_row (self, card, find_row (self, card));
      /* Nobody looks at a row any more: what waits may come. */
      if (self->rows->len == 0 && self->arrived > 0)
        start_scan (self);
      return;
    }
  set_waiting (self, card, wanted && !has_row (self, card),
               has_row (self, card)
                   && (!wanted || is_displaced (self, card, find_row (self, card))));
}

void
regie_question_list_detach_many (RegieQuestionList *self, GPtrArray *cards)
{
  guint kept = 0;
  gboolean any = FALSE;

  for (guint i = 0; i < cards->len; i++)
    any = any || is_member (self, g_ptr_array_index (cards, i));
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

/* What many changed cards mean for rows that stand still: in one pass over them. */
static void
weigh_many (RegieQuestionList *self, GPtrArray *cards)
{
  guint left = 0;

  g_object_freeze_notify (G_OBJECT (self));
  for (guint i = 0; i < cards->len; i++)
    {
      RegieQuestionCard *card = g_ptr_array_index (cards, i);
      gboolean wanted = is_member (self, card) && lets_through (self, card);

      /* Until it is found to stand right, a row is not one to compare others with. */
      set_waiting (self, card, wanted && !has_row (self, card), has_row (self, card));
      left += has_row (self, card);
    }
  for (guint row = 0; row < self->rows->len && left > 0; row++)
    {
      RegieQuestionCard *card = g_ptr_array_index (self->rows, row);

      if (!card->touched)
        continue;
      left--;
      if (is_member (self, card) && lets_through (self, card) && !is_displaced (self, card, row))
        set_waiting (self, card, FALSE, FALSE);
    }
  g_object_thaw_notify (G_OBJECT (self));
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

      if (is_member (self, card))
        g_ptr_array_add (own, card);
      affected = affected || is_member (self, card) || has_row (self, card);
    }
  g_ptr_array_sort_with_data (own, compare_pointers, GINT_TO_POINTER (self->sort));
  merge_members (self, own);
  if (!affected)
    return;
  if (holds_still (self) && !self->next)
    weigh_many (self, cards);
  else
    start_scan (self);
}

void
regie_question_list_tell_count (RegieQuestionList *self)
{
  set_number (self, &self->told_count, self->members->len, PROP_COUNT);
}

GPtrArray *
regie_question_list_get_members (RegieQuestionList *self)
{
  return self->members;
}

/* What the person at the desk does */

static void
begin_work (RegieQuestionList *self)
{
  start_scan (self);
  self->host->wake (self->board);
}

void
regie_question_list_set_filter (RegieQuestionList *self, const RegieQuestionFilter *filter)
{
  g_return_if_fail (REGIE_IS_QUESTION_LIST (self));

  if (regie_question_filter_equal (self->filter, filter))
    return;
  g_clear_pointer (&self->filter, regie_question_filter_free);
  g_clear_pointer (&self->sieve, regie_question_sieve_free);
  if (regie_question_filter_asks (filter) != 0)
    {
      self->filter = regie_question_filter_copy (filter);
      self->sieve = regie_question_sieve_new (filter);
    }
  begin_work (self);
}

const RegieQuestionFilter *
regie_question_list_get_filter (RegieQuestionList *self)
{
  g_return_val_if_fail (REGIE_IS_QUESTION_LIST (self), NULL);
  return self->filter;
}

guint
regie_question_list_get_hidden (RegieQuestionList *self, RegieQuestionCriterion criterion)
{
  g_return_val_if_fail (REGIE_IS_QUESTION_LIST (self), 0);
  g_return_val_if_fail ((guint) criterion < REGIE_N_QUESTION_FILTERS, 0);

  return self->hidden[criterion];
}

void
regie_question_list_set_sort (RegieQuestionList *self, RegieQuestionSort sort)
{
  g_return_if_fail (REGIE_IS_QUESTION_LIST (self));

  if (self->sort == sort)
    return;
  self->sort = sort;
  if (self->gathering)
    return;
  regie_question_list_sort (self);
  self->host->wake (self->board);
}

RegieQuestionSort
regie_question_list_get_sort (RegieQuestionList *self)
{
  g_return_val_if_fail (REGIE_IS_QUESTION_LIST (self), REGIE_QUESTION_SORT_VOTES);
  return self->sort;
}

void
regie_question_list_settle (RegieQuestionList *self)
{
  g_return_if_fail (REGIE_IS_QUESTION_LIST (self));

  if (self->arrived > 0 || self->moved > 0)
    begin_work (self);
}

void
regie_question_list_set_frozen (RegieQuestionList *self, gboolean frozen)
{
  g_return_if_fail (REGIE_IS_QUESTION_LIST (self));

  frozen = !!frozen;
  if (self->frozen == frozen)
    return;
  self->frozen = frozen;
  if (!frozen)
    regie_question_list_settle (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FROZEN]);
}

gboolean
regie_question_list_get_frozen (RegieQuestionList *self)
{
  g_return_val_if_fail (REGIE_IS_QUESTION_LIST (self), FALSE);
  return self->frozen;
}

void
regie_question_list_release (RegieQuestionList *self, RegieMessage *message)
{
  RegieQuestionCard *card;

  g_return_if_fail (REGIE_IS_QUESTION_LIST (self));
  g_return_if_fail (REGIE_IS_MESSAGE (message));

  card = self->host->find (self->board, message);
  if (!card)
    return;
  card->released = TRUE;
  /* Somebody was faster: the row is here only because the list is frozen. */
  if (!regie_question_list_is_sorting (self) && !self->next && holds_still (self)
      && has_row (self, card) && !is_member (self, card))
    regie_question_list_attach (self, card);
}

void
regie_question_list_keep (RegieQuestionList *self, RegieMessage *message)
{
  RegieQuestionCard *card;

  g_return_if_fail (REGIE_IS_QUESTION_LIST (self));
  g_return_if_fail (REGIE_IS_MESSAGE (message));

  card = self->host->find (self->board, message);
  if (card)
    card->released = FALSE;
}

guint
regie_question_list_get_count (RegieQuestionList *self)
{
  g_return_val_if_fail (REGIE_IS_QUESTION_LIST (self), 0);
  return self->members->len;
}

guint
regie_question_list_get_arrived (RegieQuestionList *self)
{
  g_return_val_if_fail (REGIE_IS_QUESTION_LIST (self), 0);
  return self->arrived;
}

guint
regie_question_list_get_moved (RegieQuestionList *self)
{
  g_return_val_if_fail (REGIE_IS_QUESTION_LIST (self), 0);
  return self->moved;
}

void
regie_question_list_set_attention (RegieQuestionList *self, guint row)
{
  g_return_if_fail (REGIE_IS_QUESTION_LIST (self));
  self->attention = row;
}

gboolean
regie_question_list_get_changing (RegieQuestionList *self)
{
  g_return_val_if_fail (REGIE_IS_QUESTION_LIST (self), FALSE);
  return self->changing;
}

gboolean
regie_question_list_get_working (RegieQuestionList *self)
{
  g_return_val_if_fail (REGIE_IS_QUESTION_LIST (self), FALSE);
  return self->working;
}

guint
regie_question_list_find (RegieQuestionList *self, RegieMessage *message)
{
  RegieQuestionCard *card;

  g_return_val_if_fail (REGIE_IS_QUESTION_LIST (self), G_MAXUINT);

  card = message ? self->host->find (self->board, message) : NULL;
  return card ? find_row (self, card) : G_MAXUINT;
}

static GType
get_item_type (GListModel *model)
{
  return REGIE_TYPE_MESSAGE;
}

static guint
get_n_items (GListModel *model)
{
  return REGIE_QUESTION_LIST (model)->rows->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  RegieQuestionList *self = REGIE_QUESTION_LIST (model);
  RegieQuestionCard *card;

  if (position >= self->rows->len)
    return NULL;
  card = g_ptr_array_index (self->rows, position);
  return g_object_ref (card->message);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
regie_question_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieQuestionList *self = REGIE_QUESTION_LIST (object);

  switch ((RegieQuestionListProperty) id)
    {
    case PROP_FROZEN:
      g_value_set_boolean (value, self->frozen);
      break;
    case PROP_COUNT:
      g_value_set_uint (value, self->members->len);
      break;
    case PROP_ARRIVED:
      g_value_set_uint (value, self->arrived);
      break;
    case PROP_MOVED:
      g_value_set_uint (value, self->moved);
      break;
    case PROP_WORKING:
      g_value_set_boolean (value, self->working);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_question_list_finalize (GObject *object)
{
  RegieQuestionList *self = REGIE_QUESTION_LIST (object);

  g_clear_pointer (&self->filter, regie_question_filter_free);
  g_clear_pointer (&self->sieve, regie_question_sieve_free);
  g_clear_pointer (&self->sorter, regie_question_sorter_free);
  g_clear_pointer (&self->next, g_ptr_array_unref);
  g_clear_pointer (&self->members, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  G_OBJECT_CLASS (regie_question_list_parent_class)->finalize (object);
}

static void
regie_question_list_class_init (RegieQuestionListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = regie_question_list_finalize;
  object_class->get_property = regie_question_list_get_property;

  properties[PROP_FROZEN] = g_param_spec_boolean ("frozen", NULL, NULL, FALSE, read);
  properties[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0, read);
  properties[PROP_ARRIVED] = g_param_spec_uint ("arrived", NULL, NULL, 0, G_MAXUINT, 0, read);
  properties[PROP_MOVED] = g_param_spec_uint ("moved", NULL, NULL, 0, G_MAXUINT, 0, read);
  properties[PROP_WORKING] = g_param_spec_boolean ("working", NULL, NULL, FALSE, read);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  changed_signal = g_signal_new ("changed", REGIE_TYPE_QUESTION_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
regie_question_list_init (RegieQuestionList *self)
{
  self->members = g_ptr_array_new ();
  self->rows = g_ptr_array_new ();
  self->waiting = g_ptr_array_new ();
}

RegieQuestionList *
regie_question_list_new (RegieQuestions which, const RegieQuestionListHost *host, gpointer board)
{
  RegieQuestionList *self = g_object_new (REGIE_TYPE_QUESTION_LIST, NULL);

  self->which = which;
  self->bit = REGIE_QUESTION_BIT (which);
  self->sort = regie_questions_sort (which);
  self->host = host;
  self->board = board;
  return self;
}
