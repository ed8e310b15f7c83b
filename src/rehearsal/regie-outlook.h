/* regie-outlook.h: what the audience sees of a congress, as it is told
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-protocol.h"

G_BEGIN_DECLS

#define REGIE_TYPE_OUTLOOK (regie_outlook_get_type ())
G_DECLARE_FINAL_TYPE (RegieOutlook, regie_outlook, REGIE, OUTLOOK, GObject)

RegieOutlook *regie_outlook_new (void);

/** Takes in a snapshot or records; other events are nothing to it. */
void regie_outlook_take (RegieOutlook *self, const RegieEvent *event);

const RegieRecord *regie_outlook_find_session (RegieOutlook *self, const char *id);
const RegieRecord *regie_outlook_find_poll (RegieOutlook *self, const char *id);

/** Returns: (transfer none) (element-type RegieRecord): the stages by number */
GPtrArray *regie_outlook_get_stages (RegieOutlook *self);

/** Returns: (transfer container) (element-type RegieRecord): messages on @stage to vote for */
GPtrArray *regie_outlook_list_messages (RegieOutlook *self, const char *stage);

/** Returns: (transfer container) (element-type RegieRecord): polls one can vote in */
GPtrArray *regie_outlook_list_open_polls (RegieOutlook *self);

/**
 * RegieOutlook::poll-opened:
 * @poll: (type gpointer): its state; a round that was not open before is open now
 *
 * RegieOutlook::stage-changed:
 * @stage: (type gpointer): its state
 */

G_END_DECLS
