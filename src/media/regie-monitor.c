/* regie-monitor.c: one stage as the desk sees and hears it
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-media"

#include "regie-config.h"

#include "regie-frame-paintable.h"
#include "regie-monitor.h"
#include "regie-playback.h"
#include "regie-source.h"

#include <gst/gst.h>

struct _RegieMonitor
{
  GObject parent_instance;

  /* what is wanted */
  GStrv sources;
  gboolean playing;
  gboolean paused;
  gboolean drawing;
  guint max_height;
  guint scale_factor;
  gboolean solo;
  double volume;
  double rate;
  int return_after;

  RegieFramePaintable *paintable;
  RegiePlayback *player;
  /* what was last notified */
  RegiePlaybackFacts told;
};

typedef enum
{
  PROP_SOURCES = 1,
  PROP_PLAYING,
  PROP_PAUSED,
  PROP_DRAWING,
  PROP_MAX_HEIGHT,
  PROP_SCALE_FACTOR,
  PROP_SOLO,
  PROP_VOLUME,
  PROP_RATE,
  PROP_EXPECTED_STAGE,
  PROP_CLOCK_OFFSET,
  PROP_RETURN_AFTER,
  PROP_STATE,
  PROP_SOURCE,
  PROP_LIVE,
  PROP_PAINTABLE,
  PROP_WIDTH,
  PROP_HEIGHT,
  PROP_FRAME_RATE,
  PROP_MEASURED_RATE,
  PROP_CODEC,
  PROP_BITRATE,
  PROP_FRAMES,
  PROP_LAST_FRAME,
  PROP_LATENCY,
  PROP_LATENCY_SOURCE,
  PROP_AV_OFFSET,
  PROP_POSITION,
  PROP_DURATION,
  PROP_BUFFERING,
  PROP_ENDED,
  PROP_CHANNELS,
  PROP_LOUDNESS_MOMENTARY,
  PROP_LOUDNESS_SHORT_TERM,
  PROP_ALARMS,
  PROP_ALARM,
  PROP_MARK,
  PROP_MARK_STAGE,
  PROP_MARK_AGE,
  PROP_PROBLEM,
  PROP_RETRY_AT,
  N_PROPS,
} RegieMonitorProperty;

static GParamSpec *props[N_PROPS];
static guint levels_changed;

G_DEFINE_ENUM_TYPE (RegieMonitorState,
                    regie_monitor_state,
                    G_DEFINE_ENUM_VALUE (REGIE_MONITOR_IDLE, "idle"),
                    G_DEFINE_ENUM_VALUE (REGIE_MONITOR_CONNECTING, "connecting"),
                    G_DEFINE_ENUM_VALUE (REGIE_MONITOR_PLAYING, "playing"),
                    G_DEFINE_ENUM_VALUE (REGIE_MONITOR_STALLED, "stalled"),
                    G_DEFINE_ENUM_VALUE (REGIE_MONITOR_RECONNECTING, "reconnecting"),
                    G_DEFINE_ENUM_VALUE (REGIE_MONITOR_FAILED_OVER, "failed_over"),
                    G_DEFINE_ENUM_VALUE (REGIE_MONITOR_FAILED, "failed"))

G_DEFINE_ENUM_TYPE (RegieLatencySource,
                    regie_latency_source,
                    G_DEFINE_ENUM_VALUE (REGIE_LATENCY_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (REGIE_LATENCY_NTP, "ntp"),
                    G_DEFINE_ENUM_VALUE (REGIE_LATENCY_PROGRAM_DATE_TIME, "program_date_time"),
                    G_DEFINE_ENUM_VALUE (REGIE_LATENCY_MARK, "mark"))

G_DEFINE_FINAL_TYPE (RegieMonitor, regie_monitor, G_TYPE_OBJECT)

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
tell (RegieMonitor *self, gboolean differs, RegieMonitorProperty property)
{
  if (differs)
    g_object_notify_by_pspec (G_OBJECT (self), props[property]);
}

static void
tell_watched (RegieMonitor *self, const RegieSentryFacts *now, const RegieSentryFacts *before)
{
  tell (self, !G_APPROX_VALUE (now->measured_rate, before->measured_rate, 0.05),
        PROP_MEASURED_RATE);
  tell (self, now->av_offset != before->av_offset, PROP_AV_OFFSET);
  tell (self, !G_APPROX_VALUE (now->momentary, before->momentary, 0.05), PROP_LOUDNESS_MOMENTARY);
  tell (self, !G_APPROX_VALUE (now->short_term, before->short_term, 0.05),
        PROP_LOUDNESS_SHORT_TERM);
  tell (self, now->mark != before->mark, PROP_MARK);
  tell (self, now->mark_stage != before->mark_stage, PROP_MARK_STAGE);
  tell (self, now->mark_age != before->mark_age, PROP_MARK_AGE);
}

static void
on_alarm_changed (RegieSentry *sentry, RegieMonitor *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ALARM]);
}

