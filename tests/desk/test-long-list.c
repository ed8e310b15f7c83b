/* test-long-list.c: a list with widgets for the rows in sight only: what is seen, reached and heard
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-config.h"

#include "regie-long-list.h"

#include <adwaita.h>

#define N_ITEMS 10000

typedef struct
{
  GtkWidget *window;
  GtkWidget *scroller;
  RegieLongList *list;
  GtkStringList *strings;
  GtkSelectionModel *selection;
} Scene;

static gboolean
end_wait (gpointer over)
{
  *(gboolean *) over = TRUE;
  return G_SOURCE_REMOVE;
}

/* Lets the display take its turn. */
static void
settle (void)
{
  gboolean over = FALSE;

  g_timeout_add_full (G_PRIORITY_LOW, 60, end_wait, &over, NULL);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static void
make (RegieLongRow *row, gpointer data)
{
  regie_long_row_set_child (row, gtk_label_new (NULL));
}

/* Every third row is a high one. */
static void
show (RegieLongRow *row, gpointer data)
{
  GtkStringObject *item = regie_long_row_get_item (row);
  GtkWidget *label = regie_long_row_get_child (row);
  const char *text = item ? gtk_string_object_get_string (item) : "";

  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_set_size_request (label, -1,
                               item && g_ascii_strtoull (text, NULL, 10) % 3 == 0 ? 60 : 30);
  g_object_set (row, "label", text, NULL);
}

static void
set_up (Scene *scene)
{
  *scene = (Scene) { 0 };
  scene->strings = gtk_string_list_new (NULL);
  for (guint i = 0; i < N_ITEMS; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", i);

      gtk_string_list_append (scene->strings, text);
    }
  scene->selection =
      GTK_SELECTION_MODEL (gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (scene->strings))));
  scene->list = g_object_new (REGIE_TYPE_LONG_LIST, "model", scene->selection, NULL);
  regie_long_list_set_filler (scene->list, make, show, scene);
  scene->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scene->scroller), GTK_WIDGET (scene->list));
  scene->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (scene->window), 300, 400);
  gtk_window_set_child (GTK_WINDOW (scene->window), scene->scroller);
  gtk_window_present (GTK_WINDOW (scene->window));
  settle ();
}

static void
tear_down (Scene *scene)
{
  g_object_ref (scene->list);
  gtk_window_destroy (GTK_WINDOW (scene->window));
  settle ();
  g_assert_finalize_object (scene->list);
  g_assert_finalize_object (scene->selection);
  g_assert_finalize_object (scene->strings);
}

typedef struct
{
  guint place;
  int top;
  int bottom;
  char text[8];
} Seen;

/* Returns: (element-type Seen): the rows on the screen, from the top, each right below the one before */
static GArray *
look (Scene *scene)
{
  GArray *seen = g_array_new (FALSE, FALSE, sizeof (Seen));
  const int height = gtk_widget_get_height (GTK_WIDGET (scene->list));

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (scene->list)); row;
       row = gtk_widget_get_next_sibling (row))
    {
      graphene_rect_t place;
      Seen here = { regie_long_row_get_place (REGIE_LONG_ROW (row)), 0, 0, "" };

      if (!gtk_widget_get_child_visible (row))
        continue;
      g_assert_true (gtk_widget_compute_bounds (row, GTK_WIDGET (scene->list), &place));
      here.top = (int) place.origin.y;
      here.bottom = (int) (place.origin.y + place.size.height);
      if (here.bottom <= 0 || here.top >= height)
        continue;
      g_strlcpy (here.text,
                 gtk_label_get_text (GTK_LABEL (regie_long_row_get_child (REGIE_LONG_ROW (row)))),
                 sizeof here.text);
      if (seen->len > 0)
        {
          g_assert_cmpuint (here.place, ==, g_array_index (seen, Seen, seen->len - 1).place + 1);
          g_assert_cmpint (here.top, ==, g_array_index (seen, Seen, seen->len - 1).bottom);
        }
      g_array_append_val (seen, here);
    }
  return seen;
}

/* The window is full, without a gap at the top or at the bottom. Returns: the first and the last */
static void
assert_full (Scene *scene, Seen *first, Seen *last)
{
  g_autoptr (GArray) seen = look (scene);

  g_assert_cmpuint (seen->len, >, 4);
  g_assert_cmpuint (seen->len, <, 20);
  *first = g_array_index (seen, Seen, 0);
  *last = g_array_index (seen, Seen, seen->len - 1);
  g_assert_cmpint (first->top, <=, 0);
  g_assert_cmpint (last->bottom, >=, gtk_widget_get_height (GTK_WIDGET (scene->list)));
  for (guint i = 0; i < seen->len; i++)
    {
      const Seen *row = &g_array_index (seen, Seen, i);

      g_assert_cmpstr (row->text, ==, gtk_string_list_get_string (scene->strings, row->place));
    }
}

