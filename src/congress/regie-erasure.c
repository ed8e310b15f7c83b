/* regie-erasure.c: how the records of the past look after a person was erased
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-congress"

#include "regie-erasure.h"

#include "regie-question-rules.h"
#include "regie-word.h"

struct _RegieErasure
{
  char *author;
  char *pseudonym;
  GPtrArray *polls;
  /* set of ids */
  GHashTable *messages;
  /* poll → Cloud, of the running polls */
  GHashTable *clouds;
  /* Text by text, of one kind each: what stands in its place. What was also written about somebody
   * else's message, in one go, stands in its own. */
  GHashTable *places;
  guint placed;
};

/** The words of one poll, if it is about words. */
typedef struct
{
  gboolean words;
  /* the one that is running: the last in which the person has a ballot */
  gint64 round;
  /* sets of keys: entered by the person in that round; by others in any, or blocked */
  GHashTable *own;
  GHashTable *others;
} Cloud;

static void
cloud_free (gpointer data)
{
  Cloud *cloud = data;

  g_hash_table_unref (cloud->own);
  g_hash_table_unref (cloud->others);
  g_free (cloud);
}

/* What people wrote in a message or about it. */
#define WRITTEN                                                                                    \
  (REGIE_HAS (TEXT) | REGIE_HAS (ORIGINAL) | REGIE_HAS (NOTE) | REGIE_HAS (REASON)                 \
   | REGIE_HAS (ANSWER))

RegieErasure *
regie_erasure_new (const RegieRecord *erase)
{
  g_return_val_if_fail (erase->type == REGIE_RECORD_PERSON_ERASE, NULL);
  g_return_val_if_fail (erase->author != NULL && erase->target != NULL, NULL);

  RegieErasure *self = g_new0 (RegieErasure, 1);
  self->author = g_strdup (erase->author);
  self->pseudonym = g_strdup (erase->target);
  self->polls = g_ptr_array_new_with_free_func (g_free);
  self->messages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->clouds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, cloud_free);
  regie_erasure_add (self, erase);
  return self;
}

void
regie_erasure_add (RegieErasure *self, const RegieRecord *erase)
{
  g_return_if_fail (g_strcmp0 (erase->author, self->author) == 0);

  for (gsize i = 0; erase->messages != NULL && erase->messages[i] != NULL; i++)
    g_hash_table_add (self->messages, g_strdup (erase->messages[i]));
  for (gsize i = 0; erase->ids != NULL && erase->ids[i] != NULL; i++)
    {
      Cloud *cloud = g_new0 (Cloud, 1);
      cloud->own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      cloud->others = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_hash_table_insert (self->clouds, g_strdup (erase->ids[i]), cloud);
      g_ptr_array_add (self->polls, g_strdup (erase->ids[i]));
    }
}

void
regie_erasure_free (RegieErasure *self)
{
  g_free (self->author);
  g_free (self->pseudonym);
  g_ptr_array_unref (self->polls);
  g_hash_table_unref (self->messages);
  g_hash_table_unref (self->places);
  g_hash_table_unref (self->clouds);
  g_free (self);
}

gboolean
regie_erasure_is_due (const RegieRecord *record)
{
  return record->type == REGIE_RECORD_PERSON_ERASE && record->author != NULL
         && record->target != NULL && !g_str_equal (record->author, record->target);
}

const char *
regie_erasure_get_author (RegieErasure *self)
{
  return self->author;
}

const char *
regie_erasure_get_pseudonym (RegieErasure *self)
{
  return self->pseudonym;
}

GPtrArray *
regie_erasure_get_polls (RegieErasure *self)
{
  return self->polls;
}

static gboolean
is_erased (RegieErasure *self, const char *message)
{
  return message != NULL && g_hash_table_contains (self->messages, message);
}

gboolean
regie_erasure_concerns (RegieErasure *self, const char *id)
{
  return g_str_equal (id, self->author) || is_erased (self, id)
         || g_hash_table_contains (self->clouds, id);
}

