/* test-moderate-votes.c: the moderator's votes and word clouds
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "moderate-stage.h"
#include "regie-cloud-view.h"
#include "regie-poll-bars.h"
#include "regie-poll-card.h"
#include "wait-until.h"

static const char *
label_with_class (GtkWidget *widget, const char *class)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, class))
    return gtk_label_get_text (GTK_LABEL (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      const char *text = label_with_class (child, class);

      if (text)
        return text;
    }
  return NULL;
}

static void
test_bars_say_percent_and_voters (void)
{
  Stage stage;
  RegiePollBars *bars;

  set_up (&stage, 1366, 768);
  fill (&stage);
  fixture_apply (&stage.desk, poll_record (REGIE_RECORD_POLL_OPEN, "v1"));
  bars = g_object_ref_sink (regie_poll_bars_new ());
  regie_poll_bars_set_poll (bars, regie_congress_find_poll (stage.desk.congress, "v1"));
  g_assert_cmpstr (label_with_class (GTK_WIDGET (bars), "poll-percent"), ==, "–");
  g_assert_cmpstr (label_with_class (GTK_WIDGET (bars), "poll-voters"), ==, "0 voted");
  fixture_apply (&stage.desk, tally ("v1", 3, (const int[]) { 2, 1, 0, 0 }, 4));
  g_assert_cmpstr (label_with_class (GTK_WIDGET (bars), "poll-percent"), ==, "67%");
  g_assert_cmpstr (label_with_class (GTK_WIDGET (bars), "poll-voters"), ==, "3 voted");
  regie_poll_bars_set_poll (bars, regie_congress_find_poll (stage.desk.congress, "v3"));
  g_assert_cmpstr (label_with_class (GTK_WIDGET (bars), "poll-voters"), ==,
                   "0 voted · several answers possible");
  g_assert_finalize_object (bars);
  tear_down (&stage);
}

static void
test_a_cloud_grows_and_loses_what_is_blocked (void)
{
  Stage stage;
  RegieCloudView *cloud;
  RegieRecord *block = poll_record (REGIE_RECORD_WORD_BLOCK, "w1");
  guint before;

  set_up (&stage, 1366, 768);
  fill (&stage);
  fixture_apply (&stage.desk, poll_record (REGIE_RECORD_POLL_OPEN, "w1"));
  fixture_apply (&stage.desk, word_tally ());
  cloud = REGIE_CLOUD_VIEW (find (GTK_WIDGET (stage.view), REGIE_TYPE_CLOUD_VIEW));
  g_assert_nonnull (cloud);
  wait_until (regie_cloud_view_get_n_words (cloud) > 0);
  before = regie_cloud_view_get_n_words (cloud);
  g_assert_cmpuint (before, >, 20);
  regie_record_set_string (block, REGIE_FIELD_KEY, "fax");
  fixture_apply (&stage.desk, regie_record_set_int (block, REGIE_FIELD_ON, TRUE));
  g_assert_cmpuint (regie_cloud_view_get_n_words (cloud), ==, before - 1);
  tear_down (&stage);
}

static void
test_a_cloud_says_what_it_has_no_room_for (void)
{
  Stage stage;
  RegieCloudView *cloud;
  g_autofree char *expected = NULL;
  g_autoptr (RegieRecord) words = word_tally ();
  GtkWidget *rest;
  guint placed;

  set_up (&stage, 1366, 768);
  fill (&stage);
  fixture_apply (&stage.desk, poll_record (REGIE_RECORD_POLL_OPEN, "w1"));
  fixture_apply (&stage.desk, regie_record_ref (words));
  cloud = g_object_ref_sink (regie_cloud_view_new ());
  regie_cloud_view_set_poll (cloud, regie_congress_find_poll (stage.desk.congress, "w1"));
  gtk_widget_allocate (GTK_WIDGET (cloud), 1200, 900, -1, NULL);
  placed = regie_cloud_view_get_n_words (cloud);
  rest = gtk_widget_get_last_child (GTK_WIDGET (cloud));
  g_assert_true (gtk_widget_has_css_class (rest, "rest"));
  g_assert_cmpuint (placed, ==, words->entries->len);
  g_assert_false (gtk_widget_get_visible (rest));

  gtk_widget_allocate (GTK_WIDGET (cloud), 120, 80, -1, NULL);
  placed = regie_cloud_view_get_n_words (cloud);
  g_assert_cmpuint (placed, <, words->entries->len);
  g_assert_true (gtk_widget_get_visible (rest));
  expected = g_strdup_printf ("+%u more", words->entries->len - placed);
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (rest)), ==, expected);
  g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (rest), "no room in the cloud: "));
  g_assert_finalize_object (cloud);
  tear_down (&stage);
}

static void
test_a_vote_is_opened_shown_and_closed (void)
{
  Stage stage;
  GtkWidget *card;
  RegiePoll *poll;

  set_up (&stage, 1366, 768);
  fill (&stage);
  settle ();
  card = find (GTK_WIDGET (stage.view), REGIE_TYPE_POLL_CARD);
  g_object_get (card, "poll", &poll, NULL);
  gtk_widget_activate_action (card, "poll.open", "s", "2");
  g_assert_cmpint (regie_poll_state (poll)->poll_state, ==, REGIE_POLL_OPEN);
  g_assert_cmpint (regie_poll_state (poll)->end, ==, FIXTURE_NOW + 2 * FIXTURE_MINUTE);
  gtk_widget_activate_action (card, "poll.show", NULL);
  g_assert_cmpint (regie_poll_state (poll)->visibility, ==, REGIE_RESULT_LIVE);
  /* A question is on air: the result does not push it off the stage's output. */
  g_assert_cmpint (
      regie_stage_state (regie_congress_find_stage (stage.desk.congress, "stage-1"))->overlay, !=,
      REGIE_OVERLAY_POLL);
  gtk_widget_activate_action (card, "poll.close", NULL);
  g_assert_cmpint (regie_poll_state (poll)->poll_state, ==, REGIE_POLL_CLOSING);
  g_object_unref (poll);
  tear_down (&stage);
}

int
main (int argc, char **argv)
{
  stage_init (&argc, &argv);
  g_test_add_func ("/desk/moderate/bars-say-percent-and-voters", test_bars_say_percent_and_voters);
  g_test_add_func ("/desk/moderate/a-cloud-grows-and-loses-what-is-blocked",
                   test_a_cloud_grows_and_loses_what_is_blocked);
  g_test_add_func ("/desk/moderate/a-cloud-says-what-it-has-no-room-for",
                   test_a_cloud_says_what_it_has_no_room_for);
  g_test_add_func ("/desk/moderate/a-vote-is-opened-shown-and-closed",
                   test_a_vote_is_opened_shown_and_closed);
  return g_test_run ();
}
