/* regie-monitor-view.c: a stage's picture with its sound, tally, format and alarms
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-monitor-view.h"

#include "regie-alarm-pills.h"
#include "regie-level-meter.h"
#include "regie-level-scale.h"
#include "regie-monitor-details.h"
#include "regie-monitor-picture.h"
#include "regie-monitor-settings.h"
#include "regie-monitor-text.h"
#include "regie-safe-areas.h"
#include "regie-tally.h"
#include "regie-widget.h"

#include <glib/gi18n.h>

/* Around the meter beside the picture. */
#define METER_MARGIN 6
/* Height of the line below the picture: format, age, headphones. */
#define STRIP 22
/* A monitor this wide says all it can below its picture; one below the other bound only the essentials. */
#define WIDE 460
#define NARROW 280
/* A picture this high has figures beside its meter. */
#define SCALED 150

struct _RegieMonitorView
{
  RegieSessionWidget base;
  char *stage_id;
  char *empty_text;
  /* the stage's name, as told to assistive technology */
  char *name;
  gboolean show_tally;
  gboolean show_format;
  gboolean returned;

  RegieMonitor *monitor;
  GSignalGroup *settings_signals;
  GSignalGroup *program_signals;
  GSignalGroup *stage_signals;
  GSignalGroup *monitor_signals;
  gboolean counted;
  const char *light;

  GtkWidget *overlay;
  GtkWidget *strip;
  RegieMonitorPicture *picture;
  GtkWidget *slate;
  GtkWidget *alarm;
  GtkLabel *alarm_text;
  GtkLabel *alarm_detail;
  GtkLabel *tally;
  GtkButton *retry;
  RegieAlarmPills *pills;
  GtkWidget *safe_areas;
  GtkMenuButton *details;
  GtkToggleButton *solo;
  GtkLabel *info;
  GtkLabel *loudness;
  GtkLabel *mark;
  GtkLabel *age;
  RegieLevelMeter *meter;
  GtkWidget *scale;
};

G_DEFINE_FINAL_TYPE (RegieMonitorView, regie_monitor_view, REGIE_TYPE_SESSION_WIDGET)

typedef enum
{
  PROP_STAGE_ID = 1,
  PROP_SHOW_TALLY,
  PROP_SHOW_FORMAT,
  PROP_EMPTY_TEXT,
  PROP_RETURNED,
} RegieMonitorViewProperty;

static GParamSpec *properties[PROP_RETURNED + 1];

/* How many views on the screen show a monitor: nobody looks, nothing is drawn. */
static void
regie_monitor_view_count (RegieMonitorView *self, gboolean shown)
{
  static const char key[] = "regie-monitor-viewers";
  int viewers;

  if (self->monitor == NULL || self->counted == shown)
    return;
  self->counted = shown;
  viewers = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (self->monitor), key));
  viewers += shown ? 1 : -1;
  g_object_set_data (G_OBJECT (self->monitor), key, GINT_TO_POINTER (viewers));
  regie_monitor_set_drawing (self->monitor, viewers > 0);
  if (shown)
    regie_monitor_set_scale_factor (self->monitor,
                                    (guint) gtk_widget_get_scale_factor (GTK_WIDGET (self)));
}

static RegieStage *
regie_monitor_view_get_stage (RegieMonitorView *self)
{
  if (self->base.session == NULL || self->stage_id == NULL)
    return NULL;
  return regie_congress_find_stage (regie_desk_session_get_congress (self->base.session),
                                    self->stage_id);
}

/* Telling the state */

static void
regie_monitor_view_show_tally (RegieMonitorView *self)
{
  RegieStage *stage = regie_monitor_view_get_stage (self);
  RegieTally tally = REGIE_TALLY_OFF_AIR;
  const char *light = NULL;

  if (stage != NULL)
    tally = regie_tally_of (regie_desk_session_get_congress (self->base.session), self->stage_id);
  if (stage != NULL && self->show_tally)
    light = regie_tally_class (tally);
  if (self->light != light)
    {
      if (self->light != NULL)
        {
          gtk_widget_remove_css_class (GTK_WIDGET (self), self->light);
          gtk_widget_remove_css_class (GTK_WIDGET (self->tally), self->light);
        }
      self->light = light;
      if (light != NULL)
        {
          gtk_widget_add_css_class (GTK_WIDGET (self), light);
          gtk_widget_add_css_class (GTK_WIDGET (self->tally), light);
        }
    }
  gtk_widget_set_visible (GTK_WIDGET (self->tally), light != NULL);
  gtk_label_set_label (self->tally, regie_tally_text (tally));
  gtk_widget_set_visible (
      self->slate, stage != NULL && regie_stage_state (stage)->stage_state == REGIE_STAGE_HOLD);
}

