/* regie-intake.c: counts what arrives, and lets the decoder sleep while nobody looks
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-media"

#include "regie-config.h"

#include "regie-intake.h"

/** A stream that refreshes itself piece by piece has no key frames: after this long without one, what
 * comes is decoded all the same, microseconds */
#define KEY_FRAME_PATIENCE (3 * G_USEC_PER_SEC)

struct _RegieIntake
{
  gatomicrefcount references;

  GMutex lock;
  RegieIntakeCount count;
  /* a video decoder is there, so raw pictures have been counted already */
  gboolean decoding;
  gboolean sleepy;
  /* frames are held back until a key frame comes */
  gboolean waiting;
  gint64 waiting_since;
};

RegieIntake *
regie_intake_new (void)
{
  RegieIntake *self = g_new0 (RegieIntake, 1);

  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->lock);
  self->waiting = TRUE;
  return self;
}

RegieIntake *
regie_intake_ref (RegieIntake *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
regie_intake_unref (RegieIntake *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_mutex_clear (&self->lock);
  g_free (self);
}

static gboolean
wanted_locked (RegieIntake *self, GstBuffer *buffer, gint64 now)
{
  if (!GST_BUFFER_FLAG_IS_SET (buffer, GST_BUFFER_FLAG_DELTA_UNIT))
    {
      self->waiting = FALSE;
      return TRUE;
    }
  if (self->sleepy)
    {
      self->waiting = TRUE;
      self->waiting_since = now;
      return FALSE;
    }
  if (self->waiting && self->waiting_since == 0)
    self->waiting_since = now;
  if (self->waiting && now - self->waiting_since > KEY_FRAME_PATIENCE)
    self->waiting = FALSE;
  return !self->waiting;
}

static GstPadProbeReturn
on_picture (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  RegieIntake *self = user_data;
  GstBuffer *buffer = GST_PAD_PROBE_INFO_BUFFER (info);
  const gint64 now = g_get_monotonic_time ();
  gboolean wanted;

  g_mutex_lock (&self->lock);
  self->count.frames++;
  self->count.bytes += gst_buffer_get_size (buffer);
  self->count.last_frame = now;
  wanted = wanted_locked (self, buffer, now);
  g_mutex_unlock (&self->lock);
  return wanted ? GST_PAD_PROBE_OK : GST_PAD_PROBE_DROP;
}

static GstPadProbeReturn
on_sound (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  RegieIntake *self = user_data;

  g_mutex_lock (&self->lock);
  self->count.bytes += gst_buffer_get_size (GST_PAD_PROBE_INFO_BUFFER (info));
  self->count.last_sound = g_get_monotonic_time ();
  g_mutex_unlock (&self->lock);
  return GST_PAD_PROBE_OK;
}

static GstPadProbeReturn
on_raw (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  RegieIntake *self = user_data;

  g_mutex_lock (&self->lock);
  if (!self->decoding)
    {
      self->count.frames++;
      self->count.last_frame = g_get_monotonic_time ();
    }
  g_mutex_unlock (&self->lock);
  return GST_PAD_PROBE_OK;
}

static GstPadProbeReturn
on_raw_sound (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  RegieIntake *self = user_data;

  g_mutex_lock (&self->lock);
  self->count.last_sound = g_get_monotonic_time ();
  g_mutex_unlock (&self->lock);
  return GST_PAD_PROBE_OK;
}

/* When pictures come late the decoder skips some. A demuxer that heard of it would skip everything up
 * to the next key frame, and the picture would stand still for seconds. */
static GstPadProbeReturn
keep_lateness_here (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  return GST_EVENT_TYPE (GST_PAD_PROBE_INFO_EVENT (info)) == GST_EVENT_QOS ? GST_PAD_PROBE_DROP
                                                                           : GST_PAD_PROBE_OK;
}

static void
add_probe (RegieIntake *self, GstPad *pad, GstPadProbeCallback callback)
{
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, callback, regie_intake_ref (self),
                     (GDestroyNotify) regie_intake_unref);
}

void
regie_intake_watch (RegieIntake *self, GstElement *element)
{
  GstElementFactory *factory = gst_element_get_factory (element);
  g_autoptr (GstPad) pad = NULL;
  gboolean video;

  if (!factory || GST_IS_BIN (element)
      || !gst_element_factory_list_is_type (factory, GST_ELEMENT_FACTORY_TYPE_DECODER))
    return;
  pad = gst_element_get_static_pad (element, "sink");
  if (!pad)
    return;

  video = gst_element_factory_list_is_type (factory, GST_ELEMENT_FACTORY_TYPE_DECODER
                                                         | GST_ELEMENT_FACTORY_TYPE_MEDIA_VIDEO);
  if (video)
    {
      g_mutex_lock (&self->lock);
      self->decoding = TRUE;
      g_mutex_unlock (&self->lock);
      gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_EVENT_UPSTREAM, keep_lateness_here, NULL, NULL);
    }
  add_probe (self, pad, video ? on_picture : on_sound);
}

void
regie_intake_watch_raw (RegieIntake *self, GstPad *pad)
{
  add_probe (self, pad, on_raw);
}

void
regie_intake_watch_raw_sound (RegieIntake *self, GstPad *pad)
{
  add_probe (self, pad, on_raw_sound);
}

void
regie_intake_set_sleepy (RegieIntake *self, gboolean sleepy)
{
  g_mutex_lock (&self->lock);
  self->sleepy = sleepy;
  g_mutex_unlock (&self->lock);
}

void
regie_intake_count (RegieIntake *self, RegieIntakeCount *count)
{
  g_mutex_lock (&self->lock);
  *count = self->count;
  g_mutex_unlock (&self->lock);
}
