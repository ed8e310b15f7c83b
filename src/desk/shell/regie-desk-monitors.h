/* regie-desk-monitors.h: the monitors of a congress' stages, which all views of the desk share
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-alarm-board.h"
#include "regie-congress.h"
#include "regie-monitor-settings.h"
#include "regie-monitor.h"

G_BEGIN_DECLS

#define REGIE_TYPE_DESK_MONITORS (regie_desk_monitors_get_type ())
G_DECLARE_FINAL_TYPE (RegieDeskMonitors, regie_desk_monitors, REGIE, DESK_MONITORS, GObject)

/**
 * regie_desk_monitors_new:
 * @recorded: a recording has no feeds: who plays it puts monitors of its own
 *
 * Returns: (transfer full)
 */
RegieDeskMonitors *regie_desk_monitors_new (RegieCongress *congress, gboolean recorded);

/**
 * regie_desk_monitors_get:
 * @stage: (nullable): a stage's id
 *
 * Live it follows the stage's `sources`, and plays.
 *
 * Returns: (transfer none) (nullable): %NULL for an unknown stage
 */
RegieMonitor *regie_desk_monitors_get (RegieDeskMonitors *self, const char *stage);
/** Puts a monitor in the place of the stage's own one. */
void regie_desk_monitors_put (RegieDeskMonitors *self, const char *stage, RegieMonitor *monitor);
/** Returns: (transfer none) (nullable): what comes back from where the program goes, expecting the mark
 * of the stage that is on program now; %NULL: the settings name no such source, or it is a recording */
RegieMonitor *regie_desk_monitors_get_program (RegieDeskMonitors *self);
/** Returns: (transfer none): what the dead-air watch has found on all stages */
RegieAlarmBoard *regie_desk_monitors_get_alarms (RegieDeskMonitors *self);
/** Returns: (transfer none): thresholds, safe areas and loudspeaker */
RegieMonitorSettings *regie_desk_monitors_get_settings (RegieDeskMonitors *self);
/** Makes @stage the only one that can be heard; %NULL: none. */
void regie_desk_monitors_solo (RegieDeskMonitors *self, const char *stage);
/** @offset: microseconds by which the clock that marks in pictures are made with is ahead of this
 * computer's */
void regie_desk_monitors_set_clock_offset (RegieDeskMonitors *self, gint64 offset);

G_END_DECLS
