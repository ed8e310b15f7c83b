/* test-alarm-pictures.c: every alarm as the desk shows it: each word whole, and a picture of it to look at
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * Films with one fault each play in real monitors until each has its alarm. Then they are shown side by
 * side, and three at a time in the director's window, in both languages and both styles. The pictures are
 * left in tour/alarms of the build directory.
 */

#include "regie-config.h"

#include "regie-alarm-chip.h"
#include "regie-alarm-label.h"
#include "regie-alarm-list.h"
#include "regie-alarm-pills.h"
#include "regie-alarm-text.h"
#include "regie-application.h"
#include "regie-mark.h"
#include "regie-monitor-view.h"
#include "regie-window.h"

#include "desk-fixture.h"
#include "film.h"
#include "wait-until.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <math.h>

#define WIDTH 320
#define HEIGHT 180
#define RATE 10
#define SECONDS 60
/** A film is as it should be until here, seconds */
#define FROM 1.0
/** Nothing listens there: connecting is refused at once. */
#define NOWHERE "rtsp://127.0.0.1:9/nothing"
#define COLUMNS 4

typedef enum
{
  MOVES,
  STANDS,
  IS_BLACK,
  STUTTERS,
  IS_OF_ANOTHER_STAGE,
  HAS_AN_OLD_MARK,
} Picture;

typedef enum
{
  SPEAKS,
  IS_SILENT,
  HAS_NO_LEFT,
  CLIPS,
  SHOUTS,
} Sound;

/* What happens to a source. */
typedef enum
{
  PLAYS,
  IS_NOT_THERE,
  HAS_FAILED_OVER,
  /* its alarm is put in: no film carries two clocks */
  IS_SAID,
} Fate;

typedef struct
{
  const char *caption;
  /* -1: none */
  int kind;
  Picture picture;
  Sound sound;
  Fate fate;
  gboolean ignored;
} State;

static const State states[] = {
  { "as it should be", -1, MOVES, SPEAKS, PLAYS, FALSE },
  { "no signal", REGIE_ALARM_NO_SIGNAL, MOVES, SPEAKS, IS_NOT_THERE, FALSE },
  { "frozen", REGIE_ALARM_FROZEN, STANDS, IS_SILENT, PLAYS, FALSE },
  { "black", REGIE_ALARM_BLACK, IS_BLACK, SPEAKS, PLAYS, FALSE },
  { "silent", REGIE_ALARM_SILENT, MOVES, IS_SILENT, PLAYS, FALSE },
  { "channel missing", REGIE_ALARM_CHANNEL_MISSING, MOVES, HAS_NO_LEFT, PLAYS, FALSE },
  { "clipping", REGIE_ALARM_CLIPPING, MOVES, CLIPS, PLAYS, FALSE },
  { "loudness", REGIE_ALARM_LOUDNESS, MOVES, SHOUTS, PLAYS, FALSE },
  { "lip sync", REGIE_ALARM_AV_OFFSET, MOVES, SPEAKS, IS_SAID, FALSE },
  { "low frame rate", REGIE_ALARM_LOW_FRAME_RATE, STUTTERS, SPEAKS, PLAYS, FALSE },
  { "wrong stage", REGIE_ALARM_WRONG_STAGE, IS_OF_ANOTHER_STAGE, SPEAKS, PLAYS, FALSE },
  { "old picture", REGIE_ALARM_STALE, HAS_AN_OLD_MARK, SPEAKS, PLAYS, FALSE },
  { "failed over", -1, MOVES, SPEAKS, HAS_FAILED_OVER, FALSE },
  { "ignored", REGIE_ALARM_SILENT, MOVES, IS_SILENT, PLAYS, TRUE },
};

/* Longest words first in each language, three stages at a time. */
static const guint scenes[][3] = { { 5, 9, 10 }, { 6, 8, 11 } };

static RegieMonitor *monitors[G_N_ELEMENTS (states)];
static char *folder;
static gint64 premiere;

/* ---- films ---- */

