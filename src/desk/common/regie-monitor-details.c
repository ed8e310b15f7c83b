/* regie-monitor-details.c: everything that is known about a stage's signal
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-monitor-details.h"

#include "regie-alarm-table.h"
#include "regie-loudspeaker-choice.h"
#include "regie-monitor-settings.h"
#include "regie-monitor-text.h"
#include "regie-tally.h"
#include "regie-time-text.h"
#include "regie-widget.h"

#include <glib/gi18n.h>

struct _RegieMonitorDetails
{
  RegieSessionWidget base;
  RegieMonitor *monitor;
  char *stage_id;

  GtkLabel *title;
  GtkLabel *state;
  GtkBox *sources;
  GtkGrid *figures;
  GtkBox *alarms;
  GtkScale *volume;
  GtkBox *listening;
  GtkSwitch *safe_areas;
};

G_DEFINE_FINAL_TYPE (RegieMonitorDetails, regie_monitor_details, REGIE_TYPE_SESSION_WIDGET)

/* Figures: each a line of the grid */

typedef char *(*FigureFunc) (RegieMonitor *monitor, gint64 now);

static char *
picture_figure (RegieMonitor *monitor, gint64 now)
{
  guint width = regie_monitor_get_width (monitor);

  if (width == 0)
    return g_strdup (_ ("no picture"));
  return g_strdup_printf ("%u×%u", width, regie_monitor_get_height (monitor));
}

static char *
rate_figure (RegieMonitor *monitor, gint64 now)
{
  double nominal = regie_monitor_get_frame_rate (monitor);
  double real = regie_monitor_get_measured_rate (monitor);

  if (nominal <= 0 && real <= 0)
    return g_strdup ("–");
  if (nominal <= 0)
    return g_strdup_printf (_ ("%.4g fps"), real);
  if (real <= 0)
    return g_strdup_printf (_ ("%.4g fps"), nominal);
  /* Translators: frames per second: those that arrive, of those that the source promises */
  return g_strdup_printf (_ ("%.1f of %.4g fps"), real, nominal);
}

static char *
codec_figure (RegieMonitor *monitor, gint64 now)
{
  const char *codec = regie_monitor_get_codec (monitor);

  return g_strdup (codec != NULL ? codec : "–");
}

static char *
bitrate_figure (RegieMonitor *monitor, gint64 now)
{
  return regie_text_bitrate (regie_monitor_get_bitrate (monitor));
}

static char *
frame_figure (RegieMonitor *monitor, gint64 now)
{
  gint64 frame = regie_monitor_get_last_frame (monitor);

  if (frame == 0)
    return g_strdup ("–");
  /* Translators: the newest frame came this long ago */
  return g_strdup_printf (_ ("%.1f s ago"), (double) MAX (now - frame, 0) / G_USEC_PER_SEC);
}

static char *
latency_figure (RegieMonitor *monitor, gint64 now)
{
  static const char *const sources[] = {
    [REGIE_LATENCY_UNKNOWN] = "",
    [REGIE_LATENCY_NTP] = N_ ("sender’s clock"),
    [REGIE_LATENCY_PROGRAM_DATE_TIME] = N_ ("packager’s clock"),
    [REGIE_LATENCY_MARK] = N_ ("picture’s mark"),
  };
  gint64 latency = regie_monitor_get_latency (monitor);
  RegieLatencySource source = regie_monitor_get_latency_source (monitor);

  if (latency < 0 || source == REGIE_LATENCY_UNKNOWN)
    return g_strdup (_ ("unknown: the source carries no clock"));
  /* Translators: a delay in seconds, and by which clock it is known */
  return g_strdup_printf (_ ("%.2f s (%s)"), (double) latency / G_USEC_PER_SEC,
                          _ (sources[source]));
}

static char *
offset_figure (RegieMonitor *monitor, gint64 now)
{
  gint64 offset = regie_monitor_get_av_offset (monitor);

  return offset == G_MININT64 ? g_strdup ("–")
                              : g_strdup_printf (_ ("%+.0f ms"), (double) offset / 1000);
}

