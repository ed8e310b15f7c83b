/* deeds.h: several people at work on the questions of a congress, at random
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "support.h"

#define PLAY_MESSAGES 12
#define PLAY_STAFF 3

typedef struct
{
  Fixture fixture;
  GRand *dice;
  /* every record that was tried, as it stands in the journal, and what staff and audience heard */
  GPtrArray *journal;
  GPtrArray *staff;
  GPtrArray *audience;
  guint applied;
  guint refused;
  gboolean with_audience;
} Play;

static inline int
play_roll (Play *play, int sides)
{
  return g_rand_int_range (play->dice, 0, sides);
}

static inline const char *
play_message (Play *play)
{
  static const char *const ids[PLAY_MESSAGES] = { "m00", "m01", "m02", "m03", "m04", "m05",
                                                  "m06", "m07", "m08", "m09", "m10", "m11" };

  return ids[play_roll (play, PLAY_MESSAGES)];
}

static inline const char *
play_person (int number)
{
  static const char *const ids[PLAY_STAFF] = { "mod-1", "mod-2", "dir" };

  return ids[number];
}

/** Applies @record and hands on what follows. Takes @record. Returns: whether it was taken */
static inline gboolean
play_apply (Play *play, RegieRole role, const char *who, RegieRecord *record)
{
  g_autoptr (RegieRecord) owned = regie_record_ref (record);

  g_ptr_array_add (play->journal, regie_record_ref (record));
  if (!try_apply (&play->fixture, role, who, record, NULL))
    {
      play->refused++;
      return FALSE;
    }
  play->applied++;
  g_autoptr (GPtrArray) staff =
      regie_congress_project (play->fixture.congress, owned, &REGIE_VIEWER_STAFF);
  g_autoptr (GPtrArray) audience =
      regie_congress_project (play->fixture.congress, owned, &REGIE_VIEWER_AUDIENCE);
  g_ptr_array_extend_and_steal (play->staff, g_steal_pointer (&staff));
  g_ptr_array_extend_and_steal (play->audience, g_steal_pointer (&audience));
  return TRUE;
}

static inline void
play_begin (Play *play, GRand *dice)
{
  RegieRecord *session = regie_record_new (REGIE_RECORD_SESSION_STATE);

  fixture_set_up (&play->fixture, NULL);
  play->dice = dice;
  play->journal = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);
  play->staff = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);
  play->audience = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);
  S (S (S (session, SESSION, "talk-2"), STAGE, "stage-2"), TITLE, "Morgen");
  I (I (session, START, T0), END, T0 + G_TIME_SPAN_HOUR);
  play_apply (play, REGIE_ROLE_ADMIN, "admin", session);
  for (int i = 0; i < PLAY_MESSAGES; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%02d", i);
      g_autofree char *author = g_strdup_printf ("p%d", i % 5);
      /* Eight on the open stage, four on the moderated one. */
      play_apply (play, REGIE_ROLE_PARTICIPANT, author,
                  submit_record (id, i < 8 ? "stage-1" : "stage-2", "Wie geht es weiter?"));
    }
}

static inline void
play_end (Play *play)
{
  g_test_message ("%u records applied, %u refused", play->applied, play->refused);
  g_ptr_array_unref (play->journal);
  g_ptr_array_unref (play->staff);
  g_ptr_array_unref (play->audience);
  fixture_tear_down (&play->fixture, NULL);
}

/** Makes @record one about @n messages of one stage. Takes @record. */
static inline RegieRecord *
play_several (Play *play, RegieRecord *record)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const char *stage = NULL;

  if (play_roll (play, 3) != 0)
    return S (record, MESSAGE, play_message (play));
  for (int i = 0; i < 4; i++)
    {
      const char *id = play_message (play);
      RegieMessage *message = regie_congress_find_message (play->fixture.congress, id);
      stage = stage != NULL ? stage : regie_message_state (message)->stage;
      if (g_str_equal (regie_message_state (message)->stage, stage))
        g_strv_builder_add (builder, id);
    }
  g_auto (GStrv) ids = g_strv_builder_end (builder);
  return regie_record_set_strings (record, REGIE_FIELD_MESSAGES, (const char *const *) ids);
}

