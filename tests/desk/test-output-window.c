/* test-output-window.c: what people in the last row see
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * With REGIE_SCREENSHOTS=DIRECTORY the pictures are kept, to be judged by a person.
 */

#include "regie-config.h"

#include "regie-application.h"
#include "regie-canvas.h"
#include "regie-cloud-view.h"
#include "regie-fit-text.h"
#include "regie-output-dialog.h"
#include "regie-output-look.h"
#include "regie-output-page.h"
#include "regie-output-view.h"
#include "regie-output-window.h"
#include "regie-poll-bars.h"
#include "regie-shrink.h"

#include "desk-fixture.h"

#include <adwaita.h>
#include <string.h>

#define PATIENCE (5 * G_TIME_SPAN_SECOND)

typedef struct
{
  Fixture desk;
  RegieOutputWindow *window;
  RegieOutputLook *look;
} Room;

static const char *const long_question =
    "In unserer Kommune arbeiten wir seit zwei Jahren mit dem Nutzerkonto. Die Anmeldung dauert "
    "für "
    "viele Menschen noch immer länger als der Antrag selbst. Wir haben deshalb mit den "
    "Nachbargemeinden eine Arbeitsgruppe gegründet, die sich alle zwei Wochen trifft. Dabei ist "
    "herausgekommen, dass die meisten Abbrüche beim Wechsel zwischen den Verfahren entstehen. Das "
    "Verwaltungsverfahrensbeschleunigungsgesetz hilft uns dabei nur wenig. Was uns fehlt, ist ein "
    "gemeinsamer Weg, auf dem wir solche Befunde an die Stellen weitergeben, die das Konto "
    "entwickeln. Bisher schreiben wir E-Mails, auf die niemand antwortet. Gibt es dafür bereits "
    "einen Kanal, und falls nicht, wer müsste ihn einrichten? Und könnten die Länder dabei "
    "mitwirken, ohne dass dafür erst ein neues Gremium gegründet werden muss? Wir würden uns gern "
    "beteiligen und bringen Messwerte aus vierhundert Beratungsgesprächen mit.";

static RegieRecord *
make_vote (guint n)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) options = NULL;
  RegieRecord *vote;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *option = g_strdup_printf (
          "Antwort %u: Registermodernisierung und Verwaltungsverfahrensbeschleunigung zuerst",
          i + 1);

      g_strv_builder_add (builder, option);
    }
  options = g_strv_builder_end (builder);
  vote = fixture_poll (n > 4 ? "big-vote" : "vote", REGIE_POLL_SINGLE,
                       "Wo steht Ihre Verwaltung bei der Registermodernisierung?",
                       (const char *const *) options);
  return vote;
}

static void
room_set_up (Room *room, gconstpointer data)
{
  GPtrArray *more = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);

  fixture_set_up (&room->desk);
  room->look = regie_output_look_get_default ();
  regie_output_look_set_ground (room->look, REGIE_GROUND_BRAND);
  g_ptr_array_add (more, fixture_message ("short", REGIE_MESSAGE_QUESTION, REGIE_MESSAGE_NEXT, 48,
                                          60, "Wann kommt das Nutzerkonto?"));
  g_ptr_array_add (more,
                   fixture_message ("compound", REGIE_MESSAGE_COMMENT, REGIE_MESSAGE_NEXT, 3, 60,
                                    "Für das Verwaltungsverfahrensbeschleunigungsgesetz und "
                                    "die Registermodernisierungsverordnung fehlt Personal!"));
  g_ptr_array_add (more, fixture_message ("long", REGIE_MESSAGE_QUESTION, REGIE_MESSAGE_NEXT, 31,
                                          60, long_question));
  g_ptr_array_add (more, make_vote (4));
  g_ptr_array_add (more, make_vote (14));
  g_ptr_array_add (more, fixture_poll ("words", REGIE_POLL_WORDS,
                                       "Was braucht die Verwaltung am dringendsten?", NULL));
  fixture_load (&room->desk, more);
}

static void
room_tear_down (Room *room, gconstpointer data)
{
  if (room->window != NULL)
    {
      gtk_window_destroy (GTK_WINDOW (room->window));
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_assert_finalize_object (room->window);
    }
  g_assert_finalize_object (room->look);
  fixture_tear_down (&room->desk);
}

static void
open_output (Room *room)
{
  room->window = g_object_ref (regie_output_window_open (NULL, room->desk.session, "stage-1"));
}

