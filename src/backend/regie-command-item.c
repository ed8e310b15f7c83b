/* regie-command-item.c: a command on its way through the conductor
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-backend"

#include "regie-config.h"

#include "regie-command-item.h"

typedef struct
{
  RegieConductorDone done;
  gpointer user_data;
} Listener;

gboolean
regie_record_type_is_crowd (RegieRecordType type)
{
  return type == REGIE_RECORD_POLL_BALLOT || type == REGIE_RECORD_MESSAGE_UPVOTE
         || type == REGIE_RECORD_MESSAGE_SUBMIT;
}

RegieCommandItem *
regie_command_item_new (RegieConductor *conductor, const RegieViewer *viewer, RegieCommand *command)
{
  RegieCommandItem *self = g_new0 (RegieCommandItem, 1);

  self->conductor = g_object_ref (conductor);
  self->command = command;
  self->viewer_id = g_strdup (viewer->id);
  self->viewer_stages = g_strdupv ((char **) viewer->stages);
  self->viewer = (RegieViewer) {
    .role = viewer->role,
    .id = self->viewer_id,
    .stages = (const char *const *) self->viewer_stages,
  };
  self->came = g_get_monotonic_time ();
  self->listeners = g_array_new (FALSE, FALSE, sizeof (Listener));
  return self;
}

static void
item_free (RegieCommandItem *self)
{
  regie_command_free (self->command);
  g_free (self->viewer_id);
  g_strfreev (self->viewer_stages);
  g_array_unref (self->listeners);
  g_object_unref (self->conductor);
  g_free (self);
}

void
regie_command_item_listen (RegieCommandItem *self, RegieConductorDone done, gpointer user_data)
{
  Listener listener = { done, user_data };

  if (done != NULL)
    g_array_append_val (self->listeners, listener);
}

/* What the staff did stands in the log, with what came of it; what the crowd does would fill it. */
static void
log_answer (const RegieCommandItem *self, const RegieReply *reply)
{
  const RegieRecord *record = self->command->record;
  g_autofree char *seq = NULL;

  if (regie_record_type_is_crowd (record->type) || self->checked
      || self->viewer.role < REGIE_ROLE_MODERATOR || self->viewer.role == REGIE_ROLE_SYSTEM)
    return;
  seq = g_strdup_printf ("%" G_GUINT64_FORMAT, record->seq);
  g_log_structured (G_LOG_DOMAIN, G_LOG_LEVEL_INFO, "REGIE_COMMAND",
                    regie_record_type_nick (record->type), "REGIE_BY",
                    self->viewer_id != NULL ? self->viewer_id : "", "REGIE_ROLE",
                    regie_enum_nick (REGIE_TYPE_ROLE, (int) self->viewer.role), "REGIE_ANSWER",
                    regie_answer_nick (reply->answer), "REGIE_SEQ", seq, "MESSAGE", "%s",
                    reply->detail != NULL ? reply->detail : "done");
}

void
regie_command_item_answer (RegieCommandItem *self, RegieReply *reply)
{
  log_answer (self, reply);
  for (guint i = 0; i < self->listeners->len; i++)
    {
      Listener *listener = &g_array_index (self->listeners, Listener, i);

      if (i == 1 && reply->answer == REGIE_ANSWER_APPLIED)
        reply->answer = REGIE_ANSWER_DUPLICATE;
      listener->done (reply, listener->user_data);
    }
  item_free (self);
}
