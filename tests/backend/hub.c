/* hub.c: tests of the WebSockets of the backend: framing, order, slow and silent peers
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-frame.h"
#include "regie-hub.h"
#include "wait-until.h"

#include <gio/gio.h>

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct
{
  RegieHub *hub;
  /* texts that clients sent, in order */
  GPtrArray *heard;
  guint closed;
} Fixture;

/** The other end of a socket of the hub. */
typedef struct
{
  int fd;
  RegieSocket *socket;
  /* received, not yet taken */
  GByteArray *buffer;
  gboolean ended;
} Peer;

static void
on_message (RegieHub *hub, RegieSocket *socket, const char *text, gsize size, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_ptr_array_add (fixture->heard, g_strndup (text, size));
}

static void
on_closed (RegieHub *hub, RegieSocket *socket, gpointer user_data)
{
  Fixture *fixture = user_data;
  fixture->closed++;
}

static const RegieHubHandler handler = { .message = on_message, .closed = on_closed };

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->hub = regie_hub_new (&handler, fixture);
  fixture->heard = g_ptr_array_new_with_free_func (g_free);
  /* No pings among what is looked at, however slow the machine. */
  regie_hub_set_heartbeat (fixture->hub, 10 * 60 * 1000, 30 * 60 * 1000);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->hub);
  g_ptr_array_unref (fixture->heard);
}

static Peer *
join (Fixture *fixture, RegieAudience audience)
{
  Peer *peer = g_new0 (Peer, 1);
  int pair[2];

  g_assert_no_errno (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, pair));
  peer->fd = pair[0];
  peer->buffer = g_byte_array_new ();
  peer->socket = regie_socket_ref (regie_hub_adopt (fixture->hub, pair[1], audience, "somebody"));
  return peer;
}

static void
leave (Peer *peer)
{
  close (peer->fd);
  g_byte_array_unref (peer->buffer);
  regie_socket_unref (peer->socket);
  g_free (peer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Peer, leave)

static void
fill (Peer *peer)
{
  guint8 bytes[65536];
  gssize n;

  while ((n = recv (peer->fd, bytes, sizeof bytes, 0)) > 0)
    g_byte_array_append (peer->buffer, bytes, (guint) n);
  if (n == 0 || errno == ECONNRESET)
    peer->ended = TRUE;
}

/** Takes the next whole frame, if there is one. */
static GBytes *
take_frame (Peer *peer, guint8 *opcode)
{
  const guint8 *data;
  guint64 size;
  gsize head = 2;
  GBytes *payload;

  fill (peer);
  data = peer->buffer->data;
  if (peer->buffer->len < 2)
    return NULL;
  g_assert_cmpint (data[1] & 0x80, ==, 0);
  size = data[1];
  if (size >= 126)
    {
      gsize more = size == 126 ? 2 : 8;
      head += more;
      if (peer->buffer->len < head)
        return NULL;
      size = 0;
      for (gsize i = 0; i < more; i++)
        size = size << 8 | data[2 + i];
    }
  if (peer->buffer->len < head + size)
    return NULL;
  *opcode = data[0] & 0x0f;
  g_assert_cmpint (data[0] & 0x80, ==, 0x80);
  payload = g_bytes_new (data + head, size);
  g_byte_array_remove_range (peer->buffer, 0, (guint) (head + size));
  return payload;
}

static char *
next_text (Peer *peer)
{
  g_autoptr (GBytes) payload = NULL;
  guint8 opcode = 0;

  wait_until ((payload = take_frame (peer, &opcode)) != NULL);
  g_assert_cmpint (opcode, ==, 1);
  return g_strndup (g_bytes_get_data (payload, NULL), g_bytes_get_size (payload));
}

#define assert_next(peer, expected)                                                                \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *found = next_text (peer);                                                     \
    g_assert_cmpstr (found, ==, expected);                                                         \
  }                                                                                                \
  G_STMT_END

static guint
next_close (Peer *peer)
{
  g_autoptr (GBytes) payload = NULL;
  const guint8 *data;
  guint8 opcode = 0;

  do
    {
      g_clear_pointer (&payload, g_bytes_unref);
      wait_until ((payload = take_frame (peer, &opcode)) != NULL);
    }
  while (opcode != 8);
  /* The hub waits for the peer to close, so that its farewell is not lost. */
  shutdown (peer->fd, SHUT_WR);
  data = g_bytes_get_data (payload, NULL);
  return (guint) (data[0] << 8 | data[1]);
}

