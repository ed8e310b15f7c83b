/* dead-air.c: real films with one fault each: the monitor says what it is, since when, and when it is over
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * All films run side by side, each in a monitor of its own. The table that is printed stands in
 * docs/monitors.md.
 */

#define G_LOG_DOMAIN "test-media"

#include "regie-config.h"

#include "film.h"
#include "media-test.h"
#include "regie-mark.h"

#include <math.h>

#define WIDTH 320
#define HEIGHT 180
#define RATE 25
/** The fault begins here, seconds, and lasts so long; shorter where supervision would step in */
#define FROM 4
#define LASTS 7
#define LASTS_LOST 5
#define SECONDS 16
#define SECOND ((gint64) G_USEC_PER_SEC)
/** From the onset to the alarm */
#define PROMISE (3 * SECOND)
/** How well a test on a busy machine knows when a film shows what */
#define BLUR (SECOND / 2)
/** A file's demuxer hands the frame behind a gap on before it is due; how it is with a live stream, the
 * rehearsal's test of the monitor says */
#define AHEAD (5 * SECOND / 2)
/** The short-term loudness needs its three seconds to fall out of its range */
#define WINDOW (7 * SECOND / 2)

typedef enum
{
  MOVES,
  STANDS,
  IS_BLACK,
  IS_LOST,
  STUTTERS,
  IS_OF_ANOTHER_STAGE,
  HAS_AN_OLD_MARK,
} Picture;

typedef enum
{
  SPEAKS,
  IS_SILENT,
  HAS_NO_LEFT,
  CLIPS,
  SHOUTS,
  WHISPERS,
} Sound;

typedef struct
{
  const char *name;
  RegieAlarmKind kind;
  Picture picture;
  Sound sound;
  /* raised beside it; -1: none */
  int beside;
  /* from the fault to the condition, microseconds */
  gint64 slack;
} Fault;

static const Fault faults[] = {
  { "no frames", REGIE_ALARM_NO_SIGNAL, IS_LOST, SPEAKS, -1, AHEAD },
  { "frozen and silent", REGIE_ALARM_FROZEN, STANDS, IS_SILENT, REGIE_ALARM_SILENT, 0 },
  { "black", REGIE_ALARM_BLACK, IS_BLACK, SPEAKS, -1, 0 },
  { "silent", REGIE_ALARM_SILENT, MOVES, IS_SILENT, -1, 0 },
  { "left channel missing", REGIE_ALARM_CHANNEL_MISSING, MOVES, HAS_NO_LEFT, -1, 0 },
  { "clipping", REGIE_ALARM_CLIPPING, MOVES, CLIPS, REGIE_ALARM_LOUDNESS, 0 },
  { "too loud", REGIE_ALARM_LOUDNESS, MOVES, SHOUTS, -1, WINDOW },
  { "too quiet", REGIE_ALARM_LOUDNESS, MOVES, WHISPERS, -1, WINDOW },
  { "8 of 25 frames", REGIE_ALARM_LOW_FRAME_RATE, STUTTERS, SPEAKS, -1, SECOND },
  { "mark of another stage", REGIE_ALARM_WRONG_STAGE, IS_OF_ANOTHER_STAGE, SPEAKS, -1, 0 },
  { "mark stands still", REGIE_ALARM_STALE, HAS_AN_OLD_MARK, SPEAKS, -1, 0 },
};

/* When the films were made, by their marks: after the monitors were told what to expect. */
static gint64 premiere;

static double
lasts (const Fault *fault)
{
  return fault->picture == IS_LOST ? LASTS_LOST : LASTS;
}

static gboolean
is_on (const Fault *fault, double time)
{
  return time >= FROM && time < FROM + lasts (fault);
}

