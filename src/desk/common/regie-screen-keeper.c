/* regie-screen-keeper.c: keeps a window on its screen, and brings it back when the screen goes
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-screen-keeper.h"

#include <glib/gi18n.h>

struct _RegieScreenKeeper
{
  GObject parent_instance;
  /* owns this object */
  GtkWindow *window;
  GListModel *screens;
  char *connector;
  gboolean full_screen;
  /* full screen is wanted on a screen that is not there */
  gboolean away;
  /* it is leaving the screen that has gone */
  gboolean leaving;
  guint pointer_timer;
  double pointer_x;
  double pointer_y;
};

G_DEFINE_FINAL_TYPE (RegieScreenKeeper, regie_screen_keeper, G_TYPE_OBJECT)

typedef enum
{
  PROP_CONNECTOR = 1,
  PROP_FULL_SCREEN,
} RegieScreenKeeperProperty;

static GParamSpec *properties[PROP_FULL_SCREEN + 1];

enum
{
  SIGNAL_MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char keeper_key[] = "regie-screen-keeper";

/* Screens */

GdkMonitor *
regie_screen_find (GListModel *screens, const char *connector)
{
  g_return_val_if_fail (G_IS_LIST_MODEL (screens), NULL);
  if (connector == NULL || connector[0] == '\0')
    return NULL;
  for (guint i = 0; i < g_list_model_get_n_items (screens); i++)
    {
      g_autoptr (GdkMonitor) screen = g_list_model_get_item (screens, i);

      if (g_strcmp0 (gdk_monitor_get_connector (screen), connector) == 0)
        return screen;
    }
  return NULL;
}

char *
regie_screen_label (GdkMonitor *screen)
{
  GdkRectangle area;
  const char *connector, *maker, *model;
  GString *text;

  g_return_val_if_fail (GDK_IS_MONITOR (screen), NULL);
  connector = gdk_monitor_get_connector (screen);
  maker = gdk_monitor_get_manufacturer (screen);
  model = gdk_monitor_get_model (screen);
  gdk_monitor_get_geometry (screen, &area);
  text = g_string_new (connector != NULL ? connector : _ ("Screen"));
  if (model != NULL)
    g_string_append_printf (text, " · %s%s%s", maker != NULL ? maker : "", maker != NULL ? " " : "",
                            model);
  g_string_append_printf (text, " · %d×%d", area.width, area.height);
  return g_string_free_and_steal (text);
}

/* The screen on which the window stands now. */
static GdkMonitor *
regie_screen_keeper_present_screen (RegieScreenKeeper *self)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (self->window));

  if (surface == NULL)
    return NULL;
  return gdk_display_get_monitor_at_surface (gtk_widget_get_display (GTK_WIDGET (self->window)),
                                             surface);
}

/* Moving the window */

static void
regie_screen_keeper_apply (RegieScreenKeeper *self)
{
  GdkMonitor *screen = regie_screen_find (self->screens, self->connector);
  gboolean named = self->connector != NULL && self->connector[0] != '\0';

  self->away = self->full_screen && named && screen == NULL;
  if (self->full_screen && screen != NULL)
    gtk_window_fullscreen_on_monitor (self->window, screen);
  else if (self->full_screen && !named)
    gtk_window_fullscreen (self->window);
  else
    gtk_window_unfullscreen (self->window);
}

/* A window manager need not move what stood on the screen that went: mapped again, the window is placed
 * where there is a screen. */
static void
regie_screen_keeper_place_again (RegieScreenKeeper *self)
{
  self->leaving = FALSE;
  if (!gtk_widget_get_visible (GTK_WIDGET (self->window)))
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->window), FALSE);
  gtk_window_present (self->window);
}

static void
regie_screen_keeper_rescue (RegieScreenKeeper *self)
{
  g_autofree char *text = NULL;

  /* A window is mapped as it was: first it has to have left full screen. */
  self->leaving = gtk_window_is_fullscreen (self->window);
  gtk_window_unfullscreen (self->window);
  if (!self->leaving)
    regie_screen_keeper_place_again (self);
  /* Translators: the name of a screen's socket, such as HDMI-1 */
  text = g_strdup_printf (_ ("Screen %s is gone: the window is here until it is back."),
                          self->connector);
  g_signal_emit (self, signals[SIGNAL_MOVED], 0, text);
}

