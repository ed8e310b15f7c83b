/* alarm.c: every alarm comes in time, says since when, goes again, and comes for nothing else
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "test-media"

#include "regie-config.h"

#include "regie-alarm-list.h"
#include "regie-mark-check.h"

#define SECOND ((gint64) G_USEC_PER_SEC)
#define STEP (SECOND / 20)
/** What the desk promises: from the onset to the alarm */
#define PROMISE (3 * SECOND)

/* What a stage gives at one moment. */
typedef struct
{
  double rate;
  gboolean sounds;
  double left;
  double right;
  /* the sound is a machine's: its power never moves */
  gboolean steady;
  double clipped;
  double loudness;
  double dark;
  double changed;
  gint64 av_offset;
} Scene;

static const Scene talk = {
  .rate = 25,
  .sounds = TRUE,
  .left = -25,
  .right = -26,
  .loudness = -23,
  .dark = 0.1,
  .changed = 0.01,
};

typedef struct
{
  RegieAlarmRules *rules;
  RegieArrivals arrivals;
  gint64 now;
  guint step;
  /* how often the picture is looked at, steps */
  guint look_every;
  double frames;
  /* what stands still changes a little */
  gboolean breathes;
  RegieAlarmReport reports[REGIE_ALARM_KINDS];
} Stage;

static Stage *
stage_new (void)
{
  Stage *stage = g_new0 (Stage, 1);

  stage->rules = regie_alarm_rules_new ();
  stage->now = 1000 * SECOND;
  stage->look_every = 4;
  stage->arrivals.has_picture = stage->arrivals.has_sound = TRUE;
  stage->arrivals.frame_rate = 25;
  regie_alarm_rules_watch (stage->rules, stage->now);
  return stage;
}

static void
stage_free (Stage *stage)
{
  regie_alarm_rules_free (stage->rules);
  g_free (stage);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Stage, stage_free)

static void
look (Stage *stage, const Scene *scene)
{
  RegiePictureReading picture = { .at = stage->now,
                                  .changed = scene->changed,
                                  .moved = scene->changed / 2 };

  if (stage->breathes)
    picture.changed = 0.02;
  picture.shares[0] = (float) scene->dark;
  picture.shares[REGIE_PICTURE_LEVELS - 1] = (float) (1 - scene->dark);
  regie_alarm_rules_take_picture (stage->rules, &picture);
}

static void
listen (Stage *stage, const Scene *scene)
{
  /* syllables */
  const double wobble = scene->steady ? 0 : -6.0 * (stage->step % 5);
  RegieSoundReading sound = {
    .at = stage->now,
    .channels = 2,
    .rms = { scene->left + wobble, scene->right + wobble },
    .peak = { scene->left + wobble + 10, scene->right + wobble + 10 },
    .clipped = scene->clipped,
    .momentary = scene->loudness,
    .short_term = scene->loudness,
  };

  regie_alarm_rules_take_sound (stage->rules, &sound);
  stage->arrivals.last_sound = stage->now;
}

/* One twentieth of a second. */
static void
pass (Stage *stage, const Scene *scene)
{
  stage->now += STEP;
  stage->step++;
  if (scene->rate > 0)
    {
      stage->frames += scene->rate / 20;
      stage->arrivals.frames = (guint64) stage->frames;
      stage->arrivals.last_frame = stage->now;
      if (stage->step % stage->look_every == 0)
        look (stage, scene);
    }
  if (scene->sounds)
    listen (stage, scene);
  if (scene->av_offset != 0)
    regie_alarm_rules_take_av_offset (stage->rules, scene->av_offset, stage->now);
  if (stage->step % 4 == 0)
    memcpy (stage->reports, regie_alarm_rules_judge (stage->rules, &stage->arrivals, stage->now),
            sizeof stage->reports);
}

static void
pass_for (Stage *stage, const Scene *scene, gint64 time)
{
  for (gint64 i = 0; i < time; i += STEP)
    pass (stage, scene);
}

/* Names what stands, in the order of the kinds. */
static char *
name_alarms (Stage *stage)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < REGIE_ALARM_KINDS; i++)
    if (stage->reports[i].raised)
      g_string_append_printf (names, "%s%s", names->len > 0 ? " " : "",
                              regie_alarm_kind_to_nick ((RegieAlarmKind) i));
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static void
assert_alarms (Stage *stage, const char *expected)
{
  g_autofree char *names = name_alarms (stage);

  g_assert_cmpstr (names, ==, expected);
}

