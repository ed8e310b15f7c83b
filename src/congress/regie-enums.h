/* regie-enums.h: the words of a congress: roles, kinds, states, as enumerations with GTypes
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* The nick of each value (lower case, underscores) is the word in records, on the wire, in bundles
 * and in documentation. The numeric values are never stored. */

/** Who somebody is to the congress. Ordered: a later role sees at least what an earlier one sees. */
typedef enum
{
  REGIE_ROLE_NONE,
  REGIE_ROLE_PARTICIPANT,
  REGIE_ROLE_SCREEN,
  REGIE_ROLE_MODERATOR,
  REGIE_ROLE_DIRECTOR,
  REGIE_ROLE_ADMIN,
  /** The backend itself: coalesced tallies, deadlines, ended leases. */
  REGIE_ROLE_SYSTEM,
} RegieRole;

typedef enum
{
  REGIE_STAGE_OFF_AIR,
  REGIE_STAGE_COUNTDOWN,
  REGIE_STAGE_LIVE,
  REGIE_STAGE_HOLD,
  REGIE_STAGE_ENDED,
} RegieStageState;

/** Whether the audience may write to a stage (SEMANTICS 2). */
typedef enum
{
  REGIE_CHANNEL_OPEN,
  /** Read and vote, but write nothing. */
  REGIE_CHANNEL_PAUSED,
  REGIE_CHANNEL_CLOSED,
} RegieChannel;

typedef enum
{
  REGIE_OVERLAY_NONE,
  REGIE_OVERLAY_QUESTION,
  REGIE_OVERLAY_POLL,
  REGIE_OVERLAY_WORDS,
  REGIE_OVERLAY_LOWER_THIRD,
  REGIE_OVERLAY_COUNTDOWN,
  REGIE_OVERLAY_MESSAGE,
} RegieOverlay;

typedef enum
{
  REGIE_TRANSITION_CUT,
  REGIE_TRANSITION_FADE,
} RegieTransition;

typedef enum
{
  REGIE_SESSION_TALK,
  REGIE_SESSION_PANEL,
  REGIE_SESSION_WORKSHOP,
  REGIE_SESSION_BREAK,
} RegieSessionKind;

typedef enum
{
  REGIE_MESSAGE_QUESTION,
  REGIE_MESSAGE_COMMENT,
  REGIE_MESSAGE_PRAISE,
} RegieMessageKind;

typedef enum
{
  REGIE_MESSAGE_NEW,
  REGIE_MESSAGE_IN_REVIEW,
  REGIE_MESSAGE_APPROVED,
  REGIE_MESSAGE_NEXT,
  REGIE_MESSAGE_ON_AIR,
  REGIE_MESSAGE_ANSWERED,
  REGIE_MESSAGE_ARCHIVED,
  REGIE_MESSAGE_REJECTED,
  REGIE_MESSAGE_MERGED,
  REGIE_MESSAGE_PARKED,
  REGIE_MESSAGE_WITHDRAWN,
} RegieMessageState;

/** How a message was answered. */
typedef enum
{
  REGIE_ANSWERED_LIVE,
  REGIE_ANSWERED_WRITTEN,
} RegieAnswered;

/** What lies between two messages of somebody who is slowed, microseconds. */
#define REGIE_SLOW_PAUSE (120 * (gint64) G_USEC_PER_SEC)

/** What the author of a message faces (staff only). */
typedef enum
{
  REGIE_RESTRAINT_NONE,
  /** one message in #REGIE_SLOW_PAUSE */
  REGIE_RESTRAINT_SLOW,
  /** no messages; reading and voting go on */
  REGIE_RESTRAINT_MUTE,
} RegieRestraint;

/** Why a message wants a second look. It is never dropped for it. */
typedef enum
{
  REGIE_FLAG_BLOCK_LIST,
  REGIE_FLAG_LINK,
  /** the same text as others */
  REGIE_FLAG_REPEAT,
  /** many messages by one sender in a short time */
  REGIE_FLAG_FLOOD,
  /** votes come unusually fast */
  REGIE_FLAG_BRIGADE,
} RegieFlag;

/** Why a message is not taken: the short list. A free text may stand beside it. */
typedef enum
{
  REGIE_REJECT_OFF_TOPIC,
  REGIE_REJECT_ALREADY_ANSWERED,
  REGIE_REJECT_ALREADY_ASKED,
  REGIE_REJECT_UNCLEAR,
  REGIE_REJECT_TOO_LATE,
  REGIE_REJECT_TONE,
  REGIE_REJECT_PERSONAL_DATA,
  REGIE_REJECT_ADVERTISING,
  REGIE_REJECT_OTHER,
} RegieRejectReason;

