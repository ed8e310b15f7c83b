/* regie-monitor-settings.c: how the monitors are to be: thresholds, safe areas, loudspeaker
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-monitor-settings.h"

#include <glib/gi18n.h>

struct _RegieMonitorSettings
{
  GObject parent_instance;
  GSettings *settings;
  double thresholds[REGIE_N_THRESHOLDS];
  gboolean safe_areas;
  char *output_device;
  char *program_return;
  double volume;
  int return_after;
};

G_DEFINE_FINAL_TYPE (RegieMonitorSettings, regie_monitor_settings, G_TYPE_OBJECT)

typedef enum
{
  PROP_SAFE_AREAS = 1,
  PROP_OUTPUT_DEVICE,
  PROP_VOLUME,
  PROP_RETURN_AFTER,
  PROP_PROGRAM_RETURN,
  N_PROPS,
} RegieMonitorSettingsProperty;

static GParamSpec *properties[N_PROPS];
static guint changed;

static const RegieThreshold thresholds[REGIE_N_THRESHOLDS] = {
  [REGIE_THRESHOLD_NO_SIGNAL] = { "no-signal-after", N_ ("No Signal"),
                                  N_ ("Nothing has come for this long, seconds"), 0.5, 60, 0.5, 1,
                                  2 },
  [REGIE_THRESHOLD_FROZEN] = { "frozen-after", N_ ("Frozen"),
                               N_ ("Picture still and sound dead for this long, seconds"), 1, 120,
                               0.5, 1, 2.5 },
  [REGIE_THRESHOLD_FROZEN_IN_SPEECH] = { "frozen-in-speech-after",
                                         N_ ("Frozen While Somebody Speaks"),
                                         N_ ("Most often that is a slide; seconds, 0 is never"), 0,
                                         3600, 10, 0, 300 },
  [REGIE_THRESHOLD_BLACK] = { "black-after", N_ ("Black"),
                              N_ ("Picture dark for this long, seconds"), 0.5, 120, 0.5, 1, 2 },
  [REGIE_THRESHOLD_SILENT] = { "silent-after", N_ ("Silent"),
                               N_ ("No sound for this long, seconds"), 0.5, 120, 0.5, 1, 2.5 },
  [REGIE_THRESHOLD_SILENT_LEVEL] = { "silent-level", N_ ("Silence Begins Below"), N_ ("dBFS"), -90,
                                     -20, 1, 0, -60 },
  [REGIE_THRESHOLD_CHANNEL_MISSING] = { "channel-missing-after", N_ ("Channel Missing"),
                                        N_ ("Left or right dead for this long, seconds"), 1, 120,
                                        0.5, 1, 2.5 },
  [REGIE_THRESHOLD_CLIPPING] = { "clipping-after", N_ ("Clipping"),
                                 N_ ("Overdriven again and again for this long, seconds"), 0.2, 60,
                                 0.2, 1, 1 },
  [REGIE_THRESHOLD_LOUDNESS_TARGET] = { "loudness-target", N_ ("Target"), N_ ("LUFS"), -36, -10, 1,
                                        0, REGIE_LOUDNESS_BROADCAST },
  [REGIE_THRESHOLD_LOUDNESS_ABOVE] = { "loudness-above", N_ ("Too Loud"),
                                       N_ ("This much above the target, LU"), 2, 20, 1, 0, 9 },
  [REGIE_THRESHOLD_LOUDNESS_BELOW] = { "loudness-below", N_ ("Too Quiet"),
                                       N_ ("This much below the target, LU"), 2, 30, 1, 0, 15 },
  [REGIE_THRESHOLD_AV_OFFSET] = { "av-offset", N_ ("Lip Sync"),
                                  N_ ("Sound this late; early counts from two thirds of it, ms"),
                                  30, 1000, 10, 0, 60 },
  [REGIE_THRESHOLD_FRAME_RATE] = { "frame-rate-share", N_ ("Low Frame Rate"),
                                   N_ ("Below this share of the nominal rate, percent"), 10, 99, 1,
                                   0, 80 },
  [REGIE_THRESHOLD_AGE] = { "picture-age", N_ ("Old Picture"),
                            N_ ("Older than this by its own mark, seconds; 0 is never"), 0, 600, 5,
                            0, 30 },
};

static void
regie_monitor_settings_changed (RegieMonitorSettings *self)
{
  g_signal_emit (self, changed, 0);
}

const RegieThreshold *
regie_threshold_get (RegieThresholdId id)
{
  g_return_val_if_fail (id < REGIE_N_THRESHOLDS, NULL);
  return &thresholds[id];
}

double
regie_monitor_settings_get_threshold (RegieMonitorSettings *self, RegieThresholdId id)
{
  g_return_val_if_fail (REGIE_IS_MONITOR_SETTINGS (self), 0);
  g_return_val_if_fail (id < REGIE_N_THRESHOLDS, 0);
  return self->thresholds[id];
}

void
regie_monitor_settings_set_threshold (RegieMonitorSettings *self, RegieThresholdId id, double value)
{
  g_return_if_fail (REGIE_IS_MONITOR_SETTINGS (self));
  g_return_if_fail (id < REGIE_N_THRESHOLDS);
  value = CLAMP (value, thresholds[id].min, thresholds[id].max);
  if (G_APPROX_VALUE (value, self->thresholds[id], 1e-6))
    return;
  self->thresholds[id] = value;
  if (self->settings != NULL)
    g_settings_set_double (self->settings, thresholds[id].key, value);
  regie_monitor_settings_changed (self);
}

void
regie_monitor_settings_reset_thresholds (RegieMonitorSettings *self)
{
  g_return_if_fail (REGIE_IS_MONITOR_SETTINGS (self));
  for (guint i = 0; i < REGIE_N_THRESHOLDS; i++)
    {
      self->thresholds[i] = thresholds[i].value;
      if (self->settings != NULL)
        g_settings_reset (self->settings, thresholds[i].key);
    }
  regie_monitor_settings_changed (self);
}

gboolean
regie_monitor_settings_get_safe_areas (RegieMonitorSettings *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR_SETTINGS (self), FALSE);
  return self->safe_areas;
}

const char *
regie_monitor_settings_get_output_device (RegieMonitorSettings *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR_SETTINGS (self), NULL);
  return self->output_device;
}

const char *
regie_monitor_settings_get_program_return (RegieMonitorSettings *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR_SETTINGS (self), NULL);
  return self->program_return;
}

static gint64
seconds (RegieMonitorSettings *self, RegieThresholdId id)
{
  return (gint64) (self->thresholds[id] * G_USEC_PER_SEC);
}

void
regie_monitor_settings_get_limits (RegieMonitorSettings *self, RegieAlarmLimits *limits)
{
  const double *value;

  g_return_if_fail (REGIE_IS_MONITOR_SETTINGS (self));
  value = self->thresholds;
  *limits = *regie_alarm_limits_get_default ();
  limits->no_signal_after = seconds (self, REGIE_THRESHOLD_NO_SIGNAL);
  limits->frozen_after = seconds (self, REGIE_THRESHOLD_FROZEN);
  limits->frozen_in_speech_after = seconds (self, REGIE_THRESHOLD_FROZEN_IN_SPEECH);
  limits->black_after = seconds (self, REGIE_THRESHOLD_BLACK);
  limits->silent_after = seconds (self, REGIE_THRESHOLD_SILENT);
  limits->silent_level = value[REGIE_THRESHOLD_SILENT_LEVEL];
  limits->channel_missing_after = seconds (self, REGIE_THRESHOLD_CHANNEL_MISSING);
  limits->channel_dead_level = value[REGIE_THRESHOLD_SILENT_LEVEL];
  limits->clipping_after = seconds (self, REGIE_THRESHOLD_CLIPPING);
  limits->loudness_max =
      value[REGIE_THRESHOLD_LOUDNESS_TARGET] + value[REGIE_THRESHOLD_LOUDNESS_ABOVE];
  limits->loudness_min =
      value[REGIE_THRESHOLD_LOUDNESS_TARGET] - value[REGIE_THRESHOLD_LOUDNESS_BELOW];
  limits->av_offset_late = (gint64) (value[REGIE_THRESHOLD_AV_OFFSET] * 1000);
  limits->av_offset_early = limits->av_offset_late * 2 / 3;
  limits->low_frame_rate_share = value[REGIE_THRESHOLD_FRAME_RATE] / 100;
  limits->stale_age = seconds (self, REGIE_THRESHOLD_AGE);
}

void
regie_monitor_settings_apply (RegieMonitorSettings *self, RegieMonitor *monitor)
{
  RegieAlarmLimits limits;

  g_return_if_fail (REGIE_IS_MONITOR_SETTINGS (self));
  g_return_if_fail (REGIE_IS_MONITOR (monitor));
  regie_monitor_settings_get_limits (self, &limits);
  regie_monitor_set_limits (monitor, &limits);
  regie_monitor_set_volume (monitor, self->volume);
  regie_monitor_set_return_after (monitor, self->return_after);
}

/* Another program, or another window, has changed them. */
static void
regie_monitor_settings_on_setting (RegieMonitorSettings *self, const char *key)
{
  for (guint i = 0; i < REGIE_N_THRESHOLDS; i++)
    if (g_str_equal (thresholds[i].key, key))
      regie_monitor_settings_set_threshold (self, i, g_settings_get_double (self->settings, key));
}