/** A client's frame: masked. @first: its first byte. */
static GByteArray *
client_frame (guint8 first, const void *payload, gsize size)
{
  static const guint8 mask[4] = { 0x12, 0x34, 0x56, 0x78 };
  GByteArray *frame = g_byte_array_new ();
  guint8 head[10] = { first, 0 };
  gsize length = 2;

  if (size > 0xffff)
    {
      head[1] = 0x80 | 127;
      for (gsize i = 0; i < 8; i++)
        head[2 + i] = (guint8) ((guint64) size >> (56 - 8 * i));
      length = 10;
    }
  else if (size > 125)
    {
      head[1] = 0x80 | 126;
      head[2] = (guint8) (size >> 8);
      head[3] = (guint8) size;
      length = 4;
    }
  else
    head[1] = 0x80 | (guint8) size;
  g_byte_array_append (frame, head, (guint) length);
  g_byte_array_append (frame, mask, sizeof mask);
  for (gsize i = 0; i < size; i++)
    {
      guint8 byte = ((const guint8 *) payload)[i] ^ mask[i % 4];
      g_byte_array_append (frame, &byte, 1);
    }
  return frame;
}

static void
put (Peer *peer, const guint8 *data, gsize size)
{
  while (size > 0)
    {
      gssize n = send (peer->fd, data, size, MSG_NOSIGNAL);

      if (n < 0)
        {
          if (errno == EPIPE || errno == ECONNRESET)
            return;
          g_assert_cmpint (errno, ==, EAGAIN);
          g_main_context_iteration (NULL, FALSE);
          continue;
        }
      data += n;
      size -= (gsize) n;
    }
}

static void
say (Peer *peer, guint8 first, const void *payload, gsize size)
{
  g_autoptr (GByteArray) frame = client_frame (first, payload, size);
  put (peer, frame->data, frame->len);
}

static void
say_text (Peer *peer, const char *text)
{
  say (peer, 0x81, text, strlen (text));
}

static void
broadcast (Fixture *fixture, RegieAudience audience, const char *text, guint64 seq)
{
  g_autoptr (GBytes) frame = regie_frame_new_text (text, strlen (text));
  regie_hub_broadcast (fixture->hub, audience, frame, seq);
}

static void
send_text (Fixture *fixture, Peer *peer, const char *text)
{
  g_autoptr (GBytes) frame = regie_frame_new_text (text, strlen (text));
  regie_hub_send (fixture->hub, peer->socket, frame);
}

static void
frames_have_the_header_that_their_size_needs (Fixture *fixture, gconstpointer data)
{
  static const gsize sizes[] = { 0, 1, 125, 126, 65535, 65536, 200000 };
  static const gsize heads[] = { 2, 2, 2, 4, 4, 10, 10 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *text = g_strnfill (sizes[i], 'x');
      g_autoptr (GBytes) frame = regie_frame_new_text (text, sizes[i]);
      const guint8 *bytes = g_bytes_get_data (frame, NULL);

      g_assert_cmpuint (g_bytes_get_size (frame), ==, sizes[i] + heads[i]);
      g_assert_cmpint (bytes[0], ==, 0x81);
      g_assert_cmpint (bytes[1] & 0x80, ==, 0);
    }
}

static void
everybody_live_gets_every_frame_once_in_order (Fixture *fixture, gconstpointer data)
{
  Peer *peers[700];

  for (guint i = 0; i < G_N_ELEMENTS (peers); i++)
    {
      peers[i] = join (fixture, REGIE_AUDIENCE_PUBLIC);
      g_assert_true (regie_hub_go_live (fixture->hub, peers[i]->socket, 0));
    }
  /* The second and third come while the first is on its way: a turn serves 200. */
  broadcast (fixture, REGIE_AUDIENCE_PUBLIC, "eins", 1);
  g_main_context_iteration (NULL, FALSE);
  broadcast (fixture, REGIE_AUDIENCE_PUBLIC, "zwei", 2);
  g_main_context_iteration (NULL, FALSE);
  broadcast (fixture, REGIE_AUDIENCE_STAFF, "intern", 3);
  broadcast (fixture, REGIE_AUDIENCE_PUBLIC, "drei", 4);
  for (guint i = 0; i < G_N_ELEMENTS (peers); i++)
    {
      guint8 opcode;

      assert_next (peers[i], "eins");
      assert_next (peers[i], "zwei");
      assert_next (peers[i], "drei");
      g_assert_null (take_frame (peers[i], &opcode));
    }
  for (guint i = 0; i < G_N_ELEMENTS (peers); i++)
    leave (peers[i]);
  wait_until (regie_hub_count_all (fixture->hub) == 0);
  g_assert_cmpuint (fixture->closed, ==, G_N_ELEMENTS (peers));
}

