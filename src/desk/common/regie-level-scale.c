/* regie-level-scale.c: the figures beside a level meter, in dBFS
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-level-scale.h"

#include "regie-level-meter.h"

struct _RegieLevelScale
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (RegieLevelScale, regie_level_scale, GTK_TYPE_WIDGET)

/* In the order in which they give way when there is no room. */
static const int figures[] = { 0, -20, -9, -30, -40, -50, -6, -14 };

static PangoLayout *
make_layout (GtkWidget *widget, int level)
{
  /* The sign is left out: full scale is the highest there is. */
  g_autofree char *text = g_strdup_printf ("%d", ABS (level));

  return gtk_widget_create_pango_layout (widget, text);
}

static void
regie_level_scale_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  double taken[G_N_ELEMENTS (figures)];
  guint n = 0;
  GdkRGBA colour;

  gtk_widget_get_color (widget, &colour);
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      g_autoptr (PangoLayout) layout = make_layout (widget, figures[i]);
      double middle = height - regie_level_fraction (figures[i]) * height;
      gboolean free = TRUE;
      int w, h;
      double y;

      pango_layout_get_pixel_size (layout, &w, &h);
      y = CLAMP (middle - h / 2.0, 0, MAX (0, height - h));
      for (guint j = 0; j < n; j++)
        free = free && ABS (taken[j] - y) > h;
      if (!free)
        continue;
      taken[n++] = y;
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (width - w), (float) y));
      gtk_snapshot_append_layout (snapshot, layout, &colour);
      gtk_snapshot_restore (snapshot);
    }
}

static void
regie_level_scale_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  g_autoptr (PangoLayout) layout = make_layout (widget, -50);
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? width : height;
}

static void
regie_level_scale_class_init (RegieLevelScaleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = regie_level_scale_snapshot;
  widget_class->measure = regie_level_scale_measure;
  gtk_widget_class_set_css_name (widget_class, "levelscale");
  /* The meter tells assistive technology its value. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
regie_level_scale_init (RegieLevelScale *self)
{
}
