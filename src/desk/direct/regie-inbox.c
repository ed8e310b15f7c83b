/* regie-inbox.c: how many questions wait at each stage
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-inbox.h"

#include "regie-stroll.h"

#define INTERVAL 250

struct _RegieInbox
{
  GObject parent_instance;
  RegieCongress *congress;
  GHashTable *counts;
  /* the counts that are being made */
  GHashTable *next;
  RegieStroll *stroll;
  guint timer;
};

G_DEFINE_FINAL_TYPE (RegieInbox, regie_inbox, G_TYPE_OBJECT)

static guint changed_signal;

static void
count_one (gpointer message, gpointer data)
{
  RegieInbox *self = data;
  const RegieRecord *state = regie_message_state (message);
  guint *count;

  if (state->message_state != REGIE_MESSAGE_NEW)
    return;
  count = g_hash_table_lookup (self->next, state->stage);
  if (count == NULL)
    {
      count = g_new0 (guint, 1);
      g_hash_table_insert (self->next, g_strdup (state->stage), count);
    }
  ++*count;
}

static void
on_counted (gpointer data)
{
  RegieInbox *self = data;

  g_clear_pointer (&self->counts, g_hash_table_unref);
  self->counts = g_steal_pointer (&self->next);
  g_signal_emit (self, changed_signal, 0);
}

static void
regie_inbox_recount (RegieInbox *self)
{
  g_clear_pointer (&self->next, g_hash_table_unref);
  self->next = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  regie_stroll_begin (self->stroll, regie_congress_get_messages (self->congress));
}

static gboolean
regie_inbox_on_timer (gpointer data)
{
  RegieInbox *self = data;

  /* A count that is begun is finished, however much comes in. */
  if (regie_stroll_is_busy (self->stroll))
    return G_SOURCE_CONTINUE;
  self->timer = 0;
  regie_inbox_recount (self);
  return G_SOURCE_REMOVE;
}

static void
regie_inbox_on_applied (RegieInbox *self, const RegieRecord *record)
{
  if (self->timer == 0
      && (record->type == REGIE_RECORD_MESSAGE_SUBMIT || record->type == REGIE_RECORD_MESSAGE_MOVE
          || record->type == REGIE_RECORD_MESSAGE_STATE
          || record->type == REGIE_RECORD_MESSAGE_CLAIM
          || record->type == REGIE_RECORD_MESSAGE_WITHDRAW))
    self->timer = g_timeout_add (INTERVAL, regie_inbox_on_timer, self);
}

guint
regie_inbox_get (RegieInbox *self, const char *stage)
{
  const guint *count;

  g_return_val_if_fail (REGIE_IS_INBOX (self), 0);
  count = stage != NULL && self->counts != NULL ? g_hash_table_lookup (self->counts, stage) : NULL;
  return count != NULL ? *count : 0;
}

RegieInbox *
regie_inbox_new (RegieCongress *congress)
{
  RegieInbox *self = g_object_new (REGIE_TYPE_INBOX, NULL);

  self->congress = g_object_ref (congress);
  g_signal_connect_object (congress, "applied", G_CALLBACK (regie_inbox_on_applied), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (congress, "loaded", G_CALLBACK (regie_inbox_recount), self,
                           G_CONNECT_SWAPPED);
  regie_inbox_recount (self);
  return self;
}

static void
regie_inbox_dispose (GObject *object)
{
  RegieInbox *self = REGIE_INBOX (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->stroll, regie_stroll_free);
  g_clear_object (&self->congress);
  g_clear_pointer (&self->counts, g_hash_table_unref);
  g_clear_pointer (&self->next, g_hash_table_unref);
  G_OBJECT_CLASS (regie_inbox_parent_class)->dispose (object);
}

static void
regie_inbox_class_init (RegieInboxClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = regie_inbox_dispose;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
regie_inbox_init (RegieInbox *self)
{
  self->stroll = regie_stroll_new (count_one, on_counted, self);
}
