/* regie-refusal.h: errors of the rooms below as answers to a command
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * The human text of the backend's own refusals stands here and nowhere else.
 */

#pragma once

#include "regie-congress.h"
#include "regie-protocol.h"

G_BEGIN_DECLS

/** Returns: (transfer full): what a %REGIE_RULE_ERROR, %REGIE_PROTOCOL_ERROR or journal error says */
RegieReply *regie_refusal_from_error (const GError *error);

/** Returns: (transfer full): a refusal with HTTP @status; @detail is printf-formatted */
RegieReply *regie_refusal_new (RegieAnswer answer,
                               guint status,
                               const char *title,
                               const char *detail,
                               ...) G_GNUC_PRINTF (4, 5);

/**
 * regie_refusal_new_wait:
 * @code: why
 * @seconds: after which it may be tried again
 * @what: why, for a person; the sentence goes on with how long to wait
 *
 * Returns: (transfer full): a refusal that ends by itself (HTTP 429)
 */
RegieReply *regie_refusal_new_wait (RegieReplyCode code,
                                    gint64 seconds,
                                    const char *title,
                                    const char *what);

/**
 * regie_refusal_attach_current:
 * @record: what was refused as a conflict
 *
 * Adds the entity as it is now, as far as @viewer may see it.
 */
void regie_refusal_attach_current (RegieReply *reply,
                                   RegieCongress *congress,
                                   const RegieRecord *record,
                                   const RegieViewer *viewer);

/** Adds to @reply what @cause, a record of the journal, was: as the staff may see it. */
void regie_refusal_attach_cause (RegieReply *reply,
                                 RegieCongress *congress,
                                 const RegieRecord *cause);

G_END_DECLS
