/* regie-monitor-window.c: monitors in a window of their own: the multiview, or one stage torn off
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-monitor-window.h"

#include "regie-desk-settings.h"
#include "regie-monitor-frame.h"
#include "regie-multiview.h"
#include "regie-screen-keeper.h"
#include "regie-tally.h"
#include "regie-widget.h"

#include <glib/gi18n.h>

struct _RegieMonitorWindow
{
  AdwWindow parent_instance;
  RegieDeskSession *session;
  char *stage_id;
  RegieScreenKeeper *keeper;

  AdwToolbarView *bars;
  GtkMenuButton *screens;
  AdwToastOverlay *toasts;
};

G_DEFINE_FINAL_TYPE (RegieMonitorWindow, regie_monitor_window, ADW_TYPE_WINDOW)

typedef enum
{
  PROP_STAGE_ID = 1,
} RegieMonitorWindowProperty;

static GParamSpec *properties[PROP_STAGE_ID + 1];

static void
regie_monitor_window_on_full_screen (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RegieMonitorWindow *self = REGIE_MONITOR_WINDOW (widget);

  regie_screen_keeper_set_full_screen (self->keeper, !gtk_window_is_fullscreen (GTK_WINDOW (self)));
}

static void
regie_monitor_window_on_leave (GtkWidget *widget, const char *action, GVariant *parameter)
{
  regie_screen_keeper_set_full_screen (REGIE_MONITOR_WINDOW (widget)->keeper, FALSE);
}

static void
regie_monitor_window_on_screen (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RegieMonitorWindow *self = REGIE_MONITOR_WINDOW (widget);

  regie_screen_keeper_set_connector (self->keeper, g_variant_get_string (parameter, NULL));
  regie_screen_keeper_set_full_screen (self->keeper, TRUE);
}

static void
regie_monitor_window_on_moved (RegieMonitorWindow *self, const char *text)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_timeout (toast, 8);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
regie_monitor_window_on_fullscreened (RegieMonitorWindow *self)
{
  adw_toolbar_view_set_reveal_top_bars (self->bars, !gtk_window_is_fullscreen (GTK_WINDOW (self)));
}

static void
on_pressed (RegieMonitorWindow *self, int n_press, double x, double y, GtkGestureClick *gesture)
{
  if (n_press != 2)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_activate_action (GTK_WIDGET (self), "monitors.full-screen", NULL);
}

/* Screens come and go: the menu is made when it is opened. */
static void
regie_monitor_window_fill_menu (GtkMenuButton *button, gpointer data)
{
  RegieMonitorWindow *self = data;
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenuModel) screens = regie_screen_keeper_make_menu (self->keeper, "monitors.screen");

  g_menu_append_section (menu, _ ("Full Screen on"), screens);
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

/* The first time: where there are two screens, the one on which the desk is not. */
static char *
regie_monitor_window_other_screen (GtkWindow *beside)
{
  GdkDisplay *display = gtk_widget_get_display (GTK_WIDGET (beside));
  GListModel *screens = gdk_display_get_monitors (display);
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (beside));
  GdkMonitor *here = surface != NULL ? gdk_display_get_monitor_at_surface (display, surface) : NULL;

  for (guint i = 0; here != NULL && i < g_list_model_get_n_items (screens); i++)
    {
      g_autoptr (GdkMonitor) screen = g_list_model_get_item (screens, i);

      if (screen != here)
        return g_strdup (gdk_monitor_get_connector (screen));
    }
  return NULL;
}

