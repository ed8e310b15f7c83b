/* bundle.c: tests of recorded sessions: written, checked, damaged, tampered with, played
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-bundle-private.h"
#include "regie-bundle-writer.h"
#include "regie-player.h"
#include "story.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>

#include <string.h>

/** Records before the recording begins, and in all. */
#define N_BEFORE 60
#define N_RECORDS 1200

typedef struct
{
  char *dir;
  char *path;
  Story *story;
  /* of the story's staff records */
  gint64 start;
} Fixture;

/* Records a story from its record N_BEFORE on. */
static void
write_bundle (Fixture *fixture, gboolean zip)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RegieBundleWriter) writer = regie_bundle_writer_new (fixture->path, &error);
  g_autoptr (RegieCongress) congress = regie_congress_new ();
  g_autoptr (GPtrArray) states = NULL;
  g_autofree char *video = g_build_filename (fixture->dir, "feed.mkv", NULL);
  RegieBundleSubject subject = { .epoch = "epoch-1", .session = "talk-1", .stage = "s1" };
  GPtrArray *staff = fixture->story->staff;

  g_assert_no_error (error);
  for (guint i = 0; i < N_BEFORE; i++)
    regie_congress_apply (congress, g_ptr_array_index (staff, i), NULL);
  states = regie_congress_snapshot (congress, &REGIE_VIEWER_STAFF);
  fixture->start = ((RegieRecord *) g_ptr_array_index (staff, N_BEFORE - 1))->at + 1;
  g_assert_true (regie_bundle_writer_begin (
      writer, &subject, states, regie_congress_get_seq (congress), fixture->start, &error));
  for (guint i = N_BEFORE; i < staff->len; i++)
    g_assert_true (regie_bundle_writer_add (writer, g_ptr_array_index (staff, i), &error));
  g_assert_true (g_file_set_contents (video, "these are moving pictures", -1, NULL));
  g_assert_true (regie_bundle_writer_add_media (writer, "s1", video, fixture->start + 5000000,
                                                600000000, &error));
  g_assert_true (
      regie_bundle_writer_finish (writer, fixture->story->at + G_TIME_SPAN_SECOND, zip, &error));
  g_assert_no_error (error);
}

/* Made once: telling the story takes longer than most tests. */
static Fixture template;

static void
copy_folder (const char *from, const char *to)
{
  g_autoptr (GDir) dir = g_dir_open (from, 0, NULL);
  const char *name;

  g_assert_cmpint (g_mkdir (to, 0700), ==, 0);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *source = g_build_filename (from, name, NULL);
      g_autofree char *target = g_build_filename (to, name, NULL);
      g_autofree char *contents = NULL;
      gsize size;

      if (g_file_test (source, G_FILE_TEST_IS_DIR))
        copy_folder (source, target);
      else
        {
          g_assert_true (g_file_get_contents (source, &contents, &size, NULL));
          g_assert_true (g_file_set_contents (target, contents, (gssize) size, NULL));
        }
    }
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  if (template.story == NULL)
    {
      template.dir = g_dir_make_tmp ("regie-bundle-XXXXXX", NULL);
      template.path = g_build_filename (template.dir, "talk.regie", NULL);
      template.story = story_new (42, N_RECORDS);
      write_bundle (&template, FALSE);
    }
  fixture->dir = g_dir_make_tmp ("regie-bundle-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->dir, "talk.regie", NULL);
  fixture->story = template.story;
  fixture->start = template.start;
  copy_folder (template.path, fixture->path);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  regie_bundle_remove_folder (fixture->dir);
  g_free (fixture->path);
  g_free (fixture->dir);
}

static RegieBundle *
open_bundle (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  RegieBundle *bundle = regie_bundle_open (fixture->path, &error);

  g_assert_no_error (error);
  return bundle;
}

static char *
inside (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->path, name, NULL);
}

static void
assert_verifies (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) problems = regie_bundle_verify (fixture->path, &error);

  g_assert_no_error (error);
  for (gsize i = 0; problems[i] != NULL; i++)
    g_test_message ("%s", problems[i]);
  g_assert_cmpuint (g_strv_length (problems), ==, 0);
}

