/* scribe.c: tests of a large state that is written while life goes on
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-scribe.h"
#include "whole-backend.h"

#define MANY 1500

typedef struct
{
  guint n;
  guint freed;
  guint64 seq;
  GPtrArray *pieces;
} Reader;

static void
on_written (GPtrArray *pieces, guint64 seq, gpointer user_data)
{
  Reader *reader = user_data;

  reader->n++;
  reader->seq = seq;
  g_clear_pointer (&reader->pieces, g_ptr_array_unref);
  reader->pieces = g_ptr_array_ref (pieces);
}

static void
on_freed (gpointer user_data)
{
  ((Reader *) user_data)->freed++;
}

static void
append (RegieCongress *congress, RegieRecord *record)
{
  g_autoptr (RegieRecord) owned = record;
  g_autoptr (GError) error = NULL;

  record->seq = regie_congress_get_seq (congress) + 1;
  record->at = g_get_real_time ();
  regie_record_set_by (record, REGIE_ROLE_ADMIN, "admin");
  regie_congress_apply (congress, record, &error);
  g_assert_no_error (error);
}

static RegieRecord *
message_new (guint i)
{
  RegieRecord *state = regie_record_new (REGIE_RECORD_MESSAGE_STATE);
  g_autofree char *id = g_strdup_printf ("m%u", i);

  regie_record_set_string (state, REGIE_FIELD_MESSAGE, id);
  regie_record_set_string (state, REGIE_FIELD_STAGE, "s1");
  regie_record_set_string (state, REGIE_FIELD_TEXT, "Wann kommt das Netz, und wer zahlt es?");
  regie_record_set_string (state, REGIE_FIELD_AUTHOR, "p-7");
  regie_record_set_int (state, REGIE_FIELD_MESSAGE_KIND, REGIE_MESSAGE_QUESTION);
  regie_record_set_int (state, REGIE_FIELD_CREATED, G_GINT64_CONSTANT (1795510800000000));
  regie_record_set_int (state, REGIE_FIELD_SCORE, 0);
  return regie_record_set_int (state, REGIE_FIELD_MESSAGE_STATE,
                               i % 3 == 0 ? REGIE_MESSAGE_APPROVED : REGIE_MESSAGE_NEW);
}

static RegieCongress *
congress_with (guint n)
{
  RegieCongress *congress = regie_congress_new ();
  RegieRecord *stage = regie_record_new (REGIE_RECORD_STAGE_STATE);

  regie_record_set_string (stage, REGIE_FIELD_STAGE, "s1");
  regie_record_set_string (stage, REGIE_FIELD_TITLE, "Plenum");
  regie_record_set_int (stage, REGIE_FIELD_NUMBER, 1);
  append (congress, regie_record_set_int (stage, REGIE_FIELD_STAGE_STATE, REGIE_STAGE_LIVE));
  for (guint i = 0; i < n; i++)
    append (congress, message_new (i));
  return congress;
}

static char *
hash_of_text (GPtrArray *pieces, const RegieViewer *viewer)
{
  g_autoptr (RegieCongress) copy = regie_congress_new ();
  g_autoptr (GPtrArray) states = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *text;
  guint64 seq;

  g_assert_cmpuint (pieces->len, ==, 1);
  text = g_bytes_get_data (g_ptr_array_index (pieces, 0), &size);
  states = regie_snapshot_from_json (text, size, &seq, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (regie_congress_load (copy, states, seq, &error));
  return regie_congress_hash (copy, viewer);
}

static void
what_is_small_is_written_at_once (void)
{
  g_autoptr (RegieCongress) congress = congress_with (3);
  g_autoptr (RegieScribe) scribe =
      regie_scribe_new (congress, &REGIE_VIEWER_STAFF, REGIE_SHAPE_FRAMES);
  Reader reader = { 0 };

  g_assert_cmpuint (regie_scribe_ask (scribe, "e", on_written, &reader, on_freed), ==, 4);
  g_assert_cmpuint (reader.n, ==, 1);
  g_assert_cmpuint (reader.freed, ==, 1);
  g_assert_cmpuint (reader.seq, ==, 4);
  g_assert_cmpuint (reader.pieces->len, ==, 1);
  g_ptr_array_unref (reader.pieces);
}

/* What happens meanwhile is not in it: it stands for the seq that was told. */
static void
what_is_large_is_the_state_of_when_it_was_begun (void)
{
  const RegieViewer *viewers[] = { &REGIE_VIEWER_STAFF, &REGIE_VIEWER_AUDIENCE };

  for (guint i = 0; i < G_N_ELEMENTS (viewers); i++)
    {
      g_autoptr (RegieCongress) congress = congress_with (MANY);
      g_autoptr (RegieScribe) scribe = regie_scribe_new (congress, viewers[i], REGIE_SHAPE_TEXT);
      g_autofree char *begun = regie_congress_hash (congress, viewers[i]);
      g_autofree char *written = NULL;
      Reader first = { 0 }, second = { 0 };

      g_assert_cmpuint (regie_scribe_ask (scribe, "e", on_written, &first, on_freed), ==, MANY + 1);
      append (congress, message_new (MANY));
      regie_scribe_outdate (scribe);
      g_assert_cmpuint (first.n, ==, 0);
      /* Who comes meanwhile gets the same; what has happened follows for both of them. */
      g_assert_cmpuint (regie_scribe_ask (scribe, "e", on_written, &second, on_freed), ==,
                        MANY + 1);
      wait_until (first.n == 1 && second.n == 1);
      g_assert_true (first.pieces == second.pieces);
      g_assert_cmpuint (first.seq, ==, MANY + 1);
      g_assert_cmpuint (first.freed + second.freed, ==, 2);
      written = hash_of_text (first.pieces, viewers[i]);
      g_assert_cmpstr (written, ==, begun);

      /* It was out of date before it was there. */
      g_assert_cmpuint (regie_scribe_ask (scribe, "e", on_written, &first, on_freed), ==, MANY + 2);
      wait_until (first.n == 2);
      g_ptr_array_unref (first.pieces);
      g_ptr_array_unref (second.pieces);
    }
}

