/* regie-newcomers.h: sockets that are given the whole state before they get what happens
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 *     resume ─▶ the scribe writes ─▶ part, part … last part ─▶ live
 *
 * A large state is announced at once, and its parts go out one after the other, each when the one
 * before it has left: so nobody has to take in all of it in one go, and nothing piles up here.
 */

#pragma once

#include "regie-conductor.h"
#include "regie-hub.h"

G_BEGIN_DECLS

typedef struct _RegieNewcomers RegieNewcomers;

/** @socket has the whole state, and gets what happens from now on. */
typedef void (*RegieNewcomersReady) (RegieSocket *socket, gpointer user_data);

/** @hub, @conductor: must outlive it */
RegieNewcomers *regie_newcomers_new (RegieHub *hub,
                                     RegieConductor *conductor,
                                     RegieNewcomersReady ready,
                                     gpointer user_data);
/** Who was under way gets no more. */
void regie_newcomers_free (RegieNewcomers *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieNewcomers, regie_newcomers_free)

/** Gives @socket the whole state, now or soon; does nothing when that is under way. */
void regie_newcomers_admit (RegieNewcomers *self, RegieSocket *socket);

G_END_DECLS
