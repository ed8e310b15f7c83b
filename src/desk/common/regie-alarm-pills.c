/* regie-alarm-pills.c: a monitor's alarms, over its picture
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-alarm-pills.h"

#include "regie-alarm-text.h"
#include "regie-time-text.h"
#include "regie-widget.h"

#include <glib/gi18n.h>

struct _RegieAlarmPills
{
  GtkWidget parent_instance;
  GListModel *alarms;
  guint most;
  GtkLabel *pills[REGIE_ALARM_KINDS];
};

G_DEFINE_FINAL_TYPE (RegieAlarmPills, regie_alarm_pills, GTK_TYPE_WIDGET)

static void
regie_alarm_pills_show_pill (GtkLabel *pill, RegieAlarm *alarm, guint more, gint64 now)
{
  gboolean ignored = regie_alarm_is_ignored (alarm, now);
  gboolean critical = regie_alarm_get_severity (alarm) == REGIE_ALARM_CRITICAL;
  g_autofree char *text = regie_alarm_text (alarm, more, now);

  if (ignored)
    {
      g_autofree char *left = regie_text_age (regie_alarm_get_ignored_until (alarm) - now);
      /* Translators: an alarm that is ignored: what, for how much longer */
      char *whole = g_strdup_printf (_ ("%s (ignored %s)"),
                                     regie_alarm_word (regie_alarm_get_kind (alarm)), left);

      g_free (text);
      text = whole;
    }
  gtk_label_set_label (pill, text);
  regie_widget_set_class (GTK_WIDGET (pill), "attention", critical && !ignored);
  regie_widget_set_class (GTK_WIDGET (pill), "warning-pill", !critical && !ignored);
  regie_widget_set_class (GTK_WIDGET (pill), "ignored-pill", ignored);
}

static void
regie_alarm_pills_show (RegieAlarmPills *self)
{
  guint n = self->alarms != NULL ? g_list_model_get_n_items (self->alarms) : 0;
  gint64 now = g_get_monotonic_time ();
  RegieAlarm *shown[REGIE_ALARM_KINDS];
  guint n_shown = 0;

  for (guint i = 0; i < n && n_shown < REGIE_ALARM_KINDS; i++)
    {
      g_autoptr (RegieAlarm) alarm = g_list_model_get_item (self->alarms, i);

      if (regie_alarm_get_kind (alarm) != REGIE_ALARM_NO_SIGNAL)
        shown[n_shown++] = alarm;
    }
  for (guint i = 0; i < REGIE_ALARM_KINDS; i++)
    {
      gboolean visible = i < MIN (n_shown, self->most);

      gtk_widget_set_visible (GTK_WIDGET (self->pills[i]), visible);
      if (visible)
        regie_alarm_pills_show_pill (self->pills[i], shown[i],
                                     i + 1 == self->most ? n_shown - self->most : 0, now);
    }
}

void
regie_alarm_pills_set_monitor (RegieAlarmPills *self, RegieMonitor *monitor)
{
  g_return_if_fail (REGIE_IS_ALARM_PILLS (self));
  if (self->alarms != NULL)
    g_signal_handlers_disconnect_by_data (self->alarms, self);
  if (monitor == NULL)
    g_clear_object (&self->alarms);
  else
    g_set_object (&self->alarms, regie_monitor_get_alarms (monitor));
  if (self->alarms != NULL)
    g_signal_connect_object (self->alarms, "items-changed", G_CALLBACK (regie_alarm_pills_show),
                             self, G_CONNECT_SWAPPED);
  regie_alarm_pills_show (self);
}

void
regie_alarm_pills_refresh (RegieAlarmPills *self, guint most)
{
  g_return_if_fail (REGIE_IS_ALARM_PILLS (self));
  self->most = CLAMP (most, 1, REGIE_ALARM_KINDS);
  regie_alarm_pills_show (self);
}

static void
regie_alarm_pills_dispose (GObject *object)
{
  RegieAlarmPills *self = REGIE_ALARM_PILLS (object);
  GtkWidget *child;

  regie_alarm_pills_set_monitor (self, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (regie_alarm_pills_parent_class)->dispose (object);
}

static void
regie_alarm_pills_class_init (RegieAlarmPillsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = regie_alarm_pills_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "alarmpills");
}

static void
regie_alarm_pills_init (RegieAlarmPills *self)
{
  GtkBoxLayout *layout = GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (layout, 3);
  self->most = 3;
  for (guint i = 0; i < REGIE_ALARM_KINDS; i++)
    {
      self->pills[i] = GTK_LABEL (gtk_label_new (NULL));
      gtk_label_set_ellipsize (self->pills[i], PANGO_ELLIPSIZE_END);
      gtk_label_set_xalign (self->pills[i], 0);
      /* Over a small picture in two lines, so that the word is whole. */
      gtk_label_set_wrap (self->pills[i], TRUE);
      gtk_label_set_natural_wrap_mode (self->pills[i], GTK_NATURAL_WRAP_NONE);
      gtk_label_set_lines (self->pills[i], 2);
      gtk_widget_set_halign (GTK_WIDGET (self->pills[i]), GTK_ALIGN_START);
      gtk_widget_add_css_class (GTK_WIDGET (self->pills[i]), "pill");
      gtk_widget_add_css_class (GTK_WIDGET (self->pills[i]), "numerals");
      gtk_widget_set_visible (GTK_WIDGET (self->pills[i]), FALSE);
      gtk_widget_set_parent (GTK_WIDGET (self->pills[i]), GTK_WIDGET (self));
    }
  /* A press on the picture arms its stage, also here. */
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}
