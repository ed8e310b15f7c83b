/* regie-cloud-grid.c: which cells of the box are taken, and where a word would still fit
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * One bit per cell. For a band of height h, a row of the band's view is the OR of the h rows the band
 * would lie on; for a span of width w in it, ORing the row with itself shifted leaves a 0 exactly at
 * the anchors where the span would be free. The AND over all spans is the set of free places in that
 * row. Views are made row by row as the search reaches them, and stay right while words of the same
 * size are put, since these have the same bands. Most rows are ruled out by a lower bound before any
 * of that: how near the wish a run of free cells comes that is long enough.
 */

#define G_LOG_DOMAIN "regie-cloud"

#include "regie-cloud-grid.h"

#include <math.h>
#include <string.h>

#define MAX_BLOCKS (REGIE_CLOUD_GRID_MAX / 64)
/* Classes of lengths of free runs, two per octave. */
#define N_LENGTHS 22
/* No run is that near. */
#define NOWHERE G_MAXINT16

struct _RegieCloudGrid
{
  int width;
  int height;
  /** 64-bit blocks of a row */
  int blocks;
  /** taken cells; bits beyond the width are 0 */
  guint64 *taken;

  /** the bands that the views were made for */
  guint n_bands;
  int band_y0[REGIE_CLOUD_MAX_BANDS];
  int band_y1[REGIE_CLOUD_MAX_BANDS];
  /** which band holds the first span */
  guint first_band;
  guint64 *views[REGIE_CLOUD_MAX_BANDS];
  guint8 *known[REGIE_CLOUD_MAX_BANDS];
  /** per row of the first span's view and class of lengths: columns from the wish to the nearest end
   * of a free run of at least that length; negative for a run around the wish */
  gint16 (*gaps)[N_LENGTHS];
  guint8 *gaps_known;
  /** the column the gaps were measured from */
  int gaps_from;
};

void
regie_cloud_stamp_init (
    RegieCloudStamp *stamp, const RegieCloudShape *shape, double size, int pad_x, int pad_y)
{
  stamp->n_bands = shape->n_bands;
  stamp->n_spans = shape->n_spans;
  for (guint i = 0; i < shape->n_bands; i++)
    {
      stamp->bands[i].y0 = (int) floor (shape->bands[i].y0 * size) - pad_y;
      stamp->bands[i].y1 = (int) ceil (shape->bands[i].y1 * size) + pad_y;
    }
  stamp->x0 = stamp->y0 = G_MAXINT;
  stamp->x1 = stamp->y1 = G_MININT;
  for (guint i = 0; i < shape->n_spans; i++)
    {
      guint band = shape->spans[i].band;
      int x0 = (int) floor (shape->spans[i].x0 * size) - pad_x;
      int x1 = (int) ceil (shape->spans[i].x1 * size) + pad_x;

      stamp->spans[i].band = band;
      stamp->spans[i].x0 = x0;
      stamp->spans[i].x1 = x1;
      stamp->x0 = MIN (stamp->x0, x0);
      stamp->x1 = MAX (stamp->x1, x1);
      stamp->y0 = MIN (stamp->y0, stamp->bands[band].y0);
      stamp->y1 = MAX (stamp->y1, stamp->bands[band].y1);
    }
}

RegieCloudGrid *
regie_cloud_grid_new (int width, int height)
{
  RegieCloudGrid *grid = g_new0 (RegieCloudGrid, 1);
  gsize cells;

  g_assert (width > 0 && width <= REGIE_CLOUD_GRID_MAX);
  g_assert (height > 0 && height <= REGIE_CLOUD_GRID_MAX);

  grid->width = width;
  grid->height = height;
  grid->blocks = (width + 63) / 64;
  cells = (gsize) grid->blocks * (gsize) height;
  grid->taken = g_new0 (guint64, cells);
  for (guint k = 0; k < REGIE_CLOUD_MAX_BANDS; k++)
    {
      grid->views[k] = g_new0 (guint64, cells);
      grid->known[k] = g_new0 (guint8, height);
    }
  grid->gaps = g_malloc0_n ((gsize) height, sizeof *grid->gaps);
  grid->gaps_known = g_new0 (guint8, height);

  return grid;
}