static inline RegieRecord *
play_move (Play *play)
{
  static const RegieMessageState ways[] = {
    REGIE_MESSAGE_NEW,      REGIE_MESSAGE_APPROVED, REGIE_MESSAGE_NEXT,     REGIE_MESSAGE_NEXT,
    REGIE_MESSAGE_ON_AIR,   REGIE_MESSAGE_ON_AIR,   REGIE_MESSAGE_ANSWERED, REGIE_MESSAGE_ARCHIVED,
    REGIE_MESSAGE_REJECTED, REGIE_MESSAGE_PARKED,
  };
  RegieMessageState to = ways[play_roll (play, G_N_ELEMENTS (ways))];
  RegieRecord *record = play_several (play, regie_record_new (REGIE_RECORD_MESSAGE_MOVE));

  I (record, MESSAGE_STATE, to);
  if (to == REGIE_MESSAGE_REJECTED)
    S (record, REASON, "off_topic");
  if (to == REGIE_MESSAGE_PARKED)
    S (record, SESSION, play_roll (play, 2) ? "talk-1" : "talk-2");
  if (to == REGIE_MESSAGE_ANSWERED && play_roll (play, 2))
    S (record, ANSWER, "Im Herbst.");
  return record;
}

/** Next of a stage in another order. */
static inline RegieRecord *
play_order (Play *play)
{
  GListModel *messages = regie_congress_get_messages (play->fixture.congress);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  const char *stage = play_roll (play, 2) ? "stage-1" : "stage-2";

  for (guint i = 0; i < g_list_model_get_n_items (messages); i++)
    {
      g_autoptr (RegieEntity) message = g_list_model_get_item (messages, i);
      const RegieRecord *state = regie_entity_state (message);
      if (state->message_state == REGIE_MESSAGE_NEXT && g_str_equal (state->stage, stage))
        g_ptr_array_insert (ids, play_roll (play, (int) ids->len + 1), state->message);
    }
  g_ptr_array_add (ids, NULL);
  RegieRecord *record = S (regie_record_new (REGIE_RECORD_MESSAGE_ORDER), STAGE, stage);
  return regie_record_set_strings (record, REGIE_FIELD_MESSAGES, (const char *const *) ids->pdata);
}

static inline RegieRecord *
play_label (Play *play)
{
  static const char *const lists[][3] = { { NULL }, { "Recht", NULL }, { "Geld", "Recht", NULL } };

  return regie_record_set_strings (
      play_several (play, regie_record_new (REGIE_RECORD_MESSAGE_LABEL)), REGIE_FIELD_LABELS,
      lists[play_roll (play, 3)]);
}

static inline RegieRecord *
play_relabel (Play *play)
{
  static const char *const lists[][3] = { { "Netz", NULL }, { "Geld", "Netz", NULL } };
  RegieRecord *record = play_several (play, regie_record_new (REGIE_RECORD_MESSAGE_RELABEL));
  RegieField field = play_roll (play, 2) ? REGIE_FIELD_ADD : REGIE_FIELD_REMOVE;

  return regie_record_set_strings (record, field, lists[play_roll (play, 2)]);
}

static inline RegieRecord *
play_edit (Play *play)
{
  static const char *const texts[] = { "Wie geht es weiter?", "Wie geht es denn weiter?",
                                       "Und nun?" };

  return S (message_record (REGIE_RECORD_MESSAGE_EDIT, play_message (play)), TEXT,
            texts[play_roll (play, 3)]);
}

