/* figure.h: how a benchmark says what it measured
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <math.h>
#include <stdio.h>

#include <glib.h>

/** One figure. Leave out what there is none of: NAN for numbers, %NULL for texts. */
typedef struct
{
  const char *name;
  double value;
  const char *unit;
  /** the same work without us, measured in the same run, in the same unit */
  double floor;
  /** another program at the same work */
  double peer;
  /** what value ÷ floor (or the value itself, where there is no floor) is to reach */
  double goal;
  /** whether more is better: then the goal is a minimum */
  gboolean more;
} Figure;

static inline char *
figure_number (double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup (isnan (number) ? "null"
                                  : g_ascii_formatd (buffer, sizeof buffer, "%.3f", number));
}

/** Prints @figure as one line of JSON on standard output. */
static inline void
figure_print (const Figure *figure)
{
  double ratio = isnan (figure->floor) ? NAN : figure->value / figure->floor;
  double judged = isnan (ratio) ? figure->value : ratio;
  g_autofree char *value = figure_number (figure->value);
  g_autofree char *lowest = figure_number (figure->floor);
  g_autofree char *peer = figure_number (figure->peer);
  g_autofree char *quotient = figure_number (ratio);
  g_autofree char *goal = figure_number (figure->goal);
  const char *met = isnan (figure->goal)                                               ? "null"
                    : (figure->more ? judged >= figure->goal : judged <= figure->goal) ? "true"
                                                                                       : "false";

  printf ("{\"name\":\"%s\",\"value\":%s,\"unit\":\"%s\",\"floor\":%s,\"peer\":%s,\"ratio\":%s,"
          "\"goal\":%s,\"met\":%s}\n",
          figure->name, value, figure->unit, lowest, peer, quotient, goal, met);
  fflush (stdout);
}
