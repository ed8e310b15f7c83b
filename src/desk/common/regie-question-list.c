/* regie-question-list.c: the messages of one stage that stand in one list, in the order of the desk
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * One sorted array, kept in order by binary insertion as records arrive: a record costs the messages
 * it names and nothing else. While the list is frozen the array keeps the order it had (each row
 * remembers the score it was sorted by) and what should have happened is only counted.
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-question-list.h"

typedef struct
{
  RegieMessage *message;
  /** the score the row was sorted by; the message's own may have gone on */
  gint64 score;
  /** the text to search, folded; made when first searched */
  char *folded;
  /** belongs to the list */
  gboolean member;
  /** has a row */
  gboolean shown;
  /** waits, in a frozen list, to appear */
  gboolean arrived;
  /** waits, in a frozen list, to move or to go */
  gboolean moved;
  /** may leave a frozen list */
  gboolean released;
} Entry;

struct _RegieQuestionList
{
  GObject parent_instance;
  RegieQuestions which;
  RegieCongress *congress;
  char *stage;
  char *query;
  GStrv words;
  gboolean frozen;
  /** (element-type Entry): the rows, in order */
  GPtrArray *rows;
  /** RegieMessage → Entry: members, and rows that should have gone */
  GHashTable *entries;
  /** who was on air when last looked: may leave that state by another message's record */
  RegieMessage *on_air;
  guint count;
  guint arrived;
  guint moved;
};

typedef enum
{
  PROP_CONGRESS = 1,
  PROP_STAGE,
  PROP_QUERY,
  PROP_FROZEN,
  PROP_COUNT,
  PROP_ARRIVED,
  PROP_MOVED,
} RegieQuestionListProperty;

static GParamSpec *properties[PROP_MOVED + 1];

