/* test-direct-view.c: the director's view and the window around it, as a person meets them
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-config.h"

#include "regie-application.h"
#include "regie-direct-commands.h"
#include "regie-direct-view.h"
#include "regie-hold-button.h"
#include "regie-monitor-frame.h"
#include "regie-monitor-window.h"
#include "regie-stage-card.h"
#include "regie-window.h"

#include "desk-fixture.h"

#include <adwaita.h>

typedef struct
{
  Fixture desk;
  RegieWindow *window;
} Room;

static const RegieRecord *
program (Room *room)
{
  return regie_program_state (regie_congress_get_program (room->desk.congress));
}

static RegieRecord *
make_program (const char *on_air)
{
  RegieRecord *record = regie_record_new (REGIE_RECORD_PROGRAM_STATE);

  return regie_record_set_string (record, REGIE_FIELD_PROGRAM, on_air);
}

static void
room_set_up (Room *room, gconstpointer data)
{
  GPtrArray *more = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);

  fixture_set_up (&room->desk);
  g_ptr_array_add (more, make_program ("stage-1"));
  fixture_load (&room->desk, more);
  room->window = regie_window_new (NULL, room->desk.session, NULL);
  g_object_ref (room->window);
}

static void
room_tear_down (Room *room, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (room->window));
  /* What a frame clock or an idle still holds is let go in the next turns of the main loop. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (room->window);
  fixture_tear_down (&room->desk);
}

static gboolean
act (Room *room, const char *action)
{
  return gtk_widget_activate_action (GTK_WIDGET (room->window), action, NULL);
}

static GtkWidget *
find (GtkWidget *root, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static guint
count (GtkWidget *root, GType type)
{
  guint n = G_TYPE_CHECK_INSTANCE_TYPE (root, type) ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count (child, type);
  return n;
}

static void
each_stage_has_its_card (Room *room, gconstpointer data)
{
  g_assert_cmpuint (count (GTK_WIDGET (room->window), REGIE_TYPE_STAGE_CARD), ==, 3);
}

static void
what_is_armed_goes_on_air_by_take (Room *room, gconstpointer data)
{
  act (room, "win.arm-2");
  g_assert_cmpstr (program (room)->armed, ==, "stage-2");
  g_assert_cmpstr (program (room)->program, ==, "stage-1");
  act (room, "win.take");
  g_assert_cmpstr (program (room)->program, ==, "stage-2");
  g_assert_cmpstr (program (room)->previous, ==, "stage-1");
}

static void
nothing_is_taken_while_nothing_is_armed (Room *room, gconstpointer data)
{
  g_assert_false (regie_direct_can_take (room->desk.session));
  act (room, "win.take");
  g_assert_cmpuint (room->desk.n_commands, ==, 0);
}

static void
what_is_on_program_cannot_be_armed (Room *room, gconstpointer data)
{
  act (room, "win.arm-1");
  g_assert_cmpuint (room->desk.n_commands, ==, 0);
  g_assert_null (program (room)->armed);
}

static void
a_take_can_be_taken_back (Room *room, gconstpointer data)
{
  act (room, "win.arm-3");
  act (room, "win.take");
  g_assert_cmpint (regie_direct_take_back_left (room->desk.session), ==, REGIE_TAKE_BACK_TIME);
  regie_desk_session_tick (room->desk.session);
  act (room, "win.take-back");
  g_assert_cmpstr (program (room)->program, ==, "stage-1");
}

static void
hold_reaches_all_stages_and_ends_again (Room *room, gconstpointer data)
{
  g_assert_false (regie_direct_is_held (room->desk.session, NULL));
  act (room, "win.hold-all");
  g_assert_true (regie_direct_is_held (room->desk.session, NULL));
  act (room, "win.hold-all");
  g_assert_false (regie_direct_is_held (room->desk.session, NULL));
}

static void
on_confirmed (RegieHoldButton *button, guint *confirmed)
{
  (*confirmed)++;
}

static void
a_hold_button_needs_more_than_a_click (Room *room, gconstpointer data)
{
  GtkWidget *button = find (GTK_WIDGET (room->window), REGIE_TYPE_HOLD_BUTTON);
  guint confirmed = 0;

  g_assert_nonnull (button);
  g_signal_connect (button, "confirmed", G_CALLBACK (on_confirmed), &confirmed);
  gtk_widget_activate (button);
  g_assert_cmpuint (confirmed, ==, 0);
  gtk_widget_activate (button);
  g_assert_cmpuint (confirmed, ==, 1);
}

static void
a_refused_command_is_no_longer_pending (Room *room, gconstpointer data)
{
  room->desk.refuse = TRUE;
  act (room, "win.arm-2");
  g_assert_cmpuint (room->desk.n_commands, ==, 1);
  g_assert_null (program (room)->armed);
  g_assert_false (regie_desk_session_is_pending (room->desk.session, "program.arm"));
}

static void
a_cue_goes_to_its_stage (Room *room, gconstpointer data)
{
  g_autoptr (RegieCue) cue = NULL;
  GListModel *cues = regie_congress_get_cues (room->desk.congress);
  g_autofree char *id = regie_direct_cue (room->desk.session, "stage-3", REGIE_CUE_WRAP_UP, NULL);

  g_assert_nonnull (regie_congress_find_cue (room->desk.congress, id));
  g_assert_cmpuint (g_list_model_get_n_items (cues), ==, 1);
  cue = g_list_model_get_item (cues, 0);
  g_assert_cmpstr (regie_cue_state (cue)->stage, ==, "stage-3");
  g_assert_cmpint (regie_cue_state (cue)->cue_kind, ==, REGIE_CUE_WRAP_UP);
}

static void
the_view_fits_a_small_window (Room *room, gconstpointer data)
{
  GtkWidget *view = find (GTK_WIDGET (room->window), REGIE_TYPE_DIRECT_VIEW);
  GtkWidget *card = find (view, REGIE_TYPE_STAGE_CARD);
  int width, height;

  gtk_widget_measure (card, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  g_assert_cmpint (3 * width + 4 * 8, <=, 800);
  gtk_widget_measure (card, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  g_assert_cmpint (height, <=, 270);
  gtk_widget_measure (view, GTK_ORIENTATION_VERTICAL, 800, &height, NULL, NULL, NULL);
  g_assert_cmpint (height, <=, 500);
}

static void
a_reload_keeps_the_cards (Room *room, gconstpointer data)
{
  GPtrArray *more = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);

  g_ptr_array_add (more, make_program ("stage-3"));
  fixture_load (&room->desk, more);
  g_assert_cmpuint (count (GTK_WIDGET (room->window), REGIE_TYPE_STAGE_CARD), ==, 3);
  g_assert_false (regie_direct_can_arm (room->desk.session, "stage-3"));
  g_assert_true (regie_direct_can_arm (room->desk.session, "stage-1"));
}

static RegieMonitorWindow *
find_monitors (const char *stage)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (REGIE_IS_MONITOR_WINDOW (window)
          && g_strcmp0 (regie_monitor_window_get_stage_id (REGIE_MONITOR_WINDOW (window)), stage)
                 == 0)
        return REGIE_MONITOR_WINDOW (window);
    }
  return NULL;
}

static void
the_multiview_shows_program_armed_and_all_stages (Room *room, gconstpointer data)
{
  RegieMonitorWindow *multiview;

  gtk_window_present (GTK_WINDOW (room->window));
  act (room, "win.multiview");
  multiview = find_monitors (NULL);
  g_assert_nonnull (multiview);
  g_assert_cmpuint (count (GTK_WIDGET (multiview), REGIE_TYPE_MONITOR_FRAME), ==, 5);
  /* A second time it is the same one. */
  act (room, "win.multiview");
  g_assert_true (find_monitors (NULL) == multiview);
  gtk_window_close (GTK_WINDOW (multiview));
  g_assert_null (find_monitors (NULL));
}

