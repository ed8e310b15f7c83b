/* regie-cloud-tick.c: the next layout from the one before, moving as little as possible
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * In this order: words that did not grow stay; words that grew take the space around them, or step
 * aside a little, or push smaller neighbours; pushed words go to the nearest free place; new words go
 * where they fit. Is there no room, then everything is drawn together and made smaller by a step, as
 * when a camera moves away, and it begins again.
 */

#define G_LOG_DOMAIN "regie-cloud"

#include "regie-cloud-tick.h"

#include <math.h>

/* How far a word that grew steps aside rather than push, em. */
#define STEP_ASIDE 0.25
/* Mean distance of a place from the middle, in heights of the box: drawing everything together by a
 * step moves every word by 2.9 % of that. */
#define MEAN_RADIUS 0.4
/* Words that one word may push at a time. */
#define MOST_PUSHED 8
/* Share of the area that has to be able to shrink for drawing together to make sense. */
#define SHRINKABLE 0.6
/* Words that are tried in several lines when there is no room. */
#define SQUEEZES 4

/* One attempt. */
typedef struct
{
  RegieCloudPlan *plan;
  /** steps by which all is made smaller */
  int smaller;
  /** whether places are drawn together, too */
  gboolean draw_together;
  /** cells that displaced words may move, all together, before drawing together is the smaller move */
  double budget;
  /** no smaller scale is left: distances do not matter, and what has no room overflows */
  gboolean last;
  /** (element-type RegieCloudItem): whoever lost its place, to be placed again */
  GPtrArray *displaced;
} Attempt;

static void
put (Attempt *attempt, RegieCloudItem *item, int x, int y)
{
  item->now.x = x;
  item->now.y = y;
  item->now.placed = TRUE;
  regie_cloud_grid_put (attempt->plan->grid, &item->stamp, x, y);
}

static gboolean
stay (Attempt *attempt, RegieCloudItem *item)
{
  if (!regie_cloud_grid_is_free (attempt->plan->grid, &item->stamp, item->now.x, item->now.y))
    return FALSE;

  put (attempt, item, item->now.x, item->now.y);
  return TRUE;
}

/* Goes to the free place nearest to where it is, at most @reach cells away. */
static gboolean
step_aside (Attempt *attempt, RegieCloudItem *item, double reach)
{
  int x = item->now.x;
  int y = item->now.y;

  if (!regie_cloud_grid_find (attempt->plan->grid, &item->stamp, 1, reach, (item->hash & 1) != 0,
                              &x, &y))
    return FALSE;

  put (attempt, item, x, y);
  return TRUE;
}

static double
cells_per_em (Attempt *attempt, RegieCloudItem *item)
{
  return regie_cloud_plan_size (attempt->plan, item->now.step) / attempt->plan->cell;
}

/* Takes its place although smaller words are there; these are displaced. */
static gboolean
push (Attempt *attempt, RegieCloudItem *item)
{
  GPtrArray *items = attempt->plan->items;
  RegieCloudItem *met[MOST_PUSHED];
  guint n_met = 0;

  if (item->now.x + item->stamp.x0 < 0 || item->now.y + item->stamp.y0 < 0
      || item->now.x + item->stamp.x1 > attempt->plan->width
      || item->now.y + item->stamp.y1 > attempt->plan->height)
    return FALSE;

  for (guint i = 0; i < items->len; i++)
    {
      RegieCloudItem *other = g_ptr_array_index (items, i);

      if (!other->now.placed
          || !regie_cloud_stamp_meets (&item->stamp, item->now.x, item->now.y, &other->stamp,
                                       other->now.x, other->now.y))
        continue;
      if (other->count >= item->count || n_met == MOST_PUSHED)
        return FALSE;
      met[n_met++] = other;
    }

  for (guint i = 0; i < n_met; i++)
    {
      regie_cloud_grid_lift (attempt->plan->grid, &met[i]->stamp, met[i]->now.x, met[i]->now.y);
      met[i]->now.placed = FALSE;
      g_ptr_array_add (attempt->displaced, met[i]);
    }
  put (attempt, item, item->now.x, item->now.y);
  return TRUE;
}

static int
draw_in (int where, int middle, double factor)
{
  return middle + (int) lround ((where - middle) * factor);
}

/* Gives every word that was placed its new size at its old place; says which of them grew. */
static GPtrArray *
begin (Attempt *attempt)
{
  RegieCloudPlan *plan = attempt->plan;
  double factor =
      attempt->draw_together ? exp2 (-(double) attempt->smaller / REGIE_CLOUD_STEPS) : 1;
  GPtrArray *grown = g_ptr_array_new ();

  regie_cloud_grid_clear (plan->grid);
  for (guint i = 0; i < plan->items->len; i++)
    {
      RegieCloudItem *item = g_ptr_array_index (plan->items, i);
      int step = regie_cloud_plan_step (plan, plan->scale, item->weight);

      item->now.placed = FALSE;
      if (!item->was.placed)
        continue;

      g_atomic_ref_count_inc (&item->was.shape->refs);
      regie_cloud_plan_shape (plan, item, item->was.shape, step);
      item->now.x = draw_in (item->was.x, plan->width / 2, factor);
      item->now.y = draw_in (item->was.y, plan->height / 2, factor);
      if (step > item->was.step - attempt->smaller)
        g_ptr_array_add (grown, item);
      else if (!stay (attempt, item))
        g_ptr_array_add (attempt->displaced, item);
    }

  return grown;
}

