/* regie-people.c: what each participant has in the congress: messages, upvotes
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-backend"

#include "regie-config.h"

#include "regie-people.h"
#include "regie-trail.h"

struct _RegiePeople
{
  RegieCongress *congress;
  /* participant → messages */
  GHashTable *messages;
  GHashTable *upvotes;
  /* participant → RegieRestraint, of those who face one */
  GHashTable *restraints;
  /* set of messages */
  GHashTable *changed;
};

static GHashTable *
new_lists (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                (GDestroyNotify) g_ptr_array_unref);
}

static GPtrArray *
list_of (GHashTable *lists, const char *id)
{
  GPtrArray *list = g_hash_table_lookup (lists, id);

  if (list == NULL)
    {
      list = g_ptr_array_new_with_free_func (g_object_unref);
      g_hash_table_insert (lists, g_strdup (id), list);
    }
  return list;
}

static void
note_upvote (RegiePeople *self, RegieMessage *message, const RegieRecord *record)
{
  GPtrArray *list = list_of (self->upvotes, record->by.id);
  guint place;

  if (!g_ptr_array_find (list, message, &place))
    {
      if (record->on)
        g_ptr_array_add (list, g_object_ref (message));
    }
  else if (!record->on)
    g_ptr_array_remove_index (list, place);
}

static void
note_changed (const char *id, gpointer user_data)
{
  RegiePeople *self = user_data;
  RegieMessage *message = regie_congress_find_message (self->congress, id);

  if (message != NULL && regie_message_state (message)->author != NULL)
    g_hash_table_add (self->changed, g_object_ref (message));
}

static void
forget (RegiePeople *self, const char *participant)
{
  g_hash_table_remove (self->messages, participant);
  g_hash_table_remove (self->upvotes, participant);
  g_hash_table_remove (self->restraints, participant);
}

static void
on_applied (RegieCongress *congress, const RegieRecord *record, RegiePeople *self)
{
  if (record->type == REGIE_RECORD_PERSON_ERASE)
    {
      if (record->author != NULL)
        forget (self, record->author);
      return;
    }
  RegieMessage *message =
      record->message != NULL ? regie_congress_find_message (congress, record->message) : NULL;
  const char *author = message != NULL ? regie_message_state (message)->author : NULL;

  if (record->type == REGIE_RECORD_MESSAGE_UPVOTE && message != NULL && record->by.id != NULL)
    {
      note_upvote (self, message, record);
      return;
    }
  if (record->type == REGIE_RECORD_MESSAGE_SUBMIT && author != NULL)
    g_ptr_array_add (list_of (self->messages, author), g_object_ref (message));
  if (record->type == REGIE_RECORD_MESSAGE_RESTRAIN && author != NULL)
    g_hash_table_replace (self->restraints, g_strdup (author),
                          GINT_TO_POINTER ((int) record->restraint));
  regie_trail_foreach_message (congress, record, note_changed, self);
}

RegiePeople *
regie_people_new_for (RegieCongress *congress)
{
  RegiePeople *self = g_new0 (RegiePeople, 1);

  self->congress = congress;
  self->messages = new_lists ();
  self->upvotes = new_lists ();
  self->restraints = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->changed = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  g_signal_connect (congress, "applied", G_CALLBACK (on_applied), self);
  return self;
}

void
regie_people_free (RegiePeople *self)
{
  g_signal_handlers_disconnect_by_data (self->congress, self);
  g_hash_table_unref (self->messages);
  g_hash_table_unref (self->upvotes);
  g_hash_table_unref (self->restraints);
  g_hash_table_unref (self->changed);
  g_free (self);
}

GPtrArray *
regie_people_get_messages (RegiePeople *self, const char *author)
{
  return g_hash_table_lookup (self->messages, author);
}

GPtrArray *
regie_people_get_upvotes (RegiePeople *self, const char *voter)
{
  return g_hash_table_lookup (self->upvotes, voter);
}

RegieRestraint
regie_people_get_restraint (RegiePeople *self, const char *author)
{
  return (RegieRestraint) GPOINTER_TO_INT (g_hash_table_lookup (self->restraints, author));
}

GPtrArray *
regie_people_take_changed (RegiePeople *self)
{
  GPtrArray *changed = g_hash_table_steal_all_keys (self->changed);

  g_ptr_array_set_free_func (changed, g_object_unref);
  /* An author may have been erased since. */
  for (guint i = changed->len; i > 0; i--)
    if (regie_message_state (g_ptr_array_index (changed, i - 1))->author == NULL)
      g_ptr_array_remove_index_fast (changed, i - 1);
  return changed;
}
