/* regie-monitor.c: one stage as the desk sees and hears it
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-media"

#include "regie-config.h"

#include "regie-monitor-private.h"

#include "regie-source.h"

static guint levels_changed;

G_DEFINE_FINAL_TYPE (RegieMonitor, regie_monitor, G_TYPE_OBJECT)

static void
on_alarm_changed (RegieSentry *sentry, RegieMonitor *self)
{
  regie_monitor_notify (self, PROP_ALARM);
}

static void
on_levels (RegiePlayback *player, RegieMonitor *self)
{
  if (self->told.channels != regie_playback_get_meter (player)->channels)
    regie_monitor_tell (self);
  g_signal_emit (self, levels_changed, 0);
}

/* Hands what is wanted to the player. */
static void
wish (RegieMonitor *self)
{
  const RegieRigWish how = { .paused = self->paused, .drawing = self->drawing, .rate = self->rate };

  regie_playback_set_wish (self->player, &how, self->max_height, self->scale_factor);
}

static void
sound (RegieMonitor *self)
{
  regie_playback_set_sound (self->player, self->solo, self->volume);
}

static void
regie_monitor_finalize (GObject *object)
{
  RegieMonitor *self = REGIE_MONITOR (object);

  g_clear_pointer (&self->sources, g_strfreev);
  g_clear_pointer (&self->told.codec, g_free);
  g_clear_pointer (&self->told.problem, g_free);
  g_clear_object (&self->player);
  g_clear_object (&self->paintable);
  G_OBJECT_CLASS (regie_monitor_parent_class)->finalize (object);
}

static void
regie_monitor_class_init (RegieMonitorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = regie_monitor_finalize;
  regie_monitor_install_properties (object_class);

  levels_changed = g_signal_new ("levels-changed", REGIE_TYPE_MONITOR, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
regie_monitor_init (RegieMonitor *self)
{
  regie_source_init ();
  self->paintable = regie_frame_paintable_new ();
  self->drawing = TRUE;
  self->scale_factor = 1;
  self->volume = 1;
  self->rate = 1;
  self->return_after = 10;
  self->told.duration = -1;
  self->told.buffering = 100;
  self->told.latency = -1;
  self->player = regie_playback_new (self->paintable);
  g_signal_connect_object (self->player, "changed", G_CALLBACK (regie_monitor_tell), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->player, "levels", G_CALLBACK (on_levels), self, G_CONNECT_DEFAULT);
  self->told.watched = *regie_sentry_get_facts (regie_playback_get_sentry (self->player));
  g_signal_connect_object (regie_playback_get_sentry (self->player), "alarm-changed",
                           G_CALLBACK (on_alarm_changed), self, G_CONNECT_DEFAULT);
}

RegieMonitor *
regie_monitor_new (void)
{
  return g_object_new (REGIE_TYPE_MONITOR, NULL);
}

const char *const *
regie_monitor_get_sources (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), NULL);
  return (const char *const *) self->sources;
}

gboolean
regie_monitor_get_paused (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), FALSE);
  return self->paused;
}

gboolean
regie_monitor_get_solo (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), FALSE);
  return self->solo;
}

GdkPaintable *
regie_monitor_get_paintable (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), NULL);
  return GDK_PAINTABLE (self->paintable);
}

void
regie_monitor_set_sources (RegieMonitor *self, const char *const *sources)
{
  g_return_if_fail (REGIE_IS_MONITOR (self));

  if (sources && self->sources && g_strv_equal (sources, (const char *const *) self->sources))
    return;
  g_strfreev (self->sources);
  self->sources = g_strdupv ((GStrv) sources);
  regie_playback_set_sources (self->player, sources);
  regie_monitor_notify (self, PROP_SOURCES);
}

void
regie_monitor_set_playing (RegieMonitor *self, gboolean playing)
{
  g_return_if_fail (REGIE_IS_MONITOR (self));

  playing = !!playing;
  if (self->playing == playing)
    return;
  self->playing = playing;
  regie_playback_set_wanted (self->player, playing);
  regie_monitor_notify (self, PROP_PLAYING);
}

void
regie_monitor_set_paused (RegieMonitor *self, gboolean paused)
{
  g_return_if_fail (REGIE_IS_MONITOR (self));

  paused = !!paused;
  if (self->paused == paused)
    return;
  self->paused = paused;
  wish (self);
  regie_monitor_notify (self, PROP_PAUSED);
}

void
regie_monitor_set_drawing (RegieMonitor *self, gboolean drawing)
{
  g_return_if_fail (REGIE_IS_MONITOR (self));

  drawing = !!drawing;
  if (self->drawing == drawing)
    return;
  self->drawing = drawing;
  wish (self);
  regie_monitor_notify (self, PROP_DRAWING);
}