static void
regie_screen_keeper_on_screens (RegieScreenKeeper *self)
{
  gboolean there = regie_screen_find (self->screens, self->connector) != NULL;

  if (!self->full_screen || self->connector == NULL || self->connector[0] == '\0')
    return;
  if (!there && !self->away)
    {
      self->away = TRUE;
      regie_screen_keeper_rescue (self);
    }
  else if (there && self->away)
    {
      g_autofree char *text = NULL;

      regie_screen_keeper_apply (self);
      /* Translators: the name of a screen's socket, such as HDMI-1 */
      text = g_strdup_printf (_ ("Screen %s is back."), self->connector);
      g_signal_emit (self, signals[SIGNAL_MOVED], 0, text);
    }
}

/* The pointer */

static void
regie_screen_keeper_show_pointer (RegieScreenKeeper *self)
{
  g_clear_handle_id (&self->pointer_timer, g_source_remove);
  gtk_widget_set_cursor (GTK_WIDGET (self->window), NULL);
}

static gboolean
regie_screen_keeper_on_rest (gpointer data)
{
  RegieScreenKeeper *self = data;

  self->pointer_timer = 0;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self->window), "none");
  return G_SOURCE_REMOVE;
}

static void
regie_screen_keeper_watch_pointer (RegieScreenKeeper *self)
{
  regie_screen_keeper_show_pointer (self);
  if (gtk_window_is_fullscreen (self->window))
    self->pointer_timer = g_timeout_add (REGIE_SCREEN_POINTER_TIME / G_TIME_SPAN_MILLISECOND,
                                         regie_screen_keeper_on_rest, self);
}

/* GTK also tells of a pointer that rests while the widgets below it change. */
static void
on_motion (RegieScreenKeeper *self, double x, double y)
{
  if (G_APPROX_VALUE (x, self->pointer_x, 0.5) && G_APPROX_VALUE (y, self->pointer_y, 0.5))
    return;
  self->pointer_x = x;
  self->pointer_y = y;
  regie_screen_keeper_watch_pointer (self);
}

/* What the person at the window has done, by a key or the window manager's menu. */
static void
regie_screen_keeper_on_fullscreened (RegieScreenKeeper *self)
{
  gboolean full = gtk_window_is_fullscreen (self->window);
  GdkMonitor *screen = full ? regie_screen_keeper_present_screen (self) : NULL;

  regie_screen_keeper_watch_pointer (self);
  if (self->leaving && !full)
    regie_screen_keeper_place_again (self);
  /* It left because of its screen, or is taken down: nobody has asked for it. */
  if (self->away || !gtk_widget_get_mapped (GTK_WIDGET (self->window)))
    return;
  if (screen != NULL && gdk_monitor_get_connector (screen) != NULL
      && g_set_str (&self->connector, gdk_monitor_get_connector (screen)))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONNECTOR]);
  if (self->full_screen != full)
    {
      self->full_screen = full;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FULL_SCREEN]);
    }
}

/* What is wanted */

const char *
regie_screen_keeper_get_connector (RegieScreenKeeper *self)
{
  g_return_val_if_fail (REGIE_IS_SCREEN_KEEPER (self), NULL);
  return self->connector;
}

void
regie_screen_keeper_set_connector (RegieScreenKeeper *self, const char *connector)
{
  g_return_if_fail (REGIE_IS_SCREEN_KEEPER (self));
  if (!g_set_str (&self->connector, connector))
    return;
  if (self->full_screen)
    regie_screen_keeper_apply (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONNECTOR]);
}

gboolean
regie_screen_keeper_get_full_screen (RegieScreenKeeper *self)
{
  g_return_val_if_fail (REGIE_IS_SCREEN_KEEPER (self), FALSE);
  return self->full_screen;
}

void
regie_screen_keeper_set_full_screen (RegieScreenKeeper *self, gboolean full_screen)
{
  g_return_if_fail (REGIE_IS_SCREEN_KEEPER (self));
  if (self->full_screen == full_screen && !self->away)
    return;
  /* Asked for while it waits for its screen: here and now, then. */
  if (full_screen && self->away && g_set_str (&self->connector, NULL))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONNECTOR]);
  self->full_screen = full_screen;
  regie_screen_keeper_apply (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FULL_SCREEN]);
}

