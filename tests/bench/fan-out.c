/* fan-out.c: one change to every WebSocket, against one epoll set with one send each
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * fan-out BACKEND: the backend is asked to change a stage; each socket hears of it. What the backend
 * does more than the floor (rules, a durable journal, one projection) is in its time.
 */

#define G_LOG_DOMAIN "regie-bench"

#include "crowd.h"
#include "figure.h"
#include "fixture-backend.h"
#include "floor.h"

#include <stdlib.h>

#define ROUNDS 15
#define QUESTIONS 300

static int
by_number (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
median (double *numbers, guint n)
{
  qsort (numbers, n, sizeof *numbers, by_number);
  return numbers[n / 2];
}

static double
measure_floor (guint sockets, gsize bytes)
{
  guint16 port = 0;
  pid_t server = floor_fan_out_start (&port);
  double times[ROUNDS];
  {
    g_autoptr (Crowd) crowd = crowd_new (port);

    crowd_connect (crowd, sockets, "/ws", "", NULL);
    for (guint i = 0; i < ROUNDS; i++)
      {
        g_autofree char *needle = g_strdup_printf ("round %02u.", i);
        g_autofree char *fill = g_strnfill (bytes - strlen (needle), 'x');
        g_autofree char *body = g_strconcat (needle, fill, NULL);
        g_autofree char *request = crowd_post ("/pub", NULL, body);
        times[i] = crowd_broadcast (crowd, request, needle);
      }
  }
  floor_stop (server);
  return median (times, ROUNDS);
}

static char *
ask_health (guint connection, guint number, gpointer unused)
{
  return g_strdup ("GET /v1/health HTTP/1.1\r\nHost: localhost\r\n\r\n");
}

/** Fills the backend with one stage. Returns: (transfer full): the request headers of a participant */
static char *
set_up (Backend *backend, Crowd *crowd)
{
  guint status = 0;
  g_autofree char *stage =
      crowd_post ("/v1/import", backend->token,
                  "{\"seq\":0,\"state\":[{\"type\":\"congress.state\",\"title\":\"Fachkongress\"},"
                  "{\"type\":\"stage.state\",\"stage\":\"stage-1\",\"number\":1,\"title\":\"Saal\","
                  "\"state\":\"live\"}]}");
  g_autofree char *imported = crowd_ask (crowd, stage, &status);
  if (status != 200)
    g_error ("import: %u %s", status, imported);
  g_autofree char *join = crowd_post ("/v1/join", NULL, "{\"code\":\"" BACKEND_CODE "\"}");
  g_autofree char *joined = crowd_ask (crowd, join, &status);
  if (status != 200)
    g_error ("join: %u %s", status, joined);
  g_auto (GStrv) parts = g_strsplit (strstr (joined, "\"token\""), "\"", 5);
  return g_strdup_printf ("Authorization: Bearer %s\r\nSec-WebSocket-Protocol: regie.v1\r\n",
                          parts[3]);
}

static double
enter (Crowd *crowd, guint sockets, const char *headers)
{
  double seconds = crowd_connect (crowd, sockets, "/v1/events", headers,
                                  "{\"event\":\"resume\",\"epoch\":\"none\",\"seq\":0}");
  crowd_settle (crowd, 0.3);
  return seconds;
}

/** Lets the backend tell all of @crowd something. Returns: seconds until the last one had it */
static double
tell (Backend *backend, Crowd *crowd, guint round)
{
  g_autofree char *needle = g_strdup_printf ("round %02u.", round);
  g_autofree char *body = g_strdup_printf ("{\"channel\":\"paused\",\"reason\":\"%s\"}", needle);
  g_autofree char *request = crowd_post ("/v1/stages/stage-1/channel", backend->token, body);
  double seconds = crowd_broadcast (crowd, request, needle);

  crowd_settle (crowd, 0.05);
  return seconds;
}

static void
measure (const char *program, guint sockets)
{
  g_autoptr (Backend) backend = backend_start (program);
  g_autofree char *headers = NULL;
  gsize size;
  {
    /* One socket tells how long the message is that the floor has to send. */
    g_autoptr (Crowd) scout = crowd_new (backend->port);
    headers = set_up (backend, scout);
    enter (scout, 1, headers);
    tell (backend, scout, ROUNDS);
    size = crowd_get_message_size (scout);
  }
  /* Before, not beside: each of the two crowds needs most of the descriptors a process may have. */
  double lowest = measure_floor (sockets, size);
  g_autoptr (Crowd) crowd = crowd_new (backend->port);
  gint64 memory = backend_memory (backend);
  double connected = enter (crowd, sockets, headers);
  double each = (double) (backend_memory (backend) - memory) / sockets;

  double times[ROUNDS];
  for (guint i = 0; i < ROUNDS; i++)
    times[i] = tell (backend, crowd, i);
  CrowdLoad beside = crowd_load (crowd, 1, 1.5, ask_health, NULL);

  g_autofree char *last = g_strdup_printf ("fan-out %u: last client", sockets);
  g_autofree char *rest = g_strdup_printf ("fan-out %u: REST beside, p50", sockets);
  g_autofree char *rest99 = g_strdup_printf ("fan-out %u: REST beside, p99", sockets);
  g_autofree char *in = g_strdup_printf ("fan-out %u: all connected", sockets);
  g_autofree char *weight = g_strdup_printf ("fan-out %u: memory per socket", sockets);
  figure_print (&(Figure) { .name = last,
                            .value = median (times, ROUNDS) * 1e3,
                            .unit = "ms",
                            .floor = lowest * 1e3,
                            .peer = NAN,
                            .goal = 1.25 });
  figure_print (&(Figure) { rest, beside.p50 * 1e3, "ms", NAN, NAN, 0.25, FALSE });
  figure_print (&(Figure) { rest99, beside.p99 * 1e3, "ms", NAN, NAN, 2, FALSE });
  figure_print (&(Figure) { in, connected, "s", NAN, NAN, 2, FALSE });
  figure_print (&(Figure) { weight, each / 1024, "KB", NAN, NAN, 1.5, FALSE });
}

int
main (int argc, char **argv)
{
  if (argc != 2)
    {
      g_printerr ("usage: %s BACKEND\n", argv[0]);
      return 2;
    }
  measure (argv[1], 1800);
  measure (argv[1], 10000);
  return 0;
}