static void
fill (guint8 *planes, guint left, guint top, guint right, guint bottom, const guint8 *color)
{
  guint8 *u = planes + WIDTH * HEIGHT;
  guint8 *v = u + WIDTH * HEIGHT / 4;

  for (guint y = top; y < bottom; y++)
    memset (planes + y * WIDTH + left, color[0], right - left);
  for (guint y = top / 2; y < bottom / 2; y++)
    {
      memset (u + y * WIDTH / 2 + left / 2, color[1], (right - left) / 2);
      memset (v + y * WIDTH / 2 + left / 2, color[2], (right - left) / 2);
    }
}

/* A slide, and beside it somebody who speaks. */
static gboolean
draw (gpointer data, guint8 *planes, double time)
{
  static const guint8 hall[] = { 46, 140, 120 }, slide[] = { 225, 128, 128 },
                      text[] = { 90, 150, 110 }, person[] = { 120, 110, 160 },
                      none[] = { 16, 128, 128 };
  const State *state = data;
  const Picture picture = time < FROM ? MOVES : state->picture;
  const double moved = picture == STANDS ? FROM : time;
  const double marked = picture == HAS_AN_OLD_MARK ? FROM : time;
  const guint sway = (guint) (12 + 12 * sin (2 * moved)) & ~1u;

  if (picture == STUTTERS && (guint) lround (time * RATE) % 3 != 0)
    return FALSE;
  fill (planes, 0, 0, WIDTH, HEIGHT, hall);
  fill (planes, 16, 20, 200, 140, slide);
  for (guint i = 0; i < 4; i++)
    fill (planes, 30, 40 + 24 * i, 100 + 20 * (i % 3), 48 + 24 * i, text);
  fill (planes, 226 + sway, 60, 262 + sway, 100, person);
  fill (planes, 214 + sway, 104, 274 + sway, HEIGHT, text);
  if (picture == IS_BLACK)
    fill (planes, 0, 0, WIDTH, HEIGHT, none);
  /* A mark moves, and black has none. */
  else if (state->picture != STANDS)
    regie_mark_write (planes, WIDTH, WIDTH, HEIGHT,
                      regie_mark_encode (picture == IS_OF_ANOTHER_STAGE ? 2 : 1,
                                         premiere + (gint64) (marked * 1e6)));
  return TRUE;
}

static void
speak (gpointer data, gint16 *samples, gsize n, guint64 first)
{
  static const double gains[] = {
    [SPEAKS] = 1, [IS_SILENT] = 0, [HAS_NO_LEFT] = 1, [CLIPS] = 15, [SHOUTS] = 4,
  };
  const State *state = data;

  for (gsize i = 0; i < n; i++)
    {
      const double time = (double) (first + i) / FILM_SAMPLES;
      const Sound sound = time < FROM ? SPEAKS : state->sound;
      const double voice = fabs (sin (G_PI * 4 * time)) * sin (2 * G_PI * 150 * time) * 0.17;
      const double value = CLAMP (voice * gains[sound], -1, 1);

      samples[2 * i] = (gint16) lround (32767 * (sound == HAS_NO_LEFT ? 0 : value));
      samples[2 * i + 1] = (gint16) lround (32767 * value);
    }
}

static RegieMonitor *
make_monitor (const State *state, guint number)
{
  const Film film = { WIDTH, HEIGHT, RATE, SECONDS, draw, speak, (gpointer) state };
  RegieAlarmLimits limits = *regie_alarm_limits_get_default ();
  RegieMonitor *monitor = regie_monitor_new ();
  g_autofree char *name = g_strdup_printf ("%u.mkv", number);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);

  if (state->fate != IS_NOT_THERE)
    film_write (&film, path);
  /* a film is as old as it is */
  limits.stale_age = 0;
  regie_monitor_set_limits (monitor, &limits);
  regie_monitor_set_expected_stage (monitor, 1);
  if (state->fate == IS_NOT_THERE || state->fate == HAS_FAILED_OVER)
    regie_monitor_set_sources (
        monitor,
        (const char *const[]) { NOWHERE, state->fate == HAS_FAILED_OVER ? uri : NULL, NULL });
  else
    regie_monitor_set_sources (monitor, (const char *const[]) { uri, NULL });
  return monitor;
}

