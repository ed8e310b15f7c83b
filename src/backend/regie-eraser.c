/* regie-eraser.c: the way of a person out of the backend
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-backend"

#include "regie-config.h"

#include "regie-eraser.h"
#include "regie-refusal.h"

#include <wslay/wslay.h>

/* Milliseconds until what could not be erased is tried again. */
#define PATIENCE 10000

struct _RegieEraser
{
  RegieConductor *conductor;
  RegiePeople *people;
  RegieRegistry *registry;
  RegieHub *hub;
  RegieLimiter *commands;
  guint patience;
  /* (element-type Job): under way, or stored and not yet carried out */
  GPtrArray *jobs;
};

typedef struct
{
  RegieConductorDone done;
  gpointer user_data;
} Listener;

/** One person. */
typedef struct
{
  RegieEraser *self;
  RegieCommand *command;
  RegieViewer viewer;
  char *viewer_id;
  char *author;
  /* (element-type RegieRecord): what goes to the journal: one holds not all messages there can be */
  GPtrArray *records;
  /* what the journal has to answer yet */
  guint pending;
  /* what came of the first of them: the answer, once everything is done */
  RegieReply *reply;
  guint64 seq;
  guint again;
  /* (element-type Listener) */
  GArray *listeners;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_handle_id (&job->again, g_source_remove);
  g_clear_pointer (&job->command, regie_command_free);
  g_clear_pointer (&job->reply, regie_reply_free);
  g_ptr_array_unref (job->records);
  g_array_unref (job->listeners);
  g_free (job->viewer_id);
  g_free (job->author);
  g_free (job);
}

RegieEraser *
regie_eraser_new (RegieConductor *conductor,
                  RegiePeople *people,
                  RegieRegistry *registry,
                  RegieHub *hub,
                  RegieLimiter *commands)
{
  RegieEraser *self = g_new0 (RegieEraser, 1);

  self->conductor = conductor;
  self->people = people;
  self->registry = registry;
  self->hub = hub;
  self->commands = commands;
  self->patience = PATIENCE;
  self->jobs = g_ptr_array_new_with_free_func (job_free);
  return self;
}

void
regie_eraser_free (RegieEraser *self)
{
  /* What the journal is at it ends by itself. */
  for (guint i = self->jobs->len; i > 0; i--)
    if (((Job *) g_ptr_array_index (self->jobs, i - 1))->pending > 0)
      ((Job *) g_ptr_array_steal_index_fast (self->jobs, i - 1))->self = NULL;
  g_ptr_array_unref (self->jobs);
  g_free (self);
}

void
regie_eraser_set_patience (RegieEraser *self, guint patience)
{
  self->patience = patience;
}

static void
listen (Job *job, RegieConductorDone done, gpointer user_data)
{
  Listener listener = { done, user_data };

  g_array_append_val (job->listeners, listener);
}

static void
tell (Job *job, RegieReply *reply)
{
  g_autoptr (GArray) listeners = g_steal_pointer (&job->listeners);

  job->listeners = g_array_new (FALSE, FALSE, sizeof (Listener));
  for (guint i = 0; i < listeners->len; i++)
    {
      Listener *listener = &g_array_index (listeners, Listener, i);

      if (i == 1 && reply->answer == REGIE_ANSWER_APPLIED)
        reply->answer = REGIE_ANSWER_DUPLICATE;
      listener->done (reply, listener->user_data);
    }
}

/* The end of a job. */
static void
end (Job *job)
{
  tell (job, job->reply);
  g_ptr_array_remove_fast (job->self->jobs, job);
}

static void carry_out (Job *job);

static gboolean
on_again (gpointer user_data)
{
  Job *job = user_data;

  job->again = 0;
  carry_out (job);
  return G_SOURCE_REMOVE;
}

static void
on_erased (RegieJournal *journal, const GError *error, gpointer user_data)
{
  Job *job = user_data;

  job->pending--;
  if (job->self == NULL)
    {
      job_free (job);
      return;
    }
  if (error == NULL)
    {
      regie_conductor_forget_told (job->self->conductor, job->seq);
      regie_limiter_forget (job->self->commands, job->author);
      end (job);
      return;
    }
  g_warning ("Somebody who was erased is still on the disk: %s", error->message);
  job->again = g_timeout_add (job->self->patience, on_again, job);
  g_autoptr (RegieReply) reply = regie_refusal_from_error (error);
  tell (job, reply);
}

