/* whole-backend.h: a whole backend in this process, commands to it, and copies of its congress
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-server.h"
#include "regie-sqlite-journal.h"
#include "wait-until.h"

#include <glib/gstdio.h>

typedef struct
{
  char *dir;
  RegieSqliteJournal *journal;
  RegieServer *server;
  SoupSession *session;
  char *tokens[REGIE_ROLE_ADMIN + 1];
} Fixture;

/** Somebody who keeps a copy of the congress. */
typedef struct
{
  RegieCongress *congress;
  SoupWebsocketConnection *line;
  char *epoch;
  guint snapshots;
  /* parts of a snapshot, and (element-type RegieRecord) (nullable): what is in them */
  guint parts;
  GPtrArray *state;
  guint64 state_seq;
  /* what was told of own messages: id → state */
  GHashTable *own;
  gboolean closed;
} Copy;

static void
on_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static char *
make_token (Fixture *fixture, RegieRole role)
{
  RegieRegistry *registry = regie_server_get_house (fixture->server)->registry;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *token;

  regie_registry_add_async (registry, role, NULL, NULL, NULL, g_get_real_time (), NULL, on_result,
                            &result);
  wait_until (result != NULL);
  token = regie_registry_add_finish (registry, result, NULL, &error);
  g_assert_no_error (error);
  return token;
}

static void
start (Fixture *fixture)
{
  RegieSettings *settings = regie_settings_new ();
  g_autofree char *path = g_build_filename (fixture->dir, "congress.sqlite", NULL);
  g_autoptr (GError) error = NULL;

  g_set_str (&settings->listen, "127.0.0.1:0");
  g_set_str (&settings->access_code, "LINDE");
  settings->rate = 0;
  fixture->journal = regie_sqlite_journal_open (path, &error);
  g_assert_no_error (error);
  fixture->server = regie_server_new (settings, REGIE_JOURNAL (fixture->journal),
                                      regie_sqlite_journal_get_registry (fixture->journal), &error);
  g_assert_no_error (error);
  regie_server_listen (fixture->server, &error);
  g_assert_no_error (error);
}

static void
stop (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  regie_server_leave (fixture->server);
  regie_journal_close (REGIE_JOURNAL (fixture->journal), &error);
  g_assert_no_error (error);
  g_assert_finalize_object (g_steal_pointer (&fixture->server));
  g_assert_finalize_object (g_steal_pointer (&fixture->journal));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->dir = g_dir_make_tmp ("regie-server-XXXXXX", &error);
  g_assert_no_error (error);
  start (fixture);
  fixture->session = soup_session_new ();
  for (int role = REGIE_ROLE_PARTICIPANT; role <= REGIE_ROLE_ADMIN; role++)
    fixture->tokens[role] = make_token (fixture, (RegieRole) role);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->dir, 0, NULL);
  const char *name;

  stop (fixture);
  soup_session_abort (fixture->session);
  g_object_unref (fixture->session);
  for (int role = REGIE_ROLE_PARTICIPANT; role <= REGIE_ROLE_ADMIN; role++)
    g_free (fixture->tokens[role]);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->dir, name, NULL);
      g_unlink (path);
    }
  g_rmdir (fixture->dir);
  g_free (fixture->dir);
}

static SoupMessage *
message_to (Fixture *fixture, const char *method, const char *path, const char *token)
{
  g_autofree char *uri = g_strconcat (regie_server_get_address (fixture->server), path, NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);
  SoupMessage *message = soup_message_new (method, uri);

  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", bearer);
  return message;
}

/** Sends a command with @token and returns the HTTP status. @text: (out) (optional): the answer */
static guint
send_as (Fixture *fixture, const char *token, const char *path, const char *body, char **text)
{
  g_autoptr (SoupMessage) message = message_to (fixture, "POST", path, token);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  g_autofree char *key = g_uuid_string_random ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;

  soup_message_headers_append (soup_message_get_request_headers (message), "Idempotency-Key", key);
  soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  soup_session_send_and_read_async (fixture->session, message, G_PRIORITY_DEFAULT, NULL, on_result,
                                    &result);
  wait_until (result != NULL);
  answer = soup_session_send_and_read_finish (fixture->session, result, &error);
  g_assert_no_error (error);
  if (text != NULL)
    *text = g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));
  return soup_message_get_status (message);
}

static guint
send_command (Fixture *fixture, RegieRole role, const char *path, const char *body)
{
  return send_as (fixture, fixture->tokens[role], path, body, NULL);
}

