/* regie-tally.h: what a stage is to the main channel: on air, armed, live …
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-congress.h"

G_BEGIN_DECLS

/** What a tally light says. One at a time: the first that holds, in this order. */
typedef enum
{
  REGIE_TALLY_ON_AIR,
  REGIE_TALLY_ARMED,
  REGIE_TALLY_HOLD,
  REGIE_TALLY_LIVE,
  REGIE_TALLY_COUNTDOWN,
  REGIE_TALLY_ENDED,
  REGIE_TALLY_OFF_AIR,
} RegieTally;

/** Returns: the tally of @stage, %REGIE_TALLY_OFF_AIR for an unknown one */
RegieTally regie_tally_of (RegieCongress *congress, const char *stage);

/**
 * regie_tally_text:
 *
 * Colour, text and shape tell the same (SEMANTICS 5).
 *
 * Returns: (transfer none): the translated label with its shape: `● ON AIR`, `○ ARMED`, `▢ LIVE`
 */
const char *regie_tally_text (RegieTally tally);

/** Returns: (transfer none): the same as a spoken state: `on air`, `armed` … */
const char *regie_tally_spoken (RegieTally tally);

/** Returns: (transfer none): CSS class of the light: `on-air`, `armed`, `held`, `live`, `quiet` */
const char *regie_tally_class (RegieTally tally);

/** Returns: (transfer full): the stage as people call it: `Stage 1`, from its number */
char *regie_stage_label (RegieStage *stage);

G_END_DECLS
