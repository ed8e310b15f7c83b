/* regie-monitor-facts.c: what there is to say of a stream, and telling it
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-media"

#include "regie-config.h"

#include "regie-monitor-private.h"

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

static void
tell (RegieMonitor *self, gboolean differs, RegieMonitorProperty property)
{
  if (differs)
    regie_monitor_notify (self, property);
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

void
regie_monitor_tell (RegieMonitor *self)
{
  const RegiePlaybackFacts *now = regie_playback_get_facts (self->player);
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

static const RegieSentryFacts *
watched (RegieMonitor *self)
{
  return &regie_playback_get_facts (self->player)->watched;
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
