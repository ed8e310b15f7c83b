/* regie-writer.h: the thread that writes a journal's file, for this room only
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-store.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _RegieWriter RegieWriter;
typedef struct _RegieWriterJob RegieWriterJob;

/** Something to write. Embedded as the first member of what knows more. */
struct _RegieWriterJob
{
  /**
   * In the writer thread, inside a transaction. %FALSE (a failure of the file, never of the content)
   * rolls the whole transaction back.
   */
  gboolean (*run) (RegieWriterJob *job, RegieStore *store, GError **error);
  /** (nullable): In the writer thread, once that transaction is on disk. */
  void (*after) (RegieWriterJob *job, RegieStore *store);
  /** In the main context, once. Frees the job. */
  void (*done) (RegieWriterJob *job, const GError *error);
  /* private */
  RegieWriterJob *next;
};

/**
 * regie_writer_open:
 * @path: of the file
 *
 * Opens a connection and starts the thread. Jobs that wait while one transaction is on its way to the
 * disk share the next one: no timer, no fixed size (but a cap, so that none takes forever).
 */
RegieWriter *regie_writer_open (const char *path, GError **error);

/** Queues @job. Never waits. @done comes later, in the order of pushing, even after the close. */
void regie_writer_push (RegieWriter *self, RegieWriterJob *job);

/** @func: called in the main context after the `done` of each job of one transaction */
void regie_writer_set_batch_func (RegieWriter *self, GFunc func, gpointer user_data);

/** Writes what waits, calls every `done`, ends the thread, closes the connection. */
void regie_writer_close (RegieWriter *self);
/** After the close. */
void regie_writer_free (RegieWriter *self);

G_END_DECLS