static void list_model_init (GListModelInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (RegieQuestionList,
                               regie_question_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *left = *(const Entry *const *) a, *right = *(const Entry *const *) b;

  return regie_question_order (regie_message_state (left->message), left->score,
                               regie_message_state (right->message), right->score);
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_object_unref (entry->message);
  g_free (entry->folded);
  g_free (entry);
}

/* The first row that does not come before @entry. */
static guint
lower_bound (RegieQuestionList *self, Entry *entry)
{
  guint low = 0, high = self->rows->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      Entry *row = g_ptr_array_index (self->rows, middle);

      if (compare_entries (&row, &entry) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static guint
find_row (RegieQuestionList *self, Entry *entry)
{
  guint row = entry->shown ? lower_bound (self, entry) : G_MAXUINT;

  if (row < self->rows->len && g_ptr_array_index (self->rows, row) == entry)
    return row;
  return G_MAXUINT;
}

static gboolean
matches (RegieQuestionList *self, Entry *entry)
{
  if (!self->words)
    return TRUE;
  if (!entry->folded)
    {
      const RegieRecord *state = regie_message_state (entry->message);
      g_autofree char *labels = state->labels ? g_strjoinv ("\n", state->labels) : NULL;
      g_autofree char *all =
          g_strjoin ("\n", state->text ? state->text : "", state->note ? state->note : "",
                     labels ? labels : "", state->name ? state->name : "", NULL);

      entry->folded = regie_question_fold (all);
    }
  for (char **word = self->words; *word; word++)
    {
      if (!strstr (entry->folded, *word))
        return FALSE;
    }
  return TRUE;
}

static void
set_number (RegieQuestionList *self, guint *number, guint value, RegieQuestionListProperty property)
{
  if (*number == value)
    return;
  *number = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_waiting (RegieQuestionList *self, Entry *entry, gboolean arrived, gboolean moved)
{
  int more_arrived = (int) arrived - (int) entry->arrived;
  int more_moved = (int) moved - (int) entry->moved;

  entry->arrived = arrived;
  entry->moved = moved;
  set_number (self, &self->arrived, (guint) ((int) self->arrived + more_arrived), PROP_ARRIVED);
  set_number (self, &self->moved, (guint) ((int) self->moved + more_moved), PROP_MOVED);
}

static void
insert_row (RegieQuestionList *self, Entry *entry)
{
  guint row;

  entry->score = regie_message_state (entry->message)->score;
  row = lower_bound (self, entry);
  g_ptr_array_insert (self->rows, (int) row, entry);
  entry->shown = TRUE;
  g_list_model_items_changed (G_LIST_MODEL (self), row, 0, 1);
}

static void
remove_row (RegieQuestionList *self, Entry *entry)
{
  guint row = find_row (self, entry);

  g_return_if_fail (row != G_MAXUINT);
  g_ptr_array_remove_index (self->rows, row);
  entry->shown = FALSE;
  g_list_model_items_changed (G_LIST_MODEL (self), row, 1, 0);
}

/* One change that spans both places, so that a selection model finds the row again. */
static void
move_row (RegieQuestionList *self, Entry *entry)
{
  guint from = find_row (self, entry), to, first;

  g_return_if_fail (from != G_MAXUINT);
  g_ptr_array_remove_index (self->rows, from);
  entry->score = regie_message_state (entry->message)->score;
  to = lower_bound (self, entry);
  g_ptr_array_insert (self->rows, (int) to, entry);
  if (from == to)
    return;
  first = MIN (from, to);
  g_list_model_items_changed (G_LIST_MODEL (self), first, MAX (from, to) - first + 1,
                              MAX (from, to) - first + 1);
}

static void
drop_if_gone (RegieQuestionList *self, Entry *entry)
{
  if (!entry->member && !entry->shown)
    g_hash_table_remove (self->entries, entry->message);
}

static gboolean
belongs (RegieQuestionList *self, RegieMessage *message)
{
  const RegieRecord *state = regie_message_state (message);

  return g_strcmp0 (state->stage, self->stage) == 0
         && regie_questions_hold (self->which, (RegieMessageState) state->message_state);
}

/* Takes over the score of a row that it leaves where it is; whether that is so. */
static gboolean
rescore_in_place (RegieQuestionList *self, Entry *entry)
{
  guint row = find_row (self, entry);
  gint64 before = entry->score;
  Entry *above = row > 0 && row < self->rows->len ? self->rows->pdata[row - 1] : NULL;
  Entry *below = row + 1 < self->rows->len ? self->rows->pdata[row + 1] : NULL;

  entry->score = regie_message_state (entry->message)->score;
  if ((!above || compare_entries (&above, &entry) < 0)
      && (!below || compare_entries (&entry, &below) < 0))
    return TRUE;
  entry->score = before;
  return FALSE;
}

/* Brings one row to where it belongs, or notes that it waits to be. */
static void
place (RegieQuestionList *self, Entry *entry)
{
  gboolean wanted = entry->member && matches (self, entry);
  gboolean elsewhere = entry->shown && entry->score != regie_message_state (entry->message)->score
                       && !rescore_in_place (self, entry);

  if (self->frozen && self->rows->len > 0 && !entry->released)
    {
      set_waiting (self, entry, wanted && !entry->shown, entry->shown && (!wanted || elsewhere));
      return;
    }
  set_waiting (self, entry, FALSE, FALSE);
  if (wanted && !entry->shown)
    insert_row (self, entry);
  else if (!wanted && entry->shown)
    remove_row (self, entry);
  else if (wanted && elsewhere)
    move_row (self, entry);
}

/* What a record says about one message, without touching the rows. */
static Entry *
learn (RegieQuestionList *self, RegieMessage *message)
{
  Entry *entry = g_hash_table_lookup (self->entries, message);
  gboolean member = belongs (self, message);

  if (!entry)
    {
      if (!member)
        return NULL;
      entry = g_new0 (Entry, 1);
      entry->message = g_object_ref (message);
      g_hash_table_insert (self->entries, message, entry);
    }
  g_clear_pointer (&entry->folded, g_free);
  if (member != entry->member)
    {
      entry->member = member;
      set_number (self, &self->count, member ? self->count + 1 : self->count - 1, PROP_COUNT);
    }
  return entry;
}

static void sort_all (RegieQuestionList *self);

static void
update (RegieQuestionList *self, RegieMessage *message)
{
  Entry *entry = learn (self, message);

  if (regie_message_state (message)->message_state == REGIE_MESSAGE_ON_AIR
      && g_strcmp0 (regie_message_state (message)->stage, self->stage) == 0)
    g_set_object (&self->on_air, message);
  if (!entry)
    return;
  place (self, entry);
  if (entry->released && !belongs (self, message))
    entry->released = FALSE;
  drop_if_gone (self, entry);
  /* Nobody looks at a row any more: what waits may come. */
  if (self->rows->len == 0 && self->arrived > 0)
    sort_all (self);
}

/* Puts every row where it belongs and says so with one items-changed over what differs. */
static void
sort_all (RegieQuestionList *self)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->rows);
  GHashTableIter iter;
  gpointer value;
  guint head = 0, tail = 0;

  self->rows = g_ptr_array_sized_new (g_hash_table_size (self->entries));
  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Entry *entry = value;

      set_waiting (self, entry, FALSE, FALSE);
      entry->shown = entry->member && matches (self, entry);
      if (!entry->shown)
        continue;
      entry->score = regie_message_state (entry->message)->score;
      g_ptr_array_add (self->rows, entry);
    }
  g_ptr_array_sort (self->rows, compare_entries);
  while (head < old->len && head < self->rows->len && old->pdata[head] == self->rows->pdata[head])
    head++;
  while (tail < old->len - head && tail < self->rows->len - head
         && old->pdata[old->len - 1 - tail] == self->rows->pdata[self->rows->len - 1 - tail])
    tail++;
  if (head + tail < old->len || head + tail < self->rows->len)
    g_list_model_items_changed (G_LIST_MODEL (self), head, old->len - head - tail,
                                self->rows->len - head - tail);
  /* Only now: the comparison above needs the entries of rows that went. */
  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      if (!((Entry *) value)->member)
        g_hash_table_iter_remove (&iter);
    }
}

