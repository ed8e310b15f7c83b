/* regie-desk-session.c: what every view of the desk works on: one congress, live or recorded
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-desk-session-private.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (RegieDeskSession, regie_desk_session, G_TYPE_OBJECT)

typedef enum
{
  PROP_CLIENT = 1,
  PROP_CONGRESS,
  PROP_READ_ONLY,
  PROP_WRITABLE,
  PROP_REASON,
  PROP_NOW,
  PROP_STALE_SINCE,
  PROP_STAGE,
  PROP_NAME,
  PROP_ME,
} RegieDeskSessionProperty;

static GParamSpec *properties[PROP_ME + 1];

RegieClient *
regie_desk_session_get_client (RegieDeskSession *self)
{
  g_return_val_if_fail (REGIE_IS_DESK_SESSION (self), NULL);
  return self->client;
}

RegieCongress *
regie_desk_session_get_congress (RegieDeskSession *self)
{
  g_return_val_if_fail (REGIE_IS_DESK_SESSION (self), NULL);
  return self->congress;
}

gboolean
regie_desk_session_get_read_only (RegieDeskSession *self)
{
  g_return_val_if_fail (REGIE_IS_DESK_SESSION (self), TRUE);
  return self->read_only;
}

gboolean
regie_desk_session_get_writable (RegieDeskSession *self)
{
  return regie_desk_session_get_reason (self) == NULL;
}

const char *
regie_desk_session_get_reason (RegieDeskSession *self)
{
  g_return_val_if_fail (REGIE_IS_DESK_SESSION (self), NULL);
  if (self->read_only)
    return _ ("This is a recording: nothing can be changed in it.");
  if (self->client == NULL)
    return self->sink != NULL ? NULL : _ ("Not connected to a congress.");
  switch (regie_client_get_link_state (self->client))
    {
    case REGIE_LINK_ONLINE:
      return NULL;
    case REGIE_LINK_CONNECTING:
      return _ ("Still connecting: commands are possible as soon as the link stands.");
    case REGIE_LINK_LOST:
      return _ ("The link is lost: commands are disabled until it is back.");
    case REGIE_LINK_REFUSED:
      return _ ("The backend refused the connection.");
    case REGIE_LINK_IDLE:
      break;
    }
  return _ ("Not connected to a congress.");
}

gint64
regie_desk_session_get_stale_since (RegieDeskSession *self)
{
  gint64 heard = 0;

  g_return_val_if_fail (REGIE_IS_DESK_SESSION (self), 0);
  if (self->client == NULL || regie_client_get_link_state (self->client) == REGIE_LINK_ONLINE)
    return 0;
  g_object_get (self->client, "last-heard", &heard, NULL);
  return heard;
}

const char *
regie_desk_session_get_stage (RegieDeskSession *self)
{
  g_return_val_if_fail (REGIE_IS_DESK_SESSION (self), NULL);
  return self->stage;
}

void
regie_desk_session_set_stage (RegieDeskSession *self, const char *stage)
{
  g_return_if_fail (REGIE_IS_DESK_SESSION (self));
  if (g_set_str (&self->stage, stage))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STAGE]);
}

RegieStage *
regie_desk_session_find_stage (RegieDeskSession *self)
{
  g_return_val_if_fail (REGIE_IS_DESK_SESSION (self), NULL);
  return self->stage != NULL ? regie_congress_find_stage (self->congress, self->stage) : NULL;
}

const char *
regie_desk_session_get_name (RegieDeskSession *self)
{
  const char *account = g_get_real_name ();

  g_return_val_if_fail (REGIE_IS_DESK_SESSION (self), "");
  if (self->name != NULL && self->name[0] != '\0')
    return self->name;
  /* What GLib and most systems say when nobody has entered a name. */
  if (account == NULL || account[0] == '\0' || g_str_equal (account, "Unknown")
      || g_str_equal (account, "root"))
    return _ ("Control room");
  return account;
}

void
regie_desk_session_set_name (RegieDeskSession *self, const char *name)
{
  g_return_if_fail (REGIE_IS_DESK_SESSION (self));
  if (g_set_str (&self->name, name))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
}

const char *
regie_desk_session_get_me (RegieDeskSession *self)
{
  g_return_val_if_fail (REGIE_IS_DESK_SESSION (self), NULL);
  return self->me;
}

void
regie_desk_session_set_me (RegieDeskSession *self, const char *me)
{
  if (g_set_str (&self->me, me))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ME]);
}

gboolean
regie_desk_session_is_me (RegieDeskSession *self, const char *id)
{
  g_return_val_if_fail (REGIE_IS_DESK_SESSION (self), FALSE);
  return id != NULL && g_strcmp0 (id, self->me) == 0;
}

/* Time */

gint64
regie_desk_session_get_now (RegieDeskSession *self)
{
  g_return_val_if_fail (REGIE_IS_DESK_SESSION (self), 0);
  if (self->clock != NULL)
    return self->clock (self->clock_data);
  if (self->client != NULL)
    return regie_client_now (self->client);
  return g_get_real_time ();
}

