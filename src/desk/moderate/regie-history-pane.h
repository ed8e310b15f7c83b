/* regie-history-pane.h: who did what with a message, and when
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-session-widget.h"

G_BEGIN_DECLS

#define REGIE_TYPE_HISTORY_PANE (regie_history_pane_get_type ())
G_DECLARE_FINAL_TYPE (RegieHistoryPane, regie_history_pane, REGIE, HISTORY_PANE, RegieSessionWidget)

/* Properties (all notify):
 *   session   RegieDeskSession
 *   message   RegieMessage       NULL: nothing
 *
 * Asks the backend for what happened before this desk came, while it is shown; what happens from then
 * on comes by itself.
 */

G_END_DECLS
