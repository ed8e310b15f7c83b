/* regie-intake.h: counts what arrives, and lets the decoder sleep while nobody looks
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/** Sits in front of the decoders of one pipeline. It counts packets before they are decoded, so the
 * watch hears of a stream even while its picture is hidden; it holds back what comes before the first
 * key frame (it would decode to grey garbage); and while the picture is hidden it passes key frames
 * only. Counted references, any thread. */
typedef struct _RegieIntake RegieIntake;

/** What has arrived since the pipeline was made. */
typedef struct
{
  /** video frames */
  guint64 frames;
  /** bytes, video and sound, as encoded */
  guint64 bytes;
  /** monotonic time of the newest video frame and of the newest sound, microseconds; 0: none */
  gint64 last_frame;
  gint64 last_sound;
} RegieIntakeCount;

RegieIntake *regie_intake_new (void);
RegieIntake *regie_intake_ref (RegieIntake *self);
void regie_intake_unref (RegieIntake *self);

/** @element: any element that came into the pipeline; those that are not decoders are left alone */
void regie_intake_watch (RegieIntake *self, GstElement *element);
/** @pad: takes raw pictures; they count only if no decoder made them */
void regie_intake_watch_raw (RegieIntake *self, GstPad *pad);
/** @pad: takes raw sound; it is a sign of life also where no decoder made it */
void regie_intake_watch_raw_sound (RegieIntake *self, GstPad *pad);

/** @sleepy: pass key frames only */
void regie_intake_set_sleepy (RegieIntake *self, gboolean sleepy);

void regie_intake_count (RegieIntake *self, RegieIntakeCount *count);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieIntake, regie_intake_unref)

G_END_DECLS
