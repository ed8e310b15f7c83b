/* regie-entity-list.c: the entities of one kind: a list model, and a look-up by id
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-congress"

#include "regie-entity-list.h"

#include "regie-entity-private.h"

struct _RegieEntityList
{
  GObject parent_instance;

  GPtrArray *items;
  /* id (owned by the entity's state; ids never change) → entity */
  GHashTable *by_id;
  RegieField order;
};

static void regie_entity_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RegieEntityList,
                               regie_entity_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      regie_entity_list_model_init))

static GType
regie_entity_list_get_item_type (GListModel *model)
{
  return REGIE_TYPE_ENTITY;
}

static guint
regie_entity_list_get_n_items (GListModel *model)
{
  return REGIE_ENTITY_LIST (model)->items->len;
}

static gpointer
regie_entity_list_get_item (GListModel *model, guint position)
{
  RegieEntityList *self = REGIE_ENTITY_LIST (model);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position))
                                     : NULL;
}

static void
regie_entity_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = regie_entity_list_get_item_type;
  iface->get_n_items = regie_entity_list_get_n_items;
  iface->get_item = regie_entity_list_get_item;
}

static void
regie_entity_list_finalize (GObject *object)
{
  RegieEntityList *self = REGIE_ENTITY_LIST (object);

  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  G_OBJECT_CLASS (regie_entity_list_parent_class)->finalize (object);
}

static void
regie_entity_list_class_init (RegieEntityListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = regie_entity_list_finalize;
}

static void
regie_entity_list_init (RegieEntityList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

RegieEntityList *
regie_entity_list_new (RegieField order)
{
  RegieEntityList *self = g_object_new (REGIE_TYPE_ENTITY_LIST, NULL);
  self->order = order;
  return self;
}

RegieEntity *
regie_entity_list_find (RegieEntityList *self, const char *id)
{
  return id != NULL ? g_hash_table_lookup (self->by_id, id) : NULL;
}

static gint64
rank_of (RegieEntityList *self, RegieEntity *entity)
{
  return self->order != REGIE_N_FIELDS
             ? regie_record_get_int (regie_entity_state (entity), self->order)
             : 0;
}

/** Puts @entity behind all that rank the same or lower. Returns: where. */
static guint
insert (RegieEntityList *self, RegieEntity *entity)
{
  guint position = self->items->len;
  gint64 rank = rank_of (self, entity);

  while (position > 0 && rank_of (self, g_ptr_array_index (self->items, position - 1)) > rank)
    position--;
  g_ptr_array_insert (self->items, (int) position, entity);
  g_hash_table_insert (self->by_id, g_strdup (regie_entity_get_id (entity)), entity);
  return position;
}

void
regie_entity_list_add (RegieEntityList *self, RegieEntity *entity)
{
  guint position = insert (self, entity);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
}

void
regie_entity_list_remove (RegieEntityList *self, const char *id)
{
  RegieEntity *entity = regie_entity_list_find (self, id);
  guint position;

  if (entity == NULL || !g_ptr_array_find (self->items, entity, &position))
    return;
  g_hash_table_remove (self->by_id, id);
  g_ptr_array_remove_index (self->items, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

guint
regie_entity_list_get_length (RegieEntityList *self)
{
  return self->items->len;
}

RegieEntity *
regie_entity_list_get (RegieEntityList *self, guint position)
{
  return g_ptr_array_index (self->items, position);
}

void
regie_entity_list_replace (RegieEntityList *self, GPtrArray *states)
{
  g_autoptr (GPtrArray) before = g_steal_pointer (&self->items);
  g_autoptr (GHashTable) known = g_steal_pointer (&self->by_id);

  regie_entity_list_init (self);
  for (guint i = 0; i < states->len; i++)
    {
      RegieRecord *state = g_ptr_array_index (states, i);
      const char *id = regie_record_get_string (state, regie_record_type_subject (state->type));
      RegieEntity *entity = g_hash_table_lookup (known, id);

      if (regie_entity_list_find (self, id) != NULL)
        continue;
      insert (self, entity != NULL ? g_object_ref (entity) : regie_entity_new (state));
    }

  gboolean same =
      before->len == self->items->len
      && (before->len == 0
          || memcmp (before->pdata, self->items->pdata, before->len * sizeof (gpointer)) == 0);
  if (!same)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, before->len, self->items->len);

  /* Only now, with the list whole again, may listeners hear of changed properties. */
  for (guint i = 0; i < states->len; i++)
    {
      RegieRecord *state = g_ptr_array_index (states, i);
      const char *id = regie_record_get_string (state, regie_record_type_subject (state->type));
      RegieEntity *entity = g_hash_table_lookup (known, id);

      if (entity != NULL)
        regie_entity_update (entity, regie_record_ref (state));
    }
}
