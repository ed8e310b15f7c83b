/* desk-fixture.h: a congress with three stages, a session, questions and votes, for the desk's tests
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * A session without a backend: commands are checked and applied at once, as the backend would. The
 * clock stands still at FIXTURE_NOW.
 */

#pragma once

#include "regie-client.h"
#include "regie-desk-session.h"

#define FIXTURE_NOW (G_GINT64_CONSTANT (1790000000) * G_USEC_PER_SEC)
#define FIXTURE_MINUTE (60 * G_USEC_PER_SEC)

typedef struct _Fixture Fixture;
struct _Fixture
{
  RegieCongress *congress;
  RegieDeskSession *session;
  /** commands that came, and whether to refuse the next one */
  guint n_commands;
  gboolean refuse;
  /** what somebody else does just before the next command arrives; once */
  void (*meanwhile) (Fixture *fixture);
};

static gint64
fixture_now (gpointer data)
{
  return FIXTURE_NOW;
}

/* Applies @record as the next one of the journal. Takes it over. */
G_GNUC_UNUSED static void
fixture_apply (Fixture *fixture, RegieRecord *record)
{
  g_autoptr (RegieRecord) owned = record;
  g_autoptr (GError) error = NULL;

  owned->seq = regie_congress_get_seq (fixture->congress) + 1;
  owned->at = FIXTURE_NOW;
  if (owned->by.role == REGIE_ROLE_NONE)
    regie_record_set_by (owned, REGIE_ROLE_SYSTEM, NULL);
  regie_congress_apply (fixture->congress, owned, &error);
  g_assert_no_error (error);
}

static gboolean
fixture_sink (RegieRecord *record, guint64 expect_rev, gpointer data, GError **error)
{
  Fixture *fixture = data;
  g_autoptr (RegieRecord) copy = regie_record_copy (record);
  g_autoptr (GError) refusal = NULL;

  void (*meanwhile) (Fixture *) = g_steal_pointer (&fixture->meanwhile);

  fixture->n_commands++;
  if (meanwhile)
    meanwhile (fixture);
  if (fixture->refuse)
    {
      g_set_error_literal (error, REGIE_CLIENT_ERROR, REGIE_CLIENT_CONFLICT, "refused");
      return FALSE;
    }
  copy->seq = regie_congress_get_seq (fixture->congress) + 1;
  copy->at = FIXTURE_NOW;
  regie_record_set_by (copy, REGIE_ROLE_MODERATOR, "mod-1");
  if (!regie_congress_check (fixture->congress, copy, expect_rev, &refusal))
    {
      g_set_error_literal (error, REGIE_CLIENT_ERROR,
                           g_error_matches (refusal, REGIE_RULE_ERROR, REGIE_RULE_CONFLICT)
                               ? REGIE_CLIENT_CONFLICT
                               : REGIE_CLIENT_INVALID,
                           refusal->message);
      return FALSE;
    }
  return regie_congress_apply (fixture->congress, copy, error);
}

static RegieRecord *
fixture_stage (int number, const char *title)
{
  g_autofree char *id = g_strdup_printf ("stage-%d", number);
  g_autofree char *session = g_strdup_printf ("talk-%d", number);
  RegieRecord *record = regie_record_new (REGIE_RECORD_STAGE_STATE);

  regie_record_set_string (record, REGIE_FIELD_STAGE, id);
  regie_record_set_int (record, REGIE_FIELD_NUMBER, number);
  regie_record_set_string (record, REGIE_FIELD_TITLE, title);
  regie_record_set_int (record, REGIE_FIELD_STAGE_STATE, REGIE_STAGE_LIVE);
  regie_record_set_string (record, REGIE_FIELD_SESSION, session);
  return regie_record_set_int (record, REGIE_FIELD_MODERATED, TRUE);
}

static RegieRecord *
fixture_session (int number, const char *title, const char *who)
{
  g_autofree char *id = g_strdup_printf ("talk-%d", number);
  g_autofree char *stage = g_strdup_printf ("stage-%d", number);
  RegieRecord *record = regie_record_new (REGIE_RECORD_SESSION_STATE);

  regie_record_set_string (record, REGIE_FIELD_SESSION, id);
  regie_record_set_string (record, REGIE_FIELD_STAGE, stage);
  regie_record_set_string (record, REGIE_FIELD_TITLE, title);
  regie_record_set_string (record, REGIE_FIELD_SUBTITLE, who);
  regie_record_set_int (record, REGIE_FIELD_START, FIXTURE_NOW - 30 * FIXTURE_MINUTE);
  return regie_record_set_int (record, REGIE_FIELD_END,
                               FIXTURE_NOW + 7 * FIXTURE_MINUTE + 12 * G_USEC_PER_SEC);
}

