/* regie-poll-rules.c: votes and word clouds from draft to result (SEMANTICS 3 and 4)
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-congress"

#include "regie-congress-private.h"
#include "regie-word.h"

#define MIN_OPTIONS 2
#define MAX_OPTIONS 20
#define MAX_WORDS 10
#define DEFAULT_WORDS 3
#define DEFAULT_LENGTH 40
#define MAX_LENGTH 100

static gboolean
check_poll (RegieCongress *self, const RegieRecord *record, GError **error)
{
  return regie_require (self->polls, "poll", record->poll, error) != NULL;
}

static const RegieRecord *
poll_of (RegieCongress *self, const RegieRecord *record)
{
  return regie_entity_state (regie_congress_subject (self, record));
}

/** Returns: most options or words one ballot may hold */
static gint64
most_choices (const RegieRecord *poll)
{
  if (regie_record_has (poll, MAX) && poll->max > 0)
    return poll->max;
  if (poll->poll_kind == REGIE_POLL_WORDS)
    return DEFAULT_WORDS;
  return poll->poll_kind == REGIE_POLL_SINGLE || poll->entries == NULL ? 1 : poll->entries->len;
}

/** Returns: fewest; an empty ballot withdraws only where 0 is said */
static gint64
fewest_choices (const RegieRecord *poll)
{
  return regie_record_has (poll, MIN) ? poll->min : 1;
}

static gboolean
check_create (RegieCongress *self, const RegieRecord *record, GError **error)
{
  if (regie_require (self->stages, "stage", record->stage, error) == NULL)
    return FALSE;
  if (regie_congress_subject (self, record) != NULL)
    return regie_refuse (error, REGIE_RULE_CONFLICT, "poll: “%s” exists already", record->poll);
  if (regie_record_has (record, SESSION)
      && regie_require (self->sessions, "session", record->session, error) == NULL)
    return FALSE;
  if (record->title[0] == '\0')
    return regie_refuse (error, REGIE_RULE_INVALID, "title: is empty");
  if (record->length > MAX_LENGTH)
    return regie_refuse (error, REGIE_RULE_INVALID, "length: must be 1 to %d", MAX_LENGTH);

  guint options = record->entries != NULL ? record->entries->len : 0;
  gboolean words = record->poll_kind == REGIE_POLL_WORDS;
  if (words ? options != 0 : options < MIN_OPTIONS || options > MAX_OPTIONS)
    return regie_refuse (error, REGIE_RULE_INVALID,
                         "entries: must be %d to %d options, none for words", MIN_OPTIONS,
                         MAX_OPTIONS);
  for (guint i = 0; i < options; i++)
    {
      const RegieEntry *option = g_ptr_array_index (record->entries, i);
      if (option->text == NULL || option->text[0] == '\0')
        return regie_refuse (error, REGIE_RULE_INVALID, "entries[%u].text: is empty", i);
    }
  gint64 most = most_choices (record);
  if (most > (words ? MAX_WORDS : (gint64) options) || fewest_choices (record) > most
      || (record->poll_kind == REGIE_POLL_SINGLE && most != 1))
    return regie_refuse (error, REGIE_RULE_INVALID, "max: does not fit the kind of poll");
  return TRUE;
}

static void
change_create (RegieCongress *self, const RegieRecord *record)
{
  g_autoptr (RegieRecord) state = regie_record_new (REGIE_RECORD_POLL_STATE);

  REGIE_FOREACH_FIELD (field, record->has)
    regie_record_copy_field (state, record, field);
  for (guint i = 0; state->entries != NULL && i < state->entries->len; i++)
    ((RegieEntry *) g_ptr_array_index (state->entries, i))->count = 0;
  regie_record_set_int (state, REGIE_FIELD_MAX, most_choices (record));
  if (record->poll_kind == REGIE_POLL_WORDS && record->length == 0)
    regie_record_set_int (state, REGIE_FIELD_LENGTH, DEFAULT_LENGTH);
  regie_record_set_int (state, REGIE_FIELD_POLL_STATE, REGIE_POLL_DRAFT);
  regie_record_set_int (state, REGIE_FIELD_CHANGED, record->at);
  regie_record_set_int (state, REGIE_FIELD_REV, (gint64) record->seq);
  regie_congress_add (self, state);
}

