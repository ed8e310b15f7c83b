/* regie-autopilot.h: somebody at the desk when nobody is: feeds, votes, questions
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * Uses the desk's own client with a director's token. Tells the desks where the stages' feeds are
 * and, if asked to, opens prepared votes now and then, approves questions and puts some on air. It
 * keeps out of the way of people: it never touches a vote or a question that somebody else has open
 * or on air.
 */

#pragma once

#include "regie-client.h"

G_BEGIN_DECLS

#define REGIE_TYPE_AUTOPILOT (regie_autopilot_get_type ())
G_DECLARE_FINAL_TYPE (RegieAutopilot, regie_autopilot, REGIE, AUTOPILOT, GObject)

/**
 * regie_autopilot_new:
 * @sources: (nullable): addresses of the feeds, in the order of the stages' numbers
 * @drive: whether it also plays director and moderator
 */
RegieAutopilot *regie_autopilot_new (const char *const *sources, gboolean drive, guint64 seed);

void regie_autopilot_start (RegieAutopilot *self, const char *address, const char *token);
void regie_autopilot_stop (RegieAutopilot *self);

RegieClient *regie_autopilot_get_client (RegieAutopilot *self);

G_END_DECLS
