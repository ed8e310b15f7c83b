/* regie-hub.c: all WebSockets of the backend in one epoll set behind one GSource
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-backend"

#include "regie-config.h"

#include "regie-frame.h"
#include "regie-hub-private.h"

#include <errno.h>
#include <gio/gio.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <wslay/wslay.h>

/* Events taken from the kernel at once. */
#define BATCH 256
/* Sockets served in one turn of the main loop, so that requests get their turn beside a broadcast. */
#define TURN 400
/* Heartbeats looked at in one turn, every 10 ms at most: they must not be felt. */
#define HEARTBEAT_TURN 64
/* What the kernel may hold for one socket: a slow one is to be noticed, not to fill memory. */
#define SEND_BUFFER (128 * 1024)
/* How far back a client that was away is served without a snapshot. */
#define STREAM_BYTES (8 * 1024 * 1024)
#define STREAM_FRAMES 8192

typedef struct
{
  GSource source;
  RegieHub *hub;
} HubSource;

G_DEFINE_FINAL_TYPE (RegieHub, regie_hub, G_TYPE_OBJECT)

guint32
regie_hub_now (RegieHub *self)
{
  return (g_get_monotonic_time () - self->zero) / 1000;
}

static void
watch (RegieHub *self, RegieSocket *socket, gboolean blocked)
{
  struct epoll_event event = {
    .events = EPOLLIN | EPOLLRDHUP | (blocked ? EPOLLOUT : 0),
    .data.ptr = socket,
  };

  if (socket->blocked == (guint) blocked)
    return;
  socket->blocked = blocked != FALSE;
  if (blocked)
    self->blocked++;
  else
    self->blocked--;
  epoll_ctl (self->epoll, EPOLL_CTL_MOD, socket->fd, &event);
}

/* The table's key belongs to the socket it leads to. */
static void
put_first (RegieHub *self, RegieSocket *socket)
{
  g_hash_table_replace (self->by_id, socket->id, socket);
}

static void
remember_owner (RegieHub *self, RegieSocket *socket)
{
  socket->sibling = g_hash_table_lookup (self->by_id, socket->id);
  put_first (self, socket);
}

static void
forget_owner (RegieHub *self, RegieSocket *socket)
{
  RegieSocket *first = g_hash_table_lookup (self->by_id, socket->id);

  if (first != socket)
    {
      while (first != NULL && first->sibling != socket)
        first = first->sibling;
      if (first != NULL)
        first->sibling = socket->sibling;
    }
  else if (socket->sibling != NULL)
    put_first (self, socket->sibling);
  else
    g_hash_table_remove (self->by_id, socket->id);
  socket->sibling = NULL;
}

void
regie_hub_bury (RegieHub *self, RegieSocket *socket)
{
  if (socket->fd < 0)
    return;
  if (socket->blocked)
    self->blocked--;
  socket->blocked = FALSE;
  regie_crowd_leave (self->crowds[socket->audience], socket);
  forget_owner (self, socket);
  g_queue_unlink (&self->heartbeats, &socket->link);
  epoll_ctl (self->epoll, EPOLL_CTL_DEL, socket->fd, NULL);
  regie_socket_shut (socket);
  g_ptr_array_add (self->graveyard, socket);
  self->handler->closed (self, socket, self->user_data);
}

/* Cuts what does not deserve a farewell. */
static void
cut (RegieHub *self, RegieSocket *socket, const char *why)
{
  g_debug ("Cutting a socket: %s", why);
  self->cut++;
  regie_hub_bury (self, socket);
}

static void
flush (RegieHub *self, RegieSocket *socket)
{
  RegieStream *stream = regie_crowd_get_stream (self->crowds[socket->audience]);
  guint32 offset = socket->offset;
  guint64 position = socket->position;
  guint queued = socket->own.length;
  RegieFlush result;

  if (socket->fd < 0)
    return;
  result = regie_socket_flush (socket, stream);
  if (socket->offset != offset || socket->position != position || socket->own.length != queued)
    socket->written = regie_hub_now (self);
  switch (result)
    {
    case REGIE_FLUSH_DONE:
      watch (self, socket, FALSE);
      /* The peer closes as well; closing first, over what it still sends, could take the farewell
       * away from it. */
      if (socket->closing)
        shutdown (socket->fd, SHUT_WR);
      break;
    case REGIE_FLUSH_BLOCKED:
      watch (self, socket, TRUE);
      break;
    case REGIE_FLUSH_BEHIND:
      cut (self, socket, "it is too slow");
      break;
    case REGIE_FLUSH_BROKEN:
      regie_hub_bury (self, socket);
      break;
    default:
      g_assert_not_reached ();
    }
}

