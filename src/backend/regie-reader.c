/* regie-reader.c: bytes of a WebSocket in, whole messages out
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * wslay's frame layer keeps a buffer of 4 KB in each context, its event layer another one. With ten
 * thousand sockets that is most of the memory, so a reader is lent to a socket that has something to
 * say and goes back to the hub as soon as no frame is half there.
 */

#define G_LOG_DOMAIN "regie-backend"

#include "regie-config.h"

#include "regie-reader.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <wslay/wslay.h>

#define CONTROL_MAX 125

struct _RegieReader
{
  wslay_frame_context_ptr context;
  int fd;
  gsize max_message;
  /* bytes that came from sockets, and bytes of whole frames taken out of them */
  guint64 fed;
  guint64 taken;
  /* the socket has nothing more, ended, or failed */
  gboolean dry;
  gboolean ended;
  /* the frame that is being read */
  guint64 frame_size;
  guint64 frame_read;
  guint8 control[CONTROL_MAX];
  /* the message, of one frame or several */
  GByteArray *message;
  gboolean fragmented;
  gboolean told;
  const char *payload;
  gsize payload_size;
  guint16 code;
};

static ssize_t
receive (uint8_t *buffer, size_t size, int flags, void *user_data)
{
  RegieReader *self = user_data;
  ssize_t n;

  if (self->dry || self->ended)
    return -1;
  do
    n = recv (self->fd, buffer, size, MSG_DONTWAIT);
  while (n < 0 && errno == EINTR);

  if (n > 0)
    {
      self->fed += n;
      /* Less than asked for: the next call would only say so. */
      self->dry = (size_t) n < size;
      return n;
    }
  if (n < 0 && errno == EAGAIN)
    self->dry = TRUE;
  else
    self->ended = TRUE;
  return -1;
}

RegieReader *
regie_reader_new (gsize max_message)
{
  static const struct wslay_frame_callbacks callbacks = { .recv_callback = receive };
  RegieReader *self = g_new0 (RegieReader, 1);

  self->fd = -1;
  self->max_message = max_message;
  self->message = g_byte_array_new ();
  if (wslay_frame_context_init (&self->context, &callbacks, self) != 0)
    g_error ("No memory for a WebSocket reader");
  return self;
}

void
regie_reader_free (RegieReader *self)
{
  wslay_frame_context_free (self->context);
  g_byte_array_unref (self->message);
  g_free (self);
}

void
regie_reader_attach (RegieReader *self, int fd)
{
  self->fd = fd;
  self->dry = FALSE;
  self->ended = FALSE;
}

const char *
regie_reader_get_payload (RegieReader *self, gsize *size)
{
  *size = self->payload_size;
  return self->payload;
}

guint16
regie_reader_get_code (RegieReader *self)
{
  return self->code;
}

gboolean
regie_reader_is_idle (RegieReader *self)
{
  return self->fed == self->taken && self->message->len == 0 && !self->fragmented;
}

static RegieRead
wrong (RegieReader *self, guint16 code)
{
  self->code = code;
  return REGIE_READ_WRONG;
}

/* Bytes of a client's frame before its payload: RFC 6455, 5.2. */
static gsize
header_size (guint64 payload)
{
  return 2 + 4 + (payload > 0xffff ? 8 : payload > CONTROL_MAX ? 2 : 0);
}

static gboolean
is_allowed (RegieReader *self, const struct wslay_frame_iocb *piece)
{
  if (!piece->mask || piece->rsv != 0)
    return FALSE;
  switch (piece->opcode)
    {
    case WSLAY_CONTINUATION_FRAME:
      return self->fragmented;
    case WSLAY_TEXT_FRAME:
    case WSLAY_BINARY_FRAME:
      return !self->fragmented;
    case WSLAY_CONNECTION_CLOSE:
    case WSLAY_PING:
    case WSLAY_PONG:
      return piece->fin && piece->payload_length <= CONTROL_MAX;
    default:
      return FALSE;
    }
}

static RegieRead
finish_control (RegieReader *self, const struct wslay_frame_iocb *piece)
{
  self->payload = (const char *) self->control;
  self->payload_size = piece->payload_length;
  switch (piece->opcode)
    {
    case WSLAY_PING:
      return REGIE_READ_PING;
    case WSLAY_PONG:
      return REGIE_READ_PONG;
    default:
      return REGIE_READ_CLOSE;
    }
}

static RegieRead
finish_data (RegieReader *self, const struct wslay_frame_iocb *piece)
{
  self->fragmented = !piece->fin;
  if (!piece->fin)
    return REGIE_READ_AGAIN;

  self->payload = self->message->len > 0 ? (const char *) self->message->data : "";
  self->payload_size = self->message->len;
  self->told = TRUE;
  if (!g_utf8_validate_len (self->payload, self->payload_size, NULL))
    return wrong (self, WSLAY_CODE_INVALID_FRAME_PAYLOAD_DATA);
  return REGIE_READ_MESSAGE;
}

/* One piece of a frame. Returns %REGIE_READ_AGAIN while no message is whole. */
static RegieRead
take (RegieReader *self, const struct wslay_frame_iocb *piece)
{
  gboolean control = wslay_is_ctrl_frame (piece->opcode);

  if (self->frame_read == 0)
    {
      if (!is_allowed (self, piece))
        return wrong (self, WSLAY_CODE_PROTOCOL_ERROR);
      if (piece->opcode == WSLAY_BINARY_FRAME)
        return wrong (self, WSLAY_CODE_UNSUPPORTED_DATA);
      if (!control && piece->payload_length > self->max_message - self->message->len)
        return wrong (self, WSLAY_CODE_MESSAGE_TOO_BIG);
    }
  if (piece->data_length == 0)
    ;
  else if (control)
    memcpy (self->control + self->frame_read, piece->data, piece->data_length);
  else
    g_byte_array_append (self->message, piece->data, piece->data_length);
  self->frame_read += piece->data_length;
  if (self->frame_read < piece->payload_length)
    return REGIE_READ_AGAIN;

  self->frame_read = 0;
  self->taken += header_size (piece->payload_length) + piece->payload_length;
  return control ? finish_control (self, piece) : finish_data (self, piece);
}

RegieRead
regie_reader_next (RegieReader *self)
{
  if (self->told)
    {
      /* What was told is no longer needed; a large buffer is not kept. */
      self->told = FALSE;
      if (self->message->len > 4096)
        {
          g_byte_array_unref (self->message);
          self->message = g_byte_array_new ();
        }
      g_byte_array_set_size (self->message, 0);
    }

  for (;;)
    {
      struct wslay_frame_iocb piece = { 0 };
      ssize_t n = wslay_frame_recv (self->context, &piece);
      RegieRead found;

      if (n == WSLAY_ERR_WANT_READ)
        return self->ended ? REGIE_READ_END : REGIE_READ_AGAIN;
      if (n < 0)
        return wrong (self, WSLAY_CODE_PROTOCOL_ERROR);
      found = take (self, &piece);
      if (found != REGIE_READ_AGAIN)
        return found;
    }
}
