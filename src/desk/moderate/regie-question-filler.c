/* regie-question-filler.c: fills the rows of a list of questions, and has those in sight drawn
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-question-filler.h"

/** Rows this far above and below what is seen are drawn as well, pixels. */
#define MARGIN 48

struct _RegieQuestionFiller
{
  GObject parent_instance;
  /** not owned: lives longer than the rows */
  GtkListView *view;
  GdkFrameClock *clock;
  RegieQuestionPalette *palette;
  RegieDeskSession *session;
  RegieQuestions list;
  char *query;
  RegieDrafts *drafts;
  /** (element-type GtkListItem): those that have a message */
  GPtrArray *bound;
};

G_DEFINE_FINAL_TYPE (RegieQuestionFiller, regie_question_filler, G_TYPE_OBJECT)

static RegieQuestionRow *
row_of (GtkListItem *item)
{
  return REGIE_QUESTION_ROW (gtk_list_item_get_child (item));
}

/* What is in sight is known only when all rows have their places. */
static void
on_layout (RegieQuestionFiller *self)
{
  const int height = gtk_widget_get_height (GTK_WIDGET (self->view));

  for (guint i = 0; i < self->bound->len; i++)
    {
      GtkWidget *row = GTK_WIDGET (row_of (g_ptr_array_index (self->bound, i)));
      graphene_point_t place;
      const gboolean known = gtk_widget_compute_point (row, GTK_WIDGET (self->view),
                                                       &GRAPHENE_POINT_INIT (0, 0), &place);
      const int top = known ? (int) place.y : G_MAXINT;

      regie_question_row_set_in_sight (REGIE_QUESTION_ROW (row),
                                       top < height + MARGIN
                                           && top + gtk_widget_get_height (row) > -MARGIN);
    }
}

static void
on_realized (RegieQuestionFiller *self)
{
  g_set_object (&self->clock, gtk_widget_get_frame_clock (GTK_WIDGET (self->view)));
  /* GTK's own handler comes first. */
  g_signal_connect_object (self->clock, "layout", G_CALLBACK (on_layout), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

static void
on_unrealized (RegieQuestionFiller *self)
{
  g_signal_handlers_disconnect_by_data (self->clock, self);
  g_clear_object (&self->clock);
}

void
regie_question_filler_setup (RegieQuestionFiller *self, GtkListItem *item)
{
  RegieQuestionRow *row = regie_question_row_new (self->palette, self->session, FALSE);

  g_object_bind_property (row, "sentence", item, "accessible-label", G_BINDING_DEFAULT);
  gtk_list_item_set_child (item, GTK_WIDGET (row));
}

static void
regie_question_filler_mark_draft (RegieQuestionFiller *self, GtkListItem *item)
{
  RegieEntity *message = gtk_list_item_get_item (item);

  regie_question_row_set_drafted (
      row_of (item),
      self->drafts && message && regie_drafts_has (self->drafts, regie_entity_get_id (message)));
}

static void
on_draft (RegieQuestionFiller *self, const char *message)
{
  for (guint i = 0; i < self->bound->len; i++)
    regie_question_filler_mark_draft (self, g_ptr_array_index (self->bound, i));
}

void
regie_question_filler_bind (RegieQuestionFiller *self, GtkListItem *item)
{
  RegieQuestionRow *row = row_of (item);

  g_ptr_array_add (self->bound, item);
  regie_question_row_set_list (row, self->list);
  regie_question_row_set_query (row, self->query);
  regie_question_row_set_message (row, gtk_list_item_get_item (item));
  regie_question_filler_mark_draft (self, item);
}

void
regie_question_filler_unbind (RegieQuestionFiller *self, GtkListItem *item)
{
  /* GTK gives the row another message in the same turn, or does away with it. */
  g_ptr_array_remove_fast (self->bound, item);
}

void
regie_question_filler_set_session (RegieQuestionFiller *self, RegieDeskSession *session)
{
  g_return_if_fail (REGIE_IS_QUESTION_FILLER (self));
  g_set_object (&self->session, session);
}

void
regie_question_filler_set_drafts (RegieQuestionFiller *self, RegieDrafts *drafts)
{
  g_return_if_fail (REGIE_IS_QUESTION_FILLER (self));

  if (self->drafts)
    g_signal_handlers_disconnect_by_data (self->drafts, self);
  g_set_object (&self->drafts, drafts);
  if (drafts)
    g_signal_connect_object (drafts, "changed", G_CALLBACK (on_draft), self, G_CONNECT_SWAPPED);
  on_draft (self, NULL);
}

void
regie_question_filler_set_list (RegieQuestionFiller *self, RegieQuestions list)
{
  g_return_if_fail (REGIE_IS_QUESTION_FILLER (self));
  self->list = list;
}

void
regie_question_filler_set_query (RegieQuestionFiller *self, const char *query)
{
  g_return_if_fail (REGIE_IS_QUESTION_FILLER (self));

  if (!g_set_str (&self->query, query))
    return;
  for (guint i = 0; i < self->bound->len; i++)
    regie_question_row_set_query (row_of (g_ptr_array_index (self->bound, i)), query);
}

static void
regie_question_filler_finalize (GObject *object)
{
  RegieQuestionFiller *self = REGIE_QUESTION_FILLER (object);

  g_clear_pointer (&self->bound, g_ptr_array_unref);
  g_clear_object (&self->clock);
  g_clear_object (&self->palette);
  g_clear_object (&self->session);
  g_clear_object (&self->drafts);
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
}

RegieQuestionFiller *
regie_question_filler_new (GtkListView *view, RegieQuestionPalette *palette)
{
  RegieQuestionFiller *self;

  g_return_val_if_fail (GTK_IS_LIST_VIEW (view), NULL);
  g_return_val_if_fail (REGIE_IS_QUESTION_PALETTE (palette), NULL);

  self = g_object_new (REGIE_TYPE_QUESTION_FILLER, NULL);
  self->view = view;
  self->palette = g_object_ref (palette);
  g_signal_connect_object (view, "realize", G_CALLBACK (on_realized), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (view, "unrealize", G_CALLBACK (on_unrealized), self, G_CONNECT_SWAPPED);
  return self;
}
