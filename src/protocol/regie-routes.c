/* regie-routes.c: which REST path stands for which record: the one table for both sides of the wire
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-protocol"

#include "regie-routes.h"

#include <string.h>

#define NONE REGIE_N_FIELDS
#define ROUTE(what, where, field, created, everybody, line)                                        \
  {                                                                                                \
    .type = REGIE_RECORD_##what,                                                                   \
    .method = "POST",                                                                              \
    .path = "/v1/" where,                                                                          \
    .subject = field,                                                                              \
    .creates = created,                                                                            \
    .audience = everybody,                                                                         \
    .summary = line,                                                                               \
  }
#define ON_STAGE(what, verb, line)                                                                 \
  ROUTE (STAGE_##what, "stages/{stage}/" verb, REGIE_FIELD_STAGE, NONE, FALSE, line)
#define ON_STAGE_MESSAGES(what, verb, line)                                                        \
  ROUTE (MESSAGE_##what, "stages/{stage}/" verb, REGIE_FIELD_STAGE, NONE, FALSE, line)
#define ON_PROGRAM(what, verb, line)                                                               \
  ROUTE (PROGRAM_##what, "program/" verb, NONE, NONE, FALSE, line)
#define ON_MESSAGE(what, verb, everybody, line)                                                    \
  ROUTE (MESSAGE_##what, "messages/{message}/" verb, REGIE_FIELD_MESSAGE, NONE, everybody, line)
#define ON_POLL(what, verb, everybody, line)                                                       \
  ROUTE (what, "polls/{poll}/" verb, REGIE_FIELD_POLL, NONE, everybody, line)

/* The same for several messages at once: they stand in the body. */
#define ON_MESSAGES(what, verb, line)                                                              \
  ROUTE (MESSAGE_##what, "messages/" verb, NONE, NONE, FALSE, line)
#define ON_STEP(what, verb, line)                                                                  \
  ROUTE (MESSAGE_##what, "steps/{step}/" verb, REGIE_FIELD_STEP, NONE, FALSE, line)

static const RegieRoute routes[] = {
  ON_STAGE (SET, "set", "Puts a stage off air, into countdown, live, on hold or ends it"),
  ON_STAGE (OVERLAY, "overlay", "Chooses what lies over a stage's picture"),
  ON_STAGE (CHANNEL, "channel", "Opens, pauses or closes a stage's channel for messages"),
  ON_STAGE (MODERATION, "moderation", "Switches between moderated and open mode"),
  ON_STAGE (SOURCES, "sources", "Sets the addresses of a stage's feeds"),
  ON_PROGRAM (ARM, "arm", "Arms a stage for the next take"),
  ON_PROGRAM (TAKE, "take", "Takes the armed stage to program"),
  ON_PROGRAM (TAKE_BACK, "take-back", "Takes the last take back"),
  ON_PROGRAM (HOLD, "hold", "Holds program, or lets it go on"),
  ROUTE (MESSAGE_SUBMIT,
         "messages",
         NONE,
         REGIE_FIELD_MESSAGE,
         TRUE,
         "Sends a question, a comment or praise"),
  ON_MESSAGE (WITHDRAW, "withdraw", TRUE, "Withdraws one's own message"),
  ON_MESSAGE (UPVOTE, "upvote", TRUE, "Votes a message up, or takes the vote back"),
  ON_MESSAGE (MOVE, "move", FALSE, "Moves a message to another state"),
  ON_MESSAGE (CLAIM, "claim", FALSE, "Takes a message to work on it, or gives it back"),
  ON_MESSAGE (EDIT, "edit", FALSE, "Edits a message's text and keeps the original"),
  ON_MESSAGE (CLASSIFY, "classify", FALSE, "Changes a message's kind"),
  ON_MESSAGE (LABEL, "label", FALSE, "Sets a message's labels"),
  ON_MESSAGE (RELABEL, "relabel", FALSE, "Adds labels to those of a message, or takes some off"),
  ON_MESSAGE (NOTE, "note", FALSE, "Sets a message's note for the staff"),
  ON_MESSAGE (MERGE, "merge", FALSE, "Merges a message into another one"),
  ON_MESSAGE (UNMERGE, "unmerge", FALSE, "Gives a merged message back"),
  ON_MESSAGE (ASSIGN, "assign", FALSE, "Says who on the panel is to answer"),
  ON_MESSAGE (PIN, "pin", FALSE, "Pins a message to the top, or lets it go"),
  ON_MESSAGE (ANSWER, "answer", FALSE, "Edits the written answer of an answered message"),
  ON_MESSAGE (FLAG, "flag", FALSE, "Sets or clears what makes a message suspicious"),
  ON_MESSAGE (RESTRAIN, "restrain", FALSE, "Slows or mutes the author of a message"),
  ON_MESSAGE (
      ADVANCE, "advance", FALSE, "The message on air is answered, and the next one goes on air"),
  ON_MESSAGES (MOVE, "move", "Moves several messages to another state"),
  ON_MESSAGES (CLASSIFY, "classify", "Changes the kind of several messages"),
  ON_MESSAGES (LABEL, "label", "Sets the labels of several messages"),
  ON_MESSAGES (
      RELABEL, "relabel", "Adds labels to those that several messages have, or takes some off"),
  ON_MESSAGES (ASSIGN, "assign", "Says for several messages who is to answer"),
  ON_MESSAGES (PIN, "pin", "Pins several messages, or lets them go"),
  ON_MESSAGES (FLAG, "flag", "Sets or clears the flags of several messages"),
  ON_STAGE_MESSAGES (ORDER, "order", "Puts the next messages of a stage into order"),
  ON_STEP (UNDO, "undo", "Takes back what one did"),
  ON_STEP (REDO, "redo", "Does again what one took back"),
  ROUTE (POLL_CREATE, "polls", NONE, REGIE_FIELD_POLL, FALSE, "Prepares a poll or a word cloud"),
  ON_POLL (POLL_OPEN, "open", FALSE, "Opens a poll for a new round"),
  ON_POLL (POLL_CLOSE, "close", FALSE, "Closes a poll"),
  ON_POLL (POLL_SHOW, "show", FALSE, "Chooses who sees a poll's result, and where"),
  ON_POLL (POLL_BALLOT, "ballot", TRUE, "Casts, replaces or withdraws one's ballot or words"),
  ON_POLL (WORD_BLOCK, "words/block", FALSE, "Hides a word from a word cloud, or shows it again"),
  ROUTE (CUE_SEND, "cues", NONE, REGIE_FIELD_CUE, FALSE, "Sends a cue to a stage"),
  ROUTE (CUE_MARK,
         "cues/{cue}/mark",
         REGIE_FIELD_CUE,
         NONE,
         FALSE,
         "Marks a cue as delivered, seen or acknowledged"),
  ROUTE (BACKSTAGE_POST,
         "backstage",
         NONE,
         REGIE_FIELD_POST,
         FALSE,
         "Writes to everybody behind the stages"),
  ROUTE (PERSON_ERASE,
         "messages/{message}/erase-author",
         REGIE_FIELD_MESSAGE,
         NONE,
         FALSE,
         "Erases the author of a message with everything they sent, for good"),
  ROUTE (PERSON_ERASE, "me/erase", NONE, NONE, TRUE, "Erases oneself, for good"),
};

const RegieRoute *
regie_routes (gsize *n_routes)
{
  g_return_val_if_fail (n_routes != NULL, NULL);

  *n_routes = G_N_ELEMENTS (routes);
  return routes;
}

const RegieRoute *
regie_route_for_type (RegieRecordType type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    if (routes[i].type == type)
      return &routes[i];
  return NULL;
}

const RegieRoute *
regie_route_for_record (const RegieRecord *record)
{
  g_return_val_if_fail (record != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      gboolean named =
          routes[i].subject == NONE || regie_record_get_string (record, routes[i].subject) != NULL;
      if (routes[i].type == record->type && named)
        return &routes[i];
    }
  return NULL;
}

static gboolean
is_id (const char *text, gsize length)
{
  if (length == 0 || length > 64)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && strchr ("._:-", text[i]) == NULL)
      return FALSE;
  return TRUE;
}

/* A template is plain text with at most one {field}. On a match @start and @length tell where the
 * field's value stands in @path; @length is 0 without a field. */
static gboolean
matches (const char *template, const char *path, const char **start, gsize *length)
{
  const char *open = strchr (template, '{');
  const char *rest;
  gsize head;

  *start = NULL;
  *length = 0;
  if (open == NULL)
    return strcmp (template, path) == 0;

  head = (gsize) (open - template);
  rest = strchr (open, '}') + 1;
  if (strncmp (template, path, head) != 0)
    return FALSE;
  *start = path + head;
  *length = strcspn (*start, "/");
  return is_id (*start, *length) && strcmp (*start + *length, rest) == 0;
}

gboolean
regie_path_match (const char *pattern, const char *path, char **subject)
{
  const char *start;
  gsize length;

  g_return_val_if_fail (pattern != NULL && path != NULL, FALSE);
  g_return_val_if_fail (subject != NULL, FALSE);

  *subject = NULL;
  if (!matches (pattern, path, &start, &length))
    return FALSE;
  if (start != NULL)
    *subject = g_strndup (start, length);
  return TRUE;
}

const RegieRoute *
regie_route_match (const char *path, char **subject)
{
  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (subject != NULL, NULL);

  *subject = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    if (regie_path_match (routes[i].path, path, subject))
      return &routes[i];
  return NULL;
}

char *
regie_route_path (const RegieRoute *route, const RegieRecord *record)
{
  const char *open;

  g_return_val_if_fail (route != NULL, NULL);
  g_return_val_if_fail (record != NULL && record->type == route->type, NULL);

  open = strchr (route->path, '{');
  if (open == NULL)
    return g_strdup (route->path);

  const char *id = regie_record_get_string (record, route->subject);
  g_return_val_if_fail (id != NULL, NULL);
  return g_strdup_printf ("%.*s%s%s", (int) (open - route->path), route->path, id,
                          strchr (open, '}') + 1);
}

/* The members that path and header tell, before those of the body: where the body repeats one, the
 * body's stands, and regie_route_command() compares. */
static GString *
complete (const RegieRoute *route,
          const char *subject,
          const char *cmd,
          const char *data,
          gsize size,
          GError **error)
{
  RegieField field = route->subject != NONE ? route->subject : route->creates;
  g_autoptr (GString) whole = g_string_sized_new (size + 256);
  gsize at = 0;

  while (at < size && g_ascii_isspace (data[at]))
    at++;
  if (at < size && data[at] != '{')
    {
      g_set_error_literal (error, REGIE_PROTOCOL_ERROR, REGIE_PROTOCOL_ERROR_SYNTAX,
                           "the body must be a JSON object");
      return NULL;
    }

  g_string_append_printf (whole, "{\"type\":\"%s\"", regie_record_type_nick (route->type));
  if (cmd != NULL)
    g_string_append_printf (whole, ",\"cmd\":\"%s\"", cmd);
  if (field != NONE && subject != NULL)
    g_string_append_printf (whole, ",\"%s\":\"%s\"", regie_field_name (field), subject);
  if (at == size)
    {
      g_string_append_c (whole, '}');
      return g_steal_pointer (&whole);
    }

  for (at++; at < size && g_ascii_isspace (data[at]);)
    at++;
  if (at < size && data[at] != '}')
    g_string_append_c (whole, ',');
  g_string_append_len (whole, data + at, (gssize) (size - at));
  return g_steal_pointer (&whole);
}

RegieCommand *
regie_route_command (const RegieRoute *route,
                     const char *subject,
                     const char *cmd,
                     const char *data,
                     gsize size,
                     GError **error)
{
  g_autoptr (RegieCommand) command = NULL;
  g_autoptr (GString) whole = NULL;

  g_return_val_if_fail (route != NULL, NULL);
  g_return_val_if_fail (subject == NULL || is_id (subject, strlen (subject)), NULL);

  if (cmd == NULL || !is_id (cmd, strlen (cmd)))
    {
      g_set_error (error, REGIE_PROTOCOL_ERROR, REGIE_PROTOCOL_ERROR_FIELD,
                   "cmd: the header %s must be a UUID", REGIE_HEADER_KEY);
      return NULL;
    }
  if (size > REGIE_PROTOCOL_MAX_COMMAND)
    {
      g_set_error (error, REGIE_PROTOCOL_ERROR, REGIE_PROTOCOL_ERROR_TOO_LARGE,
                   "the body may have %d bytes, this one has %" G_GSIZE_FORMAT,
                   REGIE_PROTOCOL_MAX_COMMAND, size);
      return NULL;
    }

  whole = complete (route, subject, cmd, data, size, error);
  if (whole == NULL)
    return NULL;
  command = regie_command_from_json (whole->str, whole->len, error);
  if (command == NULL)
    return NULL;

  const char *wrong = NULL;
  if (command->record->type != route->type)
    wrong = "type";
  else if (g_strcmp0 (command->record->cmd, cmd) != 0)
    wrong = "cmd";
  else if (route->subject != NONE
           && g_strcmp0 (regie_record_get_string (command->record, route->subject), subject) != 0)
    wrong = regie_field_name (route->subject);
  if (wrong != NULL)
    {
      g_set_error (error, REGIE_PROTOCOL_ERROR, REGIE_PROTOCOL_ERROR_FIELD,
                   "%s: does not agree with the path or the header", wrong);
      return NULL;
    }
  return g_steal_pointer (&command);
}
