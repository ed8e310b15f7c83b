/* regie-command-text.h: what a command is called when it failed
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-record.h"

G_BEGIN_DECLS

/** Returns: (transfer none): `Take`, `Approving the question` …, translated; never %NULL */
const char *regie_command_text (RegieRecordType type);

G_END_DECLS
