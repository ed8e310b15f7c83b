/* regie-scene.c: what an output of a stage has to show at a moment
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-scene.h"

static gboolean
is_concealed (const RegieRecord *poll)
{
  return poll->visibility != REGIE_RESULT_LIVE && poll->visibility != REGIE_RESULT_PUBLISHED;
}

static RegieScene
scene_of_poll (RegiePoll *poll)
{
  const RegieRecord *state;

  if (poll == NULL)
    return (RegieScene) { REGIE_SCENE_NOTHING };
  state = regie_poll_state (poll);
  return (RegieScene) { state->poll_kind == REGIE_POLL_WORDS ? REGIE_SCENE_WORDS : REGIE_SCENE_POLL,
                        REGIE_ENTITY (poll), 0, is_concealed (state) };
}

static RegieScene
scene_of_message (RegieMessage *message)
{
  int state = message != NULL ? (int) regie_message_state (message)->message_state : -1;

  if (state != REGIE_MESSAGE_APPROVED && state != REGIE_MESSAGE_NEXT
      && state != REGIE_MESSAGE_ON_AIR && state != REGIE_MESSAGE_ANSWERED)
    return (RegieScene) { REGIE_SCENE_NOTHING };
  return (RegieScene) { REGIE_SCENE_QUESTION, REGIE_ENTITY (message), 0, FALSE };
}

/* Until the instant the stage was given, else until its session begins, or ends once it runs. */
static RegieScene
scene_of_countdown (RegieCongress *congress, const RegieRecord *stage)
{
  RegieSession *session =
      stage->session != NULL ? regie_congress_find_session (congress, stage->session) : NULL;
  const RegieRecord *talk = session != NULL ? regie_session_state (session) : NULL;
  gint64 until = 0;

  if (regie_record_has (stage, END))
    until = stage->end;
  else if (talk != NULL)
    until = stage->stage_state == REGIE_STAGE_LIVE ? talk->end : talk->start;
  if (until == 0)
    return (RegieScene) { REGIE_SCENE_NOTHING };
  return (RegieScene) { REGIE_SCENE_COUNTDOWN, session != NULL ? REGIE_ENTITY (session) : NULL,
                        until, FALSE };
}

static RegieScene
scene_of_session (RegieCongress *congress, const RegieRecord *stage)
{
  RegieSession *session =
      stage->session != NULL ? regie_congress_find_session (congress, stage->session) : NULL;

  if (session == NULL)
    return (RegieScene) { REGIE_SCENE_NOTHING };
  return (RegieScene) { REGIE_SCENE_LOWER_THIRD, REGIE_ENTITY (session), 0, FALSE };
}

/* A vote that another stage shows everywhere: the one that was opened last. */
static RegieScene
scene_of_all (RegieCongress *congress, const RegieRecord *stage)
{
  GListModel *polls = regie_congress_get_polls (congress);
  RegiePoll *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (polls); i++)
    {
      g_autoptr (RegiePoll) poll = g_list_model_get_item (polls, i);
      const RegieRecord *state = regie_poll_state (poll);

      if (state->placement == REGIE_PLACEMENT_ALL && g_strcmp0 (state->stage, stage->stage) != 0
          && state->poll_state >= REGIE_POLL_OPEN && state->poll_state < REGIE_POLL_ARCHIVED
          && (found == NULL || state->start >= regie_poll_state (found)->start))
        found = poll;
    }
  return scene_of_poll (found);
}

static RegieScene
scene_of_overlay (RegieCongress *congress, const RegieRecord *stage)
{
  switch ((RegieOverlay) stage->overlay)
    {
    case REGIE_OVERLAY_QUESTION:
    case REGIE_OVERLAY_MESSAGE:
      return scene_of_message (
          stage->target != NULL ? regie_congress_find_message (congress, stage->target) : NULL);
    case REGIE_OVERLAY_POLL:
    case REGIE_OVERLAY_WORDS:
      return scene_of_poll (
          stage->target != NULL ? regie_congress_find_poll (congress, stage->target) : NULL);
    case REGIE_OVERLAY_LOWER_THIRD:
      return scene_of_session (congress, stage);
    case REGIE_OVERLAY_COUNTDOWN:
      return scene_of_countdown (congress, stage);
    case REGIE_OVERLAY_NONE:
      break;
    }
  if (stage->stage_state == REGIE_STAGE_COUNTDOWN)
    return scene_of_countdown (congress, stage);
  return scene_of_all (congress, stage);
}

RegieScene
regie_scene_of (RegieCongress *congress, const char *stage)
{
  RegieStage *entity = stage != NULL ? regie_congress_find_stage (congress, stage) : NULL;

  if (entity == NULL)
    return (RegieScene) { REGIE_SCENE_NOTHING };
  if (regie_stage_state (entity)->stage_state == REGIE_STAGE_HOLD)
    return (RegieScene) { REGIE_SCENE_SLATE };
  return scene_of_overlay (congress, regie_stage_state (entity));
}

gboolean
regie_scene_is_same (const RegieScene *a, const RegieScene *b)
{
  return a->kind == b->kind && a->subject == b->subject;
}
