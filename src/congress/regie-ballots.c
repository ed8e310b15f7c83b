/* regie-ballots.c: who voted for what; never leaves the backend
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-congress"

#include "regie-ballots.h"

#include "regie-record.h"
#include "regie-word.h"

typedef struct
{
  /* participant → GStrv of choices */
  GHashTable *ballots;
  gint64 late;
} Box;

struct _RegieBallots
{
  /* poll → Box */
  GHashTable *boxes;
  /* message → set of participants */
  GHashTable *upvotes;
  /* sets of ids */
  GHashTable *changed_polls;
  GHashTable *changed_messages;
};

static void
box_free (gpointer data)
{
  Box *box = data;

  g_hash_table_unref (box->ballots);
  g_free (box);
}

RegieBallots *
regie_ballots_new (void)
{
  RegieBallots *self = g_new0 (RegieBallots, 1);

  self->boxes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, box_free);
  self->upvotes =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_hash_table_unref);
  self->changed_polls = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->changed_messages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
regie_ballots_free (RegieBallots *self)
{
  g_hash_table_unref (self->boxes);
  g_hash_table_unref (self->upvotes);
  g_hash_table_unref (self->changed_polls);
  g_hash_table_unref (self->changed_messages);
  g_free (self);
}

static Box *
ensure_box (RegieBallots *self, const char *poll)
{
  Box *box = g_hash_table_lookup (self->boxes, poll);

  if (box != NULL)
    return box;
  box = g_new0 (Box, 1);
  box->ballots =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_strfreev);
  g_hash_table_insert (self->boxes, g_strdup (poll), box);
  return box;
}

void
regie_ballots_put (RegieBallots *self,
                   const char *poll,
                   const char *participant,
                   const char *const *choices)
{
  Box *box = ensure_box (self, poll);

  if (choices[0] == NULL)
    g_hash_table_remove (box->ballots, participant);
  else
    g_hash_table_replace (box->ballots, g_strdup (participant), g_strdupv ((char **) choices));
  g_hash_table_add (self->changed_polls, g_strdup (poll));
}

const char *const *
regie_ballots_get (RegieBallots *self, const char *poll, const char *participant)
{
  Box *box = g_hash_table_lookup (self->boxes, poll);

  return box != NULL ? g_hash_table_lookup (box->ballots, participant) : NULL;
}

void
regie_ballots_reset (RegieBallots *self, const char *poll)
{
  g_hash_table_remove (self->boxes, poll);
  g_hash_table_remove (self->changed_polls, poll);
}

void
regie_ballots_note_late (RegieBallots *self, const char *poll)
{
  ensure_box (self, poll)->late++;
  g_hash_table_add (self->changed_polls, g_strdup (poll));
}

void
regie_ballots_set_late (RegieBallots *self, const char *poll, gint64 late)
{
  if (late > 0)
    ensure_box (self, poll)->late = late;
}

gint64
regie_ballots_get_late (RegieBallots *self, const char *poll)
{
  Box *box = g_hash_table_lookup (self->boxes, poll);

  return box != NULL ? box->late : 0;
}

guint
regie_ballots_count (RegieBallots *self, const char *poll)
{
  Box *box = g_hash_table_lookup (self->boxes, poll);

  return box != NULL ? g_hash_table_size (box->ballots) : 0;
}

GHashTable *
regie_ballots_tally_options (RegieBallots *self, const char *poll)
{
  GHashTable *counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Box *box = g_hash_table_lookup (self->boxes, poll);
  if (box == NULL)
    return counts;

  GHashTableIter each;
  char **choices;
  g_hash_table_iter_init (&each, box->ballots);
  while (g_hash_table_iter_next (&each, NULL, (gpointer *) &choices))
    for (gsize i = 0; choices[i] != NULL; i++)
      {
        gsize count = GPOINTER_TO_SIZE (g_hash_table_lookup (counts, choices[i]));
        g_hash_table_insert (counts, g_strdup (choices[i]), GSIZE_TO_POINTER (count + 1));
      }
  return counts;
}

