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

/** Returns: (transfer full): a copy of the state to change and hand to regie_entity_update(), its
 * `rev` set to that of @cause */
RegieRecord *regie_entity_draft (RegieEntity *self, const RegieRecord *cause);

G_END_DECLS
