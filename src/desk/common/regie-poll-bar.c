/* regie-poll-bar.c: one option of a poll with its share, as a bar that grows
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-poll-bar.h"

#include "regie-poll-math.h"
#include "regie-time-text.h"
#include "regie-widget.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/** How long a bar takes to its new length, milliseconds. */
#define GROWTH 180

struct _RegiePollBar
{
  GtkWidget parent_instance;
  GtkLabel *option;
  GtkLabel *percent;
  GtkLabel *count;
  GtkProgressBar *bar;
  AdwAnimation *growth;
};

G_DEFINE_FINAL_TYPE (RegiePollBar, regie_poll_bar, GTK_TYPE_WIDGET)

static void
regie_poll_bar_grow (RegiePollBar *self, double fraction)
{
  if (ABS (adw_timed_animation_get_value_to (ADW_TIMED_ANIMATION (self->growth)) - fraction)
      < 0.0005)
    return;
  adw_animation_pause (self->growth);
  adw_timed_animation_set_value_from (ADW_TIMED_ANIMATION (self->growth),
                                      gtk_progress_bar_get_fraction (self->bar));
  adw_timed_animation_set_value_to (ADW_TIMED_ANIMATION (self->growth), fraction);
  adw_animation_reset (self->growth);
  adw_animation_play (self->growth);
}

void
regie_poll_bar_set (
    RegiePollBar *self, const char *text, int percent, gint64 count, gboolean leading)
{
  g_autofree char *share = NULL;
  g_autofree char *number = regie_text_count (count);
  g_autofree char *isolated = regie_text_isolate (text);
  g_autofree char *votes = NULL;
  g_autofree char *spoken = NULL;

  g_return_if_fail (REGIE_IS_POLL_BAR (self));

  if (percent == REGIE_PERCENT_NONE)
    share = g_strdup ("–");
  else
    /* Translators: a percentage; with a (narrow) space before the sign where your language has one */
    share = g_strdup_printf (_ ("%d%%"), percent);
  votes = g_strdup_printf (ngettext ("%s vote", "%s votes", (gulong) count), number);
  /* Translators: one option of a poll for a screen reader: text, share, votes */
  spoken = g_strdup_printf (_ ("%s: %s, %s"), isolated,
                            percent == REGIE_PERCENT_NONE ? _ ("no share yet") : share, votes);
  gtk_label_set_text (self->option, text);
  gtk_label_set_text (self->percent, share);
  gtk_label_set_text (self->count, number);
  if (leading)
    gtk_widget_add_css_class (GTK_WIDGET (self), "leading");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "leading");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  regie_poll_bar_grow (self, MAX (percent, 0) / 100.0);
}

void
regie_poll_bar_set_concealed (RegiePollBar *self, gboolean concealed)
{
  g_return_if_fail (REGIE_IS_POLL_BAR (self));

  gtk_widget_set_visible (GTK_WIDGET (self->percent), !concealed);
  gtk_widget_set_visible (GTK_WIDGET (self->count), !concealed);
  if (!concealed)
    return;
  gtk_widget_remove_css_class (GTK_WIDGET (self), "leading");
  regie_poll_bar_grow (self, 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_text (self->option), -1);
}

static void
regie_poll_bar_dispose (GObject *object)
{
  RegiePollBar *self = REGIE_POLL_BAR (object);

  if (self->growth)
    adw_animation_skip (self->growth);
  g_clear_object (&self->growth);
  regie_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_POLL_BAR);
  G_OBJECT_CLASS (regie_poll_bar_parent_class)->dispose (object);
}

static void
regie_poll_bar_class_init (RegiePollBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = regie_poll_bar_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-poll-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, RegiePollBar, option);
  gtk_widget_class_bind_template_child (widget_class, RegiePollBar, percent);
  gtk_widget_class_bind_template_child (widget_class, RegiePollBar, count);
  gtk_widget_class_bind_template_child (widget_class, RegiePollBar, bar);
}

static void
regie_poll_bar_init (RegiePollBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->growth = adw_timed_animation_new (
      GTK_WIDGET (self), 0, 0, GROWTH,
      adw_property_animation_target_new (G_OBJECT (self->bar), "fraction"));
}

RegiePollBar *
regie_poll_bar_new (void)
{
  return g_object_new (REGIE_TYPE_POLL_BAR, NULL);
}
