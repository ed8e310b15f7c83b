/* regie-crowd.c: the participants: each with a token and a WebSocket of their own
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-rehearsal"

#include "regie-crowd.h"
#include "regie-member.h"
#include "regie-timing.h"

#include <errno.h>
#include <glib-unix.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

/** Events taken from the kernel at once. */
#define BATCH 256
/** Bytes read from a socket at once. */
#define CHUNK (256 * 1024)
/** A frame larger than this is not kept by those who only count. */
#define LARGE (16 * 1024)
/** Bytes of a large event in which its seq stands. */
#define FRONT 512
/** How often those who wait are looked at, milliseconds. */
#define TICK 50
/** Participants that may be joining, or connecting, at the same time. */
#define MOST_JOINING 24
#define MOST_UPGRADING 64
/** Silence after which a connection counts as dead, microseconds. */
#define DEAD (15 * G_USEC_PER_SEC)

#define NOBODY (-1)

struct _RegieCrowd
{
  GObject parent_instance;

  RegieRequests *requests;
  GUri *uri;
  char *code;
  RegieMemberTarget target;
  RegieMember *members;
  guint n_members;
  int epoll;
  guint source;
  guint tick;
  guint8 *chunk;
  GRand *random;
  char *epoch;
  int listener;
  /* newest seq the listener has told */
  guint64 told;
  guint n_joining;
  guint n_upgrading;
  guint n_live;
  guint most_live;
  guint n_broken;
  guint64 n_frames;
  gboolean complete;
};

enum
{
  EVENT,
  COMPLETE,
  REFUSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RegieCrowd, regie_crowd, G_TYPE_OBJECT)

static gint64
now (void)
{
  return g_get_monotonic_time ();
}

static void
set_state (RegieCrowd *self, RegieMember *member, RegieMemberState state)
{
  if (member->state == state)
    return;
  self->n_joining -= member->state == REGIE_MEMBER_JOINING;
  self->n_upgrading -=
      member->state == REGIE_MEMBER_UPGRADING || member->state == REGIE_MEMBER_GREETED;
  self->n_live -= member->state == REGIE_MEMBER_LIVE;
  member->state = state;
  self->n_joining += state == REGIE_MEMBER_JOINING;
  self->n_upgrading += state == REGIE_MEMBER_UPGRADING || state == REGIE_MEMBER_GREETED;
  self->n_live += state == REGIE_MEMBER_LIVE;
  self->most_live = MAX (self->most_live, self->n_live);
}

static gboolean
send_event (RegieMember *member, const RegieEvent *event)
{
  gsize size;
  g_autofree char *text = regie_event_to_json (event, &size);

  return regie_member_send (member, REGIE_CROWD_TEXT, text, size);
}

/* Asks for what came behind the last seq the member, or the listener before it, has. */
static void
resume (RegieCrowd *self, RegieMember *member)
{
  g_autoptr (RegieEvent) event = regie_event_new (REGIE_EVENT_RESUME);
  gboolean listens = self->listener == (int) (member - self->members);

  event->seq = listens ? self->told : member->seq;
  event->epoch = event->seq > 0 ? g_strdup (self->epoch) : NULL;
  send_event (member, event);
}

static void
choose_listener (RegieCrowd *self)
{
  self->listener = NOBODY;
  for (guint i = 0; i < self->n_members && self->listener == NOBODY; i++)
    if (self->members[i].state == REGIE_MEMBER_LIVE)
      {
        self->listener = (int) i;
        resume (self, &self->members[i]);
      }
}

static void
lose (RegieCrowd *self, RegieMember *member, gint64 retry_after)
{
  guint wait = regie_timing_backoff (&REGIE_TIMING_DEFAULT, member->attempt++, self->random);

  if (member->state == REGIE_MEMBER_LIVE)
    self->n_broken++;
  regie_member_close (member);
  set_state (self, member, REGIE_MEMBER_WAITING);
  member->due = now () + (gint64) wait * 1000 + retry_after * G_USEC_PER_SEC;
  if (self->listener == (int) (member - self->members))
    choose_listener (self);
}

static void
on_hello (RegieCrowd *self, RegieMember *member, const RegieEvent *hello)
{
  /* Another epoch is another journal: nothing anybody has counts any more. */
  if (g_set_str (&self->epoch, hello->epoch))
    {
      self->told = 0;
      for (guint i = 0; i < self->n_members; i++)
        self->members[i].seq = 0;
    }
  if (self->listener == NOBODY)
    self->listener = (int) (member - self->members);
  resume (self, member);
  set_state (self, member, REGIE_MEMBER_LIVE);
  if (self->n_live == self->n_members && !self->complete)
    {
      self->complete = TRUE;
      g_signal_emit (self, signals[COMPLETE], 0);
    }
}

