/* regie-conductor.c: the way of a command: allowed? possible? durable? applied! heard by whom?
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-backend"

#include "regie-config.h"

#include "regie-command-item.h"
#include "regie-conductor.h"
#include "regie-herald.h"
#include "regie-refusal.h"

#include <string.h>

/* So many of the journal's last records fill the streams after a start. */
#define PREFILL 4000

struct _RegieConductor
{
  GObject parent_instance;

  RegieJournal *journal;
  RegieHub *hub;
  RegieCongress *congress;
  RegieClock clock;
  gint64 last_at;
  /* cmd → RegieCommandItem: appended, not yet answered */
  GHashTable *under_way;
  /* RegieCommandItems that wait until what is `ordered` is applied */
  GQueue waiting;
  guint ordered;
  RegieHerald *herald;
  RegieTrail *trail;
  RegieConductorName name;
  gpointer name_data;
  RegieConductorInspector inspector;
  gpointer inspector_data;
  gboolean loading;
  char *problem;
  RegieConductorFigures figures;
};

G_DEFINE_FINAL_TYPE (RegieConductor, regie_conductor, G_TYPE_OBJECT)

static void append (RegieConductor *self, RegieCommandItem *item);

/* The end of every item. */
static void
finish (RegieCommandItem *item, RegieReply *reply)
{
  RegieConductor *self = item->conductor;
  const char *cmd = item->command->record->cmd;

  if (reply->answer != REGIE_ANSWER_APPLIED && reply->answer != REGIE_ANSWER_DUPLICATE)
    self->figures.refused++;
  self->figures.commit_last = g_get_monotonic_time () - item->came;
  self->figures.commit_slowest = MAX (self->figures.commit_slowest, self->figures.commit_last);
  if (cmd != NULL && g_hash_table_lookup (self->under_way, cmd) == item)
    g_hash_table_remove (self->under_way, cmd);
  regie_command_item_answer (item, reply);
}

/* A ballot that came late is told beside the result, never in it. A result that was imported without
 * its ballots is left as it is. */
static void
note_late (RegieConductor *self, const char *poll)
{
  RegiePoll *entity = regie_congress_find_poll (self->congress, poll);
  g_autoptr (RegieRecord) tally = NULL;

  if (entity == NULL)
    return;
  tally = regie_congress_tally_poll (self->congress, poll, FALSE);
  if (tally->voters == regie_poll_state (entity)->voters)
    regie_congress_note_late (self->congress, poll);
}

/* What the sender did not know: how it stands now, and whose doing that is. */
static void
attach_conflict (RegieConductor *self, RegieReply *reply, const RegieCommandItem *item)
{
  guint64 seq;
  g_autoptr (GPtrArray) records = NULL;

  regie_refusal_attach_current (reply, self->congress, item->command->record, &item->viewer);
  if (reply->current == NULL || reply->current->message == NULL
      || item->viewer.role < REGIE_ROLE_MODERATOR)
    return;
  seq = regie_trail_find_last (self->trail, reply->current->message);
  records = seq > 0 ? regie_journal_read (self->journal, seq - 1, 1, NULL) : NULL;
  if (records != NULL && records->len > 0)
    regie_refusal_attach_cause (reply, self->congress, g_ptr_array_index (records, 0));
  if (reply->cause != NULL && reply->cause->by.id != NULL && self->name != NULL)
    g_set_str (&reply->name, self->name (reply->cause->by.id, self->name_data));
}

static void
refuse (RegieCommandItem *item, const GError *error)
{
  g_autoptr (RegieReply) reply = regie_refusal_from_error (error);

  if (reply->answer == REGIE_ANSWER_LATE && item->command->record->type == REGIE_RECORD_POLL_BALLOT)
    note_late (item->conductor, item->command->record->poll);
  if (reply->answer == REGIE_ANSWER_CONFLICT)
    attach_conflict (item->conductor, reply, item);
  /* What depends on the moment must be answered the same way when it is asked again. */
  if (item->command->record->cmd != NULL
      && (reply->answer == REGIE_ANSWER_CONFLICT || reply->answer == REGIE_ANSWER_LATE))
    regie_journal_remember (item->conductor->journal, item->command->record->cmd,
                            item->command->record->seq, reply);
  finish (item, reply);
}

