/* regie-history-pane.c: who did what with a message, and when
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-history-pane.h"

#include "regie-deed-text.h"
#include "regie-time-text.h"
#include "regie-widget.h"

#include <glib/gi18n.h>

struct _RegieHistoryPane
{
  RegieSessionWidget base;
  RegieMessage *message;
  GCancellable *asking;
  /** of the newest record shown; what is not newer was told before */
  guint64 seq;
  /** step → its row: what is taken back later is marked as such */
  GHashTable *steps;
  GtkListBox *rows;
  GtkLabel *empty;
};

typedef enum
{
  PROP_MESSAGE = 1,
} RegieHistoryPaneProperty;

static GParamSpec *properties[PROP_MESSAGE + 1];

G_DEFINE_FINAL_TYPE (RegieHistoryPane, regie_history_pane, REGIE_TYPE_SESSION_WIDGET)

#define LINE_KEY "regie-history-line"
#define SPOKEN_KEY "regie-history-spoken"

static gboolean
is_about (RegieCongress *congress, const RegieRecord *record, const char *message)
{
  RegieStep *step = record->step ? regie_congress_find_step (congress, record->step) : NULL;

  if (step)
    return g_strv_contains ((const char *const *) regie_step_state (step)->messages, message);
  return g_strcmp0 (record->message, message) == 0 || g_strcmp0 (record->target, message) == 0
         || (record->messages && g_strv_contains ((const char *const *) record->messages, message));
}

static GtkWidget *
make_label (const char *text, const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_add_css_class (label, class);
  return label;
}

/* What was taken back stays where it was, struck through, and says so. */
static void
mark_undone (GtkListBoxRow *row, gboolean undone)
{
  GtkWidget *text = gtk_widget_get_last_child (gtk_list_box_row_get_child (row));
  const char *line = g_object_get_data (G_OBJECT (row), LINE_KEY);
  const char *spoken = g_object_get_data (G_OBJECT (row), SPOKEN_KEY);
  /* Translators: behind what somebody did with a message, when it was undone: "approved · undone" */
  g_autofree char *undone_line = g_strdup_printf (_ ("%s · undone"), line);
  g_autofree char *undone_spoken = g_strdup_printf (_ ("%s · undone"), spoken);

  gtk_label_set_text (GTK_LABEL (text), undone ? undone_line : line);
  regie_widget_set_class (text, "undone", undone);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  undone ? undone_spoken : spoken, -1);
}

static void
regie_history_pane_mark (RegieHistoryPane *self, const RegieRecord *record)
{
  GtkListBoxRow *row = record->step ? g_hash_table_lookup (self->steps, record->step) : NULL;

  if (row)
    mark_undone (row, record->type == REGIE_RECORD_MESSAGE_UNDO);
}

/* Newest first: what matters is what happened last. */
static void
regie_history_pane_add (RegieHistoryPane *self, const RegieRecord *record, const char *name)
{
  RegieCongress *congress = regie_desk_session_get_congress (self->base.session);
  const RegieRecord *root = regie_congress_state (congress);
  const char *message = regie_entity_get_id (REGIE_ENTITY (self->message));
  g_autofree char *deed = regie_deed_text (congress, record, message);
  g_autofree char *who = NULL;
  g_autofree char *at = NULL;
  g_autofree char *line = NULL;
  g_autofree char *spoken = NULL;
  GtkWidget *box, *text, *row;

  if (!deed || record->seq <= self->seq)
    return;
  self->seq = record->seq;
  who = regie_desk_session_is_me (self->base.session, record->by.id) ? g_strdup (_ ("You"))
        : name && !record->name                                      ? g_strdup (name)
                                                                     : regie_actor_text (record);
  at = regie_text_clock (record->at, root ? root->time_zone : NULL, TRUE);
  /* Translators: who did what with a message: "Moderation 2 approved" */
  line = g_strdup_printf (C_ ("deed", "%s %s"), who, deed);
  spoken = g_strdup_printf ("%s %s", at, line);
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  text = make_label (line, "history-text");
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (box), make_label (at, "numerals"));
  gtk_widget_add_css_class (gtk_widget_get_first_child (box), "dim");
  gtk_box_append (GTK_BOX (box), text);
  row = gtk_list_box_row_new ();
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data_full (G_OBJECT (row), LINE_KEY, g_steal_pointer (&line), g_free);
  g_object_set_data_full (G_OBJECT (row), SPOKEN_KEY, g_steal_pointer (&spoken), g_free);
  gtk_list_box_prepend (self->rows, row);
  /* A step goes by the seq of its record. */
  g_hash_table_insert (self->steps, g_strdup_printf ("%" G_GUINT64_FORMAT, record->seq), row);
  regie_history_pane_mark (self, record);
}

