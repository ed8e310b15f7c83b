/* regie-window.c: the desk's window: header, banner, toasts, and the three views
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-window.h"

#include "regie-connect-page.h"
#include "regie-direct-view.h"
#include "regie-moderate-view.h"
#include "regie-replay-view.h"
#include "regie-time-text.h"

#include <glib/gi18n.h>

struct _RegieWindow
{
  AdwApplicationWindow parent_instance;
  RegieDeskSession *session;
  GSignalGroup *session_signals;
  GSignalGroup *client_signals;
  GSignalGroup *congress_signals;

  GtkLabel *congress_title;
  GtkLabel *clock;
  GtkLabel *watching;
  GtkLabel *link_text;
  GtkWidget *link_dot;
  AdwToastOverlay *toasts;
  AdwBanner *banner;
  GtkStack *pages;
  AdwViewStack *views;
  AdwInlineViewSwitcher *switcher;
};

G_DEFINE_FINAL_TYPE (RegieWindow, regie_window, ADW_TYPE_APPLICATION_WINDOW)

typedef enum
{
  PROP_SESSION = 1,
} RegieWindowProperty;

static GParamSpec *properties[PROP_SESSION + 1];

RegieDeskSession *
regie_window_get_session (RegieWindow *self)
{
  g_return_val_if_fail (REGIE_IS_WINDOW (self), NULL);
  return self->session;
}

void
regie_window_show_view (RegieWindow *self, const char *view)
{
  g_return_if_fail (REGIE_IS_WINDOW (self));
  if (adw_view_stack_get_child_by_name (self->views, view) != NULL)
    adw_view_stack_set_visible_child_name (self->views, view);
}

/* The header */

static void
regie_window_show_clock (RegieWindow *self)
{
  const RegieRecord *congress =
      regie_congress_state (regie_desk_session_get_congress (self->session));
  g_autofree char *text = regie_text_clock (regie_desk_session_get_now (self->session),
                                            congress != NULL ? congress->time_zone : NULL, TRUE);

  gtk_label_set_label (self->clock, text);
}

static void
regie_window_show_link (RegieWindow *self)
{
  RegieClient *client = regie_desk_session_get_client (self->session);
  const char *const online[] = { "link-dot", "online", NULL };
  const char *const lost[] = { "link-dot", "lost", NULL };
  const char *const idle[] = { "link-dot", NULL };
  g_autofree char *text = NULL;
  g_autofree char *count = NULL;
  g_autofree char *watching = NULL;
  RegieLinkState state;
  double latency = -1;
  gint64 participants = 0;

  if (client == NULL)
    return;
  g_object_get (client, "link-state", &state, "latency", &latency, "watching", &participants, NULL);
  if (state == REGIE_LINK_ONLINE)
    {
      gtk_widget_set_css_classes (self->link_dot, (const char **) online);
      text = latency >= 0 ? g_strdup_printf (_ ("%.0f ms"), latency) : g_strdup (_ ("online"));
    }
  else if (state == REGIE_LINK_LOST)
    {
      gtk_widget_set_css_classes (self->link_dot, (const char **) lost);
      text = g_strdup (_ ("no link"));
    }
  else
    {
      gtk_widget_set_css_classes (self->link_dot, (const char **) idle);
      text = g_strdup (state == REGIE_LINK_CONNECTING ? _ ("connecting") : _ ("offline"));
    }
  gtk_label_set_label (self->link_text, text);

  count = regie_text_count (participants);
  /* Translators: how many participants watch at this moment */
  watching = g_strdup_printf (_ ("%s watching"), count);
  gtk_label_set_label (self->watching, watching);
  gtk_stack_set_visible_child_name (self->pages, state == REGIE_LINK_IDLE ? "connect" : "desk");
}

static void
regie_window_show_congress (RegieWindow *self)
{
  const RegieRecord *congress =
      regie_congress_state (regie_desk_session_get_congress (self->session));

  gtk_label_set_label (self->congress_title,
                       congress != NULL && congress->title != NULL ? congress->title : "");
}

static void
regie_window_on_applied (RegieWindow *self, const RegieRecord *record)
{
  if (record->type == REGIE_RECORD_CONGRESS_STATE)
    regie_window_show_congress (self);
}

/* Errors */