static gboolean
draw (gpointer data, guint8 *planes, double time)
{
  const Fault *fault = data;
  const Picture picture = is_on (fault, time) ? fault->picture : MOVES;
  const guint frame = (guint) lround (time * RATE);
  const double moved = picture == STANDS ? FROM : time;
  const double marked = picture == HAS_AN_OLD_MARK ? FROM : time;

  if (picture == IS_LOST || (picture == STUTTERS && frame % 3 != 0))
    return FALSE;
  for (guint y = 0; y < HEIGHT; y++)
    for (guint x = 0; x < WIDTH; x++)
      planes[y * WIDTH + x] =
          picture == IS_BLACK ? 16 : (guint8) (50 + ((guint) (x + y + 60 * moved) % 150));
  if (fault->kind == REGIE_ALARM_WRONG_STAGE || fault->kind == REGIE_ALARM_STALE)
    regie_mark_write (planes, WIDTH, WIDTH, HEIGHT,
                      regie_mark_encode (picture == IS_OF_ANOTHER_STAGE ? 2 : 1,
                                         premiere + (gint64) (marked * 1e6)));
  return TRUE;
}

/* A voice of 150 Hz in syllables, at about -23 LUFS. */
static double
voice (double time)
{
  const double syllable = fabs (sin (G_PI * 4 * time));
  double sum = 0;

  for (guint harmonic = 1; harmonic <= 5; harmonic++)
    sum += sin (2 * G_PI * 150 * harmonic * time) / harmonic;
  return 0.1 * syllable * sum;
}

static void
speak (gpointer data, gint16 *samples, gsize n, guint64 first)
{
  static const double gains[] = {
    [SPEAKS] = 1, [IS_SILENT] = 0, [HAS_NO_LEFT] = 1, [CLIPS] = 15, [SHOUTS] = 4, [WHISPERS] = 0.07,
  };
  const Fault *fault = data;

  for (gsize i = 0; i < n; i++)
    {
      const double time = (double) (first + i) / FILM_SAMPLES;
      const Sound sound = is_on (fault, time) ? fault->sound : SPEAKS;
      const double value = CLAMP (voice (time) * gains[sound], -1, 1);

      samples[2 * i] = (gint16) lround (32767 * (sound == HAS_NO_LEFT ? 0 : value));
      samples[2 * i + 1] = (gint16) lround (32767 * value);
    }
}

typedef struct
{
  const Fault *fault;
  RegieMonitor *monitor;
  char *uri;
  /* monotonic: when the film was where the fault begins */
  gint64 onset;
  gint64 raised;
  gint64 since;
  gint64 cleared;
  RegieAlarmSeverity severity;
  double value;
  /* bits of kinds that were raised and are not expected */
  guint strange;
} Screening;

static void
begin (Screening *screening, const Fault *fault, const char *dir, guint number)
{
  const Film film = { WIDTH, HEIGHT, RATE, SECONDS, draw, speak, (gpointer) fault };
  RegieAlarmLimits limits = *regie_alarm_limits_get_default ();
  g_autofree char *name = g_strdup_printf ("%u.mkv", number);
  g_autofree char *path = g_build_filename (dir, name, NULL);

  film_write (&film, path);
  screening->fault = fault;
  screening->uri = g_filename_to_uri (path, NULL, NULL);
  screening->monitor = regie_monitor_new ();
  /* a film is as old as it is */
  limits.stale_age = 0;
  regie_monitor_set_limits (screening->monitor, &limits);
  regie_monitor_set_expected_stage (screening->monitor, 1);
  regie_monitor_set_sources (screening->monitor, (const char *const[]) { screening->uri, NULL });
}

