/* test-stroll.c: going through a list, however long it is
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-stroll.h"

#include "wait-until.h"

#define MANY 1000

typedef struct
{
  RegieStroll *stroll;
  GListStore *list;
  GPtrArray *visited;
  /* each visit takes as long as this, microseconds */
  gint64 effort;
  guint ends;
} Walk;

static void
on_visit (gpointer item, gpointer user_data)
{
  Walk *walk = user_data;
  gint64 done = g_get_monotonic_time () + walk->effort;

  while (g_get_monotonic_time () < done)
    ;
  g_ptr_array_add (walk->visited, item);
}

static void
on_end (gpointer user_data)
{
  ((Walk *) user_data)->ends++;
}

static void
set_up (Walk *walk, gconstpointer data)
{
  walk->list = g_list_store_new (G_TYPE_OBJECT);
  walk->visited = g_ptr_array_new ();
  walk->stroll = regie_stroll_new (on_visit, on_end, walk);
}

static void
tear_down (Walk *walk, gconstpointer data)
{
  regie_stroll_free (walk->stroll);
  g_ptr_array_unref (walk->visited);
  g_assert_finalize_object (walk->list);
}

static void
fill (Walk *walk, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) item = g_object_new (G_TYPE_OBJECT, NULL);
      g_list_store_append (walk->list, item);
    }
}

static void
assert_visited_backwards (Walk *walk, guint from, guint n)
{
  g_assert_cmpuint (walk->visited->len, ==, from + n);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (walk->list), n - 1 - i);
      g_assert_true (g_ptr_array_index (walk->visited, from + i) == item);
    }
}

static void
test_a_short_list_is_done_at_once (Walk *walk, gconstpointer data)
{
  regie_stroll_begin (walk->stroll, G_LIST_MODEL (walk->list));
  g_assert_cmpuint (walk->ends, ==, 1);
  fill (walk, 10);
  regie_stroll_begin (walk->stroll, G_LIST_MODEL (walk->list));
  g_assert_cmpuint (walk->ends, ==, 2);
  g_assert_false (regie_stroll_is_busy (walk->stroll));
  assert_visited_backwards (walk, 0, 10);
}

static void
test_a_long_list_is_visited_in_slices (Walk *walk, gconstpointer data)
{
  fill (walk, MANY);
  walk->effort = 100;
  regie_stroll_begin (walk->stroll, G_LIST_MODEL (walk->list));
  g_assert_true (regie_stroll_is_busy (walk->stroll));
  g_assert_cmpuint (walk->visited->len, <, MANY);
  /* What comes meanwhile is not in what was there. */
  fill (walk, 1);
  wait_until (walk->ends == 1);
  g_list_store_remove (walk->list, MANY);
  assert_visited_backwards (walk, 0, MANY);
}

static void
test_who_begins_anew_begins_at_the_end (Walk *walk, gconstpointer data)
{
  guint visited;

  fill (walk, MANY);
  walk->effort = 100;
  regie_stroll_begin (walk->stroll, G_LIST_MODEL (walk->list));
  visited = walk->visited->len;
  walk->effort = 0;
  regie_stroll_begin (walk->stroll, G_LIST_MODEL (walk->list));
  wait_until (walk->ends > 0);
  g_assert_cmpuint (walk->ends, ==, 1);
  assert_visited_backwards (walk, visited, MANY);
}

static void
test_who_stops_hears_no_more (Walk *walk, gconstpointer data)
{
  guint visited;

  fill (walk, MANY);
  walk->effort = 100;
  regie_stroll_begin (walk->stroll, G_LIST_MODEL (walk->list));
  regie_stroll_stop (walk->stroll);
  visited = walk->visited->len;
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (walk->visited->len, ==, visited);
  g_assert_cmpuint (walk->ends, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/stroll/" name, Walk, NULL, set_up, function, tear_down)
  ADD ("a-short-list-is-done-at-once", test_a_short_list_is_done_at_once);
  ADD ("a-long-list-is-visited-in-slices", test_a_long_list_is_visited_in_slices);
  ADD ("who-begins-anew-begins-at-the-end", test_who_begins_anew_begins_at_the_end);
  ADD ("who-stops-hears-no-more", test_who_stops_hears_no_more);
  return g_test_run ();
}
