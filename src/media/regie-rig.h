/* regie-rig.h: the GStreamer side of one attempt to play one URI
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-door.h"
#include "regie-intake.h"
#include "regie-packager-clock.h"
#include "regie-speaker.h"

G_BEGIN_DECLS

/** One GstPipeline and the thread that alone builds it, changes its state, seeks in it and takes it
 * down. No call here waits for it. What it has to say comes through the door: the frames, and of
 * GStreamer's messages ERROR, EOS, BUFFERING, STREAM_COLLECTION, DURATION_CHANGED, missing plugins,
 * readings (regie-reading.h), %REGIE_PICTURE_MESSAGE and %REGIE_RIG_MESSAGE. */
typedef struct _RegieRig RegieRig;

/** A structure with `live` (boolean): the rig is up and it is known whether the source is live; and
 * `duration` (int64, microseconds, -1 unknown) */
#define REGIE_RIG_MESSAGE "regie-rig"

/** How it is to play. */
typedef struct
{
  /** stand still on the present frame */
  gboolean paused;
  /** somebody sees the picture */
  gboolean drawing;
  /** height of the frames, pixels; 0: the source's */
  guint rows;
  /** multiple of normal speed */
  double rate;
} RegieRigWish;

/**
 * regie_rig_new:
 * @uri: what to play
 * @wish: how, to begin with
 *
 * Returns: (transfer full): a rig that is being built and started in its thread; end it by
 * regie_rig_retire()
 */
RegieRig *regie_rig_new (const char *uri,
                         const RegieRigWish *wish,
                         RegieDoor *door,
                         RegieIntake *intake,
                         RegiePackagerClock *clock);

/** Gives the rig up: its thread takes it down, however long that lasts. */
void regie_rig_retire (RegieRig *self);

void regie_rig_set_wish (RegieRig *self, const RegieRigWish *wish);
/** @speaker: (nullable): where the sound goes */
void regie_rig_set_speaker (RegieRig *self, RegieSpeaker *speaker);
/** @position: microseconds; of several calls in a row only the last counts */
void regie_rig_seek (RegieRig *self, gint64 position);
/** Shows the next frame; the rig is paused. */
void regie_rig_step (RegieRig *self);

/** Returns: rigs that are not taken down yet, in the whole process; for tests of teardown */
guint regie_rig_get_alive (void);
/** Returns: how many were made so far, in the whole process; for tests of what needs no new one */
guint regie_rig_get_made (void);

G_END_DECLS
