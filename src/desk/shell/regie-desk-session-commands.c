/* regie-desk-session-commands.c: commands on their way, and what came of them
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-desk-session-private.h"

/* One command on its way. */
typedef struct
{
  RegieDeskSession *session;
  RegieRecord *record;
  guint64 expect_rev;
  /* (nullable): the message it is about, as it was shown */
  RegieRecord *seen;
} Command;

static void
command_free (Command *command)
{
  g_object_unref (command->session);
  regie_record_unref (command->record);
  g_clear_pointer (&command->seen, regie_record_unref);
  g_free (command);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Command, command_free)

const char *
regie_desk_session_subject (const RegieRecord *record)
{
  RegieField field = regie_record_type_subject (record->type);
  const char *subject = NULL;

  if (field != REGIE_N_FIELDS)
    subject = regie_record_get_string (record, field);
  return subject != NULL ? subject : regie_record_type_nick (record->type);
}

gboolean
regie_desk_session_is_pending (RegieDeskSession *self, const char *subject)
{
  g_return_val_if_fail (REGIE_IS_DESK_SESSION (self), FALSE);
  return subject != NULL && g_hash_table_contains (self->pending, subject);
}

const RegieRecord *
regie_desk_session_get_pending (RegieDeskSession *self, const char *subject)
{
  g_return_val_if_fail (REGIE_IS_DESK_SESSION (self), NULL);
  return subject != NULL ? g_hash_table_lookup (self->newest, subject) : NULL;
}

static void
regie_desk_session_count (RegieDeskSession *self, const char *subject, int change)
{
  int before = GPOINTER_TO_INT (g_hash_table_lookup (self->pending, subject));
  int after = before + change;

  if (after > 0)
    g_hash_table_insert (self->pending, g_strdup (subject), GINT_TO_POINTER (after));
  else
    {
      g_hash_table_remove (self->pending, subject);
      g_hash_table_remove (self->newest, subject);
    }
  if ((before > 0) != (after > 0))
    g_signal_emit_by_name (self, "pending-changed", subject);
}

/* Returns: whether somebody showed it to the operator. */
static gboolean
regie_desk_session_tell_conflict (const Command *command,
                                  const RegieConflict *other,
                                  const GError *error)
{
  RegieDeskConflict conflict = { .record = command->record,
                                 .expect_rev = command->expect_rev,
                                 .error = error,
                                 .seen = command->seen };
  gboolean shown = FALSE;

  if (other != NULL)
    {
      conflict.current = other->current;
      conflict.cause = other->cause;
      conflict.who = other->name;
    }

  g_signal_emit_by_name (command->session, "conflict", &conflict, &shown);
  return shown;
}

/* @other: (nullable): what somebody else did, if that is why */
static void
regie_desk_session_settle (Command *command, const RegieConflict *other, const GError *error)
{
  g_autofree char *subject = g_strdup (regie_desk_session_subject (command->record));

  regie_desk_session_count (command->session, subject, -1);
  if (error == NULL)
    return;
  g_message ("%s of %s was not applied: %s", regie_record_type_nick (command->record->type),
             subject, error->message);
  /* Without an answer it may have been applied all the same. */
  if (!g_error_matches (error, REGIE_CLIENT_ERROR, REGIE_CLIENT_OFFLINE))
    g_hash_table_remove (command->session->sent, command->record->cmd);
  if (!g_error_matches (error, REGIE_CLIENT_ERROR, REGIE_CLIENT_CONFLICT)
      || !regie_desk_session_tell_conflict (command, other, error))
    g_signal_emit_by_name (command->session, "failed", command->record, command->expect_rev, error);
}

/* The journal's record of a command of this desk: it also says by which id the operator goes. */
void
regie_desk_session_on_applied (RegieDeskSession *self, RegieRecord *record)
{
  if (record->cmd == NULL || !g_hash_table_remove (self->sent, record->cmd))
    return;
  if (record->by.id != NULL)
    regie_desk_session_set_me (self, record->by.id);
  g_signal_emit_by_name (self, "done", record);
}

/* What was applied meanwhile is part of the snapshot and will not be told one by one. */
void
regie_desk_session_on_loaded (RegieDeskSession *self)
{
  g_hash_table_remove_all (self->sent);
}

static void
regie_desk_session_on_sent (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Command) command = data;
  g_autoptr (RegieConflict) other = NULL;
  g_autoptr (GError) error = NULL;

  if (!regie_client_send_finish (REGIE_CLIENT (source), result, &error))
    other = regie_client_get_conflict (REGIE_CLIENT (source), result);
  regie_desk_session_settle (command, other, error);
}

gboolean
regie_desk_session_send (RegieDeskSession *self, RegieRecord *record, guint64 expect_rev)
{
  g_autoptr (Command) command = NULL;
  g_autoptr (GError) error = NULL;
  const char *reason;
  RegieMessage *message;

  g_return_val_if_fail (REGIE_IS_DESK_SESSION (self), FALSE);
  g_return_val_if_fail (record != NULL, FALSE);

  if (record->cmd == NULL)
    {
      g_autofree char *cmd = g_uuid_string_random ();

      regie_record_set_cmd (record, cmd);
    }
  g_hash_table_add (self->sent, g_strdup (record->cmd));
  command = g_new0 (Command, 1);
  command->session = g_object_ref (self);
  command->record = record;
  command->expect_rev = expect_rev;
  message = record->message != NULL ? regie_congress_find_message (self->congress, record->message)
                                    : NULL;
  if (message != NULL)
    command->seen = regie_record_ref ((RegieRecord *) regie_message_state (message));
  g_hash_table_insert (self->newest, g_strdup (regie_desk_session_subject (record)),
                       regie_record_ref (record));
  regie_desk_session_count (self, regie_desk_session_subject (record), 1);

  reason = regie_desk_session_get_reason (self);
  if (reason != NULL)
    {
      error = g_error_new_literal (REGIE_CLIENT_ERROR, REGIE_CLIENT_OFFLINE, reason);
      regie_desk_session_settle (command, NULL, error);
      return FALSE;
    }
  if (self->sink != NULL)
    {
      self->sink (record, expect_rev, self->sink_data, &error);
      regie_desk_session_settle (command, NULL, error);
      return TRUE;
    }
  regie_client_send_async (self->client, record, expect_rev, NULL, regie_desk_session_on_sent,
                           g_steal_pointer (&command));
  return TRUE;
}