/* A message that came @age seconds ago. */
G_GNUC_UNUSED static RegieRecord *
fixture_message (const char *id,
                 RegieMessageKind kind,
                 RegieMessageState state,
                 gint64 score,
                 int age,
                 const char *text)
{
  RegieRecord *record = regie_record_new (REGIE_RECORD_MESSAGE_STATE);

  regie_record_set_string (record, REGIE_FIELD_MESSAGE, id);
  regie_record_set_string (record, REGIE_FIELD_STAGE, "stage-1");
  regie_record_set_string (record, REGIE_FIELD_SESSION, "talk-1");
  regie_record_set_int (record, REGIE_FIELD_MESSAGE_KIND, kind);
  regie_record_set_int (record, REGIE_FIELD_MESSAGE_STATE, state);
  regie_record_set_int (record, REGIE_FIELD_SCORE, score);
  regie_record_set_string (record, REGIE_FIELD_TEXT, text);
  regie_record_set_int (record, REGIE_FIELD_REV, 1);
  return regie_record_set_int (record, REGIE_FIELD_CREATED,
                               FIXTURE_NOW - (gint64) age * G_USEC_PER_SEC);
}

/* A poll with options like { "text", "text", NULL }. */
G_GNUC_UNUSED static RegieRecord *
fixture_poll (const char *id, RegiePollKind kind, const char *title, const char *const *options)
{
  g_autoptr (GPtrArray) entries = regie_entries_new ();
  RegieRecord *record = regie_record_new (REGIE_RECORD_POLL_STATE);

  for (guint i = 0; options && options[i]; i++)
    {
      g_autofree char *option = g_strdup_printf ("o%u", i + 1);

      g_ptr_array_add (entries, regie_entry_new (option, options[i], 0, FALSE));
    }
  regie_record_set_string (record, REGIE_FIELD_POLL, id);
  regie_record_set_string (record, REGIE_FIELD_STAGE, "stage-1");
  regie_record_set_string (record, REGIE_FIELD_SESSION, "talk-1");
  regie_record_set_int (record, REGIE_FIELD_POLL_KIND, kind);
  regie_record_set_int (record, REGIE_FIELD_POLL_STATE, REGIE_POLL_DRAFT);
  regie_record_set_string (record, REGIE_FIELD_TITLE, title);
  if (options)
    regie_record_set_entries (record, REGIE_FIELD_ENTRIES, entries);
  regie_record_set_int (record, REGIE_FIELD_MAX,
                        kind == REGIE_POLL_SINGLE  ? 1
                        : kind == REGIE_POLL_WORDS ? 3
                                                   : 2);
  return record;
}

/* Loads the stages, their sessions and @more (taken over; may be NULL). */
static void
fixture_load (Fixture *fixture, GPtrArray *more)
{
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);
  g_autoptr (GPtrArray) owned = more;
  g_autoptr (GError) error = NULL;
  RegieRecord *congress = regie_record_new (REGIE_RECORD_CONGRESS_STATE);

  regie_record_set_string (congress, REGIE_FIELD_TITLE, "9. Fachkongress");
  regie_record_set_string (congress, REGIE_FIELD_TIME_ZONE, "Europe/Berlin");
  g_ptr_array_add (records, congress);
  g_ptr_array_add (records, fixture_stage (1, "Hauptbühne"));
  g_ptr_array_add (records, fixture_stage (2, "Forum"));
  g_ptr_array_add (records, fixture_stage (3, "Werkstatt"));
  g_ptr_array_add (records, fixture_session (1, "Was das Nutzerkonto wirklich können muss",
                                             "Referatsleitung, Landesamt für Digitales"));
  g_ptr_array_add (records, fixture_session (2, "Register modernisieren: der erste Winter",
                                             "Projektleitung Registermodernisierung"));
  g_ptr_array_add (records, fixture_session (3, "Cloud in der Fläche", "Arbeitsgruppe Betrieb"));
  for (guint i = 0; owned && i < owned->len; i++)
    g_ptr_array_add (records, regie_record_ref (g_ptr_array_index (owned, i)));
  regie_congress_load (fixture->congress, records, 1, &error);
  g_assert_no_error (error);
}

static void
fixture_set_up (Fixture *fixture)
{
  *fixture = (Fixture) { .congress = regie_congress_new () };
  fixture->session = regie_desk_session_new_offline (fixture->congress, FALSE);
  regie_desk_session_set_sink (fixture->session, fixture_sink, fixture);
  regie_desk_session_set_clock (fixture->session, fixture_now, NULL);
}

G_GNUC_UNUSED static void
fixture_tear_down (Fixture *fixture)
{
  g_assert_finalize_object (fixture->session);
  g_assert_finalize_object (fixture->congress);
}
