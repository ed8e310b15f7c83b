/* regie-frame.h: WebSocket frames as a server sends them, built once and shared
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * regie_frame_new:
 * @opcode: a `WSLAY_…` opcode
 * @payload: (nullable): what it carries
 * @size: bytes of @payload
 *
 * Returns: (transfer full): one whole unmasked frame, header and payload, to be sent to any number
 * of sockets
 */
GBytes *regie_frame_new (guint8 opcode, const void *payload, gsize size);

/** Returns: (transfer full): a text frame */
GBytes *regie_frame_new_text (const char *text, gsize size);

/** Returns: (transfer full): a close frame with a status @code and a short ASCII @reason */
GBytes *regie_frame_new_close (guint16 code, const char *reason);

G_END_DECLS
