/* regie-monitor-view.c: a stage's picture with its sound, tally, format and alarms
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-monitor-view.h"

#include "regie-level-meter.h"
#include "regie-monitor-text.h"
#include "regie-tally.h"
#include "regie-time-text.h"
#include "regie-widget.h"

#include <glib/gi18n.h>

/* Room for the meter beside the picture, with its margins. */
#define GUTTER 24
#define METER_MARGIN 6
/* Height of the line below the picture: format, age, headphones. */
#define STRIP 22
/* A programme this quiet for this long is an alarm: dBFS, microseconds. */
#define SILENCE (-55.0)
#define SILENCE_AFTER (6 * G_USEC_PER_SEC)

struct _RegieMonitorView
{
  GtkWidget parent_instance;
  RegieDeskSession *session;
  char *stage_id;
  char *empty_text;
  /* the stage's name, as told to assistive technology */
  char *name;
  gboolean show_tally;
  gboolean show_format;

  RegieMonitor *monitor;
  GSignalGroup *session_signals;
  GSignalGroup *program_signals;
  GSignalGroup *stage_signals;
  GSignalGroup *monitor_signals;
  gboolean counted;
  gint64 heard;
  const char *light;

  GtkWidget *overlay;
  GtkWidget *strip;
  GtkPicture *picture;
  GtkWidget *slate;
  GtkWidget *alarm;
  GtkLabel *alarm_text;
  GtkLabel *alarm_detail;
  GtkLabel *tally;
  GtkLabel *sound_alarm;
  GtkToggleButton *solo;
  GtkLabel *info;
  GtkLabel *age;
  RegieLevelMeter *meter;
};

G_DEFINE_FINAL_TYPE (RegieMonitorView, regie_monitor_view, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_SESSION = 1,
  PROP_STAGE_ID,
  PROP_SHOW_TALLY,
  PROP_SHOW_FORMAT,
  PROP_EMPTY_TEXT,
} RegieMonitorViewProperty;

