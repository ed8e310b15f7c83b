/* talk.c: ten minutes of a congress as it is alarm nobody
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * Slides that stand for minutes, pauses in speech, a dark hall, dark slides, a cut through black,
 * applause: encoded for real, decoded as fast as it goes, and judged by the stream's own time.
 */

#define G_LOG_DOMAIN "test-media"

#include "regie-config.h"

#include "film.h"
#include "regie-alarm-rules.h"
#include "regie-picture-branch.h"
#include "regie-sound-branch.h"

#include <cairo.h>
#include <math.h>

#define WIDTH 640
#define HEIGHT 360
#define RATE 5
/** Noise of a camera that repeats after so many pixels, which is no multiple of a row */
#define GRAIN 60013
#define SECOND ((gint64) G_USEC_PER_SEC)

typedef enum
{
  SLIDE,
  DARK_SLIDE,
  DARK_HALL,
  CAMERA,
  BLACK,
} Picture;

typedef enum
{
  SPEECH,
  /* as a platform sends it that cuts everything off between two sentences */
  GATED_SPEECH,
  /* somebody thinks, looks for a file, drinks a sip */
  PAUSE,
  APPLAUSE,
  MUSIC,
  NOTHING,
} Sound;

typedef struct
{
  guint seconds;
  Picture picture;
  Sound sound;
} Scene;

static const Scene scenes[] = {
  { 20, SLIDE, MUSIC },        { 10, CAMERA, APPLAUSE }, { 60, CAMERA, SPEECH },
  { 170, SLIDE, SPEECH },      { 6, SLIDE, PAUSE },      { 80, SLIDE, GATED_SPEECH },
  { 60, DARK_HALL, SPEECH },   { 8, DARK_HALL, PAUSE },  { 50, DARK_SLIDE, GATED_SPEECH },
  { 1, BLACK, SPEECH },        { 45, CAMERA, SPEECH },   { 12, CAMERA, PAUSE },
  { 40, SLIDE, GATED_SPEECH }, { 10, SLIDE, APPLAUSE },  { 28, DARK_SLIDE, SPEECH },
};
/* and then, so that it is known that somebody watched, dead air */
#define DEAD_AIR 8

typedef struct
{
  guint seconds;
  /* mono, FILM_SAMPLES per second */
  GArray *speech;
  guint8 *slide;
  guint drawn;
  gint8 grain[GRAIN];
  GRand *noise;
} Talk;

static const Scene *
scene_at (double time, guint *number)
{
  static const Scene dead_air = { DEAD_AIR, BLACK, NOTHING };
  double end = 0;

  for (guint i = 0; i < G_N_ELEMENTS (scenes); i++)
    {
      end += scenes[i].seconds;
      *number = i + 1;
      if (time < end)
        return &scenes[i];
    }
  *number = 0;
  return &dead_air;
}

static guint
length (void)
{
  guint seconds = 0;

  for (guint i = 0; i < G_N_ELEMENTS (scenes); i++)
    seconds += scenes[i].seconds;
  return seconds;
}

/* A heading and a few lines, dark on light or light on dark; another one in every scene. */
static void
draw_slide (Talk *talk, guint number, gboolean dark)
{
  cairo_surface_t *surface;
  cairo_t *cr;

  if (talk->drawn == number)
    return;
  talk->drawn = number;
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cr = cairo_create (surface);
  cairo_set_source_rgb (cr, dark ? 0 : 0.97, dark ? 0 : 0.97, dark ? 0 : 0.95);
  cairo_paint (cr);
  cairo_set_source_rgb (cr, dark ? 0.8 : 0.1, dark ? 0.8 : 0.2, dark ? 0.85 : 0.4);
  cairo_set_font_size (cr, 26);
  cairo_move_to (cr, 40, 70);
  cairo_show_text (cr, "Vom Antrag bis zum Bescheid");
  cairo_set_font_size (cr, 16);
  for (guint i = 0; i < (dark ? 2u : 5u); i++)
    {
      cairo_move_to (cr, 60, 130 + 36.0 * i);
      cairo_show_text (cr, (number + i) % 2 ? "Nachweise nur einmal vorlegen, Register abrufen"
                                            : "Barrierefreiheit von Anfang an mitdenken");
    }
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  for (guint y = 0; y < HEIGHT; y++)
    for (guint x = 0; x < WIDTH; x++)
      {
        const guint8 *pixel = cairo_image_surface_get_data (surface)
                              + (gsize) y * (gsize) cairo_image_surface_get_stride (surface)
                              + 4 * x;

        talk->slide[y * WIDTH + x] = (guint8) (16 + pixel[1] * 219 / 255);
      }
  cairo_surface_destroy (surface);
}

