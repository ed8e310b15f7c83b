/* regie-socket.c: one WebSocket on the server's side, after the handshake
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-backend"

#include "regie-config.h"

#include "regie-socket.h"

#include <errno.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

/* So many frames go to the kernel with one call. */
#define BATCH 16

RegieSocket *
regie_socket_new (int fd, RegieAudience audience, const char *id)
{
  RegieSocket *self = g_new0 (RegieSocket, 1);

  g_ref_count_init (&self->refs);
  self->fd = fd;
  self->audience = audience;
  self->place = REGIE_SOCKET_NOWHERE;
  self->id = g_ref_string_new (id);
  self->link.data = self;
  g_queue_init (&self->own);
  return self;
}

RegieSocket *
regie_socket_ref (RegieSocket *self)
{
  g_ref_count_inc (&self->refs);
  return self;
}

void
regie_socket_shut (RegieSocket *self)
{
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;
  self->live = FALSE;
  g_queue_clear_full (&self->own, (GDestroyNotify) g_bytes_unref);
  g_clear_pointer (&self->reader, regie_reader_free);
}

void
regie_socket_unref (RegieSocket *self)
{
  if (!g_ref_count_dec (&self->refs))
    return;
  regie_socket_shut (self);
  g_ref_string_release (self->id);
  g_free (self);
}

void
regie_socket_leave_stream (RegieSocket *self, RegieStream *stream)
{
  if (!self->midway || self->position < regie_stream_get_first (stream))
    return;
  g_queue_push_head (&self->own, g_bytes_ref (regie_stream_get_frame (stream, self->position)));
  self->midway = FALSE;
}

/* Puts the frames that come next into @pieces. A frame of the stream that is half sent goes first,
 * then those for this socket alone, then the stream. */
static int
gather (RegieSocket *self, RegieStream *stream, GBytes *pieces[BATCH])
{
  guint64 position = self->position;
  int n = 0;

  if (self->midway)
    pieces[n++] = regie_stream_get_frame (stream, position++);
  for (GList *l = self->own.head; l != NULL && n < BATCH; l = l->next)
    pieces[n++] = l->data;
  while (self->live && n < BATCH && position < regie_stream_get_head (stream))
    pieces[n++] = regie_stream_get_frame (stream, position++);
  return n;
}

/* Takes the first @size bytes off what is to be sent. */
static void
advance (RegieSocket *self, GBytes *const *pieces, int n, gsize size)
{
  for (int i = 0; i < n; i++)
    {
      gsize left = g_bytes_get_size (pieces[i]) - self->offset;
      gboolean own = !self->midway && !g_queue_is_empty (&self->own);

      if (size < left)
        {
          self->offset += size;
          self->midway = self->offset > 0 && !own;
          return;
        }
      size -= left;
      self->offset = 0;
      self->midway = FALSE;
      if (own)
        g_bytes_unref (g_queue_pop_head (&self->own));
      else
        self->position++;
    }
}

/* Gives @pieces to the kernel. Returns what it took. */
static gssize
write_pieces (RegieSocket *self, GBytes *const *pieces, int n, gsize *wanted)
{
  struct iovec vector[BATCH];
  struct msghdr message = { .msg_iov = vector, .msg_iovlen = n };
  gssize sent;

  for (int i = 0; i < n; i++)
    {
      gsize skip = i == 0 ? self->offset : 0;

      vector[i].iov_base = (guint8 *) g_bytes_get_data (pieces[i], &vector[i].iov_len) + skip;
      vector[i].iov_len -= skip;
      *wanted += vector[i].iov_len;
    }
  /* Nearly always it is one frame, and one frame is cheaper to hand over. */
  do
    sent = n == 1 ? send (self->fd, vector[0].iov_base, *wanted, MSG_DONTWAIT | MSG_NOSIGNAL)
                  : sendmsg (self->fd, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
  while (sent < 0 && errno == EINTR);
  return sent;
}

RegieFlush
regie_socket_flush (RegieSocket *self, RegieStream *stream)
{
  GBytes *pieces[BATCH];

  if ((self->live || self->midway) && self->position < regie_stream_get_first (stream))
    return REGIE_FLUSH_BEHIND;

  for (;;)
    {
      int n = gather (self, stream, pieces);
      gsize wanted = 0;
      gssize sent;

      if (n == 0)
        return REGIE_FLUSH_DONE;
      sent = write_pieces (self, pieces, n, &wanted);
      if (sent < 0)
        return errno == EAGAIN ? REGIE_FLUSH_BLOCKED : REGIE_FLUSH_BROKEN;
      advance (self, pieces, n, sent);
      if ((gsize) sent < wanted)
        return REGIE_FLUSH_BLOCKED;
      if (n < BATCH)
        return REGIE_FLUSH_DONE;
    }
}