static void
regie_monitor_view_show_alarm (RegieMonitorView *self)
{
  g_autofree char *text = NULL;
  g_autofree char *detail = NULL;

  if (self->monitor != NULL)
    text = regie_monitor_alarm_text (self->monitor, g_get_monotonic_time (), &detail);
  else if (self->empty_text != NULL)
    text = g_strdup (self->empty_text);
  gtk_widget_set_visible (self->alarm, text != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->alarm_detail), detail != NULL);
  gtk_label_set_label (self->alarm_text, text != NULL ? text : "");
  gtk_label_set_label (self->alarm_detail, detail != NULL ? detail : "");
  if (self->monitor != NULL && text != NULL)
    gtk_widget_add_css_class (self->alarm, "attention-text");
  else
    gtk_widget_remove_css_class (self->alarm, "attention-text");
  gtk_widget_set_visible (GTK_WIDGET (self->retry),
                          self->monitor != NULL && text != NULL
                              && regie_monitor_get_state (self->monitor) != REGIE_MONITOR_IDLE
                              && regie_monitor_get_state (self->monitor) != REGIE_MONITOR_CONNECTING
                              && gtk_widget_get_height (GTK_WIDGET (self)) >= SCALED);
  /* An old picture must not be taken for a live one. */
  gtk_widget_set_opacity (GTK_WIDGET (self->picture), text != NULL ? 0.25 : 1.0);
}

static void
regie_monitor_view_show_alarms (RegieMonitorView *self)
{
  RegieAlarm *worst = self->monitor != NULL ? regie_monitor_get_alarm (self->monitor) : NULL;

  regie_alarm_pills_refresh (self->pills,
                             gtk_widget_get_height (GTK_WIDGET (self)) < SCALED ? 1 : 4);
  regie_widget_set_class (GTK_WIDGET (self), "alarmed",
                          worst != NULL
                              && regie_alarm_get_severity (worst) == REGIE_ALARM_CRITICAL);
}

/* The strip says what it has room for: a small monitor the essentials, the popover all of it. */
static void
regie_monitor_view_show_strip (RegieMonitorView *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  gboolean wide = width >= WIDE;
  g_autofree char *format = NULL;
  g_autofree char *age = NULL;
  g_autofree char *mark = NULL;
  g_autofree char *loudness = NULL;
  RegieMarkState state = REGIE_MARK_NOT_VERIFIED;

  if (self->monitor != NULL && self->show_format)
    {
      g_autofree char *momentary =
          regie_text_loudness (regie_monitor_get_loudness_momentary (self->monitor));
      g_autofree char *short_term =
          regie_text_loudness (regie_monitor_get_loudness_short_term (self->monitor));

      format =
          regie_monitor_format_text (self->monitor, wide             ? REGIE_MONITOR_TEXT_FULL
                                                    : width < NARROW ? REGIE_MONITOR_TEXT_SHORT
                                                                     : REGIE_MONITOR_TEXT_NORMAL);
      age = regie_monitor_age_text (self->monitor, g_get_monotonic_time ());
      mark = regie_monitor_mark_text (self->monitor, wide ? self->name : NULL);
      state = regie_monitor_get_mark (self->monitor);
      /* Translators: momentary and short-term loudness (EBU R 128) */
      loudness = g_strdup_printf (_ ("M %s  S %s"), momentary, short_term);
    }
  gtk_label_set_label (self->info, format != NULL ? format : "");
  gtk_label_set_label (self->age, age != NULL ? age : "");
  gtk_label_set_label (self->mark, mark != NULL ? mark : "");
  gtk_label_set_label (self->loudness, loudness != NULL ? loudness : "");
  gtk_widget_set_visible (GTK_WIDGET (self->mark), mark != NULL && mark[0] != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->age), age != NULL && age[0] != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->loudness), wide && loudness != NULL);
  regie_widget_set_class (GTK_WIDGET (self->mark), "mark-wrong",
                          state == REGIE_MARK_WRONG_STAGE || state == REGIE_MARK_STALE);
}