/* Somebody at a desk who moves a little, in a camera that makes noise; in a dark hall far away, with a
 * lamp. */
static void
draw_camera (Talk *talk, guint8 *luma, double time, gboolean dark)
{
  const int x0 = (int) (WIDTH / 2.0 + 12 * sin (time * 1.3) + 5 * sin (time * 4.1));
  const int y0 = (int) (HEIGHT / 2.0 + 4 * sin (time * 2.2));
  const int size = dark ? 18 : 90;
  guint grain = (guint) (time * 7919 * RATE);

  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      {
        const int far = (x - x0) * (x - x0) + (y - y0) * (y - y0);
        int value = dark ? 20 + y / 60 : 70 + x / 10;

        if (far < size * size)
          value = dark ? 75 : 150 - 30 * far / (size * size);
        else if (dark && ABS (x - 560) < 9 && ABS (y - 40) < 9)
          value = 120;
        luma[y * WIDTH + x] = (guint8) (value + talk->grain[grain++ % GRAIN]);
      }
}

static gboolean
draw (gpointer data, guint8 *planes, double time)
{
  Talk *talk = data;
  guint number;
  const Scene *scene = scene_at (time, &number);

  switch (scene->picture)
    {
    case SLIDE:
    case DARK_SLIDE:
      draw_slide (talk, number, scene->picture == DARK_SLIDE);
      memcpy (planes, talk->slide, WIDTH * HEIGHT);
      break;
    case DARK_HALL:
    case CAMERA:
      draw_camera (talk, planes, time, scene->picture == DARK_HALL);
      break;
    case BLACK:
    default:
      memset (planes, 16, WIDTH * HEIGHT);
    }
  return TRUE;
}

/* A hall's noise at -57 dBFS: not that of silence. */
static double
hall (Talk *talk)
{
  return g_rand_double_range (talk->noise, -0.0025, 0.0025);
}

/* With a pause of almost two seconds every twenty. */
static double
speech_at (Talk *talk, guint64 sample)
{
  const guint64 round = 20 * FILM_SAMPLES;

  if (sample % round > round - 9 * FILM_SAMPLES / 5)
    return 0;
  return 0.5 * g_array_index (talk->speech, gint16, sample % talk->speech->len) / 32768.0;
}

static double
sound_at (Talk *talk, Sound sound, guint64 sample)
{
  const double time = (double) sample / FILM_SAMPLES;

  switch (sound)
    {
    case SPEECH:
      return speech_at (talk, sample) + hall (talk);
    case GATED_SPEECH:
      return speech_at (talk, sample);
    case PAUSE:
      return hall (talk);
    case APPLAUSE:
      return g_rand_double_range (talk->noise, -0.2, 0.2) * (0.7 + 0.3 * sin (time * 40));
    case MUSIC:
      return 0.08 * (sin (2 * G_PI * 220 * time) + sin (2 * G_PI * 277 * time))
             * (0.6 + 0.4 * sin (2 * G_PI * 2 * time));
    case NOTHING:
    default:
      return 0;
    }
}

static void
speak (gpointer data, gint16 *samples, gsize n, guint64 first)
{
  Talk *talk = data;
  guint number;
  const Scene *scene = scene_at ((double) first / FILM_SAMPLES, &number);

  for (gsize i = 0; i < n; i++)
    samples[2 * i] = samples[2 * i + 1] =
        (gint16) lround (32767 * sound_at (talk, scene->sound, first + i));
}

