/* support.h: a small congress to try the rules on
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-congress.h"

/** The instant at which tests begin: 2026-11-24 09:00 UTC. */
#define T0 G_GINT64_CONSTANT (1795510800000000)

typedef struct
{
  RegieCongress *congress;
  guint64 seq;
  gint64 at;
} Fixture;

/** Gives @record the next seq and instant and applies it. Takes @record. */
static inline gboolean
try_apply (Fixture *fixture, RegieRole role, const char *who, RegieRecord *record, GError **error)
{
  g_autoptr (RegieRecord) owned = record;

  owned->seq = ++fixture->seq;
  owned->at = fixture->at += G_TIME_SPAN_SECOND;
  regie_record_set_by (owned, role, who);
  return regie_congress_apply (fixture->congress, owned, error);
}

static inline void
apply (Fixture *fixture, RegieRole role, const char *who, RegieRecord *record)
{
  g_autoptr (GError) error = NULL;

  try_apply (fixture, role, who, record, &error);
  g_assert_no_error (error);
}

static inline void
refuse (Fixture *fixture, RegieRole role, const char *who, RegieRecord *record, RegieRuleError code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = regie_congress_hash (fixture->congress, &REGIE_VIEWER_STAFF);

  g_assert_false (try_apply (fixture, role, who, record, &error));
  g_assert_error (error, REGIE_RULE_ERROR, (int) code);
  g_autofree char *after = regie_congress_hash (fixture->congress, &REGIE_VIEWER_STAFF);
  g_assert_cmpstr (before, ==, after);
}

#define moderator(fixture, record) apply (fixture, REGIE_ROLE_MODERATOR, "mod-1", record)
#define director(fixture, record) apply (fixture, REGIE_ROLE_DIRECTOR, "dir", record)
#define participant(fixture, who, record) apply (fixture, REGIE_ROLE_PARTICIPANT, who, record)

#define S(record, FIELD, value) regie_record_set_string (record, REGIE_FIELD_##FIELD, value)
#define I(record, FIELD, value) regie_record_set_int (record, REGIE_FIELD_##FIELD, value)

static inline RegieRecord *
message_record (RegieRecordType type, const char *message)
{
  return S (regie_record_new (type), MESSAGE, message);
}

static inline RegieRecord *
submit_record (const char *message, const char *stage, const char *text)
{
  RegieRecord *record = message_record (REGIE_RECORD_MESSAGE_SUBMIT, message);

  S (record, STAGE, stage);
  I (record, MESSAGE_KIND, REGIE_MESSAGE_QUESTION);
  return S (record, TEXT, text);
}

static inline RegieRecord *
move_record (const char *message, RegieMessageState state)
{
  return I (message_record (REGIE_RECORD_MESSAGE_MOVE, message), MESSAGE_STATE, state);
}

static inline RegieRecord *
poll_record (RegieRecordType type, const char *poll)
{
  return S (regie_record_new (type), POLL, poll);
}

static inline RegieRecord *
create_poll_record (const char *poll, RegiePollKind kind, guint options)
{
  RegieRecord *record = poll_record (REGIE_RECORD_POLL_CREATE, poll);
  g_autoptr (GPtrArray) entries = regie_entries_new ();

  for (guint i = 0; i < options; i++)
    {
      g_autofree char *id = g_strdup_printf ("%c", 'a' + (int) i);
      g_autofree char *text = g_strdup_printf ("Antwort %u", i + 1);
      g_ptr_array_add (entries, regie_entry_new (id, text, 0, FALSE));
    }
  S (S (record, STAGE, "stage-1"), TITLE, "Wo steht Ihre Verwaltung?");
  if (options > 0)
    regie_record_set_entries (record, REGIE_FIELD_ENTRIES, entries);
  return I (record, POLL_KIND, kind);
}

static inline RegieRecord *
ballot_record (const char *poll, gint64 round, const char *const *ids)
{
  RegieRecord *record = I (poll_record (REGIE_RECORD_POLL_BALLOT, poll), ROUND, round);

  return regie_record_set_strings (record, REGIE_FIELD_IDS, ids);
}

/** A congress with three stages, one session running on the first; stage 2 is moderated. */
static inline void
fixture_set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->congress = regie_congress_new ();
  fixture->at = T0;
  fixture->seq = 0;
  apply (fixture, REGIE_ROLE_ADMIN, "admin",
         S (regie_record_new (REGIE_RECORD_CONGRESS_STATE), TITLE, "Fachkongress"));
  for (int i = 1; i <= 3; i++)
    {
      g_autofree char *id = g_strdup_printf ("stage-%d", i);
      RegieRecord *stage = regie_record_new (REGIE_RECORD_STAGE_STATE);
      S (S (stage, STAGE, id), TITLE, id);
      I (I (stage, NUMBER, i), STAGE_STATE, REGIE_STAGE_OFF_AIR);
      apply (fixture, REGIE_ROLE_ADMIN, "admin", I (stage, MODERATED, i == 2));
    }
  RegieRecord *session = regie_record_new (REGIE_RECORD_SESSION_STATE);
  S (S (S (session, SESSION, "talk-1"), STAGE, "stage-1"), TITLE, "Registermodernisierung");
  I (I (session, START, T0), END, T0 + 30 * G_TIME_SPAN_MINUTE);
  apply (fixture, REGIE_ROLE_ADMIN, "admin", session);
}

static inline void
fixture_tear_down (Fixture *fixture, gconstpointer unused)
{
  g_assert_finalize_object (fixture->congress);
}

#define ADD(path, function)                                                                        \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
