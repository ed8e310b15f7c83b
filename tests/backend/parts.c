/* parts.c: tests of the backend's small parts: limits, settings, pages
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-limiter.h"
#include "regie-settings.h"
#include "regie-stream.h"

#include <glib/gstdio.h>

static void
a_bucket_gives_its_burst_and_then_its_rate (void)
{
  g_autoptr (RegieLimiter) limiter = regie_limiter_new (2, 5);
  gint64 now = G_USEC_PER_SEC;

  for (guint i = 0; i < 5; i++)
    g_assert_cmpuint (regie_limiter_take (limiter, "p", 1, now), ==, 0);
  g_assert_cmpuint (regie_limiter_take (limiter, "p", 1, now), >, 0);
  g_assert_cmpuint (regie_limiter_take (limiter, "q", 1, now), ==, 0);
  now += G_USEC_PER_SEC / 2;
  g_assert_cmpuint (regie_limiter_take (limiter, "p", 1, now), ==, 0);
  g_assert_cmpuint (regie_limiter_take (limiter, "p", 4, now), ==, 3);
  /* Never more than the burst, however long it was quiet. */
  now += 3600 * G_GINT64_CONSTANT (1000000);
  g_assert_cmpuint (regie_limiter_take (limiter, "p", 5, now), ==, 0);
  g_assert_cmpuint (regie_limiter_take (limiter, "p", 1, now), >, 0);
}

static void
people_who_are_quiet_are_forgotten (void)
{
  g_autoptr (RegieLimiter) limiter = regie_limiter_new (1, 1);
  gint64 now = G_USEC_PER_SEC;

  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *who = g_strdup_printf ("p%u", i);
      g_assert_cmpuint (regie_limiter_take (limiter, who, 1, now), ==, 0);
      now += 1000;
    }
  g_assert_cmpuint (regie_limiter_size (limiter), <, 10000);
}

static void
no_rate_is_no_limit (void)
{
  g_autoptr (RegieLimiter) limiter = regie_limiter_new (0, 1);

  for (guint i = 0; i < 1000; i++)
    g_assert_cmpuint (regie_limiter_take (limiter, "p", 100, 0), ==, 0);
}

static void
settings_take_what_the_file_says_and_keep_the_rest (void)
{
  g_autoptr (RegieSettings) settings = regie_settings_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("regie-settings-XXXXXX", &path, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  g_file_set_contents (path,
                       "# ein Kommentar\n[backend]\nlisten = 127.0.0.1:9\nrate=0.5\n"
                       "shift-to-now=true\naccess-code=LINDE 17\n",
                       -1, &error);
  g_assert_no_error (error);
  regie_settings_read (settings, path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (settings->listen, ==, "127.0.0.1:9");
  g_assert_cmpfloat_with_epsilon (settings->rate, 0.5, 1e-9);
  g_assert_true (settings->shift_to_now);
  g_assert_cmpstr (settings->access_code, ==, "LINDE 17");
  g_assert_nonnull (settings->database);
  g_unlink (path);
}

static void
a_stream_keeps_its_newest_frames_within_its_limits (void)
{
  g_autoptr (RegieStream) stream = regie_stream_new (100, 10);
  guint64 position;

  for (guint i = 1; i <= 8; i++)
    {
      g_autoptr (GBytes) frame =
          g_bytes_new_static ("0123456789012345678901234567890123456789", 30);
      regie_stream_push (stream, frame, i * 10);
    }
  g_assert_cmpuint (regie_stream_get_head (stream) - regie_stream_get_first (stream), ==, 3);
  g_assert_false (regie_stream_find (stream, 49, &position));
  g_assert_true (regie_stream_find (stream, 50, &position));
  g_assert_cmpuint (position, ==, regie_stream_get_first (stream));
  g_assert_true (regie_stream_find (stream, 65, &position));
  g_assert_cmpuint (position, ==, regie_stream_get_first (stream) + 1);
  g_assert_true (regie_stream_find (stream, 80, &position));
  g_assert_cmpuint (position, ==, regie_stream_get_head (stream));
  {
    g_autofree char *large = g_strnfill (5000, 'x');
    g_autoptr (GBytes) frame = g_bytes_new (large, 5000);

    /* The newest stays, however large. */
    regie_stream_push (stream, frame, 90);
    g_assert_cmpuint (regie_stream_get_head (stream) - regie_stream_get_first (stream), ==, 1);
  }
  regie_stream_restart (stream, 200);
  g_assert_false (regie_stream_find (stream, 199, &position));
  g_assert_true (regie_stream_find (stream, 200, &position));
}

#define ADD(name) g_test_add_func ("/backend/parts/" #name, name)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD (a_bucket_gives_its_burst_and_then_its_rate);
  ADD (people_who_are_quiet_are_forgotten);
  ADD (no_rate_is_no_limit);
  ADD (settings_take_what_the_file_says_and_keep_the_rest);
  ADD (a_stream_keeps_its_newest_frames_within_its_limits);
  return g_test_run ();
}
