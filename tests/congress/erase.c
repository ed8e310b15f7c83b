/* erase.c: a person goes: what is left of them in the state, and in the records that led there
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "deeds.h"

#include "regie-erasure.h"

#define ROUNDS 60
#define DEEDS 160
#define LATER_DEEDS 80

static const RegieRecord *
state_of (Fixture *fixture, const char *id)
{
  return regie_message_state (regie_congress_find_message (fixture->congress, id));
}

static RegieRecord *
erase_record (const char *author, const char *pseudonym, const char *const *messages)
{
  RegieRecord *record = regie_record_new (REGIE_RECORD_PERSON_ERASE);

  S (S (record, AUTHOR, author), TARGET, pseudonym);
  return regie_record_set_strings (record, REGIE_FIELD_MESSAGES, messages);
}

#define erase(fixture, author, ...)                                                                \
  director (fixture, erase_record (author, "r", (const char *const[]) { __VA_ARGS__, NULL }))

static RegieRecord *
upvote_record (const char *message)
{
  return I (message_record (REGIE_RECORD_MESSAGE_UPVOTE, message), ON, TRUE);
}

static void
test_nothing_of_what_was_written_stays (Fixture *fixture, gconstpointer unused)
{
  participant (fixture, "p1", submit_record ("m1", "stage-1", "Ich, Anna Muster, frage"));
  moderator (fixture, S (message_record (REGIE_RECORD_MESSAGE_EDIT, "m1"), TEXT, "Frau M. fragt"));
  moderator (fixture, S (message_record (REGIE_RECORD_MESSAGE_NOTE, "m1"), NOTE, "Anna kenne ich"));
  moderator (fixture, S (move_record ("m1", REGIE_MESSAGE_ANSWERED), ANSWER, "Liebe Anna, nein."));
  moderator (fixture, I (message_record (REGIE_RECORD_MESSAGE_RESTRAIN, "m1"), RESTRAINT,
                         REGIE_RESTRAINT_SLOW));
  erase (fixture, "p1", "m1");

  const RegieRecord *state = state_of (fixture, "m1");
  g_assert_cmpstr (state->text, ==, "");
  g_assert_true (state->erased);
  g_assert_cmpint (state->message_state, ==, REGIE_MESSAGE_WITHDRAWN);
  g_assert_cmpint (state->rev, ==, (gint64) fixture->seq);
  g_assert_null (state->original);
  g_assert_null (state->note);
  g_assert_null (state->answer);
  g_assert_null (state->author);
  g_assert_false (regie_record_has (state, EDITED));
  g_assert_false (regie_record_has (state, RESTRAINT));
  /* No step is left that could bring one of the texts back. */
  g_assert_cmpuint (g_list_model_get_n_items (regie_congress_get_steps (fixture->congress)), ==, 0);
}

static void
test_what_is_on_air_leaves_it (Fixture *fixture, gconstpointer unused)
{
  participant (fixture, "p1", submit_record ("m1", "stage-1", "Und?"));
  moderator (fixture, move_record ("m1", REGIE_MESSAGE_ON_AIR));
  erase (fixture, "p1", "m1");

  const RegieRecord *stage =
      regie_stage_state (regie_congress_find_stage (fixture->congress, "stage-1"));
  g_assert_cmpint (stage->overlay, ==, REGIE_OVERLAY_NONE);
  g_assert_null (stage->target);
  /* The slot is free. */
  participant (fixture, "p2", submit_record ("m2", "stage-1", "Und nun?"));
  moderator (fixture, move_record ("m2", REGIE_MESSAGE_ON_AIR));
}

