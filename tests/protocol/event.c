/* event.c: tests of events, answers, snapshots, keyframes and pages as JSON
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-protocol.h"

#include <string.h>

static GPtrArray *
two_records (void)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);
  RegieRecord *stage = regie_record_new (REGIE_RECORD_STAGE_STATE);
  RegieRecord *note = regie_record_new (REGIE_RECORD_MESSAGE_NOTE);

  regie_record_set_string (stage, REGIE_FIELD_STAGE, "s1");
  regie_record_set_string (stage, REGIE_FIELD_TITLE, "Große Bühne");
  regie_record_set_int (stage, REGIE_FIELD_STAGE_STATE, REGIE_STAGE_LIVE);
  regie_record_set_string (note, REGIE_FIELD_MESSAGE, "m1");
  regie_record_set_string (note, REGIE_FIELD_NOTE, "„später“");
  note->seq = 12;
  note->at = 1804842000123456;
  g_ptr_array_add (records, stage);
  g_ptr_array_add (records, note);
  return records;
}

static void
assert_same_records (GPtrArray *a, GPtrArray *b)
{
  g_assert_cmpuint (a->len, ==, b->len);
  for (guint i = 0; i < a->len; i++)
    g_assert_true (regie_record_equal (g_ptr_array_index (a, i), g_ptr_array_index (b, i)));
}

static RegieEvent *
through_json (const RegieEvent *event)
{
  g_autoptr (GError) error = NULL;
  gsize size;
  g_autofree char *json = regie_event_to_json (event, &size);
  RegieEvent *back = regie_event_from_json (json, size, &error);

  g_assert_no_error (error);
  g_assert_cmpint (back->type, ==, event->type);
  return back;
}

static void
assert_same_people (GPtrArray *a, GPtrArray *b)
{
  g_assert_cmpuint (a->len, ==, b->len);
  for (guint i = 0; i < a->len; i++)
    {
      const RegiePerson *x = g_ptr_array_index (a, i);
      const RegiePerson *y = g_ptr_array_index (b, i);

      g_assert_cmpstr (x->id, ==, y->id);
      g_assert_cmpstr (x->name, ==, y->name);
      g_assert_cmpint (x->role, ==, y->role);
      g_assert_cmpstr (x->stage, ==, y->stage);
      g_assert_cmpstr (x->view, ==, y->view);
      g_assert_cmpstr (x->message, ==, y->message);
      g_assert_cmpint (x->since, ==, y->since);
    }
}

static void
every_event_round_trips (void)
{
  static const char *const stages[] = { "s1", "s3", NULL };

  g_autoptr (GPtrArray) people = regie_people_new ();
  RegiePerson *anna = regie_person_new ("s-1");

  anna->name = g_strdup ("Anna");
  anna->role = REGIE_ROLE_MODERATOR;
  anna->stage = g_strdup ("s1");
  anna->view = g_strdup ("inbox");
  anna->message = g_strdup ("m1");
  anna->since = 1804842000123456;
  g_ptr_array_add (people, anna);
  g_ptr_array_add (people, regie_person_new ("s-2"));

  for (int type = REGIE_EVENT_HELLO; type <= REGIE_EVENT_BYE; type++)
    {
      g_autoptr (RegieEvent) event = regie_event_new ((RegieEventType) type);
      g_autoptr (RegieEvent) back = NULL;

      event->epoch = g_strdup ("7a1e0c9e-4d2b-4b8e-9d7f-1c2d3e4f5a6b");
      event->seq = 4711;
      event->server_time = 1804842000123456;
      event->client_time = -17;
      event->role = REGIE_ROLE_MODERATOR;
      event->congress = g_strdup ("9. Fachkongress");
      event->stages = g_strdupv ((char **) stages);
      event->id = g_strdup ("s-1");
      event->name = g_strdup ("Anna");
      event->people = g_ptr_array_ref (people);
      event->stage = g_strdup ("s1");
      event->view = g_strdup ("inbox");
      event->message = g_strdup ("m1");
      event->records = two_records ();
      event->watching = 1812;
      event->staff = 4;
      event->retry_after = 3;
      event->reason = g_strdup ("zu langsam");
      back = through_json (event);
      if (type == REGIE_EVENT_HELLO)
        {
          g_assert_cmpstrv (back->stages, stages);
          g_assert_cmpint (back->role, ==, REGIE_ROLE_MODERATOR);
          g_assert_cmpstr (back->congress, ==, event->congress);
          g_assert_cmpstr (back->id, ==, "s-1");
          g_assert_cmpstr (back->name, ==, "Anna");
          g_assert_cmpint (back->server_time, ==, event->server_time);
        }
      if (type == REGIE_EVENT_HELLO || type == REGIE_EVENT_RESUME || type == REGIE_EVENT_SNAPSHOT)
        {
          g_assert_cmpstr (back->epoch, ==, event->epoch);
          g_assert_cmpuint (back->seq, ==, 4711);
        }
      if (type == REGIE_EVENT_SNAPSHOT || type == REGIE_EVENT_RECORDS || type == REGIE_EVENT_OWN)
        assert_same_records (event->records, back->records);
      if (type == REGIE_EVENT_PING || type == REGIE_EVENT_PONG)
        g_assert_cmpint (back->client_time, ==, -17);
      if (type == REGIE_EVENT_PLACE)
        {
          g_assert_cmpstr (back->stage, ==, "s1");
          g_assert_cmpstr (back->view, ==, "inbox");
          g_assert_cmpstr (back->message, ==, "m1");
        }
      if (type == REGIE_EVENT_PRESENCE)
        assert_same_people (back->people, people);
      if (type == REGIE_EVENT_PRESENCE)
        g_assert_cmpint (back->watching * 10 + back->staff, ==, 18124);
      if (type == REGIE_EVENT_BYE)
        {
          g_assert_cmpint (back->retry_after, ==, 3);
          g_assert_cmpstr (back->reason, ==, "zu langsam");
        }
    }
}

static void
a_bad_event_is_told_what_and_where (void)
{
  static const struct
  {
    const char *json;
    int code;
    const char *message;
  } cases[] = {
    { "{}", REGIE_PROTOCOL_ERROR_FIELD, "event: is missing" },
    { "{\"event\":\"dance\"}", REGIE_PROTOCOL_ERROR_UNKNOWN_TYPE,
      "event: there is no event \"dance\" in this version" },
    { "{\"event\":\"records\"}", REGIE_PROTOCOL_ERROR_FIELD, "records: is missing" },
    { "{\"event\":\"records\",\"records\":[{\"type\":\"poll.close\"},7]}",
      REGIE_PROTOCOL_ERROR_FIELD, "records[1]: must be an object" },
    { "{\"event\":\"records\",\"records\":[{\"type\":\"poll.close\",\"poll\":3}]}",
      REGIE_PROTOCOL_ERROR_FIELD,
      "records[0].poll: must be 1 to 64 of the characters A-Z a-z 0-9 . _ : -" },
    { "{\"event\":\"place\",\"view\":\"a b\"}", REGIE_PROTOCOL_ERROR_FIELD,
      "view: must be 1 to 64 of the characters A-Z a-z 0-9 . _ : -" },
    { "{\"event\":\"presence\",\"watching\":1,\"staff\":1,\"people\":[{}]}",
      REGIE_PROTOCOL_ERROR_FIELD, "people[0].id: is missing" },
    { "{\"event\":\"resume\",\"seq\":-1}", REGIE_PROTOCOL_ERROR_FIELD,
      "seq: must be 0 to 9007199254740991" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (regie_event_from_json (cases[i].json, strlen (cases[i].json), &error));
      g_assert_error (error, REGIE_PROTOCOL_ERROR, cases[i].code);
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

static void
records_of_a_later_version_are_skipped (void)
{
  static const char json[] = "{\"event\":\"records\",\"records\":["
                             "{\"type\":\"poll.explode\",\"seq\":1},"
                             "{\"type\":\"poll.close\",\"seq\":2,\"poll\":\"p\"}]}";
  g_autoptr (RegieEvent) event = regie_event_from_json (json, strlen (json), NULL);

  g_assert_cmpuint (event->records->len, ==, 1);
  g_assert_cmpuint (((RegieRecord *) g_ptr_array_index (event->records, 0))->seq, ==, 2);
}

static void
snapshots_and_pages_round_trip (void)
{
  g_autoptr (GPtrArray) records = two_records ();
  gsize size;
  g_autofree char *snapshot = regie_snapshot_to_json (records, 99, "epoch-1", &size);
  g_autofree char *epoch = NULL;
  guint64 seq;
  guint64 last;
  g_autoptr (GPtrArray) states = regie_snapshot_from_json (snapshot, size, &seq, &epoch, NULL);
  g_autofree char *page = regie_page_to_json (records, 7, 9, &size);
  g_autoptr (GPtrArray) paged = NULL;

  assert_same_records (records, states);
  g_assert_cmpuint (seq, ==, 99);
  g_assert_cmpstr (epoch, ==, "epoch-1");
  paged = regie_page_from_json (page, size, &seq, &last, NULL);
  assert_same_records (records, paged);
  g_assert_cmpuint (seq, ==, 7);
  g_assert_cmpuint (last, ==, 9);
}

static void
a_keyframe_tells_its_place_without_its_state (void)
{
  g_autoptr (GPtrArray) records = two_records ();
  gsize size;
  g_autofree char *json = regie_keyframe_to_json (records, 99, "e", 1804842000123456, 5000, &size);
  g_autoptr (GPtrArray) states = regie_snapshot_from_json (json, size, NULL, NULL, NULL);
  static const char other[] =
      "{\"state\":[],\"offset\":3,\"seq\":2,\"at\":\"1970-01-01T00:00:01Z\"}";
  guint64 seq;
  guint64 offset;
  gint64 at;

  assert_same_records (records, states);
  /* Cut within the state: the place is still there. */
  g_assert_true (regie_keyframe_place_from_json (json, size / 2, &seq, &at, &offset, NULL));
  g_assert_cmpuint (seq, ==, 99);
  g_assert_cmpuint (offset, ==, 5000);
  g_assert_cmpint (at, ==, 1804842000123456);
  g_assert_true (regie_keyframe_place_from_json (other, strlen (other), &seq, &at, &offset, NULL));
  g_assert_cmpint (at, ==, G_USEC_PER_SEC);
}

