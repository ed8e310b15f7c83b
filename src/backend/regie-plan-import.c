/* regie-plan-import.c: a list of state records becomes part of the congress, all or nothing
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-backend"

#include "regie-config.h"

#include "regie-plan-import.h"
#include "regie-refusal.h"

/* An import is answered once, when its last record is. */
typedef struct
{
  RegieConductorDone done;
  gpointer user_data;
  guint left;
  RegieReply *reply;
} Import;

static void
on_imported (const RegieReply *reply, gpointer user_data)
{
  Import *import = user_data;
  gboolean good = reply->answer == REGIE_ANSWER_APPLIED || reply->answer == REGIE_ANSWER_DUPLICATE;

  if (good && import->reply->answer == REGIE_ANSWER_APPLIED)
    import->reply->seq = MAX (import->reply->seq, reply->seq);
  else if (!good && import->reply->answer == REGIE_ANSWER_APPLIED)
    {
      regie_reply_free (import->reply);
      import->reply = regie_refusal_new (reply->answer, reply->status, reply->title, "%s",
                                         reply->detail != NULL ? reply->detail : "");
      g_set_str (&import->reply->field, reply->field);
    }
  if (--import->left > 0)
    return;
  import->done (import->reply, import->user_data);
  regie_reply_free (import->reply);
  g_free (import);
}

static void
refuse_import (const GError *error, RegieConductorDone done, gpointer user_data)
{
  g_autoptr (RegieReply) reply = regie_refusal_from_error (error);
  done (reply, user_data);
}

/* Whether a state fits depends on the stages and what is planned for them, not on what people wrote. */
static GPtrArray *
list_plan (RegieCongress *congress)
{
  GPtrArray *states = regie_congress_states (congress);

  for (guint i = states->len; i-- > 0;)
    {
      const RegieRecord *state = g_ptr_array_index (states, i);

      if (state->type == REGIE_RECORD_MESSAGE_STATE || state->type == REGIE_RECORD_STEP_STATE)
        g_ptr_array_remove_index_fast (states, i);
    }
  return states;
}

/* Whether all of @states fit, one after the other, onto what is there: they are appended as a whole
 * or not at all. */
static gboolean
check_import (RegieConductor *conductor,
              const RegieViewer *viewer,
              GPtrArray *states,
              GError **error)
{
  g_autoptr (RegieCongress) trial = regie_congress_new ();
  g_autoptr (GPtrArray) now = list_plan (regie_conductor_get_congress (conductor));

  if (!regie_congress_load (
          trial, now, regie_congress_get_seq (regie_conductor_get_congress (conductor)), error))
    return FALSE;
  for (guint i = 0; i < states->len; i++)
    {
      RegieRecord *state = g_ptr_array_index (states, i);
      gboolean good = regie_record_type_is_state (state->type) && state->type != REGIE_RECORD_GONE;

      state->seq = 0;
      state->at = regie_conductor_now (conductor);
      regie_record_set_cmd (state, NULL);
      regie_record_set_by (state, viewer->role, viewer->id);
      if (!good)
        g_set_error (error, REGIE_RULE_ERROR, REGIE_RULE_INVALID, "type: %s is no state record",
                     regie_record_type_nick (state->type));
      if (!good || !regie_viewer_may (trial, viewer, state, error)
          || !regie_congress_apply (trial, state, error))
        {
          g_prefix_error (error, "state[%u].", i);
          return FALSE;
        }
    }
  return TRUE;
}

void
regie_plan_import (RegieConductor *conductor,
                   const RegieViewer *viewer,
                   GPtrArray *states,
                   RegieConductorDone done,
                   gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RegieReply) end = regie_reply_new (REGIE_ANSWER_APPLIED);
  Import *import;

  if (!check_import (conductor, viewer, states, &error))
    {
      refuse_import (error, done, user_data);
      return;
    }
  import = g_new0 (Import, 1);
  import->done = done;
  import->user_data = user_data;
  import->left = states->len + 1;
  import->reply = regie_reply_new (REGIE_ANSWER_APPLIED);
  for (guint i = 0; i < states->len; i++)
    regie_conductor_append_checked (conductor, viewer, g_ptr_array_index (states, i), on_imported,
                                    import);
  /* The one that is told last is the import itself: it may be empty. */
  on_imported (end, import);
}
