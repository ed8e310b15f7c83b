/* regie-commands.c: commands as they come over HTTP
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-backend"

#include "regie-config.h"

#include "regie-house.h"
#include "regie-http.h"
#include "regie-plan-import.h"
#include "regie-refusal.h"
#include "regie-routes.h"

/* A text is work for people: it counts as much as so many other commands. */
#define COST_OF_TEXT 5

static RegieViewer
viewer_of (const RegiePass *pass)
{
  return (RegieViewer) {
    .role = pass->role,
    .id = pass->id,
    .stages = (const char *const *) pass->stages,
  };
}

static void
on_done (const RegieReply *reply, gpointer user_data)
{
  g_autoptr (SoupServerMessage) message = user_data;

  regie_http_answer_reply (message, reply);
  soup_server_message_unpause (message);
}

static gboolean
is_json (SoupServerMessage *message)
{
  const char *type = soup_message_headers_get_content_type (
      soup_server_message_get_request_headers (message), NULL);
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  return body->length == 0 || g_strcmp0 (type, "application/json") == 0;
}

static gboolean
within_rate (RegieHouse *house,
             SoupServerMessage *message,
             const RegiePass *pass,
             const RegieRoute *route)
{
  double cost = route->type == REGIE_RECORD_MESSAGE_SUBMIT ? COST_OF_TEXT : 1;
  g_autoptr (RegieReply) reply = NULL;
  guint wait;

  if (pass->role != REGIE_ROLE_PARTICIPANT)
    return TRUE;
  wait = regie_limiter_take (house->commands, pass->id, cost, g_get_monotonic_time ());
  if (wait == 0)
    return TRUE;
  reply = regie_refusal_new_wait (REGIE_REPLY_TOO_MANY, wait, "Too many at a time",
                                  "That is more than one person can do");
  regie_http_answer_reply (message, reply);
  return FALSE;
}

static RegieCommand *
read_command (SoupServerMessage *message,
              const RegieRoute *route,
              const char *subject,
              GError **error)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *key = soup_message_headers_get_one (headers, REGIE_HEADER_KEY);
  g_autoptr (GBytes) body =
      soup_message_body_flatten (soup_server_message_get_request_body (message));
  gsize size;
  const char *data = g_bytes_get_data (body, &size);

  return regie_route_command (route, subject, key, data != NULL ? data : "", size, error);
}

/* Whether @viewer may do such a thing there, whatever the body says: nobody learns by an error text
 * what a command looks like that is not theirs. Answers if not. */
static gboolean
may_at_all (RegieHouse *house,
            SoupServerMessage *message,
            const RegieViewer *viewer,
            const RegieRoute *route,
            const char *subject)
{
  g_autoptr (RegieRecord) bare = regie_record_new (route->type);
  g_autoptr (RegieReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  if (route->subject != REGIE_N_FIELDS)
    regie_record_set_string (bare, route->subject, subject);
  if (regie_viewer_may (regie_conductor_get_congress (house->conductor), viewer, bare, &error))
    return TRUE;
  reply = regie_refusal_from_error (error);
  regie_http_answer_reply (message, reply);
  return FALSE;
}

/* Under which name something stands is not for the sender to choose, if the pass has one. */
static void
sign (RegieRecord *record, const RegiePass *pass)
{
  RegieFieldSet fields = regie_record_type_optional (record->type);

  if (pass->name != NULL && (fields & REGIE_HAS (NAME)) != 0)
    regie_record_set_string (record, REGIE_FIELD_NAME, pass->name);
}

void
regie_house_command (RegieHouse *house,
                     SoupServerMessage *message,
                     const RegiePass *pass,
                     const char *path)
{
  g_autofree char *subject = NULL;
  const RegieRoute *route = regie_route_match (path, &subject);
  RegieViewer viewer = viewer_of (pass);
  RegieCommand *command;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (route != NULL);

  if (!may_at_all (house, message, &viewer, route, subject))
    return;
  if (!is_json (message))
    {
      regie_http_refuse (message, REGIE_ANSWER_INVALID, 415, "Wrong type of content",
                         "The body must be application/json");
      return;
    }
  if (!within_rate (house, message, pass, route))
    return;
  if (route->creates != REGIE_N_FIELDS && subject == NULL)
    {
      g_autofree char *uuid = g_uuid_string_random ();
      subject = g_strdup_printf ("%c-%.18s", regie_field_name (route->creates)[0], uuid);
    }
  command = read_command (message, route, subject, &error);
  if (command == NULL)
    {
      g_autoptr (RegieReply) reply = regie_refusal_from_error (error);
      regie_http_answer_reply (message, reply);
      return;
    }
  if (pass->role > REGIE_ROLE_PARTICIPANT)
    sign (command->record, pass);
  soup_server_message_pause (message);
  if (route->type == REGIE_RECORD_PERSON_ERASE)
    regie_eraser_submit (house->eraser, &viewer, command, on_done, g_object_ref (message));
  else
    regie_conductor_submit (house->conductor, &viewer, command, on_done, g_object_ref (message));
}

void
regie_house_import (RegieHouse *house,
                    SoupServerMessage *message,
                    const RegiePass *pass,
                    GHashTable *query)
{
  RegieViewer viewer = viewer_of (pass);
  g_autoptr (GBytes) body =
      soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autoptr (GPtrArray) states = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *data = g_bytes_get_data (body, &size);

  states = regie_snapshot_from_json (data != NULL ? data : "", size, NULL, NULL, &error);
  if (states == NULL)
    {
      g_autoptr (RegieReply) reply = regie_refusal_from_error (error);
      regie_http_answer_reply (message, reply);
      return;
    }
  soup_server_message_pause (message);
  regie_plan_import (house->conductor, &viewer, states, on_done, g_object_ref (message));
}
