/* story.h: an eventful hour of a congress, seeded, as the backend journals it
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-congress.h"

/** 2026-11-24 09:00 UTC */
#define STORY_START G_GINT64_CONSTANT (1795510800000000)

/** A congress that goes on at random. Records that lose a race against the rules are journalled as
 * well. */
typedef struct
{
  RegieCongress *congress;
  GRand *rand;
  gint64 at;
  guint n_messages;
  guint n_polls;
  /** (element-type RegieRecord): all that happened, ballots included */
  GPtrArray *records;
  /** (element-type RegieRecord): the staff projection of @records */
  GPtrArray *staff;
  /** how many were applied */
  guint n_applied;
} Story;

static inline void
story_free (Story *self)
{
  g_object_unref (self->congress);
  g_rand_free (self->rand);
  g_ptr_array_unref (self->records);
  g_ptr_array_unref (self->staff);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Story, story_free)

/** Takes @record. */
static inline void
story_happen (Story *self, RegieRole role, const char *who, RegieRecord *record)
{
  g_autoptr (GPtrArray) seen = NULL;

  record->seq = self->records->len + 1;
  record->at = self->at;
  regie_record_set_by (record, role, who);
  /* The staff does not hear who wrote a message and could not refuse this alike: a backend checks
   * before it journals, and authors do not change meanwhile. */
  if (record->type == REGIE_RECORD_MESSAGE_WITHDRAW
      && !regie_congress_check (self->congress, record, 0, NULL))
    {
      regie_record_unref (record);
      return;
    }
  g_ptr_array_add (self->records, record);
  if (regie_congress_apply (self->congress, record, NULL))
    self->n_applied++;
  seen = regie_congress_project (self->congress, record, &REGIE_VIEWER_STAFF);
  for (guint i = 0; i < seen->len; i++)
    g_ptr_array_add (self->staff, regie_record_ref (g_ptr_array_index (seen, i)));
}

static inline RegieRecord *
story_record (RegieRecordType type, RegieField field, const char *id)
{
  return regie_record_set_string (regie_record_new (type), field, id);
}

#define STORY_SET(record, FIELD, value) regie_record_set_string (record, REGIE_FIELD_##FIELD, value)
#define STORY_PUT(record, FIELD, value) regie_record_set_int (record, REGIE_FIELD_##FIELD, value)

static inline const char *
story_stage (Story *self)
{
  static const char *const stages[] = { "s1", "s2", "s3" };
  return stages[g_rand_int_range (self->rand, 0, 3)];
}

static inline void
story_begin (Story *self)
{
  RegieRecord *congress = regie_record_new (REGIE_RECORD_CONGRESS_STATE);

  STORY_SET (congress, TITLE, "9. Fachkongress");
  story_happen (self, REGIE_ROLE_ADMIN, "admin", STORY_SET (congress, TIME_ZONE, "Europe/Berlin"));
  for (int i = 1; i <= 3; i++)
    {
      g_autofree char *id = g_strdup_printf ("s%d", i);
      g_autofree char *session = g_strdup_printf ("talk-%d", i);
      RegieRecord *stage = story_record (REGIE_RECORD_STAGE_STATE, REGIE_FIELD_STAGE, id);
      RegieRecord *talk = story_record (REGIE_RECORD_SESSION_STATE, REGIE_FIELD_SESSION, session);

      STORY_SET (stage, TITLE, "Große Bühne");
      STORY_PUT (stage, NUMBER, i);
      STORY_PUT (stage, STAGE_STATE, REGIE_STAGE_OFF_AIR);
      story_happen (self, REGIE_ROLE_ADMIN, "admin", STORY_PUT (stage, MODERATED, i == 2));
      STORY_SET (talk, STAGE, id);
      STORY_SET (talk, TITLE, "Registermodernisierung ohne Umwege");
      STORY_PUT (talk, START, STORY_START);
      story_happen (self, REGIE_ROLE_ADMIN, "admin",
                    STORY_PUT (talk, END, STORY_START + G_TIME_SPAN_HOUR));
    }
}

