/* regie-ballots.c: who voted for what; never leaves the backend
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-congress"

#include "regie-ballots.h"

#include "regie-record.h"
#include "regie-word.h"

/** What one participant chose, and what it counts as. */
typedef struct
{
  GStrv choices;
  /* the keys it counts for, each once, and beside each the form it was written in */
  GStrv keys;
  GStrv forms;
} Ballot;

/** How often a key was chosen, and in which forms. */
typedef struct
{
  guint people;
  /* form → number of ballots */
  GHashTable *forms;
} Count;

typedef struct
{
  /* participant → Ballot */
  GHashTable *ballots;
  /* key → Count: kept in step with the ballots, so that a tally costs what it shows */
  GHashTable *counts;
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
ballot_free (gpointer data)
{
  Ballot *ballot = data;

  g_strfreev (ballot->choices);
  g_strfreev (ballot->keys);
  g_strfreev (ballot->forms);
  g_free (ballot);
}

static void
count_free (gpointer data)
{
  Count *count = data;

  g_hash_table_unref (count->forms);
  g_free (count);
}

static void
box_free (gpointer data)
{
  Box *box = data;

  g_hash_table_unref (box->ballots);
  g_hash_table_unref (box->counts);
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
  box->ballots = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, ballot_free);
  box->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, count_free);
  g_hash_table_insert (self->boxes, g_strdup (poll), box);
  return box;
}

/** Fills in what a ballot counts for: each key once, whatever the person entered twice. */
static Ballot *
ballot_new (const char *const *choices, gboolean words)
{
  Ballot *self = g_new0 (Ballot, 1);
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) forms = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; choices[i] != NULL; i++)
    {
      char *key = words ? regie_word_key (choices[i]) : g_strdup (choices[i]);
      if (key == NULL || !g_hash_table_add (seen, key))
        continue;
      g_strv_builder_add (keys, key);
      g_strv_builder_take (forms, words ? regie_word_display (choices[i]) : g_strdup (key));
    }
  self->choices = g_strdupv ((char **) choices);
  self->keys = g_strv_builder_end (keys);
  self->forms = g_strv_builder_end (forms);
  return self;
}

static void
add_to (GHashTable *forms, const char *form, int step)
{
  gssize count = (gssize) GPOINTER_TO_SIZE (g_hash_table_lookup (forms, form)) + step;

  if (count > 0)
    g_hash_table_insert (forms, g_strdup (form), GSIZE_TO_POINTER (count));
  else
    g_hash_table_remove (forms, form);
}

/** Adds @ballot to the counts (@step 1), or takes it off them (-1). */
static void
count_ballot (Box *box, const Ballot *ballot, int step)
{
  for (gsize i = 0; ballot->keys[i] != NULL; i++)
    {
      Count *count = g_hash_table_lookup (box->counts, ballot->keys[i]);
      if (count == NULL)
        {
          count = g_new0 (Count, 1);
          count->forms = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
          g_hash_table_insert (box->counts, g_strdup (ballot->keys[i]), count);
        }
      count->people += (guint) step;
      add_to (count->forms, ballot->forms[i], step);
      if (count->people == 0)
        g_hash_table_remove (box->counts, ballot->keys[i]);
    }
}

void
regie_ballots_put (RegieBallots *self,
                   const char *poll,
                   const char *participant,
                   const char *const *choices,
                   gboolean words)
{
  Box *box = ensure_box (self, poll);
  const Ballot *before = g_hash_table_lookup (box->ballots, participant);

  if (before != NULL)
    count_ballot (box, before, -1);
  if (choices[0] == NULL)
    g_hash_table_remove (box->ballots, participant);
  else
    {
      Ballot *ballot = ballot_new (choices, words);
      count_ballot (box, ballot, 1);
      g_hash_table_replace (box->ballots, g_strdup (participant), ballot);
    }
  if (!g_hash_table_contains (self->changed_polls, poll))
    g_hash_table_add (self->changed_polls, g_strdup (poll));
}

const char *const *
regie_ballots_get (RegieBallots *self, const char *poll, const char *participant)
{
  Box *box = g_hash_table_lookup (self->boxes, poll);
  const Ballot *ballot = box != NULL ? g_hash_table_lookup (box->ballots, participant) : NULL;

  return ballot != NULL ? (const char *const *) ballot->choices : NULL;
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

guint
regie_ballots_count_choice (RegieBallots *self, const char *poll, const char *choice)
{
  Box *box = g_hash_table_lookup (self->boxes, poll);
  const Count *count = box != NULL ? g_hash_table_lookup (box->counts, choice) : NULL;

  return count != NULL ? count->people : 0;
}

/** The display form is the most frequent original; ties go by code point order (SEMANTICS 4). */
static RegieEntry *
entry_for_key (const char *key, const Count *count)
{
  const char *best = NULL;
  gsize best_count = 0;
  GHashTableIter each;
  const char *form;
  gpointer value;

  g_hash_table_iter_init (&each, count->forms);
  while (g_hash_table_iter_next (&each, (gpointer *) &form, &value))
    {
      gsize often = GPOINTER_TO_SIZE (value);
      if (best == NULL || often > best_count || (often == best_count && strcmp (form, best) < 0))
        {
          best = form;
          best_count = often;
        }
    }
  return regie_entry_new (key, best, count->people, FALSE);
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

  GHashTableIter each;
  const char *key;
  const Count *count;
  g_hash_table_iter_init (&each, box->counts);
  while (g_hash_table_iter_next (&each, (gpointer *) &key, (gpointer *) &count))
    g_ptr_array_add (entries, entry_for_key (key, count));
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

void
regie_ballots_forget_upvotes (RegieBallots *self, const char *participant)
{
  GHashTableIter each;
  const char *message;
  GHashTable *voters;

  g_hash_table_iter_init (&each, self->upvotes);
  while (g_hash_table_iter_next (&each, (gpointer *) &message, (gpointer *) &voters))
    if (g_hash_table_remove (voters, participant))
      g_hash_table_add (self->changed_messages, g_strdup (message));
}

void
regie_ballots_rename (RegieBallots *self,
                      const char *poll,
                      const char *participant,
                      const char *other)
{
  Box *box = g_hash_table_lookup (self->boxes, poll);
  gpointer key;
  gpointer ballot;

  if (box == NULL || !g_hash_table_steal_extended (box->ballots, participant, &key, &ballot))
    return;
  g_free (key);
  g_hash_table_replace (box->ballots, g_strdup (other), ballot);
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

void
regie_ballots_collect_voters (RegieBallots *self, const char *message, GHashTable *voters)
{
  GHashTable *own = g_hash_table_lookup (self->upvotes, message);
  GHashTableIter each;
  gpointer participant;

  if (own == NULL)
    return;
  g_hash_table_iter_init (&each, own);
  while (g_hash_table_iter_next (&each, &participant, NULL))
    g_hash_table_add (voters, participant);
}

void
regie_ballots_touch (RegieBallots *self, const char *message)
{
  if (g_hash_table_size (self->upvotes) > 0)
    g_hash_table_add (self->changed_messages, g_strdup (message));
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
