/* regie-queues.c: what is on air on each stage, and what comes next there
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-congress"

#include "regie-queues.h"

#include "regie-entity-private.h"

typedef struct
{
  RegieEntity *on_air;
  GPtrArray *next;
} Queue;

struct _RegieQueues
{
  /* stage → Queue; the entities are the congress's */
  GHashTable *stages;
};

static void
queue_free (gpointer data)
{
  Queue *queue = data;

  g_ptr_array_unref (queue->next);
  g_free (queue);
}

RegieQueues *
regie_queues_new (void)
{
  RegieQueues *self = g_new0 (RegieQueues, 1);

  self->stages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, queue_free);
  return self;
}

void
regie_queues_free (RegieQueues *self)
{
  g_hash_table_unref (self->stages);
  g_free (self);
}

static Queue *
ensure_queue (RegieQueues *self, const char *stage)
{
  Queue *queue = g_hash_table_lookup (self->stages, stage);

  if (queue != NULL)
    return queue;
  queue = g_new0 (Queue, 1);
  queue->next = g_ptr_array_new ();
  g_hash_table_insert (self->stages, g_strdup (stage), queue);
  return queue;
}

static int
by_queued (gconstpointer a, gconstpointer b)
{
  const RegieRecord *x = regie_entity_state ((RegieEntity *) a);
  const RegieRecord *y = regie_entity_state ((RegieEntity *) b);

  if (x->queued != y->queued)
    return x->queued < y->queued ? -1 : 1;
  return strcmp (x->message, y->message);
}

/** Sorts Next and tells each message its place, from 1. */
static void
rank (Queue *queue)
{
  g_ptr_array_sort_values (queue->next, by_queued);
  for (guint i = 0; i < queue->next->len; i++)
    {
      RegieEntity *message = g_ptr_array_index (queue->next, i);
      const RegieRecord *state = regie_entity_state (message);
      /* What the audience holds has no order: nobody told it. */
      if (!regie_record_has (state, QUEUED) || state->rank == (gint64) i + 1)
        continue;
      RegieRecord *next = regie_record_copy (state);
      regie_entity_update (message, regie_record_set_int (next, REGIE_FIELD_RANK, i + 1));
    }
}

static gboolean
is_next (const RegieRecord *state)
{
  return state != NULL && state->message_state == REGIE_MESSAGE_NEXT;
}

static gboolean
is_on_air (const RegieRecord *state)
{
  return state != NULL && state->message_state == REGIE_MESSAGE_ON_AIR;
}

/** Returns: whether both stand at the same place of the same stage */
static gboolean
stay (const RegieRecord *before, const RegieRecord *now)
{
  return before != NULL && now != NULL && before->message_state == now->message_state
         && before->queued == now->queued && g_str_equal (before->stage, now->stage);
}

void
regie_queues_update (RegieQueues *self, RegieEntity *message, const RegieRecord *before)
{
  /* Ranking replaces the state: what is compared must not go with it. */
  g_autoptr (RegieRecord) now = regie_record_ref ((RegieRecord *) regie_entity_state (message));

  if (stay (before, now))
    return;
  if (is_on_air (before) && ensure_queue (self, before->stage)->on_air == message)
    ensure_queue (self, before->stage)->on_air = NULL;
  if (is_on_air (now))
    ensure_queue (self, now->stage)->on_air = message;
  if (is_next (before))
    {
      g_ptr_array_remove (ensure_queue (self, before->stage)->next, message);
      rank (ensure_queue (self, before->stage));
    }
  if (is_next (now))
    {
      g_ptr_array_add (ensure_queue (self, now->stage)->next, message);
      rank (ensure_queue (self, now->stage));
    }
}

void
regie_queues_forget (RegieQueues *self, RegieEntity *message)
{
  Queue *queue = g_hash_table_lookup (self->stages, regie_entity_state (message)->stage);

  if (queue == NULL)
    return;
  if (queue->on_air == message)
    queue->on_air = NULL;
  g_ptr_array_remove (queue->next, message);
}

RegieEntity *
regie_queues_on_air (RegieQueues *self, const char *stage)
{
  const Queue *queue = g_hash_table_lookup (self->stages, stage);

  return queue != NULL ? queue->on_air : NULL;
}

GPtrArray *
regie_queues_next (RegieQueues *self, const char *stage)
{
  const Queue *queue = g_hash_table_lookup (self->stages, stage);

  return queue != NULL ? queue->next : NULL;
}
