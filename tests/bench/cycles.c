/* cycles.c: what five hundred times connecting to a live stage and going away again leave behind, against
 * what GStreamer alone leaves behind when it does the same
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "figure.h"

#include "../media/cycles.h"

#include "regie-source.h"

#define CYCLES 500

static gint arrived;

static GstPadProbeReturn
on_buffer (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  g_atomic_int_set (&arrived, TRUE);
  return GST_PAD_PROBE_REMOVE;
}

static void
on_pad_added (GstElement *decoder, GstPad *pad, GstBin *pipeline)
{
  GstElement *sink = gst_element_factory_make ("fakesink", NULL);
  g_autoptr (GstPad) end = gst_element_get_static_pad (sink, "sink");

  gst_bin_add (pipeline, sink);
  gst_element_sync_state_with_parent (sink);
  if (g_str_has_prefix (GST_PAD_NAME (pad), "video"))
    gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, on_buffer, NULL, NULL);
  gst_pad_link (pad, end);
}

/* GStreamer alone: connect, decode until the first picture, take down. */
static void
plain_cycle (const char *uri)
{
  g_autoptr (GstElement) pipeline = gst_object_ref_sink (gst_pipeline_new (NULL));
  GstElement *decoder = gst_element_factory_make ("uridecodebin3", NULL);

  g_atomic_int_set (&arrived, FALSE);
  g_object_set (decoder, "uri", uri, NULL);
  g_signal_connect (decoder, "pad-added", G_CALLBACK (on_pad_added), pipeline);
  gst_bin_add (GST_BIN (pipeline), decoder);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  wait_until (g_atomic_int_get (&arrived));
  gst_element_set_state (pipeline, GST_STATE_NULL);
}

/* Returns bytes a cycle by which the heap grows. */
static double
measure_floor (const char *uri)
{
  Holding before, after;

  for (guint i = 0; i < WARM_UP; i++)
    plain_cycle (uri);
  before = take_stock ();
  for (guint i = 0; i < CYCLES / 5; i++)
    plain_cycle (uri);
  after = take_stock ();
  return (double) (after.heap - before.heap) / (CYCLES / 5);
}

static void
say (const char *name, double value, const char *unit, double floor, double goal)
{
  figure_print (&(Figure) {
      .name = name, .value = value, .unit = unit, .floor = floor, .peer = NAN, .goal = goal });
}

int
main (int argc, char **argv)
{
  Holding before, after;
  GSubprocess *server;
  g_autofree char *uri = NULL;
  g_autofree char *over_tcp = NULL;
  double floor;
  gint64 began, took;
  guint port;

  regie_source_init ();
  if (argc == 2 && g_str_equal (argv[1], "--serve"))
    serve_stage ();
  server = start_stage (argv[0], &port);
  uri = g_strdup_printf ("rtsp://127.0.0.1:%u/stage", port);
  over_tcp = g_strdup_printf ("rtspt://127.0.0.1:%u/stage", port);
  floor = measure_floor (over_tcp);
  began = g_get_monotonic_time ();
  before = run_cycles (uri, CYCLES, &after);
  took = g_get_monotonic_time () - began;
  stop_stage (server);
  say ("cycles: connecting to gone", (double) took / 1e3 / (CYCLES + WARM_UP), "ms", NAN, NAN);
  say ("cycles: heap left by each", (double) (after.heap - before.heap) / CYCLES / 1024, "KiB",
       floor / 1024, 1.1);
  say ("cycles: resident, after and before 500", (double) after.resident / 1024, "KiB",
       (double) before.resident / 1024, 1.2);
  say ("cycles: threads, after and before", after.threads, "", before.threads, 1);
  say ("cycles: descriptors, after and before", after.descriptors, "", before.descriptors, 1);
  return 0;
}
