/* regie-direct-commands.h: what a director can do, as commands, and when it is possible
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-desk-session.h"

G_BEGIN_DECLS

/* Widgets, actions and keys all come here, so that each command is made in one place. */

/** How long a take can be taken back, microseconds (SEMANTICS 5). */
#define REGIE_TAKE_BACK_TIME (5 * G_USEC_PER_SEC)

gboolean regie_direct_can_arm (RegieDeskSession *session, const char *stage);
void regie_direct_arm (RegieDeskSession *session, const char *stage);

/** Returns: whether a stage is armed that is not on program already, and no take is under way */
gboolean regie_direct_can_take (RegieDeskSession *session);
/** Takes what is armed at the revision shown on the desk. */
void regie_direct_take (RegieDeskSession *session, RegieTransition transition);

/** Returns: microseconds for which the last take can still be taken back; 0: not any more */
gint64 regie_direct_take_back_left (RegieDeskSession *session);
void regie_direct_take_back (RegieDeskSession *session);

/** Returns: whether @stage, or with %NULL every stage that broadcasts, is on hold */
gboolean regie_direct_is_held (RegieDeskSession *session, const char *stage);
/** @stage: (nullable): %NULL for all */
void regie_direct_hold (RegieDeskSession *session, const char *stage, gboolean on);

/**
 * regie_direct_cue:
 * @text: (nullable): for %REGIE_CUE_TEXT
 *
 * Sends a cue to a stage's moderator.
 *
 * Returns: (transfer full): the cue's id, under which it is pending
 */
char *regie_direct_cue (RegieDeskSession *session,
                        const char *stage,
                        RegieCueKind kind,
                        const char *text);
/** Returns: (transfer none): what the cue is called: `Wrap up` */
const char *regie_cue_kind_text (RegieCueKind kind);
/** Returns: (transfer none): how far the cue has come: `seen` */
const char *regie_cue_state_text (RegieCueState state);

/** Says something to everybody backstage. */
void regie_direct_post (RegieDeskSession *session, const char *text);

/** Sets whether the audience may write on @stage; with @agenda the agenda's own value holds again and
 * @channel does not matter. */
void regie_direct_set_channel (RegieDeskSession *session,
                               const char *stage,
                               RegieChannel channel,
                               gboolean agenda);

/** Puts a stage in a state, with the session it runs; @talk may be %NULL. */
void regie_direct_set_stage (RegieDeskSession *session,
                             const char *stage,
                             RegieStageState state,
                             const char *talk);

G_END_DECLS
