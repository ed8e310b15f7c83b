/* regie-question-board.c: all lists of one stage's messages, for the widgets that share them
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-question-board.h"

#include "regie-question-list-private.h"
#include "regie-similarity.h"
#include "regie-slices.h"

/** The longest the main loop is kept from anything else, microseconds: half a frame. */
#define SLICE 6000
/** Messages between two looks at the clock. */
#define STRIDE 64
/** So many messages are gathered and sorted at once. */
#define AT_ONCE 1000
/** From so many changed messages on, lists are merged instead of searched for each. */
#define MANY 16
/** How many likes are asked for. */
#define MOST_LIKE 16

struct _RegieQuestionBoard
{
  GObject parent_instance;
  RegieCongress *congress;
  char *stage;
  RegieQuestionList *lists[REGIE_N_QUESTION_LISTS];
  RegieQuestions shown;
  /** RegieMessage → RegieQuestionCard */
  GHashTable *cards;
  /** the cards of before, while the messages are gathered anew */
  GHashTable *old_cards;
  /** the next message to look at; the lists wait for all */
  guint gathered;
  gboolean gathering;
  /** (element-type RegieMessage): changed while the lists were sorted */
  GPtrArray *late;
  /** (element-type RegieQuestionCard): cards that nobody needs any more */
  GPtrArray *grave;
  RegieSimilarity *similarity;
  /** (element-type RegieQuestionCard): what @similarity has not learned yet */
  GPtrArray *unlearned;
  /** how many members of "all" are ready to be searched */
  guint folded;
  RegieSlices work;
  guint leisure;
  /** in the middle of work: lists tell their changes, and who hears of them may cause more */
  gboolean working;
  gboolean again;
};

typedef enum
{
  PROP_LEARNING = 1,
} RegieQuestionBoardProperty;

static GParamSpec *properties[PROP_LEARNING + 1];

G_DEFINE_FINAL_TYPE (RegieQuestionBoard, regie_question_board, G_TYPE_OBJECT)

static gboolean
is_late (gint64 deadline)
{
  return g_get_monotonic_time () >= deadline;
}

static gboolean
is_sorting (RegieQuestionBoard *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->lists); i++)
    {
      if (regie_question_list_is_sorting (self->lists[i]))
        return TRUE;
    }
  return FALSE;
}

static void
tell_counts (RegieQuestionBoard *self)
{
  /* Not while they still grow: half a count is none. */
  for (guint i = 0; i < G_N_ELEMENTS (self->lists) && !self->gathering; i++)
    regie_question_list_tell_count (self->lists[i]);
}

/* Leisure: what is done when there is nothing else to do */

static gboolean
is_learning (RegieQuestionBoard *self)
{
  return self->gathering || self->unlearned->len > 0;
}

static gboolean
rest_some (RegieQuestionBoard *self)
{
  GPtrArray *all = regie_question_list_get_members (self->lists[REGIE_QUESTIONS_ALL]);

  for (guint i = 0; i < STRIDE && self->grave->len > 0; i++)
    regie_question_card_free (g_ptr_array_steal_index_fast (self->grave, self->grave->len - 1));
  for (guint i = 0; i < STRIDE && self->folded < all->len; i++)
    regie_question_card_fold (g_ptr_array_index (all, self->folded++));
  return self->grave->len > 0 || self->folded < all->len;
}

static void
learn_one (RegieQuestionBoard *self)
{
  RegieQuestionCard *card = g_ptr_array_index (self->unlearned, self->unlearned->len - 1);
  const RegieRecord *state = regie_message_state (card->message);

  g_ptr_array_set_size (self->unlearned, (int) self->unlearned->len - 1);
  card->unlearned = FALSE;
  regie_similarity_set (self->similarity, state->message, state->text);
}

static gboolean
on_leisure (gpointer data)
{
  RegieQuestionBoard *self = data;
  gint64 deadline = g_get_monotonic_time () + SLICE / 2;
  gboolean learning = is_learning (self);

  while (!is_late (deadline))
    {
      if (rest_some (self))
        continue;
      if (self->unlearned->len == 0)
        {
          self->leisure = 0;
          break;
        }
      learn_one (self);
    }
  if (learning != is_learning (self))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LEARNING]);
  return self->leisure ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
have_leisure (RegieQuestionBoard *self)
{
  if (!self->leisure)
    self->leisure = g_idle_add_full (G_PRIORITY_LOW, on_leisure, self, NULL);
}

static void
unlearn (RegieQuestionBoard *self, RegieQuestionCard *card)
{
  if (card->unlearned)
    return;
  card->unlearned = TRUE;
  g_ptr_array_add (self->unlearned, card);
}

