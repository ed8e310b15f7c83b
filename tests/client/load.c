/* load.c: tests of how a large state becomes the client's congress
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "fake-backend.h"

#define MANY 300

/* A slice of these clients is one step: everything that can happen in between happens. */

static guint
count_messages (RegieClient *client)
{
  return g_list_model_get_n_items (
      regie_congress_get_messages (regie_client_get_congress (client)));
}

static gboolean
is_online (RegieClient *client)
{
  return regie_client_get_link_state (client) == REGIE_LINK_ONLINE;
}

static void
append_many (Backend *backend, const char *name, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("%s-%u", name, i);
      append_message (backend, id);
    }
}

static SoupWebsocketConnection *
newest_socket (Backend *backend)
{
  return g_ptr_array_index (backend->sockets, backend->sockets->len - 1);
}

static Backend *
backend_with_many (void)
{
  Backend *backend = backend_new ();

  append_many (backend, "m", MANY);
  backend->part = 70;
  return backend;
}

static void
test_parts_become_one_state (void)
{
  Backend *backend = backend_with_many ();
  RegieClient *client = client_online (backend);

  g_assert_cmpuint (backend->n_snapshots, ==, 1);
  g_assert_cmpuint (count_messages (client), ==, MANY);
  assert_in_step (client, backend);
  g_assert_finalize_object (client);
  backend_free (backend);
}

/* What the client's congress went through, in order: a load, then records. */
typedef struct
{
  gboolean loaded;
  guint64 seq;
  guint n_applied;
} Course;

static void
on_loaded (RegieCongress *congress, Course *course)
{
  g_assert_cmpuint (course->n_applied, ==, 0);
  course->loaded = TRUE;
  course->seq = regie_congress_get_seq (congress);
}

static void
on_applied (RegieCongress *congress, const RegieRecord *record, Course *course)
{
  g_assert_true (course->loaded);
  g_assert_cmpuint (record->seq, ==, course->seq + 1);
  course->seq = record->seq;
  course->n_applied++;
}

static void
test_records_wait_for_the_state (void)
{
  Backend *backend = backend_with_many ();
  RegieClient *client = client_new (backend, &fast);
  RegieCongress *congress = regie_client_get_congress (client);
  Course course = { 0 };

  g_signal_connect (congress, "loaded", G_CALLBACK (on_loaded), &course);
  g_signal_connect (congress, "applied", G_CALLBACK (on_applied), &course);
  wait_until (backend->n_snapshots == 1);
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *id = g_strdup_printf ("late-%u", i);
      append_message (backend, id);
      broadcast (backend, regie_congress_get_seq (backend->congress) - 1);
    }
  wait_until (course.n_applied == 20);
  g_assert_cmpuint (backend->n_snapshots, ==, 1);
  assert_in_step (client, backend);
  g_assert_finalize_object (client);
  backend_free (backend);
}

/* Half a state is none: the desk does not say that it shows the present. */
static void
test_half_a_state_is_not_online (void)
{
  Backend *backend = backend_with_many ();
  RegieClient *client;

  backend->n_parts = 2;
  client = client_new (backend, &fast);
  wait_until (client->load.stage == REGIE_CLIENT_LOAD_PARTS);
  push (newest_socket (backend), regie_event_new (REGIE_EVENT_PING));
  wait_until (backend->n_pongs == 1 && client->latency >= 0);
  g_assert_false (is_online (client));
  g_assert_cmpuint (count_messages (client), ==, 0);

  /* The line breaks; the next one brings all of it. */
  backend->n_parts = 0;
  regie_client_cut (client, 0);
  g_assert_cmpint (client->load.stage, ==, REGIE_CLIENT_LOAD_NONE);
  wait_until (is_online (client));
  g_assert_cmpuint (backend->n_snapshots, ==, 2);
  assert_in_step (client, backend);
  g_assert_finalize_object (client);
  backend_free (backend);
}

static void
test_another_state_takes_its_place (void)
{
  Backend *backend = backend_with_many ();
  RegieClient *client;

  backend->n_parts = 2;
  client = client_new (backend, &fast);
  wait_until (client->load.stage == REGIE_CLIENT_LOAD_PARTS);
  append_message (backend, "one-more");
  backend->n_parts = 0;
  push_snapshot (backend, newest_socket (backend));
  wait_until (is_online (client));
  g_assert_cmpuint (count_messages (client), ==, MANY + 1);
  assert_in_step (client, backend);
  g_assert_finalize_object (client);
  backend_free (backend);
}

