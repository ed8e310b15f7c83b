/* regie-congress-private.h: what the files of the congress room share
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-congress.h"

#include "regie-ballots.h"
#include "regie-entity-list.h"
#include "regie-entity-private.h"
#include "regie-question-rules.h"

G_BEGIN_DECLS

struct _RegieCongress
{
  GObject parent_instance;

  guint64 seq;
  gint64 at;

  RegieRecord *state;
  RegieProgram *program;
  RegieEntityList *stages;
  RegieEntityList *sessions;
  RegieEntityList *messages;
  RegieEntityList *polls;
  RegieEntityList *cues;
  RegieEntityList *posts;

  /* What never leaves the backend; stays empty elsewhere. */
  RegieBallots *ballots;

  /* Whether the message of the record applied last was public before it: tells "gone" from "never
   * seen" in regie_congress_project(). */
  gboolean was_public;
};

/**
 * RegieRule: what one record type asks for and does.
 * @check: says whether the rules take the record; changes nothing
 * @change: does it; called only after @check said yes
 */
typedef struct
{
  gboolean (*check) (RegieCongress *self, const RegieRecord *record, GError **error);
  void (*change) (RegieCongress *self, const RegieRecord *record);
} RegieRule;

/** Returns: (transfer none): the rule of a change record from the file that holds it, or %NULL */
const RegieRule *regie_stage_rule (RegieRecordType type);
const RegieRule *regie_message_rule (RegieRecordType type);
const RegieRule *regie_poll_rule (RegieRecordType type);

/** Sets @error and returns %FALSE, for use as the last expression of a check. */
gboolean regie_refuse (GError **error, RegieRuleError code, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/** Returns: (transfer none): the entity, or %NULL with %REGIE_RULE_UNKNOWN */
RegieEntity *regie_require (RegieEntityList *list,
                            const char *kind,
                            const char *id,
                            GError **error);

/** Returns: (transfer none) (nullable): the list that holds entities of @state_type */
RegieEntityList *regie_congress_list (RegieCongress *self, RegieRecordType state_type);

/** Returns: (transfer none) (nullable): the entity a record is about, if it is there */
RegieEntity *regie_congress_subject (RegieCongress *self, const RegieRecord *record);

/** Shows @message on its stage's overlay, or takes it off. */
void regie_stage_show_message (RegieCongress *self,
                               RegieMessage *message,
                               gboolean on_air,
                               const RegieRecord *cause);

G_END_DECLS
