/* regie-level-meter.h: the sound of a stage as bars in dBFS with peak hold
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-monitor.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define REGIE_TYPE_LEVEL_METER (regie_level_meter_get_type ())
G_DECLARE_FINAL_TYPE (RegieLevelMeter, regie_level_meter, REGIE, LEVEL_METER, GtkWidget)

/* Property: monitor (RegieMonitor), writable
 * Accessible: role meter, value in dBFS from -60 to 0. */
void regie_level_meter_set_monitor (RegieLevelMeter *self, RegieMonitor *monitor);

/**
 * regie_level_fraction:
 * @level: dBFS
 *
 * The place of a level on the scale of IEC 60268-18 cut at -60 dBFS: the upper decades have more
 * room than the lower ones.
 *
 * Returns: 0 (-60 dBFS and below) to 1 (0 dBFS)
 */
double regie_level_fraction (double level);

G_END_DECLS
