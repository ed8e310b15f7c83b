/* regie-entity-table.c: entities of one kind in their order, and a look-up by id
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-congress"

#include "regie-entity-table.h"

#include <string.h>

RegieEntityTable *
regie_entity_table_new (RegieField order)
{
  RegieEntityTable *self = g_new (RegieEntityTable, 1);

  *self = (RegieEntityTable) {
    .items = g_ptr_array_new_with_free_func (g_object_unref),
    .by_id = g_hash_table_new (g_str_hash, g_str_equal),
    .order = order,
  };
  return self;
}

void
regie_entity_table_free (RegieEntityTable *self)
{
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->items);
  g_free (self);
}

RegieEntity *
regie_entity_table_find (RegieEntityTable *self, const char *id)
{
  return id != NULL ? g_hash_table_lookup (self->by_id, id) : NULL;
}

static gint64
rank_of (RegieEntityTable *self, RegieEntity *entity)
{
  return self->order != REGIE_N_FIELDS
             ? regie_record_get_int (regie_entity_state (entity), self->order)
             : 0;
}

guint
regie_entity_table_add (RegieEntityTable *self, RegieEntity *entity)
{
  guint position = self->items->len;
  gint64 rank = rank_of (self, entity);

  while (position > 0 && rank_of (self, g_ptr_array_index (self->items, position - 1)) > rank)
    position--;
  g_ptr_array_insert (self->items, (int) position, entity);
  g_hash_table_insert (self->by_id, (gpointer) regie_entity_get_id (entity), entity);
  return position;
}

static int
compare_ranks (gconstpointer a, gconstpointer b, gpointer table)
{
  gint64 x = rank_of (table, *(RegieEntity *const *) a);
  gint64 y = rank_of (table, *(RegieEntity *const *) b);

  return (x > y) - (x < y);
}

void
regie_entity_table_sort (RegieEntityTable *self)
{
  if (self->order != REGIE_N_FIELDS)
    g_ptr_array_sort_with_data (self->items, compare_ranks, self);
}

gboolean
regie_entity_table_remove (RegieEntityTable *self, const char *id, guint *position)
{
  RegieEntity *entity = regie_entity_table_find (self, id);

  if (entity == NULL || !g_ptr_array_find (self->items, entity, position))
    return FALSE;
  g_hash_table_remove (self->by_id, id);
  g_ptr_array_remove_index (self->items, *position);
  return TRUE;
}

gboolean
regie_entity_table_equal (const RegieEntityTable *a, const RegieEntityTable *b)
{
  return a->items->len == b->items->len
         && (a->items->len == 0
             || memcmp (a->items->pdata, b->items->pdata, a->items->len * sizeof (gpointer)) == 0);
}