static void
test_it_is_for_good (Fixture *fixture, gconstpointer unused)
{
  participant (fixture, "p1", submit_record ("m1", "stage-1", "Und?"));
  erase (fixture, "p1", "m1");

  const char *id = "m1";
  RegieRecord *state = message_record (REGIE_RECORD_MESSAGE_STATE, id);
  S (S (state, STAGE, "stage-1"), TEXT, "Und?");
  I (I (I (state, MESSAGE_STATE, REGIE_MESSAGE_NEW), MESSAGE_KIND, 0), CREATED, T0);
  refuse (fixture, REGIE_ROLE_ADMIN, "admin", state, REGIE_RULE_CONFLICT);
  refuse (fixture, REGIE_ROLE_DIRECTOR, "dir", move_record (id, REGIE_MESSAGE_APPROVED),
          REGIE_RULE_CONFLICT);
  refuse (fixture, REGIE_ROLE_DIRECTOR, "dir",
          S (message_record (REGIE_RECORD_MESSAGE_NOTE, id), NOTE, "Es ging um …"),
          REGIE_RULE_CONFLICT);
  refuse (fixture, REGIE_ROLE_DIRECTOR, "dir",
          I (message_record (REGIE_RECORD_MESSAGE_RESTRAIN, id), RESTRAINT, 1),
          REGIE_RULE_CONFLICT);
  /* Again changes nothing. */
  g_autofree char *before = regie_congress_hash (fixture->congress, &REGIE_VIEWER_STAFF);
  erase (fixture, "r", "m1");
  g_autofree char *after = regie_congress_hash (fixture->congress, &REGIE_VIEWER_STAFF);
  g_assert_cmpstr (before, ==, after);
}

static void
test_nobody_elses_message_goes (Fixture *fixture, gconstpointer unused)
{
  static const char *const both[] = { "m1", "m2", NULL };
  static const char *const unknown[] = { "m9", NULL };

  participant (fixture, "p1", submit_record ("m1", "stage-1", "Und?"));
  participant (fixture, "p2", submit_record ("m2", "stage-1", "Und nun?"));
  refuse (fixture, REGIE_ROLE_DIRECTOR, "dir", erase_record ("p1", "r", both), REGIE_RULE_CONFLICT);
  refuse (fixture, REGIE_ROLE_DIRECTOR, "dir", erase_record ("p1", "r", unknown),
          REGIE_RULE_UNKNOWN);
  refuse (fixture, REGIE_ROLE_DIRECTOR, "dir", erase_record ("p1", NULL, both), REGIE_RULE_INVALID);
}

static void
test_what_others_wrote_comes_back (Fixture *fixture, gconstpointer unused)
{
  participant (fixture, "p1", submit_record ("m1", "stage-1", "Und?"));
  participant (fixture, "p1", submit_record ("m2", "stage-1", "Wirklich?"));
  participant (fixture, "p2", submit_record ("m3", "stage-1", "Und nun?"));
  moderator (fixture, S (message_record (REGIE_RECORD_MESSAGE_MERGE, "m3"), TARGET, "m1"));
  moderator (fixture, S (message_record (REGIE_RECORD_MESSAGE_MERGE, "m2"), TARGET, "m1"));
  erase (fixture, "p1", "m1", "m2");

  g_assert_cmpint (state_of (fixture, "m3")->message_state, ==, REGIE_MESSAGE_APPROVED);
  g_assert_null (state_of (fixture, "m3")->target);
  g_assert_cmpint (state_of (fixture, "m2")->message_state, ==, REGIE_MESSAGE_WITHDRAWN);
}

static void
test_a_bulk_step_keeps_what_is_not_the_persons (Fixture *fixture, gconstpointer unused)
{
  static const char *const both[] = { "m1", "m2", NULL };
  RegieRecord *move =
      I (regie_record_new (REGIE_RECORD_MESSAGE_MOVE), MESSAGE_STATE, REGIE_MESSAGE_NEXT);

  participant (fixture, "p1", submit_record ("m1", "stage-1", "Und?"));
  participant (fixture, "p2", submit_record ("m2", "stage-1", "Und nun?"));
  moderator (fixture, regie_record_set_strings (move, REGIE_FIELD_MESSAGES, both));
  g_autofree char *step = g_strdup_printf ("%" G_GUINT64_FORMAT, fixture->seq);
  erase (fixture, "p1", "m1");

  moderator (fixture, S (regie_record_new (REGIE_RECORD_MESSAGE_UNDO), STEP, step));
  g_assert_cmpint (state_of (fixture, "m2")->message_state, ==, REGIE_MESSAGE_APPROVED);
  g_assert_cmpint (state_of (fixture, "m1")->message_state, ==, REGIE_MESSAGE_WITHDRAWN);
}

static void
vote (Fixture *fixture, const char *who, const char *poll, const char *option)
{
  participant (fixture, who, ballot_record (poll, 1, (const char *const[]) { option, NULL }));
}

