/* regie-desk-session.c: what every view of the desk works on: one congress, live or recorded
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-desk-session.h"

#include "regie-desk-settings.h"
#include "regie-loudspeakers.h"

#include <glib/gi18n.h>

/* Small steps of the measured clock are not passed on; microseconds. */
#define OFFSET_STEP 20000

struct _RegieDeskSession
{
  GObject parent_instance;
  RegieClient *client;
  RegieCongress *congress;
  gboolean read_only;
  char *stage;
  char *name;
  char *me;

  RegieClockFunc clock;
  gpointer clock_data;
  guint ticker;

  RegieSinkFunc sink;
  gpointer sink_data;
  /* subject -> number of commands without an answer */
  GHashTable *pending;
  /* subject -> the newest of them */
  GHashTable *newest;
  /* the ids of commands of this desk that the congress has not shown applied yet */
  GHashTable *sent;
  /* stage id -> RegieMonitor */
  GHashTable *monitors;
  /* stage ids whose monitor was put there by regie_desk_session_set_monitor() */
  GHashTable *foreign;
  RegieMonitorSettings *monitor_settings;
  /* somebody has listened to a stage */
  gboolean listening;
  /* NULL until somebody asks */
  RegieAlarmBoard *alarms;
};

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

enum
{
  SIGNAL_DONE,
  SIGNAL_CONFLICT,
  SIGNAL_FAILED,
  SIGNAL_PENDING_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* One command on its way. */
typedef struct
{
  RegieDeskSession *session;
  RegieRecord *record;
  guint64 expect_rev;
  /* (nullable): the message it is about, as it was shown */
  RegieRecord *seen;
} Command;

static void
command_free (Command *command)
{
  g_object_unref (command->session);
  regie_record_unref (command->record);
  g_clear_pointer (&command->seen, regie_record_unref);
  g_free (command);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Command, command_free)

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
regie_desk_session_set_offset (RegieDeskSession *self, RegieMonitor *monitor)
{
  gint64 offset = regie_desk_session_get_now (self) - g_get_real_time ();

  if (ABS (offset - regie_monitor_get_clock_offset (monitor)) > OFFSET_STEP)
    regie_monitor_set_clock_offset (monitor, offset);
}

static void
follow_offset (gpointer id, gpointer monitor, gpointer session)
{
  RegieDeskSession *self = session;

  if (!g_hash_table_contains (self->foreign, id))
    regie_desk_session_set_offset (self, monitor);
}

static gboolean
regie_desk_session_on_second (gpointer data)
{
  RegieDeskSession *self = data;
  gint64 now = regie_desk_session_get_now (self);
  guint wait = (guint) (1000 - (now / 1000) % 1000);

  g_hash_table_foreach (self->monitors, follow_offset, self);
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
  regie_desk_session_tick (self);
}

/* Monitors */

static void
regie_desk_session_follow_sources (RegieDeskSession *self, GParamSpec *pspec, RegieEntity *stage)
{
  const char *id = regie_entity_get_id (stage);
  RegieMonitor *monitor = g_hash_table_lookup (self->monitors, id);

  if (monitor == NULL || g_hash_table_contains (self->foreign, id))
    return;
  regie_monitor_set_expected_stage (monitor, (guint) MAX (regie_stage_state (stage)->number, 0));
  regie_monitor_set_sources (monitor, (const char *const *) regie_stage_state (stage)->sources);
  regie_monitor_set_playing (monitor, TRUE);
}

RegieMonitor *
regie_desk_session_get_monitor (RegieDeskSession *self, const char *stage)
{
  RegieStage *entity;
  RegieMonitor *monitor;

  g_return_val_if_fail (REGIE_IS_DESK_SESSION (self), NULL);
  if (stage == NULL)
    return NULL;
  monitor = g_hash_table_lookup (self->monitors, stage);
  if (monitor != NULL)
    return monitor;
  entity = regie_congress_find_stage (self->congress, stage);
  if (entity == NULL)
    return NULL;

  monitor = regie_monitor_new ();
  g_hash_table_insert (self->monitors, g_strdup (stage), monitor);
  /* A recording has no feeds: whoever plays it sets sources or a monitor of its own. */
  if (!self->read_only)
    {
      g_signal_connect_object (entity, "notify::sources",
                               G_CALLBACK (regie_desk_session_follow_sources), self,
                               G_CONNECT_SWAPPED);
      regie_monitor_settings_apply (self->monitor_settings, monitor);
      regie_desk_session_set_offset (self, monitor);
      regie_desk_session_follow_sources (self, NULL, REGIE_ENTITY (entity));
    }
  return monitor;
}

static RegieMonitor *
find_monitor (gpointer session, const char *stage)
{
  return regie_desk_session_get_monitor (session, stage);
}

RegieAlarmBoard *
regie_desk_session_get_alarms (RegieDeskSession *self)
{
  g_return_val_if_fail (REGIE_IS_DESK_SESSION (self), NULL);
  if (self->alarms == NULL)
    self->alarms = regie_alarm_board_new (self->congress, find_monitor, self);
  return self->alarms;
}

RegieMonitorSettings *
regie_desk_session_get_monitor_settings (RegieDeskSession *self)
{
  g_return_val_if_fail (REGIE_IS_DESK_SESSION (self), NULL);
  return self->monitor_settings;
}

/* Not before somebody listens: finding the devices costs time. */
static void
regie_desk_session_choose_loudspeaker (RegieDeskSession *self)
{
  if (self->listening)
    regie_loudspeakers_choose (regie_loudspeakers_get_default (),
                               regie_monitor_settings_get_output_device (self->monitor_settings));
}

static void
regie_desk_session_on_monitor_settings (RegieDeskSession *self)
{
  GHashTableIter iter;
  gpointer id, monitor;

  g_hash_table_iter_init (&iter, self->monitors);
  while (g_hash_table_iter_next (&iter, &id, &monitor))
    if (!g_hash_table_contains (self->foreign, id))
      regie_monitor_settings_apply (self->monitor_settings, monitor);
  regie_desk_session_choose_loudspeaker (self);
}

void
regie_desk_session_set_monitor (RegieDeskSession *self, const char *stage, RegieMonitor *monitor)
{
  g_return_if_fail (REGIE_IS_DESK_SESSION (self));
  g_return_if_fail (stage != NULL && REGIE_IS_MONITOR (monitor));
  g_hash_table_insert (self->monitors, g_strdup (stage), g_object_ref (monitor));
  g_hash_table_add (self->foreign, g_strdup (stage));
}

void
regie_desk_session_solo (RegieDeskSession *self, const char *stage)
{
  GHashTableIter iter;
  gpointer id, monitor;

  g_return_if_fail (REGIE_IS_DESK_SESSION (self));
  if (stage != NULL && !self->listening)
    {
      self->listening = TRUE;
      regie_desk_session_choose_loudspeaker (self);
    }
  g_hash_table_iter_init (&iter, self->monitors);
  while (g_hash_table_iter_next (&iter, &id, &monitor))
    regie_monitor_set_solo (monitor, g_strcmp0 (id, stage) == 0);
}

/* Commands */

const char *
regie_desk_session_subject (const RegieRecord *record)
{
  RegieField field = regie_record_type_subject (record->type);
  const char *subject = NULL;

  if (field != REGIE_N_FIELDS)
    subject = regie_record_get_string (record, field);
  return subject != NULL ? subject : regie_record_type_nick (record->type);
}

gboolean
regie_desk_session_is_pending (RegieDeskSession *self, const char *subject)
{
  g_return_val_if_fail (REGIE_IS_DESK_SESSION (self), FALSE);
  return subject != NULL && g_hash_table_contains (self->pending, subject);
}

const RegieRecord *
regie_desk_session_get_pending (RegieDeskSession *self, const char *subject)
{
  g_return_val_if_fail (REGIE_IS_DESK_SESSION (self), NULL);
  return subject != NULL ? g_hash_table_lookup (self->newest, subject) : NULL;
}

static void
regie_desk_session_count (RegieDeskSession *self, const char *subject, int change)
{
  int before = GPOINTER_TO_INT (g_hash_table_lookup (self->pending, subject));
  int after = before + change;

  if (after > 0)
    g_hash_table_insert (self->pending, g_strdup (subject), GINT_TO_POINTER (after));
  else
    {
      g_hash_table_remove (self->pending, subject);
      g_hash_table_remove (self->newest, subject);
    }
  if ((before > 0) != (after > 0))
    g_signal_emit (self, signals[SIGNAL_PENDING_CHANGED], 0, subject);
}

/* Returns: whether somebody showed it to the operator. */
static gboolean
regie_desk_session_tell_conflict (const Command *command,
                                  const RegieConflict *other,
                                  const GError *error)
{
  RegieDeskConflict conflict = { .record = command->record,
                                 .expect_rev = command->expect_rev,
                                 .error = error,
                                 .seen = command->seen };
  gboolean shown = FALSE;

  if (other != NULL)
    {
      conflict.current = other->current;
      conflict.cause = other->cause;
      conflict.who = other->name;
    }

  g_signal_emit (command->session, signals[SIGNAL_CONFLICT], 0, &conflict, &shown);
  return shown;
}

/* @other: (nullable): what somebody else did, if that is why */
static void
regie_desk_session_settle (Command *command, const RegieConflict *other, const GError *error)
{
  g_autofree char *subject = g_strdup (regie_desk_session_subject (command->record));

  regie_desk_session_count (command->session, subject, -1);
  if (error == NULL)
    return;
  g_message ("%s of %s was not applied: %s", regie_record_type_nick (command->record->type),
             subject, error->message);
  /* Without an answer it may have been applied all the same. */
  if (!g_error_matches (error, REGIE_CLIENT_ERROR, REGIE_CLIENT_OFFLINE))
    g_hash_table_remove (command->session->sent, command->record->cmd);
  if (!g_error_matches (error, REGIE_CLIENT_ERROR, REGIE_CLIENT_CONFLICT)
      || !regie_desk_session_tell_conflict (command, other, error))
    g_signal_emit (command->session, signals[SIGNAL_FAILED], 0, command->record,
                   command->expect_rev, error);
}

/* The journal's record of a command of this desk: it also says by which id the operator goes. */
static void
regie_desk_session_on_applied (RegieDeskSession *self, RegieRecord *record)
{
  if (record->cmd == NULL || !g_hash_table_remove (self->sent, record->cmd))
    return;
  if (record->by.id != NULL && g_set_str (&self->me, record->by.id))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ME]);
  g_signal_emit (self, signals[SIGNAL_DONE], 0, record);
}

