/* test-monitor-view.c: monitors, their alarms, and what can be done about them, as a person meets them
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-config.h"

#include "regie-alarm-board.h"
#include "regie-alarm-chip.h"
#include "regie-alarm-table.h"
#include "regie-application.h"
#include "regie-monitor-details.h"
#include "regie-monitor-frame.h"
#include "regie-monitor-view.h"
#include "regie-preferences.h"
#include "regie-safe-areas.h"

#include "desk-fixture.h"
#include "wait-until.h"

#include <adwaita.h>

typedef struct
{
  Fixture desk;
  GtkWidget *window;
  guint raised;
  guint cleared;
} Room;

static void
on_raised (Room *room, RegieStageAlarm *alarm)
{
  g_assert_cmpstr (regie_stage_alarm_get_stage_id (alarm), ==, "stage-2");
  room->raised++;
}

static void
on_cleared (Room *room, RegieStageAlarm *alarm)
{
  room->cleared++;
}

static RegieAlarmBoard *
board (Room *room)
{
  return regie_desk_session_get_alarms (room->desk.session);
}

static void
room_set_up (Room *room, gconstpointer data)
{
  fixture_set_up (&room->desk);
  fixture_load (&room->desk, NULL);
  room->window = adw_window_new ();
  g_signal_connect_swapped (board (room), "raised", G_CALLBACK (on_raised), room);
  g_signal_connect_swapped (board (room), "cleared", G_CALLBACK (on_cleared), room);
}

static void
room_tear_down (Room *room, gconstpointer data)
{
  g_signal_handlers_disconnect_by_data (board (room), room);
  gtk_window_destroy (GTK_WINDOW (room->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  fixture_tear_down (&room->desk);
}

/* Nothing listens there: connecting is refused at once. NULL: no source at all. */
static void
set_source (Room *room, const char *uri)
{
  const char *const sources[] = { uri, NULL };
  RegieRecord *record = regie_record_new (REGIE_RECORD_STAGE_SOURCES);

  regie_record_set_string (record, REGIE_FIELD_STAGE, "stage-2");
  regie_record_set_strings (record, REGIE_FIELD_SOURCES, sources);
  fixture_apply (&room->desk, record);
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

static void
a_source_that_is_not_there_is_an_alarm_until_it_is_gone (Room *room, gconstpointer data)
{
  guint n = 0;

  set_source (room, "rtsp://127.0.0.1:9/nothing");
  wait_until (regie_alarm_board_get_n_active (board (room)) == 1);
  g_assert_cmpuint (room->raised, ==, 1);
  g_assert_nonnull (regie_alarm_board_get_worst (board (room), "stage-2", &n));
  g_assert_cmpuint (n, ==, 1);
  g_assert_null (regie_alarm_board_get_worst (board (room), "stage-1", &n));
  g_assert_cmpuint (n, ==, 0);

  set_source (room, NULL);
  wait_until (room->cleared == 1);
  g_assert_cmpuint (regie_alarm_board_get_n_active (board (room)), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (board (room))), ==, 0);
}

static void
an_ignored_alarm_is_listed_and_not_counted (Room *room, gconstpointer data)
{
  GtkWidget *chip = regie_alarm_chip_new (room->desk.session, "stage-2");
  GtkWidget *table = regie_alarm_table_new (room->desk.session, NULL);
  g_autoptr (RegieStageAlarm) item = NULL;

  g_object_ref_sink (chip);
  g_object_ref_sink (table);
  g_assert_false (gtk_widget_has_css_class (chip, "alarmed"));
  set_source (room, "rtsp://127.0.0.1:9/nothing");
  wait_until (regie_alarm_board_get_n_active (board (room)) == 1);
  g_assert_true (gtk_widget_has_css_class (chip, "alarmed"));
  g_assert_true (gtk_widget_has_css_class (chip, "critical"));

  item = g_list_model_get_item (G_LIST_MODEL (board (room)), 0);
  regie_stage_alarm_ignore (item, TRUE);
  wait_until (regie_alarm_board_get_n_active (board (room)) == 0);
  g_assert_false (gtk_widget_has_css_class (chip, "alarmed"));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (board (room))), ==, 1);
  regie_stage_alarm_ignore (item, FALSE);
  wait_until (regie_alarm_board_get_n_active (board (room)) == 1);
  g_assert_cmpuint (room->raised, ==, 1);

  set_source (room, NULL);
  wait_until (room->cleared == 1);
  g_clear_object (&item);
  g_assert_finalize_object (chip);
  g_assert_finalize_object (table);
}

static void
safe_areas_are_shown_on_demand (Room *room, gconstpointer data)
{
  RegieMonitorSettings *settings = regie_desk_session_get_monitor_settings (room->desk.session);
  GtkWidget *view = g_object_new (REGIE_TYPE_MONITOR_VIEW, "session", room->desk.session,
                                  "stage-id", "stage-1", NULL);
  GtkWidget *areas;

  adw_window_set_content (ADW_WINDOW (room->window), view);
  areas = find (view, REGIE_TYPE_SAFE_AREAS);
  g_assert_false (gtk_widget_get_visible (areas));
  g_object_set (settings, "safe-areas", TRUE, NULL);
  g_assert_true (gtk_widget_get_visible (areas));
  g_object_set (settings, "safe-areas", FALSE, NULL);
  g_assert_false (gtk_widget_get_visible (areas));
}

