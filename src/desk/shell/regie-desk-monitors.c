/* regie-desk-monitors.c: the monitors of a congress' stages, which all views of the desk share
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-desk-monitors.h"

#include "regie-desk-settings.h"
#include "regie-loudspeakers.h"

/* Small steps of the measured clock are not passed on; microseconds. */
#define OFFSET_STEP 20000

struct _RegieDeskMonitors
{
  GObject parent_instance;
  RegieCongress *congress;
  gboolean recorded;
  gint64 offset;
  /* stage id -> RegieMonitor */
  GHashTable *monitors;
  /* stage ids whose monitor was put there */
  GHashTable *foreign;
  /* what comes back from where the program goes; NULL: nothing does */
  RegieMonitor *program;
  RegieMonitorSettings *settings;
  /* somebody has listened to a stage */
  gboolean listening;
  /* NULL until somebody asks */
  RegieAlarmBoard *alarms;
};

G_DEFINE_FINAL_TYPE (RegieDeskMonitors, regie_desk_monitors, G_TYPE_OBJECT)

static gboolean
is_own (RegieDeskMonitors *self, const char *stage)
{
  return !self->recorded && !g_hash_table_contains (self->foreign, stage);
}

static void
regie_desk_monitors_pass_offset (RegieDeskMonitors *self, RegieMonitor *monitor)
{
  if (ABS (self->offset - regie_monitor_get_clock_offset (monitor)) > OFFSET_STEP)
    regie_monitor_set_clock_offset (monitor, self->offset);
}

void
regie_desk_monitors_set_clock_offset (RegieDeskMonitors *self, gint64 offset)
{
  GHashTableIter iter;
  gpointer id, monitor;

  g_return_if_fail (REGIE_IS_DESK_MONITORS (self));
  self->offset = offset;
  g_hash_table_iter_init (&iter, self->monitors);
  while (g_hash_table_iter_next (&iter, &id, &monitor))
    if (is_own (self, id))
      regie_desk_monitors_pass_offset (self, monitor);
}

static void
regie_desk_monitors_follow_sources (RegieDeskMonitors *self, GParamSpec *pspec, RegieEntity *stage)
{
  const char *id = regie_entity_get_id (stage);
  RegieMonitor *monitor = g_hash_table_lookup (self->monitors, id);

  if (monitor == NULL || !is_own (self, id))
    return;
  regie_monitor_set_expected_stage (monitor, (guint) MAX (regie_stage_state (stage)->number, 0));
  regie_monitor_set_sources (monitor, (const char *const *) regie_stage_state (stage)->sources);
  regie_monitor_set_playing (monitor, TRUE);
}

RegieMonitor *
regie_desk_monitors_get (RegieDeskMonitors *self, const char *stage)
{
  RegieStage *entity;
  RegieMonitor *monitor;

  g_return_val_if_fail (REGIE_IS_DESK_MONITORS (self), NULL);
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
  if (self->recorded)
    return monitor;
  g_signal_connect_object (entity, "notify::sources",
                           G_CALLBACK (regie_desk_monitors_follow_sources), self,
                           G_CONNECT_SWAPPED);
  regie_monitor_settings_apply (self->settings, monitor);
  regie_desk_monitors_pass_offset (self, monitor);
  regie_desk_monitors_follow_sources (self, NULL, REGIE_ENTITY (entity));
  return monitor;
}

void
regie_desk_monitors_put (RegieDeskMonitors *self, const char *stage, RegieMonitor *monitor)
{
  g_return_if_fail (REGIE_IS_DESK_MONITORS (self));
  g_return_if_fail (stage != NULL && REGIE_IS_MONITOR (monitor));
  g_hash_table_insert (self->monitors, g_strdup (stage), g_object_ref (monitor));
  g_hash_table_add (self->foreign, g_strdup (stage));
}

/* The number by which the picture on program is to be marked; 0: none is. */
static guint
regie_desk_monitors_get_program_number (RegieDeskMonitors *self)
{
  const RegieRecord *program = regie_program_state (regie_congress_get_program (self->congress));
  RegieStage *stage = program != NULL && program->program != NULL
                          ? regie_congress_find_stage (self->congress, program->program)
                          : NULL;

  return stage != NULL ? (guint) MAX (regie_stage_state (stage)->number, 0) : 0;
}