/** Counts one participant's @words: each key once, each display form with its key. */
static void
count_words (GHashTable *forms_by_key, char **words)
{
  g_autoptr (GHashTable) own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; words[i] != NULL; i++)
    {
      g_autofree char *key = regie_word_key (words[i]);
      if (key == NULL || g_hash_table_contains (own, key))
        continue;
      GHashTable *forms = g_hash_table_lookup (forms_by_key, key);
      if (forms == NULL)
        {
          forms = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
          g_hash_table_insert (forms_by_key, g_strdup (key), forms);
        }
      char *form = regie_word_display (words[i]);
      gsize count = GPOINTER_TO_SIZE (g_hash_table_lookup (forms, form));
      g_hash_table_replace (forms, form, GSIZE_TO_POINTER (count + 1));
      g_hash_table_add (own, g_steal_pointer (&key));
    }
}

/** The display form is the most frequent original; ties go by code point order (SEMANTICS 4). */
static RegieEntry *
entry_for_key (const char *key, GHashTable *forms)
{
  const char *best = NULL;
  gsize best_count = 0;
  gint64 total = 0;
  GHashTableIter each;
  const char *form;
  gpointer value;

  g_hash_table_iter_init (&each, forms);
  while (g_hash_table_iter_next (&each, (gpointer *) &form, &value))
    {
      gsize count = GPOINTER_TO_SIZE (value);
      total += (gint64) count;
      if (best == NULL || count > best_count || (count == best_count && strcmp (form, best) < 0))
        {
          best = form;
          best_count = count;
        }
    }
  return regie_entry_new (key, best, total, FALSE);
}

static int
by_count_then_key (gconstpointer a, gconstpointer b)
{
  const RegieEntry *x = a;
  const RegieEntry *y = b;

  if (x->count != y->count)
    return x->count > y->count ? -1 : 1;
  return strcmp (x->id, y->id);
}

GPtrArray *
regie_ballots_tally_words (RegieBallots *self, const char *poll)
{
  GPtrArray *entries = regie_entries_new ();
  Box *box = g_hash_table_lookup (self->boxes, poll);
  if (box == NULL)
    return entries;

  g_autoptr (GHashTable) forms_by_key =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_hash_table_unref);
  GHashTableIter each;
  char **words;
  g_hash_table_iter_init (&each, box->ballots);
  while (g_hash_table_iter_next (&each, NULL, (gpointer *) &words))
    count_words (forms_by_key, words);

  const char *key;
  GHashTable *forms;
  g_hash_table_iter_init (&each, forms_by_key);
  while (g_hash_table_iter_next (&each, (gpointer *) &key, (gpointer *) &forms))
    g_ptr_array_add (entries, entry_for_key (key, forms));
  g_ptr_array_sort_values (entries, by_count_then_key);
  return entries;
}

void
regie_ballots_upvote (RegieBallots *self, const char *message, const char *participant, gboolean on)
{
  GHashTable *voters = g_hash_table_lookup (self->upvotes, message);

  if (voters == NULL)
    {
      voters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_hash_table_insert (self->upvotes, g_strdup (message), voters);
    }
  gboolean changed = on ? g_hash_table_add (voters, g_strdup (participant))
                        : g_hash_table_remove (voters, participant);
  if (changed)
    g_hash_table_add (self->changed_messages, g_strdup (message));
}

gboolean
regie_ballots_has_upvoted (RegieBallots *self, const char *message, const char *participant)
{
  GHashTable *voters = g_hash_table_lookup (self->upvotes, message);

  return voters != NULL && g_hash_table_contains (voters, participant);
}

guint
regie_ballots_get_score (RegieBallots *self, const char *message)
{
  GHashTable *voters = g_hash_table_lookup (self->upvotes, message);

  return voters != NULL ? g_hash_table_size (voters) : 0;
}

static int
by_string (gconstpointer a, gconstpointer b)
{
  return strcmp (a, b);
}

static GPtrArray *
take (GHashTable *set)
{
  GPtrArray *ids = g_hash_table_steal_all_keys (set);

  g_ptr_array_sort_values (ids, by_string);
  return ids;
}

GPtrArray *
regie_ballots_take_changed_polls (RegieBallots *self)
{
  return take (self->changed_polls);
}

GPtrArray *
regie_ballots_take_changed_messages (RegieBallots *self)
{
  return take (self->changed_messages);
}
