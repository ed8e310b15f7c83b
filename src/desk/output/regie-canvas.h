/* regie-canvas.h: a picture of 1920 × 1080 that is shown as large as there is room
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** What the child is laid out in, whatever the size on the screen: pixels of the style sheet. */
#define REGIE_CANVAS_WIDTH 1920
#define REGIE_CANVAS_HEIGHT 1080

#define REGIE_TYPE_CANVAS (regie_canvas_get_type ())
G_DECLARE_FINAL_TYPE (RegieCanvas, regie_canvas, REGIE, CANVAS, GtkWidget)

/* Property: child, GtkWidget. It is scaled, and centred where the box is not 16:9, so that a laptop's
 * window, a projector and a 4K wall break every line at the same word. */

void regie_canvas_set_child (RegieCanvas *self, GtkWidget *child);

G_END_DECLS
