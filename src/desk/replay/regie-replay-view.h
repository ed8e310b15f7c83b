/* regie-replay-view.h: the replay view: a recorded session, read-only, with a transport bar
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define REGIE_TYPE_REPLAY_VIEW (regie_replay_view_get_type ())
G_DECLARE_FINAL_TYPE (RegieReplayView, regie_replay_view, REGIE, REPLAY_VIEW, GtkWidget)

/** Opens a recorded session (a bundle's folder or file); errors are shown in the view. */
void regie_replay_view_open (RegieReplayView *self, GFile *bundle);

G_END_DECLS
