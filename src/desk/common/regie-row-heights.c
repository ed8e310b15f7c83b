/* regie-row-heights.c: how high the rows of a long list are, most of which nobody has measured
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-row-heights.h"

/** Rows that are summed up together. */
#define BLOCK 256
/** What rows count with before one is measured. */
#define GUESS 48

typedef struct
{
  guint sum;
  guint unknown;
} Block;

struct _RegieRowHeights
{
  /** (element-type guint16): 0: not measured */
  GArray *heights;
  /** (element-type Block) */
  GArray *blocks;
  /** the average of those measured since the widths changed */
  double average;
  guint64 sum;
  guint measured;
};

RegieRowHeights *
regie_row_heights_new (void)
{
  RegieRowHeights *self = g_new0 (RegieRowHeights, 1);

  self->heights = g_array_new (FALSE, TRUE, sizeof (guint16));
  self->blocks = g_array_new (FALSE, TRUE, sizeof (Block));
  self->average = GUESS;
  return self;
}

void
regie_row_heights_free (RegieRowHeights *self)
{
  g_array_unref (self->heights);
  g_array_unref (self->blocks);
  g_free (self);
}

/* Adds up anew all blocks from that of @row on. */
static void
sum_up (RegieRowHeights *self, guint row)
{
  const guint n = self->heights->len;
  const guint16 *heights = (const guint16 *) (gconstpointer) self->heights->data;

  g_array_set_size (self->blocks, (n + BLOCK - 1) / BLOCK);
  for (guint block = row / BLOCK; block < self->blocks->len; block++)
    {
      Block total = { 0 };

      for (guint i = block * BLOCK; i < MIN ((block + 1) * BLOCK, n); i++)
        {
          total.sum += heights[i];
          total.unknown += heights[i] == 0;
        }
      g_array_index (self->blocks, Block, block) = total;
    }
}

void
regie_row_heights_splice (RegieRowHeights *self, guint row, guint removed, guint added)
{
  const guint old = self->heights->len;

  g_return_if_fail (row <= old && removed <= old - row);

  if (added > removed)
    {
      g_array_set_size (self->heights, old + added - removed);
      memmove (&g_array_index (self->heights, guint16, row + added),
               &g_array_index (self->heights, guint16, row + removed),
               (old - row - removed) * sizeof (guint16));
    }
  else if (removed > added)
    g_array_remove_range (self->heights, row, removed - added);
  if (added > 0)
    memset (&g_array_index (self->heights, guint16, row), 0, added * sizeof (guint16));
  sum_up (self, row);
}

void
regie_row_heights_forget (RegieRowHeights *self)
{
  const guint n = self->heights->len;

  regie_row_heights_splice (self, 0, n, n);
  self->measured = 0;
  self->sum = 0;
}

void
regie_row_heights_set (RegieRowHeights *self, guint row, int height)
{
  guint16 *known;
  Block *block;

  g_return_if_fail (row < self->heights->len);
  g_return_if_fail (height >= 1 && height <= G_MAXUINT16);

  known = &g_array_index (self->heights, guint16, row);
  block = &g_array_index (self->blocks, Block, row / BLOCK);
  if (*known == 0)
    {
      block->unknown--;
      self->measured++;
      self->sum += (guint) height;
    }
  block->sum += (guint) height - *known;
  *known = (guint16) height;
  /* One page is enough: an average that went on changing would move the rows that are looked at. */
  if (self->measured <= BLOCK / 8)
    self->average = (double) self->sum / self->measured;
}

guint
regie_row_heights_get_n_rows (RegieRowHeights *self)
{
  return self->heights->len;
}

static double
height_of (RegieRowHeights *self, guint row)
{
  const guint16 known = g_array_index (self->heights, guint16, row);

  return known ? known : self->average;
}

static double
height_of_block (RegieRowHeights *self, guint at)
{
  const Block *block = &g_array_index (self->blocks, Block, at);

  return block->sum + block->unknown * self->average;
}

double
regie_row_heights_get_top (RegieRowHeights *self, guint row)
{
  double top = 0;

  g_return_val_if_fail (row <= self->heights->len, 0);

  for (guint block = 0; block < row / BLOCK; block++)
    top += height_of_block (self, block);
  for (guint i = row / BLOCK * BLOCK; i < row; i++)
    top += height_of (self, i);
  return top;
}

guint
regie_row_heights_find (RegieRowHeights *self, double y)
{
  const guint n = self->heights->len;
  guint block = 0, row;

  while (block + 1 < self->blocks->len && y >= height_of_block (self, block))
    y -= height_of_block (self, block++);
  row = block * BLOCK;
  while (row + 1 < n && y >= height_of (self, row))
    y -= height_of (self, row++);
  return row;
}
