/* regie-door.h: the one door through which streaming threads reach the main context
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/** A mailbox between the threads of one pipeline and its owner. Frames: only the newest waits, so a
 * busy desk skips frames instead of falling behind. Messages: all of them, in order; levels may be
 * dropped when nobody fetches them. After regie_door_close() whatever a hung pipeline still sends is
 * thrown away. Counted references, any thread. */
typedef struct _RegieDoor RegieDoor;

typedef struct
{
  void (*frame) (gpointer owner, GstSample *frame);
  void (*message) (gpointer owner, GstMessage *message);
} RegieDoorCallbacks;

/**
 * regie_door_new:
 * @callbacks: called in the thread-default main context of this call, until regie_door_close()
 * @owner: handed to them; not kept alive by the door
 */
RegieDoor *regie_door_new (const RegieDoorCallbacks *callbacks, gpointer owner);
RegieDoor *regie_door_ref (RegieDoor *self);
void regie_door_unref (RegieDoor *self);

/** Owner's side: from now on nothing comes through. */
void regie_door_close (RegieDoor *self);

/** @frame: (transfer full): replaces one that was not fetched yet */
void regie_door_put_frame (RegieDoor *self, GstSample *frame);
/** @message: (transfer full) */
void regie_door_post (RegieDoor *self, GstMessage *message);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieDoor, regie_door_unref)

G_END_DECLS
