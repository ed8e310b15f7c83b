/* regie-output-view.h: what a stage's output shows, as it changes
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-session-widget.h"

G_BEGIN_DECLS

#define REGIE_TYPE_OUTPUT_VIEW (regie_output_view_get_type ())
G_DECLARE_FINAL_TYPE (RegieOutputView, regie_output_view, REGIE, OUTPUT_VIEW, RegieSessionWidget)

/* Properties (all notify):
 *   session  RegieDeskSession
 *   stage    string             a stage's id; NULL: whatever stage is on program
 *   keyed    boolean            laid over another picture: no ground, everything on a plate
 *
 * It only looks: nothing of it changes the congress. */
RegieOutputView *regie_output_view_new (RegieDeskSession *session, const char *stage);

/** Returns: (transfer none): the page that is shown or being faded in */
GtkWidget *regie_output_view_get_page (RegieOutputView *self);

G_END_DECLS