typedef struct
{
  const char *name;
  RegieAlarmKind kind;
  /* all that are raised by it */
  const char *raised;
  RegieAlarmSeverity severity;
  double value;
  Scene scene;
} Fault;

#define PICTURE .rate = 25
#define SLIDE .dark = 0.1, .changed = 0.01
#define SOUND(l, r, lufs) .sounds = TRUE, .left = (l), .right = (r), .loudness = (lufs)
#define TALK SOUND (-25, -26, -23)
#define NO_SOUND SOUND (-100, -100, -100)

static const Fault faults[] = {
  { "nothing", REGIE_ALARM_NO_SIGNAL, "no_signal", REGIE_ALARM_CRITICAL, 0, { .rate = 0 } },
  { "picture-lost", REGIE_ALARM_NO_SIGNAL, "no_signal", REGIE_ALARM_CRITICAL, 0, { TALK } },
  { "frozen-silent",
    REGIE_ALARM_FROZEN,
    "frozen silent",
    REGIE_ALARM_CRITICAL,
    1,
    { PICTURE, NO_SOUND, .dark = 0.1 } },
  { "frozen-tone",
    REGIE_ALARM_FROZEN,
    "frozen",
    REGIE_ALARM_CRITICAL,
    1,
    { PICTURE, TALK, .steady = TRUE, .dark = 0.1 } },
  { "frozen-sound-lost",
    REGIE_ALARM_FROZEN,
    "frozen silent",
    REGIE_ALARM_CRITICAL,
    1,
    { PICTURE, .dark = 0.1 } },
  { "black", REGIE_ALARM_BLACK, "black", REGIE_ALARM_CRITICAL, 1, { PICTURE, TALK, .dark = 1 } },
  { "black-silent",
    REGIE_ALARM_BLACK,
    "black silent",
    REGIE_ALARM_CRITICAL,
    1,
    { PICTURE, NO_SOUND, .dark = 1 } },
  { "silent",
    REGIE_ALARM_SILENT,
    "silent",
    REGIE_ALARM_CRITICAL,
    -100,
    { PICTURE, SLIDE, NO_SOUND } },
  { "sound-lost", REGIE_ALARM_SILENT, "silent", REGIE_ALARM_CRITICAL, -100, { PICTURE, SLIDE } },
  { "left-missing",
    REGIE_ALARM_CHANNEL_MISSING,
    "channel_missing",
    REGIE_ALARM_WARNING,
    1,
    { PICTURE, SLIDE, SOUND (-100, -25, -26) } },
  { "right-missing",
    REGIE_ALARM_CHANNEL_MISSING,
    "channel_missing",
    REGIE_ALARM_WARNING,
    2,
    { PICTURE, SLIDE, SOUND (-25, -75, -26) } },
  { "clipping",
    REGIE_ALARM_CLIPPING,
    "clipping",
    REGIE_ALARM_WARNING,
    0.05,
    { PICTURE, SLIDE, TALK, .clipped = 0.05 } },
  { "loud",
    REGIE_ALARM_LOUDNESS,
    "loudness",
    REGIE_ALARM_WARNING,
    -9,
    { PICTURE, SLIDE, SOUND (-12, -12, -9) } },
  { "quiet",
    REGIE_ALARM_LOUDNESS,
    "loudness",
    REGIE_ALARM_WARNING,
    -44,
    { PICTURE, SLIDE, SOUND (-25, -25, -44) } },
  { "sound-late",
    REGIE_ALARM_AV_OFFSET,
    "av_offset",
    REGIE_ALARM_WARNING,
    200,
    { PICTURE, SLIDE, TALK, .av_offset = 200000 } },
  { "sound-early",
    REGIE_ALARM_AV_OFFSET,
    "av_offset",
    REGIE_ALARM_WARNING,
    -60,
    { PICTURE, SLIDE, TALK, .av_offset = -60000 } },
  { "slow",
    REGIE_ALARM_LOW_FRAME_RATE,
    "low_frame_rate",
    REGIE_ALARM_WARNING,
    10,
    { SLIDE, TALK, .rate = 10 } },
};