void
regie_question_list_settle (RegieQuestionList *self)
{
  g_return_if_fail (REGIE_IS_QUESTION_LIST (self));

  sort_all (self);
}

static void
update_scores (RegieQuestionList *self, const RegieRecord *record)
{
  gboolean together = !self->frozen && record->entries->len > 8;
  gboolean touched = FALSE;

  for (guint i = 0; i < record->entries->len; i++)
    {
      RegieEntry *score = g_ptr_array_index (record->entries, i);
      RegieMessage *message = regie_congress_find_message (self->congress, score->id);

      if (!message)
        continue;
      if (together)
        touched = g_hash_table_contains (self->entries, message) || touched;
      else
        update (self, message);
    }
  if (touched)
    sort_all (self);
}

static void
on_applied (RegieQuestionList *self, const RegieRecord *record)
{
  RegieMessage *message;

  if (record->type == REGIE_RECORD_MESSAGE_SCORES && record->entries)
    {
      update_scores (self, record);
      return;
    }
  if (regie_record_has (record, MESSAGE))
    {
      message = regie_congress_find_message (self->congress, record->message);
      if (message)
        update (self, message);
    }
  if (self->on_air && regie_message_state (self->on_air)->message_state != REGIE_MESSAGE_ON_AIR)
    {
      g_autoptr (RegieMessage) before = g_steal_pointer (&self->on_air);

      update (self, before);
    }
}

static void
rebuild (RegieQuestionList *self)
{
  guint old = self->rows->len, count = 0;
  GListModel *messages;

  g_ptr_array_set_size (self->rows, 0);
  g_hash_table_remove_all (self->entries);
  g_clear_object (&self->on_air);
  set_number (self, &self->arrived, 0, PROP_ARRIVED);
  set_number (self, &self->moved, 0, PROP_MOVED);
  messages = self->congress && self->stage ? regie_congress_get_messages (self->congress) : NULL;
  for (guint i = 0; messages && i < g_list_model_get_n_items (messages); i++)
    {
      g_autoptr (RegieMessage) message = g_list_model_get_item (messages, i);
      const RegieRecord *state = regie_message_state (message);
      Entry *entry;

      if (g_strcmp0 (state->stage, self->stage) != 0)
        continue;
      if (state->message_state == REGIE_MESSAGE_ON_AIR)
        g_set_object (&self->on_air, message);
      if (!regie_questions_hold (self->which, (RegieMessageState) state->message_state))
        continue;
      entry = g_new0 (Entry, 1);
      entry->message = g_object_ref (message);
      entry->member = TRUE;
      entry->score = state->score;
      g_hash_table_insert (self->entries, message, entry);
      count++;
      entry->shown = matches (self, entry);
      if (entry->shown)
        g_ptr_array_add (self->rows, entry);
    }
  g_ptr_array_sort (self->rows, compare_entries);
  set_number (self, &self->count, count, PROP_COUNT);
  if (old > 0 || self->rows->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, old, self->rows->len);
}

void
regie_question_list_set_source (RegieQuestionList *self, RegieCongress *congress, const char *stage)
{
  gboolean other_congress, other_stage;

  g_return_if_fail (REGIE_IS_QUESTION_LIST (self));
  g_return_if_fail (congress == NULL || REGIE_IS_CONGRESS (congress));

  if (self->congress && self->congress != congress)
    g_signal_handlers_disconnect_by_data (self->congress, self);
  if (congress && self->congress != congress)
    {
      g_signal_connect_object (congress, "applied", G_CALLBACK (on_applied), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (congress, "loaded", G_CALLBACK (rebuild), self, G_CONNECT_SWAPPED);
    }
  other_congress = g_set_object (&self->congress, congress);
  other_stage = g_set_str (&self->stage, stage);
  if (!other_congress && !other_stage)
    return;
  rebuild (self);
  if (other_congress)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONGRESS]);
  if (other_stage)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STAGE]);
}

