/* regie-alarm-table.c: alarms one below the other: what, where, since when, and what to do about it
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-alarm-table.h"

#include "regie-alarm-board.h"
#include "regie-alarm-text.h"
#include "regie-tally.h"
#include "regie-time-text.h"
#include "regie-widget.h"

#include <glib/gi18n.h>

struct _RegieAlarmTable
{
  RegieSessionWidget base;
  char *stage_id;
  GSignalGroup *board_signals;

  GtkBox *rows;
  GtkWidget *empty;
};

G_DEFINE_FINAL_TYPE (RegieAlarmTable, regie_alarm_table, REGIE_TYPE_SESSION_WIDGET)

typedef enum
{
  PROP_STAGE_ID = 1,
} RegieAlarmTableProperty;

static GParamSpec *properties[PROP_STAGE_ID + 1];

/* What a row is made of; kept with its widget. */
typedef struct
{
  RegieStageAlarm *item;
  GtkLabel *title;
  GtkLabel *since;
  GtkButton *ignore;
} Row;

static void
row_free (gpointer data)
{
  Row *row = data;

  g_object_unref (row->item);
  g_free (row);
}

static void
on_ignore (GtkButton *button, Row *row)
{
  RegieAlarm *alarm = regie_stage_alarm_get_alarm (row->item);

  regie_stage_alarm_ignore (row->item, !regie_alarm_is_ignored (alarm, g_get_monotonic_time ()));
}

static void
row_show (Row *row, const char *zone)
{
  RegieAlarm *alarm = regie_stage_alarm_get_alarm (row->item);
  gint64 now = g_get_monotonic_time ();
  gboolean ignored = regie_alarm_is_ignored (alarm, now);
  g_autofree char *stage = regie_stage_label (regie_stage_alarm_get_stage (row->item));
  g_autofree char *sentence = regie_alarm_sentence (alarm);
  g_autofree char *clock = regie_text_clock (regie_alarm_get_since_real (alarm), zone, TRUE);
  g_autofree char *age = regie_text_age (now - regie_alarm_get_since (alarm));
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;

  gtk_label_set_label (row->title, sentence);
  if (ignored)
    {
      g_autofree char *left = regie_text_age (regie_alarm_get_ignored_until (alarm) - now);

      /* Translators: an alarm: stage, time it began, how much longer it is ignored */
      text = g_strdup_printf (_ ("%s · since %s · ignored for another %s"), stage, clock, left);
    }
  else
    /* Translators: an alarm: stage, time it began, how long ago that is */
    text = g_strdup_printf (_ ("%s · since %s (%s)"), stage, clock, age);
  gtk_label_set_label (row->since, text);
  gtk_button_set_label (row->ignore, ignored ? _ ("Watch Again") : _ ("Ignore 10 min"));
  /* Translators: a button about an alarm: what it does, the stage, what is wrong */
  name = g_strdup_printf (_ ("%s: %s, %s"), gtk_button_get_label (row->ignore), stage, sentence);
  regie_widget_set_button_name (GTK_WIDGET (row->ignore), name);
}

static GtkWidget *
regie_alarm_table_make_row (RegieAlarmTable *self, RegieStageAlarm *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *shape = gtk_label_new (regie_alarm_shape (regie_stage_alarm_get_alarm (item)));
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  Row *row = g_new0 (Row, 1);

  row->item = g_object_ref (item);
  row->title = GTK_LABEL (gtk_label_new (NULL));
  row->since = GTK_LABEL (gtk_label_new (NULL));
  row->ignore = GTK_BUTTON (gtk_button_new ());
  gtk_label_set_xalign (row->title, 0);
  gtk_label_set_xalign (row->since, 0);
  gtk_label_set_ellipsize (row->title, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (shape, "alarm-shape");
  gtk_widget_add_css_class (GTK_WIDGET (row->since), "dim");
  gtk_widget_add_css_class (GTK_WIDGET (row->since), "small");
  gtk_widget_add_css_class (GTK_WIDGET (row->since), "numerals");
  gtk_widget_add_css_class (GTK_WIDGET (row->ignore), "desk-button");
  gtk_widget_set_valign (GTK_WIDGET (row->ignore), GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (row->title));
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (row->since));
  gtk_box_append (GTK_BOX (box), shape);
  gtk_box_append (GTK_BOX (box), texts);
  if (self->stage_id == NULL)
    {
      GtkWidget *jump = gtk_button_new_from_icon_name ("go-jump-symbolic");
      g_autofree char *stage = regie_stage_label (regie_stage_alarm_get_stage (item));
      g_autofree char *name = g_strdup_printf (_ ("Go to %s"), stage);

      gtk_actionable_set_action_name (GTK_ACTIONABLE (jump), "win.go-to-stage");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (jump), "s",
                                        regie_stage_alarm_get_stage_id (item));
      gtk_widget_set_tooltip_text (jump, name);
      gtk_widget_set_valign (jump, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (jump, "desk-button");
      gtk_box_append (GTK_BOX (box), jump);
    }
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (row->ignore));
  gtk_widget_add_css_class (box, "alarm-row");
  g_object_set_data_full (G_OBJECT (box), "regie-row", row, row_free);
  g_signal_connect (row->ignore, "clicked", G_CALLBACK (on_ignore), row);
  return box;
}

