/* regie-question-queue.c: the lists of questions: tabs with live counts, search, filters, rows
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-question-queue.h"

#include "regie-question-filler.h"
#include "regie-question-filters.h"
#include "regie-question-selection.h"
#include "regie-question-text.h"
#include "regie-time-text.h"
#include "regie-widget.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/** How long the order stays frozen after the last step of the selection, seconds. */
#define STILL_SECONDS 10
/** How long keys are ignored after somebody else moved the selected message, microseconds. */
#define JUMP_DEAD_TIME (700 * G_TIME_SPAN_MILLISECOND)

struct _RegieQuestionQueue
{
  RegieSessionWidget base;
  RegieQuestionBoard *board;
  RegieQuestions list;
  RegieQuestionSelection *selection;
  /** the selected message, for what others do to it */
  GSignalGroup *selected;
  /** which chips are chosen, by list */
  RegieQuestionFilter *chosen[REGIE_N_QUESTION_TABS];
  /** of the stage whose running session the lists may be filtered by */
  GSignalGroup *stage;
  /** what was selected when a list was last left */
  RegieMessage *remembered[REGIE_N_QUESTION_TABS];
  GtkWidget *tabs[REGIE_N_QUESTION_TABS];
  GtkLabel *counts[REGIE_N_QUESTION_TABS];
  gint64 jumped;
  guint still;
  /** the rows are on their way to what this person has just asked for */
  gboolean asked;
  gboolean held;
  gboolean narrow;

  GtkBox *tab_box;
  GtkBox *more_box;
  GtkMenuButton *more;
  GtkLabel *more_label;
  GtkSearchEntry *search;
  RegieQuestionFilters *filters;
  RegieQuestionFiller *filler;
  RegieQuestionPalette *palette;
  RegieLongList *view;
  GtkStack *stack;
  AdwStatusPage *empty;
  GtkWidget *clear;
  GtkButton *pill;
  GtkEventController *motion;
  GtkEventController *focus;
};

typedef enum
{
  PROP_BOARD = 1,
  PROP_LIST,
  PROP_SELECTION,
  PROP_SELECTED,
  PROP_N_SELECTED,
  PROP_NARROW,
} RegieQuestionQueueProperty;

static GParamSpec *properties[PROP_NARROW + 1];

G_DEFINE_FINAL_TYPE (RegieQuestionQueue, regie_question_queue, REGIE_TYPE_SESSION_WIDGET)

static RegieQuestionList *
regie_question_queue_get_list (RegieQuestionQueue *self)
{
  return self->board ? regie_question_board_get (self->board, self->list) : NULL;
}

/* The tabs */

static void
regie_question_queue_update_counts (RegieQuestionQueue *self)
{
  gboolean more = self->list >= REGIE_QUESTIONS_PARKED;
  g_autofree char *title = NULL;

  for (guint i = 0; self->board && i < REGIE_N_QUESTION_TABS; i++)
    {
      guint count = regie_question_list_get_count (
          regie_question_board_get (self->board, (RegieQuestions) i));
      g_autofree char *number = regie_text_count (count);
      g_autofree char *name =
          g_strdup_printf ("%s, %s", regie_questions_title ((RegieQuestions) i), number);

      if (more && i == self->list)
        title = g_strdup_printf ("%s %s", regie_questions_title ((RegieQuestions) i), number);
      if (g_str_equal (gtk_label_get_text (self->counts[i]), number))
        continue;
      gtk_label_set_text (self->counts[i], number);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->tabs[i]), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      name, -1);
    }
  gtk_label_set_text (self->more_label, title ? title : _ ("More"));
  if (more)
    gtk_widget_add_css_class (GTK_WIDGET (self->more), "checked");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->more), "checked");
}