static void
on_changed (RegiePlayback *player, RegieMonitor *self)
{
  const RegiePlaybackFacts *now = regie_playback_get_facts (player);
  RegiePlaybackFacts before = self->told;

  self->told = *now;
  self->told.codec = before.codec;
  self->told.problem = before.problem;
  const gboolean codec_differs = g_set_str (&self->told.codec, now->codec);
  const gboolean problem_differs = g_set_str (&self->told.problem, now->problem);

  g_object_freeze_notify (G_OBJECT (self));
  tell_watched (self, &now->watched, &before.watched);
  tell (self, now->state != before.state, PROP_STATE);
  tell (self, now->source != before.source, PROP_SOURCE);
  tell (self, now->live != before.live, PROP_LIVE);
  tell (self, now->width != before.width, PROP_WIDTH);
  tell (self, now->height != before.height, PROP_HEIGHT);
  tell (self, !G_APPROX_VALUE (now->frame_rate, before.frame_rate, 1e-6), PROP_FRAME_RATE);
  tell (self, codec_differs, PROP_CODEC);
  tell (self, now->bitrate != before.bitrate, PROP_BITRATE);
  tell (self, now->frames != before.frames, PROP_FRAMES);
  tell (self, now->last_frame != before.last_frame, PROP_LAST_FRAME);
  tell (self, now->latency != before.latency, PROP_LATENCY);
  tell (self, now->latency_source != before.latency_source, PROP_LATENCY_SOURCE);
  tell (self, now->position != before.position, PROP_POSITION);
  tell (self, now->duration != before.duration, PROP_DURATION);
  tell (self, now->buffering != before.buffering, PROP_BUFFERING);
  tell (self, now->ended != before.ended, PROP_ENDED);
  tell (self, now->channels != before.channels, PROP_CHANNELS);
  tell (self, problem_differs, PROP_PROBLEM);
  tell (self, now->retry_at != before.retry_at, PROP_RETRY_AT);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
on_levels (RegiePlayback *player, RegieMonitor *self)
{
  if (self->told.channels != regie_playback_get_meter (player)->channels)
    on_changed (player, self);
  g_signal_emit (self, levels_changed, 0);
}

/* Hands what is wanted to the player. */
static void
wish (RegieMonitor *self)
{
  const RegieRigWish how = { .paused = self->paused, .drawing = self->drawing, .rate = self->rate };

  regie_playback_set_wish (self->player, &how, self->max_height, self->scale_factor);
}

static void
sound (RegieMonitor *self)
{
  regie_playback_set_sound (self->player, self->solo, self->volume);
}

static void
regie_monitor_finalize (GObject *object)
{
  RegieMonitor *self = REGIE_MONITOR (object);

  g_clear_pointer (&self->sources, g_strfreev);
  g_clear_pointer (&self->told.codec, g_free);
  g_clear_pointer (&self->told.problem, g_free);
  g_clear_object (&self->player);
  g_clear_object (&self->paintable);
  G_OBJECT_CLASS (regie_monitor_parent_class)->finalize (object);
}

static void
install_wanted (GObjectClass *klass)
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
install_watched (GObjectClass *klass)
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

static void
install_facts (GObjectClass *klass)
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
regie_monitor_class_init (RegieMonitorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = regie_monitor_get_property;
  object_class->set_property = regie_monitor_set_property;
  object_class->finalize = regie_monitor_finalize;

  install_wanted (object_class);
  install_facts (object_class);
  install_watched (object_class);
  g_object_class_install_properties (object_class, N_PROPS, props);

  levels_changed = g_signal_new ("levels-changed", REGIE_TYPE_MONITOR, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
regie_monitor_init (RegieMonitor *self)
{
  regie_source_init ();
  self->paintable = regie_frame_paintable_new ();
  self->drawing = TRUE;
  self->scale_factor = 1;
  self->volume = 1;
  self->rate = 1;
  self->return_after = 10;
  self->told.duration = -1;
  self->told.buffering = 100;
  self->told.latency = -1;
  self->player = regie_playback_new (self->paintable);
  g_signal_connect_object (self->player, "changed", G_CALLBACK (on_changed), self,
                           G_CONNECT_DEFAULT);
  g_signal_connect_object (self->player, "levels", G_CALLBACK (on_levels), self, G_CONNECT_DEFAULT);
  self->told.watched = *regie_sentry_get_facts (regie_playback_get_sentry (self->player));
  g_signal_connect_object (regie_playback_get_sentry (self->player), "alarm-changed",
                           G_CALLBACK (on_alarm_changed), self, G_CONNECT_DEFAULT);
}

RegieMonitor *
regie_monitor_new (void)
{
  return g_object_new (REGIE_TYPE_MONITOR, NULL);
}

const char *const *
regie_monitor_get_sources (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), NULL);
  return (const char *const *) self->sources;
}

gboolean
regie_monitor_get_playing (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), FALSE);
  return self->playing;
}