gboolean
regie_screen_keeper_get_away (RegieScreenKeeper *self)
{
  g_return_val_if_fail (REGIE_IS_SCREEN_KEEPER (self), FALSE);
  return self->away;
}

GMenuModel *
regie_screen_keeper_make_menu (RegieScreenKeeper *self, const char *action)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  g_return_val_if_fail (REGIE_IS_SCREEN_KEEPER (self), NULL);
  for (guint i = 0; i < g_list_model_get_n_items (self->screens); i++)
    {
      g_autoptr (GdkMonitor) screen = g_list_model_get_item (self->screens, i);
      const char *connector = gdk_monitor_get_connector (screen);
      g_autofree char *label = regie_screen_label (screen);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, action, "s", connector != NULL ? connector : "");
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (g_steal_pointer (&menu));
}

/* Life */

RegieScreenKeeper *
regie_screen_keeper_get (GtkWindow *window)
{
  g_return_val_if_fail (GTK_IS_WINDOW (window), NULL);
  return g_object_get_data (G_OBJECT (window), keeper_key);
}

RegieScreenKeeper *
regie_screen_keeper_attach (GtkWindow *window, GListModel *screens)
{
  RegieScreenKeeper *self;
  GtkEventController *motion;

  g_return_val_if_fail (GTK_IS_WINDOW (window), NULL);
  g_return_val_if_fail (regie_screen_keeper_get (window) == NULL, NULL);
  self = g_object_new (REGIE_TYPE_SCREEN_KEEPER, NULL);
  self->window = window;
  if (screens == NULL)
    screens = gdk_display_get_monitors (gtk_widget_get_display (GTK_WIDGET (window)));
  self->screens = g_object_ref (screens);
  g_signal_connect_object (screens, "items-changed", G_CALLBACK (regie_screen_keeper_on_screens),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "notify::fullscreened",
                           G_CALLBACK (regie_screen_keeper_on_fullscreened), self,
                           G_CONNECT_SWAPPED);
  motion = gtk_event_controller_motion_new ();
  gtk_event_controller_set_propagation_phase (motion, GTK_PHASE_CAPTURE);
  g_signal_connect_object (motion, "motion", G_CALLBACK (on_motion), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (window), motion);
  g_object_set_data_full (G_OBJECT (window), keeper_key, self, g_object_unref);
  return self;
}

static void
regie_screen_keeper_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieScreenKeeper *self = REGIE_SCREEN_KEEPER (object);

  switch ((RegieScreenKeeperProperty) id)
    {
    case PROP_CONNECTOR:
      g_value_set_string (value, self->connector);
      break;
    case PROP_FULL_SCREEN:
      g_value_set_boolean (value, self->full_screen);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_screen_keeper_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RegieScreenKeeper *self = REGIE_SCREEN_KEEPER (object);

  switch ((RegieScreenKeeperProperty) id)
    {
    case PROP_CONNECTOR:
      regie_screen_keeper_set_connector (self, g_value_get_string (value));
      break;
    case PROP_FULL_SCREEN:
      regie_screen_keeper_set_full_screen (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_screen_keeper_finalize (GObject *object)
{
  RegieScreenKeeper *self = REGIE_SCREEN_KEEPER (object);

  g_clear_handle_id (&self->pointer_timer, g_source_remove);
  g_clear_object (&self->screens);
  g_free (self->connector);
  G_OBJECT_CLASS (regie_screen_keeper_parent_class)->finalize (object);
}

static void
regie_screen_keeper_class_init (RegieScreenKeeperClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = regie_screen_keeper_finalize;
  object_class->get_property = regie_screen_keeper_get_property;
  object_class->set_property = regie_screen_keeper_set_property;
  properties[PROP_CONNECTOR] = g_param_spec_string ("connector", NULL, NULL, NULL, flags);
  properties[PROP_FULL_SCREEN] = g_param_spec_boolean ("full-screen", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[SIGNAL_MOVED] = g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
regie_screen_keeper_init (RegieScreenKeeper *self)
{
}
