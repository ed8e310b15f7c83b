/* regie-label-editor.h: a message's labels as chips, and a popover to change them
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-congress.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define REGIE_TYPE_LABEL_EDITOR (regie_label_editor_get_type ())
G_DECLARE_FINAL_TYPE (RegieLabelEditor, regie_label_editor, REGIE, LABEL_EDITOR, GtkWidget)

/* Signal:
 *   chosen (GStrv labels)   the labels the message shall have from now on
 */

/** Shows the labels of @message; offers those that @congress uses on its stage. */
void regie_label_editor_set_message (RegieLabelEditor *self,
                                     RegieCongress *congress,
                                     RegieMessage *message);
void regie_label_editor_set_editable (RegieLabelEditor *self, gboolean editable);

/** Opens the popover. */
void regie_label_editor_open (RegieLabelEditor *self);

G_END_DECLS
