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
#include "regie-merges.h"
#include "regie-question-rules.h"
#include "regie-queues.h"

G_BEGIN_DECLS

/** What the record applied last changed: an entity, and what it was before; %NULL: it is new. */
typedef struct
{
  RegieEntity *entity;
  RegieRecord *before;
} RegieTouch;

struct _RegieCongress
{
  GObject parent_instance;

  guint64 seq;
  gint64 at;
  /* how often it was changed: whoever prepares something from it sees that it is out of date */
  guint64 changes;

  RegieRecord *state;
  RegieProgram *program;
  RegieEntityList *stages;
  RegieEntityList *sessions;
  RegieEntityList *messages;
  RegieEntityList *polls;
  RegieEntityList *cues;
  RegieEntityList *posts;
  RegieEntityList *steps;

  /* What never leaves the backend; stays empty elsewhere. */
  RegieBallots *ballots;

  /* Found from the messages, so that no rule has to look through all of them. */
  RegieQueues *queues;
  RegieMerges *merges;

  /* (element-type RegieTouch): in the order of change, each entity once. Tells what to project, and
   * what a step has to restore. */
  GArray *touched;
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

/* What regie-congress-apply.c has done, told by regie-congress.c. */
void regie_congress_tell_title (RegieCongress *self);
void regie_congress_tell_applied (RegieCongress *self, const RegieRecord *record);
void regie_congress_tell_loaded (RegieCongress *self);

/** Returns: (transfer none): the rule of a change record from the file that holds it, or %NULL */
const RegieRule *regie_stage_rule (RegieRecordType type);
const RegieRule *regie_message_rule (RegieRecordType type);
const RegieRule *regie_review_rule (RegieRecordType type);
const RegieRule *regie_move_rule (RegieRecordType type);
const RegieRule *regie_merge_rule (RegieRecordType type);
const RegieRule *regie_undo_rule (RegieRecordType type);
const RegieRule *regie_erase_rule (RegieRecordType type);
const RegieRule *regie_poll_rule (RegieRecordType type);

/**
 * regie_congress_put:
 * @entity: an entity of the congress
 * @next: (transfer full): its new state
 *
 * The way every rule changes an entity: notes what it was, for projections and steps, and keeps what
 * is found from messages in step. A message's way on and off the air is for regie_message_put().
 */
void regie_congress_put (RegieCongress *self, RegieEntity *entity, RegieRecord *next);

/** @state: (transfer none): of an entity that is not there yet */
void regie_congress_add (RegieCongress *self, const RegieRecord *state);

/** Sets @error and returns %FALSE, for use as the last expression of a check. */
gboolean regie_refuse (GError **error, RegieRuleError code, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/** Returns: (transfer none): the entity, or %NULL with %REGIE_RULE_UNKNOWN */
RegieEntity *regie_require (RegieEntityList *list,
                            const char *kind,
                            const char *id,
                            GError **error);

/** Writes down what @record, just applied, did to messages, if it is a person's to take back. */
void regie_congress_note_step (RegieCongress *self, const RegieRecord *record);

/** Returns: (transfer none) (nullable): the newest step, not undone, that touched @message */
const RegieRecord *regie_congress_last_step (RegieCongress *self, const char *message);

/** Returns: (transfer full): a step for an error text: what, by whom, when */
char *regie_step_describe (const RegieRecord *step);

/** Sees to it that what speaks for a message before and after a merge is counted anew. */
void regie_merges_recount (RegieCongress *self, const RegieRecord *before, const RegieRecord *now);

/** Returns: whether @message can be merged into @target: it is there, on the same stage, somebody
 * still reads it, and it does not hang on @message itself */
gboolean regie_merge_is_possible (RegieCongress *self,
                                  const RegieRecord *message,
                                  const char *target,
                                  GError **error);

/** Returns: whether @text can be a message's: not empty, not too long */
gboolean regie_message_check_text (const char *text, GError **error);

/** Returns: whether nobody else is working on @message: a claim is respected by everybody but its
 * holder and the backend (SEMANTICS 2) */
gboolean regie_message_is_free (const RegieRecord *message,
                                const RegieRecord *record,
                                GError **error);

/**
 * regie_messages_of:
 *
 * Returns: (transfer container) (nullable) (element-type RegieEntity): the messages a record is about,
 * in its order; %NULL with an error when one is not there, is there twice or is on another stage
 */
GPtrArray *regie_messages_of (RegieCongress *self, const RegieRecord *record, GError **error);

/** regie_congress_put() for a rule: the stage's overlay goes with what comes on air and leaves it.
 * @next: (transfer full) */
void regie_message_put (RegieCongress *self, RegieEntity *message, RegieRecord *next);

/** Returns: (transfer full): the state that @message, which is merged, has on its own again */
RegieRecord *regie_message_unmerged (RegieEntity *message, const RegieRecord *cause);

/** Gives back what was merged into @message, each to where it was: others wrote it. */
void regie_message_give_back_merged (RegieCongress *self,
                                     const RegieRecord *cause,
                                     const char *message);

/** Returns: whether the message that @record is about was not erased: what was stays away */
gboolean regie_message_is_kept (RegieCongress *self, const RegieRecord *record, GError **error);

/** A message that is given another state loses its claim. */
void regie_message_drop_claim (RegieRecord *next);

/** Returns: (transfer none) (nullable): the list that holds entities of @state_type */
RegieEntityList *regie_congress_list (RegieCongress *self, RegieRecordType state_type);

/** Returns: (transfer none) (nullable): the entity a record is about, if it is there */
RegieEntity *regie_congress_subject (RegieCongress *self, const RegieRecord *record);

/** Shows @message on the overlay of @stage, or takes it off there. */
void regie_stage_show_message (RegieCongress *self,
                               const char *stage,
                               const char *message,
                               gboolean on_air);

G_END_DECLS