static gboolean
is_event (const char *text, gsize size, const char *nick)
{
  static const char begin[] = "{\"event\":\"";
  gsize length = strlen (nick);

  return size > strlen (begin) + length && memcmp (text, begin, strlen (begin)) == 0
         && memcmp (text + strlen (begin), nick, length) == 0
         && text[strlen (begin) + length] == '"';
}

static void
tell (RegieCrowd *self, RegieMember *member, const RegieEvent *event, guint64 seq)
{
  g_signal_emit (self, signals[EVENT], 0, event);
  if (seq > self->told)
    self->told = seq;
}

static void
on_text (RegieCrowd *self, RegieMember *member, const char *text, gsize size)
{
  gboolean listens = self->listener == (int) (member - self->members);
  guint64 seq = 0;

  self->n_frames++;
  if (is_event (text, size, "records"))
    seq = regie_crowd_last_seq (text, size);
  else if (is_event (text, size, "snapshot"))
    seq = regie_crowd_first_seq (text, size);
  member->seq = MAX (member->seq, seq);
  if (seq != 0)
    /* What comes after the greeting shows that the connection is worth something. */
    member->attempt = 0;
  if (seq != 0 && !listens)
    return;

  g_autoptr (RegieEvent) event = regie_event_from_json (text, size, NULL);
  if (event == NULL)
    return;
  if (event->type == REGIE_EVENT_HELLO)
    on_hello (self, member, event);
  else if (event->type == REGIE_EVENT_BYE)
    lose (self, member, event->retry_after);
  else if (event->type == REGIE_EVENT_PING)
    {
      event->type = REGIE_EVENT_PONG;
      send_event (member, event);
    }
  else if (listens)
    tell (self, member, event, seq);
}

/* Takes one frame from the beginning of @data. Returns how many bytes of it are done with; 0 when
 * the rest of it has not come yet. */
static gsize
take_frame (RegieCrowd *self, RegieMember *member, const guint8 *data, gsize size)
{
  RegieCrowdFrame frame;
  gboolean listens = self->listener == (int) (member - self->members);

  if (!regie_crowd_frame_read (&frame, data, size))
    return 0;
  const char *payload = (const char *) data + frame.head;
  gsize here = size - frame.head;
  if (here < frame.size && frame.size > LARGE && !listens && here >= FRONT)
    {
      if (is_event (payload, here, "snapshot"))
        member->seq = MAX (member->seq, regie_crowd_first_seq (payload, FRONT));
      self->n_frames++;
      member->skip = frame.size - here;
      return size;
    }
  if (here < frame.size)
    return 0;

  if (frame.opcode == REGIE_CROWD_TEXT)
    on_text (self, member, payload, frame.size);
  else if (frame.opcode == REGIE_CROWD_PING)
    regie_member_send (member, REGIE_CROWD_PONG, payload, MIN (frame.size, 125));
  else if (frame.opcode == REGIE_CROWD_CLOSE)
    lose (self, member, 0);
  return frame.head + frame.size;
}

static gsize
take_answer (RegieCrowd *self, RegieMember *member, const guint8 *data, gsize size)
{
  gsize used;
  guint status = regie_member_read_answer (data, size, &used);

  if (status == 101)
    set_state (self, member, REGIE_MEMBER_GREETED);
  else if (status != 0)
    lose (self, member, 0);
  return used;
}

static gsize
take (RegieCrowd *self, RegieMember *member, const guint8 *data, gsize size)
{
  gsize at = 0;

  while (at < size && member->fd >= 0)
    {
      gsize done = member->state == REGIE_MEMBER_UPGRADING
                       ? take_answer (self, member, data + at, size - at)
                       : take_frame (self, member, data + at, size - at);
      if (done == 0)
        break;
      at += done;
    }
  return at;
}

/* Whole frames are read where they are; only the beginning of the next one is kept. */
static void
on_bytes (RegieCrowd *self, RegieMember *member, const guint8 *data, gsize size)
{
  gsize skip = MIN (member->skip, size);
  g_autoptr (GByteArray) rest = NULL;

  member->skip -= skip;
  data += skip;
  size -= skip;
  if (member->rest != NULL)
    {
      rest = g_steal_pointer (&member->rest);
      g_byte_array_append (rest, data, (guint) size);
      data = rest->data;
      size = rest->len;
    }
  gsize done = take (self, member, data, size);
  if (member->fd < 0 || done == size)
    return;
  if (rest != NULL)
    g_byte_array_remove_range (rest, 0, (guint) done);
  else
    {
      rest = g_byte_array_sized_new ((guint) (size - done));
      g_byte_array_append (rest, data + done, (guint) (size - done));
    }
  member->rest = g_steal_pointer (&rest);
}

