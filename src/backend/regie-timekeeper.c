/* regie-timekeeper.c: what the backend does by itself when its time has come
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-backend"

#include "regie-config.h"

#include "regie-claims.h"
#include "regie-timekeeper.h"

/* Counts are told this often at most, milliseconds; large clouds once a second (SEMANTICS 1): what
 * everybody is sent must not grow with what everybody says. */
#define TALLY_EVERY 250
#define LARGE_PAUSE 3
#define LARGE_STEP 100
/* Ends of polls and leases are looked at this often, milliseconds. */
#define TICK_EVERY 500
/* A claim is a lease (SEMANTICS 2). */
#define LEASE (60 * G_USEC_PER_SEC)

struct _RegieTimekeeper
{
  GObject parent_instance;

  RegieConductor *conductor;
  guint tally_timer;
  guint tick_timer;
  /* how many times the counts are not told next */
  guint pause;
  RegieClaims *claims;
  /* own records that are not on disk yet: what they are about is not to be asked for again */
  GHashTable *asked;
  /* counts that could not be stored; what they are about is counted anew */
  GPtrArray *failed;
};

G_DEFINE_FINAL_TYPE (RegieTimekeeper, regie_timekeeper, G_TYPE_OBJECT)

typedef struct
{
  RegieTimekeeper *self;
  RegieRecord *record;
} Asked;

static const char *
subject_of (const RegieRecord *record)
{
  RegieField field = regie_record_type_subject (record->type);
  const char *id = field == REGIE_N_FIELDS ? NULL : regie_record_get_string (record, field);

  return id != NULL ? id : "";
}

static char *
key_of (const RegieRecord *record)
{
  return g_strdup_printf ("%d %s", record->type, subject_of (record));
}

static gboolean
is_count (const RegieRecord *record)
{
  return record->type == REGIE_RECORD_POLL_TALLY || record->type == REGIE_RECORD_MESSAGE_SCORES;
}

static void
on_answer (const RegieReply *reply, gpointer user_data)
{
  Asked *asked = user_data;
  g_autofree char *key = key_of (asked->record);

  g_hash_table_remove (asked->self->asked, key);
  if (reply->answer == REGIE_ANSWER_UNAVAILABLE && is_count (asked->record))
    g_ptr_array_add (asked->self->failed, regie_record_ref (asked->record));
  regie_record_unref (asked->record);
  g_object_unref (asked->self);
  g_free (asked);
}

static void
ask (RegieTimekeeper *self, RegieRecord *record, guint64 expect_rev)
{
  g_autofree char *key = key_of (record);
  Asked *asked;

  if (g_hash_table_contains (self->asked, key))
    {
      /* Counted again once the one before it is on disk. */
      if (is_count (record))
        g_ptr_array_add (self->failed, regie_record_ref (record));
      return;
    }
  g_hash_table_add (self->asked, g_steal_pointer (&key));
  asked = g_new (Asked, 1);
  asked->self = g_object_ref (self);
  asked->record = regie_record_ref (record);
  regie_conductor_append_own (self->conductor, record, expect_rev, on_answer, asked);
}

/* What was counted but not stored is counted again: a tally is an absolute number. */
static void
ask_again (RegieTimekeeper *self)
{
  RegieCongress *congress = regie_conductor_get_congress (self->conductor);
  g_autoptr (GPtrArray) failed = g_steal_pointer (&self->failed);

  self->failed = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);
  for (guint i = 0; i < failed->len; i++)
    {
      RegieRecord *record = g_ptr_array_index (failed, i);
      g_autoptr (RegieRecord) anew = NULL;

      if (record->type == REGIE_RECORD_POLL_TALLY)
        anew = regie_congress_tally_poll (congress, record->poll, record->final != 0);
      else
        {
          anew = regie_record_new (record->type);
          regie_record_set_entries (anew, REGIE_FIELD_ENTRIES, record->entries);
        }
      if (anew != NULL)
        ask (self, anew, 0);
    }
}

static gboolean
on_tally_time (gpointer user_data)
{
  RegieTimekeeper *self = user_data;
  g_autoptr (GPtrArray) tallies = NULL;
  guint lines = 0;

  if (self->pause > 0)
    {
      self->pause--;
      return G_SOURCE_CONTINUE;
    }
  tallies = regie_congress_take_tallies (regie_conductor_get_congress (self->conductor));
  for (guint i = 0; i < tallies->len; i++)
    {
      RegieRecord *tally = g_ptr_array_index (tallies, i);

      lines += tally->entries != NULL ? tally->entries->len : 0;
      ask (self, tally, 0);
    }
  self->pause = MIN (LARGE_PAUSE, lines / LARGE_STEP);
  return G_SOURCE_CONTINUE;
}

