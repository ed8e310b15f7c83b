/* regie-playback-attempts.c: which attempts at a source run, and which of them is seen and heard
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-media"

#include "regie-config.h"

#include "regie-playback-private.h"

#include "regie-source-uri.h"

/** One that was left for a better source is shown until that has a picture, but not longer than this,
 * microseconds */
#define FAREWELL (6 * G_USEC_PER_SEC)

RegieAttempt *
regie_playback_get_shown (RegiePlayback *self)
{
  return self->leaving ? self->leaving : self->present;
}

/* The speaker is there while somebody wants to hear and there is something to be heard. */
void
regie_playback_settle_speaker (RegiePlayback *self)
{
  RegieAttempt *shown = regie_playback_get_shown (self);
  const gboolean wanted = self->audible && shown && self->wish.rate <= 4;

  if (wanted && !self->speaker)
    self->speaker = regie_speaker_new (self->volume);
  else if (!wanted)
    g_clear_pointer (&self->speaker, regie_speaker_unref);
  if (self->present && self->present != shown)
    regie_rig_set_speaker (self->present->rig, NULL);
  if (shown)
    regie_rig_set_speaker (shown->rig, self->speaker);
}

/* Another attempt is shown from now on, with nothing of the last one. */
static void
begin_showing (RegiePlayback *self)
{
  self->facts.ended = FALSE;
  self->facts.latency = -1;
  self->facts.latency_source = REGIE_LATENCY_UNKNOWN;
  self->facts.position = 0;
  regie_sentry_begin (self->sentry);
  regie_playback_clear_meter (self);
  regie_playback_take_facts (self);
  regie_playback_settle_speaker (self);
}

void
regie_playback_end_leaving (RegiePlayback *self)
{
  if (!self->leaving)
    return;
  g_clear_pointer (&self->leaving, regie_attempt_free);
  begin_showing (self);
}

static void
end_present (RegiePlayback *self)
{
  g_clear_pointer (&self->leaving, regie_attempt_free);
  g_clear_pointer (&self->present, regie_attempt_free);
  regie_playback_take_facts (self);
  regie_playback_clear_meter (self);
  regie_playback_settle_speaker (self);
}

static void
begin_present (RegiePlayback *self, const RegieSupervision *decision)
{
  self->present =
      regie_attempt_new (decision->attempt, decision->source, self->sources[decision->source],
                         &self->wish, &regie_playback_callbacks, self);
  regie_watch_begin (&self->watch, g_get_monotonic_time ());
  begin_showing (self);
}

/* Unseen, so key frames will do; unless it is called because there is nothing else to show. */
static void
begin_standby (RegiePlayback *self, const RegieSupervision *decision)
{
  RegieRigWish wish = self->wish;

  wish.drawing &= decision->state == REGIE_MONITOR_STALLED;
  self->standby = regie_attempt_new (decision->standby, decision->standby_source,
                                     self->sources[decision->standby_source], &wish,
                                     &regie_playback_callbacks, self);
}

/* The one that was unseen is the present one. What was shown so far stays on the screen and in the
 * loudspeaker until the new one has a picture, so nobody sees the seam. */
static void
promote_standby (RegiePlayback *self)
{
  const gint64 now = g_get_monotonic_time ();
  RegieIntakeCount count;

  g_clear_pointer (&self->leaving, regie_attempt_free);
  self->leaving = g_steal_pointer (&self->present);
  self->present = g_steal_pointer (&self->standby);
  self->leave_until = now + FAREWELL;
  regie_rig_set_wish (self->present->rig, &self->wish);
  regie_intake_count (self->present->intake, &count);
  /* What came unseen does not count. */
  regie_watch_begin (&self->watch, now);
  self->watch.seen = self->watch.span = count;
  if (!self->leaving)
    begin_showing (self);
  else if (self->facts.state == REGIE_MONITOR_STALLED || count.frames == 0)
    regie_playback_end_leaving (self);
}

/* Refuses what cannot be a source, with the reason, before an attempt is made at it. */
static gboolean
refuse (RegiePlayback *self, guint attempt, guint source)
{
  g_autoptr (GError) error = NULL;

  if (attempt == 0 || regie_source_uri_check (self->sources[source], &error))
    return FALSE;
  if (attempt == regie_supervisor_decide (self->supervisor)->attempt)
    g_set_str (&self->facts.problem, error->message);
  regie_supervisor_broke (self->supervisor, attempt, TRUE, g_get_monotonic_time ());
  return TRUE;
}

void
regie_playback_settle_attempts (RegiePlayback *self)
{
  const RegieSupervision *decision = regie_supervisor_decide (self->supervisor);

  while (refuse (self, decision->attempt, decision->source)
         || refuse (self, decision->standby, decision->standby_source))
    decision = regie_supervisor_decide (self->supervisor);

  if (self->standby && self->standby->number == decision->attempt)
    promote_standby (self);
  if (self->standby && self->standby->number != decision->standby)
    g_clear_pointer (&self->standby, regie_attempt_free);
  if (self->present && self->present->number != decision->attempt)
    end_present (self);
  if (decision->attempt != 0 && !self->present)
    begin_present (self, decision);
  if (decision->standby != 0 && !self->standby)
    begin_standby (self, decision);
}
