/* regie-stroll.h: going through a long list in slices, beside everything else a desk does
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _RegieStroll RegieStroll;

typedef void (*RegieStrollVisit) (gpointer item, gpointer user_data);
typedef void (*RegieStrollEnd) (gpointer user_data);

/**
 * regie_stroll_new:
 * @visit: called for each item of a list, from the last to the first
 * @end: (nullable): called when it was the first
 */
RegieStroll *regie_stroll_new (RegieStrollVisit visit, RegieStrollEnd end, gpointer user_data);
/** Nobody is called any more. */
void regie_stroll_free (RegieStroll *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieStroll, regie_stroll_free)

/**
 * regie_stroll_begin:
 * @list: a list that meanwhile only grows, at its end; otherwise begin anew
 *
 * Goes through what is in @list, and gives up the one that it is going through. What is soon done is
 * done when this returns.
 */
void regie_stroll_begin (RegieStroll *self, GListModel *list);

/** Gives up what it is going through: its end is not told. */
void regie_stroll_stop (RegieStroll *self);
/** Returns: whether it is on its way */
gboolean regie_stroll_is_busy (RegieStroll *self);

G_END_DECLS
