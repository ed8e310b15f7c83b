/* regie-question-editor.c: writes what belongs to a message: its edited text, an answer, a note
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-question-editor.h"

#include "regie-diff-label.h"
#include "regie-widget.h"

#include <glib/gi18n.h>

struct _RegieQuestionEditor
{
  GtkWidget parent_instance;
  RegieDrafts *drafts;
  char *message;
  RegieDraftKind kind;
  /** what was there when the editor opened, and what stands beside it */
  char *base;
  char *beside;
  GtkLabel *title;
  GtkWidget *beside_box;
  GtkLabel *beside_head;
  GtkLabel *beside_label;
  GtkTextView *editor;
  GtkTextBuffer *buffer;
};

static guint save_signal, leave_signal;

G_DEFINE_FINAL_TYPE (RegieQuestionEditor, regie_question_editor, GTK_TYPE_WIDGET)

static char *
regie_question_editor_dup_text (RegieQuestionEditor *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
}

/* What the edit takes out is struck through in the text beside it. */
static void
regie_question_editor_update_beside (RegieQuestionEditor *self, const char *text)
{
  gtk_widget_set_visible (self->beside_box, self->beside != NULL);
  if (!self->beside)
    return;
  if (self->kind == REGIE_DRAFT_TEXT)
    regie_diff_label_set_old (self->beside_label, self->beside, text);
  else
    regie_diff_label_set_plain (self->beside_label, self->beside);
}

static void
regie_question_editor_on_changed (RegieQuestionEditor *self)
{
  g_autofree char *text = NULL;

  if (!self->message)
    return;
  text = regie_question_editor_dup_text (self);
  regie_drafts_keep (self->drafts, self->message, self->kind, text, self->base);
  regie_question_editor_update_beside (self, text);
}

void
regie_question_editor_start (RegieQuestionEditor *self,
                             RegieDrafts *drafts,
                             const char *message,
                             RegieDraftKind kind,
                             const char *text,
                             const char *beside)
{
  static const struct
  {
    const char *title;
    const char *beside;
    const char *name;
  } texts[REGIE_N_DRAFTS] = {
    [REGIE_DRAFT_TEXT] = { N_ ("EDIT THE TEXT · THE ORIGINAL STAYS BESIDE IT"), N_ ("ORIGINAL"),
                           N_ ("Text of the message") },
    [REGIE_DRAFT_ANSWER] = { N_ ("ANSWER IN WRITING · THE AUDIENCE READS IT"), N_ ("QUESTION"),
                             N_ ("Written answer") },
    [REGIE_DRAFT_NOTE] = { N_ ("NOTE · ONLY STAFF READS IT"), N_ ("QUESTION"), N_ ("Note") },
  };
  const char *draft, *base;

  g_return_if_fail (REGIE_IS_QUESTION_EDITOR (self));
  g_return_if_fail (REGIE_IS_DRAFTS (drafts));
  g_return_if_fail (message != NULL && text != NULL);

  draft = regie_drafts_get (drafts, message, kind, &base);
  /* While the text is set nothing is kept. */
  g_clear_pointer (&self->message, g_free);
  g_set_object (&self->drafts, drafts);
  self->kind = kind;
  g_set_str (&self->base, draft ? base : text);
  g_set_str (&self->beside, beside);
  gtk_label_set_text (self->title, _ (texts[kind].title));
  gtk_label_set_text (self->beside_head, _ (texts[kind].beside));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->editor), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (texts[kind].name), -1);
  gtk_text_buffer_set_text (self->buffer, draft ? draft : text, -1);
  regie_question_editor_update_beside (self, draft ? draft : text);
  self->message = g_strdup (message);
  gtk_widget_grab_focus (GTK_WIDGET (self->editor));
}

RegieDraftKind
regie_question_editor_get_kind (RegieQuestionEditor *self)
{
  g_return_val_if_fail (REGIE_IS_QUESTION_EDITOR (self), REGIE_DRAFT_TEXT);
  return self->kind;
}

static void
on_save (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RegieQuestionEditor *self = REGIE_QUESTION_EDITOR (widget);
  g_autofree char *text = g_strstrip (regie_question_editor_dup_text (self));

  g_signal_emit (self, save_signal, 0, text);
}

static void
on_leave (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, leave_signal, 0);
}

static void
on_discard (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RegieQuestionEditor *self = REGIE_QUESTION_EDITOR (widget);
  g_autofree char *message = g_steal_pointer (&self->message);

  if (message)
    regie_drafts_drop (self->drafts, message, self->kind);
  g_signal_emit (self, leave_signal, 0);
}

static void
regie_question_editor_dispose (GObject *object)
{
  RegieQuestionEditor *self = REGIE_QUESTION_EDITOR (object);

  g_clear_pointer (&self->message, g_free);
  regie_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_QUESTION_EDITOR);
  g_clear_object (&self->drafts);
  g_clear_pointer (&self->base, g_free);
  g_clear_pointer (&self->beside, g_free);
  G_OBJECT_CLASS (regie_question_editor_parent_class)->dispose (object);
}

static void
regie_question_editor_class_init (RegieQuestionEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = regie_question_editor_dispose;

  save_signal = g_signal_new ("save", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  leave_signal = g_signal_new ("leave", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "editor.save", NULL, on_save);
  gtk_widget_class_install_action (widget_class, "editor.leave", NULL, on_leave);
  gtk_widget_class_install_action (widget_class, "editor.discard", NULL, on_discard);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-question-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionEditor, title);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionEditor, beside_box);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionEditor, beside_head);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionEditor, beside_label);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionEditor, editor);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionEditor, buffer);
  gtk_widget_class_bind_template_callback (widget_class, regie_question_editor_on_changed);
}

static void
regie_question_editor_init (RegieQuestionEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
