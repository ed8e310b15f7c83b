/* regie-writer.c: the thread that writes a journal's file, for this room only
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-journal"

#include "regie-writer.h"

#include "regie-journal-error.h"

/** Most jobs in one transaction: about 20 ms of writing. */
#define MAX_BATCH 4096
/** Longest time a job waits for others that are just being read from their sockets. */
#define MAX_GATHERING (3 * G_TIME_SPAN_MILLISECOND)

/* A list of jobs with its end, for pushing and taking in constant time. */
typedef struct
{
  RegieWriterJob *first;
  RegieWriterJob *last;
} Queue;

/* What one transaction did. */
typedef struct _Batch Batch;
struct _Batch
{
  Queue jobs;
  GError *error;
  Batch *next;
};

struct _RegieWriter
{
  /* a `done` may let go of the journal and with it of this */
  grefcount refs;
  /* @store belongs to the thread while that runs */
  RegieStore *store;
  GThread *thread;
  GMainContext *context;
  /* the one door from the thread to the main context */
  GSource *door;
  GFunc batch_func;
  gpointer batch_data;

  /* What came in this round of the main loop goes to the thread in one piece: when nothing else is
   * ready to be read (gather), or when the first of it has waited long enough (hurry). */
  Queue gathered;
  GSource *gather;
  GSource *hurry;

  GMutex mutex;
  GCond wake;
  /* behind the mutex */
  Queue waiting;
  gboolean closing;
  Batch *first_finished;
  Batch *last_finished;
};

static void
queue_push (Queue *self, RegieWriterJob *job)
{
  job->next = NULL;
  if (self->last != NULL)
    self->last->next = job;
  else
    self->first = job;
  self->last = job;
}

/* Moves all of @other to the end of @self. */
static void
queue_append (Queue *self, Queue *other)
{
  if (self->last != NULL)
    self->last->next = other->first;
  else
    self->first = other->first;
  self->last = other->last;
  *other = (Queue) { 0 };
}

/* Returns: up to @max jobs from the front of @self */
static Queue
queue_take (Queue *self, guint max)
{
  Queue taken = { self->first, self->first };

  if (taken.first == NULL)
    return taken;
  for (guint n = 1; n < max && taken.last->next != NULL; n++)
    taken.last = taken.last->next;
  self->first = taken.last->next;
  if (self->first == NULL)
    self->last = NULL;
  taken.last->next = NULL;
  return taken;
}

static void
write_batch (RegieWriter *self, Batch *batch)
{
  gboolean good = regie_store_begin (self->store, &batch->error);

  for (RegieWriterJob *job = batch->jobs.first; good && job != NULL; job = job->next)
    good = job->run (job, self->store, &batch->error);
  good = good && regie_store_commit (self->store, &batch->error);
  for (RegieWriterJob *job = batch->jobs.first; good && job != NULL; job = job->next)
    if (job->after != NULL)
      job->after (job, self->store);
  if (!good)
    {
      g_warning ("%s", batch->error->message);
      regie_store_rollback (self->store);
    }
}

static void
hand_over (RegieWriter *self, Batch *batch)
{
  if (self->last_finished != NULL)
    self->last_finished->next = batch;
  else
    self->first_finished = batch;
  self->last_finished = batch;
  g_source_set_ready_time (self->door, 0);
}

static gpointer
write_all (gpointer user_data)
{
  RegieWriter *self = user_data;

  g_mutex_lock (&self->mutex);
  while (TRUE)
    {
      while (self->waiting.first == NULL && !self->closing)
        g_cond_wait (&self->wake, &self->mutex);
      if (self->waiting.first == NULL)
        break;

      Batch *batch = g_new0 (Batch, 1);
      batch->jobs = queue_take (&self->waiting, MAX_BATCH);
      g_mutex_unlock (&self->mutex);
      write_batch (self, batch);
      g_mutex_lock (&self->mutex);
      hand_over (self, batch);
    }
  g_mutex_unlock (&self->mutex);
  return NULL;
}

static gboolean
finish_next (RegieWriter *self)
{
  Batch *batch;
  RegieWriterJob *job;

  g_mutex_lock (&self->mutex);
  batch = self->first_finished;
  if (batch != NULL)
    self->first_finished = batch->next;
  if (self->first_finished == NULL)
    self->last_finished = NULL;
  g_mutex_unlock (&self->mutex);
  if (batch == NULL)
    return FALSE;

  job = batch->jobs.first;
  while (job != NULL)
    {
      RegieWriterJob *next = job->next;
      job->done (job, batch->error);
      job = next;
    }
  if (self->batch_func != NULL)
    self->batch_func (batch->error, self->batch_data);
  g_clear_error (&batch->error);
  g_free (batch);
  return TRUE;
}

