/* regie-alarm-chip.c: one stage's place on the alarm panel
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-alarm-chip.h"

#include "regie-alarm-board.h"
#include "regie-alarm-label.h"
#include "regie-alarm-table.h"
#include "regie-alarm-text.h"
#include "regie-tally.h"
#include "regie-widget.h"

#include <glib/gi18n.h>

struct _RegieAlarmChip
{
  RegieSessionWidget base;
  char *stage_id;
  GSignalGroup *board_signals;

  GtkMenuButton *button;
  GtkLabel *number;
  RegieAlarmLabel *text;
};

G_DEFINE_FINAL_TYPE (RegieAlarmChip, regie_alarm_chip, REGIE_TYPE_SESSION_WIDGET)

static void
regie_alarm_chip_show_count (RegieAlarmChip *self)
{
  guint n = regie_alarm_board_get_n_active (regie_desk_session_get_alarms (self->base.session));
  g_autofree char *text = g_strdup_printf ("▲ %u", n);
  g_autofree char *name = g_strdup_printf (ngettext ("%u alarm", "%u alarms", n), n);

  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->number), FALSE);
  regie_alarm_label_set_text (self->text, text, NULL, text);
  regie_widget_set_class (GTK_WIDGET (self), "alarmed", TRUE);
  regie_widget_set_menu_button_name (self->button, name);
}

static void
regie_alarm_chip_show_stage (RegieAlarmChip *self)
{
  RegieAlarmBoard *board = regie_desk_session_get_alarms (self->base.session);
  RegieStage *stage = regie_congress_find_stage (
      regie_desk_session_get_congress (self->base.session), self->stage_id);
  guint n = 0;
  RegieStageAlarm *worst = regie_alarm_board_get_worst (board, self->stage_id, &n);
  g_autofree char *label = stage != NULL ? regie_stage_label (stage) : g_strdup ("");
  g_autofree char *number = NULL;
  g_autofree char *text = NULL;
  g_autofree char *least = NULL;
  g_autofree char *shape = NULL;
  g_autofree char *name = NULL;

  if (stage == NULL)
    return;
  number = g_strdup_printf ("%d", (int) regie_stage_state (stage)->number);
  gtk_label_set_label (self->number, number);
  if (worst != NULL)
    {
      RegieAlarm *alarm = regie_stage_alarm_get_alarm (worst);

      text = regie_alarm_text (alarm, n - 1, g_get_monotonic_time ());
      least = regie_alarm_headline (alarm, 0);
      shape = g_strdup (regie_alarm_shape (alarm));
    }
  else
    {
      text = g_strdup ("✓");
      shape = g_strdup (text);
    }
  regie_alarm_label_set_text (self->text, text, least, shape);
  regie_widget_set_class (GTK_WIDGET (self), "alarmed", worst != NULL);
  regie_widget_set_class (GTK_WIDGET (self), "critical",
                          worst != NULL
                              && regie_alarm_get_severity (regie_stage_alarm_get_alarm (worst))
                                     == REGIE_ALARM_CRITICAL);
  /* Translators: a stage and its alarm, or that there is none */
  name = g_strdup_printf (_ ("%s: %s"), label, worst != NULL ? text : _ ("no alarms"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), worst != NULL ? name : NULL);
  regie_widget_set_menu_button_name (self->button, name);
}

static void
regie_alarm_chip_show (RegieAlarmChip *self)
{
  if (self->base.session == NULL)
    return;
  if (self->stage_id == NULL)
    regie_alarm_chip_show_count (self);
  else
    regie_alarm_chip_show_stage (self);
}

/* What is listed is made when it is wanted, and goes with the popover. */
static void
regie_alarm_chip_fill (GtkMenuButton *button, gpointer data)
{
  RegieAlarmChip *self = data;
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *table = regie_alarm_table_new (self->base.session, self->stage_id);

  gtk_widget_add_css_class (popover, "alarm-popover");
  gtk_widget_set_size_request (table, 360, -1);
  gtk_popover_set_child (GTK_POPOVER (popover), table);
  gtk_menu_button_set_popover (button, popover);
}

static void
regie_alarm_chip_session_changed (RegieSessionWidget *base)
{
  RegieAlarmChip *self = REGIE_ALARM_CHIP (base);

  g_signal_group_set_target (self->board_signals,
                             base->session != NULL ? regie_desk_session_get_alarms (base->session)
                                                   : NULL);
  regie_alarm_chip_show (self);
}

void
regie_alarm_chip_set (RegieAlarmChip *self, RegieDeskSession *session, const char *stage)
{
  g_return_if_fail (REGIE_IS_ALARM_CHIP (self));
  g_set_str (&self->stage_id, stage);
  g_object_set (self, "session", session, NULL);
  regie_alarm_chip_show (self);
}

GtkWidget *
regie_alarm_chip_new (RegieDeskSession *session, const char *stage)
{
  RegieAlarmChip *self = g_object_new (REGIE_TYPE_ALARM_CHIP, NULL);

  regie_alarm_chip_set (self, session, stage);
  return GTK_WIDGET (self);
}

static void
regie_alarm_chip_dispose (GObject *object)
{
  RegieAlarmChip *self = REGIE_ALARM_CHIP (object);

  g_clear_object (&self->board_signals);
  regie_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_ALARM_CHIP);
  g_clear_pointer (&self->stage_id, g_free);
  G_OBJECT_CLASS (regie_alarm_chip_parent_class)->dispose (object);
}

static void
regie_alarm_chip_class_init (RegieAlarmChipClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  REGIE_SESSION_WIDGET_CLASS (klass)->session_changed = regie_alarm_chip_session_changed;
  G_OBJECT_CLASS (klass)->dispose = regie_alarm_chip_dispose;
  g_type_ensure (REGIE_TYPE_ALARM_LABEL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-alarm-chip.ui");
  gtk_widget_class_bind_template_child (widget_class, RegieAlarmChip, button);
  gtk_widget_class_bind_template_child (widget_class, RegieAlarmChip, number);
  gtk_widget_class_bind_template_child (widget_class, RegieAlarmChip, text);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "alarmchip");
}

static void
regie_alarm_chip_init (RegieAlarmChip *self)
{
  regie_session_widget_connect (&self->base, "notify::now", G_CALLBACK (regie_alarm_chip_show));
  self->board_signals = g_signal_group_new (REGIE_TYPE_ALARM_BOARD);
  g_signal_group_connect_swapped (self->board_signals, "changed",
                                  G_CALLBACK (regie_alarm_chip_show), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->button, regie_alarm_chip_fill, self, NULL);
}
