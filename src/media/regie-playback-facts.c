/* regie-playback-facts.c: what there is to say of the stream that is shown
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-media"

#include "regie-config.h"

#include "regie-playback-private.h"

#include "regie-frame.h"
#include "regie-source-uri.h"

/** A live picture that seems older than this comes from a clock that is wrong, microseconds */
#define OLDEST (10 * 60 * G_USEC_PER_SEC)

void
regie_playback_clear_meter (RegiePlayback *self)
{
  if (self->meter.channels == 0)
    return;
  regie_meter_clear (&self->meter);
  self->facts.channels = 0;
  regie_playback_tell_levels (self);
}

void
regie_playback_take_facts (RegiePlayback *self)
{
  const RegieAttempt *shown = regie_playback_get_shown (self);

  self->facts.buffering = shown ? shown->buffering : 100;
  if (!shown)
    return;
  self->facts.source = shown->source;
  self->facts.live = shown->live;
  self->facts.duration = shown->duration;
  /* Those of the last picture stand until there is another. */
  if (shown->height > 0)
    {
      self->facts.width = shown->width;
      self->facts.height = shown->height;
      self->facts.frame_rate = shown->frame_rate;
    }
  if (shown->codec)
    g_set_str (&self->facts.codec, shown->codec);
}

void
regie_playback_look_at_intake (RegiePlayback *self)
{
  const gint64 now = g_get_monotonic_time ();
  RegieIntakeCount count;

  if (self->present)
    {
      regie_intake_count (self->present->intake, &count);
      if (regie_watch_take (&self->watch, &count, now))
        regie_supervisor_arrived (self->supervisor, self->present->number, now);
    }
  if (self->standby && regie_attempt_take_arrival (self->standby))
    regie_supervisor_arrived (self->supervisor, self->standby->number, now);
  self->facts.frames = self->watch.frames;
  self->facts.last_frame = self->watch.last_frame;
  self->facts.bitrate = self->watch.bitrate;
}

static gboolean
is_latency_by_protocol (RegiePlayback *self)
{
  return self->facts.latency_source == REGIE_LATENCY_NTP
         || self->facts.latency_source == REGIE_LATENCY_PROGRAM_DATE_TIME;
}

/* The watch rests while nothing need come, and while nothing comes as it was sent. */
void
regie_playback_keep_watch (RegiePlayback *self)
{
  const RegiePlaybackFacts *facts = &self->facts;
  const RegieAttempt *shown = regie_playback_get_shown (self);
  const RegieSentryPost post = {
    .expected = facts->state != REGIE_MONITOR_IDLE && !self->wish.paused && !facts->ended
                && G_APPROX_VALUE (self->wish.rate, 1, 1e-6),
    .has_picture = shown && shown->has_picture,
    .has_sound = shown && shown->has_sound,
    .frame_rate = facts->frame_rate,
    .frames = self->watch.frames,
    .last_frame = self->watch.last_frame,
    .last_sound = self->watch.last_sound,
  };

  regie_sentry_look (self->sentry, &post, g_get_monotonic_time ());
  self->facts.watched = *regie_sentry_get_facts (self->sentry);
  /* Where the protocol carries no clock, the picture's own mark may. */
  if (facts->live && !is_latency_by_protocol (self))
    {
      self->facts.latency = facts->watched.mark_age;
      self->facts.latency_source = facts->latency >= 0 ? REGIE_LATENCY_MARK : REGIE_LATENCY_UNKNOWN;
    }
}

void
regie_playback_explain_waiting (RegiePlayback *self, RegieMonitorState before)
{
  const RegieSupervision *decision = regie_supervisor_decide (self->supervisor);

  if (self->facts.problem)
    return;
  if (before != REGIE_MONITOR_RECONNECTING && decision->state == REGIE_MONITOR_RECONNECTING)
    g_set_str (&self->facts.problem, "The source does not answer");
  else if (decision->state == REGIE_MONITOR_CONNECTING
           && regie_source_uri_is_patient (self->sources[decision->source]))
    g_set_str (&self->facts.problem, "Waiting for the sender");
}

void
regie_playback_take_latency (RegiePlayback *self,
                             RegieAttempt *attempt,
                             GstBuffer *buffer,
                             GstClockTime position)
{
  const gint64 by_sender = regie_frame_get_latency (buffer);
  const gint64 packaged = regie_packager_clock_read (attempt->clock, position);
  const gint64 by_packager = g_get_real_time () - packaged;

  if (by_sender >= 0)
    {
      self->facts.latency = by_sender;
      self->facts.latency_source = REGIE_LATENCY_NTP;
    }
  else if (packaged >= 0 && by_packager >= 0 && by_packager < OLDEST)
    {
      self->facts.latency = by_packager;
      self->facts.latency_source = REGIE_LATENCY_PROGRAM_DATE_TIME;
    }
  else if (is_latency_by_protocol (self))
    {
      self->facts.latency = -1;
      self->facts.latency_source = REGIE_LATENCY_UNKNOWN;
    }
}
