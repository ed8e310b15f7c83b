/* monitors.c: what three live stages in a window cost, against decoding and scaling them alone
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * Each way of showing them runs in a process of its own, one after the other, on the same three feeds
 * (720p25, H.264 and AAC over RTSP, served by another process) and then on the same three films (720p30
 * and 1080p30, made once): what a process uses is its own.
 */

#include "figure.h"

#include "regie-feeds.h"
#include "regie-hearing.h"
#include "regie-look.h"
#include "regie-monitor.h"

#include <glib/gstdio.h>

#include <gst/gst.h>
#include <gtk/gtk.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define STAGES 3
#define WIDTH 640
#define HEIGHT 360
/** Seconds until everything runs, and seconds that are measured */
#define WARM_UP 3
#define SPAN 8
/** Seconds of a film: all that, and some for the start */
#define FILM 16

typedef struct
{
  double cpu;
  double received;
  double painted;
  /* seconds until all three had a picture; 0: not measured */
  double first;
} Cost;

typedef struct
{
  GMainLoop *loop;
  RegieMonitor *monitors[STAGES];
  GstElement *sinks[STAGES];
  guint64 painted_by_clock;
  guint64 received;
  guint64 painted;
  /* the peer's frames are counted at the frame clock, as its sink does not know */
  guint dirty[STAGES];
  double cpu;
  gint64 began;
  gint64 started;
  double first;
} Run;

static double
cpu_now (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
         + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void
count_monitors (Run *run, guint64 *received, guint64 *painted)
{
  *received = 0;
  *painted = run->painted_by_clock;
  for (guint i = 0; i < STAGES; i++)
    if (run->monitors[i])
      {
        *received += regie_monitor_get_frames (run->monitors[i]);
        *painted += regie_monitor_get_painted (run->monitors[i]);
      }
    else
      {
        g_autoptr (GstStructure) stats = NULL;
        guint64 rendered = 0;

        g_object_get (run->sinks[i], "stats", &stats, NULL);
        gst_structure_get_uint64 (stats, "rendered", &rendered);
        *received += rendered;
      }
}

static gboolean
end_span (gpointer user_data)
{
  Run *run = user_data;
  const double span = (double) (g_get_monotonic_time () - run->began) / G_USEC_PER_SEC;
  guint64 received, painted;

  count_monitors (run, &received, &painted);
  printf ("%.4f %.2f %.2f %.3f\n", (cpu_now () - run->cpu) / span,
          (double) (received - run->received) / span, (double) (painted - run->painted) / span,
          run->first);
  fflush (stdout);
  g_main_loop_quit (run->loop);
  return G_SOURCE_REMOVE;
}

static gboolean
begin_span (gpointer user_data)
{
  Run *run = user_data;

  count_monitors (run, &run->received, &run->painted);
  run->cpu = cpu_now ();
  run->began = g_get_monotonic_time ();
  g_timeout_add_seconds (SPAN, end_span, run);
  return G_SOURCE_REMOVE;
}

/* Until the span begins; its own cost is not in it. */
static gboolean
look_for_pictures (gpointer user_data)
{
  Run *run = user_data;

  for (guint i = 0; i < STAGES; i++)
    if (regie_monitor_get_handed (run->monitors[i]) == 0)
      return G_SOURCE_CONTINUE;
  run->first = (double) (g_get_monotonic_time () - run->started) / G_USEC_PER_SEC;
  return G_SOURCE_REMOVE;
}

static void
measure (Run *run)
{
  run->started = g_get_monotonic_time ();
  if (run->monitors[0])
    g_timeout_add (5, look_for_pictures, run);
  run->loop = g_main_loop_new (NULL, FALSE);
  g_timeout_add_seconds (WARM_UP, begin_span, run);
  g_main_loop_run (run->loop);
}

static void
tune (GstElement *decoder, GstElement *source, gpointer user_data)
{
  if (!g_object_class_find_property (G_OBJECT_GET_CLASS (source), "protocols"))
    return;
  g_object_set (source, "latency", 200, NULL);
  gst_util_set_object_arg (G_OBJECT (source), "protocols", "tcp");
}

/* As the monitors do it: one thread for each stream. */
static void
tune_decoder (GstBin *bin, GstBin *sub_bin, GstElement *element, gpointer user_data)
{
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (element), "max-threads"))
    g_object_set (element, "max-threads", 1, NULL);
}

