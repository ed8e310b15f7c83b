/* regie-crowd-frame.c: WebSocket frames as a participant reads and writes them (RFC 6455, 5)
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-rehearsal"

#include "regie-crowd-frame.h"

#include <string.h>

#define SEQ "\"seq\":"

gboolean
regie_crowd_frame_read (RegieCrowdFrame *frame, const guint8 *data, gsize size)
{
  guint8 length;

  if (size < 2)
    return FALSE;
  frame->opcode = data[0] & 0x0f;
  length = data[1] & 0x7f;
  frame->head = length < 126 ? 2 : length == 126 ? 4 : 10;
  if (size < frame->head)
    return FALSE;
  frame->size = length < 126 ? length : 0;
  for (gsize i = 2; i < frame->head; i++)
    frame->size = frame->size << 8 | data[i];
  return TRUE;
}

gsize
regie_crowd_frame_write (
    guint8 *out, RegieCrowdOpcode opcode, const void *payload, guint16 size, guint32 mask)
{
  const guint8 key[4] = { (guint8) (mask >> 24), (guint8) (mask >> 16), (guint8) (mask >> 8),
                          (guint8) mask };
  gsize at = 0;

  out[at++] = 0x80 | (guint8) opcode;
  if (size < 126)
    out[at++] = 0x80 | (guint8) size;
  else
    {
      out[at++] = 0x80 | 126;
      out[at++] = (guint8) (size >> 8);
      out[at++] = (guint8) size;
    }
  memcpy (out + at, key, sizeof key);
  at += sizeof key;
  for (guint16 i = 0; i < size; i++)
    out[at++] = ((const guint8 *) payload)[i] ^ key[i % 4];
  return at;
}

static guint64
read_number (const char *text, gsize size)
{
  guint64 number = 0;

  for (gsize i = 0; i < size && g_ascii_isdigit (text[i]); i++)
    number = number * 10 + (guint64) (text[i] - '0');
  return number;
}

guint64
regie_crowd_last_seq (const char *text, gsize size)
{
  for (gsize at = size; at > strlen (SEQ); at--)
    if (text[at - 1] == ':' && memcmp (text + at - strlen (SEQ), SEQ, strlen (SEQ)) == 0)
      return read_number (text + at, size - at);
  return 0;
}

guint64
regie_crowd_first_seq (const char *text, gsize size)
{
  const char *found = memmem (text, size, SEQ, strlen (SEQ));

  if (found == NULL)
    return 0;
  found += strlen (SEQ);
  return read_number (found, size - (gsize) (found - text));
}
