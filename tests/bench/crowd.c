/* crowd.c: thousands of WebSockets and some HTTP connections against one server, from one thread
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-bench"

#include "crowd.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

/** Longest wait for anything; the benchmark is broken if it is reached. */
#define PATIENCE 60.0
#define ON_THEIR_WAY 256
/** A socket that stays silent is taken for dead after 15 s. */
#define BEAT 4.0

typedef enum
{
  CONNECTING,
  SHAKING_HANDS,
  OPEN,
} Phase;

typedef struct
{
  int fd;
  Phase phase;
  /* what has come and is not a whole message or answer yet */
  GByteArray *pending;
  gboolean has_it;
} Member;

struct _Crowd
{
  guint16 port;
  int poll;
  /* of Member */
  GArray *members;
  guint open;
  const char *needle;
  guint have_it;
  gsize message_size;
  GByteArray *buffer;
  double last_beat;
};

static double
now (void)
{
  return (double) g_get_monotonic_time () / G_USEC_PER_SEC;
}

Crowd *
crowd_new (guint16 port)
{
  Crowd *self = g_new0 (Crowd, 1);
  struct rlimit files;

  getrlimit (RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit (RLIMIT_NOFILE, &files);
  self->port = port;
  self->poll = epoll_create1 (EPOLL_CLOEXEC);
  self->members = g_array_new (FALSE, TRUE, sizeof (Member));
  self->buffer = g_byte_array_sized_new (1 << 18);
  g_byte_array_set_size (self->buffer, 1 << 18);
  return self;
}

void
crowd_free (Crowd *self)
{
  for (guint i = 0; i < self->members->len; i++)
    {
      Member *member = &g_array_index (self->members, Member, i);
      close (member->fd);
      g_byte_array_unref (member->pending);
    }
  g_array_unref (self->members);
  g_byte_array_unref (self->buffer);
  close (self->poll);
  g_free (self);
}

static int
dial (Crowd *self, int flags)
{
  struct sockaddr_in address = {
    .sin_family = AF_INET,
    .sin_port = htons (self->port),
    .sin_addr.s_addr = htonl (INADDR_LOOPBACK),
  };
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC | flags, 0);
  int on = 1;
  /* So that ten thousand closed sockets do not linger and starve the next run of ports. */
  struct linger drop = { .l_onoff = 1, .l_linger = 0 };

  if (fd < 0)
    g_error ("socket: %s", g_strerror (errno));
  setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  setsockopt (fd, SOL_SOCKET, SO_LINGER, &drop, sizeof drop);
  if (connect (fd, (struct sockaddr *) &address, sizeof address) < 0 && errno != EINPROGRESS)
    g_error ("connect to port %u: %s", self->port, g_strerror (errno));
  return fd;
}

static void
send_all (int fd, const void *data, gsize size)
{
  if (send (fd, data, size, MSG_NOSIGNAL) != (gssize) size)
    g_error ("send: %s", g_strerror (errno));
}

/** Sends a masked text frame with an all-zero mask. */
static void
send_text (int fd, const char *text)
{
  gsize length = strlen (text);
  guint8 frame[4 + 4 + 1024] = { 0x81, 0 };
  gsize head = 2;

  g_assert (length <= 1024);
  if (length < 126)
    frame[1] = (guint8) (0x80 | length);
  else
    {
      frame[1] = 0x80 | 126;
      frame[2] = (guint8) (length >> 8);
      frame[3] = (guint8) length;
      head = 4;
    }
  memcpy (frame + head + 4, text, length);
  send_all (fd, frame, head + 4 + length);
}

/** Takes whole frames off @member's pending bytes and looks for the needle in them. */
static void
read_frames (Crowd *self, Member *member)
{
  gsize at = 0;
  const guint8 *bytes = member->pending->data;

  while (member->pending->len - at >= 2)
    {
      guint64 length = bytes[at + 1] & 127;
      gsize head = length == 127 ? 10 : length == 126 ? 4 : 2;
      if (member->pending->len - at < head)
        break;
      if (head > 2)
        {
          length = 0;
          for (gsize i = 2; i < head; i++)
            length = length << 8 | bytes[at + i];
        }
      if (member->pending->len - at < head + length)
        break;
      if (self->needle != NULL && !member->has_it
          && memmem (bytes + at + head, length, self->needle, strlen (self->needle)) != NULL)
        {
          member->has_it = TRUE;
          self->message_size = length;
          self->have_it++;
        }
      at += head + length;
    }
  if (at > 0)
    g_byte_array_remove_range (member->pending, 0, (guint) at);
}