static void
who_leaves_in_the_middle_of_a_round_takes_nothing_from_others (Fixture *fixture, gconstpointer data)
{
  Peer *peers[900];

  for (guint i = 0; i < G_N_ELEMENTS (peers); i++)
    {
      peers[i] = join (fixture, REGIE_AUDIENCE_PUBLIC);
      g_assert_true (regie_hub_go_live (fixture->hub, peers[i]->socket, 0));
    }
  broadcast (fixture, REGIE_AUDIENCE_PUBLIC, "eins", 1);
  g_main_context_iteration (NULL, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (peers); i += 3)
    regie_hub_close (fixture->hub, peers[i]->socket, 1000, "");
  for (guint i = 0; i < G_N_ELEMENTS (peers); i++)
    {
      if (i % 3 != 0)
        assert_next (peers[i], "eins");
      leave (peers[i]);
    }
}

static void
a_message_arrives_whole_however_it_is_cut (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Peer) peer = join (fixture, REGIE_AUDIENCE_PUBLIC);
  g_autoptr (Peer) other = join (fixture, REGIE_AUDIENCE_PUBLIC);
  g_autoptr (GByteArray) frame = client_frame (0x81, "Grüße", strlen ("Grüße"));
  g_autofree char *large = g_strnfill (REGIE_HUB_MAX_MESSAGE, 'y');

  for (guint i = 0; i < frame->len; i++)
    {
      put (peer, frame->data + i, 1);
      /* Another one speaks in between: what is half read is not mixed up. */
      if (i == 3)
        say_text (other, "dazwischen");
      wait_until (g_main_context_iteration (NULL, FALSE) == FALSE);
    }
  wait_until (fixture->heard->len == 2);
  g_assert_cmpstr (g_ptr_array_index (fixture->heard, 0), ==, "dazwischen");
  g_assert_cmpstr (g_ptr_array_index (fixture->heard, 1), ==, "Grüße");

  /* Three fragments that split a character, a ping between them. */
  say (peer, 0x01, "Gr\xc3", 3);
  say (peer, 0x89, "noch da?", 8);
  say (peer, 0x00, "\xbc\xc3", 2);
  say (peer, 0x80,
       "\x9f"
       "e",
       2);
  wait_until (fixture->heard->len == 3);
  g_assert_cmpstr (g_ptr_array_index (fixture->heard, 2), ==, "Grüße");

  say_text (peer, large);
  say_text (peer, "");
  wait_until (fixture->heard->len == 5);
  g_assert_cmpuint (strlen (g_ptr_array_index (fixture->heard, 3)), ==, REGIE_HUB_MAX_MESSAGE);
  g_assert_cmpstr (g_ptr_array_index (fixture->heard, 4), ==, "");
  g_assert_null (peer->socket->reader);
}

static void
a_ping_is_answered_with_its_payload (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Peer) peer = join (fixture, REGIE_AUDIENCE_PUBLIC);
  g_autoptr (GBytes) pong = NULL;
  guint8 opcode = 0;

  say (peer, 0x89, "abc", 3);
  wait_until ((pong = take_frame (peer, &opcode)) != NULL);
  g_assert_cmpint (opcode, ==, 10);
  g_assert_cmpmem (g_bytes_get_data (pong, NULL), g_bytes_get_size (pong), "abc", 3);
}

static void
check_refused (Fixture *fixture, guint code, const void *bytes, gsize size)
{
  g_autoptr (Peer) peer = join (fixture, REGIE_AUDIENCE_PUBLIC);

  put (peer, bytes, size);
  g_assert_cmpuint (next_close (peer), ==, code);
  wait_until ((fill (peer), peer->ended));
}