static GParamSpec *properties[PROP_EMPTY_TEXT + 1];

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
  if (self->session == NULL || self->stage_id == NULL)
    return NULL;
  return regie_congress_find_stage (regie_desk_session_get_congress (self->session),
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
    tally = regie_tally_of (regie_desk_session_get_congress (self->session), self->stage_id);
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

/* Once per alarm, however many views show the monitor. */
static void
regie_monitor_view_announce (RegieMonitorView *self, const char *alarm)
{
  static const char key[] = "regie-monitor-announced";
  RegieMonitorState state = regie_monitor_get_state (self->monitor);
  gboolean down = alarm != NULL
                  && (state == REGIE_MONITOR_STALLED || state == REGIE_MONITOR_RECONNECTING
                      || state == REGIE_MONITOR_FAILED);
  gboolean told = g_object_get_data (G_OBJECT (self->monitor), key) != NULL;
  g_autofree char *text = NULL;

  if (down == told || self->name == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  g_object_set_data (G_OBJECT (self->monitor), key, down ? self->monitor : NULL);
  /* Translators: a stage and what happens to its picture: Stage 1: NO SIGNAL */
  text = g_strdup_printf (_ ("%s: %s"), self->name, down ? alarm : _ ("the picture is back"));
  gtk_accessible_announce (GTK_ACCESSIBLE (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
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
  if (self->monitor != NULL)
    regie_monitor_view_announce (self, text);
  /* An old picture must not be taken for a live one. */
  gtk_widget_set_opacity (GTK_WIDGET (self->picture), text != NULL ? 0.25 : 1.0);
}

static void
regie_monitor_view_show_sound (RegieMonitorView *self)
{
  g_autofree char *text = NULL;
  gint64 now = g_get_monotonic_time ();

  /* A recording that stands still is silent because it stands still. */
  if (self->monitor != NULL && regie_monitor_is_showing (self->monitor)
      && !regie_monitor_get_paused (self->monitor))
    {
      if (regie_monitor_get_channels (self->monitor) == 0)
        text = g_strdup (_ ("NO SOUND"));
      else if (regie_monitor_get_peak (self->monitor, 0) >= -0.1)
        text = g_strdup (_ ("CLIPPING"));
      else if (self->heard != 0 && now - self->heard > SILENCE_AFTER)
        {
          g_autofree char *age = regie_text_age (now - self->heard);

          /* Translators: a stage has been without sound for that long */
          text = g_strdup_printf (_ ("SILENT %s"), age);
        }
    }
  else
    self->heard = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->sound_alarm), text != NULL);
  if (text != NULL)
    gtk_label_set_label (self->sound_alarm, text);
}

static void
regie_monitor_view_show_format (RegieMonitorView *self)
{
  g_autofree char *format = NULL;
  g_autofree char *age = NULL;

  if (self->monitor != NULL && self->show_format)
    {
      format = regie_monitor_format_text (self->monitor);
      age = regie_monitor_age_text (self->monitor, g_get_monotonic_time ());
    }
  gtk_label_set_label (self->info, format != NULL ? format : "");
  gtk_label_set_label (self->age, age != NULL ? age : "");
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

  if (stage != NULL)
    tally = regie_tally_of (regie_desk_session_get_congress (self->session), self->stage_id);
  description = g_strjoin (", ", regie_tally_spoken (tally),
                           alarm[0] != '\0' ? alarm : gtk_label_get_label (self->info), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
  if (stage == NULL || g_strcmp0 (name, self->name) == 0)
    return;
  g_set_str (&self->name, name);
  solo = g_strdup_printf (_ ("Listen to %s"), name);
  level = g_strdup_printf (_ ("Sound level of %s"), name);
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
  regie_monitor_view_show_sound (self);
  regie_monitor_view_show_format (self);
  regie_monitor_view_tell (self);
}

static void
regie_monitor_view_on_levels (RegieMonitorView *self)
{
  if (regie_monitor_get_peak (self->monitor, 0) > SILENCE || self->heard == 0)
    self->heard = g_get_monotonic_time ();
}

static void
regie_monitor_view_on_solo (RegieMonitorView *self)
{
  if (self->monitor != NULL)
    gtk_toggle_button_set_active (self->solo, regie_monitor_get_solo (self->monitor));
}

static void
on_solo (RegieMonitorView *self, GtkToggleButton *button)
{
  gboolean active = gtk_toggle_button_get_active (button);

  if (self->monitor != NULL && regie_monitor_get_solo (self->monitor) != active)
    regie_desk_session_solo (self->session, active ? self->stage_id : NULL);
}

/* What is shown */

static void
regie_monitor_view_follow (RegieMonitorView *self)
{
  RegieMonitor *monitor = NULL;
  RegieCongress *congress = NULL;
  gboolean mapped = gtk_widget_get_mapped (GTK_WIDGET (self));

  if (self->session != NULL)
    {
      congress = regie_desk_session_get_congress (self->session);
      monitor = regie_desk_session_get_monitor (self->session, self->stage_id);
    }
  g_signal_group_set_target (self->program_signals,
                             congress != NULL ? regie_congress_get_program (congress) : NULL);
  g_signal_group_set_target (self->stage_signals, regie_monitor_view_get_stage (self));
  if (monitor != self->monitor)
    {
      regie_monitor_view_count (self, FALSE);
      g_set_object (&self->monitor, monitor);
      self->heard = 0;
      g_signal_group_set_target (self->monitor_signals, monitor);
      regie_level_meter_set_monitor (self->meter, monitor);
      gtk_picture_set_paintable (self->picture,
                                 monitor != NULL ? regie_monitor_get_paintable (monitor) : NULL);
      regie_monitor_view_count (self, mapped);
      regie_monitor_view_on_solo (self);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->solo), monitor != NULL);
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
regie_monitor_view_set_session (RegieMonitorView *self, RegieDeskSession *session)
{
  if (!g_set_object (&self->session, session))
    return;
  g_signal_group_set_target (self->session_signals, session);
  regie_monitor_view_follow (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

GtkWidget *
regie_monitor_view_new (void)
{
  return g_object_new (REGIE_TYPE_MONITOR_VIEW, NULL);
}

/* Shape: 16:9 and the meter's gutter, whatever the room */

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
  int ignored;

  gtk_widget_measure (self->overlay, orientation, -1, &ignored, NULL, NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (self->meter), orientation, -1, &ignored, NULL, NULL, NULL);
  gtk_widget_measure (self->strip, orientation, -1, &ignored, NULL, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 160;
      *natural = 320;
    }
  else
    {
      *minimum = 56 + STRIP;
      *natural = for_size > GUTTER ? MAX (*minimum, (for_size - GUTTER) * 9 / 16 + STRIP) : 200;
    }
}

static void
regie_monitor_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RegieMonitorView *self = REGIE_MONITOR_VIEW (widget);
  int room = height - STRIP;
  int picture_width = MIN (width - GUTTER, room * 16 / 9);
  int picture_height = MIN (room, (picture_width * 9 + 8) / 16);
  int minimum, left, top;
  GtkAllocation area;

  gtk_widget_measure (self->overlay, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  picture_width = MAX (picture_width, minimum);
  gtk_widget_measure (self->overlay, GTK_ORIENTATION_VERTICAL, picture_width, &minimum, NULL, NULL,
                      NULL);
  picture_height = MAX (picture_height, minimum);
  left = MAX (0, (width - GUTTER - picture_width) / 2);
  top = MAX (0, (room - picture_height) / 2);
  area = (GtkAllocation) { left, top, picture_width, picture_height };
  gtk_widget_size_allocate (self->overlay, &area, -1);
  gtk_widget_measure (GTK_WIDGET (self->meter), GTK_ORIENTATION_VERTICAL, -1, &minimum, NULL, NULL,
                      NULL);
  area = (GtkAllocation) { left + picture_width + METER_MARGIN, top + METER_MARGIN,
                           GUTTER - 2 * METER_MARGIN,
                           MAX (minimum, picture_height - 2 * METER_MARGIN) };
  gtk_widget_size_allocate (GTK_WIDGET (self->meter), &area, -1);
  gtk_widget_measure (self->strip, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  area = (GtkAllocation) { 0, room, MAX (minimum, width), 0 };
  gtk_widget_measure (self->strip, GTK_ORIENTATION_VERTICAL, area.width, &minimum, NULL, NULL,
                      NULL);
  area.height = MAX (minimum, STRIP);
  gtk_widget_size_allocate (self->strip, &area, -1);
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
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
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
    case PROP_SESSION:
      regie_monitor_view_set_session (self, g_value_get_object (value));
      return;
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
  g_clear_object (&self->session_signals);
  g_clear_object (&self->program_signals);
  g_clear_object (&self->stage_signals);
  g_clear_object (&self->monitor_signals);
  regie_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_MONITOR_VIEW);
  g_clear_object (&self->monitor);
  g_clear_object (&self->session);
  g_clear_pointer (&self->stage_id, g_free);
  g_clear_pointer (&self->empty_text, g_free);
  g_clear_pointer (&self->name, g_free);
  G_OBJECT_CLASS (regie_monitor_view_parent_class)->dispose (object);
}

static void
regie_monitor_view_bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (REGIE_TYPE_LEVEL_METER);
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
  gtk_widget_class_bind_template_child (widget_class, RegieMonitorView, sound_alarm);
  gtk_widget_class_bind_template_child (widget_class, RegieMonitorView, solo);
  gtk_widget_class_bind_template_child (widget_class, RegieMonitorView, info);
  gtk_widget_class_bind_template_child (widget_class, RegieMonitorView, age);
  gtk_widget_class_bind_template_child (widget_class, RegieMonitorView, meter);
  gtk_widget_class_bind_template_callback (widget_class, on_solo);
}

static void
regie_monitor_view_class_init (RegieMonitorViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = regie_monitor_view_dispose;
  object_class->get_property = regie_monitor_view_get_property;
  object_class->set_property = regie_monitor_view_set_property;
  widget_class->get_request_mode = regie_monitor_view_get_request_mode;
  widget_class->measure = regie_monitor_view_measure;
  widget_class->size_allocate = regie_monitor_view_size_allocate;
  widget_class->map = regie_monitor_view_map;
  widget_class->unmap = regie_monitor_view_unmap;

  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, REGIE_TYPE_DESK_SESSION, flags);
  properties[PROP_STAGE_ID] = g_param_spec_string ("stage-id", NULL, NULL, NULL, flags);
  properties[PROP_SHOW_TALLY] = g_param_spec_boolean ("show-tally", NULL, NULL, TRUE, flags);
  properties[PROP_SHOW_FORMAT] = g_param_spec_boolean ("show-format", NULL, NULL, TRUE, flags);
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
  self->session_signals = g_signal_group_new (REGIE_TYPE_DESK_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "notify::now",
                                  G_CALLBACK (regie_monitor_view_follow), self);
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
  g_signal_group_connect_swapped (self->monitor_signals, "notify::solo",
                                  G_CALLBACK (regie_monitor_view_on_solo), self);
  g_signal_group_connect_swapped (self->monitor_signals, "levels-changed",
                                  G_CALLBACK (regie_monitor_view_on_levels), self);
  gtk_widget_init_template (GTK_WIDGET (self));
}
