/* regie-poll-dialog.c: a new vote or word cloud: its question, its kind, its options
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-poll-dialog.h"

#include <glib/gi18n.h>

#define MIN_OPTIONS 2
#define MAX_OPTIONS 12

struct _RegiePollDialog
{
  AdwDialog parent_instance;
  char *stage;
  char *session;
  AdwToggleGroup *kind;
  AdwEntryRow *prompt;
  AdwPreferencesGroup *options;
  GtkWidget *add_option;
  GtkWidget *limits;
  GtkSpinButton *least;
  GtkSpinButton *most;
  GtkWidget *words;
  GtkSpinButton *entries;
  GtkSpinButton *length;
  GtkLabel *missing;
  /** (element-type AdwEntryRow) */
  GPtrArray *rows;
};

static guint created_signal;

G_DEFINE_FINAL_TYPE (RegiePollDialog, regie_poll_dialog, ADW_TYPE_DIALOG)

static char *
row_text (gpointer row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

static RegiePollKind
regie_poll_dialog_get_kind (RegiePollDialog *self)
{
  return (RegiePollKind) adw_toggle_group_get_active (self->kind);
}

/* The options that have a text, with their ids. */
static GPtrArray *
regie_poll_dialog_get_options (RegiePollDialog *self)
{
  GPtrArray *entries = regie_entries_new ();

  for (guint i = 0; i < self->rows->len; i++)
    {
      g_autofree char *text = row_text (self->rows->pdata[i]);
      g_autofree char *id = g_strdup_printf ("o%u", entries->len + 1);

      if (*text)
        g_ptr_array_add (entries, regie_entry_new (id, text, 0, FALSE));
    }
  return entries;
}

/* What keeps the vote from being created, for a person; NULL: nothing. */
static const char *
regie_poll_dialog_find_missing (RegiePollDialog *self)
{
  g_autofree char *prompt = row_text (self->prompt);
  g_autoptr (GPtrArray) options = regie_poll_dialog_get_options (self);

  if (!*prompt)
    return _ ("Write the question first.");
  if (regie_poll_dialog_get_kind (self) == REGIE_POLL_WORDS)
    return NULL;
  if (options->len < MIN_OPTIONS)
    return _ ("A vote needs at least two options.");
  for (guint i = 0; i < options->len; i++)
    {
      for (guint j = 0; j < i; j++)
        {
          if (g_str_equal (((RegieEntry *) options->pdata[i])->text,
                           ((RegieEntry *) options->pdata[j])->text))
            return _ ("Two options are the same.");
        }
    }
  return NULL;
}

static void
regie_poll_dialog_update (RegiePollDialog *self)
{
  RegiePollKind kind = regie_poll_dialog_get_kind (self);
  const char *missing = regie_poll_dialog_find_missing (self);
  double n_options = self->rows->len;

  gtk_widget_set_visible (GTK_WIDGET (self->options), kind != REGIE_POLL_WORDS);
  gtk_widget_set_visible (self->limits, kind == REGIE_POLL_MULTIPLE);
  gtk_widget_set_visible (self->words, kind == REGIE_POLL_WORDS);
  gtk_widget_set_sensitive (self->add_option, self->rows->len < MAX_OPTIONS);
  gtk_spin_button_set_range (self->most, gtk_spin_button_get_value (self->least), n_options);
  gtk_spin_button_set_range (self->least, 1, n_options);
  gtk_label_set_text (self->missing, missing ? missing : "");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.prepare", !missing);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.open", !missing);
}

/* Options */

static void
regie_poll_dialog_number_options (RegiePollDialog *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      g_autofree char *title = g_strdup_printf (_ ("Option %u"), i + 1);
      g_autofree char *remove = g_strdup_printf (_ ("Remove option %u"), i + 1);

      adw_preferences_row_set_title (self->rows->pdata[i], title);
      gtk_widget_set_tooltip_text (g_object_get_data (self->rows->pdata[i], "remove"), remove);
    }
}

static void
regie_poll_dialog_on_remove (RegiePollDialog *self, GtkWidget *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, ADW_TYPE_ENTRY_ROW);

  if (self->rows->len <= MIN_OPTIONS)
    {
      gtk_editable_set_text (GTK_EDITABLE (row), "");
      return;
    }
  g_ptr_array_remove (self->rows, row);
  adw_preferences_group_remove (self->options, row);
  regie_poll_dialog_number_options (self);
  regie_poll_dialog_update (self);
}

static void
regie_poll_dialog_on_option_done (RegiePollDialog *self, GtkWidget *row)
{
  guint index;

  if (!g_ptr_array_find (self->rows, row, &index))
    return;
  if (index + 1 == self->rows->len)
    gtk_widget_activate_action (GTK_WIDGET (self), "dialog.add-option", NULL);
  else
    gtk_widget_grab_focus (self->rows->pdata[index + 1]);
}

static GtkWidget *
regie_poll_dialog_add_option (RegiePollDialog *self)
{
  GtkWidget *row = adw_entry_row_new ();
  GtkWidget *remove = gtk_button_new_from_icon_name ("user-trash-symbolic");

  adw_entry_row_set_max_length (ADW_ENTRY_ROW (row), 120);
  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (remove, "flat");
  g_object_set_data (G_OBJECT (row), "remove", remove);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), remove);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (regie_poll_dialog_on_remove), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "changed", G_CALLBACK (regie_poll_dialog_update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "entry-activated", G_CALLBACK (regie_poll_dialog_on_option_done),
                           self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->options, row);
  g_ptr_array_add (self->rows, row);
  regie_poll_dialog_number_options (self);
  regie_poll_dialog_update (self);
  return row;
}