/* Asserts that a problem begins with @beginning, among those of verify or, else, of opening. */
static void
assert_told (Fixture *fixture, const char *beginning, gboolean by_verify)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RegieBundle) bundle = by_verify ? NULL : open_bundle (fixture);
  g_auto (GStrv) problems = by_verify ? regie_bundle_verify (fixture->path, &error)
                                      : g_strdupv ((GStrv) regie_bundle_get_problems (bundle));
  gboolean found = FALSE;

  g_assert_no_error (error);
  for (gsize i = 0; problems[i] != NULL; i++)
    {
      g_test_message ("%s", problems[i]);
      found = found || g_str_has_prefix (problems[i], beginning);
    }
  g_assert_true (found);
}

static void
a_bundle_knows_what_it_is_of (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (RegieBundle) bundle = open_bundle (fixture);
  GListModel *marks = regie_bundle_get_marks (bundle);
  g_autoptr (RegieBundleMedia) media = g_list_model_get_item (regie_bundle_get_media (bundle), 0);
  g_autofree guint *messages = regie_bundle_histogram (bundle, 50, FALSE);
  g_autofree guint *ballots = regie_bundle_histogram (bundle, 50, TRUE);
  guint n_messages = 0;
  guint n_ballots = 0;

  g_assert_cmpstr (regie_bundle_get_title (bundle), ==, "9. Fachkongress");
  g_assert_cmpstr (regie_bundle_get_session (bundle), ==, "talk-1");
  g_assert_cmpstr (regie_bundle_get_stage (bundle), ==, "s1");
  g_assert_cmpstr (regie_bundle_get_time_zone (bundle), ==, "Europe/Berlin");
  g_assert_cmpint (regie_bundle_get_start (bundle), ==, fixture->start);
  g_assert_cmpint (regie_bundle_get_duration (bundle), ==,
                   fixture->story->at + G_TIME_SPAN_SECOND - fixture->start);
  g_assert_cmpuint (regie_bundle_get_n_records (bundle), ==, fixture->story->staff->len - N_BEFORE);
  g_assert_cmpuint (g_strv_length ((GStrv) regie_bundle_get_problems (bundle)), ==, 0);
  g_assert_cmpstr (regie_bundle_media_get_stage (media), ==, "s1");
  g_assert_cmpint (regie_bundle_media_get_offset (media), ==, 5000000);
  g_assert_true (g_str_has_suffix (regie_bundle_media_get_uri (media), "/media/s1.mkv"));
  g_assert_cmpuint (g_list_model_get_n_items (marks), >, 3);
  for (guint i = 1; i < g_list_model_get_n_items (marks); i++)
    {
      g_autoptr (RegieMark) before = g_list_model_get_item (marks, i - 1);
      g_autoptr (RegieMark) mark = g_list_model_get_item (marks, i);
      g_assert_cmpint (regie_mark_get_position (before), <=, regie_mark_get_position (mark));
    }
  for (guint i = 0; i < 50; i++)
    {
      n_messages += messages[i];
      n_ballots += ballots[i];
    }
  g_assert_cmpuint (n_messages, >, 5);
  g_assert_cmpuint (n_ballots, >, 10);
}

static void
nothing_private_is_in_a_bundle (Fixture *fixture, gconstpointer unused)
{
  static const char *const names[] = { "records.jsonl", "keyframes.jsonl" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = inside (fixture, names[i]);
      g_autofree char *text = NULL;
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_assert_null (strstr (text, "poll.ballot"));
      g_assert_null (strstr (text, "message.upvote"));
      g_assert_null (strstr (text, "\"author\""));
      g_assert_false (g_regex_match_simple ("\"v[0-9]+\"", text, 0, 0));
    }
}

static void
a_whole_bundle_verifies (Fixture *fixture, gconstpointer unused)
{
  assert_verifies (fixture);
}

static void
a_zip_file_is_the_same_bundle (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (RegieBundle) bundle = NULL;
  g_autoptr (RegieBundleMedia) media = NULL;
  g_autofree char *path = NULL;
  g_autofree char *contents = NULL;

  g_free (fixture->path);
  fixture->path = g_build_filename (fixture->dir, "talk-zip.regie", NULL);
  write_bundle (fixture, TRUE);
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_IS_REGULAR));
  assert_verifies (fixture);
  bundle = open_bundle (fixture);
  g_assert_cmpuint (g_strv_length ((GStrv) regie_bundle_get_problems (bundle)), ==, 0);
  media = g_list_model_get_item (regie_bundle_get_media (bundle), 0);
  path = g_filename_from_uri (regie_bundle_media_get_uri (media), NULL, NULL);
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "these are moving pictures");
  /* What was unpacked goes with the bundle. */
  g_clear_object (&bundle);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* Positions that every path through keyframes meets. */
