/* test-monitor-text.c: what monitors are told and what they tell: thresholds, shapes, addresses
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-config.h"

#include "regie-desk-settings.h"
#include "regie-level-meter.h"
#include "regie-monitor-settings.h"
#include "regie-monitor-text.h"
#include "regie-safe-areas.h"

static void
the_limits_are_those_of_the_watch_until_somebody_changes_them (void)
{
  g_autoptr (RegieMonitorSettings) settings = regie_monitor_settings_new (NULL);
  const RegieAlarmLimits *good = regie_alarm_limits_get_default ();
  RegieAlarmLimits limits;

  regie_monitor_settings_get_limits (settings, &limits);
  g_assert_cmpint (limits.no_signal_after, ==, good->no_signal_after);
  g_assert_cmpint (limits.frozen_after, ==, good->frozen_after);
  g_assert_cmpint (limits.frozen_in_speech_after, ==, good->frozen_in_speech_after);
  g_assert_cmpint (limits.black_after, ==, good->black_after);
  g_assert_cmpint (limits.silent_after, ==, good->silent_after);
  g_assert_cmpfloat_with_epsilon (limits.silent_level, good->silent_level, 1e-9);
  g_assert_cmpint (limits.channel_missing_after, ==, good->channel_missing_after);
  g_assert_cmpint (limits.clipping_after, ==, good->clipping_after);
  g_assert_cmpfloat_with_epsilon (limits.loudness_min, good->loudness_min, 1e-9);
  g_assert_cmpfloat_with_epsilon (limits.loudness_max, good->loudness_max, 1e-9);
  g_assert_cmpint (limits.av_offset_late, ==, good->av_offset_late);
  g_assert_cmpint (limits.av_offset_early, ==, good->av_offset_early);
  g_assert_cmpfloat_with_epsilon (limits.low_frame_rate_share, good->low_frame_rate_share, 1e-9);
  g_assert_cmpint (limits.stale_age, ==, good->stale_age);
}

static void
a_threshold_stays_within_its_range_and_can_be_reset (void)
{
  g_autoptr (RegieMonitorSettings) settings = regie_monitor_settings_new (NULL);
  const RegieThreshold *black = regie_threshold_get (REGIE_THRESHOLD_BLACK);
  RegieAlarmLimits limits;

  regie_monitor_settings_set_threshold (settings, REGIE_THRESHOLD_BLACK, 1e9);
  g_assert_cmpfloat_with_epsilon (
      regie_monitor_settings_get_threshold (settings, REGIE_THRESHOLD_BLACK), black->max, 1e-9);
  regie_monitor_settings_set_threshold (settings, REGIE_THRESHOLD_BLACK, 4);
  regie_monitor_settings_get_limits (settings, &limits);
  g_assert_cmpint (limits.black_after, ==, 4 * G_USEC_PER_SEC);
  regie_monitor_settings_reset_thresholds (settings);
  g_assert_cmpfloat_with_epsilon (
      regie_monitor_settings_get_threshold (settings, REGIE_THRESHOLD_BLACK), black->value, 1e-9);
}

static void
the_schema_has_the_ranges_of_the_thresholds (void)
{
  g_autoptr (GSettings) settings = regie_desk_settings_find_monitors ();
  g_autoptr (GSettingsSchema) schema = NULL;

  g_assert_nonnull (settings);
  g_object_get (settings, "settings-schema", &schema, NULL);
  for (guint i = 0; i < REGIE_N_THRESHOLDS; i++)
    {
      const RegieThreshold *threshold = regie_threshold_get (i);
      g_autoptr (GSettingsSchemaKey) key = g_settings_schema_get_key (schema, threshold->key);
      g_autoptr (GVariant) range = g_settings_schema_key_get_range (key);
      g_autoptr (GVariant) value = g_settings_schema_key_get_default_value (key);
      g_autoptr (GVariant) ends = NULL;
      const char *kind;
      double min, max;

      g_variant_get (range, "(&sv)", &kind, &ends);
      g_assert_cmpstr (kind, ==, "range");
      g_variant_get (ends, "(dd)", &min, &max);
      g_assert_cmpfloat_with_epsilon (min, threshold->min, 1e-9);
      g_assert_cmpfloat_with_epsilon (max, threshold->max, 1e-9);
      g_assert_cmpfloat_with_epsilon (g_variant_get_double (value), threshold->value, 1e-9);
    }
}

static void
what_is_set_is_kept (void)
{
  g_autoptr (GSettings) settings = regie_desk_settings_find_monitors ();
  RegieMonitorSettings *first = regie_monitor_settings_new (settings);
  RegieMonitorSettings *second;

  regie_monitor_settings_set_threshold (first, REGIE_THRESHOLD_SILENT, 9);
  g_object_set (first, "safe-areas", TRUE, NULL);
  second = regie_monitor_settings_new (settings);
  g_assert_cmpfloat_with_epsilon (
      regie_monitor_settings_get_threshold (second, REGIE_THRESHOLD_SILENT), 9, 1e-9);
  g_assert_true (regie_monitor_settings_get_safe_areas (second));
  regie_monitor_settings_reset_thresholds (second);
  g_assert_cmpfloat_with_epsilon (
      regie_monitor_settings_get_threshold (first, REGIE_THRESHOLD_SILENT),
      regie_threshold_get (REGIE_THRESHOLD_SILENT)->value, 1e-9);
  g_object_set (second, "safe-areas", FALSE, NULL);
  g_assert_finalize_object (first);
  g_assert_finalize_object (second);
}

static void
safe_areas_lie_on_the_picture_and_not_on_its_bars (void)
{
  graphene_rect_t picture = regie_picture_area (4.0 / 3.0, 1600, 900);
  graphene_rect_t action = regie_safe_area (&picture, REGIE_SAFE_ACTION);
  graphene_rect_t upright = regie_picture_area (9.0 / 16.0, 1600, 900);

  g_assert_cmpfloat_with_epsilon (picture.origin.x, 200, 0.01);
  g_assert_cmpfloat_with_epsilon (picture.size.width, 1200, 0.01);
  g_assert_cmpfloat_with_epsilon (picture.size.height, 900, 0.01);
  g_assert_cmpfloat_with_epsilon (action.origin.x, 200 + 1200 * 0.035, 0.01);
  g_assert_cmpfloat_with_epsilon (action.size.width, 1200 * 0.93, 0.01);
  g_assert_cmpfloat_with_epsilon (action.size.height, 900 * 0.93, 0.01);
  g_assert_cmpfloat_with_epsilon (upright.size.width, 506.25, 0.01);
  g_assert_cmpfloat_with_epsilon (upright.size.height, 900, 0.01);
}

static void
an_address_is_shown_without_its_secrets (void)
{
  static const struct
  {
    const char *uri;
    const char *shown;
  } cases[] = {
    { "rtsp://user:secret@cam.example:8554/stage-1", "rtsp://cam.example:8554/stage-1" },
    { "srt://relay.example:9000?passphrase=geheim&mode=caller", "srt://relay.example:9000" },
    { "https://cdn.example/live/a.m3u8?token=abc#x", "https://cdn.example/live/a.m3u8" },
    { "file:///media/talk.mkv", "file:///media/talk.mkv" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = regie_source_uri_text (cases[i].uri);

      g_assert_cmpstr (shown, ==, cases[i].shown);
    }
}

static void
figures_are_written_as_engineers_read_them (void)
{
  g_autofree char *loudness = regie_text_loudness (-23.04);
  g_autofree char *silence = regie_text_loudness (REGIE_LEVEL_FLOOR);
  g_autofree char *fast = regie_text_bitrate (2400000);
  g_autofree char *slow = regie_text_bitrate (640000);
  g_autofree char *unknown = regie_text_bitrate (0);
  g_autofree char *peak = regie_text_level (-11.6);

  g_assert_cmpstr (loudness, ==, "−23.0 LUFS");
  g_assert_cmpstr (silence, ==, "–");
  g_assert_cmpstr (fast, ==, "2.4 Mbit/s");
  g_assert_cmpstr (slow, ==, "640 kbit/s");
  g_assert_cmpstr (unknown, ==, "–");
  g_assert_cmpstr (peak, ==, "−12 dBFS");
}

static void
the_meters_scale_is_that_of_the_standard (void)
{
  g_assert_cmpfloat_with_epsilon (regie_level_fraction (-80), 0, 1e-9);
  g_assert_cmpfloat_with_epsilon (regie_level_fraction (-40), 0.15, 1e-9);
  g_assert_cmpfloat_with_epsilon (regie_level_fraction (-20), 0.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (regie_level_fraction (0), 1, 1e-9);
  g_assert_cmpfloat_with_epsilon (regie_level_fraction (3), 1, 1e-9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define CASE(function) g_test_add_func ("/desk/monitor-text/" #function, function)
  CASE (the_limits_are_those_of_the_watch_until_somebody_changes_them);
  CASE (a_threshold_stays_within_its_range_and_can_be_reset);
  CASE (the_schema_has_the_ranges_of_the_thresholds);
  CASE (what_is_set_is_kept);
  CASE (safe_areas_lie_on_the_picture_and_not_on_its_bars);
  CASE (an_address_is_shown_without_its_secrets);
  CASE (figures_are_written_as_engineers_read_them);
  CASE (the_meters_scale_is_that_of_the_standard);
#undef CASE
  return g_test_run ();
}
