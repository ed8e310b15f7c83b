/* regie-conflict-pane.c: two people decided differently: theirs, yours, or what was there before
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-conflict-pane.h"

#include "regie-diff-label.h"
#include "regie-widget.h"

struct _RegieConflictPane
{
  GtkWidget parent_instance;
  GtkLabel *about;
  GtkLabel *story;
  GtkLabel *theirs;
  GtkLabel *yours;
  GtkLabel *original;
  GtkWidget *first;
};

static guint chosen_signal;

G_DEFINE_FINAL_TYPE (RegieConflictPane, regie_conflict_pane, GTK_TYPE_WIDGET)

void
regie_conflict_pane_show (RegieConflictPane *self,
                          const char *about,
                          const char *story,
                          const char *theirs,
                          const char *yours,
                          const char *original,
                          gboolean texts)
{
  g_return_if_fail (REGIE_IS_CONFLICT_PANE (self));
  g_return_if_fail (theirs != NULL && yours != NULL && original != NULL);

  gtk_label_set_text (self->about, about);
  gtk_label_set_text (self->story, story);
  regie_diff_label_set_plain (self->original, original);
  if (texts)
    {
      regie_diff_label_set_new (self->theirs, original, theirs);
      regie_diff_label_set_new (self->yours, original, yours);
      return;
    }
  regie_diff_label_set_plain (self->theirs, theirs);
  regie_diff_label_set_plain (self->yours, yours);
}

static gboolean
regie_conflict_pane_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (REGIE_CONFLICT_PANE (widget)->first);
}

static void
on_choose (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, chosen_signal, 0, g_variant_get_int32 (parameter));
}

static void
regie_conflict_pane_dispose (GObject *object)
{
  regie_widget_dispose_template (GTK_WIDGET (object), REGIE_TYPE_CONFLICT_PANE);
  G_OBJECT_CLASS (regie_conflict_pane_parent_class)->dispose (object);
}

static void
regie_conflict_pane_class_init (RegieConflictPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = regie_conflict_pane_dispose;
  widget_class->grab_focus = regie_conflict_pane_grab_focus;

  chosen_signal = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);

  gtk_widget_class_install_action (widget_class, "conflict.choose", "i", on_choose);
  for (int i = REGIE_CONFLICT_THEIRS; i <= REGIE_CONFLICT_ORIGINAL; i++)
    {
      gtk_widget_class_add_binding_action (widget_class, (guint) (GDK_KEY_1 + i), 0,
                                           "conflict.choose", "i", i);
      gtk_widget_class_add_binding_action (widget_class, (guint) (GDK_KEY_KP_1 + i), 0,
                                           "conflict.choose", "i", i);
    }
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "conflict.choose", "i",
                                       (int) REGIE_CONFLICT_LATER);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-conflict-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, RegieConflictPane, about);
  gtk_widget_class_bind_template_child (widget_class, RegieConflictPane, story);
  gtk_widget_class_bind_template_child (widget_class, RegieConflictPane, theirs);
  gtk_widget_class_bind_template_child (widget_class, RegieConflictPane, yours);
  gtk_widget_class_bind_template_child (widget_class, RegieConflictPane, original);
  gtk_widget_class_bind_template_child (widget_class, RegieConflictPane, first);
}

static void
regie_conflict_pane_init (RegieConflictPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