static gboolean
check_open (RegieCongress *self, const RegieRecord *record, GError **error)
{
  if (!check_poll (self, record, error))
    return FALSE;
  if (poll_of (self, record)->poll_state == REGIE_POLL_CLOSING)
    return regie_refuse (error, REGIE_RULE_CONFLICT, "poll: is just being closed");
  return !regie_record_has (record, END) || record->end > record->at
         || regie_refuse (error, REGIE_RULE_INVALID, "end: is in the past");
}

/** Takes all counts, or all words, off @poll. */
static void
clear_counts (RegieRecord *poll)
{
  if (poll->poll_kind == REGIE_POLL_WORDS)
    regie_record_clear (poll, REGIE_FIELD_ENTRIES);
  for (guint i = 0; poll->entries != NULL && i < poll->entries->len; i++)
    ((RegieEntry *) g_ptr_array_index (poll->entries, i))->count = 0;
  regie_record_set_int (poll, REGIE_FIELD_VOTERS, 0);
  regie_record_set_int (poll, REGIE_FIELD_LATE, 0);
}

/** Opening a draft begins round 1, opening a closed poll the next round; an open one stays. */
static void
change_open (RegieCongress *self, const RegieRecord *record)
{
  RegieEntity *poll = regie_congress_subject (self, record);
  if (regie_entity_state (poll)->poll_state == REGIE_POLL_OPEN)
    return;

  RegieRecord *next = regie_entity_draft (poll, record);
  regie_record_set_int (next, REGIE_FIELD_POLL_STATE, REGIE_POLL_OPEN);
  regie_record_set_int (next, REGIE_FIELD_ROUND, next->round + 1);
  regie_record_set_int (next, REGIE_FIELD_START, record->at);
  regie_record_set_int (next, REGIE_FIELD_CHANGED, record->at);
  regie_record_copy_field (next, record, REGIE_FIELD_END);
  if (regie_record_has (record, VISIBILITY))
    regie_record_set_int (next, REGIE_FIELD_VISIBILITY, record->visibility);
  clear_counts (next);
  regie_ballots_reset (self->ballots, record->poll);
  regie_congress_put (self, poll, next);
}

static gboolean
check_close (RegieCongress *self, const RegieRecord *record, GError **error)
{
  if (!check_poll (self, record, error))
    return FALSE;
  return poll_of (self, record)->poll_state != REGIE_POLL_DRAFT
         || regie_refuse (error, REGIE_RULE_CONFLICT, "poll: was never opened");
}

static void
change_close (RegieCongress *self, const RegieRecord *record)
{
  RegieEntity *poll = regie_congress_subject (self, record);
  if (regie_entity_state (poll)->poll_state != REGIE_POLL_OPEN)
    return;

  RegieRecord *next = regie_entity_draft (poll, record);
  regie_record_set_int (next, REGIE_FIELD_POLL_STATE, REGIE_POLL_CLOSING);
  regie_record_set_int (next, REGIE_FIELD_CHANGED, record->at);
  regie_congress_put (self, poll, next);
}

static void
change_show (RegieCongress *self, const RegieRecord *record)
{
  RegieEntity *poll = regie_congress_subject (self, record);
  RegieRecord *next = regie_entity_draft (poll, record);

  REGIE_FOREACH_FIELD (field, record->has)
    regie_record_copy_field (next, record, field);
  regie_congress_put (self, poll, next);
}

