/* regie-conductor.c: the way of a command: allowed? possible? durable? applied! heard by whom?
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-backend"

#include "regie-config.h"

#include "regie-conductor-private.h"

#include "regie-refusal.h"

#include <string.h>

/* So many of the journal's last records fill the streams after a start. */
#define PREFILL 4000

G_DEFINE_FINAL_TYPE (RegieConductor, regie_conductor, G_TYPE_OBJECT)

static void
on_committed (RegieJournal *journal, GPtrArray *records, RegieConductor *self)
{
  regie_herald_send (self->herald);
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
  regie_conductor_start (self, item);
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
  regie_conductor_start (self, item);
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
  regie_conductor_append (self, item);
}

typedef struct
{
  char *id;
  RegieConductorQuiet func;
  gpointer user_data;
} Quiet;

static gboolean
is_quiet_for (RegieConductor *self, const char *id)
{
  GHashTableIter each;
  const RegieCommandItem *item;

  if (self->ordered > 0 || !g_queue_is_empty (&self->waiting))
    return FALSE;
  g_hash_table_iter_init (&each, self->under_way);
  while (g_hash_table_iter_next (&each, NULL, (gpointer *) &item))
    if (g_strcmp0 (item->viewer.id, id) == 0)
      return FALSE;
  return TRUE;
}

void
regie_conductor_tell_quiet (RegieConductor *self)
{
  for (GList *l = self->quiets.head; l != NULL;)
    {
      Quiet *quiet = l->data;
      GList *next = l->next;

      if (is_quiet_for (self, quiet->id))
        {
          g_queue_delete_link (&self->quiets, l);
          quiet->func (quiet->user_data);
          g_free (quiet->id);
          g_free (quiet);
          /* What it did may have changed the list. */
          next = self->quiets.head;
        }
      l = next;
    }
}

void
regie_conductor_when_quiet (RegieConductor *self,
                            const char *id,
                            RegieConductorQuiet func,
                            gpointer user_data)
{
  Quiet *quiet = g_new (Quiet, 1);

  *quiet = (Quiet) { g_strdup (id), func, user_data };
  g_queue_push_tail (&self->quiets, quiet);
  regie_conductor_tell_quiet (self);
}

void
regie_conductor_forget_told (RegieConductor *self, guint64 seq)
{
  regie_herald_forget (self->herald);
  regie_hub_forget (self->hub, seq);
}

static void
quiet_free (gpointer data)
{
  Quiet *quiet = data;

  g_free (quiet->id);
  g_free (quiet);
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

guint64
regie_conductor_ask_snapshot (RegieConductor *self,
                              RegieAudience audience,
                              RegieShape shape,
                              RegieScribeDone done,
                              gpointer user_data,
                              GDestroyNotify destroy)
{
  return regie_herald_ask_snapshot (self->herald, audience, shape,
                                    regie_journal_get_epoch (self->journal), done, user_data,
                                    destroy);
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
  g_queue_clear_full (&self->quiets, quiet_free);
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
  g_queue_init (&self->quiets);
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
