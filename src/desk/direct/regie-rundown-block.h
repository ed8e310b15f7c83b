/* regie-rundown-block.h: one session in the rundown
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-rundown-forecast.h"
#include "regie-session-widget.h"

G_BEGIN_DECLS

#define REGIE_TYPE_RUNDOWN_BLOCK (regie_rundown_block_get_type ())
G_DECLARE_FINAL_TYPE (
    RegieRundownBlock, regie_rundown_block, REGIE, RUNDOWN_BLOCK, RegieSessionWidget)

GtkWidget *regie_rundown_block_new (RegieDeskSession *session);

/** @slot: copied; @zone: (nullable): time zone of the times shown */
void regie_rundown_block_set_slot (RegieRundownBlock *self,
                                   const RegieSlot *slot,
                                   guint column,
                                   const char *zone);
const RegieSlot *regie_rundown_block_get_slot (RegieRundownBlock *self);
guint regie_rundown_block_get_column (RegieRundownBlock *self);

/** Says how high the block is, pixels: a low one leaves out what does not fit. */
void regie_rundown_block_set_room (RegieRundownBlock *self, int height);

G_END_DECLS
