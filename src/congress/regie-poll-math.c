/* regie-poll-math.c: the arithmetic of results (SEMANTICS 3)
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-congress"

#include "regie-poll-math.h"

static gint64
count_of (GPtrArray *entries, guint i)
{
  return ((const RegieEntry *) g_ptr_array_index (entries, i))->count;
}

/** Hands the percents that rounding down left over to the largest remainders (Hare-Niemeyer). */
static void
hand_out_rest (int *percents, GPtrArray *entries, gint64 total)
{
  int rest = 100;
  for (guint i = 0; i < entries->len; i++)
    rest -= percents[i];

  g_autofree gboolean *given = g_new0 (gboolean, entries->len);
  for (; rest > 0; rest--)
    {
      guint best = entries->len;
      for (guint i = 0; i < entries->len; i++)
        {
          gint64 remainder = count_of (entries, i) * 100 % total;
          if (!given[i]
              && (best == entries->len || remainder > count_of (entries, best) * 100 % total))
            best = i;
        }
      given[best] = TRUE;
      percents[best]++;
    }
}

int *
regie_poll_percents (RegiePollKind kind, GPtrArray *entries, gint64 voters)
{
  g_return_val_if_fail (entries != NULL, NULL);

  int *percents = g_new (int, MAX (entries->len, 1));
  gint64 total = 0;
  for (guint i = 0; i < entries->len; i++)
    total += count_of (entries, i);

  gboolean nothing = voters <= 0 || (kind == REGIE_POLL_SINGLE && total == 0);
  for (guint i = 0; i < entries->len; i++)
    if (nothing)
      percents[i] = REGIE_PERCENT_NONE;
    else if (kind == REGIE_POLL_SINGLE)
      percents[i] = (int) (count_of (entries, i) * 100 / total);
    else
      percents[i] = (int) ((count_of (entries, i) * 200 + voters) / (voters * 2));
  if (!nothing && kind == REGIE_POLL_SINGLE)
    hand_out_rest (percents, entries, total);
  return percents;
}

int *
regie_poll_ranks (GPtrArray *entries)
{
  g_return_val_if_fail (entries != NULL, NULL);

  int *ranks = g_new (int, MAX (entries->len, 1));
  for (guint i = 0; i < entries->len; i++)
    {
      ranks[i] = 1;
      for (guint j = 0; j < entries->len; j++)
        if (count_of (entries, j) > count_of (entries, i))
          ranks[i]++;
    }
  return ranks;
}