void
regie_hub_send (RegieHub *self, RegieSocket *socket, GBytes *frame)
{
  if (socket->fd < 0 || socket->closing)
    return;
  g_queue_push_tail (&socket->own, g_bytes_ref (frame));
  if (!socket->blocked)
    flush (self, socket);
}

void
regie_hub_send_droppable (RegieHub *self, RegieSocket *socket, GBytes *frame)
{
  if (!socket->blocked)
    regie_hub_send (self, socket, frame);
}

void
regie_hub_close (RegieHub *self, RegieSocket *socket, guint16 code, const char *reason)
{
  g_autoptr (GBytes) frame = regie_frame_new_close (code, reason);

  if (socket->fd < 0 || socket->closing)
    return;
  regie_crowd_leave (self->crowds[socket->audience], socket);
  socket->live = FALSE;
  g_queue_push_tail (&socket->own, g_bytes_ref (frame));
  socket->closing = TRUE;
  if (!socket->blocked)
    flush (self, socket);
}

static void
serve_events (RegieHub *self)
{
  struct epoll_event events[BATCH];
  int n = epoll_wait (self->epoll, events, BATCH, 0);

  for (int i = 0; i < n; i++)
    {
      RegieSocket *socket = events[i].data.ptr;

      if (socket->fd >= 0 && (events[i].events & EPOLLOUT) != 0)
        flush (self, socket);
      if (socket->fd >= 0 && (events[i].events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0)
        regie_hub_read (self, socket);
    }
}

/* Gives what is new to the next sockets. */
static void
serve_crowds (RegieHub *self)
{
  guint turn = TURN;

  /* Staff first: there are few of them, and they steer. */
  for (int i = REGIE_N_AUDIENCES - 1; i >= 0; i--)
    while (turn > 0 && regie_crowd_is_busy (self->crowds[i]))
      {
        RegieSocket *socket = regie_crowd_next (self->crowds[i]);

        if (socket == NULL)
          break;
        flush (self, socket);
        self->frames_sent++;
        turn--;
      }
}

/* Looks at the sockets whose turn it is: pings those that neither said nor were told anything for
 * the time of a heartbeat, cuts those that are silent or take nothing for too long. Each is looked at
 * twice in that time. */
static void
serve_heartbeats (RegieHub *self)
{
  guint32 instant = regie_hub_now (self);
  g_autoptr (GBytes) ping = NULL;

  for (guint turn = 0; turn < HEARTBEAT_TURN && self->heartbeats.head != NULL; turn++)
    {
      RegieSocket *socket = self->heartbeats.head->data;

      if (instant - socket->checked < self->heartbeat / 2)
        break;
      g_queue_unlink (&self->heartbeats, &socket->link);
      g_queue_push_tail_link (&self->heartbeats, &socket->link);
      socket->checked = instant;
      if (instant - socket->heard >= self->dead_after)
        cut (self, socket, "it is silent");
      else if (socket->blocked && instant - socket->written >= self->dead_after)
        cut (self, socket, "it takes nothing");
      else if (!socket->blocked && !socket->closing
               && (instant - socket->heard >= self->heartbeat
                   || instant - socket->written >= self->heartbeat))
        {
          if (ping == NULL)
            ping = regie_frame_new (WSLAY_PING, NULL, 0);
          regie_hub_send (self, socket, ping);
        }
    }
}

/* Says when the source is to be dispatched next without an event. */
static void
plan (RegieHub *self)
{
  gint64 ready = -1;

  for (guint i = 0; i < REGIE_N_AUDIENCES; i++)
    if (regie_crowd_is_busy (self->crowds[i]))
      ready = 0;
  if (ready < 0 && self->heartbeats.head != NULL)
    {
      RegieSocket *next = self->heartbeats.head->data;
      gint64 due = self->zero + ((gint64) next->checked + self->heartbeat / 2) * 1000;

      /* Those of the same moment together. */
      ready = MAX (due, g_get_monotonic_time ()) + 10 * 1000;
    }
  g_source_set_ready_time (self->source, ready);
}

static gboolean
dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  g_autoptr (RegieHub) self = g_object_ref (((HubSource *) source)->hub);

  if (g_source_query_unix_fd (source, self->tag) != 0)
    serve_events (self);
  serve_crowds (self);
  serve_heartbeats (self);
  g_ptr_array_set_size (self->graveyard, 0);
  if (self->source != NULL)
    plan (self);
  return G_SOURCE_CONTINUE;
}