typedef enum
{
  REGIE_POLL_SINGLE,
  REGIE_POLL_MULTIPLE,
  REGIE_POLL_WORDS,
} RegiePollKind;

typedef enum
{
  REGIE_POLL_DRAFT,
  REGIE_POLL_OPEN,
  REGIE_POLL_CLOSING,
  REGIE_POLL_CLOSED,
  REGIE_POLL_FINAL,
  REGIE_POLL_ARCHIVED,
} RegiePollState;

/** Who may see a poll's result, independent of its state. Staff always may. */
typedef enum
{
  REGIE_RESULT_HIDDEN,
  REGIE_RESULT_AFTER_OWN_VOTE,
  REGIE_RESULT_LIVE,
  REGIE_RESULT_PUBLISHED,
} RegieResultVisibility;

/** Which outputs show a poll. */
typedef enum
{
  REGIE_PLACEMENT_NONE,
  REGIE_PLACEMENT_STAGE,
  REGIE_PLACEMENT_ALL,
} RegiePlacement;

typedef enum
{
  REGIE_CUE_STANDBY,
  REGIE_CUE_GO,
  REGIE_CUE_FIVE_MINUTES,
  REGIE_CUE_WRAP_UP,
  REGIE_CUE_STOP,
  REGIE_CUE_TEXT,
} RegieCueKind;

typedef enum
{
  REGIE_CUE_SENT,
  REGIE_CUE_DELIVERED,
  REGIE_CUE_SEEN,
  REGIE_CUE_ACKNOWLEDGED,
} RegieCueState;

#define REGIE_TYPE_ROLE (regie_role_get_type ())
#define REGIE_TYPE_STAGE_STATE (regie_stage_state_get_type ())
#define REGIE_TYPE_CHANNEL (regie_channel_get_type ())
#define REGIE_TYPE_OVERLAY (regie_overlay_get_type ())
#define REGIE_TYPE_TRANSITION (regie_transition_get_type ())
#define REGIE_TYPE_SESSION_KIND (regie_session_kind_get_type ())
#define REGIE_TYPE_MESSAGE_KIND (regie_message_kind_get_type ())
#define REGIE_TYPE_MESSAGE_STATE (regie_message_state_get_type ())
#define REGIE_TYPE_ANSWERED (regie_answered_get_type ())
#define REGIE_TYPE_RESTRAINT (regie_restraint_get_type ())
#define REGIE_TYPE_FLAG (regie_flag_get_type ())
#define REGIE_TYPE_REJECT_REASON (regie_reject_reason_get_type ())
#define REGIE_TYPE_POLL_KIND (regie_poll_kind_get_type ())
#define REGIE_TYPE_POLL_STATE (regie_poll_state_get_type ())
#define REGIE_TYPE_RESULT_VISIBILITY (regie_result_visibility_get_type ())
#define REGIE_TYPE_PLACEMENT (regie_placement_get_type ())
#define REGIE_TYPE_CUE_KIND (regie_cue_kind_get_type ())
#define REGIE_TYPE_CUE_STATE (regie_cue_state_get_type ())

GType regie_role_get_type (void);
GType regie_stage_state_get_type (void);
GType regie_channel_get_type (void);
GType regie_overlay_get_type (void);
GType regie_transition_get_type (void);
GType regie_session_kind_get_type (void);
GType regie_message_kind_get_type (void);
GType regie_message_state_get_type (void);
GType regie_answered_get_type (void);
GType regie_restraint_get_type (void);
GType regie_flag_get_type (void);
GType regie_reject_reason_get_type (void);
GType regie_poll_kind_get_type (void);
GType regie_poll_state_get_type (void);
GType regie_result_visibility_get_type (void);
GType regie_placement_get_type (void);
GType regie_cue_kind_get_type (void);
GType regie_cue_state_get_type (void);

/**
 * regie_enum_nick:
 * @type: one of the enumerations above
 * @value: a value of it
 *
 * Returns: (transfer none): the value's word, never %NULL (`"?"` for a value that is not in @type)
 */
const char *regie_enum_nick (GType type, int value);

/**
 * regie_enum_parse:
 * @type: one of the enumerations above
 * @nick: a word
 * @value: (out): the value
 *
 * Returns: %FALSE when @type has no such word; @value is then untouched
 */
gboolean regie_enum_parse (GType type, const char *nick, int *value);

G_END_DECLS
