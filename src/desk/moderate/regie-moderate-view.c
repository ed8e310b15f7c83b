/* regie-moderate-view.c: the moderator's view: one stage, its questions, votes and words
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-moderate-view.h"

struct _RegieModerateView
{
  GtkWidget parent_instance;
  RegieDeskSession *session;
};

G_DEFINE_FINAL_TYPE (RegieModerateView, regie_moderate_view, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_SESSION = 1,
} RegieModerateViewProperty;

static GParamSpec *properties[PROP_SESSION + 1];

static void
regie_moderate_view_set_session (RegieModerateView *self, RegieDeskSession *session)
{
  if (g_set_object (&self->session, session))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

static void
regie_moderate_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieModerateView *self = REGIE_MODERATE_VIEW (object);

  switch ((RegieModerateViewProperty) id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_moderate_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RegieModerateView *self = REGIE_MODERATE_VIEW (object);

  switch ((RegieModerateViewProperty) id)
    {
    case PROP_SESSION:
      regie_moderate_view_set_session (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_moderate_view_dispose (GObject *object)
{
  RegieModerateView *self = REGIE_MODERATE_VIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_MODERATE_VIEW);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (regie_moderate_view_parent_class)->dispose (object);
}

static void
regie_moderate_view_class_init (RegieModerateViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = regie_moderate_view_dispose;
  object_class->get_property = regie_moderate_view_get_property;
  object_class->set_property = regie_moderate_view_set_property;

  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, REGIE_TYPE_DESK_SESSION,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-moderate-view.ui");
}

static void
regie_moderate_view_init (RegieModerateView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
