/* regie-member.c: one participant's socket: connect, upgrade, read, write
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-rehearsal"

#include "regie-member.h"
#include "regie-routes.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/** Longest answer to a handshake, bytes. */
#define LONGEST_ANSWER 8192

gboolean
regie_member_open (RegieMember *member, const RegieMemberTarget *target)
{
  struct sockaddr_storage native;
  gssize size = g_socket_address_get_native_size (target->address);
  int yes = 1;

  if (!g_socket_address_to_native (target->address, &native, sizeof native, NULL))
    return FALSE;
  member->fd = socket (native.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (member->fd < 0)
    return FALSE;
  setsockopt (member->fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  if (connect (member->fd, (struct sockaddr *) &native, (socklen_t) size) == 0
      || errno == EINPROGRESS)
    return TRUE;
  regie_member_close (member);
  return FALSE;
}

gboolean
regie_member_upgrade (RegieMember *member, const RegieMemberTarget *target)
{
  /* The key only has to be sixteen bytes that no cache has seen. */
  guint32 nonce[4] = { g_random_int (), g_random_int (), g_random_int (), g_random_int () };
  g_autofree char *key = g_base64_encode ((const guint8 *) nonce, sizeof nonce);
  g_autofree char *request = g_strdup_printf ("GET %s" REGIE_PATH_EVENTS " HTTP/1.1\r\n"
                                              "Host: %s\r\n"
                                              "Upgrade: websocket\r\n"
                                              "Connection: Upgrade\r\n"
                                              "Sec-WebSocket-Version: 13\r\n"
                                              "Sec-WebSocket-Key: %s\r\n"
                                              "Sec-WebSocket-Protocol: " REGIE_PROTOCOL_NAME "\r\n"
                                              "Authorization: Bearer %s\r\n\r\n",
                                              target->path, target->host, key, member->token);
  gsize size = strlen (request);

  return send (member->fd, request, size, MSG_NOSIGNAL) == (gssize) size;
}

guint
regie_member_read_answer (const guint8 *data, gsize size, gsize *used)
{
  static const char begin[] = "HTTP/1.1 ";
  const guint8 *end = memmem (data, size, "\r\n\r\n", 4);

  *used = 0;
  if (memcmp (data, begin, MIN (size, strlen (begin))) != 0 || size > LONGEST_ANSWER + (1 << 20))
    return G_MAXUINT;
  if (end == NULL)
    return size > LONGEST_ANSWER ? G_MAXUINT : 0;
  *used = (gsize) (end - data) + 4;
  return (guint) g_ascii_strtoull ((const char *) data + strlen (begin), NULL, 10);
}

gboolean
regie_member_send (RegieMember *member, RegieCrowdOpcode opcode, const void *payload, gsize size)
{
  guint8 frame[REGIE_CROWD_FRAME_ROOM (1024)];
  gsize length;

  g_return_val_if_fail (size <= 1024, FALSE);
  if (member->fd < 0)
    return FALSE;
  length = regie_crowd_frame_write (frame, opcode, payload, (guint16) size, g_random_int ());
  return send (member->fd, frame, length, MSG_NOSIGNAL | MSG_DONTWAIT) == (gssize) length;
}

void
regie_member_close (RegieMember *member)
{
  if (member->fd >= 0)
    close (member->fd);
  member->fd = -1;
  member->skip = 0;
  g_clear_pointer (&member->rest, g_byte_array_unref);
}

void
regie_member_clear (RegieMember *member)
{
  regie_member_close (member);
  g_free (member->token);
}
