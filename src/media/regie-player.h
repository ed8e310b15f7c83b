/* regie-player.h: one stream kept playing: supervision, watch and rig put together
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-frame-paintable.h"
#include "regie-meter.h"
#include "regie-rig.h"

G_BEGIN_DECLS

#define REGIE_TYPE_PLAYER (regie_player_get_type ())
G_DECLARE_FINAL_TYPE (RegiePlayer, regie_player, REGIE, PLAYER, GObject)

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
  gint64 position;
  gint64 duration;
  gboolean ended;
  guint channels;
  char *problem;
  gint64 retry_at;
} RegiePlayerFacts;

/* Signals:
 *   changed ()  the facts differ from those of the last time; at most five times a second for those
 *               that move all the time
 *   levels ()   the meter has moved
 */

/** @paintable: where frames are shown */
RegiePlayer *regie_player_new (RegieFramePaintable *paintable);

/** The facts as they are now, owned by the player. */
const RegiePlayerFacts *regie_player_get_facts (RegiePlayer *self);
/** The facts with counters and position brought up to this moment. */
const RegiePlayerFacts *regie_player_look (RegiePlayer *self);
const RegieMeter *regie_player_get_meter (RegiePlayer *self);
guint64 regie_player_get_handed (RegiePlayer *self);

/** @sources: (nullable): copied */
void regie_player_set_sources (RegiePlayer *self, const char *const *sources);
void regie_player_set_wanted (RegiePlayer *self, gboolean wanted);
/** @wish: all but `rows`, which is worked out by the player from @max_height and @scale_factor */
void regie_player_set_wish (RegiePlayer *self,
                            const RegieRigWish *wish,
                            guint max_height,
                            guint scale_factor);
void regie_player_set_sound (RegiePlayer *self, gboolean audible, double volume);
void regie_player_seek (RegiePlayer *self, gint64 position);
void regie_player_step (RegiePlayer *self);
void regie_player_retry (RegiePlayer *self);

G_END_DECLS
