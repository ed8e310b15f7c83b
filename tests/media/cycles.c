/* cycles.c: connecting and going away again and again leaves nothing behind
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "test-media"

#include "regie-config.h"

#include "cycles.h"
#include "regie-source.h"

/** tests/bench/cycles.c does five hundred */
#define CYCLES 40
/** What may be in use more for each cycle, bytes. A pipeline that is left holds hundreds of KiB; a list of
 * streams that GStreamer's decodebin3 keeps holds four (the benchmark measures GStreamer alone too) */
#define CRUMBS (32 * 1024)

static const char *program;

static void
nothing_is_left_behind (void)
{
  Holding before, after;
  GSubprocess *server;
  g_autofree char *uri = NULL;
  guint port;

  server = start_stage (program, &port);
  uri = g_strdup_printf ("rtsp://127.0.0.1:%u/stage", port);
  before = run_cycles (uri, CYCLES, &after);
  stop_stage (server);
  g_test_message ("heap %+" G_GINT64_FORMAT " bytes a cycle, resident %+" G_GINT64_FORMAT
                  " KiB, threads %u → %u, descriptors %u → %u",
                  (after.heap - before.heap) / CYCLES, (after.resident - before.resident) / 1024,
                  before.threads, after.threads, before.descriptors, after.descriptors);
  g_assert_cmpuint (after.threads, <=, before.threads);
  g_assert_cmpuint (after.descriptors, <=, before.descriptors);
  /* A sanitizer's own heap counts differently, and it finds leaks by itself. */
#ifndef __SANITIZE_ADDRESS__
  g_assert_cmpint (after.heap - before.heap, <, CYCLES * CRUMBS);
#endif
}

int
main (int argc, char **argv)
{
  regie_source_init ();
  if (argc == 2 && g_str_equal (argv[1], "--serve"))
    serve_stage ();
  program = argv[0];
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cycles/clean", nothing_is_left_behind);
  return g_test_run ();
}
