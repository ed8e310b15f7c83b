/* regie-timeline.c: a recording at a glance: what came in when, what happened, and where it stands
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-timeline.h"

#include "regie-time-text.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define MIN_WIDTH 200
#define HEIGHT 44
/** Width of one bar of the histogram, pixels. */
#define BAR 4
#define SIGN_SIZE 7
/** How near the pointer must be to a sign for its tooltip, pixels. */
#define NEAR 6

struct _RegieTimeline
{
  GtkWidget parent_instance;
  RegiePlayer *player;
  GSignalGroup *player_signals;

  /* counts of the last width drawn */
  guint n_bars;
  guint *messages;
  guint *ballots;
};

static void regie_timeline_range_init (GtkAccessibleRangeInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RegieTimeline,
                               regie_timeline,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_ACCESSIBLE_RANGE,
                                                      regie_timeline_range_init))

typedef enum
{
  PROP_PLAYER = 1,
} RegieTimelineProperty;

static GParamSpec *properties[PROP_PLAYER + 1];

const char *
regie_timeline_sign (RegieMarkKind kind)
{
  switch (kind)
    {
    case REGIE_MARK_SESSION:
      return "▏";
    case REGIE_MARK_QUESTION:
      return "●";
    case REGIE_MARK_POLL:
      return "■";
    case REGIE_MARK_WORDS:
      return "◆";
    case REGIE_MARK_TAKE:
      return "▲";
    default:
      g_return_val_if_reached ("");
    }
}

static double
x_of (RegieTimeline *self, gint64 position)
{
  gint64 duration = MAX (regie_player_get_duration (self->player), 1);

  return (double) position / (double) duration * gtk_widget_get_width (GTK_WIDGET (self));
}

static gint64
position_at (RegieTimeline *self, double x)
{
  double width = MAX (gtk_widget_get_width (GTK_WIDGET (self)), 1);

  return (gint64) (CLAMP (x / width, 0, 1) * (double) regie_player_get_duration (self->player));
}

static void
forget_bars (RegieTimeline *self)
{
  g_clear_pointer (&self->messages, g_free);
  g_clear_pointer (&self->ballots, g_free);
  self->n_bars = 0;
}

static void
ensure_bars (RegieTimeline *self, int width)
{
  guint wanted = (guint) MAX (width / BAR, 1);

  if (self->n_bars == wanted)
    return;
  forget_bars (self);
  RegieBundle *bundle = regie_player_get_bundle (self->player);
  self->n_bars = wanted;
  self->messages = regie_bundle_histogram (bundle, wanted, FALSE);
  self->ballots = regie_bundle_histogram (bundle, wanted, TRUE);
}

static guint
highest (const guint *counts, guint n)
{
  guint most = 1;

  for (guint i = 0; i < n; i++)
    most = MAX (most, counts[i]);
  return most;
}

/** Draws one half of the histogram: @direction −1 grows upward from @base, 1 downward. */
static void
draw_bars (RegieTimeline *self,
           GtkSnapshot *snapshot,
           const guint *counts,
           float base,
           float room,
           int direction,
           const GdkRGBA *colour)
{
  guint most = highest (counts, self->n_bars);

  for (guint i = 0; i < self->n_bars; i++)
    {
      if (counts[i] == 0)
        continue;
      float tall = MAX (2, room * (float) counts[i] / (float) most);
      float top = direction < 0 ? base - tall : base;
      gtk_snapshot_append_color (snapshot, colour,
                                 &GRAPHENE_RECT_INIT ((float) (i * BAR), top, BAR - 1, tall));
    }
}

static void
draw_signs (RegieTimeline *self, GtkSnapshot *snapshot, const GdkRGBA *colour, float height)
{
  GListModel *marks = regie_bundle_get_marks (regie_player_get_bundle (self->player));
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  g_autoptr (PangoFontDescription) font = pango_font_description_new ();

  pango_font_description_set_absolute_size (font, SIGN_SIZE * PANGO_SCALE * 1.3);
  pango_layout_set_font_description (layout, font);
  for (guint i = 0; i < g_list_model_get_n_items (marks); i++)
    {
      g_autoptr (RegieMark) mark = g_list_model_get_item (marks, i);
      RegieMarkKind kind = regie_mark_get_kind (mark);
      float x = (float) x_of (self, regie_mark_get_position (mark));
      if (kind == REGIE_MARK_SESSION)
        {
          gtk_snapshot_append_color (snapshot, colour, &GRAPHENE_RECT_INIT (x, 0, 1, height));
          continue;
        }
      int width, tall;
      pango_layout_set_text (layout, regie_timeline_sign (kind), -1);
      pango_layout_get_pixel_size (layout, &width, &tall);
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x - (float) width / 2, 0));
      gtk_snapshot_append_layout (snapshot, layout, colour);
      gtk_snapshot_restore (snapshot);
    }
}