static void
shake_hands (Crowd *self, Member *member, const char *first)
{
  const char *end = memmem (member->pending->data, member->pending->len, "\r\n\r\n", 4);

  if (end == NULL)
    return;
  if (memmem (member->pending->data, member->pending->len, " 101 ", 5) == NULL)
    g_error ("the server refused a WebSocket: %.200s", (const char *) member->pending->data);
  g_byte_array_remove_range (member->pending, 0,
                             (guint) (end + 4 - (const char *) member->pending->data));
  member->phase = OPEN;
  self->open++;
  if (first != NULL)
    send_text (member->fd, first);
}

static void
wake (Crowd *self, guint i, const char *request, const char *first)
{
  Member *member = &g_array_index (self->members, Member, i);

  if (member->phase == CONNECTING)
    {
      struct epoll_event event = { .events = EPOLLIN, .data.u32 = i };
      send_all (member->fd, request, strlen (request));
      member->phase = SHAKING_HANDS;
      epoll_ctl (self->poll, EPOLL_CTL_MOD, member->fd, &event);
      return;
    }
  gssize got = recv (member->fd, self->buffer->data, self->buffer->len, MSG_DONTWAIT);
  if (got < 0 && errno == EAGAIN)
    return;
  if (got <= 0)
    g_error ("the server closed socket %u of %u after: %.*s", i, self->members->len,
             (int) member->pending->len, (const char *) member->pending->data);
  g_byte_array_append (member->pending, self->buffer->data, (guint) got);
  if (member->phase == SHAKING_HANDS)
    shake_hands (self, member, first);
  if (member->phase == OPEN)
    read_frames (self, member);
}

/** Returns: how many sockets had something */
static int
turn (Crowd *self, int milliseconds, const char *request, const char *first)
{
  struct epoll_event events[1024];
  int n = epoll_wait (self->poll, events, G_N_ELEMENTS (events), milliseconds);

  for (int i = 0; i < n; i++)
    wake (self, events[i].data.u32, request, first);
  return n;
}

/** Lets every open socket ping when it is time to; never while something is measured. */
static void
beat (Crowd *self)
{
  static const guint8 ping[] = { 0x89, 0x80, 0, 0, 0, 0 };

  if (now () - self->last_beat < BEAT)
    return;
  self->last_beat = now ();
  for (guint i = 0; i < self->members->len; i++)
    {
      Member *member = &g_array_index (self->members, Member, i);
      if (member->phase == OPEN)
        send_all (member->fd, ping, sizeof ping);
    }
}

double
crowd_connect (Crowd *self, guint n, const char *path, const char *headers, const char *first)
{
  g_autofree char *request =
      g_strdup_printf ("GET %s HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                       "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                       "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n%s\r\n",
                       path, headers);
  double begin = now ();

  while (self->open < n)
    {
      while (self->members->len < n && self->members->len - self->open < ON_THEIR_WAY)
        {
          Member member = { .fd = dial (self, SOCK_NONBLOCK), .pending = g_byte_array_new () };
          struct epoll_event event = { .events = EPOLLOUT, .data.u32 = self->members->len };
          epoll_ctl (self->poll, EPOLL_CTL_ADD, member.fd, &event);
          g_array_append_val (self->members, member);
        }
      turn (self, 1000, request, first);
      beat (self);
      if (now () - begin > PATIENCE)
        g_error ("only %u of %u sockets open after %.0f s", self->open, n, PATIENCE);
    }
  return now () - begin;
}

void
crowd_settle (Crowd *self, double quiet)
{
  double begin = now ();

  beat (self);
  while (turn (self, (int) (quiet * 1000), NULL, NULL) > 0)
    if (now () - begin > PATIENCE)
      g_error ("the server does not come to rest");
}

double
crowd_broadcast (Crowd *self, const char *request, const char *needle)
{
  int fd = dial (self, 0);

  self->needle = needle;
  self->have_it = 0;
  for (guint i = 0; i < self->members->len; i++)
    g_array_index (self->members, Member, i).has_it = FALSE;

  double begin = now ();
  send_all (fd, request, strlen (request));
  while (self->have_it < self->open)
    {
      turn (self, 1000, NULL, NULL);
      if (now () - begin > PATIENCE)
        {
          gssize got = recv (fd, self->buffer->data, self->buffer->len - 1, MSG_DONTWAIT);
          g_error ("%u of %u sockets heard of it; the sender heard: %.*s", self->have_it,
                   self->open, (int) MAX (got, 0), (const char *) self->buffer->data);
        }
    }
  double last = now () - begin;
  self->needle = NULL;
  close (fd);
  return last;
}

gsize
crowd_get_message_size (Crowd *self)
{
  return self->message_size;
}