static gboolean
check_options (const RegieRecord *poll, const char *const *ids, GError **error)
{
  for (gsize i = 0; ids[i] != NULL; i++)
    {
      if (regie_entries_find (poll->entries, ids[i]) == NULL)
        return regie_refuse (error, REGIE_RULE_INVALID, "ids[%" G_GSIZE_FORMAT "]: is no option",
                             i);
      for (gsize j = 0; j < i; j++)
        if (g_str_equal (ids[i], ids[j]))
          return regie_refuse (error, REGIE_RULE_INVALID,
                               "ids[%" G_GSIZE_FORMAT "]: is there twice", i);
    }
  return TRUE;
}

static gboolean
check_words (const RegieRecord *poll, const char *const *ids, GError **error)
{
  gint64 longest = poll->length > 0 ? poll->length : DEFAULT_LENGTH;

  for (gsize i = 0; ids[i] != NULL; i++)
    {
      g_autofree char *key = regie_word_key (ids[i]);
      if (key == NULL)
        return regie_refuse (error, REGIE_RULE_INVALID, "ids[%" G_GSIZE_FORMAT "]: is no word", i);
      if (strpbrk (ids[i], "\n,;") != NULL)
        return regie_refuse (error, REGIE_RULE_INVALID,
                             "ids[%" G_GSIZE_FORMAT "]: is more than one entry", i);
      if ((gint64) regie_text_graphemes (ids[i]) > longest)
        return regie_refuse (
            error, REGIE_RULE_INVALID,
            "ids[%" G_GSIZE_FORMAT "]: is longer than %" G_GINT64_FORMAT " characters", i, longest);
    }
  return TRUE;
}

static gboolean
check_ballot (RegieCongress *self, const RegieRecord *record, GError **error)
{
  if (!check_poll (self, record, error))
    return FALSE;
  const RegieRecord *poll = poll_of (self, record);
  if (poll->poll_state == REGIE_POLL_DRAFT)
    return regie_refuse (error, REGIE_RULE_UNKNOWN, "poll: there is no poll “%s”", record->poll);
  if (poll->poll_state != REGIE_POLL_OPEN)
    return regie_refuse (error, REGIE_RULE_LATE, "poll: is closed");
  if (regie_record_has (poll, END) && poll->end > 0 && record->at > poll->end)
    return regie_refuse (error, REGIE_RULE_LATE, "poll: its time is over");
  if (record->round != poll->round)
    return regie_refuse (error, REGIE_RULE_OTHER_ROUND, "round: round %" G_GINT64_FORMAT " is open",
                         poll->round);
  if (record->by.id == NULL)
    return regie_refuse (error, REGIE_RULE_DENIED, "poll: only participants vote");

  const char *const *ids = (const char *const *) record->ids;
  gint64 chosen = g_strv_length (record->ids);
  if (chosen < fewest_choices (poll) || chosen > most_choices (poll))
    return regie_refuse (error, REGIE_RULE_INVALID,
                         "ids: must be %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT " items",
                         fewest_choices (poll), most_choices (poll));
  return poll->poll_kind == REGIE_POLL_WORDS ? check_words (poll, ids, error)
                                             : check_options (poll, ids, error);
}

static void
change_ballot (RegieCongress *self, const RegieRecord *record)
{
  gboolean words = poll_of (self, record)->poll_kind == REGIE_POLL_WORDS;

  regie_ballots_put (self->ballots, record->poll, record->by.id, (const char *const *) record->ids,
                     words);
}

static gboolean
check_tally (RegieCongress *self, const RegieRecord *record, GError **error)
{
  if (!check_poll (self, record, error))
    return FALSE;
  const RegieRecord *poll = poll_of (self, record);
  if (record->round != poll->round)
    return regie_refuse (error, REGIE_RULE_CONFLICT, "round: round %" G_GINT64_FORMAT " is open",
                         poll->round);
  return TRUE;
}

static gboolean
is_blocked (const RegieRecord *poll, const char *key)
{
  return poll->labels != NULL && g_strv_contains ((const char *const *) poll->labels, key);
}

