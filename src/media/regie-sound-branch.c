/* regie-sound-branch.c: from decoded sound to levels, and to a loudspeaker if it is wanted
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-media"

#include "regie-config.h"

#include "regie-hearing.h"
#include "regie-sound-branch.h"

#include <gst/app/gstappsink.h>

/** 32-bit floats as this machine stores them */
#define FLOATS (G_BYTE_ORDER == G_LITTLE_ENDIAN ? "F32LE" : "F32BE")
/** Of what is slower there is no loudness, samples per second */
#define LOWEST_RATE 1000

typedef struct
{
  GMutex lock;
  RegieSpeaker *speaker;

  /* the watch; touched by the streaming thread only */
  GstElement *branch;
  RegieHearing *hearing;
  GstSample *heard;
} Outlet;

static void
free_outlet (gpointer data)
{
  Outlet *outlet = data;

  g_clear_pointer (&outlet->speaker, regie_speaker_unref);
  g_clear_pointer (&outlet->hearing, regie_hearing_free);
  g_mutex_clear (&outlet->lock);
  g_free (outlet);
}

static void
on_piece (gpointer owner, const RegieSoundReading *piece)
{
  Outlet *outlet = owner;
  GstBuffer *buffer = gst_sample_get_buffer (outlet->heard);
  RegieSoundReading reading = *piece;

  reading.at = g_get_monotonic_time ();
  reading.time = regie_reading_time (gst_sample_get_segment (outlet->heard), buffer);
  reading.sent = regie_reading_sent (buffer);
  regie_reading_post (outlet->branch, REGIE_SOUND_READING, &reading, sizeof reading);
}

/* Heard when it is due, so meter and picture are together. */
static void
listen (Outlet *outlet, GstSample *sample)
{
  GstBuffer *buffer = gst_sample_get_buffer (sample);
  const GstStructure *format = gst_caps_get_structure (gst_sample_get_caps (sample), 0);
  int channels, rate;
  GstMapInfo map;

  if (!buffer || !gst_structure_get_int (format, "channels", &channels)
      || !gst_structure_get_int (format, "rate", &rate) || channels < 1 || rate < LOWEST_RATE
      || !gst_buffer_map (buffer, &map, GST_MAP_READ))
    return;
  outlet->heard = sample;
  regie_hearing_take (outlet->hearing, (const float *) map.data,
                      map.size / sizeof (float) / (gsize) channels, (guint) channels, (guint) rate,
                      on_piece, outlet);
  outlet->heard = NULL;
  gst_buffer_unmap (buffer, &map);
}

static GstFlowReturn
on_sample (GstAppSink *sink, gpointer user_data)
{
  Outlet *outlet = user_data;
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (sink);
  g_autoptr (RegieSpeaker) speaker = NULL;

  if (!sample)
    return GST_FLOW_EOS;
  listen (outlet, sample);
  g_mutex_lock (&outlet->lock);
  if (outlet->speaker)
    speaker = regie_speaker_ref (outlet->speaker);
  g_mutex_unlock (&outlet->lock);
  if (speaker)
    regie_speaker_play (speaker, sample);
  return GST_FLOW_OK;
}

GstElement *
regie_sound_branch_new (const char **missing)
{
  static GstAppSinkCallbacks callbacks = { .new_sample = on_sample };
  /* scaletempo keeps the pitch when a recording is played faster; at normal speed it does nothing. */
  static const char *const names[] = { "audioconvert", "scaletempo", "appsink" };
  g_autoptr (GstElement) branch = gst_object_ref_sink (gst_bin_new ("sound"));
  g_autoptr (GstCaps) caps = gst_caps_new_simple (
      "audio/x-raw", "layout", G_TYPE_STRING, "interleaved", "format", G_TYPE_STRING, FLOATS, NULL);
  g_autoptr (GstPad) inner = NULL;
  GstElement *elements[G_N_ELEMENTS (names)];
  Outlet *outlet;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      elements[i] = gst_element_factory_make (names[i], NULL);
      if (!elements[i])
        {
          *missing = names[i];
          return NULL;
        }
      gst_bin_add (GST_BIN (branch), elements[i]);
      if (i > 0)
        gst_element_link (elements[i - 1], elements[i]);
    }
  g_object_set (elements[2], "caps", caps, "max-buffers", 4, "drop", TRUE, "enable-last-sample",
                FALSE, NULL);

  outlet = g_new0 (Outlet, 1);
  g_mutex_init (&outlet->lock);
  outlet->branch = branch;
  outlet->hearing = regie_hearing_new ();
  g_object_set_data_full (G_OBJECT (branch), "regie-outlet", outlet, free_outlet);
  gst_app_sink_set_callbacks (GST_APP_SINK (elements[2]), &callbacks, outlet, NULL);

  inner = gst_element_get_static_pad (elements[0], "sink");
  gst_element_add_pad (branch, gst_ghost_pad_new ("sink", inner));
  return g_steal_pointer (&branch);
}

void
regie_sound_branch_set_speaker (GstElement *branch, RegieSpeaker *speaker)
{
  Outlet *outlet = g_object_get_data (G_OBJECT (branch), "regie-outlet");
  RegieSpeaker *old;

  g_return_if_fail (outlet != NULL);

  g_mutex_lock (&outlet->lock);
  old = outlet->speaker;
  outlet->speaker = speaker ? regie_speaker_ref (speaker) : NULL;
  g_mutex_unlock (&outlet->lock);
  g_clear_pointer (&old, regie_speaker_unref);
}
