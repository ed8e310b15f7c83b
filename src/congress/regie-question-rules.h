/* regie-question-rules.h: which way a message may go from where it is (SEMANTICS 2)
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-record.h"

G_BEGIN_DECLS

/** Returns: whether `message.move` may take a message from @from to @to */
gboolean regie_message_may_move (RegieMessageState from, RegieMessageState to);

/**
 * regie_message_compare:
 * @a: (type RegieRecord): state of a message
 * @b: state of another one
 *
 * The order of messages on all machines, desk and audience alike: pinned ones first, then by score,
 * descending, then the earlier one, then by id.
 *
 * Returns: below 0 when @a comes first, above 0 when @b does
 */
int regie_message_compare (const RegieRecord *a, const RegieRecord *b);

/**
 * regie_stage_effective_channel:
 * @stage: state of a stage
 *
 * Returns: what holds for the audience: the director's override (`channel`) where there is one, else
 *   what the agenda says (`automatic`, from the running session), else open. The audience's own view
 *   of a stage has it in `channel` already, and in `reason` that of the override.
 */
RegieChannel regie_stage_effective_channel (const RegieRecord *stage);

/**
 * regie_reject_reason_parse:
 * @reason: (nullable): the `reason` of a rejected message
 * @text: (out) (nullable): the free text beside the word, within @reason; %NULL if there is none
 *
 * A reason is a word of #RegieRejectReason (`off_topic`), a word and a free text (`off_topic: Bitte
 * auf Bühne 2 fragen`), or a free text alone, which counts as `other`.
 */
RegieRejectReason regie_reject_reason_parse (const char *reason, const char **text);

/** Returns: (transfer full): the two as one `reason`; @text may be %NULL or empty */
char *regie_reject_reason_format (RegieRejectReason word, const char *text);

/** Returns: whether the audience sees messages in this state */
gboolean regie_message_state_is_public (RegieMessageState state);

G_END_DECLS