static RegieOutputView *
view_of (Room *room)
{
  return REGIE_OUTPUT_VIEW (gtk_window_get_child (GTK_WINDOW (room->window)));
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

static GtkWidget *
on_page (Room *room, GType type)
{
  return find (regie_output_view_get_page (view_of (room)), type);
}

static RegieFitText *
headline (Room *room)
{
  return REGIE_FIT_TEXT (on_page (room, REGIE_TYPE_FIT_TEXT));
}

/* Lets the main loop turn until @done, for not longer than a person would look. */
static void
wait_until (Room *room, gboolean (*done) (Room *room))
{
  gint64 end = g_get_monotonic_time () + PATIENCE;

  while (!done (room) && g_get_monotonic_time () < end)
    {
      g_main_context_iteration (NULL, FALSE);
      g_thread_yield ();
    }
  g_assert_true (done (room));
}

static gboolean
is_laid_out (Room *room)
{
  RegieFitText *text = headline (room);

  return text != NULL && regie_fit_text_get_size (text) > 0;
}

static gboolean
is_alone (Room *room)
{
  GtkWidget *stack = find (GTK_WIDGET (room->window), GTK_TYPE_STACK);

  return gtk_widget_get_first_child (stack) == regie_output_view_get_page (view_of (room))
         && gtk_widget_get_last_child (stack) == regie_output_view_get_page (view_of (room));
}

static void
move (Room *room, const char *message, RegieMessageState state)
{
  RegieRecord *record = regie_record_new (REGIE_RECORD_MESSAGE_MOVE);

  regie_record_set_string (record, REGIE_FIELD_MESSAGE, message);
  regie_record_set_int (record, REGIE_FIELD_MESSAGE_STATE, state);
  regie_record_set_by (record, REGIE_ROLE_MODERATOR, "mod-1");
  fixture_apply (&room->desk, record);
}

static void
overlay (Room *room, RegieOverlay what, const char *target)
{
  RegieRecord *record = regie_record_new (REGIE_RECORD_STAGE_OVERLAY);

  regie_record_set_string (record, REGIE_FIELD_STAGE, "stage-1");
  regie_record_set_int (record, REGIE_FIELD_OVERLAY, what);
  if (target != NULL)
    regie_record_set_string (record, REGIE_FIELD_TARGET, target);
  fixture_apply (&room->desk, record);
}

static void
set_stage (Room *room, RegieStageState state, gint64 end)
{
  RegieRecord *record = regie_record_new (REGIE_RECORD_STAGE_SET);

  regie_record_set_string (record, REGIE_FIELD_STAGE, "stage-1");
  regie_record_set_int (record, REGIE_FIELD_STAGE_STATE, state);
  if (end != 0)
    regie_record_set_int (record, REGIE_FIELD_END, end);
  fixture_apply (&room->desk, record);
}

static void
open_poll (Room *room, const char *poll)
{
  RegieRecord *record = regie_record_new (REGIE_RECORD_POLL_OPEN);

  regie_record_set_string (record, REGIE_FIELD_POLL, poll);
  regie_record_set_by (record, REGIE_ROLE_MODERATOR, "mod-1");
  fixture_apply (&room->desk, record);
}

static void
show_poll (Room *room, const char *poll, RegieResultVisibility visibility)
{
  RegieRecord *record = regie_record_new (REGIE_RECORD_POLL_SHOW);

  regie_record_set_string (record, REGIE_FIELD_POLL, poll);
  regie_record_set_int (record, REGIE_FIELD_VISIBILITY, visibility);
  regie_record_set_by (record, REGIE_ROLE_MODERATOR, "mod-1");
  fixture_apply (&room->desk, record);
}

/* @counts: how often each option, or each word of @words, was chosen; ends with -1. */
static void
tally (Room *room, const char *poll, const char *const *words, const int *counts)
{
  g_autoptr (GPtrArray) entries = regie_entries_new ();
  RegieRecord *record = regie_record_new (REGIE_RECORD_POLL_TALLY);
  int voters = 0;

  for (guint i = 0; counts[i] >= 0; i++)
    {
      g_autofree char *id =
          words != NULL ? g_utf8_casefold (words[i], -1) : g_strdup_printf ("o%u", i + 1);

      g_ptr_array_add (entries,
                       regie_entry_new (id, words != NULL ? words[i] : NULL, counts[i], FALSE));
      voters += counts[i];
    }
  regie_record_set_string (record, REGIE_FIELD_POLL, poll);
  regie_record_set_int (record, REGIE_FIELD_ROUND, 1);
  regie_record_set_entries (record, REGIE_FIELD_ENTRIES, entries);
  regie_record_set_int (record, REGIE_FIELD_VOTERS, voters);
  fixture_apply (&room->desk, record);
}

/* Keeps a picture of the output, of this size. */
static void
picture (Room *room, const char *name, int width, int height)
{
  const char *folder = g_getenv ("REGIE_SCREENSHOTS");
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *file = g_strdup_printf ("output-%s-%dx%d.png", name, width, height);
  g_autofree char *path = NULL;

  if (folder == NULL)
    return;
  gtk_window_set_default_size (GTK_WINDOW (room->window), width, height);
  for (gint64 end = g_get_monotonic_time () + G_USEC_PER_SEC; g_get_monotonic_time () < end;)
    g_main_context_iteration (NULL, FALSE);
  paintable = gtk_widget_paintable_new (GTK_WIDGET (view_of (room)));
  width = gdk_paintable_get_intrinsic_width (paintable);
  height = gdk_paintable_get_intrinsic_height (paintable);
  gtk_snapshot_append_color (snapshot, &(GdkRGBA) { 0.06f, 0.16f, 0.29f, 1 },
                             &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_to_node (snapshot);
  texture =
      gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (room->window)), node, NULL);
  path = g_build_filename (folder, file, NULL);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

static void
opening_changes_nothing (Room *room, gconstpointer data)
{
  guint64 seq = regie_congress_get_seq (room->desk.congress);

  open_output (room);
  g_assert_cmpuint (room->desk.n_commands, ==, 0);
  g_assert_cmpuint (regie_congress_get_seq (room->desk.congress), ==, seq);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (room->window)));
}

