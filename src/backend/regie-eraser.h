/* regie-eraser.h: the way of a person out of the backend
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 *     who? ─▶ bar the pass ─▶ wait for what is on its way ─▶ journal: person.erase ─▶ apply
 *          ─▶ close the sockets ─▶ journal: forget ─▶ forget what was told ─▶ answer
 *
 * Nothing is answered `applied` before pseudonym and texts are off the disk. Where that cannot be done
 * at the moment, the person is gone from the state already; the sender is told to ask again, and it is
 * tried again by itself.
 */

#pragma once

#include "regie-conductor.h"
#include "regie-limiter.h"
#include "regie-people.h"
#include "regie-registry.h"

G_BEGIN_DECLS

typedef struct _RegieEraser RegieEraser;

/** What is handed over must outlive it. @commands: the limiter that knows participants */
RegieEraser *regie_eraser_new (RegieConductor *conductor,
                               RegiePeople *people,
                               RegieRegistry *registry,
                               RegieHub *hub,
                               RegieLimiter *commands);
void regie_eraser_free (RegieEraser *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieEraser, regie_eraser_free)

/**
 * regie_eraser_submit:
 * @viewer: who wants it; its members need not outlive the call
 * @command: (transfer full): a `person.erase` with `cmd`: by the person without, by somebody of the
 *   staff with one of the person's messages
 * @done: called once, later or at once
 */
void regie_eraser_submit (RegieEraser *self,
                          const RegieViewer *viewer,
                          RegieCommand *command,
                          RegieConductorDone done,
                          gpointer user_data);

/** How long to wait before it is tried again, milliseconds; for tests. */
void regie_eraser_set_patience (RegieEraser *self, guint patience);

G_END_DECLS
