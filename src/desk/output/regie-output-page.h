/* regie-output-page.h: one scene, set for people in the last row
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-scene.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define REGIE_TYPE_OUTPUT_PAGE (regie_output_page_get_type ())
G_DECLARE_FINAL_TYPE (RegieOutputPage, regie_output_page, REGIE, OUTPUT_PAGE, GtkWidget)

/* Laid out for REGIE_CANVAS_WIDTH × REGIE_CANVAS_HEIGHT. */
RegieOutputPage *regie_output_page_new (void);

/**
 * regie_output_page_show:
 * @scene: what to show
 * @now: server time, µs UTC
 *
 * Shows @scene as the congress stands. Called again for the same scene (regie_scene_is_same()), it
 * takes over what has changed and leaves the rest where it is.
 */
void regie_output_page_show (RegieOutputPage *self,
                             RegieCongress *congress,
                             const RegieScene *scene,
                             gint64 now);

/** Says that the picture is laid over another one: what is shown stands on a plate, in the lower part. */
void regie_output_page_set_keyed (RegieOutputPage *self, gboolean keyed);

G_END_DECLS
