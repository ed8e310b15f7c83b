/* regie-hub.h: all WebSockets of the backend in one epoll set behind one GSource
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * The hub keeps the sockets of desks, screens and participants. In go frames, each built once for
 * everybody who gets it; out come text messages of clients and the news that one has gone. A socket
 * that does not take what it is sent, or says nothing for 15 s, is cut; it never slows the others.
 */

#pragma once

#include "regie-socket.h"

#include <glib-object.h>

G_BEGIN_DECLS

/** Longest message a client may send, bytes. */
#define REGIE_HUB_MAX_MESSAGE (64 * 1024)

#define REGIE_TYPE_HUB (regie_hub_get_type ())
G_DECLARE_FINAL_TYPE (RegieHub, regie_hub, REGIE, HUB, GObject)

/** A client sent @text (valid UTF-8, not terminated). */
typedef void (*RegieHubMessage) (
    RegieHub *self, RegieSocket *socket, const char *text, gsize size, gpointer user_data);
/** @socket is closed and will not be mentioned again. */
typedef void (*RegieHubClosed) (RegieHub *self, RegieSocket *socket, gpointer user_data);

typedef struct
{
  RegieHubMessage message;
  RegieHubClosed closed;
} RegieHubHandler;

/** Serves its sockets in the thread-default main context. @handler must stay. */
RegieHub *regie_hub_new (const RegieHubHandler *handler, gpointer user_data);

/**
 * regie_hub_adopt:
 * @fd: (transfer full): a connected socket after the WebSocket handshake
 * @audience: which stream it gets once it is live
 * @id: of the pass it came with
 *
 * Returns: (transfer none): what stands for it until #RegieHubClosed
 */
RegieSocket *regie_hub_adopt (RegieHub *self, int fd, RegieAudience audience, const char *id);

/** Sends a frame to one socket, before what its audience gets next. */
void regie_hub_send (RegieHub *self, RegieSocket *socket, GBytes *frame);

/** Sends a frame to one socket unless it is behind: what is worth something only now. */
void regie_hub_send_droppable (RegieHub *self, RegieSocket *socket, GBytes *frame);

/** Returns: whether everything behind @seq that @audience was told is still there */
gboolean regie_hub_can_follow (RegieHub *self, RegieAudience audience, guint64 seq);

/**
 * regie_hub_go_live:
 * @seq: newest record the client has
 *
 * From now on @socket gets what is broadcast to its audience, beginning behind @seq.
 *
 * Returns: %FALSE when something behind @seq is no longer in memory: then nothing is changed, and the
 * client needs a snapshot
 */
gboolean regie_hub_go_live (RegieHub *self, RegieSocket *socket, guint64 seq);

/** From now on @socket gets nothing that is broadcast, until regie_hub_go_live(). */
void regie_hub_go_quiet (RegieHub *self, RegieSocket *socket);

/** Sends @frame to all live sockets of @audience; @seq is that of the newest record in it. */
void regie_hub_broadcast (RegieHub *self, RegieAudience audience, GBytes *frame, guint64 seq);

/** Forgets what was broadcast: the streams are complete from @seq on. */
void regie_hub_restart (RegieHub *self, guint64 seq);

/** Forgets what was broadcast up to @seq, once those who keep up have it: who comes back with less gets
 * a snapshot. */
void regie_hub_forget (RegieHub *self, guint64 seq);

/** Sends a frame to every live socket of @audience that is not behind. */
void regie_hub_broadcast_droppable (RegieHub *self, RegieAudience audience, GBytes *frame);

/** Closes a socket after what is queued for it, telling it @code and @reason. */
void regie_hub_close (RegieHub *self, RegieSocket *socket, guint16 code, const char *reason);

/** Sends @frame to all, says that it is going away and closes them. */
void regie_hub_close_all (RegieHub *self, GBytes *frame);

/** Calls @func for each socket; it must not close any. */
void regie_hub_foreach (RegieHub *self, GFunc func, gpointer user_data);

/** Calls @func for each socket of the pass @id; it must not close any. */
void regie_hub_foreach_of (RegieHub *self, const char *id, GFunc func, gpointer user_data);

/* For metrics and presence. */
guint regie_hub_count (RegieHub *self, RegieAudience audience);
guint regie_hub_count_all (RegieHub *self);
guint64 regie_hub_get_cut (RegieHub *self);
guint64 regie_hub_get_frames_sent (RegieHub *self);
/** Returns: sockets that wait until their peer takes more */
guint regie_hub_get_blocked (RegieHub *self);
/** Returns: microseconds the last broadcast to the public took, from the call to the last socket */
gint64 regie_hub_get_fan_out (RegieHub *self);

/** Times of the heartbeat, milliseconds; for tests. */
void regie_hub_set_heartbeat (RegieHub *self, guint every, guint dead_after);
/** How much of each audience's stream is kept; for tests. Before the first broadcast only. */
void regie_hub_set_stream_limits (RegieHub *self, gsize max_bytes, guint max_frames);

G_END_DECLS