static void
test_votes (Fixture *fixture, gconstpointer unused)
{
  participant (fixture, "p1", submit_record ("m1", "stage-1", "Und?"));
  participant (fixture, "p2", submit_record ("m2", "stage-1", "Und nun?"));
  participant (fixture, "p1", upvote_record ("m2"));
  participant (fixture, "p3", upvote_record ("m2"));
  for (int i = 0; i < 2; i++)
    {
      const char *poll = i == 0 ? "running" : "over";
      moderator (fixture, create_poll_record (poll, REGIE_POLL_SINGLE, 2));
      moderator (fixture, poll_record (REGIE_RECORD_POLL_OPEN, poll));
      vote (fixture, "p1", poll, "a");
      vote (fixture, "p3", poll, "b");
    }
  moderator (fixture, poll_record (REGIE_RECORD_POLL_CLOSE, "over"));
  apply (fixture, REGIE_ROLE_SYSTEM, NULL,
         regie_congress_tally_poll (fixture->congress, "over", TRUE));
  g_ptr_array_unref (regie_congress_take_tallies (fixture->congress));
  g_autoptr (GPtrArray) polls = regie_congress_dup_running_polls_of (fixture->congress, "p1");
  g_assert_cmpuint (polls->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (polls, 0), ==, "running");
  erase (fixture, "p1", "m1");

  g_assert_null (regie_congress_get_ballot (fixture->congress, "running", "p1"));
  g_assert_null (regie_congress_get_ballot (fixture->congress, "running", "r"));
  g_assert_null (regie_congress_get_ballot (fixture->congress, "over", "p1"));
  g_assert_cmpstr (regie_congress_get_ballot (fixture->congress, "over", "r")[0], ==, "a");
  /* What is counted anew is told without being asked for: the running poll and the score. */
  g_autoptr (GPtrArray) tallies = regie_congress_take_tallies (fixture->congress);
  g_assert_cmpuint (tallies->len, ==, 2);
  const RegieRecord *tally = g_ptr_array_index (tallies, 0);
  g_assert_cmpstr (tally->poll, ==, "running");
  g_assert_cmpint (tally->voters, ==, 1);
  const RegieRecord *scores = g_ptr_array_index (tallies, 1);
  const RegieEntry *score = g_ptr_array_index (scores->entries, 0);
  g_assert_cmpstr (score->id, ==, "m2");
  g_assert_cmpint (score->count, ==, 1);
  g_autoptr (RegieRecord) over = regie_congress_tally_poll (fixture->congress, "over", FALSE);
  g_assert_cmpint (over->voters, ==, 2);
}

static void
test_who_hears_what (Fixture *fixture, gconstpointer unused)
{
  static const char *const ids[] = { "m1", "m2", NULL };
  g_autoptr (RegieRecord) record = erase_record ("p1", "r", ids);

  participant (fixture, "p1", submit_record ("m1", "stage-1", "Sichtbar"));
  participant (fixture, "p1", submit_record ("m2", "stage-2", "Noch nicht freigegeben"));
  regie_record_set_strings (record, REGIE_FIELD_IDS, (const char *const[]) { "q", NULL });
  apply (fixture, REGIE_ROLE_PARTICIPANT, "p1", regie_record_ref (record));

  g_autoptr (GPtrArray) staff =
      regie_congress_project (fixture->congress, record, &REGIE_VIEWER_STAFF);
  g_assert_cmpuint (staff->len, ==, 1);
  const RegieRecord *heard = g_ptr_array_index (staff, 0);
  g_assert_cmpstr (heard->messages[1], ==, "m2");
  g_assert_null (heard->author);
  g_assert_null (heard->target);
  g_assert_null (heard->ids);
  g_assert_null (heard->by.id);
  g_autoptr (GPtrArray) audience =
      regie_congress_project (fixture->congress, record, &REGIE_VIEWER_AUDIENCE);
  g_assert_cmpuint (audience->len, ==, 1);
  const RegieRecord *gone = g_ptr_array_index (audience, 0);
  g_assert_cmpint (gone->type, ==, REGIE_RECORD_GONE);
  g_assert_cmpstr (gone->message, ==, "m1");
}