/* What espeak-ng says, resampled by GStreamer; a stand-in where it is not installed. */
static GArray *
make_speech (void)
{
  static const char text[] =
      "Guten Morgen und herzlich willkommen. Wir sprechen heute darüber, wie ein Antrag von der "
      "ersten Eingabe bis zum Bescheid ohne Medienbruch durch das Haus kommt. Im vergangenen Jahr "
      "haben wir drei Verfahren gemeinsam mit den Kommunen neu aufgesetzt. Natürlich lief nicht "
      "alles glatt. Was haben wir daraus gelernt? Erstens: früh testen. Zweitens: offen sagen, was "
      "noch fehlt. Vielen Dank. Und jetzt zu Ihren Fragen.";
  g_autofree char *program = g_find_program_in_path ("espeak-ng");
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GBytes) in = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr (GBytes) out = NULL;
  GArray *speech = g_array_new (FALSE, FALSE, sizeof (gint16));
  const gint16 *samples;
  gsize size;

  if (program)
    process =
        g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE
                              | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                          NULL, program, "-v", "de", "-s", "150", "--stdin", "--stdout", NULL);
  if (!process || !g_subprocess_communicate (process, in, NULL, &out, NULL, NULL)
      || g_bytes_get_size (out) < 100000)
    {
      g_test_message ("espeak-ng is not installed: a buzz in syllables speaks for it");
      for (guint i = 0; i < 20 * FILM_SAMPLES; i++)
        {
          const double time = (double) i / FILM_SAMPLES;
          const gint16 value =
              (gint16) (8000 * pow (fabs (sin (9 * time)), 3) * sin (2 * G_PI * 140 * time));

          g_array_append_val (speech, value);
        }
      return speech;
    }
  /* 22,050 samples per second, one channel, after a header of 44 bytes */
  samples = (const gint16 *) ((const guint8 *) g_bytes_get_data (out, &size) + 44);
  for (gsize i = 0; i < (size - 44) / 2 * FILM_SAMPLES / 22050 - 1; i++)
    g_array_append_val (speech, samples[i * 22050 / FILM_SAMPLES]);
  return speech;
}

typedef struct
{
  GstElement *pipeline;
  RegieDoor *door;
  RegieIntake *intake;
  GMutex lock;
  GArray *pictures;
  GArray *sounds;
} Screening;

static GstBusSyncReply
on_message (GstBus *bus, GstMessage *message, gpointer user_data)
{
  Screening *screening = user_data;
  const GstStructure *structure = gst_message_get_structure (message);
  RegiePictureReading picture;
  RegieSoundReading sound;

  if (!structure)
    return GST_BUS_PASS;
  g_mutex_lock (&screening->lock);
  if (regie_reading_parse (structure, REGIE_PICTURE_READING, &picture, sizeof picture))
    g_array_append_val (screening->pictures, picture);
  else if (regie_reading_parse (structure, REGIE_SOUND_READING, &sound, sizeof sound))
    g_array_append_val (screening->sounds, sound);
  g_mutex_unlock (&screening->lock);
  return GST_BUS_PASS;
}

static void
hurry (const GValue *value, gpointer user_data)
{
  g_object_set (g_value_get_object (value), "sync", FALSE, NULL);
}

static void
on_pad_added (GstElement *decoder, GstPad *pad, gpointer user_data)
{
  Screening *screening = user_data;
  const char *missing = NULL;
  GstElement *branch = g_str_has_prefix (GST_PAD_NAME (pad), "video")
                           ? regie_picture_branch_new (screening->door, screening->intake, &missing)
                           : regie_sound_branch_new (&missing);
  g_autoptr (GstIterator) sinks = NULL;
  g_autoptr (GstPad) sink = NULL;

  g_assert_nonnull (branch);
  sinks = gst_bin_iterate_sinks (GST_BIN (branch));
  gst_iterator_foreach (sinks, hurry, NULL);
  gst_bin_add (GST_BIN (screening->pipeline), branch);
  sink = gst_element_get_static_pad (branch, "sink");
  g_assert_cmpint (gst_pad_link (pad, sink), ==, GST_PAD_LINK_OK);
  gst_element_sync_state_with_parent (branch);
  gst_object_unref (branch);
}

