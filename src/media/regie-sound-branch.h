/* regie-sound-branch.h: from decoded sound to levels, and to a loudspeaker if it is wanted
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-reading.h"
#include "regie-speaker.h"

G_BEGIN_DECLS

/**
 * regie_sound_branch_new:
 *
 * Returns: (transfer full) (nullable): a bin with a `sink` pad for raw audio that posts a
 * %REGIE_SOUND_READING twenty times a second; %NULL when an element is missing (named by @missing)
 */
GstElement *regie_sound_branch_new (const char **missing);

/** @speaker: (nullable): where the sound goes, from its next buffer on; any thread */
void regie_sound_branch_set_speaker (GstElement *branch, RegieSpeaker *speaker);

G_END_DECLS
