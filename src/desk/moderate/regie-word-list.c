/* regie-word-list.c: all words of a cloud with their counts, to block them and to admit them again
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-word-list.h"

#include "regie-poll-commands.h"
#include "regie-time-text.h"
#include "regie-widget.h"

#include <glib/gi18n.h>

/** So many words are listed; the rest is found by the search of the recording. */
#define LISTED 300

struct _RegieWordList
{
  GtkWidget parent_instance;
  RegieDeskSession *session;
  RegiePoll *poll;
  GtkListBox *list;
  GtkStack *stack;
};

G_DEFINE_FINAL_TYPE (RegieWordList, regie_word_list, GTK_TYPE_WIDGET)

typedef struct
{
  char *key;
  GtkWidget *word;
  GtkLabel *count;
  GtkButton *button;
} Row;

static void
row_free (gpointer data)
{
  Row *row = data;

  g_free (row->key);
  g_free (row);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const RegieEntry *left = *(const RegieEntry *const *) a, *right = *(const RegieEntry *const *) b;

  if (left->hidden != right->hidden)
    return left->hidden ? -1 : 1;
  if (left->count != right->count)
    return left->count > right->count ? -1 : 1;
  return g_strcmp0 (left->id, right->id);
}

static void
update_row (RegieWordList *self, Row *row, const RegieEntry *entry)
{
  g_autofree char *number = regie_text_count (entry->count);
  const char *label = entry->hidden ? _ ("Admit") : _ ("Block");
  g_autofree char *name
      /* Translators: the name of a button: "Block: Digitalisierung" */
      = g_strdup_printf (_ ("%s: %s"), label, entry->text ? entry->text : entry->id);

  gtk_label_set_text (row->count, number);
  gtk_button_set_label (row->button, label);
  regie_widget_set_button_name (GTK_WIDGET (row->button), name);
  if (entry->hidden)
    gtk_widget_add_css_class (row->word, "blocked");
  else
    gtk_widget_remove_css_class (row->word, "blocked");
  gtk_widget_set_sensitive (GTK_WIDGET (row->button),
                            regie_desk_session_get_writable (self->session));
}

static void
regie_word_list_on_clicked (RegieWordList *self, GtkButton *button)
{
  Row *row = g_object_get_data (G_OBJECT (button), "row");
  RegieEntry *entry = regie_entries_find (regie_poll_state (self->poll)->entries, row->key);

  if (entry)
    regie_poll_send_block (self->session, self->poll, row->key, !entry->hidden);
}

static void
regie_word_list_add (RegieWordList *self, const RegieEntry *entry)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *list_row = gtk_list_box_row_new ();
  Row *row = g_new0 (Row, 1);

  row->key = g_strdup (entry->id);
  row->word = gtk_label_new (entry->text ? entry->text : entry->id);
  row->count = GTK_LABEL (gtk_label_new (NULL));
  row->button = GTK_BUTTON (gtk_button_new ());
  gtk_label_set_ellipsize (GTK_LABEL (row->word), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (row->word), 0);
  gtk_widget_set_hexpand (row->word, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (row->count), "numerals");
  gtk_widget_add_css_class (GTK_WIDGET (row->count), "dim");
  gtk_widget_add_css_class (GTK_WIDGET (row->button), "desk-button");
  gtk_widget_set_valign (GTK_WIDGET (row->button), GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (row->button), "row", row);
  g_object_set_data_full (G_OBJECT (list_row), "row", row, row_free);
  g_signal_connect_object (row->button, "clicked", G_CALLBACK (regie_word_list_on_clicked), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), row->word);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (row->count));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (row->button));
  gtk_widget_set_visible (GTK_WIDGET (row->button),
                          !regie_desk_session_get_read_only (self->session));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (list_row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (list_row), FALSE);
  gtk_list_box_append (self->list, list_row);
  update_row (self, row, entry);
}

static void
regie_word_list_update (RegieWordList *self)
{
  GPtrArray *entries = regie_poll_state (self->poll)->entries;
  GtkWidget *child;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  for (child = gtk_widget_get_first_child (GTK_WIDGET (self->list)); child;
       child = gtk_widget_get_next_sibling (child))
    {
      Row *row = g_object_get_data (G_OBJECT (child), "row");
      RegieEntry *entry = row ? regie_entries_find (entries, row->key) : NULL;

      if (entry)
        update_row (self, row, entry);
    }
}

void
regie_word_list_set_poll (RegieWordList *self, RegieDeskSession *session, RegiePoll *poll)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  GPtrArray *entries;

  g_return_if_fail (REGIE_IS_WORD_LIST (self));
  g_return_if_fail (REGIE_IS_POLL (poll));

  if (self->poll && self->poll != poll)
    g_signal_handlers_disconnect_by_data (self->poll, self);
  g_set_object (&self->session, session);
  if (g_set_object (&self->poll, poll))
    g_signal_connect_object (poll, "notify::entries", G_CALLBACK (regie_word_list_update), self,
                             G_CONNECT_SWAPPED);
  gtk_list_box_remove_all (self->list);
  entries = regie_poll_state (poll)->entries;
  for (guint i = 0; entries && i < entries->len; i++)
    g_ptr_array_add (sorted, g_ptr_array_index (entries, i));
  g_ptr_array_sort (sorted, compare_entries);
  for (guint i = 0; i < MIN (sorted->len, LISTED); i++)
    regie_word_list_add (self, g_ptr_array_index (sorted, i));
  gtk_stack_set_visible_child_name (self->stack, sorted->len > 0 ? "words" : "empty");
}

static void
regie_word_list_dispose (GObject *object)
{
  RegieWordList *self = REGIE_WORD_LIST (object);

  regie_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_WORD_LIST);
  g_clear_object (&self->session);
  g_clear_object (&self->poll);
  G_OBJECT_CLASS (regie_word_list_parent_class)->dispose (object);
}

static void
regie_word_list_class_init (RegieWordListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = regie_word_list_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-word-list.ui");
  gtk_widget_class_bind_template_child (widget_class, RegieWordList, list);
  gtk_widget_class_bind_template_child (widget_class, RegieWordList, stack);
}

static void
regie_word_list_init (RegieWordList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