static void
regie_timeline_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RegieTimeline *self = REGIE_TIMELINE (widget);
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);
  GdkRGBA ink, soft, faint;
  g_autoptr (GdkRGBA) accent =
      adw_style_manager_get_accent_color_rgba (adw_style_manager_get_default ());

  if (self->player == NULL || width < 1)
    return;
  gtk_widget_get_color (widget, &ink);
  soft = faint = ink;
  soft.alpha *= 0.45f;
  faint.alpha *= 0.16f;
  ensure_bars (self, (int) width);

  float base = SIGN_SIZE + 4 + (height - SIGN_SIZE - 4) * 0.62f;
  float at = (float) x_of (self, regie_player_get_position (self->player));
  draw_bars (self, snapshot, self->messages, base - 1, base - SIGN_SIZE - 7, -1, &soft);
  draw_bars (self, snapshot, self->ballots, base + 3, height - base - 4, 1, &faint);
  gtk_snapshot_append_color (snapshot, &faint, &GRAPHENE_RECT_INIT (0, base, width, 2));
  gtk_snapshot_append_color (snapshot, accent, &GRAPHENE_RECT_INIT (0, base, at, 2));
  draw_signs (self, snapshot, &ink, height);
  gtk_snapshot_append_color (snapshot, accent, &GRAPHENE_RECT_INIT (at - 1, 0, 2, height));
}

static void
regie_timeline_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? MIN_WIDTH : HEIGHT;
}

/** Assistive technology moves the timeline as it would move any slider. */
static gboolean
regie_timeline_set_current_value (GtkAccessibleRange *range, double seconds)
{
  RegieTimeline *self = REGIE_TIMELINE (range);

  if (self->player == NULL)
    return FALSE;
  regie_player_seek (self->player, (gint64) (seconds * G_USEC_PER_SEC));
  return TRUE;
}

static void
regie_timeline_range_init (GtkAccessibleRangeInterface *iface)
{
  iface->set_current_value = regie_timeline_set_current_value;
}

/** Tells assistive technology where it stands, as a slider does, and draws it. */
static void
regie_timeline_refresh (RegieTimeline *self)
{
  gint64 position = self->player != NULL ? regie_player_get_position (self->player) : 0;
  gint64 duration = self->player != NULL ? regie_player_get_duration (self->player) : 0;
  g_autofree char *text = regie_text_countdown (position);

  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
      GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, (double) duration / G_USEC_PER_SEC,
      GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, (double) position / G_USEC_PER_SEC,
      GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_drag_begin (RegieTimeline *self, double x, double y)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (self->player != NULL)
    regie_player_seek (self->player, position_at (self, x));
}

static void
on_drag_update (RegieTimeline *self, double dx, double dy, GtkGestureDrag *drag)
{
  double x, y;

  if (self->player != NULL && gtk_gesture_drag_get_start_point (drag, &x, &y))
    regie_player_seek (self->player, position_at (self, x + dx));
}

/** Returns: (transfer full) (nullable): the mark nearest to @x, if one is near */
static RegieMark *
mark_near (RegieTimeline *self, double x)
{
  GListModel *marks = regie_bundle_get_marks (regie_player_get_bundle (self->player));
  g_autoptr (RegieMark) nearest = NULL;
  double best = NEAR;

  for (guint i = 0; i < g_list_model_get_n_items (marks); i++)
    {
      g_autoptr (RegieMark) mark = g_list_model_get_item (marks, i);
      double distance = ABS (x_of (self, regie_mark_get_position (mark)) - x);
      if (distance >= best)
        continue;
      best = distance;
      g_set_object (&nearest, mark);
    }
  return g_steal_pointer (&nearest);
}

static gboolean
regie_timeline_query_tooltip (
    GtkWidget *widget, int x, int y, gboolean by_keyboard, GtkTooltip *tooltip)
{
  RegieTimeline *self = REGIE_TIMELINE (widget);

  if (self->player == NULL || by_keyboard)
    return FALSE;
  g_autofree char *time = regie_text_countdown (position_at (self, x));
  g_autoptr (RegieMark) mark = mark_near (self, x);
  const char *text = mark != NULL ? regie_mark_get_text (mark) : NULL;
  g_autofree char *both = text != NULL ? g_strdup_printf ("%s  %s", time, text) : g_strdup (time);
  gtk_tooltip_set_text (tooltip, both);
  return TRUE;
}

static void
regie_timeline_set_player (RegieTimeline *self, RegiePlayer *player)
{
  if (!g_set_object (&self->player, player))
    return;
  forget_bars (self);
  g_signal_group_set_target (self->player_signals, player);
  regie_timeline_refresh (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLAYER]);
}

static void
regie_timeline_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((RegieTimelineProperty) id)
    {
    case PROP_PLAYER:
      g_value_set_object (value, REGIE_TIMELINE (object)->player);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_timeline_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((RegieTimelineProperty) id)
    {
    case PROP_PLAYER:
      regie_timeline_set_player (REGIE_TIMELINE (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_timeline_dispose (GObject *object)
{
  RegieTimeline *self = REGIE_TIMELINE (object);

  g_clear_object (&self->player_signals);
  g_clear_object (&self->player);
  forget_bars (self);
  G_OBJECT_CLASS (regie_timeline_parent_class)->dispose (object);
}

static void
regie_timeline_class_init (RegieTimelineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = regie_timeline_dispose;
  object_class->get_property = regie_timeline_get_property;
  object_class->set_property = regie_timeline_set_property;
  widget_class->snapshot = regie_timeline_snapshot;
  widget_class->measure = regie_timeline_measure;
  widget_class->query_tooltip = regie_timeline_query_tooltip;

  properties[PROP_PLAYER] =
      g_param_spec_object ("player", NULL, NULL, REGIE_TYPE_PLAYER,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_css_name (widget_class, "timeline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
}

static void
regie_timeline_init (RegieTimeline *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->player_signals = g_signal_group_new (REGIE_TYPE_PLAYER);
  g_signal_group_connect_swapped (self->player_signals, "notify::position",
                                  G_CALLBACK (regie_timeline_refresh), self);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Timeline"), -1);
}
