/* lossy.h: a way for datagrams between one client and one server that loses some of them
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <gio/gio.h>

typedef struct
{
  /* towards the client, and towards the server */
  GSocket *front;
  GSocket *back;
  guint port;
  GSocketAddress *server;
  GThread *thread;
  GCancellable *end;
  /* one in so many is lost */
  guint loses;
  /* atomic */
  int lost;
} Lossy;

static inline GSocket *
lossy_socket (guint *port)
{
  GSocket *socket =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, NULL);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) got = NULL;

  g_assert_true (g_socket_bind (socket, any, FALSE, NULL));
  got = g_socket_get_local_address (socket, NULL);
  if (port)
    *port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (got));
  g_socket_set_blocking (socket, FALSE);
  return socket;
}

/* Passes on what has come, or loses it. */
static inline void
lossy_pass (
    Lossy *self, GSocket *from, GSocket *to, GSocketAddress *target, GSocketAddress **sender)
{
  char datagram[2048];
  g_autoptr (GSocketAddress) whose = NULL;
  const gssize n = g_socket_receive_from (from, &whose, datagram, sizeof datagram, NULL, NULL);

  if (n < 0)
    return;
  if (sender)
    g_set_object (sender, whose);
  if (!target || g_random_int_range (0, (gint32) self->loses) == 0)
    g_atomic_int_inc (&self->lost);
  else
    g_socket_send_to (to, target, datagram, (gsize) n, NULL, NULL);
}

static inline gpointer
lossy_run (gpointer data)
{
  Lossy *self = data;
  g_autoptr (GSocketAddress) client = NULL;

  while (!g_cancellable_is_cancelled (self->end))
    {
      GPollFD fds[] = { { g_socket_get_fd (self->front), G_IO_IN, 0 },
                        { g_socket_get_fd (self->back), G_IO_IN, 0 } };

      g_poll (fds, G_N_ELEMENTS (fds), 100);
      if (fds[0].revents & G_IO_IN)
        lossy_pass (self, self->front, self->back, self->server, &client);
      if (fds[1].revents & G_IO_IN)
        lossy_pass (self, self->back, self->front, client, NULL);
    }
  return NULL;
}

static inline Lossy *
lossy_new (guint target, guint loses)
{
  Lossy *self = g_new0 (Lossy, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);

  self->front = lossy_socket (&self->port);
  self->back = lossy_socket (NULL);
  self->server = g_inet_socket_address_new (loopback, (guint16) target);
  self->loses = loses;
  self->end = g_cancellable_new ();
  self->thread = g_thread_new ("lossy", lossy_run, self);
  return self;
}

static inline void
lossy_free (Lossy *self)
{
  g_cancellable_cancel (self->end);
  g_thread_join (self->thread);
  g_object_unref (self->end);
  g_object_unref (self->front);
  g_object_unref (self->back);
  g_object_unref (self->server);
  g_free (self);
}