static inline void
story_set_stage (Story *self, const char *stage, RegieStageState state)
{
  g_autofree char *session = g_strdup_printf ("talk-%s", stage + 1);
  RegieRecord *record = story_record (REGIE_RECORD_STAGE_SET, REGIE_FIELD_STAGE, stage);

  STORY_PUT (record, STAGE_STATE, state);
  story_happen (self, REGIE_ROLE_DIRECTOR, "dir", STORY_SET (record, SESSION, session));
}

static inline void
story_submit (Story *self)
{
  static const char *const texts[] = {
    "Wann kommt das Nutzerkonto für alle Länder?",
    "Gibt es die Folien?",
    "Danke für die offenen Worte!",
    "Wer bezahlt den Betrieb nach 2028, und wie lange?",
  };
  g_autofree char *id = g_strdup_printf ("m%u", ++self->n_messages);
  g_autofree char *who = g_strdup_printf ("v%d", g_rand_int_range (self->rand, 0, 200));
  RegieRecord *record = story_record (REGIE_RECORD_MESSAGE_SUBMIT, REGIE_FIELD_MESSAGE, id);

  STORY_SET (record, STAGE, story_stage (self));
  STORY_PUT (record, MESSAGE_KIND, g_rand_int_range (self->rand, 0, 3));
  story_happen (self, REGIE_ROLE_PARTICIPANT, who,
                STORY_SET (record, TEXT, texts[g_rand_int_range (self->rand, 0, 4)]));
}

static inline void
story_touch_message (Story *self)
{
  g_autofree char *id =
      g_strdup_printf ("m%d", g_rand_int_range (self->rand, 1, (gint32) self->n_messages + 2));
  g_autofree char *who = g_strdup_printf ("v%d", g_rand_int_range (self->rand, 0, 200));
  RegieRecord *record;

  switch (g_rand_int_range (self->rand, 0, 6))
    {
    case 0:
    case 1:
      record = story_record (REGIE_RECORD_MESSAGE_UPVOTE, REGIE_FIELD_MESSAGE, id);
      story_happen (self, REGIE_ROLE_PARTICIPANT, who,
                    STORY_PUT (record, ON, g_rand_int_range (self->rand, 0, 5) > 0));
      break;
    case 2:
    case 3:
      record = story_record (REGIE_RECORD_MESSAGE_MOVE, REGIE_FIELD_MESSAGE, id);
      story_happen (self, REGIE_ROLE_MODERATOR, "mod-1",
                    STORY_PUT (record, MESSAGE_STATE,
                               g_rand_int_range (self->rand, REGIE_MESSAGE_IN_REVIEW,
                                                 REGIE_MESSAGE_REJECTED)));
      break;
    case 4:
      record = story_record (REGIE_RECORD_MESSAGE_EDIT, REGIE_FIELD_MESSAGE, id);
      story_happen (self, REGIE_ROLE_MODERATOR, "mod-1",
                    STORY_SET (record, TEXT, "Wann kommt das Nutzerkonto?"));
      break;
    default:
      record = story_record (REGIE_RECORD_MESSAGE_WITHDRAW, REGIE_FIELD_MESSAGE, id);
      story_happen (self, REGIE_ROLE_PARTICIPANT, who, record);
      break;
    }
}

/** Returns: (transfer full): a merge of two messages, one that is possible if a few tries find one */
static inline RegieRecord *
story_merge (Story *self, const char *who)
{
  RegieRecord *record = NULL;

  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *id =
          g_strdup_printf ("m%d", g_rand_int_range (self->rand, 1, (gint32) self->n_messages + 2));
      g_autofree char *other =
          g_strdup_printf ("m%d", g_rand_int_range (self->rand, 1, (gint32) self->n_messages + 2));

      g_clear_pointer (&record, regie_record_unref);
      record = story_record (REGIE_RECORD_MESSAGE_MERGE, REGIE_FIELD_MESSAGE, id);
      regie_record_set_by (STORY_SET (record, TARGET, other), REGIE_ROLE_MODERATOR, who);
      if (regie_congress_check (self->congress, record, 0, NULL))
        break;
    }
  return record;
}