static void
a_frame_follows_the_program (Room *room, gconstpointer data)
{
  GtkWidget *frame = regie_monitor_frame_new (room->desk.session, REGIE_MONITOR_ROLE_PROGRAM, NULL);

  g_object_ref_sink (frame);
  g_assert_cmpstr (regie_monitor_frame_get_stage_id (REGIE_MONITOR_FRAME (frame)), ==, "stage-1");
  g_assert_true (gtk_widget_has_css_class (frame, "on-air"));
  act (room, "win.arm-2");
  act (room, "win.take");
  g_assert_cmpstr (regie_monitor_frame_get_stage_id (REGIE_MONITOR_FRAME (frame)), ==, "stage-2");
  g_assert_finalize_object (frame);
}

static void
torn_off_stages_go_with_the_desk (Room *room, gconstpointer data)
{
  gtk_window_present (GTK_WINDOW (room->window));
  gtk_widget_activate_action (GTK_WIDGET (room->window), "win.stage-window", "s", "stage-2");
  g_assert_nonnull (find_monitors ("stage-2"));
  gtk_widget_activate_action (GTK_WIDGET (room->window), "win.stage-window", "s", "nowhere");
  g_assert_null (find_monitors ("nowhere"));
  gtk_window_destroy (GTK_WINDOW (room->window));
  g_assert_null (find_monitors ("stage-2"));
}

/* The application does it by itself. */
static void
load_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, REGIE_RESOURCE_PATH "/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  regie_application_init_resources ();
  load_style ();
#define CASE(function)                                                                             \
  g_test_add ("/desk/direct/" #function, Room, NULL, room_set_up, function, room_tear_down)
  CASE (each_stage_has_its_card);
  CASE (what_is_armed_goes_on_air_by_take);
  CASE (nothing_is_taken_while_nothing_is_armed);
  CASE (what_is_on_program_cannot_be_armed);
  CASE (a_take_can_be_taken_back);
  CASE (hold_reaches_all_stages_and_ends_again);
  CASE (a_hold_button_needs_more_than_a_click);
  CASE (a_refused_command_is_no_longer_pending);
  CASE (a_cue_goes_to_its_stage);
  CASE (the_view_fits_a_small_window);
  CASE (a_reload_keeps_the_cards);
  CASE (a_frame_follows_the_program);
  CASE (the_multiview_shows_program_armed_and_all_stages);
  CASE (torn_off_stages_go_with_the_desk);
#undef CASE
  return g_test_run ();
}