static gboolean
has_alarm (RegieMonitor *monitor, int kind)
{
  GListModel *alarms = regie_monitor_get_alarms (monitor);

  for (guint i = 0; i < g_list_model_get_n_items (alarms); i++)
    {
      g_autoptr (RegieAlarm) alarm = g_list_model_get_item (alarms, i);

      if ((int) regie_alarm_get_kind (alarm) == kind)
        return TRUE;
    }
  return FALSE;
}

/* The picture stays when the film is stopped, and nobody judges it any more. */
static void
say_lip_sync (RegieMonitor *monitor)
{
  RegieAlarmReport reports[REGIE_ALARM_KINDS] = { 0 };
  const gint64 now = g_get_monotonic_time ();

  wait_until (regie_monitor_get_handed (monitor) > 5);
  regie_monitor_set_playing (monitor, FALSE);
  reports[REGIE_ALARM_AV_OFFSET] =
      (RegieAlarmReport) { TRUE, now - 4 * G_USEC_PER_SEC, REGIE_ALARM_WARNING, 145 };
  regie_alarm_list_update (REGIE_ALARM_LIST (regie_monitor_get_alarms (monitor)), reports, now);
}

static void
begin_films (void)
{
  folder = g_dir_make_tmp ("regie-alarms-XXXXXX", NULL);
  premiere = g_get_real_time () + 300 * (gint64) G_USEC_PER_SEC;
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    monitors[i] = make_monitor (&states[i], i);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    regie_monitor_set_playing (monitors[i], TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      if (states[i].fate == IS_SAID)
        say_lip_sync (monitors[i]);
      g_test_message ("%s", states[i].caption);
      wait_until (states[i].kind < 0 || has_alarm (monitors[i], states[i].kind));
      if (states[i].ignored)
        regie_monitor_ignore_alarm (monitors[i], (RegieAlarmKind) states[i].kind,
                                    g_get_monotonic_time () + REGIE_ALARM_IGNORE_TIME);
      if (states[i].fate == HAS_FAILED_OVER)
        wait_until (regie_monitor_get_state (monitors[i]) == REGIE_MONITOR_FAILED_OVER);
    }
}

static void
end_films (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.mkv", i);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_finalize_object (monitors[i]);
      g_remove (path);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_free (folder);
}

/* ---- looking ---- */

static void
load_style (gboolean light)
{
  static GtkCssProvider *providers[2];
  static const char *const files[] = { "/style.css", "/style-dark.css" };

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      light ? ADW_COLOR_SCHEME_FORCE_LIGHT
                                            : ADW_COLOR_SCHEME_FORCE_DARK);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *path = g_strconcat (REGIE_RESOURCE_PATH, files[i], NULL);

      if (providers[i])
        gtk_style_context_remove_provider_for_display (gdk_display_get_default (),
                                                       GTK_STYLE_PROVIDER (providers[i]));
      g_clear_object (&providers[i]);
      if (i == 1 && light)
        continue;
      providers[i] = gtk_css_provider_new ();
      gtk_css_provider_load_from_resource (providers[i], path);
      gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                                  GTK_STYLE_PROVIDER (providers[i]),
                                                  GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + i);
    }
}

/* Where the cut of @layout begins, bytes; G_MAXINT: it is whole. */
static int
find_cut (PangoLayout *layout)
{
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  int cut = G_MAXINT;

  do
    {
      PangoLayoutRun *run = pango_layout_iter_get_run_readonly (iter);

      if (run && (run->item->analysis.flags & PANGO_ANALYSIS_FLAG_IS_ELLIPSIS))
        cut = MIN (cut, run->item->offset);
    }
  while (pango_layout_iter_next_run (iter));
  pango_layout_iter_free (iter);
  return cut;
}