static void
regie_question_queue_make_tab (RegieQuestionQueue *self, RegieQuestions list)
{
  gboolean more = list >= REGIE_QUESTIONS_PARKED;
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 7);
  GtkWidget *name = gtk_label_new (regie_questions_title (list));
  GtkWidget *count = gtk_label_new ("");
  g_autofree char *key = g_strdup_printf ("%d", (int) list + 1);
  g_autofree char *tip
      /* Translators: tooltip of a list's tab: its name and its key */
      = g_strdup_printf (_ ("%s (%s)"), regie_questions_title (list), key);

  gtk_widget_set_hexpand (name, more);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_widget_add_css_class (count, "numerals");
  gtk_widget_add_css_class (count, "tab-count");
  gtk_box_append (GTK_BOX (content), name);
  gtk_box_append (GTK_BOX (content), count);
  self->counts[list] = GTK_LABEL (count);
  self->tabs[list] = g_object_new (GTK_TYPE_TOGGLE_BUTTON, "child", content, "action-name",
                                   "queue.list", "tooltip-text", tip, NULL);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->tabs[list]), "i", (int) list);
  gtk_widget_add_css_class (self->tabs[list], "flat");
  gtk_widget_add_css_class (self->tabs[list], "list-tab");
  gtk_box_append (more ? self->more_box : self->tab_box, self->tabs[list]);
}

/* What hides messages of @list, and how many each hides: `“Mine” hides 12, the search hides 3`. */
static char *
describe_hidden (RegieQuestionList *list)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < REGIE_N_QUESTION_FILTERS; i++)
    {
      guint hidden = regie_question_list_get_hidden (list, (RegieQuestionCriterion) i);
      g_autofree char *number = regie_text_count (hidden);

      if (hidden == 0)
        continue;
      if (text->len > 0)
        g_string_append (text, ", ");
      /* Translators: a filter and how many messages it hides: "“Mine” hides 12" */
      g_string_append_printf (text, _ ("%s hides %s"),
                              regie_question_filters_name ((RegieQuestionCriterion) i), number);
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
regie_question_queue_update_empty (RegieQuestionQueue *self)
{
  RegieQuestionList *list = regie_question_queue_get_list (self);
  gboolean filtered = list && regie_question_list_get_filter (list);
  gboolean empty = !list || g_list_model_get_n_items (G_LIST_MODEL (list)) == 0;
  g_autofree char *hidden = NULL;
  static const struct
  {
    const char *title;
    const char *description;
  } texts[REGIE_N_QUESTION_TABS] = {
    { N_ ("Nothing waits for you"),
      N_ ("Questions of the audience appear here. Approve one with A, reject it with R.") },
    { N_ ("No approved questions"),
      N_ ("The audience sees and votes on what you approve in the inbox (A).") },
    { N_ ("Nothing is up next"), N_ ("Choose an approved question and put it next with N.") },
    { N_ ("No question answered yet"),
      N_ ("When the question on air has its answer, press D: it moves here.") },
    { N_ ("Nothing is parked"), N_ ("Park what belongs to a later session with P.") },
    { N_ ("Nothing rejected"), N_ ("What you reject stays here and can come back with A.") },
    { N_ ("No messages yet"),
      N_ ("As soon as the audience writes, the messages are listed here.") },
    { N_ ("Nothing is on air"), N_ ("Choose an approved question and put it on air with O.") },
  };

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "queue.clear-filters", filtered);
  regie_question_filters_set_clearable (self->filters, filtered);
  gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : "rows");
  if (!empty)
    return;
  filtered = filtered && regie_question_list_get_count (list) > 0;
  hidden = filtered ? describe_hidden (list) : NULL;
  adw_status_page_set_title (self->empty,
                             filtered ? _ ("No message matches") : _ (texts[self->list].title));
  adw_status_page_set_description (self->empty,
                                   filtered ? hidden : _ (texts[self->list].description));
  gtk_widget_set_visible (self->clear, filtered);
}

static void
regie_question_queue_update_pill (RegieQuestionQueue *self)
{
  RegieQuestionList *list = regie_question_queue_get_list (self);
  guint arrived = list ? regie_question_list_get_arrived (list) : 0;
  guint moved = list ? regie_question_list_get_moved (list) : 0;
  g_autofree char *come =
      g_strdup_printf (ngettext ("%u new", "%u new", (gulong) arrived), arrived);
  g_autofree char *gone =
      g_strdup_printf (ngettext ("%u moved", "%u moved", (gulong) moved), moved);
  g_autofree char *both = g_strdup_printf ("%s, %s", come, gone);

  gtk_button_set_label (self->pill, arrived && moved ? both : arrived ? come : gone);
  gtk_widget_set_visible (GTK_WIDGET (self->pill), arrived > 0 || moved > 0);
}

