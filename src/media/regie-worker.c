/* regie-worker.c: a thread that does one thing after the other, so that nobody else waits
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-media"

#include "regie-config.h"

#include "regie-worker.h"

struct _RegieWorker
{
  GAsyncQueue *jobs;
};

typedef struct
{
  /* NULL: the last one */
  RegieWorkerJob run;
  gpointer data;
} Job;

static gpointer
work (gpointer user_data)
{
  g_autoptr (GAsyncQueue) jobs = user_data;

  for (;;)
    {
      g_autofree Job *job = g_async_queue_pop (jobs);

      if (!job->run)
        return NULL;
      job->run (job->data);
    }
}

RegieWorker *
regie_worker_new (const char *name)
{
  RegieWorker *self = g_new0 (RegieWorker, 1);

  self->jobs = g_async_queue_new ();
  g_thread_unref (g_thread_new (name, work, g_async_queue_ref (self->jobs)));
  return self;
}

void
regie_worker_push (RegieWorker *self, RegieWorkerJob job, gpointer data)
{
  Job *entry;

  g_return_if_fail (self != NULL);
  g_return_if_fail (job != NULL);

  entry = g_new (Job, 1);
  *entry = (Job) { job, data };
  g_async_queue_push (self->jobs, entry);
}

void
regie_worker_retire (RegieWorker *self)
{
  g_return_if_fail (self != NULL);

  g_async_queue_push (self->jobs, g_new0 (Job, 1));
  g_async_queue_unref (self->jobs);
  g_free (self);
}
