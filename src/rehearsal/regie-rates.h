/* regie-rates.h: how lively the participants are
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  /** a minute, all together */
  double messages;
  double upvotes;
  /** share of those at a stage who vote in its polls, 0 to 1 */
  double turnout;
  /** share who send words */
  double words;
  /** share of voters who change their vote */
  double changes;
  /** share of messages that their authors take back */
  double withdrawals;
  /** share of messages after which the author writes several more at once */
  double floods;
  /** seconds after which half of those who vote have voted */
  double median;
} RegieRates;

/** Returns: rates that fit so many participants */
RegieRates regie_rates_default (guint n_participants);

/**
 * regie_rates_parse:
 * @text: `messages=12,turnout=0.5`
 *
 * Changes the rates that @text names. Returns: %FALSE with an error that names the wrong one
 */
gboolean regie_rates_parse (RegieRates *self, const char *text, GError **error);

G_END_DECLS
