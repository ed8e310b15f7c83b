/* regie-luma.c: the brightness of a picture, whatever format its decoder gives it in
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-media"

#include "regie-config.h"

#include "regie-luma.h"

gboolean
regie_luma_init (RegieLuma *luma, const GstVideoFrame *frame)
{
  const GstVideoFormatInfo *format = frame->info.finfo;
  const guint component = GST_VIDEO_FORMAT_INFO_IS_RGB (format) ? GST_VIDEO_COMP_G : 0;
  const guint depth = GST_VIDEO_FORMAT_INFO_DEPTH (format, component);
  const gboolean wide = depth > 8;

  /* Packed and tiled formats that need unpacking are what capture devices give, not decoders. */
  if (GST_VIDEO_FORMAT_INFO_IS_COMPLEX (format) || depth < 8 || depth > 16
      || (wide && !GST_VIDEO_FORMAT_INFO_IS_LE (format)))
    return FALSE;
  *luma = (RegieLuma) {
    .data = GST_VIDEO_FRAME_COMP_DATA (frame, component),
    .stride = (gsize) GST_VIDEO_FRAME_COMP_STRIDE (frame, component),
    .step = (gsize) GST_VIDEO_FRAME_COMP_PSTRIDE (frame, component),
    .shift = wide ? (int) (depth - 8 + GST_VIDEO_FORMAT_INFO_SHIFT (format, component)) : -1,
    .width = (guint) GST_VIDEO_FRAME_WIDTH (frame),
    .height = (guint) GST_VIDEO_FRAME_HEIGHT (frame),
    .limited = frame->info.colorimetry.range == GST_VIDEO_COLOR_RANGE_16_235,
  };
  return luma->data != NULL && luma->width > 0 && luma->height > 0;
}