/* Through the monitors' own branches, without a clock. */
static void
screen (Screening *screening, const char *path)
{
  static const RegieDoorCallbacks nobody = { 0 };
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  GstElement *decoder = gst_element_factory_make ("uridecodebin3", NULL);
  g_autoptr (GstBus) bus = NULL;
  g_autoptr (GstMessage) message = NULL;

  screening->pipeline = gst_object_ref_sink (gst_pipeline_new (NULL));
  screening->door = regie_door_new (&nobody, NULL);
  regie_door_close (screening->door);
  screening->intake = regie_intake_new ();
  screening->pictures = g_array_new (FALSE, FALSE, sizeof (RegiePictureReading));
  screening->sounds = g_array_new (FALSE, FALSE, sizeof (RegieSoundReading));
  g_mutex_init (&screening->lock);
  g_object_set (decoder, "uri", uri, NULL);
  gst_bin_add (GST_BIN (screening->pipeline), decoder);
  g_signal_connect (decoder, "pad-added", G_CALLBACK (on_pad_added), screening);
  bus = gst_element_get_bus (screening->pipeline);
  gst_bus_set_sync_handler (bus, on_message, screening, NULL);
  gst_element_set_state (screening->pipeline, GST_STATE_PLAYING);
  message = gst_bus_timed_pop_filtered (bus, 100 * GST_SECOND, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  g_assert_nonnull (message);
  g_assert_cmpint (GST_MESSAGE_TYPE (message), ==, GST_MESSAGE_EOS);
  gst_element_set_state (screening->pipeline, GST_STATE_NULL);
}

static void
end_screening (Screening *screening)
{
  gst_object_unref (screening->pipeline);
  regie_door_unref (screening->door);
  regie_intake_unref (screening->intake);
  g_array_unref (screening->pictures);
  g_array_unref (screening->sounds);
  g_mutex_clear (&screening->lock);
}

/* As the desk would have seen it, in the stream's time. Returns: when something was raised first. */
static gint64
judge (Screening *screening, RegieAlarmKind *what)
{
  const gint64 start = 1000 * SECOND;
  g_autoptr (RegieAlarmRules) rules = regie_alarm_rules_new ();
  RegieArrivals arrivals = { .has_picture = TRUE, .has_sound = TRUE };
  guint seen = 0, heard = 0;

  regie_alarm_rules_watch (rules, start);
  for (gint64 now = 0; seen < screening->pictures->len || heard < screening->sounds->len;
       now += SECOND / 5)
    {
      const RegieAlarmReport *reports;

      for (; seen < screening->pictures->len; seen++)
        {
          RegiePictureReading reading =
              g_array_index (screening->pictures, RegiePictureReading, seen);

          if (reading.time > now)
            break;
          reading.at = arrivals.last_frame = start + reading.time;
          regie_alarm_rules_take_picture (rules, &reading);
          arrivals.frames++;
        }
      for (; heard < screening->sounds->len; heard++)
        {
          RegieSoundReading reading = g_array_index (screening->sounds, RegieSoundReading, heard);

          if (reading.time > now)
            break;
          reading.at = arrivals.last_sound = start + reading.time;
          regie_alarm_rules_take_sound (rules, &reading);
        }
      reports = regie_alarm_rules_judge (rules, &arrivals, start + now);
      for (guint i = 0; i < REGIE_ALARM_KINDS; i++)
        if (reports[i].raised)
          {
            *what = (RegieAlarmKind) i;
            return now;
          }
    }
  return -1;
}

static double
loudest (const Screening *screening)
{
  double most = REGIE_LEVEL_FLOOR;

  for (guint i = 0; i < screening->sounds->len; i++)
    most = MAX (most, g_array_index (screening->sounds, RegieSoundReading, i).short_term);
  return most;
}

static void
ten_minutes_of_a_congress_alarm_nobody (void)
{
  g_autofree char *dir = g_dir_make_tmp ("regie-media-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "talk.mkv", NULL);
  g_autofree Talk *talk = g_new0 (Talk, 1);
  const Film film = { WIDTH, HEIGHT, RATE, length () + DEAD_AIR, draw, speak, talk };
  Screening screening = { 0 };
  RegieAlarmKind what = REGIE_ALARM_NO_SIGNAL;
  gint64 began, raised;

  talk->speech = make_speech ();
  talk->slide = g_malloc (WIDTH * HEIGHT);
  talk->noise = g_rand_new_with_seed (7);
  for (guint i = 0; i < GRAIN; i++)
    talk->grain[i] = (gint8) g_rand_int_range (talk->noise, -2, 3);
  g_assert_cmpuint (length (), ==, 600);
  film_write (&film, path);
  began = g_get_monotonic_time ();
  screen (&screening, path);
  g_test_message ("%u pictures and %u pieces of sound looked at, %.0f times as fast as they play",
                  screening.pictures->len, screening.sounds->len,
                  film.seconds / ((double) (g_get_monotonic_time () - began) / SECOND));
  g_assert_cmpuint (screening.pictures->len, >=, film.seconds * RATE * 95 / 100);
  g_assert_cmpuint (screening.sounds->len, >=, film.seconds * 19);
  g_assert_cmpfloat (loudest (&screening), >, -30);

  raised = judge (&screening, &what);
  g_test_message ("first alarm at %.1f s: %s; dead air from %u s", (double) raised / SECOND,
                  regie_alarm_kind_to_nick (what), length ());
  g_assert_cmpint (raised, >, length () * SECOND);
  g_assert_cmpint (raised, <, (length () + 3) * SECOND);

  end_screening (&screening);
  g_array_unref (talk->speech);
  g_rand_free (talk->noise);
  g_free (talk->slide);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (dir), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);
  g_test_add_func ("/talk/ten-minutes", ten_minutes_of_a_congress_alarm_nobody);
  return g_test_run ();
}
