/* regie-speaker.h: the sound device, apart from what plays on it
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/** A pipeline of its own that takes sound as it is due and plays it on the system's default device.
 * A device that is missing, slow or pulled out is felt here and nowhere else: what it does not take
 * in time is dropped. Opening and closing happen in a thread. Counted references, any thread. */
typedef struct _RegieSpeaker RegieSpeaker;

/** @volume: 0..1, cubic */
RegieSpeaker *regie_speaker_new (double volume);
RegieSpeaker *regie_speaker_ref (RegieSpeaker *self);
void regie_speaker_unref (RegieSpeaker *self);

/** @sample: raw interleaved sound that is due now */
void regie_speaker_play (RegieSpeaker *self, GstSample *sample);
void regie_speaker_set_volume (RegieSpeaker *self, double volume);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieSpeaker, regie_speaker_unref)

G_END_DECLS
