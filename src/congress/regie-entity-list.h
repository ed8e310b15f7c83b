/* regie-entity-list.h: the entities of one kind: a list model, and a look-up by id
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-entity-table.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define REGIE_TYPE_ENTITY_LIST (regie_entity_list_get_type ())
G_DECLARE_FINAL_TYPE (RegieEntityList, regie_entity_list, REGIE, ENTITY_LIST, GObject)

/**
 * regie_entity_list_new:
 * @order: a field by whose integer the list is ordered; %REGIE_N_FIELDS: first come
 */
RegieEntityList *regie_entity_list_new (RegieField order);
/** Returns: (transfer none) (nullable) */
RegieEntity *regie_entity_list_find (RegieEntityList *self, const char *id);
/** @entity: (transfer full): one whose id is not in the list */
void regie_entity_list_add (RegieEntityList *self, RegieEntity *entity);
/** Does nothing when there is no such entity. */
void regie_entity_list_remove (RegieEntityList *self, const char *id);
guint regie_entity_list_get_length (RegieEntityList *self);
/** Returns: (transfer none) */
RegieEntity *regie_entity_list_get (RegieEntityList *self, guint position);

/** Returns: (transfer full): an empty table with the list's order, for regie_entity_list_swap() */
RegieEntityTable *regie_entity_list_new_table (RegieEntityList *self);
/**
 * regie_entity_list_swap:
 * @table: (transfer full): what the list is to hold
 *
 * Tells nobody yet: regie_entity_list_tell() does.
 *
 * Returns: (transfer full): what it held
 */
RegieEntityTable *regie_entity_list_swap (RegieEntityList *self, RegieEntityTable *table);
/** Emits one items-changed, or none if @before, which the list held, is what it holds now. */
void regie_entity_list_tell (RegieEntityList *self, const RegieEntityTable *before);

G_END_DECLS