static char *
hash_at (RegiePlayer *player)
{
  return regie_congress_hash (regie_player_get_congress (player), &REGIE_VIEWER_STAFF);
}

static void
seeking_reaches_the_state_that_playing_reaches (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (RegieBundle) bundle = open_bundle (fixture);
  g_autoptr (RegiePlayer) played = regie_player_new (bundle);
  g_autoptr (RegiePlayer) sought = regie_player_new (bundle);
  g_autoptr (GPtrArray) hashes = g_ptr_array_new_with_free_func (g_free);
  gint64 duration = regie_bundle_get_duration (bundle);
  g_autofree char *end = NULL;
  g_autofree char *live = NULL;

  g_assert_cmpuint (regie_reel_get_n_keyframes (regie_bundle_get_reel (bundle)), >, 5);
  for (guint i = 0; i <= 40; i++)
    {
      regie_player_seek (played, duration * i / 40);
      g_ptr_array_add (hashes, hash_at (played));
    }
  /* 17 is prime to 41: every position, forward and back. */
  for (guint k = 0; k <= 40; k++)
    {
      guint i = k * 17 % 41;
      g_autofree char *hash = NULL;
      regie_player_seek (sought, duration * i / 40);
      hash = hash_at (sought);
      g_assert_cmpstr (hash, ==, g_ptr_array_index (hashes, i));
    }
  regie_player_seek (sought, duration);
  end = hash_at (sought);
  live = regie_congress_hash (fixture->story->congress, &REGIE_VIEWER_STAFF);
  g_assert_cmpstr (end, ==, live);
}

static guint
count_undone (RegieCongress *congress)
{
  GListModel *steps = regie_congress_get_steps (congress);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (steps); i++)
    {
      g_autoptr (RegieStep) step = g_list_model_get_item (steps, i);

      n += regie_step_state (step)->undone != 0;
    }
  return n;
}

static guint
count_messages (RegieCongress *congress, RegieMessageState state)
{
  GListModel *messages = regie_congress_get_messages (congress);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (messages); i++)
    {
      g_autoptr (RegieMessage) message = g_list_model_get_item (messages, i);

      n += regie_message_state (message)->message_state == state;
    }
  return n;
}

/* That seeking and playing agree says nothing of what never happens in the story. */
static void
merges_and_what_was_taken_back_are_recorded (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (RegieBundle) bundle = open_bundle (fixture);
  g_autoptr (RegiePlayer) player = regie_player_new (bundle);
  RegieCongress *congress = regie_player_get_congress (player);
  guint undone = 0;

  for (guint i = 0; i <= 40; i++)
    {
      regie_player_seek (player, regie_bundle_get_duration (bundle) * i / 40);
      undone += count_undone (congress);
    }
  g_assert_cmpuint (undone, >, 0);
  g_assert_cmpuint (count_messages (congress, REGIE_MESSAGE_MERGED), >, 0);
  g_assert_cmpuint (g_list_model_get_n_items (regie_congress_get_steps (congress)), >, 10);
}

static gint64
read_fake_clock (gpointer user_data)
{
  return *(gint64 *) user_data;
}

static void
a_player_follows_its_clock (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (RegieBundle) bundle = open_bundle (fixture);
  g_autoptr (RegiePlayer) player = regie_player_new (bundle);
  gint64 clock = 1000;

  regie_player_set_clock (player, read_fake_clock, &clock);
  clock += 5000000;
  regie_player_tick (player);
  g_assert_cmpint (regie_player_get_position (player), ==, 0);

  regie_player_set_playing (player, TRUE);
  clock += 2000000;
  regie_player_tick (player);
  g_assert_cmpint (regie_player_get_position (player), ==, 2000000);
  g_assert_cmpint (regie_player_get_now (player), ==, fixture->start + 2000000);

  clock += 1000000;
  regie_player_set_rate (player, 16);
  g_assert_cmpint (regie_player_get_position (player), ==, 3000000);
  clock += 1000000;
  regie_player_tick (player);
  g_assert_cmpint (regie_player_get_position (player), ==, 19000000);

  regie_player_set_rate (player, 0.5);
  regie_player_seek (player, 1000000);
  clock += 1000000;
  regie_player_tick (player);
  g_assert_cmpint (regie_player_get_position (player), ==, 1500000);
  regie_player_set_rate (player, 99);
  g_assert_cmpfloat_with_epsilon (regie_player_get_rate (player), REGIE_PLAYER_MAX_RATE, 1e-9);

  clock += regie_bundle_get_duration (bundle);
  regie_player_tick (player);
  g_assert_false (regie_player_get_playing (player));
  g_assert_cmpint (regie_player_get_position (player), ==, regie_bundle_get_duration (bundle));
  regie_player_set_playing (player, TRUE);
  g_assert_cmpint (regie_player_get_position (player), ==, 0);
}

