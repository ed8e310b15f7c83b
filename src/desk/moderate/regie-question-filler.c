/* regie-question-filler.c: fills the rows of a list of questions, those in sight first
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-question-filler.h"

/** The least height of a row, pixels: so many are in sight at most. */
#define LEAST_HEIGHT 31
/** Rows that are filled at once when there is time. */
#define AT_ONCE 6
/** Before the frame is laid out (GDK_PRIORITY_REDRAW is 120), and after it is drawn. */
#define PRIORITY_SOON (G_PRIORITY_HIGH_IDLE + 5)
#define PRIORITY_LATER (G_PRIORITY_HIGH_IDLE + 30)

struct _RegieQuestionFiller
{
  GObject parent_instance;
  /** not owned: lives longer than the rows */
  GtkListView *view;
  GtkAdjustment *adjustment;
  RegieDeskSession *session;
  RegieQuestions list;
  char *query;
  guint aim;
  /** (element-type GtkListItem): those that have a message */
  GPtrArray *bound;
  /** (element-type GtkListItem): those that do not show all of theirs yet */
  GPtrArray *blank;
  guint soon;
  guint later;
};

G_DEFINE_FINAL_TYPE (RegieQuestionFiller, regie_question_filler, G_TYPE_OBJECT)

static RegieQuestionRow *
row_of (GtkListItem *item)
{
  GtkWidget *child = gtk_list_item_get_child (item);

  return REGIE_IS_QUESTION_ROW (child) ? REGIE_QUESTION_ROW (child) : NULL;
}

static void
fill (RegieQuestionFiller *self, GtkListItem *item)
{
  RegieQuestionRow *row = row_of (item);

  if (!row)
    {
      row = regie_question_row_new (self->session, FALSE);
      g_object_bind_property (row, "sentence", item, "accessible-label", G_BINDING_SYNC_CREATE);
      gtk_list_item_set_child (item, GTK_WIDGET (row));
    }
  regie_question_row_set_list (row, self->list);
  regie_question_row_set_query (row, self->query);
  regie_question_row_set_message (row, gtk_list_item_get_item (item));
}

/* How far a row is from what is looked at: where the list is scrolled to, or is about to be. */
static guint
distance (RegieQuestionFiller *self, GtkListItem *item)
{
  GListModel *rows = G_LIST_MODEL (gtk_list_view_get_model (self->view));
  double upper = gtk_adjustment_get_upper (self->adjustment);
  double middle = gtk_adjustment_get_value (self->adjustment)
                  + gtk_adjustment_get_page_size (self->adjustment) / 2;
  int row = (int) gtk_list_item_get_position (item);
  int looked_at = rows && upper > 0 ? (int) (middle / upper * g_list_model_get_n_items (rows)) : 0;

  return (guint) MIN (ABS (row - looked_at), ABS (row - (int) self->aim));
}

/* The farthest first: the array is filled from its end. */
static int
compare_distances (gconstpointer a, gconstpointer b, gpointer data)
{
  guint left = distance (data, *(GtkListItem *const *) a);
  guint right = distance (data, *(GtkListItem *const *) b);

  return left > right ? -1 : left < right;
}

static gboolean
fill_some (RegieQuestionFiller *self, guint n)
{
  g_ptr_array_sort_with_data (self->blank, compare_distances, self);
  for (; n > 0 && self->blank->len > 0; n--)
    fill (self, g_ptr_array_steal_index (self->blank, self->blank->len - 1));
  return self->blank->len > 0;
}

static gboolean
on_later (gpointer data)
{
  RegieQuestionFiller *self = data;

  if (fill_some (self, AT_ONCE))
    return G_SOURCE_CONTINUE;
  self->later = 0;
  return G_SOURCE_REMOVE;
}

static gboolean
on_soon (gpointer data)
{
  RegieQuestionFiller *self = data;

  double page = gtk_adjustment_get_page_size (self->adjustment);
  guint in_sight = (guint) CLAMP (page / LEAST_HEIGHT + 2, 12, 80);

  self->soon = 0;
  if (fill_some (self, in_sight) && !self->later)
    self->later = g_idle_add_full (PRIORITY_LATER, on_later, self, NULL);
  return G_SOURCE_REMOVE;
}

static void
begin (RegieQuestionFiller *self)
{
  if (!self->soon)
    self->soon = g_idle_add_full (PRIORITY_SOON, on_soon, self, NULL);
}

void
regie_question_filler_setup (RegieQuestionFiller *self, GtkListItem *item)
{
  GtkWidget *blank = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (blank, "question-row");
  gtk_widget_add_css_class (blank, "blank");
  gtk_list_item_set_child (item, blank);
}

void
regie_question_filler_bind (RegieQuestionFiller *self, GtkListItem *item)
{
  g_ptr_array_add (self->bound, item);
  g_ptr_array_add (self->blank, item);
  begin (self);
}

void
regie_question_filler_unbind (RegieQuestionFiller *self, GtkListItem *item)
{
  RegieQuestionRow *row = row_of (item);

  g_ptr_array_remove_fast (self->bound, item);
  g_ptr_array_remove_fast (self->blank, item);
  if (row)
    regie_question_row_set_message (row, NULL);
}

void
regie_question_filler_set_session (RegieQuestionFiller *self, RegieDeskSession *session)
{
  g_return_if_fail (REGIE_IS_QUESTION_FILLER (self));
  g_set_object (&self->session, session);
}

void
regie_question_filler_set_list (RegieQuestionFiller *self, RegieQuestions list)
{
  g_return_if_fail (REGIE_IS_QUESTION_FILLER (self));
  self->list = list;
}

void
regie_question_filler_aim (RegieQuestionFiller *self, guint row)
{
  g_return_if_fail (REGIE_IS_QUESTION_FILLER (self));
  self->aim = row;
}

void
regie_question_filler_set_query (RegieQuestionFiller *self, const char *query)
{
  g_return_if_fail (REGIE_IS_QUESTION_FILLER (self));

  if (!g_set_str (&self->query, query))
    return;
  /* To mark words takes as long as to fill: in sight first. */
  g_ptr_array_set_size (self->blank, 0);
  g_ptr_array_extend (self->blank, self->bound, NULL, NULL);
  if (self->blank->len > 0)
    begin (self);
}

static void
regie_question_filler_finalize (GObject *object)
{
  RegieQuestionFiller *self = REGIE_QUESTION_FILLER (object);

  g_clear_handle_id (&self->soon, g_source_remove);
  g_clear_handle_id (&self->later, g_source_remove);
  g_clear_pointer (&self->blank, g_ptr_array_unref);
  g_clear_pointer (&self->bound, g_ptr_array_unref);
  g_clear_object (&self->adjustment);
  g_clear_object (&self->session);
  g_free (self->query);
  G_OBJECT_CLASS (regie_question_filler_parent_class)->finalize (object);
}

static void
regie_question_filler_class_init (RegieQuestionFillerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = regie_question_filler_finalize;
}

static void
regie_question_filler_init (RegieQuestionFiller *self)
{
  self->bound = g_ptr_array_new ();
  self->blank = g_ptr_array_new ();
}

RegieQuestionFiller *
regie_question_filler_new (GtkListView *view, GtkScrolledWindow *scroller)
{
  RegieQuestionFiller *self = g_object_new (REGIE_TYPE_QUESTION_FILLER, NULL);

  self->view = view;
  self->adjustment = g_object_ref (gtk_scrolled_window_get_vadjustment (scroller));
  return self;
}