/* Gathering */

static void
bury (RegieQuestionBoard *self, GHashTable *cards)
{
  GHashTableIter iter;
  gpointer card;

  g_hash_table_iter_init (&iter, cards);
  while (g_hash_table_iter_next (&iter, NULL, &card))
    g_ptr_array_add (self->grave, card);
  g_hash_table_remove_all (cards);
}

static RegieQuestionCard *
make_card (RegieQuestionBoard *self, RegieMessage *message)
{
  RegieQuestionCard *card = NULL;

  if (self->old_cards
      && g_hash_table_steal_extended (self->old_cards, message, NULL, (gpointer *) &card))
    {
      g_clear_pointer (&card->folded, g_free);
      card->shown = card->arrived = card->moved = 0;
      card->unlearned = card->released = FALSE;
      regie_question_card_read (card);
    }
  else
    card = regie_question_card_new (message);
  g_hash_table_insert (self->cards, message, card);
  unlearn (self, card);
  return card;
}

static gboolean
gather_some (RegieQuestionBoard *self, GListModel *messages)
{
  for (guint i = 0; i < STRIDE; i++)
    {
      g_autoptr (RegieMessage) message = g_list_model_get_item (messages, self->gathered);
      RegieQuestionCard *card;

      if (!message)
        return FALSE;
      self->gathered++;
      if (g_strcmp0 (regie_message_state (message)->stage, self->stage) != 0)
        continue;
      card = make_card (self, message);
      for (guint which = 0; which < G_N_ELEMENTS (self->lists); which++)
        {
          if (card->lists & REGIE_QUESTION_BIT (which))
            regie_question_list_gather (self->lists[which], card);
        }
    }
  return TRUE;
}

/* Returns: whether there is more to do */
static gboolean
gather (RegieQuestionBoard *self, gint64 deadline)
{
  GListModel *messages =
      self->congress && self->stage ? regie_congress_get_messages (self->congress) : NULL;

  while (messages && gather_some (self, messages))
    {
      if (is_late (deadline))
        return TRUE;
    }
  self->gathering = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (self->lists); i++)
    regie_question_list_sort (self->lists[i]);
  regie_question_list_show_first (self->lists[self->shown]);
  /* A few messages are worth no look at the clock: their lists are right at once. */
  return self->gathered > AT_ONCE && is_late (deadline);
}

/* Changes */

static RegieQuestionCard *
find_card (gpointer board, RegieMessage *message)
{
  RegieQuestionBoard *self = board;
  RegieQuestionCard *card = g_hash_table_lookup (self->cards, message);

  return card || !self->old_cards ? card : g_hash_table_lookup (self->old_cards, message);
}

/* Whatever a record changes may be searched. */
static void
forget_text (RegieQuestionBoard *self, RegieQuestionCard *card)
{
  g_clear_pointer (&card->folded, g_free);
  unlearn (self, card);
}

static void
change_one (RegieQuestionBoard *self, RegieQuestionCard *card, gboolean is_new)
{
  const guint16 before = card->lists;
  guint16 touched = before | card->shown;

  for (guint i = 0; i < G_N_ELEMENTS (self->lists) && !is_new; i++)
    {
      if (touched & REGIE_QUESTION_BIT (i))
        regie_question_list_detach (self->lists[i], card);
    }
  regie_question_card_read (card);
  touched |= card->lists;
  for (guint i = 0; i < G_N_ELEMENTS (self->lists); i++)
    {
      if (touched & REGIE_QUESTION_BIT (i))
        regie_question_list_attach (self->lists[i], card);
    }
  if (card->lists != before)
    card->released = FALSE;
}

static void
change_many (RegieQuestionBoard *self, GPtrArray *cards)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->lists); i++)
    regie_question_list_detach_many (self->lists[i], cards);
  for (guint i = 0; i < cards->len; i++)
    regie_question_card_read (g_ptr_array_index (cards, i));
  for (guint i = 0; i < G_N_ELEMENTS (self->lists); i++)
    regie_question_list_attach_many (self->lists[i], cards);
}

static void
apply (RegieQuestionBoard *self, GPtrArray *messages, gboolean texts)
{
  g_autoptr (GPtrArray) cards = g_ptr_array_new ();
  guint known = 0;

  for (guint i = 0; i < messages->len; i++)
    {
      RegieMessage *message = g_ptr_array_index (messages, i);
      RegieQuestionCard *card = g_hash_table_lookup (self->cards, message);

      if (card && texts)
        forget_text (self, card);
      if (card && !card->touched)
        {
          card->touched = TRUE;
          g_ptr_array_insert (cards, (int) known++, card);
        }
      else if (!card && g_strcmp0 (regie_message_state (message)->stage, self->stage) == 0)
        {
          card = make_card (self, message);
          card->touched = TRUE;
          g_ptr_array_add (cards, card);
        }
    }
  if (cards->len > MANY)
    change_many (self, cards);
  for (guint i = 0; i < cards->len; i++)
    {
      RegieQuestionCard *card = g_ptr_array_index (cards, i);

      if (cards->len <= MANY)
        change_one (self, card, i >= known);
      card->touched = FALSE;
    }
}

