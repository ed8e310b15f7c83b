/* regie-question-list.c: the messages of one stage that stand in one list, in the order of the desk
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-question-list-parts.h"

static GParamSpec *properties[PROP_WORKING + 1];

static void list_model_init (GListModelInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (RegieQuestionList,
                               regie_question_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

void
regie_question_list_set_number (RegieQuestionList *self,
                                guint *number,
                                guint value,
                                RegieQuestionListProperty property)
{
  if (*number == value)
    return;
  *number = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
regie_question_list_set_working (RegieQuestionList *self, gboolean working)
{
  if (self->working == working)
    return;
  self->working = working;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WORKING]);
}

gboolean
regie_question_list_lets_through (RegieQuestionList *self, RegieQuestionCard *card)
{
  guint hides = self->sieve ? regie_question_sieve_hides (self->sieve, card) : 0;

  return hides == 0;
}

guint
regie_question_list_find_in (RegieQuestionList *self,
                             GPtrArray *cards,
                             const RegieQuestionCard *card)
{
  return regie_question_cards_find (cards, card, self->sort);
}

guint
regie_question_list_find_row (RegieQuestionList *self, const RegieQuestionCard *card)
{
  guint row;

  if (!self->next && !self->sorter && !self->gathering)
    {
      if (!regie_question_list_has_row (self, card))
        return G_MAXUINT;
      row = regie_question_list_find_in (self, self->rows, card);
      if (row < self->rows->len && self->rows->pdata[row] == card)
        return row;
    }
  /* Rows that stand still are not in order. */
  return g_ptr_array_find (self->rows, card, &row) ? row : G_MAXUINT;
}

void
regie_question_list_tell_count (RegieQuestionList *self)
{
  regie_question_list_set_number (self, &self->told_count, self->members->len, PROP_COUNT);
}

GPtrArray *
regie_question_list_get_members (RegieQuestionList *self)
{
  return self->members;
}

/* What the person at the desk does */

static void
begin_work (RegieQuestionList *self)
{
  regie_question_list_start_scan (self);
  self->host->wake (self->board);
}

void
regie_question_list_set_filter (RegieQuestionList *self, const RegieQuestionFilter *filter)
{
  g_return_if_fail (REGIE_IS_QUESTION_LIST (self));

  if (regie_question_filter_equal (self->filter, filter))
    return;
  g_clear_pointer (&self->filter, regie_question_filter_free);
  g_clear_pointer (&self->sieve, regie_question_sieve_free);
  if (regie_question_filter_asks (filter) != 0)
    {
      self->filter = regie_question_filter_copy (filter);
      self->sieve = regie_question_sieve_new (filter);
    }
  begin_work (self);
}

const RegieQuestionFilter *
regie_question_list_get_filter (RegieQuestionList *self)
{
  g_return_val_if_fail (REGIE_IS_QUESTION_LIST (self), NULL);
  return self->filter;
}

guint
regie_question_list_get_hidden (RegieQuestionList *self, RegieQuestionCriterion criterion)
{
  g_return_val_if_fail (REGIE_IS_QUESTION_LIST (self), 0);
  g_return_val_if_fail ((guint) criterion < REGIE_N_QUESTION_FILTERS, 0);

  return self->hidden[criterion];
}

void
regie_question_list_set_sort (RegieQuestionList *self, RegieQuestionSort sort)
{
  g_return_if_fail (REGIE_IS_QUESTION_LIST (self));

  if (self->sort == sort)
    return;
  self->sort = sort;
  if (self->gathering)
    return;
  regie_question_list_sort (self);
  self->host->wake (self->board);
}

RegieQuestionSort
regie_question_list_get_sort (RegieQuestionList *self)
{
  g_return_val_if_fail (REGIE_IS_QUESTION_LIST (self), REGIE_QUESTION_SORT_VOTES);
  return self->sort;
}

void
regie_question_list_settle (RegieQuestionList *self)
{
  g_return_if_fail (REGIE_IS_QUESTION_LIST (self));

  if (self->arrived > 0 || self->moved > 0)
    begin_work (self);
}

void
regie_question_list_set_frozen (RegieQuestionList *self, gboolean frozen)
{
  g_return_if_fail (REGIE_IS_QUESTION_LIST (self));

  frozen = !!frozen;
  if (self->frozen == frozen)
    return;
  self->frozen = frozen;
  if (!frozen)
    regie_question_list_settle (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FROZEN]);
}

gboolean
regie_question_list_get_frozen (RegieQuestionList *self)
{
  g_return_val_if_fail (REGIE_IS_QUESTION_LIST (self), FALSE);
  return self->frozen;
}