gboolean
regie_monitor_get_paused (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), FALSE);
  return self->paused;
}

gboolean
regie_monitor_get_drawing (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), FALSE);
  return self->drawing;
}

guint
regie_monitor_get_max_height (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), 0);
  return self->max_height;
}

guint
regie_monitor_get_scale_factor (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), 1);
  return self->scale_factor;
}

gboolean
regie_monitor_get_solo (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), FALSE);
  return self->solo;
}

double
regie_monitor_get_volume (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), 0);
  return self->volume;
}

double
regie_monitor_get_rate (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), 1);
  return self->rate;
}

int
regie_monitor_get_return_after (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), -1);
  return self->return_after;
}

RegieMonitorState
regie_monitor_get_state (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), REGIE_MONITOR_IDLE);
  return regie_playback_get_facts (self->player)->state;
}

guint
regie_monitor_get_source (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), 0);
  return regie_playback_get_facts (self->player)->source;
}

gboolean
regie_monitor_get_live (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), FALSE);
  return regie_playback_get_facts (self->player)->live;
}

GdkPaintable *
regie_monitor_get_paintable (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), NULL);
  return GDK_PAINTABLE (self->paintable);
}

guint
regie_monitor_get_width (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), 0);
  return regie_playback_get_facts (self->player)->width;
}

guint
regie_monitor_get_height (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), 0);
  return regie_playback_get_facts (self->player)->height;
}

double
regie_monitor_get_frame_rate (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), 0);
  return regie_playback_get_facts (self->player)->frame_rate;
}

const char *
regie_monitor_get_codec (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), NULL);
  return regie_playback_get_facts (self->player)->codec;
}

guint64
regie_monitor_get_bitrate (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), 0);
  return regie_playback_look (self->player)->bitrate;
}

guint64
regie_monitor_get_frames (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), 0);
  return regie_playback_look (self->player)->frames;
}

gint64
regie_monitor_get_last_frame (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), 0);
  return regie_playback_look (self->player)->last_frame;
}

gint64
regie_monitor_get_latency (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), -1);
  return regie_playback_get_facts (self->player)->latency;
}

gint64
regie_monitor_get_position (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), 0);
  return regie_playback_get_facts (self->player)->position;
}

gint64
regie_monitor_get_duration (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), -1);
  return regie_playback_get_facts (self->player)->duration;
}

guint
regie_monitor_get_buffering (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), 100);
  return regie_playback_get_facts (self->player)->buffering;
}

gboolean
regie_monitor_get_ended (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), FALSE);
  return regie_playback_get_facts (self->player)->ended;
}

const char *
regie_monitor_get_problem (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), NULL);
  return regie_playback_get_facts (self->player)->problem;
}

gint64
regie_monitor_get_retry_at (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), 0);
  return regie_playback_get_facts (self->player)->retry_at;
}

guint64
regie_monitor_get_handed (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), 0);
  return regie_playback_get_handed (self->player);
}

guint64
regie_monitor_get_painted (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), 0);
  return regie_frame_paintable_get_painted (self->paintable);
}

guint
regie_monitor_get_channels (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), 0);
  return regie_playback_get_facts (self->player)->channels;
}

