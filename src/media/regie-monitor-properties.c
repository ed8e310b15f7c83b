/* regie-monitor-properties.c: what is wanted of a monitor and what it tells, as properties
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-media"

#include "regie-config.h"

#include "regie-monitor-private.h"

static GParamSpec *props[N_PROPS];

void
regie_monitor_notify (RegieMonitor *self, RegieMonitorProperty property)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[property]);
}

static void
regie_monitor_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieMonitor *self = REGIE_MONITOR (object);

  switch ((RegieMonitorProperty) id)
    {
    case PROP_SOURCES:
      g_value_set_boxed (value, self->sources);
      break;
    case PROP_PLAYING:
      g_value_set_boolean (value, self->playing);
      break;
    case PROP_PAUSED:
      g_value_set_boolean (value, self->paused);
      break;
    case PROP_DRAWING:
      g_value_set_boolean (value, self->drawing);
      break;
    case PROP_MAX_HEIGHT:
      g_value_set_uint (value, self->max_height);
      break;
    case PROP_SCALE_FACTOR:
      g_value_set_uint (value, self->scale_factor);
      break;
    case PROP_SOLO:
      g_value_set_boolean (value, self->solo);
      break;
    case PROP_VOLUME:
      g_value_set_double (value, self->volume);
      break;
    case PROP_RATE:
      g_value_set_double (value, self->rate);
      break;
    case PROP_RETURN_AFTER:
      g_value_set_int (value, self->return_after);
      break;
    case PROP_STATE:
      g_value_set_enum (value, regie_monitor_get_state (self));
      break;
    case PROP_SOURCE:
      g_value_set_uint (value, regie_monitor_get_source (self));
      break;
    case PROP_LIVE:
      g_value_set_boolean (value, regie_monitor_get_live (self));
      break;
    case PROP_PAINTABLE:
      g_value_set_object (value, self->paintable);
      break;
    case PROP_WIDTH:
      g_value_set_uint (value, regie_monitor_get_width (self));
      break;
    case PROP_HEIGHT:
      g_value_set_uint (value, regie_monitor_get_height (self));
      break;
    case PROP_FRAME_RATE:
      g_value_set_double (value, regie_monitor_get_frame_rate (self));
      break;
    case PROP_CODEC:
      g_value_set_string (value, regie_monitor_get_codec (self));
      break;
    case PROP_BITRATE:
      g_value_set_uint64 (value, regie_monitor_get_bitrate (self));
      break;
    case PROP_FRAMES:
      g_value_set_uint64 (value, regie_monitor_get_frames (self));
      break;
    case PROP_LAST_FRAME:
      g_value_set_int64 (value, regie_monitor_get_last_frame (self));
      break;
    case PROP_LATENCY:
      g_value_set_int64 (value, regie_monitor_get_latency (self));
      break;
    case PROP_POSITION:
      g_value_set_int64 (value, regie_monitor_get_position (self));
      break;
    case PROP_DURATION:
      g_value_set_int64 (value, regie_monitor_get_duration (self));
      break;
    case PROP_BUFFERING:
      g_value_set_uint (value, regie_monitor_get_buffering (self));
      break;
    case PROP_ENDED:
      g_value_set_boolean (value, regie_monitor_get_ended (self));
      break;
    case PROP_CHANNELS:
      g_value_set_uint (value, regie_monitor_get_channels (self));
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, regie_monitor_get_problem (self));
      break;
    case PROP_RETRY_AT:
      g_value_set_int64 (value, regie_monitor_get_retry_at (self));
      break;
    case PROP_EXPECTED_STAGE:
      g_value_set_uint (value, regie_monitor_get_expected_stage (self));
      break;
    case PROP_CLOCK_OFFSET:
      g_value_set_int64 (value, regie_monitor_get_clock_offset (self));
      break;
    case PROP_MEASURED_RATE:
      g_value_set_double (value, regie_monitor_get_measured_rate (self));
      break;
    case PROP_LATENCY_SOURCE:
      g_value_set_enum (value, regie_monitor_get_latency_source (self));
      break;
    case PROP_AV_OFFSET:
      g_value_set_int64 (value, regie_monitor_get_av_offset (self));
      break;
    case PROP_LOUDNESS_MOMENTARY:
      g_value_set_double (value, regie_monitor_get_loudness_momentary (self));
      break;
    case PROP_LOUDNESS_SHORT_TERM:
      g_value_set_double (value, regie_monitor_get_loudness_short_term (self));
      break;
    case PROP_ALARMS:
      g_value_set_object (value, regie_monitor_get_alarms (self));
      break;
    case PROP_ALARM:
      g_value_set_object (value, regie_monitor_get_alarm (self));
      break;
    case PROP_MARK:
      g_value_set_enum (value, regie_monitor_get_mark (self));
      break;
    case PROP_MARK_STAGE:
      g_value_set_uint (value, regie_monitor_get_mark_stage (self));
      break;
    case PROP_MARK_AGE:
      g_value_set_int64 (value, regie_monitor_get_mark_age (self));
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_monitor_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RegieMonitor *self = REGIE_MONITOR (object);

  switch (id)
    {
    case PROP_SOURCES:
      regie_monitor_set_sources (self, g_value_get_boxed (value));
      break;
    case PROP_PLAYING:
      regie_monitor_set_playing (self, g_value_get_boolean (value));
      break;
    case PROP_PAUSED:
      regie_monitor_set_paused (self, g_value_get_boolean (value));
      break;
    case PROP_DRAWING:
      regie_monitor_set_drawing (self, g_value_get_boolean (value));
      break;
    case PROP_MAX_HEIGHT:
      regie_monitor_set_max_height (self, g_value_get_uint (value));
      break;
    case PROP_SCALE_FACTOR:
      regie_monitor_set_scale_factor (self, g_value_get_uint (value));
      break;
    case PROP_SOLO:
      regie_monitor_set_solo (self, g_value_get_boolean (value));
      break;
    case PROP_VOLUME:
      regie_monitor_set_volume (self, g_value_get_double (value));
      break;
    case PROP_RATE:
      regie_monitor_set_rate (self, g_value_get_double (value));
      break;
    case PROP_EXPECTED_STAGE:
      regie_monitor_set_expected_stage (self, g_value_get_uint (value));
      break;
    case PROP_CLOCK_OFFSET:
      regie_monitor_set_clock_offset (self, g_value_get_int64 (value));
      break;
    case PROP_RETURN_AFTER:
      regie_monitor_set_return_after (self, g_value_get_int (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
install_wanted (void)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  props[PROP_SOURCES] = g_param_spec_boxed ("sources", NULL, NULL, G_TYPE_STRV, flags);
  props[PROP_PLAYING] = g_param_spec_boolean ("playing", NULL, NULL, FALSE, flags);
  props[PROP_PAUSED] = g_param_spec_boolean ("paused", NULL, NULL, FALSE, flags);
  props[PROP_DRAWING] = g_param_spec_boolean ("drawing", NULL, NULL, TRUE, flags);
  props[PROP_MAX_HEIGHT] = g_param_spec_uint ("max-height", NULL, NULL, 0, 16384, 0, flags);
  props[PROP_SCALE_FACTOR] = g_param_spec_uint ("scale-factor", NULL, NULL, 1, 8, 1, flags);
  props[PROP_SOLO] = g_param_spec_boolean ("solo", NULL, NULL, FALSE, flags);
  props[PROP_VOLUME] = g_param_spec_double ("volume", NULL, NULL, 0, 1, 1, flags);
  props[PROP_RATE] = g_param_spec_double ("rate", NULL, NULL, 0.25, 16, 1, flags);
  props[PROP_EXPECTED_STAGE] =
      g_param_spec_uint ("expected-stage", NULL, NULL, 0, REGIE_MARK_STAGES, 0, flags);
  props[PROP_CLOCK_OFFSET] =
      g_param_spec_int64 ("clock-offset", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  props[PROP_RETURN_AFTER] = g_param_spec_int ("return-after", NULL, NULL, -1, 3600, 10, flags);
}

static void
install_facts (void)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  props[PROP_STATE] =
      g_param_spec_enum ("state", NULL, NULL, REGIE_TYPE_MONITOR_STATE, REGIE_MONITOR_IDLE, flags);
  props[PROP_SOURCE] = g_param_spec_uint ("source", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_LIVE] = g_param_spec_boolean ("live", NULL, NULL, FALSE, flags);
  props[PROP_PAINTABLE] = g_param_spec_object ("paintable", NULL, NULL, GDK_TYPE_PAINTABLE, flags);
  props[PROP_WIDTH] = g_param_spec_uint ("width", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_HEIGHT] = g_param_spec_uint ("height", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_FRAME_RATE] = g_param_spec_double ("frame-rate", NULL, NULL, 0, G_MAXDOUBLE, 0, flags);
  props[PROP_CODEC] = g_param_spec_string ("codec", NULL, NULL, NULL, flags);
  props[PROP_BITRATE] = g_param_spec_uint64 ("bitrate", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  props[PROP_FRAMES] = g_param_spec_uint64 ("frames", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  props[PROP_LAST_FRAME] = g_param_spec_int64 ("last-frame", NULL, NULL, 0, G_MAXINT64, 0, flags);
  props[PROP_LATENCY] = g_param_spec_int64 ("latency", NULL, NULL, -1, G_MAXINT64, -1, flags);
  props[PROP_POSITION] = g_param_spec_int64 ("position", NULL, NULL, 0, G_MAXINT64, 0, flags);
  props[PROP_DURATION] = g_param_spec_int64 ("duration", NULL, NULL, -1, G_MAXINT64, -1, flags);
  props[PROP_BUFFERING] = g_param_spec_uint ("buffering", NULL, NULL, 0, 100, 100, flags);
  props[PROP_ENDED] = g_param_spec_boolean ("ended", NULL, NULL, FALSE, flags);
  props[PROP_CHANNELS] =
      g_param_spec_uint ("channels", NULL, NULL, 0, REGIE_LEVEL_CHANNELS, 0, flags);
  props[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, flags);
  props[PROP_RETRY_AT] = g_param_spec_int64 ("retry-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
}

static void
install_watched (void)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  props[PROP_MEASURED_RATE] =
      g_param_spec_double ("measured-rate", NULL, NULL, 0, G_MAXDOUBLE, 0, flags);
  props[PROP_LATENCY_SOURCE] = g_param_spec_enum (
      "latency-source", NULL, NULL, REGIE_TYPE_LATENCY_SOURCE, REGIE_LATENCY_UNKNOWN, flags);
  props[PROP_AV_OFFSET] =
      g_param_spec_int64 ("av-offset", NULL, NULL, G_MININT64, G_MAXINT64, G_MININT64, flags);
  props[PROP_LOUDNESS_MOMENTARY] = g_param_spec_double (
      "loudness-momentary", NULL, NULL, REGIE_LEVEL_FLOOR, G_MAXDOUBLE, REGIE_LEVEL_FLOOR, flags);
  props[PROP_LOUDNESS_SHORT_TERM] = g_param_spec_double (
      "loudness-short-term", NULL, NULL, REGIE_LEVEL_FLOOR, G_MAXDOUBLE, REGIE_LEVEL_FLOOR, flags);
  props[PROP_ALARMS] = g_param_spec_object ("alarms", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  props[PROP_ALARM] = g_param_spec_object ("alarm", NULL, NULL, REGIE_TYPE_ALARM, flags);
  props[PROP_MARK] =
      g_param_spec_enum ("mark", NULL, NULL, REGIE_TYPE_MARK_STATE, REGIE_MARK_NOT_VERIFIED, flags);
  props[PROP_MARK_STAGE] =
      g_param_spec_uint ("mark-stage", NULL, NULL, 0, REGIE_MARK_STAGES, 0, flags);
  props[PROP_MARK_AGE] = g_param_spec_int64 ("mark-age", NULL, NULL, -1, G_MAXINT64, -1, flags);
}

void
regie_monitor_install_properties (GObjectClass *klass)
{
  klass->get_property = regie_monitor_get_property;
  klass->set_property = regie_monitor_set_property;

  install_wanted ();
  install_facts ();
  install_watched ();
  g_object_class_install_properties (klass, N_PROPS, props);
}