static void
find_ends (Run *run, GstElement *pipeline)
{
  for (guint i = 0; i < STAGES; i++)
    {
      g_autofree char *name = g_strdup_printf ("in%u", i);
      g_autoptr (GstElement) decoder = gst_bin_get_by_name (GST_BIN (pipeline), name);

      g_autofree char *out = g_strdup_printf ("out%u", i);

      g_signal_connect (decoder, "source-setup", G_CALLBACK (tune), NULL);
      run->sinks[i] = gst_bin_get_by_name (GST_BIN (pipeline), out);
    }
}

/* @show: what becomes of a decoded picture, a sink at its end */
static GstElement *
make_pipeline (Run *run, char **uris, const char *show)
{
  g_autoptr (GString) launch = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  GstElement *pipeline;

  for (guint i = 0; i < STAGES; i++)
    g_string_append_printf (launch,
                            "uridecodebin3 name=in%u uri=%s in%u. ! video/x-raw ! %s name=out%u "
                            "in%u. ! audio/x-raw ! audioconvert ! fakesink sync=true ",
                            i, uris[i], i, show, i, i);
  pipeline = gst_parse_launch (launch->str, &error);
  if (error)
    g_error ("%s", error->message);
  find_ends (run, pipeline);
  return pipeline;
}

#define FAST                                                                                       \
  "videoscale ! video/x-raw,width=640,height=360 ! videoconvert ! video/x-raw,format=BGRA"
#define USUAL "videoconvertscale ! video/x-raw,format=BGRx,width=640,height=360"

/* The floor: decoded, scaled and converted, and thrown away. */
static void
run_floor (char **uris, gboolean fast)
{
  Run run = { 0 };
  GstElement *pipeline = make_pipeline (
      &run, uris, fast ? FAST " ! fakesink sync=true" : USUAL " ! fakesink sync=true");

  if (fast)
    g_signal_connect (pipeline, "deep-element-added", G_CALLBACK (tune_decoder), NULL);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  measure (&run);
  gst_element_set_state (pipeline, GST_STATE_NULL);
}

/* The floor of a hidden stage: received, its sound decoded and metered, its picture thrown away. */
static void
run_sound_floor (char **uris)
{
  Run run = { 0 };
  g_autoptr (GString) launch = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  GstElement *pipeline;

  for (guint i = 0; i < STAGES; i++)
    g_string_append_printf (
        launch,
        "uridecodebin3 name=in%u uri=%s caps=\"video/x-h264;audio/x-raw\" "
        "in%u. ! video/x-h264 ! fakesink name=out%u sync=true "
        "in%u. ! audio/x-raw ! audioconvert ! level interval=50000000 ! fakesink sync=true ",
        i, uris[i], i, i, i);
  pipeline = gst_parse_launch (launch->str, &error);
  if (error)
    g_error ("%s", error->message);
  find_ends (&run, pipeline);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  measure (&run);
  gst_element_set_state (pipeline, GST_STATE_NULL);
}

static void
on_frame (GdkPaintable *paintable, gpointer user_data)
{
  guint *dirty = user_data;

  *dirty = 1;
}

static void
after_paint (GdkFrameClock *clock, gpointer user_data)
{
  Run *run = user_data;

  for (guint i = 0; i < STAGES; i++)
    {
      run->painted_by_clock += run->dirty[i];
      run->dirty[i] = 0;
    }
}

static void
show_in_window (Run *run, GdkPaintable **paintables, GCallback painted)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  for (guint i = 0; i < STAGES; i++)
    {
      GtkWidget *picture = gtk_picture_new_for_paintable (paintables[i]);

      gtk_widget_set_size_request (picture, WIDTH, HEIGHT);
      gtk_box_append (GTK_BOX (box), picture);
    }
  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
  if (painted)
    g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", painted, run);
}

