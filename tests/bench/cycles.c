/* cycles.c: what five hundred times connecting to a live stage and going away again leave behind
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "figure.h"

#include "../media/cycles.h"

#include "regie-source.h"

#define CYCLES 500

static void
say (const char *name, double value, const char *unit, double floor, double goal)
{
  figure_print (&(Figure) {
      .name = name, .value = value, .unit = unit, .floor = floor, .peer = NAN, .goal = goal });
}

int
main (int argc, char **argv)
{
  Holding before, after;
  GSubprocess *server;
  g_autofree char *uri = NULL;
  gint64 began;
  guint port;

  regie_source_init ();
  if (argc == 2 && g_str_equal (argv[1], "--serve"))
    serve_stage ();
  server = start_stage (argv[0], &port);
  uri = g_strdup_printf ("rtsp://127.0.0.1:%u/stage", port);
  began = g_get_monotonic_time ();
  before = run_cycles (uri, CYCLES, &after);
  say ("cycles: one, from connecting to gone",
       (double) (g_get_monotonic_time () - began) / 1e3 / (CYCLES + WARM_UP), "ms", NAN, NAN);
  stop_stage (server);
  say ("cycles: heap in use after 500, before", (double) after.heap / 1024, "KiB",
       (double) before.heap / 1024, 1.05);
  say ("cycles: resident after 500, before", (double) after.resident / 1024, "KiB",
       (double) before.resident / 1024, 1.1);
  say ("cycles: threads after 500, before", after.threads, "", before.threads, 1);
  say ("cycles: descriptors after 500, before", after.descriptors, "", before.descriptors, 1);
  return 0;
}
