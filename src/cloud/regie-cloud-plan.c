/* regie-cloud-plan.c: words, their sizes and places while a layout is being made
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-cloud"

#include "regie-cloud-plan.h"

#include <math.h>

/* Rows of the grid of a box; finer costs time and gains little density. */
#define ROWS 400
/* Floor size: a 80th of the height, as long as that can be read. */
#define FLOOR_SHARE (1.0 / 80)
#define FLOOR_PIXELS 8.0
/* Ceiling: a single short word does not look better when it is larger. */
#define CEILING_SHARE 0.30
/* The largest word stays at least this many steps above the smallest while counts differ: 3.2 ×. */
#define LEAST_RANGE 40
/* Free space around a word when it is first placed, em: it grows into that without moving. Words on
 * one line have to be told apart. */
#define PAD_X 0.10
#define PAD_Y 0.05
/* Share of the box that words with the space around them cover at most: where the search for the
 * scale begins. */
#define FULLEST 0.88
/* Steps by which a full box is laid out smaller, so that there is room for what comes. */
#define RESERVE 2
/* Words that are tried in several lines when there is no room, per layout. */
#define SQUEEZES 8

RegieCloudItem *
regie_cloud_item_new (const char *key, const char *text, gint64 count, guint32 seed)
{
  RegieCloudItem *item = g_new0 (RegieCloudItem, 1);
  /* FNV-1a, begun with the seed. */
  guint32 hash = 2166136261u ^ (seed * 2654435769u);

  for (const char *p = key; *p != '\0'; p++)
    hash = (hash ^ (guint8) *p) * 16777619u;
  hash ^= hash >> 15;
  hash *= 2246822519u;
  hash ^= hash >> 13;

  item->key = g_strdup (key);
  item->text = regie_cloud_tidy_text (text != NULL && *text != '\0' ? text : key);
  item->count = count;
  item->hash = hash;
  /* Size is proportional to the square root of the count. */
  item->weight = (int) floor (REGIE_CLOUD_STEPS / 2.0 * log2 ((double) MAX (count, 1)) + 0.5);

  return item;
}

void
regie_cloud_item_free (RegieCloudItem *item)
{
  g_clear_pointer (&item->was.shape, regie_cloud_shape_unref);
  g_clear_pointer (&item->now.shape, regie_cloud_shape_unref);
  g_free (item->key);
  g_free (item->text);
  g_free (item);
}

int
regie_cloud_item_compare (gconstpointer a, gconstpointer b)
{
  const RegieCloudItem *first = *(RegieCloudItem *const *) a;
  const RegieCloudItem *second = *(RegieCloudItem *const *) b;

  if (first->count != second->count)
    return first->count > second->count ? -1 : 1;
  if (first->hash != second->hash)
    return first->hash < second->hash ? -1 : 1;
  return g_strcmp0 (first->key, second->key);
}

void
regie_cloud_plan_set_box (RegieCloudPlan *plan, double width, double height)
{
  double shorter = MIN (height, width * 9 / 16);

  plan->cell = MAX (1.0, sqrt (width * height / (ROWS * ROWS * 16.0 / 9)));
  plan->cell = MAX (plan->cell, MAX (width, height) / REGIE_CLOUD_GRID_MAX);
  plan->width = MAX (1, (int) floor (width / plan->cell));
  plan->height = MAX (1, (int) floor (height / plan->cell));
  plan->floor = MAX (FLOOR_PIXELS, shorter * FLOOR_SHARE);
  plan->ceiling = (int) floor (REGIE_CLOUD_STEPS * log2 (shorter * CEILING_SHARE / plan->floor));
  plan->ceiling = MAX (plan->ceiling, 0);
  g_clear_pointer (&plan->grid, regie_cloud_grid_free);
  plan->grid = regie_cloud_grid_new (plan->width, plan->height);
}

double
regie_cloud_plan_size (const RegieCloudPlan *plan, int step)
{
  return plan->floor * exp2 ((double) step / REGIE_CLOUD_STEPS);
}

int
regie_cloud_plan_step (const RegieCloudPlan *plan, int scale, int weight)
{
  return CLAMP (scale + weight, 0, plan->ceiling);
}

static int
largest_weight (const RegieCloudPlan *plan)
{
  return ((RegieCloudItem *) g_ptr_array_index (plan->items, 0))->weight;
}

int
regie_cloud_plan_largest_scale (const RegieCloudPlan *plan)
{
  return plan->ceiling - largest_weight (plan);
}

