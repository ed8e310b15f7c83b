/* test-moderate-view.c: the moderator's view, as a person and as the accessibility tree meet it
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-config.h"

#include "regie-application.h"
#include "regie-cloud-view.h"
#include "regie-moderate-view.h"
#include "regie-poll-bars.h"
#include "regie-poll-card.h"
#include "regie-question-queue.h"
#include "regie-question-text.h"

#include "desk-fixture.h"

#include <adwaita.h>

typedef struct
{
  Fixture desk;
  GtkWidget *window;
  RegieModerateView *view;
} Stage;

static const struct
{
  const char *id;
  RegieMessageKind kind;
  RegieMessageState state;
  int score;
  int age;
  const char *text;
} messages[] = {
  { "m01", REGIE_MESSAGE_QUESTION, REGIE_MESSAGE_NEW, 48, 140,
    "Wann kommt das Nutzerkonto Bund für Unternehmen, und was passiert bis dahin mit den "
    "bestehenden Servicekonten der Länder?" },
  { "m02", REGIE_MESSAGE_COMMENT, REGIE_MESSAGE_NEW, 31, 250, "Gibt es die Folien nachher?" },
  { "m03", REGIE_MESSAGE_PRAISE, REGIE_MESSAGE_NEW, 30, 255, "Danke für die offenen Worte!" },
  { "m04", REGIE_MESSAGE_QUESTION, REGIE_MESSAGE_NEW, 22, 320,
    "Wie viele Kommunen sind heute produktiv angebunden, und wie viele nur im Test?" },
  { "m05", REGIE_MESSAGE_QUESTION, REGIE_MESSAGE_NEW, 17, 410,
    "Welche Rolle spielt das Deutschland-Stack-Vorhaben für bestehende Fachverfahren?" },
  { "m06", REGIE_MESSAGE_COMMENT, REGIE_MESSAGE_NEW, 12, 95,
    "Bei uns scheitert es nicht an der Technik, sondern an der Zuständigkeit zwischen drei "
    "Ämtern." },
  { "m07", REGIE_MESSAGE_QUESTION, REGIE_MESSAGE_NEW, 9, 61,
    "Wird es ein Postfach mit Zustellfiktion geben, das auch Gerichte akzeptieren?" },
  { "m08", REGIE_MESSAGE_QUESTION, REGIE_MESSAGE_NEW, 4, 48,
    "Barrierefreiheit: Wurde der Anmeldeweg mit Screenreader-Nutzenden getestet?" },
  { "m09", REGIE_MESSAGE_PRAISE, REGIE_MESSAGE_NEW, 2, 40, "Sehr anschaulich erklärt." },
  { "m10", REGIE_MESSAGE_COMMENT, REGIE_MESSAGE_NEW, 0, 20, "Ton ist etwas leise." },
  { "m11", REGIE_MESSAGE_QUESTION, REGIE_MESSAGE_NEW, 0, 12, "test" },
  { "m12", REGIE_MESSAGE_QUESTION, REGIE_MESSAGE_NEW, 0, 6,
    "Was kostet der Betrieb je Antrag, wenn man alles einrechnet?" },
  { "a01", REGIE_MESSAGE_QUESTION, REGIE_MESSAGE_APPROVED, 77, 700,
    "Warum reicht der Online-Ausweis nicht für alle Leistungen?" },
  { "a02", REGIE_MESSAGE_QUESTION, REGIE_MESSAGE_APPROVED, 41, 650,
    "Wie geht es mit der Vertretung weiter: Darf ich für meine Mutter Anträge stellen?" },
  { "a03", REGIE_MESSAGE_QUESTION, REGIE_MESSAGE_APPROVED, 18, 600,
    "Gibt es Zahlen zur Abbruchquote im Anmeldeprozess?" },
  { "n01", REGIE_MESSAGE_QUESTION, REGIE_MESSAGE_NEXT, 93, 900,
    "Welche drei Leistungen nutzen Bürgerinnen und Bürger tatsächlich digital?" },
  { "n02", REGIE_MESSAGE_QUESTION, REGIE_MESSAGE_NEXT, 54, 880,
    "Wer haftet, wenn ein Bescheid im Postfach untergeht?" },
  { "o01", REGIE_MESSAGE_QUESTION, REGIE_MESSAGE_ON_AIR, 128, 1200,
    "Müssen sich Bürgerinnen und Bürger künftig für jede Behörde ein neues Passwort merken?" },
  { "d01", REGIE_MESSAGE_QUESTION, REGIE_MESSAGE_ANSWERED, 64, 1500,
    "Ist das Konto freiwillig, und bleibt der Weg ins Amt offen?" },
  { "d02", REGIE_MESSAGE_QUESTION, REGIE_MESSAGE_ANSWERED, 35, 1700,
    "Welche Sprachen unterstützt die Oberfläche?" },
  { "p01", REGIE_MESSAGE_QUESTION, REGIE_MESSAGE_PARKED, 11, 800,
    "Wie sieht die Finanzierung nach 2027 aus?" },
  { "r01", REGIE_MESSAGE_COMMENT, REGIE_MESSAGE_REJECTED, 0, 500, "asdf" },
};

static GPtrArray *
make_messages (void)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);
  const char *const labels[] = { "OZG", "Wirtschaft", NULL };
  const char *const register_label[] = { "Register", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    {
      RegieRecord *record = fixture_message (messages[i].id, messages[i].kind, messages[i].state,
                                             messages[i].score, messages[i].age, messages[i].text);

      if (g_str_equal (messages[i].id, "m01"))
        {
          regie_record_set_strings (record, REGIE_FIELD_LABELS, labels);
          regie_record_set_string (
              record, REGIE_FIELD_NOTE,
              "Passt gut zur Abschlussrunde, dort sitzt das Bundesministerium.");
        }
      if (g_str_equal (messages[i].id, "m05"))
        regie_record_set_strings (record, REGIE_FIELD_LABELS, register_label);
      if (g_str_equal (messages[i].id, "m03"))
        {
          regie_record_set_string (record, REGIE_FIELD_CLAIMANT, "mod-2");
          regie_record_set_string (record, REGIE_FIELD_NAME, "Moderation 2");
          regie_record_set_int (record, REGIE_FIELD_MESSAGE_STATE, REGIE_MESSAGE_IN_REVIEW);
        }
      g_ptr_array_add (records, record);
    }
  return records;
}

static void
add_polls (GPtrArray *records)
{
  const char *const where[] = { "Am Willen der Beteiligten", "An Geld und Personal",
                                "An Recht und Zuständigkeit", "An der Technik", NULL };
  const char *const next[] = { "Ja", "Nein", "Weiß nicht", NULL };
  const char *const several[] = { "Schulung", "Geld", "Vorlagen", "Beratung vor Ort", NULL };

  g_ptr_array_add (records, fixture_poll ("v1", REGIE_POLL_SINGLE,
                                          "Woran scheitert das digitale Amt heute zuerst?", where));
  g_ptr_array_add (
      records, fixture_poll ("v2", REGIE_POLL_SINGLE, "Würden Sie das Konto selbst nutzen?", next));
  g_ptr_array_add (records, fixture_poll ("v3", REGIE_POLL_MULTIPLE,
                                          "Was brauchen Kommunen am dringendsten?", several));
  g_ptr_array_add (
      records, fixture_poll ("w1", REGIE_POLL_WORDS, "Ein Wort zur digitalen Verwaltung", NULL));
}

static RegieRecord *
poll_record (RegieRecordType type, const char *poll)
{
  return regie_record_set_string (regie_record_new (type), REGIE_FIELD_POLL, poll);
}

static RegieRecord *
tally (const char *poll, gint64 voters, const int *counts, guint n_counts)
{
  RegieRecord *record = poll_record (REGIE_RECORD_POLL_TALLY, poll);
  g_autoptr (GPtrArray) entries = regie_entries_new ();

  for (guint i = 0; i < n_counts; i++)
    {
      g_autofree char *option = g_strdup_printf ("o%u", i + 1);

      g_ptr_array_add (entries, regie_entry_new (option, NULL, counts[i], FALSE));
    }
  regie_record_set_int (record, REGIE_FIELD_ROUND, 1);
  regie_record_set_entries (record, REGIE_FIELD_ENTRIES, entries);
  return regie_record_set_int (record, REGIE_FIELD_VOTERS, voters);
}

static RegieRecord *
word_tally (void)
{
  static const struct
  {
    const char *word;
    int count;
  } words[] = {
    { "Digitalisierung", 61 },
    { "Einfachheit", 44 },
    { "Bürokratieabbau", 39 },
    { "Vertrauen", 31 },
    { "Datenschutz", 27 },
    { "Once-Only", 24 },
    { "Barrierefreiheit", 21 },
    { "Standards", 17 },
    { "Fachkräftemangel", 16 },
    { "Open Source", 15 },
    { "Registermodernisierung", 13 },
    { "E-Akte", 11 },
    { "Mut", 11 },
    { "Tempo", 9 },
    { "Föderalismus", 9 },
    { "KI", 8 },
    { "Ende zu Ende", 7 },
    { "Zuständigkeit", 6 },
    { "Nutzerfreundlichkeit", 6 },
    { "Cloud", 5 },
    { "Geduld", 5 },
    { "Fax", 4 },
    { "Souveränität", 4 },
    { "Schnittstellen", 4 },
    { "Kommunen", 3 },
    { "Verständlichkeit", 3 },
    { "Transparenz", 3 },
    { "Medienbruch", 2 },
    { "Online-Ausweis", 2 },
    { "Hoffnung", 2 },
  };
  RegieRecord *record = poll_record (REGIE_RECORD_POLL_TALLY, "w1");
  g_autoptr (GPtrArray) entries = regie_entries_new ();

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *key = g_utf8_casefold (words[i].word, -1);

      g_ptr_array_add (entries, regie_entry_new (key, words[i].word, words[i].count, FALSE));
    }
  regie_record_set_int (record, REGIE_FIELD_ROUND, 1);
  regie_record_set_entries (record, REGIE_FIELD_ENTRIES, entries);
  return regie_record_set_int (record, REGIE_FIELD_VOTERS, 173);
}

static void
send_cue (Stage *stage, const char *id, RegieCueKind kind)
{
  RegieRecord *cue = regie_record_new (REGIE_RECORD_CUE_SEND);

  regie_record_set_string (cue, REGIE_FIELD_CUE, id);
  regie_record_set_string (cue, REGIE_FIELD_STAGE, "stage-1");
  regie_record_set_int (cue, REGIE_FIELD_CUE_KIND, kind);
  regie_record_set_string (cue, REGIE_FIELD_NAME, "Regie");
  fixture_apply (&stage->desk, cue);
}

static gboolean
end_wait (gpointer over)
{
  *(gboolean *) over = TRUE;
  return G_SOURCE_REMOVE;
}

static void
settle (void)
{
  gboolean over = FALSE;

  /* Pictures want the animations to have ended; everything else wants one turn of the display. */
  g_timeout_add (g_getenv ("REGIE_PICTURES") ? 400 : 60, end_wait, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static void
load_styles (void)
{
  GtkCssProvider *light = gtk_css_provider_new (), *dark = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (light, REGIE_RESOURCE_PATH "/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (light), 600);
  if (adw_style_manager_get_dark (adw_style_manager_get_default ()))
    {
      gtk_css_provider_load_from_resource (dark, REGIE_RESOURCE_PATH "/style-dark.css");
      gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                                  GTK_STYLE_PROVIDER (dark), 601);
    }
  g_object_unref (light);
  g_object_unref (dark);
}

static void
set_up (Stage *stage, int width, int height)
{
  GtkWidget *overlay = adw_toast_overlay_new ();
  GtkWidget *page = adw_toolbar_view_new ();

  fixture_set_up (&stage->desk);
  stage->view = g_object_new (REGIE_TYPE_MODERATE_VIEW, "session", stage->desk.session, NULL);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (page), adw_header_bar_new ());
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), GTK_WIDGET (stage->view));
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (page), overlay);
  stage->window = g_object_new (ADW_TYPE_APPLICATION_WINDOW, "content", page, "default-width",
                                width, "default-height", height, NULL);
  gtk_widget_add_css_class (stage->window, "regie");
  gtk_window_present (GTK_WINDOW (stage->window));
}