static void
on_committed (RegieJournal *journal, GPtrArray *records, RegieConductor *self)
{
  regie_herald_send (self->herald);
}

static void
set_problem (RegieConductor *self, const char *problem)
{
  if (!g_set_str (&self->problem, problem))
    return;
  if (problem != NULL)
    g_warning ("Nothing can be stored: %s", problem);
  else
    g_message ("Storing works again");
}

/* Something that was `ordered` is through: the next may be judged. */
static void
release_next (RegieConductor *self)
{
  while (self->ordered == 0 && !g_queue_is_empty (&self->waiting))
    append (self, g_queue_pop_head (&self->waiting));
}

/* A close that is applied, and the final tally that goes with it. */
typedef struct
{
  RegieCommandItem *item;
  RegieReply *reply;
} Closing;

static void
on_settled (const RegieReply *tally, gpointer user_data)
{
  Closing *closing = user_data;

  if (tally->answer != REGIE_ANSWER_APPLIED)
    g_warning ("A final tally could not be stored yet: %s", tally->detail);
  finish (closing->item, closing->reply);
  regie_reply_free (closing->reply);
  g_free (closing);
}

static gboolean
is_closing (RegieConductor *self, const char *poll)
{
  RegiePoll *entity = regie_congress_find_poll (self->congress, poll);

  return entity != NULL && regie_poll_state (entity)->poll_state == REGIE_POLL_CLOSING;
}

/* The result is what the stored ballots say at the close: both stand in the journal before the
 * close is answered. */
static void
finish_close (RegieConductor *self, RegieCommandItem *item, RegieReply *reply)
{
  const char *poll = item->command->record->poll;
  g_autoptr (RegieRecord) tally = regie_congress_tally_poll (self->congress, poll, TRUE);
  Closing *closing = g_new0 (Closing, 1);

  closing->item = item;
  closing->reply = reply;
  regie_conductor_append_own (self, tally, 0, on_settled, closing);
}

static void
accept (RegieConductor *self, RegieCommandItem *item)
{
  RegieRecord *record = item->command->record;
  RegieField subject = regie_record_type_subject (record->type);
  RegieReply *reply = regie_reply_new (REGIE_ANSWER_APPLIED);

  self->figures.records++;
  if (record->type == REGIE_RECORD_POLL_BALLOT)
    self->figures.ballots++;
  regie_trail_note (self->trail, self->congress, record);
  regie_herald_note (self->herald, record);
  reply->seq = record->seq;
  if (subject != REGIE_N_FIELDS)
    reply->subject = g_strdup (regie_record_get_string (record, subject));
  if (record->type == REGIE_RECORD_POLL_CLOSE && is_closing (self, record->poll))
    {
      finish_close (self, item, reply);
      return;
    }
  finish (item, reply);
  regie_reply_free (reply);
}

static void
on_appended (RegieJournal *journal,
             RegieRecord *record,
             gboolean duplicate,
             const GError *error,
             gpointer user_data)
{
  RegieCommandItem *item = user_data;
  g_autoptr (RegieConductor) self = g_object_ref (item->conductor);
  g_autoptr (RegieReply) reply = NULL;
  g_autoptr (GError) refusal = NULL;

  self->figures.pending--;
  if (item->ordered)
    self->ordered--;
  set_problem (self, error != NULL ? error->message : NULL);

  if (error != NULL)
    {
      reply = regie_refusal_from_error (error);
      finish (item, reply);
    }
  else if (duplicate)
    {
      reply = regie_journal_find_answer (journal, record->cmd);
      if (reply == NULL)
        reply = regie_reply_new (REGIE_ANSWER_DUPLICATE);
      finish (item, reply);
    }
  else if (!regie_congress_apply (self->congress, record, &refusal))
    {
      /* A race that the order of the journal decided. */
      refuse (item, refusal);
    }
  else
    accept (self, item);
  release_next (self);
}

