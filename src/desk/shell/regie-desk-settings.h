/* regie-desk-settings.h: what this desk remembers
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** Returns: (transfer full) (nullable): the desk's settings; %NULL where the schema is not installed: a
 * choice then lasts as long as the program runs */
GSettings *regie_desk_settings_find (void);
/** Returns: (transfer full) (nullable): the same for the monitors */
GSettings *regie_desk_settings_find_monitors (void);

G_END_DECLS