static void
it_comes_in_time_and_goes_again (gconstpointer data)
{
  const Fault *fault = data;
  g_autoptr (Stage) stage = stage_new ();
  RegieAlarmReport *report = &stage->reports[fault->kind];
  const Scene good = { PICTURE, SLIDE, TALK, .av_offset = 1 };
  gint64 onset, raised_at;

  pass_for (stage, &good, 10 * SECOND);
  assert_alarms (stage, "");
  onset = stage->now;
  while (!report->raised && stage->now - onset < PROMISE)
    pass (stage, &fault->scene);
  raised_at = stage->now;
  g_assert_true (report->raised);
  g_assert_cmpint (raised_at - onset, >=, SECOND / 2);
  g_assert_cmpint (ABS (report->since - onset), <=, SECOND / 2);

  pass_for (stage, &fault->scene, 5 * SECOND);
  assert_alarms (stage, fault->raised);
  g_assert_cmpint (report->severity, ==, fault->severity);
  g_assert_cmpfloat_with_epsilon (report->value, fault->value, 0.011);
  g_assert_cmpint (ABS (report->since - onset), <=, SECOND / 2);

  pass_for (stage, &good, 4 * SECOND);
  assert_alarms (stage, "");
}

/* A blink, a pause, a cough: shorter than what the rules wait for. */
static void
what_passes_by_itself_alarms_nobody (gconstpointer data)
{
  const Fault *fault = data;
  g_autoptr (Stage) stage = stage_new ();
  const Scene good = { PICTURE, SLIDE, TALK, .av_offset = 1 };

  pass_for (stage, &good, 10 * SECOND);
  for (guint i = 0; i < 20; i++)
    {
      pass_for (stage, &fault->scene, 4 * SECOND / 5);
      assert_alarms (stage, "");
      pass_for (stage, &good, 4 * SECOND);
      assert_alarms (stage, "");
    }
}

static void
a_short_blink_of_good_ends_no_alarm (void)
{
  g_autoptr (Stage) stage = stage_new ();
  const Scene silent = { PICTURE, SLIDE, NO_SOUND };
  gint64 since;

  pass_for (stage, &talk, 5 * SECOND);
  pass_for (stage, &silent, 5 * SECOND);
  since = stage->reports[REGIE_ALARM_SILENT].since;
  pass_for (stage, &talk, SECOND / 5);
  pass_for (stage, &silent, SECOND);
  assert_alarms (stage, "silent");
  g_assert_cmpint (stage->reports[REGIE_ALARM_SILENT].since, ==, since);
}

static void
a_slide_under_speech_is_no_frozen_picture (void)
{
  g_autoptr (Stage) stage = stage_new ();
  const Scene slide = { PICTURE, TALK, .dark = 0.1 };
  const Scene pause = { PICTURE, NO_SOUND, .dark = 0.1 };
  gint64 began;

  pass_for (stage, &talk, 5 * SECOND);
  began = stage->now;
  while (stage->now - began < 290 * SECOND)
    {
      pass_for (stage, &slide, 9 * SECOND);
      assert_alarms (stage, "");
      pass_for (stage, &pause, 2 * SECOND);
      assert_alarms (stage, "");
    }
  /* After five minutes somebody should have a look. */
  pass_for (stage, &slide, 20 * SECOND);
  assert_alarms (stage, "frozen");
  g_assert_cmpint (stage->reports[REGIE_ALARM_FROZEN].severity, ==, REGIE_ALARM_WARNING);
  g_assert_cmpint (ABS (stage->reports[REGIE_ALARM_FROZEN].since - began), <, SECOND);
  pass_for (stage, &talk, SECOND);
  assert_alarms (stage, "");
}

/* Every two seconds a key frame: a little changes, and back. */
static void
a_frozen_picture_is_one_though_its_encoder_breathes (void)
{
  g_autoptr (Stage) stage = stage_new ();
  const Scene frozen = { PICTURE, NO_SOUND, .dark = 0.1 };
  gint64 onset;

  pass_for (stage, &talk, 5 * SECOND);
  onset = stage->now;
  for (guint i = 0; i < 5; i++)
    {
      pass_for (stage, &frozen, 8 * SECOND / 5);
      stage->breathes = TRUE;
      pass_for (stage, &frozen, 2 * SECOND / 5);
      stage->breathes = FALSE;
    }
  assert_alarms (stage, "frozen silent");
  g_assert_cmpint (ABS (stage->reports[REGIE_ALARM_FROZEN].since - onset), <, SECOND / 2);

  /* A face that hardly moves changes as little, but does not stop. */
  stage->breathes = TRUE;
  pass_for (stage, &frozen, 2 * SECOND);
  assert_alarms (stage, "silent");
}

