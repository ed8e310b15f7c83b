/* regie-output-dialog.c: how the outputs of this desk look
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-output-dialog.h"

#include "regie-output-look.h"

#include <glib/gi18n.h>

struct _RegieOutputDialog
{
  AdwPreferencesDialog parent_instance;
  RegieOutputLook *look;
  AdwComboRow *ground;
  GtkColorDialogButton *brand;
  GtkColorDialogButton *key;
  GtkWidget *remove;
};

G_DEFINE_FINAL_TYPE (RegieOutputDialog, regie_output_dialog, ADW_TYPE_PREFERENCES_DIALOG)

static gboolean
color_from_text (GBinding *binding, const GValue *from, GValue *to, gpointer data)
{
  GdkRGBA color;

  if (!gdk_rgba_parse (&color, g_value_get_string (from)))
    return FALSE;
  g_value_set_boxed (to, &color);
  return TRUE;
}

static gboolean
text_from_color (GBinding *binding, const GValue *from, GValue *to, gpointer data)
{
  g_value_take_string (to, gdk_rgba_to_string (g_value_get_boxed (from)));
  return TRUE;
}

static void
bind_color (RegieOutputDialog *self, const char *property, GtkColorDialogButton *button)
{
  g_object_bind_property_full (self->look, property, button, "rgba",
                               G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE, color_from_text,
                               text_from_color, NULL, NULL);
}

static void
regie_output_dialog_show_look (RegieOutputDialog *self)
{
  adw_combo_row_set_selected (self->ground, regie_output_look_get_ground (self->look));
  gtk_widget_set_visible (self->remove, regie_output_look_get_logo (self->look) != NULL);
}

static void
regie_output_dialog_on_ground (RegieOutputDialog *self)
{
  regie_output_look_set_ground (self->look,
                                (RegieGround) adw_combo_row_get_selected (self->ground));
}

static void
regie_output_dialog_set_logo (RegieOutputDialog *self, GFile *file)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  AdwToast *toast;

  if (regie_output_look_set_logo (self->look, file, &error))
    return;
  /* Translators: a file that is no picture: why */
  text = g_strdup_printf (_ ("No logo: %s"), error->message);
  toast = adw_toast_new (text);
  adw_toast_set_use_markup (toast, FALSE);
  adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (self), toast);
}

static void
on_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RegieOutputDialog) self = data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL && self->look != NULL)
    regie_output_dialog_set_logo (self, file);
}

static void
regie_output_dialog_on_choose (RegieOutputDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);

  gtk_file_filter_set_name (filter, _ ("Images"));
  gtk_file_filter_add_pixbuf_formats (filter);
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_title (dialog, _ ("Logo"));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                        on_chosen, g_object_ref (self));
}

static void
regie_output_dialog_on_remove (RegieOutputDialog *self)
{
  regie_output_dialog_set_logo (self, NULL);
}

static void
regie_output_dialog_dispose (GObject *object)
{
  RegieOutputDialog *self = REGIE_OUTPUT_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_OUTPUT_DIALOG);
  g_clear_object (&self->look);
  G_OBJECT_CLASS (regie_output_dialog_parent_class)->dispose (object);
}

static void
regie_output_dialog_class_init (RegieOutputDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = regie_output_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-output-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RegieOutputDialog, ground);
  gtk_widget_class_bind_template_child (widget_class, RegieOutputDialog, brand);
  gtk_widget_class_bind_template_child (widget_class, RegieOutputDialog, key);
  gtk_widget_class_bind_template_child (widget_class, RegieOutputDialog, remove);
  gtk_widget_class_bind_template_callback (widget_class, regie_output_dialog_on_choose);
  gtk_widget_class_bind_template_callback (widget_class, regie_output_dialog_on_remove);
}

static void
regie_output_dialog_init (RegieOutputDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->look = regie_output_look_get_default ();
  regie_output_dialog_show_look (self);
  bind_color (self, "brand", self->brand);
  bind_color (self, "key", self->key);
  g_signal_connect_object (self->look, "notify", G_CALLBACK (regie_output_dialog_show_look), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->ground, "notify::selected",
                           G_CALLBACK (regie_output_dialog_on_ground), self, G_CONNECT_SWAPPED);
}

AdwDialog *
regie_output_dialog_new (void)
{
  return g_object_new (REGIE_TYPE_OUTPUT_DIALOG, NULL);
}
