/* floor.c: the least a server can do: what the benchmarks compare with
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-bench"

#include "floor.h"

#include <arpa/inet.h>
#include <errno.h>
#include <libsoup/soup.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST 65536

static int
listen_on_any_port (guint16 *port)
{
  struct sockaddr_in address = { .sin_family = AF_INET,
                                 .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  socklen_t length = sizeof address;
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

  if (bind (fd, (struct sockaddr *) &address, sizeof address) < 0 || listen (fd, 4096) < 0
      || getsockname (fd, (struct sockaddr *) &address, &length) < 0)
    g_error ("floor: %s", g_strerror (errno));
  *port = ntohs (address.sin_port);
  return fd;
}

/** Forks a child that goes when its parent goes. Returns: 0 in the child */
static pid_t
fork_child (void)
{
  pid_t child = fork ();
  struct rlimit files;

  if (child < 0)
    g_error ("fork: %s", g_strerror (errno));
  if (child > 0)
    return child;
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  getrlimit (RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit (RLIMIT_NOFILE, &files);
  return 0;
}

static struct
{
  int sockets[MOST];
  int n;
  gboolean is_socket[MOST];
} audience;

static void
broadcast (const char *body, gsize length)
{
  guint8 frame[65536 + 4] = { 0x81 };
  gsize head = length < 126 ? 2 : 4;

  frame[1] = (guint8) (length < 126 ? length : 126);
  if (head == 4)
    {
      frame[2] = (guint8) (length >> 8);
      frame[3] = (guint8) length;
    }
  memcpy (frame + head, body, length);
  for (int i = 0; i < audience.n; i++)
    send (audience.sockets[i], frame, head + length, MSG_DONTWAIT | MSG_NOSIGNAL);
}

static void
serve (int fd)
{
  static char buffer[65537];
  static const char welcome[] = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                                "Connection: Upgrade\r\n"
                                "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";
  static const char fine[] = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  gssize got = recv (fd, buffer, sizeof buffer - 1, 0);

  if (got <= 0)
    {
      if (got < 0 && errno == EAGAIN)
        return;
      close (fd);
      return;
    }
  if (audience.is_socket[fd])
    return;
  buffer[got] = '\0';
  if (g_str_has_prefix (buffer, "GET /ws"))
    {
      audience.is_socket[fd] = TRUE;
      audience.sockets[audience.n++] = fd;
      send (fd, welcome, sizeof welcome - 1, MSG_NOSIGNAL);
      return;
    }
  const char *body = strstr (buffer, "\r\n\r\n");
  if (body != NULL)
    broadcast (body + 4, strlen (body + 4));
  send (fd, fine, sizeof fine - 1, MSG_NOSIGNAL);
}

static void
run_fan_out (int listener)
{
  int poll = epoll_create1 (EPOLL_CLOEXEC);
  struct epoll_event event = { .events = EPOLLIN, .data.fd = listener };
  struct epoll_event events[512];
  int on = 1;

  epoll_ctl (poll, EPOLL_CTL_ADD, listener, &event);
  for (;;)
    {
      int n = epoll_wait (poll, events, G_N_ELEMENTS (events), -1);
      for (int i = 0; i < n; i++)
        {
          if (events[i].data.fd != listener)
            {
              serve (events[i].data.fd);
              continue;
            }
          for (int fd; (fd = accept4 (listener, NULL, NULL, SOCK_NONBLOCK)) >= 0;)
            {
              g_assert (fd < MOST);
              setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
              event.data.fd = fd;
              epoll_ctl (poll, EPOLL_CTL_ADD, fd, &event);
            }
        }
    }
}

pid_t
floor_fan_out_start (guint16 *port)
{
  int listener = listen_on_any_port (port);
  pid_t child = fork_child ();

  if (child == 0)
    run_fan_out (listener);
  close (listener);
  return child;
}

static void
answer (SoupServer *server,
        SoupServerMessage *message,
        const char *path,
        GHashTable *query,
        gpointer data)
{
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_STATIC, "ok", 2);
}

static void
run_http (int listener)
{
  g_autoptr (SoupServer) server = soup_server_new (NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket = g_socket_new_from_fd (listener, &error);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  soup_server_add_handler (server, NULL, answer, NULL, NULL);
  if (socket == NULL || !soup_server_listen_socket (server, socket, 0, &error))
    g_error ("floor: %s", error->message);
  g_main_loop_run (loop);
}

pid_t
floor_http_start (guint16 *port)
{
  int listener = listen_on_any_port (port);
  pid_t child = fork_child ();

  if (child == 0)
    {
      run_http (listener);
      _exit (1);
    }
  close (listener);
  return child;
}

void
floor_stop (pid_t floor)
{
  kill (floor, SIGKILL);
  waitpid (floor, NULL, 0);
}