static void
a_player_jumps_from_mark_to_mark (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (RegieBundle) bundle = open_bundle (fixture);
  g_autoptr (RegiePlayer) player = regie_player_new (bundle);
  guint n_jumps = 0;
  gint64 last;

  while (regie_player_seek_mark (player, 1))
    n_jumps++;
  g_assert_cmpuint (n_jumps, >, 2);
  g_assert_cmpuint (n_jumps, <=, g_list_model_get_n_items (regie_bundle_get_marks (bundle)));
  last = regie_player_get_position (player);
  g_assert_true (regie_player_seek_mark (player, -1));
  g_assert_cmpint (regie_player_get_position (player), <, last);
}

static void
change_file (Fixture *fixture, const char *name, const char *from, const char *to)
{
  g_autofree char *path = inside (fixture, name);
  g_autofree char *text = NULL;
  gsize size;
  char *place;

  g_assert_true (g_file_get_contents (path, &text, &size, NULL));
  place = g_strstr_len (text, (gssize) size, from);
  g_assert_nonnull (place);
  g_assert_cmpuint (strlen (from), ==, strlen (to));
  memcpy (place, to, strlen (to));
  g_assert_true (g_file_set_contents (path, text, (gssize) size, NULL));
}

static void
a_file_that_was_changed_is_named (Fixture *fixture, gconstpointer unused)
{
  change_file (fixture, "media/s1.mkv", "moving", "frozen");
  assert_told (fixture, "media/s1.mkv was changed", TRUE);
  change_file (fixture, "records.jsonl", "Mikro rauscht", "Mikro schweig");
  assert_told (fixture, "records.jsonl was changed", TRUE);
}

static void
a_changed_tally_does_not_lead_to_the_keyframes (Fixture *fixture, gconstpointer unused)
{
  /* One alone may be replaced by the next before a keyframe has seen it. */
  for (guint i = 0; i < 5; i++)
    change_file (fixture, "records.jsonl", "\"voters\":1", "\"voters\":9");
  assert_told (fixture, "records.jsonl was changed", TRUE);
  assert_told (fixture, "keyframes.jsonl, keyframe", TRUE);
}

static void
a_foreign_file_is_named (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = inside (fixture, "media/virus.exe");

  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
  assert_told (fixture, "media/virus.exe does not belong", TRUE);
}

static void
cut_file (Fixture *fixture, const char *name, double part)
{
  g_autofree char *path = inside (fixture, name);
  g_autofree char *text = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &text, &size, NULL));
  g_assert_true (g_file_set_contents (path, text, (gssize) ((double) size * part), NULL));
}

static void
cut_records_play_as_far_as_they_go (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (RegieBundle) bundle = NULL;
  g_autoptr (RegiePlayer) player = NULL;
  g_autofree char *live = regie_congress_hash (fixture->story->congress, &REGIE_VIEWER_STAFF);
  g_autofree char *end = NULL;

  cut_file (fixture, "records.jsonl", 0.5);
  assert_told (fixture, "records.jsonl is cut off", FALSE);
  assert_told (fixture, "records.jsonl has ", FALSE);
  bundle = open_bundle (fixture);
  player = regie_player_new (bundle);
  g_assert_cmpuint (regie_bundle_get_n_records (bundle), >, 50);
  regie_player_seek (player, regie_bundle_get_duration (bundle));
  /* Keyframes know the rest, but for what came after the last of them. */
  end = hash_at (player);
  g_assert_cmpuint (regie_congress_get_seq (regie_player_get_congress (player)), >, N_RECORDS / 2);
  g_assert_cmpstr (end, !=, live);
}