static gboolean
is_author (RegieErasure *self, const RegieRecord *record)
{
  return g_strcmp0 (record->by.id, self->author) == 0;
}

/** Returns: whether @record is a message of the person's, be it one that was refused and has no place
 * among the messages, or not under that id */
static gboolean
is_sent (RegieErasure *self, const RegieRecord *record)
{
  return record->type == REGIE_RECORD_MESSAGE_SUBMIT && is_author (self, record);
}

/** Returns: how many of the messages that @record is about are the person's; *@others: the others */
static guint
count_messages (RegieErasure *self, const RegieRecord *record, guint *others)
{
  guint own = is_sent (self, record) || is_erased (self, record->message);

  *others = record->message != NULL && !own;
  for (gsize i = 0; record->messages != NULL && record->messages[i] != NULL; i++)
    if (is_erased (self, record->messages[i]))
      own++;
    else
      (*others)++;
  return own;
}

/** Returns: (transfer full): what @text is found by: a message's text is compared with its original, and
 * with nothing else */
static char *
key_of (RegieField field, const char *text)
{
  return g_strdup_printf ("%d %s", field == REGIE_FIELD_ORIGINAL ? REGIE_FIELD_TEXT : field, text);
}

static void
see_field (RegieErasure *self, const RegieRecord *record, RegieField field, gboolean shared)
{
  const char *text = regie_record_get_string (record, field);
  g_autofree char *key = key_of (field, text);

  if (text[0] == '\0')
    return;
  if (shared)
    g_hash_table_replace (self->places, g_steal_pointer (&key), g_strdup (text));
  else if (!g_hash_table_contains (self->places, key))
    g_hash_table_insert (self->places, g_steal_pointer (&key),
                         g_strdup_printf ("(erased %u)", ++self->placed));
}

static Cloud *
cloud_of (RegieErasure *self, const RegieRecord *record)
{
  return record->poll != NULL ? g_hash_table_lookup (self->clouds, record->poll) : NULL;
}

static void
see_ballot (RegieErasure *self, Cloud *cloud, const RegieRecord *ballot)
{
  GHashTable *keys = is_author (self, ballot) ? cloud->own : cloud->others;

  if (keys == cloud->own && ballot->round > cloud->round)
    {
      cloud->round = ballot->round;
      g_hash_table_remove_all (keys);
    }
  for (gsize i = 0; ballot->ids != NULL && ballot->ids[i] != NULL; i++)
    {
      char *key = regie_word_key (ballot->ids[i]);
      if (key != NULL)
        g_hash_table_add (keys, key);
    }
}

static void
see_poll (RegieErasure *self, const RegieRecord *record)
{
  Cloud *cloud = cloud_of (self, record);

  if (cloud == NULL)
    return;
  if (record->type == REGIE_RECORD_POLL_CREATE || record->type == REGIE_RECORD_POLL_STATE)
    cloud->words = record->poll_kind == REGIE_POLL_WORDS;
  else if (record->type == REGIE_RECORD_POLL_BALLOT)
    see_ballot (self, cloud, record);
  else if (record->type == REGIE_RECORD_WORD_BLOCK)
    g_hash_table_add (cloud->others, g_strdup (record->key));
}

void
regie_erasure_see (RegieErasure *self, const RegieRecord *record)
{
  guint others;

  see_poll (self, record);
  guint own = count_messages (self, record, &others);

  if (own > 0)
    REGIE_FOREACH_FIELD (field, record->has & WRITTEN)
      see_field (self, record, field, others > 0);
  for (guint i = 0; record->before != NULL && i < record->before->len; i++)
    regie_erasure_see (self, g_ptr_array_index (record->before, i));
  for (guint i = 0; record->after != NULL && i < record->after->len; i++)
    regie_erasure_see (self, g_ptr_array_index (record->after, i));
}

