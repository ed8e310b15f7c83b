/* load.c: tests of taking over a whole state, in small steps and at once
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-congress-load.h"
#include "support.h"

/* A desk that followed the congress for a while and was away since. */
typedef struct
{
  RegieCongress *desk;
  GPtrArray *states;
  char *hash;
  /* what the desk's lists and entities told */
  guint n_told[8];
  guint n_loaded;
  guint n_notified;
} Away;

static RegieRecord *
merge_record (const char *message, const char *target)
{
  return S (message_record (REGIE_RECORD_MESSAGE_MERGE, message), TARGET, target);
}

static void
submit_some (Fixture *fixture, guint from, guint to)
{
  for (guint i = from; i < to; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%u", i);
      participant (fixture, "p1", submit_record (id, "stage-1", "Wann kommt das Netz?"));
    }
}

static char *
hash_of (RegieCongress *congress)
{
  return regie_congress_hash (congress, &REGIE_VIEWER_STAFF);
}

static void
assert_arrived (Away *away)
{
  g_autofree char *now = hash_of (away->desk);

  g_assert_cmpstr (now, ==, away->hash);
}

/* Whoever is told of one list finds all of them in their new state. */
static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, Away *away)
{
  assert_arrived (away);
}

static void
count_items_changed (GListModel *model, guint position, guint removed, guint added, guint *n)
{
  ++*n;
}

static void
on_loaded (RegieCongress *desk, Away *away)
{
  away->n_loaded++;
}

static void
on_notify (GObject *entity, GParamSpec *property, Away *away)
{
  away->n_notified++;
}

static void
watch (Away *away)
{
  GListModel *lists[] = {
    regie_congress_get_stages (away->desk),   regie_congress_get_sessions (away->desk),
    regie_congress_get_messages (away->desk), regie_congress_get_polls (away->desk),
    regie_congress_get_cues (away->desk),     regie_congress_get_posts (away->desk),
    regie_congress_get_steps (away->desk),
  };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_signal_connect (lists[i], "items-changed", G_CALLBACK (on_items_changed), away);
      g_signal_connect (lists[i], "items-changed", G_CALLBACK (count_items_changed),
                        &away->n_told[i]);
    }
  g_signal_connect (away->desk, "loaded", G_CALLBACK (on_loaded), away);
}

/* What the desk has seen, and what has happened since: some of everything a load has to get right. */
static void
go_away (Fixture *fixture, Away *away)
{
  g_autoptr (GPtrArray) seen = NULL;

  submit_some (fixture, 0, 6);
  moderator (fixture, move_record ("m0", REGIE_MESSAGE_APPROVED));
  moderator (fixture, merge_record ("m4", "m1"));
  seen = regie_congress_snapshot (fixture->congress, &REGIE_VIEWER_STAFF);
  away->desk = regie_congress_new ();
  g_assert_true (regie_congress_load (away->desk, seen, fixture->seq, NULL));

  submit_some (fixture, 6, 9);
  moderator (fixture, move_record ("m0", REGIE_MESSAGE_ON_AIR));
  moderator (fixture, move_record ("m2", REGIE_MESSAGE_APPROVED));
  moderator (fixture, move_record ("m2", REGIE_MESSAGE_NEXT));
  moderator (fixture, move_record ("m3", REGIE_MESSAGE_APPROVED));
  moderator (fixture, move_record ("m3", REGIE_MESSAGE_NEXT));
  moderator (fixture, merge_record ("m5", "m1"));
  moderator (fixture, create_poll_record ("q", REGIE_POLL_SINGLE, 3));
  away->states = regie_congress_snapshot (fixture->congress, &REGIE_VIEWER_STAFF);
  away->hash = hash_of (fixture->congress);
}

static void
come_home (Away *away)
{
  g_assert_finalize_object (away->desk);
  g_ptr_array_unref (away->states);
  g_free (away->hash);
}

static RegieCongressLoad *
load_new (Away *away)
{
  RegieCongressLoad *load = regie_congress_load_new (away->desk);

  regie_congress_load_add (load, away->states);
  return load;
}

/* Prepares everything, @n records at a time. */
static void
prepare (RegieCongressLoad *load, guint n)
{
  g_autoptr (GError) error = NULL;
  RegieLoadProgress progress;

  while ((progress = regie_congress_load_prepare (load, n, &error)) == REGIE_LOAD_MORE)
    ;
  g_assert_no_error (error);
  g_assert_cmpint (progress, ==, REGIE_LOAD_READY);
}

static void
finish (RegieCongressLoad *load, guint64 seq, guint n)
{
  regie_congress_load_commit (load, seq);
  while (regie_congress_load_settle (load, n))
    ;
  regie_congress_load_free (load);
}

