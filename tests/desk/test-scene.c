/* test-scene.c: what an output has to show follows from the congress, and from nothing else
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-config.h"

#include "regie-output-look.h"
#include "regie-scene.h"

#include "desk-fixture.h"

static const char *const options[] = { "Ja", "Nein", NULL };

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GPtrArray *more = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);
  RegieRecord *words = fixture_poll ("words", REGIE_POLL_WORDS, "Was fehlt?", NULL);

  fixture_set_up (fixture);
  g_ptr_array_add (more, fixture_message ("on-air", REGIE_MESSAGE_QUESTION, REGIE_MESSAGE_NEXT, 48,
                                          60, "Wann kommt das Nutzerkonto?"));
  g_ptr_array_add (more, fixture_message ("hidden", REGIE_MESSAGE_QUESTION, REGIE_MESSAGE_NEW, 0,
                                          60, "Noch nicht gesichtet"));
  g_ptr_array_add (more, fixture_poll ("vote", REGIE_POLL_SINGLE, "Wo stehen Sie?", options));
  g_ptr_array_add (more, words);
  fixture_load (fixture, more);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  fixture_tear_down (fixture);
}

static void
overlay (Fixture *fixture, RegieOverlay what, const char *target)
{
  RegieRecord *record = regie_record_new (REGIE_RECORD_STAGE_OVERLAY);

  regie_record_set_string (record, REGIE_FIELD_STAGE, "stage-1");
  regie_record_set_int (record, REGIE_FIELD_OVERLAY, what);
  if (target != NULL)
    regie_record_set_string (record, REGIE_FIELD_TARGET, target);
  fixture_apply (fixture, record);
}

static void
set_stage (Fixture *fixture, RegieStageState state, gint64 end)
{
  RegieRecord *record = regie_record_new (REGIE_RECORD_STAGE_SET);

  regie_record_set_string (record, REGIE_FIELD_STAGE, "stage-1");
  regie_record_set_int (record, REGIE_FIELD_STAGE_STATE, state);
  if (end != 0)
    regie_record_set_int (record, REGIE_FIELD_END, end);
  fixture_apply (fixture, record);
}

static void
move (Fixture *fixture, const char *message, RegieMessageState state)
{
  RegieRecord *record = regie_record_new (REGIE_RECORD_MESSAGE_MOVE);

  regie_record_set_string (record, REGIE_FIELD_MESSAGE, message);
  regie_record_set_int (record, REGIE_FIELD_MESSAGE_STATE, state);
  regie_record_set_by (record, REGIE_ROLE_MODERATOR, "mod-1");
  fixture_apply (fixture, record);
}

static void
show_poll (Fixture *fixture, const char *poll, RegieResultVisibility visibility, int placement)
{
  RegieRecord *record = regie_record_new (REGIE_RECORD_POLL_SHOW);

  regie_record_set_string (record, REGIE_FIELD_POLL, poll);
  regie_record_set_int (record, REGIE_FIELD_VISIBILITY, visibility);
  regie_record_set_int (record, REGIE_FIELD_PLACEMENT, placement);
  regie_record_set_by (record, REGIE_ROLE_MODERATOR, "mod-1");
  fixture_apply (fixture, record);
}

static void
assert_scene (Fixture *fixture, const char *stage, RegieSceneKind kind, const char *subject)
{
  RegieScene scene = regie_scene_of (fixture->congress, stage);

  g_assert_cmpint (scene.kind, ==, kind);
  g_assert_cmpstr (scene.subject != NULL ? regie_entity_get_id (scene.subject) : NULL, ==, subject);
}

static void
nothing_is_shown_without_a_reason (Fixture *fixture, gconstpointer data)
{
  assert_scene (fixture, "stage-1", REGIE_SCENE_NOTHING, NULL);
  assert_scene (fixture, NULL, REGIE_SCENE_NOTHING, NULL);
  assert_scene (fixture, "no-such-stage", REGIE_SCENE_NOTHING, NULL);
}

static void
a_question_on_air_is_shown_on_its_stage_only (Fixture *fixture, gconstpointer data)
{
  move (fixture, "on-air", REGIE_MESSAGE_ON_AIR);
  assert_scene (fixture, "stage-1", REGIE_SCENE_QUESTION, "on-air");
  assert_scene (fixture, "stage-2", REGIE_SCENE_NOTHING, NULL);
  move (fixture, "on-air", REGIE_MESSAGE_ANSWERED);
  assert_scene (fixture, "stage-1", REGIE_SCENE_NOTHING, NULL);
}

static void
a_text_that_nobody_approved_is_never_shown (Fixture *fixture, gconstpointer data)
{
  overlay (fixture, REGIE_OVERLAY_MESSAGE, "hidden");
  assert_scene (fixture, "stage-1", REGIE_SCENE_NOTHING, NULL);
}

static void
a_result_is_concealed_until_it_is_published (Fixture *fixture, gconstpointer data)
{
  overlay (fixture, REGIE_OVERLAY_POLL, "vote");
  assert_scene (fixture, "stage-1", REGIE_SCENE_POLL, "vote");
  g_assert_true (regie_scene_of (fixture->congress, "stage-1").concealed);
  show_poll (fixture, "vote", REGIE_RESULT_AFTER_OWN_VOTE, REGIE_PLACEMENT_STAGE);
  g_assert_true (regie_scene_of (fixture->congress, "stage-1").concealed);
  show_poll (fixture, "vote", REGIE_RESULT_LIVE, REGIE_PLACEMENT_STAGE);
  g_assert_false (regie_scene_of (fixture->congress, "stage-1").concealed);
  overlay (fixture, REGIE_OVERLAY_WORDS, "words");
  assert_scene (fixture, "stage-1", REGIE_SCENE_WORDS, "words");
}

static void
a_vote_for_all_is_shown_where_nothing_else_is (Fixture *fixture, gconstpointer data)
{
  RegieRecord *open = regie_record_new (REGIE_RECORD_POLL_OPEN);

  show_poll (fixture, "vote", REGIE_RESULT_LIVE, REGIE_PLACEMENT_ALL);
  assert_scene (fixture, "stage-2", REGIE_SCENE_NOTHING, NULL);
  regie_record_set_string (open, REGIE_FIELD_POLL, "vote");
  regie_record_set_by (open, REGIE_ROLE_MODERATOR, "mod-1");
  fixture_apply (fixture, open);
  assert_scene (fixture, "stage-2", REGIE_SCENE_POLL, "vote");
  /* On its own stage the overlay decides. */
  assert_scene (fixture, "stage-1", REGIE_SCENE_NOTHING, NULL);
}

