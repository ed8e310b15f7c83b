/* regie-colleague.h: somebody of the staff who is connected, and where at work
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-enums.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define REGIE_TYPE_COLLEAGUE (regie_colleague_get_type ())
G_DECLARE_FINAL_TYPE (RegieColleague, regie_colleague, REGIE, COLLEAGUE, GObject)

/* Properties (all notify but `id`):
 *   id       string     as in `by` of records and `claimant` of messages
 *   name     string     display name; NULL for none
 *   role     RegieRole
 *   stage    string     id of the stage looked at; NULL unknown
 *   view     string     the desk's word for the view; NULL unknown
 *   message  string     id of the message worked on; NULL none
 *   since    int64      when that place was taken, server time, microseconds
 */
RegieColleague *regie_colleague_new (const char *id);

const char *regie_colleague_get_id (RegieColleague *self);
const char *regie_colleague_get_name (RegieColleague *self);
const char *regie_colleague_get_stage (RegieColleague *self);
const char *regie_colleague_get_message (RegieColleague *self);

/** For the client. */
void regie_colleague_update (RegieColleague *self,
                             const char *name,
                             RegieRole role,
                             const char *stage,
                             const char *view,
                             const char *message,
                             gint64 since);

G_END_DECLS