double
regie_monitor_get_peak (RegieMonitor *self, guint channel)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), REGIE_LEVEL_FLOOR);
  if (channel >= REGIE_LEVEL_CHANNELS)
    return REGIE_LEVEL_FLOOR;
  return regie_playback_get_meter (self->player)->peak[channel];
}

double
regie_monitor_get_rms (RegieMonitor *self, guint channel)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), REGIE_LEVEL_FLOOR);
  if (channel >= REGIE_LEVEL_CHANNELS)
    return REGIE_LEVEL_FLOOR;
  return regie_playback_get_meter (self->player)->rms[channel];
}

double
regie_monitor_get_peak_hold (RegieMonitor *self, guint channel)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), REGIE_LEVEL_FLOOR);
  if (channel >= REGIE_LEVEL_CHANNELS)
    return REGIE_LEVEL_FLOOR;
  return regie_playback_get_meter (self->player)->hold[channel];
}

gboolean
regie_monitor_is_showing (RegieMonitor *self)
{
  RegieMonitorState state;

  g_return_val_if_fail (REGIE_IS_MONITOR (self), FALSE);
  state = regie_playback_get_facts (self->player)->state;
  return state == REGIE_MONITOR_PLAYING || state == REGIE_MONITOR_FAILED_OVER;
}

void
regie_monitor_set_sources (RegieMonitor *self, const char *const *sources)
{
  g_return_if_fail (REGIE_IS_MONITOR (self));

  if (sources && self->sources && g_strv_equal (sources, (const char *const *) self->sources))
    return;
  g_strfreev (self->sources);
  self->sources = g_strdupv ((GStrv) sources);
  regie_playback_set_sources (self->player, sources);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SOURCES]);
}

void
regie_monitor_set_playing (RegieMonitor *self, gboolean playing)
{
  g_return_if_fail (REGIE_IS_MONITOR (self));

  playing = !!playing;
  if (self->playing == playing)
    return;
  self->playing = playing;
  regie_playback_set_wanted (self->player, playing);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PLAYING]);
}

void
regie_monitor_set_paused (RegieMonitor *self, gboolean paused)
{
  g_return_if_fail (REGIE_IS_MONITOR (self));

  paused = !!paused;
  if (self->paused == paused)
    return;
  self->paused = paused;
  wish (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PAUSED]);
}

void
regie_monitor_set_drawing (RegieMonitor *self, gboolean drawing)
{
  g_return_if_fail (REGIE_IS_MONITOR (self));

  drawing = !!drawing;
  if (self->drawing == drawing)
    return;
  self->drawing = drawing;
  wish (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DRAWING]);
}

void
regie_monitor_set_max_height (RegieMonitor *self, guint max_height)
{
  g_return_if_fail (REGIE_IS_MONITOR (self));

  if (self->max_height == max_height)
    return;
  self->max_height = max_height;
  wish (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MAX_HEIGHT]);
}

void
regie_monitor_set_scale_factor (RegieMonitor *self, guint scale_factor)
{
  g_return_if_fail (REGIE_IS_MONITOR (self));

  if (self->scale_factor == scale_factor)
    return;
  self->scale_factor = scale_factor;
  wish (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SCALE_FACTOR]);
}

void
regie_monitor_set_solo (RegieMonitor *self, gboolean solo)
{
  g_return_if_fail (REGIE_IS_MONITOR (self));

  solo = !!solo;
  if (self->solo == solo)
    return;
  self->solo = solo;
  sound (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SOLO]);
}

void
regie_monitor_set_volume (RegieMonitor *self, double volume)
{
  g_return_if_fail (REGIE_IS_MONITOR (self));

  volume = CLAMP (volume, 0, 1);
  if (G_APPROX_VALUE (self->volume, volume, 1e-6))
    return;
  self->volume = volume;
  sound (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_VOLUME]);
}

void
regie_monitor_set_rate (RegieMonitor *self, double rate)
{
  g_return_if_fail (REGIE_IS_MONITOR (self));

  rate = CLAMP (rate, 0.25, 16);
  if (G_APPROX_VALUE (self->rate, rate, 1e-6))
    return;
  self->rate = rate;
  wish (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RATE]);
}

void
regie_monitor_set_return_after (RegieMonitor *self, int seconds)
{
  g_return_if_fail (REGIE_IS_MONITOR (self));

  seconds = CLAMP (seconds, -1, 3600);
  if (self->return_after == seconds)
    return;
  self->return_after = seconds;
  regie_playback_set_return_after (self->player, seconds * G_USEC_PER_SEC);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RETURN_AFTER]);
}

