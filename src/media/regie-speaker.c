/* regie-speaker.c: what one listens with: the sound device, apart from what plays on it
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
/** A default device that failed is tried again after this long, milliseconds */
#define AGAIN 5000
/** What the device gets, whatever the voices are like: it need not be set up anew for another voice */
#define DEVICE_CAPS "audio/x-raw,rate=48000,channels=2,layout=interleaved"

struct _RegieSpeaker
{
  gatomicrefcount references;
  double volume;
};

/* The output of the process. What is below `lock` belongs to whoever holds it; the pipeline is built and
 * taken down in the worker only. */
static struct
{
  GMutex lock;
  RegieWorker *worker;
  /* the voices, the one that is heard first */
  GQueue voices;
  GstDevice *device;
  /* the device has failed: the default stands in for it */
  gboolean failed;
  /* goes up when the output is to be another one than what `built` says */
  guint wish;
  guint built;
  /* the worker is at it */
  gboolean busy;
  guint openings;
  guint lingering;
  GstElement *pipeline;
  GstElement *source;
  GstElement *level;
} output;

static void settle_locked (void);

static void
set_level_locked (void)
{
  RegieSpeaker *heard = g_queue_peek_head (&output.voices);

  if (output.level && heard)
    gst_stream_volume_set_volume (GST_STREAM_VOLUME (output.level), GST_STREAM_VOLUME_FORMAT_CUBIC,
                                  heard->volume);
}

static gboolean
try_again (gpointer data)
{
  g_mutex_lock (&output.lock);
  output.wish++;
  settle_locked ();
  g_mutex_unlock (&output.lock);
  return G_SOURCE_REMOVE;
}

/* A device that fails while it plays: the default takes over at once; when that fails, it is tried again
 * later. */
static void
give_up_locked (void)
{
  if (output.device && !output.failed)
    {
      output.failed = TRUE;
      output.wish++;
      settle_locked ();
    }
  else
    g_timeout_add (AGAIN, try_again, NULL);
}

/* Nobody reads the bus: messages must not pile up there. */
static GstBusSyncReply
hear_of_trouble (GstBus *bus, GstMessage *message, gpointer user_data)
{
  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
    {
      g_autoptr (GError) error = NULL;

      gst_message_parse_error (message, &error, NULL);
      g_message ("No sound: %s", error->message);
      g_mutex_lock (&output.lock);
      if (GPOINTER_TO_UINT (user_data) == output.built)
        give_up_locked ();
      g_mutex_unlock (&output.lock);
    }
  gst_message_unref (message);
  return GST_BUS_DROP;
}

static GstElement *
make_sink (GstDevice *device)
{
  GstElement *sink = device ? gst_device_create_element (device, NULL) : NULL;

  return sink ? sink : gst_element_factory_make ("autoaudiosink", NULL);
}

static GstElement *
build (GstDevice *device, guint number)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GstBus) bus = NULL;
  GstElement *pipeline, *last, *sink;

  pipeline = gst_parse_launch ("appsrc name=source is-live=true do-timestamp=true format=time "
                               "block=false leaky-type=downstream ! audioconvert ! audioresample ! "
                               "volume name=level ! capsfilter name=last caps=\"" DEVICE_CAPS "\"",
                               &error);
  if (!pipeline || error)
    {
      g_message ("No sound: %s", error ? error->message : "no pipeline");
      g_clear_object (&pipeline);
      return NULL;
    }
  gst_object_ref_sink (pipeline);
  last = gst_bin_get_by_name (GST_BIN (pipeline), "last");
  sink = make_sink (device);
  if (!sink)
    {
      g_message ("No sound: the element autoaudiosink is missing");
      gst_object_unref (last);
      gst_object_unref (pipeline);
      return NULL;
    }
  gst_bin_add (GST_BIN (pipeline), sink);
  gst_element_link (last, sink);
  gst_object_unref (last);
  bus = gst_element_get_bus (pipeline);
  gst_bus_set_sync_handler (bus, hear_of_trouble, GUINT_TO_POINTER (number), NULL);
  return pipeline;
}

static GstElement *
take_pipeline_locked (void)
{
  g_clear_object (&output.source);
  g_clear_object (&output.level);
  return g_steal_pointer (&output.pipeline);
}

static void
close_pipeline (GstElement *pipeline)
{
  if (!pipeline)
    return;
  gst_element_set_state (pipeline, GST_STATE_NULL);
  gst_object_unref (pipeline);
}

