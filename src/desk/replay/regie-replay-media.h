/* regie-replay-media.h: the recorded pictures, kept in step with the player
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-desk-session.h"
#include "regie-player.h"

G_BEGIN_DECLS

#define REGIE_TYPE_REPLAY_MEDIA (regie_replay_media_get_type ())
G_DECLARE_FINAL_TYPE (RegieReplayMedia, regie_replay_media, REGIE, REPLAY_MEDIA, GObject)

/**
 * regie_replay_media_new:
 * @player: what is played
 * @session: whose stages are to show the recorded pictures
 *
 * Gives each recorded stage of @session a monitor on its recording, and lets them play, stand, seek
 * and change speed with @player. A picture that drifts is brought back.
 */
RegieReplayMedia *regie_replay_media_new (RegiePlayer *player, RegieDeskSession *session);

G_END_DECLS
