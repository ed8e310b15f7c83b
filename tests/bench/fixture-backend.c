/* fixture-backend.c: a real backend process with a fresh journal, for benchmarks and long tests
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-bench"

#include "fixture-backend.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#define READY "http://127.0.0.1:"

/** Reads the program's output up to the line that says where it listens. */
static guint16
wait_for_port (GSubprocess *process)
{
  g_autoptr (GDataInputStream) lines =
      g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));

  for (;;)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
      if (line == NULL)
        g_error ("the backend ended before it was ready: %s",
                 error != NULL ? error->message : "see its messages above");
      const char *where = strstr (line, READY);
      if (where != NULL)
        return (guint16) g_ascii_strtoull (where + strlen (READY), NULL, 10);
    }
}

static void
launch (Backend *self, const char *config)
{
  g_autofree char *listen = g_strdup_printf ("127.0.0.1:%u", self->port);
  g_autoptr (GError) error = NULL;

  self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, self->program,
                                    "--config", config, "--listen", listen, NULL);
  if (self->process == NULL)
    g_error ("%s", error->message);
  self->port = wait_for_port (self->process);
  self->pid = (pid_t) atoi (g_subprocess_get_identifier (self->process));
}

Backend *
backend_start (const char *program)
{
  Backend *self = g_new0 (Backend, 1);
  g_autoptr (GError) error = NULL;

  self->program = g_strdup (program);

  self->folder = g_dir_make_tmp ("regie-bench-XXXXXX", &error);
  if (self->folder == NULL)
    g_error ("%s", error->message);
  g_autofree char *config = g_build_filename (self->folder, "backend.conf", NULL);
  g_autofree char *database = g_build_filename (self->folder, "congress.sqlite", NULL);
  g_autofree char *pass = g_build_filename (self->folder, "admin.token", NULL);
  g_autofree char *text =
      g_strdup_printf ("[backend]\nlisten=127.0.0.1:0\ndatabase=%s\n"
                       "admin-token-file=%s\naccess-code=" BACKEND_CODE "\nrate=0\n",
                       database, pass);
  if (!g_file_set_contents (config, text, -1, &error))
    g_error ("%s", error->message);
  launch (self, config);
  if (!g_file_get_contents (pass, &self->token, NULL, &error))
    g_error ("%s", error->message);
  g_strstrip (self->token);
  return self;
}

void
backend_stop (Backend *self)
{
  g_subprocess_send_signal (self->process, 15);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->process);
  const char *name;
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);
      g_unlink (path);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->token);
  g_free (self->program);
  g_free (self);
}

void
backend_kill (Backend *self)
{
  g_subprocess_send_signal (self->process, 9);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->process);
}

void
backend_restart (Backend *self)
{
  g_autofree char *config = g_build_filename (self->folder, "backend.conf", NULL);

  g_return_if_fail (self->process == NULL);
  launch (self, config);
}

char *
backend_add_token (Backend *self, const char *role, const char *name, const char *stage)
{
  g_autofree char *database = g_build_filename (self->folder, "congress.sqlite", NULL);
  g_autoptr (GPtrArray) argv = g_ptr_array_new_null_terminated (12, NULL, TRUE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  char *token = NULL;
  char *common[] = { self->program, (char *) "token",  (char *) "add", (char *) "--database",
                     database,      (char *) "--role", (char *) role };

  for (gsize i = 0; i < G_N_ELEMENTS (common); i++)
    g_ptr_array_add (argv, common[i]);
  if (name != NULL)
    {
      g_ptr_array_add (argv, (char *) "--name");
      g_ptr_array_add (argv, (char *) name);
    }
  if (stage != NULL)
    {
      g_ptr_array_add (argv, (char *) "--stage");
      g_ptr_array_add (argv, (char *) stage);
    }
  process = g_subprocess_newv ((const char *const *) argv->pdata,
                               G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                               &error);
  if (process == NULL || !g_subprocess_communicate_utf8 (process, NULL, NULL, &token, NULL, &error)
      || !g_subprocess_get_successful (process))
    g_error ("no token: %s", error != NULL ? error->message : "see above");
  return g_strstrip (token);
}

gint64
backend_memory (const Backend *self)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/status", (int) self->pid);
  g_autofree char *status = NULL;

  if (!g_file_get_contents (path, &status, NULL, NULL))
    return 0;
  const char *line = strstr (status, "VmRSS:");
  return line != NULL ? (gint64) g_ascii_strtoull (line + 6, NULL, 10) * 1024 : 0;
}