static void
carry_out (Job *job)
{
  RegieErasure *erasure = regie_erasure_new (g_ptr_array_index (job->records, 0));

  for (guint i = 1; i < job->records->len; i++)
    regie_erasure_add (erasure, g_ptr_array_index (job->records, i));
  g_clear_handle_id (&job->again, g_source_remove);
  job->pending++;
  regie_journal_erase (regie_conductor_get_journal (job->self->conductor), erasure, on_erased, job);
}

static void
collect_socket (gpointer socket, gpointer user_data)
{
  g_ptr_array_add (user_data, regie_socket_ref (socket));
}

static void
close_sockets (Job *job)
{
  g_autoptr (GPtrArray) sockets =
      g_ptr_array_new_with_free_func ((GDestroyNotify) regie_socket_unref);

  regie_hub_foreach_of (job->self->hub, job->author, collect_socket, sockets);
  for (guint i = 0; i < sockets->len; i++)
    regie_hub_close (job->self->hub, g_ptr_array_index (sockets, i), WSLAY_CODE_POLICY_VIOLATION,
                     "your data was erased");
}

static RegieReply *
copy_reply (const RegieReply *reply)
{
  gsize size;
  g_autofree char *json = regie_reply_to_json (reply, &size);

  return regie_reply_from_json (json, size, reply->status, NULL);
}

/* One of the records is through; the first one's answer is the command's. */
static void
on_stored (const RegieReply *reply, gpointer user_data)
{
  Job *job = user_data;

  if (job->reply == NULL)
    job->reply = copy_reply (reply);
  job->seq = MAX (job->seq, reply->seq);
  if (--job->pending > 0)
    return;
  if (job->self == NULL)
    job_free (job);
  else if (job->reply->answer == REGIE_ANSWER_APPLIED)
    {
      close_sockets (job);
      carry_out (job);
    }
  else
    {
      /* Nothing was stored: the person stays. */
      regie_registry_bar (job->self->registry, job->author, FALSE);
      end (job);
    }
}

/* Makes the records of the command: they name everything that is the person's. */
static void
make_records (Job *job)
{
  RegieCongress *congress = regie_conductor_get_congress (job->self->conductor);
  GPtrArray *messages = regie_people_get_messages (job->self->people, job->author);
  g_autoptr (GPtrArray) polls = regie_congress_dup_running_polls_of (congress, job->author);
  g_autofree char *pseudonym = g_uuid_string_random ();
  const guint most = (guint) regie_field_limit (REGIE_FIELD_MESSAGES);
  guint n_messages = messages != NULL ? messages->len : 0;

  g_ptr_array_set_size (polls, (int) MIN (polls->len, regie_field_limit (REGIE_FIELD_IDS)));
  for (guint from = 0; from == 0 || from < n_messages; from += most)
    {
      RegieRecord *record = regie_record_copy (job->command->record);
      g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

      for (guint i = from; i < MIN (n_messages, from + most); i++)
        g_strv_builder_add (builder, regie_entity_get_id (g_ptr_array_index (messages, i)));
      g_auto (GStrv) ids = g_strv_builder_end (builder);
      regie_record_clear (record, REGIE_FIELD_MESSAGE);
      regie_record_set_string (record, REGIE_FIELD_AUTHOR, job->author);
      regie_record_set_string (record, REGIE_FIELD_TARGET, pseudonym);
      if (ids[0] != NULL)
        regie_record_set_strings (record, REGIE_FIELD_MESSAGES, (const char *const *) ids);
      if (polls->len > 0)
        regie_record_set_strings (record, REGIE_FIELD_IDS, (const char *const *) polls->pdata);
      if (from > 0)
        regie_record_set_cmd (record, NULL);
      g_ptr_array_add (job->records, record);
    }
}

