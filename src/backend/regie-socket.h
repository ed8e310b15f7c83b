/* regie-socket.h: one WebSocket on the server's side, after the handshake
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * Costs about 200 bytes while it is idle: what it needs to read a frame it borrows, and it keeps it
 * only while a frame is half there.
 */

#pragma once

#include "regie-reader.h"
#include "regie-stream.h"

#include <glib.h>

G_BEGIN_DECLS

/** Who is sent the same frames. */
typedef enum
{
  REGIE_AUDIENCE_PUBLIC,
  REGIE_AUDIENCE_STAFF,
  REGIE_N_AUDIENCES
} RegieAudience;

#define REGIE_SOCKET_NOWHERE G_MAXUINT32

typedef struct _RegieSocket
{
  grefcount refs;
  /** -1 once it is closed */
  int fd;
  RegieAudience audience;
  /** place among the live sockets of its audience, or %REGIE_SOCKET_NOWHERE */
  guint32 place;
  /** milliseconds of the hub's clock */
  guint32 heard;
  guint32 written;
  guint32 checked;
  guint32 window;
  /** frames received since @window */
  guint16 received;
  /** the kernel takes no more for now */
  guint blocked : 1;
  /** gets what is pushed to its audience's stream */
  guint live : 1;
  /** nothing but what is queued will be sent, then it is closed */
  guint closing : 1;
  /** the frame that is half sent comes from the stream */
  guint midway : 1;
  /** the whole state is being written for it */
  guint awaits : 1;
  /** bytes of the frame in front that are already sent */
  guint32 offset;
  /** next frame of the stream */
  guint64 position;
  /** frames for this socket alone, sent before those of the stream */
  GQueue own;
  /** (nullable): what reads it while a message is half there */
  RegieReader *reader;
  /** in the hub's queue of heartbeats */
  GList link;
  /** (owned): GRefString: id of the pass it came with */
  char *id;
  /** the other sockets of the same pass, in the hub's chain of them */
  struct _RegieSocket *sibling;
  /** of that pass */
  int role;
} RegieSocket;

/** @fd: (transfer full): nonblocking */
RegieSocket *regie_socket_new (int fd, RegieAudience audience, const char *id);
RegieSocket *regie_socket_ref (RegieSocket *self);
void regie_socket_unref (RegieSocket *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieSocket, regie_socket_unref)

/** Closes the descriptor and forgets what was queued. */
void regie_socket_shut (RegieSocket *self);

/** Makes a frame of @stream that is half sent the socket's own, so that it may be put at any place of
 * the stream. */
void regie_socket_leave_stream (RegieSocket *self, RegieStream *stream);

typedef enum
{
  /** everything is sent */
  REGIE_FLUSH_DONE,
  /** the kernel takes no more: wait until it is writable */
  REGIE_FLUSH_BLOCKED,
  /** it fell behind what @stream still has */
  REGIE_FLUSH_BEHIND,
  /** the peer is gone */
  REGIE_FLUSH_BROKEN,
} RegieFlush;

/** Sends what there is to send, as far as the kernel takes it. */
RegieFlush regie_socket_flush (RegieSocket *self, RegieStream *stream);

G_END_DECLS
