/* regie-events.c: the events endpoint: handshake, hello, resume, presence
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-backend"

#include "regie-config.h"

#include "regie-frame.h"
#include "regie-herald.h"
#include "regie-house.h"
#include "regie-http.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include <wslay/wslay.h>

/* In so many turns, one a second, the passes of all sockets are looked at. */
#define PASS_TURNS 10

typedef struct
{
  RegieHouse *house;
  RegiePass *pass;
} Guest;

static void
guest_free (Guest *guest, GClosure *closure)
{
  regie_pass_free (guest->pass);
  g_free (guest);
}

void
regie_house_send_event (RegieHouse *house, RegieSocket *socket, RegieEvent *event)
{
  gsize size;
  g_autofree char *json = regie_event_to_json (event, &size);
  g_autoptr (GBytes) frame = regie_frame_new_text (json, size);

  regie_hub_send (house->hub, socket, frame);
}

static void
say_hello (RegieHouse *house, RegieSocket *socket, const RegiePass *pass)
{
  const RegieRecord *congress =
      regie_congress_state (regie_conductor_get_congress (house->conductor));
  RegieJournal *journal = regie_conductor_get_journal (house->conductor);
  g_autoptr (RegieEvent) hello = regie_event_new (REGIE_EVENT_HELLO);

  hello->epoch = g_strdup (regie_journal_get_epoch (journal));
  hello->seq = regie_congress_get_seq (regie_conductor_get_congress (house->conductor));
  hello->server_time = regie_conductor_now (house->conductor);
  hello->role = pass->role;
  hello->congress = g_strdup (congress != NULL ? congress->title : NULL);
  hello->id = g_strdup (pass->id);
  hello->name = g_strdup (pass->name);
  hello->stages = g_strdupv (pass->stages);
  regie_house_send_event (house, socket, hello);
}

/* The 101 is written: from here on the socket is the hub's. */
static void
on_upgraded (SoupServerMessage *message, Guest *guest)
{
  int fd = fcntl (g_socket_get_fd (soup_server_message_get_socket (message)), F_DUPFD_CLOEXEC, 0);
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);
  RegieHouse *house = guest->house;
  RegieSocket *socket;

  if (fd < 0)
    {
      g_warning ("No file descriptor is left for a WebSocket");
      return;
    }
  socket =
      regie_hub_adopt (house->hub, fd, regie_audience_of_role (guest->pass->role), guest->pass->id);
  socket->role = guest->pass->role;
  if (socket->audience == REGIE_AUDIENCE_STAFF)
    regie_roster_arrive (house->roster, guest->pass->id, guest->pass->name, guest->pass->role,
                         regie_conductor_now (house->conductor));
  say_hello (house, socket, guest->pass);
}

void
regie_house_events (RegieHouse *house,
                    SoupServerMessage *message,
                    const RegiePass *pass,
                    GHashTable *query)
{
  char *protocols[] = { (char *) REGIE_PROTOCOL_NAME, NULL };
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autoptr (GError) error = NULL;
  Guest *guest;

  if (!soup_message_headers_header_contains (headers, "Upgrade", "websocket"))
    {
      regie_http_refuse (message, REGIE_ANSWER_INVALID, 426, "Not a WebSocket",
                         "This address speaks WebSocket only");
      soup_message_headers_replace (soup_server_message_get_response_headers (message), "Upgrade",
                                    "websocket");
      return;
    }
  if (regie_hub_count_all (house->hub) >= house->max_sockets)
    {
      /* Files must be left for requests, and for the journal. */
      regie_http_refuse (message, REGIE_ANSWER_UNAVAILABLE, 503, "Full",
                         "%u are connected, more than this computer allows; raise its limit of "
                         "open files",
                         house->max_sockets);
      return;
    }
  if (!regie_http_offers (message, REGIE_PROTOCOL_NAME))
    {
      regie_http_refuse (message, REGIE_ANSWER_INVALID, 400, "Another protocol",
                         "This backend speaks the WebSocket subprotocol " REGIE_PROTOCOL_NAME);
      return;
    }
  if (!soup_websocket_server_check_handshake (message, NULL, protocols, NULL, &error))
    {
      regie_http_refuse (message, REGIE_ANSWER_INVALID, 400, "Not a WebSocket", "%s",
                         error->message);
      return;
    }
  if (!soup_websocket_server_process_handshake (message, NULL, protocols, NULL, NULL))
    return;
  guest = g_new (Guest, 1);
  *guest = (Guest) { .house = house, .pass = regie_pass_copy (pass) };
  g_signal_connect_data (message, "wrote-informational", G_CALLBACK (on_upgraded), guest,
                         (GClosureNotify) guest_free, G_CONNECT_DEFAULT);
}

static void
count_watching (gpointer data, gpointer user_data)
{
  const RegieSocket *socket = data;

  if (socket->live && socket->role == REGIE_ROLE_PARTICIPANT)
    (*(guint *) user_data)++;
}

static GBytes *
presence_frame (RegieHouse *house)
{
  g_autoptr (RegieEvent) event = regie_event_new (REGIE_EVENT_PRESENCE);
  g_autofree char *json = NULL;
  guint watching = 0;
  gsize size;

  regie_hub_foreach (house->hub, count_watching, &watching);
  event->watching = watching;
  event->staff = regie_hub_count (house->hub, REGIE_AUDIENCE_STAFF);
  event->people = regie_roster_list (house->roster);
  json = regie_event_to_json (event, &size);
  return regie_frame_new_text (json, size);
}