/* One batch per turn of the main loop: sockets get their turn in between. */
static gboolean
open_door (gpointer user_data)
{
  RegieWriter *self = user_data;

  g_ref_count_inc (&self->refs);
  g_source_set_ready_time (self->door, -1);
  finish_next (self);
  g_mutex_lock (&self->mutex);
  if (self->first_finished != NULL && self->door != NULL)
    g_source_set_ready_time (self->door, 0);
  g_mutex_unlock (&self->mutex);
  regie_writer_free (self);
  return G_SOURCE_CONTINUE;
}

static gboolean
hand_in (gpointer user_data)
{
  RegieWriter *self = user_data;

  g_source_set_ready_time (self->gather, -1);
  g_source_set_ready_time (self->hurry, -1);
  if (self->gathered.first == NULL)
    return G_SOURCE_CONTINUE;
  g_mutex_lock (&self->mutex);
  if (self->waiting.first == NULL)
    g_cond_signal (&self->wake);
  queue_append (&self->waiting, &self->gathered);
  g_mutex_unlock (&self->mutex);
  return G_SOURCE_CONTINUE;
}

static gboolean
dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  return callback (user_data);
}

static GSourceFuncs source_funcs = { .dispatch = dispatch };

static GSource *
add_source (RegieWriter *self, GSourceFunc func, int priority)
{
  GSource *source = g_source_new (&source_funcs, sizeof (GSource));

  g_source_set_static_name (source, "regie-writer");
  g_source_set_priority (source, priority);
  g_source_set_callback (source, func, self, NULL);
  g_source_attach (source, self->context);
  return source;
}

static void
drop_source (GSource **source)
{
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

RegieWriter *
regie_writer_open (const char *path, GError **error)
{
  RegieStore *store = regie_store_open (path, error);
  RegieWriter *self;

  if (store == NULL)
    return NULL;
  self = g_new0 (RegieWriter, 1);
  g_ref_count_init (&self->refs);
  self->store = store;
  self->context = g_main_context_ref_thread_default ();
  g_mutex_init (&self->mutex);
  g_cond_init (&self->wake);
  self->door = add_source (self, open_door, G_PRIORITY_DEFAULT);
  self->gather = add_source (self, hand_in, G_PRIORITY_DEFAULT_IDLE);
  self->hurry = add_source (self, hand_in, G_PRIORITY_DEFAULT);
  self->thread = g_thread_new ("regie-writer", write_all, self);
  return self;
}

static gboolean
refuse (gpointer user_data)
{
  RegieWriterJob *job = user_data;
  g_autoptr (GError) error = NULL;

  regie_journal_fail_closed (&error);
  job->done (job, error);
  return G_SOURCE_REMOVE;
}

void
regie_writer_push (RegieWriter *self, RegieWriterJob *job)
{
  if (self->thread == NULL)
    {
      g_autoptr (GSource) idle = g_idle_source_new ();
      g_source_set_callback (idle, refuse, job, NULL);
      g_source_attach (idle, self->context);
      return;
    }
  if (self->gathered.first == NULL)
    {
      g_source_set_ready_time (self->gather, 0);
      g_source_set_ready_time (self->hurry, g_get_monotonic_time () + MAX_GATHERING);
    }
  queue_push (&self->gathered, job);
}

void
regie_writer_set_batch_func (RegieWriter *self, GFunc func, gpointer user_data)
{
  self->batch_func = func;
  self->batch_data = user_data;
}

void
regie_writer_close (RegieWriter *self)
{
  if (self->thread == NULL)
    return;
  hand_in (self);
  g_mutex_lock (&self->mutex);
  self->closing = TRUE;
  g_cond_signal (&self->wake);
  g_mutex_unlock (&self->mutex);
  g_thread_join (g_steal_pointer (&self->thread));
  while (finish_next (self))
    continue;
  drop_source (&self->door);
  drop_source (&self->gather);
  drop_source (&self->hurry);
  g_clear_pointer (&self->store, regie_store_close);
}

void
regie_writer_free (RegieWriter *self)
{
  if (!g_ref_count_dec (&self->refs))
    return;
  regie_writer_close (self);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->wake);
  g_main_context_unref (self->context);
  g_free (self);
}
