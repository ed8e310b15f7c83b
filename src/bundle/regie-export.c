/* regie-export.c: turns what a backend knows of a span of time into the records of a bundle
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-bundle"

#include "regie-export.h"

#include <string.h>

void
regie_export_span_clear (RegieExportSpan *span)
{
  g_clear_pointer (&span->session, g_free);
  g_clear_pointer (&span->stage, g_free);
}

typedef struct
{
  const RegieExportSpan *span;
  RegieBundleSubject subject;
  RegieBundleWriter *writer;
  /* where the records have led */
  RegieCongress *congress;
  gboolean begun;
  gboolean cut;
} Export;

static gboolean
begin (Export *self, gint64 start, GError **error)
{
  g_autoptr (GPtrArray) states = regie_congress_snapshot (self->congress, &REGIE_VIEWER_STAFF);

  self->begun = TRUE;
  return regie_bundle_writer_begin (self->writer, &self->subject, states,
                                    regie_congress_get_seq (self->congress), start, error);
}

static gboolean
take_record (RegieRecord *record, gpointer user_data, GError **error)
{
  Export *self = user_data;
  gint64 from = self->span->from;

  if (self->span->to != 0 && record->at > self->span->to)
    {
      self->cut = TRUE;
      return FALSE;
    }
  /* Without a begin the recording begins with the first record that is no part of the plan. */
  if (!self->begun && (from != 0 ? record->at >= from : !regie_record_type_is_state (record->type)))
    if (!begin (self, from != 0 ? from : record->at, error))
      return FALSE;
  regie_congress_apply (self->congress, record, NULL);
  return !self->begun || regie_bundle_writer_add (self->writer, record, error);
}

/* What the backend says of the session that is asked for. */
static gboolean
find_session (Export *self, RegieExportSpan *span, GPtrArray *states, GError **error)
{
  for (guint i = 0; i < states->len; i++)
    {
      const RegieRecord *state = g_ptr_array_index (states, i);
      if (state->type != REGIE_RECORD_SESSION_STATE || strcmp (state->session, span->session) != 0)
        continue;
      self->subject.planned_start = state->start;
      self->subject.planned_end = state->end;
      if (span->stage == NULL)
        span->stage = g_strdup (state->stage);
      if (span->from == 0)
        span->from = state->actual_start != 0 ? state->actual_start : state->start;
      if (span->to == 0)
        span->to = state->actual_end;
      return TRUE;
    }
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "The congress has no session “%s”.",
               span->session);
  return FALSE;
}

static void
compare_with_backend (Export *self, RegieHistory *history, GCancellable *cancellable)
{
  guint64 seq = 0;
  g_autofree char *there = regie_history_get_hash (history, &seq, cancellable, NULL);
  g_autofree char *here = regie_congress_hash (self->congress, &REGIE_VIEWER_STAFF);

  /* It goes on meanwhile: only the same instant can be compared. Private records have a seq as well,
   * but change nothing the staff sees. */
  if (there == NULL || self->cut || seq != regie_congress_get_seq (self->congress))
    return;
  if (strcmp (there, here) != 0)
    g_warning ("the recording does not end in the state the backend is in");
  else
    g_debug ("ends in the backend's own state");
}

gboolean
regie_export_records (RegieExportSpan *span,
                      RegieHistory *history,
                      RegieBundleWriter *writer,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (GPtrArray) states = NULL;
  g_autoptr (RegieCongress) congress = regie_congress_new ();
  g_autofree char *epoch = NULL;
  Export export = { .span = span, .writer = writer, .congress = congress };
  guint64 seq;

  states = regie_history_get_snapshot (history, &seq, &epoch, cancellable, error);
  if (states == NULL)
    return FALSE;
  if (span->session != NULL && !find_session (&export, span, states, error))
    return FALSE;
  export.subject.epoch = epoch;
  export.subject.session = span->session;
  export.subject.stage = span->stage;
  if (!regie_history_read (history, 0, take_record, &export, cancellable, error))
    return FALSE;
  if (!export.begun)
    {
      gint64 start = span->from != 0 ? span->from : regie_congress_get_at (congress);
      if (!begin (&export, start, error))
        return FALSE;
    }
  compare_with_backend (&export, history, cancellable);
  return TRUE;
}