static void
what_is_written_is_kept_while_it_is_true (void)
{
  g_autoptr (RegieCongress) congress = congress_with (MANY);
  g_autoptr (RegieScribe) scribe =
      regie_scribe_new (congress, &REGIE_VIEWER_STAFF, REGIE_SHAPE_FRAMES);
  Reader first = { 0 }, second = { 0 };

  regie_scribe_ask (scribe, "e", on_written, &first, on_freed);
  wait_until (first.n == 1);
  g_assert_cmpuint (first.pieces->len, >, 2);
  regie_scribe_ask (scribe, "e", on_written, &second, on_freed);
  g_assert_cmpuint (second.n, ==, 1);
  g_assert_true (second.pieces == first.pieces);
  g_ptr_array_unref (first.pieces);
  g_ptr_array_unref (second.pieces);
}

static void
who_waits_in_vain_is_forgotten (void)
{
  g_autoptr (RegieCongress) congress = congress_with (MANY);
  RegieScribe *scribe = regie_scribe_new (congress, &REGIE_VIEWER_STAFF, REGIE_SHAPE_FRAMES);
  g_autoptr (RegieScribe) other = NULL;
  Reader reader = { 0 }, later = { 0 };

  regie_scribe_ask (scribe, "e", on_written, &reader, on_freed);
  regie_scribe_free (scribe);
  g_assert_cmpuint (reader.freed, ==, 1);
  other = regie_scribe_new (congress, &REGIE_VIEWER_STAFF, REGIE_SHAPE_FRAMES);
  regie_scribe_ask (other, "e", on_written, &later, on_freed);
  wait_until (later.n == 1);
  g_assert_cmpuint (reader.n, ==, 0);
  g_ptr_array_unref (later.pieces);
}

/* Somebody was erased: what was begun before is shown to nobody, but all who wait get something. */
static void
what_is_forgotten_is_written_anew (void)
{
  g_autoptr (RegieCongress) congress = congress_with (MANY);
  g_autoptr (RegieScribe) scribe =
      regie_scribe_new (congress, &REGIE_VIEWER_STAFF, REGIE_SHAPE_TEXT);
  g_autofree char *now = NULL;
  g_autofree char *written = NULL;
  Reader reader = { 0 };

  regie_scribe_ask (scribe, "e", on_written, &reader, on_freed);
  append (congress, message_new (MANY));
  regie_scribe_forget (scribe);
  wait_until (reader.n == 1);
  g_assert_cmpuint (reader.seq, ==, MANY + 2);
  now = regie_congress_hash (congress, &REGIE_VIEWER_STAFF);
  written = hash_of_text (reader.pieces, &REGIE_VIEWER_STAFF);
  g_assert_cmpstr (written, ==, now);

  /* What was kept is not kept any longer. */
  regie_scribe_forget (scribe);
  regie_scribe_ask (scribe, "e", on_written, &reader, on_freed);
  g_assert_cmpuint (reader.n, ==, 1);
  wait_until (reader.n == 2);
  g_ptr_array_unref (reader.pieces);
}