static void
fill (Stage *stage)
{
  GPtrArray *records = make_messages ();

  RegieRecord *overlay = regie_record_new (REGIE_RECORD_STAGE_OVERLAY);

  add_polls (records);
  fixture_load (&stage->desk, records);
  regie_record_set_string (overlay, REGIE_FIELD_STAGE, "stage-1");
  regie_record_set_int (overlay, REGIE_FIELD_OVERLAY, REGIE_OVERLAY_QUESTION);
  fixture_apply (&stage->desk, regie_record_set_string (overlay, REGIE_FIELD_TARGET, "o01"));
}

static void
tear_down (Stage *stage)
{
  RegieModerateView *view = g_object_ref (stage->view);

  gtk_window_destroy (GTK_WINDOW (stage->window));
  settle ();
  g_assert_finalize_object (view);
  fixture_tear_down (&stage->desk);
}

static void
picture (Stage *stage, const char *name)
{
  const char *folder = g_getenv ("REGIE_PICTURES");
  g_autofree char *path = NULL;
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GtkSnapshot) snapshot = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  graphene_rect_t area;

  if (!folder)
    return;
  settle ();
  path = g_strdup_printf ("%s/%s.png", folder, name);
  paintable = gtk_widget_paintable_new (stage->window);
  snapshot = gtk_snapshot_new ();
  graphene_rect_init (&area, 0, 0, (float) gtk_widget_get_width (stage->window),
                      (float) gtk_widget_get_height (stage->window));
  gdk_paintable_snapshot (paintable, snapshot, area.size.width, area.size.height);
  node = gtk_snapshot_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (stage->window)), node,
                                         &area);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

