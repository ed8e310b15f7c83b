/* regie-cloud-tick.c: the next layout from the one before, moving as little as possible
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * Largest word first, each word stays unless a larger one stands there now; then it goes to the
 * nearest place that no larger one takes. So a word that grew stays, its smaller neighbours make room,
 * and theirs for them, and it ends where there is a gap. New words come last and go where they fit.
 *
 * When that moves too much, counts have grown beyond what the box holds: every word becomes a step
 * smaller where it stands. When a new word has no room, everything is drawn together by a step, as
 * when a camera moves away.
 */

#define G_LOG_DOMAIN "regie-cloud"

#include "regie-cloud-tick.h"

#include <math.h>

/* How far words may move on average, in heights of the box, before counting as too much. */
#define BUDGET 0.004
/* Steps by which everything becomes smaller at most before something else is tried. */
#define MOST_SMALLER 12
/* Places of a cloud in which there is no room for all are given out anew when one in so many words is
 * new since. */
#define ENOUGH_WAITING 8
/* Words that are tried in several lines when there is no room. */
#define SQUEEZES 4

/* What is tried, one after the other: words stay about where they are; they move as far as they have
 * to; places are drawn together so that there is room for new words. */
static const struct
{
  /** of the distances from the middle */
  double factor;
  gboolean any_distance;
} means[] = { { 1, FALSE }, { 1, TRUE }, { 0.9, TRUE }, { 0.7, TRUE } };

#define WITHOUT_DRAWING_TOGETHER 1

typedef enum
{
  FITS,
  /** words that were there would move too much */
  MOVES_TOO_MUCH,
  /** a new word has no room */
  HAS_NO_ROOM,
  /** not even at the smallest scale */
  IMPOSSIBLE,
} Outcome;

/* One attempt. */
typedef struct
{
  RegieCloudPlan *plan;
  /** places are drawn together by this factor */
  double factor;
  /** cells that words may move, all together */
  double budget;
  /** no smaller scale is left: distances do not matter, and what has no room overflows */
  gboolean last;
  guint squeezes;
} Attempt;

static void
put (Attempt *attempt, RegieCloudItem *item, int x, int y)
{
  item->now.x = x;
  item->now.y = y;
  item->now.placed = TRUE;
  regie_cloud_grid_put (attempt->plan->grid, &item->stamp, x, y);
}

static int
draw_in (int where, int middle, double factor)
{
  return middle + (int) lround ((where - middle) * factor);
}

/* Puts a word that was there: where it was, or as near to that as it can. */
static Outcome
keep (Attempt *attempt, RegieCloudItem *item)
{
  RegieCloudPlan *plan = attempt->plan;
  int wish_x = draw_in (item->was.x, plan->width / 2, attempt->factor);
  int wish_y = draw_in (item->was.y, plan->height / 2, attempt->factor);
  int x = wish_x;
  int y = wish_y;

  g_atomic_ref_count_inc (&item->was.shape->refs);
  regie_cloud_plan_shape (plan, item, item->was.shape,
                          regie_cloud_plan_step (plan, plan->scale, item->weight));
  if (regie_cloud_grid_is_free (plan->grid, &item->stamp, x, y))
    {
      put (attempt, item, x, y);
      return FITS;
    }

  if (regie_cloud_grid_find (plan->grid, &item->stamp, 1,
                             MIN (attempt->budget, 2.0 * REGIE_CLOUD_GRID_MAX),
                             (item->hash & 1) != 0, &x, &y))
    {
      attempt->budget = MAX (0, attempt->budget - hypot (x - wish_x, y - wish_y));
      put (attempt, item, x, y);
      return FITS;
    }
  if (!attempt->last)
    return MOVES_TOO_MUCH;
  if (item->now.step > 0)
    return IMPOSSIBLE;

  regie_cloud_plan_squeeze (plan, item, &attempt->squeezes);
  return FITS;
}

static Outcome
add (Attempt *attempt, RegieCloudItem *item)
{
  RegieCloudPlan *plan = attempt->plan;
  int step = regie_cloud_plan_step (plan, plan->scale, item->weight);
  RegieCloudShape *shape = regie_cloud_plan_choose (plan, item, step);

  if (shape == NULL)
    return FITS;

  regie_cloud_plan_shape (plan, item, shape, step);
  if (regie_cloud_plan_add (plan, item))
    return FITS;
  if (!attempt->last)
    return HAS_NO_ROOM;
  if (step > 0)
    return IMPOSSIBLE;

  regie_cloud_plan_squeeze (plan, item, &attempt->squeezes);
  return FITS;
}

static Outcome
try_all (Attempt *attempt)
{
  GPtrArray *items = attempt->plan->items;
  Outcome outcome = FITS;

  regie_cloud_grid_clear (attempt->plan->grid);
  for (guint i = 0; i < items->len && outcome == FITS; i++)
    {
      RegieCloudItem *item = g_ptr_array_index (items, i);

      item->now.placed = FALSE;
      if (item->was.placed)
        outcome = keep (attempt, item);
    }
  for (guint i = 0; i < items->len && outcome == FITS; i++)
    {
      RegieCloudItem *item = g_ptr_array_index (items, i);

      if (!item->was.placed)
        outcome = add (attempt, item);
    }

  return outcome;
}

/* Whether a full cloud had better stay as it is, and the few new words stand in the list. */
static gboolean
is_left_in_peace (RegieCloudPlan *plan)
{
  guint enough = MAX (1, plan->items->len / ENOUGH_WAITING);

  return plan->left_over > 0
         && regie_cloud_plan_count_homeless (plan, FALSE) < plan->left_over + enough;
}

gboolean
regie_cloud_tick (RegieCloudPlan *plan)
{
  /* Counts grow all the time: the largest word has to stay below the ceiling. */
  int largest = MIN (plan->scale, regie_cloud_plan_largest_scale (plan));
  int smallest = MIN (largest, regie_cloud_plan_smallest_scale (plan));
  gboolean in_peace = is_left_in_peace (plan);
  guint final = in_peace ? WITHOUT_DRAWING_TOGETHER : G_N_ELEMENTS (means) - 1;
  guint level = 0;

  plan->scale = largest;
  for (;;)
    {
      Attempt attempt = {
        .plan = plan,
        .factor = means[level].factor,
        .budget = means[level].any_distance ? 2.0 * REGIE_CLOUD_GRID_MAX * plan->items->len
                                            : BUDGET * plan->height * plan->items->len,
        .last = plan->scale == smallest && level == final,
        .squeezes = SQUEEZES,
      };
      Outcome outcome = try_all (&attempt);
      gboolean smaller = plan->scale > MAX (smallest, largest - MOST_SMALLER);

      if (outcome == FITS && level == final && !in_peace)
        plan->left_over = regie_cloud_plan_count_homeless (plan, TRUE);
      if (outcome == FITS || outcome == IMPOSSIBLE)
        return outcome == FITS;
      if (level == final && !smaller && plan->scale > smallest)
        return FALSE;
      if (smaller && (level == final || outcome == MOVES_TOO_MUCH))
        plan->scale--;
      else
        {
          level++;
          plan->scale = largest;
        }
    }
}