void
regie_monitor_seek (RegieMonitor *self, gint64 position)
{
  g_return_if_fail (REGIE_IS_MONITOR (self));
  regie_playback_seek (self->player, position);
}

void
regie_monitor_step (RegieMonitor *self)
{
  g_return_if_fail (REGIE_IS_MONITOR (self));
  regie_monitor_set_paused (self, TRUE);
  regie_playback_step (self->player);
}

void
regie_monitor_retry (RegieMonitor *self)
{
  g_return_if_fail (REGIE_IS_MONITOR (self));
  regie_playback_retry (self->player);
}

static RegieSentry *
sentry (RegieMonitor *self)
{
  return regie_playback_get_sentry (self->player);
}

static const RegieSentryFacts *
watched (RegieMonitor *self)
{
  return &regie_playback_get_facts (self->player)->watched;
}

GListModel *
regie_monitor_get_alarms (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), NULL);
  return G_LIST_MODEL (regie_sentry_get_alarms (sentry (self)));
}

RegieAlarm *
regie_monitor_get_alarm (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), NULL);
  return regie_alarm_list_get_worst (regie_sentry_get_alarms (sentry (self)));
}

void
regie_monitor_ignore_alarm (RegieMonitor *self, RegieAlarmKind kind, gint64 until)
{
  g_return_if_fail (REGIE_IS_MONITOR (self));
  g_return_if_fail (kind < REGIE_ALARM_KINDS);
  regie_sentry_ignore (sentry (self), kind, until, g_get_monotonic_time ());
}

gint64
regie_monitor_get_ignored_until (RegieMonitor *self, RegieAlarmKind kind)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), 0);
  return regie_alarm_list_get_ignored_until (regie_sentry_get_alarms (sentry (self)), kind,
                                             g_get_monotonic_time ());
}

void
regie_monitor_set_limits (RegieMonitor *self, const RegieAlarmLimits *limits)
{
  g_return_if_fail (REGIE_IS_MONITOR (self));
  regie_sentry_set_limits (sentry (self), limits);
}

const RegieAlarmLimits *
regie_monitor_get_limits (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), NULL);
  return regie_sentry_get_limits (sentry (self));
}

guint
regie_monitor_get_expected_stage (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), 0);
  return regie_sentry_get_expected_stage (sentry (self));
}

void
regie_monitor_set_expected_stage (RegieMonitor *self, guint stage)
{
  g_return_if_fail (REGIE_IS_MONITOR (self));
  g_return_if_fail (stage <= REGIE_MARK_STAGES);

  if (regie_monitor_get_expected_stage (self) == stage)
    return;
  regie_sentry_set_expected_stage (sentry (self), stage);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_EXPECTED_STAGE]);
}

gint64
regie_monitor_get_clock_offset (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), 0);
  return regie_sentry_get_clock_offset (sentry (self));
}

void
regie_monitor_set_clock_offset (RegieMonitor *self, gint64 offset)
{
  g_return_if_fail (REGIE_IS_MONITOR (self));

  if (regie_monitor_get_clock_offset (self) == offset)
    return;
  regie_sentry_set_clock_offset (sentry (self), offset);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CLOCK_OFFSET]);
}

RegieMarkState
regie_monitor_get_mark (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), REGIE_MARK_NOT_VERIFIED);
  return watched (self)->mark;
}

guint
regie_monitor_get_mark_stage (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), 0);
  return watched (self)->mark_stage;
}

gint64
regie_monitor_get_mark_age (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), -1);
  return watched (self)->mark_age;
}

RegieLatencySource
regie_monitor_get_latency_source (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), REGIE_LATENCY_UNKNOWN);
  return regie_playback_get_facts (self->player)->latency_source;
}

gint64
regie_monitor_get_av_offset (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), G_MININT64);
  return watched (self)->av_offset;
}

double
regie_monitor_get_measured_rate (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), 0);
  return watched (self)->measured_rate;
}

double
regie_monitor_get_loudness_momentary (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), REGIE_LEVEL_FLOOR);
  return watched (self)->momentary;
}

double
regie_monitor_get_loudness_short_term (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), REGIE_LEVEL_FLOOR);
  return watched (self)->short_term;
}