static void
run_vote (Stage *stage)
{
  const int counts[] = { 255, 128, 22, 7 };
  RegieRecord *open = poll_record (REGIE_RECORD_POLL_OPEN, "v1");

  regie_record_set_int (open, REGIE_FIELD_END, FIXTURE_NOW + 38 * G_USEC_PER_SEC);
  fixture_apply (&stage->desk, open);
  fixture_apply (&stage->desk, tally ("v1", 412, counts, 4));
}

static void
test_looks_finished (void)
{
  Stage stage;
  int width = g_getenv ("REGIE_WIDTH") ? atoi (g_getenv ("REGIE_WIDTH")) : 1440;
  int height = g_getenv ("REGIE_HEIGHT") ? atoi (g_getenv ("REGIE_HEIGHT")) : 900;

  set_up (&stage, width, height);
  settle ();
  picture (&stage, "empty");
  fill (&stage);
  picture (&stage, "calm");
  send_cue (&stage, "c1", REGIE_CUE_WRAP_UP);
  run_vote (&stage);
  fixture_apply (&stage.desk, poll_record (REGIE_RECORD_POLL_OPEN, "w1"));
  fixture_apply (&stage.desk, word_tally ());
  picture (&stage, "busy");
  gtk_widget_activate_action (GTK_WIDGET (stage.view), "moderate.new-poll", NULL);
  picture (&stage, "dialog");
  tear_down (&stage);
}

