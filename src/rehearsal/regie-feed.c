/* regie-feed.c: a stage's or the program's picture and sound, filled into an encoder's pipeline
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * The test sources of GStreamer keep the time; a probe behind each replaces what they made by the
 * stage's own frame and sound. So there is no clock and no thread of our own.
 */

#define G_LOG_DOMAIN "regie-rehearsal"

#include "regie-config.h"

#include "regie-feed-picture.h"
#include "regie-feed-voice.h"
#include "regie-feed.h"

#include <gio/gio.h>

struct _RegieFeed
{
  GObject parent_instance;

  /* of the stages that it can show, one by one */
  GPtrArray *pictures;
  GPtrArray *voices;
  guint first;

  GMutex lock;
  guint shown;
  guint64 frames;
};

typedef struct
{
  const char *element;
  const char *launch;
  const char *package;
} Encoder;

G_DEFINE_FINAL_TYPE (RegieFeed, regie_feed, G_TYPE_OBJECT)

static void
regie_feed_finalize (GObject *object)
{
  RegieFeed *self = REGIE_FEED (object);

  g_clear_pointer (&self->pictures, g_ptr_array_unref);
  g_clear_pointer (&self->voices, g_ptr_array_unref);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (regie_feed_parent_class)->finalize (object);
}

static void
regie_feed_class_init (RegieFeedClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = regie_feed_finalize;
}

static void
regie_feed_init (RegieFeed *self)
{
  g_mutex_init (&self->lock);
  self->pictures = g_ptr_array_new_with_free_func (g_object_unref);
  self->voices = g_ptr_array_new_with_free_func (g_object_unref);
}

static RegieFeed *
new_of_stages (guint first, guint n)
{
  RegieFeed *self = g_object_new (REGIE_TYPE_FEED, NULL);

  self->first = first;
  for (guint i = 0; i < n; i++)
    {
      g_ptr_array_add (self->pictures, regie_feed_picture_new (first + i));
      g_ptr_array_add (self->voices, regie_feed_voice_new (first + i));
    }
  return self;
}

RegieFeed *
regie_feed_new (guint stage)
{
  return new_of_stages (stage, 1);
}

RegieFeed *
regie_feed_new_program (guint n_stages)
{
  g_return_val_if_fail (n_stages > 0, NULL);
  return new_of_stages (0, n_stages);
}

void
regie_feed_cut (RegieFeed *self, guint stage)
{
  g_return_if_fail (REGIE_IS_FEED (self));
  g_return_if_fail (stage - self->first < self->pictures->len);

  g_mutex_lock (&self->lock);
  self->shown = stage - self->first;
  g_mutex_unlock (&self->lock);
}

static guint
get_shown (RegieFeed *self)
{
  guint shown;

  g_mutex_lock (&self->lock);
  shown = self->shown;
  g_mutex_unlock (&self->lock);
  return shown;
}

static const Encoder *
choose (const Encoder *encoders, gsize n, GString *missing)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GstElementFactory) factory = gst_element_factory_find (encoders[i].element);

      if (factory)
        return &encoders[i];
    }
  g_string_append_printf (missing, "%s%s", missing->len > 0 ? " and " : "", encoders[0].package);
  return NULL;
}

char *
regie_feed_describe (GError **error)
{
  static const Encoder video[] = {
    { "x264enc",
      "x264enc name=encoder tune=zerolatency speed-preset=superfast bitrate=2500 key-int-max=50 "
      "threads=1 option-string=weightp=0:mbtree=0:scenecut=0:aq-mode=0 ! "
      "video/x-h264,profile=main ! h264parse ! "
      "rtph264pay name=pay0 pt=96 config-interval=-1 aggregate-mode=zero-latency",
      "gstreamer1.0-plugins-ugly" },
    { "openh264enc",
      "openh264enc name=encoder bitrate=2500000 gop-size=50 complexity=low multi-thread=1 ! "
      "h264parse ! rtph264pay name=pay0 pt=96 config-interval=-1 aggregate-mode=zero-latency",
      "gstreamer1.0-plugins-bad" },
    { "vp8enc",
      "vp8enc name=encoder deadline=1 cpu-used=8 threads=1 target-bitrate=2500000 "
      "keyframe-max-dist=50 ! rtpvp8pay name=pay0 pt=96",
      "gstreamer1.0-plugins-good" },
  };
  static const Encoder audio[] = {
    { "voaacenc", "voaacenc bitrate=128000 ! aacparse ! rtpmp4gpay name=pay1 pt=97",
      "gstreamer1.0-plugins-bad" },
    { "avenc_aac", "avenc_aac bitrate=128000 ! aacparse ! rtpmp4gpay name=pay1 pt=97",
      "gstreamer1.0-libav" },
    { "opusenc", "opusenc bitrate=96000 ! rtpopuspay name=pay1 pt=97",
      "gstreamer1.0-plugins-base" },
  };
  g_autoptr (GString) missing = g_string_new (NULL);
  const Encoder *seen = choose (video, G_N_ELEMENTS (video), missing);
  const Encoder *heard = choose (audio, G_N_ELEMENTS (audio), missing);

  if (!seen || !heard)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                   "Stage feeds need an encoder: install %s", missing->str);
      return NULL;
    }
  return g_strdup_printf ("( videotestsrc name=picture is-live=true pattern=black ! "
                          "video/x-raw,format=I420,width=%d,height=%d,framerate=%d/1,"
                          "colorimetry=bt709 ! %s "
                          "audiotestsrc name=sound is-live=true wave=silence "
                          "samplesperbuffer=960 ! "
                          "audio/x-raw,format=S16LE,rate=%d,channels=2,layout=interleaved ! "
                          "audioconvert ! %s )",
                          REGIE_FEED_WIDTH, REGIE_FEED_HEIGHT, REGIE_FEED_RATE, seen->launch,
                          REGIE_FEED_SAMPLES, heard->launch);
}

