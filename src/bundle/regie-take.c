/* regie-take.c: records the feeds of the stages, side by side
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-bundle"

#include "regie-take.h"

#include "regie-recorder.h"

#include <glib-unix.h>

#include <string.h>

typedef struct
{
  RegieTake *take;
  char *stage;
  RegieRecorder *recorder;
  gboolean good;
} Feed;

struct _RegieTake
{
  /* of Feed */
  GPtrArray *feeds;
  GMainLoop *loop;
  guint n_open;
};

static void
feed_free (gpointer data)
{
  Feed *self = data;
  g_clear_object (&self->recorder);
  g_free (self->stage);
  g_free (self);
}

RegieTake *
regie_take_new (GPtrArray *states, const char *stage, const char *folder)
{
  RegieTake *self = g_new0 (RegieTake, 1);

  self->feeds = g_ptr_array_new_with_free_func (feed_free);
  self->loop = g_main_loop_new (NULL, FALSE);
  for (guint i = 0; i < states->len; i++)
    {
      const RegieRecord *state = g_ptr_array_index (states, i);
      g_autofree char *path = NULL;
      Feed *feed;

      if (state->type != REGIE_RECORD_STAGE_STATE
          || (stage != NULL && strcmp (state->stage, stage) != 0))
        continue;
      if (state->sources == NULL || state->sources[0] == NULL)
        {
          g_printerr ("stage %s has no feed: nothing to record\n", state->stage);
          continue;
        }
      path = g_strdup_printf ("%s/%s.mkv", folder, state->stage);
      feed = g_new0 (Feed, 1);
      feed->take = self;
      feed->stage = g_strdup (state->stage);
      feed->recorder = regie_recorder_new (state->sources[0], path);
      g_ptr_array_add (self->feeds, feed);
    }
  return self;
}

void
regie_take_free (RegieTake *self)
{
  g_ptr_array_unref (self->feeds);
  g_main_loop_unref (self->loop);
  g_free (self);
}

static gboolean
stop_waiting (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_CONTINUE;
}

static void
on_stopped (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Feed *self = user_data;
  g_autoptr (GError) error = NULL;

  self->good = regie_recorder_stop_finish (REGIE_RECORDER (source), result, &error);
  if (!self->good)
    g_printerr ("stage %s: %s\n", self->stage, error->message);
  /* What came before it broke is worth keeping. */
  self->good = self->good || regie_recorder_get_bytes (self->recorder) > 0;
  if (--self->take->n_open == 0)
    g_main_loop_quit (self->take->loop);
}

void
regie_take_run (RegieTake *self, int seconds)
{
  guint interrupted = g_unix_signal_add (SIGINT, stop_waiting, self->loop);
  guint terminated = g_unix_signal_add (SIGTERM, stop_waiting, self->loop);
  guint over = seconds > 0 ? g_timeout_add_seconds ((guint) seconds, stop_waiting, self->loop) : 0;

  for (guint i = 0; i < self->feeds->len; i++)
    {
      Feed *feed = g_ptr_array_index (self->feeds, i);
      regie_recorder_start (feed->recorder);
      g_printerr ("stage %s: recording %s\n", feed->stage, regie_recorder_get_uri (feed->recorder));
    }
  g_main_loop_run (self->loop);
  g_source_remove (interrupted);
  g_source_remove (terminated);
  g_clear_handle_id (&over, g_source_remove);

  self->n_open = self->feeds->len;
  for (guint i = 0; i < self->feeds->len; i++)
    {
      Feed *feed = g_ptr_array_index (self->feeds, i);
      regie_recorder_stop_async (feed->recorder, NULL, on_stopped, feed);
    }
  if (self->n_open > 0)
    g_main_loop_run (self->loop);
}

gboolean
regie_take_add (RegieTake *self, RegieBundleWriter *writer, GError **error)
{
  for (guint i = 0; i < self->feeds->len; i++)
    {
      Feed *feed = g_ptr_array_index (self->feeds, i);
      if (feed->good
          && !regie_bundle_writer_add_media (writer, feed->stage,
                                             regie_recorder_get_path (feed->recorder),
                                             regie_recorder_get_t0 (feed->recorder),
                                             regie_recorder_get_duration (feed->recorder), error))
        return FALSE;
    }
  return TRUE;
}
