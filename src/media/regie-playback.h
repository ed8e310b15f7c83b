/* regie-playback.h: one stream kept playing: supervision, watch and rig put together
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-frame-paintable.h"
#include "regie-meter.h"
#include "regie-rig.h"
#include "regie-sentry.h"

G_BEGIN_DECLS

#define REGIE_TYPE_PLAYBACK (regie_playback_get_type ())
G_DECLARE_FINAL_TYPE (RegiePlayback, regie_playback, REGIE, PLAYBACK, GObject)

/** What there is to say; the units are those of RegieMonitor's properties. */
typedef struct
{
  RegieMonitorState state;
  guint source;
  gboolean live;
  guint width;
  guint height;
  double frame_rate;
  char *codec;
  guint64 bitrate;
  guint64 frames;
  gint64 last_frame;
  gint64 latency;
  RegieLatencySource latency_source;
  gint64 position;
  gint64 duration;
  guint buffering;
  gboolean ended;
  guint channels;
  char *problem;
  gint64 retry_at;
  RegieSentryFacts watched;
} RegiePlaybackFacts;

/* Signals:
 *   changed ()  the facts differ from those of the last time; at most five times a second for those
 *               that move all the time
 *   levels ()   the meter has moved
 */

/** @paintable: where frames are shown */
RegiePlayback *regie_playback_new (RegieFramePaintable *paintable);

/** The facts as they are now, owned by the player. */
const RegiePlaybackFacts *regie_playback_get_facts (RegiePlayback *self);
/** The facts with counters and position brought up to this moment. */
const RegiePlaybackFacts *regie_playback_look (RegiePlayback *self);
const RegieMeter *regie_playback_get_meter (RegiePlayback *self);
/** Returns: (transfer none): the dead-air watch */
RegieSentry *regie_playback_get_sentry (RegiePlayback *self);
guint64 regie_playback_get_handed (RegiePlayback *self);

/** @sources: (nullable): copied */
void regie_playback_set_sources (RegiePlayback *self, const char *const *sources);
/** @time: microseconds, see regie_supervisor_set_return_after() */
void regie_playback_set_return_after (RegiePlayback *self, gint64 time);
void regie_playback_set_wanted (RegiePlayback *self, gboolean wanted);
/** @wish: all but `rows`, which is worked out by the player from @max_height and @scale_factor */
void regie_playback_set_wish (RegiePlayback *self,
                              const RegieRigWish *wish,
                              guint max_height,
                              guint scale_factor);
void regie_playback_set_sound (RegiePlayback *self, gboolean audible, double volume);
void regie_playback_seek (RegiePlayback *self, gint64 position);
void regie_playback_step (RegiePlayback *self);
void regie_playback_retry (RegiePlayback *self);

G_END_DECLS