/* Returns: the word of an alarm that @text says; NULL: none */
static const char *
find_word (const char *text)
{
  for (guint kind = 0; kind < REGIE_ALARM_KINDS; kind++)
    if (strstr (text, regie_alarm_word (kind)))
      return regie_alarm_word (kind);
  return NULL;
}

/* Returns: how many words of alarms stand in @root, each whole and within what it stands in */
static guint
count_words (GtkWidget *root, GtkWidget *frame)
{
  guint n = 0;

  if (REGIE_IS_MONITOR_VIEW (root) || REGIE_IS_ALARM_CHIP (root))
    frame = root;
  if (frame && GTK_IS_LABEL (root) && gtk_widget_get_mapped (root))
    {
      const char *text = gtk_label_get_text (GTK_LABEL (root));
      const char *word = find_word (text);

      if (word)
        {
          const int end = (int) (strstr (text, word) - text + (gssize) strlen (word));
          graphene_rect_t bounds;

          if (find_cut (gtk_label_get_layout (GTK_LABEL (root))) < end)
            g_error ("“%s” is cut at %d pixels", text, gtk_widget_get_width (root));
          g_assert_true (gtk_widget_compute_bounds (root, frame, &bounds));
          if (bounds.origin.x < 0 || bounds.origin.y < 0
              || bounds.origin.x + bounds.size.width > (float) gtk_widget_get_width (frame)
              || bounds.origin.y + bounds.size.height > (float) gtk_widget_get_height (frame))
            g_error ("“%s” does not fit into %d×%d pixels", text, gtk_widget_get_width (frame),
                     gtk_widget_get_height (frame));
          n++;
        }
    }
  if (REGIE_IS_ALARM_LABEL (root)
      && find_word (regie_alarm_label_get_shown (REGIE_ALARM_LABEL (root))))
    n++;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child;
       child = gtk_widget_get_next_sibling (child))
    n += count_words (child, frame);
  return n;
}

static void
on_painted (GdkFrameClock *clock, gpointer user_data)
{
  guint *frames = user_data;

  (*frames)++;
}

static void
wait_for_frames (GtkWidget *window, guint n)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  guint frames = 0;
  const gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (on_painted), &frames);

  for (guint i = 0; i < n; i++)
    {
      const guint before = frames;

      gtk_widget_queue_draw (window);
      wait_until (frames > before);
    }
  g_signal_handler_disconnect (clock, handler);
}

static void
take_picture (GtkWidget *widget, const char *name)
{
  g_autofree char *where = g_test_build_filename (G_TEST_BUILT, "tour", "alarms", NULL);
  g_autofree char *path = g_strdup_printf ("%s/%s.png", where, name);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  g_assert_cmpint (g_mkdir_with_parents (where, 0755), ==, 0);
  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (widget),
                          gtk_widget_get_height (widget));
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)),
                                         node, NULL);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

/* ---- all of them side by side ---- */

static GtkWidget *
make_tile (RegieDeskSession *session, guint i)
{
  GtkWidget *tile = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *caption = gtk_label_new (states[i].caption);
  g_autofree char *stage = g_strdup_printf ("stage-%u", i + 1);
  GtkWidget *view =
      g_object_new (REGIE_TYPE_MONITOR_VIEW, "session", session, "stage-id", stage, NULL);

  gtk_widget_set_size_request (view, 300, 176);
  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_widget_add_css_class (caption, "dim");
  gtk_box_append (GTK_BOX (tile), view);
  gtk_box_append (GTK_BOX (tile), caption);
  return tile;
}