static void
every_answer_round_trips (void)
{
  for (int answer = REGIE_ANSWER_APPLIED; answer <= REGIE_ANSWER_UNAVAILABLE; answer++)
    {
      g_autoptr (RegieReply) reply = regie_reply_new ((RegieAnswer) answer);
      g_autoptr (RegieReply) back = NULL;
      g_autofree char *json = NULL;
      gsize size;

      reply->seq = 5;
      reply->subject = g_strdup ("m1");
      reply->detail = g_strdup ("Moderator 2 lehnte um 10:31 ab");
      reply->field = g_strdup ("entries[3].count");
      reply->current = regie_record_new (REGIE_RECORD_MESSAGE_STATE);
      json = regie_reply_to_json (reply, &size);
      back = regie_reply_from_json (json, size, 0, NULL);
      g_assert_cmpint (back->answer, ==, answer);
      g_assert_cmpuint (back->status, ==, reply->status);
      g_assert_cmpuint (back->seq, ==, 5);
      g_assert_cmpstr (back->subject, ==, "m1");
      g_assert_cmpstr (back->title, ==, reply->title);
      g_assert_cmpstr (back->detail, ==, reply->detail);
      g_assert_cmpstr (back->field, ==, reply->field);
      g_assert_true (regie_record_equal (back->current, reply->current));
    }
}

