/* regie-cloud-grid.h: which cells of the box are taken, and where a word would still fit
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-cloud-ruler.h"

G_BEGIN_DECLS

/** Most cells in either direction. */
#define REGIE_CLOUD_GRID_MAX 2048

/** A shape at one size, in whole cells from its anchor; half-open ranges. */
typedef struct
{
  guint n_bands;
  struct
  {
    int y0;
    int y1;
  } bands[REGIE_CLOUD_MAX_BANDS];
  guint n_spans;
  struct
  {
    guint band;
    int x0;
    int x1;
  } spans[REGIE_CLOUD_MAX_SPANS];
  /** extents of all */
  int x0;
  int y0;
  int x1;
  int y1;
} RegieCloudStamp;

/**
 * regie_cloud_stamp_init:
 * @size: cells per em
 * @pad_x: cells to keep free to the left and to the right
 * @pad_y: cells to keep free above and below
 */
void regie_cloud_stamp_init (
    RegieCloudStamp *stamp, const RegieCloudShape *shape, double size, int pad_x, int pad_y);

typedef struct _RegieCloudGrid RegieCloudGrid;

/** @width, @height: cells, 1 to %REGIE_CLOUD_GRID_MAX */
RegieCloudGrid *regie_cloud_grid_new (int width, int height);
void regie_cloud_grid_free (RegieCloudGrid *grid);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieCloudGrid, regie_cloud_grid_free)

void regie_cloud_grid_clear (RegieCloudGrid *grid);

/** Returns: whether @stamp with its anchor at (@x, @y) lies in the grid and on free cells only */
gboolean regie_cloud_grid_is_free (RegieCloudGrid *grid,
                                   const RegieCloudStamp *stamp,
                                   int x,
                                   int y);

/** Takes the cells of @stamp, which lies in the grid, or gives them back. */
void regie_cloud_grid_put (RegieCloudGrid *grid, const RegieCloudStamp *stamp, int x, int y);
/**
 * regie_cloud_grid_find:
 * @x: (inout): the wish, then the free place nearest to it, cells
 * @y: (inout): same
 * @aspect: what a column counts compared with a row: 1 for a circle around the wish, less for an
 *   ellipse that lies
 * @reach: how far from the wish at most, rows
 * @left_first: which of two equally near places in a row to take
 *
 * Looks at every place (not along a spiral), 64 cells at a time: what is returned is the nearest.
 *
 * Returns: whether there is a place
 */
gboolean regie_cloud_grid_find (RegieCloudGrid *grid,
                                const RegieCloudStamp *stamp,
                                double aspect,
                                double reach,
                                gboolean left_first,
                                int *x,
                                int *y);

G_END_DECLS
