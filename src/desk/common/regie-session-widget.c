/* regie-session-widget.c: what every widget that shows something of a session is made from
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-session-widget.h"

typedef enum
{
  PROP_SESSION = 1,
} RegieSessionWidgetProperty;

static GParamSpec *properties[PROP_SESSION + 1];

G_DEFINE_ABSTRACT_TYPE (RegieSessionWidget, regie_session_widget, GTK_TYPE_WIDGET)

static RegieSessionWidgetClass *
class_of (RegieSessionWidget *self)
{
  return G_TYPE_INSTANCE_GET_CLASS (self, REGIE_TYPE_SESSION_WIDGET, RegieSessionWidgetClass);
}

/* Puts the handlers on @session, %NULL: on nothing. */
static void
regie_session_widget_aim (RegieSessionWidget *self, RegieDeskSession *session)
{
  RegieCongress *congress = session ? regie_desk_session_get_congress (session) : NULL;

  g_signal_group_set_target (self->session_signals, session);
  g_signal_group_set_target (self->congress_signals, congress);
  g_signal_group_set_target (self->stages_signals,
                             congress ? regie_congress_get_stages (congress) : NULL);
}

static void
regie_session_widget_set_session (RegieSessionWidget *self, RegieDeskSession *session)
{
  RegieSessionWidgetClass *klass = class_of (self);

  if (self->session == session)
    return;
  regie_session_widget_aim (self, NULL);
  if (self->session && klass->leave_session)
    klass->leave_session (self);
  g_set_object (&self->session, session);
  regie_session_widget_aim (self, session);
  if (klass->session_changed)
    klass->session_changed (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

void
regie_session_widget_connect (RegieSessionWidget *self, const char *signal, GCallback callback)
{
  g_signal_group_connect_swapped (self->session_signals, signal, callback, self);
}

void
regie_session_widget_connect_congress (RegieSessionWidget *self,
                                       const char *signal,
                                       GCallback callback)
{
  g_signal_group_connect_swapped (self->congress_signals, signal, callback, self);
}

void
regie_session_widget_connect_stages (RegieSessionWidget *self, GCallback callback)
{
  g_signal_group_connect_swapped (self->stages_signals, "items-changed", callback, self);
}

static void
regie_session_widget_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieSessionWidget *self = (RegieSessionWidget *) object;

  switch ((RegieSessionWidgetProperty) id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_session_widget_set_property (GObject *object,
                                   guint id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  switch ((RegieSessionWidgetProperty) id)
    {
    case PROP_SESSION:
      regie_session_widget_set_session ((RegieSessionWidget *) object, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_session_widget_dispose (GObject *object)
{
  RegieSessionWidget *self = (RegieSessionWidget *) object;

  g_clear_object (&self->session_signals);
  g_clear_object (&self->congress_signals);
  g_clear_object (&self->stages_signals);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (regie_session_widget_parent_class)->dispose (object);
}

static void
regie_session_widget_class_init (RegieSessionWidgetClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = regie_session_widget_dispose;
  object_class->get_property = regie_session_widget_get_property;
  object_class->set_property = regie_session_widget_set_property;

  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, REGIE_TYPE_DESK_SESSION,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
regie_session_widget_init (RegieSessionWidget *self)
{
  self->session_signals = g_signal_group_new (REGIE_TYPE_DESK_SESSION);
  self->congress_signals = g_signal_group_new (REGIE_TYPE_CONGRESS);
  self->stages_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
}
