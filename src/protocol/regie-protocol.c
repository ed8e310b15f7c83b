/* regie-protocol.c: records, commands and snapshots as JSON texts, and back
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-protocol"

#include "regie-protocol.h"

#include "regie-json.h"
#include "regie-record-json.h"

RegieRecord *
regie_record_from_json (const char *data, gsize size, GError **error)
{
  g_autoptr (JsonNode) root = regie_json_parse (data, size, REGIE_PROTOCOL_MAX_RECORD, error);
  return root != NULL ? regie_record_from_object (json_node_get_object (root), error) : NULL;
}

char *
regie_record_to_json (const RegieRecord *record, gsize *size)
{
  g_autoptr (JsonObject) object = NULL;

  g_return_val_if_fail (record != NULL, NULL);

  object = regie_record_to_object (record);
  return regie_json_write_object (object, size);
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
  g_autoptr (JsonObject) object = NULL;

  g_return_val_if_fail (command != NULL && command->record != NULL, NULL);

  object = regie_record_to_object (command->record);
  /* The backend says who, when and where in the journal. */
  json_object_remove_member (object, "seq");
  json_object_remove_member (object, "at");
  json_object_remove_member (object, "by");
  if (command->expect_rev != 0)
    json_object_set_int_member (object, "expect_rev", (gint64) command->expect_rev);
  if (command->not_after != 0)
    regie_json_add_time (object, "not_after", command->not_after);
  return regie_json_write_object (object, size);
}
