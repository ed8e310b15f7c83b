/* regie-level-scale.h: the figures beside a level meter, in dBFS
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define REGIE_TYPE_LEVEL_SCALE (regie_level_scale_get_type ())
G_DECLARE_FINAL_TYPE (RegieLevelScale, regie_level_scale, REGIE, LEVEL_SCALE, GtkWidget)

/* A widget of its own, so that the figures are not drawn again with every movement of the bars. It says
 * as many figures as it has room for. Its height is that of the meter beside it. */

G_END_DECLS