static char *
mark_figure (RegieMonitor *monitor, gint64 now)
{
  gint64 age = regie_monitor_get_mark_age (monitor);
  g_autofree char *stage = g_strdup_printf (_ ("Stage %u"), regie_monitor_get_mark_stage (monitor));
  g_autofree char *text = regie_monitor_mark_text (monitor, stage);

  return age < 0 ? g_steal_pointer (&text)
                 : g_strdup_printf (_ ("%s · %.1f s"), text, (double) age / G_USEC_PER_SEC);
}

static char *
peak_figure (RegieMonitor *monitor, gint64 now)
{
  guint channels = regie_monitor_get_channels (monitor);
  GString *text = g_string_new (NULL);

  if (channels == 0)
    g_string_append (text, _ ("no sound"));
  for (guint i = 0; i < channels; i++)
    {
      g_autofree char *level = regie_text_level (regie_monitor_get_peak_hold (monitor, i));

      g_string_append_printf (text, "%s%s", i > 0 ? "  " : "", level);
    }
  return g_string_free_and_steal (text);
}

static char *
loudness_figure (RegieMonitor *monitor, gint64 now)
{
  g_autofree char *momentary = regie_text_loudness (regie_monitor_get_loudness_momentary (monitor));
  g_autofree char *short_term =
      regie_text_loudness (regie_monitor_get_loudness_short_term (monitor));

  return g_strdup_printf (_ ("M %s  S %s"), momentary, short_term);
}

static char *
count_figure (RegieMonitor *monitor, gint64 now)
{
  g_autofree char *arrived = regie_text_count ((gint64) regie_monitor_get_frames (monitor));
  g_autofree char *drawn = regie_text_count ((gint64) regie_monitor_get_painted (monitor));

  /* Translators: frames that came, frames that were drawn */
  return g_strdup_printf (_ ("%s arrived, %s drawn"), arrived, drawn);
}

static const struct
{
  const char *label;
  FigureFunc text;
} figures[] = {
  { N_ ("Verified"), mark_figure },   { N_ ("Picture"), picture_figure },
  { N_ ("Frame rate"), rate_figure }, { N_ ("Last frame"), frame_figure },
  { N_ ("Latency"), latency_figure }, { N_ ("Lip sync"), offset_figure },
  { N_ ("Codecs"), codec_figure },    { N_ ("Bit rate"), bitrate_figure },
  { N_ ("Peaks"), peak_figure },      { N_ ("Loudness"), loudness_figure },
  { N_ ("Frames"), count_figure },
};

static void
regie_monitor_details_add_figures (RegieMonitorDetails *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      GtkWidget *label = gtk_label_new (_ (figures[i].label));
      GtkWidget *value = gtk_label_new (NULL);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_xalign (GTK_LABEL (value), 0);
      gtk_label_set_selectable (GTK_LABEL (value), FALSE);
      gtk_widget_set_hexpand (value, TRUE);
      gtk_widget_add_css_class (label, "dim");
      gtk_widget_add_css_class (value, "numerals");
      gtk_grid_attach (self->figures, label, 0, (int) i, 1, 1);
      gtk_grid_attach (self->figures, value, 1, (int) i, 1, 1);
    }
}

/* Sources */

static void
regie_monitor_details_show_sources (RegieMonitorDetails *self)
{
  const char *const *sources = regie_monitor_get_sources (self->monitor);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->sources))) != NULL)
    gtk_box_remove (self->sources, child);
  for (guint i = 0; sources != NULL && sources[i] != NULL; i++)
    {
      gboolean used =
          regie_monitor_is_showing (self->monitor) && regie_monitor_get_source (self->monitor) == i;
      g_autofree char *role = regie_source_role_text (i);
      g_autofree char *uri = regie_source_uri_text (sources[i]);
      g_autofree char *text = g_strdup_printf ("%s %s  %s", used ? "●" : "○", role, uri);
      GtkWidget *label = gtk_label_new (text);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_widget_set_tooltip_text (label, uri);
      regie_widget_set_class (label, "dim", !used);
      gtk_box_append (self->sources, label);
    }
}