static void
a_pause_in_a_noisy_hall_is_no_quiet_speech (void)
{
  g_autoptr (Stage) stage = stage_new ();
  const Scene pause = { PICTURE, SLIDE, SOUND (-54, -54, -52) };
  const Scene falling = { PICTURE, SLIDE, SOUND (-25, -25, -41) };

  for (guint i = 0; i < 10; i++)
    {
      pass_for (stage, &talk, 10 * SECOND);
      pass_for (stage, &falling, SECOND / 2);
      pass_for (stage, &pause, 20 * SECOND);
      assert_alarms (stage, "");
    }
}

static void
a_hidden_picture_is_judged_by_its_key_frames (void)
{
  g_autoptr (Stage) stage = stage_new ();
  const Scene black = { PICTURE, TALK, .dark = 1 };
  gint64 onset;

  stage->look_every = 40;
  pass_for (stage, &talk, 20 * SECOND);
  assert_alarms (stage, "");
  /* one black key frame is a cut */
  pass_for (stage, &black, 2 * SECOND);
  pass_for (stage, &talk, 10 * SECOND);
  assert_alarms (stage, "");
  onset = stage->now;
  while (!stage->reports[REGIE_ALARM_BLACK].raised && stage->now - onset < 10 * SECOND)
    pass (stage, &black);
  g_assert_cmpint (stage->now - onset, <=, PROMISE + 2 * SECOND);
}

static void
whoever_has_no_sound_or_no_picture_is_not_blamed_for_it (void)
{
  g_autoptr (Stage) mute = stage_new ();
  g_autoptr (Stage) blind = stage_new ();
  const Scene picture = { .rate = 25, SLIDE };
  const Scene sound = { .sounds = TRUE, .left = -25, .right = -25, .loudness = -23 };

  mute->arrivals.has_sound = FALSE;
  pass_for (mute, &picture, 20 * SECOND);
  assert_alarms (mute, "");
  blind->arrivals.has_picture = FALSE;
  pass_for (blind, &sound, 20 * SECOND);
  assert_alarms (blind, "");
  pass_for (blind, &(Scene) { 0 }, PROMISE);
  assert_alarms (blind, "no_signal");
}

static void
connecting_takes_its_time (void)
{
  g_autoptr (Stage) stage = stage_new ();
  const Scene nothing = { 0 };
  const gint64 began = stage->now;

  pass_for (stage, &nothing, 5 * SECOND);
  assert_alarms (stage, "");
  pass_for (stage, &nothing, 2 * SECOND);
  assert_alarms (stage, "no_signal");
  g_assert_cmpint (stage->reports[REGIE_ALARM_NO_SIGNAL].since, ==, began);
  pass_for (stage, &talk, 2 * SECOND);
  assert_alarms (stage, "");
}

static void
who_rests_is_not_watched (void)
{
  g_autoptr (Stage) stage = stage_new ();
  const Scene silent = { PICTURE, SLIDE, NO_SOUND };

  pass_for (stage, &silent, 5 * SECOND);
  assert_alarms (stage, "silent");
  regie_alarm_rules_rest (stage->rules);
  pass_for (stage, &(Scene) { 0 }, 60 * SECOND);
  assert_alarms (stage, "");
  regie_alarm_rules_watch (stage->rules, stage->now);
  pass_for (stage, &silent, 5 * SECOND);
  assert_alarms (stage, "silent");
}

static void
limits_are_what_it_goes_by (void)
{
  g_autoptr (Stage) stage = stage_new ();
  RegieAlarmLimits limits = *regie_alarm_limits_get_default ();
  const Scene quiet = { PICTURE, SLIDE, SOUND (-45, -45, -30) };

  limits.silent_level = -40;
  limits.silent_after = 6 * SECOND;
  limits.loudness_min = -25;
  limits.loudness_after = 0;
  regie_alarm_rules_set_limits (stage->rules, &limits);
  pass_for (stage, &quiet, 5 * SECOND);
  assert_alarms (stage, "");
  pass_for (stage, &quiet, 2 * SECOND);
  assert_alarms (stage, "silent");
  /* turned off, it is over at once */
  limits.silent_after = 0;
  regie_alarm_rules_set_limits (stage->rules, &limits);
  pass_for (stage, &quiet, SECOND);
  assert_alarms (stage, "");
}

