/* client.c: tests of how the client keeps a congress in step
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "fake-backend.h"

static gboolean
has_message (RegieClient *client, const char *id)
{
  return regie_congress_find_message (regie_client_get_congress (client), id) != NULL;
}

static void
test_first_comes_a_snapshot (void)
{
  Backend *backend = backend_new ();
  RegieClient *client = client_online (backend);

  g_assert_null (backend->last_epoch);
  g_assert_cmpuint (backend->n_snapshots, ==, 1);
  g_assert_cmpint (regie_client_get_role (client), ==, REGIE_ROLE_MODERATOR);
  g_assert_cmpstr (regie_client_get_stages (client)[0], ==, "s1");
  g_assert_null (regie_client_get_problem (client));
  assert_in_step (client, backend);

  append_message (backend, "m1");
  broadcast (backend, 1);
  wait_until (has_message (client, "m1"));
  assert_in_step (client, backend);

  g_assert_finalize_object (client);
  backend_free (backend);
}

static void
test_what_was_missed_arrives (void)
{
  Backend *backend = backend_new ();
  RegieClient *client = client_online (backend);

  append_message (backend, "m1");
  broadcast (backend, 1);
  wait_until (has_message (client, "m1"));

  regie_client_cut (client, 0);
  g_assert_cmpint (regie_client_get_link_state (client), ==, REGIE_LINK_LOST);
  append_message (backend, "m2");
  append_message (backend, "m3");
  wait_until (regie_client_get_link_state (client) == REGIE_LINK_ONLINE);
  g_assert_cmpstr (backend->last_epoch, ==, "e1");
  g_assert_cmpuint (backend->last_seq, ==, 2);
  g_assert_cmpuint (backend->n_snapshots, ==, 1);
  wait_until (has_message (client, "m3"));
  assert_in_step (client, backend);

  g_assert_finalize_object (client);
  backend_free (backend);
}

static void
test_records_come_once (void)
{
  Backend *backend = backend_new ();
  RegieClient *client = client_online (backend);

  append_message (backend, "m1");
  broadcast (backend, 1);
  broadcast (backend, 0);
  append_message (backend, "m2");
  broadcast (backend, 0);
  wait_until (has_message (client, "m2"));
  assert_in_step (client, backend);

  g_assert_finalize_object (client);
  backend_free (backend);
}

static void
test_nothing_missed_is_online_again (void)
{
  Backend *backend = backend_new ();
  RegieClient *client = client_online (backend);

  regie_client_cut (client, 0);
  wait_until (regie_client_get_link_state (client) == REGIE_LINK_ONLINE);
  g_assert_cmpuint (backend->n_hellos, ==, 2);
  g_assert_cmpuint (backend->n_snapshots, ==, 1);

  g_assert_finalize_object (client);
  backend_free (backend);
}

static void
test_other_epoch_brings_a_snapshot (void)
{
  Backend *backend = backend_new ();
  RegieClient *client = client_online (backend);

  append_message (backend, "m1");
  backend->epoch = "e2";
  regie_client_cut (client, 0);
  wait_until (regie_client_get_link_state (client) == REGIE_LINK_ONLINE);
  g_assert_cmpstr (backend->last_epoch, ==, "e1");
  g_assert_cmpuint (backend->n_snapshots, ==, 2);
  g_assert_true (has_message (client, "m1"));
  assert_in_step (client, backend);

  g_assert_finalize_object (client);
  backend_free (backend);
}

static void
test_wrong_token_is_refused_for_good (void)
{
  Backend *backend = backend_new ();
  RegieClient *client = regie_client_new ();

  regie_client_set_timing (client, &fast);
  regie_client_open (client, backend->address, "wrong");
  wait_until (regie_client_get_link_state (client) == REGIE_LINK_REFUSED);
  g_assert_nonnull (strstr (regie_client_get_problem (client), "access token"));
  g_assert_cmpuint (backend->n_hellos, ==, 0);

  /* The right one helps. */
  regie_client_open (client, backend->address, TOKEN);
  wait_until (regie_client_get_link_state (client) == REGIE_LINK_ONLINE);

  g_assert_finalize_object (client);
  backend_free (backend);
}

static void
test_nonsense_address_is_refused (void)
{
  RegieClient *client = regie_client_new ();

  regie_client_open (client, "http://[nonsense", TOKEN);
  g_assert_cmpint (regie_client_get_link_state (client), ==, REGIE_LINK_REFUSED);
  g_assert_nonnull (strstr (regie_client_get_problem (client), "is no address"));
  g_assert_finalize_object (client);
}

