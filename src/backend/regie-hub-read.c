/* regie-hub-read.c: what clients send over their WebSockets
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-backend"

#include "regie-config.h"

#include "regie-frame.h"
#include "regie-hub-private.h"

#include <errno.h>
#include <sys/socket.h>
#include <wslay/wslay.h>

/* Frames a client may send in a second. */
#define MAX_RATE 60

static void
answer_ping (RegieHub *self, RegieSocket *socket, const char *payload, gsize size)
{
  g_autoptr (GBytes) pong = regie_frame_new (WSLAY_PONG, payload, size);
  regie_hub_send (self, socket, pong);
}

static gboolean
within_rate (RegieHub *self, RegieSocket *socket)
{
  if (socket->heard - socket->window >= 1000)
    {
      socket->window = socket->heard;
      socket->received = 0;
    }
  return ++socket->received <= MAX_RATE;
}

/* Handles one thing that was read. Returns whether there may be more. */
static gboolean
handle (RegieHub *self, RegieSocket *socket, RegieReader *reader, RegieRead found)
{
  gsize size = 0;
  const char *payload = regie_reader_get_payload (reader, &size);

  if (found == REGIE_READ_AGAIN)
    return FALSE;
  if (found == REGIE_READ_END)
    {
      regie_hub_bury (self, socket);
      return FALSE;
    }
  if (found == REGIE_READ_WRONG)
    {
      self->cut++;
      regie_hub_close (self, socket, regie_reader_get_code (reader), "protocol violated");
      return FALSE;
    }
  if (!within_rate (self, socket))
    {
      self->cut++;
      regie_hub_close (self, socket, WSLAY_CODE_POLICY_VIOLATION, "too many messages");
      return FALSE;
    }
  if (found == REGIE_READ_CLOSE)
    regie_hub_close (self, socket, WSLAY_CODE_NORMAL_CLOSURE, "");
  else if (found == REGIE_READ_PING)
    answer_ping (self, socket, payload, size);
  else if (found == REGIE_READ_MESSAGE)
    self->handler->message (self, socket, payload, size, self->user_data);
  return socket->fd >= 0 && !socket->closing;
}

/* It was told goodbye: read only to notice that it has gone. */
static void
discard (RegieHub *self, RegieSocket *socket)
{
  guint8 nothing[4096];
  gssize n = recv (socket->fd, nothing, sizeof nothing, MSG_DONTWAIT);

  if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
    regie_hub_bury (self, socket);
}

void
regie_hub_read (RegieHub *self, RegieSocket *socket)
{
  RegieReader *reader = NULL;

  if (socket->fd < 0)
    return;
  if (socket->closing)
    {
      discard (self, socket);
      return;
    }
  if (socket->reader != NULL)
    reader = g_steal_pointer (&socket->reader);
  else if (self->reader != NULL)
    reader = g_steal_pointer (&self->reader);
  else
    reader = regie_reader_new (REGIE_HUB_MAX_MESSAGE);
  regie_reader_attach (reader, socket->fd);
  socket->heard = regie_hub_now (self);
  while (handle (self, socket, reader, regie_reader_next (reader)))
    ;

  if (socket->fd >= 0 && !socket->closing && !regie_reader_is_idle (reader))
    socket->reader = g_steal_pointer (&reader);
  else if (regie_reader_is_idle (reader) && self->reader == NULL)
    self->reader = g_steal_pointer (&reader);
  g_clear_pointer (&reader, regie_reader_free);
}
