/* regie-output-window.h: a stage's output as a window for a projector or a capture card
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-desk-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define REGIE_TYPE_OUTPUT_WINDOW (regie_output_window_get_type ())
G_DECLARE_FINAL_TYPE (RegieOutputWindow, regie_output_window, REGIE, OUTPUT_WINDOW, GtkWindow)

/* Properties: session, RegieDeskSession; stage, string (NULL: whatever is on program).
 *
 * Which screen it is on, and what happens when that is unplugged, is its screen keeper's
 * (regie-screen-keeper.h). Its keys are in the table of shortcuts: full screen, the next screen, the
 * ground, close. */

/**
 * regie_output_window_open:
 * @desk: (nullable): the desk's window, whose screen the output keeps off
 * @stage: (nullable): a stage's id; %NULL: whatever is on program
 *
 * Shows the output of @stage: full screen on a screen that @desk is not on, or as a window beside it
 * where there is only one. An output that is open already is brought to the front. Changes nothing in
 * the congress.
 *
 * Returns: (transfer none): the window
 */
RegieOutputWindow *regie_output_window_open (GtkWindow *desk,
                                             RegieDeskSession *session,
                                             const char *stage);

/** Closes all outputs of @session. */
void regie_output_window_close_all (RegieDeskSession *session);

G_END_DECLS
