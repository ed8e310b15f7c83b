/* regie-tape.h: the GStreamer side of one recording
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-door.h"

G_BEGIN_DECLS

/** One GstPipeline that writes a stream to a file, and the thread that alone builds it and takes it
 * down. What it has to say comes through the door: ERROR, EOS (the file is complete) and missing
 * plugins. */
typedef struct _RegieTape RegieTape;

typedef struct
{
  guint64 bytes;
  /** microseconds from the first frame to the newest */
  gint64 duration;
  /** wall clock of the first frame, microseconds UTC; 0: none yet */
  gint64 t0;
} RegieTapeCount;

RegieTape *regie_tape_new (const char *uri, const char *path, RegieDoor *door);
/** Lets the file be completed: then EOS comes through the door, if the source lets it. */
void regie_tape_complete (RegieTape *self);
/** Gives the tape up; its thread takes it down, however long that lasts. */
void regie_tape_retire (RegieTape *self);
void regie_tape_count (RegieTape *self, RegieTapeCount *count);

G_END_DECLS
