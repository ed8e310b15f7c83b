/* regie-mark.c: the mark that a picture carries: which stage it is, and when it was made
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-media"

#include "regie-config.h"

#include "regie-luma.h"
#include "regie-mark.h"

#include <string.h>

#define BOXES (REGIE_MARK_GUARD + REGIE_MARK_BITS)
/** White must be brighter than black by this many levels of 255: less is a pattern in a picture */
#define CONTRAST 70
/** Black and white of limited range (Rec. ITU-R BT.709-6, 4) */
#define BLACK 16
#define WHITE 235

G_DEFINE_ENUM_TYPE (RegieMarkState,
                    regie_mark_state,
                    G_DEFINE_ENUM_VALUE (REGIE_MARK_NOT_VERIFIED, "not_verified"),
                    G_DEFINE_ENUM_VALUE (REGIE_MARK_VERIFIED, "verified"),
                    G_DEFINE_ENUM_VALUE (REGIE_MARK_WRONG_STAGE, "wrong_stage"),
                    G_DEFINE_ENUM_VALUE (REGIE_MARK_STALE, "stale"))

static guint16
checksum (guint32 value)
{
  guint16 crc = 0xffff;

  for (int bit = 31; bit >= 0; bit--)
    {
      const gboolean odd = (crc >> 15) ^ ((value >> bit) & 1);

      crc = (guint16) (crc << 1);
      if (odd)
        crc ^= 0x1021;
    }
  return crc;
}

guint64
regie_mark_encode (guint stage, gint64 now)
{
  const guint32 clock = (guint32) (now / REGIE_MARK_TICK % REGIE_MARK_CYCLE);
  const guint32 value = stage << 24 | clock;

  g_return_val_if_fail (stage >= 1 && stage <= REGIE_MARK_STAGES, 0);
  g_return_val_if_fail (now >= 0, 0);
  return (guint64) value << 16 | checksum (value);
}

guint
regie_mark_decode (guint64 data, guint *time)
{
  const guint32 value = (guint32) (data >> 16);

  if (checksum (value) != (data & 0xffff))
    return 0;
  *time = value % REGIE_MARK_CYCLE;
  return value >> 24;
}

/* The mean of the middle of a box: its edges are blurred by whoever encoded and scaled it. */
static guint
look_at (const RegieLuma *luma, guint box)
{
  const guint left = (4 * box + 1) * luma->width / (4 * REGIE_MARK_COLUMNS);
  const guint right = MAX ((4 * box + 3) * luma->width / (4 * REGIE_MARK_COLUMNS), left + 1);
  const guint top = luma->height - 3 * luma->height / (4 * REGIE_MARK_ROWS) - 1;
  const guint bottom = MAX (luma->height - luma->height / (4 * REGIE_MARK_ROWS) - 1, top + 1);
  guint sum = 0;

  for (guint y = top; y < bottom; y++)
    for (guint x = left; x < right; x++)
      sum += regie_luma_at (luma, x, y);
  return sum / ((bottom - top) * (right - left));
}

guint
regie_mark_read (const RegieLuma *luma, guint *time)
{
  guint64 data = 0;
  guint black, white, middle;

  if (luma->width < 2 * REGIE_MARK_COLUMNS || luma->height < 2 * REGIE_MARK_ROWS)
    return 0;
  black = MAX (look_at (luma, 0), look_at (luma, 2));
  white = MIN (look_at (luma, 1), look_at (luma, 3));
  if (white < black + CONTRAST)
    return 0;
  middle = (black + white) / 2;
  for (guint i = REGIE_MARK_GUARD; i < BOXES; i++)
    data = data << 1 | (look_at (luma, i) > middle ? 1 : 0);
  return regie_mark_decode (data, time);
}

void
regie_mark_write (guint8 *luma, gsize stride, guint width, guint height, guint64 data)
{
  const guint box_width = width / REGIE_MARK_COLUMNS;
  const guint top = height - height / REGIE_MARK_ROWS;

  for (guint i = 0; i < BOXES; i++)
    {
      const gboolean white = i < REGIE_MARK_GUARD ? i % 2 : data >> (BOXES - 1 - i) & 1;

      for (guint y = top; y < height; y++)
        memset (luma + y * stride + i * box_width, white ? WHITE : BLACK, box_width);
    }
}

gint64
regie_mark_get_age (guint time, gint64 now)
{
  const guint32 clock = (guint32) (now / REGIE_MARK_TICK % REGIE_MARK_CYCLE);
  const guint32 behind = (clock - time) % REGIE_MARK_CYCLE;

  return behind < REGIE_MARK_CYCLE / 2 ? (gint64) behind * REGIE_MARK_TICK
                                       : -(gint64) (REGIE_MARK_CYCLE - behind) * REGIE_MARK_TICK;
}
