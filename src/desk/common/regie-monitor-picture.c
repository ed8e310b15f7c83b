/* regie-monitor-picture.c: a stage's picture, whole and in its shape, scaled at little cost
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-monitor-picture.h"

#include "regie-safe-areas.h"

struct _RegieMonitorPicture
{
  GtkWidget parent_instance;
  GdkPaintable *paintable;
};

G_DEFINE_FINAL_TYPE (RegieMonitorPicture, regie_monitor_picture, GTK_TYPE_WIDGET)

/* Between these multiples of what is shown a frame is scaled linearly. One of its own size is copied; one
 * of twice the size or more is meant for a finer screen, or loses too much by it. */
#define OWN_SIZE 1.001
#define TWICE 1.999

/* Returns: (transfer none) (nullable): the frame that @node shows and nothing else */
static GdkTexture *
find_texture (GskRenderNode *node)
{
  return node != NULL && gsk_render_node_get_node_type (node) == GSK_TEXTURE_NODE
             ? gsk_texture_node_get_texture (node)
             : NULL;
}

static void
regie_monitor_picture_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RegieMonitorPicture *self = REGIE_MONITOR_PICTURE (widget);
  g_autoptr (GtkSnapshot) own = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  GdkTexture *texture;
  graphene_rect_t area;
  double larger;

  if (self->paintable == NULL)
    return;
  area = regie_picture_area (gdk_paintable_get_intrinsic_aspect_ratio (self->paintable),
                             gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  own = gtk_snapshot_new ();
  gdk_paintable_snapshot (self->paintable, own, area.size.width, area.size.height);
  node = gtk_snapshot_free_to_node (g_steal_pointer (&own));
  if (node == NULL)
    return;
  texture = find_texture (node);
  larger = texture != NULL ? gdk_texture_get_width (texture) / area.size.width : 0;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &area.origin);
  if (larger > OWN_SIZE && larger < TWICE)
    gtk_snapshot_append_scaled_texture (
        snapshot, texture, GSK_SCALING_FILTER_LINEAR,
        &GRAPHENE_RECT_INIT (0, 0, area.size.width, area.size.height));
  else
    gtk_snapshot_append_node (snapshot, node);
  gtk_snapshot_restore (snapshot);
}

static void
regie_monitor_picture_measure (GtkWidget *widget,
                               GtkOrientation orientation,
                               int for_size,
                               int *minimum,
                               int *natural,
                               int *minimum_baseline,
                               int *natural_baseline)
{
  *minimum = *natural = 0;
}

static void
leave (RegieMonitorPicture *self)
{
  if (self->paintable != NULL)
    g_signal_handlers_disconnect_by_data (self->paintable, self);
  g_clear_object (&self->paintable);
}

void
regie_monitor_picture_set_paintable (RegieMonitorPicture *self, GdkPaintable *paintable)
{
  g_return_if_fail (REGIE_IS_MONITOR_PICTURE (self));
  if (self->paintable == paintable)
    return;
  leave (self);
  if (paintable != NULL)
    {
      self->paintable = g_object_ref (paintable);
      g_signal_connect_object (paintable, "invalidate-contents", G_CALLBACK (gtk_widget_queue_draw),
                               self, G_CONNECT_SWAPPED);
      g_signal_connect_object (paintable, "invalidate-size", G_CALLBACK (gtk_widget_queue_draw),
                               self, G_CONNECT_SWAPPED);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
regie_monitor_picture_dispose (GObject *object)
{
  leave (REGIE_MONITOR_PICTURE (object));
  G_OBJECT_CLASS (regie_monitor_picture_parent_class)->dispose (object);
}

static void
regie_monitor_picture_class_init (RegieMonitorPictureClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = regie_monitor_picture_dispose;
  widget_class->snapshot = regie_monitor_picture_snapshot;
  widget_class->measure = regie_monitor_picture_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
  gtk_widget_class_set_css_name (widget_class, "picture");
}

static void
regie_monitor_picture_init (RegieMonitorPicture *self)
{
}

GtkWidget *
regie_monitor_picture_new (void)
{
  return g_object_new (REGIE_TYPE_MONITOR_PICTURE, NULL);
}
