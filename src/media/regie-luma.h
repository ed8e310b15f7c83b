/* regie-luma.h: the brightness of a picture, whatever format its decoder gives it in
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <gst/video/video.h>

G_BEGIN_DECLS

/** One plane of a mapped frame: Y, or green where there is no Y. */
typedef struct _RegieLuma
{
  const guint8 *data;
  /** bytes from one row, and from one pixel, to the next */
  gsize stride;
  gsize step;
  /** two bytes per pixel, little endian, with this many bits below the upper eight; -1: one byte */
  int shift;
  guint width;
  guint height;
  /** values from black to white: limited range (16..235), else 0..255 */
  gboolean limited;
} RegieLuma;

/** @frame: mapped; @luma is good as long as it is. Returns: %FALSE: its format has no such plane */
gboolean regie_luma_init (RegieLuma *luma, const GstVideoFrame *frame);

/** Returns: 0..255 */
static inline guint8
regie_luma_at (const RegieLuma *luma, guint x, guint y)
{
  const guint8 *pixel = luma->data + y * luma->stride + x * luma->step;

  return luma->shift < 0 ? *pixel : (guint8) (GST_READ_UINT16_LE (pixel) >> luma->shift);
}

G_END_DECLS
