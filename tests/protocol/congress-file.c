/* congress-file.c: tests of congress files, and of the demo congress as one of them
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-congress-file.h"

#include <string.h>

#define HEAD "{\"format\":1,\"base\":\"2026-11-24T00:00:00+01:00\",\"records\":["
#define CONGRESS "{\"type\":\"congress.state\",\"title\":\"C\"}"
#define STAGE                                                                                      \
  "{\"type\":\"stage.state\",\"stage\":\"s1\",\"number\":1,\"title\":\"S\",\"state\":\"off_air\"}"
#define SESSION(id, start, end)                                                                    \
  "{\"type\":\"session.state\",\"session\":\"" id "\",\"stage\":\"s1\",\"title\":\"T\","           \
  "\"start\":\"2026-11-24T" start "Z\",\"end\":\"2026-11-24T" end "Z\"}"
#define TAIL "]}"

static RegieCongressFile *
parse (const char *text, GError **error)
{
  return regie_congress_file_parse (text, strlen (text), error);
}

static void
assert_wrong (const char *text, const char *begin)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RegieCongressFile) file = parse (text, &error);

  g_assert_null (file);
  g_assert_true (error->domain == REGIE_PROTOCOL_ERROR);
  if (!g_str_has_prefix (error->message, begin))
    g_error ("“%s” does not begin with “%s”", error->message, begin);
}

static void
test_small (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RegieCongressFile) file =
      parse (HEAD CONGRESS "," SESSION ("b", "10:00:00", "11:00:00") "," STAGE "," SESSION (
                 "a", "09:00:00", "10:00:00") TAIL,
             &error);

  g_assert_no_error (error);
  g_assert_cmpuint (file->records->len, ==, 4);
  /* The first session begins ten hours after midnight in Berlin. */
  g_assert_cmpint (file->moment - file->base, ==, 10 * G_TIME_SPAN_HOUR);
}

static void
test_wrong_files_say_where (void)
{
  assert_wrong ("[]", "the text");
  assert_wrong ("{}", "format: is missing");
  assert_wrong ("{\"format\":2,\"base\":\"2026-11-24T00:00:00Z\",\"records\":[]}", "format:");
  assert_wrong ("{\"format\":1,\"base\":\"gestern\",\"records\":[]}", "base:");
  assert_wrong (HEAD TAIL, "records: a congress.state is missing");
  assert_wrong (HEAD CONGRESS "," CONGRESS TAIL, "records[1].type");
  assert_wrong (HEAD CONGRESS ",{\"type\":\"nonsense\"}" TAIL, "records[1]");
  assert_wrong (HEAD CONGRESS ",{\"type\":\"message.withdraw\",\"message\":\"m\"}" TAIL,
                "records[1].type");
  assert_wrong (HEAD CONGRESS "," STAGE "," STAGE TAIL, "records[2].stage");
  assert_wrong (HEAD CONGRESS "," SESSION ("a", "09:00:00", "10:00:00") TAIL, "records[1].stage");
  assert_wrong (HEAD CONGRESS "," STAGE "," SESSION ("a", "10:00:00", "10:00:00") TAIL,
                "records[2].end");
  assert_wrong (HEAD CONGRESS "," STAGE "," SESSION ("b", "09:59:59", "11:00:00") "," SESSION (
                    "a", "09:00:00", "10:00:00") TAIL,
                "records: the sessions “a” and “b” overlap");
}

static void
test_shift (void)
{
  g_autoptr (RegieCongressFile) file =
      parse (HEAD CONGRESS "," STAGE "," SESSION ("a", "09:00:00", "10:00:00") TAIL, NULL);
  const RegieRecord *session = g_ptr_array_index (file->records, 2);
  const gint64 minute = G_TIME_SPAN_MINUTE;
  gint64 old_start = session->start;

  /* Into the past, the future and by odd spans: whole minutes, two to three of them elapsed. */
  for (gint64 now = 1000 * minute; now < 4000000000 * G_USEC_PER_SEC; now = now * 3 + 12345678)
    {
      gint64 elapsed;

      regie_congress_file_shift (file, now);
      elapsed = now - session->start;
      g_assert_cmpint (elapsed, >=, 2 * minute);
      g_assert_cmpint (elapsed, <, 3 * minute);
      g_assert_cmpint ((session->start - old_start) % minute, ==, 0);
      g_assert_cmpint (session->end - session->start, ==, 60 * minute);
      g_assert_cmpint (file->moment, ==, session->start);
      g_assert_cmpint (file->moment - file->base, ==, 10 * 60 * minute);
    }
}

