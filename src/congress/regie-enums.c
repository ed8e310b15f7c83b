/* regie-enums.c: the words of a congress as enumerations with GTypes
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-congress"

#include "regie-enums.h"

/* G_DEFINE_ENUM_TYPE takes the values' nicks as they stand on the wire. */
G_DEFINE_ENUM_TYPE (RegieRole,
                    regie_role,
                    G_DEFINE_ENUM_VALUE (REGIE_ROLE_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (REGIE_ROLE_PARTICIPANT, "participant"),
                    G_DEFINE_ENUM_VALUE (REGIE_ROLE_SCREEN, "screen"),
                    G_DEFINE_ENUM_VALUE (REGIE_ROLE_MODERATOR, "moderator"),
                    G_DEFINE_ENUM_VALUE (REGIE_ROLE_DIRECTOR, "director"),
                    G_DEFINE_ENUM_VALUE (REGIE_ROLE_ADMIN, "admin"),
                    G_DEFINE_ENUM_VALUE (REGIE_ROLE_SYSTEM, "system"))

G_DEFINE_ENUM_TYPE (RegieStageState,
                    regie_stage_state,
                    G_DEFINE_ENUM_VALUE (REGIE_STAGE_OFF_AIR, "off_air"),
                    G_DEFINE_ENUM_VALUE (REGIE_STAGE_COUNTDOWN, "countdown"),
                    G_DEFINE_ENUM_VALUE (REGIE_STAGE_LIVE, "live"),
                    G_DEFINE_ENUM_VALUE (REGIE_STAGE_HOLD, "hold"),
                    G_DEFINE_ENUM_VALUE (REGIE_STAGE_ENDED, "ended"))

G_DEFINE_ENUM_TYPE (RegieChannel,
                    regie_channel,
                    G_DEFINE_ENUM_VALUE (REGIE_CHANNEL_OPEN, "open"),
                    G_DEFINE_ENUM_VALUE (REGIE_CHANNEL_PAUSED, "paused"),
                    G_DEFINE_ENUM_VALUE (REGIE_CHANNEL_CLOSED, "closed"))

G_DEFINE_ENUM_TYPE (RegieOverlay,
                    regie_overlay,
                    G_DEFINE_ENUM_VALUE (REGIE_OVERLAY_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (REGIE_OVERLAY_QUESTION, "question"),
                    G_DEFINE_ENUM_VALUE (REGIE_OVERLAY_POLL, "poll"),
                    G_DEFINE_ENUM_VALUE (REGIE_OVERLAY_WORDS, "words"),
                    G_DEFINE_ENUM_VALUE (REGIE_OVERLAY_LOWER_THIRD, "lower_third"),
                    G_DEFINE_ENUM_VALUE (REGIE_OVERLAY_COUNTDOWN, "countdown"),
                    G_DEFINE_ENUM_VALUE (REGIE_OVERLAY_MESSAGE, "message"))

G_DEFINE_ENUM_TYPE (RegieTransition,
                    regie_transition,
                    G_DEFINE_ENUM_VALUE (REGIE_TRANSITION_CUT, "cut"),
                    G_DEFINE_ENUM_VALUE (REGIE_TRANSITION_FADE, "fade"))

G_DEFINE_ENUM_TYPE (RegieSessionKind,
                    regie_session_kind,
                    G_DEFINE_ENUM_VALUE (REGIE_SESSION_TALK, "talk"),
                    G_DEFINE_ENUM_VALUE (REGIE_SESSION_PANEL, "panel"),
                    G_DEFINE_ENUM_VALUE (REGIE_SESSION_WORKSHOP, "workshop"),
                    G_DEFINE_ENUM_VALUE (REGIE_SESSION_BREAK, "break"))

G_DEFINE_ENUM_TYPE (RegieMessageKind,
                    regie_message_kind,
                    G_DEFINE_ENUM_VALUE (REGIE_MESSAGE_QUESTION, "question"),
                    G_DEFINE_ENUM_VALUE (REGIE_MESSAGE_COMMENT, "comment"),
                    G_DEFINE_ENUM_VALUE (REGIE_MESSAGE_PRAISE, "praise"))

G_DEFINE_ENUM_TYPE (RegieMessageState,
                    regie_message_state,
                    G_DEFINE_ENUM_VALUE (REGIE_MESSAGE_NEW, "new"),
                    G_DEFINE_ENUM_VALUE (REGIE_MESSAGE_IN_REVIEW, "in_review"),
                    G_DEFINE_ENUM_VALUE (REGIE_MESSAGE_APPROVED, "approved"),
                    G_DEFINE_ENUM_VALUE (REGIE_MESSAGE_NEXT, "next"),
                    G_DEFINE_ENUM_VALUE (REGIE_MESSAGE_ON_AIR, "on_air"),
                    G_DEFINE_ENUM_VALUE (REGIE_MESSAGE_ANSWERED, "answered"),
                    G_DEFINE_ENUM_VALUE (REGIE_MESSAGE_ARCHIVED, "archived"),
                    G_DEFINE_ENUM_VALUE (REGIE_MESSAGE_REJECTED, "rejected"),
                    G_DEFINE_ENUM_VALUE (REGIE_MESSAGE_MERGED, "merged"),
                    G_DEFINE_ENUM_VALUE (REGIE_MESSAGE_PARKED, "parked"),
                    G_DEFINE_ENUM_VALUE (REGIE_MESSAGE_WITHDRAWN, "withdrawn"))

G_DEFINE_ENUM_TYPE (RegieAnswered,
                    regie_answered,
                    G_DEFINE_ENUM_VALUE (REGIE_ANSWERED_LIVE, "live"),
                    G_DEFINE_ENUM_VALUE (REGIE_ANSWERED_WRITTEN, "written"))

G_DEFINE_ENUM_TYPE (RegieRestraint,
                    regie_restraint,
                    G_DEFINE_ENUM_VALUE (REGIE_RESTRAINT_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (REGIE_RESTRAINT_SLOW, "slow"),
                    G_DEFINE_ENUM_VALUE (REGIE_RESTRAINT_MUTE, "mute"))

G_DEFINE_ENUM_TYPE (RegieFlag,
                    regie_flag,
                    G_DEFINE_ENUM_VALUE (REGIE_FLAG_BLOCK_LIST, "block_list"),
                    G_DEFINE_ENUM_VALUE (REGIE_FLAG_LINK, "link"),
                    G_DEFINE_ENUM_VALUE (REGIE_FLAG_REPEAT, "repeat"),
                    G_DEFINE_ENUM_VALUE (REGIE_FLAG_FLOOD, "flood"),
                    G_DEFINE_ENUM_VALUE (REGIE_FLAG_BRIGADE, "brigade"))

G_DEFINE_ENUM_TYPE (RegieRejectReason,
                    regie_reject_reason,
                    G_DEFINE_ENUM_VALUE (REGIE_REJECT_OFF_TOPIC, "off_topic"),
                    G_DEFINE_ENUM_VALUE (REGIE_REJECT_ALREADY_ANSWERED, "already_answered"),
                    G_DEFINE_ENUM_VALUE (REGIE_REJECT_ALREADY_ASKED, "already_asked"),
                    G_DEFINE_ENUM_VALUE (REGIE_REJECT_UNCLEAR, "unclear"),
                    G_DEFINE_ENUM_VALUE (REGIE_REJECT_TOO_LATE, "too_late"),
                    G_DEFINE_ENUM_VALUE (REGIE_REJECT_TONE, "tone"),
                    G_DEFINE_ENUM_VALUE (REGIE_REJECT_PERSONAL_DATA, "personal_data"),
                    G_DEFINE_ENUM_VALUE (REGIE_REJECT_ADVERTISING, "advertising"),
                    G_DEFINE_ENUM_VALUE (REGIE_REJECT_OTHER, "other"))

G_DEFINE_ENUM_TYPE (RegiePollKind,
                    regie_poll_kind,
                    G_DEFINE_ENUM_VALUE (REGIE_POLL_SINGLE, "single"),
                    G_DEFINE_ENUM_VALUE (REGIE_POLL_MULTIPLE, "multiple"),
                    G_DEFINE_ENUM_VALUE (REGIE_POLL_WORDS, "words"))

G_DEFINE_ENUM_TYPE (RegiePollState,
                    regie_poll_state,
                    G_DEFINE_ENUM_VALUE (REGIE_POLL_DRAFT, "draft"),
                    G_DEFINE_ENUM_VALUE (REGIE_POLL_OPEN, "open"),
                    G_DEFINE_ENUM_VALUE (REGIE_POLL_CLOSING, "closing"),
                    G_DEFINE_ENUM_VALUE (REGIE_POLL_CLOSED, "closed"),
                    G_DEFINE_ENUM_VALUE (REGIE_POLL_FINAL, "final"),
                    G_DEFINE_ENUM_VALUE (REGIE_POLL_ARCHIVED, "archived"))

G_DEFINE_ENUM_TYPE (RegieResultVisibility,
                    regie_result_visibility,
                    G_DEFINE_ENUM_VALUE (REGIE_RESULT_HIDDEN, "hidden"),
                    G_DEFINE_ENUM_VALUE (REGIE_RESULT_AFTER_OWN_VOTE, "after_own_vote"),
                    G_DEFINE_ENUM_VALUE (REGIE_RESULT_LIVE, "live"),
                    G_DEFINE_ENUM_VALUE (REGIE_RESULT_PUBLISHED, "published"))

G_DEFINE_ENUM_TYPE (RegiePlacement,
                    regie_placement,
                    G_DEFINE_ENUM_VALUE (REGIE_PLACEMENT_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (REGIE_PLACEMENT_STAGE, "stage"),
                    G_DEFINE_ENUM_VALUE (REGIE_PLACEMENT_ALL, "all"))

G_DEFINE_ENUM_TYPE (RegieCueKind,
                    regie_cue_kind,
                    G_DEFINE_ENUM_VALUE (REGIE_CUE_STANDBY, "standby"),
                    G_DEFINE_ENUM_VALUE (REGIE_CUE_GO, "go"),
                    G_DEFINE_ENUM_VALUE (REGIE_CUE_FIVE_MINUTES, "five_minutes"),
                    G_DEFINE_ENUM_VALUE (REGIE_CUE_WRAP_UP, "wrap_up"),
                    G_DEFINE_ENUM_VALUE (REGIE_CUE_STOP, "stop"),
                    G_DEFINE_ENUM_VALUE (REGIE_CUE_TEXT, "text"))

G_DEFINE_ENUM_TYPE (RegieCueState,
                    regie_cue_state,
                    G_DEFINE_ENUM_VALUE (REGIE_CUE_SENT, "sent"),
                    G_DEFINE_ENUM_VALUE (REGIE_CUE_DELIVERED, "delivered"),
                    G_DEFINE_ENUM_VALUE (REGIE_CUE_SEEN, "seen"),
                    G_DEFINE_ENUM_VALUE (REGIE_CUE_ACKNOWLEDGED, "acknowledged"))

const char *
regie_enum_nick (GType type, int value)
{
  const GEnumValue *found = g_enum_get_value (g_type_class_get (type), value);
  return found != NULL ? found->value_nick : "?";
}

gboolean
regie_enum_parse (GType type, const char *nick, int *value)
{
  g_return_val_if_fail (value != NULL, FALSE);

  if (nick == NULL)
    return FALSE;
  const GEnumValue *found = g_enum_get_value_by_nick (g_type_class_get (type), nick);
  if (found == NULL)
    return FALSE;
  *value = found->value;
  return TRUE;
}
