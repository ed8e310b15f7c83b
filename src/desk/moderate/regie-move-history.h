/* regie-move-history.h: the moves this desk has made, so that the last one can be undone
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-desk-session.h"

G_BEGIN_DECLS

#define REGIE_TYPE_MOVE_HISTORY (regie_move_history_get_type ())
G_DECLARE_FINAL_TYPE (RegieMoveHistory, regie_move_history, REGIE, MOVE_HISTORY, GObject)

/* Property:
 *   me  string  (read-only, notifies) the id under which the backend knows the person at this desk;
 *               NULL until the first command was applied
 *
 * Signal:
 *   moved (RegieMessage *message, gboolean undone)  an own move, or its undoing, was applied
 */

/** Returns: (transfer full): a history of the commands sent through it */
RegieMoveHistory *regie_move_history_new (RegieDeskSession *session);

/**
 * regie_move_history_send:
 * @record: (transfer full): any change record
 * @expect_rev: as for regie_desk_session_send()
 *
 * Sends a command and remembers, once it is applied, who sent it.
 */
void regie_move_history_send (RegieMoveHistory *self, RegieRecord *record, guint64 expect_rev);

/**
 * regie_move_history_move:
 * @to: where @message goes
 * @reason: (nullable): why, for a rejection
 *
 * Sends the move. Once it is applied it is the last move that can be undone.
 */
void regie_move_history_move (RegieMoveHistory *self,
                              RegieMessage *message,
                              RegieMessageState to,
                              const char *reason);

/** Returns: whether there is a move to undo on @stage */
gboolean regie_move_history_can_undo (RegieMoveHistory *self, const char *stage);

/**
 * regie_move_history_undo:
 * @why: (out) (transfer full) (nullable): why not, translated, when it is refused
 *
 * Sends the inverse of the last own move on @stage, unless the message has moved on since.
 *
 * Returns: (transfer none) (nullable): the message that goes back
 */
RegieMessage *regie_move_history_undo (RegieMoveHistory *self, const char *stage, char **why);

const char *regie_move_history_get_me (RegieMoveHistory *self);

G_END_DECLS