static void
what_breaks_the_protocol_is_refused_with_its_code (Fixture *fixture, gconstpointer data)
{
  static const guint8 unmasked[] = { 0x81, 0x01, 'x' };
  static const guint8 reserved[] = { 0xc1, 0x80, 0, 0, 0, 0 };
  static const guint8 opcode[] = { 0x83, 0x80, 0, 0, 0, 0 };
  static const guint8 continued[] = { 0x80, 0x80, 0, 0, 0, 0 };
  static const guint8 long_ping[] = { 0x89, 0xfe, 0x01, 0x00, 0, 0, 0, 0 };
  /* Only the header: the length alone decides. */
  static const guint8 huge[] = { 0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff,
                                 0xff, 0xff, 0,    0,    0,    0,    'x' };
  g_autoptr (GByteArray) binary = client_frame (0x82, "x", 1);
  g_autoptr (GByteArray) broken = client_frame (0x81, "\xff\xfe", 2);

  check_refused (fixture, 1002, unmasked, sizeof unmasked);
  check_refused (fixture, 1002, reserved, sizeof reserved);
  check_refused (fixture, 1002, opcode, sizeof opcode);
  check_refused (fixture, 1002, continued, sizeof continued);
  check_refused (fixture, 1002, long_ping, sizeof long_ping);
  check_refused (fixture, 1009, huge, sizeof huge);
  check_refused (fixture, 1003, binary->data, binary->len);
  check_refused (fixture, 1007, broken->data, broken->len);
  g_assert_cmpuint (fixture->heard->len, ==, 0);
}

static void
who_sends_too_much_is_closed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Peer) peer = join (fixture, REGIE_AUDIENCE_PUBLIC);

  for (guint i = 0; i < 200; i++)
    say_text (peer, "ich");
  g_assert_cmpuint (next_close (peer), ==, 1008);
  g_assert_cmpuint (fixture->heard->len, <, 200);
}

static void
a_slow_consumer_is_cut_and_slows_nobody (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = g_strnfill (4000, 'z');

  regie_hub_set_stream_limits (fixture->hub, 200 * 1000, 1000);
  g_autoptr (Peer) slow = join (fixture, REGIE_AUDIENCE_PUBLIC);
  g_autoptr (Peer) quick = join (fixture, REGIE_AUDIENCE_PUBLIC);

  g_assert_true (regie_hub_go_live (fixture->hub, slow->socket, 0));
  g_assert_true (regie_hub_go_live (fixture->hub, quick->socket, 0));
  for (guint i = 1; i <= 500; i++)
    {
      broadcast (fixture, REGIE_AUDIENCE_PUBLIC, text, i);
      assert_next (quick, text);
    }
  wait_until (slow->socket->fd < 0);
  g_assert_cmpuint (regie_hub_get_cut (fixture->hub), ==, 1);
  g_assert_cmpuint (regie_hub_count (fixture->hub, REGIE_AUDIENCE_PUBLIC), ==, 1);
  g_assert_cmpuint (regie_hub_get_blocked (fixture->hub), ==, 0);
}

static void
who_was_slow_for_a_moment_gets_everything_untorn (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Peer) peer = join (fixture, REGIE_AUDIENCE_PUBLIC);
  g_autofree char *large = g_strnfill (600 * 1000, 'w');

  g_assert_true (regie_hub_go_live (fixture->hub, peer->socket, 0));
  broadcast (fixture, REGIE_AUDIENCE_PUBLIC, large, 1);
  wait_until (regie_hub_get_blocked (fixture->hub) == 1);
  /* For this one alone; must not get into the frame that is half sent. */
  send_text (fixture, peer, "nur du");
  broadcast (fixture, REGIE_AUDIENCE_PUBLIC, "danach", 2);
  assert_next (peer, large);
  assert_next (peer, "nur du");
  assert_next (peer, "danach");
  wait_until (regie_hub_get_blocked (fixture->hub) == 0);
}

/* The state that is sent may be older than the frame that is under way: what is between them follows. */
static void
who_starts_over_within_a_frame_misses_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Peer) peer = join (fixture, REGIE_AUDIENCE_STAFF);
  g_autofree char *large = g_strnfill (600 * 1000, 'w');

  g_assert_true (regie_hub_go_live (fixture->hub, peer->socket, 0));
  broadcast (fixture, REGIE_AUDIENCE_STAFF, "eins", 1);
  broadcast (fixture, REGIE_AUDIENCE_STAFF, large, 2);
  wait_until (regie_hub_get_blocked (fixture->hub) == 1);
  broadcast (fixture, REGIE_AUDIENCE_STAFF, "drei", 3);
  send_text (fixture, peer, "Stand bei null");
  g_assert_true (regie_hub_go_live (fixture->hub, peer->socket, 0));
  assert_next (peer, "eins");
  assert_next (peer, large);
  assert_next (peer, "Stand bei null");
  assert_next (peer, "eins");
  assert_next (peer, large);
  assert_next (peer, "drei");
}