static void
on_quiet (gpointer user_data)
{
  Job *job = user_data;
  RegieEraser *self = job->self;
  RegieCommand *command = g_new0 (RegieCommand, 1);

  make_records (job);
  command->record = regie_record_ref (g_ptr_array_index (job->records, 0));
  command->not_after = job->command->not_after;
  job->pending = 1;
  regie_conductor_submit (self->conductor, &job->viewer, command, on_stored, job);
  /* Refused at once, it is no more. Else the others follow it, next in the order of the journal. */
  if (!g_ptr_array_find (self->jobs, job, NULL))
    return;
  job->pending += job->records->len - 1;
  for (guint i = 1; i < job->records->len; i++)
    regie_conductor_append_checked (self->conductor, &job->viewer,
                                    g_ptr_array_index (job->records, i), on_stored, job);
}

static Job *
find_job (RegieEraser *self, const char *cmd, const char *author)
{
  for (guint i = 0; i < self->jobs->len; i++)
    {
      Job *job = g_ptr_array_index (self->jobs, i);
      if (g_strcmp0 (job->command->record->cmd, cmd) == 0 || g_strcmp0 (job->author, author) == 0)
        return job;
    }
  return NULL;
}

/* Returns: (nullable): whom @record is about */
static const char *
find_author (RegieEraser *self, const RegieRecord *record, GError **error)
{
  RegieCongress *congress = regie_conductor_get_congress (self->conductor);
  RegieMessage *message;

  if (record->by.role == REGIE_ROLE_PARTICIPANT)
    return record->by.id;
  message = regie_congress_find_message (congress, record->message);
  if (message == NULL)
    g_set_error (error, REGIE_RULE_ERROR, REGIE_RULE_UNKNOWN, "message: there is no message “%s”",
                 record->message);
  else if (regie_message_state (message)->author == NULL)
    g_set_error (error, REGIE_RULE_ERROR, REGIE_RULE_CONFLICT,
                 regie_message_state (message)->erased
                     ? "message: the author of “%s” was erased already"
                     : "message: no participant wrote “%s”",
                 record->message);
  return message != NULL ? regie_message_state (message)->author : NULL;
}

static void
begin (RegieEraser *self,
       const RegieViewer *viewer,
       RegieCommand *command,
       const char *author,
       RegieConductorDone done,
       gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  job->self = self;
  job->command = command;
  job->viewer_id = g_strdup (viewer->id);
  job->viewer = (RegieViewer) { .role = viewer->role, .id = job->viewer_id };
  job->author = g_strdup (author);
  job->records = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);
  job->listeners = g_array_new (FALSE, FALSE, sizeof (Listener));
  listen (job, done, user_data);
  g_ptr_array_add (self->jobs, job);
  regie_registry_bar (self->registry, author, TRUE);
  regie_conductor_when_quiet (self->conductor, author, on_quiet, job);
}

/* Somebody asks for what is under way. */
static void
join (Job *job, RegieConductorDone done, gpointer user_data)
{
  listen (job, done, user_data);
  if (job->again != 0)
    carry_out (job);
}

void
regie_eraser_submit (RegieEraser *self,
                     const RegieViewer *viewer,
                     RegieCommand *command,
                     RegieConductorDone done,
                     gpointer user_data)
{
  g_autoptr (RegieCommand) owned = command;
  RegieRecord *record = command->record;
  g_autoptr (GError) error = NULL;
  g_autoptr (RegieReply) reply = NULL;
  const char *author = NULL;
  Job *job;

  regie_record_set_by (record, viewer->role, viewer->id);
  if (regie_viewer_may (regie_conductor_get_congress (self->conductor), viewer, record, &error)
      && regie_record_validate (record, &error))
    {
      job = find_job (self, record->cmd, NULL);
      if (job == NULL)
        reply =
            regie_journal_find_answer (regie_conductor_get_journal (self->conductor), record->cmd);
      if (job == NULL && reply == NULL)
        author = find_author (self, record, &error);
      if (author != NULL)
        job = find_job (self, NULL, author);
      if (job != NULL)
        {
          join (job, done, user_data);
          return;
        }
    }
  if (error != NULL)
    reply = regie_refusal_from_error (error);
  if (reply != NULL)
    done (reply, user_data);
  else
    begin (self, viewer, g_steal_pointer (&owned), author, done, user_data);
}
