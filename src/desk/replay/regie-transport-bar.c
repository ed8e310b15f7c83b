/* regie-transport-bar.c: play, speed, where it stands, and the timeline of a recording
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-transport-bar.h"

#include "regie-time-text.h"
#include "regie-timeline.h"
#include "regie-widget.h"

#include <glib/gi18n.h>

/* The speeds in the order of the drop-down in the template. */
static const double speeds[] = { 0.5, 1, 1.5, 2, 4, 8, 16 };

struct _RegieTransportBar
{
  GtkWidget parent_instance;
  RegiePlayer *player;
  GSignalGroup *player_signals;

  GtkButton *play;
  GtkDropDown *speed;
  GtkLabel *position;
  GtkLabel *wall_clock;
  GtkWidget *timeline;
  GtkListBox *mark_list;
  GtkPopover *mark_popover;
};

G_DEFINE_FINAL_TYPE (RegieTransportBar, regie_transport_bar, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_PLAYER = 1,
} RegieTransportBarProperty;

static GParamSpec *properties[PROP_PLAYER + 1];

static void
show_playing (RegieTransportBar *self)
{
  gboolean playing = self->player != NULL && regie_player_get_playing (self->player);
  const char *name = playing ? _ ("Pause") : _ ("Play");

  gtk_button_set_icon_name (self->play, playing ? "media-playback-pause-symbolic"
                                                : "media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->play),
                               playing ? _ ("Pause (Space)") : _ ("Play (Space)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->play), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

static void
show_position (RegieTransportBar *self)
{
  if (self->player == NULL)
    return;
  g_autofree char *position = regie_text_countdown (regie_player_get_position (self->player));
  g_autofree char *duration = regie_text_countdown (regie_player_get_duration (self->player));
  g_autofree char *both = g_strdup_printf ("%s / %s", position, duration);
  const char *zone = regie_bundle_get_time_zone (regie_player_get_bundle (self->player));
  g_autofree char *clock = regie_text_clock (regie_player_get_now (self->player), zone, TRUE);

  gtk_label_set_label (self->position, both);
  gtk_label_set_label (self->wall_clock, clock);
}

static void
show_rate (RegieTransportBar *self)
{
  double rate = self->player != NULL ? regie_player_get_rate (self->player) : 1;

  for (guint i = 0; i < G_N_ELEMENTS (speeds); i++)
    if (ABS (speeds[i] - rate) < 0.01)
      gtk_drop_down_set_selected (self->speed, i);
}

static void
on_speed (RegieTransportBar *self)
{
  guint selected = gtk_drop_down_get_selected (self->speed);

  if (self->player != NULL && selected < G_N_ELEMENTS (speeds))
    regie_player_set_rate (self->player, speeds[selected]);
}

void
regie_transport_bar_change_speed (RegieTransportBar *self, int direction)
{
  g_return_if_fail (REGIE_IS_TRANSPORT_BAR (self));

  int selected = (int) gtk_drop_down_get_selected (self->speed) + direction;
  gtk_drop_down_set_selected (self->speed,
                              (guint) CLAMP (selected, 0, (int) G_N_ELEMENTS (speeds) - 1));
}

static GtkWidget *
make_mark_row (gpointer item, gpointer data)
{
  RegieMark *mark = item;
  g_autofree char *time = regie_text_countdown (regie_mark_get_position (mark));
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *when = gtk_label_new (time);
  GtkWidget *sign = gtk_label_new (regie_timeline_sign (regie_mark_get_kind (mark)));
  GtkWidget *text = gtk_label_new (regie_mark_get_text (mark));

  gtk_widget_add_css_class (when, "numerals");
  gtk_widget_add_css_class (when, "dim");
  gtk_label_set_width_chars (GTK_LABEL (when), 7);
  gtk_label_set_xalign (GTK_LABEL (when), 1);
  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (text), 48);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_box_append (GTK_BOX (row), when);
  gtk_box_append (GTK_BOX (row), sign);
  gtk_box_append (GTK_BOX (row), text);
  return row;
}

static void
on_mark (RegieTransportBar *self, GtkListBoxRow *row)
{
  GListModel *marks = regie_bundle_get_marks (regie_player_get_bundle (self->player));
  g_autoptr (RegieMark) mark =
      g_list_model_get_item (marks, (guint) gtk_list_box_row_get_index (row));

  if (mark != NULL)
    regie_player_seek (self->player, regie_mark_get_position (mark));
  gtk_popover_popdown (self->mark_popover);
}

static void
regie_transport_bar_set_player (RegieTransportBar *self, RegiePlayer *player)
{
  if (!g_set_object (&self->player, player))
    return;
  g_signal_group_set_target (self->player_signals, player);
  g_object_set (self->timeline, "player", player, NULL);
  gtk_list_box_bind_model (
      self->mark_list,
      player != NULL ? regie_bundle_get_marks (regie_player_get_bundle (player)) : NULL,
      make_mark_row, NULL, NULL);
  show_playing (self);
  show_position (self);
  show_rate (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLAYER]);
}

static void
regie_transport_bar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((RegieTransportBarProperty) id)
    {
    case PROP_PLAYER:
      g_value_set_object (value, REGIE_TRANSPORT_BAR (object)->player);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_transport_bar_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((RegieTransportBarProperty) id)
    {
    case PROP_PLAYER:
      regie_transport_bar_set_player (REGIE_TRANSPORT_BAR (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_transport_bar_dispose (GObject *object)
{
  RegieTransportBar *self = REGIE_TRANSPORT_BAR (object);

  g_clear_object (&self->player_signals);
  regie_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_TRANSPORT_BAR);
  g_clear_object (&self->player);
  G_OBJECT_CLASS (regie_transport_bar_parent_class)->dispose (object);
}

static void
regie_transport_bar_class_init (RegieTransportBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = regie_transport_bar_dispose;
  object_class->get_property = regie_transport_bar_get_property;
  object_class->set_property = regie_transport_bar_set_property;
  properties[PROP_PLAYER] =
      g_param_spec_object ("player", NULL, NULL, REGIE_TYPE_PLAYER,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (REGIE_TYPE_TIMELINE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-transport-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, RegieTransportBar, play);
  gtk_widget_class_bind_template_child (widget_class, RegieTransportBar, speed);
  gtk_widget_class_bind_template_child (widget_class, RegieTransportBar, position);
  gtk_widget_class_bind_template_child (widget_class, RegieTransportBar, wall_clock);
  gtk_widget_class_bind_template_child (widget_class, RegieTransportBar, timeline);
  gtk_widget_class_bind_template_child (widget_class, RegieTransportBar, mark_list);
  gtk_widget_class_bind_template_child (widget_class, RegieTransportBar, mark_popover);
  gtk_widget_class_bind_template_callback (widget_class, on_speed);
  gtk_widget_class_bind_template_callback (widget_class, on_mark);
  gtk_widget_class_set_css_name (widget_class, "transportbar");
}

static void
regie_transport_bar_init (RegieTransportBar *self)
{
  self->player_signals = g_signal_group_new (REGIE_TYPE_PLAYER);
  g_signal_group_connect_swapped (self->player_signals, "notify::playing",
                                  G_CALLBACK (show_playing), self);
  g_signal_group_connect_swapped (self->player_signals, "notify::position",
                                  G_CALLBACK (show_position), self);
  g_signal_group_connect_swapped (self->player_signals, "notify::rate", G_CALLBACK (show_rate),
                                  self);
  gtk_widget_init_template (GTK_WIDGET (self));
  show_playing (self);
}
