/* regie-entity-table.h: entities of one kind in their order, and a look-up by id
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * What a list (regie-entity-list.h) holds. It stands by itself so that another one can be made aside
 * and take its place in one step.
 */

#pragma once

#include "regie-entity.h"

G_BEGIN_DECLS

typedef struct
{
  /** (element-type RegieEntity): owned */
  GPtrArray *items;
  /* id (the entity's own; it never changes) → entity */
  GHashTable *by_id;
  RegieField order;
} RegieEntityTable;

/** @order: a field by whose integer they are ordered; %REGIE_N_FIELDS: first come */
RegieEntityTable *regie_entity_table_new (RegieField order);
void regie_entity_table_free (RegieEntityTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieEntityTable, regie_entity_table_free)

/** Returns: (transfer none) (nullable); @id: (nullable) */
RegieEntity *regie_entity_table_find (RegieEntityTable *self, const char *id);

/**
 * regie_entity_table_add:
 * @entity: (transfer full): one whose id is not there
 *
 * Puts @entity behind all that rank the same or lower.
 *
 * Returns: its place
 */
guint regie_entity_table_add (RegieEntityTable *self, RegieEntity *entity);

/** Orders them anew: what they rank by has changed. Those of the same rank stay as they stand. */
void regie_entity_table_sort (RegieEntityTable *self);

/** Returns: whether it was there; @position: (out): its place */
gboolean regie_entity_table_remove (RegieEntityTable *self, const char *id, guint *position);

/** Returns: whether both hold the same objects in the same order */
gboolean regie_entity_table_equal (const RegieEntityTable *a, const RegieEntityTable *b);

G_END_DECLS