/** Something that can be taken back. */
static inline RegieRecord *
play_random_deed (Play *play)
{
  const char *id = play_message (play);

  switch (play_roll (play, 14))
    {
    case 0:
    case 1:
    case 2:
    case 3:
      return play_move (play);
    case 4:
    case 5:
      return S (message_record (REGIE_RECORD_MESSAGE_MERGE, id), TARGET, play_message (play));
    case 6:
      return message_record (REGIE_RECORD_MESSAGE_UNMERGE, id);
    case 7:
      return play_edit (play);
    case 8:
      return play_label (play);
    case 12:
      return play_relabel (play);
    case 9:
      return I (play_several (play, regie_record_new (REGIE_RECORD_MESSAGE_PIN)), ON,
                play_roll (play, 2));
    case 10:
      return play_order (play);
    case 11:
      return S (message_record (REGIE_RECORD_MESSAGE_ADVANCE, id), TARGET, play_message (play));
    default:
      return S (play_several (play, regie_record_new (REGIE_RECORD_MESSAGE_ASSIGN)), ASSIGNEE,
                play_roll (play, 2) ? "Leitung IT" : "");
    }
}

static inline void
play_deed (Play *play)
{
  int who = play_roll (play, PLAY_STAFF);

  play_apply (play, who == 2 ? REGIE_ROLE_DIRECTOR : REGIE_ROLE_MODERATOR, play_person (who),
              play_random_deed (play));
}

static inline RegieRecord *
play_step_record (RegieRecordType type, RegieStep *step)
{
  return S (regie_record_new (type), STEP, regie_entity_get_id (REGIE_ENTITY (step)));
}

static inline RegieRecord *
play_random_step (Play *play, const char *who)
{
  const char *stage = play_roll (play, 2) ? "stage-1" : "stage-2";
  gboolean undo = play_roll (play, 2) != 0;
  RegieStep *step = undo ? regie_congress_next_undo (play->fixture.congress, who, stage)
                         : regie_congress_next_redo (play->fixture.congress, who, stage);

  return step != NULL
             ? play_step_record (undo ? REGIE_RECORD_MESSAGE_UNDO : REGIE_RECORD_MESSAGE_REDO, step)
             : play_random_deed (play);
}

/** Anything that happens to messages, by staff and audience. */
static inline void
play_anything (Play *play)
{
  int who = play_roll (play, PLAY_STAFF);
  g_autofree char *participant_id = g_strdup_printf ("p%d", play_roll (play, 9));
  const char *id = play_message (play);

  switch (play_roll (play, 12))
    {
    case 0:
    case 1:
      play_apply (play, REGIE_ROLE_MODERATOR, play_person (who),
                  play_random_step (play, play_person (who)));
      break;
    case 2:
      play_apply (play, REGIE_ROLE_MODERATOR, play_person (who),
                  I (message_record (REGIE_RECORD_MESSAGE_CLAIM, id), ON, play_roll (play, 2)));
      break;
    case 3:
    case 4:
      play_apply (play, REGIE_ROLE_PARTICIPANT, participant_id,
                  I (message_record (REGIE_RECORD_MESSAGE_UPVOTE, id), ON, play_roll (play, 4)));
      break;
    case 5:
      if (play_roll (play, 4) == 0)
        play_apply (play, REGIE_ROLE_PARTICIPANT, participant_id,
                    message_record (REGIE_RECORD_MESSAGE_WITHDRAW, id));
      break;
    case 6:
      {
        g_autoptr (GPtrArray) tallies = regie_congress_take_tallies (play->fixture.congress);
        for (guint i = 0; i < tallies->len; i++)
          play_apply (play, REGIE_ROLE_SYSTEM, NULL,
                      regie_record_ref (g_ptr_array_index (tallies, i)));
        break;
      }
    default:
      play_deed (play);
    }
}