/** A reason is a word from a list, which says nothing of the person, and perhaps a text. */
static char *
reason_in_place (const char *reason, const char *place)
{
  const char *text;
  RegieRejectReason word = regie_reject_reason_parse (reason, &text);

  if (text == NULL)
    return g_strdup (reason);
  return text == reason ? g_strdup (place) : regie_reject_reason_format (word, place);
}

static void
replace_field (RegieErasure *self, RegieRecord *record, RegieField field)
{
  const char *text = regie_record_get_string (record, field);
  g_autofree char *key = key_of (field, text);
  const char *place = g_hash_table_lookup (self->places, key);

  if (place == NULL || g_str_equal (place, text))
    return;
  g_autofree char *reason = field == REGIE_FIELD_REASON ? reason_in_place (text, place) : NULL;
  regie_record_set_string (record, field, reason != NULL ? reason : place);
}

/** What the person alone entered is another word, in the tallies as in a ballot. */
static void
replace_words (RegieErasure *self, RegieRecord *record)
{
  Cloud *cloud = cloud_of (self, record);
  g_autoptr (GPtrArray) entries = regie_entries_new ();

  if (cloud == NULL || !cloud->words || record->round != cloud->round)
    return;
  if (record->type == REGIE_RECORD_POLL_BALLOT && is_author (self, record))
    for (gsize i = 0; record->ids != NULL && record->ids[i] != NULL; i++)
      {
        g_free (record->ids[i]);
        record->ids[i] = g_strdup_printf ("x%" G_GSIZE_FORMAT, i + 1);
      }
  if (record->type != REGIE_RECORD_POLL_TALLY)
    return;
  for (guint i = 0; i < record->entries->len; i++)
    {
      const RegieEntry *entry = g_ptr_array_index (record->entries, i);
      gboolean alone = g_hash_table_contains (cloud->own, entry->id)
                       && !g_hash_table_contains (cloud->others, entry->id);
      /* No word has such a key. */
      g_autofree char *place = g_strdup_printf ("(erased %u)", i + 1);
      g_ptr_array_add (
          entries, alone ? regie_entry_new (place, place, entry->count, entry->hidden)
                         : regie_entry_new (entry->id, entry->text, entry->count, entry->hidden));
    }
  regie_record_set_entries (record, REGIE_FIELD_ENTRIES, entries);
}

static RegieRecord *replaced (RegieErasure *self, const RegieRecord *record);

static void
replace_parts (RegieErasure *self, RegieRecord *record, RegieField field)
{
  GPtrArray *parts = regie_record_get_records (record, field);
  g_autoptr (GPtrArray) next = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);

  for (guint i = 0; parts != NULL && i < parts->len; i++)
    g_ptr_array_add (next, replaced (self, g_ptr_array_index (parts, i)));
  if (parts != NULL)
    regie_record_set_records (record, field, next);
}

/** Returns: (transfer full): a copy of @record that does not tell of the person */
static RegieRecord *
replaced (RegieErasure *self, const RegieRecord *record)
{
  RegieRecord *next = regie_record_copy (record);
  guint others;

  replace_words (self, next);
  if (is_author (self, next))
    regie_record_set_by (next, next->by.role, self->pseudonym);
  if (g_strcmp0 (next->author, self->author) == 0)
    regie_record_set_string (next, REGIE_FIELD_AUTHOR, self->pseudonym);
  if (count_messages (self, record, &others) > 0)
    REGIE_FOREACH_FIELD (field, record->has & WRITTEN)
      replace_field (self, next, field);
  replace_parts (self, next, REGIE_FIELD_BEFORE);
  replace_parts (self, next, REGIE_FIELD_AFTER);
  return next;
}

RegieRecord *
regie_erasure_rewrite (RegieErasure *self, const RegieRecord *record)
{
  g_autoptr (RegieRecord) next = replaced (self, record);

  return regie_record_equal (next, record) ? NULL : g_steal_pointer (&next);
}