/* Behaviour */

static RegieMessage *
message (Stage *stage, const char *id)
{
  return regie_congress_find_message (stage->desk.congress, id);
}

static RegieMessageState
state_of (Stage *stage, const char *id)
{
  return (RegieMessageState) regie_message_state (message (stage, id))->message_state;
}

static void
act (Stage *stage, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (stage->view), action, NULL));
}

/* Without a reason: `moderate.reject` asks for one. */
static void
reject (Stage *stage)
{
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (stage->view), "moderate.reject-for", "s", ""));
}

/* The first widget of @type below @widget, in the order of the screen. */
static GtkWidget *
find (GtkWidget *widget, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found)
        return found;
    }
  return NULL;
}

static const char *
selected (Stage *stage)
{
  RegieMessage *now = regie_question_queue_get_selected (
      REGIE_QUESTION_QUEUE (find (GTK_WIDGET (stage->view), REGIE_TYPE_QUESTION_QUEUE)));

  return now ? regie_entity_get_id (REGIE_ENTITY (now)) : NULL;
}

static gboolean
window_action_enabled (Stage *stage, const char *name)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (stage->window), name);

  g_assert_nonnull (action);
  return g_action_get_enabled (action);
}

/* Also what another moderator does: the desk hears of it and sent nothing. */
static void
move_elsewhere (Stage *stage, const char *id, RegieMessageState to)
{
  RegieRecord *record = regie_record_new (REGIE_RECORD_MESSAGE_MOVE);

  regie_record_set_by (record, REGIE_ROLE_MODERATOR, "mod-2");
  regie_record_set_string (record, REGIE_FIELD_MESSAGE, id);
  fixture_apply (&stage->desk, regie_record_set_int (record, REGIE_FIELD_MESSAGE_STATE, to));
}