/* The order stands still while somebody is at it. */

static void
regie_question_queue_update_frozen (RegieQuestionQueue *self)
{
  gboolean frozen =
      self->still != 0
      || gtk_event_controller_motion_contains_pointer (GTK_EVENT_CONTROLLER_MOTION (self->motion))
      || gtk_event_controller_focus_contains_focus (GTK_EVENT_CONTROLLER_FOCUS (self->focus));

  for (guint i = 0; self->board && i < REGIE_N_QUESTION_TABS; i++)
    regie_question_list_set_frozen (regie_question_board_get (self->board, (RegieQuestions) i),
                                    frozen && i == self->list);
}

static gboolean
regie_question_queue_on_still (gpointer data)
{
  RegieQuestionQueue *self = data;

  self->still = 0;
  regie_question_queue_update_frozen (self);
  return G_SOURCE_REMOVE;
}

static void
regie_question_queue_keep_still (RegieQuestionQueue *self)
{
  g_clear_handle_id (&self->still, g_source_remove);
  self->still = g_timeout_add_seconds (STILL_SECONDS, regie_question_queue_on_still, self);
  regie_question_queue_update_frozen (self);
}

void
regie_question_queue_set_held (RegieQuestionQueue *self, gboolean held)
{
  g_return_if_fail (REGIE_IS_QUESTION_QUEUE (self));

  self->held = held;
  regie_question_queue_update_frozen (self);
}

/* The selection */

static void
regie_question_queue_on_selected (RegieQuestionQueue *self)
{
  g_signal_group_set_target (self->selected, regie_question_queue_get_selected (self));
  self->jumped = 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

static void
regie_question_queue_on_n_selected (RegieQuestionQueue *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_SELECTED]);
}

/* Keys that are pressed in the moment in which somebody else decides were meant for the message as it
 * was. */
static void
regie_question_queue_on_selected_moved (RegieQuestionQueue *self,
                                        GParamSpec *pspec,
                                        RegieMessage *message)
{
  RegieMessageState state = (RegieMessageState) regie_message_state (message)->message_state;

  if (regie_questions_hold (self->list, state))
    self->jumped = 0;
  else if (!regie_question_selection_is_released (self->selection, message)
           && !regie_question_queue_has_jumped (self))
    self->jumped = g_get_monotonic_time ();
}

static void
regie_question_queue_select (RegieQuestionQueue *self, guint row)
{
  if (row >= g_list_model_get_n_items (G_LIST_MODEL (self->selection)))
    return;
  regie_question_selection_set_row (self->selection, row);
  /* The keyboard focus goes along when it is among the rows. */
  regie_long_list_scroll_to (self->view, row,
                             gtk_widget_get_focus_child (GTK_WIDGET (self->view)) != NULL);
}

void
regie_question_queue_step (RegieQuestionQueue *self, int step)
{
  gboolean present;
  guint row;

  g_return_if_fail (REGIE_IS_QUESTION_QUEUE (self));

  row = regie_question_selection_get_row (self->selection, &present);
  regie_question_queue_keep_still (self);
  /* The row of a message that others took away is now that of the one that came after it. */
  if (step < 0 && row > 0)
    regie_question_queue_select (self, row - 1);
  else if (step > 0)
    regie_question_queue_select (self, present ? row + 1 : row);
}

RegieMessage *
regie_question_queue_get_selected (RegieQuestionQueue *self)
{
  g_return_val_if_fail (REGIE_IS_QUESTION_QUEUE (self), NULL);
  return self->selection ? regie_question_selection_get_cursor (self->selection) : NULL;
}