void
regie_question_list_set_query (RegieQuestionList *self, const char *query)
{
  g_return_if_fail (REGIE_IS_QUESTION_LIST (self));

  if (!g_set_str (&self->query, query && *query ? query : NULL))
    return;
  g_clear_pointer (&self->words, g_strfreev);
  if (self->query)
    {
      g_autofree char *folded = regie_question_fold (self->query);
      g_autofree char *trimmed = g_strdup (g_strstrip (folded));

      if (*trimmed)
        self->words = g_strsplit_set (trimmed, " \t\n", -1);
    }
  sort_all (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_QUERY]);
}

void
regie_question_list_set_frozen (RegieQuestionList *self, gboolean frozen)
{
  g_return_if_fail (REGIE_IS_QUESTION_LIST (self));

  frozen = !!frozen;
  if (self->frozen == frozen)
    return;
  self->frozen = frozen;
  if (!frozen && (self->arrived > 0 || self->moved > 0))
    sort_all (self);
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
  Entry *entry;

  g_return_if_fail (REGIE_IS_QUESTION_LIST (self));
  g_return_if_fail (REGIE_IS_MESSAGE (message));

  entry = g_hash_table_lookup (self->entries, message);
  if (!entry)
    return;
  entry->released = TRUE;
  if (!entry->member)
    update (self, message);
}

guint
regie_question_list_get_count (RegieQuestionList *self)
{
  g_return_val_if_fail (REGIE_IS_QUESTION_LIST (self), 0);
  return self->count;
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

guint
regie_question_list_find (RegieQuestionList *self, RegieMessage *message)
{
  Entry *entry;

  g_return_val_if_fail (REGIE_IS_QUESTION_LIST (self), G_MAXUINT);

  entry = message ? g_hash_table_lookup (self->entries, message) : NULL;
  return entry ? find_row (self, entry) : G_MAXUINT;
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
  Entry *entry;

  if (position >= self->rows->len)
    return NULL;
  entry = g_ptr_array_index (self->rows, position);
  return g_object_ref (entry->message);
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
    case PROP_CONGRESS:
      g_value_set_object (value, self->congress);
      break;
    case PROP_STAGE:
      g_value_set_string (value, self->stage);
      break;
    case PROP_QUERY:
      g_value_set_string (value, self->query);
      break;
    case PROP_FROZEN:
      g_value_set_boolean (value, self->frozen);
      break;
    case PROP_COUNT:
      g_value_set_uint (value, self->count);
      break;
    case PROP_ARRIVED:
      g_value_set_uint (value, self->arrived);
      break;
    case PROP_MOVED:
      g_value_set_uint (value, self->moved);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_question_list_finalize (GObject *object)
{
  RegieQuestionList *self = REGIE_QUESTION_LIST (object);

  g_clear_object (&self->on_air);
  g_clear_object (&self->congress);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->entries, g_hash_table_unref);
  g_clear_pointer (&self->words, g_strfreev);
  g_free (self->query);
  g_free (self->stage);
  G_OBJECT_CLASS (regie_question_list_parent_class)->finalize (object);
}

static void
regie_question_list_class_init (RegieQuestionListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = regie_question_list_finalize;
  object_class->get_property = regie_question_list_get_property;

  properties[PROP_CONGRESS] =
      g_param_spec_object ("congress", NULL, NULL, REGIE_TYPE_CONGRESS, read);
  properties[PROP_STAGE] = g_param_spec_string ("stage", NULL, NULL, NULL, read);
  properties[PROP_QUERY] = g_param_spec_string ("query", NULL, NULL, NULL, read);
  properties[PROP_FROZEN] = g_param_spec_boolean ("frozen", NULL, NULL, FALSE, read);
  properties[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0, read);
  properties[PROP_ARRIVED] = g_param_spec_uint ("arrived", NULL, NULL, 0, G_MAXUINT, 0, read);
  properties[PROP_MOVED] = g_param_spec_uint ("moved", NULL, NULL, 0, G_MAXUINT, 0, read);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
regie_question_list_init (RegieQuestionList *self)
{
  self->rows = g_ptr_array_new ();
  self->entries = g_hash_table_new_full (NULL, NULL, NULL, entry_free);
}

RegieQuestionList *
regie_question_list_new (RegieQuestions which)
{
  RegieQuestionList *self = g_object_new (REGIE_TYPE_QUESTION_LIST, NULL);

  self->which = which;
  return self;
}
