/* regie-playback-private.h: what the files of a playback share
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 *     regie-playback.c            does what supervision decides, and what is asked of it
 *     regie-playback-attempts.c   which attempts run, and which of them is seen and heard
 *     regie-playback-facts.c      what there is to say of what is shown
 */

#pragma once

#include "regie-playback.h"

#include "regie-attempt.h"
#include "regie-supervisor.h"
#include "regie-watch.h"

G_BEGIN_DECLS

struct _RegiePlayback
{
  GObject parent_instance;

  RegieFramePaintable *paintable;
  GStrv sources;
  RegieRigWish wish;
  guint max_height;
  guint scale_factor;
  gboolean audible;
  double volume;

  RegieSupervisor *supervisor;
  GSource *ticker;

  /* the attempt that is to be shown */
  RegieAttempt *present;
  /* runs unseen */
  RegieAttempt *standby;
  /* is shown until the present one, which took over, has its first picture */
  RegieAttempt *leaving;
  gint64 leave_until;
  RegieSpeaker *speaker;

  RegieWatch watch;
  RegieSentry *sentry;
  RegieMeter meter;
  RegiePlaybackFacts facts;
  guint64 handed;
};

/* regie-playback.c */

/** What comes from an attempt, for regie_attempt_new(). */
extern const RegieAttemptCallbacks regie_playback_callbacks;
/** The meter has moved. */
void regie_playback_tell_levels (RegiePlayback *self);

/* regie-playback-attempts.c */

/** Returns: (transfer none) (nullable): what is seen and heard now */
RegieAttempt *regie_playback_get_shown (RegiePlayback *self);
/** Brings the speaker to what is wanted to be heard and there is to be heard. */
void regie_playback_settle_speaker (RegiePlayback *self);
/** The present attempt is shown, no longer the one it took over from. */
void regie_playback_end_leaving (RegiePlayback *self);
/** Brings the attempts to what supervision has decided. */
void regie_playback_settle_attempts (RegiePlayback *self);

/* regie-playback-facts.c */

/** There is no sound. */
void regie_playback_clear_meter (RegiePlayback *self);
/** Takes what is shown says of itself. */
void regie_playback_take_facts (RegiePlayback *self);
/** Counts what has arrived, and tells supervision. */
void regie_playback_look_at_intake (RegiePlayback *self);
/** Has the dead-air watch look at what is shown. */
void regie_playback_keep_watch (RegiePlayback *self);
/** Says why nothing comes where nothing has failed; @before: the state at the last tick. */
void regie_playback_explain_waiting (RegiePlayback *self, RegieMonitorState before);
/** How old the picture is by the clock that its protocol carries, if it does.
 * @position: its stream time, nanoseconds */
void regie_playback_take_latency (RegiePlayback *self,
                                  RegieAttempt *attempt,
                                  GstBuffer *buffer,
                                  GstClockTime position);

G_END_DECLS
