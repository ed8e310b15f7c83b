/* regie-copilot.h: a colleague of the moderators who works through what comes in
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-client.h"

G_BEGIN_DECLS

#define REGIE_TYPE_COPILOT (regie_copilot_get_type ())
G_DECLARE_FINAL_TYPE (RegieCopilot, regie_copilot, REGIE, COPILOT, GObject)

/** What a copilot makes of a message. */
typedef enum
{
  REGIE_VERDICT_APPROVE,
  REGIE_VERDICT_REJECT,
  /** the same has been asked before */
  REGIE_VERDICT_MERGE,
  REGIE_VERDICT_PARK,
  /** can be answered in a line, in writing */
  REGIE_VERDICT_ANSWER,
} RegieVerdict;

/**
 * regie_copilot_new:
 * @number: which of several it is, from 0: they do not all do the same at the same time
 *
 * Claims a message that nobody works on, takes a few seconds, and approves it, merges it with what was
 * asked before, parks it, answers it in writing or rejects it. It keeps its hands off whatever somebody
 * else has claimed or has on air, and leaves some of what is new to the people at the desk.
 */
RegieCopilot *regie_copilot_new (guint64 seed, guint number);

/** @token: a moderator's; what its name is there, the desks show */
void regie_copilot_start (RegieCopilot *self, const char *address, const char *token);
void regie_copilot_stop (RegieCopilot *self);

RegieClient *regie_copilot_get_client (RegieCopilot *self);

/**
 * regie_copilot_judge:
 * @message: state of a message
 * @target: (out) (nullable): what it is to be merged into; belongs to @congress
 *
 * Returns: what a copilot would do with it
 */
RegieVerdict regie_copilot_judge (RegieCongress *congress,
                                  const RegieRecord *message,
                                  const char **target);

G_END_DECLS