static void
who_comes_back_gets_exactly_what_was_missed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Peer) peer = join (fixture, REGIE_AUDIENCE_STAFF);
  g_autoptr (Peer) late = join (fixture, REGIE_AUDIENCE_STAFF);

  regie_hub_set_stream_limits (fixture->hub, 1000 * 1000, 3);
  regie_hub_restart (fixture->hub, 10);
  broadcast (fixture, REGIE_AUDIENCE_STAFF, "elf", 11);
  broadcast (fixture, REGIE_AUDIENCE_STAFF, "vierzehn", 14);
  broadcast (fixture, REGIE_AUDIENCE_STAFF, "fünfzehn", 15);
  g_assert_false (regie_hub_go_live (fixture->hub, peer->socket, 9));
  g_assert_true (regie_hub_go_live (fixture->hub, peer->socket, 12));
  assert_next (peer, "vierzehn");
  assert_next (peer, "fünfzehn");
  broadcast (fixture, REGIE_AUDIENCE_STAFF, "sechzehn", 16);
  assert_next (peer, "sechzehn");
  /* The eleventh fell out: who has the tenth needs a snapshot, who has the eleventh does not. */
  g_assert_false (regie_hub_go_live (fixture->hub, late->socket, 10));
  g_assert_true (regie_hub_go_live (fixture->hub, late->socket, 11));
  assert_next (late, "vierzehn");
}

static void
who_is_silent_is_asked_and_then_cut (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Peer) silent = NULL;
  g_autoptr (GBytes) ping = NULL;
  guint8 opcode = 0;

  regie_hub_set_heartbeat (fixture->hub, 20, 200);
  silent = join (fixture, REGIE_AUDIENCE_PUBLIC);
  wait_until ((ping = take_frame (silent, &opcode)) != NULL);
  g_assert_cmpint (opcode, ==, 9);
  say (silent, 0x8a, NULL, 0);
  wait_until ((fill (silent), silent->ended));
  g_assert_cmpuint (fixture->closed, ==, 1);
}

static void
leaving_tells_everybody_and_waits_for_nobody (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Peer) peer = join (fixture, REGIE_AUDIENCE_PUBLIC);
  g_autoptr (Peer) fresh = join (fixture, REGIE_AUDIENCE_STAFF);
  g_autoptr (GBytes) bye = regie_frame_new_text ("bye", 3);

  g_assert_true (regie_hub_go_live (fixture->hub, peer->socket, 0));
  regie_hub_close_all (fixture->hub, bye);
  assert_next (peer, "bye");
  g_assert_cmpuint (next_close (peer), ==, 1001);
  assert_next (fresh, "bye");
  g_assert_cmpuint (next_close (fresh), ==, 1001);
  wait_until (regie_hub_count_all (fixture->hub) == 0);
}

static void
an_idle_socket_costs_little (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Peer) peer = join (fixture, REGIE_AUDIENCE_PUBLIC);

  say_text (peer, "hallo");
  wait_until (fixture->heard->len == 1);
  g_assert_null (peer->socket->reader);
  g_assert_cmpuint (sizeof (RegieSocket), <=, 256);
}

#define ADD(name) g_test_add ("/backend/hub/" #name, Fixture, NULL, set_up, name, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD (frames_have_the_header_that_their_size_needs);
  ADD (everybody_live_gets_every_frame_once_in_order);
  ADD (who_leaves_in_the_middle_of_a_round_takes_nothing_from_others);
  ADD (a_message_arrives_whole_however_it_is_cut);
  ADD (a_ping_is_answered_with_its_payload);
  ADD (what_breaks_the_protocol_is_refused_with_its_code);
  ADD (who_sends_too_much_is_closed);
  ADD (a_slow_consumer_is_cut_and_slows_nobody);
  ADD (who_was_slow_for_a_moment_gets_everything_untorn);
  ADD (who_starts_over_within_a_frame_misses_nothing);
  ADD (who_comes_back_gets_exactly_what_was_missed);
  ADD (who_is_silent_is_asked_and_then_cut);
  ADD (leaving_tells_everybody_and_waits_for_nobody);
  ADD (an_idle_socket_costs_little);
  return g_test_run ();
}