static GtkAdjustment *
bar (Scene *scene)
{
  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scene->scroller));
}

static void
scroll_by (Scene *scene, double by)
{
  gtk_adjustment_set_value (bar (scene), gtk_adjustment_get_value (bar (scene)) + by);
  settle ();
}

static guint
count_widgets (Scene *scene)
{
  guint n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (scene->list)); row;
       row = gtk_widget_get_next_sibling (row))
    n++;
  return n;
}

static void
test_scrolling_shows_every_row (void)
{
  Scene scene;
  Seen first, last, before;

  set_up (&scene);
  assert_full (&scene, &first, &last);
  g_assert_cmpuint (first.place, ==, 0);
  for (guint i = 0; i < 30; i++)
    {
      before = last;
      scroll_by (&scene, 137);
      assert_full (&scene, &first, &last);
      g_assert_cmpuint (first.place, <=, before.place);
      g_assert_cmpuint (last.place, >=, before.place);
    }
  for (guint i = 0; i < 60 && gtk_adjustment_get_value (bar (&scene)) > 0; i++)
    scroll_by (&scene, -137);
  assert_full (&scene, &first, &last);
  g_assert_cmpuint (first.place, ==, 0);
  g_assert_cmpint (first.top, ==, 0);
  g_assert_cmpuint (count_widgets (&scene), <, 45);
  tear_down (&scene);
}

static void
test_the_bar_reaches_both_ends (void)
{
  Scene scene;
  Seen first, last;

  set_up (&scene);
  gtk_adjustment_set_value (bar (&scene), 1e9);
  settle ();
  gtk_adjustment_set_value (bar (&scene), 1e9);
  settle ();
  assert_full (&scene, &first, &last);
  g_assert_cmpuint (last.place, ==, N_ITEMS - 1);
  g_assert_cmpint (last.bottom, ==, gtk_widget_get_height (GTK_WIDGET (scene.list)));
  g_assert_cmpfloat_with_epsilon (
      gtk_adjustment_get_value (bar (&scene)),
      gtk_adjustment_get_upper (bar (&scene)) - gtk_adjustment_get_page_size (bar (&scene)), 1);
  gtk_adjustment_set_value (bar (&scene), gtk_adjustment_get_upper (bar (&scene)) / 2);
  settle ();
  assert_full (&scene, &first, &last);
  g_assert_cmpuint (first.place, >, N_ITEMS / 3);
  g_assert_cmpuint (first.place, <, N_ITEMS * 2 / 3);
  tear_down (&scene);
}

static void
test_what_is_looked_at_stays_when_rows_come_above (void)
{
  Scene scene;
  Seen first, last, again, again_last;
  const char *const more[] = { "1", "2", "4", NULL };

  set_up (&scene);
  scroll_by (&scene, 3000);
  assert_full (&scene, &first, &last);
  gtk_string_list_splice (scene.strings, 0, 0, more);
  settle ();
  assert_full (&scene, &again, &again_last);
  g_assert_cmpuint (again.place, ==, first.place + 3);
  g_assert_cmpint (again.top, ==, first.top);
  g_assert_cmpstr (again.text, ==, first.text);
  gtk_string_list_splice (scene.strings, 0, 3, NULL);
  settle ();
  assert_full (&scene, &again, &again_last);
  g_assert_cmpuint (again.place, ==, first.place);
  g_assert_cmpint (again.top, ==, first.top);
  tear_down (&scene);
}

static void
test_new_rows_are_seen_at_the_top_unless_somebody_works_there (void)
{
  Scene scene;
  Seen first, last;
  const char *const more[] = { "8", "7", NULL };

  set_up (&scene);
  /* A window begins with the focus somewhere. */
  gtk_window_set_focus (GTK_WINDOW (scene.window), NULL);
  gtk_string_list_splice (scene.strings, 0, 0, more);
  settle ();
  assert_full (&scene, &first, &last);
  g_assert_cmpstr (first.text, ==, "8");
  regie_long_list_scroll_to (scene.list, 0, TRUE);
  settle ();
  gtk_string_list_splice (scene.strings, 0, 0, more);
  settle ();
  assert_full (&scene, &first, &last);
  g_assert_cmpuint (first.place, ==, 2);
  tear_down (&scene);
}

