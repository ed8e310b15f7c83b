/* regie-deed-text.h: what somebody did to a message, in words
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-congress.h"

G_BEGIN_DECLS

/** Returns: (transfer full): @text as part of a line: in quotes, one line, not too long, isolated */
char *regie_quoted_text (const char *text);

/** Returns: (transfer full): the message's text, quoted; of an unknown one its id */
char *regie_message_quoted_text (RegieCongress *congress, const char *message);

/** Returns: (transfer full): who did @record: a display name, or what the role is called */
char *regie_actor_text (const RegieRecord *record);

/**
 * regie_deed_text:
 * @record: a change of one or several messages
 * @about: (nullable): id of the message the reader looks at; %NULL: the record's own
 *
 * Returns: (transfer full) (nullable): what was done, without who and to what, to stand behind a name:
 * `rejected (off topic)`; %NULL for what is no deed of a person's (scores)
 */
char *regie_deed_text (RegieCongress *congress, const RegieRecord *record, const char *about);

/** Returns: (transfer full) (nullable): what was done, and to what: `rejected: “Ton ist etwas leise.”`,
 * `approved: 7 messages`; %NULL as above */
char *regie_deed_line (RegieCongress *congress, const RegieRecord *record);

/** Returns: (transfer full): the same for a step that can be undone */
char *regie_step_text (RegieCongress *congress, RegieStep *step);
/** The same of the state of a step, which need not be known here yet. */
char *regie_step_state_text (RegieCongress *congress, const RegieRecord *state);

/** Returns: (transfer none): a reason of the short list as the author reads it, translated */
const char *regie_reject_reason_text (RegieRejectReason reason);

/** Returns: (transfer full): why a message was rejected: the short list's text, the free text, or both */
char *regie_reason_text (const char *reason);

/** Returns: (transfer full): what @flags (nullable) say, separated by commas */
char *regie_flags_text (const char *const *flags);

G_END_DECLS
