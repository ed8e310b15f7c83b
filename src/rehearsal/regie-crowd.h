/* regie-crowd.h: the participants: each with a token and a WebSocket of their own
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * All sockets are in one epoll set behind one source. Since every participant is sent the same, one
 * of them, the listener, reads what comes; the others only count it, so that thousands of them cost
 * little more than the kernel takes for their bytes. Each comes back by itself after its connection
 * broke and resumes where it was.
 */

#pragma once

#include "regie-requests.h"

G_BEGIN_DECLS

#define REGIE_TYPE_CROWD (regie_crowd_get_type ())
G_DECLARE_FINAL_TYPE (RegieCrowd, regie_crowd, REGIE, CROWD, GObject)

/**
 * regie_crowd_new:
 * @address: base URL, `http://host:port`
 * @code: access code
 * @n_members: how many
 */
RegieCrowd *regie_crowd_new (const char *address,
                             const char *code,
                             guint n_members,
                             RegieRequests *requests);

/**
 * regie_crowd_start:
 *
 * Looks the host up and lets the participants in, a few at a time.
 */
gboolean regie_crowd_start (RegieCrowd *self, GError **error);
void regie_crowd_stop (RegieCrowd *self);

guint regie_crowd_get_size (RegieCrowd *self);
/** Returns: participants that get events now */
guint regie_crowd_get_connected (RegieCrowd *self);
/** Returns: the most that ever did at once */
guint regie_crowd_get_most_connected (RegieCrowd *self);
/** Returns: how often a connection broke */
guint regie_crowd_get_broken (RegieCrowd *self);
guint64 regie_crowd_get_frames (RegieCrowd *self);
/** Returns: (nullable): the token of @member; %NULL before it has joined */
const char *regie_crowd_get_token (RegieCrowd *self, guint member);
/** The least and the most recent seq that a connected participant has. */
void regie_crowd_get_seqs (RegieCrowd *self, guint64 *lowest, guint64 *highest);

/**
 * RegieCrowd::event:
 * @event: (type gpointer) a #RegieEvent the listener got; valid during the emission
 *
 * RegieCrowd::complete: for the first time everybody is connected
 *
 * RegieCrowd::refused:
 * @error: nobody can join, for good: wrong code, no backend
 */

G_END_DECLS
