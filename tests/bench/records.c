/* records.c: how many records a second a congress applies, and loads as a snapshot
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-bench"

#include "figure.h"
#include "story.h"

#define N_RECORDS 20000
#define ROUNDS 3

/** Applies all that happened to a fresh congress. Returns: records a second */
static double
apply_all (GPtrArray *records)
{
  g_autoptr (RegieCongress) congress = regie_congress_new ();
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < records->len; i++)
    regie_congress_apply (congress, g_ptr_array_index (records, i), NULL);
  return records->len * (double) G_USEC_PER_SEC / (double) (g_get_monotonic_time () - start);
}

/** Casts @n ballots of as many people in one poll. Returns: ballots a second */
static double
apply_ballots (guint n)
{
  g_autoptr (Story) story = story_new (1, 8);
  g_autoptr (GPtrArray) ballots =
      g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);
  static const char *const ids[] = { "a", NULL };
  gint64 start;
  double rate;

  while (story->n_polls == 0)
    story_begin_poll (story);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *who = g_strdup_printf ("voter-%u", i);
      RegieRecord *ballot = story_record (REGIE_RECORD_POLL_BALLOT, REGIE_FIELD_POLL, "p1");
      ballot->seq = story->records->len + 1 + i;
      ballot->at = story->at;
      regie_record_set_by (ballot, REGIE_ROLE_PARTICIPANT, who);
      STORY_PUT (ballot, ROUND, 1);
      g_ptr_array_add (ballots, regie_record_set_strings (ballot, REGIE_FIELD_IDS, ids));
    }
  start = g_get_monotonic_time ();
  for (guint i = 0; i < n; i++)
    if (!regie_congress_apply (story->congress, g_ptr_array_index (ballots, i), NULL))
      g_error ("a ballot was refused");
  rate = n * (double) G_USEC_PER_SEC / (double) (g_get_monotonic_time () - start);
  return rate;
}

int
main (int argc, char **argv)
{
  g_autoptr (Story) story = story_new (1, N_RECORDS);
  double all = 0;
  double staff = 0;
  double ballots = 0;

  for (int i = 0; i < ROUNDS; i++)
    {
      all = MAX (all, apply_all (story->records));
      staff = MAX (staff, apply_all (story->staff));
      ballots = MAX (ballots, apply_ballots (N_RECORDS));
    }
  figure_print (
      &(Figure) { "records: applied at the backend", all, "records/s", NAN, NAN, 100000, TRUE });
  figure_print (
      &(Figure) { "records: applied at a desk", staff, "records/s", NAN, NAN, 50000, TRUE });
  figure_print (&(Figure) { "records: ballots", ballots, "ballots/s", NAN, NAN, 100000, TRUE });
  return 0;
}
