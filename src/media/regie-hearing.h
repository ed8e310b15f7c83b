/* regie-hearing.h: listens to sound: levels, loudness, clipping
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-reading.h"

G_BEGIN_DECLS

/** Cuts sound into twentieths of a second and measures each. Loudness is that of EBU R 128: filtered
 * by libebur128, momentary over 0.4 s and short-term over 3 s, both without a gate (EBU Tech 3341,
 * 2.2). One channel counts as two, as that is how it is heard. One thread at a time. */
typedef struct _RegieHearing RegieHearing;

/** @done: is handed each piece that is complete, with all but its time; @owner: for it */
typedef void (*RegieHearingDone) (gpointer owner, const RegieSoundReading *reading);

RegieHearing *regie_hearing_new (void);
void regie_hearing_free (RegieHearing *self);

/**
 * regie_hearing_take:
 * @samples: interleaved floats, full scale is 1
 * @n_frames: samples of each channel
 * @channels: 1 or more; those above %REGIE_LEVEL_CHANNELS have their loudness counted alone
 * @rate: samples per second
 */
void regie_hearing_take (RegieHearing *self,
                         const float *samples,
                         gsize n_frames,
                         guint channels,
                         guint rate,
                         RegieHearingDone done,
                         gpointer owner);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieHearing, regie_hearing_free)

G_END_DECLS
