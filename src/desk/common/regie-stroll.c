/* regie-stroll.c: going through a long list in slices, beside everything else a desk does
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-stroll.h"

/** The longest the main loop is kept from anything else, microseconds. */
#define SLICE 3000
/** Items between two looks at the clock. */
#define STRIDE 16

struct _RegieStroll
{
  RegieStrollVisit visit;
  RegieStrollEnd end;
  gpointer user_data;
  GListModel *list;
  /* items that are not yet visited */
  guint left;
  guint source;
};

RegieStroll *
regie_stroll_new (RegieStrollVisit visit, RegieStrollEnd end, gpointer user_data)
{
  RegieStroll *self = g_new0 (RegieStroll, 1);

  self->visit = visit;
  self->end = end;
  self->user_data = user_data;
  return self;
}

void
regie_stroll_stop (RegieStroll *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->list);
}

void
regie_stroll_free (RegieStroll *self)
{
  regie_stroll_stop (self);
  g_free (self);
}

static void
visit_some (RegieStroll *self)
{
  for (guint i = 0; i < STRIDE && self->left > 0; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (self->list, --self->left);

      if (item != NULL)
        self->visit (item, self->user_data);
    }
}

static gboolean
on_turn (gpointer user_data)
{
  RegieStroll *self = user_data;
  gint64 deadline = g_get_monotonic_time () + SLICE;

  do
    visit_some (self);
  while (self->left > 0 && g_get_monotonic_time () < deadline);
  if (self->left > 0)
    return G_SOURCE_CONTINUE;
  self->source = 0;
  g_clear_object (&self->list);
  if (self->end != NULL)
    self->end (self->user_data);
  return G_SOURCE_REMOVE;
}

void
regie_stroll_begin (RegieStroll *self, GListModel *list)
{
  g_return_if_fail (G_IS_LIST_MODEL (list));

  regie_stroll_stop (self);
  self->list = g_object_ref (list);
  self->left = g_list_model_get_n_items (list);
  if (on_turn (self) == G_SOURCE_CONTINUE)
    self->source = g_idle_add_full (G_PRIORITY_LOW, on_turn, self, NULL);
}

gboolean
regie_stroll_is_busy (RegieStroll *self)
{
  return self->source != 0;
}
