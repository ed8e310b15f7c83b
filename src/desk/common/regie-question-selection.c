/* regie-question-selection.c: which messages of a list are selected, and which one the keys act on
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-question-selection.h"

struct _RegieQuestionSelection
{
  GObject parent_instance;
  RegieQuestionList *list;
  /** (element-type RegieMessage): a set; with the cursor, if that has a row */
  GHashTable *chosen;
  /** (element-type RegieMessage): a set: what this desk moves and has not gone yet */
  GHashTable *released;
  RegieMessage *cursor;
  /** where the cursor is, or was when it lost its row */
  guint row;
  /** the other end of a range; not owned, only compared */
  gpointer anchor;
  /** the cursor has a row */
  gboolean present;
};

typedef enum
{
  PROP_CURSOR = 1,
  PROP_N_SELECTED,
} RegieQuestionSelectionProperty;

static GParamSpec *properties[PROP_N_SELECTED + 1];

static void list_model_init (GListModelInterface *iface);
static void selection_model_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RegieQuestionSelection,
                               regie_question_selection,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
                                   G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                                                          selection_model_init))

static guint
n_rows (RegieQuestionSelection *self)
{
  return self->list ? g_list_model_get_n_items (G_LIST_MODEL (self->list)) : 0;
}

static guint
find (RegieQuestionSelection *self, RegieMessage *message)
{
  return self->list && message ? regie_question_list_find (self->list, message) : G_MAXUINT;
}

static RegieMessage *
dup_item (RegieQuestionSelection *self, guint row)
{
  return self->list ? g_list_model_get_item (G_LIST_MODEL (self->list), row) : NULL;
}

static gboolean
choose (RegieQuestionSelection *self, guint row)
{
  g_autoptr (RegieMessage) message = dup_item (self, row);

  return message && g_hash_table_size (self->chosen) < REGIE_QUESTION_SELECTION_MOST
         && g_hash_table_add (self->chosen, g_steal_pointer (&message));
}

static void
set_cursor (RegieQuestionSelection *self, RegieMessage *message, guint row)
{
  self->row = row;
  self->present = message != NULL;
  if (g_set_object (&self->cursor, message))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CURSOR]);
}

/* Makes the message in @row the cursor; it is selected already, or becomes so. */
static void
put_cursor (RegieQuestionSelection *self, guint row)
{
  g_autoptr (RegieMessage) message = dup_item (self, row);

  if (!message)
    return;
  g_hash_table_add (self->chosen, g_object_ref (message));
  set_cursor (self, message, row);
}

/* Says which rows may look different now: all between the first and the last that do. */
static void
tell (RegieQuestionSelection *self, guint first, guint n)
{
  if (n > 0)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), first, n);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_SELECTED]);
}

static void
widen (guint row, guint *first, guint *last)
{
  if (row == G_MAXUINT)
    return;
  *first = MIN (*first, row);
  *last = MAX (*last, row);
}

static void
reach_of_chosen (RegieQuestionSelection *self, guint *first, guint *last)
{
  GHashTableIter iter;
  gpointer message;

  g_hash_table_iter_init (&iter, self->chosen);
  while (g_hash_table_iter_next (&iter, &message, NULL))
    widen (find (self, message), first, last);
}

/* Following the list */

static void
forget_what_has_gone (RegieQuestionSelection *self, GHashTable *messages)
{
  GHashTableIter iter;
  gpointer message;

  g_hash_table_iter_init (&iter, messages);
  while (g_hash_table_iter_next (&iter, &message, NULL))
    {
      if (find (self, message) == G_MAXUINT)
        g_hash_table_iter_remove (&iter);
    }
}

/* The cursor after the rows have changed. */
static void
follow (RegieQuestionSelection *self)
{
  guint row = find (self, self->cursor), n = n_rows (self);

  if (row != G_MAXUINT)
    {
      gboolean back = !self->present;

      self->row = row;
      self->present = TRUE;
      if (g_hash_table_add (self->chosen, g_object_ref (self->cursor)) || back)
        tell (self, row, 1);
      return;
    }
  self->present = FALSE;
  /* Only who moved the message expects another one in its place. */
  if (self->cursor && !g_hash_table_contains (self->released, self->cursor))
    return;
  if (n == 0)
    {
      set_cursor (self, NULL, 0);
      return;
    }
  if (self->cursor)
    g_hash_table_remove (self->released, self->cursor);
  row = self->cursor ? MIN (self->row, n - 1) : 0;
  put_cursor (self, row);
  self->anchor = self->cursor;
  tell (self, row, 1);
}

static void
on_items_changed (
    RegieQuestionSelection *self, guint row, guint removed, guint added, RegieQuestionList *list)
{
  guint before = g_hash_table_size (self->chosen);

  if (removed > 0)
    forget_what_has_gone (self, self->chosen);
  g_list_model_items_changed (G_LIST_MODEL (self), row, removed, added);
  follow (self);
  forget_what_has_gone (self, self->released);
  if (g_hash_table_size (self->chosen) != before)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_SELECTED]);
}

