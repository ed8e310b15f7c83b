/* record.c: tests of records and commands as JSON
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-protocol.h"

#include <string.h>

static RegieRecord *
part_of_a_message (void)
{
  static const char *const labels[] = { "Recht", NULL };
  RegieRecord *part = regie_record_new (REGIE_RECORD_MESSAGE_STATE);

  regie_record_set_string (part, REGIE_FIELD_MESSAGE, "m1");
  regie_record_set_int (part, REGIE_FIELD_MESSAGE_STATE, REGIE_MESSAGE_APPROVED);
  return regie_record_set_strings (part, REGIE_FIELD_LABELS, labels);
}

/* A value for each kind that a wrong escape, rounding or cut would change. */
static void
set_something (RegieRecord *record, RegieField field)
{
  static const char *const strings[] = { "a", "„Ende zu Ende“, 5 € \"+1\" \\ \n👩‍💻",
                                         NULL };
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GPtrArray) records = NULL;

  switch (regie_field_kind (field))
    {
    case REGIE_KIND_ID:
      regie_record_set_string (record, field, "A-z_0.9:x");
      break;
    case REGIE_KIND_TEXT:
      regie_record_set_string (record, field,
                               "Grüße\nfür \"alle\" \\ </script> שלום 🏳️‍🌈");
      break;
    case REGIE_KIND_ENUM:
      regie_record_set_int (record, field, 1);
      break;
    case REGIE_KIND_INT:
      regie_record_set_int (record, field, G_GINT64_CONSTANT (9007199254740991));
      break;
    case REGIE_KIND_TIME:
      regie_record_set_int (record, field, G_GINT64_CONSTANT (1804842000123456));
      break;
    case REGIE_KIND_BOOL:
      regie_record_set_int (record, field, 1);
      break;
    case REGIE_KIND_STRINGS:
      regie_record_set_strings (record, field, strings);
      break;
    case REGIE_KIND_RECORDS:
      records = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);
      g_ptr_array_add (records, part_of_a_message ());
      regie_record_set_records (record, field, records);
      break;
    case REGIE_KIND_ENTRIES:
      entries = regie_entries_new ();
      g_ptr_array_add (entries, regie_entry_new ("ja", "Ja, für alle", 0, FALSE));
      g_ptr_array_add (entries, regie_entry_new ("straße", NULL, 9007199254740991, TRUE));
      regie_record_set_entries (record, field, entries);
      break;
    default:
      g_assert_not_reached ();
    }
}

static RegieRecord *
full_record (RegieRecordType type)
{
  RegieRecord *record = regie_record_new (type);
  RegieFieldSet may = regie_record_type_required (type) | regie_record_type_optional (type);

  REGIE_FOREACH_FIELD (field, may)
    set_something (record, field);
  return regie_record_set_cmd (record, "7a1e0c9e-4d2b-4b8e-9d7f-1c2d3e4f5a6b");
}

static void
every_record_round_trips (void)
{
  for (int type = REGIE_RECORD_NONE + 1; type < REGIE_N_RECORDS; type++)
    {
      g_autoptr (RegieRecord) record = full_record ((RegieRecordType) type);
      g_autoptr (RegieRecord) back = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *json = NULL;
      gsize size;

      record->seq = 41;
      record->at = 1;
      regie_record_set_by (record, REGIE_ROLE_MODERATOR, "m2");
      json = regie_record_to_json (record, &size);
      g_assert_cmpuint (strlen (json), ==, size);
      g_assert_null (strchr (json, '\n'));
      back = regie_record_from_json (json, size, &error);
      g_assert_no_error (error);
      g_assert_true (regie_record_equal (record, back));
    }
}

static void
a_bare_record_round_trips (void)
{
  g_autoptr (RegieRecord) record = regie_record_new (REGIE_RECORD_PROGRAM_STATE);
  g_autofree char *json = regie_record_to_json (record, NULL);
  g_autoptr (RegieRecord) back = regie_record_from_json (json, strlen (json), NULL);

  g_assert_cmpstr (json, ==, "{\"type\":\"program.state\"}");
  g_assert_true (regie_record_equal (record, back));
}

