/* regie-rig.c: the GStreamer side of one attempt to play one URI
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-media"

#include "regie-config.h"

#include "regie-decoder.h"
#include "regie-picture-branch.h"
#include "regie-rig.h"
#include "regie-sound-branch.h"
#include "regie-source.h"
#include "regie-worker.h"

#include <gst/pbutils/missing-plugins.h>

struct _RegieRig
{
  gatomicrefcount references;
  RegieWorker *worker;
  char *uri;
  RegieDoor *door;
  RegieIntake *intake;
  RegiePackagerClock *clock;

  /* The rest is under the lock; pipeline and branches are changed by the rig's thread only. */
  GMutex lock;
  RegieRigWish wish;
  /* what the pipeline was last told */
  RegieRigWish done;
  gint64 seek;
  gboolean adjusting;
  RegieSpeaker *speaker;
  gboolean live;
  /* it comes when it comes: the pipeline cannot be paused */
  gboolean unstoppable;
  /* the source has run dry and is filling up again */
  gboolean filling;
  /* whether it is live is known, so it can be sought in or not */
  gboolean known;
  gboolean retired;
  GstElement *pipeline;
  GstElement *picture;
  GstElement *sound;
};

static guint alive;
static guint made;

static RegieRig *
rig_ref (RegieRig *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

static void
rig_unref (gpointer data)
{
  RegieRig *self = data;

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->speaker, regie_speaker_unref);
  g_clear_pointer (&self->door, regie_door_unref);
  g_clear_pointer (&self->intake, regie_intake_unref);
  g_clear_pointer (&self->clock, regie_packager_clock_unref);
  g_clear_pointer (&self->uri, g_free);
  g_mutex_clear (&self->lock);
  g_free (self);
  g_atomic_int_add (&alive, -1);
}

guint
regie_rig_get_alive (void)
{
  return (guint) g_atomic_int_get (&alive);
}

guint
regie_rig_get_made (void)
{
  return (guint) g_atomic_int_get (&made);
}

/* Of what GStreamer says, the owner hears this; nobody else reads the bus. */
static gboolean
is_news (GstMessage *message)
{
  switch ((guint) GST_MESSAGE_TYPE (message))
    {
    case GST_MESSAGE_ERROR:
    case GST_MESSAGE_EOS:
    case GST_MESSAGE_BUFFERING:
    case GST_MESSAGE_STREAM_COLLECTION:
    case GST_MESSAGE_DURATION_CHANGED:
    case GST_MESSAGE_APPLICATION:
      return TRUE;
    case GST_MESSAGE_ELEMENT:
      return gst_message_has_name (message, REGIE_PICTURE_READING)
             || gst_message_has_name (message, REGIE_SOUND_READING)
             || gst_is_missing_plugin_message (message);
    default:
      return FALSE;
    }
}

static void recalculate_latency (gpointer data);
static void learn (gpointer data);
static void adjust (gpointer data);

static void
push_job (RegieRig *self, RegieWorkerJob job)
{
  g_mutex_lock (&self->lock);
  if (!self->retired)
    regie_worker_push (self->worker, job, rig_ref (self));
  g_mutex_unlock (&self->lock);
}

static void call_adjust (RegieRig *self);

/* A source that has run dry fills up while the picture stands still. If it played on, all that comes
 * later would be late, and the picture would jump from one piece of the stream to the next. */
static void
wait_for_filling (RegieRig *self, GstMessage *message)
{
  gboolean filling;
  int percent;

  gst_message_parse_buffering (message, &percent);
  filling = percent < 100;
  g_mutex_lock (&self->lock);
  if (self->filling != filling && !self->retired)
    {
      self->filling = filling;
      call_adjust (self);
    }
  g_mutex_unlock (&self->lock);
}

static GstBusSyncReply
on_message (GstBus *bus, GstMessage *message, gpointer user_data)
{
  RegieRig *self = user_data;

  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_LATENCY)
    push_job (self, recalculate_latency);
  else if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ASYNC_DONE)
    push_job (self, learn);
  else if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_BUFFERING)
    wait_for_filling (self, message);

  /* Dropping a message includes its reference. */
  if (is_news (message))
    regie_door_post (self->door, message);
  else
    gst_message_unref (message);
  return GST_BUS_DROP;
}