static void
test_opening_the_view_changes_nothing (void)
{
  Stage stage;

  set_up (&stage, 1366, 768);
  fill (&stage);
  settle ();
  act (&stage, "moderate.select-next");
  act (&stage, "moderate.search");
  regie_desk_session_set_stage (stage.desk.session, "stage-2");
  regie_desk_session_set_stage (stage.desk.session, "stage-1");
  settle ();
  g_assert_cmpuint (stage.desk.n_commands, ==, 0);
  tear_down (&stage);
}

static void
test_a_decision_goes_to_the_next_message (void)
{
  Stage stage;

  set_up (&stage, 1366, 768);
  fill (&stage);
  settle ();
  g_assert_cmpstr (selected (&stage), ==, "m01");
  act (&stage, "moderate.approve");
  g_assert_cmpint (state_of (&stage, "m01"), ==, REGIE_MESSAGE_APPROVED);
  g_assert_cmpstr (selected (&stage), ==, "m02");
  reject (&stage);
  g_assert_cmpint (state_of (&stage, "m02"), ==, REGIE_MESSAGE_REJECTED);
  g_assert_cmpstr (selected (&stage), ==, "m03");
  act (&stage, "moderate.select-next");
  act (&stage, "moderate.park");
  g_assert_cmpint (state_of (&stage, "m04"), ==, REGIE_MESSAGE_PARKED);
  g_assert_cmpuint (stage.desk.n_commands, ==, 3);
  tear_down (&stage);
}

static void
test_a_refused_decision_leaves_the_message (void)
{
  Stage stage;

  set_up (&stage, 1366, 768);
  fill (&stage);
  settle ();
  stage.desk.refuse = TRUE;
  act (&stage, "moderate.approve");
  g_assert_cmpint (state_of (&stage, "m01"), ==, REGIE_MESSAGE_NEW);
  g_assert_cmpstr (selected (&stage), ==, "m01");
  g_assert_false (window_action_enabled (&stage, "moderate-undo"));
  tear_down (&stage);
}

static void
test_one_question_is_on_air_at_a_time (void)
{
  Stage stage;

  set_up (&stage, 1366, 768);
  fill (&stage);
  settle ();
  act (&stage, "moderate.next-on-air");
  g_assert_cmpint (state_of (&stage, "o01"), ==, REGIE_MESSAGE_ANSWERED);
  g_assert_cmpint (state_of (&stage, "n01"), ==, REGIE_MESSAGE_ON_AIR);
  act (&stage, "moderate.answered");
  g_assert_cmpint (state_of (&stage, "n01"), ==, REGIE_MESSAGE_ANSWERED);
  g_assert_false (window_action_enabled (&stage, "moderate-answered"));
  /* What is new has to be approved before it can go on air. */
  g_assert_cmpstr (selected (&stage), ==, "m01");
  g_assert_false (window_action_enabled (&stage, "moderate-on-air"));
  tear_down (&stage);
}

static void
test_the_last_own_move_can_be_undone (void)
{
  Stage stage;

  set_up (&stage, 1366, 768);
  fill (&stage);
  settle ();
  reject (&stage);
  act (&stage, "moderate.approve");
  g_assert_true (window_action_enabled (&stage, "moderate-undo"));
  act (&stage, "moderate.undo");
  g_assert_cmpint (state_of (&stage, "m02"), ==, REGIE_MESSAGE_NEW);
  g_assert_cmpint (state_of (&stage, "m01"), ==, REGIE_MESSAGE_REJECTED);
  act (&stage, "moderate.undo");
  g_assert_cmpint (state_of (&stage, "m01"), ==, REGIE_MESSAGE_NEW);
  g_assert_false (window_action_enabled (&stage, "moderate-undo"));
  tear_down (&stage);
}

static void
test_undo_refuses_when_somebody_went_on (void)
{
  Stage stage;

  set_up (&stage, 1366, 768);
  fill (&stage);
  settle ();
  act (&stage, "moderate.approve");
  move_elsewhere (&stage, "m01", REGIE_MESSAGE_NEXT);
  act (&stage, "moderate.undo");
  g_assert_cmpint (state_of (&stage, "m01"), ==, REGIE_MESSAGE_NEXT);
  g_assert_cmpuint (stage.desk.n_commands, ==, 2);
  tear_down (&stage);
}

