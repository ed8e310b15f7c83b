/* regie-output-dialog.h: how the outputs of this desk look
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define REGIE_TYPE_OUTPUT_DIALOG (regie_output_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
    RegieOutputDialog, regie_output_dialog, REGIE, OUTPUT_DIALOG, AdwPreferencesDialog)

/** Ground, colours and logo: what is changed is seen on the outputs at once. */
AdwDialog *regie_output_dialog_new (void);

G_END_DECLS