static void
complain (RegieRig *self, GstElement *element, const char *missing)
{
  g_autoptr (GstMessage) message = gst_missing_element_message_new (element, missing);

  regie_door_post (self->door, g_steal_pointer (&message));
}

static void
prepare_sound (RegieRig *self, GstElement *branch)
{
  g_autoptr (GstPad) sink = gst_element_get_static_pad (branch, "sink");

  regie_intake_watch_raw_sound (self->intake, sink);
  regie_sound_branch_set_speaker (branch, self->speaker);
}

/* A branch is made when its first pad comes, and kept for those that come after it. */
static GstElement *
get_branch (RegieRig *self, gboolean video)
{
  GstElement **place = video ? &self->picture : &self->sound;
  const char *missing = NULL;
  GstElement *branch;

  g_mutex_lock (&self->lock);
  branch = *place;
  if (!branch)
    {
      branch = video ? regie_picture_branch_new (self->door, self->intake, &missing)
                     : regie_sound_branch_new (&missing);
      if (branch)
        {
          *place = branch;
          if (video)
            regie_picture_branch_set_rows (branch, self->wish.rows);
          else
            prepare_sound (self, branch);
          gst_bin_add (GST_BIN (self->pipeline), branch);
        }
    }
  g_mutex_unlock (&self->lock);
  if (missing)
    complain (self, self->pipeline, missing);
  return branch;
}

static void
on_pad_added (GstElement *decoder, GstPad *pad, gpointer user_data)
{
  RegieRig *self = user_data;
  const gboolean video = g_str_has_prefix (GST_PAD_NAME (pad), "video");
  GstElement *branch;
  g_autoptr (GstPad) sink = NULL;
  g_autoptr (GstPad) old = NULL;

  if (!video && !g_str_has_prefix (GST_PAD_NAME (pad), "audio"))
    return;
  branch = get_branch (self, video);
  if (!branch)
    return;
  sink = gst_element_get_static_pad (branch, "sink");
  old = gst_pad_get_peer (sink);
  if (old)
    gst_pad_unlink (old, sink);
  if (GST_PAD_LINK_FAILED (gst_pad_link (pad, sink)))
    GST_ELEMENT_ERROR (branch, CORE, NEGOTIATION, ("The stream's format cannot be shown"), (NULL));
  else
    gst_element_sync_state_with_parent (branch);
}

static void
on_deep_element_added (GstBin *bin, GstBin *sub_bin, GstElement *element, gpointer user_data)
{
  RegieRig *self = user_data;

  regie_decoder_tune (element);
  regie_intake_watch (self->intake, element);
  regie_packager_clock_watch (self->clock, element);
}

static void
on_source_setup (GstElement *decoder, GstElement *source, gpointer user_data)
{
  regie_source_tune (source, ((RegieRig *) user_data)->uri);
}

static void
connect_rig (RegieRig *self, GstElement *element, const char *signal, GCallback callback)
{
  g_signal_connect_data (element, signal, callback, rig_ref (self),
                         (GClosureNotify) (void (*) (void)) rig_unref, 0);
}

static gboolean
is_retired (RegieRig *self)
{
  gboolean retired;

  g_mutex_lock (&self->lock);
  retired = self->retired;
  g_mutex_unlock (&self->lock);
  return retired;
}

/* Live is what cannot be paused, and what has no end. */
static void
say_what_it_is (RegieRig *self, gboolean live)
{
  gint64 duration = -1;

  if (live || !gst_element_query_duration (self->pipeline, GST_FORMAT_TIME, &duration)
      || duration <= 0)
    live = TRUE;
  g_mutex_lock (&self->lock);
  self->live = live;
  self->known = TRUE;
  g_mutex_unlock (&self->lock);
  duration = live ? -1 : duration / GST_USECOND;
  regie_door_post (self->door,
                   gst_message_new_application (GST_OBJECT (self->pipeline),
                                                gst_structure_new (REGIE_RIG_MESSAGE, "live",
                                                                   G_TYPE_BOOLEAN, live, "duration",
                                                                   G_TYPE_INT64, duration, NULL)));
}

