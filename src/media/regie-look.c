/* regie-look.c: looks at pictures: how dark, how much has moved, what the mark says
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-media"

#include "regie-config.h"

#include "regie-look.h"
#include "regie-mark.h"

/** About so many rows are looked at, and so many pixels of each */
#define ROWS 90
#define COLUMNS 640
/** A pixel has changed if it differs by more than this, of 255, and moved if by more than that. In
 * between is what an encoder does to a picture that stands still, above all with each key frame */
#define CHANGE 10
#define MOVE 40

struct _RegieLook
{
  guint width;
  guint height;
  guint n;
  guint8 *now;
  /* each pixel as it was when it changed last: what changes slowly changes too */
  guint8 *before;
  gboolean fresh;
};

RegieLook *
regie_look_new (void)
{
  return g_new0 (RegieLook, 1);
}

void
regie_look_free (RegieLook *self)
{
  g_free (self->now);
  g_free (self->before);
  g_free (self);
}

static void
resize (RegieLook *self, const RegieLuma *luma)
{
  if (self->now && self->width == luma->width && self->height == luma->height)
    return;
  self->width = luma->width;
  self->height = luma->height;
  g_free (self->now);
  g_free (self->before);
  self->now = g_malloc ((gsize) luma->width * luma->height);
  self->before = g_malloc ((gsize) luma->width * luma->height);
  self->fresh = TRUE;
}

static void
gather (RegieLook *self, const RegieLuma *luma)
{
  const guint row_step = MAX (luma->height / ROWS, 1);
  const guint column_step = MAX (luma->width / COLUMNS, 1);
  guint8 *to = self->now;

  for (guint y = row_step / 2; y < luma->height; y += row_step)
    for (guint x = 0; x < luma->width; x += column_step)
      *to++ = regie_luma_at (luma, x, y);
  self->n = (guint) (to - self->now);
}

static guint
level_of (guint8 value, gboolean limited)
{
  const int above = limited ? (value - 16) * 255 / 219 : value;

  return (guint) CLAMP (above, 0, 255) * REGIE_PICTURE_LEVELS / 256;
}

static void
weigh (RegieLook *self, gboolean limited, RegiePictureReading *reading)
{
  guint counts[256] = { 0 };

  for (guint i = 0; i < self->n; i++)
    counts[self->now[i]]++;
  for (guint value = 0; value < 256; value++)
    reading->shares[level_of ((guint8) value, limited)] += (float) counts[value] / (float) self->n;
}

static void
compare (RegieLook *self, RegiePictureReading *reading)
{
  guint changed = 0, moved = 0;

  for (guint i = 0; i < self->n; i++)
    {
      const int difference = ABS (self->now[i] - self->before[i]);

      if (difference <= CHANGE)
        continue;
      self->before[i] = self->now[i];
      changed++;
      moved += difference > MOVE;
    }
  reading->changed = (double) changed / self->n;
  reading->moved = (double) moved / self->n;
}

void
regie_look_take (RegieLook *self, const RegieLuma *luma, RegiePictureReading *reading)
{
  resize (self, luma);
  gather (self, luma);
  weigh (self, luma->limited, reading);
  reading->mark_stage = regie_mark_read (luma, &reading->mark_time);
  if (!self->fresh)
    {
      compare (self, reading);
      return;
    }
  memcpy (self->before, self->now, self->n);
  self->fresh = FALSE;
}