RegieMonitorSettings *
regie_monitor_settings_new (GSettings *settings)
{
  RegieMonitorSettings *self = g_object_new (REGIE_TYPE_MONITOR_SETTINGS, NULL);

  if (settings == NULL)
    return self;
  self->settings = g_object_ref (settings);
  for (guint i = 0; i < REGIE_N_THRESHOLDS; i++)
    self->thresholds[i] = g_settings_get_double (settings, thresholds[i].key);
  g_settings_bind (settings, "safe-areas", self, "safe-areas", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "output-device", self, "output-device", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "volume", self, "volume", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "return-after", self, "return-after", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "program-return", self, "program-return", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (settings, "changed", G_CALLBACK (regie_monitor_settings_on_setting),
                           self, G_CONNECT_SWAPPED);
  return self;
}

static void
regie_monitor_settings_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieMonitorSettings *self = REGIE_MONITOR_SETTINGS (object);

  switch ((RegieMonitorSettingsProperty) id)
    {
    case PROP_SAFE_AREAS:
      g_value_set_boolean (value, self->safe_areas);
      break;
    case PROP_OUTPUT_DEVICE:
      g_value_set_string (value, self->output_device);
      break;
    case PROP_VOLUME:
      g_value_set_double (value, self->volume);
      break;
    case PROP_RETURN_AFTER:
      g_value_set_int (value, self->return_after);
      break;
    case PROP_PROGRAM_RETURN:
      g_value_set_string (value, self->program_return);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_monitor_settings_set_property (GObject *object,
                                     guint id,
                                     const GValue *value,
                                     GParamSpec *pspec)
{
  RegieMonitorSettings *self = REGIE_MONITOR_SETTINGS (object);

  switch ((RegieMonitorSettingsProperty) id)
    {
    case PROP_SAFE_AREAS:
      self->safe_areas = g_value_get_boolean (value);
      break;
    case PROP_OUTPUT_DEVICE:
      g_set_str (&self->output_device, g_value_get_string (value));
      break;
    case PROP_VOLUME:
      self->volume = g_value_get_double (value);
      break;
    case PROP_RETURN_AFTER:
      self->return_after = g_value_get_int (value);
      break;
    case PROP_PROGRAM_RETURN:
      g_set_str (&self->program_return, g_value_get_string (value));
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  regie_monitor_settings_changed (self);
}

static void
regie_monitor_settings_finalize (GObject *object)
{
  RegieMonitorSettings *self = REGIE_MONITOR_SETTINGS (object);

  g_clear_object (&self->settings);
  g_free (self->output_device);
  g_free (self->program_return);
  G_OBJECT_CLASS (regie_monitor_settings_parent_class)->finalize (object);
}

static void
regie_monitor_settings_class_init (RegieMonitorSettingsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = regie_monitor_settings_get_property;
  object_class->set_property = regie_monitor_settings_set_property;
  object_class->finalize = regie_monitor_settings_finalize;
  properties[PROP_SAFE_AREAS] = g_param_spec_boolean ("safe-areas", NULL, NULL, FALSE, flags);
  properties[PROP_OUTPUT_DEVICE] = g_param_spec_string ("output-device", NULL, NULL, "", flags);
  properties[PROP_VOLUME] = g_param_spec_double ("volume", NULL, NULL, 0, 1, 1, flags);
  properties[PROP_RETURN_AFTER] =
      g_param_spec_int ("return-after", NULL, NULL, -1, 3600, 10, flags);
  properties[PROP_PROGRAM_RETURN] = g_param_spec_string ("program-return", NULL, NULL, "", flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  changed = g_signal_new ("changed", REGIE_TYPE_MONITOR_SETTINGS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                          NULL, G_TYPE_NONE, 0);
}

static void
regie_monitor_settings_init (RegieMonitorSettings *self)
{
  for (guint i = 0; i < REGIE_N_THRESHOLDS; i++)
    self->thresholds[i] = thresholds[i].value;
  self->output_device = g_strdup ("");
  self->program_return = g_strdup ("");
  self->volume = 1;
  self->return_after = 10;
}