static GSourceFuncs source_funcs = { .dispatch = dispatch };

RegieSocket *
regie_hub_adopt (RegieHub *self, int fd, RegieAudience audience, const char *id)
{
  RegieSocket *socket = regie_socket_new (fd, audience, id);
  struct epoll_event event = { .events = EPOLLIN | EPOLLRDHUP, .data.ptr = socket };
  int yes = 1;
  int buffer = SEND_BUFFER;

  setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  setsockopt (fd, SOL_SOCKET, SO_SNDBUF, &buffer, sizeof buffer);
  socket->heard = socket->written = socket->checked = regie_hub_now (self);
  g_queue_push_tail_link (&self->heartbeats, &socket->link);
  remember_owner (self, socket);
  if (epoll_ctl (self->epoll, EPOLL_CTL_ADD, fd, &event) != 0)
    g_warning ("A WebSocket cannot be watched: %s", g_strerror (errno));
  if (self->heartbeats.length == 1)
    plan (self);
  return socket;
}

gboolean
regie_hub_can_follow (RegieHub *self, RegieAudience audience, guint64 seq)
{
  guint64 position;

  return regie_stream_find (regie_crowd_get_stream (self->crowds[audience]), seq, &position);
}

void
regie_hub_go_quiet (RegieHub *self, RegieSocket *socket)
{
  RegieCrowd *crowd = self->crowds[socket->audience];

  if (!socket->live)
    return;
  regie_socket_leave_stream (socket, regie_crowd_get_stream (crowd));
  regie_crowd_leave (crowd, socket);
  socket->live = FALSE;
}

gboolean
regie_hub_go_live (RegieHub *self, RegieSocket *socket, guint64 seq)
{
  RegieCrowd *crowd = self->crowds[socket->audience];
  guint64 position;

  if (socket->fd < 0 || socket->closing
      || !regie_stream_find (regie_crowd_get_stream (crowd), seq, &position))
    return FALSE;
  regie_hub_go_quiet (self, socket);
  /* It has fallen behind, and will be cut. */
  if (socket->midway)
    return TRUE;
  regie_crowd_join (crowd, socket);
  socket->live = TRUE;
  socket->position = position;
  if (!socket->blocked)
    flush (self, socket);
  return TRUE;
}

void
regie_hub_broadcast (RegieHub *self, RegieAudience audience, GBytes *frame, guint64 seq)
{
  regie_crowd_push (self->crowds[audience], frame, seq);
  if (regie_crowd_is_busy (self->crowds[audience]))
    g_source_set_ready_time (self->source, 0);
}

void
regie_hub_broadcast_droppable (RegieHub *self, RegieAudience audience, GBytes *frame)
{
  RegieCrowd *crowd = self->crowds[audience];

  /* One that turns out to be gone leaves the crowd meanwhile. */
  for (guint i = regie_crowd_get_size (crowd); i > 0; i--)
    if (i <= regie_crowd_get_size (crowd))
      regie_hub_send_droppable (self, regie_crowd_get (crowd, i - 1), frame);
}

void
regie_hub_restart (RegieHub *self, guint64 seq)
{
  for (guint i = 0; i < REGIE_N_AUDIENCES; i++)
    regie_stream_restart (regie_crowd_get_stream (self->crowds[i]), seq);
}

void
regie_hub_forget (RegieHub *self, guint64 seq)
{
  for (guint i = 0; i < REGIE_N_AUDIENCES; i++)
    regie_crowd_forget (self->crowds[i], seq);
}