static void
a_hold_covers_everything (Fixture *fixture, gconstpointer data)
{
  move (fixture, "on-air", REGIE_MESSAGE_ON_AIR);
  set_stage (fixture, REGIE_STAGE_HOLD, 0);
  assert_scene (fixture, "stage-1", REGIE_SCENE_SLATE, NULL);
  set_stage (fixture, REGIE_STAGE_LIVE, 0);
  assert_scene (fixture, "stage-1", REGIE_SCENE_QUESTION, "on-air");
}

static void
a_countdown_counts_to_what_the_stage_says (Fixture *fixture, gconstpointer data)
{
  gint64 end = FIXTURE_NOW + 5 * FIXTURE_MINUTE;

  overlay (fixture, REGIE_OVERLAY_COUNTDOWN, NULL);
  assert_scene (fixture, "stage-1", REGIE_SCENE_COUNTDOWN, "talk-1");
  /* A talk that runs: until its end. */
  g_assert_cmpint (regie_scene_of (fixture->congress, "stage-1").until, ==,
                   FIXTURE_NOW + 7 * FIXTURE_MINUTE + 12 * G_USEC_PER_SEC);
  overlay (fixture, REGIE_OVERLAY_NONE, NULL);
  set_stage (fixture, REGIE_STAGE_COUNTDOWN, end);
  g_assert_cmpint (regie_scene_of (fixture->congress, "stage-1").until, ==, end);
}

static void
a_lower_third_names_who_speaks (Fixture *fixture, gconstpointer data)
{
  overlay (fixture, REGIE_OVERLAY_LOWER_THIRD, NULL);
  assert_scene (fixture, "stage-1", REGIE_SCENE_LOWER_THIRD, "talk-1");
}

/* Every colour of the style sheet that stands for text. */
static void
assert_readable (const char *css, const GdkRGBA *brand)
{
  const char *const names[] = { "text", "soft", "tone-1", "tone-2", "tone-3", "tone-4", "tone-5" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = g_strdup_printf ("--output-%s: ", names[i]);
      const char *at = g_strstr_len (css, -1, name);
      g_autofree char *value = NULL;
      GdkRGBA color;

      g_assert_nonnull (at);
      at += strlen (name);
      value = g_strndup (at, strcspn (at, ";"));
      g_assert_true (gdk_rgba_parse (&color, value));
      g_assert_cmpfloat (regie_contrast (&color, brand), >=, 4.5);
    }
}

static void
any_brand_colour_can_be_read_on (void)
{
  const char *const brands[] = { "#10294a", "#ffffff", "#000000", "#ffcc00", "#2f6fde",
                                 "#808080", "#c8102e", "#1b8a4b", "#757575" };
  const GdkRGBA key = { 0, 0.7f, 0.25f, 1 };

  for (guint i = 0; i < G_N_ELEMENTS (brands); i++)
    {
      GdkRGBA brand;
      g_autofree char *css = NULL;

      g_assert_true (gdk_rgba_parse (&brand, brands[i]));
      css = regie_output_look_css (&brand, &key);
      assert_readable (css, &brand);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define CASE(function)                                                                             \
  g_test_add ("/desk/scene/" #function, Fixture, NULL, set_up, function, tear_down)
  CASE (nothing_is_shown_without_a_reason);
  CASE (a_question_on_air_is_shown_on_its_stage_only);
  CASE (a_text_that_nobody_approved_is_never_shown);
  CASE (a_result_is_concealed_until_it_is_published);
  CASE (a_vote_for_all_is_shown_where_nothing_else_is);
  CASE (a_hold_covers_everything);
  CASE (a_countdown_counts_to_what_the_stage_says);
  CASE (a_lower_third_names_who_speaks);
#undef CASE
  g_test_add_func ("/desk/scene/any_brand_colour_can_be_read_on", any_brand_colour_can_be_read_on);
  return g_test_run ();
}