/** Returns: length of the whole answer at the start of @bytes, or 0 while there is more to come */
static gsize
answer_length (const GByteArray *bytes)
{
  const char *text = (const char *) bytes->data;
  const char *end = memmem (text, bytes->len, "\r\n\r\n", 4);

  if (end == NULL)
    return 0;
  g_autofree char *head = g_ascii_strdown (text, end - text);
  const char *length = strstr (head, "content-length:");
  if (length == NULL)
    g_error ("an answer without a length: %s", head);
  gsize whole = (gsize) (end + 4 - text) + g_ascii_strtoull (length + 15, NULL, 10);
  return whole <= bytes->len ? whole : 0;
}

static int
by_number (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

typedef struct
{
  int fd;
  guint number;
  double sent;
  GByteArray *pending;
} Asker;

static void
next_request (Asker *asker, guint connection, CrowdRequest request, gpointer data)
{
  g_autofree char *text = request (connection, asker->number++, data);

  asker->sent = now ();
  send_all (asker->fd, text, strlen (text));
}

CrowdLoad
crowd_load (Crowd *self, guint connections, double seconds, CrowdRequest request, gpointer data)
{
  CrowdLoad load = { 0 };
  int poll = epoll_create1 (EPOLL_CLOEXEC);
  g_autofree Asker *askers = g_new0 (Asker, connections);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  double begin = now ();

  for (guint i = 0; i < connections; i++)
    {
      struct epoll_event event = { .events = EPOLLIN, .data.u32 = i };
      askers[i].fd = dial (self, 0);
      askers[i].pending = g_byte_array_new ();
      epoll_ctl (poll, EPOLL_CTL_ADD, askers[i].fd, &event);
      next_request (&askers[i], i, request, data);
    }
  for (guint busy = connections; busy > 0;)
    {
      struct epoll_event events[512];
      int n = epoll_wait (poll, events, G_N_ELEMENTS (events), (int) (PATIENCE * 1000));
      if (n <= 0)
        g_error ("%u connections got no answer for %.0f s", busy, PATIENCE);
      for (int e = 0; e < n; e++)
        {
          Asker *asker = &askers[events[e].data.u32];
          gssize got = recv (asker->fd, self->buffer->data, self->buffer->len, MSG_DONTWAIT);
          if (got <= 0)
            g_error ("the server closed an HTTP connection");
          g_byte_array_append (asker->pending, self->buffer->data, (guint) got);
          if (answer_length (asker->pending) == 0)
            continue;
          double took = now () - asker->sent;
          g_array_append_val (times, took);
          if (strncmp ((const char *) asker->pending->data + 8, " 200", 4) != 0)
            {
              if (load.failed++ == 0)
                g_message ("an answer that is no 200: %.*s", (int) MIN (asker->pending->len, 600),
                           (const char *) asker->pending->data);
            }
          g_byte_array_set_size (asker->pending, 0);
          if (now () - begin < seconds)
            next_request (asker, events[e].data.u32, request, data);
          else
            busy--;
        }
    }
  load.answered = times->len;
  load.rate = times->len / (now () - begin);
  g_array_sort (times, by_number);
  load.p50 = g_array_index (times, double, times->len / 2);
  load.p99 = g_array_index (times, double, times->len * 99 / 100);
  for (guint i = 0; i < connections; i++)
    {
      close (askers[i].fd);
      g_byte_array_unref (askers[i].pending);
    }
  close (poll);
  return load;
}

char *
crowd_ask (Crowd *self, const char *request, guint *status)
{
  g_autoptr (GByteArray) answer = g_byte_array_new ();
  int fd = dial (self, 0);

  send_all (fd, request, strlen (request));
  while (answer->len == 0 || answer_length (answer) == 0)
    {
      gssize got = recv (fd, self->buffer->data, self->buffer->len, 0);
      if (got <= 0)
        g_error ("no answer to: %.200s", request);
      g_byte_array_append (answer, self->buffer->data, (guint) got);
    }
  close (fd);
  g_byte_array_append (answer, (const guint8 *) "", 1);
  if (status != NULL)
    *status = (guint) g_ascii_strtoull ((const char *) answer->data + 9, NULL, 10);
  return g_strdup (strstr ((const char *) answer->data, "\r\n\r\n") + 4);
}

char *
crowd_post (const char *path, const char *token, const char *body)
{
  g_autofree char *key = g_uuid_string_random ();
  g_autofree char *pass =
      token != NULL ? g_strdup_printf ("Authorization: Bearer %s\r\n", token) : g_strdup ("");

  return g_strdup_printf ("POST %s HTTP/1.1\r\nHost: localhost\r\n%sIdempotency-Key: %s\r\n"
                          "Content-Type: application/json\r\nContent-Length: %" G_GSIZE_FORMAT
                          "\r\n\r\n%s",
                          path, pass, key, strlen (body), body);
}
