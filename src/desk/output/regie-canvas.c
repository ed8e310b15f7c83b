/* regie-canvas.c: a picture of 1920 × 1080 that is shown as large as there is room
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-canvas.h"

/** The smallest window in which somebody could want to see it. */
#define LEAST_WIDTH 240
#define LEAST_HEIGHT 135

struct _RegieCanvas
{
  GtkWidget parent_instance;
  GtkWidget *child;
};

typedef enum
{
  PROP_CHILD = 1,
} RegieCanvasProperty;

static GParamSpec *properties[PROP_CHILD + 1];

G_DEFINE_FINAL_TYPE (RegieCanvas, regie_canvas, GTK_TYPE_WIDGET)

static void
regie_canvas_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? LEAST_WIDTH : LEAST_HEIGHT;
  *natural = *minimum;
}

static void
regie_canvas_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RegieCanvas *self = REGIE_CANVAS (widget);
  float scale = MIN ((float) width / REGIE_CANVAS_WIDTH, (float) height / REGIE_CANVAS_HEIGHT);
  GskTransform *place;
  int minimum;

  if (self->child == NULL || !gtk_widget_should_layout (self->child))
    return;
  place = gsk_transform_translate (
      NULL, &GRAPHENE_POINT_INIT (((float) width - REGIE_CANVAS_WIDTH * scale) / 2,
                                  ((float) height - REGIE_CANVAS_HEIGHT * scale) / 2));
  /* A widget is measured before it is placed. */
  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_allocate (self->child, REGIE_CANVAS_WIDTH, REGIE_CANVAS_HEIGHT, -1,
                       gsk_transform_scale (place, scale, scale));
}

void
regie_canvas_set_child (RegieCanvas *self, GtkWidget *child)
{
  g_return_if_fail (REGIE_IS_CANVAS (self));
  g_return_if_fail (child == NULL || GTK_IS_WIDGET (child));

  if (self->child == child)
    return;
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHILD]);
}

static void
regie_canvas_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((RegieCanvasProperty) id)
    {
    case PROP_CHILD:
      g_value_set_object (value, REGIE_CANVAS (object)->child);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_canvas_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((RegieCanvasProperty) id)
    {
    case PROP_CHILD:
      regie_canvas_set_child (REGIE_CANVAS (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_canvas_dispose (GObject *object)
{
  g_clear_pointer (&REGIE_CANVAS (object)->child, gtk_widget_unparent);
  G_OBJECT_CLASS (regie_canvas_parent_class)->dispose (object);
}

static void
regie_canvas_class_init (RegieCanvasClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = regie_canvas_dispose;
  object_class->get_property = regie_canvas_get_property;
  object_class->set_property = regie_canvas_set_property;
  widget_class->measure = regie_canvas_measure;
  widget_class->size_allocate = regie_canvas_size_allocate;

  properties[PROP_CHILD] =
      g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
regie_canvas_init (RegieCanvas *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}
