/* regie-chooser.c: a popover to choose one of a few things by its digit, by search, or in own words
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-chooser.h"

#include <glib/gi18n.h>

#define ID_KEY "regie-choice-id"
#define TITLE_KEY "regie-choice-title"
#define SEARCH_KEY "regie-choice-search"

/** Digits that choose: 1 to 9. */
#define DIGITS 9

struct _RegieChooser
{
  GtkPopover parent_instance;
  RegieChooserFunc func;
  gpointer data;
  GDestroyNotify destroy;
  gboolean own_words;
  guint n_rows;
  GtkLabel *title;
  GtkEntry *entry;
  GtkListBox *rows;
  GtkLabel *empty;
};

G_DEFINE_FINAL_TYPE (RegieChooser, regie_chooser, GTK_TYPE_POPOVER)

static void
regie_chooser_forget (RegieChooser *self)
{
  GDestroyNotify destroy = g_steal_pointer (&self->destroy);
  gpointer data = g_steal_pointer (&self->data);

  self->func = NULL;
  if (destroy)
    destroy (data);
}

/* Closes first: what follows may open the next chooser. */
static void
regie_chooser_choose (RegieChooser *self, const char *id, const char *text)
{
  RegieChooserFunc func = g_steal_pointer (&self->func);
  GDestroyNotify destroy = g_steal_pointer (&self->destroy);
  gpointer data = g_steal_pointer (&self->data);
  g_autofree char *own_id = g_strdup (id);
  g_autofree char *own_text = g_strdup (text);

  gtk_popover_popdown (GTK_POPOVER (self));
  if (func)
    func (own_id, own_text, data);
  if (destroy)
    destroy (data);
}

static void
regie_chooser_choose_row (RegieChooser *self, GtkListBoxRow *row)
{
  regie_chooser_choose (self, g_object_get_data (G_OBJECT (row), ID_KEY),
                        g_object_get_data (G_OBJECT (row), TITLE_KEY));
}

static void
regie_chooser_on_row (RegieChooser *self, GtkListBoxRow *row)
{
  regie_chooser_choose_row (self, row);
}

/* Case and accents do not matter. */
static char *
fold (const char *text)
{
  g_autofree char *plain = g_str_to_ascii (text, NULL);

  return g_ascii_strdown (plain, -1);
}

static gboolean
shows (GtkListBoxRow *row, gpointer data)
{
  RegieChooser *self = data;
  g_autofree char *wanted = fold (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  g_strstrip (wanted);
  return strstr (g_object_get_data (G_OBJECT (row), SEARCH_KEY), wanted) != NULL;
}

static GtkListBoxRow *
regie_chooser_get_first (RegieChooser *self)
{
  for (guint i = 0; i < self->n_rows; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->rows, (int) i);

      if (gtk_widget_get_child_visible (GTK_WIDGET (row)))
        return row;
    }
  return NULL;
}

static void
regie_chooser_on_changed (RegieChooser *self)
{
  gtk_list_box_invalidate_filter (self->rows);
}

static void
regie_chooser_on_entered (RegieChooser *self)
{
  g_autofree char *text =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  GtkListBoxRow *first = regie_chooser_get_first (self);

  if (self->own_words)
    regie_chooser_choose (self, NULL, text);
  else if (first)
    regie_chooser_choose_row (self, first);
  else
    gtk_widget_error_bell (GTK_WIDGET (self));
}

