/* crowd.h: thousands of WebSockets and some HTTP connections against one server, from one thread
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * The benchmarks' own client: one epoll set, no library in between, so that what is measured is the
 * server. Loopback only. A failure ends the program: a benchmark that half works measures nothing.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _Crowd Crowd;

/** Returns: (transfer full): a crowd for the server on @port of 127.0.0.1 */
Crowd *crowd_new (guint16 port);
void crowd_free (Crowd *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Crowd, crowd_free)

/**
 * crowd_connect:
 * @n: sockets
 * @path: of the WebSocket
 * @headers: further request header lines, each ended by CR LF
 * @first: (nullable): a text message each socket sends when it is open
 *
 * Opens @n WebSockets, at most 256 at a time on their way.
 *
 * Returns: seconds until the last one was open
 */
double crowd_connect (
    Crowd *self, guint n, const char *path, const char *headers, const char *first);

/** Reads until nothing has come for @quiet seconds. */
void crowd_settle (Crowd *self, double quiet);

/**
 * crowd_broadcast:
 * @request: a whole HTTP request that makes the server send something to every socket
 * @needle: a text the message has in it
 *
 * Returns: seconds from sending @request until the last socket had a message with @needle in it
 */
double crowd_broadcast (Crowd *self, const char *request, const char *needle);

/** Returns: bytes of the message that crowd_broadcast() last waited for */
gsize crowd_get_message_size (Crowd *self);

/** Called to make the next request of one connection. Returns: (transfer full) the whole request */
typedef char *(*CrowdRequest) (guint connection, guint number, gpointer data);

typedef struct
{
  guint64 answered;
  /** other status than 200 */
  guint64 failed;
  /** answers per second */
  double rate;
  /** seconds */
  double p50;
  double p99;
} CrowdLoad;

/** Keeps @connections HTTP connections busy for @seconds, one request at a time on each. */
CrowdLoad crowd_load (
    Crowd *self, guint connections, double seconds, CrowdRequest request, gpointer data);

/**
 * crowd_ask:
 * @request: a whole HTTP request
 * @status: (out) (optional)
 *
 * Returns: (transfer full): the body of the answer
 */
char *crowd_ask (Crowd *self, const char *request, guint *status);

/** Returns: (transfer full): a POST of @body with a fresh idempotency key */
char *crowd_post (const char *path, const char *token, const char *body);

G_END_DECLS
