/* regie-frame.c: WebSocket frames as a server sends them, built once and shared
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-backend"

#include "regie-config.h"

#include "regie-frame.h"

#include <string.h>
#include <sys/types.h>
#include <wslay/wslay.h>

/* RFC 6455, 5.5: a control frame carries at most this much. */
#define CONTROL_MAX 125

static ssize_t
collect (const uint8_t *data, size_t size, int flags, void *user_data)
{
  g_byte_array_append (user_data, data, size);
  return size;
}

GBytes *
regie_frame_new (guint8 opcode, const void *payload, gsize size)
{
  static const struct wslay_frame_callbacks callbacks = { .send_callback = collect };
  wslay_frame_context_ptr context = NULL;
  GByteArray *frame = g_byte_array_sized_new (size + 14);
  struct wslay_frame_iocb piece = {
    .fin = 1,
    .opcode = opcode,
    .payload_length = size,
    .data = payload,
    .data_length = size,
  };

  if (wslay_frame_context_init (&context, &callbacks, frame) != 0)
    g_error ("No memory for a WebSocket frame");
  while (wslay_frame_send (context, &piece) >= 0 && frame->len < size)
    g_assert_not_reached (); /* collect() takes everything at once */
  wslay_frame_context_free (context);

  return g_byte_array_free_to_bytes (frame);
}

GBytes *
regie_frame_new_text (const char *text, gsize size)
{
  return regie_frame_new (WSLAY_TEXT_FRAME, text, size);
}

GBytes *
regie_frame_new_close (guint16 code, const char *reason)
{
  guint8 payload[CONTROL_MAX];
  gsize size = MIN (strlen (reason), CONTROL_MAX - 2);

  payload[0] = code >> 8;
  payload[1] = code & 0xff;
  memcpy (payload + 2, reason, size);
  return regie_frame_new (WSLAY_CONNECTION_CLOSE, payload, size + 2);
}
