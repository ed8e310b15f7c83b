/* moderate-stage.h: the moderator's view in a window, on a congress in the middle of a session
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * With REGIE_PICTURES=FOLDER the tests leave pictures there; REGIE_LIGHT=1 makes them light.
 */

#pragma once

#include "regie-config.h"

#include "regie-application.h"
#include "regie-moderate-view.h"

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

G_GNUC_UNUSED static void
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

G_GNUC_UNUSED static void
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

/* In the scheme that the pictures are wanted in. */
static void
stage_init (int *argc, char ***argv)
{
  g_test_init (argc, argv, NULL);
  adw_init ();
  regie_application_init_resources ();
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      g_getenv ("REGIE_LIGHT") ? ADW_COLOR_SCHEME_FORCE_LIGHT
                                                               : ADW_COLOR_SCHEME_FORCE_DARK);
  load_styles ();
}

/* The first widget of @type below @widget, in the order of the screen. */
G_GNUC_UNUSED static GtkWidget *
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

G_GNUC_UNUSED static void
run_vote (Stage *stage)
{
  const int counts[] = { 255, 128, 22, 7 };
  RegieRecord *open = poll_record (REGIE_RECORD_POLL_OPEN, "v1");

  regie_record_set_int (open, REGIE_FIELD_END, FIXTURE_NOW + 38 * G_USEC_PER_SEC);
  fixture_apply (&stage->desk, open);
  fixture_apply (&stage->desk, tally ("v1", 412, counts, 4));
}