/** Returns: (nullable): the step of anybody that was done last */
static inline RegieStep *
play_last_step (Play *play)
{
  GListModel *steps = regie_congress_get_steps (play->fixture.congress);
  RegieStep *last = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (steps); i++)
    {
      g_autoptr (RegieStep) step = g_list_model_get_item (steps, i);
      if (!regie_step_state (step)->undone
          && (last == NULL || regie_step_state (step)->rev > regie_step_state (last)->rev))
        last = step;
    }
  return last;
}

/** Returns: whether it could be taken back */
static inline gboolean
play_undo (Play *play, RegieStep *step)
{
  g_autofree char *who = g_strdup (regie_step_state (step)->actor);

  return play_apply (play, REGIE_ROLE_MODERATOR, who,
                     play_step_record (REGIE_RECORD_MESSAGE_UNDO, step));
}

/** Undoes until nothing is left, person after person at random, each the own newest. */
static inline void
play_undo_all (Play *play)
{
  for (guint tries = 0; play_last_step (play) != NULL; tries++)
    {
      RegieStep *step = regie_congress_next_undo (play->fixture.congress,
                                                  play_person (play_roll (play, PLAY_STAFF)),
                                                  play_roll (play, 2) ? "stage-1" : "stage-2");

      /* Whatever was done last can be undone: it never takes more tries than there are ways. */
      g_assert_cmpuint (tries, <, 100000);
      if (step != NULL)
        play_undo (play, step);
    }
}

/**
 * Undoes until nothing is left, whoever's it is, what was done last first.
 * Returns: (transfer full): ids of the steps in the order in which they were undone
 */
static inline GPtrArray *
play_rewind (Play *play)
{
  GPtrArray *undone = g_ptr_array_new_with_free_func (g_free);
  RegieStep *step;

  while ((step = play_last_step (play)) != NULL)
    {
      g_ptr_array_add (undone, g_strdup (regie_entity_get_id (REGIE_ENTITY (step))));
      g_assert_true (play_undo (play, step));
    }
  return undone;
}

static inline void
play_redo (Play *play, const char *id)
{
  RegieStep *step = regie_congress_find_step (play->fixture.congress, id);

  g_assert_nonnull (step);
  apply (&play->fixture, REGIE_ROLE_MODERATOR, regie_step_state (step)->actor,
         play_step_record (REGIE_RECORD_MESSAGE_REDO, step));
}

/** Somebody who hears of it from a certain moment on. */
typedef struct
{
  RegieCongress *congress;
  const RegieViewer *viewer;
  guint from;
} Follower;

static inline void
follower_begin (Follower *follower, Play *play, const RegieViewer *viewer)
{
  gboolean staff = viewer->role >= REGIE_ROLE_MODERATOR;
  g_autoptr (GPtrArray) states = regie_congress_snapshot (play->fixture.congress, viewer);
  g_autoptr (GError) error = NULL;

  follower->congress = regie_congress_new ();
  follower->viewer = viewer;
  follower->from = staff ? play->staff->len : play->audience->len;
  regie_congress_load (follower->congress, states, regie_congress_get_seq (play->fixture.congress),
                       &error);
  g_assert_no_error (error);
}

/** Plays what came since, compares the hashes and is gone. */
static inline void
follower_end (Follower *follower, Play *play)
{
  gboolean staff = follower->viewer->role >= REGIE_ROLE_MODERATOR;
  GPtrArray *records = staff ? play->staff : play->audience;

  for (guint i = follower->from; i < records->len; i++)
    {
      g_autoptr (RegieRecord) record = regie_record_copy (g_ptr_array_index (records, i));
      g_autoptr (GError) error = NULL;
      /* Several states that one record brought about have its seq: states need none. */
      if (!staff)
        record->seq = 0;
      regie_congress_apply (follower->congress, record, &error);
      g_assert_no_error (error);
    }
  g_autofree char *theirs = regie_congress_hash (follower->congress, follower->viewer);
  g_autofree char *ours = regie_congress_hash (play->fixture.congress, follower->viewer);
  g_assert_cmpstr (theirs, ==, ours);
  g_assert_finalize_object (follower->congress);
}