RegieMonitor *
regie_desk_monitors_get_program (RegieDeskMonitors *self)
{
  const char *uri;

  g_return_val_if_fail (REGIE_IS_DESK_MONITORS (self), NULL);
  uri = regie_monitor_settings_get_program_return (self->settings);
  if (self->recorded || uri == NULL || uri[0] == '\0')
    {
      g_clear_object (&self->program);
      return NULL;
    }
  if (self->program == NULL)
    {
      self->program = regie_monitor_new ();
      regie_monitor_settings_apply (self->settings, self->program);
    }
  regie_desk_monitors_pass_offset (self, self->program);
  regie_monitor_set_expected_stage (self->program, regie_desk_monitors_get_program_number (self));
  regie_monitor_set_sources (self->program, (const char *const[]) { uri, NULL });
  regie_monitor_set_playing (self->program, TRUE);
  return self->program;
}

static RegieMonitor *
find_monitor (gpointer self, const char *stage)
{
  return regie_desk_monitors_get (self, stage);
}

RegieAlarmBoard *
regie_desk_monitors_get_alarms (RegieDeskMonitors *self)
{
  g_return_val_if_fail (REGIE_IS_DESK_MONITORS (self), NULL);
  if (self->alarms == NULL)
    self->alarms = regie_alarm_board_new (self->congress, find_monitor, self);
  return self->alarms;
}

RegieMonitorSettings *
regie_desk_monitors_get_settings (RegieDeskMonitors *self)
{
  g_return_val_if_fail (REGIE_IS_DESK_MONITORS (self), NULL);
  return self->settings;
}

/* Not before somebody listens: finding the devices costs time. */
static void
regie_desk_monitors_choose_loudspeaker (RegieDeskMonitors *self)
{
  if (self->listening)
    regie_loudspeakers_choose (regie_loudspeakers_get_default (),
                               regie_monitor_settings_get_output_device (self->settings));
}

static void
regie_desk_monitors_on_settings (RegieDeskMonitors *self)
{
  GHashTableIter iter;
  gpointer id, monitor;

  g_hash_table_iter_init (&iter, self->monitors);
  while (g_hash_table_iter_next (&iter, &id, &monitor))
    if (!g_hash_table_contains (self->foreign, id))
      regie_monitor_settings_apply (self->settings, monitor);
  if (self->program != NULL)
    regie_monitor_settings_apply (self->settings, self->program);
  regie_desk_monitors_choose_loudspeaker (self);
}

void
regie_desk_monitors_solo (RegieDeskMonitors *self, const char *stage)
{
  GHashTableIter iter;
  gpointer id, monitor;

  g_return_if_fail (REGIE_IS_DESK_MONITORS (self));
  if (stage != NULL && !self->listening)
    {
      self->listening = TRUE;
      regie_desk_monitors_choose_loudspeaker (self);
    }
  g_hash_table_iter_init (&iter, self->monitors);
  while (g_hash_table_iter_next (&iter, &id, &monitor))
    regie_monitor_set_solo (monitor, g_strcmp0 (id, stage) == 0);
}

static void
regie_desk_monitors_dispose (GObject *object)
{
  RegieDeskMonitors *self = REGIE_DESK_MONITORS (object);

  g_clear_object (&self->alarms);
  g_hash_table_remove_all (self->monitors);
  g_clear_object (&self->program);
  g_clear_object (&self->congress);
  G_OBJECT_CLASS (regie_desk_monitors_parent_class)->dispose (object);
}

static void
regie_desk_monitors_finalize (GObject *object)
{
  RegieDeskMonitors *self = REGIE_DESK_MONITORS (object);

  g_hash_table_unref (self->monitors);
  g_hash_table_unref (self->foreign);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (regie_desk_monitors_parent_class)->finalize (object);
}

static void
regie_desk_monitors_class_init (RegieDeskMonitorsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = regie_desk_monitors_dispose;
  G_OBJECT_CLASS (klass)->finalize = regie_desk_monitors_finalize;
}

static void
regie_desk_monitors_init (RegieDeskMonitors *self)
{
  g_autoptr (GSettings) settings = regie_desk_settings_find_monitors ();

  self->monitors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->foreign = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->settings = regie_monitor_settings_new (settings);
  g_signal_connect_object (self->settings, "changed", G_CALLBACK (regie_desk_monitors_on_settings),
                           self, G_CONNECT_SWAPPED);
}

RegieDeskMonitors *
regie_desk_monitors_new (RegieCongress *congress, gboolean recorded)
{
  RegieDeskMonitors *self;

  g_return_val_if_fail (REGIE_IS_CONGRESS (congress), NULL);
  self = g_object_new (REGIE_TYPE_DESK_MONITORS, NULL);
  self->congress = g_object_ref (congress);
  self->recorded = recorded;
  return self;
}
