/* regie-player.h: plays a recorded session: a congress that is where it was at any instant of it
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-bundle.h"

G_BEGIN_DECLS

#define REGIE_PLAYER_MIN_RATE 0.5
#define REGIE_PLAYER_MAX_RATE 16.0

#define REGIE_TYPE_PLAYER (regie_player_get_type ())
G_DECLARE_FINAL_TYPE (RegiePlayer, regie_player, REGIE, PLAYER, GObject)

/* Properties. Those marked w are writable; all notify.
 *   bundle      RegieBundle     never changes
 *   congress    RegieCongress   never changes; its state follows `position`
 *   position  w int64           microseconds since the bundle's start; setting it seeks
 *   now         int64           the instant `position` stands for, microseconds UTC: what "now" is to
 *                               whatever counts time in the replayed views
 *   duration    int64
 *   rate      w double          0.5 to 16, 1 by default
 *   playing   w boolean         stops by itself at the end
 *   media       GListModel      of RegieBundleMedia
 *   marks       GListModel      of RegieMark
 *
 * While it plays, `position` moves 25 times a second. A video shows the right picture when its own
 * position is `position` minus the offset of its RegieBundleMedia.
 *
 * Signal:
 *   sought ()    the position jumped: whoever plays media beside it is to follow at once
 */

/** Returns: (transfer full): a player at the beginning of @bundle, paused */
RegiePlayer *regie_player_new (RegieBundle *bundle);

/** Reads a monotonic clock in microseconds. */
typedef gint64 (*RegiePlayerClock) (gpointer user_data);

/**
 * regie_player_set_clock:
 * @clock: (nullable): %NULL for the monotonic clock of the machine, read by a timer of its own
 *
 * For tests: the player then moves when regie_player_tick() is called, and only then.
 */
void regie_player_set_clock (RegiePlayer *self, RegiePlayerClock clock, gpointer user_data);

/** Brings the congress to where the clock says it should be. */
void regie_player_tick (RegiePlayer *self);

RegieBundle *regie_player_get_bundle (RegiePlayer *self);
RegieCongress *regie_player_get_congress (RegiePlayer *self);
gint64 regie_player_get_position (RegiePlayer *self);
gint64 regie_player_get_now (RegiePlayer *self);
gint64 regie_player_get_duration (RegiePlayer *self);
double regie_player_get_rate (RegiePlayer *self);
gboolean regie_player_get_playing (RegiePlayer *self);
/** @rate: is held to %REGIE_PLAYER_MIN_RATE … %REGIE_PLAYER_MAX_RATE */
void regie_player_set_rate (RegiePlayer *self, double rate);
/** Playing from the end begins again at the start. */
void regie_player_set_playing (RegiePlayer *self, gboolean playing);

/**
 * regie_player_seek:
 * @position: is held to 0 … duration
 *
 * Goes there: the nearest keyframe before it, then the records up to it. Forward within the same
 * keyframe only the records between.
 */
void regie_player_seek (RegiePlayer *self, gint64 position);

/**
 * regie_player_seek_mark:
 * @direction: 1 for the next mark, -1 for the one before
 *
 * Returns: %FALSE when there is none in that direction
 */
gboolean regie_player_seek_mark (RegiePlayer *self, int direction);

G_END_DECLS