void
regie_cloud_grid_free (RegieCloudGrid *grid)
{
  for (guint k = 0; k < REGIE_CLOUD_MAX_BANDS; k++)
    {
      g_free (grid->views[k]);
      g_free (grid->known[k]);
    }
  g_free (grid->gaps);
  g_free (grid->gaps_known);
  g_free (grid->taken);
  g_free (grid);
}

static void
forget_views (RegieCloudGrid *grid)
{
  for (guint k = 0; k < REGIE_CLOUD_MAX_BANDS; k++)
    memset (grid->known[k], 0, (gsize) grid->height);
  memset (grid->gaps_known, 0, (gsize) grid->height);
}

void
regie_cloud_grid_clear (RegieCloudGrid *grid)
{
  memset (grid->taken, 0, sizeof (guint64) * (gsize) grid->blocks * (gsize) grid->height);
  grid->n_bands = 0;
  forget_views (grid);
}

/* The bits of @block that lie in [x0, x1). */
static inline guint64
block_mask (int block, int x0, int x1)
{
  int from = x0 - block * 64;
  int to = x1 - block * 64;
  guint64 mask = ~G_GUINT64_CONSTANT (0);

  if (from >= 64 || to <= 0)
    return 0;
  if (from > 0)
    mask &= ~G_GUINT64_CONSTANT (0) << from;
  if (to < 64)
    mask &= ~(~G_GUINT64_CONSTANT (0) << to);

  return mask;
}

static inline void
set_bits (guint64 *row, int x0, int x1)
{
  for (int block = x0 / 64; block <= (x1 - 1) / 64; block++)
    row[block] |= block_mask (block, x0, x1);
}

gboolean
regie_cloud_grid_is_free (RegieCloudGrid *grid, const RegieCloudStamp *stamp, int x, int y)
{
  if (x + stamp->x0 < 0 || x + stamp->x1 > grid->width || y + stamp->y0 < 0
      || y + stamp->y1 > grid->height)
    return FALSE;

  for (guint i = 0; i < stamp->n_spans; i++)
    {
      int x0 = x + stamp->spans[i].x0;
      int x1 = x + stamp->spans[i].x1;
      guint band = stamp->spans[i].band;

      for (int row = y + stamp->bands[band].y0; row < y + stamp->bands[band].y1; row++)
        for (int block = x0 / 64; block <= (x1 - 1) / 64; block++)
          if (grid->taken[row * grid->blocks + block] & block_mask (block, x0, x1))
            return FALSE;
    }

  return TRUE;
}

/* Tells the views that [x0, x1) of the rows [y0, y1) was taken. */
static void
update_views (RegieCloudGrid *grid, int x0, int x1, int y0, int y1)
{
  for (guint k = 0; k < grid->n_bands; k++)
    {
      int from = MAX (0, y0 - grid->band_y1[k] + 1);
      int to = MIN (grid->height, y1 - grid->band_y0[k]);

      for (int y = from; y < to; y++)
        {
          if (!grid->known[k][y])
            continue;
          set_bits (grid->views[k] + (gsize) y * (gsize) grid->blocks, x0, x1);
          if (k == grid->first_band)
            grid->gaps_known[y] = FALSE;
        }
    }
}

void
regie_cloud_grid_put (RegieCloudGrid *grid, const RegieCloudStamp *stamp, int x, int y)
{
  for (guint i = 0; i < stamp->n_spans; i++)
    {
      guint band = stamp->spans[i].band;
      int y0 = y + stamp->bands[band].y0;
      int y1 = y + stamp->bands[band].y1;

      for (int row = y0; row < y1; row++)
        set_bits (grid->taken + (gsize) row * (gsize) grid->blocks, x + stamp->spans[i].x0,
                  x + stamp->spans[i].x1);
      update_views (grid, x + stamp->spans[i].x0, x + stamp->spans[i].x1, y0, y1);
    }
}

/* Makes the views those of @stamp's bands, and the gaps those around column @x. */
static void
use_bands (RegieCloudGrid *grid, const RegieCloudStamp *stamp, int x)
{
  gboolean same = grid->n_bands == stamp->n_bands;

  for (guint k = 0; same && k < stamp->n_bands; k++)
    same = grid->band_y0[k] == stamp->bands[k].y0 && grid->band_y1[k] == stamp->bands[k].y1;

  if (!same)
    {
      grid->n_bands = stamp->n_bands;
      for (guint k = 0; k < stamp->n_bands; k++)
        {
          grid->band_y0[k] = stamp->bands[k].y0;
          grid->band_y1[k] = stamp->bands[k].y1;
        }
      forget_views (grid);
    }
  if (grid->first_band != stamp->spans[0].band || grid->gaps_from != x)
    {
      grid->first_band = stamp->spans[0].band;
      grid->gaps_from = x;
      memset (grid->gaps_known, 0, (gsize) grid->height);
    }
}