guint
regie_question_queue_get_n_selected (RegieQuestionQueue *self)
{
  g_return_val_if_fail (REGIE_IS_QUESTION_QUEUE (self), 0);
  return self->selection ? regie_question_selection_get_n_selected (self->selection) : 0;
}

GPtrArray *
regie_question_queue_dup_messages (RegieQuestionQueue *self)
{
  g_return_val_if_fail (REGIE_IS_QUESTION_QUEUE (self), NULL);
  return regie_question_selection_dup_messages (self->selection);
}

void
regie_question_queue_release (RegieQuestionQueue *self, RegieMessage *message)
{
  RegieQuestionList *list;

  g_return_if_fail (REGIE_IS_QUESTION_QUEUE (self));

  list = regie_question_queue_get_list (self);
  regie_question_selection_release (self->selection, message);
  regie_question_queue_keep_still (self);
  if (list)
    regie_question_list_release (list, message);
}

void
regie_question_queue_keep (RegieQuestionQueue *self, RegieMessage *message)
{
  RegieQuestionList *list;

  g_return_if_fail (REGIE_IS_QUESTION_QUEUE (self));

  list = regie_question_queue_get_list (self);
  regie_question_selection_keep (self->selection, message);
  if (list)
    regie_question_list_keep (list, message);
}

void
regie_question_queue_set_drafts (RegieQuestionQueue *self, RegieDrafts *drafts)
{
  g_return_if_fail (REGIE_IS_QUESTION_QUEUE (self));
  regie_question_filler_set_drafts (self->filler, drafts);
}

gboolean
regie_question_queue_has_jumped (RegieQuestionQueue *self)
{
  g_return_val_if_fail (REGIE_IS_QUESTION_QUEUE (self), FALSE);
  return self->jumped != 0 && g_get_monotonic_time () - self->jumped < JUMP_DEAD_TIME;
}

/* Showing a list */

static const char *
regie_question_queue_get_running (RegieQuestionQueue *self)
{
  g_autoptr (RegieStage) stage = g_signal_group_dup_target (self->stage);

  return stage ? regie_stage_state (stage)->session : NULL;
}

/* The rows are what was asked for. A person who filters goes to what is found. */
static void
regie_question_queue_arrive (RegieQuestionQueue *self)
{
  gboolean present;
  guint row;

  if (!self->asked || regie_question_list_get_working (regie_question_queue_get_list (self)))
    return;
  self->asked = FALSE;
  regie_question_filler_set_query (self->filler,
                                   gtk_editable_get_text (GTK_EDITABLE (self->search)));
  row = regie_question_selection_get_row (self->selection, &present);
  regie_question_queue_select (self, present ? row : 0);
  regie_question_queue_update_empty (self);
}

static void
regie_question_queue_apply_filter (RegieQuestionQueue *self)
{
  RegieQuestionList *list = regie_question_queue_get_list (self);
  g_autoptr (RegieQuestionFilter) filter = NULL;

  if (!list)
    return;
  filter = regie_question_filters_get (
      self->filters, self->base.session ? regie_desk_session_get_me (self->base.session) : NULL,
      regie_question_queue_get_running (self));
  filter->query = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  if (regie_question_filter_equal (filter, regie_question_list_get_filter (list)))
    return;
  self->asked = TRUE;
  regie_question_list_set_filter (list, filter);
  regie_question_queue_arrive (self);
}

static void
regie_question_queue_on_filters (RegieQuestionQueue *self)
{
  g_clear_pointer (&self->chosen[self->list], regie_question_filter_free);
  self->chosen[self->list] = regie_question_filters_get (self->filters, NULL, NULL);
  regie_question_queue_apply_filter (self);
}

static void
regie_question_queue_on_sort (RegieQuestionQueue *self)
{
  RegieQuestionList *list = regie_question_queue_get_list (self);
  RegieQuestionSort sort = regie_question_filters_get_sort (self->filters);

  if (!list || regie_question_list_get_sort (list) == sort)
    return;
  self->asked = TRUE;
  regie_question_list_set_sort (list, sort);
  regie_question_queue_arrive (self);
}