/* What was applied meanwhile is part of the snapshot and will not be told one by one. */
static void
regie_desk_session_on_loaded (RegieDeskSession *self)
{
  g_hash_table_remove_all (self->sent);
}

static void
regie_desk_session_on_sent (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Command) command = data;
  g_autoptr (RegieConflict) other = NULL;
  g_autoptr (GError) error = NULL;

  if (!regie_client_send_finish (REGIE_CLIENT (source), result, &error))
    other = regie_client_get_conflict (REGIE_CLIENT (source), result);
  regie_desk_session_settle (command, other, error);
}

gboolean
regie_desk_session_send (RegieDeskSession *self, RegieRecord *record, guint64 expect_rev)
{
  g_autoptr (Command) command = NULL;
  g_autoptr (GError) error = NULL;
  const char *reason;
  RegieMessage *message;

  g_return_val_if_fail (REGIE_IS_DESK_SESSION (self), FALSE);
  g_return_val_if_fail (record != NULL, FALSE);

  if (record->cmd == NULL)
    {
      g_autofree char *cmd = g_uuid_string_random ();

      regie_record_set_cmd (record, cmd);
    }
  g_hash_table_add (self->sent, g_strdup (record->cmd));
  command = g_new0 (Command, 1);
  command->session = g_object_ref (self);
  command->record = record;
  command->expect_rev = expect_rev;
  message = record->message != NULL ? regie_congress_find_message (self->congress, record->message)
                                    : NULL;
  if (message != NULL)
    command->seen = regie_record_ref ((RegieRecord *) regie_message_state (message));
  g_hash_table_insert (self->newest, g_strdup (regie_desk_session_subject (record)),
                       regie_record_ref (record));
  regie_desk_session_count (self, regie_desk_session_subject (record), 1);

  reason = regie_desk_session_get_reason (self);
  if (reason != NULL)
    {
      error = g_error_new_literal (REGIE_CLIENT_ERROR, REGIE_CLIENT_OFFLINE, reason);
      regie_desk_session_settle (command, NULL, error);
      return FALSE;
    }
  if (self->sink != NULL)
    {
      self->sink (record, expect_rev, self->sink_data, &error);
      regie_desk_session_settle (command, NULL, error);
      return TRUE;
    }
  regie_client_send_async (self->client, record, expect_rev, NULL, regie_desk_session_on_sent,
                           g_steal_pointer (&command));
  return TRUE;
}