#define assert_applied(fixture, role, path, body)                                                  \
  g_assert_cmpuint (send_command (fixture, REGIE_ROLE_##role, path, body), ==, 200)

static void
take_record (Copy *copy, RegieRecord *record)
{
  g_autoptr (RegieRecord) state = NULL;

  /* What the audience is told of one record may be several states with one seq. */
  if (regie_record_type_is_state (record->type)
      && record->seq == regie_congress_get_seq (copy->congress))
    {
      state = regie_record_copy (record);
      state->seq = 0;
    }
  regie_congress_apply (copy->congress, state != NULL ? state : record, NULL);
}

static void
take_part (Copy *copy, RegieEvent *event)
{
  g_autoptr (GError) error = NULL;

  copy->parts++;
  if (copy->state_seq != event->seq)
    g_clear_pointer (&copy->state, g_ptr_array_unref);
  copy->state_seq = event->seq;
  if (copy->state == NULL)
    copy->state = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);
  g_ptr_array_extend_and_steal (copy->state, g_steal_pointer (&event->records));
  if (event->more)
    return;
  copy->snapshots++;
  g_assert_true (regie_congress_load (copy->congress, copy->state, event->seq, &error));
  g_clear_pointer (&copy->state, g_ptr_array_unref);
}

static void
on_text (SoupWebsocketConnection *line, int type, GBytes *bytes, gpointer user_data)
{
  Copy *copy = user_data;
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  g_autoptr (RegieEvent) event = regie_event_from_json (text, size, &error);

  g_assert_no_error (error);
  if (event->type == REGIE_EVENT_HELLO)
    {
      g_autoptr (RegieEvent) resume = regie_event_new (REGIE_EVENT_RESUME);
      g_autofree char *json = NULL;

      resume->epoch = g_strdup (copy->epoch);
      resume->seq = regie_congress_get_seq (copy->congress);
      json = regie_event_to_json (resume, NULL);
      soup_websocket_connection_send_text (line, json);
      g_set_str (&copy->epoch, event->epoch);
    }
  else if (event->type == REGIE_EVENT_SNAPSHOT)
    take_part (copy, event);
  else if (event->type == REGIE_EVENT_OWN)
    for (guint i = 0; i < event->records->len; i++)
      {
        RegieRecord *state = g_ptr_array_index (event->records, i);
        g_hash_table_insert (copy->own, g_strdup (state->message), regie_record_ref (state));
      }
  else if (event->type == REGIE_EVENT_RECORDS)
    for (guint i = 0; i < event->records->len; i++)
      take_record (copy, g_ptr_array_index (event->records, i));
}

static void
on_line_closed (SoupWebsocketConnection *line, gpointer user_data)
{
  Copy *copy = user_data;
  copy->closed = TRUE;
}

static void
open_line (Fixture *fixture, Copy *copy, RegieRole role)
{
  char *protocols[] = { (char *) REGIE_PROTOCOL_NAME, NULL };
  g_autoptr (SoupMessage) message =
      message_to (fixture, "GET", "/v1/events", fixture->tokens[role]);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  copy->closed = FALSE;
  soup_session_websocket_connect_async (fixture->session, message, NULL, protocols,
                                        G_PRIORITY_DEFAULT, NULL, on_result, &result);
  wait_until (result != NULL);
  copy->line = soup_session_websocket_connect_finish (fixture->session, result, &error);
  g_assert_no_error (error);
  soup_websocket_connection_set_max_incoming_payload_size (copy->line, 0);
  g_signal_connect (copy->line, "message", G_CALLBACK (on_text), copy);
  g_signal_connect (copy->line, "closed", G_CALLBACK (on_line_closed), copy);
}

static void
close_line (Copy *copy)
{
  if (!copy->closed)
    soup_websocket_connection_close (copy->line, SOUP_WEBSOCKET_CLOSE_NORMAL, NULL);
  wait_until (copy->closed);
  g_clear_object (&copy->line);
}

static Copy *
copy_new (void)
{
  Copy *copy = g_new0 (Copy, 1);
  copy->congress = regie_congress_new ();
  copy->own =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) regie_record_unref);
  return copy;
}

static void
copy_free (Copy *copy)
{
  close_line (copy);
  g_object_unref (copy->congress);
  g_clear_pointer (&copy->state, g_ptr_array_unref);
  g_hash_table_unref (copy->own);
  g_free (copy->epoch);
  g_free (copy);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Copy, copy_free)

static gboolean
is_same (Fixture *fixture, Copy *copy, const RegieViewer *viewer)
{
  RegieHouse *house = regie_server_get_house (fixture->server);
  g_autofree char *theirs =
      regie_congress_hash (regie_conductor_get_congress (house->conductor), viewer);
  g_autofree char *ours = regie_congress_hash (copy->congress, viewer);

  return g_str_equal (theirs, ours);
}
