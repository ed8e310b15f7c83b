/* regie-tape.c: the GStreamer side of one recording
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-media"

#include "regie-config.h"

#include "regie-source.h"
#include "regie-tape.h"
#include "regie-worker.h"

#include <gst/pbutils/missing-plugins.h>

/** Picture and sound come one after the other, and the file's head must name both: the first waits
 * for the second this long, microseconds */
#define OTHER_TRACK_PATIENCE (2 * G_USEC_PER_SEC)

struct _RegieTape
{
  gatomicrefcount references;
  RegieWorker *worker;
  char *uri;
  char *path;
  RegieDoor *door;

  /* the tape's thread only, but for the branches that streaming threads add */
  GstElement *pipeline;
  GstElement *mux;

  GMutex lock;
  RegieTapeCount count;
  /* running time of the first frame in the file; NONE: none yet */
  GstClockTime first;
  gboolean has_video;
  gboolean has_audio;
  gboolean retired;
  /* signalled when one of these three becomes true */
  GCond complete;
  /* monotonic; until then the first track waits for the other */
  gint64 patience;
};

static RegieTape *
tape_ref (RegieTape *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

static void
tape_unref (gpointer data)
{
  RegieTape *self = data;

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->door, regie_door_unref);
  g_clear_pointer (&self->uri, g_free);
  g_clear_pointer (&self->path, g_free);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->complete);
  g_free (self);
}

static GstBusSyncReply
on_message (GstBus *bus, GstMessage *message, gpointer user_data)
{
  RegieTape *self = user_data;

  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR
      || GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS || gst_is_missing_plugin_message (message))
    regie_door_post (self->door, message);
  else
    gst_message_unref (message);
  return GST_BUS_DROP;
}

static void
wait_for_other_locked (RegieTape *self)
{
  if (self->patience == 0)
    self->patience = g_get_monotonic_time () + OTHER_TRACK_PATIENCE;
  while (!(self->has_video && self->has_audio) && !self->retired)
    if (!g_cond_wait_until (&self->complete, &self->lock, self->patience))
      return;
}

/* The file begins with the first key frame, and time 0 is that frame's: what comes before, and sound
 * before the picture, is left out. */
static gboolean
belongs_locked (RegieTape *self, GstBuffer *buffer, gboolean video, gint64 now)
{
  if (GST_CLOCK_TIME_IS_VALID (self->first))
    return TRUE;
  if (self->has_video != video || GST_BUFFER_FLAG_IS_SET (buffer, GST_BUFFER_FLAG_DELTA_UNIT)
      || !GST_BUFFER_PTS_IS_VALID (buffer))
    return FALSE;
  self->first = GST_BUFFER_PTS (buffer);
  self->count.t0 = now;
  return TRUE;
}

static GstPadProbeReturn
count_buffer (RegieTape *self, GstBuffer *buffer, gboolean video)
{
  const gint64 now = g_get_real_time ();
  gboolean belongs;

  g_mutex_lock (&self->lock);
  wait_for_other_locked (self);
  belongs = belongs_locked (self, buffer, video, now);
  if (belongs)
    {
      self->count.bytes += gst_buffer_get_size (buffer);
      if (GST_BUFFER_PTS_IS_VALID (buffer) && GST_BUFFER_PTS (buffer) > self->first)
        self->count.duration = MAX (
            self->count.duration, (gint64) ((GST_BUFFER_PTS (buffer) - self->first) / GST_USECOND));
    }
  g_mutex_unlock (&self->lock);
  return belongs ? GST_PAD_PROBE_OK : GST_PAD_PROBE_DROP;
}

static GstPadProbeReturn
on_picture (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  return count_buffer (user_data, GST_PAD_PROBE_INFO_BUFFER (info), TRUE);
}

static GstPadProbeReturn
on_sound (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  return count_buffer (user_data, GST_PAD_PROBE_INFO_BUFFER (info), FALSE);
}

static GstStreamType
get_type (GstPad *pad)
{
  g_autoptr (GstStream) stream = gst_pad_get_stream (pad);

  return stream ? gst_stream_get_stream_type (stream) : GST_STREAM_TYPE_UNKNOWN;
}

static gboolean
link_to_file (RegieTape *self, GstPad *pad, gboolean video)
{
  GstElement *queue = gst_element_factory_make ("queue", NULL);
  g_autoptr (GstPad) in = NULL;
  g_autoptr (GstPad) out = NULL;
  g_autoptr (GstPad) track = NULL;

  if (!queue)
    return FALSE;
  g_object_set (queue, "max-size-time", (guint64) 5 * GST_SECOND, "max-size-buffers", 0u,
                "max-size-bytes", 0u, NULL);
  gst_bin_add (GST_BIN (self->pipeline), queue);
  in = gst_element_get_static_pad (queue, "sink");
  out = gst_element_get_static_pad (queue, "src");
  track = gst_element_request_pad_simple (self->mux, video ? "video_%u" : "audio_%u");
  if (track && GST_PAD_LINK_SUCCESSFUL (gst_pad_link (out, track))
      && GST_PAD_LINK_SUCCESSFUL (gst_pad_link (pad, in)))
    return gst_element_sync_state_with_parent (queue);

  if (track)
    gst_element_release_request_pad (self->mux, track);
  gst_bin_remove (GST_BIN (self->pipeline), queue);
  return FALSE;
}

