/* regie-replay-view.c: the replay view: a recorded session, read-only, with a transport bar
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-replay-view.h"

struct _RegieReplayView
{
  GtkWidget parent_instance;
  RegieDeskSession *session;
};

G_DEFINE_FINAL_TYPE (RegieReplayView, regie_replay_view, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_SESSION = 1,
} RegieReplayViewProperty;

static GParamSpec *properties[PROP_SESSION + 1];

static void
regie_replay_view_set_session (RegieReplayView *self, RegieDeskSession *session)
{
  if (g_set_object (&self->session, session))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

void
regie_replay_view_open (RegieReplayView *self, GFile *bundle)
{
  g_return_if_fail (REGIE_IS_REPLAY_VIEW (self));
  g_return_if_fail (G_IS_FILE (bundle));
}

static void
regie_replay_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieReplayView *self = REGIE_REPLAY_VIEW (object);

  switch ((RegieReplayViewProperty) id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_replay_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RegieReplayView *self = REGIE_REPLAY_VIEW (object);

  switch ((RegieReplayViewProperty) id)
    {
    case PROP_SESSION:
      regie_replay_view_set_session (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_replay_view_dispose (GObject *object)
{
  RegieReplayView *self = REGIE_REPLAY_VIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_REPLAY_VIEW);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (regie_replay_view_parent_class)->dispose (object);
}

static void
regie_replay_view_class_init (RegieReplayViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = regie_replay_view_dispose;
  object_class->get_property = regie_replay_view_get_property;
  object_class->set_property = regie_replay_view_set_property;

  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, REGIE_TYPE_DESK_SESSION,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-replay-view.ui");
}

static void
regie_replay_view_init (RegieReplayView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