static void
on_add_option (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RegiePollDialog *self = REGIE_POLL_DIALOG (widget);

  if (self->rows->len < MAX_OPTIONS)
    gtk_widget_grab_focus (regie_poll_dialog_add_option (self));
}

/* The record */

RegieRecord *
regie_poll_dialog_get_record (RegiePollDialog *self)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *prompt = NULL;
  g_autoptr (GPtrArray) options = NULL;
  RegiePollKind kind;
  RegieRecord *record;

  g_return_val_if_fail (REGIE_IS_POLL_DIALOG (self), NULL);

  if (regie_poll_dialog_find_missing (self))
    return NULL;
  kind = regie_poll_dialog_get_kind (self);
  prompt = row_text (self->prompt);
  options = regie_poll_dialog_get_options (self);
  record = regie_record_new (REGIE_RECORD_POLL_CREATE);
  regie_record_set_string (record, REGIE_FIELD_POLL, uuid);
  regie_record_set_string (record, REGIE_FIELD_STAGE, self->stage);
  regie_record_set_int (record, REGIE_FIELD_POLL_KIND, kind);
  regie_record_set_string (record, REGIE_FIELD_TITLE, prompt);
  if (self->session)
    regie_record_set_string (record, REGIE_FIELD_SESSION, self->session);
  if (kind != REGIE_POLL_WORDS)
    regie_record_set_entries (record, REGIE_FIELD_ENTRIES, options);
  if (kind == REGIE_POLL_MULTIPLE)
    {
      regie_record_set_int (record, REGIE_FIELD_MIN,
                            gtk_spin_button_get_value_as_int (self->least));
      regie_record_set_int (
          record, REGIE_FIELD_MAX,
          MIN (gtk_spin_button_get_value_as_int (self->most), (int) options->len));
    }
  if (kind == REGIE_POLL_WORDS)
    {
      regie_record_set_int (record, REGIE_FIELD_MAX,
                            gtk_spin_button_get_value_as_int (self->entries));
      regie_record_set_int (record, REGIE_FIELD_LENGTH,
                            gtk_spin_button_get_value_as_int (self->length));
    }
  return record;
}

static void
on_create (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RegiePollDialog *self = REGIE_POLL_DIALOG (widget);
  g_autoptr (RegieRecord) record = regie_poll_dialog_get_record (self);

  if (!record)
    return;
  g_signal_emit (self, created_signal, 0, record, g_str_equal (name, "dialog.open"));
  adw_dialog_close (ADW_DIALOG (self));
}

static void
regie_poll_dialog_dispose (GObject *object)
{
  RegiePollDialog *self = REGIE_POLL_DIALOG (object);

  g_ptr_array_set_size (self->rows, 0);
  gtk_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_POLL_DIALOG);
  G_OBJECT_CLASS (regie_poll_dialog_parent_class)->dispose (object);
}

static void
regie_poll_dialog_finalize (GObject *object)
{
  RegiePollDialog *self = REGIE_POLL_DIALOG (object);

  g_ptr_array_unref (self->rows);
  g_free (self->stage);
  g_free (self->session);
  G_OBJECT_CLASS (regie_poll_dialog_parent_class)->finalize (object);
}

static void
regie_poll_dialog_class_init (RegiePollDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = regie_poll_dialog_dispose;
  object_class->finalize = regie_poll_dialog_finalize;

  created_signal = g_signal_new ("created", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 2, REGIE_TYPE_RECORD, G_TYPE_BOOLEAN);

  gtk_widget_class_install_action (widget_class, "dialog.add-option", NULL, on_add_option);
  gtk_widget_class_install_action (widget_class, "dialog.prepare", NULL, on_create);
  gtk_widget_class_install_action (widget_class, "dialog.open", NULL, on_create);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-poll-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RegiePollDialog, kind);
  gtk_widget_class_bind_template_child (widget_class, RegiePollDialog, prompt);
  gtk_widget_class_bind_template_child (widget_class, RegiePollDialog, options);
  gtk_widget_class_bind_template_child (widget_class, RegiePollDialog, add_option);
  gtk_widget_class_bind_template_child (widget_class, RegiePollDialog, limits);
  gtk_widget_class_bind_template_child (widget_class, RegiePollDialog, least);
  gtk_widget_class_bind_template_child (widget_class, RegiePollDialog, most);
  gtk_widget_class_bind_template_child (widget_class, RegiePollDialog, words);
  gtk_widget_class_bind_template_child (widget_class, RegiePollDialog, entries);
  gtk_widget_class_bind_template_child (widget_class, RegiePollDialog, length);
  gtk_widget_class_bind_template_child (widget_class, RegiePollDialog, missing);
  gtk_widget_class_bind_template_callback (widget_class, regie_poll_dialog_update);
}

static void
regie_poll_dialog_init (RegiePollDialog *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  for (int i = 0; i < 3; i++)
    regie_poll_dialog_add_option (self);
}

RegiePollDialog *
regie_poll_dialog_new (const char *stage, const char *session)
{
  RegiePollDialog *self = g_object_new (REGIE_TYPE_POLL_DIALOG, NULL);

  self->stage = g_strdup (stage);
  self->session = g_strdup (session);
  return self;
}