static void
test_a_line_may_break_on_the_way (void)
{
  Backend *backend = backend_with_many ();
  RegieClient *client = client_new (backend, &fast);

  wait_until (client->load.stage == REGIE_CLIENT_LOAD_WHOLE);
  regie_client_cut (client, 0);
  g_assert_cmpuint (count_messages (client), ==, 0);
  wait_until (client->load.stage == REGIE_CLIENT_LOAD_WHOLE);
  append_many (backend, "late", 5);
  wait_until (is_online (client));
  regie_client_cut (client, 0);
  wait_until (backend->n_hellos == 3 && count_messages (client) == MANY + 5);
  assert_in_step (client, backend);
  g_assert_finalize_object (client);
  backend_free (backend);
}

static void
count (guint *n)
{
  ++*n;
}

/* What has become true is told, even if the line breaks meanwhile. */
static void
test_a_line_may_break_while_it_is_told (void)
{
  Backend *backend = backend_with_many ();
  RegieClient *client = client_online (backend);
  RegieCongress *congress = regie_client_get_congress (client);
  guint n_told = 0;

  for (guint i = 0; i < MANY; i++)
    {
      g_autofree char *id = g_strdup_printf ("m-%u", i);
      RegieRecord *pin = regie_record_new (REGIE_RECORD_MESSAGE_PIN);

      regie_record_set_string (pin, REGIE_FIELD_MESSAGE, id);
      append (backend, regie_record_set_int (pin, REGIE_FIELD_ON, TRUE));
      g_signal_connect_swapped (regie_congress_find_message (congress, id), "notify::pinned",
                                G_CALLBACK (count), &n_told);
    }
  backend->epoch = "e2";
  regie_client_cut (client, 0);
  wait_until (client->load.stage == REGIE_CLIENT_LOAD_SETTLING);
  regie_client_cut (client, 0);
  wait_until (n_told == MANY);
  wait_until (is_online (client));
  assert_in_step (client, backend);
  g_assert_finalize_object (client);
  backend_free (backend);
}

static void
test_who_leaves_need_not_wait (void)
{
  static const RegieClientLoadStage stages[] = { REGIE_CLIENT_LOAD_PARTS, REGIE_CLIENT_LOAD_WHOLE,
                                                 REGIE_CLIENT_LOAD_SETTLING };

  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    {
      Backend *backend = backend_with_many ();
      RegieClient *client = client_new (backend, &fast);

      backend->n_parts = stages[i] == REGIE_CLIENT_LOAD_PARTS ? 2 : 0;
      if (stages[i] == REGIE_CLIENT_LOAD_SETTLING)
        {
          wait_until (is_online (client));
          append_many (backend, "late", 1);
          backend->epoch = "e2";
          regie_client_cut (client, 0);
        }
      wait_until (client->load.stage == stages[i]);
      g_assert_finalize_object (client);
      backend_free (backend);
    }
}

static void
close_line (RegieCongress *congress, RegieClient *client)
{
  regie_client_close (client);
}

static void
test_who_hears_of_it_may_close_the_line (void)
{
  Backend *backend = backend_with_many ();
  RegieClient *client = client_new (backend, &fast);

  g_signal_connect (regie_client_get_congress (client), "loaded", G_CALLBACK (close_line), client);
  wait_until (count_messages (client) == MANY && client->load.stage == REGIE_CLIENT_LOAD_NONE);
  g_assert_cmpint (regie_client_get_link_state (client), ==, REGIE_LINK_IDLE);
  assert_in_step (client, backend);
  g_assert_finalize_object (client);
  backend_free (backend);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add_func ("/client/load/" name, function)
  ADD ("parts-become-one-state", test_parts_become_one_state);
  ADD ("records-wait-for-the-state", test_records_wait_for_the_state);
  ADD ("half-a-state-is-not-online", test_half_a_state_is_not_online);
  ADD ("another-state-takes-its-place", test_another_state_takes_its_place);
  ADD ("a-line-may-break-on-the-way", test_a_line_may_break_on_the_way);
  ADD ("a-line-may-break-while-it-is-told", test_a_line_may_break_while_it_is_told);
  ADD ("who-leaves-need-not-wait", test_who_leaves_need_not_wait);
  ADD ("who-hears-of-it-may-close-the-line", test_who_hears_of_it_may_close_the_line);
  return g_test_run ();
}