/* What the popover shows is made when it is opened, and goes with it. */
static void
regie_monitor_view_fill_details (GtkMenuButton *button, gpointer data)
{
  RegieMonitorView *self = data;
  GtkWidget *popover = gtk_popover_new ();

  gtk_widget_add_css_class (popover, "monitor-popover");
  gtk_popover_set_child (GTK_POPOVER (popover),
                         regie_monitor_details_new (self->base.session, self->stage_id));
  gtk_menu_button_set_popover (button, popover);
}

static void
regie_monitor_view_tell (RegieMonitorView *self)
{
  RegieStage *stage = regie_monitor_view_get_stage (self);
  g_autofree char *name = stage != NULL ? regie_stage_label (stage) : g_strdup (_ ("No stage"));
  const char *alarm = gtk_label_get_label (self->alarm_text);
  RegieTally tally = REGIE_TALLY_OFF_AIR;
  g_autofree char *description = NULL;
  g_autofree char *solo = NULL;
  g_autofree char *level = NULL;
  g_autofree char *details = NULL;

  if (stage != NULL)
    tally = regie_tally_of (regie_desk_session_get_congress (self->base.session), self->stage_id);
  description = g_strjoin (", ", regie_tally_spoken (tally),
                           alarm[0] != '\0' ? alarm : gtk_label_get_label (self->info), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
  if (stage == NULL || g_strcmp0 (name, self->name) == 0)
    return;
  g_set_str (&self->name, name);
  solo = g_strdup_printf (_ ("Listen to %s"), name);
  level = g_strdup_printf (_ ("Sound level of %s"), name);
  /* Translators: a stage's name */
  details = g_strdup_printf (_ ("Signal details of %s"), name);
  regie_widget_set_menu_button_name (self->details, details);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->solo), GTK_ACCESSIBLE_PROPERTY_LABEL, solo,
                                  -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->meter), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  level, -1);
}

static void
regie_monitor_view_refresh (RegieMonitorView *self)
{
  regie_monitor_view_show_tally (self);
  regie_monitor_view_show_alarm (self);
  regie_monitor_view_show_alarms (self);
  regie_monitor_view_show_strip (self);
  regie_monitor_view_tell (self);
}

static void
regie_monitor_view_on_solo (RegieMonitorView *self)
{
  if (self->monitor != NULL)
    gtk_toggle_button_set_active (self->solo, regie_monitor_get_solo (self->monitor));
}

static void
on_retry (RegieMonitorView *self, GtkButton *button)
{
  if (self->monitor != NULL)
    regie_monitor_retry (self->monitor);
}

static void
regie_monitor_view_on_settings (RegieMonitorView *self)
{
  gtk_widget_set_visible (self->safe_areas,
                          self->monitor != NULL
                              && regie_monitor_settings_get_safe_areas (
                                  regie_desk_session_get_monitor_settings (self->base.session)));
}

static void
on_solo (RegieMonitorView *self, GtkToggleButton *button)
{
  gboolean active = gtk_toggle_button_get_active (button);

  if (self->monitor != NULL && regie_monitor_get_solo (self->monitor) != active)
    regie_desk_session_solo (self->base.session, active ? self->stage_id : NULL);
}

/* What is shown */

static void
regie_monitor_view_follow (RegieMonitorView *self)
{
  RegieMonitor *monitor = NULL;
  RegieCongress *congress = NULL;
  gboolean mapped = gtk_widget_get_mapped (GTK_WIDGET (self));
  gboolean is_own = TRUE;

  if (self->base.session != NULL)
    {
      congress = regie_desk_session_get_congress (self->base.session);
      if (self->returned)
        monitor = regie_desk_session_get_program_monitor (self->base.session);
      is_own = monitor == NULL;
      if (is_own)
        monitor = regie_desk_session_get_monitor (self->base.session, self->stage_id);
    }
  g_signal_group_set_target (self->program_signals,
                             congress != NULL ? regie_congress_get_program (congress) : NULL);
  g_signal_group_set_target (self->stage_signals, regie_monitor_view_get_stage (self));
  if (monitor != self->monitor)
    {
      regie_monitor_view_count (self, FALSE);
      g_set_object (&self->monitor, monitor);
      g_signal_group_set_target (self->monitor_signals, monitor);
      regie_level_meter_set_monitor (self->meter, monitor);
      regie_alarm_pills_set_monitor (self->pills, monitor);
      GdkPaintable *paintable = monitor != NULL ? regie_monitor_get_paintable (monitor) : NULL;

      regie_monitor_picture_set_paintable (self->picture, paintable);
      g_object_set (self->safe_areas, "paintable", paintable, NULL);
      regie_monitor_view_count (self, mapped);
      regie_monitor_view_on_solo (self);
    }
  /* These are of the stage. */
  gtk_widget_set_visible (GTK_WIDGET (self->solo), monitor != NULL && is_own);
  gtk_widget_set_visible (GTK_WIDGET (self->details), monitor != NULL && is_own);
  if (self->base.session != NULL)
    regie_monitor_view_on_settings (self);
  regie_monitor_view_refresh (self);
}