static void
without_keyframes_the_records_are_still_there (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = inside (fixture, "keyframes.jsonl");
  g_autoptr (RegieBundle) bundle = NULL;

  g_unlink (path);
  assert_told (fixture, "keyframes.jsonl is missing", FALSE);
  bundle = open_bundle (fixture);
  g_assert_cmpuint (regie_bundle_get_n_records (bundle), >, 50);
}

static void
without_a_manifest_it_can_be_played (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = inside (fixture, "manifest.json");
  g_autofree char *live = regie_congress_hash (fixture->story->congress, &REGIE_VIEWER_STAFF);
  g_autofree char *end = NULL;
  g_autoptr (RegieBundle) bundle = NULL;
  g_autoptr (RegiePlayer) player = NULL;
  g_autoptr (GError) error = NULL;

  g_unlink (path);
  assert_told (fixture, "manifest.json: is missing", FALSE);
  bundle = open_bundle (fixture);
  player = regie_player_new (bundle);
  regie_player_seek (player, regie_bundle_get_duration (bundle));
  end = hash_at (player);
  g_assert_cmpstr (end, ==, live);
  g_assert_null (regie_bundle_verify (fixture->path, &error));
  g_assert_error (error, REGIE_BUNDLE_ERROR, REGIE_BUNDLE_ERROR_DAMAGED);
}

static void
missing_media_are_named (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = inside (fixture, "media/s1.mkv");

  cut_file (fixture, "media/s1.mkv", 0.5);
  assert_told (fixture, "media/s1.mkv is cut off", FALSE);
  g_unlink (path);
  assert_told (fixture, "media/s1.mkv is missing", FALSE);
}

static void
a_damaged_line_costs_one_line (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *live = regie_congress_hash (fixture->story->congress, &REGIE_VIEWER_STAFF);
  g_autofree char *end = NULL;
  g_autoptr (RegieBundle) bundle = NULL;
  g_autoptr (RegiePlayer) player = NULL;

  change_file (fixture, "records.jsonl", "\n{\"type\"", "\n%\"type\"");
  assert_told (fixture, "records.jsonl, line 2, is damaged", FALSE);
  bundle = open_bundle (fixture);
  g_assert_cmpuint (regie_bundle_get_n_records (bundle), ==,
                    fixture->story->staff->len - N_BEFORE - 1);
  /* And only until the next keyframe. */
  player = regie_player_new (bundle);
  regie_player_seek (player, regie_bundle_get_duration (bundle) / 2);
  regie_player_seek (player, regie_bundle_get_duration (bundle));
  end = hash_at (player);
  g_assert_cmpstr (end, ==, live);
}

static void
a_damaged_keyframe_is_stepped_over (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = inside (fixture, "keyframes.jsonl");
  g_autofree char *text = NULL;
  g_autoptr (RegieBundle) bundle = NULL;
  g_autoptr (RegiePlayer) forward = NULL;
  g_autoptr (RegiePlayer) back = NULL;
  g_auto (GStrv) lines = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *hash = NULL;
  gint64 position;

  /* The state of the fifth is no longer what a state looks like. */
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  memcpy (strstr (lines[4], "\"state\":[{") + 9, "7", 1);
  g_free (text);
  text = g_strjoinv ("\n", lines);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));

  g_test_expect_message ("regie-bundle", G_LOG_LEVEL_WARNING, "keyframe 5 is damaged*");
  bundle = open_bundle (fixture);
  position = regie_reel_get_keyframe (regie_bundle_get_reel (bundle), 4)->at - fixture->start + 10;
  forward = regie_player_new (bundle);
  back = regie_player_new (bundle);
  regie_player_seek (forward, position);
  expected = hash_at (forward);
  regie_player_seek (back, regie_bundle_get_duration (bundle));
  regie_player_seek (back, position);
  hash = hash_at (back);
  g_test_assert_expected_messages ();
  g_assert_cmpstr (hash, ==, expected);
}

static void
records_of_a_later_version_are_skipped_and_counted (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (RegieBundle) bundle = NULL;

  change_file (fixture, "records.jsonl", "\"message.edit\"", "\"message.sing\"");
  bundle = open_bundle (fixture);
  g_assert_cmpuint (regie_bundle_get_n_skipped (bundle), ==, 1);
}

static void
a_later_format_is_refused (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  change_file (fixture, "manifest.json", "\"format\" : 1", "\"format\" : 9");
  g_assert_null (regie_bundle_open (fixture->path, &error));
  g_assert_error (error, REGIE_BUNDLE_ERROR, REGIE_BUNDLE_ERROR_TOO_NEW);
}

