/* regie-cloud-plan.h: words, their sizes and places while a layout is being made
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-cloud-grid.h"

G_BEGIN_DECLS

/** Sizes go in steps: this many double the size. A step is 2.9 %, too little to see. */
#define REGIE_CLOUD_STEPS 24

/** A word's size and place. */
typedef struct
{
  gboolean placed;
  /** (owned) (nullable) */
  RegieCloudShape *shape;
  /** size in steps above the floor size */
  int step;
  /** the anchor, cells */
  int x;
  int y;
} RegieCloudPlace;

typedef struct
{
  char *key;
  /** on one line */
  char *text;
  gint64 count;
  /** of seed and key: decides what is otherwise equal */
  guint32 hash;
  /** size in steps relative to a word with count 1 */
  int weight;
  /** in the layout before, and in the one being made */
  RegieCloudPlace was;
  RegieCloudPlace now;
  /** cells it takes in the layout being made */
  RegieCloudStamp stamp;
} RegieCloudItem;

RegieCloudItem *regie_cloud_item_new (const char *key,
                                      const char *text,
                                      gint64 count,
                                      guint32 seed);
void regie_cloud_item_free (RegieCloudItem *item);

/** Largest count first; equal counts by hash, so that no alphabet shows; then by key. */
int regie_cloud_item_compare (gconstpointer a, gconstpointer b);

typedef struct
{
  RegieCloudRuler *ruler;
  RegieCloudGrid *grid;
  /** (element-type RegieCloudItem), in canonical order */
  GPtrArray *items;
  gboolean vertical;
  /** cells */
  int width;
  int height;
  /** pixels a cell is wide and high */
  double cell;
  /** smallest size, pixels per em */
  double floor;
  /** largest size, in steps above it */
  int ceiling;
  /** size of a word with count 1, in steps above the floor; negative where it is held up by it */
  int scale;
  /** words that had no room when places were last given out anew */
  guint left_over;
} RegieCloudPlan;

/** Sets everything that follows from a box of @width × @height pixels; forgets no items. */
void regie_cloud_plan_set_box (RegieCloudPlan *plan, double width, double height);

/** Returns: size of @step, pixels per em */
double regie_cloud_plan_size (const RegieCloudPlan *plan, int step);
/** Returns: the step of a word of @weight at @scale */
int regie_cloud_plan_step (const RegieCloudPlan *plan, int scale, int weight);
/** Returns: the scale at which the largest word reaches the ceiling */
int regie_cloud_plan_largest_scale (const RegieCloudPlan *plan);
/** Returns: the scale below which proportions would no longer show: words without room overflow */
int regie_cloud_plan_smallest_scale (const RegieCloudPlan *plan);

/** Gives @item's place in the layout being made a shape (taking it over) and a size. */
void regie_cloud_plan_shape (RegieCloudPlan *plan,
                             RegieCloudItem *item,
                             RegieCloudShape *shape,
                             int step);

/**
 * regie_cloud_plan_add:
 * @item: with shape and size
 *
 * Places @item as near to the middle as it fits, with some space around it.
 */
gboolean regie_cloud_plan_add (RegieCloudPlan *plan, RegieCloudItem *item);

/** Returns: (transfer full) (nullable): the shape @item has when nothing stood there before */
RegieCloudShape *regie_cloud_plan_choose (RegieCloudPlan *plan, RegieCloudItem *item, int step);

/**
 * regie_cloud_plan_squeeze:
 * @tries: (inout): how many words may still be tried in this layout
 *
 * Places @item, at floor size, broken into lines.
 */
gboolean regie_cloud_plan_squeeze (RegieCloudPlan *plan, RegieCloudItem *item, guint *tries);

/** Returns: how many words have no place, in the layout that stands or in the one being made */
guint regie_cloud_plan_count_homeless (const RegieCloudPlan *plan, gboolean now);

/** Lays out all items without regard to where they were. */
void regie_cloud_plan_fresh (RegieCloudPlan *plan);

/** Makes the layout that was being made the one that stands. */
void regie_cloud_plan_commit (RegieCloudPlan *plan);

G_END_DECLS
