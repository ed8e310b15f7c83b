/* fuzz.c: whatever comes over the wire, decoding ends with a value or an error
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * With clang this is a libFuzzer target (see meson.build); else a test that damages valid texts at
 * random, the same way each time. `test-protocol-fuzz --corpus DIRECTORY` writes the valid texts there,
 * one a file, and beside them `DIRECTORY.dict`: the words of the wire as the tables have them now.
 */

#include "regie-protocol.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* What could be decoded once can be encoded, and decoded again to the same. */
static void
try_record (const char *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RegieRecord) record = regie_record_from_json (data, size, &error);

  g_assert_true ((record == NULL) == (error != NULL));
  if (record == NULL)
    {
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return;
    }
  gsize length;
  g_autofree char *text = regie_record_to_json (record, &length);
  g_autoptr (RegieRecord) again = regie_record_from_json (text, length, NULL);
  g_assert_nonnull (again);
  g_assert_true (regie_record_equal (record, again));
}

static void
try_command (const char *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RegieCommand) command = regie_command_from_json (data, size, &error);

  g_assert_true ((command == NULL) == (error != NULL));
  if (command != NULL)
    g_assert_true (command->record->cmd != NULL && command->record->by.role == REGIE_ROLE_NONE);
}

static void
try_lists (const char *data, gsize size)
{
  g_autoptr (RegieEvent) event = regie_event_from_json (data, size, NULL);
  g_autoptr (RegieReply) reply = regie_reply_from_json (data, size, 0, NULL);
  g_autofree char *epoch = NULL;
  guint64 seq;
  guint64 offset;
  gint64 at;
  g_autoptr (GPtrArray) states = regie_snapshot_from_json (data, size, &seq, &epoch, NULL);
  g_autoptr (GPtrArray) page = regie_page_from_json (data, size, &seq, &offset, NULL);

  regie_keyframe_place_from_json (data, size, &seq, &at, &offset, NULL);
  if (event != NULL)
    g_free (regie_event_to_json (event, NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const char *text = (const char *) data;

  try_record (text, size);
  try_command (text, size);
  try_lists (text, size);
  return 0;
}

#ifndef REGIE_LIBFUZZER

static const char *const seeds[] = {
  "{\"type\":\"poll.tally\",\"seq\":4,\"at\":\"2027-03-01T09:30:00Z\",\"by\":{\"role\":\"system\"},"
  "\"poll\":\"p\",\"round\":1,\"voters\":2,\"entries\":[{\"id\":\"a\",\"text\":\"Straße\","
  "\"count\":2,\"hidden\":true}],\"final\":true}",
  "{\"type\":\"message.edit\",\"cmd\":\"7a1e0c9e-4d2b-4b8e-9d7f-1c2d3e4f5a6b\",\"message\":\"m\","
  "\"text\":\"„Grüße“ \\ud83d\\ude00\\n\",\"expect_rev\":7}",
  "{\"event\":\"snapshot\",\"epoch\":\"e\",\"seq\":3,\"state\":[{\"type\":\"stage.state\","
  "\"stage\":\"s\",\"sources\":[\"rtsp://x\"],\"end\":\"2027-03-01T09:30:00+01:00\"}]}",
  "{\"event\":\"records\",\"records\":[{\"type\":\"program.take\",\"armed_rev\":9}]}",
  "{\"answer\":\"conflict\",\"title\":\"x\",\"current\":{\"type\":\"message.state\"},\"seq\":1}",
  "{\"at\":\"2027-03-01T09:30:00Z\",\"offset\":1,\"seq\":2,\"state\":[]}",
  "{\"records\":[],\"next\":4,\"seq\":9}",
  "{\"type\":\"message.move\",\"cmd\":\"7a1e0c9e-4d2b-4b8e-9d7f-1c2d3e4f5a6b\",\"messages\":["
  "\"m1\","
  "\"m2\"],\"state\":\"rejected\",\"reason\":\"tone: Bitte "
  "sachlich\",\"name\":\"Anna\",\"not_after\":"
  "\"2027-03-01T09:30:00Z\"}",
  "{\"type\":\"message.relabel\",\"messages\":[\"m1\"],\"add\":[\"Recht\",\"Straße\"],\"remove\":["
  "\"\"]}",
  "{\"type\":\"message.claim\",\"message\":\"m1\",\"on\":true,\"claimant\":\"mod-2\",\"name\":"
  "\"Ben\"}",
  "{\"type\":\"message.advance\",\"message\":\"m1\",\"target\":\"m2\",\"expect_rev\":9}",
  "{\"type\":\"message.undo\",\"step\":\"42\",\"name\":\"Anna\"}",
  "{\"type\":\"step.state\",\"step\":\"42\",\"stage\":\"s1\",\"action\":\"message.merge\","
  "\"actor\":"
  "\"mod-1\",\"created\":\"2027-03-01T09:30:00Z\",\"rev\":42,\"undone\":true,\"messages\":[\"m1\"],"
  "\"before\":[{\"type\":\"message.state\",\"message\":\"m1\",\"state\":\"approved\",\"labels\":["
  "\"a\"]}],"
  "\"after\":[{\"type\":\"message.state\",\"message\":\"m1\",\"state\":\"merged\",\"target\":"
  "\"m2\"}]}",
  "{\"type\":\"message.state\",\"message\":\"m1\",\"stage\":\"s1\",\"kind\":\"praise\",\"state\":"
  "\"in_review\",\"text\":\"Danke\",\"original\":\"Dank\",\"edited\":true,\"score\":3,\"flags\":["
  "\"link\","
  "\"brigade\"],\"labels\":[],\"restraint\":\"slow\",\"claimed\":\"2027-03-01T09:30:00.000001Z\"}",
  "{\"event\":\"presence\",\"watching\":1800,\"staff\":2,\"people\":[{\"id\":\"mod-1\",\"name\":"
  "\"Anna\","
  "\"role\":\"moderator\",\"stage\":\"s1\",\"view\":\"moderate\",\"message\":\"m1\"}]}",
  "{\"event\":\"place\",\"stage\":\"s1\",\"view\":\"moderate\",\"message\":\"m1\"}",
  "{\"event\":\"own\",\"state\":[{\"type\":\"message.state\",\"message\":\"m1\",\"reason\":\"off_"
  "topic\"}]}",
  "{\"answer\":\"conflict\",\"status\":409,\"title\":\"x\",\"name\":\"Ben\",\"current\":{\"type\":"
  "\"step.state\",\"step\":\"43\"},\"cause\":{\"type\":\"message.move\",\"message\":\"m1\"}}",
  "{\"answer\":\"unavailable\",\"code\":\"slowed\",\"status\":429,\"title\":\"x\",\"retry_after\":"
  "120}",
};

/* Pieces that parsers stumble over. */
static const char *const pieces[] = {
  "\"",   "\\",           "{",  "}",  "[",    "]",    ",",       ":",       "null",
  "-",    "1e9",          "0x", "\n", "\xc3", "\xff", "\\u0000", "\\ud800", "99999999999999999999",
  "true", "\xe2\x80\xae",
};

static void
damage (GString *text, GRand *rand)
{
  gsize at = text->len > 0 ? (gsize) g_rand_int_range (rand, 0, (gint32) text->len) : 0;

  gssize length = g_rand_int_range (rand, 1, 9);

  switch (text->len > 0 ? g_rand_int_range (rand, 0, 4) : 0)
    {
    case 0:
      g_string_insert (text, (gssize) at,
                       pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      break;
    case 1:
      g_string_erase (text, (gssize) at, MIN (length, (gssize) (text->len - at)));
      break;
    case 2:
      text->str[at] = (char) g_rand_int_range (rand, 0, 256);
      break;
    default:
      {
        g_autofree char *part = g_strndup (text->str + at, (gsize) g_rand_int_range (rand, 1, 40));
        g_string_insert (text, g_rand_int_range (rand, 0, (gint32) text->len), part);
      }
      break;
    }
}

static void
damaged_texts_end_with_an_error (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < 7000; i++)
    {
      g_autoptr (GString) text = g_string_new (seeds[i % G_N_ELEMENTS (seeds)]);
      for (int n = g_rand_int_range (rand, 0, 4); n >= 0; n--)
        damage (text, rand);
      LLVMFuzzerTestOneInput ((const guint8 *) text->str, text->len);
    }
}

/* What a fuzzer cannot guess: the name of every field, type, state, kind and answer. */
static void
write_dictionary (const char *path)
{
  g_autoptr (GString) words = g_string_new ("# Made by test-protocol-fuzz --corpus\n");

  for (int field = 0; field < REGIE_N_FIELDS; field++)
    {
      g_string_append_printf (words, "\"\\\"%s\\\":\"\n", regie_field_name ((RegieField) field));
      if (regie_field_kind ((RegieField) field) != REGIE_KIND_ENUM)
        continue;
      g_autoptr (GEnumClass) values = g_type_class_ref (regie_field_enum ((RegieField) field));
      for (guint i = 0; i < values->n_values; i++)
        g_string_append_printf (words, "\"\\\"%s\\\"\"\n", values->values[i].value_nick);
    }
  for (int type = REGIE_RECORD_NONE + 1; type < REGIE_N_RECORDS; type++)
    g_string_append_printf (words, "\"\\\"%s\\\"\"\n",
                            regie_record_type_nick ((RegieRecordType) type));
  for (int answer = 0; answer <= REGIE_ANSWER_UNAVAILABLE; answer++)
    g_string_append_printf (words, "\"\\\"%s\\\"\"\n", regie_answer_nick ((RegieAnswer) answer));
  for (int code = REGIE_REPLY_NONE + 1; code < REGIE_N_REPLY_CODES; code++)
    g_string_append_printf (words, "\"\\\"%s\\\"\"\n",
                            regie_reply_code_nick ((RegieReplyCode) code));
  g_assert_true (g_file_set_contents (path, words->str, (gssize) words->len, NULL));
}

static int
write_corpus (const char *directory)
{
  g_autofree char *dictionary = g_strconcat (directory, ".dict", NULL);

  g_assert_cmpint (g_mkdir_with_parents (directory, 0700), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (seeds); i++)
    {
      g_autofree char *name = g_strdup_printf ("%02u.json", i);
      g_autofree char *path = g_build_filename (directory, name, NULL);
      g_assert_true (g_file_set_contents (path, seeds[i], -1, NULL));
    }
  write_dictionary (dictionary);
  return 0;
}

/* A text that is refused as a whole leads a fuzzer nowhere. */
static void
every_seed_is_valid (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (seeds); i++)
    {
      gsize size = strlen (seeds[i]);
      g_autoptr (RegieRecord) record = regie_record_from_json (seeds[i], size, NULL);
      g_autoptr (RegieCommand) command = regie_command_from_json (seeds[i], size, NULL);
      g_autoptr (RegieEvent) event = regie_event_from_json (seeds[i], size, NULL);
      g_autoptr (RegieReply) reply = regie_reply_from_json (seeds[i], size, 0, NULL);

      g_test_message ("%s", seeds[i]);
      if (g_str_has_prefix (seeds[i], "{\"type\""))
        g_assert_true (record != NULL || command != NULL);
      else if (g_str_has_prefix (seeds[i], "{\"event\""))
        g_assert_nonnull (event);
      else if (g_str_has_prefix (seeds[i], "{\"answer\""))
        g_assert_true (reply != NULL
                       && (reply->current == NULL || reply->cause == NULL
                           || reply->current->type != reply->cause->type));
    }
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--corpus"))
    return write_corpus (argv[2]);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/protocol/fuzz/damaged_texts_end_with_an_error",
                   damaged_texts_end_with_an_error);
  g_test_add_func ("/protocol/fuzz/every_seed_is_valid", every_seed_is_valid);
  return g_test_run ();
}

#endif