void
regie_desk_session_tick (RegieDeskSession *self)
{
  g_return_if_fail (REGIE_IS_DESK_SESSION (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NOW]);
}

/* Marks in pictures are made with the server's clock. */
static void
regie_desk_session_tell_offset (RegieDeskSession *self)
{
  regie_desk_monitors_set_clock_offset (self->monitors,
                                        regie_desk_session_get_now (self) - g_get_real_time ());
}

static gboolean
regie_desk_session_on_second (gpointer data)
{
  RegieDeskSession *self = data;
  gint64 now = regie_desk_session_get_now (self);
  guint wait = (guint) (1000 - (now / 1000) % 1000);

  regie_desk_session_tell_offset (self);
  /* Aligned to the second of the server's clock, so that all desks change their numerals together. */
  self->ticker = g_timeout_add (MAX (wait, 20), regie_desk_session_on_second, self);
  regie_desk_session_tick (self);
  return G_SOURCE_REMOVE;
}

void
regie_desk_session_set_clock (RegieDeskSession *self, RegieClockFunc clock, gpointer data)
{
  g_return_if_fail (REGIE_IS_DESK_SESSION (self));
  self->clock = clock;
  self->clock_data = data;
  regie_desk_session_tell_offset (self);
  regie_desk_session_tick (self);
}

void
regie_desk_session_set_recall (RegieDeskSession *self, RegieRecallFunc recall, gpointer data)
{
  g_return_if_fail (REGIE_IS_DESK_SESSION (self));
  self->recall = recall;
  self->recall_data = data;
}

GPtrArray *
regie_desk_session_recall (RegieDeskSession *self, const char *message)
{
  g_return_val_if_fail (REGIE_IS_DESK_SESSION (self), NULL);
  g_return_val_if_fail (message != NULL, NULL);
  return self->recall != NULL ? self->recall (message, self->recall_data) : NULL;
}

/* Monitors */

RegieMonitor *
regie_desk_session_get_monitor (RegieDeskSession *self, const char *stage)
{
  g_return_val_if_fail (REGIE_IS_DESK_SESSION (self), NULL);
  return regie_desk_monitors_get (self->monitors, stage);
}

void
regie_desk_session_set_monitor (RegieDeskSession *self, const char *stage, RegieMonitor *monitor)
{
  g_return_if_fail (REGIE_IS_DESK_SESSION (self));
  regie_desk_monitors_put (self->monitors, stage, monitor);
}

RegieMonitor *
regie_desk_session_get_program_monitor (RegieDeskSession *self)
{
  g_return_val_if_fail (REGIE_IS_DESK_SESSION (self), NULL);
  return regie_desk_monitors_get_program (self->monitors);
}

RegieAlarmBoard *
regie_desk_session_get_alarms (RegieDeskSession *self)
{
  g_return_val_if_fail (REGIE_IS_DESK_SESSION (self), NULL);
  return regie_desk_monitors_get_alarms (self->monitors);
}

RegieMonitorSettings *
regie_desk_session_get_monitor_settings (RegieDeskSession *self)
{
  g_return_val_if_fail (REGIE_IS_DESK_SESSION (self), NULL);
  return regie_desk_monitors_get_settings (self->monitors);
}

void
regie_desk_session_solo (RegieDeskSession *self, const char *stage)
{
  g_return_if_fail (REGIE_IS_DESK_SESSION (self));
  regie_desk_monitors_solo (self->monitors, stage);
}

/* Life */

void
regie_desk_session_set_sink (RegieDeskSession *self, RegieSinkFunc sink, gpointer data)
{
  g_return_if_fail (REGIE_IS_DESK_SESSION (self));
  self->sink = sink;
  self->sink_data = data;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WRITABLE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REASON]);
}

static void
regie_desk_session_on_link (RegieDeskSession *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WRITABLE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REASON]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STALE_SINCE]);
}

/* The backend says by which id the operator goes: claims of before a restart are known again. */
static void
regie_desk_session_on_id (RegieDeskSession *self)
{
  const char *id = regie_client_get_id (self->client);

  if (id != NULL)
    regie_desk_session_set_me (self, id);
}

