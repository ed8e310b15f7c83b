/* regie-output-window.c: a stage's output as a window for a projector or a capture card
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-output-window.h"

#include "regie-output-look.h"
#include "regie-output-view.h"
#include "regie-screen-keeper.h"
#include "regie-shortcuts.h"
#include "regie-tally.h"
#include "regie-widget.h"

#include <glib/gi18n.h>

struct _RegieOutputWindow
{
  GtkWindow parent_instance;
  RegieDeskSession *session;
  char *stage;
  RegieOutputLook *look;
  /** (unowned): lives as long as the window */
  RegieScreenKeeper *keeper;
};

typedef enum
{
  PROP_SESSION = 1,
  PROP_STAGE,
} RegieOutputWindowProperty;

static GParamSpec *properties[PROP_STAGE + 1];

G_DEFINE_FINAL_TYPE (RegieOutputWindow, regie_output_window, GTK_TYPE_WINDOW)

/* Screens */

static GdkMonitor *
screen_of (GtkWindow *window)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (window));

  return surface != NULL ? gdk_display_get_monitor_at_surface (gdk_display_get_default (), surface)
                         : NULL;
}

/* (nullable): the connector of the screen that comes after @here, if there is another one. */
static const char *
next_screen (GdkMonitor *here)
{
  GListModel *screens = gdk_display_get_monitors (gdk_display_get_default ());
  guint n = g_list_model_get_n_items (screens), place = 0;
  g_autoptr (GdkMonitor) next = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GdkMonitor) screen = g_list_model_get_item (screens, i);

      if (screen == here)
        place = i + 1;
    }
  next = n > 1 ? g_list_model_get_item (screens, place % n) : NULL;
  return next != NULL ? gdk_monitor_get_connector (next) : NULL;
}

static void
regie_output_window_put_on (RegieOutputWindow *self, const char *connector)
{
  if (connector == NULL)
    return;
  regie_screen_keeper_set_connector (self->keeper, connector);
  regie_screen_keeper_set_full_screen (self->keeper, TRUE);
}

static void
regie_output_window_on_next_screen (GtkWidget *widget, const char *action, GVariant *parameter)
{
  regie_output_window_put_on (REGIE_OUTPUT_WINDOW (widget),
                              next_screen (screen_of (GTK_WINDOW (widget))));
}

static void
regie_output_window_on_fullscreen (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RegieOutputWindow *self = REGIE_OUTPUT_WINDOW (widget);
  gboolean leave = g_str_equal (action, "output.leave-fullscreen")
                   || gtk_window_is_fullscreen (GTK_WINDOW (self));

  regie_screen_keeper_set_full_screen (self->keeper, !leave);
}

/* The rest */

static void
regie_output_window_show_ground (RegieOutputWindow *self)
{
  RegieGround ground = regie_output_look_get_ground (self->look);
  GtkWidget *view = gtk_window_get_child (GTK_WINDOW (self));

  regie_widget_set_class (GTK_WIDGET (self), "key", ground == REGIE_GROUND_KEY);
  regie_widget_set_class (GTK_WIDGET (self), "transparent", ground == REGIE_GROUND_TRANSPARENT);
  if (view != NULL)
    g_object_set (view, "keyed", ground != REGIE_GROUND_BRAND, NULL);
}

static void
regie_output_window_on_ground (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RegieOutputLook *look = REGIE_OUTPUT_WINDOW (widget)->look;

  regie_output_look_set_ground (look, (regie_output_look_get_ground (look) + 1)
                                          % (REGIE_GROUND_TRANSPARENT + 1));
}

