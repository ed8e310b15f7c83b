/* regie-safe-areas.h: the lines within which action and graphics are safe to be seen
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** EBU R 95 (version 1.1), for pictures of 16:9: action within 93 %, graphics within 90 % of width
 * and height */
#define REGIE_SAFE_ACTION 0.93
#define REGIE_SAFE_GRAPHICS 0.90

#define REGIE_TYPE_SAFE_AREAS (regie_safe_areas_get_type ())
G_DECLARE_FINAL_TYPE (RegieSafeAreas, regie_safe_areas, REGIE, SAFE_AREAS, GtkWidget)

/* Lies over a picture that contains its paintable, and draws on the picture itself, not on the bars
 * beside it.
 *
 * Property: paintable (GdkPaintable), whose shape counts. Writable */

/**
 * regie_picture_area:
 * @aspect: width by height of the picture as it is to be seen; 0 or less: fills everything
 *
 * Returns: where a picture stands that is shown whole, as large as it can be, in the middle of @width
 * × @height
 */
graphene_rect_t regie_picture_area (double aspect, double width, double height);

/** Returns: the middle @part (0..1) of @area, in width and height */
graphene_rect_t regie_safe_area (const graphene_rect_t *area, double part);

G_END_DECLS
