/* regie-alarm-label.c: an alarm in as many words as there is room for, and never in half a word
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-alarm-label.h"

struct _RegieAlarmLabel
{
  GtkWidget parent_instance;
  char *text;
  char *shape;
  /* bytes of the text that are never cut */
  int least;
};

G_DEFINE_FINAL_TYPE (RegieAlarmLabel, regie_alarm_label, GTK_TYPE_WIDGET)

/* Where the cut of @layout begins, bytes; G_MAXINT: it is whole */
static int
find_cut (PangoLayout *layout)
{
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  int cut = G_MAXINT;

  do
    {
      PangoLayoutRun *run = pango_layout_iter_get_run_readonly (iter);

      if (run != NULL && (run->item->analysis.flags & PANGO_ANALYSIS_FLAG_IS_ELLIPSIS))
        cut = MIN (cut, run->item->offset);
    }
  while (pango_layout_iter_next_run (iter));
  pango_layout_iter_free (iter);
  return cut;
}

/* Returns: (transfer full): what is shown at this width */
static PangoLayout *
lay_out (RegieAlarmLabel *self, int width, gboolean *whole)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->text);
  PangoRectangle extents;

  pango_layout_set_wrap (layout, PANGO_WRAP_WORD);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_height (layout, -2);
  pango_layout_set_width (layout, width * PANGO_SCALE);
  pango_layout_get_pixel_extents (layout, NULL, &extents);
  *whole = extents.width <= width && find_cut (layout) >= self->least;
  if (*whole)
    return layout;
  g_object_unref (layout);
  return gtk_widget_create_pango_layout (GTK_WIDGET (self), self->shape);
}

const char *
regie_alarm_label_get_shown (RegieAlarmLabel *self)
{
  g_autoptr (PangoLayout) layout = NULL;
  gboolean whole;

  g_return_val_if_fail (REGIE_IS_ALARM_LABEL (self), NULL);
  layout = lay_out (self, gtk_widget_get_width (GTK_WIDGET (self)), &whole);
  return whole ? self->text : self->shape;
}

void
regie_alarm_label_set_text (RegieAlarmLabel *self,
                            const char *text,
                            const char *least,
                            const char *shape)
{
  gboolean differs;

  g_return_if_fail (REGIE_IS_ALARM_LABEL (self));
  g_return_if_fail (text != NULL && shape != NULL);
  g_return_if_fail (least == NULL || g_str_has_prefix (text, least));
  differs = g_set_str (&self->text, text);
  differs |= g_set_str (&self->shape, shape);
  self->least = (int) strlen (least != NULL ? least : text);
  if (differs)
    gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
regie_alarm_label_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  RegieAlarmLabel *self = REGIE_ALARM_LABEL (widget);
  g_autoptr (PangoLayout) text = gtk_widget_create_pango_layout (widget, self->text);
  g_autoptr (PangoLayout) shape = gtk_widget_create_pango_layout (widget, self->shape);
  int width, height;

  pango_layout_get_pixel_size (text, &width, &height);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *natural = width;
      pango_layout_get_pixel_size (shape, minimum, NULL);
      *natural = MAX (*minimum, *natural);
    }
  else
    {
      *minimum = *natural = 2 * height;
    }
}

static void
regie_alarm_label_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  gboolean whole;
  g_autoptr (PangoLayout) layout =
      lay_out (REGIE_ALARM_LABEL (widget), gtk_widget_get_width (widget), &whole);
  GdkRGBA color;
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  gtk_widget_get_color (widget, &color);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT (0, (float) (gtk_widget_get_height (widget) - height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, &color);
}

static void
regie_alarm_label_finalize (GObject *object)
{
  RegieAlarmLabel *self = REGIE_ALARM_LABEL (object);

  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->shape, g_free);
  G_OBJECT_CLASS (regie_alarm_label_parent_class)->finalize (object);
}

static void
regie_alarm_label_class_init (RegieAlarmLabelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = regie_alarm_label_finalize;
  widget_class->measure = regie_alarm_label_measure;
  widget_class->snapshot = regie_alarm_label_snapshot;
  /* What it says, the name of the button around it says as well. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
  gtk_widget_class_set_css_name (widget_class, "label");
}

static void
regie_alarm_label_init (RegieAlarmLabel *self)
{
  self->text = g_strdup ("");
  self->shape = g_strdup ("");
}

GtkWidget *
regie_alarm_label_new (void)
{
  return g_object_new (REGIE_TYPE_ALARM_LABEL, NULL);
}