static void
regie_monitor_details_show (RegieMonitorDetails *self)
{
  gint64 now = g_get_monotonic_time ();
  g_autofree char *state = regie_monitor_state_text (self->monitor, now);

  gtk_label_set_label (self->state, state);
  regie_monitor_details_show_sources (self);
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      g_autofree char *text = figures[i].text (self->monitor, now);

      gtk_label_set_label (GTK_LABEL (gtk_grid_get_child_at (self->figures, 1, (int) i)), text);
    }
}

static void
on_retry (RegieMonitorDetails *self, GtkButton *button)
{
  regie_monitor_retry (self->monitor);
  regie_monitor_details_show (self);
}

static void
on_tear_off (RegieMonitorDetails *self, GtkButton *button)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_POPOVER);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.stage-window", "s", self->stage_id);
  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
}

GtkWidget *
regie_monitor_details_new (RegieDeskSession *session, const char *stage)
{
  RegieMonitorDetails *self = g_object_new (REGIE_TYPE_MONITOR_DETAILS, "session", session, NULL);
  RegieMonitorSettings *settings = regie_desk_session_get_monitor_settings (session);
  RegieStage *entity = regie_congress_find_stage (regie_desk_session_get_congress (session), stage);
  g_autofree char *label = entity != NULL ? regie_stage_label (entity) : g_strdup ("");
  g_autofree char *title =
      g_strjoin (" · ", label, entity != NULL ? regie_stage_state (entity)->title : "", NULL);

  self->stage_id = g_strdup (stage);
  self->monitor = g_object_ref (regie_desk_session_get_monitor (session, stage));
  gtk_label_set_label (self->title, title);
  gtk_box_append (self->alarms, regie_alarm_table_new (session, stage));
  gtk_box_append (self->listening, regie_loudspeaker_choice_new (settings));
  g_object_bind_property (settings, "volume", gtk_range_get_adjustment (GTK_RANGE (self->volume)),
                          "value", G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_object_bind_property (settings, "safe-areas", self->safe_areas, "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  regie_monitor_details_show (self);
  return GTK_WIDGET (self);
}

static void
regie_monitor_details_dispose (GObject *object)
{
  RegieMonitorDetails *self = REGIE_MONITOR_DETAILS (object);

  regie_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_MONITOR_DETAILS);
  g_clear_object (&self->monitor);
  g_clear_pointer (&self->stage_id, g_free);
  G_OBJECT_CLASS (regie_monitor_details_parent_class)->dispose (object);
}

static void
regie_monitor_details_class_init (RegieMonitorDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = regie_monitor_details_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-monitor-details.ui");
  gtk_widget_class_bind_template_child (widget_class, RegieMonitorDetails, title);
  gtk_widget_class_bind_template_child (widget_class, RegieMonitorDetails, state);
  gtk_widget_class_bind_template_child (widget_class, RegieMonitorDetails, sources);
  gtk_widget_class_bind_template_child (widget_class, RegieMonitorDetails, figures);
  gtk_widget_class_bind_template_child (widget_class, RegieMonitorDetails, alarms);
  gtk_widget_class_bind_template_child (widget_class, RegieMonitorDetails, volume);
  gtk_widget_class_bind_template_child (widget_class, RegieMonitorDetails, listening);
  gtk_widget_class_bind_template_child (widget_class, RegieMonitorDetails, safe_areas);
  gtk_widget_class_bind_template_callback (widget_class, on_retry);
  gtk_widget_class_bind_template_callback (widget_class, on_tear_off);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
regie_monitor_details_init (RegieMonitorDetails *self)
{
  regie_session_widget_connect (&self->base, "notify::now",
                                G_CALLBACK (regie_monitor_details_show));
  gtk_widget_init_template (GTK_WIDGET (self));
  regie_monitor_details_add_figures (self);
}
