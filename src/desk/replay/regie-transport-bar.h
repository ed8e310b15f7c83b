/* regie-transport-bar.h: play, speed, where it stands, and the timeline of a recording
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-player.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define REGIE_TYPE_TRANSPORT_BAR (regie_transport_bar_get_type ())
G_DECLARE_FINAL_TYPE (RegieTransportBar, regie_transport_bar, REGIE, TRANSPORT_BAR, GtkWidget)

/* Property: player (RegiePlayer), writable, may be NULL.
 *
 * Its buttons activate the actions of the replay view: win.replay-play, win.replay-next-mark …
 */

/** Goes to the next faster (@direction 1) or slower (−1) speed. */
void regie_transport_bar_change_speed (RegieTransportBar *self, int direction);

G_END_DECLS