static void
every_command_round_trips (void)
{
  for (int type = REGIE_RECORD_NONE + 1; type < REGIE_N_RECORDS; type++)
    {
      RegieCommand command = { full_record ((RegieRecordType) type), 17, 1804842000123456 };
      RegieFieldSet assigned = regie_record_type_assigned ((RegieRecordType) type);

      REGIE_FOREACH_FIELD (field, assigned)
        regie_record_clear (command.record, field);
      g_autofree char *json = regie_command_to_json (&command, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (RegieCommand) back = regie_command_from_json (json, strlen (json), &error);

      g_assert_no_error (error);
      g_assert_true (regie_record_equal (command.record, back->record));
      g_assert_cmpuint (back->expect_rev, ==, 17);
      g_assert_cmpint (back->not_after, ==, 1804842000123456);
      regie_record_unref (command.record);
    }
}

static void
states_and_kinds_have_short_names (void)
{
  g_autoptr (RegieRecord) record = full_record (REGIE_RECORD_MESSAGE_STATE);
  g_autofree char *json = regie_record_to_json (record, NULL);

  g_assert_nonnull (strstr (json, "\"state\":\"in_review\""));
  g_assert_nonnull (strstr (json, "\"kind\":\"comment\""));
  g_assert_null (strstr (json, "message_"));
}

typedef struct
{
  const char *name;
  const char *json;
  int code;
  const char *message;
} Bad;

#define BALLOT "\"type\":\"poll.ballot\",\"cmd\":\"c\",\"poll\":\"p\",\"round\":1"
#define FIELD_ERROR REGIE_PROTOCOL_ERROR_FIELD
#define SYNTAX_ERROR REGIE_PROTOCOL_ERROR_SYNTAX

static const Bad bad_commands[] = {
  { "empty", "", SYNTAX_ERROR, "the text is empty" },
  { "cut", "{\"type\":\"poll.open\"", SYNTAX_ERROR, NULL },
  { "trailing", "{" BALLOT ",\"ids\":[]} x", SYNTAX_ERROR, NULL },
  { "comment", "{" BALLOT ",/* */\"ids\":[]}", SYNTAX_ERROR, NULL },
  { "list", "[]", SYNTAX_ERROR, "the text is not a JSON object" },
  { "number", "1", SYNTAX_ERROR, "the text is not a JSON object" },
  { "utf8", "{" BALLOT ",\"ids\":[\"\xff\"]}", SYNTAX_ERROR, "the text is not valid UTF-8" },
  { "nul", "{" BALLOT ",\"ids\":[\"a\\u0000b\"]}", SYNTAX_ERROR, "the text has a NUL character" },
  { "surrogate", "{" BALLOT ",\"ids\":[\"\\ud800\"]}", 0, NULL },
  { "deep", "{" BALLOT ",\"ids\":[[[[[[[[[[]]]]]]]]]]}", REGIE_PROTOCOL_ERROR_TOO_DEEP, NULL },
  { "no type", "{\"cmd\":\"c\"}", FIELD_ERROR, "type: is missing" },
  { "type", "{\"type\":7}", FIELD_ERROR, "type: must be a string" },
  { "unknown type", "{\"type\":\"poll.explode\"}", REGIE_PROTOCOL_ERROR_UNKNOWN_TYPE,
    "type: there is no record \"poll.explode\" in this version" },
  { "unknown field", "{" BALLOT ",\"ids\":[],\"colour\":1}", FIELD_ERROR,
    "colour: is not a field of poll.ballot" },
  { "seq in a command", "{" BALLOT ",\"ids\":[],\"seq\":1}", FIELD_ERROR,
    "seq: is not a field of poll.ballot" },
  { "by in a command", "{" BALLOT ",\"ids\":[],\"by\":{\"role\":\"admin\"}}", FIELD_ERROR,
    "by: is not a field of poll.ballot" },
  { "missing", "{" BALLOT "}", FIELD_ERROR, "ids: is missing" },
  { "null is missing", "{" BALLOT ",\"ids\":null}", FIELD_ERROR, "ids: is missing" },
  { "no cmd", "{\"type\":\"poll.close\",\"poll\":\"p\"}", FIELD_ERROR, "cmd: is missing" },
  { "id", "{\"type\":\"poll.close\",\"cmd\":\"c\",\"poll\":\"a b\"}", FIELD_ERROR,
    "poll: must be 1 to 64 of the characters A-Z a-z 0-9 . _ : -" },
  { "empty id", "{\"type\":\"poll.close\",\"cmd\":\"c\",\"poll\":\"\"}", FIELD_ERROR,
    "poll: must be 1 to 64 of the characters A-Z a-z 0-9 . _ : -" },
  { "list item", "{" BALLOT ",\"ids\":[\"a\",2]}", FIELD_ERROR, "ids[1]: must be a string" },
  { "no list", "{" BALLOT ",\"ids\":\"a\"}", FIELD_ERROR, "ids: must be a list" },
  { "word", "{\"type\":\"message.move\",\"cmd\":\"c\",\"message\":\"m\",\"state\":\"gone\"}",
    FIELD_ERROR,
    "state: must be one of new, in_review, approved, next, on_air, answered, archived, rejected, "
    "merged, parked, withdrawn" },
  { "boolean", "{\"type\":\"message.upvote\",\"cmd\":\"c\",\"message\":\"m\",\"on\":1}",
    FIELD_ERROR, "on: must be true or false" },
  { "negative", "{\"type\":\"program.take\",\"cmd\":\"c\",\"armed_rev\":-1}", FIELD_ERROR,
    "armed_rev: must be 0 to 9007199254740991" },
  { "too large", "{\"type\":\"program.take\",\"cmd\":\"c\",\"armed_rev\":9007199254740992}",
    FIELD_ERROR, "armed_rev: must be 0 to 9007199254740991" },
  { "far too large", "{\"type\":\"program.take\",\"cmd\":\"c\",\"armed_rev\":99999999999999999999}",
    FIELD_ERROR, "armed_rev: must be 0 to 9007199254740991" },
  { "fraction", "{\"type\":\"program.take\",\"cmd\":\"c\",\"armed_rev\":1.5}", FIELD_ERROR,
    "armed_rev: must be 0 to 9007199254740991" },
  { "no number", "{\"type\":\"program.take\",\"cmd\":\"c\",\"armed_rev\":\"1\"}", FIELD_ERROR,
    "armed_rev: must be an integer" },
  { "time", "{\"type\":\"poll.open\",\"cmd\":\"c\",\"poll\":\"p\",\"end\":\"tomorrow\"}",
    FIELD_ERROR, "end: must be a time like 2027-03-01T09:30:00Z, from 1970 to 9999" },
  { "no such day",
    "{\"type\":\"poll.open\",\"cmd\":\"c\",\"poll\":\"p\",\"end\":\"2027-02-29T00:00:00Z\"}",
    FIELD_ERROR, "end: must be a time like 2027-03-01T09:30:00Z, from 1970 to 9999" },
  { "expect_rev", "{" BALLOT ",\"ids\":[],\"expect_rev\":\"x\"}", FIELD_ERROR,
    "expect_rev: must be an integer" },
  { "not_after", "{" BALLOT ",\"ids\":[],\"not_after\":5}", FIELD_ERROR, NULL },
  { "entry",
    "{\"type\":\"poll.tally\",\"cmd\":\"c\",\"poll\":\"p\",\"round\":1,\"voters\":1,"
    "\"entries\":[{\"id\":\"a\"},{\"id\":\"b\"},{\"id\":\"c\"},{\"id\":\"d\",\"count\":-2}]}",
    FIELD_ERROR, "entries[3].count: must be 0 to 9007199254740991" },
  { "entry without id",
    "{\"type\":\"poll.tally\",\"cmd\":\"c\",\"poll\":\"p\",\"round\":1,\"voters\":1,"
    "\"entries\":[{\"count\":1}]}",
    FIELD_ERROR, "entries[0].id: is missing" },
  { "entry is no object",
    "{\"type\":\"poll.tally\",\"cmd\":\"c\",\"poll\":\"p\",\"round\":1,\"voters\":1,"
    "\"entries\":[[]]}",
    FIELD_ERROR, "entries[0]: must be an object" },
};

static void
a_bad_command_is_told_what_and_where (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bad_commands); i++)
    {
      const Bad *bad = &bad_commands[i];
      g_autoptr (GError) error = NULL;
      g_autoptr (RegieCommand) command =
          regie_command_from_json (bad->json, strlen (bad->json), &error);

      g_test_message ("%s: %s", bad->name, error != NULL ? error->message : "no error");
      g_assert_null (command);
      g_assert_true (error->domain == REGIE_PROTOCOL_ERROR);
      /* 0: what matters is that it is refused. */
      if (bad->code != 0)
        g_assert_cmpint (error->code, ==, bad->code);
      if (bad->message != NULL)
        g_assert_cmpstr (error->message, ==, bad->message);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

static void
a_nul_byte_is_refused (void)
{
  static const char json[] = "{\"type\":\"poll.close\",\"cmd\":\"c\",\"poll\":\"p\"}\0";
  g_autoptr (GError) error = NULL;

  g_assert_null (regie_command_from_json (json, sizeof json - 1, &error));
  g_assert_error (error, REGIE_PROTOCOL_ERROR, REGIE_PROTOCOL_ERROR_SYNTAX);
}

static void
a_text_that_is_too_long_says_its_length (void)
{
  g_autofree char *text = g_strnfill (4001, 'x');
  g_autofree char *json = g_strdup_printf (
      "{\"type\":\"message.edit\",\"cmd\":\"c\",\"message\":\"m\",\"text\":\"%s\"}", text);
  g_autoptr (GError) error = NULL;

  g_assert_null (regie_command_from_json (json, strlen (json), &error));
  g_assert_cmpstr (error->message, ==, "text: may have 4000 bytes, this one has 4001");
}

static void
a_size_bomb_is_refused_by_its_size (void)
{
  gsize size = REGIE_PROTOCOL_MAX_COMMAND + 1;
  g_autofree char *json = g_strnfill (size, '[');
  g_autoptr (GError) error = NULL;

  g_assert_null (regie_command_from_json (json, size, &error));
  g_assert_error (error, REGIE_PROTOCOL_ERROR, REGIE_PROTOCOL_ERROR_TOO_LARGE);
}

static void
a_depth_bomb_is_refused_by_its_depth (void)
{
  gsize size = REGIE_PROTOCOL_MAX_COMMAND;
  g_autofree char *json = g_strnfill (size, '[');
  g_autoptr (GError) error = NULL;

  g_assert_null (regie_command_from_json (json, size, &error));
  g_assert_error (error, REGIE_PROTOCOL_ERROR, REGIE_PROTOCOL_ERROR_TOO_DEEP);
}

static void
a_record_may_have_fields_of_a_later_version (void)
{
  static const char json[] = "{\"type\":\"poll.close\",\"seq\":7,\"at\":\"2027-03-01T09:30:00Z\","
                             "\"by\":{\"role\":\"director\",\"id\":\"d\",\"mood\":\"good\"},"
                             "\"poll\":\"p\",\"colour\":{\"deep\":[1,2]}}";
  g_autoptr (GError) error = NULL;
  g_autoptr (RegieRecord) record = regie_record_from_json (json, strlen (json), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (record->seq, ==, 7);
  g_assert_cmpint (record->at, ==, G_GINT64_CONSTANT (1803893400) * G_USEC_PER_SEC);
  g_assert_cmpstr (record->poll, ==, "p");
}

static void
times_are_read_with_any_offset (void)
{
  static const struct
  {
    const char *text;
    gint64 time;
  } cases[] = {
    { "1970-01-01T00:00:00Z", 0 },
    { "2027-03-01T10:30:00.5+01:00", 1803893400500000 },
    { "2027-03-01t09:30:00.1234567z", 1803893400123456 },
    { "2027-02-28T23:30:00-10:00", 1803893400000000 },
    { "2000-02-29T12:00:00Z", 951825600000000 },
    { "9999-12-31T23:59:60Z", 253402300799000000 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *json =
          g_strdup_printf ("{\"type\":\"poll.open\",\"poll\":\"p\",\"end\":\"%s\"}", cases[i].text);
      g_autoptr (GError) error = NULL;
      g_autoptr (RegieRecord) record = regie_record_from_json (json, strlen (json), &error);

      g_assert_no_error (error);
      g_assert_cmpint (record->end, ==, cases[i].time);
    }
}

static void
times_agree_with_the_calendar (void)
{
  for (gint64 day = 0; day < 366 * 400; day += 13)
    {
      g_autoptr (RegieRecord) record = regie_record_new (REGIE_RECORD_POLL_OPEN);
      g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (day * 86400 + 4711);
      g_autofree char *text = g_date_time_format (date, "\"end\":\"%Y-%m-%dT%H:%M:%S.000001Z\"");
      g_autofree char *json = NULL;

      regie_record_set_int (record, REGIE_FIELD_END, (day * 86400 + 4711) * G_USEC_PER_SEC + 1);
      json = regie_record_to_json (record, NULL);
      g_assert_nonnull (strstr (json, text));
    }
}

static void
a_text_keeps_what_it_says_and_loses_what_plays (void)
{
  static const struct
  {
    const char *sent;
    const char *kept;
  } cases[] = {
    { "Grüße", "Grüße" },
    { "a\\r\\nb\\tc\\rd", "a\nb c\nd" },
    { "a\\u0007b\\u0085c\\u009bd", "ab\ncd" },
    { "a\\u202eb\\u202cc\\u2066d\\u2069", "abcd" },
    /* ZWNJ, ZWJ and LRM act inside the text only */
    { "a\\u200cb\\u200dc\\u200ed", "a\u200cb\u200dc\u200ed" },
    { "Z\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309x",
      "Z\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307x" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *json = g_strdup_printf (
          "{\"type\":\"message.edit\",\"cmd\":\"c\",\"message\":\"m\",\"text\":\"%s\"}",
          cases[i].sent);
      g_autoptr (GError) error = NULL;
      g_autoptr (RegieCommand) command = regie_command_from_json (json, strlen (json), &error);

      g_assert_no_error (error);
      g_assert_cmpstr (command->record->text, ==, cases[i].kept);
    }
}

static void
cutting_a_text_anywhere_never_ends_the_process (void)
{
  g_autoptr (RegieRecord) record = full_record (REGIE_RECORD_POLL_STATE);
  g_autofree char *json = regie_record_to_json (record, NULL);
  gsize size = strlen (json);

  for (gsize i = 0; i < size; i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (regie_record_from_json (json, i, &error));
      g_assert_nonnull (error);
    }
  for (gsize i = 0; i < size; i++)
    {
      g_autofree char *changed = g_strdup (json);
      g_autoptr (RegieRecord) back = NULL;
      changed[i] ^= (char) (1 << (i % 8));
      back = regie_record_from_json (changed, size, NULL);
      if (back != NULL)
        g_assert_cmpint (back->type, ==, REGIE_RECORD_POLL_STATE);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/protocol/record/every_record_round_trips", every_record_round_trips);
  g_test_add_func ("/protocol/record/a_bare_record_round_trips", a_bare_record_round_trips);
  g_test_add_func ("/protocol/record/every_command_round_trips", every_command_round_trips);
  g_test_add_func ("/protocol/record/states_and_kinds_have_short_names",
                   states_and_kinds_have_short_names);
  g_test_add_func ("/protocol/record/a_bad_command_is_told_what_and_where",
                   a_bad_command_is_told_what_and_where);
  g_test_add_func ("/protocol/record/a_nul_byte_is_refused", a_nul_byte_is_refused);
  g_test_add_func ("/protocol/record/a_text_that_is_too_long_says_its_length",
                   a_text_that_is_too_long_says_its_length);
  g_test_add_func ("/protocol/record/a_size_bomb_is_refused_by_its_size",
                   a_size_bomb_is_refused_by_its_size);
  g_test_add_func ("/protocol/record/a_depth_bomb_is_refused_by_its_depth",
                   a_depth_bomb_is_refused_by_its_depth);
  g_test_add_func ("/protocol/record/a_record_may_have_fields_of_a_later_version",
                   a_record_may_have_fields_of_a_later_version);
  g_test_add_func ("/protocol/record/times_are_read_with_any_offset",
                   times_are_read_with_any_offset);
  g_test_add_func ("/protocol/record/times_agree_with_the_calendar", times_agree_with_the_calendar);
  g_test_add_func ("/protocol/record/a_text_keeps_what_it_says_and_loses_what_plays",
                   a_text_keeps_what_it_says_and_loses_what_plays);
  g_test_add_func ("/protocol/record/cutting_a_text_anywhere_never_ends_the_process",
                   cutting_a_text_anywhere_never_ends_the_process);
  return g_test_run ();
}