static void wake (gpointer board);

static void
touch (RegieQuestionBoard *self, GPtrArray *messages, const char *id)
{
  RegieMessage *message = id ? regie_congress_find_message (self->congress, id) : NULL;

  if (message)
    g_ptr_array_add (messages, g_object_ref (message));
}

/* What an undo or a redo changes is said by the step. */
static void
touch_step (RegieQuestionBoard *self, GPtrArray *messages, const char *id)
{
  RegieStep *step = id ? regie_congress_find_step (self->congress, id) : NULL;

  if (!step)
    return;
  for (char **message = regie_step_state (step)->messages; message && *message; message++)
    touch (self, messages, *message);
}

/* One message comes on air and another one goes by the same record; one leaves the stack and those
 * behind it close up. */
static void
touch_stale (RegieQuestionBoard *self, GPtrArray *messages, RegieQuestions which)
{
  GPtrArray *members = regie_question_list_get_members (self->lists[which]);

  for (guint i = 0; i < members->len; i++)
    {
      RegieQuestionCard *card = g_ptr_array_index (members, i);
      const RegieRecord *state = regie_message_state (card->message);

      if (state->rank != card->rank
          || !regie_questions_hold (which, (RegieMessageState) state->message_state))
        g_ptr_array_add (messages, g_object_ref (card->message));
    }
}

/* Returns: (element-type RegieMessage): what a record may have changed, some perhaps twice */
static GPtrArray *
touched_by (RegieQuestionBoard *self, const RegieRecord *record)
{
  GPtrArray *messages = g_ptr_array_new_with_free_func (g_object_unref);

  touch (self, messages, record->message);
  touch (self, messages, record->target);
  for (char **id = record->messages; id && *id; id++)
    touch (self, messages, *id);
  for (guint i = 0; record->type == REGIE_RECORD_MESSAGE_SCORES && i < record->entries->len; i++)
    touch (self, messages, ((RegieEntry *) g_ptr_array_index (record->entries, i))->id);
  touch_step (self, messages, record->step);
  touch_stale (self, messages, REGIE_QUESTIONS_ON_AIR);
  touch_stale (self, messages, REGIE_QUESTIONS_STACK);
  return messages;
}

static void
on_applied (RegieQuestionBoard *self, const RegieRecord *record)
{
  g_autoptr (GPtrArray) messages = NULL;

  if (!self->stage)
    return;
  messages = touched_by (self, record);
  if (messages->len == 0)
    return;
  if (self->working || is_sorting (self))
    {
      for (guint i = 0; i < messages->len; i++)
        g_ptr_array_add (self->late, g_object_ref (g_ptr_array_index (messages, i)));
      self->again = TRUE;
      return;
    }
  self->working = TRUE;
  apply (self, messages, record->type != REGIE_RECORD_MESSAGE_SCORES);
  self->working = FALSE;
  wake (self);
}

/* Work */

static gboolean
step_lists (RegieQuestionBoard *self, gint64 deadline)
{
  gboolean more = regie_question_list_step (self->lists[self->shown], deadline);

  for (guint i = 0; i < G_N_ELEMENTS (self->lists) && !(more && is_late (deadline)); i++)
    more = regie_question_list_step (self->lists[i], deadline) || more;
  return more;
}

/* Returns: whether there is more to do */
static gboolean
step (RegieQuestionBoard *self, gint64 deadline)
{
  if (self->gathering && gather (self, deadline))
    return TRUE;
  if (step_lists (self, deadline))
    return TRUE;
  if (self->late->len > 0)
    {
      g_autoptr (GPtrArray) late = g_steal_pointer (&self->late);

      self->late = g_ptr_array_new_with_free_func (g_object_unref);
      apply (self, late, TRUE);
      return TRUE;
    }
  if (self->old_cards)
    bury (self, self->old_cards);
  g_clear_pointer (&self->old_cards, g_hash_table_unref);
  return FALSE;
}

