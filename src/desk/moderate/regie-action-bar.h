/* regie-action-bar.h: the decisions about a message, a button each with its key
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-question-order.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define REGIE_TYPE_ACTION_BAR (regie_action_bar_get_type ())
G_DECLARE_FINAL_TYPE (RegieActionBar, regie_action_bar, REGIE, ACTION_BAR, GtkWidget)

/** Whose the message is that the bar is about. */
typedef enum
{
  REGIE_CLAIM_NOBODYS,
  REGIE_CLAIM_MINE,
  REGIE_CLAIM_SOMEBODYS,
} RegieClaim;

/** Puts the usual next step of a message in @state forward, and names what the claim key does. */
void regie_action_bar_show (RegieActionBar *self, RegieMessageState state, RegieClaim claim);

/** Returns: (transfer none): the button of @action (`moderate.reject`), or the bar when it has none */
GtkWidget *regie_action_bar_get_button (RegieActionBar *self, const char *action);

G_END_DECLS