static void
what_is_no_bundle_is_refused (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *file = g_build_filename (fixture->dir, "letter.txt", NULL);
  const char *const paths[] = { "/nowhere/at.all", file, g_get_user_cache_dir () };

  g_assert_true (g_file_set_contents (file, "Sehr geehrte Damen und Herren", -1, NULL));
  for (gsize i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (regie_bundle_open (paths[i], &error));
      g_assert_error (error, REGIE_BUNDLE_ERROR, REGIE_BUNDLE_ERROR_NO_BUNDLE);
      g_assert_nonnull (strstr (error->message, paths[i]));
    }
}

/* A zip file with one entry. */
static void
write_zip (const char *path, const char *name, gboolean deflate, const char *text, gsize size)
{
  struct archive *zip = archive_write_new ();
  struct archive_entry *entry = archive_entry_new ();

  archive_write_set_format_zip (zip);
  if (deflate)
    archive_write_zip_set_compression_deflate (zip);
  else
    archive_write_zip_set_compression_store (zip);
  g_assert_cmpint (archive_write_open_filename (zip, path), ==, ARCHIVE_OK);
  archive_entry_set_pathname (entry, name);
  archive_entry_set_size (entry, (gint64) size);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  g_assert_cmpint (archive_write_header (zip, entry), ==, ARCHIVE_OK);
  g_assert_cmpint (archive_write_data (zip, text, size), ==, size);
  archive_entry_free (entry);
  archive_write_free (zip);
}

static void
a_zip_file_cannot_write_elsewhere (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->dir, "evil.regie", NULL);
  g_autofree char *target = g_build_filename (fixture->dir, "evil.txt", NULL);
  g_autofree char *absolute = g_strdup (target);
  const char *const names[] = { "../../evil.txt", "media/../../../evil.txt", absolute };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;
      write_zip (path, names[i], FALSE, "gotcha", 6);
      g_assert_null (regie_bundle_open (path, &error));
      g_assert_error (error, REGIE_BUNDLE_ERROR, REGIE_BUNDLE_ERROR_NO_BUNDLE);
      g_assert_false (g_file_test (target, G_FILE_TEST_EXISTS));
    }
}

static void
a_zip_bomb_is_no_recording (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->dir, "bomb.regie", NULL);
  g_autofree char *zeros = g_malloc0 (10000000);
  g_autoptr (GError) error = NULL;

  write_zip (path, "records.jsonl", TRUE, zeros, 10000000);
  g_assert_null (regie_bundle_open (path, &error));
  g_assert_error (error, REGIE_BUNDLE_ERROR, REGIE_BUNDLE_ERROR_NO_BUNDLE);
}

static void
a_manifest_cannot_point_elsewhere (Fixture *fixture, gconstpointer unused)
{
  change_file (fixture, "manifest.json", "media/s1.mkv", "../../passwd");
  assert_told (fixture, "manifest.json: names a recording outside", FALSE);
}