static void
regie_history_pane_clear (RegieHistoryPane *self)
{
  self->seq = 0;
  g_hash_table_remove_all (self->steps);
  gtk_list_box_remove_all (self->rows);
}

/* @names: (nullable): id → name of the staff */
static void
regie_history_pane_show (RegieHistoryPane *self, GPtrArray *records, GHashTable *names)
{
  gtk_label_set_text (self->empty, _ ("Nothing has happened to it yet."));
  for (guint i = 0; i < records->len; i++)
    {
      const RegieRecord *record = g_ptr_array_index (records, i);

      regie_history_pane_add (
          self, record, record->by.id && names ? g_hash_table_lookup (names, record->by.id) : NULL);
    }
}

static void
regie_history_pane_on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RegieHistoryPane) self = data;
  g_autoptr (GHashTable) names = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records =
      regie_client_read_history_finish (REGIE_CLIENT (source), result, &names, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || !self->message || !self->rows)
    return;
  if (!records)
    {
      gtk_label_set_text (self->empty, error->message);
      return;
    }
  /* What came by itself while this was asked for is in the answer too. */
  regie_history_pane_clear (self);
  regie_history_pane_show (self, records, names);
}

/* A recording knows what happened in it up to now. */
static void
regie_history_pane_recall (RegieHistoryPane *self)
{
  g_autoptr (GPtrArray) records =
      self->base.session
          ? regie_desk_session_recall (self->base.session,
                                       regie_entity_get_id (REGIE_ENTITY (self->message)))
          : NULL;

  gtk_label_set_text (self->empty, _ ("What happened before is not known here."));
  if (records)
    regie_history_pane_show (self, records, NULL);
}

/* Begins anew with the message that is shown. */
static void
regie_history_pane_ask (RegieHistoryPane *self)
{
  RegieClient *client =
      self->base.session ? regie_desk_session_get_client (self->base.session) : NULL;

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  regie_history_pane_clear (self);
  if (!self->message || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (!client)
    {
      regie_history_pane_recall (self);
      return;
    }
  gtk_label_set_text (self->empty, _ ("Asking the backend …"));
  self->asking = g_cancellable_new ();
  regie_client_read_history_async (client, regie_entity_get_id (REGIE_ENTITY (self->message)),
                                   self->asking, regie_history_pane_on_read, g_object_ref (self));
}

static void
regie_history_pane_on_applied (RegieHistoryPane *self, const RegieRecord *record)
{
  if (self->message && gtk_widget_get_mapped (GTK_WIDGET (self))
      && is_about (regie_desk_session_get_congress (self->base.session), record,
                   regie_entity_get_id (REGIE_ENTITY (self->message))))
    regie_history_pane_add (self, record, NULL);
}

static void
regie_history_pane_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (regie_history_pane_parent_class)->map (widget);
  regie_history_pane_ask (REGIE_HISTORY_PANE (widget));
}

static void
regie_history_pane_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieHistoryPane *self = REGIE_HISTORY_PANE (object);

  switch ((RegieHistoryPaneProperty) id)
    {
    case PROP_MESSAGE:
      g_value_set_object (value, self->message);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_history_pane_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RegieHistoryPane *self = REGIE_HISTORY_PANE (object);

  switch ((RegieHistoryPaneProperty) id)
    {
    case PROP_MESSAGE:
      if (!g_set_object (&self->message, g_value_get_object (value)))
        break;
      regie_history_pane_ask (self);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_history_pane_dispose (GObject *object)
{
  RegieHistoryPane *self = REGIE_HISTORY_PANE (object);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  regie_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_HISTORY_PANE);
  g_clear_object (&self->message);
  g_clear_pointer (&self->steps, g_hash_table_unref);
  G_OBJECT_CLASS (regie_history_pane_parent_class)->dispose (object);
}

static void
regie_history_pane_class_init (RegieHistoryPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = regie_history_pane_dispose;
  object_class->get_property = regie_history_pane_get_property;
  object_class->set_property = regie_history_pane_set_property;
  widget_class->map = regie_history_pane_map;

  properties[PROP_MESSAGE] = g_param_spec_object ("message", NULL, NULL, REGIE_TYPE_MESSAGE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-history-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, RegieHistoryPane, rows);
  gtk_widget_class_bind_template_child (widget_class, RegieHistoryPane, empty);
}

static void
regie_history_pane_init (RegieHistoryPane *self)
{
  regie_session_widget_connect_congress (&self->base, "applied",
                                         G_CALLBACK (regie_history_pane_on_applied));
  regie_session_widget_connect_congress (&self->base, "loaded",
                                         G_CALLBACK (regie_history_pane_ask));
  self->steps = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}