static void
regie_window_on_failed (RegieWindow *self,
                        RegieRecord *record,
                        guint64 expect_rev,
                        const GError *error)
{
  AdwToast *toast = adw_toast_new (error->message);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
regie_window_set_session (RegieWindow *self, RegieDeskSession *session)
{
  if (!g_set_object (&self->session, session))
    return;
  g_signal_group_set_target (self->session_signals, session);
  g_signal_group_set_target (self->client_signals,
                             session != NULL ? regie_desk_session_get_client (session) : NULL);
  g_signal_group_set_target (self->congress_signals,
                             session != NULL ? regie_desk_session_get_congress (session) : NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
  if (session == NULL)
    return;
  regie_window_show_clock (self);
  regie_window_show_congress (self);
  regie_window_show_link (self);
}

RegieWindow *
regie_window_new (GtkApplication *application, RegieDeskSession *session)
{
  return g_object_new (REGIE_TYPE_WINDOW, "application", application, "session", session, NULL);
}

static void
regie_window_on_view (GtkWidget *widget, const char *action, GVariant *parameter)
{
  regie_window_show_view (REGIE_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
regie_window_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieWindow *self = REGIE_WINDOW (object);

  switch ((RegieWindowProperty) id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_window_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RegieWindow *self = REGIE_WINDOW (object);

  switch ((RegieWindowProperty) id)
    {
    case PROP_SESSION:
      regie_window_set_session (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_window_dispose (GObject *object)
{
  RegieWindow *self = REGIE_WINDOW (object);

  g_clear_object (&self->session_signals);
  g_clear_object (&self->client_signals);
  g_clear_object (&self->congress_signals);
  gtk_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_WINDOW);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (regie_window_parent_class)->dispose (object);
}

static void
regie_window_class_init (RegieWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = regie_window_dispose;
  object_class->get_property = regie_window_get_property;
  object_class->set_property = regie_window_set_property;
  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, REGIE_TYPE_DESK_SESSION,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (REGIE_TYPE_CONNECT_PAGE);
  g_type_ensure (REGIE_TYPE_DIRECT_VIEW);
  g_type_ensure (REGIE_TYPE_MODERATE_VIEW);
  g_type_ensure (REGIE_TYPE_REPLAY_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-window.ui");
  gtk_widget_class_bind_template_child (widget_class, RegieWindow, congress_title);
  gtk_widget_class_bind_template_child (widget_class, RegieWindow, clock);
  gtk_widget_class_bind_template_child (widget_class, RegieWindow, watching);
  gtk_widget_class_bind_template_child (widget_class, RegieWindow, link_text);
  gtk_widget_class_bind_template_child (widget_class, RegieWindow, link_dot);
  gtk_widget_class_bind_template_child (widget_class, RegieWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, RegieWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, RegieWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, RegieWindow, views);
  gtk_widget_class_bind_template_child (widget_class, RegieWindow, switcher);
  gtk_widget_class_install_action (widget_class, "win.view", "s", regie_window_on_view);
}

static void
regie_window_init (RegieWindow *self)
{
  self->session_signals = g_signal_group_new (REGIE_TYPE_DESK_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "notify::now",
                                  G_CALLBACK (regie_window_show_clock), self);
  g_signal_group_connect_swapped (self->session_signals, "failed",
                                  G_CALLBACK (regie_window_on_failed), self);
  self->client_signals = g_signal_group_new (REGIE_TYPE_CLIENT);
  g_signal_group_connect_swapped (self->client_signals, "notify::link-state",
                                  G_CALLBACK (regie_window_show_link), self);
  g_signal_group_connect_swapped (self->client_signals, "notify::latency",
                                  G_CALLBACK (regie_window_show_link), self);
  g_signal_group_connect_swapped (self->client_signals, "notify::watching",
                                  G_CALLBACK (regie_window_show_link), self);
  self->congress_signals = g_signal_group_new (REGIE_TYPE_CONGRESS);
  g_signal_group_connect_swapped (self->congress_signals, "loaded",
                                  G_CALLBACK (regie_window_show_congress), self);
  g_signal_group_connect_swapped (self->congress_signals, "applied",
                                  G_CALLBACK (regie_window_on_applied), self);
  gtk_widget_init_template (GTK_WIDGET (self));
}