static gboolean
work (RegieQuestionBoard *self)
{
  gint64 deadline = g_get_monotonic_time () + SLICE;
  gboolean more;

  do
    {
      self->again = FALSE;
      more = step (self, deadline) || self->again;
    }
  while (more && !is_late (deadline));
  tell_counts (self);
  if (!more && (self->unlearned->len > 0 || self->grave->len > 0))
    have_leisure (self);
  return more;
}

static gboolean
on_work (gpointer data)
{
  RegieQuestionBoard *self = data;

  gboolean more;

  g_object_ref (self);
  self->working = TRUE;
  more = work (self);
  self->working = FALSE;
  if (!more)
    {
      regie_slices_end (&self->work);
    }
  g_object_unref (self);
  return G_SOURCE_CONTINUE;
}

/* Begins at once: what is soon done is done when this returns. */
static void
wake (gpointer board)
{
  RegieQuestionBoard *self = board;
  gboolean more = TRUE;

  self->again = TRUE;
  if (regie_slices_is_busy (&self->work))
    return;
  if (!self->working)
    {
      self->working = TRUE;
      more = work (self);
      self->working = FALSE;
    }
  if (more)
    regie_slices_begin (&self->work, on_work, self);
}

static void
begin (RegieQuestionBoard *self, gboolean clear)
{
  self->gathering = TRUE;
  self->gathered = self->folded = 0;
  for (guint i = 0; i < G_N_ELEMENTS (self->lists); i++)
    regie_question_list_begin (self->lists[i], clear);
  g_ptr_array_set_size (self->late, 0);
  g_ptr_array_set_size (self->unlearned, 0);
  wake (self);
}

/* The whole state came anew: what is shown stays until that is in order. */
static void
on_loaded (RegieQuestionBoard *self)
{
  GHashTableIter iter;
  gpointer message, card;

  if (!self->old_cards)
    {
      self->old_cards = g_steal_pointer (&self->cards);
      self->cards = g_hash_table_new (NULL, NULL);
    }
  /* A state that came before the last one was in order. */
  g_hash_table_iter_init (&iter, self->cards);
  while (g_hash_table_iter_next (&iter, &message, &card))
    g_hash_table_insert (self->old_cards, message, card);
  g_hash_table_remove_all (self->cards);
  begin (self, FALSE);
}

static gpointer
forget (gpointer similarity)
{
  g_object_unref (similarity);
  return NULL;
}

void
regie_question_board_set_source (RegieQuestionBoard *self,
                                 RegieCongress *congress,
                                 const char *stage)
{
  gboolean other;

  g_return_if_fail (REGIE_IS_QUESTION_BOARD (self));
  g_return_if_fail (congress == NULL || REGIE_IS_CONGRESS (congress));

  other = g_set_str (&self->stage, stage);
  if (self->congress != congress)
    {
      if (self->congress)
        g_signal_handlers_disconnect_by_data (self->congress, self);
      g_set_object (&self->congress, congress);
      other = TRUE;
      if (congress)
        {
          g_signal_connect_object (congress, "applied", G_CALLBACK (on_applied), self,
                                   G_CONNECT_SWAPPED);
          g_signal_connect_object (congress, "loaded", G_CALLBACK (on_loaded), self,
                                   G_CONNECT_SWAPPED);
        }
    }
  if (!other)
    return;
  /* Letting go of a hundred thousand texts takes a while: elsewhere. */
  if (regie_similarity_get_size (self->similarity) > 0)
    {
      g_thread_unref (g_thread_new ("regie-forget", forget, self->similarity));
      self->similarity = regie_similarity_new ();
    }
  /* The lists let go of the cards first. */
  if (self->old_cards)
    bury (self, self->old_cards);
  bury (self, self->cards);
  begin (self, TRUE);
}

RegieQuestionList *
regie_question_board_get (RegieQuestionBoard *self, RegieQuestions which)
{
  g_return_val_if_fail (REGIE_IS_QUESTION_BOARD (self), NULL);
  g_return_val_if_fail ((guint) which < G_N_ELEMENTS (self->lists), NULL);

  return self->lists[which];
}

void
regie_question_board_set_shown (RegieQuestionBoard *self, RegieQuestions which)
{
  g_return_if_fail (REGIE_IS_QUESTION_BOARD (self));
  g_return_if_fail ((guint) which < G_N_ELEMENTS (self->lists));

  self->shown = which;
}

RegieMessage *
regie_question_board_get_on_air (RegieQuestionBoard *self)
{
  GPtrArray *on_air;

  g_return_val_if_fail (REGIE_IS_QUESTION_BOARD (self), NULL);

  on_air = regie_question_list_get_members (self->lists[REGIE_QUESTIONS_ON_AIR]);
  return on_air->len > 0 ? ((RegieQuestionCard *) g_ptr_array_index (on_air, 0))->message : NULL;
}