static void
test_rows_are_few_many_and_none (void)
{
  Scene scene;
  g_autoptr (GArray) few = NULL, none = NULL;
  const char *const two[] = { "7", "9", NULL };

  set_up (&scene);
  scroll_by (&scene, 5000);
  gtk_string_list_splice (scene.strings, 0, N_ITEMS, two);
  settle ();
  few = look (&scene);
  g_assert_cmpuint (few->len, ==, 2);
  g_assert_cmpint (g_array_index (few, Seen, 0).top, ==, 0);
  g_assert_cmpfloat (gtk_adjustment_get_value (bar (&scene)), <, 1);
  gtk_string_list_splice (scene.strings, 0, 2, NULL);
  settle ();
  none = look (&scene);
  g_assert_cmpuint (none->len, ==, 0);
  tear_down (&scene);
}

static void
test_a_row_is_brought_into_sight_by_the_shortest_way (void)
{
  Scene scene;
  Seen first, last, before;

  set_up (&scene);
  regie_long_list_scroll_to (scene.list, 5000, FALSE);
  settle ();
  assert_full (&scene, &first, &last);
  g_assert_cmpuint (last.place, ==, 5000);
  g_assert_cmpint (last.bottom, ==, gtk_widget_get_height (GTK_WIDGET (scene.list)));
  before = first;
  regie_long_list_scroll_to (scene.list, 4998, FALSE);
  settle ();
  assert_full (&scene, &first, &last);
  g_assert_cmpuint (first.place, ==, before.place);
  g_assert_cmpint (first.top, ==, before.top);
  regie_long_list_scroll_to (scene.list, 100, FALSE);
  settle ();
  assert_full (&scene, &first, &last);
  g_assert_cmpuint (first.place, ==, 100);
  g_assert_cmpint (first.top, ==, 0);
  tear_down (&scene);
}

static GtkWidget *
focus_of (Scene *scene)
{
  return gtk_root_get_focus (GTK_ROOT (scene->window));
}

static void
test_the_focus_goes_along_with_its_item (void)
{
  Scene scene;
  const char *const more[] = { "1", "2", NULL };
  const char *const moved[] = { "11", "10", NULL };

  set_up (&scene);
  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (scene.list)));
  regie_long_list_scroll_to (scene.list, 10, TRUE);
  gtk_selection_model_select_item (scene.selection, 10, TRUE);
  settle ();
  g_assert_true (REGIE_IS_LONG_ROW (focus_of (&scene)));
  g_assert_cmpuint (regie_long_row_get_place (REGIE_LONG_ROW (focus_of (&scene))), ==, 10);
  gtk_string_list_splice (scene.strings, 0, 0, more);
  settle ();
  g_assert_cmpuint (regie_long_row_get_place (REGIE_LONG_ROW (focus_of (&scene))), ==, 12);
  /* Scrolled away, it is still there; its row comes back with it. */
  scroll_by (&scene, 20000);
  g_assert_cmpuint (regie_long_row_get_place (REGIE_LONG_ROW (focus_of (&scene))), ==, 12);
  regie_long_list_scroll_to (scene.list, 12, TRUE);
  settle ();
  g_assert_cmpuint (regie_long_row_get_place (REGIE_LONG_ROW (focus_of (&scene))), ==, 12);
  /* An item that goes leaves it to the one that came in its place. */
  gtk_string_list_splice (scene.strings, 12, 2, moved);
  settle ();
  g_assert_cmpuint (regie_long_row_get_place (REGIE_LONG_ROW (focus_of (&scene))), ==, 12);
  g_assert_cmpstr (
      gtk_string_object_get_string (regie_long_row_get_item (REGIE_LONG_ROW (focus_of (&scene)))),
      ==, "11");
  tear_down (&scene);
}

static void
test_changes_in_one_frame_are_followed_together (void)
{
  Scene scene;
  g_autoptr (GArray) before = NULL, after = NULL;
  const char *const more[] = { "1", "2", NULL };
  const char *const swapped[] = { "31", "30", NULL };

  set_up (&scene);
  regie_long_list_scroll_to (scene.list, 30, TRUE);
  gtk_selection_model_select_item (scene.selection, 30, TRUE);
  settle ();
  before = look (&scene);
  gtk_string_list_splice (scene.strings, 0, 0, more);
  gtk_string_list_splice (scene.strings, 32, 2, swapped);
  gtk_string_list_splice (scene.strings, 0, 1, NULL);
  settle ();
  after = look (&scene);
  g_assert_cmpuint (regie_long_row_get_place (REGIE_LONG_ROW (focus_of (&scene))), ==, 31);
  g_assert_cmpuint (g_array_index (after, Seen, 0).place, ==,
                    g_array_index (before, Seen, 0).place + 1);
  tear_down (&scene);
}