static void
test_absent_backend_is_tried_again (void)
{
  Backend *backend = backend_new ();
  RegieClient *client = regie_client_new ();
  g_autofree char *address = g_strdup (backend->address);

  backend_free (backend);
  regie_client_set_timing (client, &fast);
  regie_client_open (client, address, TOKEN);
  wait_until (regie_client_get_problem (client) != NULL);
  g_assert_cmpint (regie_client_get_link_state (client), ==, REGIE_LINK_CONNECTING);
  g_assert_true (g_str_has_prefix (regie_client_get_problem (client), "Nobody answers at"));
  regie_client_close (client);
  g_assert_cmpint (regie_client_get_link_state (client), ==, REGIE_LINK_IDLE);
  g_assert_finalize_object (client);
}

static void
test_silence_counts_as_dead (void)
{
  Backend *backend = backend_new ();
  RegieTiming timing = fast;
  RegieClient *client;

  timing.dead = 200;
  client = client_new (backend, &timing);
  wait_until (regie_client_get_link_state (client) == REGIE_LINK_ONLINE);
  backend->mute = TRUE;
  wait_until (regie_client_get_link_state (client) == REGIE_LINK_LOST);
  g_assert_nonnull (strstr (regie_client_get_problem (client), "Nothing has come"));
  backend->mute = FALSE;
  wait_until (regie_client_get_link_state (client) == REGIE_LINK_ONLINE);

  g_assert_finalize_object (client);
  backend_free (backend);
}

static void
test_goodbye_is_honoured (void)
{
  Backend *backend = backend_new ();
  RegieClient *client = client_online (backend);
  RegieEvent *bye = regie_event_new (REGIE_EVENT_BYE);
  gint64 began = g_get_monotonic_time ();

  bye->retry_after = 1;
  bye->reason = g_strdup ("it is being restarted");
  push (g_ptr_array_index (backend->sockets, 0), bye);
  wait_until (regie_client_get_link_state (client) == REGIE_LINK_LOST);
  g_assert_nonnull (strstr (regie_client_get_problem (client), "it is being restarted"));
  wait_until (regie_client_get_link_state (client) == REGIE_LINK_ONLINE);
  g_assert_cmpint (g_get_monotonic_time () - began, >=, G_USEC_PER_SEC);

  g_assert_finalize_object (client);
  backend_free (backend);
}

static void
test_heartbeat_goes_both_ways (void)
{
  Backend *backend = backend_new ();
  RegieClient *client = client_online (backend);
  RegieEvent *presence = regie_event_new (REGIE_EVENT_PRESENCE);
  double latency = -1;
  gint64 watching = 0;
  gint64 heard = 0;

  push (g_ptr_array_index (backend->sockets, 0), regie_event_new (REGIE_EVENT_PING));
  presence->watching = 1812;
  push (g_ptr_array_index (backend->sockets, 0), presence);
  wait_until (backend->n_pongs == 1);
  wait_until ((g_object_get (client, "watching", &watching, NULL), watching == 1812));
  wait_until ((g_object_get (client, "latency", &latency, NULL), latency >= 0));
  g_object_get (client, "last-heard", &heard, NULL);
  g_assert_cmpint (ABS (g_get_real_time () - heard), <, WAIT_SECONDS * G_USEC_PER_SEC);

  g_assert_finalize_object (client);
  backend_free (backend);
}

static gint64
fixed_wall (void)
{
  return G_GINT64_CONSTANT (1000000) * G_USEC_PER_SEC;
}

/* A local clock that is decades wrong does not matter. */
static void
test_server_time_is_known (void)
{
  Backend *backend = backend_new ();
  RegieTiming timing = fast;
  RegieClient *client;
  double latency = -1;
  gint64 offset;

  timing.wall = fixed_wall;
  backend->clock_ahead = 3 * G_TIME_SPAN_HOUR;
  client = client_new (backend, &timing);
  wait_until ((g_object_get (client, "latency", &latency, NULL), latency >= 0));
  gint64 expected = g_get_real_time () + backend->clock_ahead;
  g_assert_cmpint (ABS (regie_client_now (client) - expected), <, 2 * G_USEC_PER_SEC);
  g_object_get (client, "clock-offset", &offset, NULL);
  g_assert_cmpint (ABS (offset - (expected - fixed_wall ())), <, 2 * G_USEC_PER_SEC);

  g_assert_finalize_object (client);
  backend_free (backend);
}