/** Returns: (transfer full) (nullable): what @who did somewhere, taken back or done again */
static inline RegieRecord *
story_take_back (Story *self, const char *who)
{
  static const char *const stages[] = { "s1", "s2", "s3" };

  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    {
      RegieStep *again = regie_congress_next_redo (self->congress, who, stages[i]);
      RegieStep *back = regie_congress_next_undo (self->congress, who, stages[i]);

      if (again != NULL && g_rand_boolean (self->rand))
        return story_record (REGIE_RECORD_MESSAGE_REDO, REGIE_FIELD_STEP,
                             regie_entity_get_id (REGIE_ENTITY (again)));
      if (back != NULL)
        return story_record (REGIE_RECORD_MESSAGE_UNDO, REGIE_FIELD_STEP,
                             regie_entity_get_id (REGIE_ENTITY (back)));
    }
  return NULL;
}

/** What moderators do with several messages, and take back. */
static inline void
story_moderate (Story *self)
{
  g_autofree char *id =
      g_strdup_printf ("m%d", g_rand_int_range (self->rand, 1, (gint32) self->n_messages + 2));
  g_autofree char *other =
      g_strdup_printf ("m%d", g_rand_int_range (self->rand, 1, (gint32) self->n_messages + 2));
  const char *who = g_rand_boolean (self->rand) ? "mod-1" : "mod-2";
  const char *both[] = { id, other, NULL };
  const char *labels[] = { "OZG", NULL };
  RegieRecord *record;

  switch (g_rand_int_range (self->rand, 0, 8))
    {
    case 0:
    case 1:
    case 2:
      record = story_merge (self, who);
      break;
    case 3:
      record = story_record (REGIE_RECORD_MESSAGE_UNMERGE, REGIE_FIELD_MESSAGE, id);
      break;
    case 4:
      record = regie_record_new (REGIE_RECORD_MESSAGE_LABEL);
      regie_record_set_strings (record, REGIE_FIELD_MESSAGES, both);
      regie_record_set_strings (record, REGIE_FIELD_LABELS, labels);
      break;
    case 5:
      record = story_record (REGIE_RECORD_MESSAGE_MOVE, REGIE_FIELD_MESSAGE, id);
      STORY_PUT (record, MESSAGE_STATE, REGIE_MESSAGE_ANSWERED);
      STORY_SET (record, ANSWER, "Ja, auf der Seite des Kongresses.");
      break;
    default:
      record = story_take_back (self, who);
      break;
    }
  if (record != NULL)
    story_happen (self, REGIE_ROLE_MODERATOR, who, record);
}

static inline void
story_begin_poll (Story *self)
{
  g_autofree char *id = g_strdup_printf ("p%u", ++self->n_polls);
  RegieRecord *record = story_record (REGIE_RECORD_POLL_CREATE, REGIE_FIELD_POLL, id);
  gboolean words = self->n_polls % 3 == 0;

  STORY_SET (record, STAGE, story_stage (self));
  STORY_SET (record, TITLE, "Wo steht Ihre Verwaltung?");
  STORY_PUT (record, POLL_KIND, words ? REGIE_POLL_WORDS : REGIE_POLL_SINGLE);
  if (words)
    STORY_PUT (record, MAX, 3);
  else
    {
      g_autoptr (GPtrArray) entries = regie_entries_new ();
      g_ptr_array_add (entries, regie_entry_new ("a", "Am Anfang", 0, FALSE));
      g_ptr_array_add (entries, regie_entry_new ("b", "Auf halbem Weg", 0, FALSE));
      g_ptr_array_add (entries, regie_entry_new ("c", "Am Ziel", 0, FALSE));
      regie_record_set_entries (record, REGIE_FIELD_ENTRIES, entries);
    }
  story_happen (self, REGIE_ROLE_MODERATOR, "mod-1", record);
  story_happen (self, REGIE_ROLE_MODERATOR, "mod-1",
                story_record (REGIE_RECORD_POLL_OPEN, REGIE_FIELD_POLL, id));
}

