/* regie-entity-list.c: the entities of one kind: a list model, and a look-up by id
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-congress"

#include "regie-entity-list.h"

struct _RegieEntityList
{
  GObject parent_instance;

  RegieEntityTable *table;
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
  return REGIE_ENTITY_LIST (model)->table->items->len;
}

static gpointer
regie_entity_list_get_item (GListModel *model, guint position)
{
  GPtrArray *items = REGIE_ENTITY_LIST (model)->table->items;

  return position < items->len ? g_object_ref (g_ptr_array_index (items, position)) : NULL;
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

  g_clear_pointer (&self->table, regie_entity_table_free);
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
}

RegieEntityList *
regie_entity_list_new (RegieField order)
{
  RegieEntityList *self = g_object_new (REGIE_TYPE_ENTITY_LIST, NULL);

  self->table = regie_entity_table_new (order);
  return self;
}

RegieEntity *
regie_entity_list_find (RegieEntityList *self, const char *id)
{
  return regie_entity_table_find (self->table, id);
}

void
regie_entity_list_add (RegieEntityList *self, RegieEntity *entity)
{
  guint position = regie_entity_table_add (self->table, entity);

  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
}

void
regie_entity_list_remove (RegieEntityList *self, const char *id)
{
  guint position;

  if (regie_entity_table_remove (self->table, id, &position))
    g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

guint
regie_entity_list_get_length (RegieEntityList *self)
{
  return self->table->items->len;
}

RegieEntity *
regie_entity_list_get (RegieEntityList *self, guint position)
{
  return g_ptr_array_index (self->table->items, position);
}

RegieEntityTable *
regie_entity_list_new_table (RegieEntityList *self)
{
  return regie_entity_table_new (self->table->order);
}

RegieEntityTable *
regie_entity_list_swap (RegieEntityList *self, RegieEntityTable *table)
{
  RegieEntityTable *before = self->table;

  self->table = table;
  return before;
}

void
regie_entity_list_tell (RegieEntityList *self, const RegieEntityTable *before)
{
  if (!regie_entity_table_equal (self->table, before))
    g_list_model_items_changed (G_LIST_MODEL (self), 0, before->items->len,
                                self->table->items->len);
}
