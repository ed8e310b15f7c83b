/* regie-hold-button.h: a button that has to be held down before it acts
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define REGIE_TYPE_HOLD_BUTTON (regie_hold_button_get_type ())
G_DECLARE_FINAL_TYPE (RegieHoldButton, regie_hold_button, REGIE, HOLD_BUTTON, GtkWidget)

/* For what must not happen by accident. Held by pointer, or by Space or Enter while focused, it
 * fills, and after 700 ms it emits `confirmed`. Assistive technology, which cannot hold, activates
 * it twice within 3 s.
 *
 * Properties, writable: label (string), icon-name (string)
 * Signal: confirmed ()
 */

G_END_DECLS
