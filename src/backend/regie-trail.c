/* regie-trail.c: which records of the journal are about a message
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-backend"

#include "regie-config.h"

#include "regie-trail.h"

/* One step back: where the record is, and the step before it: 16 bytes, whatever the record. */
typedef struct
{
  guint64 seq;
  /* place in `steps` plus one; 0: the first */
  guint32 before;
} Step;

struct _RegieTrail
{
  GArray *steps;
  /* message → place of its newest step plus one */
  GHashTable *newest;
};

RegieTrail *
regie_trail_new (void)
{
  RegieTrail *self = g_new0 (RegieTrail, 1);

  self->steps = g_array_new (FALSE, FALSE, sizeof (Step));
  self->newest = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
regie_trail_free (RegieTrail *self)
{
  g_array_unref (self->steps);
  g_hash_table_unref (self->newest);
  g_free (self);
}

/* Votes and counts are no step on a message's way. */
static gboolean
is_step (RegieRecordType type)
{
  return type != REGIE_RECORD_MESSAGE_UPVOTE && type != REGIE_RECORD_MESSAGE_SCORES
         && !regie_record_type_is_private (type);
}

/* The messages of a step, and those that one of them was merged into or taken out of. */
static void
foreach_in_step (const RegieRecord *step, RegieTrailFunc func, gpointer user_data)
{
  GPtrArray *parts[] = { step->before, step->after };

  for (guint i = 0; step->messages[i] != NULL; i++)
    func (step->messages[i], user_data);
  for (gsize k = 0; k < G_N_ELEMENTS (parts); k++)
    for (guint i = 0; i < parts[k]->len; i++)
      {
        const RegieRecord *part = g_ptr_array_index (parts[k], i);
        if (part->target != NULL)
          func (part->target, user_data);
      }
}

void
regie_trail_foreach_message (RegieCongress *congress,
                             const RegieRecord *record,
                             RegieTrailFunc func,
                             gpointer user_data)
{
  RegieStep *step = record->step != NULL ? regie_congress_find_step (congress, record->step) : NULL;

  if (!is_step (record->type))
    return;
  if (record->message != NULL)
    func (record->message, user_data);
  for (guint i = 0; record->messages != NULL && record->messages[i] != NULL; i++)
    func (record->messages[i], user_data);
  if (step != NULL)
    foreach_in_step (regie_entity_state (REGIE_ENTITY (step)), func, user_data);
  /* A poll may stand there as well. */
  if (record->target != NULL && regie_congress_find_message (congress, record->target) != NULL)
    func (record->target, user_data);
}

static const Step *
step_at (RegieTrail *self, guint place)
{
  return place > 0 ? &g_array_index (self->steps, Step, place - 1) : NULL;
}

static guint
newest_of (RegieTrail *self, const char *message)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->newest, message));
}

typedef struct
{
  RegieTrail *self;
  guint64 seq;
} Note;

static void
add_step (const char *message, gpointer user_data)
{
  Note *note = user_data;
  RegieTrail *self = note->self;
  guint before = newest_of (self, message);
  Step step = { note->seq, before };

  if (before > 0 && step_at (self, before)->seq == note->seq)
    return;
  g_array_append_val (self->steps, step);
  g_hash_table_insert (self->newest, g_strdup (message), GUINT_TO_POINTER (self->steps->len));
}

void
regie_trail_note (RegieTrail *self, RegieCongress *congress, const RegieRecord *record)
{
  Note note = { self, record->seq };

  regie_trail_foreach_message (congress, record, add_step, &note);
}

static int
by_seq (gconstpointer a, gconstpointer b)
{
  guint64 x = *(const guint64 *) a;
  guint64 y = *(const guint64 *) b;

  return (x > y) - (x < y);
}

GArray *
regie_trail_find (RegieTrail *self, const char *message, guint limit)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint64));

  for (const Step *step = step_at (self, newest_of (self, message));
       step != NULL && found->len < limit; step = step_at (self, step->before))
    g_array_append_val (found, step->seq);
  g_array_sort (found, by_seq);
  return found;
}

guint64
regie_trail_find_last (RegieTrail *self, const char *message)
{
  const Step *step = step_at (self, newest_of (self, message));

  return step != NULL ? step->seq : 0;
}
