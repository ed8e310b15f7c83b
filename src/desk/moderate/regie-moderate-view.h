/* regie-moderate-view.h: the moderator's view: one stage, its questions, votes and words
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-session-widget.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define REGIE_TYPE_MODERATE_VIEW (regie_moderate_view_get_type ())
G_DECLARE_FINAL_TYPE (
    RegieModerateView, regie_moderate_view, REGIE, MODERATE_VIEW, RegieSessionWidget)

/* Property: session (RegieDeskSession), writable */

G_END_DECLS