static void
test_a_focus_that_waits_outside_lives_through_changes (void)
{
  Scene scene;
  Seen first, last;

  set_up (&scene);
  regie_long_list_scroll_to (scene.list, N_ITEMS - 1, TRUE);
  gtk_selection_model_select_item (scene.selection, N_ITEMS - 1, TRUE);
  settle ();
  gtk_adjustment_set_value (bar (&scene), 0);
  settle ();
  gtk_string_list_splice (scene.strings, 0, N_ITEMS - 100, NULL);
  settle ();
  g_assert_cmpuint (regie_long_row_get_place (REGIE_LONG_ROW (focus_of (&scene))), ==, 99);
  regie_long_list_scroll_to (scene.list, 99, TRUE);
  settle ();
  assert_full (&scene, &first, &last);
  g_assert_cmpuint (last.place, ==, 99);
  tear_down (&scene);
}

static void
press (Scene *scene, guint key, GdkModifierType modifiers)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (scene->list));
  gboolean done = FALSE;

  /* As the keyboard would: through the bindings of the class. */
  for (guint i = 0; !done && i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      GListModel *shortcuts =
          GTK_IS_SHORTCUT_CONTROLLER (controller) ? G_LIST_MODEL (controller) : NULL;

      for (guint k = 0; shortcuts && !done && k < g_list_model_get_n_items (shortcuts); k++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (shortcuts, k);
          GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

          done = GTK_IS_KEYVAL_TRIGGER (trigger)
                 && gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == key
                 && gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) == modifiers
                 && gtk_shortcut_action_activate (
                     gtk_shortcut_get_action (shortcut), GTK_SHORTCUT_ACTION_EXCLUSIVE,
                     GTK_WIDGET (scene->list), gtk_shortcut_get_arguments (shortcut));
        }
    }
  g_assert_true (done);
  settle ();
}

static void
assert_selected (Scene *scene, guint first, guint n, guint focus)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (scene->selection);

  g_assert_cmpuint (gtk_bitset_get_size (selected), ==, n);
  g_assert_cmpuint (gtk_bitset_get_minimum (selected), ==, first);
  g_assert_cmpuint (regie_long_row_get_place (REGIE_LONG_ROW (focus_of (scene))), ==, focus);
}

static void
test_keys_select_as_in_any_list (void)
{
  Scene scene;
  g_autoptr (GArray) seen = NULL;

  set_up (&scene);
  gtk_widget_grab_focus (GTK_WIDGET (scene.list));
  press (&scene, GDK_KEY_Down, GDK_NO_MODIFIER_MASK);
  assert_selected (&scene, 1, 1, 1);
  press (&scene, GDK_KEY_Down, GDK_SHIFT_MASK);
  press (&scene, GDK_KEY_Down, GDK_SHIFT_MASK);
  assert_selected (&scene, 1, 3, 3);
  press (&scene, GDK_KEY_Down, GDK_CONTROL_MASK);
  press (&scene, GDK_KEY_Down, GDK_CONTROL_MASK);
  assert_selected (&scene, 1, 3, 5);
  press (&scene, GDK_KEY_space, GDK_CONTROL_MASK);
  assert_selected (&scene, 1, 4, 5);
  press (&scene, GDK_KEY_space, GDK_CONTROL_MASK);
  assert_selected (&scene, 1, 3, 5);
  press (&scene, GDK_KEY_End, GDK_NO_MODIFIER_MASK);
  assert_selected (&scene, N_ITEMS - 1, 1, N_ITEMS - 1);
  press (&scene, GDK_KEY_Page_Up, GDK_NO_MODIFIER_MASK);
  seen = look (&scene);
  g_assert_cmpuint (g_array_index (seen, Seen, 0).place, <=, N_ITEMS - seen->len);
  press (&scene, GDK_KEY_Home, GDK_NO_MODIFIER_MASK);
  assert_selected (&scene, 0, 1, 0);
  press (&scene, GDK_KEY_a, GDK_CONTROL_MASK);
  assert_selected (&scene, 0, N_ITEMS, 0);
  press (&scene, GDK_KEY_a, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  g_assert_false (gtk_selection_model_is_selected (scene.selection, 0));
  tear_down (&scene);
}

static void
make_button (RegieLongRow *row, gpointer data)
{
  regie_long_row_set_child (row, gtk_button_new ());
}

static void
show_button (RegieLongRow *row, gpointer data)
{
  GtkStringObject *item = regie_long_row_get_item (row);

  gtk_button_set_label (GTK_BUTTON (regie_long_row_get_child (row)),
                        item ? gtk_string_object_get_string (item) : "");
}

/* Other rows take the place of those that were; Tab goes to what can be pressed in the row where the keys
 * are, and then on. */
static void
test_tab_reaches_what_is_in_the_row (void)
{
  Scene scene;
  GtkWidget *row;

  set_up (&scene);
  regie_long_list_set_filler (scene.list, make_button, show_button, NULL);
  settle ();
  regie_long_list_scroll_to (scene.list, 3, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (scene.list));
  settle ();
  row = focus_of (&scene);
  g_assert_cmpuint (regie_long_row_get_place (REGIE_LONG_ROW (row)), ==, 3);
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (scene.list), GTK_DIR_TAB_FORWARD));
  g_assert_true (focus_of (&scene) == regie_long_row_get_child (REGIE_LONG_ROW (row)));
  settle ();
  g_assert_true (focus_of (&scene) == regie_long_row_get_child (REGIE_LONG_ROW (row)));
  g_assert_false (gtk_widget_child_focus (GTK_WIDGET (scene.list), GTK_DIR_TAB_FORWARD));
  tear_down (&scene);
}

