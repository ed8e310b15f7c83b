/* regie-question-commands.h: what a moderator can do to messages, as commands
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-desk-session.h"

G_BEGIN_DECLS

/* Buttons, keys, drag and choosers all come here, so that each command is made in one place. Several
 * messages make one record: it is applied to all or to none, and undone in one go. */

/** Returns: (transfer full) (element-type RegieMessage): a list with @message alone */
GPtrArray *regie_question_list_of (RegieMessage *message);

/**
 * regie_question_record:
 * @messages: (nullable) (element-type RegieMessage): what it is about: one, or up to 500
 *
 * Returns: (transfer full): a change of @type about @messages that names the operator
 */
RegieRecord *regie_question_record (RegieDeskSession *session,
                                    RegieRecordType type,
                                    GPtrArray *messages);

/** Sends @record (transfer full); about one message, with the revision this desk shows. */
void regie_question_send (RegieDeskSession *session, RegieRecord *record);

/**
 * regie_question_move:
 * @reason: (nullable): why, for rejections
 * @talk: (nullable): id of the session that parked messages go to
 */
void regie_question_move (RegieDeskSession *session,
                          GPtrArray *messages,
                          RegieMessageState to,
                          const char *reason,
                          const char *talk);

/** Claims @message, takes it over from who has it, or lets it go (@on false). */
void regie_question_claim (RegieDeskSession *session, RegieMessage *message, gboolean on);

/** Returns: whether every one of @messages may go to @to */
gboolean regie_question_may_move (GPtrArray *messages, RegieMessageState to);

/** Returns: whether somebody else is working on @message */
gboolean regie_question_is_taken (RegieDeskSession *session, RegieMessage *message);

/** Returns: (transfer full) (element-type utf8): ids of what is next on @stage, the first one first */
GPtrArray *regie_question_next_order (RegieCongress *congress, const char *stage);

/**
 * regie_question_relabel:
 * @add: (nullable): labels each of @messages gets beside those it has
 * @remove: (nullable): labels each loses
 *
 * Sends nothing when there is nothing to change. What a colleague labels meanwhile stays: no revision is
 * asked for.
 */
void regie_question_relabel (RegieDeskSession *session,
                             GPtrArray *messages,
                             const char *const *add,
                             const char *const *remove);

G_END_DECLS
