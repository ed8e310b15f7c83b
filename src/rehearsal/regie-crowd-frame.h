/* regie-crowd-frame.h: WebSocket frames as a participant reads and writes them (RFC 6455, 5)
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  REGIE_CROWD_TEXT = 0x1,
  REGIE_CROWD_CLOSE = 0x8,
  REGIE_CROWD_PING = 0x9,
  REGIE_CROWD_PONG = 0xa,
} RegieCrowdOpcode;

typedef struct
{
  guint8 opcode;
  /** bytes before the payload */
  gsize head;
  /** bytes of the payload */
  guint64 size;
} RegieCrowdFrame;

/**
 * regie_crowd_frame_read:
 * @data: bytes from a backend, which does not mask
 *
 * Reads a frame's head. Returns: %FALSE when more bytes are needed
 */
gboolean regie_crowd_frame_read (RegieCrowdFrame *frame, const guint8 *data, gsize size);

/** Room for a frame with @size bytes of payload, up to 65535. */
#define REGIE_CROWD_FRAME_ROOM(size) ((size) + 8)

/**
 * regie_crowd_frame_write:
 * @out: room for REGIE_CROWD_FRAME_ROOM(size)
 * @mask: any number; clients must mask what they send
 *
 * Returns: bytes written
 */
gsize regie_crowd_frame_write (
    guint8 *out, RegieCrowdOpcode opcode, const void *payload, guint16 size, guint32 mask);

/**
 * regie_crowd_last_seq:
 * @text: an event as JSON, not terminated
 *
 * Finds the last `"seq":` without parsing the rest, for those who only count.
 *
 * Returns: its number, 0 when there is none
 */
guint64 regie_crowd_last_seq (const char *text, gsize size);
/** The same for the first one. */
guint64 regie_crowd_first_seq (const char *text, gsize size);

G_END_DECLS
