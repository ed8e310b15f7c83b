/* regie-label-editor.c: a message's labels as chips, and a popover to change them
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-label-editor.h"
#include "regie-widget.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/** So many labels are offered. */
#define OFFERED 12

struct _RegieLabelEditor
{
  GtkWidget parent_instance;
  RegieCongress *congress;
  RegieMessage *message;
  AdwWrapBox *chips;
  GtkMenuButton *button;
  GtkBox *known;
  GtkEntry *entry;
};

static guint chosen_signal;

G_DEFINE_FINAL_TYPE (RegieLabelEditor, regie_label_editor, GTK_TYPE_WIDGET)

static const char *const *
regie_label_editor_get_labels (RegieLabelEditor *self)
{
  static const char *const none[] = { NULL };
  const RegieRecord *state = self->message ? regie_message_state (self->message) : NULL;

  return state && state->labels ? (const char *const *) state->labels : none;
}

/* Tells whoever listens what the labels are to be. */
static void
regie_label_editor_choose (RegieLabelEditor *self, const char *label, gboolean on)
{
  const char *const *labels = regie_label_editor_get_labels (self);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) next = NULL;

  if (g_strv_contains (labels, label) == on)
    return;
  for (; *labels; labels++)
    {
      if (!g_str_equal (*labels, label))
        g_strv_builder_add (builder, *labels);
    }
  if (on)
    g_strv_builder_add (builder, label);
  next = g_strv_builder_end (builder);
  g_signal_emit (self, chosen_signal, 0, next);
}

static void
regie_label_editor_on_toggled (RegieLabelEditor *self, GtkCheckButton *check)
{
  regie_label_editor_choose (self, gtk_check_button_get_label (check),
                             gtk_check_button_get_active (check));
}

static void
regie_label_editor_on_entered (RegieLabelEditor *self)
{
  g_autofree char *label =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  if (*label)
    regie_label_editor_choose (self, label, TRUE);
  gtk_menu_button_popdown (self->button);
}

static void
add_unique (GPtrArray *labels, const char *const *more)
{
  for (; more && *more; more++)
    {
      if (!g_ptr_array_find_with_equal_func (labels, *more, g_str_equal, NULL))
        g_ptr_array_add (labels, g_strdup (*more));
    }
}

/* The labels in use on the message's stage, its own first. */
static GPtrArray *
regie_label_editor_collect (RegieLabelEditor *self)
{
  GPtrArray *labels = g_ptr_array_new_with_free_func (g_free);
  GListModel *messages = self->congress ? regie_congress_get_messages (self->congress) : NULL;
  const char *stage = self->message ? regie_message_state (self->message)->stage : NULL;

  add_unique (labels, regie_label_editor_get_labels (self));
  for (guint i = 0; messages && i < g_list_model_get_n_items (messages) && labels->len < OFFERED;
       i++)
    {
      g_autoptr (RegieMessage) other = g_list_model_get_item (messages, i);
      const RegieRecord *state = regie_message_state (other);

      if (g_strcmp0 (state->stage, stage) == 0)
        add_unique (labels, (const char *const *) state->labels);
    }
  return labels;
}

static void
regie_label_editor_fill (RegieLabelEditor *self)
{
  g_autoptr (GPtrArray) labels = regie_label_editor_collect (self);
  const char *const *own = regie_label_editor_get_labels (self);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->known))))
    gtk_box_remove (self->known, child);
  for (guint i = 0; i < labels->len; i++)
    {
      const char *label = g_ptr_array_index (labels, i);
      GtkWidget *check = gtk_check_button_new_with_label (label);

      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), g_strv_contains (own, label));
      g_signal_connect_object (check, "toggled", G_CALLBACK (regie_label_editor_on_toggled), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (self->known, check);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->known), labels->len > 0);
}

static void
regie_label_editor_on_shown (RegieLabelEditor *self)
{
  regie_label_editor_fill (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
regie_label_editor_update (RegieLabelEditor *self)
{
  const char *const *labels = regie_label_editor_get_labels (self);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chips))))
    adw_wrap_box_remove (self->chips, child);
  for (; *labels; labels++)
    {
      GtkWidget *chip = gtk_label_new (*labels);

      gtk_widget_add_css_class (chip, "pill");
      gtk_widget_add_css_class (chip, "label-chip");
      gtk_label_set_ellipsize (GTK_LABEL (chip), PANGO_ELLIPSIZE_END);
      adw_wrap_box_append (self->chips, chip);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->chips),
                          gtk_widget_get_first_child (GTK_WIDGET (self->chips)) != NULL);
}

void
regie_label_editor_set_message (RegieLabelEditor *self,
                                RegieCongress *congress,
                                RegieMessage *message)
{
  g_return_if_fail (REGIE_IS_LABEL_EDITOR (self));

  if (self->message && self->message != message)
    g_signal_handlers_disconnect_by_data (self->message, self);
  g_set_object (&self->congress, congress);
  if (g_set_object (&self->message, message) && message)
    g_signal_connect_object (message, "notify::labels", G_CALLBACK (regie_label_editor_update),
                             self, G_CONNECT_SWAPPED);
  regie_label_editor_update (self);
}

void
regie_label_editor_set_editable (RegieLabelEditor *self, gboolean editable)
{
  g_return_if_fail (REGIE_IS_LABEL_EDITOR (self));
  gtk_widget_set_visible (GTK_WIDGET (self->button), editable);
}

void
regie_label_editor_open (RegieLabelEditor *self)
{
  g_return_if_fail (REGIE_IS_LABEL_EDITOR (self));
  gtk_menu_button_popup (self->button);
}

static void
regie_label_editor_dispose (GObject *object)
{
  RegieLabelEditor *self = REGIE_LABEL_EDITOR (object);

  regie_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_LABEL_EDITOR);
  g_clear_object (&self->congress);
  g_clear_object (&self->message);
  G_OBJECT_CLASS (regie_label_editor_parent_class)->dispose (object);
}

static void
regie_label_editor_class_init (RegieLabelEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = regie_label_editor_dispose;

  chosen_signal = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRV);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-label-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, RegieLabelEditor, chips);
  gtk_widget_class_bind_template_child (widget_class, RegieLabelEditor, button);
  gtk_widget_class_bind_template_child (widget_class, RegieLabelEditor, known);
  gtk_widget_class_bind_template_child (widget_class, RegieLabelEditor, entry);
  gtk_widget_class_bind_template_callback (widget_class, regie_label_editor_on_shown);
  gtk_widget_class_bind_template_callback (widget_class, regie_label_editor_on_entered);
}

static void
regie_label_editor_init (RegieLabelEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
