/* regie-frame-paintable.c: the newest frame of a stream, as GTK draws it
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-media"

#include "regie-config.h"

#include "regie-frame-paintable.h"

#include <math.h>

struct _RegieFramePaintable
{
  GObject parent_instance;

  GdkTexture *frame;
  /* one pixel, shown before the first frame */
  GdkTexture *black;
  guint width;
  guint height;

  guint64 painted;
  gboolean counted;
  guint rows;
};

static void paintable_iface_init (GdkPaintableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RegieFramePaintable,
                               regie_frame_paintable,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GDK_TYPE_PAINTABLE, paintable_iface_init))

static void
regie_frame_paintable_snapshot (GdkPaintable *paintable,
                                GdkSnapshot *snapshot,
                                double width,
                                double height)
{
  RegieFramePaintable *self = REGIE_FRAME_PAINTABLE (paintable);

  self->rows = MAX (self->rows, (guint) ceil (height));
  if (self->frame && !self->counted)
    {
      self->painted++;
      self->counted = TRUE;
    }
  gdk_paintable_snapshot (GDK_PAINTABLE (self->frame ? self->frame : self->black), snapshot, width,
                          height);
}

static GdkPaintable *
regie_frame_paintable_get_current_image (GdkPaintable *paintable)
{
  RegieFramePaintable *self = REGIE_FRAME_PAINTABLE (paintable);

  if (self->frame)
    return GDK_PAINTABLE (g_object_ref (self->frame));
  return gdk_paintable_new_empty ((int) self->width, (int) self->height);
}

static int
regie_frame_paintable_get_intrinsic_width (GdkPaintable *paintable)
{
  return (int) REGIE_FRAME_PAINTABLE (paintable)->width;
}

static int
regie_frame_paintable_get_intrinsic_height (GdkPaintable *paintable)
{
  return (int) REGIE_FRAME_PAINTABLE (paintable)->height;
}

static double
regie_frame_paintable_get_intrinsic_aspect_ratio (GdkPaintable *paintable)
{
  RegieFramePaintable *self = REGIE_FRAME_PAINTABLE (paintable);

  return self->height > 0 ? (double) self->width / self->height : 16.0 / 9.0;
}

static void
paintable_iface_init (GdkPaintableInterface *iface)
{
  iface->snapshot = regie_frame_paintable_snapshot;
  iface->get_current_image = regie_frame_paintable_get_current_image;
  iface->get_intrinsic_width = regie_frame_paintable_get_intrinsic_width;
  iface->get_intrinsic_height = regie_frame_paintable_get_intrinsic_height;
  iface->get_intrinsic_aspect_ratio = regie_frame_paintable_get_intrinsic_aspect_ratio;
}

static void
regie_frame_paintable_finalize (GObject *object)
{
  RegieFramePaintable *self = REGIE_FRAME_PAINTABLE (object);

  g_clear_object (&self->frame);
  g_clear_object (&self->black);
  G_OBJECT_CLASS (regie_frame_paintable_parent_class)->finalize (object);
}

static void
regie_frame_paintable_class_init (RegieFramePaintableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = regie_frame_paintable_finalize;
}

static void
regie_frame_paintable_init (RegieFramePaintable *self)
{
  static const guint8 pixel[4] = { 0, 0, 0, 255 };
  g_autoptr (GBytes) bytes = g_bytes_new_static (pixel, sizeof pixel);

  self->black = gdk_memory_texture_new (1, 1, GDK_MEMORY_R8G8B8A8_PREMULTIPLIED, bytes, 4);
}

RegieFramePaintable *
regie_frame_paintable_new (void)
{
  return g_object_new (REGIE_TYPE_FRAME_PAINTABLE, NULL);
}

void
regie_frame_paintable_show (RegieFramePaintable *self, GdkTexture *frame, guint width, guint height)
{
  gboolean resized;

  g_return_if_fail (REGIE_IS_FRAME_PAINTABLE (self));
  g_return_if_fail (frame == NULL || GDK_IS_TEXTURE (frame));

  resized = self->width != width || self->height != height;
  g_set_object (&self->frame, frame);
  self->width = width;
  self->height = height;
  self->counted = FALSE;
  if (resized)
    gdk_paintable_invalidate_size (GDK_PAINTABLE (self));
  gdk_paintable_invalidate_contents (GDK_PAINTABLE (self));
}

guint64
regie_frame_paintable_get_painted (RegieFramePaintable *self)
{
  g_return_val_if_fail (REGIE_IS_FRAME_PAINTABLE (self), 0);
  return self->painted;
}

guint
regie_frame_paintable_take_rows (RegieFramePaintable *self)
{
  guint rows;

  g_return_val_if_fail (REGIE_IS_FRAME_PAINTABLE (self), 0);
  rows = self->rows;
  self->rows = 0;
  return rows;
}