static void
test_who_may (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    RegieRole role;
    gboolean oneself;
    gboolean by_message;
  } rows[] = {
    { REGIE_ROLE_PARTICIPANT, TRUE, FALSE }, { REGIE_ROLE_SCREEN, FALSE, FALSE },
    { REGIE_ROLE_MODERATOR, FALSE, FALSE },  { REGIE_ROLE_DIRECTOR, FALSE, TRUE },
    { REGIE_ROLE_ADMIN, FALSE, TRUE },
  };
  g_autoptr (RegieRecord) oneself = regie_record_new (REGIE_RECORD_PERSON_ERASE);
  g_autoptr (RegieRecord) by_message = message_record (REGIE_RECORD_PERSON_ERASE, "m1");

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const RegieViewer viewer = { .role = rows[i].role, .id = "x" };
      g_assert_cmpint (regie_viewer_may (fixture->congress, &viewer, oneself, NULL), ==,
                       rows[i].oneself);
      g_assert_cmpint (regie_viewer_may (fixture->congress, &viewer, by_message, NULL), ==,
                       rows[i].by_message);
    }
}

/* The records of the past. */

/** Returns: (transfer full): @journal as it is to stand after @erase */
static GPtrArray *
rewritten (GPtrArray *journal, const RegieRecord *erase)
{
  g_autoptr (RegieErasure) erasure = regie_erasure_new (erase);
  GPtrArray *next = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);

  for (guint i = 0; i < journal->len; i++)
    regie_erasure_see (erasure, g_ptr_array_index (journal, i));
  for (guint i = 0; i < journal->len; i++)
    {
      RegieRecord *record = g_ptr_array_index (journal, i);
      RegieRecord *instead = regie_erasure_rewrite (erasure, record);
      g_ptr_array_add (next, instead != NULL ? instead : regie_record_ref (record));
    }
  return next;
}

static gboolean
tells (const RegieRecord *record, const char *text)
{
  REGIE_FOREACH_FIELD (field, record->has)
    {
      RegieFieldKind kind = regie_field_kind (field);
      if ((kind == REGIE_KIND_TEXT || kind == REGIE_KIND_ID)
          && strstr (regie_record_get_string (record, field), text) != NULL)
        return TRUE;
      if (kind == REGIE_KIND_STRINGS
          && g_strv_contains (regie_record_get_strings (record, field), text))
        return TRUE;
      if (kind == REGIE_KIND_ENTRIES
          && regie_entries_find (regie_record_get_entries (record, field), text) != NULL)
        return TRUE;
    }
  return g_strcmp0 (record->by.id, text) == 0;
}

static void
assert_silent (GPtrArray *journal, const char *text)
{
  for (guint i = 0; i < journal->len; i++)
    g_assert_false (tells (g_ptr_array_index (journal, i), text));
}

static void
test_a_refused_text_goes_as_well (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) journal =
      g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);
  g_autoptr (RegieRecord) erase = erase_record ("p1", "r", (const char *const[]) { "m1", NULL });
  RegieRecord *several = regie_record_set_strings (
      I (regie_record_new (REGIE_RECORD_MESSAGE_MOVE), MESSAGE_STATE, REGIE_MESSAGE_REJECTED),
      REGIE_FIELD_MESSAGES, (const char *const[]) { "m1", "m2", NULL });
  RegieRecord *records[] = {
    submit_record ("m1", "stage-1", "Geheimes"),
    /* Under an id that was taken, by whomever: refused, and none of the other's words. */
    submit_record ("m2", "stage-1", "Geheimes zum zweiten"),
    submit_record ("m2", "stage-1", "Offenes"),
    S (move_record ("m2", REGIE_MESSAGE_REJECTED), REASON, "tone: Bitte freundlich"),
    S (move_record ("m1", REGIE_MESSAGE_REJECTED), REASON, "tone: Geheimes, bitte"),
    /* What was said to several at once stays, also where it is said to the person alone. */
    S (several, REASON, "tone: Beide, bitte"),
    S (move_record ("m1", REGIE_MESSAGE_REJECTED), REASON, "tone: Beide, bitte"),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (records); i++)
    {
      regie_record_set_by (records[i], REGIE_ROLE_PARTICIPANT, i < 2 ? "p1" : "p2");
      g_ptr_array_add (journal, records[i]);
    }
  g_autoptr (GPtrArray) next = rewritten (journal, erase);
  assert_silent (next, "Geheimes");
  assert_silent (next, "p1");
  g_assert_cmpstr (((RegieRecord *) next->pdata[2])->text, ==, "Offenes");
  g_assert_cmpstr (((RegieRecord *) next->pdata[3])->reason, ==, "tone: Bitte freundlich");
  g_assert_true (g_str_has_prefix (((RegieRecord *) next->pdata[4])->reason, "tone: (erased"));
  g_assert_cmpstr (((RegieRecord *) next->pdata[5])->reason, ==, "tone: Beide, bitte");
  g_assert_cmpstr (((RegieRecord *) next->pdata[6])->reason, ==, "tone: Beide, bitte");
}