static void
watch (RegieCrowd *self, RegieMember *member, int operation, guint32 what)
{
  struct epoll_event event = { .events = what, .data.u32 = (guint32) (member - self->members) };
  epoll_ctl (self->epoll, operation, member->fd, &event);
}

static void
serve (RegieCrowd *self, RegieMember *member, guint32 what)
{
  gssize size;

  if (member->fd < 0)
    return;
  if ((what & EPOLLOUT) != 0 && member->state == REGIE_MEMBER_UPGRADING)
    {
      watch (self, member, EPOLL_CTL_MOD, EPOLLIN | EPOLLRDHUP);
      if (!regie_member_upgrade (member, &self->target))
        lose (self, member, 0);
      return;
    }
  size = recv (member->fd, self->chunk, CHUNK, MSG_DONTWAIT);
  if (size > 0)
    {
      member->heard = now ();
      on_bytes (self, member, self->chunk, (gsize) size);
    }
  else if (size == 0 || (errno != EAGAIN && errno != EINTR))
    lose (self, member, 0);
}

static gboolean
on_events (int fd, GIOCondition condition, gpointer user_data)
{
  RegieCrowd *self = user_data;
  struct epoll_event events[BATCH];
  int n = epoll_wait (fd, events, BATCH, 0);

  for (int i = 0; i < n; i++)
    serve (self, &self->members[events[i].data.u32], events[i].events);
  return G_SOURCE_CONTINUE;
}

typedef struct
{
  RegieCrowd *crowd;
  guint member;
} Joining;

static void
on_joined (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Joining *joining = user_data;
  g_autoptr (RegieCrowd) self = joining->crowd;
  RegieMember *member = &self->members[joining->member];
  g_autoptr (GError) error = NULL;

  member->token = regie_requests_join_finish (self->requests, result, &error);
  if (member->token != NULL)
    {
      set_state (self, member, REGIE_MEMBER_WAITING);
      member->due = 0;
      return;
    }
  set_state (self, member, REGIE_MEMBER_OUTSIDE);
  member->due =
      now ()
      + (gint64) regie_timing_backoff (&REGIE_TIMING_DEFAULT, member->attempt++, self->random)
            * 1000;
  if (self->source != 0
      && (self->most_live == 0
          || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED)))
    g_signal_emit (self, signals[REFUSED], 0, error);
}

static void
join (RegieCrowd *self, guint i)
{
  Joining *joining = g_new (Joining, 1);

  *joining = (Joining) { .crowd = g_object_ref (self), .member = i };
  set_state (self, &self->members[i], REGIE_MEMBER_JOINING);
  regie_requests_join_async (self->requests, self->code, on_joined, joining);
}

static void
open_member (RegieCrowd *self, RegieMember *member)
{
  set_state (self, member, REGIE_MEMBER_UPGRADING);
  member->heard = now ();
  if (regie_member_open (member, &self->target))
    watch (self, member, EPOLL_CTL_ADD, EPOLLOUT);
  else
    lose (self, member, 0);
}

static gboolean
on_tick (gpointer user_data)
{
  RegieCrowd *self = user_data;
  gint64 instant = now ();

  for (guint i = 0; i < self->n_members; i++)
    {
      RegieMember *member = &self->members[i];

      if (member->state == REGIE_MEMBER_OUTSIDE)
        {
          if (self->n_joining < MOST_JOINING && member->due <= instant)
            join (self, i);
        }
      else if (member->state == REGIE_MEMBER_WAITING)
        {
          if (self->n_upgrading < MOST_UPGRADING && member->due <= instant)
            open_member (self, member);
        }
      else if (member->state != REGIE_MEMBER_JOINING && instant - member->heard > DEAD)
        lose (self, member, 0);
    }
  return G_SOURCE_CONTINUE;
}

static GSocketAddress *
resolve (GUri *uri, GError **error)
{
  g_autoptr (GSocketConnectable) where = NULL;
  g_autoptr (GSocketAddressEnumerator) all = NULL;
  int port = g_uri_get_port (uri) > 0 ? g_uri_get_port (uri) : 80;

  where = g_network_address_new (g_uri_get_host (uri), (guint16) port);
  all = g_socket_connectable_enumerate (where);
  /* localhost has two addresses: take the one somebody listens at. */
  for (;;)
    {
      g_autoptr (GSocketAddress) address = g_socket_address_enumerator_next (all, NULL, error);
      g_autoptr (GSocketClient) client = g_socket_client_new ();
      g_autoptr (GSocketConnection) connection = NULL;

      if (address == NULL)
        {
          if (error != NULL && *error == NULL)
            g_set_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED, "nobody listens there");
          return NULL;
        }
      g_socket_client_set_enable_proxy (client, FALSE);
      g_socket_client_set_timeout (client, 5);
      connection = g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, NULL);
      if (connection != NULL)
        return g_steal_pointer (&address);
    }
}

