/* regie-shrink.c: makes its child smaller until it fits into the box, as a whole
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-shrink.h"

/** Nothing is made smaller than this: nobody could read it. */
#define LEAST 0.3
/** Halvings of the interval that is left: to a thousandth of the size. */
#define STEPS 10

struct _RegieShrink
{
  GtkWidget parent_instance;
  GtkWidget *child;
  double scale;
};

G_DEFINE_FINAL_TYPE (RegieShrink, regie_shrink, GTK_TYPE_WIDGET)

static gboolean
fits (GtkWidget *child, int width, int height, double scale)
{
  int needed_width, needed_height;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &needed_width, NULL, NULL, NULL);
  if (needed_width * scale > width)
    return FALSE;
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, (int) (width / scale), NULL, &needed_height,
                      NULL, NULL);
  return needed_height * scale <= height;
}

static double
find_scale (GtkWidget *child, int width, int height)
{
  double least = LEAST, most = 1;

  if (fits (child, width, height, 1))
    return 1;
  for (guint i = 0; i < STEPS; i++)
    {
      double middle = (least + most) / 2;

      if (fits (child, width, height, middle))
        least = middle;
      else
        most = middle;
    }
  return least;
}

static void
regie_shrink_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RegieShrink *self = REGIE_SHRINK (widget);
  int child_width, child_height, least;

  if (self->child == NULL || !gtk_widget_should_layout (self->child) || width <= 0 || height <= 0)
    return;
  self->scale = find_scale (self->child, width, height);
  child_width = (int) (width / self->scale);
  child_height = (int) (height / self->scale);
  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  child_width = MAX (child_width, least);
  gtk_widget_measure (self->child, GTK_ORIENTATION_VERTICAL, child_width, &least, NULL, NULL, NULL);
  child_height = MAX (child_height, least);
  gtk_widget_allocate (self->child, child_width, child_height, -1,
                       gsk_transform_scale (NULL, (float) self->scale, (float) self->scale));
}

/* It asks for little and takes what there is. */
static void
regie_shrink_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  RegieShrink *self = REGIE_SHRINK (widget);

  *minimum = 1;
  *natural = 1;
  if (self->child != NULL && gtk_widget_should_layout (self->child))
    gtk_widget_measure (self->child, orientation, for_size, NULL, natural, NULL, NULL);
}

void
regie_shrink_set_child (RegieShrink *self, GtkWidget *child)
{
  g_return_if_fail (REGIE_IS_SHRINK (self));
  g_return_if_fail (child == NULL || GTK_IS_WIDGET (child));

  if (self->child == child)
    return;
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
}

double
regie_shrink_get_scale (RegieShrink *self)
{
  g_return_val_if_fail (REGIE_IS_SHRINK (self), 1);
  return self->scale;
}

static void
regie_shrink_dispose (GObject *object)
{
  g_clear_pointer (&REGIE_SHRINK (object)->child, gtk_widget_unparent);
  G_OBJECT_CLASS (regie_shrink_parent_class)->dispose (object);
}

static GtkSizeRequestMode
regie_shrink_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
regie_shrink_class_init (RegieShrinkClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = regie_shrink_dispose;
  widget_class->measure = regie_shrink_measure;
  widget_class->size_allocate = regie_shrink_size_allocate;
  widget_class->get_request_mode = regie_shrink_get_request_mode;
}

static void
regie_shrink_init (RegieShrink *self)
{
  self->scale = 1;
}
