/* picture.c: a monitor in widgets: every frame is drawn, at the size in which it is shown
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "test-media"

#include "regie-config.h"

#include "media-test.h"

#include <gtk/gtk.h>

static char *film;

static GtkWidget *
show (GdkPaintable *paintable, int width, int height)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *picture = gtk_picture_new_for_paintable (paintable);

  gtk_widget_set_size_request (picture, width, height);
  gtk_window_set_child (GTK_WINDOW (window), picture);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static int
frame_height (RegieMonitor *monitor)
{
  g_autoptr (GdkPaintable) frame =
      gdk_paintable_get_current_image (regie_monitor_get_paintable (monitor));

  return gdk_paintable_get_intrinsic_height (frame);
}

static void
two_pictures_draw_every_frame_once (void)
{
  RegieMonitor *monitor = regie_monitor_new ();
  GdkPaintable *paintable = regie_monitor_get_paintable (monitor);
  GtkWidget *small = show (paintable, 256, 144);
  GtkWidget *large = show (paintable, 320, 180);
  guint64 handed, painted;

  regie_monitor_set_sources (monitor, (const char *const[]) { film, NULL });
  regie_monitor_set_playing (monitor, TRUE);
  wait_until (regie_monitor_get_painted (monitor) > 5);
  handed = regie_monitor_get_handed (monitor);
  painted = regie_monitor_get_painted (monitor);
  wait_until (regie_monitor_get_handed (monitor) >= handed + 50);
  handed = regie_monitor_get_handed (monitor) - handed;
  painted = regie_monitor_get_painted (monitor) - painted;
  /* On a machine that is busy with other tests the frame clock may miss some; never is one counted
   * twice. */
  g_assert_cmpuint (painted, <=, handed + 1);
  g_assert_cmpuint (painted, >=, handed * 8 / 10);

  /* The frames have the size of the larger picture, not that of the film. */
  wait_until (frame_height (monitor) == 180);
  g_assert_cmpint (gdk_paintable_get_intrinsic_height (paintable), ==, 360);
  g_assert_true (regie_monitor_get_paintable (monitor) == paintable);

  gtk_window_destroy (GTK_WINDOW (small));
  gtk_window_destroy (GTK_WINDOW (large));
  end_monitor (monitor);
}

static void
the_height_that_is_asked_for_holds (void)
{
  RegieMonitor *monitor = regie_monitor_new ();
  GtkWidget *window = show (regie_monitor_get_paintable (monitor), 320, 180);

  regie_monitor_set_max_height (monitor, 90);
  regie_monitor_set_sources (monitor, (const char *const[]) { film, NULL });
  regie_monitor_set_playing (monitor, TRUE);
  wait_until (frame_height (monitor) == 90);
  /* never larger than the film */
  regie_monitor_set_max_height (monitor, 2000);
  wait_until (frame_height (monitor) == 360);
  gtk_window_destroy (GTK_WINDOW (window));
  end_monitor (monitor);
}

int
main (int argc, char **argv)
{
  int status;

  gtk_test_init (&argc, &argv);
  gst_init (&argc, &argv);
  film = make_film (8);
  g_test_add_func ("/picture/painted", two_pictures_draw_every_frame_once);
  g_test_add_func ("/picture/height", the_height_that_is_asked_for_holds);
  status = g_test_run ();
  drop_film (film);
  g_free (film);
  return status;
}