/** Puts the tally's numbers on the poll; the options' texts and the blocked words are the poll's. */
static void
change_tally (RegieCongress *self, const RegieRecord *record)
{
  RegieEntity *poll = regie_congress_subject (self, record);
  RegieRecord *next = regie_entity_draft (poll, record);

  if (next->poll_kind == REGIE_POLL_WORDS)
    regie_record_copy_field (next, record, REGIE_FIELD_ENTRIES);
  for (guint i = 0; next->entries != NULL && i < next->entries->len; i++)
    {
      RegieEntry *entry = g_ptr_array_index (next->entries, i);
      const RegieEntry *counted = next->poll_kind == REGIE_POLL_WORDS
                                      ? entry
                                      : regie_entries_find (record->entries, entry->id);
      entry->count = counted != NULL ? counted->count : 0;
      entry->hidden = next->poll_kind == REGIE_POLL_WORDS && is_blocked (next, entry->id);
    }
  regie_record_set_int (next, REGIE_FIELD_VOTERS, record->voters);
  regie_record_set_int (next, REGIE_FIELD_LATE, record->late);
  if (record->final && next->poll_state == REGIE_POLL_CLOSING)
    {
      regie_record_set_int (next, REGIE_FIELD_POLL_STATE, REGIE_POLL_CLOSED);
      regie_record_set_int (next, REGIE_FIELD_CHANGED, record->at);
    }
  regie_ballots_set_late (self->ballots, record->poll, record->late);
  regie_congress_put (self, poll, next);
}

static gboolean
check_block (RegieCongress *self, const RegieRecord *record, GError **error)
{
  if (!check_poll (self, record, error))
    return FALSE;
  const RegieRecord *poll = poll_of (self, record);
  if (poll->poll_kind != REGIE_POLL_WORDS)
    return regie_refuse (error, REGIE_RULE_INVALID, "poll: is no word cloud");
  gboolean full = poll->labels != NULL
                  && g_strv_length (poll->labels) >= regie_field_limit (REGIE_FIELD_LABELS);
  return !record->on || !full || is_blocked (poll, record->key)
         || regie_refuse (error, REGIE_RULE_INVALID,
                          "key: %" G_GSIZE_FORMAT " words are blocked already",
                          regie_field_limit (REGIE_FIELD_LABELS));
}

static void
change_block (RegieCongress *self, const RegieRecord *record)
{
  RegieEntity *poll = regie_congress_subject (self, record);
  RegieRecord *next = regie_entity_draft (poll, record);
  g_autoptr (GStrvBuilder) blocked = g_strv_builder_new ();

  for (gsize i = 0; next->labels != NULL && next->labels[i] != NULL; i++)
    if (!g_str_equal (next->labels[i], record->key))
      g_strv_builder_add (blocked, next->labels[i]);
  if (record->on)
    g_strv_builder_add (blocked, record->key);
  g_auto (GStrv) keys = g_strv_builder_end (blocked);
  regie_record_set_strings (next, REGIE_FIELD_LABELS, (const char *const *) keys);

  RegieEntry *entry = regie_entries_find (next->entries, record->key);
  if (entry != NULL)
    entry->hidden = record->on != 0;
  regie_congress_put (self, poll, next);
}

const RegieRule *
regie_poll_rule (RegieRecordType type)
{
  static const RegieRule rules[REGIE_N_RECORDS] = {
    [REGIE_RECORD_POLL_CREATE] = { check_create, change_create },
    [REGIE_RECORD_POLL_OPEN] = { check_open, change_open },
    [REGIE_RECORD_POLL_CLOSE] = { check_close, change_close },
    [REGIE_RECORD_POLL_SHOW] = { check_poll, change_show },
    [REGIE_RECORD_POLL_BALLOT] = { check_ballot, change_ballot },
    [REGIE_RECORD_POLL_TALLY] = { check_tally, change_tally },
    [REGIE_RECORD_WORD_BLOCK] = { check_block, change_block },
  };

  return rules[type].check != NULL ? &rules[type] : NULL;
}