void
regie_desk_session_set_sink (RegieDeskSession *self, RegieSinkFunc sink, gpointer data)
{
  g_return_if_fail (REGIE_IS_DESK_SESSION (self));
  self->sink = sink;
  self->sink_data = data;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WRITABLE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REASON]);
}

/* Life */

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

  if (id != NULL && g_set_str (&self->me, id))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ME]);
}

static void
regie_desk_session_set_congress (RegieDeskSession *self, RegieCongress *congress)
{
  self->congress = g_object_ref (congress);
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
  regie_desk_session_set_congress (self, congress);
  self->read_only = read_only;
  return self;
}

static void
regie_desk_session_dispose (GObject *object)
{
  RegieDeskSession *self = REGIE_DESK_SESSION (object);

  g_clear_handle_id (&self->ticker, g_source_remove);
  g_clear_object (&self->alarms);
  g_hash_table_remove_all (self->monitors);
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
  g_hash_table_unref (self->monitors);
  g_hash_table_unref (self->foreign);
  g_clear_object (&self->monitor_settings);
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

  signals[SIGNAL_DONE] = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, REGIE_TYPE_RECORD);
  signals[SIGNAL_CONFLICT] = g_signal_new ("conflict", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                           0, g_signal_accumulator_true_handled, NULL, NULL,
                                           G_TYPE_BOOLEAN, 1, G_TYPE_POINTER);
  signals[SIGNAL_FAILED] =
      g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 3, REGIE_TYPE_RECORD, G_TYPE_UINT64, G_TYPE_ERROR);
  signals[SIGNAL_PENDING_CHANGED] =
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
  self->monitors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->foreign = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GSettings) settings = regie_desk_settings_find_monitors ();

  self->monitor_settings = regie_monitor_settings_new (settings);
  g_signal_connect_object (self->monitor_settings, "changed",
                           G_CALLBACK (regie_desk_session_on_monitor_settings), self,
                           G_CONNECT_SWAPPED);
}