static void
regie_question_queue_on_labels_wanted (RegieQuestionQueue *self)
{
  g_autoptr (GPtrArray) labels = regie_question_board_dup_labels (self->board);

  regie_question_filters_offer_labels (self->filters, labels);
}

static void
regie_question_queue_follow_stage (RegieQuestionQueue *self)
{
  RegieStage *stage =
      self->base.session ? regie_desk_session_find_stage (self->base.session) : NULL;

  g_signal_group_set_target (self->stage, stage);
  regie_question_queue_apply_filter (self);
}

void
regie_question_queue_clear_filters (RegieQuestionQueue *self)
{
  g_return_if_fail (REGIE_IS_QUESTION_QUEUE (self));

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  regie_question_filters_set (self->filters, NULL);
  regie_question_queue_on_filters (self);
}

void
regie_question_queue_focus_filters (RegieQuestionQueue *self)
{
  g_return_if_fail (REGIE_IS_QUESTION_QUEUE (self));
  gtk_widget_child_focus (GTK_WIDGET (self->filters), GTK_DIR_TAB_FORWARD);
}

static void
regie_question_queue_show_model (RegieQuestionQueue *self)
{
  RegieQuestionList *list = regie_question_queue_get_list (self);
  guint row = 0;

  if (self->board)
    {
      regie_question_board_set_shown (self->board, self->list);
      regie_question_filters_set (self->filters, self->chosen[self->list]);
      regie_question_filters_set_ranked (self->filters, self->list == REGIE_QUESTIONS_NEXT);
      regie_question_filters_set_sort (self->filters, regie_question_list_get_sort (list));
      regie_question_queue_apply_filter (self);
    }
  regie_question_filler_set_list (self->filler, self->list);
  regie_question_selection_set_list (self->selection, list);
  if (list && self->remembered[self->list])
    row = regie_question_list_find (list, self->remembered[self->list]);
  if (list && g_list_model_get_n_items (G_LIST_MODEL (list)) > 0)
    regie_question_queue_select (self, row == G_MAXUINT ? 0 : row);
  self->jumped = 0;
  regie_question_queue_update_counts (self);
  regie_question_queue_update_pill (self);
  regie_question_queue_update_empty (self);
  regie_question_queue_update_frozen (self);
}

void
regie_question_queue_show (RegieQuestionQueue *self, RegieQuestions list)
{
  g_return_if_fail (REGIE_IS_QUESTION_QUEUE (self));
  g_return_if_fail ((guint) list < REGIE_N_QUESTION_TABS);

  if (self->list == list)
    return;
  g_set_object (&self->remembered[self->list], regie_question_queue_get_selected (self));
  self->list = list;
  gtk_menu_button_popdown (self->more);
  regie_question_queue_show_model (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LIST]);
}