static void
a_stage_has_one_output (Room *room, gconstpointer data)
{
  open_output (room);
  g_assert_true (regie_output_window_open (NULL, room->desk.session, "stage-1") == room->window);
}

static void
an_output_that_is_opened_late_shows_what_is_on_air (Room *room, gconstpointer data)
{
  move (room, "short", REGIE_MESSAGE_ON_AIR);
  open_output (room);
  wait_until (room, is_laid_out);
  g_assert_cmpstr (regie_fit_text_get_shown (headline (room)), ==, "Wann kommt das Nutzerkonto?");
  picture (room, "question", 1280, 720);
  picture (room, "question", 1024, 768);
  picture (room, "question", 1920, 1080);
}

static void
the_next_question_takes_the_place_of_the_last (Room *room, gconstpointer data)
{
  GtkWidget *first;

  move (room, "short", REGIE_MESSAGE_ON_AIR);
  open_output (room);
  wait_until (room, is_laid_out);
  first = regie_output_view_get_page (view_of (room));
  move (room, "short", REGIE_MESSAGE_ANSWERED);
  move (room, "compound", REGIE_MESSAGE_ON_AIR);
  g_assert_true (regie_output_view_get_page (view_of (room)) != first);
  wait_until (room, is_alone);
  wait_until (room, is_laid_out);
  g_assert_nonnull (
      g_strstr_len (regie_fit_text_get_shown (headline (room)), -1, "fehlt Personal"));
  /* It has no scroll bar, and none is needed. */
  g_assert_null (find (GTK_WIDGET (room->window), GTK_TYPE_SCROLLED_WINDOW));
  picture (room, "compound", 1280, 720);
}

static void
an_edit_on_air_changes_the_text_and_not_the_page (Room *room, gconstpointer data)
{
  RegieRecord *edit = regie_record_new (REGIE_RECORD_MESSAGE_EDIT);
  GtkWidget *page;

  move (room, "short", REGIE_MESSAGE_ON_AIR);
  open_output (room);
  page = regie_output_view_get_page (view_of (room));
  regie_record_set_string (edit, REGIE_FIELD_MESSAGE, "short");
  regie_record_set_string (edit, REGIE_FIELD_TEXT, "Wann kommt das Konto?");
  regie_record_set_by (edit, REGIE_ROLE_MODERATOR, "mod-1");
  fixture_apply (&room->desk, edit);
  wait_until (room, is_laid_out);
  g_assert_true (regie_output_view_get_page (view_of (room)) == page);
  g_assert_cmpstr (regie_fit_text_get_shown (headline (room)), ==, "Wann kommt das Konto?");
}

