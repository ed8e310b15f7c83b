/* command-index.c: tests of the index of commands seen in the last day
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-command-index.h"

static void
every_command_is_found_again (void)
{
  g_autoptr (RegieCommandIndex) index = regie_command_index_new ();

  for (guint i = 1; i <= 20000; i++)
    {
      g_autofree char *uuid = g_strdup_printf ("%08x-0000-4000-8000-%012x", i, i * 2654435761u);
      g_autofree char *other = g_strdup_printf ("command:%u", i);
      g_assert_cmpuint (regie_command_index_find (index, uuid), ==, 0);
      regie_command_index_add (index, uuid, i, 1000);
      regie_command_index_add (index, other, i + 100000, 1000);
    }
  g_assert_cmpuint (regie_command_index_get_size (index), ==, 40000);
  for (guint i = 1; i <= 20000; i++)
    {
      g_autofree char *uuid = g_strdup_printf ("%08x-0000-4000-8000-%012X", i, i * 2654435761u);
      g_autofree char *other = g_strdup_printf ("command:%u", i);
      g_assert_cmpuint (regie_command_index_find (index, uuid), ==, i);
      g_assert_cmpuint (regie_command_index_find (index, other), ==, i + 100000);
    }
}

static void
a_command_is_known_for_a_day_and_forgotten_after_two (void)
{
  g_autoptr (RegieCommandIndex) index = regie_command_index_new ();
  gint64 start = G_GINT64_CONSTANT (1804842000000000);

  regie_command_index_add (index, "a", 1, start);
  regie_command_index_add (index, "b", 2, start + REGIE_COMMAND_INDEX_KEEP);
  regie_command_index_add (index, "c", 3, start + REGIE_COMMAND_INDEX_KEEP + 1);
  g_assert_cmpuint (regie_command_index_find (index, "a"), ==, 1);
  g_assert_cmpuint (regie_command_index_find (index, "b"), ==, 2);
  regie_command_index_add (index, "d", 4, start + 2 * REGIE_COMMAND_INDEX_KEEP + 1);
  g_assert_cmpuint (regie_command_index_find (index, "b"), ==, 2);
  regie_command_index_add (index, "e", 5, start + 2 * REGIE_COMMAND_INDEX_KEEP + 2);
  g_assert_cmpuint (regie_command_index_find (index, "a"), ==, 0);
  g_assert_cmpuint (regie_command_index_find (index, "c"), ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/journal/command-index/every_command_is_found_again",
                   every_command_is_found_again);
  g_test_add_func ("/journal/command-index/a_command_is_known_for_a_day_and_forgotten_after_two",
                   a_command_is_known_for_a_day_and_forgotten_after_two);
  return g_test_run ();
}
