/* regie-reader.h: bytes of a WebSocket in, whole messages out
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _RegieReader RegieReader;

/** What one call of regie_reader_next() found. */
typedef enum
{
  /** nothing more for now */
  REGIE_READ_AGAIN,
  /** a whole text message */
  REGIE_READ_MESSAGE,
  /** a ping; its payload is to be sent back */
  REGIE_READ_PING,
  REGIE_READ_PONG,
  /** the peer wants to close */
  REGIE_READ_CLOSE,
  /** the connection ended */
  REGIE_READ_END,
  /** the peer broke the protocol: close with regie_reader_get_code() */
  REGIE_READ_WRONG,
} RegieRead;

/** @max_message: longest message, bytes; a longer one is refused before memory is taken for it */
RegieReader *regie_reader_new (gsize max_message);
void regie_reader_free (RegieReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieReader, regie_reader_free)

/** Says that the next call reads from @fd and may. */
void regie_reader_attach (RegieReader *self, int fd);

/** Reads until there is something to tell. */
RegieRead regie_reader_next (RegieReader *self);

/** Returns: (transfer none): the payload of what regie_reader_next() told last */
const char *regie_reader_get_payload (RegieReader *self, gsize *size);
/** Returns: the close code that tells the peer what it did wrong */
guint16 regie_reader_get_code (RegieReader *self);
/** Returns: whether nothing is half read, so that it can serve another socket */
gboolean regie_reader_is_idle (RegieReader *self);

G_END_DECLS