static void
follow (Screening *screening)
{
  GListModel *alarms = regie_monitor_get_alarms (screening->monitor);
  const gint64 now = g_get_monotonic_time ();
  const gint64 position = regie_monitor_get_position (screening->monitor);
  gboolean stands = FALSE;

  if (position > 2 * SECOND && position < FROM * SECOND - SECOND / 5)
    screening->onset = now - position + FROM * SECOND;
  for (guint i = 0; i < g_list_model_get_n_items (alarms); i++)
    {
      g_autoptr (RegieAlarm) alarm = g_list_model_get_item (alarms, i);
      const RegieAlarmKind kind = regie_alarm_get_kind (alarm);

      if (kind == screening->fault->kind)
        {
          stands = TRUE;
          if (screening->raised == 0)
            screening->raised = now;
          screening->since = regie_alarm_get_since (alarm);
          screening->severity = regie_alarm_get_severity (alarm);
          screening->value = regie_alarm_get_value (alarm);
        }
      else if ((int) kind != screening->fault->beside)
        {
          screening->strange |= 1u << kind;
        }
    }
  if (screening->raised != 0 && !stands && screening->cleared == 0)
    screening->cleared = now;
}

static double
seconds (gint64 from, gint64 to)
{
  return (double) (to - from) / SECOND;
}

static void
judge (Screening *screening)
{
  const Fault *fault = screening->fault;
  const gint64 over = screening->onset + (gint64) (lasts (fault) * 1e6);

  g_assert_cmpint (screening->onset, >, 0);
  g_assert_cmpint (screening->raised, >, 0);
  g_assert_cmpint (screening->cleared, >, 0);
  g_test_message ("| %-22s | %-15s | %4.1f s | %4.1f s | %4.1f s | %4.1f s |", fault->name,
                  regie_alarm_kind_to_nick (fault->kind),
                  seconds (screening->onset, screening->raised),
                  seconds (screening->since, screening->raised),
                  seconds (screening->onset, screening->since), seconds (over, screening->cleared));
  g_assert_cmpuint (screening->strange, ==, 0);
  g_assert_cmpint (screening->raised - screening->since, <=, PROMISE);
  g_assert_cmpint (screening->since - screening->onset, >=, -BLUR);
  g_assert_cmpint (screening->since - screening->onset, <=, BLUR + fault->slack);
  g_assert_cmpint (screening->cleared - over, <=, 4 * SECOND + fault->slack);
}

static gboolean
all_ended (const Screening *screenings, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (!regie_monitor_get_ended (screenings[i].monitor))
      return FALSE;
  return TRUE;
}

static void
every_fault_is_found_and_nothing_else (void)
{
  if (!keeps_pace ())
    return;

  g_autofree char *dir = g_dir_make_tmp ("regie-media-XXXXXX", NULL);
  Screening screenings[G_N_ELEMENTS (faults)] = { 0 };
  const guint pulse = g_timeout_add (10, wait_look_again, NULL);
  gint64 deadline;

  premiere = g_get_real_time () + 300 * SECOND;
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    begin (&screenings[i], &faults[i], dir, i);
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    regie_monitor_set_playing (screenings[i].monitor, TRUE);
  deadline = g_get_monotonic_time () + PATIENCE;
  while (!all_ended (screenings, G_N_ELEMENTS (faults)) && g_get_monotonic_time () < deadline)
    {
      g_main_context_iteration (NULL, TRUE);
      for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
        if (!regie_monitor_get_ended (screenings[i].monitor))
          follow (&screenings[i]);
    }
  g_source_remove (pulse);
  g_assert_true (all_ended (screenings, G_N_ELEMENTS (faults)));

  g_test_message ("| fault | alarm | fault→alarm | onset→alarm | fault→onset | over→cleared |");
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path = g_filename_from_uri (screenings[i].uri, NULL, NULL);

      judge (&screenings[i]);
      g_assert_cmpuint (g_list_model_get_n_items (regie_monitor_get_alarms (screenings[i].monitor)),
                        ==, 0);
      g_assert_finalize_object (screenings[i].monitor);
      g_assert_cmpint (g_remove (path), ==, 0);
      g_free (screenings[i].uri);
    }
  wait_until (regie_rig_get_alive () == 0);
  g_assert_cmpint (g_rmdir (dir), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);
  g_test_add_func ("/dead-air/faults", every_fault_is_found_and_nothing_else);
  return g_test_run ();
}
