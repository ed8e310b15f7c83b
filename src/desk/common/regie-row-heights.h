/* regie-row-heights.h: how high the rows of a long list are, most of which nobody has measured
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * A row that was not measured counts with the height that rows have on average. Everything is in
 * pixels; a hundred thousand rows take 200 kB, and finding one is a matter of a microsecond.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _RegieRowHeights RegieRowHeights;

/** Returns: (transfer full): the heights of no row */
RegieRowHeights *regie_row_heights_new (void);
void regie_row_heights_free (RegieRowHeights *self);

/** Replaces @removed rows at @row by @added ones, which nobody has measured. */
void regie_row_heights_splice (RegieRowHeights *self, guint row, guint removed, guint added);
/** Forgets what was measured: the rows are wider or narrower now. */
void regie_row_heights_forget (RegieRowHeights *self);

/** @height: as measured, 1 to 65535 */
void regie_row_heights_set (RegieRowHeights *self, guint row, int height);

guint regie_row_heights_get_n_rows (RegieRowHeights *self);
/** Returns: where @row begins, from the top of the first one; for the number of rows: the end */
double regie_row_heights_get_top (RegieRowHeights *self, guint row);
/** Returns: the row that @y is in, the last one at most; 0 when there is none */
guint regie_row_heights_find (RegieRowHeights *self, double y);

G_END_DECLS
