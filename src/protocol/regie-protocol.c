/* regie-protocol.c: records, commands and snapshots as JSON texts, and back
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-protocol"

#include "regie-protocol.h"

#include "regie-json.h"
#include "regie-record-json.h"
#include "regie-wire.h"

RegieRecord *
regie_record_from_json (const char *data, gsize size, GError **error)
{
  g_autoptr (JsonNode) root = regie_json_parse (data, size, REGIE_PROTOCOL_MAX_RECORD, error);
  return root != NULL ? regie_record_from_object (json_node_get_object (root), error) : NULL;
}

char *
regie_record_to_json (const RegieRecord *record, gsize *size)
{
  GString *json;

  g_return_val_if_fail (record != NULL, NULL);

  json = g_string_sized_new (512);
  regie_record_append (json, record);
  if (size != NULL)
    *size = json->len;
  return g_string_free (json, FALSE);
}

void
regie_command_free (RegieCommand *command)
{
  g_clear_pointer (&command->record, regie_record_unref);
  g_free (command);
}

RegieCommand *
regie_command_from_json (const char *data, gsize size, GError **error)
{
  g_autoptr (JsonNode) root = regie_json_parse (data, size, REGIE_PROTOCOL_MAX_COMMAND, error);
  g_autoptr (RegieCommand) command = NULL;
  JsonObject *object;
  JsonNode *member;
  gint64 number;

  if (root == NULL)
    return NULL;
  object = json_node_get_object (root);
  command = g_new0 (RegieCommand, 1);
  command->record = regie_command_record_from_object (object, error);
  if (command->record == NULL)
    return NULL;

  member = json_object_get_member (object, "expect_rev");
  if (member != NULL && !JSON_NODE_HOLDS_NULL (member))
    {
      if (!regie_json_get_int (member, "expect_rev", &number, error))
        return NULL;
      command->expect_rev = (guint64) number;
    }
  member = json_object_get_member (object, "not_after");
  if (member != NULL && !JSON_NODE_HOLDS_NULL (member)
      && !regie_json_get_time (member, "not_after", &command->not_after, error))
    return NULL;
  if (command->record->cmd == NULL)
    {
      regie_json_wrong (error, "cmd", "is missing");
      return NULL;
    }
  return g_steal_pointer (&command);
}

char *
regie_command_to_json (const RegieCommand *command, gsize *size)
{
  g_autoptr (RegieRecord) bare = NULL;
  GString *json;

  g_return_val_if_fail (command != NULL && command->record != NULL, NULL);

  /* The backend says who, when and where in the journal. */
  bare = regie_record_copy (command->record);
  bare->seq = 0;
  bare->at = 0;
  regie_record_set_by (bare, REGIE_ROLE_NONE, NULL);
  json = g_string_new (NULL);
  regie_record_append (json, bare);
  g_string_truncate (json, json->len - 1);
  if (command->expect_rev != 0)
    {
      regie_json_append_member (json, "expect_rev");
      regie_json_append_int (json, (gint64) command->expect_rev);
    }
  if (command->not_after != 0)
    {
      char time[REGIE_WIRE_TIME_SIZE];

      regie_wire_format_time (command->not_after, time);
      regie_json_append_member (json, "not_after");
      regie_json_append_string (json, time);
    }
  return regie_json_close (json, size);
}
