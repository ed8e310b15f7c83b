/* regie-poll-commands.h: what a moderator can do to a vote, as records
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-desk-session.h"

G_BEGIN_DECLS

/** @minutes: how long the poll stays open; 0: until it is closed */
void regie_poll_send_open (RegieDeskSession *session, RegiePoll *poll, int minutes);
void regie_poll_send_close (RegieDeskSession *session, RegiePoll *poll);

/** Shows the result to the audience and on the stage's outputs, or hides it again. */
void regie_poll_send_show (RegieDeskSession *session, RegiePoll *poll, gboolean show);

/** Blocks a word of a cloud, or admits it again. */
void regie_poll_send_block (RegieDeskSession *session,
                            RegiePoll *poll,
                            const char *key,
                            gboolean block);

/** Returns: whether the audience sees the poll's result */
gboolean regie_poll_is_shown (RegiePoll *poll);

/** Returns: (transfer none): the kind, translated: `single choice` */
const char *regie_poll_kind_text (RegiePollKind kind);
/** Returns: (transfer none): the state, translated, for a pill: `OPEN` */
const char *regie_poll_state_text (RegiePollState state);

G_END_DECLS
