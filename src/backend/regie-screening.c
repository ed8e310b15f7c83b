/* regie-screening.c: what the audience sends is looked at before it is taken
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-backend"

#include "regie-config.h"

#include "regie-refusal.h"
#include "regie-screener.h"
#include "regie-screening.h"

struct _RegieScreening
{
  RegieConductor *conductor;
  RegiePeople *people;
  RegieScreener *screener;
};

/* What the author of @submit faces, as a refusal; NULL: nothing that stands in the way. */
static RegieReply *
hold_back (RegieScreening *self, const RegieRecord *submit, RegieRestraint restraint)
{
  RegieReply *reply;
  gint64 last;
  gint64 wait;

  if (restraint == REGIE_RESTRAINT_MUTE)
    {
      reply = regie_refusal_new (REGIE_ANSWER_DENIED, 403, "Not allowed",
                                 "The moderators have taken writing away from you; reading and "
                                 "voting go on");
      reply->code = REGIE_REPLY_MUTED;
      return reply;
    }
  if (restraint != REGIE_RESTRAINT_SLOW)
    return NULL;
  last = regie_screener_last_sent (self->screener, submit->by.id, submit->cmd);
  wait = last + REGIE_SLOW_PAUSE - submit->at;
  if (last == 0 || wait <= 0)
    return NULL;
  wait = (wait + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC;
  return regie_refusal_new_wait (REGIE_REPLY_SLOWED, wait, "Too many at a time",
                                 "The moderators have slowed you down");
}

static RegieReply *
inspect (RegieRecord *record, gpointer user_data)
{
  RegieScreening *self = user_data;
  g_auto (GStrv) flags = NULL;
  RegieRestraint restraint;
  RegieReply *refusal;

  if (record->type != REGIE_RECORD_MESSAGE_SUBMIT || record->by.role != REGIE_ROLE_PARTICIPANT)
    return NULL;
  restraint = regie_people_get_restraint (self->people, record->by.id);
  refusal = hold_back (self, record, restraint);
  if (refusal != NULL)
    return refusal;
  flags = regie_screener_look (self->screener, record);
  regie_record_set_strings (record, REGIE_FIELD_FLAGS, (const char *const *) flags);
  /* Moderators see it on every card of the author's, and never who that is. */
  if (restraint != REGIE_RESTRAINT_NONE)
    regie_record_set_int (record, REGIE_FIELD_RESTRAINT, restraint);
  return NULL;
}

/* Adds the hint to the flags a message has. */
static void
flag_brigade (RegieScreening *self, const RegieRecord *message)
{
  const char *hint = regie_enum_nick (REGIE_TYPE_FLAG, REGIE_FLAG_BRIGADE);
  g_autoptr (RegieRecord) flag = regie_record_new (REGIE_RECORD_MESSAGE_FLAG);
  g_autoptr (GStrvBuilder) flags = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  if (message->flags != NULL && g_strv_contains ((const char *const *) message->flags, hint))
    return;
  if (message->flags != NULL)
    g_strv_builder_addv (flags, (const char **) message->flags);
  g_strv_builder_add (flags, hint);
  all = g_strv_builder_end (flags);
  regie_record_set_string (flag, REGIE_FIELD_MESSAGE, message->message);
  regie_record_set_strings (flag, REGIE_FIELD_FLAGS, (const char *const *) all);
  regie_conductor_append_own (self->conductor, flag, (guint64) message->rev, NULL, NULL);
}

static void
on_applied (RegieCongress *congress, const RegieRecord *record, RegieScreening *self)
{
  gboolean loading = regie_conductor_is_loading (self->conductor);
  RegieMessage *message;
  GPtrArray *upvotes;

  if (record->type == REGIE_RECORD_PERSON_ERASE && record->author != NULL)
    regie_screener_forget (self->screener, record->author);
  if (record->by.role != REGIE_ROLE_PARTICIPANT || record->by.id == NULL)
    return;
  if (record->type == REGIE_RECORD_MESSAGE_SUBMIT && loading)
    regie_screener_remember (self->screener, record, regie_conductor_now (self->conductor));
  if (record->type != REGIE_RECORD_MESSAGE_UPVOTE || !record->on || loading)
    return;
  message = regie_congress_find_message (congress, record->message);
  upvotes = regie_people_get_upvotes (self->people, record->by.id);
  if (regie_screener_vote (self->screener, record->message, upvotes == NULL || upvotes->len <= 1,
                           record->at)
      && message != NULL)
    flag_brigade (self, regie_message_state (message));
}

RegieScreening *
regie_screening_new (RegieConductor *conductor, RegiePeople *people)
{
  RegieScreening *self = g_new0 (RegieScreening, 1);

  self->conductor = conductor;
  self->people = people;
  self->screener = regie_screener_new ();
  regie_conductor_set_inspector (conductor, inspect, self);
  g_signal_connect (regie_conductor_get_congress (conductor), "applied", G_CALLBACK (on_applied),
                    self);
  return self;
}

void
regie_screening_free (RegieScreening *self)
{
  regie_conductor_set_inspector (self->conductor, NULL, NULL);
  g_signal_handlers_disconnect_by_data (regie_conductor_get_congress (self->conductor), self);
  regie_screener_free (self->screener);
  g_free (self);
}

gboolean
regie_screening_read_block_list (RegieScreening *self, const char *path, GError **error)
{
  g_autofree char *text = NULL;
  RegieBlockList *list;

  if (!g_file_get_contents (path, &text, NULL, error))
    return FALSE;
  list = regie_block_list_parse (text, error);
  if (list == NULL)
    {
      g_prefix_error (error, "%s: ", path);
      return FALSE;
    }
  g_message ("The block list has %u entries", regie_block_list_get_size (list));
  regie_screener_set_block_list (self->screener, list);
  return TRUE;
}
