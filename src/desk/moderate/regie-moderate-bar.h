/* regie-moderate-bar.h: the stage's question channel, and which colleagues are at work on it
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-session-widget.h"

G_BEGIN_DECLS

#define REGIE_TYPE_MODERATE_BAR (regie_moderate_bar_get_type ())
G_DECLARE_FINAL_TYPE (RegieModerateBar, regie_moderate_bar, REGIE, MODERATE_BAR, RegieSessionWidget)

/* Property: session (RegieDeskSession): its `stage` is shown. Buttons: moderate.channel,
 * moderate.moderation. */

/** Returns: (transfer full): `Questions open`, `Questions paused: Pause bis 11 Uhr` */
char *regie_channel_text (const RegieRecord *stage);

G_END_DECLS
