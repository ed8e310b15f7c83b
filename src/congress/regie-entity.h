/* regie-entity.h: what a congress consists of: its state records as objects to bind to
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * An entity *is* its state record. Every field the record type may have is a read-only property of
 * the object (`text`, `message-state`, `score` …; enumerations as their GTypes, lists of strings as
 * GStrv, entries and records as a boxed GPtrArray) and notifies when a record changed it. Only the congress
 * changes an entity. In C, read the record: `regie_entity_state (message)->text`.
 */

#pragma once

#include "regie-record.h"

G_BEGIN_DECLS

#define REGIE_TYPE_ENTITY (regie_entity_get_type ())
/* Derivable only by the types below: they differ in their properties and share everything else. */
G_DECLARE_DERIVABLE_TYPE (RegieEntity, regie_entity, REGIE, ENTITY, GObject)

struct _RegieEntityClass
{
  GObjectClass parent_class;
  RegieRecordType state_type;
};

/** Returns: (transfer none): the current state; valid until the entity next changes */
const RegieRecord *regie_entity_state (RegieEntity *entity);
/** Returns: (transfer none): the id by which records name the entity */
const char *regie_entity_get_id (RegieEntity *entity);

#define REGIE_TYPE_STAGE (regie_stage_get_type ())
#define REGIE_TYPE_SESSION (regie_session_get_type ())
#define REGIE_TYPE_PROGRAM (regie_program_get_type ())
#define REGIE_TYPE_MESSAGE (regie_message_get_type ())
#define REGIE_TYPE_POLL (regie_poll_get_type ())
#define REGIE_TYPE_CUE (regie_cue_get_type ())
#define REGIE_TYPE_POST (regie_post_get_type ())
#define REGIE_TYPE_STEP (regie_step_get_type ())

G_DECLARE_FINAL_TYPE (RegieStage, regie_stage, REGIE, STAGE, RegieEntity)
G_DECLARE_FINAL_TYPE (RegieSession, regie_session, REGIE, SESSION, RegieEntity)
G_DECLARE_FINAL_TYPE (RegieProgram, regie_program, REGIE, PROGRAM, RegieEntity)
G_DECLARE_FINAL_TYPE (RegieMessage, regie_message, REGIE, MESSAGE, RegieEntity)
G_DECLARE_FINAL_TYPE (RegiePoll, regie_poll, REGIE, POLL, RegieEntity)
G_DECLARE_FINAL_TYPE (RegieCue, regie_cue, REGIE, CUE, RegieEntity)
G_DECLARE_FINAL_TYPE (RegiePost, regie_post, REGIE, POST, RegieEntity)
/* What somebody did and may take back (regie-undo-rules.c). */
G_DECLARE_FINAL_TYPE (RegieStep, regie_step, REGIE, STEP, RegieEntity)

#define regie_stage_state(stage) regie_entity_state (REGIE_ENTITY (stage))
#define regie_session_state(session) regie_entity_state (REGIE_ENTITY (session))
#define regie_program_state(program) regie_entity_state (REGIE_ENTITY (program))
#define regie_message_state(message) regie_entity_state (REGIE_ENTITY (message))
#define regie_poll_state(poll) regie_entity_state (REGIE_ENTITY (poll))
#define regie_cue_state(cue) regie_entity_state (REGIE_ENTITY (cue))
#define regie_post_state(post) regie_entity_state (REGIE_ENTITY (post))
#define regie_step_state(step) regie_entity_state (REGIE_ENTITY (step))

G_END_DECLS
