/* regie-dice.h: chance that can be repeated: one stream of numbers per purpose
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * A stream is named by what it is for (seed, participant, poll …). The same name gives the same
 * numbers, whatever the others did before and in whatever order things happen on the network.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** A stream; may be copied. */
typedef struct
{
  guint64 state;
} RegieDice;

/** Returns: the stream that belongs to @seed, @who and @what (nullable) */
RegieDice regie_dice (guint64 seed, guint64 who, const char *what);

guint64 regie_dice_next (RegieDice *dice);
/** Returns: 0 ≤ x < 1 */
double regie_dice_unit (RegieDice *dice);
/** Returns: 0 ≤ x < @n; 0 when @n is 0 */
guint regie_dice_below (RegieDice *dice, guint n);
/** Returns: %TRUE with this probability */
gboolean regie_dice_chance (RegieDice *dice, double probability);
/** Returns: a waiting time with this mean (exponential distribution) */
double regie_dice_wait (RegieDice *dice, double mean);
/** Returns: log-normal; @median, and the standard deviation @spread of its logarithm */
double regie_dice_log_normal (RegieDice *dice, double median, double spread);
/** Returns: 0 ≤ rank < @n, with probability ∝ 1/(rank+1)^@exponent */
guint regie_dice_zipf (RegieDice *dice, guint n, double exponent);
/** Returns: index into @weights, with probability ∝ weight; 0 when all are 0 */
guint regie_dice_weighted (RegieDice *dice, const double *weights, guint n);

G_END_DECLS
