/* regie-direct-view.h: the director's view: program, three stages, rundown, cues, backstage
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-desk-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define REGIE_TYPE_DIRECT_VIEW (regie_direct_view_get_type ())
G_DECLARE_FINAL_TYPE (RegieDirectView, regie_direct_view, REGIE, DIRECT_VIEW, GtkWidget)

/* Property: session (RegieDeskSession), writable */

G_END_DECLS
