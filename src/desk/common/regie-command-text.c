/* regie-command-text.c: what a command is called when it failed
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-command-text.h"

#include <glib/gi18n.h>

static const char *const names[REGIE_N_RECORDS] = {
  [REGIE_RECORD_STAGE_SET] = N_ ("Stage"),
  [REGIE_RECORD_STAGE_OVERLAY] = N_ ("Insert"),
  [REGIE_RECORD_STAGE_CHANNEL] = N_ ("Question channel"),
  [REGIE_RECORD_STAGE_MODERATION] = N_ ("Moderation"),
  [REGIE_RECORD_STAGE_SOURCES] = N_ ("Sources"),
  [REGIE_RECORD_PROGRAM_ARM] = N_ ("Arm"),
  [REGIE_RECORD_PROGRAM_TAKE] = N_ ("Take"),
  [REGIE_RECORD_PROGRAM_TAKE_BACK] = N_ ("Take back"),
  [REGIE_RECORD_PROGRAM_HOLD] = N_ ("Hold"),
  [REGIE_RECORD_MESSAGE_SUBMIT] = N_ ("Question"),
  [REGIE_RECORD_MESSAGE_WITHDRAW] = N_ ("Question"),
  [REGIE_RECORD_MESSAGE_MOVE] = N_ ("Question"),
  [REGIE_RECORD_MESSAGE_CLAIM] = N_ ("Claim"),
  [REGIE_RECORD_MESSAGE_EDIT] = N_ ("Edit"),
  [REGIE_RECORD_MESSAGE_CLASSIFY] = N_ ("Kind of the question"),
  [REGIE_RECORD_MESSAGE_LABEL] = N_ ("Labels"),
  [REGIE_RECORD_MESSAGE_RELABEL] = N_ ("Labels"),
  [REGIE_RECORD_MESSAGE_NOTE] = N_ ("Note"),
  [REGIE_RECORD_POLL_CREATE] = N_ ("New vote"),
  [REGIE_RECORD_POLL_OPEN] = N_ ("Opening the vote"),
  [REGIE_RECORD_POLL_CLOSE] = N_ ("Closing the vote"),
  [REGIE_RECORD_POLL_SHOW] = N_ ("Result of the vote"),
  [REGIE_RECORD_WORD_BLOCK] = N_ ("Word"),
  [REGIE_RECORD_CUE_SEND] = N_ ("Cue"),
  [REGIE_RECORD_CUE_MARK] = N_ ("Cue"),
  [REGIE_RECORD_PERSON_ERASE] = N_ ("Erasing a person"),
  [REGIE_RECORD_BACKSTAGE_POST] = N_ ("Backstage message"),
};

const char *
regie_command_text (RegieRecordType type)
{
  g_return_val_if_fail (type < REGIE_N_RECORDS, "");
  return names[type] != NULL ? _ (names[type]) : _ ("Command");
}
