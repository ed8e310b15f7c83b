/* regie-rates.c: how lively the participants are
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-rehearsal"

#include "regie-rates.h"

static const struct
{
  const char *name;
  gsize offset;
  double most;
} rates[] = {
  { "messages", G_STRUCT_OFFSET (RegieRates, messages), 60000 },
  { "upvotes", G_STRUCT_OFFSET (RegieRates, upvotes), 60000 },
  { "turnout", G_STRUCT_OFFSET (RegieRates, turnout), 1 },
  { "words", G_STRUCT_OFFSET (RegieRates, words), 1 },
  { "changes", G_STRUCT_OFFSET (RegieRates, changes), 1 },
  { "withdrawals", G_STRUCT_OFFSET (RegieRates, withdrawals), 1 },
  { "floods", G_STRUCT_OFFSET (RegieRates, floods), 1 },
  { "median", G_STRUCT_OFFSET (RegieRates, median), 3600 },
};

RegieRates
regie_rates_default (guint n_participants)
{
  return (RegieRates) {
    .messages = 6 + n_participants / 100.0,
    .upvotes = 8 + n_participants / 10.0,
    .turnout = 0.55,
    .words = 0.45,
    .changes = 0.06,
    .withdrawals = 0.03,
    .floods = 0.01,
    .median = 9,
  };
}

static gboolean
wrong (GError **error, const char *text)
{
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               "“%s” is no rate: there are messages=N and upvotes=N a minute, turnout=, words=, "
               "changes=, withdrawals= and floods= from 0 to 1, median=SECONDS",
               text);
  return FALSE;
}

static gboolean
parse_one (RegieRates *self, const char *text, GError **error)
{
  g_auto (GStrv) sides = g_strsplit (text, "=", 2);

  if (sides[0] == NULL || sides[1] == NULL)
    return wrong (error, text);
  for (gsize i = 0; i < G_N_ELEMENTS (rates); i++)
    if (g_str_equal (sides[0], rates[i].name))
      {
        char *end;
        double value = g_ascii_strtod (sides[1], &end);

        if (end == sides[1] || *end != '\0' || !(value >= 0 && value <= rates[i].most))
          return wrong (error, text);
        G_STRUCT_MEMBER (double, self, rates[i].offset) = value;
        return TRUE;
      }
  return wrong (error, text);
}

gboolean
regie_rates_parse (RegieRates *self, const char *text, GError **error)
{
  g_auto (GStrv) all = g_strsplit (text, ",", -1);

  if (all[0] == NULL)
    return wrong (error, text);
  for (gsize i = 0; all[i] != NULL; i++)
    if (!parse_one (self, g_strstrip (all[i]), error))
      return FALSE;
  return TRUE;
}
