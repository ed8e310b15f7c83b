/* regie-speaker.c: the sound device, apart from what plays on it
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-media"

#include "regie-config.h"

#include "regie-speaker.h"
#include "regie-worker.h"

#include <gst/app/gstappsrc.h>
#include <gst/audio/streamvolume.h>

/** Sound that the device has not taken after this long is not played late but dropped */
#define MOST_WAITING (300 * GST_MSECOND)

struct _RegieSpeaker
{
  gatomicrefcount references;
  RegieWorker *worker;

  GMutex lock;
  double volume;
  /* NULL: not built yet, or an element is missing; then it stays silent */
  GstElement *pipeline;
  GstElement *source;
  GstElement *level;
};

/* Nobody reads the bus: messages must not pile up there. */
static GstBusSyncReply
hear_of_trouble (GstBus *bus, GstMessage *message, gpointer user_data)
{
  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
    {
      g_autoptr (GError) error = NULL;

      gst_message_parse_error (message, &error, NULL);
      g_message ("No sound: %s", error->message);
    }
  gst_message_unref (message);
  return GST_BUS_DROP;
}

static GstElement *
build (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GstBus) bus = NULL;
  GstElement *pipeline =
      gst_parse_launch ("appsrc name=source is-live=true do-timestamp=true format=time "
                        "block=false leaky-type=downstream ! audioconvert ! audioresample ! "
                        "volume name=level ! autoaudiosink",
                        &error);

  if (error || !pipeline)
    {
      g_message ("No sound: %s", error ? error->message : "no pipeline");
      g_clear_object (&pipeline);
      return NULL;
    }
  gst_object_ref_sink (pipeline);
  bus = gst_element_get_bus (pipeline);
  gst_bus_set_sync_handler (bus, hear_of_trouble, NULL, NULL);
  return pipeline;
}

static void
set_level_locked (RegieSpeaker *self)
{
  if (self->level)
    gst_stream_volume_set_volume (GST_STREAM_VOLUME (self->level), GST_STREAM_VOLUME_FORMAT_CUBIC,
                                  self->volume);
}

/* Finding a device loads plugins and asks a sound server: all that happens in the worker. */
static void
open_device (gpointer data)
{
  RegieSpeaker *self = data;
  GstElement *pipeline = build ();

  if (pipeline)
    {
      g_mutex_lock (&self->lock);
      self->pipeline = g_object_ref (pipeline);
      self->source = gst_bin_get_by_name (GST_BIN (pipeline), "source");
      self->level = gst_bin_get_by_name (GST_BIN (pipeline), "level");
      g_object_set (self->source, "max-time", (guint64) MOST_WAITING, "max-bytes", (guint64) 0,
                    NULL);
      set_level_locked (self);
      g_mutex_unlock (&self->lock);
      if (gst_element_set_state (pipeline, GST_STATE_PLAYING) == GST_STATE_CHANGE_FAILURE)
        g_message ("No sound: the output device cannot be opened");
      g_object_unref (pipeline);
    }
}

static void
close_device (gpointer data)
{
  RegieSpeaker *self = data;

  if (self->pipeline)
    gst_element_set_state (self->pipeline, GST_STATE_NULL);
  g_clear_object (&self->source);
  g_clear_object (&self->level);
  g_clear_object (&self->pipeline);
  g_mutex_clear (&self->lock);
  g_free (self);
}

RegieSpeaker *
regie_speaker_new (double volume)
{
  RegieSpeaker *self = g_new0 (RegieSpeaker, 1);

  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->lock);
  self->volume = volume;
  self->worker = regie_worker_new ("regie-speaker");
  regie_worker_push (self->worker, open_device, self);
  return self;
}

RegieSpeaker *
regie_speaker_ref (RegieSpeaker *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

/* The worker still has it: it is freed there, after the device is closed. */
void
regie_speaker_unref (RegieSpeaker *self)
{
  RegieWorker *worker = self->worker;

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  regie_worker_push (worker, close_device, self);
  regie_worker_retire (worker);
}

void
regie_speaker_play (RegieSpeaker *self, GstSample *sample)
{
  g_autoptr (GstElement) source = NULL;
  g_autoptr (GstSample) now = NULL;
  GstBuffer *buffer;

  g_mutex_lock (&self->lock);
  if (self->source)
    source = g_object_ref (self->source);
  g_mutex_unlock (&self->lock);
  if (!source)
    return;
  /* Its time stamps are those of another pipeline. */
  buffer = gst_buffer_copy (gst_sample_get_buffer (sample));
  GST_BUFFER_PTS (buffer) = GST_CLOCK_TIME_NONE;
  GST_BUFFER_DTS (buffer) = GST_CLOCK_TIME_NONE;
  now = gst_sample_new (buffer, gst_sample_get_caps (sample), NULL, NULL);
  gst_buffer_unref (buffer);
  gst_app_src_push_sample (GST_APP_SRC (source), now);
}

void
regie_speaker_set_volume (RegieSpeaker *self, double volume)
{
  g_mutex_lock (&self->lock);
  self->volume = volume;
  set_level_locked (self);
  g_mutex_unlock (&self->lock);
}