int
regie_cloud_plan_smallest_scale (const RegieCloudPlan *plan)
{
  const RegieCloudItem *last = g_ptr_array_index (plan->items, plan->items->len - 1);
  int range = MIN (largest_weight (plan) - last->weight, MIN (LEAST_RANGE, plan->ceiling));

  return range - largest_weight (plan);
}

void
regie_cloud_plan_shape (RegieCloudPlan *plan,
                        RegieCloudItem *item,
                        RegieCloudShape *shape,
                        int step)
{
  g_clear_pointer (&item->now.shape, regie_cloud_shape_unref);
  item->now.shape = shape;
  item->now.step = step;
  item->now.placed = FALSE;
  regie_cloud_stamp_init (&item->stamp, shape, regie_cloud_plan_size (plan, step) / plan->cell, 0,
                          0);
}

static void
init_padded (RegieCloudStamp *padded, const RegieCloudShape *shape, double size)
{
  regie_cloud_stamp_init (padded, shape, size, (int) (size * PAD_X + 0.5),
                          (int) (size * PAD_Y + 0.5));
}

gboolean
regie_cloud_plan_add (RegieCloudPlan *plan, RegieCloudItem *item)
{
  double size = regie_cloud_plan_size (plan, item->now.step) / plan->cell;
  RegieCloudStamp padded;
  int x = plan->width / 2;
  int y = plan->height / 2;

  /* A cloud is as wide as its box: columns count less than rows. */
  init_padded (&padded, item->now.shape, size);
  if (!regie_cloud_grid_find (plan->grid, &padded, (double) plan->height / plan->width,
                              2.0 * REGIE_CLOUD_GRID_MAX, (item->hash & 1) != 0, &x, &y))
    return FALSE;

  item->now.x = x;
  item->now.y = y;
  item->now.placed = TRUE;
  regie_cloud_grid_put (plan->grid, &item->stamp, x, y);
  return TRUE;
}

RegieCloudShape *
regie_cloud_plan_choose (RegieCloudPlan *plan, RegieCloudItem *item, int step)
{
  /* At most a fifth, and never the largest word. */
  gboolean rotated =
      plan->vertical && item->hash % 5 == 4 && item != g_ptr_array_index (plan->items, 0);
  double size = regie_cloud_plan_size (plan, step) / plan->cell;
  RegieCloudShape *shape =
      regie_cloud_ruler_measure (plan->ruler, item->text, 1, REGIE_CLOUD_BREAK_SOFT, rotated);

  if (shape != NULL && rotated && (shape->y1 - shape->y0) * size > plan->height * 0.8)
    {
      regie_cloud_shape_unref (shape);
      rotated = FALSE;
      shape = regie_cloud_ruler_measure (plan->ruler, item->text, 1, REGIE_CLOUD_BREAK_SOFT, FALSE);
    }

  /* Several words that are too wide for the box stand on several lines. */
  for (guint n_lines = 2; shape != NULL && !rotated && n_lines <= REGIE_CLOUD_MAX_BANDS
                          && (shape->x1 - shape->x0) * size > plan->width * 0.96;
       n_lines++)
    {
      RegieCloudShape *broken = regie_cloud_ruler_measure (plan->ruler, item->text, n_lines,
                                                           REGIE_CLOUD_BREAK_SOFT, FALSE);

      if (broken == NULL)
        break;
      regie_cloud_shape_unref (shape);
      shape = broken;
    }

  return shape;
}

gboolean
regie_cloud_plan_squeeze (RegieCloudPlan *plan, RegieCloudItem *item, guint *tries)
{
  double width = (item->now.shape->x1 - item->now.shape->x0)
                 * regie_cloud_plan_size (plan, item->now.step) / plan->cell;
  /* A word that is wider than the box may be divided anywhere. */
  RegieCloudBreak how =
      width > plan->width ? REGIE_CLOUD_BREAK_ANYWHERE : REGIE_CLOUD_BREAK_SYLLABLE;

  if (*tries == 0)
    return FALSE;
  (*tries)--;

  for (guint n_lines = 2; n_lines <= REGIE_CLOUD_MAX_BANDS; n_lines++)
    {
      RegieCloudShape *shape =
          regie_cloud_ruler_measure (plan->ruler, item->text, n_lines, how, FALSE);

      if (shape == NULL)
        return FALSE;
      regie_cloud_plan_shape (plan, item, shape, item->now.step);
      if (regie_cloud_plan_add (plan, item))
        return TRUE;
    }

  return FALSE;
}

/* Lays out everything at @scale. Returns the share of the words' area that found no place where it
 * had to stop: 0 when it did not have to. */
