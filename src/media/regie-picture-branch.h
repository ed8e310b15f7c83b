/* regie-picture-branch.h: from decoded pictures to frames that GTK can draw
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-door.h"
#include "regie-intake.h"

G_BEGIN_DECLS

/**
 * regie_picture_branch_new:
 * @door: where frames go
 * @intake: counts pictures that no decoder made
 *
 * Returns: (transfer floating) (nullable): a bin with a `sink` pad for raw video in system memory;
 * %NULL when an element is missing (named by @missing)
 */
GstElement *regie_picture_branch_new (RegieDoor *door, RegieIntake *intake, const char **missing);

/** @rows: height of the frames, pixels; 0 or more than the source has: the source's own */
void regie_picture_branch_set_rows (GstElement *branch, guint rows);

/** The name of the message that says what a picture is like: a structure with `width`, `height` (as
 * they are to be shown, pixels are square) and `rate` (double, frames per second, 0 unknown). */
#define REGIE_PICTURE_MESSAGE "regie-picture"

G_END_DECLS
