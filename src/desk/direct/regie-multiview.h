/* regie-multiview.h: program, armed and all stages at once, with the clock: for a second screen
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-session-widget.h"

G_BEGIN_DECLS

#define REGIE_TYPE_MULTIVIEW (regie_multiview_get_type ())
G_DECLARE_FINAL_TYPE (RegieMultiview, regie_multiview, REGIE, MULTIVIEW, RegieSessionWidget)

/* Program and armed above, the stages below in the order of their numbers, over them the clock in
 * server time. It shows the session's monitors, which the desk's other views show too: nothing is
 * decoded a second time.
 *
 * Property: session (RegieDeskSession), writable */

GtkWidget *regie_multiview_new (RegieDeskSession *session);

G_END_DECLS
