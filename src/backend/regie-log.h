/* regie-log.h: the backend's log: one line per message, `key=value`
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Writes every message of the process to standard error as one line: time, level, room, text and
 * the structured fields it came with. @verbose: debug messages as well. */
void regie_log_init (gboolean verbose);

G_END_DECLS