static void
regie_desk_session_set_congress (RegieDeskSession *self, RegieCongress *congress)
{
  self->congress = g_object_ref (congress);
  self->monitors = regie_desk_monitors_new (congress, self->read_only);
  g_signal_connect_object (congress, "applied", G_CALLBACK (regie_desk_session_on_applied), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (congress, "loaded", G_CALLBACK (regie_desk_session_on_loaded), self,
                           G_CONNECT_SWAPPED);
}

RegieDeskSession *
regie_desk_session_new (RegieClient *client)
{
  RegieDeskSession *self;

  g_return_val_if_fail (REGIE_IS_CLIENT (client), NULL);
  self = g_object_new (REGIE_TYPE_DESK_SESSION, NULL);
  self->client = g_object_ref (client);
  regie_desk_session_set_congress (self, regie_client_get_congress (client));
  g_signal_connect_object (client, "notify::link-state", G_CALLBACK (regie_desk_session_on_link),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::id", G_CALLBACK (regie_desk_session_on_id), self,
                           G_CONNECT_SWAPPED);
  regie_desk_session_on_id (self);
  regie_desk_session_on_second (self);
  return self;
}

RegieDeskSession *
regie_desk_session_new_offline (RegieCongress *congress, gboolean read_only)
{
  RegieDeskSession *self;

  g_return_val_if_fail (REGIE_IS_CONGRESS (congress), NULL);
  self = g_object_new (REGIE_TYPE_DESK_SESSION, NULL);
  self->read_only = read_only;
  regie_desk_session_set_congress (self, congress);
  return self;
}

static void
regie_desk_session_dispose (GObject *object)
{
  RegieDeskSession *self = REGIE_DESK_SESSION (object);

  g_clear_handle_id (&self->ticker, g_source_remove);
  g_clear_object (&self->monitors);
  g_clear_object (&self->client);
  g_clear_object (&self->congress);
  G_OBJECT_CLASS (regie_desk_session_parent_class)->dispose (object);
}

static void
regie_desk_session_finalize (GObject *object)
{
  RegieDeskSession *self = REGIE_DESK_SESSION (object);

  g_hash_table_unref (self->pending);
  g_hash_table_unref (self->newest);
  g_hash_table_unref (self->sent);
  g_free (self->stage);
  g_free (self->name);
  g_free (self->me);
  G_OBJECT_CLASS (regie_desk_session_parent_class)->finalize (object);
}

static void
regie_desk_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieDeskSession *self = REGIE_DESK_SESSION (object);

  switch ((RegieDeskSessionProperty) id)
    {
    case PROP_CLIENT:
      g_value_set_object (value, self->client);
      break;
    case PROP_CONGRESS:
      g_value_set_object (value, self->congress);
      break;
    case PROP_READ_ONLY:
      g_value_set_boolean (value, self->read_only);
      break;
    case PROP_WRITABLE:
      g_value_set_boolean (value, regie_desk_session_get_writable (self));
      break;
    case PROP_REASON:
      g_value_set_string (value, regie_desk_session_get_reason (self));
      break;
    case PROP_NOW:
      g_value_set_int64 (value, regie_desk_session_get_now (self));
      break;
    case PROP_STALE_SINCE:
      g_value_set_int64 (value, regie_desk_session_get_stale_since (self));
      break;
    case PROP_STAGE:
      g_value_set_string (value, self->stage);
      break;
    case PROP_NAME:
      g_value_set_string (value, regie_desk_session_get_name (self));
      break;
    case PROP_ME:
      g_value_set_string (value, self->me);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_desk_session_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_STAGE)
    regie_desk_session_set_stage (REGIE_DESK_SESSION (object), g_value_get_string (value));
  else if (id == PROP_NAME)
    regie_desk_session_set_name (REGIE_DESK_SESSION (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
regie_desk_session_class_init (RegieDeskSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = regie_desk_session_dispose;
  object_class->finalize = regie_desk_session_finalize;
  object_class->get_property = regie_desk_session_get_property;
  object_class->set_property = regie_desk_session_set_property;

  properties[PROP_CLIENT] = g_param_spec_object ("client", NULL, NULL, REGIE_TYPE_CLIENT, read);
  properties[PROP_CONGRESS] =
      g_param_spec_object ("congress", NULL, NULL, REGIE_TYPE_CONGRESS, read);
  properties[PROP_READ_ONLY] = g_param_spec_boolean ("read-only", NULL, NULL, FALSE, read);
  properties[PROP_WRITABLE] = g_param_spec_boolean ("writable", NULL, NULL, FALSE, read);
  properties[PROP_REASON] = g_param_spec_string ("reason", NULL, NULL, NULL, read);
  properties[PROP_NOW] = g_param_spec_int64 ("now", NULL, NULL, 0, G_MAXINT64, 0, read);
  properties[PROP_STALE_SINCE] =
      g_param_spec_int64 ("stale-since", NULL, NULL, 0, G_MAXINT64, 0, read);
  properties[PROP_STAGE] = g_param_spec_string ("stage", NULL, NULL, NULL, read | G_PARAM_WRITABLE);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, read | G_PARAM_WRITABLE);
  properties[PROP_ME] = g_param_spec_string ("me", NULL, NULL, NULL, read);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, REGIE_TYPE_RECORD);
  g_signal_new ("conflict", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                g_signal_accumulator_true_handled, NULL, NULL, G_TYPE_BOOLEAN, 1, G_TYPE_POINTER);
  g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 3, REGIE_TYPE_RECORD, G_TYPE_UINT64, G_TYPE_ERROR);
  g_signal_new ("pending-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
regie_desk_session_init (RegieDeskSession *self)
{
  self->pending = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->newest =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) regie_record_unref);
  self->sent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}
