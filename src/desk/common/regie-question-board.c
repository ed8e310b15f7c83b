/* regie-question-board.c: all lists of one stage's messages, for the widgets that share them
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-question-board.h"

struct _RegieQuestionBoard
{
  GObject parent_instance;
  RegieQuestionList *lists[REGIE_QUESTIONS_ON_AIR + 1];
};

G_DEFINE_FINAL_TYPE (RegieQuestionBoard, regie_question_board, G_TYPE_OBJECT)

void
regie_question_board_set_source (RegieQuestionBoard *self,
                                 RegieCongress *congress,
                                 const char *stage)
{
  g_return_if_fail (REGIE_IS_QUESTION_BOARD (self));

  for (guint i = 0; i < G_N_ELEMENTS (self->lists); i++)
    regie_question_list_set_source (self->lists[i], congress, stage);
}

RegieQuestionList *
regie_question_board_get (RegieQuestionBoard *self, RegieQuestions which)
{
  g_return_val_if_fail (REGIE_IS_QUESTION_BOARD (self), NULL);
  g_return_val_if_fail ((guint) which < G_N_ELEMENTS (self->lists), NULL);

  return self->lists[which];
}

RegieMessage *
regie_question_board_get_on_air (RegieQuestionBoard *self)
{
  g_autoptr (RegieMessage) message = NULL;

  g_return_val_if_fail (REGIE_IS_QUESTION_BOARD (self), NULL);

  message = g_list_model_get_item (G_LIST_MODEL (self->lists[REGIE_QUESTIONS_ON_AIR]), 0);
  /* The list keeps it alive. */
  return message;
}

RegieMessage *
regie_question_board_dup_next (RegieQuestionBoard *self)
{
  g_return_val_if_fail (REGIE_IS_QUESTION_BOARD (self), NULL);

  return g_list_model_get_item (G_LIST_MODEL (self->lists[REGIE_QUESTIONS_NEXT]), 0);
}

static void
regie_question_board_finalize (GObject *object)
{
  RegieQuestionBoard *self = REGIE_QUESTION_BOARD (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->lists); i++)
    g_clear_object (&self->lists[i]);
  G_OBJECT_CLASS (regie_question_board_parent_class)->finalize (object);
}

static void
regie_question_board_class_init (RegieQuestionBoardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = regie_question_board_finalize;
}

static void
regie_question_board_init (RegieQuestionBoard *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->lists); i++)
    self->lists[i] = regie_question_list_new ((RegieQuestions) i);
}

RegieQuestionBoard *
regie_question_board_new (void)
{
  return g_object_new (REGIE_TYPE_QUESTION_BOARD, NULL);
}