void
regie_question_list_release (RegieQuestionList *self, RegieMessage *message)
{
  RegieQuestionCard *card;

  g_return_if_fail (REGIE_IS_QUESTION_LIST (self));
  g_return_if_fail (REGIE_IS_MESSAGE (message));

  card = self->host->find (self->board, message);
  if (!card)
    return;
  card->released = TRUE;
  /* Somebody was faster: the row is here only because the list is frozen. */
  if (!regie_question_list_is_sorting (self) && !self->next
      && regie_question_list_holds_still (self) && regie_question_list_has_row (self, card)
      && !regie_question_list_is_member (self, card))
    regie_question_list_attach (self, card);
}

void
regie_question_list_keep (RegieQuestionList *self, RegieMessage *message)
{
  RegieQuestionCard *card;

  g_return_if_fail (REGIE_IS_QUESTION_LIST (self));
  g_return_if_fail (REGIE_IS_MESSAGE (message));

  card = self->host->find (self->board, message);
  if (card)
    card->released = FALSE;
}

guint
regie_question_list_get_count (RegieQuestionList *self)
{
  g_return_val_if_fail (REGIE_IS_QUESTION_LIST (self), 0);
  return self->members->len;
}

guint
regie_question_list_get_arrived (RegieQuestionList *self)
{
  g_return_val_if_fail (REGIE_IS_QUESTION_LIST (self), 0);
  return self->arrived;
}

guint
regie_question_list_get_moved (RegieQuestionList *self)
{
  g_return_val_if_fail (REGIE_IS_QUESTION_LIST (self), 0);
  return self->moved;
}

gboolean
regie_question_list_get_working (RegieQuestionList *self)
{
  g_return_val_if_fail (REGIE_IS_QUESTION_LIST (self), FALSE);
  return self->working;
}

guint
regie_question_list_find (RegieQuestionList *self, RegieMessage *message)
{
  RegieQuestionCard *card;

  g_return_val_if_fail (REGIE_IS_QUESTION_LIST (self), G_MAXUINT);

  card = message ? self->host->find (self->board, message) : NULL;
  return card ? regie_question_list_find_row (self, card) : G_MAXUINT;
}

static GType
get_item_type (GListModel *model)
{
  return REGIE_TYPE_MESSAGE;
}

static guint
get_n_items (GListModel *model)
{
  return REGIE_QUESTION_LIST (model)->rows->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  RegieQuestionList *self = REGIE_QUESTION_LIST (model);
  RegieQuestionCard *card;

  if (position >= self->rows->len)
    return NULL;
  card = g_ptr_array_index (self->rows, position);
  return g_object_ref (card->message);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
regie_question_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieQuestionList *self = REGIE_QUESTION_LIST (object);

  switch ((RegieQuestionListProperty) id)
    {
    case PROP_FROZEN:
      g_value_set_boolean (value, self->frozen);
      break;
    case PROP_COUNT:
      g_value_set_uint (value, self->members->len);
      break;
    case PROP_ARRIVED:
      g_value_set_uint (value, self->arrived);
      break;
    case PROP_MOVED:
      g_value_set_uint (value, self->moved);
      break;
    case PROP_WORKING:
      g_value_set_boolean (value, self->working);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_question_list_finalize (GObject *object)
{
  RegieQuestionList *self = REGIE_QUESTION_LIST (object);

  g_clear_pointer (&self->filter, regie_question_filter_free);
  g_clear_pointer (&self->sieve, regie_question_sieve_free);
  g_clear_pointer (&self->sorter, regie_question_sorter_free);
  g_clear_pointer (&self->next, g_ptr_array_unref);
  g_clear_pointer (&self->members, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  G_OBJECT_CLASS (regie_question_list_parent_class)->finalize (object);
}

static void
regie_question_list_class_init (RegieQuestionListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = regie_question_list_finalize;
  object_class->get_property = regie_question_list_get_property;

  properties[PROP_FROZEN] = g_param_spec_boolean ("frozen", NULL, NULL, FALSE, read);
  properties[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0, read);
  properties[PROP_ARRIVED] = g_param_spec_uint ("arrived", NULL, NULL, 0, G_MAXUINT, 0, read);
  properties[PROP_MOVED] = g_param_spec_uint ("moved", NULL, NULL, 0, G_MAXUINT, 0, read);
  properties[PROP_WORKING] = g_param_spec_boolean ("working", NULL, NULL, FALSE, read);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
regie_question_list_init (RegieQuestionList *self)
{
  self->members = g_ptr_array_new ();
  self->rows = g_ptr_array_new ();
  self->waiting = g_ptr_array_new ();
}

RegieQuestionList *
regie_question_list_new (RegieQuestions which, const RegieQuestionListHost *host, gpointer board)
{
  RegieQuestionList *self = g_object_new (REGIE_TYPE_QUESTION_LIST, NULL);

  self->which = which;
  self->bit = REGIE_QUESTION_BIT (which);
  self->sort = regie_questions_sort (which);
  self->host = host;
  self->board = board;
  return self;
}
