/* regie-token-command.h: `regie-backend token add | list | revoke`
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** @argv: begins with `token`. Returns: exit status */
int regie_token_command (int argc, char **argv);

G_END_DECLS