static void
install_locked (GstElement *pipeline)
{
  output.pipeline = g_object_ref (pipeline);
  output.source = gst_bin_get_by_name (GST_BIN (pipeline), "source");
  output.level = gst_bin_get_by_name (GST_BIN (pipeline), "level");
  output.openings++;
  g_object_set (output.source, "max-time", (guint64) MOST_WAITING, "max-bytes", (guint64) 0, NULL);
  set_level_locked ();
}

/* Finding a device loads plugins and asks a sound server: all that happens in the worker. */
static void
settle (gpointer data)
{
  g_autoptr (GstDevice) device = NULL;
  GstElement *pipeline = NULL;
  GstElement *old;
  gboolean wanted;
  guint number;

  g_mutex_lock (&output.lock);
  output.built = number = output.wish;
  wanted = !g_queue_is_empty (&output.voices);
  if (output.device && !output.failed)
    device = g_object_ref (output.device);
  old = take_pipeline_locked ();
  g_mutex_unlock (&output.lock);

  close_pipeline (old);
  if (wanted)
    pipeline = build (device, number);
  g_mutex_lock (&output.lock);
  if (pipeline)
    install_locked (pipeline);
  output.busy = FALSE;
  /* What came or went meanwhile has relied on the worker being at it. */
  if (output.wish != number || wanted == g_queue_is_empty (&output.voices))
    settle_locked ();
  g_mutex_unlock (&output.lock);
  if (!pipeline)
    return;
  if (gst_element_set_state (pipeline, GST_STATE_PLAYING) == GST_STATE_CHANGE_FAILURE)
    g_message ("No sound: the output device cannot be opened");
  gst_object_unref (pipeline);
}

static void
settle_locked (void)
{
  if (output.busy)
    return;
  output.busy = TRUE;
  if (!output.worker)
    output.worker = regie_worker_new ("regie-speaker");
  regie_worker_push (output.worker, settle, NULL);
}

static gboolean
close_after_the_last (gpointer data)
{
  g_mutex_lock (&output.lock);
  output.lingering = 0;
  if (g_queue_is_empty (&output.voices) && output.pipeline)
    {
      output.wish++;
      settle_locked ();
    }
  g_mutex_unlock (&output.lock);
  return G_SOURCE_REMOVE;
}

RegieSpeaker *
regie_speaker_new (double volume)
{
  RegieSpeaker *self = g_new0 (RegieSpeaker, 1);

  g_atomic_ref_count_init (&self->references);
  self->volume = volume;
  g_mutex_lock (&output.lock);
  g_queue_push_head (&output.voices, self);
  /* One that is being built, or lingers, serves this voice too. */
  if (!output.pipeline)
    settle_locked ();
  set_level_locked ();
  g_mutex_unlock (&output.lock);
  return self;
}

RegieSpeaker *
regie_speaker_ref (RegieSpeaker *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
regie_speaker_unref (RegieSpeaker *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_mutex_lock (&output.lock);
  g_queue_remove (&output.voices, self);
  set_level_locked ();
  if (g_queue_is_empty (&output.voices) && output.lingering == 0)
    output.lingering =
        g_timeout_add (REGIE_SPEAKER_LINGER / G_TIME_SPAN_MILLISECOND, close_after_the_last, NULL);
  g_mutex_unlock (&output.lock);
  g_free (self);
}

void
regie_speaker_play (RegieSpeaker *self, GstSample *sample)
{
  g_autoptr (GstElement) source = NULL;
  g_autoptr (GstSample) now = NULL;
  GstBuffer *buffer;

  g_mutex_lock (&output.lock);
  if (output.source && g_queue_peek_head (&output.voices) == self)
    source = g_object_ref (output.source);
  g_mutex_unlock (&output.lock);
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
  g_mutex_lock (&output.lock);
  self->volume = volume;
  set_level_locked ();
  g_mutex_unlock (&output.lock);
}

void
regie_speaker_set_device (GstDevice *device)
{
  g_mutex_lock (&output.lock);
  if (g_set_object (&output.device, device) || output.failed)
    {
      output.failed = FALSE;
      if (!g_queue_is_empty (&output.voices) || output.pipeline)
        {
          output.wish++;
          settle_locked ();
        }
    }
  g_mutex_unlock (&output.lock);
}

guint
regie_speaker_get_openings (void)
{
  guint openings;

  g_mutex_lock (&output.lock);
  openings = output.openings;
  g_mutex_unlock (&output.lock);
  return openings;
}
