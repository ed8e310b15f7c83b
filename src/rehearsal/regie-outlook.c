/* regie-outlook.c: what the audience sees of a congress, as it is told
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-rehearsal"

#include "regie-outlook.h"

struct _RegieOutlook
{
  GObject parent_instance;

  /* id → RegieRecord */
  GHashTable *stages;
  GHashTable *sessions;
  GHashTable *messages;
  GHashTable *polls;
  GPtrArray *ordered_stages;
  /* of the last snapshot: its seq, and whether more of it is to come */
  guint64 seq;
  gboolean more;
};

enum
{
  POLL_OPENED,
  STAGE_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RegieOutlook, regie_outlook, G_TYPE_OBJECT)

static GHashTable *
table_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) regie_record_unref);
}

static void
put (GHashTable *table, const char *id, RegieRecord *record)
{
  g_hash_table_replace (table, (gpointer) id, regie_record_ref (record));
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  const RegieRecord *one = *(const RegieRecord *const *) a;
  const RegieRecord *other = *(const RegieRecord *const *) b;
  return (one->number > other->number) - (one->number < other->number);
}

static void
put_stage (RegieOutlook *self, RegieRecord *stage)
{
  GHashTableIter iter;
  gpointer each;

  put (self->stages, stage->stage, stage);
  g_ptr_array_set_size (self->ordered_stages, 0);
  g_hash_table_iter_init (&iter, self->stages);
  while (g_hash_table_iter_next (&iter, NULL, &each))
    g_ptr_array_add (self->ordered_stages, each);
  g_ptr_array_sort (self->ordered_stages, compare_numbers);
}

static void
put_poll (RegieOutlook *self, RegieRecord *poll)
{
  const RegieRecord *before = g_hash_table_lookup (self->polls, poll->poll);
  gboolean opened =
      poll->poll_state == REGIE_POLL_OPEN
      && (before == NULL || before->poll_state != REGIE_POLL_OPEN || before->round != poll->round);

  put (self->polls, poll->poll, poll);
  if (opened)
    g_signal_emit (self, signals[POLL_OPENED], 0, poll);
}

static void
forget (RegieOutlook *self, const RegieRecord *gone)
{
  if (gone->message != NULL)
    g_hash_table_remove (self->messages, gone->message);
  if (gone->poll != NULL)
    g_hash_table_remove (self->polls, gone->poll);
  if (gone->session != NULL)
    g_hash_table_remove (self->sessions, gone->session);
}

static void
take_record (RegieOutlook *self, RegieRecord *record)
{
  if (record->type == REGIE_RECORD_STAGE_STATE)
    put_stage (self, record);
  else if (record->type == REGIE_RECORD_SESSION_STATE)
    put (self->sessions, record->session, record);
  else if (record->type == REGIE_RECORD_MESSAGE_STATE)
    put (self->messages, record->message, record);
  else if (record->type == REGIE_RECORD_POLL_STATE)
    put_poll (self, record);
  else if (record->type == REGIE_RECORD_GONE)
    forget (self, record);
}

void
regie_outlook_take (RegieOutlook *self, const RegieEvent *event)
{
  if (event->type != REGIE_EVENT_SNAPSHOT && event->type != REGIE_EVENT_RECORDS)
    return;
  /* Polls stay, so that one that goes on is not taken for a new one. */
  if (event->type == REGIE_EVENT_SNAPSHOT)
    {
      /* A large one comes in parts, all with the same seq. */
      if (!self->more || self->seq != event->seq)
        g_hash_table_remove_all (self->messages);
      self->more = event->more != 0;
      self->seq = event->seq;
    }
  for (guint i = 0; i < event->records->len; i++)
    take_record (self, g_ptr_array_index (event->records, i));
  /* A snapshot's stages stand before their sessions: told when all of it is there. */
  for (guint i = 0; i < event->records->len; i++)
    {
      const RegieRecord *record = g_ptr_array_index (event->records, i);

      if (record->type == REGIE_RECORD_STAGE_STATE)
        g_signal_emit (self, signals[STAGE_CHANGED], 0,
                       g_hash_table_lookup (self->stages, record->stage));
    }
}

const RegieRecord *
regie_outlook_find_session (RegieOutlook *self, const char *id)
{
  return id != NULL ? g_hash_table_lookup (self->sessions, id) : NULL;
}

const RegieRecord *
regie_outlook_find_poll (RegieOutlook *self, const char *id)
{
  return id != NULL ? g_hash_table_lookup (self->polls, id) : NULL;
}

GPtrArray *
regie_outlook_get_stages (RegieOutlook *self)
{
  return self->ordered_stages;
}

GPtrArray *
regie_outlook_list_messages (RegieOutlook *self, const char *stage)
{
  GPtrArray *list = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer each;

  g_hash_table_iter_init (&iter, self->messages);
  while (g_hash_table_iter_next (&iter, NULL, &each))
    {
      const RegieRecord *message = each;
      if (g_strcmp0 (message->stage, stage) == 0
          && (message->message_state == REGIE_MESSAGE_APPROVED
              || message->message_state == REGIE_MESSAGE_NEXT))
        g_ptr_array_add (list, each);
    }
  return list;
}

GPtrArray *
regie_outlook_list_open_polls (RegieOutlook *self)
{
  GPtrArray *list = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer each;

  g_hash_table_iter_init (&iter, self->polls);
  while (g_hash_table_iter_next (&iter, NULL, &each))
    if (((const RegieRecord *) each)->poll_state == REGIE_POLL_OPEN)
      g_ptr_array_add (list, each);
  return list;
}

static void
regie_outlook_finalize (GObject *object)
{
  RegieOutlook *self = REGIE_OUTLOOK (object);

  g_ptr_array_unref (self->ordered_stages);
  g_hash_table_unref (self->stages);
  g_hash_table_unref (self->sessions);
  g_hash_table_unref (self->messages);
  g_hash_table_unref (self->polls);
  G_OBJECT_CLASS (regie_outlook_parent_class)->finalize (object);
}

static void
regie_outlook_class_init (RegieOutlookClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = regie_outlook_finalize;

  signals[POLL_OPENED] = g_signal_new ("poll-opened", REGIE_TYPE_OUTLOOK, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[STAGE_CHANGED] = g_signal_new ("stage-changed", REGIE_TYPE_OUTLOOK, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
regie_outlook_init (RegieOutlook *self)
{
  self->stages = table_new ();
  self->sessions = table_new ();
  self->messages = table_new ();
  self->polls = table_new ();
  self->ordered_stages = g_ptr_array_new ();
}

RegieOutlook *
regie_outlook_new (void)
{
  return g_object_new (REGIE_TYPE_OUTLOOK, NULL);
}