/* The peer: what is usually done, gtk4paintablesink behind an element that scales and converts. */
static void
run_peer (char **uris)
{
  Run run = { 0 };
  GdkPaintable *paintables[STAGES];
  GstElement *pipeline = make_pipeline (&run, uris, USUAL " ! gtk4paintablesink");

  for (guint i = 0; i < STAGES; i++)
    {
      g_object_get (run.sinks[i], "paintable", &paintables[i], NULL);
      g_signal_connect (paintables[i], "invalidate-contents", G_CALLBACK (on_frame), &run.dirty[i]);
    }
  show_in_window (&run, paintables, G_CALLBACK (after_paint));
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  measure (&run);
  gst_element_set_state (pipeline, GST_STATE_NULL);
}

static void
run_monitors (char **uris, gboolean drawing)
{
  Run run = { 0 };
  GdkPaintable *paintables[STAGES];

  for (guint i = 0; i < STAGES; i++)
    {
      run.monitors[i] = regie_monitor_new ();
      paintables[i] = regie_monitor_get_paintable (run.monitors[i]);
      regie_monitor_set_sources (run.monitors[i], (const char *const[]) { uris[i], NULL });
      regie_monitor_set_drawing (run.monitors[i], drawing);
      regie_monitor_set_playing (run.monitors[i], TRUE);
    }
  show_in_window (&run, paintables, NULL);
  measure (&run);
}

static gboolean
on_parent_gone (GIOChannel *channel, GIOCondition condition, gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

/* Serves until its standard input ends. */
static void
run_server (void)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GIOChannel) parent = g_io_channel_unix_new (0);
  g_autoptr (RegieFeeds) feeds = regie_feeds_new (0, STAGES);
  g_autoptr (GError) error = NULL;

  if (!regie_feeds_start (feeds, &error))
    g_error ("%s", error->message);
  for (guint i = 0; i < STAGES; i++)
    {
      g_autofree char *uri = regie_feeds_get_uri (feeds, i);

      printf ("%s\n", uri);
    }
  fflush (stdout);
  g_io_add_watch (parent, G_IO_HUP | G_IO_IN | G_IO_ERR, on_parent_gone, loop);
  g_main_loop_run (loop);
}

/* @renderer: (nullable): of GTK; %NULL: as the environment has it */
static Cost
run_child (const char *program, const char *way, const char *renderer, char **uris)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;
  g_autoptr (GSubprocess) child = NULL;
  Cost cost = { NAN, NAN, NAN, NAN };

  if (renderer)
    g_subprocess_launcher_setenv (launcher, "GSK_RENDERER", renderer, TRUE);
  child =
      g_subprocess_launcher_spawn (launcher, &error, program, way, uris[0], uris[1], uris[2], NULL);
  if (!child || !g_subprocess_communicate_utf8 (child, NULL, NULL, &output, NULL, &error))
    g_error ("%s", error->message);
  if (!output
      || sscanf (output, "%lf %lf %lf %lf", &cost.cpu, &cost.received, &cost.painted, &cost.first)
             != 4)
    g_error ("%s says nothing: %s", way, output ? output : "");
  return cost;
}

static double
per_frame (const Cost *cost)
{
  return cost->cpu * 1000 / cost->received;
}