/* Judges an item by the state that is on disk and gives it to the journal. */
static void
append (RegieConductor *self, RegieCommandItem *item)
{
  RegieRecord *record = item->command->record;
  g_autoptr (GError) error = NULL;

  /* Never backwards, even when the machine's clock was set back. */
  record->at = MAX (self->clock (), self->last_at);
  if (item->command->not_after != 0 && record->at > item->command->not_after)
    {
      g_set_error_literal (&error, REGIE_RULE_ERROR, REGIE_RULE_LATE,
                           "It came after the instant it was meant for");
      refuse (item, error);
      return;
    }
  if (!item->checked
      && !regie_congress_check (self->congress, record, item->command->expect_rev, &error))
    {
      refuse (item, error);
      return;
    }
  if (self->inspector != NULL && regie_record_type_is_crowd (record->type))
    {
      g_autoptr (RegieReply) reply = self->inspector (record, self->inspector_data);

      if (reply != NULL)
        {
          finish (item, reply);
          return;
        }
    }
  self->last_at = record->at;
  item->ordered = !regie_record_type_is_crowd (record->type) && !item->checked;
  if (item->ordered)
    self->ordered++;
  if (record->cmd != NULL)
    g_hash_table_insert (self->under_way, record->cmd, item);
  self->figures.pending++;
  regie_journal_append (self->journal, record, on_appended, item);
}

/* Lets an item go its way, now or after what must be applied before it. */
static void
start (RegieConductor *self, RegieCommandItem *item)
{
  if (regie_record_type_is_crowd (item->command->record->type) || self->ordered == 0)
    append (self, item);
  else
    g_queue_push_tail (&self->waiting, item);
}

static void
answer_at_once (RegieConductor *self,
                RegieReply *reply,
                RegieConductorDone done,
                gpointer user_data)
{
  if (reply->answer != REGIE_ANSWER_APPLIED && reply->answer != REGIE_ANSWER_DUPLICATE)
    self->figures.refused++;
  if (done != NULL)
    done (reply, user_data);
}

static gboolean
is_waiting_for (gconstpointer item, gconstpointer cmd)
{
  return g_strcmp0 (((const RegieCommandItem *) item)->command->record->cmd, cmd);
}

void
regie_conductor_submit (RegieConductor *self,
                        const RegieViewer *viewer,
                        RegieCommand *command,
                        RegieConductorDone done,
                        gpointer user_data)
{
  g_autoptr (RegieCommand) owned = command;
  RegieRecord *record = command->record;
  g_autoptr (RegieReply) reply = NULL;
  g_autoptr (GError) error = NULL;
  GList *queued;
  RegieCommandItem *item;

  g_return_if_fail (record->cmd != NULL);

  self->figures.commands++;
  regie_record_set_by (record, viewer->role, viewer->id);
  if (!regie_viewer_may (self->congress, viewer, record, &error)
      || !regie_record_validate (record, &error))
    {
      reply = regie_refusal_from_error (error);
      answer_at_once (self, reply, done, user_data);
      return;
    }

  queued = g_queue_find_custom (&self->waiting, record->cmd, is_waiting_for);
  item = queued != NULL ? queued->data : g_hash_table_lookup (self->under_way, record->cmd);
  if (item != NULL)
    {
      regie_command_item_listen (item, done, user_data);
      return;
    }
  reply = regie_journal_find_answer (self->journal, record->cmd);
  if (reply != NULL)
    {
      answer_at_once (self, reply, done, user_data);
      return;
    }

  item = regie_command_item_new (self, viewer, g_steal_pointer (&owned));
  regie_command_item_listen (item, done, user_data);
  start (self, item);
}

static RegieCommandItem *
item_of_record (RegieConductor *self,
                const RegieViewer *viewer,
                RegieRecord *record,
                RegieConductorDone done,
                gpointer user_data)
{
  RegieCommand *command = g_new0 (RegieCommand, 1);
  RegieCommandItem *item;

  command->record = regie_record_ref (record);
  regie_record_set_by (record, viewer->role, viewer->id);
  item = regie_command_item_new (self, viewer, command);
  regie_command_item_listen (item, done, user_data);
  return item;
}

void
regie_conductor_append_own (RegieConductor *self,
                            RegieRecord *record,
                            guint64 expect_rev,
                            RegieConductorDone done,
                            gpointer user_data)
{
  static const RegieViewer system = { .role = REGIE_ROLE_SYSTEM };
  RegieCommandItem *item = item_of_record (self, &system, record, done, user_data);

  item->command->expect_rev = expect_rev;
  start (self, item);
}

void
regie_conductor_append_checked (RegieConductor *self,
                                const RegieViewer *viewer,
                                RegieRecord *record,
                                RegieConductorDone done,
                                gpointer user_data)
{
  RegieCommandItem *item = item_of_record (self, viewer, record, done, user_data);

  item->checked = TRUE;
  append (self, item);
}

