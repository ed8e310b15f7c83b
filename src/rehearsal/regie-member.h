/* regie-member.h: one participant's socket: connect, upgrade, read, write
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-crowd-frame.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  /** has no token yet */
  REGIE_MEMBER_OUTSIDE,
  REGIE_MEMBER_JOINING,
  /** waits for its turn to connect, until `due` */
  REGIE_MEMBER_WAITING,
  /** connected or nearly so, waits for the end of the handshake */
  REGIE_MEMBER_UPGRADING,
  /** waits for hello */
  REGIE_MEMBER_GREETED,
  /** has resumed: gets events */
  REGIE_MEMBER_LIVE,
} RegieMemberState;

typedef struct
{
  RegieMemberState state;
  int fd;
  guint attempt;
  char *token;
  /** newest seq it has, in the epoch its crowd knows */
  guint64 seq;
  /** monotonic clock */
  gint64 heard;
  gint64 due;
  /** part of a frame, or of the answer to the handshake; NULL most of the time */
  GByteArray *rest;
  /** bytes of a large frame that are to be thrown away */
  guint64 skip;
} RegieMember;

/** Where a crowd connects to. */
typedef struct
{
  GSocketAddress *address;
  /** `host:port`, as the header has it */
  char *host;
  char *path;
} RegieMemberTarget;

/**
 * regie_member_open:
 *
 * Begins to connect; its `fd` is to be watched. Returns: %FALSE when not even that is possible
 */
gboolean regie_member_open (RegieMember *member, const RegieMemberTarget *target);

/** Asks for the WebSocket; call it when the socket is connected. */
gboolean regie_member_upgrade (RegieMember *member, const RegieMemberTarget *target);

/**
 * regie_member_read_answer:
 * @data: what has come so far
 * @used: (out): bytes of it that belong to the answer
 *
 * Returns: the HTTP status; 0 when more is needed, %G_MAXUINT when it is no HTTP
 */
guint regie_member_read_answer (const guint8 *data, gsize size, gsize *used);

/** Sends a frame; %FALSE when the socket does not take it. */
gboolean regie_member_send (RegieMember *member,
                            RegieCrowdOpcode opcode,
                            const void *payload,
                            gsize size);

/** Closes the socket and forgets what was half read. */
void regie_member_close (RegieMember *member);
void regie_member_clear (RegieMember *member);

G_END_DECLS