/* The whole way, over real sockets */

static void
import_many (Fixture *fixture)
{
  g_autoptr (RegieCongress) congress = congress_with (MANY);
  g_autoptr (GPtrArray) states = regie_congress_states (congress);
  g_autofree char *text = NULL;

  g_ptr_array_remove_index (states, 1); /* program */
  text = regie_snapshot_to_json (states, 0, "plan", NULL);
  assert_applied (fixture, ADMIN, "/v1/import", text);
}

static void
whoever_comes_into_a_large_congress_ends_where_everybody_is (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    RegieRole role;
    const RegieViewer *viewer;
  } kinds[] = {
    { REGIE_ROLE_DIRECTOR, &REGIE_VIEWER_STAFF },
    { REGIE_ROLE_PARTICIPANT, &REGIE_VIEWER_AUDIENCE },
  };

  import_many (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (Copy) copy = copy_new ();
      g_autoptr (Copy) other = copy_new ();
      g_autofree char *path = g_strdup_printf ("/v1/messages/m%u/move", 1 + i * 3);

      open_line (fixture, copy, kinds[i].role);
      /* It is announced; the thread writes, or has just written. */
      wait_until (copy->parts == 1);
      g_assert_cmpuint (copy->snapshots, ==, 0);
      assert_applied (fixture, MODERATOR, path, "{\"state\":\"approved\"}");
      open_line (fixture, other, kinds[i].role);
      assert_applied (fixture, MODERATOR, path, "{\"state\":\"new\"}");
      assert_applied (fixture, MODERATOR, path, "{\"state\":\"approved\"}");
      wait_until (copy->snapshots == 1 && is_same (fixture, copy, kinds[i].viewer));
      wait_until (other->snapshots == 1 && is_same (fixture, other, kinds[i].viewer));
      g_assert_cmpuint (copy->parts, >, 2);
    }
}

static void
who_leaves_before_it_is_written_harms_nobody (Fixture *fixture, gconstpointer data)
{
  Copy *copy = copy_new ();
  g_autoptr (Copy) other = copy_new ();

  import_many (fixture);
  open_line (fixture, copy, REGIE_ROLE_DIRECTOR);
  wait_until (copy->parts == 1);
  copy_free (copy);
  open_line (fixture, other, REGIE_ROLE_DIRECTOR);
  wait_until (other->snapshots == 1 && is_same (fixture, other, &REGIE_VIEWER_STAFF));
}

static void
who_comes_while_something_is_forgotten_gets_what_is (Fixture *fixture, gconstpointer data)
{
  RegieConductor *conductor = regie_server_get_house (fixture->server)->conductor;
  RegieCongress *congress = regie_conductor_get_congress (conductor);
  g_autoptr (Copy) copy = copy_new ();

  import_many (fixture);
  open_line (fixture, copy, REGIE_ROLE_DIRECTOR);
  wait_until (copy->parts == 1);
  assert_applied (fixture, MODERATOR, "/v1/messages/m1/move", "{\"state\":\"approved\"}");
  regie_conductor_forget_told (conductor, regie_congress_get_seq (congress));
  wait_until (copy->closed || copy->snapshots == 1);
  if (copy->closed)
    {
      /* It was half way through the old state: it comes again. */
      g_clear_object (&copy->line);
      open_line (fixture, copy, REGIE_ROLE_DIRECTOR);
    }
  wait_until (copy->snapshots == 1 && is_same (fixture, copy, &REGIE_VIEWER_STAFF));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name) g_test_add_func ("/backend/scribe/" #name, name)
#define ADD_WHOLE(name)                                                                            \
  g_test_add ("/backend/scribe/" #name, Fixture, NULL, set_up, name, tear_down)
  ADD (what_is_small_is_written_at_once);
  ADD (what_is_large_is_the_state_of_when_it_was_begun);
  ADD (what_is_written_is_kept_while_it_is_true);
  ADD (who_waits_in_vain_is_forgotten);
  ADD (what_is_forgotten_is_written_anew);
  ADD_WHOLE (who_comes_while_something_is_forgotten_gets_what_is);
  ADD_WHOLE (whoever_comes_into_a_large_congress_ends_where_everybody_is);
  ADD_WHOLE (who_leaves_before_it_is_written_harms_nobody);
  return g_test_run ();
}
