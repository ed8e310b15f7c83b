/* regie-cue-strip.h: what the director wants of the stage: the oldest cue without an answer
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-session-widget.h"

G_BEGIN_DECLS

#define REGIE_TYPE_CUE_STRIP (regie_cue_strip_get_type ())
G_DECLARE_FINAL_TYPE (RegieCueStrip, regie_cue_strip, REGIE, CUE_STRIP, RegieSessionWidget)

/* Property: session (RegieDeskSession), writable; its `stage` says whose cues.
 *
 * At a moderator's desk a cue counts as delivered as soon as the strip shows it.
 */

/** Marks the cue shown as seen, or as @done. */
void regie_cue_strip_mark (RegieCueStrip *self, gboolean done);

G_END_DECLS