static void
keep (RegieCongress *congress, RegieRecord *record, gpointer journal)
{
  g_ptr_array_add (journal, regie_record_copy (record));
}

/** Asserts that whoever replays @clean onto @states is where everybody is. */
static void
assert_leads_here (Fixture *fixture, GPtrArray *states, GPtrArray *clean)
{
  RegieCongress *again = regie_congress_new ();

  g_assert_true (regie_congress_load (again, states, 0, NULL));
  for (guint i = 0; i < clean->len; i++)
    {
      g_autoptr (GError) error = NULL;
      regie_congress_apply (again, clean->pdata[i], &error);
      g_assert_no_error (error);
    }
  g_autofree char *here = regie_congress_hash (fixture->congress, &REGIE_VIEWER_STAFF);
  g_autofree char *there = regie_congress_hash (again, &REGIE_VIEWER_STAFF);
  g_assert_cmpstr (here, ==, there);
  g_assert_finalize_object (again);
}

/* A change cuts off what could have been done again; what changes nothing does not. */
static void
test_a_change_stays_one (Fixture *fixture, gconstpointer unused)
{
  static const char *const texts[] = { "Eins", "Zwei", "Zwei" };
  g_autoptr (RegieRecord) erase = erase_record ("p1", "r", (const char *const[]) { "m1", NULL });

  for (guint to = 1; to < G_N_ELEMENTS (texts); to++)
    {
      g_autoptr (GPtrArray) journal =
          g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);
      Fixture own = { 0 };

      fixture_set_up (&own, NULL);
      g_autoptr (GPtrArray) states = regie_congress_snapshot (own.congress, &REGIE_VIEWER_STAFF);
      g_signal_connect (own.congress, "applied", G_CALLBACK (keep), journal);
      participant (&own, "p1", submit_record ("m1", "stage-1", texts[to - 1]));
      participant (&own, "p2", submit_record ("m2", "stage-1", "Und?"));
      moderator (&own, move_record ("m2", REGIE_MESSAGE_NEXT));
      g_autofree char *step = g_strdup_printf ("%" G_GUINT64_FORMAT, own.seq);
      moderator (&own, S (regie_record_new (REGIE_RECORD_MESSAGE_UNDO), STEP, step));
      moderator (&own, S (message_record (REGIE_RECORD_MESSAGE_EDIT, "m1"), TEXT, texts[to]));
      g_assert_cmpint (regie_congress_find_step (own.congress, step) == NULL, ==, to == 1);
      director (&own, regie_record_copy (erase));
      g_autoptr (GPtrArray) clean = rewritten (journal, erase);
      assert_leads_here (&own, states, clean);
      fixture_tear_down (&own, NULL);
    }
}

static void
enter (Fixture *fixture, const char *who, const char *word, const char *other)
{
  participant (fixture, who, ballot_record ("w", 1, (const char *const[]) { word, other, NULL }));
  apply (fixture, REGIE_ROLE_SYSTEM, NULL,
         regie_congress_tally_poll (fixture->congress, "w", FALSE));
}

