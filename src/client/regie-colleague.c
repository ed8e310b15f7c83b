/* regie-colleague.c: somebody of the staff who is connected, and where at work
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-client"

#include "regie-colleague.h"

typedef enum
{
  PROP_ID = 1,
  PROP_NAME,
  PROP_ROLE,
  PROP_STAGE,
  PROP_VIEW,
  PROP_MESSAGE,
  PROP_SINCE,
} RegieColleagueProperty;

static GParamSpec *properties[PROP_SINCE + 1];

struct _RegieColleague
{
  GObject parent_instance;

  char *id;
  char *name;
  RegieRole role;
  char *stage;
  char *view;
  char *message;
  gint64 since;
};

G_DEFINE_FINAL_TYPE (RegieColleague, regie_colleague, G_TYPE_OBJECT)

static void
regie_colleague_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieColleague *self = REGIE_COLLEAGUE (object);

  switch ((RegieColleagueProperty) id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_ROLE:
      g_value_set_enum (value, self->role);
      break;
    case PROP_STAGE:
      g_value_set_string (value, self->stage);
      break;
    case PROP_VIEW:
      g_value_set_string (value, self->view);
      break;
    case PROP_MESSAGE:
      g_value_set_string (value, self->message);
      break;
    case PROP_SINCE:
      g_value_set_int64 (value, self->since);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_colleague_finalize (GObject *object)
{
  RegieColleague *self = REGIE_COLLEAGUE (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->stage);
  g_free (self->view);
  g_free (self->message);
  G_OBJECT_CLASS (regie_colleague_parent_class)->finalize (object);
}

static void
regie_colleague_class_init (RegieColleagueClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = regie_colleague_get_property;
  object_class->finalize = regie_colleague_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_ROLE] =
      g_param_spec_enum ("role", NULL, NULL, REGIE_TYPE_ROLE, REGIE_ROLE_NONE, flags);
  properties[PROP_STAGE] = g_param_spec_string ("stage", NULL, NULL, NULL, flags);
  properties[PROP_VIEW] = g_param_spec_string ("view", NULL, NULL, NULL, flags);
  properties[PROP_MESSAGE] = g_param_spec_string ("message", NULL, NULL, NULL, flags);
  properties[PROP_SINCE] = g_param_spec_int64 ("since", NULL, NULL, 0, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
regie_colleague_init (RegieColleague *self)
{
}

RegieColleague *
regie_colleague_new (const char *id)
{
  RegieColleague *self = g_object_new (REGIE_TYPE_COLLEAGUE, NULL);

  self->id = g_strdup (id);
  return self;
}

static void
set_string (RegieColleague *self, char **member, const char *value, RegieColleagueProperty property)
{
  if (g_set_str (member, value))
    g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
regie_colleague_update (RegieColleague *self,
                        const char *name,
                        RegieRole role,
                        const char *stage,
                        const char *view,
                        const char *message,
                        gint64 since)
{
  g_return_if_fail (REGIE_IS_COLLEAGUE (self));

  g_object_freeze_notify (G_OBJECT (self));
  set_string (self, &self->name, name, PROP_NAME);
  set_string (self, &self->stage, stage, PROP_STAGE);
  set_string (self, &self->view, view, PROP_VIEW);
  set_string (self, &self->message, message, PROP_MESSAGE);
  if (self->role != role)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROLE]);
  self->role = role;
  if (self->since != since)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SINCE]);
  self->since = since;
  g_object_thaw_notify (G_OBJECT (self));
}

const char *
regie_colleague_get_id (RegieColleague *self)
{
  g_return_val_if_fail (REGIE_IS_COLLEAGUE (self), NULL);
  return self->id;
}

const char *
regie_colleague_get_name (RegieColleague *self)
{
  g_return_val_if_fail (REGIE_IS_COLLEAGUE (self), NULL);
  return self->name;
}

const char *
regie_colleague_get_stage (RegieColleague *self)
{
  g_return_val_if_fail (REGIE_IS_COLLEAGUE (self), NULL);
  return self->stage;
}

const char *
regie_colleague_get_message (RegieColleague *self)
{
  g_return_val_if_fail (REGIE_IS_COLLEAGUE (self), NULL);
  return self->message;
}
