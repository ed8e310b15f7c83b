/* regie-scribe.c: the whole state as somebody may see it, written beside the main loop
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-backend"

#include "regie-config.h"

#include "regie-frame.h"
#include "regie-protocol.h"
#include "regie-scribe.h"

#include <gio/gio.h>

/* States of one part; not more than these are written at once. */
#define PART 400

typedef struct
{
  RegieScribeDone done;
  gpointer user_data;
  GDestroyNotify destroy;
} Waiting;

struct _RegieScribe
{
  RegieCongress *congress;
  const RegieViewer *viewer;
  RegieShape shape;
  /* (element-type GBytes) (nullable): what was written, while it is true */
  GPtrArray *pieces;
  guint64 seq;
  char *epoch;
  /* (nullable): a thread is writing */
  GCancellable *writing;
  /* what it writes is no longer what is, or not even to be read by who has waited for it */
  gboolean outdated;
  gboolean forgotten;
  /* (element-type Waiting): for that thread */
  GPtrArray *waiting;
};

/* What is to be written: all a thread needs to know. */
typedef struct
{
  /* (element-type RegieRecord) */
  GPtrArray *states;
  const RegieViewer *viewer;
  RegieShape shape;
  char *epoch;
  guint64 seq;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->states, g_ptr_array_unref);
  g_free (job->epoch);
  g_free (job);
}

static Job *
job_new (RegieScribe *self)
{
  Job *job = g_new (Job, 1);

  *job = (Job) {
    .states = regie_congress_states (self->congress),
    .viewer = self->viewer,
    .shape = self->shape,
    .epoch = g_strdup (self->epoch),
    .seq = self->seq,
  };
  return job;
}

/* Returns: (transfer full) (element-type RegieRecord): what may be seen of the next states */
static GPtrArray *
view_part (const Job *job, guint *place)
{
  GPtrArray *views = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);
  guint end = MIN (*place + PART, job->states->len);

  for (; *place < end; ++*place)
    {
      RegieRecord *view = regie_state_view (g_ptr_array_index (job->states, *place), job->viewer);

      if (view != NULL)
        g_ptr_array_add (views, view);
    }
  return views;
}

static GBytes *
write_frame (const Job *job, GPtrArray *views, gboolean more)
{
  g_autoptr (RegieEvent) event = regie_event_new (REGIE_EVENT_SNAPSHOT);
  g_autofree char *text = NULL;
  gsize size;

  event->epoch = g_strdup (job->epoch);
  event->seq = job->seq;
  event->more = more;
  event->records = g_ptr_array_ref (views);
  text = regie_event_to_json (event, &size);
  return regie_frame_new_text (text, size);
}

static void
write_frames (const Job *job, GPtrArray *pieces)
{
  guint place = 0;

  do
    {
      g_autoptr (GPtrArray) views = view_part (job, &place);
      gboolean more = place < job->states->len;

      /* Much may be hidden. */
      if (views->len > 0 || !more)
        g_ptr_array_add (pieces, write_frame (job, views, more));
    }
  while (place < job->states->len);
}

static void
write_text (const Job *job, GPtrArray *pieces)
{
  GString *text = regie_snapshot_open (job->seq, job->epoch);
  guint place = 0;
  gsize size;
  char *whole;

  while (place < job->states->len)
    {
      g_autoptr (GPtrArray) views = view_part (job, &place);
      regie_snapshot_append (text, views);
    }
  whole = regie_snapshot_close (text, &size);
  g_ptr_array_add (pieces, g_bytes_new_take (whole, size));
}

static GPtrArray *
write_job (Job *job)
{
  GPtrArray *pieces = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  if (job->shape == REGIE_SHAPE_FRAMES)
    write_frames (job, pieces);
  else
    write_text (job, pieces);
  /* Letting go of a hundred thousand takes a moment as well. */
  g_clear_pointer (&job->states, g_ptr_array_unref);
  return pieces;
}

static void
write_beside (GTask *task, gpointer source, gpointer job, GCancellable *cancellable)
{
  g_task_return_pointer (task, write_job (job), (GDestroyNotify) g_ptr_array_unref);
}

static void
waiting_free (gpointer data)
{
  Waiting *waiting = data;

  if (waiting->destroy != NULL)
    waiting->destroy (waiting->user_data);
  g_free (waiting);
}

RegieScribe *
regie_scribe_new (RegieCongress *congress, const RegieViewer *viewer, RegieShape shape)
{
  RegieScribe *self = g_new0 (RegieScribe, 1);

  self->congress = congress;
  self->viewer = viewer;
  self->shape = shape;
  self->waiting = g_ptr_array_new_with_free_func (waiting_free);
  return self;
}

void
regie_scribe_free (RegieScribe *self)
{
  if (self->writing != NULL)
    g_cancellable_cancel (self->writing);
  g_clear_object (&self->writing);
  g_clear_pointer (&self->pieces, g_ptr_array_unref);
  g_ptr_array_unref (self->waiting);
  g_free (self->epoch);
  g_free (self);
}

static void on_written (GObject *source, GAsyncResult *result, gpointer user_data);

static void
begin (RegieScribe *self)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  self->seq = regie_congress_get_seq (self->congress);
  self->outdated = FALSE;
  self->forgotten = FALSE;
  job = job_new (self);
  if (job->states->len <= PART)
    {
      self->pieces = write_job (job);
      job_free (job);
      return;
    }
  self->writing = g_cancellable_new ();
  task = g_task_new (NULL, self->writing, on_written, self);
  g_task_set_source_tag (task, begin);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, write_beside);
}

static void
deliver (RegieScribe *self, GPtrArray *pieces)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);

  self->waiting = g_ptr_array_new_with_free_func (waiting_free);
  for (guint i = 0; i < waiting->len; i++)
    {
      const Waiting *each = g_ptr_array_index (waiting, i);
      each->done (pieces, self->seq, each->user_data);
    }
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GPtrArray) pieces = g_task_propagate_pointer (G_TASK (result), NULL);
  RegieScribe *self = user_data;

  /* Cancelled: the scribe is no more. */
  if (pieces == NULL)
    return;
  g_clear_object (&self->writing);
  if (self->forgotten)
    {
      g_clear_pointer (&pieces, g_ptr_array_unref);
      begin (self);
      if (self->pieces == NULL)
        return;
      pieces = g_ptr_array_ref (self->pieces);
    }
  else if (!self->outdated)
    self->pieces = g_ptr_array_ref (pieces);
  deliver (self, pieces);
}

guint64
regie_scribe_ask (RegieScribe *self,
                  const char *epoch,
                  RegieScribeDone done,
                  gpointer user_data,
                  GDestroyNotify destroy)
{
  Waiting *waiting = g_new (Waiting, 1);

  *waiting = (Waiting) { .done = done, .user_data = user_data, .destroy = destroy };
  g_set_str (&self->epoch, epoch);
  if (self->pieces == NULL && self->writing == NULL)
    begin (self);
  if (self->pieces == NULL)
    g_ptr_array_add (self->waiting, waiting);
  else
    {
      done (self->pieces, self->seq, user_data);
      waiting_free (waiting);
    }
  return self->seq;
}

void
regie_scribe_outdate (RegieScribe *self)
{
  self->outdated = TRUE;
  g_clear_pointer (&self->pieces, g_ptr_array_unref);
}

void
regie_scribe_forget (RegieScribe *self)
{
  regie_scribe_outdate (self);
  self->forgotten = TRUE;
}