static void
a_long_question_is_cut_after_a_sentence (Room *room, gconstpointer data)
{
  g_autofree char *shown = NULL;
  gsize length;

  move (room, "long", REGIE_MESSAGE_ON_AIR);
  open_output (room);
  wait_until (room, is_laid_out);
  shown = g_strdup (regie_fit_text_get_shown (headline (room)));
  picture (room, "long", 1280, 720);
  g_assert_cmpfloat_with_epsilon (regie_fit_text_get_size (headline (room)), 48, 0.1);
  g_assert_true (g_str_has_suffix (shown, "\u00a0…"));
  shown[strlen (shown) - strlen ("\u00a0…")] = '\0';
  length = strlen (shown);
  g_assert_nonnull (strchr (".?!", shown[length - 1]));
  g_assert_cmpuint (length, >, 400);
  /* Whoever listens to it hears all of it. */
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (headline (room)),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, long_question);
}

static void
a_hidden_result_shows_how_many_voted (Room *room, gconstpointer data)
{
  const int counts[] = { 255, 128, 29, 0, -1 };
  GtkWidget *bars;
  gboolean concealed;

  open_poll (room, "vote");
  overlay (room, REGIE_OVERLAY_POLL, "vote");
  tally (room, "vote", NULL, counts);
  open_output (room);
  wait_until (room, is_laid_out);
  bars = on_page (room, REGIE_TYPE_POLL_BARS);
  g_object_get (bars, "concealed", &concealed, NULL);
  g_assert_true (concealed);
  picture (room, "vote-hidden", 1280, 720);
  show_poll (room, "vote", REGIE_RESULT_LIVE);
  g_assert_true (on_page (room, REGIE_TYPE_POLL_BARS) == bars);
  g_object_get (bars, "concealed", &concealed, NULL);
  g_assert_false (concealed);
  picture (room, "vote", 1920, 1080);
}

static void
fourteen_options_have_room (Room *room, gconstpointer data)
{
  const int counts[] = { 9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 1, 2, 3, 4, -1 };
  GtkWidget *shrink, *bars;
  graphene_rect_t bounds;

  open_poll (room, "big-vote");
  overlay (room, REGIE_OVERLAY_POLL, "big-vote");
  tally (room, "big-vote", NULL, counts);
  show_poll (room, "big-vote", REGIE_RESULT_LIVE);
  open_output (room);
  wait_until (room, is_laid_out);
  shrink = on_page (room, REGIE_TYPE_SHRINK);
  bars = on_page (room, REGIE_TYPE_POLL_BARS);
  g_assert_cmpfloat (regie_shrink_get_scale (REGIE_SHRINK (shrink)), <, 1);
  g_assert_true (gtk_widget_compute_bounds (bars, shrink, &bounds));
  g_assert_cmpfloat (bounds.size.height, <=, (float) gtk_widget_get_height (shrink) + 1);
  g_assert_cmpfloat (bounds.size.width, <=, (float) gtk_widget_get_width (shrink) + 1);
  picture (room, "vote-many", 1280, 720);
}

static void
hidden_words_show_how_many_sent_some (Room *room, gconstpointer data)
{
  const char *const words[] = { "Digitalisierung",
                                "Mut",
                                "Personal",
                                "Ende zu Ende",
                                "Vertrauen",
                                "Verwaltungsverfahrensbeschleunigung",
                                "Zeit",
                                "Geld",
                                "Standards",
                                "Open Source",
                                "Führung",
                                "Nutzerkonto",
                                "KI" };
  const int counts[] = { 61, 48, 40, 33, 25, 21, 17, 12, 9, 7, 5, 3, 2, -1 };

  open_poll (room, "words");
  overlay (room, REGIE_OVERLAY_WORDS, "words");
  tally (room, "words", words, counts);
  open_output (room);
  wait_until (room, is_laid_out);
  g_assert_null (on_page (room, REGIE_TYPE_CLOUD_VIEW));
  picture (room, "words-hidden", 1280, 720);
  show_poll (room, "words", REGIE_RESULT_LIVE);
  g_assert_nonnull (on_page (room, REGIE_TYPE_CLOUD_VIEW));
  picture (room, "words", 1920, 1080);
  show_poll (room, "words", REGIE_RESULT_HIDDEN);
  g_assert_null (on_page (room, REGIE_TYPE_CLOUD_VIEW));
}