void
regie_question_queue_focus_search (RegieQuestionQueue *self)
{
  g_return_if_fail (REGIE_IS_QUESTION_QUEUE (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

void
regie_question_queue_focus_list (RegieQuestionQueue *self)
{
  g_return_if_fail (REGIE_IS_QUESTION_QUEUE (self));
  if (!gtk_widget_grab_focus (GTK_WIDGET (self->view)))
    gtk_widget_grab_focus (GTK_WIDGET (self->empty));
}

gboolean
regie_question_queue_has_list_focus (RegieQuestionQueue *self)
{
  GtkWidget *child = gtk_widget_get_focus_child (GTK_WIDGET (self->stack));

  g_return_val_if_fail (REGIE_IS_QUESTION_QUEUE (self), FALSE);
  return child != NULL && gtk_widget_get_mapped (child);
}

void
regie_question_queue_settle (RegieQuestionQueue *self)
{
  RegieQuestionList *list;

  g_return_if_fail (REGIE_IS_QUESTION_QUEUE (self));

  list = regie_question_queue_get_list (self);
  if (list)
    regie_question_list_settle (list);
}

static void
regie_question_queue_on_list_notify (RegieQuestionQueue *self,
                                     GParamSpec *pspec,
                                     RegieQuestionList *list)
{
  if (g_str_equal (pspec->name, "count"))
    regie_question_queue_update_counts (self);
  else if (list == regie_question_queue_get_list (self))
    {
      regie_question_queue_update_pill (self);
      regie_question_queue_arrive (self);
    }
}

static void
regie_question_queue_on_rows (
    RegieQuestionQueue *self, guint row, guint removed, guint added, RegieQuestionList *list)
{
  if (list != regie_question_queue_get_list (self))
    return;
  regie_question_queue_update_empty (self);
}

static void
regie_question_queue_set_board (RegieQuestionQueue *self, RegieQuestionBoard *board)
{
  if (self->board == board)
    return;
  for (guint i = 0; self->board && i < REGIE_N_QUESTION_TABS; i++)
    g_signal_handlers_disconnect_by_data (
        regie_question_board_get (self->board, (RegieQuestions) i), self);
  g_set_object (&self->board, board);
  for (guint i = 0; board && i < REGIE_N_QUESTION_TABS; i++)
    {
      RegieQuestionList *list = regie_question_board_get (board, (RegieQuestions) i);

      g_signal_connect_object (list, "notify", G_CALLBACK (regie_question_queue_on_list_notify),
                               self, G_CONNECT_SWAPPED);
      g_signal_connect_object (list, "items-changed", G_CALLBACK (regie_question_queue_on_rows),
                               self, G_CONNECT_SWAPPED);
    }
  regie_question_queue_show_model (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BOARD]);
}

static void
regie_question_queue_on_search_stopped (RegieQuestionQueue *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  regie_question_queue_focus_list (self);
}

static void
on_settle (GtkWidget *widget, const char *name, GVariant *parameter)
{
  regie_question_queue_settle (REGIE_QUESTION_QUEUE (widget));
}

static void
on_clear_filters (GtkWidget *widget, const char *name, GVariant *parameter)
{
  regie_question_queue_clear_filters (REGIE_QUESTION_QUEUE (widget));
}

static void
regie_question_queue_session_changed (RegieSessionWidget *base)
{
  RegieQuestionQueue *self = REGIE_QUESTION_QUEUE (base);

  regie_question_filler_set_session (self->filler, base->session);
  regie_question_queue_follow_stage (self);
}

static void
regie_question_queue_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieQuestionQueue *self = REGIE_QUESTION_QUEUE (object);

  switch ((RegieQuestionQueueProperty) id)
    {
    case PROP_BOARD:
      g_value_set_object (value, self->board);
      break;
    case PROP_LIST:
      g_value_set_int (value, (int) self->list);
      break;
    case PROP_SELECTION:
      g_value_set_object (value, self->selection);
      break;
    case PROP_SELECTED:
      g_value_set_object (value, regie_question_queue_get_selected (self));
      break;
    case PROP_N_SELECTED:
      g_value_set_uint (value, regie_question_queue_get_n_selected (self));
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_question_queue_set_property (GObject *object,
                                   guint id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  RegieQuestionQueue *self = REGIE_QUESTION_QUEUE (object);

  switch ((RegieQuestionQueueProperty) id)
    {
    case PROP_BOARD:
      regie_question_queue_set_board (self, g_value_get_object (value));
      break;
    case PROP_LIST:
      regie_question_queue_show (self, (RegieQuestions) g_value_get_int (value));
      break;
    case PROP_NARROW:
      if (self->narrow == g_value_get_boolean (value))
        break;
      self->narrow = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_SELECTION:
    case PROP_SELECTED:
    case PROP_N_SELECTED:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_question_queue_dispose (GObject *object)
{
  RegieQuestionQueue *self = REGIE_QUESTION_QUEUE (object);

  g_clear_handle_id (&self->still, g_source_remove);
  regie_question_queue_set_board (self, NULL);
  regie_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_QUESTION_QUEUE);
  g_clear_object (&self->filler);
  for (guint i = 0; i < REGIE_N_QUESTION_TABS; i++)
    {
      g_clear_object (&self->remembered[i]);
      g_clear_pointer (&self->chosen[i], regie_question_filter_free);
    }
  g_clear_object (&self->stage);
  g_clear_object (&self->selected);
  G_OBJECT_CLASS (regie_question_queue_parent_class)->dispose (object);
}

static void
regie_question_queue_class_init (RegieQuestionQueueClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  REGIE_SESSION_WIDGET_CLASS (klass)->session_changed = regie_question_queue_session_changed;
  object_class->dispose = regie_question_queue_dispose;
  object_class->get_property = regie_question_queue_get_property;
  object_class->set_property = regie_question_queue_set_property;

  properties[PROP_BOARD] =
      g_param_spec_object ("board", NULL, NULL, REGIE_TYPE_QUESTION_BOARD, flags);
  properties[PROP_LIST] =
      g_param_spec_int ("list", NULL, NULL, 0, REGIE_N_QUESTION_TABS - 1, 0, flags);
  properties[PROP_SELECTION] =
      g_param_spec_object ("selection", NULL, NULL, GTK_TYPE_SELECTION_MODEL, read);
  properties[PROP_SELECTED] =
      g_param_spec_object ("selected", NULL, NULL, REGIE_TYPE_MESSAGE, read);
  properties[PROP_N_SELECTED] = g_param_spec_uint ("n-selected", NULL, NULL, 0, G_MAXUINT, 0, read);
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_install_property_action (widget_class, "queue.list", "list");
  gtk_widget_class_install_action (widget_class, "queue.settle", NULL, on_settle);
  gtk_widget_class_install_action (widget_class, "queue.clear-filters", NULL, on_clear_filters);

  g_type_ensure (REGIE_TYPE_LONG_LIST);
  g_type_ensure (REGIE_TYPE_QUESTION_PALETTE);
  g_type_ensure (REGIE_TYPE_QUESTION_SELECTION);
  g_type_ensure (REGIE_TYPE_QUESTION_FILTERS);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-question-queue.ui");
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionQueue, tab_box);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionQueue, more_box);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionQueue, more);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionQueue, more_label);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionQueue, search);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionQueue, filters);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionQueue, palette);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionQueue, view);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionQueue, stack);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionQueue, empty);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionQueue, clear);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionQueue, pill);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionQueue, selection);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionQueue, motion);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionQueue, focus);
  gtk_widget_class_bind_template_callback (widget_class, regie_question_queue_on_selected);
  gtk_widget_class_bind_template_callback (widget_class, regie_question_queue_on_n_selected);
  gtk_widget_class_bind_template_callback (widget_class, regie_question_queue_apply_filter);
  gtk_widget_class_bind_template_callback (widget_class, regie_question_queue_on_filters);
  gtk_widget_class_bind_template_callback (widget_class, regie_question_queue_on_sort);
  gtk_widget_class_bind_template_callback (widget_class, regie_question_queue_on_labels_wanted);
  gtk_widget_class_bind_template_callback (widget_class, regie_question_queue_on_search_stopped);
  gtk_widget_class_bind_template_callback (widget_class, regie_question_queue_update_frozen);
}

static void
regie_question_queue_init (RegieQuestionQueue *self)
{
  regie_session_widget_connect (&self->base, "notify::stage",
                                G_CALLBACK (regie_question_queue_follow_stage));
  regie_session_widget_connect_stages (&self->base, G_CALLBACK (regie_question_queue_follow_stage));
  self->selected = g_signal_group_new (REGIE_TYPE_MESSAGE);
  g_signal_group_connect_swapped (self->selected, "notify::message-state",
                                  G_CALLBACK (regie_question_queue_on_selected_moved), self);
  self->stage = g_signal_group_new (REGIE_TYPE_STAGE);
  g_signal_group_connect_swapped (self->stage, "notify::session",
                                  G_CALLBACK (regie_question_queue_apply_filter), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filler = regie_question_filler_new (self->view, self->palette);
  for (guint i = 0; i < REGIE_N_QUESTION_TABS; i++)
    regie_question_queue_make_tab (self, (RegieQuestions) i);
  regie_question_queue_update_counts (self);
  regie_question_queue_update_empty (self);
}