void
regie_question_selection_set_list (RegieQuestionSelection *self, RegieQuestionList *list)
{
  guint before = n_rows (self);

  g_return_if_fail (REGIE_IS_QUESTION_SELECTION (self));

  if (self->list == list)
    return;
  if (self->list)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_set_object (&self->list, list);
  if (list)
    {
      g_signal_connect_object (list, "items-changed", G_CALLBACK (on_items_changed), self,
                               G_CONNECT_SWAPPED);
    }
  g_hash_table_remove_all (self->chosen);
  g_hash_table_remove_all (self->released);
  self->anchor = NULL;
  set_cursor (self, NULL, 0);
  if (before > 0 || n_rows (self) > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, before, n_rows (self));
  follow (self);
}

RegieMessage *
regie_question_selection_get_cursor (RegieQuestionSelection *self)
{
  g_return_val_if_fail (REGIE_IS_QUESTION_SELECTION (self), NULL);
  return self->cursor;
}

guint
regie_question_selection_get_row (RegieQuestionSelection *self, gboolean *present)
{
  g_return_val_if_fail (REGIE_IS_QUESTION_SELECTION (self), 0);

  if (present)
    *present = self->present;
  return self->row;
}

void
regie_question_selection_set_row (RegieQuestionSelection *self, guint row)
{
  g_return_if_fail (REGIE_IS_QUESTION_SELECTION (self));

  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self), row, TRUE);
}

guint
regie_question_selection_get_n_selected (RegieQuestionSelection *self)
{
  g_return_val_if_fail (REGIE_IS_QUESTION_SELECTION (self), 0);

  /* A cursor without a row is still what the keys act on. */
  return g_hash_table_size (self->chosen) + (self->cursor && !self->present ? 1 : 0);
}

static int
compare_rows (gconstpointer a, gconstpointer b, gpointer data)
{
  guint left = find (data, *(RegieMessage *const *) a);
  guint right = find (data, *(RegieMessage *const *) b);

  return left < right ? -1 : left > right;
}

GPtrArray *
regie_question_selection_dup_messages (RegieQuestionSelection *self)
{
  GPtrArray *messages = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer message;

  g_return_val_if_fail (REGIE_IS_QUESTION_SELECTION (self), messages);

  g_hash_table_iter_init (&iter, self->chosen);
  while (g_hash_table_iter_next (&iter, &message, NULL))
    g_ptr_array_add (messages, g_object_ref (message));
  if (self->cursor && !self->present)
    g_ptr_array_add (messages, g_object_ref (self->cursor));
  g_ptr_array_sort_with_data (messages, compare_rows, self);
  return messages;
}

void
regie_question_selection_release (RegieQuestionSelection *self, RegieMessage *message)
{
  g_return_if_fail (REGIE_IS_QUESTION_SELECTION (self));
  g_return_if_fail (REGIE_IS_MESSAGE (message));

  g_hash_table_add (self->released, g_object_ref (message));
}

void
regie_question_selection_keep (RegieQuestionSelection *self, RegieMessage *message)
{
  g_return_if_fail (REGIE_IS_QUESTION_SELECTION (self));
  g_return_if_fail (REGIE_IS_MESSAGE (message));

  g_hash_table_remove (self->released, message);
}

gboolean
regie_question_selection_is_released (RegieQuestionSelection *self, RegieMessage *message)
{
  g_return_val_if_fail (REGIE_IS_QUESTION_SELECTION (self), FALSE);
  return g_hash_table_contains (self->released, message);
}

/* GListModel */

static GType
get_item_type (GListModel *model)
{
  return REGIE_TYPE_MESSAGE;
}

static guint
get_n_items (GListModel *model)
{
  return n_rows (REGIE_QUESTION_SELECTION (model));
}