static void
show_all (const char *name)
{
  GPtrArray *more = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);
  GtkWidget *window = adw_window_new ();
  GtkWidget *grid = gtk_grid_new ();
  g_autofree char *file = g_strdup_printf ("all-%s", name);
  Fixture desk;

  fixture_set_up (&desk);
  for (guint i = 3; i < G_N_ELEMENTS (states); i++)
    g_ptr_array_add (more, fixture_stage ((int) i + 1, "…"));
  fixture_load (&desk, more);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 10);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 10);
  gtk_widget_set_margin_start (grid, 12);
  gtk_widget_set_margin_end (grid, 12);
  gtk_widget_set_margin_top (grid, 12);
  gtk_widget_set_margin_bottom (grid, 12);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autofree char *stage = g_strdup_printf ("stage-%u", i + 1);

      regie_desk_session_set_monitor (desk.session, stage, monitors[i]);
      gtk_grid_attach (GTK_GRID (grid), make_tile (desk.session, i), (int) (i % COLUMNS),
                       (int) (i / COLUMNS), 1, 1);
    }
  adw_window_set_content (ADW_WINDOW (window), grid);
  gtk_window_present (GTK_WINDOW (window));
  wait_for_frames (window, 3);
  regie_desk_session_tick (desk.session);
  wait_for_frames (window, 4);
  /* All that are to have an alarm say it. */
  g_assert_cmpuint (count_words (window, NULL), >=, G_N_ELEMENTS (states) - 2);
  take_picture (window, file);
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  fixture_tear_down (&desk);
}

/* ---- three of them on the director's desk ---- */

static void
show_desk (const char *name, const guint *scene, int width, int height)
{
  g_autofree char *file = g_strdup_printf ("desk-%s-%dx%d-%u", name, width, height, scene[0]);
  RegieWindow *window;
  Fixture desk;
  guint n;

  fixture_set_up (&desk);
  fixture_load (&desk, NULL);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *stage = g_strdup_printf ("stage-%u", i + 1);

      regie_desk_session_set_monitor (desk.session, stage, monitors[scene[i]]);
    }
  window = regie_window_new (NULL, desk.session, NULL);
  g_object_ref (window);
  gtk_window_unmaximize (GTK_WINDOW (window));
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_present (GTK_WINDOW (window));
  wait_for_frames (GTK_WIDGET (window), 5);
  regie_desk_session_tick (desk.session);
  wait_for_frames (GTK_WIDGET (window), 4);
  take_picture (GTK_WIDGET (window), file);
  n = count_words (GTK_WIDGET (window), NULL);
  g_test_message ("%s: %u words", file, n);
  /* On each card, and on the panel where the desk is as wide as a laptop. */
  g_assert_cmpuint (n, >=, width >= 1366 ? 6 : 3);
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (window);
  fixture_tear_down (&desk);
}

static void
every_alarm_is_told_in_full (void)
{
  static const struct
  {
    const char *name;
    const char *locale;
  } languages[] = { { "de", "de_DE.UTF-8" }, { "en", "C.UTF-8" } };

#ifdef __SANITIZE_ADDRESS__
  g_test_skip ("a sanitizer does not keep pace with fourteen films");
  return;
#endif
  begin_films ();
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    for (guint light = 0; light < 2; light++)
      {
        g_autofree char *name =
            g_strdup_printf ("%s-%s", languages[i].name, light ? "light" : "dark");

        if (!setlocale (LC_ALL, languages[i].locale))
          {
            g_test_message ("There is no locale %s", languages[i].locale);
            continue;
          }
        setlocale (LC_NUMERIC, "C");
        load_style (light > 0);
        show_all (name);
        for (guint j = 0; j < G_N_ELEMENTS (scenes); j++)
          {
            show_desk (name, scenes[j], 1366, 768);
            show_desk (name, scenes[j], 800, 600);
          }
      }
  end_films ();
}

int
main (int argc, char **argv)
{
  g_autofree char *translations = NULL;

  setlocale (LC_ALL, "de_DE.UTF-8");
  gtk_test_init (&argc, &argv, NULL);
  translations = g_test_build_filename (G_TEST_BUILT, "po", NULL);
  bindtextdomain (GETTEXT_PACKAGE, translations);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  adw_init ();
  regie_application_init_resources ();
  g_test_add_func ("/desk/alarm-pictures", every_alarm_is_told_in_full);
  return g_test_run ();
}