static void
test_a_key_meant_for_another_message_does_nothing (void)
{
  Stage stage;

  set_up (&stage, 1366, 768);
  fill (&stage);
  settle ();
  g_assert_cmpstr (selected (&stage), ==, "m01");
  /* Nobody has touched the list: the message goes as somebody else takes it, and stays selected. */
  move_elsewhere (&stage, "m01", REGIE_MESSAGE_REJECTED);
  g_assert_cmpstr (selected (&stage), ==, "m01");
  act (&stage, "moderate.approve");
  g_assert_cmpint (state_of (&stage, "m01"), ==, REGIE_MESSAGE_REJECTED);
  g_assert_cmpuint (stage.desk.n_commands, ==, 0);
  act (&stage, "moderate.select-next");
  g_assert_cmpstr (selected (&stage), ==, "m02");
  tear_down (&stage);
}

static void
test_keys_work_without_focus (void)
{
  Stage stage;
  g_autoptr (GVariant) list = g_variant_ref_sink (g_variant_new_int32 (1));

  set_up (&stage, 1366, 768);
  fill (&stage);
  settle ();
  gtk_widget_activate_action_variant (GTK_WIDGET (stage.view), "moderate.list", list);
  g_assert_cmpstr (selected (&stage), ==, "a01");
  g_action_activate (g_action_map_lookup_action (G_ACTION_MAP (stage.window), "moderate-on-air"),
                     NULL);
  g_assert_cmpint (state_of (&stage, "a01"), ==, REGIE_MESSAGE_ON_AIR);
  g_assert_cmpint (state_of (&stage, "o01"), ==, REGIE_MESSAGE_ANSWERED);
  tear_down (&stage);
}

static void
test_a_double_press_is_one_question_on_air (void)
{
  Stage stage;

  set_up (&stage, 1366, 768);
  fill (&stage);
  settle ();
  act (&stage, "moderate.next-on-air");
  act (&stage, "moderate.next-on-air");
  g_assert_cmpint (state_of (&stage, "n01"), ==, REGIE_MESSAGE_ON_AIR);
  g_assert_cmpint (state_of (&stage, "n02"), ==, REGIE_MESSAGE_NEXT);
  tear_down (&stage);
}

static void
test_a_rejection_can_say_why (void)
{
  Stage stage;

  set_up (&stage, 1366, 768);
  fill (&stage);
  settle ();
  gtk_widget_activate_action (GTK_WIDGET (stage.view), "moderate.reject-for", "s", "Off topic");
  g_assert_cmpint (state_of (&stage, "m01"), ==, REGIE_MESSAGE_REJECTED);
  g_assert_cmpstr (regie_message_state (message (&stage, "m01"))->reason, ==, "Off topic");
  tear_down (&stage);
}

static void
test_a_claim_is_seen_and_released (void)
{
  Stage stage;

  set_up (&stage, 1366, 768);
  fill (&stage);
  settle ();
  act (&stage, "moderate.claim");
  g_assert_cmpstr (regie_message_state (message (&stage, "m01"))->claimant, ==, "mod-1");
  g_assert_cmpint (state_of (&stage, "m01"), ==, REGIE_MESSAGE_IN_REVIEW);
  act (&stage, "moderate.claim");
  g_assert_null (regie_message_state (message (&stage, "m01"))->claimant);
  g_assert_cmpint (state_of (&stage, "m01"), ==, REGIE_MESSAGE_NEW);
  tear_down (&stage);
}

