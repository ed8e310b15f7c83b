/* test-row-heights.c: where the rows of a long list are, measured or not
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-row-heights.h"

#include <math.h>

static void
assert_near (double a, double b)
{
  g_assert_cmpfloat (fabs (a - b), <, 0.001);
}

/* What one row takes, wherever it is. */
static double
height_of (RegieRowHeights *heights, guint row)
{
  return regie_row_heights_get_top (heights, row + 1) - regie_row_heights_get_top (heights, row);
}

static void
test_unmeasured_rows_count_with_the_average (void)
{
  RegieRowHeights *heights = regie_row_heights_new ();

  regie_row_heights_splice (heights, 0, 0, 1000);
  regie_row_heights_set (heights, 3, 40);
  regie_row_heights_set (heights, 700, 60);
  assert_near (height_of (heights, 3), 40);
  assert_near (height_of (heights, 700), 60);
  assert_near (height_of (heights, 4), 50);
  assert_near (regie_row_heights_get_top (heights, 1000), 50 * 1000);
  regie_row_heights_set (heights, 3, 80);
  assert_near (height_of (heights, 3), 80);
  regie_row_heights_forget (heights);
  assert_near (height_of (heights, 3), height_of (heights, 4));
  regie_row_heights_free (heights);
}

static void
test_heights_go_along_with_their_rows (void)
{
  RegieRowHeights *heights = regie_row_heights_new ();

  regie_row_heights_splice (heights, 0, 0, 600);
  regie_row_heights_set (heights, 299, 20);
  regie_row_heights_set (heights, 300, 100);
  regie_row_heights_splice (heights, 10, 0, 5);
  assert_near (height_of (heights, 305), 100);
  regie_row_heights_splice (heights, 0, 305, 0);
  assert_near (height_of (heights, 0), 100);
  g_assert_cmpuint (regie_row_heights_get_n_rows (heights), ==, 300);
  regie_row_heights_splice (heights, 0, 1, 1);
  assert_near (height_of (heights, 0), height_of (heights, 1));
  regie_row_heights_splice (heights, 0, 300, 0);
  assert_near (regie_row_heights_get_top (heights, 0), 0);
  g_assert_cmpuint (regie_row_heights_find (heights, 10), ==, 0);
  regie_row_heights_free (heights);
}

static void
test_the_row_at_a_point_is_found (void)
{
  RegieRowHeights *heights = regie_row_heights_new ();
  g_autoptr (GRand) dice = g_rand_new_with_seed (7);

  regie_row_heights_splice (heights, 0, 0, 2000);
  for (guint i = 0; i < 2000; i++)
    {
      if (g_rand_boolean (dice))
        regie_row_heights_set (heights, i, g_rand_int_range (dice, 20, 90));
    }
  for (guint i = 0; i < 2000; i += 7)
    {
      const double top = regie_row_heights_get_top (heights, i);

      g_assert_cmpuint (regie_row_heights_find (heights, top + 1), ==, i);
      g_assert_cmpuint (regie_row_heights_find (heights, top + height_of (heights, i) - 1), ==, i);
    }
  g_assert_cmpuint (regie_row_heights_find (heights, 1e9), ==, 1999);
  regie_row_heights_free (heights);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desk/row-heights/unmeasured-rows-count-with-the-average",
                   test_unmeasured_rows_count_with_the_average);
  g_test_add_func ("/desk/row-heights/heights-go-along-with-their-rows",
                   test_heights_go_along_with_their_rows);
  g_test_add_func ("/desk/row-heights/the-row-at-a-point-is-found",
                   test_the_row_at_a_point_is_found);
  return g_test_run ();
}
