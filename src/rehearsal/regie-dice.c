/* regie-dice.c: chance that can be repeated: one stream of numbers per purpose
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-rehearsal"

#include "regie-dice.h"

#include <math.h>

/* The finaliser of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators,
 * OOPSLA 2014): each bit of the input decides about each bit of the result. */
static guint64
mix (guint64 x)
{
  x = (x ^ (x >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  x = (x ^ (x >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return x ^ (x >> 31);
}

RegieDice
regie_dice (guint64 seed, guint64 who, const char *what)
{
  guint64 state = mix (seed + G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

  state = mix (state ^ (who + G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)));
  for (const guchar *at = (const guchar *) what; at != NULL && *at != '\0'; at++)
    state = mix (state ^ (*at + G_GUINT64_CONSTANT (0x100)));
  return (RegieDice) { .state = state };
}

guint64
regie_dice_next (RegieDice *dice)
{
  dice->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return mix (dice->state);
}

double
regie_dice_unit (RegieDice *dice)
{
  return (double) (regie_dice_next (dice) >> 11) * 0x1.0p-53;
}

guint
regie_dice_below (RegieDice *dice, guint n)
{
  return (guint) (regie_dice_unit (dice) * n);
}

gboolean
regie_dice_chance (RegieDice *dice, double probability)
{
  return regie_dice_unit (dice) < probability;
}

double
regie_dice_wait (RegieDice *dice, double mean)
{
  return -log (1 - regie_dice_unit (dice)) * mean;
}

double
regie_dice_log_normal (RegieDice *dice, double median, double spread)
{
  /* Box and Muller, 1958. */
  double radius = sqrt (-2 * log (1 - regie_dice_unit (dice)));
  double normal = radius * cos (2 * G_PI * regie_dice_unit (dice));

  return median * exp (spread * normal);
}

guint
regie_dice_weighted (RegieDice *dice, const double *weights, guint n)
{
  double left = 0;

  for (guint i = 0; i < n; i++)
    left += weights[i];
  left *= regie_dice_unit (dice);
  for (guint i = 0; i < n; i++)
    {
      left -= weights[i];
      if (left < 0)
        return i;
    }
  return 0;
}

guint
regie_dice_zipf (RegieDice *dice, guint n, double exponent)
{
  double left = 0;

  for (guint i = 0; i < n; i++)
    left += pow (i + 1, -exponent);
  left *= regie_dice_unit (dice);
  for (guint i = 0; i < n; i++)
    {
      left -= pow (i + 1, -exponent);
      if (left < 0)
        return i;
    }
  return 0;
}