/* The list */

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, guint *changes)
{
  (*changes)++;
}

static RegieAlarmKind
kind_at (GListModel *model, guint position)
{
  g_autoptr (RegieAlarm) alarm = g_list_model_get_item (model, position);

  return regie_alarm_get_kind (alarm);
}

static void
the_worst_is_first_and_what_is_ignored_last (void)
{
  RegieAlarmList *list = regie_alarm_list_new ();
  GListModel *model = G_LIST_MODEL (list);
  RegieAlarmReport reports[REGIE_ALARM_KINDS] = { 0 };
  g_autoptr (RegieAlarm) black = NULL;
  guint changes = 0;

  g_signal_connect (list, "items-changed", G_CALLBACK (on_items_changed), &changes);
  reports[REGIE_ALARM_CLIPPING] = (RegieAlarmReport) { TRUE, 5, REGIE_ALARM_WARNING, 0.1 };
  g_assert_true (regie_alarm_list_update (list, reports, 10));
  reports[REGIE_ALARM_BLACK] = (RegieAlarmReport) { TRUE, 8, REGIE_ALARM_CRITICAL, 1 };
  g_assert_true (regie_alarm_list_update (list, reports, 11));
  g_assert_cmpuint (changes, ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 2);
  g_assert_cmpint (kind_at (model, 0), ==, REGIE_ALARM_BLACK);
  black = g_list_model_get_item (model, 0);
  g_assert_true (regie_alarm_list_get_worst (list) == black);
  g_assert_cmpint (regie_alarm_get_since (black), ==, 8);

  /* nothing new, nothing told */
  g_assert_false (regie_alarm_list_update (list, reports, 12));
  g_assert_cmpuint (changes, ==, 2);

  regie_alarm_list_ignore (list, REGIE_ALARM_BLACK, 100);
  g_assert_true (regie_alarm_list_update (list, reports, 13));
  g_assert_cmpint (kind_at (model, 1), ==, REGIE_ALARM_BLACK);
  g_assert_cmpint (regie_alarm_get_ignored_until (black), ==, 100);
  g_assert_cmpint (regie_alarm_get_kind (regie_alarm_list_get_worst (list)), ==,
                   REGIE_ALARM_CLIPPING);
  reports[REGIE_ALARM_CLIPPING].raised = FALSE;
  g_assert_true (regie_alarm_list_update (list, reports, 14));
  g_assert_null (regie_alarm_list_get_worst (list));
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 1);

  /* When the time is over it counts again, and it is still the same one. */
  g_assert_true (regie_alarm_list_update (list, reports, 100));
  g_assert_true (regie_alarm_list_get_worst (list) == black);
  g_assert_cmpint (regie_alarm_get_ignored_until (black), ==, 0);
  reports[REGIE_ALARM_BLACK].raised = FALSE;
  g_assert_true (regie_alarm_list_update (list, reports, 101));
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 0);
  g_assert_null (g_list_model_get_item (model, 0));
  g_assert_finalize_object (list);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *long_one = g_strconcat ("/alarm/raised/", faults[i].name, NULL);
      g_autofree char *short_one = g_strconcat ("/alarm/passing/", faults[i].name, NULL);

      g_test_add_data_func (long_one, &faults[i], it_comes_in_time_and_goes_again);
      g_test_add_data_func (short_one, &faults[i], what_passes_by_itself_alarms_nobody);
    }
  g_test_add_func ("/alarm/blink", a_short_blink_of_good_ends_no_alarm);
  g_test_add_func ("/alarm/slide", a_slide_under_speech_is_no_frozen_picture);
  g_test_add_func ("/alarm/breath", a_frozen_picture_is_one_though_its_encoder_breathes);
  g_test_add_func ("/alarm/pause", a_pause_in_a_noisy_hall_is_no_quiet_speech);
  g_test_add_func ("/alarm/hidden", a_hidden_picture_is_judged_by_its_key_frames);
  g_test_add_func ("/alarm/one-of-two", whoever_has_no_sound_or_no_picture_is_not_blamed_for_it);
  g_test_add_func ("/alarm/connecting", connecting_takes_its_time);
  g_test_add_func ("/alarm/rest", who_rests_is_not_watched);
  g_test_add_func ("/alarm/limits", limits_are_what_it_goes_by);
  g_test_add_func ("/alarm/list", the_worst_is_first_and_what_is_ignored_last);
  return g_test_run ();
}
