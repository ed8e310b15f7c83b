/* regie-poll-commands.c: what a moderator can do to a vote, as records
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-poll-commands.h"

#include <glib/gi18n.h>

static RegieRecord *
new_record (RegiePoll *poll, RegieRecordType type)
{
  return regie_record_set_string (regie_record_new (type), REGIE_FIELD_POLL,
                                  regie_entity_get_id (REGIE_ENTITY (poll)));
}

void
regie_poll_send_open (RegieDeskSession *session, RegiePoll *poll, int minutes)
{
  RegieRecord *record = new_record (poll, REGIE_RECORD_POLL_OPEN);

  if (minutes > 0)
    regie_record_set_int (record, REGIE_FIELD_END,
                          regie_desk_session_get_now (session) + minutes * G_TIME_SPAN_MINUTE);
  regie_desk_session_send (session, record, (guint64) regie_poll_state (poll)->rev);
}

void
regie_poll_send_close (RegieDeskSession *session, RegiePoll *poll)
{
  /* Tallies change the revision all the time; closing means the poll, whatever its numbers. */
  regie_desk_session_send (session, new_record (poll, REGIE_RECORD_POLL_CLOSE), 0);
}

/* A question on air keeps its place; the result waits for it. */
static void
send_overlay (RegieDeskSession *session, RegiePoll *poll, gboolean show)
{
  const RegieRecord *state = regie_poll_state (poll);
  RegieStage *stage =
      regie_congress_find_stage (regie_desk_session_get_congress (session), state->stage);
  const RegieRecord *now = stage ? regie_stage_state (stage) : NULL;
  gboolean mine = now && g_strcmp0 (now->target, state->poll) == 0;
  RegieRecord *record;

  if (!now || mine == show || (show && now->overlay == REGIE_OVERLAY_QUESTION))
    return;
  record = regie_record_set_string (regie_record_new (REGIE_RECORD_STAGE_OVERLAY),
                                    REGIE_FIELD_STAGE, state->stage);
  regie_record_set_int (record, REGIE_FIELD_OVERLAY,
                        !show                                  ? REGIE_OVERLAY_NONE
                        : state->poll_kind == REGIE_POLL_WORDS ? REGIE_OVERLAY_WORDS
                                                               : REGIE_OVERLAY_POLL);
  if (show)
    regie_record_set_string (record, REGIE_FIELD_TARGET, state->poll);
  regie_desk_session_send (session, record, 0);
}

void
regie_poll_send_show (RegieDeskSession *session, RegiePoll *poll, gboolean show)
{
  gboolean open = regie_poll_state (poll)->poll_state < REGIE_POLL_CLOSED;
  RegieRecord *record = new_record (poll, REGIE_RECORD_POLL_SHOW);

  regie_record_set_int (record, REGIE_FIELD_VISIBILITY,
                        !show  ? REGIE_RESULT_HIDDEN
                        : open ? REGIE_RESULT_LIVE
                               : REGIE_RESULT_PUBLISHED);
  regie_record_set_int (record, REGIE_FIELD_PLACEMENT,
                        show ? REGIE_PLACEMENT_STAGE : REGIE_PLACEMENT_NONE);
  regie_desk_session_send (session, record, 0);
  send_overlay (session, poll, show);
}

void
regie_poll_send_block (RegieDeskSession *session, RegiePoll *poll, const char *key, gboolean block)
{
  RegieRecord *record = new_record (poll, REGIE_RECORD_WORD_BLOCK);

  regie_record_set_string (record, REGIE_FIELD_KEY, key);
  regie_record_set_int (record, REGIE_FIELD_ON, block);
  regie_desk_session_send (session, record, 0);
}

gboolean
regie_poll_is_shown (RegiePoll *poll)
{
  const RegieRecord *state = regie_poll_state (poll);

  return state->visibility == REGIE_RESULT_LIVE || state->visibility == REGIE_RESULT_PUBLISHED;
}

const char *
regie_poll_kind_text (RegiePollKind kind)
{
  switch (kind)
    {
    case REGIE_POLL_SINGLE:
      return _ ("single choice");
    case REGIE_POLL_MULTIPLE:
      return _ ("several answers");
    case REGIE_POLL_WORDS:
      return _ ("words");
    default:
      g_return_val_if_reached ("");
    }
}

const char *
regie_poll_state_text (RegiePollState state)
{
  switch (state)
    {
    case REGIE_POLL_DRAFT:
      return C_ ("poll state", "PREPARED");
    case REGIE_POLL_OPEN:
      return C_ ("poll state", "OPEN");
    case REGIE_POLL_CLOSING:
      return C_ ("poll state", "COUNTING");
    case REGIE_POLL_CLOSED:
      return C_ ("poll state", "CLOSED");
    case REGIE_POLL_FINAL:
      return C_ ("poll state", "FINAL");
    case REGIE_POLL_ARCHIVED:
      return C_ ("poll state", "ARCHIVED");
    default:
      g_return_val_if_reached ("");
    }
}