static void
test_steps_lead_where_one_leads (Fixture *fixture, gconstpointer unused)
{
  for (guint n = 1; n < 40; n += 6)
    {
      Away away = { 0 };
      RegieCongressLoad *load;

      if (n > 1)
        {
          fixture_tear_down (fixture, NULL);
          fixture_set_up (fixture, NULL);
        }
      go_away (fixture, &away);
      load = load_new (&away);
      prepare (load, n);
      finish (load, fixture->seq, n);
      assert_arrived (&away);
      g_assert_cmpuint (regie_congress_get_seq (away.desk), ==, fixture->seq);
      come_home (&away);
    }
}

/* What is found from the messages is right as well: the same deeds lead to the same state. */
static void
test_what_follows_is_loaded_too (Fixture *fixture, gconstpointer unused)
{
  Away away = { 0 };
  RegieCongressLoad *load;
  Fixture desk;

  go_away (fixture, &away);
  load = load_new (&away);
  prepare (load, 2);
  finish (load, fixture->seq, 2);
  desk = (Fixture) { away.desk, fixture->seq, fixture->at };

  g_autoptr (GPtrArray) merged = regie_congress_dup_merged (away.desk, "m1");
  g_assert_cmpuint (merged->len, ==, 2);
  /* Those behind it in Next close up. */
  moderator (fixture, move_record ("m2", REGIE_MESSAGE_APPROVED));
  moderator (&desk, move_record ("m2", REGIE_MESSAGE_APPROVED));
  g_autofree char *here = hash_of (fixture->congress);
  g_autofree char *there = hash_of (away.desk);
  g_assert_cmpstr (here, ==, there);
  come_home (&away);
}

static void
test_nobody_sees_half_a_state (Fixture *fixture, gconstpointer unused)
{
  Away away = { 0 };
  RegieCongressLoad *load;
  g_autofree char *before = NULL;
  g_autofree char *prepared = NULL;

  go_away (fixture, &away);
  before = hash_of (away.desk);
  watch (&away);
  load = load_new (&away);
  prepare (load, 1);
  prepared = hash_of (away.desk);
  g_assert_cmpstr (prepared, ==, before);
  g_assert_cmpuint (away.n_loaded, ==, 0);

  regie_congress_load_commit (load, fixture->seq);
  assert_arrived (&away);
  /* stages, sessions, messages, polls, cues, posts, steps */
  g_assert_cmpmem (away.n_told, sizeof away.n_told, ((guint[8]) { 0, 0, 1, 1, 0, 0, 1, 0 }),
                   sizeof away.n_told);
  g_assert_cmpuint (away.n_loaded, ==, 1);
  while (regie_congress_load_settle (load, 1))
    ;
  regie_congress_load_free (load);
  come_home (&away);
}

static void
test_entities_keep_their_objects (Fixture *fixture, gconstpointer unused)
{
  Away away = { 0 };
  RegieMessage *changed, *same;
  RegieCongressLoad *load;

  go_away (fixture, &away);
  changed = regie_congress_find_message (away.desk, "m0");
  same = regie_congress_find_message (away.desk, "m4");
  g_signal_connect (same, "notify", G_CALLBACK (on_notify), &away);
  load = load_new (&away);
  prepare (load, 2);
  finish (load, fixture->seq, 1);
  g_assert_true (regie_congress_find_message (away.desk, "m0") == changed);
  g_assert_true (regie_congress_find_message (away.desk, "m4") == same);
  g_assert_cmpuint (away.n_notified, ==, 0);
  g_assert_cmpint (regie_message_state (changed)->message_state, ==, REGIE_MESSAGE_ON_AIR);
  come_home (&away);
}

static void
test_what_changed_is_notified (Fixture *fixture, gconstpointer unused)
{
  Away away = { 0 };
  RegieCongressLoad *load;

  go_away (fixture, &away);
  g_signal_connect (regie_congress_find_message (away.desk, "m0"), "notify::message-state",
                    G_CALLBACK (on_notify), &away);
  load = load_new (&away);
  prepare (load, 2);
  finish (load, fixture->seq, 1);
  g_assert_cmpuint (away.n_notified, ==, 1);
  come_home (&away);
}

static void
test_what_is_gone_is_let_go (Fixture *fixture, gconstpointer unused)
{
  Away away = { 0 };
  RegieMessage *message;
  RegieCongressLoad *load;

  go_away (fixture, &away);
  message = regie_congress_find_message (away.desk, "m3");
  g_object_add_weak_pointer (G_OBJECT (message), (gpointer *) &message);
  for (guint i = away.states->len; i-- > 0;)
    if (g_strcmp0 (((RegieRecord *) g_ptr_array_index (away.states, i))->message, "m3") == 0)
      g_ptr_array_remove_index (away.states, i);
  load = load_new (&away);
  prepare (load, 2);
  finish (load, fixture->seq, 1);
  g_assert_null (regie_congress_find_message (away.desk, "m3"));
  g_assert_null (message);
  come_home (&away);
}

