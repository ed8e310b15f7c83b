/* regie-alarm.c: what can be wrong with a stage that is connected and looks fine
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-media"

#include "regie-config.h"

#include "regie-alarm-list.h"

struct _RegieAlarm
{
  GObject parent_instance;

  RegieAlarmKind kind;
  RegieAlarmReport report;
  gint64 since_real;
  gint64 ignored_until;
};

typedef enum
{
  PROP_KIND = 1,
  PROP_SEVERITY,
  PROP_SINCE,
  PROP_SINCE_REAL,
  PROP_VALUE,
  PROP_IGNORED_UNTIL,
  N_PROPS,
} RegieAlarmProperty;

static GParamSpec *props[N_PROPS];

G_DEFINE_ENUM_TYPE (RegieAlarmKind,
                    regie_alarm_kind,
                    G_DEFINE_ENUM_VALUE (REGIE_ALARM_NO_SIGNAL, "no_signal"),
                    G_DEFINE_ENUM_VALUE (REGIE_ALARM_FROZEN, "frozen"),
                    G_DEFINE_ENUM_VALUE (REGIE_ALARM_BLACK, "black"),
                    G_DEFINE_ENUM_VALUE (REGIE_ALARM_SILENT, "silent"),
                    G_DEFINE_ENUM_VALUE (REGIE_ALARM_CHANNEL_MISSING, "channel_missing"),
                    G_DEFINE_ENUM_VALUE (REGIE_ALARM_CLIPPING, "clipping"),
                    G_DEFINE_ENUM_VALUE (REGIE_ALARM_LOUDNESS, "loudness"),
                    G_DEFINE_ENUM_VALUE (REGIE_ALARM_AV_OFFSET, "av_offset"),
                    G_DEFINE_ENUM_VALUE (REGIE_ALARM_LOW_FRAME_RATE, "low_frame_rate"),
                    G_DEFINE_ENUM_VALUE (REGIE_ALARM_WRONG_STAGE, "wrong_stage"),
                    G_DEFINE_ENUM_VALUE (REGIE_ALARM_STALE, "stale"))

G_DEFINE_ENUM_TYPE (RegieAlarmSeverity,
                    regie_alarm_severity,
                    G_DEFINE_ENUM_VALUE (REGIE_ALARM_WARNING, "warning"),
                    G_DEFINE_ENUM_VALUE (REGIE_ALARM_CRITICAL, "critical"))

G_DEFINE_FINAL_TYPE (RegieAlarm, regie_alarm, G_TYPE_OBJECT)

static void
regie_alarm_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieAlarm *self = REGIE_ALARM (object);

  switch ((RegieAlarmProperty) id)
    {
    case PROP_KIND:
      g_value_set_enum (value, self->kind);
      break;
    case PROP_SEVERITY:
      g_value_set_enum (value, self->report.severity);
      break;
    case PROP_SINCE:
      g_value_set_int64 (value, self->report.since);
      break;
    case PROP_SINCE_REAL:
      g_value_set_int64 (value, self->since_real);
      break;
    case PROP_VALUE:
      g_value_set_double (value, self->report.value);
      break;
    case PROP_IGNORED_UNTIL:
      g_value_set_int64 (value, self->ignored_until);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_alarm_class_init (RegieAlarmClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = regie_alarm_get_property;
  props[PROP_KIND] =
      g_param_spec_enum ("kind", NULL, NULL, REGIE_TYPE_ALARM_KIND, REGIE_ALARM_NO_SIGNAL, flags);
  props[PROP_SEVERITY] = g_param_spec_enum ("severity", NULL, NULL, REGIE_TYPE_ALARM_SEVERITY,
                                            REGIE_ALARM_WARNING, flags);
  props[PROP_SINCE] = g_param_spec_int64 ("since", NULL, NULL, 0, G_MAXINT64, 0, flags);
  props[PROP_SINCE_REAL] = g_param_spec_int64 ("since-real", NULL, NULL, 0, G_MAXINT64, 0, flags);
  props[PROP_VALUE] =
      g_param_spec_double ("value", NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0, flags);
  props[PROP_IGNORED_UNTIL] =
      g_param_spec_int64 ("ignored-until", NULL, NULL, 0, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
regie_alarm_init (RegieAlarm *self)
{
}

RegieAlarm *
regie_alarm_new (RegieAlarmKind kind)
{
  RegieAlarm *self = g_object_new (REGIE_TYPE_ALARM, NULL);

  self->kind = kind;
  return self;
}

static void
tell (RegieAlarm *self, gboolean differs, RegieAlarmProperty property)
{
  if (differs)
    g_object_notify_by_pspec (G_OBJECT (self), props[property]);
}

void
regie_alarm_update (RegieAlarm *self, const RegieAlarmReport *report, gint64 ignored_until)
{
  const RegieAlarmReport before = self->report;
  const gint64 ignored_before = self->ignored_until;

  g_object_freeze_notify (G_OBJECT (self));
  self->report = *report;
  self->ignored_until = ignored_until;
  if (report->since != before.since)
    {
      self->since_real = g_get_real_time () - (g_get_monotonic_time () - report->since);
      tell (self, TRUE, PROP_SINCE);
      tell (self, TRUE, PROP_SINCE_REAL);
    }
  tell (self, report->severity != before.severity, PROP_SEVERITY);
  tell (self, !G_APPROX_VALUE (report->value, before.value, 1e-6), PROP_VALUE);
  tell (self, ignored_until != ignored_before, PROP_IGNORED_UNTIL);
  g_object_thaw_notify (G_OBJECT (self));
}

RegieAlarmKind
regie_alarm_get_kind (RegieAlarm *self)
{
  g_return_val_if_fail (REGIE_IS_ALARM (self), REGIE_ALARM_NO_SIGNAL);
  return self->kind;
}

RegieAlarmSeverity
regie_alarm_get_severity (RegieAlarm *self)
{
  g_return_val_if_fail (REGIE_IS_ALARM (self), REGIE_ALARM_WARNING);
  return self->report.severity;
}

gint64
regie_alarm_get_since (RegieAlarm *self)
{
  g_return_val_if_fail (REGIE_IS_ALARM (self), 0);
  return self->report.since;
}

gint64
regie_alarm_get_since_real (RegieAlarm *self)
{
  g_return_val_if_fail (REGIE_IS_ALARM (self), 0);
  return self->since_real;
}

double
regie_alarm_get_value (RegieAlarm *self)
{
  g_return_val_if_fail (REGIE_IS_ALARM (self), 0);
  return self->report.value;
}

gint64
regie_alarm_get_ignored_until (RegieAlarm *self)
{
  g_return_val_if_fail (REGIE_IS_ALARM (self), 0);
  return self->ignored_until;
}

const char *
regie_alarm_kind_to_nick (RegieAlarmKind kind)
{
  g_autoptr (GEnumClass) kinds = g_type_class_ref (REGIE_TYPE_ALARM_KIND);
  const GEnumValue *value = g_enum_get_value (kinds, (int) kind);

  g_return_val_if_fail (value != NULL, NULL);
  return value->value_nick;
}

const RegieAlarmLimits *
regie_alarm_limits_get_default (void)
{
  static const RegieAlarmLimits limits = {
    .no_signal_after = 2 * G_USEC_PER_SEC,
    .frozen_after = 5 * G_USEC_PER_SEC / 2,
    .frozen_in_speech_after = 300 * (gint64) G_USEC_PER_SEC,
    .frozen_share = 0.0004,
    .black_after = 2 * G_USEC_PER_SEC,
    .black_level = 0.1,
    .black_share = 0.998,
    .silent_after = 5 * G_USEC_PER_SEC / 2,
    .silent_level = -60,
    .channel_missing_after = 5 * G_USEC_PER_SEC / 2,
    .channel_dead_level = -60,
    .channel_sounds_level = -40,
    .clipping_after = G_USEC_PER_SEC,
    .clipping_share = 0.004,
    .loudness_after = 2 * G_USEC_PER_SEC,
    .loudness_min = -38,
    .loudness_max = -14,
    .loudness_gate = -50,
    .av_offset_after = 2 * G_USEC_PER_SEC,
    .av_offset_early = 40000,
    .av_offset_late = 60000,
    .low_frame_rate_after = 2 * G_USEC_PER_SEC,
    .low_frame_rate_share = 0.8,
    .wrong_stage_after = G_USEC_PER_SEC,
    .stale_after = 5 * G_USEC_PER_SEC / 2,
    .stale_age = 30 * (gint64) G_USEC_PER_SEC,
  };

  return &limits;
}
