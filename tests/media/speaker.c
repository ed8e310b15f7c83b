/* speaker.c: listening: one voice at a time, no gap between them, and loudspeakers that come and go
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-config.h"

#include "regie-loudspeakers.h"
#include "regie-speaker.h"
#include "wait-until.h"

#include <gst/gst.h>

/* A loudspeaker of the test: a real device of a real provider; what it plays can be looked at. */

#define TEST_TYPE_DEVICE (test_device_get_type ())
G_DECLARE_FINAL_TYPE (TestDevice, test_device, TEST, DEVICE, GstDevice)

struct _TestDevice
{
  GstDevice parent_instance;
};

G_DEFINE_FINAL_TYPE (TestDevice, test_device, GST_TYPE_DEVICE)

#define TEST_TYPE_PROVIDER (test_provider_get_type ())
G_DECLARE_FINAL_TYPE (TestProvider, test_provider, TEST, PROVIDER, GstDeviceProvider)

struct _TestProvider
{
  GstDeviceProvider parent_instance;
};

G_DEFINE_FINAL_TYPE (TestProvider, test_provider, GST_TYPE_DEVICE_PROVIDER)

/* the newest sample that was played, and how many buffers */
static int heard;
static int buffers;
static TestProvider *provider;

static void
on_buffer (GstElement *sink, GstBuffer *buffer, GstPad *pad, gpointer data)
{
  gint16 sample = 0;

  gst_buffer_extract (buffer, 0, &sample, sizeof sample);
  g_atomic_int_set (&heard, sample);
  g_atomic_int_inc (&buffers);
}

static GstElement *
test_device_create_element (GstDevice *device, const char *name)
{
  GstElement *bin =
      gst_parse_bin_from_description ("capsfilter caps=audio/x-raw,format=S16LE ! fakesink "
                                      "name=ear sync=false signal-handoffs=true",
                                      TRUE, NULL);
  g_autoptr (GstElement) ear = gst_bin_get_by_name (GST_BIN (bin), "ear");

  g_signal_connect (ear, "handoff", G_CALLBACK (on_buffer), NULL);
  return bin;
}

static void
test_device_class_init (TestDeviceClass *klass)
{
  GST_DEVICE_CLASS (klass)->create_element = test_device_create_element;
}

static void
test_device_init (TestDevice *self)
{
}

static GstDevice *
make_device (const char *name)
{
  g_autoptr (GstCaps) caps = gst_caps_new_empty_simple ("audio/x-raw");

  return g_object_new (TEST_TYPE_DEVICE, "display-name", name, "device-class", "Audio/Sink", "caps",
                       caps, NULL);
}

static gboolean
test_provider_start (GstDeviceProvider *self)
{
  g_set_object (&provider, TEST_PROVIDER (self));
  gst_device_provider_device_add (self, make_device ("Headphones"));
  return TRUE;
}

static void
test_provider_stop (GstDeviceProvider *self)
{
}

static void
test_provider_class_init (TestProviderClass *klass)
{
  GstDeviceProviderClass *provider_class = GST_DEVICE_PROVIDER_CLASS (klass);

  provider_class->start = test_provider_start;
  provider_class->stop = test_provider_stop;
  gst_device_provider_class_set_static_metadata (provider_class, "Test", "Audio/Sink",
                                                 "Loudspeakers of a test", "The Regie developers");
}

static void
test_provider_init (TestProvider *self)
{
}

/* A hundredth of a second of sound at one height. */
static void
play (RegieSpeaker *voice, gint16 height)
{
  gint16 frames[480 * 2];
  g_autoptr (GstCaps) caps =
      gst_caps_from_string ("audio/x-raw,format=S16LE,rate=48000,channels=2,layout=interleaved");
  g_autoptr (GstSample) sample = NULL;
  GstBuffer *buffer;

  for (gsize i = 0; i < G_N_ELEMENTS (frames); i++)
    frames[i] = height;
  buffer = gst_buffer_new_memdup (frames, sizeof frames);
  sample = gst_sample_new (buffer, caps, NULL, NULL);
  gst_buffer_unref (buffer);
  regie_speaker_play (voice, sample);
}

/* Plays until it is heard, as a stream would. */
static void
play_until_heard (RegieSpeaker *voice, gint16 height)
{
  wait_until ((play (voice, height), g_atomic_int_get (&heard) == height));
}