void
regie_hub_foreach (RegieHub *self, GFunc func, gpointer user_data)
{
  g_queue_foreach (&self->heartbeats, func, user_data);
}

void
regie_hub_foreach_of (RegieHub *self, const char *id, GFunc func, gpointer user_data)
{
  RegieSocket *next;

  for (RegieSocket *socket = g_hash_table_lookup (self->by_id, id); socket != NULL; socket = next)
    {
      next = socket->sibling;
      func (socket, user_data);
    }
}

void
regie_hub_close_all (RegieHub *self, GBytes *frame)
{
  GList *next;

  for (GList *l = self->heartbeats.head; l != NULL; l = next)
    {
      next = l->next;
      regie_crowd_leave (self->crowds[((RegieSocket *) l->data)->audience], l->data);
      regie_hub_send (self, l->data, frame);
      regie_hub_close (self, l->data, WSLAY_CODE_GOING_AWAY, "going away");
    }
}

guint
regie_hub_count (RegieHub *self, RegieAudience audience)
{
  return regie_crowd_get_size (self->crowds[audience]);
}

guint
regie_hub_count_all (RegieHub *self)
{
  return self->heartbeats.length;
}

guint64
regie_hub_get_cut (RegieHub *self)
{
  return self->cut;
}

guint64
regie_hub_get_frames_sent (RegieHub *self)
{
  return self->frames_sent;
}

guint
regie_hub_get_blocked (RegieHub *self)
{
  return self->blocked;
}

gint64
regie_hub_get_fan_out (RegieHub *self)
{
  return regie_crowd_get_duration (self->crowds[REGIE_AUDIENCE_PUBLIC]);
}

void
regie_hub_set_heartbeat (RegieHub *self, guint every, guint dead_after)
{
  self->heartbeat = every;
  self->dead_after = dead_after;
}

void
regie_hub_set_stream_limits (RegieHub *self, gsize max_bytes, guint max_frames)
{
  for (guint i = 0; i < REGIE_N_AUDIENCES; i++)
    {
      regie_crowd_free (self->crowds[i]);
      self->crowds[i] = regie_crowd_new (max_bytes, max_frames);
    }
}

static void
regie_hub_dispose (GObject *object)
{
  RegieHub *self = REGIE_HUB (object);

  while (self->heartbeats.head != NULL)
    regie_hub_bury (self, self->heartbeats.head->data);
  if (self->source != NULL)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);

  G_OBJECT_CLASS (regie_hub_parent_class)->dispose (object);
}

static void
regie_hub_finalize (GObject *object)
{
  RegieHub *self = REGIE_HUB (object);

  for (guint i = 0; i < REGIE_N_AUDIENCES; i++)
    regie_crowd_free (self->crowds[i]);
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->graveyard);
  g_clear_pointer (&self->reader, regie_reader_free);
  close (self->epoll);

  G_OBJECT_CLASS (regie_hub_parent_class)->finalize (object);
}

static void
regie_hub_class_init (RegieHubClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = regie_hub_dispose;
  object_class->finalize = regie_hub_finalize;
}

static void
regie_hub_init (RegieHub *self)
{
  for (guint i = 0; i < REGIE_N_AUDIENCES; i++)
    self->crowds[i] = regie_crowd_new (STREAM_BYTES, STREAM_FRAMES);
  g_queue_init (&self->heartbeats);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->heartbeat = 5000;
  self->dead_after = 15000;
  self->zero = g_get_monotonic_time ();
  self->graveyard = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_socket_unref);
  self->epoll = epoll_create1 (EPOLL_CLOEXEC);
  if (self->epoll < 0)
    g_error ("No epoll: %s", g_strerror (errno));

  self->source = g_source_new (&source_funcs, sizeof (HubSource));
  g_source_set_static_name (self->source, "regie-hub");
  ((HubSource *) self->source)->hub = self;
  self->tag = g_source_add_unix_fd (self->source, self->epoll, G_IO_IN);
  g_source_attach (self->source, g_main_context_get_thread_default ());
}

RegieHub *
regie_hub_new (const RegieHubHandler *handler, gpointer user_data)
{
  RegieHub *self = g_object_new (REGIE_TYPE_HUB, NULL);

  self->handler = handler;
  self->user_data = user_data;
  return self;
}