static gboolean
replay_one (RegieRecord *record, gpointer user_data)
{
  RegieConductor *self = user_data;

  self->last_at = MAX (self->last_at, record->at);
  self->figures.records++;
  if (record->type == REGIE_RECORD_POLL_BALLOT)
    self->figures.ballots++;
  if (!regie_congress_apply (self->congress, record, NULL))
    return TRUE;
  regie_trail_note (self->trail, self->congress, record);
  if (record->seq + PREFILL > regie_journal_get_seq (self->journal))
    {
      /* One by one, so that who comes back can go on at any of them. */
      regie_herald_note (self->herald, record);
      regie_herald_send (self->herald);
    }
  return TRUE;
}

gboolean
regie_conductor_load (RegieConductor *self, GError **error)
{
  guint64 newest = regie_journal_get_seq (self->journal);

  gboolean loaded;

  regie_hub_restart (self->hub, newest > PREFILL ? newest - PREFILL : 0);
  self->loading = TRUE;
  loaded = regie_journal_replay (self->journal, 0, 0, replay_one, self, error);
  self->loading = FALSE;
  return loaded;
}

GBytes *
regie_conductor_snapshot (RegieConductor *self, RegieAudience audience)
{
  return regie_herald_snapshot (self->herald, audience, regie_journal_get_epoch (self->journal));
}

GBytes *
regie_conductor_snapshot_frame (RegieConductor *self, RegieAudience audience, guint64 *seq)
{
  return regie_herald_snapshot_frame (self->herald, audience,
                                      regie_journal_get_epoch (self->journal), seq);
}

RegieCongress *
regie_conductor_get_congress (RegieConductor *self)
{
  return self->congress;
}

RegieJournal *
regie_conductor_get_journal (RegieConductor *self)
{
  return self->journal;
}

RegieTrail *
regie_conductor_get_trail (RegieConductor *self)
{
  return self->trail;
}

void
regie_conductor_set_names (RegieConductor *self, RegieConductorName name, gpointer user_data)
{
  self->name = name;
  self->name_data = user_data;
}

void
regie_conductor_set_inspector (RegieConductor *self,
                               RegieConductorInspector inspector,
                               gpointer user_data)
{
  self->inspector = inspector;
  self->inspector_data = user_data;
}

gboolean
regie_conductor_is_loading (RegieConductor *self)
{
  return self->loading;
}

const char *
regie_conductor_get_problem (RegieConductor *self)
{
  return self->problem;
}

const RegieConductorFigures *
regie_conductor_get_figures (RegieConductor *self)
{
  return &self->figures;
}

void
regie_conductor_set_clock (RegieConductor *self, RegieClock clock)
{
  self->clock = clock;
}

gint64
regie_conductor_now (RegieConductor *self)
{
  return self->clock ();
}

static void
regie_conductor_finalize (GObject *object)
{
  RegieConductor *self = REGIE_CONDUCTOR (object);

  g_clear_pointer (&self->herald, regie_herald_free);
  g_clear_pointer (&self->trail, regie_trail_free);
  g_hash_table_unref (self->under_way);
  g_clear_object (&self->congress);
  g_clear_object (&self->hub);
  g_clear_object (&self->journal);
  g_free (self->problem);

  G_OBJECT_CLASS (regie_conductor_parent_class)->finalize (object);
}

static void
regie_conductor_class_init (RegieConductorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = regie_conductor_finalize;
}

static void
regie_conductor_init (RegieConductor *self)
{
  self->congress = regie_congress_new ();
  self->clock = g_get_real_time;
  self->trail = regie_trail_new ();
  self->under_way = g_hash_table_new (g_str_hash, g_str_equal);
  g_queue_init (&self->waiting);
}

RegieConductor *
regie_conductor_new (RegieJournal *journal, RegieHub *hub)
{
  RegieConductor *self = g_object_new (REGIE_TYPE_CONDUCTOR, NULL);

  self->journal = g_object_ref (journal);
  self->hub = g_object_ref (hub);
  self->herald = regie_herald_new (self->congress, hub);
  g_signal_connect_object (journal, "committed", G_CALLBACK (on_committed), self,
                           G_CONNECT_DEFAULT);
  return self;
}
