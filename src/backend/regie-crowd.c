/* regie-crowd.c: the live sockets of one audience, and the round in which each gets what is new
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-backend"

#include "regie-config.h"

#include "regie-crowd.h"

struct _RegieCrowd
{
  RegieStream *stream;
  GPtrArray *live;
  /* sockets below this place have not been served in this round */
  guint cursor;
  /* a frame came while the round was under way */
  gboolean again;
  /* what is to be forgotten once it is over */
  guint64 forget;
  /* 0 between two rounds */
  gint64 began;
  gint64 duration;
};

RegieCrowd *
regie_crowd_new (gsize max_bytes, guint max_frames)
{
  RegieCrowd *self = g_new0 (RegieCrowd, 1);

  self->stream = regie_stream_new (max_bytes, max_frames);
  self->live = g_ptr_array_new ();
  return self;
}

void
regie_crowd_free (RegieCrowd *self)
{
  regie_stream_free (self->stream);
  g_ptr_array_unref (self->live);
  g_free (self);
}

RegieStream *
regie_crowd_get_stream (RegieCrowd *self)
{
  return self->stream;
}

guint
regie_crowd_get_size (RegieCrowd *self)
{
  return self->live->len;
}

RegieSocket *
regie_crowd_get (RegieCrowd *self, guint place)
{
  return g_ptr_array_index (self->live, place);
}

void
regie_crowd_join (RegieCrowd *self, RegieSocket *socket)
{
  g_return_if_fail (socket->place == REGIE_SOCKET_NOWHERE);

  socket->place = self->live->len;
  g_ptr_array_add (self->live, socket);
}

void
regie_crowd_leave (RegieCrowd *self, RegieSocket *socket)
{
  if (socket->place == REGIE_SOCKET_NOWHERE)
    return;
  /* The last one takes its place. Rounds go from the end to the beginning, so that nobody is left
   * out by that. */
  g_ptr_array_remove_index_fast (self->live, socket->place);
  if (socket->place < self->live->len)
    regie_crowd_get (self, socket->place)->place = socket->place;
  socket->place = REGIE_SOCKET_NOWHERE;
}

void
regie_crowd_push (RegieCrowd *self, GBytes *frame, guint64 seq)
{
  regie_stream_push (self->stream, frame, seq);
  if (self->live->len == 0)
    return;
  if (regie_crowd_is_busy (self))
    {
      self->again = TRUE;
      return;
    }
  self->cursor = self->live->len;
  self->began = g_get_monotonic_time ();
}

gboolean
regie_crowd_is_busy (RegieCrowd *self)
{
  return self->began != 0;
}

/* A blocked socket is served when it is writable again, unless what it needs is no longer there:
 * then it is served now, which ends it. */
static gboolean
wants (RegieCrowd *self, const RegieSocket *socket)
{
  if (socket->position >= regie_stream_get_head (self->stream) && !socket->midway)
    return FALSE;
  return !socket->blocked || socket->position < regie_stream_get_first (self->stream);
}

RegieSocket *
regie_crowd_next (RegieCrowd *self)
{
  for (;;)
    {
      self->cursor = MIN (self->cursor, self->live->len);
      while (self->cursor > 0)
        {
          RegieSocket *socket = regie_crowd_get (self, --self->cursor);

          if (wants (self, socket))
            return socket;
        }
      if (!self->again)
        break;
      self->again = FALSE;
      self->cursor = self->live->len;
    }
  if (self->began != 0)
    self->duration = g_get_monotonic_time () - self->began;
  self->began = 0;
  if (self->forget > 0)
    regie_crowd_forget (self, self->forget);
  return NULL;
}

void
regie_crowd_forget (RegieCrowd *self, guint64 seq)
{
  self->forget = regie_crowd_is_busy (self) ? MAX (self->forget, seq) : 0;
  if (self->forget == 0)
    regie_stream_forget (self->stream, seq);
}

gint64
regie_crowd_get_duration (RegieCrowd *self)
{
  return self->duration;
}