static gboolean
regie_chooser_on_key (RegieChooser *self, guint keyval, guint keycode, GdkModifierType modifiers)
{
  gboolean typing = *gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0';
  guint digit = 0;

  if (keyval >= GDK_KEY_1 && keyval <= GDK_KEY_9)
    digit = keyval - GDK_KEY_0;
  else if (keyval >= GDK_KEY_KP_1 && keyval <= GDK_KEY_KP_9)
    digit = keyval - GDK_KEY_KP_0;
  if (typing || digit == 0 || digit > self->n_rows
      || (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  regie_chooser_choose_row (self, gtk_list_box_get_row_at_index (self->rows, (int) digit - 1));
  return GDK_EVENT_STOP;
}

static void
regie_chooser_on_closed (RegieChooser *self)
{
  regie_chooser_forget (self);
}

void
regie_chooser_start (RegieChooser *self,
                     const char *title,
                     const char *own_words,
                     RegieChooserFunc func,
                     gpointer data,
                     GDestroyNotify destroy)
{
  g_return_if_fail (REGIE_IS_CHOOSER (self));
  g_return_if_fail (title != NULL && func != NULL);

  regie_chooser_forget (self);
  self->func = func;
  self->data = data;
  self->destroy = destroy;
  self->own_words = own_words != NULL;
  self->n_rows = 0;
  gtk_list_box_remove_all (self->rows);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->empty, "");
  gtk_entry_set_placeholder_text (self->entry, own_words ? own_words : _ ("Search"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  own_words ? own_words : _ ("Search"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
}

static GtkWidget *
make_label (const char *text, const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), 2);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (class)
    gtk_widget_add_css_class (label, class);
  return label;
}

void
regie_chooser_add (RegieChooser *self, const char *id, const char *title, const char *detail)
{
  GtkWidget *row, *box, *texts, *key;
  g_autofree char *number = NULL;
  g_autofree char *all = NULL;

  g_return_if_fail (REGIE_IS_CHOOSER (self));
  g_return_if_fail (title != NULL);

  row = gtk_list_box_row_new ();
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  number = ++self->n_rows <= DIGITS ? g_strdup_printf ("%u", self->n_rows) : NULL;
  key = gtk_label_new (number ? number : " ");
  gtk_widget_add_css_class (key, number ? "key" : "no-key");
  gtk_widget_set_valign (key, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), make_label (title, NULL));
  if (detail && *detail)
    gtk_box_append (GTK_BOX (texts), make_label (detail, "dim"));
  gtk_box_append (GTK_BOX (box), key);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  all = g_strjoin (", ", title, detail && *detail ? detail : number, detail ? number : NULL, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, all, -1);
  g_object_set_data_full (G_OBJECT (row), ID_KEY, g_strdup (id), g_free);
  g_object_set_data_full (G_OBJECT (row), TITLE_KEY, g_strdup (title), g_free);
  g_object_set_data_full (G_OBJECT (row), SEARCH_KEY, fold (all), g_free);
  gtk_list_box_append (self->rows, row);
}

void
regie_chooser_set_empty (RegieChooser *self, const char *text)
{
  g_return_if_fail (REGIE_IS_CHOOSER (self));
  gtk_label_set_text (self->empty, text);
}

void
regie_chooser_open (RegieChooser *self, GtkWidget *anchor, const char *text)
{
  GtkWidget *parent;
  graphene_rect_t area;

  g_return_if_fail (REGIE_IS_CHOOSER (self));
  g_return_if_fail (GTK_IS_WIDGET (anchor));

  parent = gtk_widget_get_parent (GTK_WIDGET (self));
  if (gtk_widget_compute_bounds (anchor, parent, &area))
    gtk_popover_set_pointing_to (GTK_POPOVER (self),
                                 &(GdkRectangle) { (int) area.origin.x, (int) area.origin.y,
                                                   (int) area.size.width, (int) area.size.height });
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text ? text : "");
  gtk_list_box_invalidate_filter (self->rows);
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
regie_chooser_dispose (GObject *object)
{
  RegieChooser *self = REGIE_CHOOSER (object);

  regie_chooser_forget (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_CHOOSER);
  G_OBJECT_CLASS (regie_chooser_parent_class)->dispose (object);
}

static void
regie_chooser_class_init (RegieChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = regie_chooser_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, RegieChooser, title);
  gtk_widget_class_bind_template_child (widget_class, RegieChooser, entry);
  gtk_widget_class_bind_template_child (widget_class, RegieChooser, rows);
  gtk_widget_class_bind_template_child (widget_class, RegieChooser, empty);
  gtk_widget_class_bind_template_callback (widget_class, regie_chooser_on_closed);
  gtk_widget_class_bind_template_callback (widget_class, regie_chooser_on_key);
  gtk_widget_class_bind_template_callback (widget_class, regie_chooser_on_changed);
  gtk_widget_class_bind_template_callback (widget_class, regie_chooser_on_entered);
  gtk_widget_class_bind_template_callback (widget_class, regie_chooser_on_row);
}

static void
regie_chooser_init (RegieChooser *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_filter_func (self->rows, shows, self, NULL);
}

RegieChooser *
regie_chooser_new (void)
{
  return g_object_new (REGIE_TYPE_CHOOSER, NULL);
}
