/* regie-question-filler.c: fills the rows of a list of questions
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-question-filler.h"

struct _RegieQuestionFiller
{
  GObject parent_instance;
  /** not owned: lives as long */
  RegieLongList *view;
  RegieQuestionPalette *palette;
  RegieDeskSession *session;
  RegieQuestions list;
  char *query;
  RegieDrafts *drafts;
  /** (element-type RegieQuestionRow): not owned: the list's, which lives as long */
  GPtrArray *rows;
};

G_DEFINE_FINAL_TYPE (RegieQuestionFiller, regie_question_filler, G_TYPE_OBJECT)

static void
make (RegieLongRow *row, gpointer data)
{
  RegieQuestionFiller *self = data;
  RegieQuestionRow *question = regie_question_row_new (self->palette, self->session, FALSE);

  g_object_bind_property (question, "sentence", row, "label", G_BINDING_DEFAULT);
  regie_long_row_set_child (row, GTK_WIDGET (question));
  g_ptr_array_add (self->rows, question);
}

static void
mark_draft (RegieQuestionFiller *self, RegieQuestionRow *row)
{
  RegieMessage *message = regie_question_row_get_message (row);

  regie_question_row_set_drafted (
      row, self->drafts && message
               && regie_drafts_has (self->drafts, regie_entity_get_id (REGIE_ENTITY (message))));
}

static void
show (RegieLongRow *row, gpointer data)
{
  RegieQuestionFiller *self = data;
  RegieQuestionRow *question = REGIE_QUESTION_ROW (regie_long_row_get_child (row));

  regie_question_row_set_list (question, self->list);
  regie_question_row_set_query (question, self->query);
  regie_question_row_set_message (question, regie_long_row_get_item (row));
  mark_draft (self, question);
}

static void
on_draft (RegieQuestionFiller *self, const char *message)
{
  for (guint i = 0; i < self->rows->len; i++)
    mark_draft (self, g_ptr_array_index (self->rows, i));
}

void
regie_question_filler_set_session (RegieQuestionFiller *self, RegieDeskSession *session)
{
  g_return_if_fail (REGIE_IS_QUESTION_FILLER (self));

  if (!g_set_object (&self->session, session))
    return;
  /* Rows know the session they were made for: its clock, its commands under way. */
  g_ptr_array_set_size (self->rows, 0);
  regie_long_list_set_filler (self->view, make, show, self);
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
  for (guint i = 0; i < self->rows->len; i++)
    regie_question_row_set_query (g_ptr_array_index (self->rows, i), query);
}

static void
regie_question_filler_finalize (GObject *object)
{
  RegieQuestionFiller *self = REGIE_QUESTION_FILLER (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
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
  self->rows = g_ptr_array_new ();
}

RegieQuestionFiller *
regie_question_filler_new (RegieLongList *view, RegieQuestionPalette *palette)
{
  RegieQuestionFiller *self;

  g_return_val_if_fail (REGIE_IS_LONG_LIST (view), NULL);
  g_return_val_if_fail (REGIE_IS_QUESTION_PALETTE (palette), NULL);

  self = g_object_new (REGIE_TYPE_QUESTION_FILLER, NULL);
  self->palette = g_object_ref (palette);
  self->view = view;
  regie_long_list_set_filler (view, make, show, self);
  return self;
}
