/* regie-limiter.h: how often one person may ask for something: a token bucket each
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _RegieLimiter RegieLimiter;

/**
 * regie_limiter_new:
 * @rate: allowed in a second on the long run; 0 or less: no limit
 * @burst: allowed at once
 */
RegieLimiter *regie_limiter_new (double rate, double burst);
void regie_limiter_free (RegieLimiter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieLimiter, regie_limiter_free)

/**
 * regie_limiter_take:
 * @who: a person's id or an address
 * @cost: how much it wants
 * @now: monotonic time, microseconds
 *
 * Returns: 0 when it may, else the seconds after which it may, at least 1
 */
guint regie_limiter_take (RegieLimiter *self, const char *who, double cost, gint64 now);

/** @who is as if never heard of. */
void regie_limiter_forget (RegieLimiter *self, const char *who);

/** Returns: how many are remembered: those that are not full */
guint regie_limiter_size (RegieLimiter *self);

G_END_DECLS