static void
going_from_one_voice_to_another_opens_nothing_anew (void)
{
  g_autoptr (GstDevice) device = g_object_ref_sink (make_device ("Monitors"));
  RegieSpeaker *first, *second, *third;
  guint before;

  regie_speaker_set_device (device);
  before = regie_speaker_get_openings ();
  first = regie_speaker_new (1);
  play_until_heard (first, 1000);
  g_assert_cmpuint (regie_speaker_get_openings (), ==, before + 1);

  second = regie_speaker_new (1);
  regie_speaker_unref (first);
  play_until_heard (second, 2000);
  /* Also from one to nothing and on to the next. */
  regie_speaker_unref (second);
  third = regie_speaker_new (1);
  play_until_heard (third, 3000);
  g_assert_cmpuint (regie_speaker_get_openings (), ==, before + 1);
  regie_speaker_unref (third);
}

static void
only_the_newest_voice_is_heard (void)
{
  RegieSpeaker *old = regie_speaker_new (1);
  RegieSpeaker *new;
  int count;

  play_until_heard (old, 1000);
  new = regie_speaker_new (1);
  play_until_heard (new, 2000);
  count = g_atomic_int_get (&buffers);
  for (guint i = 0; i < 20; i++)
    play (old, 1000);
  wait_until ((play (new, 2000), g_atomic_int_get (&buffers) > count + 5));
  g_assert_cmpint (g_atomic_int_get (&heard), ==, 2000);
  /* When it goes, the one before it is back. */
  regie_speaker_unref (new);
  play_until_heard (old, 1000);
  regie_speaker_unref (old);
}

static void
each_voice_has_its_volume (void)
{
  RegieSpeaker *loud = regie_speaker_new (1);
  RegieSpeaker *quiet;

  play_until_heard (loud, 8000);
  /* Half on a cubic scale is an eighth. */
  quiet = regie_speaker_new (0.5);
  wait_until ((play (quiet, 8000), ABS (g_atomic_int_get (&heard) - 1000) < 10));
  regie_speaker_unref (quiet);
  play_until_heard (loud, 8000);
  regie_speaker_unref (loud);
}

static void
on_word (char **last, const char *name)
{
  g_set_str (last, name);
}

static void
a_loudspeaker_that_goes_is_missing_until_it_is_back (void)
{
  RegieLoudspeakers *loudspeakers = regie_loudspeakers_get_default ();
  g_autoptr (RegieLoudspeaker) item = NULL;
  g_autofree char *lost = NULL;
  g_autofree char *found = NULL;
  GList *devices;

  g_signal_connect_swapped (loudspeakers, "lost", G_CALLBACK (on_word), &lost);
  g_signal_connect_swapped (loudspeakers, "found", G_CALLBACK (on_word), &found);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (loudspeakers)), ==, 1);
  regie_loudspeakers_start (loudspeakers);
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (loudspeakers)) == 2);
  item = g_list_model_get_item (G_LIST_MODEL (loudspeakers), 1);
  g_assert_cmpstr (regie_loudspeaker_get_name (item), ==, "Headphones");
  regie_loudspeakers_choose (loudspeakers, regie_loudspeaker_get_id (item));
  g_assert_false (regie_loudspeakers_get_missing (loudspeakers));

  devices = gst_device_provider_get_devices (GST_DEVICE_PROVIDER (provider));
  gst_device_provider_device_remove (GST_DEVICE_PROVIDER (provider), devices->data);
  g_list_free_full (devices, gst_object_unref);
  wait_until (regie_loudspeakers_get_missing (loudspeakers));
  g_assert_cmpstr (lost, ==, "Headphones");
  g_assert_cmpstr (regie_loudspeakers_get_chosen (loudspeakers), ==,
                   regie_loudspeaker_get_id (item));

  gst_device_provider_device_add (GST_DEVICE_PROVIDER (provider), make_device ("Headphones"));
  wait_until (!regie_loudspeakers_get_missing (loudspeakers));
  g_assert_cmpstr (found, ==, "Headphones");
  g_signal_handlers_disconnect_by_data (loudspeakers, &lost);
  g_signal_handlers_disconnect_by_data (loudspeakers, &found);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);
  gst_device_provider_register (NULL, "regietestprovider", GST_RANK_PRIMARY, TEST_TYPE_PROVIDER);
#define CASE(function) g_test_add_func ("/media/speaker/" #function, function)
  CASE (going_from_one_voice_to_another_opens_nothing_anew);
  CASE (only_the_newest_voice_is_heard);
  CASE (each_voice_has_its_volume);
  CASE (a_loudspeaker_that_goes_is_missing_until_it_is_back);
#undef CASE
  return g_test_run ();
}