static void
test_words_of_a_running_cloud_go (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) journal =
      g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);
  g_autoptr (RegieRecord) erase = erase_record ("p1", "r", (const char *const[]) { "m1", NULL });

  g_autoptr (GPtrArray) states = regie_congress_snapshot (fixture->congress, &REGIE_VIEWER_STAFF);
  g_signal_connect (fixture->congress, "applied", G_CALLBACK (keep), journal);
  participant (fixture, "p1", submit_record ("m1", "stage-1", "Und?"));
  moderator (fixture, create_poll_record ("w", REGIE_POLL_WORDS, 0));
  moderator (fixture, poll_record (REGIE_RECORD_POLL_OPEN, "w"));
  enter (fixture, "p1", "musterstadt", "netz");
  enter (fixture, "p2", "netz", "geld");
  regie_record_set_strings (erase, REGIE_FIELD_IDS, (const char *const[]) { "w", NULL });
  director (fixture, regie_record_ref (erase));
  apply (fixture, REGIE_ROLE_SYSTEM, NULL,
         regie_congress_tally_poll (fixture->congress, "w", FALSE));
  g_autoptr (GPtrArray) clean = rewritten (journal, erase);
  assert_silent (clean, "musterstadt");
  assert_silent (clean, "p1");

  /* With the tally that follows, who has the clean records is where the others are. */
  assert_leads_here (fixture, states, clean);
  const RegieRecord *poll = regie_poll_state (regie_congress_find_poll (fixture->congress, "w"));
  g_assert_cmpuint (poll->entries->len, ==, 2);
  g_assert_nonnull (regie_entries_find (poll->entries, "netz"));
}

/** A participant's texts that tell them apart from everybody else's. */
static void
write_something (Play *play, guint number)
{
  g_autofree char *text = g_strdup_printf ("GEHEIM %u", number / 3 % 3);
  g_autofree char *id = g_strdup_printf ("m%02d", play_roll (play, PLAY_MESSAGES));
  RegieMessage *message = regie_congress_find_message (play->fixture.congress, id);
  gboolean secret = g_strcmp0 (regie_message_state (message)->author, "p1") == 0;
  RegieRecordType types[] = { REGIE_RECORD_MESSAGE_EDIT, REGIE_RECORD_MESSAGE_NOTE,
                              REGIE_RECORD_MESSAGE_ANSWER };
  RegieRecord *record = message_record (types[number % 3], id);
  RegieField field = number % 3 == 0   ? REGIE_FIELD_TEXT
                     : number % 3 == 1 ? REGIE_FIELD_NOTE
                                       : REGIE_FIELD_ANSWER;

  if (regie_message_state (message)->erased)
    secret = TRUE;
  regie_record_set_string (record, field, secret ? text : "Offen");
  play_apply (play, REGIE_ROLE_MODERATOR, play_person (play_roll (play, PLAY_STAFF)), record);
}

static void
play_poll (Play *play, const char *poll, gboolean close)
{
  play_apply (play, REGIE_ROLE_MODERATOR, "mod-1", create_poll_record (poll, REGIE_POLL_SINGLE, 3));
  play_apply (play, REGIE_ROLE_MODERATOR, "mod-1", poll_record (REGIE_RECORD_POLL_OPEN, poll));
  for (int i = 0; i < 5; i++)
    {
      g_autofree char *who = g_strdup_printf ("p%d", i);
      play_apply (play, REGIE_ROLE_PARTICIPANT, who,
                  ballot_record (poll, 1, (const char *const[]) { i % 2 ? "a" : "b", NULL }));
    }
  if (!close)
    return;
  play_apply (play, REGIE_ROLE_MODERATOR, "mod-1", poll_record (REGIE_RECORD_POLL_CLOSE, poll));
  play_apply (play, REGIE_ROLE_SYSTEM, NULL,
              regie_congress_tally_poll (play->fixture.congress, poll, TRUE));
}

static void
play_on (Play *play, guint deeds)
{
  for (guint i = 0; i < deeds; i++)
    if (play_roll (play, 3) == 0)
      write_something (play, (guint) play_roll (play, 100));
    else
      play_anything (play);
}

/** Replays @journal, of which what is refused is refused here as it was there. */
static RegieCongress *
replay (GPtrArray *journal)
{
  RegieCongress *congress = regie_congress_new ();

  for (guint i = 0; i < journal->len; i++)
    regie_congress_apply (congress, g_ptr_array_index (journal, i), NULL);
  return congress;
}

