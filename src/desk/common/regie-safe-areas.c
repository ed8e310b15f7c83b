/* regie-safe-areas.c: the lines within which action and graphics are safe to be seen
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-safe-areas.h"

/* Length of the cross in the middle of the picture, pixels. */
#define CROSS 7

struct _RegieSafeAreas
{
  GtkWidget parent_instance;
  GdkPaintable *paintable;
};

G_DEFINE_FINAL_TYPE (RegieSafeAreas, regie_safe_areas, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_PAINTABLE = 1,
} RegieSafeAreasProperty;

static GParamSpec *properties[PROP_PAINTABLE + 1];

graphene_rect_t
regie_picture_area (double aspect, double width, double height)
{
  double w = width;
  double h = height;

  if (aspect > 0 && width > 0 && height > 0)
    {
      w = MIN (width, height * aspect);
      h = w / aspect;
    }
  return GRAPHENE_RECT_INIT ((float) ((width - w) / 2), (float) ((height - h) / 2), (float) w,
                             (float) h);
}

graphene_rect_t
regie_safe_area (const graphene_rect_t *area, double part)
{
  graphene_rect_t inner = *area;

  graphene_rect_inset (&inner, (float) (area->size.width * (1 - part) / 2),
                       (float) (area->size.height * (1 - part) / 2));
  return inner;
}

/* Light within dark: to be seen on every picture. */
static void
draw_frame (GtkSnapshot *snapshot, const graphene_rect_t *area, const GdkRGBA *colour)
{
  const GdkRGBA dark = { 0, 0, 0, 0.55f };
  const GdkRGBA light[4] = { *colour, *colour, *colour, *colour };
  const GdkRGBA shade[4] = { dark, dark, dark, dark };
  const float widths[4] = { 1, 1, 1, 1 };
  GskRoundedRect frame;
  graphene_rect_t outer = *area;

  gsk_rounded_rect_init_from_rect (&frame, area, 0);
  gtk_snapshot_append_border (snapshot, &frame, widths, light);
  graphene_rect_inset (&outer, -1, -1);
  gsk_rounded_rect_init_from_rect (&frame, &outer, 0);
  gtk_snapshot_append_border (snapshot, &frame, widths, shade);
}

static void
regie_safe_areas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RegieSafeAreas *self = REGIE_SAFE_AREAS (widget);
  const GdkRGBA action = { 1, 1, 1, 0.85f };
  const GdkRGBA graphics = { 1, 0.86f, 0.4f, 0.9f };
  graphene_rect_t picture, area;
  float x, y;

  if (self->paintable == NULL)
    return;
  picture = regie_picture_area (gdk_paintable_get_intrinsic_aspect_ratio (self->paintable),
                                gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  area = regie_safe_area (&picture, REGIE_SAFE_ACTION);
  draw_frame (snapshot, &area, &action);
  area = regie_safe_area (&picture, REGIE_SAFE_GRAPHICS);
  draw_frame (snapshot, &area, &graphics);
  x = picture.origin.x + picture.size.width / 2;
  y = picture.origin.y + picture.size.height / 2;
  gtk_snapshot_append_color (snapshot, &action,
                             &GRAPHENE_RECT_INIT (x - CROSS, y, 2 * CROSS + 1, 1));
  gtk_snapshot_append_color (snapshot, &action,
                             &GRAPHENE_RECT_INIT (x, y - CROSS, 1, 2 * CROSS + 1));
}

static void
regie_safe_areas_set_paintable (RegieSafeAreas *self, GdkPaintable *paintable)
{
  if (self->paintable == paintable)
    return;
  if (self->paintable != NULL)
    g_signal_handlers_disconnect_by_data (self->paintable, self);
  g_set_object (&self->paintable, paintable);
  if (paintable != NULL)
    g_signal_connect_object (paintable, "invalidate-size", G_CALLBACK (gtk_widget_queue_draw), self,
                             G_CONNECT_SWAPPED);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAINTABLE]);
}

static void
regie_safe_areas_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_PAINTABLE)
    g_value_set_object (value, REGIE_SAFE_AREAS (object)->paintable);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
regie_safe_areas_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_PAINTABLE)
    regie_safe_areas_set_paintable (REGIE_SAFE_AREAS (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
regie_safe_areas_dispose (GObject *object)
{
  RegieSafeAreas *self = REGIE_SAFE_AREAS (object);

  if (self->paintable != NULL)
    g_signal_handlers_disconnect_by_data (self->paintable, self);
  g_clear_object (&self->paintable);
  G_OBJECT_CLASS (regie_safe_areas_parent_class)->dispose (object);
}

static void
regie_safe_areas_class_init (RegieSafeAreasClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = regie_safe_areas_dispose;
  object_class->get_property = regie_safe_areas_get_property;
  object_class->set_property = regie_safe_areas_set_property;
  widget_class->snapshot = regie_safe_areas_snapshot;
  properties[PROP_PAINTABLE] =
      g_param_spec_object ("paintable", NULL, NULL, GDK_TYPE_PAINTABLE,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_css_name (widget_class, "safeareas");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
regie_safe_areas_init (RegieSafeAreas *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}