static void
on_pad_added (GstElement *source, GstPad *pad, gpointer user_data)
{
  RegieTape *self = user_data;
  const GstStreamType type = get_type (pad);
  const gboolean video = (type & GST_STREAM_TYPE_VIDEO) != 0;

  /* Subtitles and data are left out. */
  if (!video && !(type & GST_STREAM_TYPE_AUDIO))
    return;
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, video ? on_picture : on_sound, tape_ref (self),
                     tape_unref);
  if (!link_to_file (self, pad, video))
    {
      GST_ELEMENT_ERROR (self->mux, STREAM, WRONG_TYPE, ("This format cannot be kept in the file"),
                         (NULL));
      return;
    }
  g_mutex_lock (&self->lock);
  self->has_video = self->has_video || video;
  self->has_audio = self->has_audio || !video;
  g_cond_broadcast (&self->complete);
  g_mutex_unlock (&self->lock);
}

static void
on_source_setup (GstElement *bin, GstElement *source, gpointer user_data)
{
  regie_source_tune (source, ((RegieTape *) user_data)->uri);
}

static void
connect_tape (RegieTape *self, GstElement *element, const char *signal, GCallback callback)
{
  g_signal_connect_data (element, signal, callback, tape_ref (self),
                         (GClosureNotify) (void (*) (void)) tape_unref, 0);
}

static GstElement *
make (RegieTape *self, const char *name)
{
  GstElement *element = gst_element_factory_make (name, NULL);

  if (element)
    gst_bin_add (GST_BIN (self->pipeline), element);
  else
    regie_door_post (self->door, gst_missing_element_message_new (self->pipeline, name));
  return element;
}

static void
start (gpointer data)
{
  RegieTape *self = data;
  GstElement *source, *file;
  g_autoptr (GstBus) bus = NULL;

  self->pipeline = gst_object_ref_sink (gst_pipeline_new (NULL));
  bus = gst_element_get_bus (self->pipeline);
  gst_bus_set_sync_handler (bus, on_message, tape_ref (self), tape_unref);
  source = make (self, "urisourcebin");
  self->mux = make (self, "matroskamux");
  file = make (self, "filesink");
  if (source && self->mux && file)
    {
      g_object_set (source, "uri", self->uri, "parse-streams", TRUE, NULL);
      g_object_set (self->mux, "offset-to-zero", TRUE, "writing-app", "Regie", NULL);
      /* What has come is on disk within a second, whatever becomes of the process. */
      g_object_set (file, "location", self->path, "sync", FALSE, "async", FALSE, NULL);
      gst_util_set_object_arg (G_OBJECT (file), "buffer-mode", "unbuffered");
      gst_element_link (self->mux, file);
      connect_tape (self, source, "pad-added", G_CALLBACK (on_pad_added));
      connect_tape (self, source, "source-setup", G_CALLBACK (on_source_setup));
      gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
    }
  tape_unref (self);
}

static void
complete (gpointer data)
{
  RegieTape *self = data;

  if (self->pipeline)
    gst_element_send_event (self->pipeline, gst_event_new_eos ());
  tape_unref (self);
}

static void
take_down (gpointer data)
{
  RegieTape *self = data;

  if (self->pipeline)
    {
      g_autoptr (GstBus) bus = gst_element_get_bus (self->pipeline);

      gst_element_set_state (self->pipeline, GST_STATE_NULL);
      gst_bus_set_sync_handler (bus, NULL, NULL, NULL);
    }
  g_clear_object (&self->pipeline);
  tape_unref (self);
}

RegieTape *
regie_tape_new (const char *uri, const char *path, RegieDoor *door)
{
  RegieTape *self = g_new0 (RegieTape, 1);

  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->lock);
  g_cond_init (&self->complete);
  self->uri = g_strdup (uri);
  self->path = g_strdup (path);
  self->door = regie_door_ref (door);
  self->first = GST_CLOCK_TIME_NONE;
  self->worker = regie_worker_new ("regie-tape");
  regie_worker_push (self->worker, start, tape_ref (self));
  return self;
}

void
regie_tape_complete (RegieTape *self)
{
  regie_worker_push (self->worker, complete, tape_ref (self));
}

void
regie_tape_retire (RegieTape *self)
{
  g_mutex_lock (&self->lock);
  self->retired = TRUE;
  g_cond_broadcast (&self->complete);
  g_mutex_unlock (&self->lock);
  regie_worker_push (self->worker, take_down, tape_ref (self));
  regie_worker_retire (g_steal_pointer (&self->worker));
  tape_unref (self);
}

void
regie_tape_count (RegieTape *self, RegieTapeCount *count)
{
  g_mutex_lock (&self->lock);
  *count = self->count;
  g_mutex_unlock (&self->lock);
}