static void
test_giving_up_changes_nothing (Fixture *fixture, gconstpointer unused)
{
  Away away = { 0 };
  RegieCongressLoad *load;
  RegieMessage *message;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  go_away (fixture, &away);
  before = hash_of (away.desk);
  watch (&away);
  message = regie_congress_find_message (away.desk, "m0");
  g_signal_connect (message, "notify", G_CALLBACK (on_notify), &away);
  load = load_new (&away);
  g_assert_cmpint (regie_congress_load_prepare (load, 9, NULL), ==, REGIE_LOAD_MORE);
  regie_congress_load_free (load);
  after = hash_of (away.desk);
  g_assert_cmpstr (before, ==, after);
  g_assert_true (regie_congress_find_message (away.desk, "m0") == message);
  g_assert_cmpuint (away.n_notified + away.n_loaded, ==, 0);
  come_home (&away);
}

/* What was prepared from an older congress is made anew. */
static void
test_a_change_in_between_is_noticed (Fixture *fixture, gconstpointer unused)
{
  Away away = { 0 };
  RegieCongressLoad *load;
  Fixture desk;

  go_away (fixture, &away);
  desk = (Fixture) { away.desk, regie_congress_get_seq (away.desk), fixture->at };
  load = load_new (&away);
  prepare (load, 3);
  moderator (&desk, move_record ("m5", REGIE_MESSAGE_APPROVED));
  participant (&desk, "p2", submit_record ("m8", "stage-2", "Und wir?"));
  finish (load, fixture->seq, 2);
  assert_arrived (&away);
  come_home (&away);
}

static void
test_parts_make_a_whole (Fixture *fixture, gconstpointer unused)
{
  Away away = { 0 };
  g_autoptr (RegieCongressLoad) load = NULL;

  go_away (fixture, &away);
  load = regie_congress_load_new (away.desk);
  for (guint i = 0; i < away.states->len; i++)
    {
      g_autoptr (GPtrArray) part = g_ptr_array_new ();

      g_ptr_array_add (part, g_ptr_array_index (away.states, i));
      regie_congress_load_add (load, part);
      if (i % 3 == 0)
        prepare (load, 1);
    }
  prepare (load, 1);
  finish (g_steal_pointer (&load), fixture->seq, 1);
  assert_arrived (&away);
  come_home (&away);
}

static void
test_what_is_no_state_is_refused (Fixture *fixture, gconstpointer unused)
{
  Away away = { 0 };
  g_autoptr (RegieRecord) deed = move_record ("m0", REGIE_MESSAGE_REJECTED);
  g_autoptr (RegieCongressLoad) load = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  go_away (fixture, &away);
  before = hash_of (away.desk);
  g_ptr_array_add (away.states, regie_record_ref (deed));
  load = load_new (&away);
  g_assert_cmpint (regie_congress_load_prepare (load, G_MAXUINT, &error), ==, REGIE_LOAD_FAILED);
  g_assert_error (error, REGIE_RULE_ERROR, REGIE_RULE_INVALID);
  g_clear_pointer (&load, regie_congress_load_free);
  after = hash_of (away.desk);
  g_assert_cmpstr (before, ==, after);
  come_home (&away);
}

static void
test_stages_stand_in_their_new_order (Fixture *fixture, gconstpointer unused)
{
  Away away = { 0 };

  go_away (fixture, &away);
  for (guint i = 0; i < away.states->len; i++)
    {
      RegieRecord *state = g_ptr_array_index (away.states, i);

      if (state->type == REGIE_RECORD_STAGE_STATE)
        I (state, NUMBER, 4 - state->number);
    }
  g_assert_true (regie_congress_load (away.desk, away.states, fixture->seq, NULL));
  g_autoptr (RegieStage) first = g_list_model_get_item (regie_congress_get_stages (away.desk), 0);
  g_assert_cmpstr (regie_stage_state (first)->stage, ==, "stage-3");
  g_clear_object (&first);
  come_home (&away);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/load/steps-lead-where-one-leads", test_steps_lead_where_one_leads);
  ADD ("/load/what-follows-is-loaded-too", test_what_follows_is_loaded_too);
  ADD ("/load/nobody-sees-half-a-state", test_nobody_sees_half_a_state);
  ADD ("/load/entities-keep-their-objects", test_entities_keep_their_objects);
  ADD ("/load/what-changed-is-notified", test_what_changed_is_notified);
  ADD ("/load/what-is-gone-is-let-go", test_what_is_gone_is_let_go);
  ADD ("/load/giving-up-changes-nothing", test_giving_up_changes_nothing);
  ADD ("/load/a-change-in-between-is-noticed", test_a_change_in_between_is_noticed);
  ADD ("/load/parts-make-a-whole", test_parts_make_a_whole);
  ADD ("/load/what-is-no-state-is-refused", test_what_is_no_state_is_refused);
  ADD ("/load/stages-stand-in-their-new-order", test_stages_stand_in_their_new_order);
  return g_test_run ();
}