static inline void
story_vote (Story *self)
{
  static const char *const options[] = { "a", "b", "c" };
  static const char *const words[] = { "Nutzerkonto", "Mut", "Ende zu Ende", "Straße", "Geduld" };
  g_autofree char *id = g_strdup_printf ("p%u", self->n_polls);
  gboolean cloud = self->n_polls % 3 == 0;

  for (int i = 0; i < 12; i++)
    {
      g_autofree char *who = g_strdup_printf ("v%d", g_rand_int_range (self->rand, 0, 200));
      const char *ids[] = { cloud ? words[g_rand_int_range (self->rand, 0, 5)]
                                  : options[g_rand_int_range (self->rand, 0, 3)],
                            NULL };
      RegieRecord *record = story_record (REGIE_RECORD_POLL_BALLOT, REGIE_FIELD_POLL, id);
      STORY_PUT (record, ROUND, 1);
      story_happen (self, REGIE_ROLE_PARTICIPANT, who,
                    regie_record_set_strings (record, REGIE_FIELD_IDS, ids));
    }
}

static inline void
story_tally (Story *self)
{
  g_autoptr (GPtrArray) tallies = regie_congress_take_tallies (self->congress);

  for (guint i = 0; i < tallies->len; i++)
    story_happen (self, REGIE_ROLE_SYSTEM, NULL,
                  regie_record_copy (g_ptr_array_index (tallies, i)));
}

static inline void
story_direct (Story *self)
{
  const char *stage = story_stage (self);
  RegieRecord *record;

  switch (g_rand_int_range (self->rand, 0, 5))
    {
    case 0:
      story_happen (self, REGIE_ROLE_DIRECTOR, "dir",
                    story_record (REGIE_RECORD_PROGRAM_ARM, REGIE_FIELD_STAGE, stage));
      break;
    case 1:
      record = regie_record_new (REGIE_RECORD_PROGRAM_TAKE);
      STORY_PUT (record, ARMED_REV,
                 regie_program_state (regie_congress_get_program (self->congress))->armed_rev);
      story_happen (self, REGIE_ROLE_DIRECTOR, "dir", record);
      break;
    case 2:
      story_set_stage (self, stage,
                       g_rand_boolean (self->rand) ? REGIE_STAGE_HOLD : REGIE_STAGE_LIVE);
      break;
    case 3:
      record = story_record (REGIE_RECORD_BACKSTAGE_POST, REGIE_FIELD_POST, "post");
      story_happen (self, REGIE_ROLE_MODERATOR, "mod-2", STORY_SET (record, TEXT, "Mikro rauscht"));
      break;
    default:
      record = story_record (REGIE_RECORD_STAGE_CHANNEL, REGIE_FIELD_STAGE, stage);
      story_happen (self, REGIE_ROLE_DIRECTOR, "dir",
                    STORY_PUT (record, CHANNEL,
                               g_rand_int_range (self->rand, 0, 4) == 0 ? REGIE_CHANNEL_PAUSED
                                                                        : REGIE_CHANNEL_OPEN));
      break;
    }
}

/** Returns: (transfer full): about @n records, one event every few seconds */
static inline Story *
story_new (guint32 seed, guint n)
{
  Story *self = g_new0 (Story, 1);

  self->congress = regie_congress_new ();
  self->rand = g_rand_new_with_seed (seed);
  self->at = STORY_START;
  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);
  self->staff = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);
  story_begin (self);
  story_set_stage (self, "s1", REGIE_STAGE_LIVE);
  while (self->records->len < n)
    {
      int what = g_rand_int_range (self->rand, 0, 100);

      self->at += g_rand_int_range (self->rand, 100000, 4000000);
      if (what < 30)
        story_submit (self);
      else if (what < 46)
        story_touch_message (self);
      else if (what < 65)
        story_moderate (self);
      else if (what < 67 || self->n_polls == 0)
        story_begin_poll (self);
      else if (what < 85)
        story_vote (self);
      else
        story_direct (self);
      if (what % 4 == 0)
        story_tally (self);
    }
  return self;
}