static void
compare (const char *program)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) server =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                        program, "serve", NULL);
  g_autoptr (GDataInputStream) lines = NULL;
  char *uris[STAGES + 1] = { NULL };
  Cost least, scaled, usual, ours, sound, hidden;

  if (!server)
    g_error ("%s", error->message);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server));
  for (guint i = 0; i < STAGES; i++)
    uris[i] = g_data_input_stream_read_line (lines, NULL, NULL, NULL);

  least = run_child (program, "floor", NULL, uris);
  scaled = run_child (program, "usual-floor", NULL, uris);
  usual = run_child (program, "peer", NULL, uris);
  ours = run_child (program, "monitors", NULL, uris);
  sound = run_child (program, "sound-floor", NULL, uris);
  hidden = run_child (program, "hidden", NULL, uris);
  g_output_stream_close (g_subprocess_get_stdin_pipe (server), NULL, NULL);
  g_subprocess_wait (server, NULL, NULL);
  for (guint i = 0; i < STAGES; i++)
    g_free (uris[i]);

  /* Per frame: when the machine is busy the feeds do not keep their 25 frames a second. */
  figure_print (&(Figure) { "monitors.cpu", per_frame (&ours), "CPU ms/frame", per_frame (&scaled),
                            per_frame (&usual), 1.3, FALSE });
  /* The same against scaling as it is done in here, which takes a tenth. */
  figure_print (&(Figure) { "monitors.cpu-strict", per_frame (&ours), "CPU ms/frame",
                            per_frame (&least), per_frame (&usual), 1.3, FALSE });
  figure_print (&(Figure) { "monitors.first-picture", ours.first, "s", NAN, NAN, NAN, FALSE });
  figure_print (
      &(Figure) { "monitors.cpu-total", ours.cpu, "CPU s/s", NAN, usual.cpu, NAN, FALSE });
  figure_print (&(Figure) { "monitors.painted", ours.painted, "frames/s", ours.received,
                            usual.painted, 0.99, TRUE });
  figure_print (&(Figure) { "monitors.hidden-cpu", per_frame (&hidden), "CPU ms/frame",
                            per_frame (&sound), NAN, 1.3, FALSE });
}

