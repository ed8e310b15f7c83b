/* regie-loudspeaker-choice.h: chooses the loudspeaker that stages are listened with
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-monitor-settings.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * regie_loudspeaker_choice_new:
 *
 * A drop-down list of what this computer has, the system's default first. One that was chosen and is
 * not there stays chosen, and says so.
 *
 * Returns: (transfer floating): a GtkDropDown that writes `output-device` of @settings
 */
GtkWidget *regie_loudspeaker_choice_new (RegieMonitorSettings *settings);

G_END_DECLS
