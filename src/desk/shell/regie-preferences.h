/* regie-preferences.h: what can be set at this desk
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-monitor-settings.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** Returns: (transfer floating): the dialog, with the page “Monitors”; what is changed holds at once */
AdwDialog *regie_preferences_make_dialog (RegieMonitorSettings *monitors);

G_END_DECLS