void
regie_monitor_view_set_stage_id (RegieMonitorView *self, const char *stage)
{
  g_return_if_fail (REGIE_IS_MONITOR_VIEW (self));
  if (!g_set_str (&self->stage_id, stage))
    return;
  regie_monitor_view_follow (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STAGE_ID]);
}

static void
regie_monitor_view_session_changed (RegieSessionWidget *base)
{
  RegieMonitorView *self = REGIE_MONITOR_VIEW (base);

  g_signal_group_set_target (
      self->settings_signals,
      base->session != NULL ? regie_desk_session_get_monitor_settings (base->session) : NULL);
  regie_monitor_view_follow (self);
}

/* Shape: 16:9 with the meter beside it, whatever the room */

static int
width_of (GtkWidget *widget)
{
  int width;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  return width;
}

/* Meter, and its figures where the picture is high enough, with their margins. */
static int
regie_monitor_view_gutter (RegieMonitorView *self, int height, gboolean *scaled)
{
  int gutter = width_of (GTK_WIDGET (self->meter)) + 2 * METER_MARGIN;

  *scaled = height - STRIP >= SCALED;
  return *scaled ? gutter + width_of (self->scale) + METER_MARGIN / 2 : gutter;
}

static GtkSizeRequestMode
regie_monitor_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
regie_monitor_view_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  RegieMonitorView *self = REGIE_MONITOR_VIEW (widget);
  gboolean scaled;
  int gutter = regie_monitor_view_gutter (self, G_MAXINT, &scaled);
  int ignored;

  gtk_widget_measure (self->overlay, orientation, -1, &ignored, NULL, NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (self->meter), orientation, -1, &ignored, NULL, NULL, NULL);
  gtk_widget_measure (self->scale, orientation, -1, &ignored, NULL, NULL, NULL);
  gtk_widget_measure (self->strip, orientation, -1, &ignored, NULL, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 160;
      *natural = 320;
    }
  else
    {
      *minimum = 56 + STRIP;
      *natural = for_size > gutter ? MAX (*minimum, (for_size - gutter) * 9 / 16 + STRIP) : 200;
    }
}

static void
place (GtkWidget *widget, int x, int y, int width, int height)
{
  int least_width, least_height;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &least_width, NULL, NULL, NULL);
  width = MAX (width, least_width);
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, &least_height, NULL, NULL, NULL);
  gtk_widget_size_allocate (widget, &(GtkAllocation) { x, y, width, MAX (height, least_height) },
                            -1);
}

static void
regie_monitor_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RegieMonitorView *self = REGIE_MONITOR_VIEW (widget);
  gboolean scaled;
  int gutter = regie_monitor_view_gutter (self, height, &scaled);
  int room = height - STRIP;
  /* Whole pixels both ways at 16:9: then a frame is as large as it is drawn, and is copied; otherwise it
   * would be scaled a second time, by the processor, and blurred. */
  int sixteenths = MAX (1, MIN (width - gutter, room * 16 / 9) / 16);
  int picture_width = sixteenths * 16;
  int picture_height = sixteenths * 9;
  int meter_width = width_of (GTK_WIDGET (self->meter));
  int left = MAX (0, (width - gutter - picture_width) / 2);
  int top = MAX (0, (room - picture_height) / 2);
  int beside = left + picture_width + METER_MARGIN;
  int bars = picture_height - 2 * METER_MARGIN;

  place (self->overlay, left, top, picture_width, picture_height);
  place (GTK_WIDGET (self->meter), beside, top + METER_MARGIN, meter_width, bars);
  scaled = scaled && self->monitor != NULL;
  gtk_widget_set_child_visible (self->scale, scaled);
  if (scaled)
    place (self->scale, beside + meter_width + METER_MARGIN / 2, top + METER_MARGIN,
           width_of (self->scale), bars);
  place (self->strip, 0, room, width, STRIP);
}