static void
test_a_row_reads_as_a_sentence (void)
{
  Fixture fixture;
  g_autofree char *sentence = NULL;
  RegieRecord *record = fixture_message ("x", REGIE_MESSAGE_QUESTION, REGIE_MESSAGE_NEW, 48, 130,
                                         "Gibt es die Folien?");
  const char *const labels[] = { "OZG", NULL };

  fixture_set_up (&fixture);
  regie_record_set_strings (record, REGIE_FIELD_LABELS, labels);
  sentence = regie_question_sentence (record, FIXTURE_NOW, FALSE);
  g_assert_cmpstr (sentence, ==, "48 votes, question, 2 minutes ago, OZG: Gibt es die Folien?");
  regie_record_unref (record);
  fixture_tear_down (&fixture);
}

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
  gint64 deadline = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;
  guint before;

  set_up (&stage, 1366, 768);
  fill (&stage);
  fixture_apply (&stage.desk, poll_record (REGIE_RECORD_POLL_OPEN, "w1"));
  fixture_apply (&stage.desk, word_tally ());
  cloud = REGIE_CLOUD_VIEW (find (GTK_WIDGET (stage.view), REGIE_TYPE_CLOUD_VIEW));
  g_assert_nonnull (cloud);
  while (regie_cloud_view_get_n_words (cloud) == 0 && g_get_monotonic_time () < deadline)
    g_main_context_iteration (NULL, TRUE);
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

static void
test_a_recording_offers_no_commands (void)
{
  Stage stage;
  g_autoptr (RegieDeskSession) recording = NULL;

  set_up (&stage, 1366, 768);
  fill (&stage);
  recording = regie_desk_session_new_offline (stage.desk.congress, TRUE);
  regie_desk_session_set_clock (recording, fixture_now, NULL);
  g_object_set (stage.view, "session", recording, NULL);
  picture (&stage, "recording");
  g_assert_false (window_action_enabled (&stage, "moderate-approve"));
  g_assert_false (window_action_enabled (&stage, "moderate-answered"));
  g_assert_cmpstr (selected (&stage), ==, "m01");
  g_object_set (stage.view, "session", stage.desk.session, NULL);
  g_clear_object (&recording);
  tear_down (&stage);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  regie_application_init_resources ();
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      g_getenv ("REGIE_LIGHT") ? ADW_COLOR_SCHEME_FORCE_LIGHT
                                                               : ADW_COLOR_SCHEME_FORCE_DARK);
  load_styles ();
  g_test_add_func ("/desk/moderate/looks-finished", test_looks_finished);
  g_test_add_func ("/desk/moderate/opening-the-view-changes-nothing",
                   test_opening_the_view_changes_nothing);
  g_test_add_func ("/desk/moderate/a-decision-goes-to-the-next-message",
                   test_a_decision_goes_to_the_next_message);
  g_test_add_func ("/desk/moderate/a-refused-decision-leaves-the-message",
                   test_a_refused_decision_leaves_the_message);
  g_test_add_func ("/desk/moderate/one-question-is-on-air-at-a-time",
                   test_one_question_is_on_air_at_a_time);
  g_test_add_func ("/desk/moderate/the-last-own-move-can-be-undone",
                   test_the_last_own_move_can_be_undone);
  g_test_add_func ("/desk/moderate/undo-refuses-when-somebody-went-on",
                   test_undo_refuses_when_somebody_went_on);
  g_test_add_func ("/desk/moderate/a-key-meant-for-another-message-does-nothing",
                   test_a_key_meant_for_another_message_does_nothing);
  g_test_add_func ("/desk/moderate/keys-work-without-focus", test_keys_work_without_focus);
  g_test_add_func ("/desk/moderate/a-double-press-is-one-question-on-air",
                   test_a_double_press_is_one_question_on_air);
  g_test_add_func ("/desk/moderate/a-rejection-can-say-why", test_a_rejection_can_say_why);
  g_test_add_func ("/desk/moderate/a-claim-is-seen-and-released",
                   test_a_claim_is_seen_and_released);
  g_test_add_func ("/desk/moderate/a-row-reads-as-a-sentence", test_a_row_reads_as_a_sentence);
  g_test_add_func ("/desk/moderate/bars-say-percent-and-voters", test_bars_say_percent_and_voters);
  g_test_add_func ("/desk/moderate/a-cloud-grows-and-loses-what-is-blocked",
                   test_a_cloud_grows_and_loses_what_is_blocked);
  g_test_add_func ("/desk/moderate/a-cloud-says-what-it-has-no-room-for",
                   test_a_cloud_says_what_it_has_no_room_for);
  g_test_add_func ("/desk/moderate/a-vote-is-opened-shown-and-closed",
                   test_a_vote_is_opened_shown_and_closed);
  g_test_add_func ("/desk/moderate/a-recording-offers-no-commands",
                   test_a_recording_offers_no_commands);
  return g_test_run ();
}
