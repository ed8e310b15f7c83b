/* test-rundown.c: what is expected of a day that does not keep to its plan
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-config.h"

#include "regie-connection.h"
#include "regie-level-meter.h"
#include "regie-rundown-forecast.h"
#include "regie-time-text.h"

#include <math.h>

#define MINUTE G_TIME_SPAN_MINUTE
#define TEN (G_GINT64_CONSTANT (1790000000) * G_USEC_PER_SEC)

/* Minutes after ten, as planned and as it was; -1: not yet. */
typedef struct
{
  const char *id;
  RegieSessionKind kind;
  int start, end;
  int actual_start, actual_end;
  gboolean fixed;
} Plan;

static RegieCongress *
make_congress (const Plan *plans)
{
  RegieCongress *congress = regie_congress_new ();
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);
  g_autoptr (GError) error = NULL;

  for (const Plan *plan = plans; plan->id != NULL; plan++)
    {
      RegieRecord *record = regie_record_new (REGIE_RECORD_SESSION_STATE);

      regie_record_set_string (record, REGIE_FIELD_SESSION, plan->id);
      regie_record_set_string (record, REGIE_FIELD_STAGE, "stage-1");
      regie_record_set_string (record, REGIE_FIELD_TITLE, plan->id);
      regie_record_set_int (record, REGIE_FIELD_SESSION_KIND, plan->kind);
      regie_record_set_int (record, REGIE_FIELD_START, TEN + plan->start * MINUTE);
      regie_record_set_int (record, REGIE_FIELD_END, TEN + plan->end * MINUTE);
      regie_record_set_int (record, REGIE_FIELD_FIXED, plan->fixed);
      if (plan->actual_start >= 0)
        regie_record_set_int (record, REGIE_FIELD_ACTUAL_START, TEN + plan->actual_start * MINUTE);
      if (plan->actual_end >= 0)
        regie_record_set_int (record, REGIE_FIELD_ACTUAL_END, TEN + plan->actual_end * MINUTE);
      g_ptr_array_add (records, record);
    }
  regie_congress_load (congress, records, 1, &error);
  g_assert_no_error (error);
  return congress;
}

static void
assert_slot (GArray *slots, guint i, RegieSlotState state, int start, int end)
{
  RegieSlot *slot = &g_array_index (slots, RegieSlot, i);

  g_assert_cmpint (slot->state, ==, state);
  g_assert_cmpint ((slot->start - TEN) / MINUTE, ==, start);
  g_assert_cmpint ((slot->end - TEN) / MINUTE, ==, end);
}

static void
an_overrun_pushes_what_follows (void)
{
  const Plan plans[] = { { "a", REGIE_SESSION_TALK, 0, 30, 0, -1 },
                         { "b", REGIE_SESSION_TALK, 30, 60, -1, -1 },
                         { "c", REGIE_SESSION_TALK, 60, 90, -1, -1 },
                         { NULL } };
  g_autoptr (RegieCongress) congress = make_congress (plans);
  g_autoptr (GArray) slots = regie_rundown_forecast (congress, "stage-1", TEN + 35 * MINUTE);

  assert_slot (slots, 0, REGIE_SLOT_RUNNING, 0, 35);
  assert_slot (slots, 1, REGIE_SLOT_NEXT, 35, 65);
  assert_slot (slots, 2, REGIE_SLOT_LATER, 65, 95);
  g_assert_cmpint (g_array_index (slots, RegieSlot, 2).shift, ==, 5 * MINUTE);
}

static void
a_break_takes_a_delay_up (void)
{
  const Plan plans[] = { { "a", REGIE_SESSION_TALK, 0, 30, 5, -1 },
                         { "pause", REGIE_SESSION_BREAK, 30, 45, -1, -1 },
                         { "b", REGIE_SESSION_TALK, 45, 60, -1, -1 },
                         { NULL } };
  g_autoptr (RegieCongress) congress = make_congress (plans);
  g_autoptr (GArray) slots = regie_rundown_forecast (congress, "stage-1", TEN + 20 * MINUTE);

  assert_slot (slots, 0, REGIE_SLOT_RUNNING, 5, 35);
  assert_slot (slots, 1, REGIE_SLOT_NEXT, 35, 45);
  assert_slot (slots, 2, REGIE_SLOT_LATER, 45, 60);
}

static void
a_fixed_start_is_not_pushed (void)
{
  const Plan plans[] = { { "a", REGIE_SESSION_TALK, 0, 30, 0, -1 },
                         { "b", REGIE_SESSION_TALK, 30, 60, -1, -1, TRUE },
                         { NULL } };
  g_autoptr (RegieCongress) congress = make_congress (plans);
  g_autoptr (GArray) slots = regie_rundown_forecast (congress, "stage-1", TEN + 40 * MINUTE);

  assert_slot (slots, 0, REGIE_SLOT_RUNNING, 0, 40);
  assert_slot (slots, 1, REGIE_SLOT_NEXT, 30, 60);
}