static gpointer
get_item (GListModel *model, guint row)
{
  return dup_item (REGIE_QUESTION_SELECTION (model), row);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* GtkSelectionModel */

static gboolean
is_selected (GtkSelectionModel *model, guint row)
{
  RegieQuestionSelection *self = REGIE_QUESTION_SELECTION (model);
  g_autoptr (RegieMessage) message = dup_item (self, row);

  return message && g_hash_table_contains (self->chosen, message);
}

static GtkBitset *
get_selection_in_range (GtkSelectionModel *model, guint first, guint n)
{
  RegieQuestionSelection *self = REGIE_QUESTION_SELECTION (model);
  GtkBitset *rows = gtk_bitset_new_empty ();
  GHashTableIter iter;
  gpointer message;

  g_hash_table_iter_init (&iter, self->chosen);
  while (g_hash_table_iter_next (&iter, &message, NULL))
    {
      guint row = find (self, message);

      if (row != G_MAXUINT && row >= first && row - first < n)
        gtk_bitset_add (rows, row);
    }
  return rows;
}

static gboolean
select_item (GtkSelectionModel *model, guint row, gboolean alone)
{
  RegieQuestionSelection *self = REGIE_QUESTION_SELECTION (model);
  guint first = row, last = row;

  if (row >= n_rows (self))
    return FALSE;
  if (alone)
    {
      reach_of_chosen (self, &first, &last);
      g_hash_table_remove_all (self->chosen);
    }
  else if (g_hash_table_size (self->chosen) >= REGIE_QUESTION_SELECTION_MOST)
    return TRUE;
  put_cursor (self, row);
  self->anchor = self->cursor;
  tell (self, first, last - first + 1);
  return TRUE;
}

static gboolean
unselect_item (GtkSelectionModel *model, guint row)
{
  RegieQuestionSelection *self = REGIE_QUESTION_SELECTION (model);
  g_autoptr (RegieMessage) message = dup_item (self, row);

  /* The keys always have something to act on: the last one stays selected. */
  if (!message || g_hash_table_size (self->chosen) < 2
      || !g_hash_table_remove (self->chosen, message))
    return TRUE;
  if (message == self->cursor)
    {
      guint first = G_MAXUINT, last = 0;

      reach_of_chosen (self, &first, &last);
      put_cursor (self, first);
    }
  tell (self, row, 1);
  return TRUE;
}

/* Beginning at the end where the selection began, so that what has no room is far from there. */
static gboolean
select_range (GtkSelectionModel *model, guint row, guint n, gboolean alone)
{
  RegieQuestionSelection *self = REGIE_QUESTION_SELECTION (model);
  guint first = row, last = MIN (row + n, n_rows (self)) - 1, end = row;
  gboolean down = find (self, self->anchor) <= row;

  if (n == 0 || row >= n_rows (self))
    return TRUE;
  reach_of_chosen (self, &first, &last);
  if (alone)
    g_hash_table_remove_all (self->chosen);
  n = MIN (n, n_rows (self) - row);
  for (guint i = 0; i < n && g_hash_table_size (self->chosen) < REGIE_QUESTION_SELECTION_MOST; i++)
    {
      end = down ? row + i : row + n - 1 - i;
      choose (self, end);
    }
  put_cursor (self, end);
  tell (self, first, last - first + 1);
  return TRUE;
}

static gboolean
unselect_range (GtkSelectionModel *model, guint row, guint n)
{
  for (guint i = row; i < MIN (row + n, g_list_model_get_n_items (G_LIST_MODEL (model))); i++)
    {
      if (is_selected (model, i))
        unselect_item (model, i);
    }
  return TRUE;
}

static gboolean
select_all (GtkSelectionModel *model)
{
  RegieQuestionSelection *self = REGIE_QUESTION_SELECTION (model);
  guint n = n_rows (self), row = self->row;

  for (guint i = 0; i < n && g_hash_table_size (self->chosen) < REGIE_QUESTION_SELECTION_MOST; i++)
    choose (self, i);
  if (!self->present)
    row = 0;
  put_cursor (self, row);
  tell (self, 0, n);
  return TRUE;
}

/* Back to the cursor alone. */
static gboolean
unselect_all (GtkSelectionModel *model)
{
  RegieQuestionSelection *self = REGIE_QUESTION_SELECTION (model);

  return !self->present || select_item (model, self->row, TRUE);
}

static void
selection_model_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = is_selected;
  iface->get_selection_in_range = get_selection_in_range;
  iface->select_item = select_item;
  iface->unselect_item = unselect_item;
  iface->select_range = select_range;
  iface->unselect_range = unselect_range;
  iface->select_all = select_all;
  iface->unselect_all = unselect_all;
}

static void
regie_question_selection_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieQuestionSelection *self = REGIE_QUESTION_SELECTION (object);

  switch ((RegieQuestionSelectionProperty) id)
    {
    case PROP_CURSOR:
      g_value_set_object (value, self->cursor);
      break;
    case PROP_N_SELECTED:
      g_value_set_uint (value, regie_question_selection_get_n_selected (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_question_selection_finalize (GObject *object)
{
  RegieQuestionSelection *self = REGIE_QUESTION_SELECTION (object);

  g_clear_object (&self->cursor);
  g_clear_object (&self->list);
  g_clear_pointer (&self->chosen, g_hash_table_unref);
  g_clear_pointer (&self->released, g_hash_table_unref);
  G_OBJECT_CLASS (regie_question_selection_parent_class)->finalize (object);
}

static void
regie_question_selection_class_init (RegieQuestionSelectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = regie_question_selection_finalize;
  object_class->get_property = regie_question_selection_get_property;

  properties[PROP_CURSOR] = g_param_spec_object ("cursor", NULL, NULL, REGIE_TYPE_MESSAGE, read);
  properties[PROP_N_SELECTED] = g_param_spec_uint ("n-selected", NULL, NULL, 0, G_MAXUINT, 0, read);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
regie_question_selection_init (RegieQuestionSelection *self)
{
  self->chosen = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->released = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
}

RegieQuestionSelection *
regie_question_selection_new (void)
{
  return g_object_new (REGIE_TYPE_QUESTION_SELECTION, NULL);
}
