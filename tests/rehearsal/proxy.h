/* proxy.h: a TCP proxy that lets through, holds back, garbles or cuts, as the test says
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <gio/gio.h>

typedef enum
{
  PROXY_PASS,
  /* connections stay open, nothing goes through any more */
  PROXY_STALL,
  /* what the server sends is made unreadable */
  PROXY_GARBLE,
} ProxyMode;

typedef struct
{
  GSocketService *service;
  guint16 port;
  guint16 target;
  /* atomic */
  int mode;
  GMutex lock;
  /* element-type GSocketConnection */
  GPtrArray *open;
  guint accepted;
} Proxy;

static inline void
proxy_pump (Proxy *proxy, GInputStream *from, GOutputStream *to, gboolean from_server)
{
  guint8 bytes[16384];
  gssize n;

  while ((n = g_input_stream_read (from, bytes, sizeof bytes, NULL, NULL)) > 0)
    {
      const int mode = g_atomic_int_get (&proxy->mode);

      if (mode == PROXY_STALL)
        continue;
      if (mode == PROXY_GARBLE && from_server)
        for (gssize i = 0; i < n; i++)
          bytes[i] ^= (guint8) (0x5a + i);
      if (!g_output_stream_write_all (to, bytes, (gsize) n, NULL, NULL, NULL))
        break;
    }
}

typedef struct
{
  Proxy *proxy;
  GSocketConnection *client;
  GSocketConnection *server;
} ProxyPair;

static inline gpointer
proxy_back (gpointer data)
{
  ProxyPair *pair = data;

  proxy_pump (pair->proxy, g_io_stream_get_input_stream (G_IO_STREAM (pair->server)),
              g_io_stream_get_output_stream (G_IO_STREAM (pair->client)), TRUE);
  g_socket_shutdown (g_socket_connection_get_socket (pair->client), TRUE, TRUE, NULL);
  return NULL;
}

/* Runs in a thread of its own for each connection. */
static inline gboolean
proxy_on_run (GThreadedSocketService *service,
              GSocketConnection *client,
              GObject *source,
              gpointer user_data)
{
  Proxy *proxy = user_data;
  g_autoptr (GSocketClient) connector = g_socket_client_new ();
  g_autoptr (GSocketConnection) server =
      g_socket_client_connect_to_host (connector, "127.0.0.1", proxy->target, NULL, NULL);
  ProxyPair pair = { proxy, client, server };
  GThread *back;

  g_mutex_lock (&proxy->lock);
  proxy->accepted++;
  if (server)
    {
      g_ptr_array_add (proxy->open, g_object_ref (client));
      g_ptr_array_add (proxy->open, g_object_ref (server));
    }
  g_mutex_unlock (&proxy->lock);
  if (!server)
    return TRUE;
  back = g_thread_new ("proxy-back", proxy_back, &pair);
  proxy_pump (proxy, g_io_stream_get_input_stream (G_IO_STREAM (client)),
              g_io_stream_get_output_stream (G_IO_STREAM (server)), FALSE);
  g_socket_shutdown (g_socket_connection_get_socket (server), TRUE, TRUE, NULL);
  g_thread_join (back);
  return TRUE;
}

static inline Proxy *
proxy_new (guint target)
{
  Proxy *proxy = g_new0 (Proxy, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) got = NULL;

  g_mutex_init (&proxy->lock);
  proxy->target = (guint16) target;
  proxy->open = g_ptr_array_new_with_free_func (g_object_unref);
  proxy->service = g_threaded_socket_service_new (64);
  g_assert_true (g_socket_listener_add_address (G_SOCKET_LISTENER (proxy->service), wanted,
                                                G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL,
                                                &got, NULL));
  proxy->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (got));
  g_signal_connect (proxy->service, "run", G_CALLBACK (proxy_on_run), proxy);
  g_socket_service_start (proxy->service);
  return proxy;
}

static inline void
proxy_set_mode (Proxy *proxy, ProxyMode mode)
{
  g_atomic_int_set (&proxy->mode, (int) mode);
}

/* Cuts all connections there are. */
static inline void
proxy_cut (Proxy *proxy)
{
  g_mutex_lock (&proxy->lock);
  for (guint i = 0; i < proxy->open->len; i++)
    g_socket_shutdown (g_socket_connection_get_socket (g_ptr_array_index (proxy->open, i)), TRUE,
                       TRUE, NULL);
  g_ptr_array_set_size (proxy->open, 0);
  g_mutex_unlock (&proxy->lock);
}

static inline guint
proxy_get_accepted (Proxy *proxy)
{
  guint accepted;

  g_mutex_lock (&proxy->lock);
  accepted = proxy->accepted;
  g_mutex_unlock (&proxy->lock);
  return accepted;
}

/* From now on connections are refused. */
static inline void
proxy_refuse (Proxy *proxy)
{
  if (!g_socket_service_is_active (proxy->service))
    return;
  g_socket_service_stop (proxy->service);
  g_socket_listener_close (G_SOCKET_LISTENER (proxy->service));
}

/* Threads that still pump keep the memory they use: it is only given back when they are gone. */
static inline void
proxy_free (Proxy *proxy)
{
  proxy_refuse (proxy);
  proxy_cut (proxy);
  g_clear_object (&proxy->service);
  g_ptr_array_unref (proxy->open);
  g_free (proxy);
}