static RegieRecord *
stranger_new (guint64 seq)
{
  RegieRecord *record = regie_record_new (REGIE_RECORD_MESSAGE_MOVE);

  record->seq = seq;
  record->at = g_get_real_time ();
  regie_record_set_by (record, REGIE_ROLE_DIRECTOR, "d");
  regie_record_set_string (record, REGIE_FIELD_MESSAGE, "never-heard-of");
  return regie_record_set_int (record, REGIE_FIELD_MESSAGE_STATE, REGIE_MESSAGE_APPROVED);
}

/* What was applied there must be possible here; if it is not, the whole state is fetched, once. */
static void
test_what_does_not_fit_is_mended (void)
{
  Backend *backend = backend_new ();
  RegieClient *client = client_online (backend);
  RegieEvent *event = regie_event_new (REGIE_EVENT_RECORDS);
  RegieEvent *again = regie_event_new (REGIE_EVENT_RECORDS);

  append_message (backend, "m1");
  event->records = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);
  g_ptr_array_add (event->records, stranger_new (2));
  push (g_ptr_array_index (backend->sockets, 0), event);
  wait_until (has_message (client, "m1"));
  g_assert_cmpuint (backend->n_snapshots, ==, 2);
  assert_in_step (client, backend);

  again->records = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);
  g_ptr_array_add (again->records, stranger_new (3));
  push (g_ptr_array_index (backend->sockets, 0), again);
  wait_until (regie_congress_get_seq (regie_client_get_congress (client)) == 3);
  push (g_ptr_array_index (backend->sockets, 0), regie_event_new (REGIE_EVENT_PING));
  wait_until (backend->n_pongs == 1);
  g_assert_cmpuint (backend->n_snapshots, ==, 2);

  g_assert_finalize_object (client);
  backend_free (backend);
}

static void
append_many (Backend *backend, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("many-%u", i);
      append_message (backend, id);
    }
}

/* A large congress is read beside the main loop; what comes meanwhile waits for it. */
static void
test_a_large_state_keeps_its_place (void)
{
  Backend *backend = backend_new ();
  RegieClient *client;
  guint64 seq;

  append_many (backend, 3000);
  client = client_new (backend, &fast);
  wait_until (backend->n_snapshots == 1);
  seq = regie_congress_get_seq (backend->congress);
  append_message (backend, "m1");
  broadcast (backend, seq);
  append_message (backend, "m2");
  broadcast (backend, seq + 1);
  g_assert_false (has_message (client, "many-0"));
  wait_until (has_message (client, "m2"));
  g_assert_cmpuint (backend->n_snapshots, ==, 1);
  assert_in_step (client, backend);

  g_assert_finalize_object (client);
  backend_free (backend);
}

static void
test_a_line_may_break_while_its_state_is_read (void)
{
  Backend *backend = backend_new ();
  RegieClient *client;

  append_many (backend, 3000);
  client = client_new (backend, &fast);
  wait_until (backend->n_snapshots == 1);
  regie_client_cut (client, 0);
  wait_until (regie_client_get_link_state (client) == REGIE_LINK_ONLINE);
  assert_in_step (client, backend);
  regie_client_cut (client, 0);
  wait_until (backend->n_hellos == 3);

  g_assert_finalize_object (client);
  backend_free (backend);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add_func ("/client/" name, function)
  ADD ("first-comes-a-snapshot", test_first_comes_a_snapshot);
  ADD ("what-was-missed-arrives", test_what_was_missed_arrives);
  ADD ("records-come-once", test_records_come_once);
  ADD ("nothing-missed-is-online-again", test_nothing_missed_is_online_again);
  ADD ("other-epoch-brings-a-snapshot", test_other_epoch_brings_a_snapshot);
  ADD ("what-does-not-fit-is-mended", test_what_does_not_fit_is_mended);
  ADD ("a-large-state-keeps-its-place", test_a_large_state_keeps_its_place);
  ADD ("a-line-may-break-while-its-state-is-read", test_a_line_may_break_while_its_state_is_read);
  ADD ("wrong-token-is-refused-for-good", test_wrong_token_is_refused_for_good);
  ADD ("nonsense-address-is-refused", test_nonsense_address_is_refused);
  ADD ("absent-backend-is-tried-again", test_absent_backend_is_tried_again);
  ADD ("silence-counts-as-dead", test_silence_counts_as_dead);
  ADD ("goodbye-is-honoured", test_goodbye_is_honoured);
  ADD ("heartbeat-goes-both-ways", test_heartbeat_goes_both_ways);
  ADD ("server-time-is-known", test_server_time_is_known);
  return g_test_run ();
}