static void
half_a_bundle_is_never_seen (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->dir, "other.regie", NULL);
  RegieBundleWriter *writer = regie_bundle_writer_new (path, NULL);
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GError) error = NULL;
  const char *name;

  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  regie_bundle_writer_free (writer);
  dir = g_dir_open (fixture->dir, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_null (strstr (name, "part"));
  g_assert_null (regie_bundle_writer_new (fixture->path, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
}

/* Whether @record, which @congress has just applied, was done to @message. */
static gboolean
changed (RegieCongress *congress, const RegieRecord *record, const char *message)
{
  RegieStep *step = record->step != NULL ? regie_congress_find_step (congress, record->step) : NULL;
  const RegieRecord *about = step != NULL ? regie_entity_state (REGIE_ENTITY (step)) : record;

  if (record->type == REGIE_RECORD_MESSAGE_UPVOTE || record->type == REGIE_RECORD_MESSAGE_SCORES)
    return FALSE;
  return g_strcmp0 (about->message, message) == 0
         || (about->messages != NULL
             && g_strv_contains ((const char *const *) about->messages, message));
}

static void
the_history_of_a_message_is_in_it (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (RegieBundle) bundle = open_bundle (fixture);
  g_autoptr (RegiePlayer) player = regie_player_new (bundle);
  RegieCongress *played = regie_player_get_congress (player);
  g_autoptr (RegieCongress) congress = regie_congress_new ();
  g_autoptr (GHashTable) expected = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *staff = fixture->story->staff;
  GListModel *messages;
  guint64 begin = ((RegieRecord *) g_ptr_array_index (staff, N_BEFORE - 1))->seq;
  guint n_records = 0;
  guint n_half = 0;

  regie_player_seek (player, regie_player_get_duration (player) / 2);
  messages = regie_congress_get_messages (played);
  for (guint i = 0; i < MIN (g_list_model_get_n_items (messages), 40); i++)
    {
      g_autoptr (RegieEntity) message = g_list_model_get_item (messages, i);
      const char *id = regie_entity_get_id (message);
      g_autoptr (GPtrArray) half =
          regie_bundle_read_history (bundle, id, regie_congress_get_seq (played));
      g_autoptr (GPtrArray) all = regie_bundle_read_history (bundle, id, G_MAXUINT64);

      /* The half that has happened is the beginning of the whole. */
      g_assert_cmpuint (half->len, <=, all->len);
      for (guint k = 0; k < half->len; k++)
        g_assert_true (regie_record_equal (half->pdata[k], all->pdata[k]));
      for (guint k = 0; k < all->len; k++)
        {
          const RegieRecord *record = g_ptr_array_index (all, k);

          g_assert_true (k < half->len || record->seq > regie_congress_get_seq (played));
          g_hash_table_add (expected, g_strdup_printf ("%s %" G_GUINT64_FORMAT, id, record->seq));
        }
      n_records += all->len;
      n_half += half->len;
    }
  g_assert_cmpuint (n_half, >, 0);
  g_assert_cmpuint (n_records, >, n_half);

  /* Whoever was there has seen nothing that is not told. */
  for (guint i = 0; i < staff->len; i++)
    {
      const RegieRecord *record = g_ptr_array_index (staff, i);

      regie_congress_apply (congress, (RegieRecord *) record, NULL);
      for (guint k = 0; i >= N_BEFORE && k < MIN (g_list_model_get_n_items (messages), 40); k++)
        {
          g_autoptr (RegieEntity) message = g_list_model_get_item (messages, k);
          const char *id = regie_entity_get_id (message);
          g_autofree char *key = g_strdup_printf ("%s %" G_GUINT64_FORMAT, id, record->seq);

          /* What was done before the recording began is not in it, nor that it was taken back. */
          if (changed (congress, record, id)
              && (record->step == NULL || g_ascii_strtoull (record->step, NULL, 10) > begin))
            g_assert_true (g_hash_table_contains (expected, key));
        }
    }
}

int
main (int argc, char **argv)
{
#define TEST(name) g_test_add ("/bundle/bundle/" #name, Fixture, NULL, set_up, name, tear_down)

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  TEST (the_history_of_a_message_is_in_it);
  TEST (a_bundle_knows_what_it_is_of);
  TEST (nothing_private_is_in_a_bundle);
  TEST (a_whole_bundle_verifies);
  TEST (a_zip_file_is_the_same_bundle);
  TEST (seeking_reaches_the_state_that_playing_reaches);
  TEST (merges_and_what_was_taken_back_are_recorded);
  TEST (a_player_follows_its_clock);
  TEST (a_player_jumps_from_mark_to_mark);
  TEST (a_file_that_was_changed_is_named);
  TEST (a_changed_tally_does_not_lead_to_the_keyframes);
  TEST (a_foreign_file_is_named);
  TEST (cut_records_play_as_far_as_they_go);
  TEST (without_keyframes_the_records_are_still_there);
  TEST (without_a_manifest_it_can_be_played);
  TEST (missing_media_are_named);
  TEST (a_damaged_line_costs_one_line);
  TEST (a_damaged_keyframe_is_stepped_over);
  TEST (records_of_a_later_version_are_skipped_and_counted);
  TEST (a_later_format_is_refused);
  TEST (what_is_no_bundle_is_refused);
  TEST (a_zip_file_cannot_write_elsewhere);
  TEST (a_zip_bomb_is_no_recording);
  TEST (a_manifest_cannot_point_elsewhere);
  TEST (half_a_bundle_is_never_seen);

  int status = g_test_run ();
  if (template.story != NULL)
    {
      tear_down (&template, NULL);
      story_free (template.story);
    }
  return status;
}