/* What somebody who has gone was working on is free for the others. */
static void
release_gone (RegieHouse *house)
{
  g_autoptr (GPtrArray) gone =
      regie_roster_take_gone (house->roster, regie_conductor_now (house->conductor));

  for (guint i = 0; i < gone->len; i++)
    regie_timekeeper_release_claims (house->timekeeper, g_ptr_array_index (gone, i));
}

void
regie_house_tell_presence (RegieHouse *house)
{
  g_autoptr (GBytes) frame = NULL;

  release_gone (house);
  frame = presence_frame (house);
  /* The same as the last time: nothing to tell. */
  if (house->presence != NULL && g_bytes_equal (frame, house->presence))
    return;
  regie_hub_broadcast_droppable (house->hub, REGIE_AUDIENCE_STAFF, frame);
  g_clear_pointer (&house->presence, g_bytes_unref);
  house->presence = g_steal_pointer (&frame);
}

void
regie_house_greet (RegieSocket *socket, gpointer user_data)
{
  RegieHouse *house = user_data;

  if (socket->audience == REGIE_AUDIENCE_STAFF)
    {
      g_autoptr (GBytes) frame = presence_frame (house);
      regie_hub_send_droppable (house->hub, socket, frame);
    }
  else if (socket->role == REGIE_ROLE_PARTICIPANT)
    regie_house_send_own (house, socket, regie_people_get_messages (house->people, socket->id));
}

static void
resume (RegieHouse *house, RegieSocket *socket, const RegieEvent *event)
{
  RegieJournal *journal = regie_conductor_get_journal (house->conductor);
  guint64 newest = regie_congress_get_seq (regie_conductor_get_congress (house->conductor));
  gboolean known = g_strcmp0 (event->epoch, regie_journal_get_epoch (journal)) == 0
                   && event->seq > 0 && event->seq <= newest;

  if (known && !socket->awaits && regie_hub_go_live (house->hub, socket, event->seq))
    regie_house_greet (socket, house);
  else
    regie_newcomers_admit (house->newcomers, socket);
}

/* Where somebody is at work is told with the next presence; who works on a claimed message keeps it. */
static void
take_place (RegieHouse *house, RegieSocket *socket, const RegieEvent *event)
{
  gint64 now = regie_conductor_now (house->conductor);

  if (socket->audience != REGIE_AUDIENCE_STAFF)
    return;
  regie_roster_place (house->roster, socket->id, event->stage, event->view, event->message, now);
  if (event->message != NULL)
    regie_timekeeper_renew_claim (house->timekeeper, event->message, socket->id, now);
}

static void
on_message (RegieHub *hub, RegieSocket *socket, const char *text, gsize size, gpointer user_data)
{
  RegieHouse *house = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RegieEvent) event = regie_event_from_json (text, size, &error);

  if (event == NULL)
    {
      if (!g_error_matches (error, REGIE_PROTOCOL_ERROR, REGIE_PROTOCOL_ERROR_UNKNOWN_TYPE))
        regie_hub_close (hub, socket, WSLAY_CODE_POLICY_VIOLATION,
                         "not an event of " REGIE_PROTOCOL_NAME);
      return;
    }
  if (event->type == REGIE_EVENT_RESUME)
    resume (house, socket, event);
  else if (event->type == REGIE_EVENT_PLACE)
    take_place (house, socket, event);
  else if (event->type == REGIE_EVENT_PING)
    {
      event->type = REGIE_EVENT_PONG;
      event->server_time = regie_conductor_now (house->conductor);
      regie_house_send_event (house, socket, event);
    }
}

static void
on_closed (RegieHub *hub, RegieSocket *socket, gpointer user_data)
{
  RegieHouse *house = user_data;

  if (socket->audience == REGIE_AUDIENCE_STAFF && !house->leaving)
    regie_roster_leave (house->roster, socket->id, regie_conductor_now (house->conductor));
}

const RegieHubHandler regie_house_hub_handler = { .message = on_message, .closed = on_closed };

typedef struct
{
  RegieHouse *house;
  GPtrArray *revoked;
  guint place;
} PassCheck;

static void
check_pass (gpointer data, gpointer user_data)
{
  RegieSocket *socket = data;
  PassCheck *check = user_data;
  const RegiePass *pass;

  /* Staff every time, of thousands of participants every tenth: none of it is to be felt. */
  if (socket->audience != REGIE_AUDIENCE_STAFF
      && check->place++ % PASS_TURNS != check->house->pass_turn)
    return;
  pass = regie_registry_find_id (check->house->registry, socket->id);
  if (pass == NULL || pass->revoked)
    g_ptr_array_add (check->revoked, regie_socket_ref (socket));
}

void
regie_house_check_passes (RegieHouse *house)
{
  g_autoptr (GPtrArray) revoked =
      g_ptr_array_new_with_free_func ((GDestroyNotify) regie_socket_unref);
  PassCheck check = { .house = house, .revoked = revoked };

  house->pass_turn = (house->pass_turn + 1) % PASS_TURNS;
  regie_hub_foreach (house->hub, check_pass, &check);
  for (guint i = 0; i < revoked->len; i++)
    regie_hub_close (house->hub, g_ptr_array_index (revoked, i), WSLAY_CODE_POLICY_VIOLATION,
                     "the pass was revoked");
}
