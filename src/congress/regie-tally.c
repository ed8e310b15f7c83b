/* regie-tally.c: from ballots that stay to numbers that leave
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-congress"

#include "regie-congress-private.h"

/** Words a tally holds at most; the rest have too few participants to be drawn. */
#define MAX_TALLY_WORDS 2000

static GPtrArray *
count_options (RegieCongress *self, const RegieRecord *poll)
{
  GPtrArray *entries = regie_entries_new ();

  for (guint i = 0; poll->entries != NULL && i < poll->entries->len; i++)
    {
      const RegieEntry *option = g_ptr_array_index (poll->entries, i);
      guint count = regie_ballots_count_choice (self->ballots, poll->poll, option->id);
      g_ptr_array_add (entries, regie_entry_new (option->id, NULL, count, FALSE));
    }
  return entries;
}

RegieRecord *
regie_congress_tally_poll (RegieCongress *self, const char *poll, gboolean final)
{
  g_return_val_if_fail (REGIE_IS_CONGRESS (self), NULL);

  RegieEntity *entity = regie_entity_list_find (self->polls, poll);
  g_return_val_if_fail (entity != NULL, NULL);

  const RegieRecord *state = regie_entity_state (entity);
  g_autoptr (GPtrArray) entries = state->poll_kind == REGIE_POLL_WORDS
                                      ? regie_ballots_tally_words (self->ballots, poll)
                                      : count_options (self, state);
  if (entries->len > MAX_TALLY_WORDS)
    g_ptr_array_set_size (entries, MAX_TALLY_WORDS);

  RegieRecord *tally = regie_record_new (REGIE_RECORD_POLL_TALLY);
  regie_record_set_by (tally, REGIE_ROLE_SYSTEM, NULL);
  regie_record_set_string (tally, REGIE_FIELD_POLL, poll);
  regie_record_set_int (tally, REGIE_FIELD_ROUND, state->round);
  regie_record_set_entries (tally, REGIE_FIELD_ENTRIES, entries);
  regie_record_set_int (tally, REGIE_FIELD_VOTERS, regie_ballots_count (self->ballots, poll));
  regie_record_set_int (tally, REGIE_FIELD_LATE, regie_ballots_get_late (self->ballots, poll));
  if (final)
    regie_record_set_int (tally, REGIE_FIELD_FINAL, TRUE);
  return tally;
}

/** Distinct participants who voted for @message or for what it speaks for (SEMANTICS 2); its author's
 * own vote, for what was merged into it later, does not count: nobody votes for the own question. */
static guint
score_of (RegieCongress *self, const char *message)
{
  if (regie_merges_merged (self->merges, message) == NULL)
    return regie_ballots_get_score (self->ballots, message);

  g_autoptr (GPtrArray) all = regie_merges_all (self->merges, message);
  g_autoptr (GHashTable) voters = g_hash_table_new (g_str_hash, g_str_equal);
  RegieEntity *entity = regie_entity_list_find (self->messages, message);
  for (guint i = 0; i < all->len; i++)
    regie_ballots_collect_voters (self->ballots, g_ptr_array_index (all, i), voters);
  if (entity != NULL && regie_entity_state (entity)->author != NULL)
    g_hash_table_remove (voters, regie_entity_state (entity)->author);
  return g_hash_table_size (voters);
}

/** Returns: (transfer container): @ids with each replaced by what speaks for it, once */
static GPtrArray *
speakers (RegieCongress *self, GPtrArray *ids)
{
  GPtrArray *roots = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < ids->len; i++)
    {
      const char *root = regie_merges_root (self->merges, g_ptr_array_index (ids, i));
      if (g_hash_table_add (seen, (gpointer) root))
        g_ptr_array_add (roots, (gpointer) root);
    }
  return roots;
}

/** Adds the scores of @ids to @records, as many in each as a record holds. */
static void
score_messages (RegieCongress *self, GPtrArray *ids, GPtrArray *records)
{
  const guint most = (guint) regie_field_limit (REGIE_FIELD_ENTRIES);

  for (guint begin = 0; begin < ids->len; begin += most)
    {
      g_autoptr (GPtrArray) entries = regie_entries_new ();
      RegieRecord *scores = regie_record_new (REGIE_RECORD_MESSAGE_SCORES);

      for (guint i = begin; i < ids->len && i < begin + most; i++)
        {
          const char *id = g_ptr_array_index (ids, i);
          guint score = score_of (self, id);
          g_ptr_array_add (entries, regie_entry_new (id, NULL, score, FALSE));
        }
      regie_record_set_by (scores, REGIE_ROLE_SYSTEM, NULL);
      g_ptr_array_add (records, regie_record_set_entries (scores, REGIE_FIELD_ENTRIES, entries));
    }
}

GPtrArray *
regie_congress_take_tallies (RegieCongress *self)
{
  g_return_val_if_fail (REGIE_IS_CONGRESS (self), NULL);

  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);
  g_autoptr (GPtrArray) polls = regie_ballots_take_changed_polls (self->ballots);
  g_autoptr (GPtrArray) messages = regie_ballots_take_changed_messages (self->ballots);

  for (guint i = 0; i < polls->len; i++)
    {
      const char *poll = g_ptr_array_index (polls, i);
      if (regie_entity_list_find (self->polls, poll) != NULL)
        g_ptr_array_add (records, regie_congress_tally_poll (self, poll, FALSE));
    }
  g_autoptr (GPtrArray) roots = speakers (self, messages);
  score_messages (self, roots, records);
  return records;
}

void
regie_congress_note_late (RegieCongress *self, const char *poll)
{
  g_return_if_fail (REGIE_IS_CONGRESS (self));

  if (regie_entity_list_find (self->polls, poll) != NULL)
    regie_ballots_note_late (self->ballots, poll);
}

const char *const *
regie_congress_get_ballot (RegieCongress *self, const char *poll, const char *participant)
{
  return regie_ballots_get (self->ballots, poll, participant);
}

gboolean
regie_congress_has_upvoted (RegieCongress *self, const char *message, const char *participant)
{
  g_autoptr (GPtrArray) all = regie_merges_all (self->merges, message);

  for (guint i = 0; i < all->len; i++)
    if (regie_ballots_has_upvoted (self->ballots, g_ptr_array_index (all, i), participant))
      return TRUE;
  return FALSE;
}