gboolean
regie_crowd_start (RegieCrowd *self, GError **error)
{
  g_return_val_if_fail (self->source == 0, FALSE);

  if (g_strcmp0 (g_uri_get_scheme (self->uri), "http") != 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                           "a rehearsal connects by http only: point it at the backend itself, not "
                           "at the proxy before it");
      return FALSE;
    }
  self->target.address = resolve (self->uri, error);
  if (self->target.address == NULL)
    return FALSE;
  self->epoll = epoll_create1 (EPOLL_CLOEXEC);
  self->source = g_unix_fd_add (self->epoll, G_IO_IN, on_events, self);
  self->tick = g_timeout_add (TICK, on_tick, self);
  on_tick (self);
  return TRUE;
}

void
regie_crowd_stop (RegieCrowd *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_handle_id (&self->tick, g_source_remove);
  for (guint i = 0; i < self->n_members; i++)
    regie_member_close (&self->members[i]);
  if (self->epoll >= 0)
    close (self->epoll);
  self->epoll = -1;
}

guint
regie_crowd_get_size (RegieCrowd *self)
{
  return self->n_members;
}

guint
regie_crowd_get_connected (RegieCrowd *self)
{
  return self->n_live;
}

guint
regie_crowd_get_most_connected (RegieCrowd *self)
{
  return self->most_live;
}

guint
regie_crowd_get_broken (RegieCrowd *self)
{
  return self->n_broken;
}

guint64
regie_crowd_get_frames (RegieCrowd *self)
{
  return self->n_frames;
}

const char *
regie_crowd_get_token (RegieCrowd *self, guint member)
{
  return self->members[member].token;
}

void
regie_crowd_get_seqs (RegieCrowd *self, guint64 *lowest, guint64 *highest)
{
  *lowest = G_MAXUINT64;
  *highest = 0;
  for (guint i = 0; i < self->n_members; i++)
    if (self->members[i].state == REGIE_MEMBER_LIVE)
      {
        *lowest = MIN (*lowest, self->members[i].seq);
        *highest = MAX (*highest, self->members[i].seq);
      }
  *lowest = MIN (*lowest, *highest);
}

static void
regie_crowd_finalize (GObject *object)
{
  RegieCrowd *self = REGIE_CROWD (object);

  regie_crowd_stop (self);
  for (guint i = 0; i < self->n_members; i++)
    regie_member_clear (&self->members[i]);
  g_free (self->members);
  g_free (self->chunk);
  g_free (self->code);
  g_free (self->epoch);
  g_free (self->target.host);
  g_free (self->target.path);
  g_clear_object (&self->target.address);
  g_clear_object (&self->requests);
  g_uri_unref (self->uri);
  g_rand_free (self->random);
  G_OBJECT_CLASS (regie_crowd_parent_class)->finalize (object);
}

static void
regie_crowd_class_init (RegieCrowdClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = regie_crowd_finalize;

  signals[EVENT] = g_signal_new ("event", REGIE_TYPE_CROWD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[COMPLETE] = g_signal_new ("complete", REGIE_TYPE_CROWD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 0);
  signals[REFUSED] = g_signal_new ("refused", REGIE_TYPE_CROWD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
regie_crowd_init (RegieCrowd *self)
{
  self->epoll = -1;
  self->listener = NOBODY;
  self->chunk = g_malloc (CHUNK);
  self->random = g_rand_new ();
}

RegieCrowd *
regie_crowd_new (const char *address, const char *code, guint n_members, RegieRequests *requests)
{
  RegieCrowd *self = g_object_new (REGIE_TYPE_CROWD, NULL);

  self->uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  g_assert (self->uri != NULL);
  self->code = g_strdup (code);
  self->requests = g_object_ref (requests);
  self->n_members = n_members;
  self->members = g_new0 (RegieMember, n_members);
  for (guint i = 0; i < n_members; i++)
    self->members[i].fd = -1;
  self->target.path = g_strdup (g_uri_get_path (self->uri));
  self->target.host =
      g_uri_get_port (self->uri) > 0
          ? g_strdup_printf ("%s:%d", g_uri_get_host (self->uri), g_uri_get_port (self->uri))
          : g_strdup (g_uri_get_host (self->uri));
  return self;
}
