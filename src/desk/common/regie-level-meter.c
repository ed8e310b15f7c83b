/* regie-level-meter.c: the sound of a stage as bars in dBFS with peak hold
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-level-meter.h"

#include <glib/gi18n.h>
#include <math.h>

/* Above this the engineer has to turn it down; dBFS (EBU R 128 production level leaves -9 to -1). */
#define HOT (-9.0)
#define CLIPPED (-0.5)
/* Width of a channel's bar: two stand broad, many stand narrow. */
#define BROAD 5.0f
#define NARROW 3.0f
#define GAP 2.0f

struct _RegieLevelMeter
{
  GtkWidget parent_instance;
  RegieMonitor *monitor;
  GSignalGroup *signals;
  double spoken;
  /* channels that it was measured for */
  guint channels;
};

G_DEFINE_FINAL_TYPE (RegieLevelMeter, regie_level_meter, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_MONITOR = 1,
} RegieLevelMeterProperty;

static GParamSpec *properties[PROP_MONITOR + 1];

double
regie_level_fraction (double level)
{
  /* Corner points of IEC 60268-18, table 1: level in dBFS, percent of the scale. */
  static const struct
  {
    double level;
    double percent;
  } corners[] = { { -60, 2.5 }, { -50, 7.5 }, { -40, 15 }, { -30, 30 }, { -20, 50 }, { 0, 100 } };

  if (level <= corners[0].level)
    return 0.0;
  for (guint i = 1; i < G_N_ELEMENTS (corners); i++)
    if (level <= corners[i].level)
      {
        double part = (level - corners[i - 1].level) / (corners[i].level - corners[i - 1].level);

        return (corners[i - 1].percent + part * (corners[i].percent - corners[i - 1].percent))
               / 100;
      }
  return 1.0;
}

static void
regie_level_meter_draw_bar (RegieLevelMeter *self,
                            GtkSnapshot *snapshot,
                            guint channel,
                            graphene_rect_t *bar)
{
  GdkRGBA back = { 0.5f, 0.55f, 0.62f, 0.22f };
  GdkRGBA low = { 0.42f, 0.62f, 0.78f, 1.0f };
  GdkRGBA high = { 0.80f, 0.90f, 0.97f, 1.0f };
  GdkRGBA hot = { 0.96f, 0.72f, 0.24f, 1.0f };
  float x = bar->origin.x;
  float width = bar->size.width;
  float height = bar->size.height;
  double rms = regie_monitor_get_rms (self->monitor, channel);
  double hold = regie_monitor_get_peak_hold (self->monitor, channel);
  float level = (float) regie_level_fraction (rms) * height;
  float mark = (float) regie_level_fraction (HOT) * height;
  const GskColorStop stops[] = { { 0.0f, high }, { 1.0f, low } };

  gtk_snapshot_append_color (snapshot, &back, bar);
  gtk_snapshot_append_linear_gradient (
      snapshot, &GRAPHENE_RECT_INIT (x, height - MIN (level, mark), width, MIN (level, mark)),
      &GRAPHENE_POINT_INIT (x, height - mark), &GRAPHENE_POINT_INIT (x, height), stops,
      G_N_ELEMENTS (stops));
  if (level > mark)
    gtk_snapshot_append_color (snapshot, &hot,
                               &GRAPHENE_RECT_INIT (x, height - level, width, level - mark));
  if (hold > -60.0)
    {
      float y = height - (float) regie_level_fraction (hold) * height;

      gtk_snapshot_append_color (
          snapshot, hold > HOT ? &hot : &high,
          &GRAPHENE_RECT_INIT (x, MIN (y, height - 2), width, hold > CLIPPED ? 4 : 2));
    }
}

static void
regie_level_meter_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RegieLevelMeter *self = REGIE_LEVEL_METER (widget);
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);
  static const double ticks[] = { -9, -20, -30, -40 };
  GdkRGBA line = { 0, 0, 0, 0.55f };
  float bar = self->channels > 2 ? NARROW : BROAD;

  if (self->monitor == NULL || height < 8)
    return;
  for (guint i = 0; i < self->channels; i++)
    regie_level_meter_draw_bar (self, snapshot, i,
                                &GRAPHENE_RECT_INIT ((float) i * (bar + GAP), 0, bar, height));
  for (guint i = 0; i < G_N_ELEMENTS (ticks); i++)
    gtk_snapshot_append_color (
        snapshot, &line,
        &GRAPHENE_RECT_INIT (0, roundf (height - (float) regie_level_fraction (ticks[i]) * height),
                             width, 1));
}

static void
regie_level_meter_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  guint channels = REGIE_LEVEL_METER (widget)->channels;
  float bar = channels > 2 ? NARROW : BROAD;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = (int) ((float) channels * (bar + GAP) - GAP);
  else
    {
      *minimum = 24;
      *natural = 80;
    }
}

/* A stage without sound yet has the room of a stereo pair: that is what most will have. */
static void
regie_level_meter_follow_channels (RegieLevelMeter *self)
{
  guint channels = self->monitor != NULL ? regie_monitor_get_channels (self->monitor) : 0;

  channels = channels == 0 ? 2 : MIN (channels, REGIE_LEVEL_CHANNELS);
  if (channels == self->channels)
    return;
  self->channels = channels;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
regie_level_meter_on_levels (RegieLevelMeter *self)
{
  double peak = MAX (regie_monitor_get_peak_hold (self->monitor, 0), -60.0);

  regie_level_meter_follow_channels (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  /* Twenty updates a second would drown an assistive technology: only tell what can be heard. */
  if (fabs (peak - self->spoken) >= 3.0)
    {
      g_autofree char *text = g_strdup_printf (_ ("%.0f dBFS"), peak);

      self->spoken = peak;
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_NOW,
                                      peak, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
    }
}

void
regie_level_meter_set_monitor (RegieLevelMeter *self, RegieMonitor *monitor)
{
  g_return_if_fail (REGIE_IS_LEVEL_METER (self));
  if (!g_set_object (&self->monitor, monitor))
    return;
  g_signal_group_set_target (self->signals, monitor);
  regie_level_meter_follow_channels (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MONITOR]);
}

static void
regie_level_meter_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_MONITOR)
    g_value_set_object (value, REGIE_LEVEL_METER (object)->monitor);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
regie_level_meter_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_MONITOR)
    regie_level_meter_set_monitor (REGIE_LEVEL_METER (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
regie_level_meter_dispose (GObject *object)
{
  RegieLevelMeter *self = REGIE_LEVEL_METER (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->monitor);
  G_OBJECT_CLASS (regie_level_meter_parent_class)->dispose (object);
}

static void
regie_level_meter_class_init (RegieLevelMeterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = regie_level_meter_dispose;
  object_class->get_property = regie_level_meter_get_property;
  object_class->set_property = regie_level_meter_set_property;
  widget_class->snapshot = regie_level_meter_snapshot;
  widget_class->measure = regie_level_meter_measure;
  properties[PROP_MONITOR] =
      g_param_spec_object ("monitor", NULL, NULL, REGIE_TYPE_MONITOR,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_css_name (widget_class, "levelmeter");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_METER);
}

static void
regie_level_meter_init (RegieLevelMeter *self)
{
  self->spoken = -60.0;
  self->channels = 2;
  self->signals = g_signal_group_new (REGIE_TYPE_MONITOR);
  g_signal_group_connect_swapped (self->signals, "levels-changed",
                                  G_CALLBACK (regie_level_meter_on_levels), self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Sound level"), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, -60.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, -60.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, _ ("silent"), -1);
}
