/* regie-timeline.h: a recording at a glance: what came in when, what happened, and where it stands
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-player.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define REGIE_TYPE_TIMELINE (regie_timeline_get_type ())
G_DECLARE_FINAL_TYPE (RegieTimeline, regie_timeline, REGIE, TIMELINE, GtkWidget)

/* Bars for messages above the line and for ballots below it, a sign for every session, question on
 * air, vote, word cloud and take. Click or drag to go there; the arrow keys move by five seconds.
 *
 * Property: player (RegiePlayer), writable, may be NULL
 */

/** Returns: (transfer none): the sign that stands for @kind, as a character */
const char *regie_timeline_sign (RegieMarkKind kind);

G_END_DECLS