/* The multiview's place is remembered; a torn-off stage is where one puts it. */
static void
regie_monitor_window_remember (RegieMonitorWindow *self, GtkWindow *beside)
{
  g_autoptr (GSettings) settings = regie_desk_settings_find ();
  g_autofree char *known = NULL;
  g_autofree char *other = NULL;

  if (settings == NULL)
    return;
  known = g_settings_get_string (settings, "multiview-screen");
  if (known[0] == '\0' && beside != NULL)
    other = regie_monitor_window_other_screen (beside);
  g_settings_bind (settings, "multiview-screen", self->keeper, "connector",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "multiview-full-screen", self->keeper, "full-screen",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "multiview-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "multiview-height", self, "default-height", G_SETTINGS_BIND_DEFAULT);
  if (other != NULL)
    {
      regie_screen_keeper_set_connector (self->keeper, other);
      regie_screen_keeper_set_full_screen (self->keeper, TRUE);
    }
}

static void
regie_monitor_window_fill (RegieMonitorWindow *self)
{
  RegieCongress *congress = regie_desk_session_get_congress (self->session);
  RegieStage *stage =
      self->stage_id != NULL ? regie_congress_find_stage (congress, self->stage_id) : NULL;

  if (self->stage_id == NULL)
    {
      gtk_window_set_title (GTK_WINDOW (self), _ ("Multiview"));
      adw_toast_overlay_set_child (self->toasts, regie_multiview_new (self->session));
    }
  else
    {
      g_autofree char *label = stage != NULL ? regie_stage_label (stage) : g_strdup ("");
      g_autofree char *title =
          g_strjoin (" · ", label, stage != NULL ? regie_stage_state (stage)->title : "", NULL);

      gtk_window_set_title (GTK_WINDOW (self), title);
      adw_toast_overlay_set_child (
          self->toasts,
          regie_monitor_frame_new (self->session, REGIE_MONITOR_ROLE_STAGE, self->stage_id));
      gtk_window_set_default_size (GTK_WINDOW (self), 800, 540);
    }
}

const char *
regie_monitor_window_get_stage_id (RegieMonitorWindow *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR_WINDOW (self), NULL);
  return self->stage_id;
}

RegieMonitorWindow *
regie_monitor_window_new (GtkApplication *application,
                          RegieDeskSession *session,
                          const char *stage,
                          GtkWindow *beside)
{
  RegieMonitorWindow *self = g_object_new (REGIE_TYPE_MONITOR_WINDOW, NULL);

  self->session = g_object_ref (session);
  self->stage_id = g_strdup (stage);
  gtk_window_set_application (GTK_WINDOW (self), application);
  regie_monitor_window_fill (self);
  if (stage == NULL)
    regie_monitor_window_remember (self, beside);
  return self;
}

/* Life */

static void
regie_monitor_window_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_STAGE_ID)
    g_value_set_string (value, REGIE_MONITOR_WINDOW (object)->stage_id);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
regie_monitor_window_dispose (GObject *object)
{
  RegieMonitorWindow *self = REGIE_MONITOR_WINDOW (object);

  /* A window that is taken down leaves full screen: that is not to be remembered. */
  if (self->keeper != NULL)
    {
      g_settings_unbind (self->keeper, "connector");
      g_settings_unbind (self->keeper, "full-screen");
      self->keeper = NULL;
    }
  gtk_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_MONITOR_WINDOW);
  g_clear_object (&self->session);
  g_clear_pointer (&self->stage_id, g_free);
  G_OBJECT_CLASS (regie_monitor_window_parent_class)->dispose (object);
}

static void
regie_monitor_window_class_init (RegieMonitorWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = regie_monitor_window_dispose;
  object_class->get_property = regie_monitor_window_get_property;
  properties[PROP_STAGE_ID] =
      g_param_spec_string ("stage-id", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_install_action (widget_class, "monitors.full-screen", NULL,
                                   regie_monitor_window_on_full_screen);
  gtk_widget_class_install_action (widget_class, "monitors.leave", NULL,
                                   regie_monitor_window_on_leave);
  gtk_widget_class_install_action (widget_class, "monitors.screen", "s",
                                   regie_monitor_window_on_screen);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F11, 0, "monitors.full-screen", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "monitors.leave", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close",
                                       NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-monitor-window.ui");
  gtk_widget_class_bind_template_child (widget_class, RegieMonitorWindow, bars);
  gtk_widget_class_bind_template_child (widget_class, RegieMonitorWindow, screens);
  gtk_widget_class_bind_template_child (widget_class, RegieMonitorWindow, toasts);
}

static void
regie_monitor_window_init (RegieMonitorWindow *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->keeper = regie_screen_keeper_attach (GTK_WINDOW (self), NULL);
  g_signal_connect_object (self->keeper, "moved", G_CALLBACK (regie_monitor_window_on_moved), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self, "notify::fullscreened",
                           G_CALLBACK (regie_monitor_window_on_fullscreened), self,
                           G_CONNECT_DEFAULT);
  gtk_menu_button_set_create_popup_func (self->screens, regie_monitor_window_fill_menu, self, NULL);
  g_signal_connect_object (click, "pressed", G_CALLBACK (on_pressed), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->toasts), GTK_EVENT_CONTROLLER (click));
}
