/* regie-slices.h: work that is done in slices, beside everything else a main loop has to do
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Stands in what the work belongs to; zeroes: there is none. */
typedef struct
{
  guint idle;
  guint patience;
} RegieSlices;

/**
 * regie_slices_begin:
 * @work: does one slice and returns %G_SOURCE_CONTINUE; calls regie_slices_end() after the last
 *
 * Does nothing when work is under way.
 */
void regie_slices_begin (RegieSlices *self, GSourceFunc work, gpointer user_data);
/** Does nothing when there is no work. */
void regie_slices_end (RegieSlices *self);
gboolean regie_slices_is_busy (const RegieSlices *self);

G_END_DECLS
