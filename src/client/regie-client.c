/* regie-client.c: one congress kept in step with a backend
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-client"

#include "regie-config.h"

#include "regie-client-private.h"

static GParamSpec *properties[PROP_PENDING + 1];

static GType
link_state_register (void)
{
  static const GEnumValue values[] = {
    { REGIE_LINK_IDLE, "REGIE_LINK_IDLE", "idle" },
    { REGIE_LINK_CONNECTING, "REGIE_LINK_CONNECTING", "connecting" },
    { REGIE_LINK_ONLINE, "REGIE_LINK_ONLINE", "online" },
    { REGIE_LINK_LOST, "REGIE_LINK_LOST", "lost" },
    { REGIE_LINK_REFUSED, "REGIE_LINK_REFUSED", "refused" },
    { 0, NULL, NULL },
  };
  return g_enum_register_static ("RegieLinkState", values);
}

GType
regie_link_state_get_type (void)
{
  static gsize type;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, link_state_register ());
  return type;
}

G_DEFINE_FINAL_TYPE (RegieClient, regie_client, G_TYPE_OBJECT)

void
regie_client_notify (RegieClient *self, RegieClientProperty property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
regie_client_set_int64 (RegieClient *self,
                        gint64 *member,
                        gint64 value,
                        RegieClientProperty property)
{
  if (*member == value)
    return;
  *member = value;
  regie_client_notify (self, property);
}

void
regie_client_set_link_state (RegieClient *self, RegieLinkState state, const char *problem)
{
  gboolean changed = self->link_state != state;

  g_object_freeze_notify (G_OBJECT (self));
  self->link_state = state;
  if (changed)
    regie_client_notify (self, PROP_LINK_STATE);
  if (g_set_str (&self->problem, problem))
    regie_client_notify (self, PROP_PROBLEM);
  g_object_thaw_notify (G_OBJECT (self));
}

static gint64
clock_offset (RegieClient *self)
{
  gint64 offset;

  if (!regie_clock_sync_get (&self->sync, &offset))
    return 0;
  return offset + self->timing.monotonic () - self->timing.wall ();
}

gint64
regie_client_now (RegieClient *self)
{
  g_return_val_if_fail (REGIE_IS_CLIENT (self), 0);

  return self->timing.wall () + clock_offset (self);
}

/* What the other files of the client need. */

void
regie_client_set_timing (RegieClient *self, const RegieTiming *timing)
{
  g_return_if_fail (self->link == NULL);
  self->timing = *timing;
}

void
regie_client_count_pending (RegieClient *self, int change)
{
  self->pending = (guint) ((int) self->pending + change);
  regie_client_notify (self, PROP_PENDING);
}

RegieCongress *
regie_client_get_congress (RegieClient *self)
{
  g_return_val_if_fail (REGIE_IS_CLIENT (self), NULL);
  return self->congress;
}

RegieLinkState
regie_client_get_link_state (RegieClient *self)
{
  g_return_val_if_fail (REGIE_IS_CLIENT (self), REGIE_LINK_IDLE);
  return self->link_state;
}

const char *
regie_client_get_problem (RegieClient *self)
{
  g_return_val_if_fail (REGIE_IS_CLIENT (self), NULL);
  return self->problem;
}

RegieRole
regie_client_get_role (RegieClient *self)
{
  g_return_val_if_fail (REGIE_IS_CLIENT (self), REGIE_ROLE_NONE);
  return self->role;
}

const char *const *
regie_client_get_stages (RegieClient *self)
{
  g_return_val_if_fail (REGIE_IS_CLIENT (self), NULL);
  return (const char *const *) self->stages;
}

const char *
regie_client_get_id (RegieClient *self)
{
  g_return_val_if_fail (REGIE_IS_CLIENT (self), NULL);
  return self->id;
}

