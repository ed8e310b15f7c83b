/* votes.c: durable ballots per second, against an HTTP server that does nothing with them
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * votes BACKEND: each connection is a participant who changes the own vote as fast as it is answered.
 * Every answer is given after its ballot is on disk.
 */

#define G_LOG_DOMAIN "regie-bench"

#include "crowd.h"
#include "figure.h"
#include "fixture-backend.h"
#include "floor.h"

#include <string.h>

#define SECONDS 4.0

static char *
vote (guint connection, guint number, gpointer data)
{
  GPtrArray *tokens = data;
  g_autofree char *body =
      g_strdup_printf ("{\"round\":1,\"ids\":[\"%c\"]}", 'a' + (int) ((connection + number) % 4));

  return crowd_post ("/v1/polls/frage/ballot", g_ptr_array_index (tokens, connection), body);
}

/** Sends one command and ends the program when it is not applied. */
static char *
command (Crowd *crowd, const char *path, const char *token, const char *body)
{
  g_autofree char *request = crowd_post (path, token, body);
  guint status = 0;
  char *answer = crowd_ask (crowd, request, &status);

  if (status != 200)
    g_error ("%s: %u %s", path, status, answer);
  return answer;
}

static GPtrArray *
join (Crowd *crowd, guint participants)
{
  GPtrArray *tokens = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < participants; i++)
    {
      g_autofree char *joined =
          command (crowd, "/v1/join", NULL, "{\"code\":\"" BACKEND_CODE "\"}");
      g_auto (GStrv) parts = g_strsplit (strstr (joined, "\"token\""), "\"", 5);
      g_ptr_array_add (tokens, g_strdup (parts[3]));
    }
  return tokens;
}

static double
floor_rate (guint connections, GPtrArray *tokens)
{
  guint16 port = 0;
  pid_t server = floor_http_start (&port);
  double rate;
  {
    g_autoptr (Crowd) crowd = crowd_new (port);
    rate = crowd_load (crowd, connections, SECONDS, vote, tokens).rate;
  }
  floor_stop (server);
  return rate;
}

static void
measure (Crowd *crowd, GPtrArray *tokens, guint connections, double goal, double patience)
{
  double lowest = floor_rate (connections, tokens);
  CrowdLoad load = crowd_load (crowd, connections, SECONDS, vote, tokens);
  g_autofree char *rate = g_strdup_printf ("durable votes, %u connections", connections);
  g_autofree char *wait = g_strdup_printf ("durable votes, %u connections: p99", connections);
  g_autofree char *bad =
      g_strdup_printf ("durable votes, %u connections: not applied", connections);

  figure_print (&(Figure) { rate, load.rate, "1/s", lowest, NAN, goal, TRUE });
  figure_print (&(Figure) { wait, load.p99 * 1e3, "ms", NAN, NAN, patience, FALSE });
  figure_print (&(Figure) { bad, (double) load.failed, "", NAN, NAN, 0, FALSE });
}

int
main (int argc, char **argv)
{
  if (argc != 2)
    {
      g_printerr ("usage: %s BACKEND\n", argv[0]);
      return 2;
    }

  g_autoptr (Backend) backend = backend_start (argv[1]);
  g_autoptr (Crowd) crowd = crowd_new (backend->port);
  const char *token = backend->token;
  g_free (command (crowd, "/v1/import", token,
                   "{\"seq\":0,\"state\":[{\"type\":\"stage.state\",\"stage\":\"saal\","
                   "\"number\":1,\"title\":\"Saal\",\"state\":\"live\"}]}"));
  g_free (command (crowd, "/v1/polls", token,
                   "{\"poll\":\"frage\",\"stage\":\"saal\",\"kind\":\"single\",\"title\":\"Wo?\","
                   "\"entries\":[{\"id\":\"a\",\"text\":\"A\"},{\"id\":\"b\",\"text\":\"B\"},"
                   "{\"id\":\"c\",\"text\":\"C\"},{\"id\":\"d\",\"text\":\"D\"}]}"));
  g_free (command (crowd, "/v1/polls/frage/open", token, "{}"));
  g_autoptr (GPtrArray) tokens = join (crowd, 500);

  /* What group commit reached in a sketch of this server, measured beside its own floor. */
  measure (crowd, tokens, 64, 0.70, 15);
  measure (crowd, tokens, 500, 0.78, 100);
  return 0;
}