/* Everything that shows it has its first frame: now the source can be asked. */
static void
learn (gpointer data)
{
  RegieRig *self = data;

  if (self->pipeline && !self->known && !is_retired (self))
    {
      say_what_it_is (self, FALSE);
      adjust (rig_ref (self));
    }
  rig_unref (self);
}

static gboolean
build (RegieRig *self)
{
  GstElement *decoder = gst_element_factory_make ("uridecodebin3", NULL);
  g_autoptr (GstBus) bus = NULL;

  self->pipeline = gst_object_ref_sink (gst_pipeline_new (NULL));
  bus = gst_element_get_bus (self->pipeline);
  gst_bus_set_sync_handler (bus, on_message, rig_ref (self), rig_unref);
  if (!decoder)
    {
      complain (self, self->pipeline, "uridecodebin3");
      return FALSE;
    }
  g_object_set (decoder, "uri", self->uri, NULL);
  connect_rig (self, decoder, "pad-added", G_CALLBACK (on_pad_added));
  connect_rig (self, decoder, "source-setup", G_CALLBACK (on_source_setup));
  connect_rig (self, self->pipeline, "deep-element-added", G_CALLBACK (on_deep_element_added));
  return gst_bin_add (GST_BIN (self->pipeline), decoder);
}

static void
start (gpointer data)
{
  RegieRig *self = data;
  GstStateChangeReturn result = GST_STATE_CHANGE_FAILURE;

  if (!is_retired (self) && build (self))
    result = gst_element_set_state (self->pipeline,
                                    self->done.paused ? GST_STATE_PAUSED : GST_STATE_PLAYING);
  /* Of what is not live more is known when the first frame is there. */
  if (result == GST_STATE_CHANGE_NO_PREROLL)
    {
      self->unstoppable = TRUE;
      say_what_it_is (self, TRUE);
    }
  rig_unref (self);
}

/* Branches come while the pipeline runs: each time the delay it needs must be worked out again. */
static void
recalculate_latency (gpointer data)
{
  RegieRig *self = data;

  if (self->pipeline && !is_retired (self))
    gst_bin_recalculate_latency (GST_BIN (self->pipeline));
  rig_unref (self);
}

static void
take_down (gpointer data)
{
  RegieRig *self = data;
  GstElement *pipeline;

  if (self->pipeline)
    {
      g_autoptr (GstBus) bus = gst_element_get_bus (self->pipeline);

      gst_element_set_state (self->pipeline, GST_STATE_NULL);
      gst_bus_set_sync_handler (bus, NULL, NULL, NULL);
    }
  g_mutex_lock (&self->lock);
  pipeline = g_steal_pointer (&self->pipeline);
  g_clear_object (&self->picture);
  g_clear_object (&self->sound);
  g_mutex_unlock (&self->lock);
  g_clear_object (&pipeline);
  rig_unref (self);
}

static void
do_seek (RegieRig *self, gint64 position, double rate)
{
  GstSeekFlags flags = GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_ACCURATE;
  gint64 now;

  if (position < 0)
    {
      if (!gst_element_query_position (self->pipeline, GST_FORMAT_TIME, &now))
        return;
      position = now / GST_USECOND;
    }
  if (rate > 4)
    flags |= GST_SEEK_FLAG_TRICKMODE;
  gst_element_seek (self->pipeline, rate, GST_FORMAT_TIME, flags, GST_SEEK_TYPE_SET,
                    position * GST_USECOND, GST_SEEK_TYPE_NONE, -1);
  /* The next seek waits for this one's frame, so that scrubbing shows pictures on its way. */
  gst_element_get_state (self->pipeline, NULL, NULL, GST_SECOND);
}

static void
step_once (gpointer data)
{
  RegieRig *self = data;

  if (self->pipeline && !self->live && !is_retired (self))
    {
      gst_element_send_event (self->pipeline,
                              gst_event_new_step (GST_FORMAT_BUFFERS, 1, 1, TRUE, FALSE));
      gst_element_get_state (self->pipeline, NULL, NULL, GST_SECOND);
    }
  rig_unref (self);
}

