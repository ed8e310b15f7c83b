/* test-screen-keeper.c: windows on a second screen, and what becomes of them when it is unplugged
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-config.h"

#include "regie-screen-keeper.h"
#include "wait-until.h"

#include <adwaita.h>

typedef struct
{
  GtkWindow *window;
  /* stands for the display's list: a screen can be pulled out of it */
  GListStore *screens;
  GdkMonitor *screen;
  RegieScreenKeeper *keeper;
  guint moved;
} Room;

static void
on_moved (Room *room, const char *text)
{
  g_assert_nonnull (strstr (text, gdk_monitor_get_connector (room->screen)));
  room->moved++;
}

static void
room_set_up (Room *room, gconstpointer data)
{
  GListModel *real = gdk_display_get_monitors (gdk_display_get_default ());

  room->window = GTK_WINDOW (gtk_window_new ());
  g_object_ref (room->window);
  room->screen = g_list_model_get_item (real, 0);
  room->screens = g_list_store_new (GDK_TYPE_MONITOR);
  g_list_store_append (room->screens, room->screen);
  room->keeper = regie_screen_keeper_attach (room->window, G_LIST_MODEL (room->screens));
  g_signal_connect_swapped (room->keeper, "moved", G_CALLBACK (on_moved), room);
}

static void
room_tear_down (Room *room, gconstpointer data)
{
  g_object_add_weak_pointer (G_OBJECT (room->keeper), (gpointer *) &room->keeper);
  gtk_window_destroy (room->window);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (room->window);
  g_assert_null (room->keeper);
  g_clear_object (&room->screen);
  g_assert_finalize_object (room->screens);
}

static const char *
connector (Room *room)
{
  return gdk_monitor_get_connector (room->screen);
}

/* Full screen on the room's screen, and there. */
static void
fill_screen (Room *room)
{
  regie_screen_keeper_set_connector (room->keeper, connector (room));
  regie_screen_keeper_set_full_screen (room->keeper, TRUE);
  gtk_window_present (room->window);
  wait_until (gtk_window_is_fullscreen (room->window)
              && gtk_widget_get_mapped (GTK_WIDGET (room->window)));
}

static void
a_window_fills_the_screen_it_is_given (Room *room, gconstpointer data)
{
  fill_screen (room);
  g_assert_false (regie_screen_keeper_get_away (room->keeper));
  regie_screen_keeper_set_full_screen (room->keeper, FALSE);
  wait_until (!gtk_window_is_fullscreen (room->window));
}

static void
a_window_whose_screen_goes_comes_back_as_a_normal_one (Room *room, gconstpointer data)
{
  fill_screen (room);
  g_list_store_remove_all (room->screens);
  g_assert_cmpuint (room->moved, ==, 1);
  g_assert_true (regie_screen_keeper_get_away (room->keeper));
  wait_until (!gtk_window_is_fullscreen (room->window)
              && gtk_widget_get_mapped (GTK_WIDGET (room->window)));
  /* What is wanted is still wanted. */
  g_assert_true (regie_screen_keeper_get_full_screen (room->keeper));
  g_assert_cmpstr (regie_screen_keeper_get_connector (room->keeper), ==, connector (room));
}

static void
a_window_returns_to_its_screen (Room *room, gconstpointer data)
{
  fill_screen (room);
  g_list_store_remove_all (room->screens);
  wait_until (!gtk_window_is_fullscreen (room->window));
  g_list_store_append (room->screens, room->screen);
  g_assert_cmpuint (room->moved, ==, 2);
  g_assert_false (regie_screen_keeper_get_away (room->keeper));
  wait_until (gtk_window_is_fullscreen (room->window));
}

static void
who_wants_it_here_meanwhile_gets_it_here (Room *room, gconstpointer data)
{
  fill_screen (room);
  g_list_store_remove_all (room->screens);
  wait_until (!gtk_window_is_fullscreen (room->window));
  regie_screen_keeper_set_full_screen (room->keeper, TRUE);
  g_assert_false (regie_screen_keeper_get_away (room->keeper));
  wait_until (gtk_window_is_fullscreen (room->window));
}

static void
who_wants_a_normal_window_meanwhile_keeps_it (Room *room, gconstpointer data)
{
  fill_screen (room);
  g_list_store_remove_all (room->screens);
  wait_until (!gtk_window_is_fullscreen (room->window));
  regie_screen_keeper_set_full_screen (room->keeper, FALSE);
  g_list_store_append (room->screens, room->screen);
  g_assert_cmpuint (room->moved, ==, 1);
  g_assert_false (regie_screen_keeper_get_full_screen (room->keeper));
}

static void
a_screen_that_is_not_there_at_the_start_is_waited_for (Room *room, gconstpointer data)
{
  g_list_store_remove_all (room->screens);
  regie_screen_keeper_set_connector (room->keeper, connector (room));
  regie_screen_keeper_set_full_screen (room->keeper, TRUE);
  g_assert_true (regie_screen_keeper_get_away (room->keeper));
  gtk_window_present (room->window);
  g_list_store_append (room->screens, room->screen);
  g_assert_false (regie_screen_keeper_get_away (room->keeper));
  wait_until (gtk_window_is_fullscreen (room->window));
}

static void
the_pointer_vanishes_in_full_screen (Room *room, gconstpointer data)
{
  fill_screen (room);
  wait_until (gtk_widget_get_cursor (GTK_WIDGET (room->window)) != NULL);
  g_assert_cmpstr (gdk_cursor_get_name (gtk_widget_get_cursor (GTK_WIDGET (room->window))), ==,
                   "none");
  regie_screen_keeper_set_full_screen (room->keeper, FALSE);
  wait_until (gtk_widget_get_cursor (GTK_WIDGET (room->window)) == NULL);
}

static void
the_menu_has_an_item_for_each_screen (Room *room, gconstpointer data)
{
  g_autoptr (GMenuModel) menu = regie_screen_keeper_make_menu (room->keeper, "test.screen");
  g_autoptr (GVariant) target = NULL;

  g_assert_cmpint (g_menu_model_get_n_items (menu), ==, 1);
  target = g_menu_model_get_item_attribute_value (menu, 0, G_MENU_ATTRIBUTE_TARGET,
                                                  G_VARIANT_TYPE_STRING);
  g_assert_cmpstr (g_variant_get_string (target, NULL), ==, connector (room));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
#define CASE(function)                                                                             \
  g_test_add ("/desk/screen-keeper/" #function, Room, NULL, room_set_up, function, room_tear_down)
  CASE (a_window_fills_the_screen_it_is_given);
  CASE (a_window_whose_screen_goes_comes_back_as_a_normal_one);
  CASE (a_window_returns_to_its_screen);
  CASE (who_wants_it_here_meanwhile_gets_it_here);
  CASE (who_wants_a_normal_window_meanwhile_keeps_it);
  CASE (a_screen_that_is_not_there_at_the_start_is_waited_for);
  CASE (the_pointer_vanishes_in_full_screen);
  CASE (the_menu_has_an_item_for_each_screen);
#undef CASE
  return g_test_run ();
}