void
regie_monitor_set_max_height (RegieMonitor *self, guint max_height)
{
  g_return_if_fail (REGIE_IS_MONITOR (self));

  if (self->max_height == max_height)
    return;
  self->max_height = max_height;
  wish (self);
  regie_monitor_notify (self, PROP_MAX_HEIGHT);
}

void
regie_monitor_set_scale_factor (RegieMonitor *self, guint scale_factor)
{
  g_return_if_fail (REGIE_IS_MONITOR (self));

  if (self->scale_factor == scale_factor)
    return;
  self->scale_factor = scale_factor;
  wish (self);
  regie_monitor_notify (self, PROP_SCALE_FACTOR);
}

void
regie_monitor_set_solo (RegieMonitor *self, gboolean solo)
{
  g_return_if_fail (REGIE_IS_MONITOR (self));

  solo = !!solo;
  if (self->solo == solo)
    return;
  self->solo = solo;
  sound (self);
  regie_monitor_notify (self, PROP_SOLO);
}

void
regie_monitor_set_volume (RegieMonitor *self, double volume)
{
  g_return_if_fail (REGIE_IS_MONITOR (self));

  volume = CLAMP (volume, 0, 1);
  if (G_APPROX_VALUE (self->volume, volume, 1e-6))
    return;
  self->volume = volume;
  sound (self);
  regie_monitor_notify (self, PROP_VOLUME);
}

void
regie_monitor_set_rate (RegieMonitor *self, double rate)
{
  g_return_if_fail (REGIE_IS_MONITOR (self));

  rate = CLAMP (rate, 0.25, 16);
  if (G_APPROX_VALUE (self->rate, rate, 1e-6))
    return;
  self->rate = rate;
  wish (self);
  regie_monitor_notify (self, PROP_RATE);
}

void
regie_monitor_set_return_after (RegieMonitor *self, int seconds)
{
  g_return_if_fail (REGIE_IS_MONITOR (self));

  seconds = CLAMP (seconds, -1, 3600);
  if (self->return_after == seconds)
    return;
  self->return_after = seconds;
  regie_playback_set_return_after (self->player, seconds * G_USEC_PER_SEC);
  regie_monitor_notify (self, PROP_RETURN_AFTER);
}

void
regie_monitor_seek (RegieMonitor *self, gint64 position)
{
  g_return_if_fail (REGIE_IS_MONITOR (self));
  regie_playback_seek (self->player, position);
}

void
regie_monitor_step (RegieMonitor *self)
{
  g_return_if_fail (REGIE_IS_MONITOR (self));
  regie_monitor_set_paused (self, TRUE);
  regie_playback_step (self->player);
}

void
regie_monitor_retry (RegieMonitor *self)
{
  g_return_if_fail (REGIE_IS_MONITOR (self));
  regie_playback_retry (self->player);
}

static RegieSentry *
sentry (RegieMonitor *self)
{
  return regie_playback_get_sentry (self->player);
}

GListModel *
regie_monitor_get_alarms (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), NULL);
  return G_LIST_MODEL (regie_sentry_get_alarms (sentry (self)));
}

RegieAlarm *
regie_monitor_get_alarm (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), NULL);
  return regie_alarm_list_get_worst (regie_sentry_get_alarms (sentry (self)));
}

void
regie_monitor_ignore_alarm (RegieMonitor *self, RegieAlarmKind kind, gint64 until)
{
  g_return_if_fail (REGIE_IS_MONITOR (self));
  g_return_if_fail (kind < REGIE_ALARM_KINDS);
  regie_sentry_ignore (sentry (self), kind, until, g_get_monotonic_time ());
}

void
regie_monitor_set_limits (RegieMonitor *self, const RegieAlarmLimits *limits)
{
  g_return_if_fail (REGIE_IS_MONITOR (self));
  regie_sentry_set_limits (sentry (self), limits);
}

guint
regie_monitor_get_expected_stage (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), 0);
  return regie_sentry_get_expected_stage (sentry (self));
}

void
regie_monitor_set_expected_stage (RegieMonitor *self, guint stage)
{
  g_return_if_fail (REGIE_IS_MONITOR (self));
  g_return_if_fail (stage <= REGIE_MARK_STAGES);

  if (regie_monitor_get_expected_stage (self) == stage)
    return;
  regie_sentry_set_expected_stage (sentry (self), stage);
  regie_monitor_notify (self, PROP_EXPECTED_STAGE);
}

gint64
regie_monitor_get_clock_offset (RegieMonitor *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR (self), 0);
  return regie_sentry_get_clock_offset (sentry (self));
}

void
regie_monitor_set_clock_offset (RegieMonitor *self, gint64 offset)
{
  g_return_if_fail (REGIE_IS_MONITOR (self));

  if (regie_monitor_get_clock_offset (self) == offset)
    return;
  regie_sentry_set_clock_offset (sentry (self), offset);
  regie_monitor_notify (self, PROP_CLOCK_OFFSET);
}