static void
regie_output_window_on_close (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static char *
make_title (RegieDeskSession *session, const char *id)
{
  RegieStage *stage =
      id != NULL ? regie_congress_find_stage (regie_desk_session_get_congress (session), id) : NULL;
  g_autofree char *label = NULL;

  if (stage == NULL)
    return g_strdup (_ ("Output · Program"));
  label = regie_stage_label (stage);
  /* Translators: title of a window for a projector: "Output · Stage 1" */
  return g_strdup_printf (_ ("Output · %s"), label);
}

static void
regie_output_window_constructed (GObject *object)
{
  RegieOutputWindow *self = REGIE_OUTPUT_WINDOW (object);
  g_autofree char *title = make_title (self->session, self->stage);
  GtkWidget *view = GTK_WIDGET (regie_output_view_new (self->session, self->stage));

  G_OBJECT_CLASS (regie_output_window_parent_class)->constructed (object);
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_window_set_child (GTK_WINDOW (self), view);
  /* The keeper's pointer comes back when it is moved; an output never has one. */
  gtk_widget_set_cursor_from_name (view, "none");
  regie_output_window_show_ground (self);
}

static void
regie_output_window_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieOutputWindow *self = REGIE_OUTPUT_WINDOW (object);

  switch ((RegieOutputWindowProperty) id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_STAGE:
      g_value_set_string (value, self->stage);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_output_window_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RegieOutputWindow *self = REGIE_OUTPUT_WINDOW (object);

  switch ((RegieOutputWindowProperty) id)
    {
    case PROP_SESSION:
      self->session = g_value_dup_object (value);
      break;
    case PROP_STAGE:
      self->stage = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_output_window_dispose (GObject *object)
{
  RegieOutputWindow *self = REGIE_OUTPUT_WINDOW (object);

  g_clear_object (&self->look);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (regie_output_window_parent_class)->dispose (object);
}

static void
regie_output_window_finalize (GObject *object)
{
  RegieOutputWindow *self = REGIE_OUTPUT_WINDOW (object);

  g_free (self->stage);
  G_OBJECT_CLASS (regie_output_window_parent_class)->finalize (object);
}

static void
regie_output_window_class_init (RegieOutputWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = regie_output_window_constructed;
  object_class->dispose = regie_output_window_dispose;
  object_class->finalize = regie_output_window_finalize;
  object_class->get_property = regie_output_window_get_property;
  object_class->set_property = regie_output_window_set_property;

  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, REGIE_TYPE_DESK_SESSION, flags);
  properties[PROP_STAGE] = g_param_spec_string ("stage", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_install_action (widget_class, "output.fullscreen", NULL,
                                   regie_output_window_on_fullscreen);
  gtk_widget_class_install_action (widget_class, "output.leave-fullscreen", NULL,
                                   regie_output_window_on_fullscreen);
  gtk_widget_class_install_action (widget_class, "output.next-screen", NULL,
                                   regie_output_window_on_next_screen);
  gtk_widget_class_install_action (widget_class, "output.ground", NULL,
                                   regie_output_window_on_ground);
  gtk_widget_class_install_action (widget_class, "output.close", NULL,
                                   regie_output_window_on_close);
}

static void
regie_output_window_init (RegieOutputWindow *self)
{
  self->look = regie_output_look_get_default ();
  self->keeper = regie_screen_keeper_attach (GTK_WINDOW (self), NULL);
  g_signal_connect_object (self->look, "notify::ground",
                           G_CALLBACK (regie_output_window_show_ground), self, G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (GTK_WIDGET (self), "output");
  gtk_widget_add_controller (GTK_WIDGET (self), regie_shortcuts_make_controller ("output"));
  gtk_window_set_default_size (GTK_WINDOW (self), 960, 540);
}

/* The outputs that are open, in no order. */
static GPtrArray *
find_open (RegieDeskSession *session)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (REGIE_IS_OUTPUT_WINDOW (window) && REGIE_OUTPUT_WINDOW (window)->session == session)
        g_ptr_array_add (found, window);
    }
  return found;
}

void
regie_output_window_close_all (RegieDeskSession *session)
{
  g_autoptr (GPtrArray) windows = find_open (session);

  for (guint i = 0; i < windows->len; i++)
    gtk_window_destroy (windows->pdata[i]);
}

RegieOutputWindow *
regie_output_window_open (GtkWindow *desk, RegieDeskSession *session, const char *stage)
{
  RegieOutputWindow *window = NULL;
  GdkMonitor *here = desk != NULL ? screen_of (desk) : NULL;
  g_autoptr (GPtrArray) windows = NULL;

  g_return_val_if_fail (REGIE_IS_DESK_SESSION (session), NULL);

  windows = find_open (session);
  for (guint i = 0; i < windows->len; i++)
    if (g_strcmp0 (((RegieOutputWindow *) windows->pdata[i])->stage, stage) == 0)
      window = windows->pdata[i];
  if (window == NULL)
    {
      window =
          g_object_new (REGIE_TYPE_OUTPUT_WINDOW, "session", session, "stage", stage, "application",
                        desk != NULL ? gtk_window_get_application (desk) : NULL, NULL);
      if (here != NULL)
        regie_output_window_put_on (window, next_screen (here));
    }
  gtk_window_present (GTK_WINDOW (window));
  return window;
}