static void
a_small_monitor_has_room_for_all_it_says (Room *room, gconstpointer data)
{
  GtkWidget *view = g_object_new (REGIE_TYPE_MONITOR_VIEW, "session", room->desk.session,
                                  "stage-id", "stage-2", NULL);
  int width, height;

  adw_window_set_content (ADW_WINDOW (room->window), view);
  gtk_window_set_default_size (GTK_WINDOW (room->window), 200, 140);
  set_source (room, "rtsp://127.0.0.1:9/nothing");
  gtk_window_present (GTK_WINDOW (room->window));
  wait_until (regie_alarm_board_get_n_active (board (room)) == 1);
  gtk_widget_measure (view, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_widget_measure (view, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  g_assert_cmpint (width, <=, 200);
  g_assert_cmpint (height, <=, 140);
}

static void
the_details_are_there_without_a_signal (Room *room, gconstpointer data)
{
  GtkWidget *details = regie_monitor_details_new (room->desk.session, "stage-1");

  adw_window_set_content (ADW_WINDOW (room->window), details);
  regie_desk_session_tick (room->desk.session);
  g_assert_nonnull (find (details, REGIE_TYPE_ALARM_TABLE));
  g_assert_nonnull (find (details, GTK_TYPE_SCALE));
}

static void
a_threshold_is_set_in_the_preferences (Room *room, gconstpointer data)
{
  RegieMonitorSettings *settings = regie_desk_session_get_monitor_settings (room->desk.session);
  AdwDialog *dialog = g_object_ref_sink (regie_preferences_make_dialog (settings));
  GtkWidget *number;
  int seconds;

  gtk_window_present (GTK_WINDOW (room->window));
  adw_dialog_present (dialog, room->window);
  number = find (GTK_WIDGET (dialog), GTK_TYPE_SPIN_BUTTON);
  g_assert_nonnull (number);
  /* The first number is the return to the primary source. */
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (number), 42);
  g_object_get (settings, "return-after", &seconds, NULL);
  g_assert_cmpint (seconds, ==, 42);
  g_object_set (settings, "return-after", 10, NULL);
  adw_dialog_force_close (dialog);
  g_object_unref (dialog);
}

/* What really goes out stands in the program's frame, and is to be the stage that was commanded. */
static void
the_programs_return_takes_the_place_of_the_stages_picture (Room *room, gconstpointer data)
{
  RegieMonitorSettings *settings = regie_desk_session_get_monitor_settings (room->desk.session);
  RegieRecord *program = regie_record_new (REGIE_RECORD_PROGRAM_STATE);
  GtkWidget *frame;
  RegieMonitor *returned;
  gboolean drawing;

  regie_record_set_string (program, REGIE_FIELD_PROGRAM, "stage-3");
  fixture_apply (&room->desk, program);
  g_assert_null (regie_desk_session_get_program_monitor (room->desk.session));
  g_object_set (settings, "program-return", "rtsp://127.0.0.1:9/program", NULL);
  returned = regie_desk_session_get_program_monitor (room->desk.session);
  g_assert_nonnull (returned);
  g_assert_cmpuint (regie_monitor_get_expected_stage (returned), ==, 3);
  g_assert_cmpstr (regie_monitor_get_sources (returned)[0], ==, "rtsp://127.0.0.1:9/program");

  frame = regie_monitor_frame_new (room->desk.session, REGIE_MONITOR_ROLE_PROGRAM, NULL);
  adw_window_set_content (ADW_WINDOW (room->window), frame);
  gtk_window_present (GTK_WINDOW (room->window));
  regie_desk_session_tick (room->desk.session);
  g_object_get (returned, "drawing", &drawing, NULL);
  g_assert_true (drawing);
  adw_window_set_content (ADW_WINDOW (room->window), NULL);

  g_object_set (settings, "program-return", "", NULL);
  g_assert_null (regie_desk_session_get_program_monitor (room->desk.session));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  regie_application_init_resources ();
#define CASE(function)                                                                             \
  g_test_add ("/desk/monitor-view/" #function, Room, NULL, room_set_up, function, room_tear_down)
  CASE (a_source_that_is_not_there_is_an_alarm_until_it_is_gone);
  CASE (an_ignored_alarm_is_listed_and_not_counted);
  CASE (safe_areas_are_shown_on_demand);
  CASE (a_small_monitor_has_room_for_all_it_says);
  CASE (the_details_are_there_without_a_signal);
  CASE (a_threshold_is_set_in_the_preferences);
  CASE (the_programs_return_takes_the_place_of_the_stages_picture);
#undef CASE
  return g_test_run ();
}