RegieMessage *
regie_question_board_dup_next (RegieQuestionBoard *self)
{
  g_return_val_if_fail (REGIE_IS_QUESTION_BOARD (self), NULL);

  return g_list_model_get_item (G_LIST_MODEL (self->lists[REGIE_QUESTIONS_STACK]), 0);
}

static int
compare_labels (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
regie_question_board_dup_labels (RegieQuestionBoard *self)
{
  GPtrArray *labels = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *all;

  g_return_val_if_fail (REGIE_IS_QUESTION_BOARD (self), labels);

  all = regie_question_list_get_members (self->lists[REGIE_QUESTIONS_ALL]);
  for (guint i = 0; i < all->len; i++)
    {
      RegieQuestionCard *card = g_ptr_array_index (all, i);

      for (char **label = regie_message_state (card->message)->labels; label && *label; label++)
        {
          if (g_hash_table_add (seen, *label))
            g_ptr_array_add (labels, g_strdup (*label));
        }
    }
  g_ptr_array_sort (labels, compare_labels);
  return labels;
}

static gboolean
is_to_be_told (RegieMessage *message)
{
  gint64 state = regie_message_state (message)->message_state;

  return state != REGIE_MESSAGE_MERGED && state != REGIE_MESSAGE_WITHDRAWN;
}

guint
regie_question_board_find_like (RegieQuestionBoard *self,
                                RegieMessage *message,
                                guint most,
                                RegieQuestionLike *found)
{
  RegieSimilar similar[MOST_LIKE];
  const RegieRecord *state;
  guint n_similar, n = 0;

  g_return_val_if_fail (REGIE_IS_QUESTION_BOARD (self), 0);
  g_return_val_if_fail (REGIE_IS_MESSAGE (message), 0);

  if (!self->congress)
    return 0;
  state = regie_message_state (message);
  n_similar = regie_similarity_find (self->similarity, state->message, state->text,
                                     REGIE_SIMILARITY_LEAST, G_N_ELEMENTS (similar), similar);
  for (guint i = 0; i < n_similar && n < most; i++)
    {
      RegieMessage *other = regie_congress_find_message (self->congress, similar[i].id);

      if (other && other != message && is_to_be_told (other))
        found[n++] = (RegieQuestionLike) { other, similar[i].score };
    }
  return n;
}

static void
regie_question_board_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieQuestionBoard *self = REGIE_QUESTION_BOARD (object);

  switch ((RegieQuestionBoardProperty) id)
    {
    case PROP_LEARNING:
      g_value_set_boolean (value, is_learning (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_question_board_finalize (GObject *object)
{
  RegieQuestionBoard *self = REGIE_QUESTION_BOARD (object);

  regie_slices_end (&self->work);
  g_clear_handle_id (&self->leisure, g_source_remove);
  for (guint i = 0; i < G_N_ELEMENTS (self->lists); i++)
    {
      regie_question_list_begin (self->lists[i], TRUE);
      g_clear_object (&self->lists[i]);
    }
  bury (self, self->cards);
  if (self->old_cards)
    bury (self, self->old_cards);
  g_clear_pointer (&self->old_cards, g_hash_table_unref);
  g_clear_pointer (&self->cards, g_hash_table_unref);
  g_clear_pointer (&self->grave, g_ptr_array_unref);
  g_clear_pointer (&self->late, g_ptr_array_unref);
  g_clear_pointer (&self->unlearned, g_ptr_array_unref);
  g_clear_object (&self->similarity);
  g_clear_object (&self->congress);
  g_free (self->stage);
  G_OBJECT_CLASS (regie_question_board_parent_class)->finalize (object);
}

static void
regie_question_board_class_init (RegieQuestionBoardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = regie_question_board_get_property;
  object_class->finalize = regie_question_board_finalize;

  properties[PROP_LEARNING] =
      g_param_spec_boolean ("learning", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
regie_question_board_init (RegieQuestionBoard *self)
{
  static const RegieQuestionListHost host = { find_card, wake };

  for (guint i = 0; i < G_N_ELEMENTS (self->lists); i++)
    self->lists[i] = regie_question_list_new ((RegieQuestions) i, &host, self);
  self->cards = g_hash_table_new (NULL, NULL);
  self->grave = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_question_card_free);
  self->late = g_ptr_array_new_with_free_func (g_object_unref);
  self->unlearned = g_ptr_array_new ();
  self->similarity = regie_similarity_new ();
}

RegieQuestionBoard *
regie_question_board_new (void)
{
  return g_object_new (REGIE_TYPE_QUESTION_BOARD, NULL);
}