/* Moving pictures of a talk's kind: a still slide would cost nothing. */
static char *
make_film (const char *dir, guint height, guint seconds)
{
  g_autofree char *path = g_strdup_printf ("%s/%u.mkv", dir, height);
  g_autofree char *launch = g_strdup_printf (
      "videotestsrc num-buffers=%u pattern=smpte horizontal-speed=4 ! "
      "video/x-raw,format=I420,width=%u,height=%u,framerate=30/1 ! "
      "x264enc speed-preset=superfast bitrate=%u key-int-max=60 ! h264parse ! matroskamux name=mux "
      "! "
      "filesink location=%s audiotestsrc num-buffers=%u samplesperbuffer=1600 volume=0.1 ! "
      "audio/x-raw,rate=48000,channels=2 ! audioconvert ! voaacenc ! aacparse ! mux.",
      seconds * 30, height * 16 / 9, height, height * 4, path, seconds * 30);
  g_autoptr (GError) error = NULL;
  g_autoptr (GstElement) pipeline = gst_parse_launch (launch, &error);
  g_autoptr (GstBus) bus = NULL;
  g_autoptr (GstMessage) message = NULL;

  if (error)
    g_error ("%s", error->message);
  gst_object_ref_sink (pipeline);
  bus = gst_element_get_bus (pipeline);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  message =
      gst_bus_timed_pop_filtered (bus, GST_CLOCK_TIME_NONE, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  if (GST_MESSAGE_TYPE (message) != GST_MESSAGE_EOS)
    g_error ("The film cannot be made");
  gst_element_set_state (pipeline, GST_STATE_NULL);
  return g_filename_to_uri (path, NULL, NULL);
}

static void
print_film (const char *size,
            const char *what,
            double value,
            const char *unit,
            double least,
            double peer,
            double goal)
{
  g_autofree char *name = g_strdup_printf ("monitors.%s-%s", size, what);

  figure_print (&(Figure) { name, value, unit, least, peer, goal, goal < 1 });
}

/* The same film three times: drawn by cairo, and by OpenGL (of this machine: without a graphics card it
 * is the processor that draws). */
static void
compare_films (const char *program, const char *dir, guint height)
{
  g_autofree char *uri = make_film (dir, height, FILM);
  g_autofree char *path = g_filename_from_uri (uri, NULL, NULL);
  g_autofree char *size = g_strdup_printf ("%up30", height);
  char *uris[STAGES + 1] = { uri, uri, uri, NULL };
  const Cost least = run_child (program, "floor", NULL, uris);
  const Cost scaled = run_child (program, "usual-floor", NULL, uris);
  const Cost usual = run_child (program, "peer", NULL, uris);
  const Cost cairo = run_child (program, "monitors", "cairo", uris);
  const Cost gl = run_child (program, "monitors", "ngl", uris);

  print_film (size, "cairo-cpu", cairo.cpu, "CPU s/s", scaled.cpu, usual.cpu, 1.3);
  print_film (size, "cairo-cpu-strict", cairo.cpu, "CPU s/s", least.cpu, usual.cpu, 1.3);
  print_film (size, "cairo-painted", cairo.painted, "frames/s", cairo.received, usual.painted,
              0.99);
  print_film (size, "gl-cpu", gl.cpu, "CPU s/s", scaled.cpu, usual.cpu, 1.3);
  print_film (size, "gl-painted", gl.painted, "frames/s", gl.received, usual.painted, 0.99);
  print_film (size, "first-picture", cairo.first, "s", NAN, NAN, NAN);
  g_remove (path);
}

static void
ignore_piece (gpointer owner, const RegieSoundReading *reading)
{
}

/* What the watch alone costs for one stage: five pictures and a second of sound. */
static void
measure_watch (void)
{
  const guint rounds = 40;
  g_autofree guint8 *pixels = g_malloc0 (WIDTH * HEIGHT);
  g_autofree float *samples = g_new0 (float, 2 * 48000);
  g_autoptr (RegieLook) look = regie_look_new ();
  g_autoptr (RegieHearing) hearing = regie_hearing_new ();
  RegieLuma luma = { pixels, WIDTH, 1, -1, WIDTH, HEIGHT, TRUE };
  double before, seen, heard;

  for (guint i = 0; i < 2 * 48000; i++)
    samples[i] = (float) g_random_double_range (-0.2, 0.2);
  before = cpu_now ();
  for (guint i = 0; i < 5 * rounds; i++)
    {
      RegiePictureReading reading = { 0 };

      memset (pixels, (int) (i * 20 % 200), WIDTH * HEIGHT / 2);
      regie_look_take (look, &luma, &reading);
    }
  seen = (cpu_now () - before) / rounds;
  before = cpu_now ();
  for (guint i = 0; i < rounds; i++)
    regie_hearing_take (hearing, samples, 48000, 2, 48000, ignore_piece, NULL);
  heard = (cpu_now () - before) / rounds;
  figure_print (
      &(Figure) { "monitors.watch-picture", seen * 1000, "CPU ms/s", NAN, NAN, 5, FALSE });
  figure_print (&(Figure) { "monitors.watch-sound", heard * 1000, "CPU ms/s", NAN, NAN, 5, FALSE });
}

static void
compare_all_films (const char *program)
{
  g_autofree char *dir = g_dir_make_tmp ("regie-bench-XXXXXX", NULL);

  compare_films (program, dir, 720);
  compare_films (program, dir, 1080);
  g_rmdir (dir);
}

int
main (int argc, char **argv)
{
  const char *way = argc > 1 ? argv[1] : "";

  gst_init (NULL, NULL);
  if (argc == 1)
    {
      measure_watch ();
      compare (argv[0]);
      compare_all_films (argv[0]);
      return EXIT_SUCCESS;
    }
  if (g_str_equal (way, "serve"))
    run_server ();
  if (g_str_equal (way, "film") && argc == 5)
    {
      g_autofree char *uri = make_film (argv[2], (guint) atoi (argv[3]), (guint) atoi (argv[4]));

      printf ("%s\n", uri);
      return EXIT_SUCCESS;
    }
  if (argc < 2 + STAGES)
    return EXIT_SUCCESS;
  if (g_str_equal (way, "floor"))
    {
      run_floor (argv + 2, TRUE);
      return EXIT_SUCCESS;
    }
  if (g_str_equal (way, "usual-floor"))
    {
      run_floor (argv + 2, FALSE);
      return EXIT_SUCCESS;
    }
  if (g_str_equal (way, "sound-floor"))
    {
      run_sound_floor (argv + 2);
      return EXIT_SUCCESS;
    }
  if (!gtk_init_check ())
    g_error ("No display");
  if (g_str_equal (way, "peer"))
    run_peer (argv + 2);
  else
    run_monitors (argv + 2, g_str_equal (way, "monitors"));
  return EXIT_SUCCESS;
}
