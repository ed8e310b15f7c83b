/* regie-roster.c: who of the staff is connected, and where at work
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-backend"

#include "regie-config.h"

#include "regie-roster.h"

typedef struct
{
  RegiePerson *person;
  guint desks;
  /* when the last desk went */
  gint64 left;
} Entry;

struct _RegieRoster
{
  gint64 grace;
  /* id → Entry */
  GHashTable *entries;
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  regie_person_free (entry->person);
  g_free (entry);
}

RegieRoster *
regie_roster_new (gint64 grace)
{
  RegieRoster *self = g_new0 (RegieRoster, 1);

  self->grace = grace;
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, entry_free);
  return self;
}

void
regie_roster_free (RegieRoster *self)
{
  g_hash_table_unref (self->entries);
  g_free (self);
}

void
regie_roster_arrive (
    RegieRoster *self, const char *id, const char *name, RegieRole role, gint64 now)
{
  Entry *entry = g_hash_table_lookup (self->entries, id);

  if (entry == NULL)
    {
      entry = g_new0 (Entry, 1);
      entry->person = regie_person_new (id);
      entry->person->since = now;
      g_hash_table_insert (self->entries, entry->person->id, entry);
    }
  g_set_str (&entry->person->name, name);
  entry->person->role = role;
  entry->desks++;
}

void
regie_roster_leave (RegieRoster *self, const char *id, gint64 now)
{
  Entry *entry = g_hash_table_lookup (self->entries, id);

  if (entry == NULL || entry->desks == 0)
    return;
  if (--entry->desks == 0)
    entry->left = now;
}

void
regie_roster_place (RegieRoster *self,
                    const char *id,
                    const char *stage,
                    const char *view,
                    const char *message,
                    gint64 now)
{
  Entry *entry = g_hash_table_lookup (self->entries, id);
  gboolean moved = FALSE;

  if (entry == NULL)
    return;
  moved |= g_set_str (&entry->person->stage, stage);
  moved |= g_set_str (&entry->person->view, view);
  moved |= g_set_str (&entry->person->message, message);
  if (moved)
    entry->person->since = now;
}

GPtrArray *
regie_roster_take_gone (RegieRoster *self, gint64 now)
{
  GPtrArray *gone = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter each;
  const char *id;
  const Entry *entry;

  g_hash_table_iter_init (&each, self->entries);
  while (g_hash_table_iter_next (&each, (gpointer *) &id, (gpointer *) &entry))
    {
      if (entry->desks > 0 || now - entry->left < self->grace)
        continue;
      g_ptr_array_add (gone, g_strdup (id));
      g_hash_table_iter_remove (&each);
    }
  return gone;
}

static int
by_id (gconstpointer a, gconstpointer b)
{
  return strcmp (((const RegiePerson *) a)->id, ((const RegiePerson *) b)->id);
}

GPtrArray *
regie_roster_list (RegieRoster *self)
{
  GPtrArray *people = regie_people_new ();
  GHashTableIter each;
  const Entry *entry;

  g_hash_table_iter_init (&each, self->entries);
  while (g_hash_table_iter_next (&each, NULL, (gpointer *) &entry))
    {
      RegiePerson *person = regie_person_new (entry->person->id);

      g_set_str (&person->name, entry->person->name);
      person->role = entry->person->role;
      g_set_str (&person->stage, entry->person->stage);
      g_set_str (&person->view, entry->person->view);
      g_set_str (&person->message, entry->person->message);
      person->since = entry->person->since;
      g_ptr_array_add (people, person);
    }
  g_ptr_array_sort_values (people, by_id);
  return people;
}