static void
test_it_is_heard_as_a_list (void)
{
  Scene scene;
  GtkWidget *row;

  set_up (&scene);
  regie_long_list_scroll_to (scene.list, 42, FALSE);
  gtk_selection_model_select_item (scene.selection, 42, TRUE);
  settle ();
  gtk_test_accessible_assert_role (scene.list, GTK_ACCESSIBLE_ROLE_LIST);
  for (row = gtk_widget_get_first_child (GTK_WIDGET (scene.list)); row;
       row = gtk_widget_get_next_sibling (row))
    {
      if (gtk_widget_get_child_visible (row)
          && regie_long_row_get_place (REGIE_LONG_ROW (row)) == 42)
        break;
    }
  g_assert_nonnull (row);
  gtk_test_accessible_assert_role (row, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, "42");
  gtk_test_accessible_assert_state (row, GTK_ACCESSIBLE_STATE_SELECTED, TRUE);
  gtk_test_accessible_assert_relation (row, GTK_ACCESSIBLE_RELATION_POS_IN_SET, 43);
  gtk_test_accessible_assert_relation (row, GTK_ACCESSIBLE_RELATION_SET_SIZE, N_ITEMS);
  /* What reads it can also choose. */
  row = gtk_widget_get_prev_sibling (row);
  g_assert_true (gtk_widget_activate_action (row, "row.select", NULL));
  g_assert_true (gtk_selection_model_is_selected (scene.selection, 41));
  g_assert_false (gtk_selection_model_is_selected (scene.selection, 42));
  tear_down (&scene);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/desk/long-list/scrolling-shows-every-row", test_scrolling_shows_every_row);
  g_test_add_func ("/desk/long-list/the-bar-reaches-both-ends", test_the_bar_reaches_both_ends);
  g_test_add_func ("/desk/long-list/what-is-looked-at-stays-when-rows-come-above",
                   test_what_is_looked_at_stays_when_rows_come_above);
  g_test_add_func ("/desk/long-list/new-rows-are-seen-at-the-top-unless-somebody-works-there",
                   test_new_rows_are_seen_at_the_top_unless_somebody_works_there);
  g_test_add_func ("/desk/long-list/rows-are-few-many-and-none", test_rows_are_few_many_and_none);
  g_test_add_func ("/desk/long-list/a-row-is-brought-into-sight-by-the-shortest-way",
                   test_a_row_is_brought_into_sight_by_the_shortest_way);
  g_test_add_func ("/desk/long-list/the-focus-goes-along-with-its-item",
                   test_the_focus_goes_along_with_its_item);
  g_test_add_func ("/desk/long-list/changes-in-one-frame-are-followed-together",
                   test_changes_in_one_frame_are_followed_together);
  g_test_add_func ("/desk/long-list/a-focus-that-waits-outside-lives-through-changes",
                   test_a_focus_that_waits_outside_lives_through_changes);
  g_test_add_func ("/desk/long-list/keys-select-as-in-any-list", test_keys_select_as_in_any_list);
  g_test_add_func ("/desk/long-list/tab-reaches-what-is-in-the-row",
                   test_tab_reaches_what_is_in_the_row);
  g_test_add_func ("/desk/long-list/it-is-heard-as-a-list", test_it_is_heard_as_a_list);
  return g_test_run ();
}
