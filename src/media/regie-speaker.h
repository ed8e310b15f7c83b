/* regie-speaker.h: what one listens with: the sound device, apart from what plays on it
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/** A voice on the one sound output of the process. One is heard at a time: the newest; when it goes,
 * the one before it is heard again. As the output stays open from one voice to the next, and for a
 * moment after the last, going from one to the other makes no gap. A device that is missing, slow or
 * pulled out is felt here and nowhere else: what it does not take in time is dropped. Opening and
 * closing happen in a thread. Counted references, any thread. */
typedef struct _RegieSpeaker RegieSpeaker;

/** After the last voice the output stays open for this long, microseconds */
#define REGIE_SPEAKER_LINGER (3 * G_TIME_SPAN_SECOND)

/** @volume: 0..1, cubic */
RegieSpeaker *regie_speaker_new (double volume);
RegieSpeaker *regie_speaker_ref (RegieSpeaker *self);
void regie_speaker_unref (RegieSpeaker *self);

/** @sample: raw interleaved sound that is due now */
void regie_speaker_play (RegieSpeaker *self, GstSample *sample);
void regie_speaker_set_volume (RegieSpeaker *self, double volume);

/**
 * regie_speaker_set_device:
 * @device: (nullable): an audio sink; %NULL: the system's default
 *
 * Where all voices are heard from now on. A device that cannot be opened, or fails while it plays, is
 * replaced by the default until another one is set.
 */
void regie_speaker_set_device (GstDevice *device);

/** Returns: how often the output was opened in this process; for tests of gapless switching */
guint regie_speaker_get_openings (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieSpeaker, regie_speaker_unref)

G_END_DECLS