static void
every_code_of_a_refusal_round_trips (void)
{
  const char later[] = "{\"answer\":\"denied\",\"code\":\"of_a_later_version\"}";
  g_autoptr (RegieReply) unknown = regie_reply_from_json (later, sizeof later - 1, 403, NULL);

  for (int code = REGIE_REPLY_NONE; code < REGIE_N_REPLY_CODES; code++)
    {
      g_autoptr (RegieReply) reply = regie_reply_new (REGIE_ANSWER_UNAVAILABLE);
      g_autoptr (RegieReply) back = NULL;
      g_autofree char *json = NULL;
      gsize size;

      reply->code = (RegieReplyCode) code;
      reply->retry_after = 120;
      json = regie_reply_to_json (reply, &size);
      back = regie_reply_from_json (json, size, 429, NULL);
      g_assert_cmpint (back->code, ==, code);
      g_assert_cmpint (back->retry_after, ==, 120);
      g_assert_true (code == REGIE_REPLY_NONE || regie_reply_code_nick (back->code) != NULL);
    }
  /* The answer says enough all the same. */
  g_assert_cmpint (unknown->answer, ==, REGIE_ANSWER_DENIED);
  g_assert_cmpint (unknown->code, ==, REGIE_REPLY_NONE);
}

static void
a_status_alone_is_an_answer_too (void)
{
  static const struct
  {
    guint status;
    RegieAnswer answer;
  } cases[] = {
    { 401, REGIE_ANSWER_DENIED },      { 409, REGIE_ANSWER_CONFLICT },
    { 413, REGIE_ANSWER_INVALID },     { 429, REGIE_ANSWER_UNAVAILABLE },
    { 502, REGIE_ANSWER_UNAVAILABLE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RegieReply) reply = regie_reply_from_json ("{}", 2, cases[i].status, NULL);
      g_assert_cmpint (reply->answer, ==, cases[i].answer);
      g_assert_cmpuint (reply->status, ==, cases[i].status);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/protocol/event/every_event_round_trips", every_event_round_trips);
  g_test_add_func ("/protocol/event/a_bad_event_is_told_what_and_where",
                   a_bad_event_is_told_what_and_where);
  g_test_add_func ("/protocol/event/records_of_a_later_version_are_skipped",
                   records_of_a_later_version_are_skipped);
  g_test_add_func ("/protocol/event/snapshots_and_pages_round_trip",
                   snapshots_and_pages_round_trip);
  g_test_add_func ("/protocol/event/a_keyframe_tells_its_place_without_its_state",
                   a_keyframe_tells_its_place_without_its_state);
  g_test_add_func ("/protocol/event/every_answer_round_trips", every_answer_round_trips);
  g_test_add_func ("/protocol/event/every_code_of_a_refusal_round_trips",
                   every_code_of_a_refusal_round_trips);
  g_test_add_func ("/protocol/event/a_status_alone_is_an_answer_too",
                   a_status_alone_is_an_answer_too);
  return g_test_run ();
}