static void
regie_monitor_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (regie_monitor_view_parent_class)->map (widget);
  regie_monitor_view_count (REGIE_MONITOR_VIEW (widget), TRUE);
}

static void
regie_monitor_view_unmap (GtkWidget *widget)
{
  regie_monitor_view_count (REGIE_MONITOR_VIEW (widget), FALSE);
  GTK_WIDGET_CLASS (regie_monitor_view_parent_class)->unmap (widget);
}

/* Life */

static void
regie_monitor_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieMonitorView *self = REGIE_MONITOR_VIEW (object);

  switch ((RegieMonitorViewProperty) id)
    {
    case PROP_STAGE_ID:
      g_value_set_string (value, self->stage_id);
      break;
    case PROP_SHOW_TALLY:
      g_value_set_boolean (value, self->show_tally);
      break;
    case PROP_SHOW_FORMAT:
      g_value_set_boolean (value, self->show_format);
      break;
    case PROP_EMPTY_TEXT:
      g_value_set_string (value, self->empty_text);
      break;
    case PROP_RETURNED:
      g_value_set_boolean (value, self->returned);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_monitor_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RegieMonitorView *self = REGIE_MONITOR_VIEW (object);

  switch ((RegieMonitorViewProperty) id)
    {
    case PROP_STAGE_ID:
      regie_monitor_view_set_stage_id (self, g_value_get_string (value));
      return;
    case PROP_SHOW_TALLY:
      self->show_tally = g_value_get_boolean (value);
      break;
    case PROP_SHOW_FORMAT:
      self->show_format = g_value_get_boolean (value);
      break;
    case PROP_EMPTY_TEXT:
      g_set_str (&self->empty_text, g_value_get_string (value));
      break;
    case PROP_RETURNED:
      self->returned = g_value_get_boolean (value);
      regie_monitor_view_follow (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  regie_monitor_view_refresh (self);
  g_object_notify_by_pspec (object, pspec);
}

static void
regie_monitor_view_dispose (GObject *object)
{
  RegieMonitorView *self = REGIE_MONITOR_VIEW (object);

  regie_monitor_view_count (self, FALSE);
  g_clear_object (&self->settings_signals);
  g_clear_object (&self->program_signals);
  g_clear_object (&self->stage_signals);
  g_clear_object (&self->monitor_signals);
  regie_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_MONITOR_VIEW);
  g_clear_object (&self->monitor);
  g_clear_pointer (&self->stage_id, g_free);
  g_clear_pointer (&self->empty_text, g_free);
  g_clear_pointer (&self->name, g_free);
  G_OBJECT_CLASS (regie_monitor_view_parent_class)->dispose (object);
}

static void
regie_monitor_view_bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (REGIE_TYPE_LEVEL_METER);
  g_type_ensure (REGIE_TYPE_MONITOR_PICTURE);
  g_type_ensure (REGIE_TYPE_LEVEL_SCALE);
  g_type_ensure (REGIE_TYPE_ALARM_PILLS);
  g_type_ensure (REGIE_TYPE_SAFE_AREAS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-monitor-view.ui");
  gtk_widget_class_bind_template_child (widget_class, RegieMonitorView, overlay);
  gtk_widget_class_bind_template_child (widget_class, RegieMonitorView, strip);
  gtk_widget_class_bind_template_child (widget_class, RegieMonitorView, picture);
  gtk_widget_class_bind_template_child (widget_class, RegieMonitorView, slate);
  gtk_widget_class_bind_template_child (widget_class, RegieMonitorView, alarm);
  gtk_widget_class_bind_template_child (widget_class, RegieMonitorView, alarm_text);
  gtk_widget_class_bind_template_child (widget_class, RegieMonitorView, alarm_detail);
  gtk_widget_class_bind_template_child (widget_class, RegieMonitorView, tally);
  gtk_widget_class_bind_template_child (widget_class, RegieMonitorView, retry);
  gtk_widget_class_bind_template_child (widget_class, RegieMonitorView, pills);
  gtk_widget_class_bind_template_child (widget_class, RegieMonitorView, safe_areas);
  gtk_widget_class_bind_template_child (widget_class, RegieMonitorView, details);
  gtk_widget_class_bind_template_child (widget_class, RegieMonitorView, loudness);
  gtk_widget_class_bind_template_child (widget_class, RegieMonitorView, mark);
  gtk_widget_class_bind_template_child (widget_class, RegieMonitorView, scale);
  gtk_widget_class_bind_template_child (widget_class, RegieMonitorView, solo);
  gtk_widget_class_bind_template_child (widget_class, RegieMonitorView, info);
  gtk_widget_class_bind_template_child (widget_class, RegieMonitorView, age);
  gtk_widget_class_bind_template_child (widget_class, RegieMonitorView, meter);
  gtk_widget_class_bind_template_callback (widget_class, on_retry);
  gtk_widget_class_bind_template_callback (widget_class, on_solo);
}

static void
regie_monitor_view_class_init (RegieMonitorViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  REGIE_SESSION_WIDGET_CLASS (klass)->session_changed = regie_monitor_view_session_changed;
  object_class->dispose = regie_monitor_view_dispose;
  object_class->get_property = regie_monitor_view_get_property;
  object_class->set_property = regie_monitor_view_set_property;
  widget_class->get_request_mode = regie_monitor_view_get_request_mode;
  widget_class->measure = regie_monitor_view_measure;
  widget_class->size_allocate = regie_monitor_view_size_allocate;
  widget_class->map = regie_monitor_view_map;
  widget_class->unmap = regie_monitor_view_unmap;

  properties[PROP_STAGE_ID] = g_param_spec_string ("stage-id", NULL, NULL, NULL, flags);
  properties[PROP_SHOW_TALLY] = g_param_spec_boolean ("show-tally", NULL, NULL, TRUE, flags);
  properties[PROP_SHOW_FORMAT] = g_param_spec_boolean ("show-format", NULL, NULL, TRUE, flags);
  properties[PROP_RETURNED] = g_param_spec_boolean ("returned", NULL, NULL, FALSE, flags);
  properties[PROP_EMPTY_TEXT] = g_param_spec_string ("empty-text", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_css_name (widget_class, "monitor");
  regie_monitor_view_bind_template (widget_class);
}

static void
regie_monitor_view_init (RegieMonitorView *self)
{
  self->show_tally = TRUE;
  self->show_format = TRUE;
  regie_session_widget_connect (&self->base, "notify::now", G_CALLBACK (regie_monitor_view_follow));
  self->settings_signals = g_signal_group_new (REGIE_TYPE_MONITOR_SETTINGS);
  g_signal_group_connect_swapped (self->settings_signals, "changed",
                                  G_CALLBACK (regie_monitor_view_on_settings), self);
  self->program_signals = g_signal_group_new (REGIE_TYPE_PROGRAM);
  g_signal_group_connect_swapped (self->program_signals, "notify",
                                  G_CALLBACK (regie_monitor_view_refresh), self);
  self->stage_signals = g_signal_group_new (REGIE_TYPE_STAGE);
  g_signal_group_connect_swapped (self->stage_signals, "notify::stage-state",
                                  G_CALLBACK (regie_monitor_view_refresh), self);
  self->monitor_signals = g_signal_group_new (REGIE_TYPE_MONITOR);
  g_signal_group_connect_swapped (self->monitor_signals, "notify::state",
                                  G_CALLBACK (regie_monitor_view_refresh), self);
  g_signal_group_connect_swapped (self->monitor_signals, "notify::codec",
                                  G_CALLBACK (regie_monitor_view_refresh), self);
  g_signal_group_connect_swapped (self->monitor_signals, "notify::buffering",
                                  G_CALLBACK (regie_monitor_view_refresh), self);
  g_signal_group_connect_swapped (self->monitor_signals, "notify::solo",
                                  G_CALLBACK (regie_monitor_view_on_solo), self);
  g_signal_group_connect_swapped (self->monitor_signals, "notify::alarm",
                                  G_CALLBACK (regie_monitor_view_refresh), self);
  g_signal_group_connect_swapped (self->monitor_signals, "notify::mark",
                                  G_CALLBACK (regie_monitor_view_refresh), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->details, regie_monitor_view_fill_details, self,
                                         NULL);
}
