/* regie-entity-private.h: how the congress, and nobody else, changes an entity
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-entity.h"

G_BEGIN_DECLS

/** Returns: (transfer full): an entity whose state is a copy of @state, a `….state` record */
RegieEntity *regie_entity_new (const RegieRecord *state);

/**
 * regie_entity_update:
 * @next: (transfer full): the new state
 *
 * Replaces the state and notifies each property that differs.
 */
void regie_entity_update (RegieEntity *self, RegieRecord *next);

/**
 * regie_entity_swap:
 * @next: (transfer none): the new state
 *
 * The first half of regie_entity_update(): notifies nobody.
 *
 * Returns: (transfer full): the state it had, for regie_entity_tell()
 */
RegieRecord *regie_entity_swap (RegieEntity *self, const RegieRecord *next);
/** Notifies each property that differs from @before. */
void regie_entity_tell (RegieEntity *self, const RegieRecord *before);

/** Returns: (transfer full): a copy of the state to change and hand to regie_entity_update(), its
 * `rev` set to that of @cause */
RegieRecord *regie_entity_draft (RegieEntity *self, const RegieRecord *cause);

G_END_DECLS