/* Row @y of band @k's view: the OR of the rows on which the band would lie. */
static const guint64 *
view_row (RegieCloudGrid *grid, guint k, int y)
{
  guint64 *view = grid->views[k] + (gsize) y * (gsize) grid->blocks;

  if (!grid->known[k][y])
    {
      int from = MAX (0, y + grid->band_y0[k]);
      int to = MIN (grid->height, y + grid->band_y1[k]);

      memset (view, 0, sizeof (guint64) * (gsize) grid->blocks);
      for (int row = from; row < to; row++)
        {
          const guint64 *taken = grid->taken + (gsize) row * (gsize) grid->blocks;

          for (int i = 0; i < grid->blocks; i++)
            view[i] |= taken[i];
        }
      grid->known[k][y] = TRUE;
    }

  return view;
}

/* The class of runs that are at least as long as those of length @length, at most half an octave
 * shorter. */
static guint
length_class (int length)
{
  guint octave = (guint) (31 - __builtin_clz ((unsigned int) MAX (length, 1)));
  gboolean upper = octave > 0 && (length >> (octave - 1) & 1) != 0;

  return MIN (2 * octave + upper, N_LENGTHS - 1);
}

static void
note_run (gint16 *gaps, int from, int start, int end)
{
  guint class = length_class (end - start);
  gint16 gap = (gint16) MAX (start - from, from - end);

  gaps[class] = MIN (gaps[class], gap);
}

static void
measure_gaps (RegieCloudGrid *grid, int y)
{
  const guint64 *view = view_row (grid, grid->first_band, y);
  gint16 *gaps = grid->gaps[y];
  int start = 0;

  for (guint i = 0; i < N_LENGTHS; i++)
    gaps[i] = NOWHERE;

  for (int i = 0; i < grid->blocks; i++)
    {
      guint64 bits = view[i];

      while (bits != 0)
        {
          int x = i * 64 + __builtin_ctzll (bits);
          int end;

          if (x > start)
            note_run (gaps, grid->gaps_from, start, x);
          /* To the end of the taken cells. */
          bits = ~(bits | (bits - 1));
          if (bits == 0)
            {
              start = (i + 1) * 64;
              break;
            }
          end = __builtin_ctzll (bits);
          start = i * 64 + end;
          bits = view[i] & ~G_GUINT64_CONSTANT (0) << end;
        }
    }
  if (grid->width > start)
    note_run (gaps, grid->gaps_from, start, grid->width);
  for (int i = N_LENGTHS - 2; i >= 0; i--)
    gaps[i] = MIN (gaps[i], gaps[i + 1]);
  grid->gaps_known[y] = TRUE;
}

/* Columns from the wish that @stamp is away at least when it stands in row @y. */
static int
least_distance (RegieCloudGrid *grid, const RegieCloudStamp *stamp, int y)
{
  int length = stamp->spans[0].x1 - stamp->spans[0].x0;
  int lopsided = ABS (stamp->spans[0].x1 + stamp->spans[0].x0);
  int gap;

  if (!grid->gaps_known[y])
    measure_gaps (grid, y);
  gap = grid->gaps[y][length_class (length)];

  return gap == NOWHERE ? NOWHERE : MAX (0, gap + (length - lopsided) / 2 - 1);
}

