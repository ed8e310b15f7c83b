/* regie-worker.h: a thread that does one thing after the other, so that nobody else waits
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** A thread with a queue of jobs. It belongs to nobody: if a job never returns, the thread stays with
 * it and nobody else notices. */
typedef struct _RegieWorker RegieWorker;

typedef void (*RegieWorkerJob) (gpointer data);

RegieWorker *regie_worker_new (const char *name);

/**
 * regie_worker_push:
 * @data: (transfer full): handed to @job
 *
 * Has @job run after all that were pushed before. Any thread.
 */
void regie_worker_push (RegieWorker *self, RegieWorkerJob job, gpointer data);

/** Lets the thread end when all its jobs are done; @self must not be used any more. Does not wait. */
void regie_worker_retire (RegieWorker *self);

G_END_DECLS
