/* regie-shrink.h: makes its child smaller until it fits into the box, as a whole
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define REGIE_TYPE_SHRINK (regie_shrink_get_type ())
G_DECLARE_FINAL_TYPE (RegieShrink, regie_shrink, REGIE, SHRINK, GtkWidget)

/* For what may grow without limit on a screen that has no scroll bar, like a vote's options. A child
 * that fits is shown as it is. */

/** @child: (nullable): taken over */
void regie_shrink_set_child (RegieShrink *self, GtkWidget *child);

/** Returns: by how much the child was made smaller at the last layout, 1 for not at all */
double regie_shrink_get_scale (RegieShrink *self);

G_END_DECLS