static double
attempt (RegieCloudPlan *plan, int scale, gboolean may_overflow)
{
  guint squeezes = SQUEEZES;
  double total = 0;
  double placed = 0;
  gboolean stopped = FALSE;

  plan->scale = scale;
  regie_cloud_grid_clear (plan->grid);
  for (guint i = 0; i < plan->items->len; i++)
    {
      RegieCloudItem *item = g_ptr_array_index (plan->items, i);
      int step = regie_cloud_plan_step (plan, scale, item->weight);
      double size = regie_cloud_plan_size (plan, step);
      RegieCloudShape *shape = regie_cloud_plan_choose (plan, item, step);

      item->now.placed = FALSE;
      if (shape == NULL)
        continue;

      regie_cloud_plan_shape (plan, item, shape, step);
      total += shape->area * size * size;
      if (stopped)
        continue;
      if (regie_cloud_plan_add (plan, item)
          || (step == 0 && may_overflow && regie_cloud_plan_squeeze (plan, item, &squeezes)))
        placed += shape->area * size * size;
      else if (step > 0 || !may_overflow)
        stopped = TRUE;
    }

  return stopped ? MAX (1 - placed / total, 1e-6) : 0;
}

/* Spans with what is to their left and right, and what is above and below the first one. */
static double
padded_area (const RegieCloudStamp *padded, const RegieCloudShape *shape, double size)
{
  double area = 2 * PAD_Y * size * (padded->spans[0].x1 - padded->spans[0].x0);

  for (guint i = 0; i < padded->n_spans; i++)
    {
      guint band = padded->spans[i].band;

      area += (padded->spans[i].x1 - padded->spans[i].x0)
              * (shape->bands[band].y1 - shape->bands[band].y0) * size;
    }

  return area;
}

/* What all words and the space around them would cover at @scale, cells. */
static double
area_at (RegieCloudPlan *plan, int scale)
{
  double area = 0;

  for (guint i = 0; i < plan->items->len; i++)
    {
      RegieCloudItem *item = g_ptr_array_index (plan->items, i);
      int step = regie_cloud_plan_step (plan, scale, item->weight);
      double size = regie_cloud_plan_size (plan, step) / plan->cell;
      g_autoptr (RegieCloudShape) shape = regie_cloud_plan_choose (plan, item, step);

      RegieCloudStamp padded;

      if (shape == NULL)
        continue;
      init_padded (&padded, shape, size);
      area += padded_area (&padded, shape, size);
    }

  return area;
}

void
regie_cloud_plan_fresh (RegieCloudPlan *plan)
{
  int smallest = regie_cloud_plan_smallest_scale (plan);
  int largest = regie_cloud_plan_largest_scale (plan);
  int low = MIN (smallest, largest);
  int scale = largest;
  int tries = 0;

  /* The largest scale at which the words' area alone leaves them a chance. */
  while (low < scale)
    {
      int middle = low + (scale - low + 1) / 2;

      if (area_at (plan, middle) <= FULLEST * plan->width * plan->height)
        low = middle;
      else
        scale = middle - 1;
    }

  for (;;)
    {
      gboolean last = scale <= smallest;
      double missing = attempt (plan, scale, last);

      if (missing <= 0)
        break;
      /* Below the smallest scale only because a large word does not fit at all. */
      if (scale <= -largest_weight (plan))
        break;
      /* Area goes with the square of the size; not all of the way, so as not to overshoot, but
       * further each time, so as to arrive. */
      scale -=
          MAX (1 + tries++ / 2, (int) lround (0.6 * REGIE_CLOUD_STEPS / 2.0 * -log2 (1 - missing)));
      if (!last)
        scale = MAX (scale, smallest);
    }

  if (plan->scale < largest && plan->scale - RESERVE >= smallest)
    {
      scale = plan->scale;
      if (attempt (plan, scale - RESERVE, FALSE) > 0)
        attempt (plan, scale, scale <= smallest);
    }
  plan->left_over = regie_cloud_plan_count_homeless (plan, TRUE);
}

guint
regie_cloud_plan_count_homeless (const RegieCloudPlan *plan, gboolean now)
{
  guint n = 0;

  for (guint i = 0; i < plan->items->len; i++)
    {
      const RegieCloudItem *item = g_ptr_array_index (plan->items, i);

      n += !(now ? item->now.placed : item->was.placed);
    }

  return n;
}

void
regie_cloud_plan_commit (RegieCloudPlan *plan)
{
  for (guint i = 0; i < plan->items->len; i++)
    {
      RegieCloudItem *item = g_ptr_array_index (plan->items, i);

      g_clear_pointer (&item->was.shape, regie_cloud_shape_unref);
      item->was = item->now;
      item->now = (RegieCloudPlace) { 0 };
    }
}