/* blocked[x] |= whether [x + x0, x + x1) of @view has a taken cell; cells outside the row are free. */
static void
block_span (guint64 *blocked, const guint64 *view, int blocks, int x0, int x1)
{
  guint64 wide[2 * MAX_BLOCKS + 2] = { 0 };
  int length = x1 - x0;
  int whole = x0 >= 0 ? x0 / 64 : -((-x0 + 63) / 64);
  int rest = x0 - whole * 64;

  memcpy (wide, view, sizeof (guint64) * (gsize) blocks);
  for (int done = 1; done < length;)
    {
      int step = MIN (done, length - done);
      int by = step / 64;
      int bits = step % 64;

      /* Reads ahead of what it writes. */
      if (bits == 0)
        for (int i = 0; i < blocks; i++)
          wide[i] |= wide[i + by];
      else
        for (int i = 0; i < blocks; i++)
          wide[i] |= wide[i + by] >> bits | wide[i + by + 1] << (64 - bits);
      done += step;
    }

  for (int i = MAX (0, -whole - 1); i < blocks; i++)
    {
      guint64 low = i + whole >= 0 && i + whole < blocks ? wide[i + whole] : 0;
      guint64 high = i + whole + 1 < blocks ? wide[i + whole + 1] : 0;

      blocked[i] |= rest == 0 ? low : low >> rest | high << (64 - rest);
    }
}

/* The set bit nearest to @x, or -1. */
static int
nearest_bit (const guint64 *bits, int blocks, int x, gboolean left_first)
{
  int left = -1;
  int right = -1;
  int block = CLAMP (x / 64, 0, blocks - 1);

  for (int i = block; i >= 0 && left < 0; i--)
    {
      guint64 part = i == block ? bits[i] & block_mask (i, 0, x + 1) : bits[i];

      if (part != 0)
        left = i * 64 + 63 - __builtin_clzll (part);
    }
  for (int i = block; i < blocks && right < 0; i++)
    {
      guint64 part = i == block ? bits[i] & block_mask (i, MAX (x, 0), blocks * 64) : bits[i];

      if (part != 0)
        right = i * 64 + __builtin_ctzll (part);
    }

  if (left < 0 || right < 0)
    return MAX (left, right);
  if (x - left == right - x)
    return left_first ? left : right;
  return x - left < right - x ? left : right;
}

/* The free place in row @y that is nearest to @x, at most @reach columns away, or -1. */
static int
find_in_row (RegieCloudGrid *grid,
             const RegieCloudStamp *stamp,
             int x,
             int y,
             int reach,
             gboolean left_first)
{
  int from = MAX (-stamp->x0, x - reach);
  int to = MIN (grid->width - stamp->x1, x + reach) + 1;
  guint64 blocked[MAX_BLOCKS] = { 0 };
  guint64 any = 1;

  if (from >= to)
    return -1;

  for (guint i = 0; i < stamp->n_spans && any != 0; i++)
    {
      block_span (blocked, view_row (grid, stamp->spans[i].band, y), grid->blocks,
                  stamp->spans[i].x0, stamp->spans[i].x1);
      any = 0;
      for (int k = from / 64; k <= (to - 1) / 64; k++)
        any |= ~blocked[k] & block_mask (k, from, to);
    }
  if (any == 0)
    return -1;

  for (int k = 0; k < grid->blocks; k++)
    blocked[k] = ~blocked[k] & block_mask (k, from, to);
  return nearest_bit (blocked, grid->blocks, x, left_first);
}

gboolean
regie_cloud_grid_find (RegieCloudGrid *grid,
                       const RegieCloudStamp *stamp,
                       double aspect,
                       double reach,
                       gboolean left_first,
                       int *x,
                       int *y)
{
  double best = reach * reach;
  int best_x = -1;
  int best_y = -1;
  int first = -stamp->y0;
  int last = grid->height - stamp->y1;

  if (stamp->x1 - stamp->x0 > grid->width || first > last || stamp->n_spans == 0)
    return FALSE;

  use_bands (grid, stamp, *x);
  for (int distance = 0; distance <= 2 * REGIE_CLOUD_GRID_MAX; distance++)
    {
      double rows = (double) distance * distance;

      if (rows > best || (*y - distance < first && *y + distance > last))
        break;
      for (int side = distance == 0 ? 1 : -1; side <= 1; side += 2)
        {
          int row = *y + side * distance;
          int columns = (int) (sqrt (MAX (best - rows, 0)) / aspect);
          int column;
          double cost;

          if (row < first || row > last || least_distance (grid, stamp, row) > columns)
            continue;
          column = find_in_row (grid, stamp, *x, row, columns, left_first);
          cost = aspect * (column - *x) * aspect * (column - *x) + rows;
          if (column >= 0 && (cost < best || (best_x < 0 && cost <= best)))
            {
              best = cost;
              best_x = column;
              best_y = row;
            }
        }
    }

  if (best_x < 0)
    return FALSE;
  *x = best_x;
  *y = best_y;
  return TRUE;
}
