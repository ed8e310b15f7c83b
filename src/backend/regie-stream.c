/* regie-stream.c: the frames one audience is sent, in order, as far back as memory is given to them
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-backend"

#include "regie-config.h"

#include "regie-stream.h"

typedef struct
{
  GBytes *frame;
  guint64 seq;
} Slot;

struct _RegieStream
{
  /* a ring: position p is at slots[p % max_frames] */
  Slot *slots;
  guint max_frames;
  gsize max_bytes;
  gsize bytes;
  guint64 first;
  guint64 head;
  /* seq of the newest frame that is no longer there */
  guint64 floor;
};

static Slot *
slot (RegieStream *self, guint64 position)
{
  return &self->slots[position % self->max_frames];
}

static void
drop_first (RegieStream *self)
{
  Slot *oldest = slot (self, self->first);

  self->bytes -= g_bytes_get_size (oldest->frame);
  self->floor = oldest->seq;
  g_clear_pointer (&oldest->frame, g_bytes_unref);
  self->first++;
}

RegieStream *
regie_stream_new (gsize max_bytes, guint max_frames)
{
  RegieStream *self = g_new0 (RegieStream, 1);

  g_return_val_if_fail (max_frames > 0, NULL);

  self->slots = g_new0 (Slot, max_frames);
  self->max_frames = max_frames;
  self->max_bytes = max_bytes;
  return self;
}

void
regie_stream_free (RegieStream *self)
{
  while (self->first < self->head)
    drop_first (self);
  g_free (self->slots);
  g_free (self);
}

void
regie_stream_push (RegieStream *self, GBytes *frame, guint64 seq)
{
  /* The newest frame always stays, however large it is. */
  while (self->first < self->head
         && (self->head - self->first >= self->max_frames
             || self->bytes + g_bytes_get_size (frame) > self->max_bytes))
    drop_first (self);

  *slot (self, self->head) = (Slot) { .frame = g_bytes_ref (frame), .seq = seq };
  self->bytes += g_bytes_get_size (frame);
  self->head++;
}

void
regie_stream_restart (RegieStream *self, guint64 seq)
{
  while (self->first < self->head)
    drop_first (self);
  self->floor = seq;
}

void
regie_stream_forget (RegieStream *self, guint64 seq)
{
  while (self->first < self->head && slot (self, self->first)->seq <= seq)
    drop_first (self);
  self->floor = MAX (self->floor, seq);
}

guint64
regie_stream_get_first (RegieStream *self)
{
  return self->first;
}

guint64
regie_stream_get_head (RegieStream *self)
{
  return self->head;
}

GBytes *
regie_stream_get_frame (RegieStream *self, guint64 position)
{
  g_return_val_if_fail (position >= self->first && position < self->head, NULL);

  return slot (self, position)->frame;
}

gboolean
regie_stream_find (RegieStream *self, guint64 seq, guint64 *position)
{
  guint64 low = self->first;
  guint64 high = self->head;

  if (seq < self->floor)
    return FALSE;
  while (low < high)
    {
      guint64 middle = low + (high - low) / 2;

      if (slot (self, middle)->seq > seq)
        high = middle;
      else
        low = middle + 1;
    }
  *position = low;
  return TRUE;
}