static void
regie_alarm_table_show (RegieAlarmTable *self)
{
  const RegieRecord *root;

  if (self->base.session == NULL)
    return;
  root = regie_congress_state (regie_desk_session_get_congress (self->base.session));
  for (GtkWidget *box = gtk_widget_get_first_child (GTK_WIDGET (self->rows)); box != NULL;
       box = gtk_widget_get_next_sibling (box))
    row_show (g_object_get_data (G_OBJECT (box), "regie-row"),
              root != NULL ? root->time_zone : NULL);
}

static void
regie_alarm_table_fill (RegieAlarmTable *self)
{
  GListModel *board = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->rows))) != NULL)
    gtk_box_remove (self->rows, child);
  if (self->base.session != NULL)
    board = G_LIST_MODEL (regie_desk_session_get_alarms (self->base.session));
  for (guint i = 0; board != NULL && i < g_list_model_get_n_items (board); i++)
    {
      g_autoptr (RegieStageAlarm) item = g_list_model_get_item (board, i);

      if (self->stage_id == NULL
          || g_strcmp0 (self->stage_id, regie_stage_alarm_get_stage_id (item)) == 0)
        gtk_box_append (self->rows, regie_alarm_table_make_row (self, item));
    }
  gtk_widget_set_visible (self->empty,
                          gtk_widget_get_first_child (GTK_WIDGET (self->rows)) == NULL);
  regie_alarm_table_show (self);
}

static void
regie_alarm_table_session_changed (RegieSessionWidget *base)
{
  RegieAlarmTable *self = REGIE_ALARM_TABLE (base);

  g_signal_group_set_target (self->board_signals,
                             base->session != NULL ? regie_desk_session_get_alarms (base->session)
                                                   : NULL);
  regie_alarm_table_fill (self);
}

GtkWidget *
regie_alarm_table_new (RegieDeskSession *session, const char *stage)
{
  return g_object_new (REGIE_TYPE_ALARM_TABLE, "stage-id", stage, "session", session, NULL);
}

static void
regie_alarm_table_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieAlarmTable *self = REGIE_ALARM_TABLE (object);

  switch ((RegieAlarmTableProperty) id)
    {
    case PROP_STAGE_ID:
      g_value_set_string (value, self->stage_id);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_alarm_table_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RegieAlarmTable *self = REGIE_ALARM_TABLE (object);

  switch ((RegieAlarmTableProperty) id)
    {
    case PROP_STAGE_ID:
      if (g_set_str (&self->stage_id, g_value_get_string (value)))
        {
          regie_alarm_table_fill (self);
          g_object_notify_by_pspec (object, pspec);
        }
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_alarm_table_dispose (GObject *object)
{
  RegieAlarmTable *self = REGIE_ALARM_TABLE (object);

  g_clear_object (&self->board_signals);
  regie_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_ALARM_TABLE);
  g_clear_pointer (&self->stage_id, g_free);
  G_OBJECT_CLASS (regie_alarm_table_parent_class)->dispose (object);
}

static void
regie_alarm_table_class_init (RegieAlarmTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  REGIE_SESSION_WIDGET_CLASS (klass)->session_changed = regie_alarm_table_session_changed;
  object_class->dispose = regie_alarm_table_dispose;
  object_class->get_property = regie_alarm_table_get_property;
  object_class->set_property = regie_alarm_table_set_property;
  properties[PROP_STAGE_ID] = g_param_spec_string ("stage-id", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-alarm-table.ui");
  gtk_widget_class_bind_template_child (widget_class, RegieAlarmTable, rows);
  gtk_widget_class_bind_template_child (widget_class, RegieAlarmTable, empty);
}

static void
regie_alarm_table_init (RegieAlarmTable *self)
{
  regie_session_widget_connect (&self->base, "notify::now", G_CALLBACK (regie_alarm_table_show));
  self->board_signals = g_signal_group_new (REGIE_TYPE_ALARM_BOARD);
  g_signal_group_connect_swapped (self->board_signals, "items-changed",
                                  G_CALLBACK (regie_alarm_table_fill), self);
  g_signal_group_connect_swapped (self->board_signals, "changed",
                                  G_CALLBACK (regie_alarm_table_show), self);
  gtk_widget_init_template (GTK_WIDGET (self));
}