static void
what_was_left_out_is_past (void)
{
  const Plan plans[] = { { "a", REGIE_SESSION_TALK, 0, 30, 0, 25 },
                         { "b", REGIE_SESSION_TALK, 30, 60, -1, -1 },
                         { "c", REGIE_SESSION_TALK, 60, 90, 61, -1 },
                         { NULL } };
  g_autoptr (RegieCongress) congress = make_congress (plans);
  g_autoptr (GArray) slots = regie_rundown_forecast (congress, "stage-1", TEN + 70 * MINUTE);

  assert_slot (slots, 0, REGIE_SLOT_PAST, 0, 25);
  assert_slot (slots, 1, REGIE_SLOT_PAST, 30, 60);
  assert_slot (slots, 2, REGIE_SLOT_RUNNING, 61, 91);
}

static void
the_numerals_count_to_the_planned_end_and_over_it (void)
{
  const Plan plans[] = { { "a", REGIE_SESSION_TALK, 0, 30, 2, -1 },
                         { "b", REGIE_SESSION_TALK, 45, 60, -1, -1 },
                         { NULL } };
  g_autoptr (RegieCongress) congress = make_congress (plans);
  RegieStageCount count = regie_stage_count (congress, "stage-1", TEN + 20 * MINUTE);

  g_assert_cmpint (count.kind, ==, REGIE_COUNT_LEFT);
  g_assert_cmpint (count.left, ==, 10 * MINUTE);
  count = regie_stage_count (congress, "stage-1", TEN + 32 * MINUTE);
  g_assert_cmpint (count.kind, ==, REGIE_COUNT_OVER);
  g_assert_cmpint (count.left, ==, -2 * MINUTE);
  count = regie_stage_count (congress, "stage-2", TEN);
  g_assert_cmpint (count.kind, ==, REGIE_COUNT_NONE);
}

static void
assert_text (char *text, const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

static void
times_and_counts_are_written_for_people (void)
{
  assert_text (regie_text_countdown (7 * MINUTE + 12 * G_USEC_PER_SEC), "07:12");
  assert_text (regie_text_countdown (-(2 * MINUTE + 10 * G_USEC_PER_SEC)), "−02:10");
  assert_text (regie_text_countdown (G_GINT64_CONSTANT (3661) * G_USEC_PER_SEC), "1:01:01");
  assert_text (regie_text_count (999), "999");
  assert_text (regie_text_count (1812), "1\u202f812");
  assert_text (regie_text_count (1234567), "1\u202f234\u202f567");
  assert_text (regie_text_clock (TEN, "UTC", TRUE), "14:13:20");
  assert_text (regie_text_clock (TEN, "Europe/Berlin", FALSE), "16:13");
}

static void
levels_stand_where_the_standard_puts_them (void)
{
  g_assert_cmpfloat_with_epsilon (regie_level_fraction (0), 1.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (regie_level_fraction (-20), 0.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (regie_level_fraction (-40), 0.15, 1e-9);
  g_assert_cmpfloat_with_epsilon (regie_level_fraction (-100), 0.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (regie_level_fraction (6), 1.0, 1e-9);
}

static void
addresses_are_completed_or_refused (void)
{
  g_autoptr (GError) error = NULL;

  assert_text (regie_address_complete (" congress.example ", NULL), "http://congress.example");
  assert_text (regie_address_complete ("192.0.2.7:8080", NULL), "http://192.0.2.7:8080");
  assert_text (regie_address_complete ("https://congress.example/join?x", NULL),
               "https://congress.example");
  g_assert_null (regie_address_complete ("", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  g_assert_null (regie_address_complete ("ftp://congress.example", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desk/rundown/an_overrun_pushes_what_follows", an_overrun_pushes_what_follows);
  g_test_add_func ("/desk/rundown/a_break_takes_a_delay_up", a_break_takes_a_delay_up);
  g_test_add_func ("/desk/rundown/a_fixed_start_is_not_pushed", a_fixed_start_is_not_pushed);
  g_test_add_func ("/desk/rundown/what_was_left_out_is_past", what_was_left_out_is_past);
  g_test_add_func ("/desk/rundown/the_numerals_count_to_the_planned_end_and_over_it",
                   the_numerals_count_to_the_planned_end_and_over_it);
  g_test_add_func ("/desk/text/times_and_counts_are_written_for_people",
                   times_and_counts_are_written_for_people);
  g_test_add_func ("/desk/meter/levels_stand_where_the_standard_puts_them",
                   levels_stand_where_the_standard_puts_them);
  g_test_add_func ("/desk/connection/addresses_are_completed_or_refused",
                   addresses_are_completed_or_refused);
  return g_test_run ();
}
