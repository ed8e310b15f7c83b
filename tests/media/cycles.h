/* cycles.h: a monitor connected and taken away again and again, and what that leaves behind
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * For a test with few cycles and a benchmark with many. The stage is served by another process: what
 * this one holds is the monitor's.
 */

#pragma once

#include "media-test.h"
#include "servers.h"

#include <malloc.h>
#include <string.h>
#include <unistd.h>

/** Pools and caches of libraries fill up in the first of them */
#define WARM_UP 10

typedef struct
{
  /** bytes in use on the heap, and resident */
  gint64 heap;
  gint64 resident;
  guint threads;
  guint descriptors;
} Holding;

static inline guint
count_entries (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir))
    n++;
  return n;
}

static inline gint64
read_resident (void)
{
  g_autofree char *text = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &text, NULL, NULL));
  line = strstr (text, "VmRSS:");
  return g_ascii_strtoll (line + strlen ("VmRSS:"), NULL, 10) * 1024;
}

static inline Holding
take_stock (void)
{
  malloc_trim (0);
  return (Holding) {
    .heap = (gint64) mallinfo2 ().uordblks,
    .resident = read_resident (),
    .threads = count_entries ("/proc/self/task"),
    /* one of them is the folder itself */
    .descriptors = count_entries ("/proc/self/fd") - 1,
  };
}

/* The other process: serves until it is killed. */
static inline G_NORETURN void
serve_stage (void)
{
  static const Protocol rtsp = { "rtsp", NULL, start_rtsp, stop_rtsp, "", FALSE };
  Server *server = server_new (&rtsp);

  server_start (server);
  printf ("%u\n", server->port);
  fflush (stdout);
  for (;;)
    g_main_context_iteration (NULL, TRUE);
}

static inline GSubprocess *
start_stage (const char *program, guint *port)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *server =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--serve", NULL);
  g_autoptr (GDataInputStream) said = NULL;
  g_autofree char *line = NULL;

  g_assert_no_error (error);
  said = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server));
  line = g_data_input_stream_read_line (said, NULL, NULL, &error);
  g_assert_no_error (error);
  *port = (guint) g_ascii_strtoull (line, NULL, 10);
  return server;
}

static inline void
stop_stage (GSubprocess *server)
{
  g_subprocess_force_exit (server);
  g_subprocess_wait (server, NULL, NULL);
  g_object_unref (server);
}

/* Three are watched until they show something; each fourth is taken away while it connects. */
static inline void
cycle (const char *uri, guint number)
{
  RegieMonitor *monitor = regie_monitor_new ();

  regie_monitor_set_sources (monitor, (const char *const[]) { uri, NULL });
  regie_monitor_set_playing (monitor, TRUE);
  if (number % 4 == 3)
    let_pass (20000);
  else
    wait_until (regie_monitor_get_handed (monitor) > 0);
  end_monitor (monitor);
}

/* Threads that were told to end need a moment. */
static inline gboolean
has_settled (guint threads)
{
  return count_entries ("/proc/self/task") <= threads;
}

/* Returns what was held after the warm-up; @after: what is held at the end */
static inline Holding
run_cycles (const char *uri, guint n, Holding *after)
{
  Holding before;

  for (guint i = 0; i < WARM_UP; i++)
    cycle (uri, i);
  let_pass (300000);
  before = take_stock ();
  for (guint i = 0; i < n; i++)
    cycle (uri, i);
  wait_until (has_settled (before.threads));
  *after = take_stock ();
  return before;
}