static RegieCongressFile *
read_demo (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "data", "demo", "congress.json", NULL);
  RegieCongressFile *file = regie_congress_file_read (path, &error);

  g_assert_no_error (error);
  return file;
}

static void
test_demo_has_a_whole_congress (void)
{
  g_autoptr (RegieCongressFile) file = read_demo ();
  guint n[REGIE_N_RECORDS] = { 0 };
  guint n_breaks = 0;

  for (guint i = 0; i < file->records->len; i++)
    {
      const RegieRecord *record = g_ptr_array_index (file->records, i);
      n[record->type]++;
      if (record->type == REGIE_RECORD_SESSION_STATE && record->session_kind == REGIE_SESSION_BREAK)
        n_breaks++;
    }
  g_assert_cmpuint (n[REGIE_RECORD_STAGE_STATE], ==, 3);
  g_assert_cmpuint (n[REGIE_RECORD_SESSION_STATE], ==, 39);
  g_assert_cmpuint (n[REGIE_RECORD_POLL_STATE], >=, 2 * 39);
  /* A break is a gap in the plan. */
  g_assert_cmpuint (n_breaks, ==, 0);
}

static void
test_every_demo_session_has_something_to_vote_on (void)
{
  g_autoptr (RegieCongressFile) file = read_demo ();
  g_autoptr (GHashTable) choices = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) clouds = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < file->records->len; i++)
    {
      const RegieRecord *record = g_ptr_array_index (file->records, i);

      if (record->type != REGIE_RECORD_POLL_STATE)
        continue;
      g_hash_table_add (record->poll_kind == REGIE_POLL_WORDS ? clouds : choices, record->session);
      if (record->poll_kind != REGIE_POLL_WORDS)
        g_assert_cmpuint (record->entries->len, >=, 3);
      g_assert_cmpint (record->max, >=, 1);
      g_assert_cmpint (record->max, <=, 10);
    }
  g_assert_cmpuint (g_hash_table_size (choices), ==, 39);
  g_assert_cmpuint (g_hash_table_size (clouds), ==, 39);
}

/* After the shift each stage is live with a session that began two minutes ago and goes on. */
static void
test_demo_runs_now (void)
{
  g_autoptr (RegieCongressFile) file = read_demo ();
  g_autoptr (GHashTable) running = g_hash_table_new (g_str_hash, g_str_equal);
  const gint64 now = G_GINT64_CONSTANT (1800000000) * G_USEC_PER_SEC;

  regie_congress_file_shift (file, now);
  for (guint i = 0; i < file->records->len; i++)
    {
      const RegieRecord *record = g_ptr_array_index (file->records, i);

      if (record->type == REGIE_RECORD_SESSION_STATE && record->start <= now && record->end > now)
        {
          g_assert_cmpint (now - record->start, <, 3 * G_TIME_SPAN_MINUTE);
          g_hash_table_insert (running, record->stage, record->session);
        }
      if (record->type == REGIE_RECORD_MESSAGE_STATE)
        g_assert_cmpint (record->created, <, now);
    }
  g_assert_cmpuint (g_hash_table_size (running), ==, 3);
  for (guint i = 0; i < file->records->len; i++)
    {
      const RegieRecord *record = g_ptr_array_index (file->records, i);

      if (record->type != REGIE_RECORD_STAGE_STATE)
        continue;
      g_assert_cmpint (record->stage_state, ==, REGIE_STAGE_LIVE);
      g_assert_cmpstr (record->session, ==, g_hash_table_lookup (running, record->stage));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/congress-file/small", test_small);
  g_test_add_func ("/congress-file/wrong-files-say-where", test_wrong_files_say_where);
  g_test_add_func ("/congress-file/shift", test_shift);
  g_test_add_func ("/congress-file/demo-has-a-whole-congress", test_demo_has_a_whole_congress);
  g_test_add_func ("/congress-file/every-demo-session-has-something-to-vote-on",
                   test_every_demo_session_has_something_to_vote_on);
  g_test_add_func ("/congress-file/demo-runs-now", test_demo_runs_now);
  return g_test_run ();
}