static void
assert_same (RegieCongress *a, RegieCongress *b)
{
  const RegieViewer *viewers[] = { &REGIE_VIEWER_STAFF, &REGIE_VIEWER_AUDIENCE };

  for (gsize i = 0; i < G_N_ELEMENTS (viewers); i++)
    {
      g_autofree char *x = regie_congress_hash (a, viewers[i]);
      g_autofree char *y = regie_congress_hash (b, viewers[i]);
      g_assert_cmpstr (x, ==, y);
    }
  g_autoptr (GPtrArray) counts = regie_congress_take_tallies (a);
  g_autoptr (GPtrArray) others = regie_congress_take_tallies (b);
  g_assert_cmpuint (counts->len, ==, others->len);
  for (guint i = 0; i < counts->len; i++)
    g_assert_true (regie_record_equal (counts->pdata[i], others->pdata[i]));
}

static RegieRecord *
play_erase_record (Play *play)
{
  RegieRecord *erase =
      erase_record ("p1", "r", (const char *const[]) { "m01", "m06", "m11", NULL });
  g_autoptr (GPtrArray) polls = regie_congress_dup_running_polls_of (play->fixture.congress, "p1");

  if (polls->len > 0)
    regie_record_set_strings (erase, REGIE_FIELD_IDS, (const char *const *) polls->pdata);
  return erase;
}

static void
play_a_life (guint32 seed, gboolean with_polls)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (seed);
  Play play = { 0 };
  Follower desk = { 0 };
  Follower audience = { 0 };

  play_begin (&play, dice);
  follower_begin (&desk, &play, &REGIE_VIEWER_STAFF);
  /* One who hears of counts with their seq, as the audience does, is not what a Follower is. */
  if (!with_polls)
    follower_begin (&audience, &play, &REGIE_VIEWER_AUDIENCE);
  if (with_polls)
    {
      play_poll (&play, "over", TRUE);
      play_poll (&play, "running", FALSE);
    }
  play_on (&play, DEEDS);
  g_autoptr (RegieRecord) erase = play_erase_record (&play);
  g_assert_true (play_apply (&play, REGIE_ROLE_DIRECTOR, "dir", regie_record_ref (erase)));

  g_autoptr (GPtrArray) clean = rewritten (play.journal, erase);
  g_assert_cmpuint (clean->len, ==, play.journal->len);
  assert_silent (clean, "GEHEIM");
  assert_silent (clean, "p1");
  RegieCongress *was = replay (play.journal);
  RegieCongress *is = replay (clean);
  assert_same (was, is);

  /* Whatever happens later, to whom the past is the one or the other, is the same to both. */
  guint then = play.journal->len;
  play_on (&play, LATER_DEEDS);
  for (guint i = then; i < play.journal->len; i++)
    {
      RegieRecord *record = play.journal->pdata[i];
      g_assert_cmpint (regie_congress_apply (was, record, NULL), ==,
                       regie_congress_apply (is, record, NULL));
    }
  assert_same (was, is);
  follower_end (&desk, &play);
  if (!with_polls)
    follower_end (&audience, &play);
  g_assert_finalize_object (was);
  g_assert_finalize_object (is);
  play_end (&play);
}

static void
test_the_rewritten_past_leads_to_the_same (void)
{
  for (guint32 seed = 1; seed <= ROUNDS; seed++)
    {
      g_test_message ("seed %u", seed);
      play_a_life (seed, seed % 2);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/erase/nothing-written-stays", test_nothing_of_what_was_written_stays);
  ADD ("/erase/leaves-the-air", test_what_is_on_air_leaves_it);
  ADD ("/erase/for-good", test_it_is_for_good);
  ADD ("/erase/nobody-elses", test_nobody_elses_message_goes);
  ADD ("/erase/merged-by-others-comes-back", test_what_others_wrote_comes_back);
  ADD ("/erase/bulk-steps", test_a_bulk_step_keeps_what_is_not_the_persons);
  ADD ("/erase/votes", test_votes);
  ADD ("/erase/who-hears-what", test_who_hears_what);
  ADD ("/erase/who-may", test_who_may);
  ADD ("/erase/refused-texts", test_a_refused_text_goes_as_well);
  ADD ("/erase/a-change-stays-one", test_a_change_stays_one);
  ADD ("/erase/words-of-a-running-cloud", test_words_of_a_running_cloud_go);
  g_test_add_func ("/erase/same-past", test_the_rewritten_past_leads_to_the_same);

  return g_test_run ();
}