static GstPadProbeReturn
draw_frame (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  RegieFeed *self = user_data;
  GstBuffer *buffer = gst_buffer_make_writable (GST_PAD_PROBE_INFO_BUFFER (info));
  GstMapInfo map;

  GST_PAD_PROBE_INFO_DATA (info) = buffer;
  if (gst_buffer_map (buffer, &map, GST_MAP_WRITE))
    {
      if (map.size >= REGIE_FEED_FRAME_BYTES)
        regie_feed_picture_draw (g_ptr_array_index (self->pictures, get_shown (self)), map.data,
                                 g_get_real_time ());
      gst_buffer_unmap (buffer, &map);
    }

  g_mutex_lock (&self->lock);
  self->frames++;
  g_mutex_unlock (&self->lock);
  return GST_PAD_PROBE_OK;
}

static GstPadProbeReturn
fill_sound (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  RegieFeed *self = user_data;
  GstBuffer *buffer = gst_buffer_make_writable (GST_PAD_PROBE_INFO_BUFFER (info));
  GstMapInfo map;

  GST_PAD_PROBE_INFO_DATA (info) = buffer;
  if (gst_buffer_map (buffer, &map, GST_MAP_WRITE))
    {
      regie_feed_voice_fill (g_ptr_array_index (self->voices, get_shown (self)),
                             (gint16 *) map.data, map.size / (2 * sizeof (gint16)));
      gst_buffer_unmap (buffer, &map);
    }
  GST_BUFFER_FLAG_UNSET (buffer, GST_BUFFER_FLAG_GAP);
  return GST_PAD_PROBE_OK;
}

static void
add_probe (RegieFeed *self, GstBin *bin, const char *name, GstPadProbeCallback callback)
{
  g_autoptr (GstElement) source = gst_bin_get_by_name (bin, name);
  g_autoptr (GstPad) pad = source ? gst_element_get_static_pad (source, "src") : NULL;

  g_return_if_fail (pad != NULL);
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, callback, g_object_ref (self), g_object_unref);
}

void
regie_feed_fill (RegieFeed *self, GstBin *bin)
{
  g_return_if_fail (REGIE_IS_FEED (self));
  g_return_if_fail (GST_IS_BIN (bin));

  add_probe (self, bin, "picture", draw_frame);
  add_probe (self, bin, "sound", fill_sound);
}

void
regie_feed_refresh (GstBin *bin)
{
  g_autoptr (GstElement) encoder = NULL;
  g_autoptr (GstPad) pad = NULL;

  g_return_if_fail (GST_IS_BIN (bin));

  encoder = gst_bin_get_by_name (bin, "encoder");
  pad = encoder ? gst_element_get_static_pad (encoder, "src") : NULL;
  /* The event of GstVideo's gst_video_event_new_upstream_force_key_unit(). */
  if (pad)
    gst_pad_send_event (
        pad,
        gst_event_new_custom (GST_EVENT_CUSTOM_UPSTREAM,
                              gst_structure_new ("GstForceKeyUnit", "all-headers", G_TYPE_BOOLEAN,
                                                 TRUE, "count", G_TYPE_UINT, 0, NULL)));
}

void
regie_feed_speak (RegieFeed *self)
{
  g_return_if_fail (REGIE_IS_FEED (self));
  for (guint i = 0; i < self->voices->len; i++)
    regie_feed_voice_render (g_ptr_array_index (self->voices, i));
}

void
regie_feed_set_title (RegieFeed *self, guint stage, const char *title, const char *subtitle)
{
  g_return_if_fail (REGIE_IS_FEED (self));
  if (stage - self->first < self->pictures->len)
    regie_feed_picture_set_title (g_ptr_array_index (self->pictures, stage - self->first), title,
                                  subtitle);
}

guint64
regie_feed_get_frames (RegieFeed *self)
{
  guint64 frames;

  g_return_val_if_fail (REGIE_IS_FEED (self), 0);
  g_mutex_lock (&self->lock);
  frames = self->frames;
  g_mutex_unlock (&self->lock);
  return frames;
}