static void
whatever_the_size_the_lines_are_the_same (Room *room, gconstpointer data)
{
  GtkWidget *canvas, *page;

  move (room, "short", REGIE_MESSAGE_ON_AIR);
  open_output (room);
  wait_until (room, is_laid_out);
  canvas = find (GTK_WIDGET (room->window), REGIE_TYPE_CANVAS);
  page = regie_output_view_get_page (view_of (room));
  g_assert_cmpint (gtk_widget_get_width (page), ==, REGIE_CANVAS_WIDTH);
  g_assert_cmpint (gtk_widget_get_height (page), ==, REGIE_CANVAS_HEIGHT);
  g_assert_cmpint (gtk_widget_get_width (canvas), <, REGIE_CANVAS_WIDTH);
}

static void
it_stands_on_a_plate_over_another_picture (Room *room, gconstpointer data)
{
  gboolean keyed;

  move (room, "short", REGIE_MESSAGE_ON_AIR);
  open_output (room);
  wait_until (room, is_laid_out);
  gtk_widget_activate_action (GTK_WIDGET (room->window), "output.ground", NULL);
  g_object_get (view_of (room), "keyed", &keyed, NULL);
  g_assert_true (keyed);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (room->window), "key"));
  picture (room, "question-keyed", 1280, 720);
  gtk_widget_activate_action (GTK_WIDGET (room->window), "output.ground", NULL);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (room->window), "transparent"));
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (room->window), "key"));
}

static void
slate_countdown_and_names_are_shown (Room *room, gconstpointer data)
{
  open_output (room);
  overlay (room, REGIE_OVERLAY_LOWER_THIRD, NULL);
  wait_until (room, is_laid_out);
  picture (room, "lower-third", 1280, 720);
  overlay (room, REGIE_OVERLAY_COUNTDOWN, NULL);
  wait_until (room, is_laid_out);
  picture (room, "countdown", 1280, 720);
  set_stage (room, REGIE_STAGE_HOLD, 0);
  wait_until (room, is_laid_out);
  picture (room, "slate", 1280, 720);
  g_assert_cmpuint (room->desk.n_commands, ==, 0);
}

static void
what_is_chosen_is_how_all_outputs_look (Room *room, gconstpointer data)
{
  AdwDialog *dialog = g_object_ref_sink (regie_output_dialog_new ());
  GObject *ground =
      gtk_widget_get_template_child (GTK_WIDGET (dialog), REGIE_TYPE_OUTPUT_DIALOG, "ground");
  GObject *brand =
      gtk_widget_get_template_child (GTK_WIDGET (dialog), REGIE_TYPE_OUTPUT_DIALOG, "brand");
  const GdkRGBA red = { 1, 0, 0, 1 };
  g_autofree char *text = NULL;

  open_output (room);
  adw_combo_row_set_selected (ADW_COMBO_ROW (ground), REGIE_GROUND_KEY);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (room->window), "key"));
  gtk_color_dialog_button_set_rgba (GTK_COLOR_DIALOG_BUTTON (brand), &red);
  g_object_get (room->look, "brand", &text, NULL);
  g_assert_cmpstr (text, ==, "rgb(255,0,0)");
  regie_output_look_set_ground (room->look, REGIE_GROUND_BRAND);
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (ground)), ==, REGIE_GROUND_BRAND);
  g_assert_finalize_object (dialog);
}

static void
what_is_no_picture_is_no_logo (Room *room, gconstpointer data)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "tests", "desk", "desk-fixture.h", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_assert_false (regie_output_look_set_logo (room->look, file, &error));
  g_assert_nonnull (error);
  g_assert_null (regie_output_look_get_logo (room->look));
  g_assert_true (regie_output_look_set_logo (room->look, NULL, NULL));
}

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
  g_test_add ("/desk/output/" #function, Room, NULL, room_set_up, function, room_tear_down)
  CASE (opening_changes_nothing);
  CASE (a_stage_has_one_output);
  CASE (an_output_that_is_opened_late_shows_what_is_on_air);
  CASE (the_next_question_takes_the_place_of_the_last);
  CASE (an_edit_on_air_changes_the_text_and_not_the_page);
  CASE (a_long_question_is_cut_after_a_sentence);
  CASE (a_hidden_result_shows_how_many_voted);
  CASE (fourteen_options_have_room);
  CASE (hidden_words_show_how_many_sent_some);
  CASE (whatever_the_size_the_lines_are_the_same);
  CASE (it_stands_on_a_plate_over_another_picture);
  CASE (slate_countdown_and_names_are_shown);
  CASE (what_is_chosen_is_how_all_outputs_look);
  CASE (what_is_no_picture_is_no_logo);
#undef CASE
  return g_test_run ();
}