/* Brings the pipeline to what is wished now, in one go for all that was wished meanwhile. */
static void
adjust (gpointer data)
{
  RegieRig *self = data;
  RegieRigWish wish;
  gint64 seek;
  gboolean turned, other_rate;

  g_mutex_lock (&self->lock);
  wish = self->wish;
  wish.paused = (wish.paused && !self->live) || self->filling;
  seek = self->seek;
  turned = wish.paused != self->done.paused;
  other_rate = !G_APPROX_VALUE (wish.rate, self->done.rate, 1e-6);
  self->adjusting = FALSE;
  self->done.paused = wish.paused;
  if (self->known)
    {
      self->seek = -1;
      self->done.rate = wish.rate;
    }
  if (self->picture)
    regie_picture_branch_set_rows (self->picture, wish.rows);
  g_mutex_unlock (&self->lock);

  /* A live source cannot stand still, and a hidden file is better paused than thinned out. */
  regie_intake_set_sleepy (self->intake, self->live && !wish.drawing);
  if (self->pipeline && !self->unstoppable && !is_retired (self))
    {
      if (self->known && !self->live && (seek >= 0 || other_rate))
        do_seek (self, seek, wish.rate);
      if (turned)
        gst_element_set_state (self->pipeline, wish.paused ? GST_STATE_PAUSED : GST_STATE_PLAYING);
    }
  rig_unref (self);
}

static void
call_adjust (RegieRig *self)
{
  if (self->adjusting)
    return;
  self->adjusting = TRUE;
  regie_worker_push (self->worker, adjust, rig_ref (self));
}

RegieRig *
regie_rig_new (const char *uri,
               const RegieRigWish *wish,
               RegieDoor *door,
               RegieIntake *intake,
               RegiePackagerClock *clock)
{
  RegieRig *self = g_new0 (RegieRig, 1);

  g_atomic_int_inc (&alive);
  g_atomic_int_inc (&made);
  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->lock);
  self->uri = g_strdup (uri);
  self->door = regie_door_ref (door);
  self->intake = regie_intake_ref (intake);
  self->clock = regie_packager_clock_ref (clock);
  self->wish = *wish;
  self->done = *wish;
  self->done.rate = 1;
  self->seek = -1;
  self->worker = regie_worker_new ("regie-rig");
  regie_worker_push (self->worker, start, rig_ref (self));
  return self;
}

void
regie_rig_retire (RegieRig *self)
{
  g_return_if_fail (self != NULL);

  regie_rig_set_speaker (self, NULL);
  g_mutex_lock (&self->lock);
  self->retired = TRUE;
  regie_worker_push (self->worker, take_down, rig_ref (self));
  regie_worker_retire (g_steal_pointer (&self->worker));
  g_mutex_unlock (&self->lock);
  rig_unref (self);
}

void
regie_rig_set_wish (RegieRig *self, const RegieRigWish *wish)
{
  g_return_if_fail (self != NULL);

  g_mutex_lock (&self->lock);
  self->wish = *wish;
  call_adjust (self);
  g_mutex_unlock (&self->lock);
}

void
regie_rig_set_speaker (RegieRig *self, RegieSpeaker *speaker)
{
  RegieSpeaker *old;

  g_return_if_fail (self != NULL);

  g_mutex_lock (&self->lock);
  old = self->speaker;
  self->speaker = speaker ? regie_speaker_ref (speaker) : NULL;
  if (self->sound)
    regie_sound_branch_set_speaker (self->sound, speaker);
  g_mutex_unlock (&self->lock);
  g_clear_pointer (&old, regie_speaker_unref);
}

void
regie_rig_seek (RegieRig *self, gint64 position)
{
  g_return_if_fail (self != NULL);

  g_mutex_lock (&self->lock);
  self->seek = MAX (position, 0);
  call_adjust (self);
  g_mutex_unlock (&self->lock);
}

void
regie_rig_step (RegieRig *self)
{
  g_return_if_fail (self != NULL);
  regie_worker_push (self->worker, step_once, rig_ref (self));
}