static void
regie_client_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieClient *self = REGIE_CLIENT (object);

  switch ((RegieClientProperty) id)
    {
    case PROP_CONGRESS:
      g_value_set_object (value, self->congress);
      break;
    case PROP_ADDRESS:
      g_value_set_string (value, self->address);
      break;
    case PROP_TOKEN:
      g_value_set_string (value, self->token);
      break;
    case PROP_LINK_STATE:
      g_value_set_enum (value, self->link_state);
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, self->problem);
      break;
    case PROP_ROLE:
      g_value_set_enum (value, self->role);
      break;
    case PROP_STAGES:
      g_value_set_boxed (value, self->stages);
      break;
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_LATENCY:
      g_value_set_double (value, self->latency);
      break;
    case PROP_CLOCK_OFFSET:
      g_value_set_int64 (value, clock_offset (self));
      break;
    case PROP_LAST_HEARD:
      g_value_set_int64 (value, self->last_heard);
      break;
    case PROP_WATCHING:
      g_value_set_int64 (value, self->watching);
      break;
    case PROP_STAFF:
      g_value_set_int64 (value, self->staff);
      break;
    case PROP_PEOPLE:
      g_value_set_object (value, self->people);
      break;
    case PROP_PENDING:
      g_value_set_uint (value, self->pending);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      break;
    }
}

static void
regie_client_dispose (GObject *object)
{
  RegieClient *self = REGIE_CLIENT (object);

  regie_client_drop_link (self);
  regie_client_end_load (self);
  if (self->rest != NULL)
    soup_session_abort (self->rest);
  g_clear_object (&self->rest);
  g_clear_object (&self->sockets);
  regie_client_clear_place (self);
  g_clear_object (&self->people);
  g_clear_object (&self->congress);
  G_OBJECT_CLASS (regie_client_parent_class)->dispose (object);
}

static void
regie_client_finalize (GObject *object)
{
  RegieClient *self = REGIE_CLIENT (object);

  g_free (self->address);
  g_free (self->token);
  g_free (self->problem);
  g_free (self->id);
  g_free (self->name);
  g_free (self->epoch);
  g_strfreev (self->stages);
  g_rand_free (self->random);
  G_OBJECT_CLASS (regie_client_parent_class)->finalize (object);
}

static void
regie_client_class_init (RegieClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = regie_client_get_property;
  object_class->dispose = regie_client_dispose;
  object_class->finalize = regie_client_finalize;

  properties[PROP_CONGRESS] =
      g_param_spec_object ("congress", NULL, NULL, REGIE_TYPE_CONGRESS, flags);
  properties[PROP_ADDRESS] = g_param_spec_string ("address", NULL, NULL, NULL, flags);
  properties[PROP_TOKEN] = g_param_spec_string ("token", NULL, NULL, NULL, flags);
  properties[PROP_LINK_STATE] =
      g_param_spec_enum ("link-state", NULL, NULL, REGIE_TYPE_LINK_STATE, REGIE_LINK_IDLE, flags);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, flags);
  properties[PROP_ROLE] =
      g_param_spec_enum ("role", NULL, NULL, REGIE_TYPE_ROLE, REGIE_ROLE_NONE, flags);
  properties[PROP_STAGES] = g_param_spec_boxed ("stages", NULL, NULL, G_TYPE_STRV, flags);
  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_PEOPLE] = g_param_spec_object ("people", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_LATENCY] =
      g_param_spec_double ("latency", NULL, NULL, -1, G_MAXDOUBLE, -1, flags);
  properties[PROP_CLOCK_OFFSET] =
      g_param_spec_int64 ("clock-offset", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_LAST_HEARD] =
      g_param_spec_int64 ("last-heard", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_WATCHING] = g_param_spec_int64 ("watching", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_STAFF] = g_param_spec_int64 ("staff", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_PENDING] = g_param_spec_uint ("pending", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
regie_client_init (RegieClient *self)
{
  self->congress = regie_congress_new ();
  self->timing = REGIE_TIMING_DEFAULT;
  self->random = g_rand_new ();
  self->latency = -1;
  self->people = g_list_store_new (REGIE_TYPE_COLLEAGUE);
  self->place.told = -G_TIME_SPAN_HOUR;
  self->sockets = soup_session_new_with_options ("user-agent", "regie/" REGIE_VERSION, NULL);
  self->rest = soup_session_new_with_options ("user-agent", "regie/" REGIE_VERSION, "timeout", 10,
                                              "max-conns-per-host", 6, NULL);
}

RegieClient *
regie_client_new (void)
{
  return g_object_new (REGIE_TYPE_CLIENT, NULL);
}