static void
tick_poll (RegieTimekeeper *self, const RegieRecord *poll, gint64 now)
{
  RegieCongress *congress = regie_conductor_get_congress (self->conductor);

  if (poll->poll_state == REGIE_POLL_OPEN && poll->end != 0 && poll->end <= now)
    {
      g_autoptr (RegieRecord) end = regie_record_new (REGIE_RECORD_POLL_CLOSE);

      regie_record_set_string (end, REGIE_FIELD_POLL, poll->poll);
      ask (self, end, 0);
    }
  else if (poll->poll_state == REGIE_POLL_CLOSING)
    {
      /* Its final tally is missing: the process ended, or the disk was full, between the two. */
      g_autoptr (RegieRecord) tally = regie_congress_tally_poll (congress, poll->poll, TRUE);

      ask (self, tally, 0);
    }
}

/* @messages: (transfer full) (element-type utf8) */
static void
release (RegieTimekeeper *self, GPtrArray *messages)
{
  RegieCongress *congress = regie_conductor_get_congress (self->conductor);
  g_autoptr (GPtrArray) owned = messages;

  for (guint i = 0; i < messages->len; i++)
    {
      const char *id = g_ptr_array_index (messages, i);
      RegieMessage *message = regie_congress_find_message (congress, id);
      g_autoptr (RegieRecord) end = regie_record_new (REGIE_RECORD_MESSAGE_CLAIM);

      regie_record_set_string (end, REGIE_FIELD_MESSAGE, id);
      regie_record_set_int (end, REGIE_FIELD_ON, FALSE);
      /* Whoever takes it over in this moment keeps it. */
      ask (self, end, (guint64) regie_message_state (message)->rev);
    }
}

void
regie_timekeeper_renew_claim (RegieTimekeeper *self,
                              const char *message,
                              const char *claimant,
                              gint64 now)
{
  regie_claims_renew (self->claims, message, claimant, now);
}

void
regie_timekeeper_release_claims (RegieTimekeeper *self, const char *claimant)
{
  release (self, regie_claims_of (self->claims, claimant));
}

void
regie_timekeeper_tick (RegieTimekeeper *self, gint64 now)
{
  RegieCongress *congress = regie_conductor_get_congress (self->conductor);
  GListModel *polls = regie_congress_get_polls (congress);

  if (self->failed->len > 0)
    ask_again (self);
  for (guint i = 0; i < g_list_model_get_n_items (polls); i++)
    {
      g_autoptr (RegieEntity) poll = g_list_model_get_item (polls, i);
      tick_poll (self, regie_entity_state (poll), now);
    }
  release (self, regie_claims_older_than (self->claims, now - LEASE));
}

static gboolean
on_tick (gpointer user_data)
{
  RegieTimekeeper *self = user_data;

  regie_timekeeper_tick (self, regie_conductor_now (self->conductor));
  return G_SOURCE_CONTINUE;
}

static void
regie_timekeeper_dispose (GObject *object)
{
  RegieTimekeeper *self = REGIE_TIMEKEEPER (object);

  g_clear_handle_id (&self->tally_timer, g_source_remove);
  g_clear_handle_id (&self->tick_timer, g_source_remove);
  g_clear_pointer (&self->claims, regie_claims_free);
  g_clear_object (&self->conductor);

  G_OBJECT_CLASS (regie_timekeeper_parent_class)->dispose (object);
}

static void
regie_timekeeper_finalize (GObject *object)
{
  RegieTimekeeper *self = REGIE_TIMEKEEPER (object);

  g_hash_table_unref (self->asked);
  g_ptr_array_unref (self->failed);

  G_OBJECT_CLASS (regie_timekeeper_parent_class)->finalize (object);
}

static void
regie_timekeeper_class_init (RegieTimekeeperClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = regie_timekeeper_dispose;
  object_class->finalize = regie_timekeeper_finalize;
}

static void
regie_timekeeper_init (RegieTimekeeper *self)
{
  self->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->failed = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);
}

RegieTimekeeper *
regie_timekeeper_new (RegieConductor *conductor)
{
  RegieTimekeeper *self = g_object_new (REGIE_TYPE_TIMEKEEPER, NULL);

  self->conductor = g_object_ref (conductor);
  self->claims = regie_claims_new_for (regie_conductor_get_congress (conductor),
                                       regie_conductor_now (conductor));
  self->tick_timer = g_timeout_add (TICK_EVERY, on_tick, self);
  self->tally_timer = g_timeout_add (TALLY_EVERY, on_tally_time, self);
  return self;
}