static void
grow (Attempt *attempt, GPtrArray *grown)
{
  for (guint i = 0; i < grown->len; i++)
    {
      RegieCloudItem *item = g_ptr_array_index (grown, i);

      if (!stay (attempt, item)
          && !step_aside (attempt, item, MAX (2, STEP_ASIDE * cells_per_em (attempt, item)))
          && (item->now.step == 0 || !push (attempt, item)))
        g_ptr_array_add (attempt->displaced, item);
    }
}

static gboolean
replace_displaced (Attempt *attempt)
{
  RegieCloudPlan *plan = attempt->plan;
  guint squeezes = SQUEEZES;

  while (attempt->displaced->len > 0)
    {
      RegieCloudItem *item;
      int x, y;

      g_ptr_array_sort (attempt->displaced, regie_cloud_item_compare);
      item = g_ptr_array_steal_index (attempt->displaced, 0);
      x = item->now.x;
      y = item->now.y;
      if (step_aside (attempt, item, attempt->last ? 2.0 * REGIE_CLOUD_GRID_MAX : attempt->budget))
        attempt->budget = MAX (0, attempt->budget - hypot (item->now.x - x, item->now.y - y));
      else if (!attempt->last || (item->now.step > 0 && !push (attempt, item)))
        return FALSE;
      else if (item->now.step == 0)
        regie_cloud_plan_squeeze (plan, item, &squeezes);
    }

  return TRUE;
}

static gboolean
add_newcomers (Attempt *attempt)
{
  RegieCloudPlan *plan = attempt->plan;
  guint squeezes = SQUEEZES;

  for (guint i = 0; i < plan->items->len; i++)
    {
      RegieCloudItem *item = g_ptr_array_index (plan->items, i);
      int step = regie_cloud_plan_step (plan, plan->scale, item->weight);
      RegieCloudShape *shape;

      if (item->was.placed)
        continue;
      shape = regie_cloud_plan_choose (plan, item, step);
      if (shape == NULL)
        continue;

      regie_cloud_plan_shape (plan, item, shape, step);
      if (regie_cloud_plan_add (plan, item))
        continue;
      if (!attempt->last || step > 0)
        return FALSE;
      regie_cloud_plan_squeeze (plan, item, &squeezes);
    }

  return TRUE;
}

static gboolean
try_smaller (RegieCloudPlan *plan, int scale, int smaller, gboolean draw_together, gboolean last)
{
  g_autoptr (GPtrArray) displaced = g_ptr_array_new ();
  g_autoptr (GPtrArray) grown = NULL;
  double a_step = (1 - exp2 (-1.0 / REGIE_CLOUD_STEPS)) * MEAN_RADIUS * plan->height;
  Attempt attempt = { plan, smaller,  draw_together, a_step * plan->items->len * MAX (smaller, 1),
                      last, displaced };

  plan->scale = scale - smaller;
  grown = begin (&attempt);
  grow (&attempt, grown);

  return replace_displaced (&attempt) && add_newcomers (&attempt);
}

/* Whether most of what is there would become smaller, or stands at the floor already. */
static gboolean
is_shrinkable (RegieCloudPlan *plan)
{
  double total = 0;
  double able = 0;

  for (guint i = 0; i < plan->items->len; i++)
    {
      RegieCloudItem *item = g_ptr_array_index (plan->items, i);
      double size = regie_cloud_plan_size (plan, item->was.step);

      if (!item->was.placed)
        continue;
      total += item->was.shape->area * size * size;
      if (item->was.step > 0)
        able += item->was.shape->area * size * size;
    }

  return able >= SHRINKABLE * total;
}

gboolean
regie_cloud_tick (RegieCloudPlan *plan)
{
  /* Counts grow all the time: the largest word has to stay below the ceiling. */
  int scale = MIN (plan->scale, regie_cloud_plan_largest_scale (plan));
  int most = MAX (0, scale - regie_cloud_plan_smallest_scale (plan));
  gboolean draw_together = is_shrinkable (plan);

  for (int smaller = 0; smaller <= most;)
    {
      if (try_smaller (plan, scale, smaller, draw_together, smaller == most))
        return TRUE;
      if (smaller == most)
        break;
      smaller = MIN (most, smaller < 4 ? smaller + 1 : smaller * 3 / 2);
    }

  return FALSE;
}
